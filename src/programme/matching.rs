//! From a programme to a round of matching: who can be matched on a day, and why the others cannot.

use std::{collections::BTreeSet, fmt};

use jiff::civil::Date;

use super::{Cabinet, Programme, pairs::Rest, preparation::Readiness, recruitment::Participant};
use crate::{
    criteria::Criteria,
    id::{MenteeId, MentorId, PersonId},
    matching::Request,
    people::{History, InvalidRoster, Mentor, Partners, People, Roster, Who},
};

/// Everybody who can be matched on a day, with the pairs that run and what lies between people.
///
/// It is made from the log, which knows who is here, ready and resting, and from the cabinet, which knows what they say of
/// themselves.
#[derive(Clone, Debug)]
pub struct Matchable {
    on: Date,
    roster: Roster,
    running: BTreeSet<(MentorId, MenteeId)>,
    history: History,
    left_out: Vec<LeftOut>,
}

/// Somebody who is here and cannot be matched on that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Who.
    pub who: Who,
    /// Why.
    pub why: WhyLeftOut,
}

/// Why somebody cannot be matched.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhyLeftOut {
    /// The cabinet has no profile of them.
    NoProfile,
    /// Their profile is of another person than signed up.
    OtherPerson,
    /// They are not ready yet, or no longer.
    NotReady(Readiness),
    /// They rest after an agreement.
    Resting(Rest),
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.who)?;
        match &self.why {
            WhyLeftOut::NoProfile => f.write_str("there is no profile of them"),
            WhyLeftOut::OtherPerson => f.write_str("their profile is of another person than signed up"),
            WhyLeftOut::NotReady(readiness) => readiness.fmt(f),
            WhyLeftOut::Resting(Rest::Until(day)) => write!(f, "rests until {day}"),
            WhyLeftOut::Resting(_) => f.write_str("is not matched again"),
        }
    }
}

impl Programme {
    /// Everybody who can be matched on a day. Who is in a running pair is in it too, whether ready or not: the pair keeps its
    /// places.
    ///
    /// # Errors
    ///
    /// When profiles do not fit each other: all problems at once.
    pub fn matchable(&self, cabinet: &Cabinet, on: Date) -> Result<Matchable, InvalidRoster> {
        let running = self.pairs().running();
        let paired: BTreeSet<Who> = running
            .iter()
            .flat_map(|(mentor, mentee)| [Who::Mentor(mentor.clone()), Who::Mentee(mentee.clone())])
            .collect();
        let mut people = People {
            questionnaire: cabinet.questionnaire.clone(),
            others: cabinet.others.clone(),
            ..People::default()
        };
        let mut left_out = Vec::new();
        for participant in self.recruitment().here() {
            let who = &participant.who;
            let leave_out = match self.fit(participant, cabinet, on) {
                Err(why @ (WhyLeftOut::NoProfile | WhyLeftOut::OtherPerson)) => Some(why),
                Err(why) if !paired.contains(who) => Some(why),
                _ => None,
            };
            if let Some(why) = leave_out {
                left_out.push(LeftOut { who: who.clone(), why });
                continue;
            }
            match who {
                Who::Mentor(id) => people.mentors.extend(cabinet.mentor(id).map(|mentor| Mentor {
                    partners: within(mentor.partners, participant.places),
                    ..mentor.clone()
                })),
                Who::Mentee(id) => people.mentees.extend(cabinet.mentee(id).cloned()),
            }
        }
        outsiders(&mut people, cabinet);
        let mentors: BTreeSet<&MentorId> = people.mentors.iter().map(|row| &row.id).collect();
        let mentees: BTreeSet<&MenteeId> = people.mentees.iter().map(|row| &row.id).collect();
        let are_there = |pair: &&(MentorId, MenteeId)| mentors.contains(&pair.0) && mentees.contains(&pair.1);
        let running = running.iter().filter(are_there).cloned().collect();
        Ok(Matchable { on, roster: Roster::new(people)?, running, history: self.pairs().history(), left_out })
    }

    fn fit(&self, participant: &Participant, cabinet: &Cabinet, on: Date) -> Result<(), WhyLeftOut> {
        let who = &participant.who;
        let (person, role) = match who {
            Who::Mentor(id) => {
                (cabinet.mentor(id).map(|mentor| &mentor.profile.person), crate::introduction::Party::Mentor)
            }
            Who::Mentee(id) => {
                (cabinet.mentee(id).map(|mentee| &mentee.profile.person), crate::introduction::Party::Mentee)
            }
        };
        let person = person.ok_or(WhyLeftOut::NoProfile)?;
        if *person != participant.person {
            return Err(WhyLeftOut::OtherPerson);
        }
        let rest = self.pairs().rests_until(who);
        if rest.holds(on) {
            return Err(WhyLeftOut::Resting(rest));
        }
        let readiness = self.preparation().readiness(person, role, on);
        if readiness.is_ready() { Ok(()) } else { Err(WhyLeftOut::NotReady(readiness)) }
    }
}

/// As many partners as a profile says, and no more than places.
fn within(partners: Partners, places: u16) -> Partners {
    let most = partners.max().min(places);
    Partners::new(partners.min().min(most), most).unwrap_or(Partners::up_to(most))
}

/// Ties, blocks and wishes lead to people who are left out or have not signed up: they are named without a role.
fn outsiders(people: &mut People, cabinet: &Cabinet) {
    let profiles = people.mentors.iter().map(|mentor| &mentor.profile);
    let profiles: Vec<_> = profiles.chain(people.mentees.iter().map(|mentee| &mentee.profile)).collect();
    let there: BTreeSet<&PersonId> = profiles.iter().map(|profile| &profile.person).collect();
    let named = profiles.iter().flat_map(|profile| {
        let ties = profile.ties.iter().map(|tie| &tie.to);
        ties.chain(&profile.blocks).chain(&profile.wishes)
    });
    let outside: BTreeSet<PersonId> =
        named.filter(|person| !there.contains(person)).chain(&cabinet.others).cloned().collect();
    people.others = outside;
}

impl Matchable {
    /// The day.
    pub fn on(&self) -> Date {
        self.on
    }

    /// Everybody who can be matched, and those in running pairs.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The pairs that run.
    pub fn running(&self) -> &BTreeSet<(MentorId, MenteeId)> {
        &self.running
    }

    /// What lies between people.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Who is here and cannot be matched, by role and identifier, with the reason.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// A round by these criteria: running pairs are kept, and nobody is proposed whom the history keeps apart.
    pub fn request<'a>(&'a self, criteria: &'a Criteria) -> Request<'a> {
        Request::new(&self.roster, criteria, self.on)
            .history(&self.history)
            .keep_all_running(self.running.iter().cloned())
    }
}
