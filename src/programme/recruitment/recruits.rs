//! Campaigns, partners and people: what may be written down of them, and who is here.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Campaign, Event, Interest, Participant, PartnerStanding, Rule, SignUp,
    participant::{Way, fits, role},
};
use crate::{
    agreement,
    id::{AgreementId, CampaignId, PartnerId, PersonId},
    introduction::{Parties, Party},
    people::Who,
    people::as_list,
    programme::{Entry, Happened, Room, Why, money},
};

/// How people are found, and how they come in and go.
///
/// ```
/// use mentorship::{
///     introduction::{Actor, Party},
///     jiff::civil::date,
///     people::Who,
///     programme::{
///         Entry, Room,
///         recruitment::{Campaign, Channel, Event, Recruitment, Seeks, SignUp},
///     },
/// };
///
/// let seeks = Seeks { role: Party::Mentor, people: 2, skill: None, neighbourhood: None };
/// let campaign = Campaign {
///     id: "spring".parse()?,
///     channel: Channel::OpenCall,
///     seeks,
///     from: date(2026, 3, 1),
///     until: date(2026, 4, 30),
///     with: None,
/// };
/// let anna = SignUp {
///     person: "Anna".parse()?,
///     who: Who::Mentor("M-1".parse()?),
///     places: 2,
///     groups: Default::default(),
///     by: Some("spring".parse()?),
/// };
///
/// let mut recruitment = Recruitment::default();
/// let carla = Actor::Coordinator("Carla".parse()?);
/// for event in [Event::CampaignOpened(campaign), Event::SignedUp(Box::new(anna))] {
///     let entry = Entry::new(date(2026, 3, 9), carla.clone(), event);
///     recruitment.check(&entry)?;
///     recruitment.apply(&entry);
/// }
/// let progress = recruitment.progress(&"spring".parse()?).map(|progress| progress.to_string());
/// assert_eq!(progress.as_deref(), Some("campaign `spring`: 1 of 2 mentors signed up, 1 is missing"));
/// assert_eq!(recruitment.here().count(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recruitment {
    partners: BTreeMap<PartnerId, PartnerStanding>,
    pub(super) campaigns: BTreeMap<CampaignId, Run>,
    #[serde(with = "as_list")]
    participants: BTreeMap<Who, Participant>,
    /// Everybody who was ever in touch, by person and role.
    #[serde(with = "as_list")]
    pub(super) ways: BTreeMap<(PersonId, Party), Way>,
    /// The two of each agreement that has not started.
    drafts: BTreeMap<AgreementId, Parties<PersonId>>,
}

/// A campaign, with what it did and cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Run {
    pub(super) campaign: Campaign,
    /// How many people were reached, as far as one can tell.
    pub(super) reached: u64,
    pub(super) cents: u64,
}

impl Recruitment {
    /// Somebody who has signed up, by the identifier that matching knows.
    pub fn participant(&self, who: &Who) -> Option<&Participant> {
        self.participants.get(who)
    }

    /// Everybody who is here, mentors first, by identifier.
    pub fn here(&self) -> impl Iterator<Item = &Participant> {
        self.participants().filter(|participant| participant.is_here())
    }

    /// Everybody who has ever signed up, mentors first, by identifier.
    pub fn participants(&self) -> impl Iterator<Item = &Participant> {
        self.participants.values()
    }

    /// The person behind an identifier.
    pub fn person(&self, who: &Who) -> Option<&PersonId> {
        self.participant(who).map(|participant| &participant.person)
    }

    /// As whom matching knows a person in a role, once they have signed up in it.
    pub fn who(&self, person: &PersonId, role: Party) -> Option<&Who> {
        self.way(person, role)?.who.as_ref()
    }

    fn way(&self, person: &PersonId, role: Party) -> Option<&Way> {
        self.ways.get(&(person.clone(), role))
    }

    /// Those who are here and have not said within so many days before a day that their profile is still true, mentors
    /// first, by identifier.
    pub fn stale_profiles(&self, on: Date, days: u32) -> Vec<&Who> {
        let stale = |confirmed: Date| i64::from((on - confirmed).get_days()) > i64::from(days);
        self.here().filter(|one| stale(one.confirmed)).map(|one| &one.who).collect()
    }

    /// All organisations that ever worked together with the programme, by identifier.
    pub fn partners(&self) -> impl Iterator<Item = &PartnerStanding> {
        self.partners.values()
    }

    /// One of them.
    pub fn partner(&self, partner: &PartnerId) -> Option<&PartnerStanding> {
        self.partners.get(partner)
    }

    /// All campaigns, by identifier.
    pub fn campaigns(&self) -> impl Iterator<Item = &Campaign> {
        self.campaigns.values().map(|run| &run.campaign)
    }

    /// One of them.
    pub fn campaign(&self, campaign: &CampaignId) -> Option<&Campaign> {
        self.campaigns.get(campaign).map(|run| &run.campaign)
    }

    fn known(&self, campaign: &CampaignId) -> Result<&Campaign, Rule> {
        self.campaign(campaign).ok_or_else(|| Rule::UnknownCampaign(campaign.clone()))
    }

    fn begun(&self, campaign: &CampaignId, on: Date) -> Result<&Campaign, Rule> {
        let known = self.known(campaign)?;
        if on < known.from {
            return Err(Rule::NotBegun { campaign: campaign.clone(), from: known.from, on });
        }
        Ok(known)
    }

    /// Whether a campaign, where one is named, can have brought somebody in that role.
    fn can_bring(&self, by: Option<&CampaignId>, role: Party, on: Date) -> Result<(), Rule> {
        let Some(campaign) = by else { return Ok(()) };
        let seeks = self.begun(campaign, on)?.seeks.role;
        if seeks != role {
            return Err(Rule::OtherRole { campaign: campaign.clone(), seeks, role });
        }
        Ok(())
    }

    fn is_partner(&self, partner: &PartnerId) -> Result<(), Rule> {
        match self.partners.get(partner) {
            None => Err(Rule::UnknownPartner(partner.clone())),
            Some(PartnerStanding { left: Some(left), .. }) => {
                Err(Rule::PartnerGone { partner: partner.clone(), left: *left })
            }
            Some(_) => Ok(()),
        }
    }

    fn is_here(&self, who: &Who) -> Result<(), Rule> {
        match self.participant(who) {
            None => Err(Rule::Unknown(who.clone())),
            Some(one) => match one.left.or(one.erased) {
                Some(left) => Err(Rule::Gone { who: who.clone(), left }),
                None => Ok(()),
            },
        }
    }

    fn check_event(&self, event: &Event, on: Date) -> Result<(), Rule> {
        match event {
            Event::PartnerJoined(partner) => match self.is_partner(&partner.id) {
                Ok(()) => Err(Rule::PartnerTwice(partner.id.clone())),
                Err(_) => Ok(()),
            },
            Event::PartnerLeft(partner) => self.is_partner(partner),
            Event::CampaignOpened(campaign) => self.check_campaign(campaign),
            Event::Reached { campaign, .. } => self.begun(campaign, on).map(|_| ()),
            Event::Interested { person, role, step, by } => {
                self.check_interest(person, *role, *step)?;
                self.can_bring(by.as_ref(), *role, on)
            }
            Event::Invited { person, role } => {
                let who = self.who(person, *role);
                if who.is_some_and(|who| self.is_here(who).is_ok()) {
                    return Err(Rule::InvitedWhileHere { person: person.clone(), role: *role });
                }
                Ok(())
            }
            Event::SignedUp(sign_up) => self.check_sign_up(sign_up, on),
            Event::ProfileConfirmed { who } | Event::Left { who } => self.is_here(who),
            Event::PlacesChanged { who, places } => {
                self.is_here(who)?;
                check_places(who, *places)
            }
        }
    }

    fn check_campaign(&self, campaign: &Campaign) -> Result<(), Rule> {
        let Campaign { id, seeks, from, until, with, .. } = campaign;
        if self.campaigns.contains_key(id) {
            return Err(Rule::CampaignTwice(id.clone()));
        }
        if until < from {
            return Err(Rule::EndsBeforeStart { campaign: id.clone(), from: *from, until: *until });
        }
        if seeks.people == 0 {
            return Err(Rule::NobodySought(id.clone()));
        }
        with.as_ref().map_or(Ok(()), |partner| self.is_partner(partner))
    }

    fn check_interest(&self, person: &PersonId, role: Party, step: Interest) -> Result<(), Rule> {
        let Some(way) = self.way(person, role) else { return Ok(()) };
        let person = || person.clone();
        if way.has_signed_up() {
            return Err(Rule::SignedUpBefore { person: person(), role });
        }
        match (way.step, step) {
            (Some(before @ Interest::Talked), Interest::Asked) => {
                Err(Rule::StepBack { person: person(), role, before, step })
            }
            (Some(Interest::Declined), Interest::Talked) => Err(Rule::Declined { person: person(), role }),
            _ => Ok(()),
        }
    }

    fn check_sign_up(&self, sign_up: &SignUp, on: Date) -> Result<(), Rule> {
        let SignUp { person, who, places, by, .. } = sign_up;
        let role = role(who);
        check_places(who, *places)?;
        if let Some(known) = self.who(person, role).filter(|known| *known != who) {
            let (person, known, who) = (person.clone(), known.clone(), who.clone());
            return Err(Rule::RoleTwice { person, known, who });
        }
        if let Some(known) = self.person(who).filter(|known| *known != person) {
            let (who, known, person) = (who.clone(), known.clone(), person.clone());
            return Err(Rule::IdTwice { who, known, person });
        }
        if self.is_here(who).is_ok() {
            return Err(Rule::HereAlready(who.clone()));
        }
        self.can_bring(by.as_ref(), role, on)
    }

    fn apply_event(&mut self, event: &Event, on: Date) {
        match event {
            Event::PartnerJoined(partner) => {
                let standing = PartnerStanding { partner: partner.clone(), joined: on, left: None };
                self.partners.insert(partner.id.clone(), standing);
            }
            Event::PartnerLeft(partner) => {
                if let Some(standing) = self.partners.get_mut(partner) {
                    standing.left = Some(on);
                }
            }
            Event::CampaignOpened(campaign) => {
                let run = Run { campaign: campaign.clone(), reached: 0, cents: 0 };
                self.campaigns.insert(campaign.id.clone(), run);
            }
            Event::Reached { campaign, people } => {
                if let Some(run) = self.campaigns.get_mut(campaign) {
                    run.reached = run.reached.saturating_add(u64::from(*people));
                }
            }
            Event::Interested { person, role, step, by } => {
                self.ways.entry((person.clone(), *role)).or_default().take(*step, on, by.as_ref());
            }
            Event::Invited { person, role } => {
                self.ways.entry((person.clone(), *role)).or_default().invited.get_or_insert(on);
            }
            Event::SignedUp(sign_up) => self.sign_up(sign_up, on),
            Event::ProfileConfirmed { who } => self.change(who, |one| one.confirmed = on),
            Event::PlacesChanged { who, places } => self.change(who, |one| one.places = *places),
            Event::Left { who } => self.change(who, |one| one.left = Some(on)),
        }
    }

    fn change(&mut self, who: &Who, change: impl FnOnce(&mut Participant)) {
        if let Some(participant) = self.participants.get_mut(who) {
            change(participant);
        }
    }

    fn sign_up(&mut self, sign_up: &SignUp, on: Date) {
        let SignUp { person, who, places, groups, by } = sign_up;
        let way = self.ways.entry((person.clone(), role(who))).or_default();
        if !way.has_signed_up() {
            way.who = Some(who.clone());
            way.by = by.clone().or(way.by.take());
        }
        let first = Participant {
            person: person.clone(),
            who: who.clone(),
            places: *places,
            groups: groups.clone(),
            groups_now: groups.clone(),
            signed_up: on,
            confirmed: on,
            left: None,
            erased: None,
            by: way.by.clone(),
        };
        let one = self.participants.entry(who.clone()).or_insert(first);
        (one.places, one.confirmed, one.left, one.erased) = (*places, on, None, None);
        one.groups_now.clone_from(groups);
    }

    /// The two of an agreement, and the day on which they began.
    fn apply_agreement(&mut self, id: &AgreementId, entry: &agreement::Entry) {
        match &entry.event {
            agreement::Event::Opened { people, .. } => {
                let Parties { mentor, mentee } = people;
                let people = Parties { mentor: mentor.person.clone(), mentee: mentee.person.clone() };
                self.drafts.insert(id.clone(), people);
            }
            agreement::Event::AgreementStarted { .. } => {
                let Some(people) = self.drafts.remove(id) else { return };
                for role in Party::BOTH {
                    if let Some(way) = self.ways.get_mut(&(people.of(role).clone(), role)) {
                        way.began.get_or_insert(entry.on);
                    }
                }
            }
            _ => {}
        }
    }
}

fn check_places(who: &Who, places: u16) -> Result<(), Rule> {
    if fits(who, places) { Ok(()) } else { Err(Rule::WrongPlaces { who: who.clone(), places }) }
}

/// The campaign that a payment is for.
fn paid_for(entry: &Entry) -> Option<(&CampaignId, u64)> {
    match &entry.what {
        Happened::Money(money::Event::Spent(payment)) => Some((payment.campaign.as_ref()?, payment.cents)),
        _ => None,
    }
}

impl Room for Recruitment {
    fn check(&self, entry: &Entry) -> Result<(), Why> {
        if let Happened::Recruitment(event) = &entry.what {
            self.check_event(event, entry.on)?;
        }
        if let Some((campaign, _)) = paid_for(entry) {
            self.known(campaign)?;
        }
        Ok(())
    }

    fn apply(&mut self, entry: &Entry) {
        match &entry.what {
            Happened::Recruitment(event) => self.apply_event(event, entry.on),
            Happened::Agreement(id, entry) => self.apply_agreement(id, entry),
            Happened::Erased(person) => {
                let theirs = self.participants.values_mut().filter(|one| one.person == *person);
                theirs.for_each(|one| one.erased = Some(entry.on));
            }
            _ => {}
        }
        if let Some((campaign, cents)) = paid_for(entry)
            && let Some(run) = self.campaigns.get_mut(campaign)
        {
            run.cents = run.cents.saturating_add(cents);
        }
    }
}
