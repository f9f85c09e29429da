//! Plans: the best of all, true in every reason, the same in any order.

use std::ops::ControlFlow;

use mentorship::{
    assignment::{Certificate, NotProved as Unproved},
    criteria::{CountsFor, Criteria, Field, Fields, Preference, Requirement, Score, Violation},
    id::{MenteeId, MentorId},
    jiff::civil::{Date, date},
    matching::{Goal, NotProved, Origin, Plan, PlanError, Planned, Request, Stage, UnmatchedReason},
    people::{Apart, History, Label, Mentee, Mentor, Outcome, Partners, Past, People, Roster, Status, Who},
    sample,
};

use crate::assignment::Chance;

const ON: Date = date(2026, 1, 15);
const GOALS: [Goal; 3] = [Goal::PeopleFirst, Goal::PairingsFirst, Goal::TotalScore];

fn mentor(id: &str) -> MentorId {
    id.parse().unwrap()
}

fn mentee(id: &str) -> MenteeId {
    id.parse().unwrap()
}

fn labels(words: &str) -> std::collections::BTreeSet<Label> {
    words.split_whitespace().map(|word| Label::new(word).unwrap()).collect()
}

/// Mentors and mentees with interests, from lines `id: interests`.
fn people(mentors: &[(&str, &str)], mentees: &[(&str, &str)]) -> People {
    let mentors = mentors.iter().map(|(id, interests)| {
        let mut mentor = Mentor::new(id.parse().unwrap(), format!("P{id}").parse().unwrap());
        mentor.profile.interests = Some(labels(interests));
        mentor
    });
    let mentees = mentees.iter().map(|(id, interests)| {
        let mut mentee = Mentee::new(id.parse().unwrap(), format!("P{id}").parse().unwrap());
        mentee.profile.interests = Some(labels(interests));
        mentee
    });
    People { mentors: mentors.collect(), mentees: mentees.collect(), ..People::default() }
}

/// At least one shared interest; ten points for two.
fn interests() -> Criteria {
    let field = Fields::both(Field::Interests);
    let shared =
        Requirement::Shared { field: field.clone(), if_unknown: mentorship::criteria::IfUnknown::Exclude };
    let points = Preference::Shared { field, points: 10, enough: 2, counts_for: CountsFor::Both };
    Criteria::new(vec![shared], vec![points]).unwrap()
}

fn pairs(plan: &Plan) -> Vec<(&str, &str)> {
    plan.pairings().iter().map(|pairing| (pairing.mentor.as_str(), pairing.mentee.as_str())).collect()
}

/// A tiny community with bounds on both sides.
fn tiny(case: u64) -> Roster {
    let mut people = sample::community(1 + case as usize % 4, 1 + case as usize / 4 % 3, case).into_people();
    let chance = &mut Chance(case);
    for mentor in &mut people.mentors {
        mentor.partners = Partners::up_to(chance.below(3) as u16);
    }
    for mentee in &mut people.mentees {
        mentee.partners = Partners::up_to(chance.below(3) as u16);
    }
    Roster::new(people).unwrap()
}

/// The best of all sets of eligible pairs: mentees with a mentor or pairs, and points.
fn best(roster: &Roster, criteria: &Criteria, goal: Goal) -> (usize, i64) {
    let compiled = criteria.compile(roster, ON, &History::default()).unwrap();
    let (mentors, mentees) = (roster.mentors(), roster.mentees());
    let all = (0..mentees.len()).flat_map(|row| (0..mentors.len()).map(move |column| (row, column)));
    let all: Vec<_> = all
        .filter_map(|(row, column)| Some((row, column, compiled.score(column, row)?.thousandths())))
        .collect();
    (0_u32..1 << all.len())
        .filter_map(|subset| {
            let used: Vec<_> = (0..all.len()).filter(|at| subset >> at & 1 == 1).map(|at| all[at]).collect();
            let rows: Vec<_> =
                (0..mentees.len()).map(|row| used.iter().filter(|u| u.0 == row).count()).collect();
            let columns: Vec<_> =
                (0..mentors.len()).map(|column| used.iter().filter(|u| u.1 == column).count()).collect();
            let fits = rows.iter().zip(mentees).all(|(n, m)| *n <= usize::from(m.partners.max()))
                && columns.iter().zip(mentors).all(|(n, m)| *n <= usize::from(m.partners.max()));
            let first = match goal {
                Goal::PeopleFirst => rows.iter().filter(|n| **n > 0).count(),
                Goal::PairingsFirst => used.len(),
                _ => 0,
            };
            fits.then(|| (first, used.iter().map(|u| u.2).sum::<i64>()))
        })
        .max()
        .unwrap()
}

#[test]
fn a_plan_is_the_best_of_all_that_are_possible() {
    let criteria = sample::criteria();
    for case in 0..150 {
        let roster = tiny(case);
        for goal in GOALS {
            let request = Request::new(&roster, &criteria, ON).goal(goal);
            let plan = request.plan().unwrap();
            request.verify(&plan).unwrap();
            let first = match goal {
                Goal::PeopleFirst => plan.mentees_matched(),
                Goal::PairingsFirst => plan.pairings().len(),
                _ => 0,
            };
            assert_eq!(
                (first, plan.total().thousandths()),
                best(&roster, &criteria, goal),
                "case {case}, {goal:?}"
            );
        }
    }
}

#[test]
fn contributions_add_up_to_scores_and_scores_to_the_total() {
    let (roster, criteria) = (sample::community(60, 80, 3), sample::criteria());
    let plan = Request::new(&roster, &criteria, ON).plan().unwrap();
    for pairing in plan.pairings() {
        assert_eq!(pairing.score, pairing.explanation.contributions.iter().map(|c| c.earned).sum());
    }
    assert_eq!(plan.total(), plan.pairings().iter().map(|pairing| pairing.score).sum());
    assert!(plan.total() > Score::ZERO);
}

#[test]
fn the_same_people_in_any_order_make_the_same_plan_to_the_byte() {
    let criteria = sample::criteria();
    for seed in 0..4 {
        let roster = sample::community(40, 60, seed);
        let mut people = roster.clone().into_people();
        people.mentors.reverse();
        people.mentees.rotate_left(17);
        people.mentees.swap(0, 5);
        let shuffled = Roster::new(people).unwrap();
        for goal in GOALS {
            let plan = |roster: &Roster| {
                serde_json::to_string(&Request::new(roster, &criteria, ON).goal(goal).plan().unwrap())
                    .unwrap()
            };
            assert_eq!(plan(&roster), plan(&shuffled));
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let (roster, criteria) = (sample::community(50, 70, 11), sample::criteria());
    let plan = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| Request::new(&roster, &criteria, ON).plan().unwrap())
    };
    assert_eq!(plan(1), plan(5));
}

#[test]
fn a_plan_survives_storage_and_is_proved_again() {
    let (roster, criteria) = (sample::community(20, 30, 5), sample::criteria());
    let request = Request::new(&roster, &criteria, ON);
    let plan = request.plan().unwrap();
    let json = serde_json::to_string(&plan).unwrap();
    let stored: Plan = serde_json::from_str(&json).unwrap();
    assert_eq!(stored, plan);
    assert_eq!(request.verify(&stored), Ok(()));

    let changed = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut value = serde_json::to_value(&plan).unwrap();
        change(&mut value);
        request.verify(&serde_json::from_value(value).unwrap()).unwrap_err()
    };
    let dropped = changed(&|plan| drop(plan["pairings"].as_array_mut().unwrap().pop()));
    assert!(matches!(dropped, NotProved::Certificate(Unproved::Gap { .. })), "{dropped}");
    let flattered = changed(&|plan| plan["pairings"][0]["score"] = 99_000.into());
    assert!(matches!(flattered, NotProved::OtherScore { .. }), "{flattered}");
    let stranger = changed(&|plan| plan["pairings"][0]["mentor"] = "M-stranger".into());
    assert!(matches!(stranger, NotProved::OtherScore { .. }), "{stranger}");
    assert_eq!(changed(&|plan| plan["total"] = 1.into()), NotProved::OtherTotal);
    assert_eq!(changed(&|plan| plan["mentees_matched"] = 1.into()), NotProved::OtherTotal);
    let prices = |plan: &mut serde_json::Value| {
        let mut certificate: Certificate = serde_json::from_value(plan["certificate"].clone()).unwrap();
        certificate.rows[0] += 1_000_000_000_000;
        plan["certificate"] = serde_json::to_value(certificate).unwrap();
    };
    assert!(matches!(changed(&prices), NotProved::Certificate(Unproved::Gap { .. })));
    assert_eq!(Request::new(&roster, &criteria, date(2026, 1, 16)).verify(&plan), Err(NotProved::Stale));
    let excluding =
        request.clone().exclude(plan.pairings()[0].mentor.clone(), plan.pairings()[0].mentee.clone());
    assert_eq!(excluding.verify(&plan), Err(NotProved::Stale));
}

#[test]
fn every_reason_for_no_partner_is_true() {
    let criteria = sample::criteria();
    let mut seen = std::collections::BTreeSet::new();
    for case in 0..300 {
        let mut people = tiny(case).into_people();
        if case % 5 == 0 {
            people.mentees[0].profile.status = Status::Withdrawn;
        }
        if case % 7 == 0 {
            people.mentors.clear();
        }
        let roster = Roster::new(people).unwrap();
        let compiled = criteria.compile(&roster, ON, &History::default()).unwrap();
        for goal in GOALS {
            let plan = Request::new(&roster, &criteria, ON).goal(goal).plan().unwrap();
            let unmatched: Vec<_> = plan.unmatched().iter().map(|unmatched| unmatched.who.clone()).collect();
            for (row, person) in roster.mentees().iter().enumerate() {
                let who = Who::Mentee(person.id.clone());
                assert_eq!(unmatched.contains(&who), plan.pairings_of_mentee(&person.id).next().is_none());
                let Some(found) = plan.unmatched().iter().find(|unmatched| unmatched.who == who) else {
                    continue;
                };
                let eligible: Vec<_> = (0..roster.mentors().len())
                    .filter(|column| compiled.score(*column, row).is_some())
                    .collect();
                let most = |column: &&usize| usize::from(roster.mentors()[**column].partners.max());
                let room = |column: &&usize| {
                    plan.pairings_of_mentor(&roster.mentors()[**column].id).count() < most(column)
                };
                seen.insert(format!("{:?}", std::mem::discriminant(&found.reason)));
                match &found.reason {
                    UnmatchedReason::Unavailable => assert!(!person.profile.status.is_available(ON)),
                    UnmatchedReason::TakesNobody => assert_eq!(person.partners.max(), 0),
                    UnmatchedReason::NobodyThere => assert!(roster.mentors().is_empty()),
                    UnmatchedReason::NobodyEligible { ruled_out } => {
                        assert!(eligible.is_empty());
                        assert!(ruled_out.windows(2).all(|two| two[0].people >= two[1].people));
                        for reason in ruled_out {
                            let Violation::Requirement { at: 0, .. } = reason.violation else {
                                panic!("{reason:?}")
                            };
                            assert_eq!(reason.people, roster.mentors().len());
                        }
                    }
                    UnmatchedReason::NoCapacity { eligible: n } => {
                        assert_eq!(
                            (*n, eligible.iter().filter(|c| most(c) > 0).count()),
                            (eligible.len(), 0)
                        );
                    }
                    UnmatchedReason::AllTaken { eligible: n } => {
                        assert_eq!(*n, eligible.len());
                        assert!(eligible.iter().any(|c| most(&c) > 0) && !eligible.iter().any(|c| room(&c)));
                    }
                    UnmatchedReason::AddsNothing { eligible: n } => {
                        assert_eq!((*n, goal), (eligible.len(), Goal::TotalScore));
                        let free = eligible.iter().filter(room);
                        assert!(free.clone().count() > 0);
                        assert!(
                            free.into_iter().all(|column| compiled.score(*column, row) == Some(Score::ZERO))
                        );
                    }
                    other => panic!("{other}"),
                }
            }
        }
    }
    assert!(seen.len() >= 6, "{seen:?}");
}

#[test]
fn reasons_are_told_in_words() {
    let mut all = people(
        &[("M-1", "chess"), ("M-2", "chess"), ("M-3", "films")],
        &[("T-1", "chess"), ("T-2", "chess"), ("T-3", "chess"), ("T-4", "films"), ("T-5", "golf")],
    );
    all.mentors[2].partners = Partners::up_to(0);
    let roster = Roster::new(all).unwrap();
    let criteria = interests();
    let plan = Request::new(&roster, &criteria, ON).exclude(mentor("M-2"), mentee("T-5")).plan().unwrap();
    let said: Vec<_> =
        plan.unmatched().iter().map(|unmatched| format!("{} {}", unmatched.who, unmatched.reason)).collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    mentor `M-3` takes nobody in this round
    mentee `T-2` each of 2 people would fit, but is taken by pairings at least as good by the plan's goal
    mentee `T-4` one person would fit, but takes nobody in this round
    mentee `T-5` nobody meets the requirements: it takes something shared in interests (rules out 3); the coordinator ruled the pair out for this round (rules out 1)
    ");
}

#[test]
fn pins_exclusions_and_history_are_kept() {
    let roster = Roster::new(people(
        &[("M-1", "chess films"), ("M-2", "chess")],
        &[("T-1", "chess films"), ("T-2", "chess")],
    ))
    .unwrap();
    let criteria = interests();
    let request = Request::new(&roster, &criteria, ON);
    assert_eq!(pairs(&request.plan().unwrap()), [("M-1", "T-1"), ("M-2", "T-2")]);
    let pinned = request.clone().pin(mentor("M-1"), mentee("T-2")).plan().unwrap();
    assert_eq!(pairs(&pinned), [("M-1", "T-2"), ("M-2", "T-1")]);
    assert_eq!(
        pinned.pairings().iter().map(|p| p.origin).collect::<Vec<_>>(),
        [Origin::Pinned, Origin::Proposed]
    );
    let excluded = request.clone().exclude(mentor("M-1"), mentee("T-1")).plan().unwrap();
    assert_eq!(pairs(&excluded), [("M-1", "T-2"), ("M-2", "T-1")]);
    let past = |apart| {
        let (mentor, mentee) = (mentor("M-1"), mentee("T-1"));
        History::from_iter([Past { mentor, mentee, on: date(2025, 9, 1), outcome: Outcome::NoClick, apart }])
    };
    let no_click = request.clone().history(&past(Apart::ForGood)).plan().unwrap();
    assert_eq!(pairs(&no_click), [("M-1", "T-2"), ("M-2", "T-1")]);
    let over = request.clone().history(&past(Apart::Until(ON))).plan().unwrap();
    assert_eq!(pairs(&over), [("M-1", "T-1"), ("M-2", "T-2")]);
}

#[test]
fn running_pairs_hold_their_places_whatever_the_criteria_say() {
    let mut all =
        people(&[("M-1", "chess"), ("M-2", "chess")], &[("T-1", "golf"), ("T-2", "chess"), ("T-3", "chess")]);
    all.mentors[0].profile.status = Status::OnLeaveUntil(date(2026, 6, 1));
    let roster = Roster::new(all).unwrap();
    let criteria = interests();
    let request = Request::new(&roster, &criteria, ON).keep_running(mentor("M-2"), mentee("T-1"));
    let plan = request.plan().unwrap();
    assert_eq!(pairs(&plan), [("", ""); 0]);
    assert_eq!(plan.running(), [(mentor("M-2"), mentee("T-1"))]);
    assert_eq!((plan.mentees_matched(), plan.total()), (1, Score::ZERO));
    assert_eq!(request.verify(&plan), Ok(()));
    let away =
        Request::new(&roster, &criteria, ON).keep_running(mentor("M-1"), mentee("T-2")).plan().unwrap();
    assert_eq!(pairs(&away), [("M-2", "T-3")]);
    let said: Vec<_> = away.unmatched().iter().map(|unmatched| unmatched.who.to_string()).collect();
    assert_eq!(said, ["mentee `T-1`"], "who runs has a partner");
}

#[test]
fn a_request_that_contradicts_itself_names_everybody_and_every_rule_at_once() {
    let roster = Roster::new(people(
        &[("M-1", "chess"), ("M-2", "films")],
        &[("T-1", "chess"), ("T-2", "chess"), ("T-3", "golf")],
    ))
    .unwrap();
    let criteria = interests();
    let request = Request::new(&roster, &criteria, ON)
        .pin(mentor("M-1"), mentee("T-1"))
        .pin(mentor("M-1"), mentee("T-2"))
        .pin(mentor("M-2"), mentee("T-3"))
        .pin(mentor("M-9"), mentee("T-9"))
        .exclude(mentor("M-1"), mentee("T-2"))
        .exclude(mentor("M-8"), mentee("T-1"))
        .keep_running(mentor("M-1"), mentee("T-8"));
    insta::assert_snapshot!(request.plan().unwrap_err(), @r"
    the request contradicts itself:
      mentee `T-8` is in a running pair, but is not in the roster
      mentor `M-8` is excluded, but is not in the roster
      mentee `T-9` is pinned, but is not in the roster
      mentor `M-9` is pinned, but is not in the roster
      mentee `T-2` and mentor `M-1` are both pinned and excluded by the request
      mentee `T-3` is pinned to `M-2`, but that is not possible: it takes something shared in interests
      mentor `M-1` has 2 pinned or running pairs and takes at most 1 partners
    ");
}

#[test]
fn minimums_that_cannot_be_met_are_named_and_nobody_else() {
    let mut all = people(
        &[("M-1", "chess"), ("M-2", "chess"), ("M-3", "films")],
        &[("T-1", "chess"), ("T-2", "films")],
    );
    for mentor in &mut all.mentors {
        mentor.partners = Partners::new(1, 2).unwrap();
    }
    let roster = Roster::new(all).unwrap();
    let criteria = interests();
    let error = Request::new(&roster, &criteria, ON).plan().unwrap_err();
    assert!(matches!(error, PlanError::Clash { .. }));
    insta::assert_snapshot!(error, @r"
    these demands cannot be met together:
      mentor `M-1` has at least 1 partners
      mentor `M-2` has at least 1 partners
    the least that would do:
      mentor `M-2` takes at least 0 instead of 1
    ");
}

#[test]
fn people_come_first_unless_told_otherwise() {
    let all = people(
        &[("M-1", "chess films"), ("M-2", "chess films")],
        &[("T-1", "chess films"), ("T-2", "chess")],
    );
    let mut roster = all;
    roster.mentees[0].partners = Partners::up_to(2);
    let roster = Roster::new(roster).unwrap();
    let criteria = interests();
    let plan = |goal| Request::new(&roster, &criteria, ON).goal(goal).plan().unwrap();
    assert_eq!(
        (plan(Goal::PeopleFirst).mentees_matched(), plan(Goal::PeopleFirst).total().to_string()),
        (2, "15".into())
    );
    assert_eq!(
        (plan(Goal::TotalScore).mentees_matched(), plan(Goal::TotalScore).total().to_string()),
        (1, "20".into())
    );
}

#[test]
fn nobody_at_all_is_a_plan_too() {
    let (roster, criteria) = (Roster::default(), Criteria::default());
    let plan = Request::new(&roster, &criteria, ON).plan().unwrap();
    assert_eq!((plan.pairings().len(), plan.unmatched().len(), plan.pairs_considered()), (0, 0, 0));
}

#[test]
fn few_eligible_pairs_are_planned_as_well() {
    let field = Fields::both(Field::Neighbourhood);
    let same = Requirement::Same { field, if_unknown: mentorship::criteria::IfUnknown::Exclude };
    let criteria = Criteria::new(vec![same], sample::criteria().preferences().to_vec()).unwrap();
    let roster = sample::community(120, 150, 2);
    let request = Request::new(&roster, &criteria, ON);
    let plan = request.plan().unwrap();
    assert!(plan.pairs_eligible() * 8 < plan.pairs_considered(), "{}", plan.pairs_eligible());
    assert_eq!(request.verify(&plan), Ok(()));
}

#[test]
fn every_eligible_pair_is_counted_once_and_everybody_unmatched_told_for_how_many_they_are_eligible() {
    let criteria = sample::criteria();
    // Wider than what is counted together, more people than a byte counts, and more pairs than a table is made of.
    let mut people = sample::nation(2100, 500, 4).into_people();
    for mentor in people.mentors.iter_mut().step_by(3) {
        mentor.profile.status = Status::Withdrawn;
    }
    for mentee in people.mentees.iter_mut().step_by(4) {
        mentee.partners = Partners::up_to(0);
    }
    let roster = Roster::new(people).unwrap();
    let compiled = criteria.compile(&roster, ON, &History::default()).unwrap();
    let away = roster.mentors()[0].id.clone();
    let fits =
        roster.mentees().iter().enumerate().find(|(row, _)| compiled.score(1, *row).is_some()).unwrap();
    let request = Request::new(&roster, &criteria, ON)
        .exclude(roster.mentors()[1].id.clone(), fits.1.id.clone())
        .keep_running(away, roster.mentees()[1].id.clone());
    let plan = request.plan().unwrap();
    let eligible =
        |column: usize, row: usize| compiled.score(column, row).is_some() && (column, row) != (1, fits.0);
    let all: Vec<Vec<bool>> = (0..roster.mentors().len())
        .map(|column| (0..roster.mentees().len()).map(|row| eligible(column, row)).collect())
        .collect();
    let count = all.iter().flatten().filter(|eligible| **eligible).count();
    assert_eq!(plan.pairs_eligible(), count as u64);
    for unmatched in plan.unmatched() {
        let (UnmatchedReason::AllTaken { eligible } | UnmatchedReason::AddsNothing { eligible }) =
            unmatched.reason
        else {
            continue;
        };
        let told = match &unmatched.who {
            Who::Mentor(id) => all[roster.mentor_index(id).unwrap()].iter().filter(|e| **e).count(),
            Who::Mentee(id) => {
                let row = roster.mentee_index(id).unwrap();
                all.iter().filter(|column| column[row]).count()
            }
        };
        assert_eq!(eligible, told, "{}", unmatched.who);
    }
    assert_eq!(request.verify(&plan), Ok(()));
}

#[test]
fn whoever_watches_sees_the_stages_and_gets_the_same_plan() {
    let (roster, criteria) = (sample::community(40, 60, 9), sample::criteria());
    let request = Request::new(&roster, &criteria, ON);
    let (mut stages, mut gaps) = (Vec::new(), Vec::new());
    let planned = request.plan_watched(&mut |progress| {
        assert!((0.0..=1.0).contains(&progress.share_done()), "{progress:?}");
        stages.push(progress.stage);
        gaps.extend(progress.gap);
        ControlFlow::Continue(())
    });
    assert_eq!(planned.unwrap().proved(), Some(request.plan().unwrap()));
    assert_eq!((stages.first(), stages.last()), (Some(&Stage::Preparing), Some(&Stage::Writing)));
    assert!(stages.contains(&Stage::Solving), "{stages:?}");
}

#[test]
fn a_plan_that_is_stopped_keeps_what_was_asked_and_says_how_much_better_others_could_be() {
    let criteria = sample::criteria();
    let roster = sample::community(30, 40, 6);
    let (mentors, mentees) = (roster.mentors(), roster.mentees());
    let compiled = criteria.compile(&roster, ON, &History::default()).unwrap();
    let pinned = (0..mentees.len()).find(|row| compiled.score(3, *row).is_some()).unwrap();
    let mut stopped = 0;
    for goal in GOALS {
        let request = Request::new(&roster, &criteria, ON)
            .goal(goal)
            .pin(mentors[3].id.clone(), mentees[pinned].id.clone())
            .keep_running(mentors[5].id.clone(), mentees[usize::from(pinned == 0)].id.clone());
        let best = request.plan().unwrap();
        for patience in 0..12 {
            let mut heard = 0;
            let planned = request.plan_watched(&mut |_| {
                heard += 1;
                if heard > patience { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            let unfinished = match planned.unwrap() {
                Planned::Proved(plan) => {
                    assert_eq!(plan, best);
                    continue;
                }
                Planned::Stopped(unfinished) => unfinished,
            };
            stopped += 1;
            assert_eq!(
                (unfinished.goal(), unfinished.on(), unfinished.digest()),
                (goal, ON, request.digest())
            );
            assert_eq!(unfinished.running(), best.running());
            assert!(unfinished.meets_minimums());
            let pairings = unfinished.pairings();
            assert!(pairings.iter().any(|p| p.origin == Origin::Pinned && p.mentor == mentors[3].id));
            assert!(
                pairings
                    .windows(2)
                    .all(|two| (&two[0].mentor, &two[0].mentee) < (&two[1].mentor, &two[1].mentee))
            );
            assert_eq!(unfinished.total(), pairings.iter().map(|pairing| pairing.score).sum());
            let matched: std::collections::BTreeSet<_> = (pairings.iter().map(|p| &p.mentee))
                .chain(unfinished.running().iter().map(|(_, mentee)| mentee))
                .collect();
            assert_eq!(unfinished.mentees_matched(), matched.len());
            if let Some(gap) = unfinished.gap() {
                let (ours, theirs) = match goal {
                    Goal::PeopleFirst => (unfinished.mentees_matched(), best.mentees_matched()),
                    Goal::PairingsFirst => (pairings.len(), best.pairings().len()),
                    _ => (0, 0),
                };
                assert!(theirs as u64 <= ours as u64 + gap.more, "{gap}");
                assert!(theirs > ours || best.total() <= unfinished.total() + gap.points, "{gap}");
            }
        }
    }
    assert!(stopped >= 3, "{stopped}");
}
