//! Audits of communities, counted person by person.

use std::collections::BTreeSet;

use mentorship::{
    fairness::{Audit, By},
    jiff::civil::date,
    matching::{Plan, Request},
    people::{Label, Mentee, Partners, People, Roster, Status},
    sample,
};

use super::{HOME, ON};

/// A community of which some are away, some take nobody, and some did not say.
fn community(seed: u64) -> People {
    let mut people = sample::community(25, 40, seed).into_people();
    for (at, mentee) in people.mentees.iter_mut().enumerate() {
        match at % 9 {
            0 => mentee.profile.place = None,
            1 => mentee.profile.languages = None,
            2 => mentee.profile.status = Status::OnLeaveUntil(date(2026, 2, 1)),
            3 => mentee.partners = Partners::up_to(0),
            _ => {}
        }
    }
    people
}

type GroupsOf<'a> = &'a dyn Fn(&Mentee) -> BTreeSet<Label>;

fn real(count: impl TryInto<i32>) -> f64 {
    f64::from(count.try_into().ok().unwrap())
}

/// Hits, people, away, and the sum of mean scores of one group, person by person.
fn counted(plan: &Plan, roster: &Roster, inside: impl Fn(&Mentee) -> bool) -> (u64, u64, u64, f64) {
    let mut all = (0, 0, 0, 0.0);
    for mentee in roster.mentees().iter().filter(|mentee| inside(mentee)) {
        let scores: Vec<f64> =
            plan.pairings_of_mentee(&mentee.id).map(|p| real(p.score.thousandths()) / 1000.0).collect();
        let there = mentee.profile.status.is_available(ON) && mentee.partners.max() > 0;
        if there {
            all.0 += u64::from(!scores.is_empty());
            all.1 += 1;
        } else {
            all.2 += 1;
        }
        if !scores.is_empty() {
            all.3 += scores.iter().sum::<f64>() / real(scores.len());
        }
    }
    all
}

#[test]
fn every_group_is_counted_person_by_person() {
    let criteria = sample::criteria();
    for seed in 0..5 {
        let roster = Roster::new(community(seed)).unwrap();
        let plan = Request::new(&roster, &criteria, ON).plan().unwrap();
        let homes = |m: &Mentee| -> BTreeSet<Label> {
            m.profile.place.iter().filter_map(|place| place.neighbourhood.clone()).collect()
        };
        let spoken = |m: &Mentee| -> BTreeSet<Label> {
            m.profile.languages.iter().flat_map(|spoken| spoken.keys().cloned()).collect()
        };
        let by: [(By, GroupsOf<'_>); 2] = [(HOME, &homes), (By::Languages, &spoken)];
        for (by, groups_of) in by {
            let audit = Audit::of(&plan, &roster, &by).unwrap();
            let mut hits = 0;
            for group in audit.mentees().groups() {
                let inside = |m: &Mentee| {
                    let groups = groups_of(m);
                    group.label().map_or(groups.is_empty(), |label| groups.contains(label))
                };
                let (matched, of, away, sum) = counted(&plan, &roster, inside);
                assert_eq!((group.matched().hits(), group.matched().of(), group.away()), (matched, of, away));
                assert_eq!(group.scored(), matched);
                let mean = group.mean_score().unwrap_or(0.0);
                assert!((mean * real(matched) - sum).abs() < 0.001 * real(matched.max(1)));
                let everybody = audit.mentees().everybody();
                assert_eq!(group.others().of() + of, everybody.of());
                assert_eq!(group.others().hits() + matched, everybody.hits());
                hits += matched;
            }
            assert_eq!(audit.mentees().everybody().hits(), plan.mentees_matched() as u64);
            assert!(by == By::Languages || hits == plan.mentees_matched() as u64);
        }
    }
}

#[test]
fn the_order_of_people_never_matters() {
    let criteria = sample::criteria();
    let people = community(7);
    let mut other = people.clone();
    other.mentors.reverse();
    other.mentees.rotate_left(11);
    let audit = |people: People| {
        let roster = Roster::new(people).unwrap();
        let plan = Request::new(&roster, &criteria, ON).plan().unwrap();
        Audit::with_minimum(&plan, &roster, &HOME, 3).unwrap()
    };
    let (here, there) = (audit(people), audit(other));
    assert_eq!(here.to_string(), there.to_string());
    assert_eq!(here, there);
}
