//! Tables of which it is settled what may be shown, and why not the rest.

use super::{
    super::{
        feasible::Range,
        one_way::{PublishedCount, Treatment},
    },
    Place, PublishedTable, TwoWay,
};

/// A table of which it is settled what may be shown: the coordinator's view, which tells why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "the table itself is as it was"]
pub struct ProtectedTable {
    pub(super) table: TwoWay,
    /// For each number of the table with its totals.
    pub(super) treatments: Vec<Treatment>,
    pub(super) proved: bool,
}

impl ProtectedTable {
    /// The counts as they are.
    pub fn table(&self) -> &TwoWay {
        &self.table
    }

    /// What was done with a number; `None` when there is no such place.
    pub fn treatment(&self, place: Place) -> Option<Treatment> {
        self.table.index(place).map(|place| self.treatments[place])
    }

    /// What somebody who sees all that is published can work out of a number; `None` when there is no such place.
    pub fn range(&self, place: Place) -> Option<Range> {
        let hidden: Vec<_> = self.treatments.iter().map(|treatment| *treatment != Treatment::Shown).collect();
        self.table.index(place).map(|place| self.table.grid.range(place, &hidden))
    }

    fn having(&self, treatment: Treatment) -> impl Iterator<Item = usize> {
        let places = self.treatments.iter().enumerate();
        places.filter(move |(_, other)| **other == treatment).map(|(place, _)| place)
    }

    /// How many counts and totals are hidden for their own sake.
    pub fn unsafe_numbers(&self) -> usize {
        self.having(Treatment::Primary).count()
    }

    /// How many counts and totals are hidden so that no unsafe one can be worked out.
    pub fn extra_numbers(&self) -> usize {
        self.having(Treatment::Complementary).count()
    }

    /// How many people those speak of: the smaller of two patterns with equally many is the better.
    pub fn extra_people(&self) -> u64 {
        self.having(Treatment::Complementary).map(|place| self.table.grid.count(place)).sum()
    }

    /// How many totals are withheld, for whichever reason.
    pub fn withheld_totals(&self) -> usize {
        let withheld = |place: &usize| self.treatments[*place] != Treatment::Shown;
        (0..self.treatments.len()).filter(withheld).filter(|place| self.table.grid.is_total(*place)).count()
    }

    /// The rows whose total is unsafe. Merging each with a neighbour before protecting hides less than protecting does.
    pub fn rows_to_merge(&self) -> Vec<usize> {
        let rows = 0..self.table.rows.len();
        rows.filter(|row| self.treatment(Place::RowTotal(*row)) == Some(Treatment::Primary)).collect()
    }

    /// The columns whose total is unsafe.
    pub fn columns_to_merge(&self) -> Vec<usize> {
        let columns = 0..self.table.columns.len();
        columns
            .filter(|column| self.treatment(Place::ColumnTotal(*column)) == Some(Treatment::Primary))
            .collect()
    }

    /// Whether it is proved that no pattern withholds fewer totals, with as many fewer counts, with as many fewer people in
    /// them. Mostly it is for tables of up to about six rows and six columns, and for larger ones with few unsafe numbers;
    /// otherwise the search stopped before its end, and there may be a pattern that hides a little less.
    pub fn is_proved_least(&self) -> bool {
        self.proved
    }

    /// What everybody may see.
    pub fn published(&self) -> PublishedTable {
        let (grid, rows, columns) = (&self.table.grid, self.table.rows.len(), self.table.columns.len());
        let at = |row, column| {
            let place = grid.place(row, column);
            PublishedCount::of(grid.count(place), self.treatments[place])
        };
        PublishedTable {
            rows: self.table.rows.clone(),
            columns: self.table.columns.clone(),
            counts: (0..rows).map(|row| (0..columns).map(|column| at(row, column)).collect()).collect(),
            row_totals: (0..rows).map(|row| at(row, columns)).collect(),
            column_totals: (0..columns).map(|column| at(rows, column)).collect(),
            total: at(rows, columns),
        }
    }
}
