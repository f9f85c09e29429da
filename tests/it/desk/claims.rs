//! Would it have paid to say something else?

use mentorship::{
    matching::{Claim, Request},
    people::{Availability, History, Mentee, Roster},
    sample,
};

use super::made::ON;

fn claiming(mentee: &mut Mentee, claim: &Claim) {
    match claim {
        Claim::FewerHours => {
            let said = mentee.profile.availability.clone().unwrap();
            let half = said.windows.iter().step_by(2).copied();
            mentee.profile.availability = Some(Availability::new(said.utc_offset, half));
        }
        Claim::WithoutSkill(skill) => {
            mentee.wants.as_mut().unwrap().remove(skill);
        }
        Claim::WithoutWish(person) => mentee.profile.wishes.retain(|wish| wish != person),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_a_claim_brings_is_what_a_plan_made_with_it_brings() {
    let (roster, criteria) = (sample::community(30, 36, 77), sample::criteria());
    let request = Request::new(&roster, &criteria, ON);
    let desk = request.desk().unwrap();
    let truth = criteria.compile(&roster, ON, &History::default()).unwrap();
    let (mut tried, mut paid, mut compared) = (0, 0, 0);
    for row in 0..roster.mentees().len() {
        let mentee = &roster.mentees()[row].id;
        for claimed in desk.claims(mentee).unwrap() {
            tried += 1;
            paid += usize::from(claimed.pays());
            let mut people = roster.clone().into_people();
            claiming(&mut people.mentees[row], &claimed.claim);
            let with = Roster::new(people).unwrap();
            let anew = Request::new(&with, &criteria, ON).desk().unwrap();
            let points = |plan: &mentorship::matching::Plan| {
                let scores: Vec<_> = plan
                    .pairings_of_mentee(mentee)
                    .filter_map(|pairing| truth.score(roster.mentor_index(&pairing.mentor).unwrap(), row))
                    .collect();
                (!scores.is_empty()).then(|| scores.into_iter().sum())
            };
            assert_eq!(claimed.before, points(desk.plan()));
            // Where plans tie, another best one may give the mentee somebody else.
            if anew.alternatives().in_some.is_empty() {
                assert_eq!(claimed.after, points(anew.plan()), "{mentee}: {claimed}");
                compared += 1;
            }
        }
    }
    assert!(tried > 60 && compared > 20, "{tried}, {paid}, {compared}");
}

#[test]
fn a_claim_is_told_without_naming_anybody() {
    let (roster, criteria) = (sample::community(30, 36, 77), sample::criteria());
    let desk = Request::new(&roster, &criteria, ON).desk().unwrap();
    let all = roster.mentees().iter().flat_map(|mentee| desk.claims(&mentee.id).unwrap());
    let told: Vec<_> = all.map(|claimed| claimed.to_string()).collect();
    assert!(told.iter().any(|told| told.contains(" would not have paid: ")), "{told:?}");
    assert!(told.iter().all(|told| told.starts_with("claiming ") && !told.contains("P-")), "{told:?}");
}
