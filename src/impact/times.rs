//! How long things lasted, those still going on included, counted per day.
//!
//! A [`Spell`] is one length: a match, a wait, the life of a business. [`TimesToEvent`] counts spells by day and answers
//! with a Kaplan–Meier [`Curve`]. [`Endings`] counts them by reason too and answers with the incidence of each reason.
//!
//! Neither knows a mean of closed lengths: leaving out what is still open makes every programme look shorter than it is.

mod endings;
mod per_day;

use serde::{Deserialize, Serialize};

use super::{Accumulate, Curve, Days, collects};
pub use endings::{Ending, Endings};
use per_day::PerDay;
pub(super) use per_day::day_at;

/// Whether a spell had ended when it was last seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// It ended on that day.
    Yes,
    /// It was still open, which is all that is known of it (“censored”).
    StillOpen,
}

/// One length of time, seen to its end or only so far.
///
/// A spell is at risk of ending on the days after it was first seen, up to and including the day it was last seen:
/// (entered, left], as in R. One that is seen from its start is at risk on day 0 too, so that a length of no days counts.
///
/// Lengths are not numbers to average. This does not compile:
///
/// ```compile_fail,E0277
/// use mentorship::impact::{Days, Ended, Moments, Spell};
///
/// let spells = [Spell::new(Days::new(30)?, Ended::Yes)];
/// let mean: Moments = spells.into_iter().collect();
/// # Ok::<(), mentorship::impact::InvalidDays>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spell {
    entered: Days,
    left: Days,
    ended: Ended,
}

/// A spell that is last seen on the day it is first seen, or before, though it began earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a spell first seen after {entered} cannot be last seen after {left}")]
pub struct InvalidSpell {
    /// How long it had lasted when it was first seen.
    pub entered: Days,
    /// How long it had lasted when it was last seen.
    pub left: Days,
}

impl InvalidSpell {
    fn check(entered: Days, left: Days) -> Result<(), Self> {
        if entered < left || entered == Days::default() { Ok(()) } else { Err(Self { entered, left }) }
    }
}

impl Spell {
    /// A spell that was seen from its start.
    pub fn new(length: Days, ended: Ended) -> Self {
        Self { entered: Days::default(), left: length, ended }
    }

    /// A spell that had lasted `entered` before it was first seen (“delayed entry”): one that was shorter would not
    /// have been seen at all.
    ///
    /// # Errors
    ///
    /// When `entered` is more than no days and not less than `left`.
    pub fn entered_late(entered: Days, left: Days, ended: Ended) -> Result<Self, InvalidSpell> {
        InvalidSpell::check(entered, left)?;
        Ok(Self { entered, left, ended })
    }
}

/// A count as a float: exact up to 2⁵³.
#[expect(clippy::cast_precision_loss, reason = "more than 2⁵³ spells are never observed")]
pub(super) fn float(count: u64) -> f64 {
    count as f64
}

/// Counts spells by day: what ended, what was still open, what was first seen late.
///
/// The state is a table with an entry a day, so merging adds and any partition of the rows gives the same state.
///
/// ```
/// use mentorship::impact::{Accumulate, Confidence, Days, Ended, Spell, TimesToEvent};
///
/// let half_a_year = Days::new(183)?;
/// let matches: TimesToEvent = [
///     Spell::new(Days::new(90)?, Ended::Yes),
///     Spell::new(Days::new(120)?, Ended::StillOpen),
///     Spell::new(Days::new(365)?, Ended::Yes),
///     Spell::new(Days::new(400)?, Ended::StillOpen),
/// ]
/// .into_iter()
/// .collect();
/// let curve = matches.finish();
/// let retained = curve.retained(half_a_year).expect("400 days were seen");
/// assert_eq!(retained.share(), 0.75);
/// assert_eq!(curve.median(), Some(Days::new(365)?));
/// # Ok::<(), mentorship::impact::InvalidDays>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredTimes")]
pub struct TimesToEvent {
    /// By length, those that ended.
    ended: PerDay,
    /// By length when last seen, those still open.
    still_open: PerDay,
    /// By length when first seen, those first seen after their start; never on day 0.
    entered_late: PerDay,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredTimes {
    ended: PerDay,
    still_open: PerDay,
    entered_late: PerDay,
}

/// Stored counts that no spells can have: on some day more leave than have entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at a length of {day} more spells leave than have entered")]
pub struct InvalidTimes {
    /// The first such day.
    pub day: Days,
}

/// Columns of one table that are not equally long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{lengths} lengths, but {endings} words on whether they ended")]
pub struct UnequalColumns {
    /// Entries in the column of lengths.
    pub lengths: usize,
    /// Entries in the column of endings.
    pub endings: usize,
}

impl TimesToEvent {
    /// Counts two columns, for spells that were all seen from their start: the same as collecting [`Spell`]s, faster.
    ///
    /// # Errors
    ///
    /// When one column is longer than the other.
    pub fn from_columns(lengths: &[Days], endings: &[Ended]) -> Result<Self, UnequalColumns> {
        if lengths.len() != endings.len() {
            return Err(UnequalColumns { lengths: lengths.len(), endings: endings.len() });
        }
        let days = lengths.iter().fold(0, |days, length| days.max(length.index() + 1));
        // By day: how many are still open, how many ended. Indexed by the word, as a branch would be mispredicted.
        let mut counts = vec![[0_u64; 2]; days];
        for (length, ended) in lengths.iter().zip(endings) {
            counts[length.index()][usize::from(*ended == Ended::Yes)] += 1;
        }
        Ok(Self {
            ended: PerDay::new(counts.iter().map(|[_, ended]| *ended).collect()),
            still_open: PerDay::new(counts.iter().map(|[open, _]| *open).collect()),
            entered_late: PerDay::default(),
        })
    }

    /// Takes so many spells of one length that are still open.
    pub(super) fn add_open(&mut self, length: Days, count: u64) {
        self.still_open.add(length, count);
    }

    /// How many spells were taken.
    pub fn spells(&self) -> u64 {
        u64::try_from(self.leaving_in_all()).unwrap_or(u64::MAX)
    }

    fn leaving_in_all(&self) -> i128 {
        self.ended.total() + self.still_open.total()
    }

    /// How many ended on a day.
    pub(super) fn ended_on(&self, day: usize) -> u64 {
        self.ended.on(day)
    }

    /// How many were last seen on a day, still open.
    pub(super) fn open_on(&self, day: usize) -> u64 {
        self.still_open.on(day)
    }

    /// By day, how many are at risk of ending on it: those who entered before it (on day 0: at their start) and have not
    /// left before it. Counts that saturated could say less than end on the day; then it is those.
    pub(super) fn at_risk(&self) -> Vec<u64> {
        let counted = self
            .entered_minus_left()
            .enumerate()
            .map(|(day, present)| u64::try_from(present).unwrap_or(0).max(self.ended_on(day)));
        counted.collect()
    }

    fn entered_minus_left(&self) -> impl Iterator<Item = i128> + '_ {
        let days = self.ended.days().max(self.still_open.days()).max(self.entered_late.days());
        let mut present = self.leaving_in_all() - self.entered_late.total();
        (0..days).map(move |day| {
            if let Some(before) = day.checked_sub(1) {
                present += i128::from(self.entered_late.on(before));
                present -= self.leaving(before);
            }
            present
        })
    }

    fn leaving(&self, day: usize) -> i128 {
        i128::from(self.ended_on(day)) + i128::from(self.open_on(day))
    }
}

impl TryFrom<StoredTimes> for TimesToEvent {
    type Error = InvalidTimes;

    fn try_from(stored: StoredTimes) -> Result<Self, InvalidTimes> {
        let StoredTimes { ended, still_open, entered_late } = stored;
        let times = Self { ended, still_open, entered_late };
        if times.entered_late.on(0) > 0 {
            return Err(InvalidTimes { day: day_at(0) });
        }
        // INVARIANT: whoever leaves on a day has entered before it, so the tables are those of some spells.
        let wrong =
            times.entered_minus_left().enumerate().find(|(day, present)| *present < times.leaving(*day));
        match wrong.map(|(day, _)| day_at(day)) {
            Some(day) => Err(InvalidTimes { day }),
            None => Ok(times),
        }
    }
}

impl Accumulate for TimesToEvent {
    type Row = Spell;
    type Answer = Curve;

    fn add(&mut self, spell: Spell) {
        let table = match spell.ended {
            Ended::Yes => &mut self.ended,
            Ended::StillOpen => &mut self.still_open,
        };
        table.add(spell.left, 1);
        self.entered_late.add(spell.entered, u64::from(spell.entered > Days::default()));
    }

    fn merge(&mut self, other: &Self) {
        self.ended.merge(&other.ended);
        self.still_open.merge(&other.still_open);
        self.entered_late.merge(&other.entered_late);
    }

    fn finish(&self) -> Curve {
        Curve::of(self)
    }
}

collects!(TimesToEvent, Spell);
