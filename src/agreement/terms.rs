//! What two people agree on, clause by clause.

use std::{collections::BTreeSet, fmt, num::NonZeroU8};

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{id::Digest, people::Mode};

/// The text of an agreement. It lies in the [notes store](super::Notes); events hold its [hash](Self::hash) and its
/// [outline](Self::outline). `Debug` tells which clauses are filled in, never what they say.
///
/// ```
/// use mentorship::{
///     agreement::{Cadence, Clause, Goal, Meetings, Terms, Term},
///     jiff::civil::date,
///     people::Mode,
/// };
///
/// let terms = Terms {
///     goals: vec![Goal { what: "open a bakery".into(), measure: "a business plan the bank accepts".into() }],
///     meetings: Some(Meetings { cadence: Cadence::every_weeks(2).unwrap(), minutes: 60 }),
///     term: Some(Term { start: date(2026, 3, 1), months: 9 }),
///     modes: [Mode::InPerson].into(),
///     review_days: None,
///     confidential: "what is said stays between the two".into(),
///     limits: "unless somebody is in danger, or the law asks".into(),
///     boundaries: "no money, no calls after nine".into(),
///     ending: "either can stop; a closing talk is kept".into(),
/// };
/// assert!(terms.missing().is_empty());
/// let mut longer = terms.clone();
/// longer.meetings = Some(Meetings { cadence: Cadence::every_weeks(2).unwrap(), minutes: 90 });
/// let differences = terms.differences(&longer);
/// assert_eq!(differences[0].clause, Clause::Meetings);
/// assert_eq!(differences[0].after, "every 2 weeks, 90 minutes");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Terms {
    /// What the two work on.
    pub goals: Vec<Goal>,
    /// How often and how long they meet.
    pub meetings: Option<Meetings>,
    /// From when and for how long.
    pub term: Option<Term>,
    /// Where they meet: in person, online or both.
    pub modes: BTreeSet<Mode>,
    /// Days between reviews, where it is not what the programme's policy says.
    pub review_days: Option<u16>,
    /// What is confidential.
    pub confidential: String,
    /// Where confidentiality ends.
    pub limits: String,
    /// What is not done.
    pub boundaries: String,
    /// How to end.
    pub ending: String,
}

/// What the two work on, and how they will see that it is reached.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// The goal.
    pub what: String,
    /// What shows that it is reached.
    pub measure: String,
}

/// How often and how long two people meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meetings {
    /// How often.
    pub cadence: Cadence,
    /// How long, in minutes.
    pub minutes: u16,
}

/// From when and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The first day.
    pub start: Date,
    /// Months.
    pub months: u8,
}

impl Term {
    /// The day on which it ends: the same day of the month, or the month's last day where there is none. A year from
    /// 29 February ends on 28 February.
    pub fn end(self) -> Date {
        self.start.saturating_add(i64::from(self.months).months())
    }
}

/// How often two people meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// Every so many weeks.
    EveryWeeks(NonZeroU8),
    /// Every month on this day, or on the month's last day where there is none.
    MonthlyOn(DayOfMonth),
}

/// A day of the month, from 1 to 31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct DayOfMonth(u8);

/// A number that is no day of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a day of the month lies between 1 and 31, not at {0}")]
pub struct NoDayOfMonth(pub u8);

impl TryFrom<u8> for DayOfMonth {
    type Error = NoDayOfMonth;

    fn try_from(day: u8) -> Result<Self, NoDayOfMonth> {
        if (1..=31).contains(&day) { Ok(Self(day)) } else { Err(NoDayOfMonth(day)) }
    }
}

impl From<DayOfMonth> for u8 {
    fn from(day: DayOfMonth) -> Self {
        day.0
    }
}

impl Cadence {
    /// Every so many weeks; none for 0.
    pub fn every_weeks(weeks: u8) -> Option<Self> {
        NonZeroU8::new(weeks).map(Self::EveryWeeks)
    }

    /// Every month on this day.
    ///
    /// # Errors
    ///
    /// When no month has such a day.
    pub fn monthly_on(day: u8) -> Result<Self, NoDayOfMonth> {
        DayOfMonth::try_from(day).map(Self::MonthlyOn)
    }

    /// The next meeting after a meeting on that date: later than it, always. "On the 31st" is the last day of a shorter
    /// month.
    ///
    /// ```
    /// use mentorship::{agreement::Cadence, jiff::civil::date};
    ///
    /// let last = Cadence::monthly_on(31)?;
    /// assert_eq!(last.after(date(2028, 1, 31)), date(2028, 2, 29));
    /// assert_eq!(last.after(date(2028, 2, 29)), date(2028, 3, 31));
    /// # Ok::<(), mentorship::agreement::NoDayOfMonth>(())
    /// ```
    pub fn after(self, date: Date) -> Date {
        match self {
            Self::EveryWeeks(weeks) => date.saturating_add(i64::from(weeks.get()).weeks()),
            Self::MonthlyOn(DayOfMonth(day)) => {
                let day = i8::try_from(day).unwrap_or(31);
                let in_month =
                    |month: Date| month.with().day(day.min(month.days_in_month())).build().unwrap_or(month);
                let this = in_month(date.first_of_month());
                if this > date { this } else { in_month(date.first_of_month().saturating_add(1.month())) }
            }
        }
    }
}

impl fmt::Display for Cadence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EveryWeeks(weeks) if weeks.get() == 1 => f.write_str("every week"),
            Self::EveryWeeks(weeks) => write!(f, "every {weeks} weeks"),
            Self::MonthlyOn(DayOfMonth(day)) => write!(f, "every month on day {day}"),
        }
    }
}

/// The clauses of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clause {
    /// What the two work on, and how they will see it.
    Goals,
    /// How often and how long they meet.
    Meetings,
    /// From when to when.
    Term,
    /// Where they meet.
    Modes,
    /// How often it is reviewed.
    Reviews,
    /// What is confidential.
    Confidential,
    /// Where confidentiality ends.
    Limits,
    /// What is not done.
    Boundaries,
    /// How to end.
    Ending,
}

impl Clause {
    /// All of them, in the order of the text.
    pub const ALL: [Self; 9] = [
        Self::Goals,
        Self::Meetings,
        Self::Term,
        Self::Modes,
        Self::Reviews,
        Self::Confidential,
        Self::Limits,
        Self::Boundaries,
        Self::Ending,
    ];
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Goals => "goals with measures",
            Self::Meetings => "how often and how long to meet",
            Self::Term => "from when and how long",
            Self::Modes => "where to meet",
            Self::Reviews => "how often to review",
            Self::Confidential => "what is confidential",
            Self::Limits => "where confidentiality ends",
            Self::Boundaries => "boundaries",
            Self::Ending => "how to end",
        })
    }
}

/// One clause in which two texts differ. `Debug` does not tell what they say.
#[derive(Clone, PartialEq, Eq)]
pub struct Difference {
    /// The clause.
    pub clause: Clause,
    /// What it said; empty when it said nothing.
    pub before: String,
    /// What it says; empty when it says nothing.
    pub after: String,
}

impl fmt::Debug for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Difference({:?})", self.clause)
    }
}

/// What the machine needs to know of a text: no words in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// The first day.
    pub start: Date,
    /// The day on which the term ends.
    pub end: Date,
    /// How often to meet.
    pub cadence: Cadence,
    /// How long, in minutes.
    pub minutes: u16,
    /// Days between reviews, where it is not what the programme's policy says.
    pub review_days: Option<u16>,
}

impl Terms {
    /// What a clause says, as text; empty when it says nothing.
    pub fn clause(&self, clause: Clause) -> String {
        match clause {
            Clause::Goals => {
                let goal = |goal: &Goal| format!("{} ({})", goal.what.trim(), goal.measure.trim());
                self.goals.iter().map(goal).collect::<Vec<_>>().join("; ")
            }
            Clause::Meetings => {
                self.meetings.map_or_else(String::new, |m| format!("{}, {} minutes", m.cadence, m.minutes))
            }
            Clause::Term => self.term.map_or_else(String::new, |term| {
                format!("{} to {} ({} months)", term.start, term.end(), term.months)
            }),
            Clause::Modes => {
                let mode = |mode: &Mode| match mode {
                    Mode::InPerson => "in person",
                    Mode::Online => "online",
                };
                self.modes.iter().map(mode).collect::<Vec<_>>().join(", ")
            }
            Clause::Reviews => self.review_days.map_or_else(String::new, |days| format!("every {days} days")),
            Clause::Confidential => self.confidential.trim().to_owned(),
            Clause::Limits => self.limits.trim().to_owned(),
            Clause::Boundaries => self.boundaries.trim().to_owned(),
            Clause::Ending => self.ending.trim().to_owned(),
        }
    }

    /// The clauses that must be there and are not, or say something impossible (no minutes, no months, a goal without a
    /// measure). How often to review may be left to the policy.
    pub fn missing(&self) -> Vec<Clause> {
        let there = |clause| match clause {
            Clause::Goals => {
                let told = |goal: &Goal| !goal.what.trim().is_empty() && !goal.measure.trim().is_empty();
                !self.goals.is_empty() && self.goals.iter().all(told)
            }
            Clause::Meetings => self.meetings.is_some_and(|m| (1..=1_440).contains(&m.minutes)),
            Clause::Term => self.term.is_some_and(|term| term.months > 0),
            Clause::Reviews => self.review_days != Some(0),
            _ => !self.clause(clause).is_empty(),
        };
        Clause::ALL.into_iter().filter(|clause| !there(*clause)).collect()
    }

    /// What the machine needs to know; none while a clause is [missing](Self::missing).
    pub fn outline(&self) -> Option<Outline> {
        let (term, meetings) = (self.term?, self.meetings?);
        self.missing().is_empty().then(|| Outline {
            start: term.start,
            end: term.end(),
            cadence: meetings.cadence,
            minutes: meetings.minutes,
            review_days: self.review_days,
        })
    }

    /// The hash of the whole text: what people sign.
    pub fn hash(&self) -> Digest {
        Digest::of(self)
    }

    /// The clauses in which another text differs from this one.
    pub fn differences(&self, after: &Self) -> Vec<Difference> {
        let told = |clause| Difference { clause, before: self.clause(clause), after: after.clause(clause) };
        Clause::ALL.into_iter().map(told).filter(|told| told.before != told.after).collect()
    }
}

impl fmt::Debug for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let filled = Clause::ALL.into_iter().filter(|clause| !self.clause(*clause).is_empty());
        f.write_str("Terms")?;
        f.debug_set().entries(filled).finish()
    }
}

impl fmt::Debug for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Goal(confidential)")
    }
}
