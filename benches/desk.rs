//! What a coordinator asks of a plan, at 100, 1 000 and 10 000 people of each kind: one question, from a plan at hand to its
//! exact answer. Every answer is checked once against a plan made anew. With `LARGE` set, what asks about everybody is also
//! measured at 10 000, once each.
#![expect(clippy::unwrap_used, reason = "a benchmark's groups are its documentation")]
#![expect(clippy::print_stderr, reason = "one run of a large plan is told in a line")]

use std::time::Instant;

use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};
use mentorship::{
    criteria::Side,
    jiff::civil::date,
    matching::{Desk, Goal, Request, Slots, Standing, ThenBy},
    people::{Partners, Roster, Who},
    sample,
};

/// Measures a question; of ten thousand people, where some take seconds, in one run that prints a line.
fn measured<T>(group: &mut BenchmarkGroup<'_, WallTime>, n: usize, name: &str, mut ask: impl FnMut() -> T) {
    if n <= 1_000 {
        group.bench_function(name, |b| b.iter(&mut ask));
    } else if std::env::var("LARGE").is_ok() {
        let start = Instant::now();
        std::hint::black_box(ask());
        eprintln!("{n} people, {name}: {:.3} s", start.elapsed().as_secs_f64());
    }
}

/// A pair that is possible and not proposed, from the middle.
fn possible(desk: &Desk<'_>, roster: &Roster) -> (usize, usize) {
    let n = roster.mentees().len();
    (n / 2..n)
        .flat_map(|mentee| (n / 3..roster.mentors().len()).map(move |mentor| (mentor, mentee)))
        .find(|&(mentor, mentee)| {
            let ids = (&roster.mentors()[mentor].id, &roster.mentees()[mentee].id);
            matches!(desk.pair(ids.0, ids.1).unwrap().standing, Standing::Possible { .. })
        })
        .unwrap()
}

fn questions(c: &mut Criterion) {
    for n in [100, 1_000, 10_000] {
        let (roster, criteria) = (sample::nation(n, n, 2026), sample::criteria());
        let request = Request::new(&roster, &criteria, date(2026, 1, 15)).goal(Goal::PeopleFirst);
        let desk = request.desk().unwrap();
        let mut group = c.benchmark_group(format!("a plan of {n} people"));
        group.sample_size(10);

        let (mentor, mentee) = possible(&desk, &roster);
        let (mentor, mentee) = (&roster.mentors()[mentor].id, &roster.mentees()[mentee].id);
        let Standing::Possible { with, .. } = desk.pair(mentor, mentee).unwrap().standing else {
            unreachable!()
        };
        let trade = with.unwrap().trade;
        let anew = request.clone().pin(mentor.clone(), mentee.clone()).desk().unwrap();
        let told = desk.worth().to(&anew.worth());
        assert_eq!((told.mentees, told.points), (trade.mentees, trade.points));
        group.bench_function("why not this pair", |b| {
            b.iter(|| {
                assert!(matches!(desk.pair(mentor, mentee).unwrap().standing, Standing::Possible { .. }));
            });
        });

        let pairing = &desk.plan().pairings()[desk.plan().pairings().len() / 2];
        group.bench_function("why this pair", |b| {
            b.iter(|| {
                let answer = desk.pair(&pairing.mentor, &pairing.mentee).unwrap();
                assert!(matches!(answer.standing, Standing::Proposed { .. }));
            });
        });

        // Three and a half places for four mentees.
        let scarce = sample::nation(n / 4, n, 2026);
        let waiting = Request::new(&scarce, &criteria, date(2026, 1, 15)).desk().unwrap();
        let without =
            waiting.plan().unmatched().iter().find(|one| matches!(one.who, Who::Mentee(_))).unwrap();
        group.bench_function("why is somebody without, a quarter as many mentors", |b| {
            b.iter(|| assert_eq!(waiting.without_partner(&without.who).unwrap().reason, without.reason));
        });

        group.bench_function("a shortlist of five", |b| {
            b.iter(|| assert_eq!(desk.shortlist(mentee, 5).unwrap().candidates.len(), 5));
        });

        let open = desk.alternatives();
        group.bench_function("what every best plan has", |b| {
            b.iter(|| assert_eq!(desk.alternatives().in_some.len(), open.in_some.len()));
        });

        group.bench_function("the three best plans", |b| {
            b.iter(|| assert_eq!(desk.best_plans(3).len(), 3));
        });

        let lot = request.clone().then(ThenBy::Lot { seed: "14 January".to_owned() });
        let drawn = lot.desk().unwrap();
        assert_eq!(drawn.worth(), desk.worth());
        group.bench_function("a plan with a lot", |b| {
            b.iter(|| assert_eq!(lot.plan().unwrap().total(), drawn.plan().total()));
        });

        if n > 1_000 && std::env::var("LARGE").is_err() {
            group.finish();
            continue;
        }
        let talks = desk.talks(Slots::default());
        measured(&mut group, n, "talks and their guarantee", || {
            assert_eq!(desk.talks(Slots::default()).total, talks.total);
        });

        // Some people were told something else: the plan without every twentieth pairing. Of ten thousand, hundreds of plans lie
        // between the two: not for a bench.
        if n <= 1_000 {
            let mut before = request.clone();
            for (mentor, mentee) in desk.plan().pairs().into_iter().step_by(20) {
                before = before.exclude(mentor, mentee);
            }
            let before = before.plan().unwrap().pairs();
            measured(&mut group, n, "prices of changes", || {
                assert!(!desk.price_of_changes(&before).offers.is_empty());
            });
        }

        measured(&mut group, n, "five mentors to ask for one more place", || {
            assert!(desk.one_more_place(5).len() <= 5);
        });

        measured(&mut group, n, "five kinds of mentor to look for, a quarter as many mentors", || {
            assert!(!waiting.mentors_to_look_for(5).is_empty());
        });

        measured(&mut group, n, "whether claiming less would have paid", || desk.claims(mentee).unwrap());

        group.finish();
    }
}

/// Plans by other goals, and stable ones; everybody seeks one mentor.
fn goals(c: &mut Criterion) {
    let criteria = sample::criteria();
    let sizes = if std::env::var("LARGE").is_ok() { &[100, 1_000, 10_000][..] } else { &[100, 1_000] };
    for &n in sizes {
        let mut people = sample::nation(n, n, 2026).into_people();
        for mentee in &mut people.mentees {
            mentee.partners = Partners::up_to(1);
        }
        let roster = Roster::new(people).unwrap();
        let request = Request::new(&roster, &criteria, date(2026, 1, 15));
        let mut group = c.benchmark_group(format!("plans of {n} people"));
        group.sample_size(10);
        let goals = [Goal::PeopleFirst, Goal::RaiseLowest, Goal::LongestWaitingFirst, Goal::Leximin];
        // Of ten thousand, the worst-off first would write down more pairs than it takes.
        for goal in goals.into_iter().filter(|goal| n < 10_000 || *goal != Goal::Leximin) {
            let request = request.clone().goal(goal);
            let plan = request.plan().unwrap();
            let matched = plan.mentees_matched();
            measured(&mut group, n, &goal.to_string(), || {
                assert_eq!(request.plan().unwrap().mentees_matched(), matched);
            });
            let pairing = &plan.pairings()[plan.pairings().len() / 2];
            measured(&mut group, n, &format!("{goal}: why this pair, planned anew"), || {
                let answer = request.pair_anew(&plan, &pairing.mentor, &pairing.mentee).unwrap();
                assert!(matches!(answer.standing, Standing::Proposed { .. }));
            });
        }
        measured(&mut group, n, "a stable plan, and what it gives up", || {
            request.verify_stable(&request.stable_plan(Side::Mentee).unwrap()).unwrap();
        });
        group.finish();
    }
}

criterion_group!(benches, questions, goals);
criterion_main!(benches);
