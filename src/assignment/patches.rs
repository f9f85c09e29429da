//! Pairs about which something was said after the problem was posed.

/// What differs from the pairs as they were given.
#[derive(Clone, Debug, Default)]
pub(super) struct Patches {
    /// Column and weight (`None` where it cannot be assigned) of the pairs of each row, ascending; rows beyond the end have
    /// none.
    rows: Vec<Vec<(u32, Option<i64>)>>,
}

impl Patches {
    pub(super) fn of(&self, row: usize) -> &[(u32, Option<i64>)] {
        self.rows.get(row).map_or(&[], Vec::as_slice)
    }

    pub(super) fn get(&self, row: usize, column: usize) -> Option<(u32, Option<i64>)> {
        let row = self.of(row);
        let at = row.binary_search_by_key(&column, |(column, _)| *column as usize).ok()?;
        Some(row[at])
    }

    pub(super) fn set(&mut self, row: usize, column: usize, weight: Option<i64>) {
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        let patch = (u32::try_from(column).expect("at most 2^24 columns"), weight);
        match self.rows[row].binary_search_by_key(&patch.0, |(column, _)| *column) {
            Ok(at) => self.rows[row][at] = patch,
            Err(at) => self.rows[row].insert(at, patch),
        }
    }
}
