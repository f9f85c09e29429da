//! What it costs to find somebody.

use std::fmt;

use serde::Serialize;

use super::{Channel, Recruitment, recruits::Run};
use crate::id::CampaignId;

/// What was spent for each person who signed up: exact, as the two numbers that it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct PerRecruit {
    cents: u64,
    people: u64,
}

impl PerRecruit {
    /// `None` when nobody signed up.
    fn new(cents: u64, people: u64) -> Option<Self> {
        (people > 0).then_some(Self { cents, people })
    }

    /// What was spent in all, in cents.
    pub fn cents(self) -> u64 {
        self.cents
    }

    /// How many signed up: at least 1.
    pub fn people(self) -> u64 {
        self.people
    }

    /// Whole cents for each of them, halves up.
    pub fn rounded(self) -> u64 {
        let half = self.people / 2;
        let (cents, people) = (u128::from(self.cents) + u128::from(half), u128::from(self.people));
        u64::try_from(cents / people).unwrap_or(u64::MAX)
    }
}

/// `33.33 for each of 3 people`, in the programme's currency.
impl fmt::Display for PerRecruit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cents = self.rounded();
        write!(f, "{}.{:02} for ", cents / 100, cents % 100)?;
        if self.people == 1 { f.write_str("1 person") } else { write!(f, "each of {} people", self.people) }
    }
}

impl Recruitment {
    /// What was spent on a campaign, in cents; 0 when there is none of that name.
    pub fn cost(&self, campaign: &CampaignId) -> u64 {
        self.campaigns.get(campaign).map_or(0, |run| run.cents)
    }

    /// The same for each person whom it brought; `None` when nobody signed up by it.
    pub fn cost_per_recruit(&self, campaign: &CampaignId) -> Option<PerRecruit> {
        PerRecruit::new(self.cost(campaign), self.funnel_of(campaign)?.signed_up)
    }

    /// What was spent on all campaigns of a channel, in cents.
    pub fn cost_of_channel(&self, channel: Channel) -> u64 {
        let of_channel = |run: &&Run| run.campaign.channel == channel;
        let cents = self.campaigns.values().filter(of_channel).map(|run| run.cents);
        cents.fold(0, u64::saturating_add)
    }

    /// The same for each person whom they brought; `None` when nobody signed up by them.
    pub fn cost_per_recruit_of_channel(&self, channel: Channel) -> Option<PerRecruit> {
        PerRecruit::new(self.cost_of_channel(channel), self.by_channel().get(&channel)?.signed_up)
    }
}
