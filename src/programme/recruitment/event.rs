//! How people are found, and how they come in and go.

use std::{collections::BTreeMap, fmt};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    id::{CampaignId, PartnerId, PersonId},
    introduction::Party,
    people::{Label, Who, distinct},
};

/// By which way people are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A call to everybody: a newspaper, a site, a poster.
    OpenCall,
    /// A workshop that lets people taste it.
    Workshop,
    /// An evening on which people meet.
    NetworkEvening,
    /// People who tell others.
    WordOfMouth,
    /// By way of a school.
    School,
    /// By way of an employer.
    Employer,
}

/// Something that is done to find people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    /// Its identifier.
    pub id: CampaignId,
    /// By which way.
    pub channel: Channel,
    /// Whom it looks for.
    pub seeks: Seeks,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Date,
    /// The organisation with which it is done, where there is one.
    #[serde(default)]
    pub with: Option<PartnerId>,
}

/// Whom a campaign looks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seeks {
    /// Mentors or mentees.
    pub role: Party,
    /// How many are to sign up: at least 1.
    pub people: u32,
    /// What they are to bring, where something is missing.
    #[serde(default)]
    pub skill: Option<Label>,
    /// Where they are to live, where somebody is missing there.
    #[serde(default)]
    pub neighbourhood: Option<Label>,
}

/// An organisation that works together with the programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// Its identifier.
    pub id: PartnerId,
    /// What kind of organisation it is.
    pub kind: PartnerKind,
}

/// Kinds of organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each says itself")]
pub enum PartnerKind {
    Municipality,
    School,
    Employer,
    Library,
    Welfare,
    Association,
    Faith,
    Other,
}

/// How far somebody has come on the way in, before they sign up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interest {
    /// They asked to know more.
    Asked,
    /// Somebody talked with them.
    Talked,
    /// They would rather not.
    Declined,
}

/// What they have done: `asked`, `talked`, `declined`.
impl fmt::Display for Interest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Asked => "asked",
            Self::Talked => "talked",
            Self::Declined => "declined",
        })
    }
}

/// Somebody signs up, in one role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignUp {
    /// Who.
    pub person: PersonId,
    /// As whom matching knows them. It says the role.
    pub who: Who,
    /// How many mentees at once a mentor has room for; 1 for a mentee.
    pub places: u16,
    /// What they belong to, by dimension: neighbourhood, age group, newcomer or not.
    #[serde(default, deserialize_with = "distinct")]
    pub groups: BTreeMap<Label, Label>,
    /// What brought them here, where they say.
    #[serde(default)]
    pub by: Option<CampaignId>,
}

/// What happens in finding people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields say themselves")]
pub enum Event {
    /// An organisation begins to work together with the programme.
    PartnerJoined(Partner),
    /// It no longer does.
    PartnerLeft(PartnerId),
    /// People are looked for.
    CampaignOpened(Campaign),
    /// So many people more were reached, as far as one can tell.
    Reached { campaign: CampaignId, people: u32 },
    /// Somebody who has not signed up in that role moves on the way in.
    Interested { person: PersonId, role: Party, step: Interest, by: Option<CampaignId> },
    /// Somebody was invited by the programme itself.
    Invited { person: PersonId, role: Party },
    /// Somebody signs up. Who left may do so again, as the same mentor or mentee.
    SignedUp(Box<SignUp>),
    /// They say that their profile is still true.
    ProfileConfirmed { who: Who },
    /// They change how many mentees at once they have room for.
    PlacesChanged { who: Who, places: u16 },
    /// They leave the programme in that role.
    Left { who: Who },
}
