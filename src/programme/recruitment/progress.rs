//! What a campaign was to find, and what it has found.

use std::fmt;

use serde::Serialize;

use super::{Recruitment, Seeks};
use crate::id::CampaignId;

/// How many of those whom a campaign looks for have signed up. It prints as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Progress {
    campaign: CampaignId,
    seeks: Seeks,
    signed_up: u64,
}

impl Progress {
    /// The campaign.
    pub fn campaign(&self) -> &CampaignId {
        &self.campaign
    }

    /// Whom it looks for.
    pub fn seeks(&self) -> &Seeks {
        &self.seeks
    }

    /// How many people it brought who signed up, whether or not they are still here.
    pub fn signed_up(&self) -> u64 {
        self.signed_up
    }

    /// How many are missing, 0 when there are enough.
    pub fn missing(&self) -> u64 {
        u64::from(self.seeks.people).saturating_sub(self.signed_up)
    }
}

/// `2 mentors who bring cooking and live in Noord`.
impl fmt::Display for Seeks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { role, people, skill, neighbourhood } = self;
        let one = *people == 1;
        write!(f, "{people} {role}{}", if one { "" } else { "s" })?;
        let bring = skill.iter().map(|skill| format!("{} {skill}", if one { "brings" } else { "bring" }));
        let live =
            neighbourhood.iter().map(|home| format!("{} in {home}", if one { "lives" } else { "live" }));
        let parts: Vec<_> = bring.chain(live).collect();
        if parts.is_empty() { Ok(()) } else { write!(f, " who {}", parts.join(" and ")) }
    }
}

/// `campaign `spring`: 1 of 2 mentors signed up, 1 is missing`.
impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "campaign `{}`: {} of {} signed up, ", self.campaign, self.signed_up, self.seeks)?;
        match self.missing() {
            0 => f.write_str("nobody is missing"),
            1 => f.write_str("1 is missing"),
            several => write!(f, "{several} are missing"),
        }
    }
}

impl Recruitment {
    /// What a campaign has found of whom it looks for; `None` when there is no such campaign.
    pub fn progress(&self, campaign: &CampaignId) -> Option<Progress> {
        let seeks = self.campaign(campaign)?.seeks.clone();
        let signed_up = self.funnel_of(campaign)?.signed_up;
        Some(Progress { campaign: campaign.clone(), seeks, signed_up })
    }
}
