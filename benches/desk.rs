//! What a coordinator asks of a plan, at 100, 1 000 and 10 000 people of each kind: one question, from a plan at hand to its
//! exact answer. Every answer is checked once against a plan made anew.
#![expect(clippy::unwrap_used, reason = "a benchmark's groups are its documentation")]

use criterion::{Criterion, criterion_group, criterion_main};
use mentorship::{
    jiff::civil::date,
    matching::{Desk, Goal, Request, Standing, ThenBy},
    people::{Roster, Who},
    sample,
};

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
        group.finish();
    }
}

criterion_group!(benches, questions);
criterion_main!(benches);
