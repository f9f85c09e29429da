//! The pairs of a programme: its introductions and agreements, the places they hold, and what lies between people.
//!
//! It takes the entries of both machines and of who signed up; it gives out each introduction and agreement as it stands, the
//! [`Ledger`] of places, the [`History`] for the next round, and what figures need: pairings and meetings. It holds no rule that
//! the machines have themselves, only that their entries fit each other: who is introduced has signed up, an agreement grows from
//! an introduction that clicked, and the last place is given once.

mod course;
mod rule;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use self::course::Course;
pub use self::rule::Rule;
use super::{Entry, Happened, Room, Why, charter, recruitment};
use crate::{
    agreement::{self, Agreement},
    feedback::{Meeting, Pairing},
    id::{AgreementId, Digest, IntroductionId, MenteeId, MentorId, PersonId},
    introduction::{self, Introduction, Ledger, Parties, Party, Phase, Place, Places},
    people::{History, Past, Who},
};

/// The introductions and agreements of a programme.
///
/// ```
/// use mentorship::programme::{Room, pairs::Pairs};
///
/// let pairs = Pairs::default();
/// assert_eq!(pairs.agreements().count(), 0);
/// assert!(pairs.history().entries().is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pairs {
    introductions: BTreeMap<IntroductionId, Introduction>,
    agreements: BTreeMap<AgreementId, Agreement>,
    courses: BTreeMap<AgreementId, Course>,
    /// To which agreement an introduction has led.
    led_to: BTreeMap<IntroductionId, AgreementId>,
    ledger: Ledger,
    /// Who is here, as which person.
    #[serde(with = "crate::people::as_list")]
    here: BTreeMap<Who, PersonId>,
    /// How many places somebody has in each role.
    places: BTreeMap<PersonId, Parties<u16>>,
    /// The digests of the plans that were reviewed.
    rounds: BTreeSet<Digest>,
    /// What the rejections of reviewed rounds mean for later ones.
    rejected: Vec<Past>,
    policies: Policies,
}

/// What the programme's rules say of introductions and agreements.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Policies {
    introductions: introduction::Policy,
    agreements: agreement::Policy,
}

impl Pairs {
    /// An introduction.
    pub fn introduction(&self, id: &IntroductionId) -> Option<&Introduction> {
        self.introductions.get(id)
    }

    /// An agreement.
    pub fn agreement(&self, id: &AgreementId) -> Option<&Agreement> {
        self.agreements.get(id)
    }

    /// All introductions, by identifier.
    pub fn introductions(&self) -> impl ExactSizeIterator<Item = &Introduction> {
        self.introductions.values()
    }

    /// All agreements, by identifier.
    pub fn agreements(&self) -> impl ExactSizeIterator<Item = &Agreement> {
        self.agreements.values()
    }

    /// The agreement to which an introduction has led.
    pub fn led_to(&self, introduction: &IntroductionId) -> Option<&AgreementId> {
        self.led_to.get(introduction)
    }

    /// The agreement that two people have made after another of theirs.
    pub(super) fn successor(&self, of: &Agreement) -> Option<&AgreementId> {
        let closed = of.closing()?.on;
        let later = self.agreements.values().zip(self.courses.values()).filter(|(other, course)| {
            other.id() != of.id() && other.people() == of.people() && course.opened >= Some(closed)
        });
        later.map(|(other, _)| other.id()).next()
    }

    /// How many places people have, and who holds them. Somebody has as many seats as places, and one talk more than that.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Two people who hold a place of each other: introduced and not yet over, or in an agreement that is not closed. A new round
    /// keeps them.
    pub fn running(&self) -> BTreeSet<(MentorId, MenteeId)> {
        let introduced = self.introductions.values().filter(|introduction| self.is_under_way(introduction));
        let introduced = introduced.map(|introduction| {
            (introduction.proposal().mentor().clone(), introduction.proposal().mentee().clone())
        });
        let agreed = self.agreements.values().filter(|agreement| agreement.holds().is_some());
        let agreed =
            agreed.map(|agreement| (agreement.pair().mentor.clone(), agreement.pair().mentee.clone()));
        introduced.chain(agreed).collect()
    }

    /// Whether an introduction is not over: it may still click, or has clicked and the two have not begun to draft.
    fn is_under_way(&self, introduction: &Introduction) -> bool {
        match introduction.phase() {
            Phase::NotStarted => false,
            Phase::Clicked => !self.led_to.contains_key(introduction.id()),
            _ => true,
        }
    }

    /// What happened between people before, as the next round takes it.
    pub fn history(&self) -> History {
        let introduced = self.introductions.values();
        let introduced =
            introduced.filter_map(|introduction| introduction.past(&self.policies.introductions));
        let agreed = self.agreements.values().flat_map(|agreement| agreement.past(&self.policies.agreements));
        introduced.chain(agreed).chain(self.rejected.iter().cloned()).collect()
    }

    /// How long somebody rests after the agreements that they closed.
    pub fn rests_until(&self, who: &Who) -> Rest {
        let of = |agreement: &&Agreement| match who {
            Who::Mentor(id) => agreement.pair().mentor == *id,
            Who::Mentee(id) => agreement.pair().mentee == *id,
        };
        let party = role_of(who);
        let mut rest = Rest::No;
        for agreement in self.agreements.values().filter(of) {
            let Some(closing) = agreement.closing().filter(|closing| closing.closed.is_some()) else {
                continue;
            };
            rest = rest.max(closing.available_from(party).map_or(Rest::ForGood, Rest::Until));
        }
        rest
    }

    /// The pairings of everybody who began, for figures as of a day: a pause that lasts is told up to and with that day.
    pub fn pairings(&self, on: Date) -> Vec<Pairing> {
        let with_course = self.agreements.values().zip(self.courses.values());
        with_course.filter_map(|(agreement, course)| course.pairing(agreement, on)).collect()
    }

    /// Their meetings, for figures.
    pub fn meetings(&self) -> Vec<Meeting> {
        let with_course = self.agreements.values().zip(self.courses.values());
        with_course.flat_map(|(agreement, course)| course.meetings(agreement)).collect()
    }

    /// Agreements and introductions of somebody that are not over, by name.
    pub(super) fn unclosed<'a>(&'a self, is: impl Fn(&Parties<PersonId>) -> bool + 'a) -> Option<String> {
        let introduced = self
            .introductions
            .values()
            .find(|introduction| self.is_under_way(introduction) && is(introduction.people()));
        let agreed =
            self.agreements.values().find(|agreement| agreement.holds().is_some() && is(agreement.people()));
        let agreed = agreed.map(|agreement| agreement.id().to_string());
        agreed.or_else(|| introduced.map(|introduction| introduction.id().to_string()))
    }

    /// The two whom an entry of this room is about.
    pub(super) fn people_of(&self, entry: &Entry) -> Option<&Parties<PersonId>> {
        match &entry.what {
            Happened::Introduction(id, _) => self.introduction(id).map(Introduction::people),
            Happened::Agreement(id, _) => self.agreement(id).map(Agreement::people),
            _ => None,
        }
    }

    /// Takes an entry, when it can stand; nothing changes when it cannot.
    ///
    /// # Errors
    ///
    /// When a rule of this room speaks against it.
    pub(super) fn take(&mut self, entry: &Entry) -> Result<(), Rule> {
        match &entry.what {
            Happened::Introduction(id, inner) => {
                if inner.on != entry.on || inner.by != entry.by {
                    return Err(Rule::OtherHand);
                }
                self.introduced(id, inner)
            }
            Happened::Agreement(id, inner) => {
                if inner.on != entry.on || inner.by != entry.by {
                    return Err(Rule::OtherHand);
                }
                self.agreed(id, inner)
            }
            Happened::Recruitment(event) => self.recruited(event),
            Happened::Round(round) => {
                if !self.rounds.insert(round.plan) {
                    return Err(Rule::RoundTwice(round.plan));
                }
                self.rejected.extend(round.rejected.iter().cloned());
                Ok(())
            }
            Happened::Charter(charter::Event::RulesSet(rules)) => {
                self.policies =
                    Policies { introductions: rules.introductions, agreements: rules.agreements.clone() };
                Ok(())
            }
            Happened::Erased(person) => {
                if let Some(of) = self.unclosed(|people| people.either(|one| one == person)) {
                    return Err(Rule::StillHere { person: person.clone(), of });
                }
                // Nobody is introduced to somebody of whom nothing is known any more.
                self.here.retain(|_, here| here != person);
                for role in Party::BOTH {
                    self.grant(person, role, 0);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn is_here(&self, who: Who, person: &PersonId) -> Result<(), Rule> {
        match self.here.get(&who) {
            None => Err(Rule::NotHere(who)),
            Some(signed_up) if signed_up != person => Err(Rule::OtherPerson { who, person: person.clone() }),
            Some(_) => Ok(()),
        }
    }

    fn introduced(&mut self, id: &IntroductionId, entry: &introduction::Entry) -> Result<(), Rule> {
        use introduction::Event;
        if let Event::Proposed { id: named, proposal } = &entry.event {
            if named != id {
                return Err(Rule::OtherName { told: id.to_string(), named: named.to_string() });
            }
            if self.introductions.contains_key(id) {
                return Err(Rule::IntroductionTwice(id.clone()));
            }
            self.is_here(Who::Mentor(proposal.mentor().clone()), proposal.mentor_person())?;
            self.is_here(Who::Mentee(proposal.mentee().clone()), proposal.mentee_person())?;
            let introduction = Introduction::replay([entry])
                .map_err(|broken| Rule::Introduction { of: id.clone(), why: broken.why })?;
            self.introductions.insert(id.clone(), introduction);
            return Ok(());
        }
        let introduction = self.introductions.get_mut(id).ok_or_else(|| Rule::NoIntroduction(id.clone()))?;
        let people = [introduction.people().mentor.clone(), introduction.people().mentee.clone()];
        let takes = match entry.event {
            Event::Invited | Event::FurtherTalkBooked { .. } => Some(Place::TalkSlot),
            Event::Clicked => Some(Place::Seat),
            _ => None,
        };
        if takes.is_some_and(|place| !self.ledger.grants(place, &people, id)) {
            return Err(Rule::NoPlace(id.clone()));
        }
        let before = introduction.holds();
        introduction.apply(entry).map_err(|why| Rule::Introduction { of: id.clone(), why })?;
        let after = introduction.holds();
        self.settle(before, after, &people, id)
    }

    fn agreed(&mut self, id: &AgreementId, entry: &agreement::Entry) -> Result<(), Rule> {
        use agreement::Event;
        if let Event::Opened { id: named, introduction, pair, people, .. } = &entry.event {
            if named != id {
                return Err(Rule::OtherName { told: id.to_string(), named: named.to_string() });
            }
            if self.agreements.contains_key(id) {
                return Err(Rule::AgreementTwice(id.clone()));
            }
            if self.led_to.contains_key(introduction) {
                return Err(Rule::OpenedTwice(introduction.clone()));
            }
            let follows = self.introductions.get(introduction).is_some_and(|of| {
                of.phase() == Phase::Clicked
                    && *of.proposal().mentor() == pair.mentor
                    && *of.proposal().mentee() == pair.mentee
                    && of.people().mentor == people.mentor.person
                    && of.people().mentee == people.mentee.person
            });
            if !follows {
                return Err(Rule::NotClicked { of: id.clone(), introduction: introduction.clone() });
            }
            let agreement = Agreement::replay([entry])
                .map_err(|broken| Rule::Agreement { of: id.clone(), why: broken.why })?;
            self.led_to.insert(introduction.clone(), id.clone());
            self.agreements.insert(id.clone(), agreement);
            self.courses.insert(id.clone(), Course::opened(entry.on));
            return Ok(());
        }
        let agreement = self.agreements.get_mut(id).ok_or_else(|| Rule::NoAgreement(id.clone()))?;
        let introduction = agreement.introduction().clone();
        let people = [agreement.people().mentor.clone(), agreement.people().mentee.clone()];
        let again = matches!(entry.event, Event::AgreementReopened { .. });
        if again && !self.ledger.grants(Place::Seat, &people, &introduction) {
            return Err(Rule::NoPlace(introduction));
        }
        let before = agreement.holds();
        agreement.apply(entry).map_err(|why| Rule::Agreement { of: id.clone(), why })?;
        let after = agreement.holds();
        self.courses.entry(id.clone()).or_default().take(entry, agreement);
        self.settle(before, after, &people, &introduction)
    }

    /// Makes the ledger hold what a pair holds now, where that has changed.
    fn settle(
        &mut self,
        before: Option<Place>,
        after: Option<Place>,
        people: &[PersonId; 2],
        introduction: &IntroductionId,
    ) -> Result<(), Rule> {
        if before == after {
            return Ok(());
        }
        let read = self.ledger.version();
        self.ledger.settle(read, after, people, introduction).map_err(|_| Rule::NoPlace(introduction.clone()))
    }

    fn recruited(&mut self, event: &recruitment::Event) -> Result<(), Rule> {
        match event {
            recruitment::Event::SignedUp(sign_up) => {
                self.here.insert(sign_up.who.clone(), sign_up.person.clone());
                self.grant(&sign_up.person, role_of(&sign_up.who), sign_up.places);
            }
            recruitment::Event::PlacesChanged { who, places } => {
                if let Some(person) = self.here.get(who).cloned() {
                    self.grant(&person, role_of(who), *places);
                }
            }
            recruitment::Event::Left { who } => {
                let Some(person) = self.here.get(who).cloned() else { return Ok(()) };
                let role = role_of(who);
                if let Some(of) = self.unclosed(|people| *people.of(role) == person) {
                    return Err(Rule::StillPaired { who: who.clone(), role, of });
                }
                self.here.remove(who);
                self.grant(&person, role, 0);
            }
            _ => {}
        }
        Ok(())
    }

    /// Sets the places of somebody in a role: they have as many seats as places in both, and one talk more.
    fn grant(&mut self, person: &PersonId, role: Party, places: u16) {
        let theirs = self.places.entry(person.clone()).or_default();
        *theirs.of_mut(role) = places;
        let seats = theirs.mentor.saturating_add(theirs.mentee);
        let talk_slots = if seats == 0 { 0 } else { seats.saturating_add(1) };
        self.ledger.grant(person.clone(), Places { talk_slots, seats });
    }
}

/// How long somebody rests after an agreement before they may be matched again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rest {
    /// They need not.
    No,
    /// Up to, not including, this day.
    Until(Date),
    /// They may not be matched again.
    ForGood,
}

impl Rest {
    /// Whether somebody rests on that day.
    pub fn holds(self, on: Date) -> bool {
        match self {
            Self::No => false,
            Self::Until(day) => on < day,
            Self::ForGood => true,
        }
    }
}

/// The role of somebody.
pub(super) fn role_of(who: &Who) -> Party {
    match who {
        Who::Mentor(_) => Party::Mentor,
        Who::Mentee(_) => Party::Mentee,
    }
}

impl Room for Pairs {
    /// Tries it on a copy, which takes time with the number of pairs; a programme takes entries without.
    fn check(&self, entry: &Entry) -> Result<(), Why> {
        let mut tried = self.clone();
        Ok(tried.take(entry)?)
    }

    fn apply(&mut self, entry: &Entry) {
        // What was checked stands; what was not and does not changes nothing.
        let _ = self.take(entry);
    }
}
