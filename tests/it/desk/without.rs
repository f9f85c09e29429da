//! Why somebody is without, who competes with them, and what helps.

use std::collections::BTreeSet;

use mentorship::{
    matching::{Goal, Help, Unanswered, UnmatchedReason},
    people::{Partners, Roster, Who},
};

use super::made::{Pairs, Town, each_town};

fn covered(pairs: &Pairs) -> BTreeSet<usize> {
    pairs.iter().map(|pair| pair.0).collect()
}

/// Whether there is a plan in which all of these mentees have somebody.
fn can_cover(town: &Town, mentees: &BTreeSet<usize>) -> bool {
    town.plans(Goal::PeopleFirst).iter().any(|(pairs, _)| mentees.is_subset(&covered(pairs)))
}

/// The town with one more place for a mentor.
fn with_place(town: &Town, column: usize) -> Town {
    let mut people = town.roster.clone().into_people();
    let partners = &mut people.mentors[column].partners;
    // Whoever has more running pairs than places has no place left with one more.
    let held = town.running.iter().filter(|pair| pair.1 == column).count() as u16;
    *partners = Partners::new(partners.min(), partners.max().max(held) + 1).unwrap();
    Town { roster: Roster::new(people).unwrap(), ..town.clone() }
}

#[test]
fn the_group_that_competes_is_too_large_by_one_and_has_nobody_to_spare() {
    let (mut groups, mut larger, mut asked) = (0, 0, 0);
    each_town(30_000..33_600, false, |town, desk, _, about| {
        if desk.plan().goal() != Goal::PeopleFirst {
            return;
        }
        let before = covered(&town.pairs_of(desk.plan()));
        let (eligible, demanded) = (town.eligible(), town.demanded());
        for row in (0..town.roster.mentees().len()).filter(|row| !before.contains(row)) {
            asked += 1;
            let about = format!("{about}, mentee {row}");
            let answer = desk.without_partner(&Who::Mentee(town.mentee(row).clone())).unwrap();
            let Some(group) = &answer.competition else {
                let open = matches!(answer.reason, UnmatchedReason::AllTaken { .. });
                assert!(!open, "{about}: {answer:?}");
                continue;
            };
            let members: BTreeSet<_> =
                group.mentees.iter().map(|id| town.roster.mentee_index(id).unwrap()).collect();
            assert!(members.contains(&row), "{about}");
            let open_places = |column: usize| {
                let fixed = demanded.iter().filter(|pair| pair.1 == column).count();
                usize::from(town.roster.mentors()[column].partners.max()).saturating_sub(fixed)
            };
            let reached = |mentees: &BTreeSet<usize>| -> BTreeSet<usize> {
                let pairs = eligible.keys().filter(|pair| mentees.contains(&pair.0));
                pairs.map(|pair| pair.1).filter(|column| open_places(*column) > 0).collect()
            };
            let needs = |mentees: &BTreeSet<usize>| -> usize {
                let need = |row: &usize| {
                    let fixed = demanded.iter().filter(|pair| pair.0 == *row).count();
                    usize::from(town.roster.mentees()[*row].partners.min()).max(1) - fixed
                };
                mentees.iter().map(need).sum()
            };
            let mentors: BTreeSet<_> =
                group.mentors.iter().map(|id| town.roster.mentor_index(id).unwrap()).collect();
            let once = members.iter().all(|row| town.roster.mentees()[*row].partners.min() < 2);
            assert!(mentors.is_subset(&reached(&members)), "{about}");
            assert!(!once || mentors == reached(&members), "all with whom any of them could go: {about}");
            assert_eq!(group.places, mentors.iter().map(|column| open_places(*column)).sum::<usize>());
            assert_eq!(group.needed, group.places + 1, "{about}");
            if once {
                assert_eq!(group.needed, needs(&members), "{about}");
                let members: Vec<_> = members.iter().copied().filter(|member| *member != row).collect();
                for chosen in 0..(1_u32 << members.len()) - 1 {
                    let some = (0..members.len()).filter(|at| chosen >> at & 1 == 1).map(|at| members[at]);
                    let some: BTreeSet<_> = some.chain([row]).collect();
                    let places: usize = reached(&some).into_iter().map(open_places).sum();
                    assert!(needs(&some) <= places, "a smaller group would do: {about}");
                }
            }
            groups += 1;
            larger += usize::from(group.mentees.len() > 1);

            // One more place helps with these mentors, and with no others.
            let all: BTreeSet<_> = before.iter().copied().chain([row]).collect();
            let Some(Help::OnePlace { mentors }) = answer.would_help.first() else {
                panic!("{about}: {answer:?}");
            };
            for column in 0..town.roster.mentors().len() {
                let helps = can_cover(&with_place(town, column), &all);
                assert_eq!(mentors.contains(town.mentor(column)), helps, "mentor {column}: {about}");
            }
        }
    });
    assert!(groups > 150 && larger > 60, "{groups} of {asked}, {larger}");
}

#[test]
fn an_answer_of_ones_own_helps_where_it_is_said_to() {
    let (mut helped, mut asked) = (0, 0);
    each_town(40_000..43_000, true, |town, desk, _, about| {
        let before = covered(&town.pairs_of(desk.plan()));
        let eligible = town.eligible();
        for row in (0..town.roster.mentees().len()).filter(|row| !before.contains(row)) {
            asked += 1;
            let answer = desk.without_partner(&Who::Mentee(town.mentee(row).clone())).unwrap();
            let said = answer.would_help.iter().find_map(|help| match help {
                Help::OneAnswer { requirement, people, .. } => Some((*requirement, *people)),
                _ => None,
            });
            // The only requirement is an interest in common: with one, these would be possible.
            let columns = (0..town.roster.mentors().len()).filter(|&column| {
                let pair = (row, column);
                let takes = town.roster.mentors()[column].partners.max() > 0;
                takes && !eligible.contains_key(&pair) && !town.excluded.contains(&pair)
            });
            let columns: Vec<_> = columns.collect();
            let open = town.roster.mentees()[row].partners.max() > 0 && !town.roster.mentors().is_empty();
            let mut people = town.roster.clone().into_people();
            for &column in &columns {
                let interests = people.mentors[column].profile.interests.clone().unwrap();
                people.mentees[row].profile.interests.as_mut().unwrap().extend(interests);
            }
            let everything = Town { roster: Roster::new(people).unwrap(), ..town.clone() };
            let room = if desk.plan().goal() == Goal::PeopleFirst {
                let all: BTreeSet<_> = before.iter().copied().chain([row]).collect();
                // Mentors without interests cannot be had by any answer of the mentee's.
                Some(can_cover(&everything, &all))
            } else {
                None
            };
            match said {
                Some((requirement, people)) => {
                    assert_eq!((requirement, people), (0, columns.len()), "{about}, {row}");
                    helped += 1;
                }
                None => {
                    assert!(!open || columns.is_empty() || room != Some(true), "{about}, {row}: {answer:?}");
                }
            }
        }
    });
    assert!(helped > 100, "{helped} of {asked}");
}

#[test]
fn whoever_has_a_partner_is_not_without() {
    each_town(50..80, true, |town, desk, _, _| {
        for pairing in desk.plan().pairings() {
            for who in [Who::Mentor(pairing.mentor.clone()), Who::Mentee(pairing.mentee.clone())] {
                let answer = desk.without_partner(&who);
                assert_eq!(answer, Err(Unanswered::HasPartner(who)));
            }
        }
        for unmatched in desk.plan().unmatched() {
            let answer = desk.without_partner(&unmatched.who).unwrap();
            assert_eq!(answer.reason, unmatched.reason);
            let others = town.roster.mentors().iter().map(|m| m.id.as_str().to_owned());
            let others = others.chain(town.roster.mentees().iter().map(|m| m.id.as_str().to_owned()));
            let own = match &unmatched.who {
                Who::Mentor(id) => id.as_str(),
                Who::Mentee(id) => id.as_str(),
            };
            for other in others.filter(|other| other != own) {
                assert!(!answer.to_string().contains(&format!("`{other}`")), "{answer}");
            }
        }
    });
}
