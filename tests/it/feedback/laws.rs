//! What holds of all facts, also of those that make no sense.

use std::collections::BTreeSet;

use mentorship::{
    feedback::{
        Answers, Attained, Balance, Baseline, Category, CheckIn, Closure, Coding, Consent, Ending, Enrolment,
        Expense, FIRST_DAY, Facts, FunderKind, Goal, Instrument, LAST_DAY, MOST_CENTS, Meanings, Meeting,
        Milestone, Neighbour, Pairing, Passage, Pause, Purpose, Quote, Rater, Receipt, Remark, RemarkKind,
        Response, Scope, Source, Statements, Tie, Turn, Volunteering, Wave,
    },
    id::AgreementId,
    introduction::Party,
    jiff::civil::{Date, date},
    people::Mode,
};
use proptest::prelude::*;

use super::{
    instrument::answered,
    kit::{day, expense, id, meeting, milestone, neighbour, pairing, receipt, response, sift, tie},
};

fn some_day() -> impl Strategy<Value = Date> {
    let edges = [
        Date::MIN,
        FIRST_DAY.yesterday().unwrap(),
        FIRST_DAY,
        LAST_DAY,
        LAST_DAY.tomorrow().unwrap(),
        Date::MAX,
    ];
    prop_oneof![
        12 => (1_i8..=12, 1_i8..=28).prop_map(|(m, d)| day(m, d)),
        1 => prop::sample::select(edges.to_vec()),
        1 => (-9999_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| date(y, m, d)),
    ]
}

fn some_number() -> impl Strategy<Value = u16> {
    prop_oneof![6 => 1_u16..60, 1 => prop::sample::select(vec![0, 1000, 1001, 1440, 1441, u16::MAX])]
}

fn some<T: std::str::FromStr + std::fmt::Debug>(letter: &'static str, count: u8) -> impl Strategy<Value = T>
where
    T::Err: std::fmt::Debug,
{
    (0..count).prop_map(move |n| id(&format!("{letter}{n}")))
}

fn some_role() -> impl Strategy<Value = Party> {
    prop::sample::select(Party::BOTH.to_vec())
}

fn any_pairings() -> impl Strategy<Value = Vec<Pairing>> {
    let pauses = prop::collection::vec((some_day(), some_day()), 0..3);
    let ended = prop::option::of((some_day(), prop::sample::select(Closure::ALL.to_vec())));
    let row =
        (some("A", 4), some("P", 5), some("P", 5), some_day(), [some_number(), some_number()], pauses, ended);
    let row =
        row.prop_map(|(agreement, mentor, mentee, started, [planned_days, every_days], pauses, ended)| {
            Pairing {
                agreement,
                mentor,
                mentee,
                started,
                planned_days,
                every_days,
                pauses: pauses.into_iter().map(|(from, until)| Pause { from, until }).collect(),
                ended: ended.map(|(on, closure)| Ending { on, closure }),
            }
        });
    prop::collection::vec(row, 0..6)
}

fn any_enrolments() -> impl Strategy<Value = Vec<Enrolment>> {
    let step = || prop::option::weighted(0.3, some_day());
    let row = (some("P", 5), some_role(), [step(), step(), step(), step()], some_number(), any::<bool>());
    let row = row.prop_map(|(person, role, [invited, enrolled, ready, left], places, group)| Enrolment {
        invited,
        enrolled,
        ready,
        left,
        places: if role == Party::Mentee && places < 60 { 1 } else { places },
        groups: group.then(|| (id("Wijk"), id("Haven"))).into_iter().collect(),
        ..Enrolment::new(person, role)
    });
    prop::collection::vec(row, 0..12)
}

fn any_meetings() -> impl Strategy<Value = Vec<Meeting>> {
    let row = (some("A", 4), some_day(), some_number(), any::<bool>(), some_day());
    let row = row.prop_map(|(agreement, on, minutes, online, logged)| Meeting {
        agreement,
        on,
        minutes,
        mode: if online { Mode::Online } else { Mode::InPerson },
        logged: logged.max(on),
    });
    prop::collection::vec(row, 0..16)
}

fn any_check_ins() -> impl Strategy<Value = Vec<CheckIn>> {
    let row = (some("A", 4), some_day(), prop::option::of(some_day()), prop::option::of(0_u8..7));
    let row = row.prop_map(|(agreement, due, held, fit)| CheckIn { agreement, due, held, fit });
    prop::collection::vec(row, 0..8)
}

fn any_responses() -> impl Strategy<Value = Vec<Response>> {
    let waves = vec![Wave::Before, Wave::Midway, Wave::After, Wave::LookingBack, Wave::FollowUp];
    let items =
        prop::collection::btree_map(some("i", 9), prop_oneof![4 => 0_i16..7, 1 => any::<i16>()], 0..4);
    let answers = prop::option::of((some_day(), items));
    let agreement = prop::option::of(some("A", 4));
    let who = (some("P", 5), some_role(), agreement);
    let row = (some("x", 2), 1_u16..3, who, prop::sample::select(waves), some_day(), answers);
    let row = row.prop_map(|(instrument, version, (person, role, agreement), wave, due, answers)| Response {
        instrument,
        version,
        person,
        role,
        agreement,
        wave,
        due,
        answers: answers.map(|(on, items)| Answers { on, items }),
    });
    prop::collection::vec(row, 0..10)
}

fn any_instruments() -> impl Strategy<Value = Vec<Instrument>> {
    let row = (answered(), 1_u16..3, any::<bool>()).prop_map(|((instrument, _), version, back)| {
        let baseline = if back { Baseline::LookingBack } else { Baseline::Before };
        instrument.version_of(version).measured_from(baseline)
    });
    prop::collection::vec(row, 0..3)
}

fn any_goals() -> impl Strategy<Value = Vec<Goal>> {
    let rated = prop::option::of((some_day(), -3_i8..=3));
    let row = (some("A", 4), some("G", 4), prop_oneof![4 => 1_u8..9, 1 => any::<u8>()], -3_i8..=3, rated);
    let row = row.prop_map(|(agreement, words, weight, baseline, rated)| Goal {
        agreement,
        words,
        weight,
        baseline,
        rated: rated.map(|(on, step)| Attained { on, step, by: Rater::Programme }),
    });
    prop::collection::vec(row, 0..8)
}

fn any_milestones() -> impl Strategy<Value = Vec<Milestone>> {
    let row =
        (some("P", 6), some("kind ", 2), some_day(), any::<bool>()).prop_map(|(person, kind, on, lost)| {
            Milestone { person, kind, on, turn: if lost { Turn::Lost } else { Turn::Reached } }
        });
    prop::collection::vec(row, 0..8)
}

fn any_passages() -> impl Strategy<Value = Vec<Passage>> {
    let scopes = prop::sample::select(vec![Scope::Programme, Scope::Steering, Scope::Public]);
    let consent = prop::option::of((scopes, some_day(), prop::option::of(some_day())));
    let quotes = prop::collection::vec((some("Q", 4), some("P", 3), consent), 0..3);
    let people = prop::collection::btree_set(some("P", 3), 0..3);
    let row = (some("F", 5), some_day(), people, quotes).prop_map(|(id, on, people, quotes)| {
        let quote = |(words, speaker, consent): (_, _, Option<(_, _, _)>)| Quote {
            words,
            speaker,
            consent: consent.map(|(scope, from, until)| Consent { scope, from, until }),
        };
        Passage {
            talk: super::kit::id("F"),
            id,
            source: Source::FocusGroup,
            on,
            people,
            quotes: quotes.into_iter().map(quote).collect(),
        }
    });
    prop::collection::vec(row, 0..6)
}

fn any_codings() -> impl Strategy<Value = Vec<Coding>> {
    let themes = prop::collection::btree_set(some("theme ", 3), 0..3);
    let row = (some("F", 5), some("P", 3), themes);
    let row = row.prop_map(|(passage, coder, themes)| Coding { passage, coder, themes });
    prop::collection::vec(row, 0..8)
}

fn any_remarks() -> impl Strategy<Value = Vec<Remark>> {
    let row = (some("A", 4), some_role(), some_day(), any::<bool>(), some("B", 4), some("R", 3));
    let row = row.prop_map(|(agreement, from, on, strength, behaviour, result)| Remark {
        agreement,
        from,
        on,
        kind: if strength { RemarkKind::Strength } else { RemarkKind::PointToGrow },
        behaviour,
        result,
    });
    prop::collection::vec(row, 0..8)
}

fn any_neighbours() -> impl Strategy<Value = Vec<Neighbour>> {
    // Days of a few weeks, so that people are asked twice on one, and named in between.
    let near = || prop_oneof![5 => (1_i8..=12).prop_map(|d| day(4, d)), 1 => some_day()];
    let items =
        prop::collection::btree_map(some("i", 9), prop_oneof![4 => 0_i16..7, 1 => any::<i16>()], 0..3);
    let statements = (prop_oneof![some("x", 3), Just(id("living-together"))], 1_u16..3, items)
        .prop_map(|(instrument, version, items)| Statements { instrument, version, items });
    let born = prop_oneof![4 => 1900_i16..=2026, 1 => prop::sample::select(vec![1899, 1900, 2069, 2070])];
    let when = (prop::option::weighted(0.8, near()), prop::option::weighted(0.6, near()));
    let row =
        (some("P", 6), when, prop::option::of(born), any::<bool>(), prop::option::weighted(0.3, statements));
    let row = row.prop_map(|(person, (asked, answered), born, group, statements)| Neighbour {
        person,
        asked,
        answered,
        born,
        groups: group.then(|| (id("Wijk"), id("Haven"))).into_iter().collect(),
        statements,
    });
    prop::collection::vec(row, 0..9)
}

fn any_ties() -> impl Strategy<Value = Vec<Tie>> {
    let near = prop_oneof![8 => (1_i8..=15).prop_map(|d| day(4, d)), 1 => some_day()];
    let row = (some("P", 7), some("P", 7), some("kind ", 2), near);
    prop::collection::vec(row.prop_map(|(from, to, kind, on)| Tie { from, to, kind, on }), 0..12)
}

fn some_cents() -> impl Strategy<Value = u64> {
    let edges = vec![0, 1, MOST_CENTS, MOST_CENTS + 1, u64::MAX];
    prop_oneof![4 => 1_u64..5, 1 => prop::sample::select(edges)]
}

fn some_purpose() -> impl Strategy<Value = Purpose> {
    prop::sample::select(Purpose::BOTH.to_vec())
}

/// Receipts, expenses, balances and hours.
fn any_books() -> impl Strategy<Value = Facts> {
    let kinds = prop::sample::select(FunderKind::ALL.to_vec());
    let receipt = (some("P", 3), kinds, some_day(), some_cents(), some_purpose());
    let receipt =
        receipt.prop_map(|(funder, kind, on, cents, purpose)| Receipt { funder, kind, on, cents, purpose });
    let expense = (prop::sample::select(Category::ALL.to_vec()), some_day(), some_cents(), some_purpose());
    let expense = expense.prop_map(|(category, on, cents, purpose)| Expense { category, on, cents, purpose });
    let free = (any::<bool>(), some_cents()).prop_map(|(owed, cents)| {
        let cents = i64::try_from(cents).unwrap_or(i64::MAX);
        if owed { -cents } else { cents }
    });
    let balance = ((1_i8..=4).prop_map(|d| day(1, d)), free, some_cents());
    let balance =
        balance.prop_map(|(on, free_cents, restricted_cents)| Balance { on, free_cents, restricted_cents });
    let hours = (some("P", 6), some_day(), some_number());
    let hours = hours.prop_map(|(person, on, minutes)| Volunteering { person, on, minutes });
    let lists = (
        prop::collection::vec(receipt, 0..6),
        prop::collection::vec(expense, 0..6),
        prop::collection::vec(balance, 0..4),
        prop::collection::vec(hours, 0..6),
    );
    lists.prop_map(|(receipts, expenses, balances, volunteering)| Facts {
        receipts,
        expenses,
        balances,
        volunteering,
        ..Facts::default()
    })
}

/// Mostly what the programme means by itself, so that the books are not always unclear.
fn any_meanings() -> impl Strategy<Value = Vec<Meanings>> {
    let own = super::kit::facts().meanings.remove(0);
    let other = Meanings { hour_cents: None, ..own.clone() };
    let dollars = Meanings { currency: "USD".parse().unwrap(), ..own.clone() };
    let row = prop_oneof![6 => Just(own), 1 => Just(other), 1 => Just(dollars)];
    prop::collection::vec(row, 0..3)
}

/// Facts of which some fit and many do not.
fn any_facts() -> impl Strategy<Value = Facts> {
    let people = (any_enrolments(), any_pairings(), any_meetings(), any_check_ins());
    let asked = (any_instruments(), any_responses(), any_goals(), any_milestones());
    let community = (any_neighbours(), any_ties(), any_books(), any_meanings());
    (people, asked, any_passages(), any_codings(), any_remarks(), community).prop_map(
        |(people, asked, passages, codings, remarks, community)| {
            let (neighbours, ties, books, meanings) = community;
            let (enrolments, pairings, meetings, check_ins) = people;
            let (instruments, responses, goals, milestones) = asked;
            let mut facts = Facts {
                enrolments,
                pairings,
                meetings,
                check_ins,
                instruments,
                responses,
                goals,
                milestones,
                passages,
                codings,
                remarks,
                neighbours,
                ties,
                meanings,
                ..books
            };
            facts.append(super::kit::facts());
            facts
        },
    )
}

/// The rows in another order.
fn shuffle<T>(rows: &mut [T], seed: &mut u64) {
    for last in (1..rows.len()).rev() {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        rows.swap(last, (*seed >> 33) as usize % (last + 1));
    }
}

fn shuffled(mut facts: Facts, mut seed: u64) -> Facts {
    let seed = &mut seed;
    shuffle(&mut facts.enrolments, seed);
    shuffle(&mut facts.pairings, seed);
    shuffle(&mut facts.meetings, seed);
    shuffle(&mut facts.check_ins, seed);
    shuffle(&mut facts.instruments, seed);
    shuffle(&mut facts.responses, seed);
    shuffle(&mut facts.goals, seed);
    shuffle(&mut facts.milestones, seed);
    shuffle(&mut facts.passages, seed);
    shuffle(&mut facts.codings, seed);
    shuffle(&mut facts.remarks, seed);
    shuffle(&mut facts.neighbours, seed);
    shuffle(&mut facts.ties, seed);
    shuffle(&mut facts.receipts, seed);
    shuffle(&mut facts.expenses, seed);
    shuffle(&mut facts.balances, seed);
    shuffle(&mut facts.volunteering, seed);
    shuffle(&mut facts.meanings, seed);
    facts
}

/// A wrong row for each list, of people and things that nothing else speaks of.
fn strays() -> Facts {
    let far = date(2206, 1, 1);
    let agreement: AgreementId = id("Z-9");
    Facts {
        enrolments: vec![Enrolment { places: 0, ..Enrolment::new(id("Zoe"), Party::Mentor) }],
        pairings: vec![pairing("Z-9", "Zoe", "Zed", far)],
        meetings: vec![meeting("Z-9", far)],
        check_ins: vec![CheckIn { agreement: agreement.clone(), due: far, held: None, fit: Some(9) }],
        instruments: vec![],
        responses: vec![Response { person: id("Zoe"), ..response("z", Wave::After, far, &[]) }],
        goals: vec![Goal {
            agreement: agreement.clone(),
            words: id("Z"),
            weight: 0,
            baseline: 9,
            rated: None,
        }],
        milestones: vec![milestone("Zoe", "job", far)],
        passages: vec![Passage {
            id: id("Z"),
            talk: id("Z"),
            source: Source::Observation,
            on: far,
            people: BTreeSet::new(),
            quotes: vec![],
        }],
        codings: vec![Coding { passage: id("Z"), coder: id("Zoe"), themes: BTreeSet::new() }],
        remarks: vec![Remark { agreement, behaviour: id("Z"), ..super::kit::facts().remarks[0].clone() }],
        neighbours: vec![neighbour("Zoe", Some(far))],
        ties: vec![tie("Zoe", "Zed", far)],
        receipts: vec![receipt("Zoe", far, 0)],
        expenses: vec![expense(far, 0)],
        balances: vec![Balance { on: far, free_cents: 0, restricted_cents: 0 }],
        volunteering: vec![Volunteering { person: id("Zoe"), on: far, minutes: 0 }],
        meanings: vec![],
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn the_same_facts_in_any_order_are_the_same_record(facts in any_facts(), seed in any::<u64>()) {
        let (record, problems) = sift(facts.clone());
        let (other, told) = sift(shuffled(facts, seed));
        prop_assert_eq!(record, other);
        prop_assert_eq!(problems.len(), told.len());
    }

    #[test]
    fn wrong_rows_change_nothing_for_rows_that_have_nothing_to_do_with_them(mut facts in any_facts()) {
        let (record, problems) = sift(facts.clone());
        facts.append(strays());
        let (same, more) = sift(facts);
        prop_assert_eq!(record, same);
        let lists: BTreeSet<_> = more.iter().filter(|problem| !problems.contains(problem)).map(|p| p.list).collect();
        prop_assert_eq!(lists.len(), 16);
        prop_assert!(problems.iter().all(|problem| more.contains(problem)));
    }

    #[test]
    fn facts_survive_serde(facts in any_facts()) {
        let text = serde_json::to_string(&facts).unwrap();
        prop_assert_eq!(serde_json::from_str::<Facts>(&text).unwrap(), facts);
    }
}
