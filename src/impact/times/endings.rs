//! Lengths counted by the reason why they ended.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{InvalidSpell, InvalidTimes, StoredTimes, TimesToEvent, per_day::PerDay};
use crate::impact::{Accumulate, Days, Incidences};

/// One length of time, with the reason why it ended where it did.
///
/// At risk as a [`Spell`](super::Spell) is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ending<R> {
    entered: Days,
    left: Days,
    reason: Option<R>,
}

impl<R> Ending<R> {
    /// A spell that was seen from its start; without a reason it is still open.
    pub fn new(length: Days, reason: Option<R>) -> Self {
        Self { entered: Days::default(), left: length, reason }
    }

    /// A spell that had lasted `entered` before it was first seen.
    ///
    /// # Errors
    ///
    /// When `entered` is more than no days and not less than `left`.
    pub fn entered_late(entered: Days, left: Days, reason: Option<R>) -> Result<Self, InvalidSpell> {
        InvalidSpell::check(entered, left)?;
        Ok(Self { entered, left, reason })
    }
}

/// Counts spells by day and by the reason why they ended; `R` is the caller's small enum of reasons.
///
/// Where reasons compete, the Kaplan–Meier curve of one of them, with the others taken for still open, answers a question
/// about a world in which nothing else ends a match, and its complement overstates the reason. So there is none: the
/// answer is the incidence of each reason, and [`Endings::any`] is for retention whatever the reason.
///
/// ```
/// use mentorship::impact::{Accumulate, Days, Ending, Endings};
///
/// #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
/// enum Reason { Completed, Early }
///
/// let year = Days::new(365)?;
/// let matches: Endings<Reason> = [
///     Ending::new(Days::new(60)?, Some(Reason::Early)),
///     Ending::new(Days::new(200)?, None),
///     Ending::new(year, Some(Reason::Completed)),
///     Ending::new(Days::new(366)?, None),
/// ]
/// .into_iter()
/// .collect();
/// let early = matches.finish().before(&Reason::Early, year).expect("a year was seen");
/// assert_eq!(early.share(), 0.25);
/// let retained = matches.any().finish().retained(year).expect("a year was seen");
/// assert_eq!(early.share() + retained.share(), 1.0);
/// # Ok::<(), mentorship::impact::InvalidDays>(())
/// ```
///
/// No retention by one reason: this does not compile, as a row with a reason is no [`Spell`](super::Spell).
///
/// ```compile_fail,E0277
/// use mentorship::impact::{Days, Ending, TimesToEvent};
///
/// let rows = [Ending::new(Days::new(60)?, Some("early"))];
/// let early: TimesToEvent = rows.into_iter().collect();
/// # Ok::<(), mentorship::impact::InvalidDays>(())
/// ```
///
/// Nor does this, as what was counted by reason cannot be asked for one.
///
/// ```compile_fail,E0061
/// use mentorship::impact::{Accumulate, Days, Ending, Endings};
///
/// let rows = [Ending::new(Days::new(60)?, Some("early"))];
/// let endings: Endings<&str> = rows.into_iter().collect();
/// let early = endings.any("early").finish();
/// # Ok::<(), mentorship::impact::InvalidDays>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredEndings<R>")]
#[serde(bound(serialize = "R: Serialize", deserialize = "R: Ord + Deserialize<'de>"))]
pub struct Endings<R> {
    /// By reason, by length; no reason without any.
    ended: BTreeMap<R, PerDay>,
    still_open: PerDay,
    entered_late: PerDay,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "R: Ord + Deserialize<'de>"))]
struct StoredEndings<R> {
    ended: BTreeMap<R, PerDay>,
    still_open: PerDay,
    entered_late: PerDay,
}

impl<R: Ord> Endings<R> {
    /// The same lengths whatever the reason: the way to retention.
    pub fn any(&self) -> TimesToEvent {
        let mut ended = PerDay::default();
        for table in self.ended.values() {
            ended.merge(table);
        }
        let (still_open, entered_late) = (self.still_open.clone(), self.entered_late.clone());
        TimesToEvent { ended, still_open, entered_late }
    }

    /// How many spells were taken.
    pub fn spells(&self) -> u64 {
        self.any().spells()
    }

    /// The reasons that occurred, in their order.
    pub fn reasons(&self) -> impl Iterator<Item = &R> {
        self.ended.keys()
    }

    /// How many ended for a reason on a day.
    pub(in crate::impact) fn ended_on(&self, reason: &R, day: usize) -> u64 {
        self.ended.get(reason).map_or(0, |table| table.on(day))
    }
}

impl<R> Default for Endings<R> {
    fn default() -> Self {
        Self { ended: BTreeMap::new(), still_open: PerDay::default(), entered_late: PerDay::default() }
    }
}

impl<R: Ord> TryFrom<StoredEndings<R>> for Endings<R> {
    type Error = InvalidTimes;

    fn try_from(stored: StoredEndings<R>) -> Result<Self, InvalidTimes> {
        let StoredEndings { mut ended, still_open, entered_late } = stored;
        ended.retain(|_, table| table.days() > 0);
        let endings = Self { ended, still_open, entered_late };
        let TimesToEvent { ended, still_open, entered_late } = endings.any();
        TimesToEvent::try_from(StoredTimes { ended, still_open, entered_late })?;
        Ok(endings)
    }
}

impl<R: Ord + Clone> Accumulate for Endings<R> {
    type Row = Ending<R>;
    type Answer = Incidences<R>;

    fn add(&mut self, ending: Ending<R>) {
        match ending.reason {
            Some(reason) => self.ended.entry(reason).or_default().add(ending.left, 1),
            None => self.still_open.add(ending.left, 1),
        }
        self.entered_late.add(ending.entered, u64::from(ending.entered > Days::default()));
    }

    fn merge(&mut self, other: &Self) {
        for (reason, table) in &other.ended {
            self.ended.entry(reason.clone()).or_default().merge(table);
        }
        self.still_open.merge(&other.still_open);
        self.entered_late.merge(&other.entered_late);
    }

    fn finish(&self) -> Incidences<R> {
        Incidences::of(self)
    }
}

impl<R: Ord + Clone> Extend<Ending<R>> for Endings<R> {
    fn extend<I: IntoIterator<Item = Ending<R>>>(&mut self, rows: I) {
        for row in rows {
            self.add(row);
        }
    }
}

impl<R: Ord + Clone> FromIterator<Ending<R>> for Endings<R> {
    fn from_iter<I: IntoIterator<Item = Ending<R>>>(rows: I) -> Self {
        let mut taken = Self::default();
        taken.extend(rows);
        taken
    }
}
