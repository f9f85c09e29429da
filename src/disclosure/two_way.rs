//! Tables of counts with totals of rows and columns.

#[cfg(test)]
#[path = "../../tests/it/disclosure/attacker.rs"]
mod attacker;
mod cycles;
mod fewest;
mod protected;
mod published;

use serde::{Deserialize, Serialize};

pub use self::{protected::ProtectedTable, published::PublishedTable};
use super::{
    Decision, Policy, Release, Threshold,
    feasible::{self, Grid},
    one_way::{InvalidCounts, Treatment, check_labels, check_sum, reasons},
    release::sealed::Sealed,
};
use crate::people::Label;

/// A number of a table. Rows and columns are counted from 0, in the order in which they came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A count.
    Cell {
        /// Its row.
        row: usize,
        /// Its column.
        column: usize,
    },
    /// The total of a row.
    RowTotal(usize),
    /// The total of a column.
    ColumnTotal(usize),
    /// The total of all.
    Total,
}

/// Counts of people by two things at once (neighbourhood and age), with the totals of rows, of columns and of all.
///
/// ```
/// use mentorship::disclosure::{Place, PublishedCount, Threshold, TwoWay};
/// use mentorship::people::Label;
///
/// let label = Label::new;
/// let pairs = TwoWay::new(
///     [label("Noord")?, label("West")?, label("Oost")?],
///     [label("to 26")?, label("27 to 66")?, label("67 and older")?],
///     [[20, 50, 10], [8, 19, 22], [17, 32, 12]],
/// )?;
/// let protected = pairs.protect(Threshold::PUBLIC);
/// // Eight people are hidden, and three more counts, so that nobody can work them out.
/// assert_eq!((protected.unsafe_numbers(), protected.extra_numbers()), (1, 3));
/// let seen = protected.range(Place::Cell { row: 1, column: 0 }).ok_or("no such count")?;
/// assert!(seen.width().is_none_or(|width| width >= 10));
/// let published = protected.published();
/// assert_eq!(published.at(Place::Cell { row: 1, column: 0 }), Some(PublishedCount::Withheld));
/// assert_eq!(published.at(Place::RowTotal(1)), Some(PublishedCount::Shown(49)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// What is shown to others is released by a policy, which takes its threshold:
///
/// ```
/// use mentorship::disclosure::{Internal, Place, Policy, TwoWay, Why};
/// use mentorship::{jiff::civil::date, people::Label};
///
/// let label = Label::new;
/// let pairs = TwoWay::new([label("Noord")?, label("West")?], [label("to 26")?, label("older")?], [[20, 50], [4, 30]])?;
/// let (pairs, policy) = (Internal::new(pairs), Policy::public(date(2026, 12, 31)));
/// let published = pairs.release(&policy);
/// assert_eq!(published.content().at(Place::Cell { row: 1, column: 0 }).and_then(|count| count.shown()), None);
/// assert_eq!(published.withheld().to_string(), "4 of 9 withheld");
/// // The third number is the first of the second row.
/// assert_eq!(pairs.reasons(&policy).for_coordinators().of_part(2), Some(Why::FewPeople));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "TableState", into = "TableState")]
pub struct TwoWay {
    rows: Vec<Label>,
    columns: Vec<Label>,
    grid: Grid,
}

/// A table as it is stored.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TableState {
    rows: Vec<Label>,
    columns: Vec<Label>,
    counts: Vec<Vec<u64>>,
}

impl TryFrom<TableState> for TwoWay {
    type Error = InvalidCounts;

    fn try_from(state: TableState) -> Result<Self, InvalidCounts> {
        Self::new(state.rows, state.columns, state.counts)
    }
}

impl From<TwoWay> for TableState {
    fn from(table: TwoWay) -> Self {
        let row =
            |row| (0..table.columns.len()).map(|c| table.grid.count(table.grid.place(row, c))).collect();
        let counts = (0..table.rows.len()).map(row).collect();
        Self { rows: table.rows, columns: table.columns, counts }
    }
}

impl TwoWay {
    /// Rows and columns by name, and for each row how many people are in each column. Nobody is counted twice.
    ///
    /// # Errors
    ///
    /// When there is no row or no column, two of them have one name, a row has not one count for each column, or there are
    /// more than 2^40 people.
    pub fn new(
        rows: impl IntoIterator<Item = Label>,
        columns: impl IntoIterator<Item = Label>,
        counts: impl IntoIterator<Item = impl AsRef<[u64]>>,
    ) -> Result<Self, InvalidCounts> {
        let (rows, columns): (Vec<_>, Vec<_>) = (rows.into_iter().collect(), columns.into_iter().collect());
        let counts: Vec<_> = counts.into_iter().collect();
        check_shape(&rows, &columns, counts.iter().map(|row| row.as_ref().len()))?;
        check_sum(counts.iter().flat_map(AsRef::as_ref))?;
        let grid = Grid::new(counts.iter().map(AsRef::as_ref), columns.len());
        Ok(Self { rows, columns, grid })
    }

    /// The names of the rows.
    pub fn rows(&self) -> &[Label] {
        &self.rows
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[Label] {
        &self.columns
    }

    /// A count or a total; `None` when there is no such place.
    pub fn at(&self, place: Place) -> Option<u64> {
        self.index(place).map(|place| self.grid.count(place))
    }

    fn index(&self, place: Place) -> Option<usize> {
        position(place, self.rows.len(), self.columns.len()).map(|(row, column)| self.grid.place(row, column))
    }

    /// Hides every unsafe count and total, and as many more numbers as it takes until each unsafe one can be anything
    /// within a [`Range`](super::Range) at least as wide as the threshold, for somebody who sees all that is left.
    ///
    /// The extra numbers are found by the cheapest closed walks through the network of rows and columns (Cox 1995; Kelly,
    /// Golden & Assad 1992); each one that is not needed after all is shown again. Then a search for fewer begins with the
    /// best of eight such patterns, and either proves that there is none or stops after a number of steps that is smaller the
    /// larger the table: [`ProtectedTable::is_proved_least`] tells which. Withheld totals count first, then hidden counts, then
    /// the people in them. Over 199 random tables of 3 × 3 to 6 × 7 the walks alone hid 598 extra numbers where 590 are the
    /// least; where the least is proved, nothing is left to gain. Whatever comes out is verified anew, number by number.
    ///
    /// Totals are withheld only where they are unsafe or where no counts are left to protect an unsafe number. A zero is
    /// never hidden: in a programme zeros are often known beforehand (nobody of eighty is at a school), and one that is known
    /// protects nobody (Hundepool et al. 2012). Whoever knows that can raise the smallest value of a hidden number by as
    /// much as its hidden parts are; a programme that fears it takes a higher threshold.
    ///
    /// The result does not depend on the order of rows and columns.
    ///
    /// # Complexity
    ///
    /// For u unsafe numbers in a table of n, some O(u·n) steps to find and check walks, and a bounded search.
    pub fn protect(&self, threshold: Threshold) -> ProtectedTable {
        let order = Order::by_name(self);
        let grid = order.sorted(self);
        let people = threshold.people();
        let is_unsafe: Vec<bool> = grid.counts().iter().map(|count| threshold.is_unsafe(*count)).collect();
        let walked = cycles::protect(&grid, &is_unsafe, people);
        let (mut hidden, mut proved) = fewest::protect(&grid, &is_unsafe, people, walked);
        if !feasible::are_wide(&grid, &is_unsafe, &hidden, people) {
            hidden = grid.counts().iter().map(|count| *count > 0).collect();
            proved = false;
        }
        let hidden = order.restored(self, &hidden);
        self.treated(threshold, &hidden, proved)
    }

    /// Hides unsafe numbers alone, so that tests can show that the rest is needed.
    #[cfg(test)]
    fn hide_unsafe_only(&self, threshold: Threshold) -> ProtectedTable {
        let hidden: Vec<_> = self.grid.counts().iter().map(|count| threshold.is_unsafe(*count)).collect();
        self.treated(threshold, &hidden, false)
    }

    fn treated(&self, threshold: Threshold, hidden: &[bool], proved: bool) -> ProtectedTable {
        let treatment = |(count, hidden): (&u64, &bool)| match hidden {
            false => Treatment::Shown,
            true if threshold.is_unsafe(*count) => Treatment::Primary,
            true => Treatment::Complementary,
        };
        let treatments = self.grid.counts().iter().zip(hidden).map(treatment).collect();
        ProtectedTable { table: self.clone(), treatments, proved }
    }
}

/// Where a place is in a table with its totals; `None` outside of it.
fn position(place: Place, rows: usize, columns: usize) -> Option<(usize, usize)> {
    match place {
        Place::Cell { row, column } => (row < rows && column < columns).then_some((row, column)),
        Place::RowTotal(row) => (row < rows).then_some((row, columns)),
        Place::ColumnTotal(column) => (column < columns).then_some((rows, column)),
        Place::Total => Some((rows, columns)),
    }
}

/// Rows and columns by name, so that the order in which they came in decides nothing.
struct Order {
    /// For each row of the sorted table the one of the table as it came in, without that of the totals.
    rows: Vec<usize>,
    columns: Vec<usize>,
}

impl Order {
    fn by_name(table: &TwoWay) -> Self {
        let sorted = |labels: &[Label]| {
            let mut order: Vec<_> = (0..labels.len()).collect();
            order.sort_by_key(|at| &labels[*at]);
            order
        };
        Self { rows: sorted(&table.rows), columns: sorted(&table.columns) }
    }

    fn sorted(&self, table: &TwoWay) -> Grid {
        let row = |row: &usize| -> Vec<u64> {
            self.columns.iter().map(|column| table.grid.count(table.grid.place(*row, *column))).collect()
        };
        let rows: Vec<_> = self.rows.iter().map(row).collect();
        Grid::new(rows.iter().map(Vec::as_slice), self.columns.len())
    }

    /// What was hidden of the sorted table, in the table as it came in.
    fn restored(&self, table: &TwoWay, hidden: &[bool]) -> Vec<bool> {
        let mut restored = vec![false; hidden.len()];
        for (row, from_row) in self.rows.iter().chain([&self.rows.len()]).enumerate() {
            for (column, from_column) in self.columns.iter().chain([&self.columns.len()]).enumerate() {
                restored[table.grid.place(*from_row, *from_column)] = hidden[table.grid.place(row, column)];
            }
        }
        restored
    }
}

impl Sealed for TwoWay {}

/// The numbers are the parts: the counts row by row, then the totals of rows, of columns and of all.
impl Release for TwoWay {
    type Public = PublishedTable;

    fn decide(&self, policy: &Policy) -> Decision<PublishedTable> {
        let protected = self.protect(policy.threshold());
        let (rows, columns) = (0..self.rows.len(), 0..self.columns.len());
        let counts =
            rows.clone().flat_map(|row| columns.clone().map(move |column| Place::Cell { row, column }));
        let totals = rows.clone().map(Place::RowTotal).chain(columns.clone().map(Place::ColumnTotal));
        let treatments: Vec<Treatment> = counts
            .chain(totals)
            .chain([Place::Total])
            .filter_map(|place| protected.treatment(place))
            .collect();
        Decision::new(protected.published(), treatments.len(), reasons(&treatments))
    }
}

/// Refuses names that are none or stand there twice, and counts that are not one for each row and column.
fn check_shape(
    rows: &[Label],
    columns: &[Label],
    mut counts: impl ExactSizeIterator<Item = usize>,
) -> Result<(), InvalidCounts> {
    check_labels(rows)?;
    check_labels(columns)?;
    check_totals(rows, counts.len())?;
    match rows.iter().zip(counts.by_ref()).find(|(_, counts)| *counts != columns.len()) {
        Some((row, counts)) => {
            Err(InvalidCounts::Columns { row: row.clone(), counts, columns: columns.len() })
        }
        None => Ok(()),
    }
}

/// Refuses other than one row of counts, or one total, for each name.
fn check_totals(names: &[Label], counts: usize) -> Result<(), InvalidCounts> {
    if names.len() == counts { Ok(()) } else { Err(InvalidCounts::Rows { names: names.len(), counts }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::impact::resample::SplitMix64;

    fn random_table(random: &mut SplitMix64, rows: usize, columns: usize) -> TwoWay {
        let names = |length: usize, kind: &str| -> Vec<Label> {
            (0..length).map(|at| Label::new(format!("{kind} {at}")).unwrap()).collect()
        };
        let counts: Vec<Vec<u64>> =
            (0..rows).map(|_| (0..columns).map(|_| random.next() % 60).collect()).collect();
        TwoWay::new(names(rows, "row"), names(columns, "column"), counts).unwrap()
    }

    /// How many unsafe numbers an attacker pins down to fewer than the threshold.
    fn found(protected: &ProtectedTable, threshold: Threshold) -> usize {
        let published = protected.published();
        let (rows, columns) = (published.rows.len(), published.columns.len());
        let at = |row, column| match (row < rows, column < columns) {
            (true, true) => Place::Cell { row, column },
            (true, false) => Place::RowTotal(row),
            (false, true) => Place::ColumnTotal(column),
            (false, false) => Place::Total,
        };
        let places = || (0..=rows).flat_map(|row| (0..=columns).map(move |column| (row, column)));
        let shown = |row, column| {
            published.at(at(row, column)).unwrap().shown().map(|people| i64::try_from(people).unwrap())
        };
        let seen: attacker::Seen =
            (0..=rows).map(|row| (0..=columns).map(|column| shown(row, column)).collect()).collect();
        let people = i64::try_from(threshold.people()).unwrap();
        places()
            .filter(|(row, column)| threshold.is_unsafe(protected.table.at(at(*row, *column)).unwrap()))
            .filter(|(row, column)| attacker::width(&seen, *row, *column).is_some_and(|width| width < people))
            .count()
    }

    #[test]
    fn without_extra_numbers_the_attacker_succeeds_and_with_them_never() {
        let mut random = SplitMix64::new(26);
        let mut succeeded = 0;
        for round in 0..40 {
            let table = random_table(&mut random, 2 + round % 4, 2 + round % 5);
            let open = found(&table.hide_unsafe_only(Threshold::PUBLIC), Threshold::PUBLIC);
            succeeded += usize::from(open > 0);
            assert_eq!(found(&table.protect(Threshold::PUBLIC), Threshold::PUBLIC), 0);
        }
        assert!(succeeded >= 30, "{succeeded} of 40 tables give somebody away");
    }

    #[test]
    fn walks_alone_come_close_to_what_is_proved_least() {
        let mut random = SplitMix64::new(2026);
        let (mut walked, mut least, mut proofs) = (0, 0, 0);
        for round in 0..200 {
            let grid = random_table(&mut random, 3 + round % 4, 3 + round % 5).grid;
            let is_unsafe: Vec<_> =
                grid.counts().iter().map(|count| Threshold::PUBLIC.is_unsafe(*count)).collect();
            let extra = |hidden: &[bool]| {
                hidden.iter().zip(&is_unsafe).filter(|(hidden, is_unsafe)| **hidden && !**is_unsafe).count()
            };
            let found = cycles::protect(&grid, &is_unsafe, 10);
            let by_walks = extra(&found);
            let (hidden, proved) = fewest::protect(&grid, &is_unsafe, 10, found);
            if proved {
                walked += by_walks;
                least += extra(&hidden);
                proofs += 1;
            }
        }
        assert_eq!((proofs, walked, least), (199, 598, 590));
    }

    #[test]
    fn hiding_unsafe_numbers_alone_is_seen_to_be_too_little() {
        let grid = Grid::new([&[4, 20][..], &[30, 40]].into_iter(), 2);
        let is_unsafe: Vec<_> = grid.counts().iter().map(|count| *count == 4).collect();
        assert!(!feasible::are_wide(&grid, &is_unsafe, &is_unsafe, 10));
        let block: Vec<_> = grid.counts().iter().map(|count| [4, 20, 30, 40].contains(count)).collect();
        assert!(feasible::are_wide(&grid, &is_unsafe, &block, 10));
        assert!(
            !feasible::are_wide(&grid, &is_unsafe, &vec![false; grid.len()], 10),
            "an unsafe number is shown"
        );
    }
}
