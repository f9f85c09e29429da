//! Tables as everybody may see them.

use serde::{Deserialize, Serialize};

use super::{
    super::one_way::{InvalidCounts, PublishedCount},
    Place, check_shape, check_totals,
};
use crate::people::Label;

/// A table as everybody may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PublishedState")]
#[must_use = "it is made to be shown"]
pub struct PublishedTable {
    pub(super) rows: Vec<Label>,
    pub(super) columns: Vec<Label>,
    pub(super) counts: Vec<Vec<PublishedCount>>,
    pub(super) row_totals: Vec<PublishedCount>,
    pub(super) column_totals: Vec<PublishedCount>,
    pub(super) total: PublishedCount,
}

/// A published table as it was stored.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublishedState {
    rows: Vec<Label>,
    columns: Vec<Label>,
    counts: Vec<Vec<PublishedCount>>,
    row_totals: Vec<PublishedCount>,
    column_totals: Vec<PublishedCount>,
    total: PublishedCount,
}

impl TryFrom<PublishedState> for PublishedTable {
    type Error = InvalidCounts;

    fn try_from(state: PublishedState) -> Result<Self, InvalidCounts> {
        let PublishedState { rows, columns, counts, row_totals, column_totals, total } = state;
        check_shape(&rows, &columns, counts.iter().map(Vec::len))?;
        check_totals(&rows, row_totals.len())?;
        check_totals(&columns, column_totals.len())?;
        Ok(Self { rows, columns, counts, row_totals, column_totals, total })
    }
}

impl PublishedTable {
    /// The names of the rows.
    pub fn rows(&self) -> &[Label] {
        &self.rows
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[Label] {
        &self.columns
    }

    /// A count or a total; `None` when there is no such place.
    pub fn at(&self, place: Place) -> Option<PublishedCount> {
        match place {
            Place::Cell { row, column } => {
                self.counts.get(row).and_then(|counts| counts.get(column)).copied()
            }
            Place::RowTotal(row) => self.row_totals.get(row).copied(),
            Place::ColumnTotal(column) => self.column_totals.get(column).copied(),
            Place::Total => Some(self.total),
        }
    }

    /// How many counts and totals are withheld.
    pub fn withheld(&self) -> usize {
        let totals = self.row_totals.iter().chain(&self.column_totals).chain([&self.total]);
        let all = self.counts.iter().flatten().chain(totals);
        all.filter(|count| **count == PublishedCount::Withheld).count()
    }
}
