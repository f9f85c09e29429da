//! One plan beside another: what is gained, what is given up, who moves.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use super::Desk;
use crate::{
    assignment::Solution,
    criteria::Score,
    id::{MenteeId, MentorId},
    matching::{Beside, Goal, Pairing},
    people::Who,
};

/// What a plan has, by everything that goals count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worth {
    /// Mentees with at least one mentor, running pairs included.
    pub mentees: usize,
    /// Pairings, running ones included.
    pub pairings: usize,
    /// The points of all pairings proposed.
    pub points: Score,
}

impl Worth {
    /// What a solution of a round has.
    pub(super) fn of(solution: &Solution) -> Self {
        let points =
            i64::try_from(solution.total()).expect("points of a plan are within the span of a problem");
        Self {
            mentees: solution.rows_covered(),
            pairings: solution.pairs().len(),
            points: Score::from_thousandths(points),
        }
    }

    /// What another plan has more than this one.
    pub fn to(&self, other: &Self) -> Trade {
        let more = |other: usize, this: usize| other.cast_signed() - this.cast_signed();
        Trade {
            mentees: more(other.mentees, self.mentees),
            pairings: more(other.pairings, self.pairings),
            points: other.points - self.points,
        }
    }
}

/// `12 mentees with a mentor, 14 pairings, 312.5 points`.
impl fmt::Display for Worth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { mentees, pairings, points } = self;
        let (of_mentees, of_pairings) = (several(*mentees, "mentee"), several(*pairings, "pairing"));
        write!(f, "{of_mentees} with a mentor, {of_pairings}, {points} points")
    }
}

/// What one plan has more than another, below zero where it has less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trade {
    /// Mentees with at least one mentor.
    pub mentees: isize,
    /// Pairings.
    pub pairings: isize,
    /// Points.
    pub points: Score,
}

impl Trade {
    /// Whether neither plan is better by a goal.
    pub fn is_even(&self, goal: Goal) -> bool {
        self.first(goal) == 0 && self.points == Score::ZERO
    }

    /// What there is more of at the first level of a goal.
    pub(super) fn first(&self, goal: Goal) -> isize {
        match goal {
            Goal::PeopleFirst | Goal::RaiseLowest | Goal::Leximin | Goal::LongestWaitingFirst => self.mentees,
            Goal::PairingsFirst => self.pairings,
            Goal::TotalScore => 0,
        }
    }
}

/// Level by level, never as one number: `one mentee fewer with a mentor, 3.5 points more`; `nothing` when all is the same.
impl fmt::Display for Trade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut said = false;
        let mut say = |f: &mut fmt::Formatter<'_>, text: String| {
            let between = if std::mem::replace(&mut said, true) { ", " } else { "" };
            write!(f, "{between}{text}")
        };
        let more = |count: isize, of: &str, after: &str| {
            let way = if count > 0 { "more" } else { "fewer" };
            let size = count.unsigned_abs();
            let plural = if size == 1 { "" } else { "s" };
            format!("{size} {of}{plural} {way}{after}")
        };
        if self.mentees != 0 {
            say(f, more(self.mentees, "mentee", " with a mentor"))?;
        }
        if self.pairings != 0 {
            say(f, more(self.pairings, "pairing", ""))?;
        }
        let points = self.points.thousandths();
        if points != 0 {
            let way = if points > 0 { "more" } else { "less" };
            let size = Score::from_thousandths(points.saturating_abs());
            say(f, format!("{size} points {way}"))?;
        }
        if said { Ok(()) } else { f.write_str("nothing") }
    }
}

pub(super) fn several(count: usize, of: &str) -> String {
    if count == 1 { format!("1 {of}") } else { format!("{count} {of}s") }
}

/// Somebody whose partners change, and the points of all their pairings before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// Who.
    pub who: Who,
    /// The points of their pairings that end with the change.
    pub before: Score,
    /// The points of those that take their place.
    pub after: Score,
}

/// What would be otherwise in another plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhatIf {
    /// What the other plan has more or less.
    pub trade: Trade,
    /// What a goal of several stages looks at beside it; nothing by other goals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also: Option<Beside>,
    /// The pairings that would not be, by mentor and mentee.
    pub dropped: Vec<Pairing>,
    /// The pairings that would be instead.
    pub added: Vec<Pairing>,
}

impl WhatIf {
    /// Whether neither plan is better by a goal.
    pub fn is_even(&self, goal: Goal) -> bool {
        self.trade.is_even(goal) && self.also.as_ref().is_none_or(|also| also.before == also.after)
    }

    /// Everybody whose partners would change, mentors first; those in no pairing before or after have 0 points then.
    pub fn moved(&self) -> Vec<Moved> {
        let mut points: BTreeMap<Who, [Score; 2]> = BTreeMap::new();
        for (at, pairings) in [&self.dropped, &self.added].into_iter().enumerate() {
            for pairing in pairings {
                let both = [Who::Mentor(pairing.mentor.clone()), Who::Mentee(pairing.mentee.clone())];
                for who in both {
                    let points = points.entry(who).or_default();
                    points[at] = points[at] + pairing.score;
                }
            }
        }
        points.into_iter().map(|(who, [before, after])| Moved { who, before, after }).collect()
    }

    /// Those of them whose pairings would be worth more.
    pub fn gain(&self) -> Vec<Moved> {
        self.moved().into_iter().filter(|moved| moved.after > moved.before).collect()
    }

    /// Those of them whose pairings would be worth less.
    pub fn lose(&self) -> Vec<Moved> {
        self.moved().into_iter().filter(|moved| moved.after < moved.before).collect()
    }
}

/// ``1.5 points less; `T-2` moves from `M-1` to `M-2`; `T-3` loses `M-2` ``, without the points where nothing is given up.
impl fmt::Display for WhatIf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut between = "";
        if self.trade != Trade::default() {
            self.trade.fmt(f)?;
            between = "; ";
        }
        if let Some(also) = self.also.as_ref().filter(|also| also.before != also.after) {
            write!(f, "{between}{also}")?;
            between = "; ";
        }
        let mut mentees: BTreeMap<&MenteeId, [Vec<&MentorId>; 2]> = BTreeMap::new();
        for (at, pairings) in [&self.dropped, &self.added].into_iter().enumerate() {
            for pairing in pairings {
                mentees.entry(&pairing.mentee).or_default()[at].push(&pairing.mentor);
            }
        }
        let names = |mentors: &[&MentorId]| {
            let names: Vec<_> = mentors.iter().map(|mentor| format!("`{mentor}`")).collect();
            names.join(" and ")
        };
        for (mentee, [from, to]) in mentees {
            f.write_str(std::mem::replace(&mut between, "; "))?;
            match (&from[..], &to[..]) {
                ([], to) => write!(f, "`{mentee}` gets {}", names(to))?,
                (from, []) => write!(f, "`{mentee}` loses {}", names(from))?,
                (from, to) => write!(f, "`{mentee}` moves from {} to {}", names(from), names(to))?,
            }
        }
        Ok(())
    }
}

impl Desk<'_> {
    /// What would be otherwise in another solution of this round.
    pub(super) fn beside(&self, other: &Solution) -> WhatIf {
        let changes = other.changes_since(&self.solution);
        let pairings = |pairs: &[(usize, usize)]| {
            let pairs: Vec<_> =
                pairs.iter().map(|&(row, column)| (row, self.source.mentor(column))).collect();
            self.round.pairings(&pairs)
        };
        WhatIf {
            trade: self.worth().to(&Worth::of(other)),
            also: None,
            dropped: pairings(&changes.dropped),
            added: pairings(&changes.added),
        }
    }
}
