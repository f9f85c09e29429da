//! Why somebody or something cannot be written down as found.

use jiff::civil::Date;

use super::{Interest, participant::MAX_PLACES};
use crate::{
    id::{CampaignId, PartnerId, PersonId},
    introduction::Party,
    people::Who,
};

/// Why an entry cannot stand.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are what the message says")]
pub enum Rule {
    /// An identifier that a partner has already.
    #[error("partner `{0}` works together with the programme already")]
    PartnerTwice(PartnerId),
    /// A partner of whom nothing is written down.
    #[error("partner `{0}` is not known; write down first that it joined")]
    UnknownPartner(PartnerId),
    /// A partner that no longer is one.
    #[error("partner `{partner}` left on {left}; write down first that it joined again")]
    PartnerGone { partner: PartnerId, left: Date },
    /// An identifier that a campaign has already.
    #[error("there is a campaign `{0}` already; give this one another identifier")]
    CampaignTwice(CampaignId),
    /// A campaign that is over before it begins.
    #[error("campaign `{campaign}` cannot end on {until}, before it begins on {from}")]
    EndsBeforeStart { campaign: CampaignId, from: Date, until: Date },
    /// A campaign for nobody.
    #[error("campaign `{0}` looks for 0 people; it is at least 1")]
    NobodySought(CampaignId),
    /// A campaign of which nothing is written down.
    #[error("campaign `{0}` is not known; open it first")]
    UnknownCampaign(CampaignId),
    /// A campaign that has not begun.
    #[error("campaign `{campaign}` begins on {from}; nobody can have come by it on {on}")]
    NotBegun { campaign: CampaignId, from: Date, on: Date },
    /// A campaign for the other role.
    #[error("campaign `{campaign}` looks for {seeks}s; nobody can have come by it as {role}")]
    OtherRole { campaign: CampaignId, seeks: Party, role: Party },
    /// Interest of somebody who has signed up.
    #[error("`{person}` has signed up as {role} already; interest comes before that")]
    SignedUpBefore { person: PersonId, role: Party },
    /// An invitation of somebody who is here.
    #[error("`{person}` is here as {role} already; nobody invites them again")]
    InvitedWhileHere { person: PersonId, role: Party },
    /// A step back on the way in.
    #[error("`{person}` has {before} as {role} already; the way in does not go back to {step}")]
    StepBack { person: PersonId, role: Party, before: Interest, step: Interest },
    /// A talk with somebody who would rather not.
    #[error("`{person}` has declined as {role}; write down first that they asked anew")]
    Declined { person: PersonId, role: Party },
    /// A mentor without a place, or a mentee with more than one.
    #[error("{who} cannot have {places} places; {}", most(.who))]
    WrongPlaces { who: Who, places: u16 },
    /// One person under two identifiers.
    #[error("`{person}` is {known} already, and cannot be {who} too")]
    RoleTwice { person: PersonId, known: Who, who: Who },
    /// Two people under one identifier.
    #[error("{who} is `{known}` already, and cannot be `{person}` too")]
    IdTwice { who: Who, known: PersonId, person: PersonId },
    /// Somebody who is here signs up.
    #[error("{0} is here already, and signs up again only after leaving")]
    HereAlready(Who),
    /// Nobody of that name.
    #[error("{0} has not signed up")]
    Unknown(Who),
    /// Somebody who is no longer here.
    #[error("{who} left on {left}; they sign up again first")]
    Gone { who: Who, left: Date },
}

fn most(who: &Who) -> String {
    match who {
        Who::Mentor(_) => format!("a mentor has 1 to {MAX_PLACES}"),
        Who::Mentee(_) => "a mentee has 1".to_owned(),
    }
}
