//! What the community said that it needs, beside what mentors offer.

use std::{cmp::Reverse, fmt};

use serde::Serialize;

use super::Charters;
use crate::{
    needs::{Balance, Headcount, Needs, SkillNeed},
    people::Label,
};

/// A need that people named in the latest survey, beside what mentors with a place left offer. It prints as a sentence.
///
/// A survey asks a part of the community and people name several needs, so what is unmet says where to look, not how many
/// mentors to find.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NeedMet {
    need: Label,
    named: u32,
    answered: u32,
    asked: Headcount,
    offered: Headcount,
}

impl NeedMet {
    /// The need, as the survey has it.
    pub fn need(&self) -> &Label {
        &self.need
    }

    /// How many people named it.
    pub fn named(&self) -> u32 {
        self.named
    }

    /// How many people answered that survey.
    pub fn answered(&self) -> u32 {
        self.answered
    }

    /// The mentees of the programme who ask for it now.
    pub fn asked(&self) -> Headcount {
        self.asked
    }

    /// The mentors who offer it, with the places that they have left.
    pub fn offered(&self) -> Headcount {
        self.offered
    }

    /// Of those who named it, for how many there is no place.
    pub fn unmet(&self) -> u64 {
        u64::from(self.named).saturating_sub(self.offered.places)
    }

    /// Whether no mentor with a place left offers it at all.
    pub fn is_offered_by_nobody(&self) -> bool {
        self.offered.people == 0
    }
}

impl fmt::Display for NeedMet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (need, named, answered) = (&self.need, self.named, self.answered);
        write!(f, "{need}: named by {named} of {answered} people, ")?;
        match (self.offered.places, self.unmet()) {
            (0, _) => write!(f, "and no mentor with a place left offers it")?,
            (places, 0) => write!(f, "for whom mentors have {} left", counted(places, "place"))?,
            (places, unmet) => {
                write!(f, "while mentors have {} left: {unmet} too few", counted(places, "place"))?;
            }
        }
        match self.asked.people {
            0 => f.write_str(". No mentee asks for it now."),
            1 => f.write_str(". 1 mentee asks for it now."),
            several => write!(f, ". {several} mentees ask for it now."),
        }
    }
}

fn counted(count: u64, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

impl Charters {
    /// The needs of the latest survey beside what mentors offer, the largest unmet first; none when nobody was asked yet.
    ///
    /// A need and a skill are the same when they read the same, as labels do.
    pub fn needs_against(&self, needs: &Needs) -> Vec<NeedMet> {
        let Some(surveyed) = self.latest_survey() else { return Vec::new() };
        let of = |need: &Label| {
            let skill = needs.skills().needs().iter().find(|skill| skill.skill() == need);
            skill.map_or_else(Balance::default, SkillNeed::balance)
        };
        let met = surveyed.survey.needs.iter().map(|(need, &named)| {
            let Balance { asked, offered, .. } = of(need);
            NeedMet { need: need.clone(), named, answered: surveyed.survey.answered, asked, offered }
        });
        let mut met: Vec<_> = met.collect();
        met.sort_by_key(|met| Reverse((met.unmet(), met.named)));
        met
    }
}
