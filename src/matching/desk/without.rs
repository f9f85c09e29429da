//! Why somebody is without a partner, who competes with them, and what would help.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Desk, Unanswered, what_if::several};
use crate::{
    criteria::Requirement,
    id::{MenteeId, MentorId},
    matching::{Goal, UnmatchedReason},
    people::Who,
};

/// Why somebody has no partner, and the smallest changes that would make room for them.
///
/// Printed, it speaks of nobody else: it can be told to the person it is about. Whom it is about besides is for the
/// coordinator alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithoutPartner {
    /// Who.
    pub who: Who,
    /// Why.
    pub reason: UnmatchedReason,
    /// Where people come first: the group in which too many seek too few places.
    pub competition: Option<Competition>,
    /// Each of these alone would make room for them, and nobody else would lose theirs.
    pub would_help: Vec<Help>,
}

/// The smallest group of mentees, with the one who is without, that seeks more places than are open to any of them. Without
/// any one of the group the others could all be matched, at these mentors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Competition {
    /// The mentees, ascending. For the coordinator alone.
    pub mentees: Vec<MenteeId>,
    /// All mentors with a place that pins and running pairs leave open with whom any of them could go, ascending; who takes
    /// several mentors at least has perhaps others beside. For the coordinator alone.
    pub mentors: Vec<MentorId>,
    /// The places of these mentors that pins and running pairs leave open.
    pub places: usize,
    /// The places with these mentors that the mentees need: one each, or more where somebody takes several at least. One more
    /// than there are.
    pub needed: usize,
}

/// A change that would make room for somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Help {
    /// One more place with any one of these mentors: then one more mentee can be matched, and nobody loses theirs.
    OnePlace {
        /// The mentors, ascending. For the coordinator alone.
        mentors: Vec<MentorId>,
    },
    /// Another answer of one's own: if this requirement held, people who fit in everything else would be possible.
    OneAnswer {
        /// The place of the requirement in the criteria, counted from 0.
        requirement: usize,
        /// The requirement as an organiser would say it.
        asked: String,
        /// How many people only this excludes.
        people: usize,
    },
}

impl fmt::Display for Competition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { mentees, mentors, places, needed } = self;
        let (of_mentees, of_places) = (several(mentees.len(), "mentee"), several(*places, "place"));
        match mentees.len() {
            1 => f.write_str("there is no open place with anybody who would fit"),
            all if all == *needed => {
                write!(f, "{of_mentees} seek {of_places} with {}", several(mentors.len(), "mentor"))
            }
            _ => {
                let of_mentors = several(mentors.len(), "mentor");
                write!(f, "{of_mentees} need {needed} places, and {of_mentors} have {of_places}")
            }
        }
    }
}

impl fmt::Display for Help {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OnePlace { mentors } if mentors.len() == 1 => {
                f.write_str("one more place with the only mentor in question")
            }
            Self::OnePlace { mentors } => {
                write!(f, "one more place with any one of {} mentors", mentors.len())
            }
            Self::OneAnswer { asked, people: 1, .. } => {
                write!(f, "{asked} (then 1 more person would fit)")
            }
            Self::OneAnswer { asked, people, .. } => {
                write!(f, "{asked} (then {people} more people would fit)")
            }
        }
    }
}

/// What can be told to the person: numbers, and no identifier but their own.
impl fmt::Display for WithoutPartner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} has no partner: {}", self.who, self.reason)?;
        if let Some(competition) = &self.competition {
            write!(f, "; {competition}")?;
        }
        for (at, help) in self.would_help.iter().enumerate() {
            write!(f, "{}{help}", if at == 0 { "; what would help: " } else { "; or " })?;
        }
        Ok(())
    }
}

impl Desk<'_> {
    /// Why somebody has no partner: a true reason; where people come first, the smallest group that competes for too few
    /// places; and what would make room for them.
    ///
    /// # Errors
    ///
    /// When they are not in the roster, or have a partner.
    ///
    /// # Complexity
    ///
    /// For each mentee who could be asked to move, one look at the mentors with whom they can go.
    pub fn without_partner(&self, who: &Who) -> Result<WithoutPartner, Unanswered> {
        let at = match who {
            Who::Mentee(mentee) => self.row(mentee)?,
            Who::Mentor(mentor) => self.column(mentor)?,
        };
        let told = self.plan.unmatched().iter().find(|unmatched| unmatched.who == *who);
        let reason = told.ok_or_else(|| Unanswered::HasPartner(who.clone()))?.reason.clone();
        let open = !matches!(
            reason,
            UnmatchedReason::Unavailable | UnmatchedReason::TakesNobody | UnmatchedReason::NobodyThere
        );
        let (mut competition, mut would_help) = (None, Vec::new());
        match who {
            Who::Mentee(_) if open => {
                if self.plan.goal() == Goal::PeopleFirst {
                    (competition, would_help) = self.competition(at);
                }
                would_help.extend(self.answers_of_mentee(at));
            }
            Who::Mentor(_) if open => would_help.extend(self.answers_of_mentor(at)),
            _ => {}
        }
        Ok(WithoutPartner { who: who.clone(), reason, competition, would_help })
    }

    /// The group that competes with a mentee who is without, and the places that would help.
    ///
    /// From the mentee, alternating paths lead to every mentor who could free a place if they had one more, and to every
    /// mentee who would have to move. None of these mentors has room, or the mentee would be matched, and all who hold their
    /// open places are in the group: so the group is one too many. Any smaller group with the mentee holds a mentee of whose
    /// mentors one has a place held by somebody outside; that place is then enough.
    fn competition(&self, row: usize) -> (Option<Competition>, Vec<Help>) {
        let reach = self.reach(self.possible(row));
        if reach.room || reach.columns.is_empty() {
            return (None, Vec::new());
        }
        let open: Vec<usize> =
            reach.columns.iter().copied().filter(|column| self.free_places(*column) > 0).collect();
        let ids = |columns: &[usize]| {
            let mut ids: Vec<_> = columns.iter().map(|column| self.mentor(*column).clone()).collect();
            ids.sort();
            ids
        };
        let mut mentees: Vec<_> =
            reach.rows.iter().chain([&row]).map(|row| self.mentee(*row).clone()).collect();
        mentees.sort();
        let places = open.iter().map(|column| self.free_places(*column)).sum();
        let competition = Competition { mentees, mentors: ids(&open), places, needed: places + 1 };
        (Some(competition), vec![Help::OnePlace { mentors: ids(&reach.columns) }])
    }

    /// Requirements that alone keep a mentee from mentors who could have a place for them.
    fn answers_of_mentee(&self, row: usize) -> Vec<Help> {
        let columns = 0..self.source.len();
        let obstacles = columns.filter_map(|column| {
            let mentor = self.source.mentor(column);
            if self.round.mentors[mentor].max == 0 || self.round.excluded.contains(&(row, mentor)) {
                return None;
            }
            Some((self.round.compiled.only_obstacle(mentor, row)?, column))
        });
        self.by_requirement(obstacles, |columns| self.reach(columns.iter().copied()).room)
    }

    /// Requirements that alone keep a mentor from mentees who are without.
    fn answers_of_mentor(&self, column: usize) -> Vec<Help> {
        let mentor = self.source.mentor(column);
        let rows = 0..self.round.mentees.len();
        let obstacles = rows.filter_map(|row| {
            let without = self.solution.columns_of(row).is_empty() && self.round.mentees[row].max > 0;
            if !without || self.round.excluded.contains(&(row, mentor)) {
                return None;
            }
            Some((self.round.compiled.only_obstacle(mentor, row)?, row))
        });
        self.by_requirement(obstacles, |_| true)
    }

    /// One line of help for each requirement, the one that excludes most people alone first; only where it would help.
    fn by_requirement(
        &self,
        obstacles: impl Iterator<Item = (usize, usize)>,
        helps: impl Fn(&[usize]) -> bool,
    ) -> Vec<Help> {
        let requirements = self.round.compiled.criteria().requirements();
        let mut people = vec![Vec::new(); requirements.len()];
        for (requirement, at) in obstacles {
            people[requirement].push(at);
        }
        let mut answers: Vec<_> = requirements
            .iter()
            .zip(people)
            .enumerate()
            .filter(|(_, (requirement, people))| {
                // Nobody is asked to be less related to somebody.
                let answer = !matches!(
                    requirement,
                    Requirement::NoTies { .. } | Requirement::NoSharedAffiliation { .. }
                );
                answer && !people.is_empty() && helps(people)
            })
            .map(|(at, (requirement, people))| (people.len(), at, requirement.to_string()))
            .collect();
        answers.sort_by_key(|&(people, at, _)| (std::cmp::Reverse(people), at));
        let help = |(people, requirement, asked)| Help::OneAnswer { requirement, asked, people };
        answers.into_iter().map(help).collect()
    }
}
