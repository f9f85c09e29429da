//! How many came how far.

use std::{
    collections::BTreeMap,
    fmt,
    ops::{Add, AddAssign},
};

use serde::Serialize;

use super::{Channel, Recruitment};
use crate::id::CampaignId;

/// How many people came how far on the way in, each in one role: who comes as mentor and as mentee counts in both.
///
/// Who comes further has come this far, so each count is at least the next: reached, asked, talked, signed up, began. Who
/// declined stands beside it, and counts under the steps that they took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Funnel {
    /// Those who were reached as far as one can tell, and at least all who came in touch.
    pub reached: u64,
    /// Those who asked to know more.
    pub asked: u64,
    /// Those with whom somebody talked.
    pub talked: u64,
    /// Those who would rather not and have not changed their mind.
    pub declined: u64,
    /// Those who signed up, whether or not they are still here.
    pub signed_up: u64,
    /// Those who began with a partner.
    pub began: u64,
}

impl Add for Funnel {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            reached: self.reached.saturating_add(other.reached),
            asked: self.asked.saturating_add(other.asked),
            talked: self.talked.saturating_add(other.talked),
            declined: self.declined.saturating_add(other.declined),
            signed_up: self.signed_up.saturating_add(other.signed_up),
            began: self.began.saturating_add(other.began),
        }
    }
}

impl AddAssign for Funnel {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Funnel {
    fn sum<I: Iterator<Item = Self>>(funnels: I) -> Self {
        funnels.fold(Self::default(), Add::add)
    }
}

/// `reached 40, asked 12, talked 9, signed up 5, began 3; declined 2`.
impl fmt::Display for Funnel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { reached, asked, talked, declined, signed_up, began } = self;
        write!(f, "reached {reached}, asked {asked}, talked {talked}, signed up {signed_up}, began {began}")?;
        write!(f, "; declined {declined}")
    }
}

impl Recruitment {
    /// How far everybody came: those of all campaigns and those without one.
    pub fn funnel(&self) -> Funnel {
        self.funnels().into_values().sum()
    }

    /// How far those came whom a campaign brought; `None` when there is no such campaign. Somebody belongs to one campaign at
    /// most in each role: see [`Participant::by`](super::Participant::by).
    pub fn funnel_of(&self, campaign: &CampaignId) -> Option<Funnel> {
        self.funnels().remove(&Some(campaign))
    }

    /// How far those came whom no campaign brought. Reached are then all who were invited or came in touch.
    pub fn funnel_without_campaign(&self) -> Funnel {
        self.funnels().remove(&None).unwrap_or_default()
    }

    /// The campaigns' funnels by channel, for every channel with a campaign.
    pub fn by_channel(&self) -> BTreeMap<Channel, Funnel> {
        let mut channels: BTreeMap<_, Funnel> = BTreeMap::new();
        for (campaign, funnel) in self.funnels() {
            let Some(campaign) = campaign.and_then(|campaign| self.campaign(campaign)) else { continue };
            *channels.entry(campaign.channel).or_default() += funnel;
        }
        channels
    }

    /// The funnel of every campaign, and of those without one.
    fn funnels(&self) -> BTreeMap<Option<&CampaignId>, Funnel> {
        let mut funnels: BTreeMap<_, Funnel> =
            self.campaigns.keys().map(|campaign| (Some(campaign), Funnel::default())).collect();
        for way in self.ways.values() {
            *funnels.entry(way.by.as_ref()).or_default() += Funnel {
                reached: 1,
                asked: way.has_asked().into(),
                talked: way.has_talked().into(),
                declined: way.has_declined().into(),
                signed_up: way.has_signed_up().into(),
                began: way.has_begun().into(),
            };
        }
        for (campaign, funnel) in &mut funnels {
            let run = campaign.and_then(|campaign| self.campaigns.get(campaign));
            funnel.reached = funnel.reached.max(run.map_or(0, |run| run.reached));
        }
        funnels
    }
}
