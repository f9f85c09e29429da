//! Money, month by month.

use jiff::civil::date;

use super::world::{World, carla, id};
use crate::{
    feedback::{Category, Currency},
    id::{CampaignId, GrantId},
    introduction::{Actor, Party},
    programme::money::{self, Payment},
};

fn treasurer() -> Actor {
    Actor::Coordinator(id("P-C5"))
}

impl World {
    fn pays(&mut self, category: Category, cents: u64, from: Option<&str>, campaign: Option<&str>) {
        let payment = Payment {
            category,
            on: self.today,
            cents: cents.max(100),
            currency: Currency::default(),
            from: from.map(id::<GrantId>),
            campaign: campaign.map(id::<CampaignId>),
        };
        self.note(&treasurer(), money::Event::Spent(payment));
    }

    fn gets(&mut self, grant: &str, cents: u64) {
        let on = self.today;
        self.note(&treasurer(), money::Event::Received { grant: id(grant), on, cents: cents.max(100) });
    }

    pub(super) fn month(&mut self) {
        let month = self.today.month();
        let first = self.today < date(2026, 2, 1);
        if first || self.today.first_of_month() == date(2026, 7, 1) {
            let half = self.worth(1_200_000, 42_000) / 2;
            self.gets("G-1", half);
        }
        if first {
            let (fund, sponsor) = (self.worth(200_000, 9_000), self.worth(150_000, 6_000));
            self.gets("G-2", fund);
            self.gets("G-3", sponsor);
            self.gets("G-6", 100_000);
        }
        let (friends, own) = (self.worth(50_000, 4_000) / 16, self.worth(20_000, 2_000) / 16);
        self.gets("G-4", friends);
        self.gets("G-5", own);
        let staff = self.worth(900_000, 40_000) / 15;
        self.pays(Category::Staff, staff, None, None);
        let other = self.worth(40_000, 1_000) / 16;
        self.pays(Category::Other, other, None, None);
        if (1..=3).contains(&month) && self.today.year() == 2026 {
            let each = self.worth(80_000, 3_000) / 20;
            for campaign in
                ["call-in-the-paper", "evening-at-the-firm", "workshop-in-the-library", "language-school"]
            {
                self.pays(Category::Communication, each, None, Some(campaign));
            }
        }
        if [3, 4, 6].contains(&month) {
            let training = self.worth(200_000, 9_000) / 5;
            self.pays(Category::Training, training, Some("G-2"), None);
            let materials = self.worth(30_000, 1_500) / 4;
            self.pays(Category::Materials, materials, Some("G-2"), None);
        }
        if [6, 12].contains(&month) {
            let party = self.worth(60_000, 2_500) / 2;
            self.pays(Category::Workshops, party, None, None);
        }
        // Mentors help at the desk, one in ten of them each month.
        let here: Vec<_> = self
            .comers
            .iter()
            .filter(|comer| comer.here && comer.role() == Party::Mentor)
            .map(|comer| comer.person.clone())
            .collect();
        for person in here.into_iter().step_by(10) {
            let (on, minutes) = (self.today, u16::try_from(self.chance.between(90, 480)).unwrap_or(120));
            self.note(&treasurer(), money::Event::Volunteered { person, on, minutes });
        }
    }

    /// The bank says what is there.
    pub(super) fn count(&mut self) {
        let balance = self.programme.treasury().balance_on(self.today);
        let earmarked = i128::try_from(balance.earmarked).unwrap_or(0);
        let cents = i64::try_from(balance.free + earmarked).unwrap_or(0);
        let on = self.today;
        self.note(&carla(), money::Event::Counted { on, cents });
    }
}
