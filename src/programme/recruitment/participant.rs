//! One person in one role: on the way in, here, and gone.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Interest, Partner};
use crate::{
    id::{CampaignId, PersonId},
    introduction::Party,
    people::{Label, Who, distinct},
};

/// Most mentees at once a mentor can have room for: as many as an [enrolment](crate::feedback::Enrolment) takes.
pub(super) const MAX_PLACES: u16 = 1000;

/// Somebody who has signed up in one role, and may have left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// The person.
    pub person: PersonId,
    /// As whom matching knows them. It says the role, and stays.
    pub who: Who,
    /// How many mentees at once a mentor has room for; 1 for a mentee.
    pub places: u16,
    /// What they belonged to when they signed up for the first time, by dimension.
    #[serde(deserialize_with = "distinct")]
    pub groups: BTreeMap<Label, Label>,
    /// What they belonged to when they signed up for the last time.
    #[serde(deserialize_with = "distinct")]
    pub groups_now: BTreeMap<Label, Label>,
    /// When they signed up for the first time.
    pub signed_up: Date,
    /// When they last said that their profile is true. Signing up says so too.
    pub confirmed: Date,
    /// When they left, if they are not here.
    pub left: Option<Date>,
    /// When their name and profile were erased, if they were and have not signed up since.
    #[serde(default)]
    pub erased: Option<Date>,
    /// The campaign that brought them, where one did: what they said at their first sign-up, or else by what they first
    /// came in touch.
    pub by: Option<CampaignId>,
}

impl Participant {
    /// Whether they are here: they have not left, and were not erased.
    pub fn is_here(&self) -> bool {
        self.left.is_none() && self.erased.is_none()
    }

    /// Their role.
    pub fn role(&self) -> Party {
        role(&self.who)
    }
}

/// The role that an identifier says.
pub(super) fn role(who: &Who) -> Party {
    match who {
        Who::Mentor(_) => Party::Mentor,
        Who::Mentee(_) => Party::Mentee,
    }
}

/// Whether so many places are possible in that role.
pub(super) fn fits(who: &Who, places: u16) -> bool {
    let most = if role(who) == Party::Mentor { MAX_PLACES } else { 1 };
    (1..=most).contains(&places)
}

/// An organisation, and since when it works together with the programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartnerStanding {
    /// The organisation.
    pub partner: Partner,
    /// When it joined, for the last time.
    pub joined: Date,
    /// When it left, if it has.
    pub left: Option<Date>,
}

/// How far one person came in one role. Dates are those of the first time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Way {
    pub(super) invited: Option<Date>,
    /// When they first came in touch by themselves, with whatever step.
    pub(super) interested: Option<Date>,
    /// The last step that was written down.
    pub(super) step: Option<Interest>,
    pub(super) asked: Option<Date>,
    pub(super) talked: Option<Date>,
    /// Once they have signed up: as whom.
    pub(super) who: Option<Who>,
    pub(super) began: Option<Date>,
    pub(super) by: Option<CampaignId>,
}

impl Way {
    /// Takes a step on the way in.
    pub(super) fn take(&mut self, step: Interest, on: Date, by: Option<&CampaignId>) {
        self.interested.get_or_insert(on);
        self.step = Some(step);
        match step {
            Interest::Asked => _ = self.asked.get_or_insert(on),
            Interest::Talked => _ = self.talked.get_or_insert(on),
            Interest::Declined => {}
        }
        if self.by.is_none() {
            self.by = by.cloned();
        }
    }

    pub(super) fn has_signed_up(&self) -> bool {
        self.who.is_some()
    }

    /// Who comes further has come this far.
    pub(super) fn has_talked(&self) -> bool {
        self.talked.is_some() || self.has_signed_up()
    }

    pub(super) fn has_asked(&self) -> bool {
        self.asked.is_some() || self.has_talked()
    }

    pub(super) fn has_declined(&self) -> bool {
        self.step == Some(Interest::Declined) && !self.has_signed_up()
    }

    pub(super) fn has_begun(&self) -> bool {
        self.began.is_some() && self.has_signed_up()
    }
}
