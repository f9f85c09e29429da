//! Somebody who sees what was published and wants to know what is hidden in it.
//!
//! They know that people are counted in whole numbers, never below zero, and which numbers add up to which. Of each number they
//! work out the lowest and the highest value that everything shown allows, with a linear program of their own: the library's
//! suppression is not asked. Several releases are held beside each other by the sums between them.
//!
//! ```
//! use mentorship::{disclosure::{PublishedCount, Threshold}, testing::attacker::Seen};
//! use PublishedCount::{Shown, Withheld};
//!
//! // Our own way of publishing: hide every group below ten. It hides a group of three, and the total tells it.
//! let mut seen = Seen::default();
//! seen.counts("mentees", [("north", Shown(31)), ("harbour", Withheld), ("south", Shown(12))], Shown(46));
//! let weakest = seen.weakest()?.ok_or("nothing is hidden")?;
//! assert_eq!(weakest.to_string(), "`mentees: harbour` is 3");
//! assert!(seen.check(Threshold::PUBLIC).is_err());
//!
//! // With the next smallest hidden as well, it can be anything up to fifteen.
//! let mut seen = Seen::default();
//! seen.counts("mentees", [("north", Shown(31)), ("harbour", Withheld), ("south", Withheld)], Shown(46));
//! seen.assert_safe(Threshold::PUBLIC);
//!
//! // Until next month's release tells those who were there before, and all but one are.
//! seen.counts("next month", [("north", Shown(32)), ("others", Shown(15))], Shown(47));
//! seen.within("mentees", "next month");
//! assert!(seen.check(Threshold::PUBLIC).is_err_and(|found| found.to_string().contains("without")));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod program;

use std::{collections::BTreeMap, fmt};

use self::program::{Infeasible, Program};
use crate::disclosure::{
    Place, ProtectedList, ProtectedTable, PublishedCount, PublishedList, PublishedTable, Threshold,
};

/// All that was published, as somebody reads it who knows how it hangs together.
///
/// Numbers have names: those of a list called `mentees` are `mentees: north` …, its total is `mentees`; those of a table are
/// `pairs: north / young`, `pairs: north /` and `pairs: / young` its totals of rows and columns, and `pairs` that of all. A name that
/// comes again is the same number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// What is shown of each number; several values contradict each other.
    numbers: BTreeMap<String, Vec<u64>>,
    /// What the numbers are, where the programme told it, to judge what is found.
    truth: BTreeMap<String, u64>,
    /// A number, and those that add up to it.
    sums: Vec<(String, Vec<String>)>,
}

/// What can be worked out of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Within {
    /// The number.
    pub name: String,
    /// The least it can be.
    pub low: u64,
    /// The most it can be; `None` when it can be as large as one likes.
    pub high: Option<u64>,
}

impl Within {
    /// How many people wide it is; `None` without end. 0 is a number that everybody knows.
    pub fn width(&self) -> Option<u64> {
        self.high.map(|high| high.saturating_sub(self.low))
    }
}

/// That it is a number, lies between two, or is at least one: `harbour is 3`, with the name as code.
impl fmt::Display for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, low, high } = self;
        match high {
            Some(high) if high == low => write!(f, "`{name}` is {low}"),
            Some(high) => write!(f, "`{name}` lies between {low} and {high}"),
            None => write!(f, "`{name}` is at least {low}"),
        }
    }
}

/// Why nothing is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotWorkedOut {
    /// What is shown cannot all be true.
    #[error("what is shown contradicts itself")]
    Contradiction,
    /// Numbers become too large on the way.
    #[error("the numbers become too large to be worked out")]
    TooLarge,
}

/// Why a release is not safe.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unsafe {
    /// Numbers about too few people that can be worked out to fewer than the threshold.
    #[error("{}", found(.0))]
    Found(Vec<Within>),
    /// It could not be told.
    #[error(transparent)]
    NotWorkedOut(#[from] NotWorkedOut),
}

fn found(all: &[Within]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

impl Seen {
    /// A number by itself.
    pub fn number(&mut self, name: impl Into<String>, count: PublishedCount) {
        self.numbers.entry(name.into()).or_default().extend(count.shown());
    }

    /// What a number is in truth. Whoever tells it is told only of numbers that speak of too few people; else every number that
    /// could speak of too few counts.
    pub fn truth(&mut self, name: impl Into<String>, people: u64) {
        self.truth.insert(name.into(), people);
    }

    /// Numbers that add up to another; those that nobody named before are hidden.
    pub fn sum<N: Into<String>>(&mut self, whole: impl Into<String>, parts: impl IntoIterator<Item = N>) {
        let (whole, parts): (String, Vec<String>) =
            (whole.into(), parts.into_iter().map(Into::into).collect());
        for name in parts.iter().chain([&whole]) {
            self.numbers.entry(name.clone()).or_default();
        }
        self.sums.push((whole, parts));
    }

    /// One number speaks of a part of the people of another, such as last month's of this month's. The rest is a number too.
    pub fn within(&mut self, part: &str, whole: &str) {
        let rest = format!("{whole} without {part}");
        self.sum(whole, [part, &rest]);
    }

    /// Units and their total.
    pub fn counts<N: fmt::Display>(
        &mut self,
        name: &str,
        units: impl IntoIterator<Item = (N, PublishedCount)>,
        total: PublishedCount,
    ) {
        let mut parts = Vec::new();
        for (unit, count) in units {
            let unit = format!("{name}: {unit}");
            self.number(unit.clone(), count);
            parts.push(unit);
        }
        self.number(name, total);
        self.sum(name, parts);
    }

    /// A list.
    pub fn list(&mut self, name: &str, list: &PublishedList) {
        self.counts(name, list.units().iter().map(|(unit, count)| (unit, *count)), list.total());
    }

    /// A list as it would be published, with what is true.
    pub fn protected_list(&mut self, name: &str, list: &ProtectedList) {
        self.list(name, &list.published());
        self.truth(name, list.list().total());
        for (unit, people) in list.list().units() {
            self.truth(format!("{name}: {unit}"), *people);
        }
    }

    /// A table of rows and columns by name, with what is published at each place.
    pub fn grid<N: fmt::Display>(
        &mut self,
        name: &str,
        rows: &[N],
        columns: &[N],
        counts: impl Fn(Place) -> PublishedCount,
    ) {
        let named = |row: Option<usize>, column: Option<usize>| match (row, column) {
            (Some(row), Some(column)) => format!("{name}: {} / {}", rows[row], columns[column]),
            (Some(row), None) => format!("{name}: {} /", rows[row]),
            (None, Some(column)) => format!("{name}: / {}", columns[column]),
            (None, None) => name.to_owned(),
        };
        for (row, column, place) in places(rows.len(), columns.len()) {
            self.number(named(row, column), counts(place));
        }
        for row in (0..rows.len()).map(Some).chain([None]) {
            self.sum(named(row, None), (0..columns.len()).map(|column| named(row, Some(column))));
        }
        for column in (0..columns.len()).map(Some).chain([None]) {
            self.sum(named(None, column), (0..rows.len()).map(|row| named(Some(row), column)));
        }
    }

    /// A table.
    pub fn table(&mut self, name: &str, table: &PublishedTable) {
        self.grid(name, table.rows(), table.columns(), |place| {
            table.at(place).unwrap_or(PublishedCount::Withheld)
        });
    }

    /// A table as it would be published, with what is true.
    pub fn protected_table(&mut self, name: &str, table: &ProtectedTable) {
        self.table(name, &table.published());
        let (rows, columns) = (table.table().rows(), table.table().columns());
        for (row, column, place) in places(rows.len(), columns.len()) {
            let name = match (row, column) {
                (Some(row), Some(column)) => format!("{name}: {} / {}", rows[row], columns[column]),
                (Some(row), None) => format!("{name}: {} /", rows[row]),
                (None, Some(column)) => format!("{name}: / {}", columns[column]),
                (None, None) => name.to_owned(),
            };
            if let Some(people) = table.table().at(place) {
                self.truth(name, people);
            }
        }
    }

    /// What can be worked out of every number that is not shown, by name.
    ///
    /// # Errors
    ///
    /// When what is shown contradicts itself, or numbers become too large.
    ///
    /// # Complexity
    ///
    /// Two linear programs a hidden number: for lists and tables of some hundred numbers.
    pub fn hidden(&self) -> Result<Vec<Within>, NotWorkedOut> {
        let mut shown = BTreeMap::new();
        let mut hidden = Vec::new();
        for (name, values) in &self.numbers {
            match values[..] {
                [] => hidden.push(name),
                [first, ref others @ ..] if others.iter().all(|other| *other == first) => {
                    shown.insert(name, first);
                }
                _ => return Err(NotWorkedOut::Contradiction),
            }
        }
        let column: BTreeMap<_, _> = hidden.iter().enumerate().map(|(at, name)| (*name, at)).collect();
        let mut program = Program::new(hidden.len());
        for (whole, parts) in &self.sums {
            let mut factors = vec![0_i128; hidden.len()];
            let mut rest = 0_i128;
            for (name, factor) in parts.iter().map(|part| (part, 1)).chain([(whole, -1)]) {
                match (column.get(name), shown.get(name)) {
                    (Some(at), _) => factors[*at] += factor,
                    (None, Some(value)) => rest -= factor * i128::from(*value),
                    (None, None) => {}
                }
            }
            program.equation(factors, rest);
        }
        let solved = program.solved().map_err(why)?;
        let ranges = hidden.iter().enumerate().map(|(at, name)| {
            let (low, high) = solved.range(at).map_err(why)?;
            Ok(Within { name: (*name).clone(), low, high })
        });
        ranges.collect()
    }

    /// What can be worked out of one number; `None` when nobody named it.
    ///
    /// # Errors
    ///
    /// As [`hidden`](Self::hidden).
    pub fn range(&self, name: &str) -> Result<Option<Within>, NotWorkedOut> {
        let all = self.hidden()?;
        let shown = self.numbers.get(name).and_then(|values| values.first());
        let shown = shown.map(|value| Within { name: name.to_owned(), low: *value, high: Some(*value) });
        Ok(all.into_iter().find(|within| within.name == name).or(shown))
    }

    /// The hidden number of which most can be worked out; `None` when nothing is hidden.
    ///
    /// # Errors
    ///
    /// As [`hidden`](Self::hidden).
    pub fn weakest(&self) -> Result<Option<Within>, NotWorkedOut> {
        let width = |within: &Within| (within.width().unwrap_or(u64::MAX), within.low);
        Ok(self.hidden()?.into_iter().min_by_key(width))
    }

    /// Checks that no number about 1 to threshold − 1 people is shown, or can be worked out to fewer people than the threshold.
    /// Where nobody told what is [true](Self::truth), every number counts that could be about so few.
    ///
    /// # Errors
    ///
    /// Every such number; when what is shown contradicts itself.
    pub fn check(&self, threshold: Threshold) -> Result<(), Unsafe> {
        let shown = self.numbers.iter().filter_map(|(name, values)| {
            let value = *values.first()?;
            Some(Within { name: name.clone(), low: value, high: Some(value) })
        });
        let is_found = |within: &Within| {
            let is_narrow = within.width().is_some_and(|width| width < threshold.people());
            let is_small = match self.truth.get(&within.name) {
                Some(people) => threshold.is_unsafe(*people),
                None => within.low < threshold.people() && within.high != Some(0),
            };
            is_narrow && is_small
        };
        let all: Vec<_> = shown.chain(self.hidden()?).filter(is_found).collect();
        if all.is_empty() { Ok(()) } else { Err(Unsafe::Found(all)) }
    }

    /// Panics where [`check`](Self::check) finds something.
    pub fn assert_safe(&self, threshold: Threshold) {
        if let Err(why) = self.check(threshold) {
            panic!("somebody can be found: {why}");
        }
    }
}

fn why(infeasible: Infeasible) -> NotWorkedOut {
    match infeasible {
        Infeasible::Contradiction => NotWorkedOut::Contradiction,
        Infeasible::TooLarge => NotWorkedOut::TooLarge,
    }
}

/// Every place of a table with its row and column; none where it is a total.
fn places(rows: usize, columns: usize) -> impl Iterator<Item = (Option<usize>, Option<usize>, Place)> {
    let rows = (0..rows).map(Some).chain([None]);
    rows.flat_map(move |row| {
        (0..columns).map(Some).chain([None]).map(move |column| {
            let place = match (row, column) {
                (Some(row), Some(column)) => Place::Cell { row, column },
                (Some(row), None) => Place::RowTotal(row),
                (None, Some(column)) => Place::ColumnTotal(column),
                (None, None) => Place::Total,
            };
            (row, column, place)
        })
    })
}
