//! Neighbourhoods, and the vacancies that skills and neighbourhoods make together.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use serde::Serialize;

use super::{Answers, Balance, Headcount, Topic, open::OpenPeople};
use crate::people::{Label, Profile};

/// Supply against demand in one neighbourhood: the mentees who live there against the mentors who live there. How far
/// people travel is not looked at.
///
/// Everybody is in one neighbourhood at most, so the counts of one side are a list that can be made fit to publish:
///
/// ```
/// use mentorship::{
///     disclosure::{Internal, OneWay, Policy, PublishedCount},
///     jiff::civil::date,
///     needs::Needs,
///     people::{Label, Mentee, People, Place, Roster, UtcOffset},
/// };
///
/// let mut people = People::default();
/// for at in 0..35 {
///     let mut mentee = Mentee::new(format!("T-{at}").parse()?, format!("P-{at}").parse()?);
///     let home = Label::new(["Harbour", "North", "South"][usize::from(at > 1) + usize::from(at > 16)])?;
///     mentee.profile.place = Some(Place { coordinates: None, neighbourhood: Some(home) });
///     people.mentees.push(mentee);
/// }
/// let needs = Needs::of(&Roster::new(people)?, date(2026, 1, 15), UtcOffset::UTC, &[])?;
///
/// let asked = |need: &mentorship::needs::NeighbourhoodNeed| (need.neighbourhood().clone(), need.balance().asked.people);
/// let list = OneWay::new(needs.neighbourhoods().needs().iter().map(asked))?;
/// let published = Internal::new(list).release(&Policy::public(date(2026, 1, 31)));
/// // Two people live at the harbour: too few to be told, and the north is hidden with them.
/// assert_eq!(published.content().of(&Label::new("harbour")?), Some(PublishedCount::Withheld));
/// assert_eq!(published.content().of(&Label::new("south")?), Some(PublishedCount::Shown(18)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NeighbourhoodNeed {
    neighbourhood: Label,
    balance: Balance,
}

impl NeighbourhoodNeed {
    /// The neighbourhood.
    pub fn neighbourhood(&self) -> &Label {
        &self.neighbourhood
    }

    /// Who asks and who offers.
    pub fn balance(&self) -> Balance {
        self.balance
    }
}

/// A kind of mentor who is missing: of one skill, in one neighbourhood. Counted, not proved: a plan may do without them,
/// because neighbours travel or other wishes of the same mentees are met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vacancy {
    skill: Label,
    neighbourhood: Label,
    balance: Balance,
}

impl Vacancy {
    /// What the mentor would offer.
    pub fn skill(&self) -> &Label {
        &self.skill
    }

    /// Where the mentor would live.
    pub fn neighbourhood(&self) -> &Label {
        &self.neighbourhood
    }

    /// The mentees who live there and want it against the mentors who live there and offer it. Unclear are those who
    /// left one of the two blank and may fit by the other.
    pub fn balance(&self) -> Balance {
        self.balance
    }
}

fn neighbourhood(profile: &Profile) -> Option<&Label> {
    profile.place.as_ref()?.neighbourhood.as_ref()
}

pub(super) fn neighbourhoods(open: &OpenPeople<'_>) -> Topic<NeighbourhoodNeed> {
    let (mut of_mentees, mut of_mentors) = (Answers::default(), Answers::default());
    let mut balances: BTreeMap<&Label, Balance> = BTreeMap::new();
    for mentee in &open.mentees {
        let home = neighbourhood(&mentee.who.profile);
        of_mentees.take(home.map(|_| 1), mentee.places);
        if let Some(home) = home {
            balances.entry(home).or_default().asked.take(mentee.places);
        }
    }
    for mentor in &open.mentors {
        let home = neighbourhood(&mentor.who.profile);
        of_mentors.take(home.map(|_| 1), mentor.places);
        if let Some(home) = home {
            balances.entry(home).or_default().offered.take(mentor.places);
        }
    }
    let unclear = of_mentors.blank;
    let mut needs: Vec<_> = balances
        .into_iter()
        .map(|(home, balance)| NeighbourhoodNeed {
            neighbourhood: home.clone(),
            balance: Balance { unclear, ..balance },
        })
        .collect();
    let alone = needs.iter().map(|need| need.balance).filter(|balance| balance.offered.people == 0);
    let unreached = alone.map(|balance| balance.asked).sum();
    needs.sort_by_cached_key(|need| {
        let Balance { asked, offered, .. } = need.balance;
        (Reverse((need.balance.missing(), asked)), offered, need.neighbourhood.clone())
    });
    Topic { mentees: of_mentees, mentors: of_mentors, unreached, needs }
}

/// Every vacancy with a place missing, the largest lack first.
pub(super) fn vacancies(open: &OpenPeople<'_>) -> Vec<Vacancy> {
    let mut asked: BTreeMap<(&Label, &Label), Headcount> = BTreeMap::new();
    for mentee in &open.mentees {
        let Some(home) = neighbourhood(&mentee.who.profile) else { continue };
        for skill in mentee.who.wants.iter().flat_map(BTreeMap::keys) {
            asked.entry((skill, home)).or_default().take(mentee.places);
        }
    }
    // By skill and neighbourhood, each `None` where it was left blank.
    let mut offered: BTreeMap<(Option<&Label>, Option<&Label>), Headcount> = BTreeMap::new();
    for mentor in &open.mentors {
        let home = neighbourhood(&mentor.who.profile);
        let skills: BTreeSet<Option<&Label>> = match &mentor.who.offers {
            Some(offers) => offers.keys().map(Some).collect(),
            None => [None].into(),
        };
        for skill in skills {
            offered.entry((skill, home)).or_default().take(mentor.places);
        }
    }
    let of = |skill, home| offered.get(&(skill, home)).copied().unwrap_or_default();
    let vacancy = |((skill, home), asked): (_, Headcount)| {
        let unclear = of(Some(skill), None) + of(None, Some(home)) + of(None, None);
        let balance = Balance { asked, offered: of(Some(skill), Some(home)), unclear };
        Vacancy { skill: Label::clone(skill), neighbourhood: Label::clone(home), balance }
    };
    let vacancies = asked.into_iter().map(vacancy);
    let mut vacancies: Vec<_> = vacancies.filter(|vacancy| vacancy.balance.missing() > 0).collect();
    vacancies.sort_by_cached_key(|vacancy| {
        let Balance { asked, offered, .. } = vacancy.balance;
        let lack = Reverse((vacancy.balance.missing(), asked));
        (lack, offered, vacancy.skill.clone(), vacancy.neighbourhood.clone())
    });
    vacancies
}
