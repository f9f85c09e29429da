//! Whom to look for, by what is missing.

use std::{cmp::Reverse, collections::BTreeMap};

use super::Seeks;
use crate::{
    introduction::Party,
    matching::Sought,
    needs::{Needs, SkillNeed, Vacancy},
    people::Label,
    programme::charter::NeedMet,
};

/// What a mentor is to bring, and where they are to live.
type Kind = (Option<Label>, Option<Label>);

impl Seeks {
    /// The mentors to look for, the largest lack first: of whom places are missing by skill and neighbourhood
    /// ([`Needs::vacancies`]), whom a plan proved to be worth finding
    /// ([`Desk::mentors_to_look_for`](crate::matching::Desk::mentors_to_look_for)), and one at least for each need that the
    /// community named and nobody offers ([`Charters::needs_against`](crate::programme::charter::Charters::needs_against)).
    ///
    /// Where several speak of the same kind of mentor the larger number counts, since they speak of the same mentees. A place is
    /// taken as a person; a mentor with room for several is worth as many. Of several skills that a mentor to look for would
    /// have, the one of which most places are missing is named.
    pub fn from_advice(needs: &Needs, sought: &[Sought], named: &[NeedMet]) -> Vec<Self> {
        let mut kinds: BTreeMap<Kind, u64> = BTreeMap::new();
        let mut look_for = |kind: Kind, people: u64| {
            let most = kinds.entry(kind).or_default();
            *most = people.max(*most);
        };
        for vacancy in needs.vacancies() {
            look_for(kind_of(vacancy), vacancy.balance().missing());
        }
        for one in sought.iter().filter(|one| !one.by.is_empty()) {
            look_for(kind_sought(one, needs), one.by.len() as u64);
        }
        for need in named.iter().filter(|need| need.is_offered_by_nobody()) {
            let sought_already = kinds.keys().any(|(skill, _)| skill.as_ref() == Some(need.need()));
            if !sought_already {
                kinds.insert((Some(need.need().clone()), None), need.asked().places.max(1));
            }
        }
        let seeks = kinds.into_iter().map(|((skill, neighbourhood), people)| Self {
            role: Party::Mentor,
            people: u32::try_from(people).unwrap_or(u32::MAX),
            skill,
            neighbourhood,
        });
        let mut seeks: Vec<_> = seeks.collect();
        seeks.sort_by_key(|seeks| Reverse(seeks.people));
        seeks
    }
}

fn kind_of(vacancy: &Vacancy) -> Kind {
    (Some(vacancy.skill().clone()), Some(vacancy.neighbourhood().clone()))
}

fn kind_sought(sought: &Sought, needs: &Needs) -> Kind {
    let offers = sought.mentor.offers.as_ref();
    // Skills come with the largest lack first.
    let lacking = needs.skills().needs().iter().map(SkillNeed::skill);
    let lacking = lacking.filter(|skill| offers.is_some_and(|offers| offers.contains_key(*skill)));
    let skill = lacking.chain(offers.into_iter().flat_map(BTreeMap::keys)).next();
    let place = sought.mentor.profile.place.as_ref();
    (skill.cloned(), place.and_then(|place| place.neighbourhood.clone()))
}
