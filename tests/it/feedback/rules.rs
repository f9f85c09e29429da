//! Every rule, in the words an organiser reads.

use std::collections::BTreeSet;

use mentorship::{
    feedback::{
        Balance, Closure, Coding, Ending, Enrolment, Facts, Goal, MOST_CENTS, Meanings, Milestone, Neighbour,
        Pairing, Pause, Quote, Record, Remark, RemarkKind, Response, Turn, Wave,
    },
    introduction::Party,
    jiff::civil::date,
};

use super::kit::{
    after, bond, day, enrolment, first_word, id, meeting, neighbour, pairing, response, sift, statements,
    tie, variants,
};

/// A change, and everything that is then told.
type Case = (fn(&mut Facts), &'static [&'static str]);

const EVERY_RULE: &[Case] = &[
    (
        |f| f.milestones[0].on = date(2206, 9, 1),
        &["milestone 1: milestone `job` of `Bo`: 2206-09-01 is not between 1970-01-01 and 2069-12-31"],
    ),
    (
        |f| {
            f.enrolments.push(enrolment("Dee", Party::Mentor, day(1, 5)));
            f.enrolments.push(enrolment("Dee", Party::Mentor, day(1, 6)));
            f.enrolments.push(enrolment("Dee", Party::Mentee, day(1, 6)));
            f.enrolments.push(enrolment("Dee", Party::Mentor, day(1, 7)));
        },
        &["enrolment 4: `Dee` is enrolled as mentor in rows 4, 5 and 7; which is right?"],
    ),
    (
        |f| {
            let dee = enrolment("Dee", Party::Mentor, day(1, 5));
            f.enrolments.push(Enrolment { ready: Some(day(1, 4)), ..dee });
        },
        &["enrolment 4: `Dee` as mentor: ready on 2026-01-04 comes before enrolled on 2026-01-05"],
    ),
    (
        |f| f.enrolments[0].places = 1001,
        &[
            "enrolment 1: `Anna` has 1001 places as mentor; a mentor has 1 to 1000, a mentee 1",
            "pairing 1: `Anna` is not among the enrolments as mentor, or was set aside there",
            "pairing 2: `Anna` is not among the enrolments as mentor, or was set aside there",
            "meeting 1: agreement `A-1` is not among the pairings, or was set aside there",
            "meeting 2: agreement `A-2` is not among the pairings, or was set aside there",
            "meeting 3: agreement `A-1` is not among the pairings, or was set aside there",
            "check-in 1: agreement `A-1` is not among the pairings, or was set aside there",
            "response 1: agreement `A-1` is not among the pairings, or was set aside there",
            "goal 1: agreement `A-1` is not among the pairings, or was set aside there",
            "remark 1: agreement `A-1` is not among the pairings, or was set aside there",
        ],
    ),
    (
        |f| f.milestones[0].person = id("Bob"),
        &["milestone 1: `Bob` is not among the enrolments, or was set aside there"],
    ),
    (
        |f| f.enrolments[2].enrolled = Some(day(3, 3)),
        &[
            "pairing 2: `Cy` began a pairing on 2026-03-02, before enrolling as mentee on 2026-03-03",
            "meeting 2: agreement `A-2` is not among the pairings, or was set aside there",
        ],
    ),
    (
        |f| f.responses[0] = Response { agreement: None, ..response("bond", Wave::Before, day(1, 11), &[]) },
        &["response 1: `Bo` answered on 2026-01-11, before enrolling as mentee on 2026-01-12"],
    ),
    (
        |f| f.pairings.push(f.pairings[1].clone()),
        &[
            "pairing 2: agreement `A-2` stands in rows 2 and 3; which is right?",
            "meeting 2: agreement `A-2` is not among the pairings, or was set aside there",
        ],
    ),
    (
        |f| {
            f.enrolments.push(enrolment("Anna", Party::Mentee, day(1, 5)));
            f.pairings.push(pairing("A-3", "Anna", "Anna", day(3, 2)));
        },
        &["pairing 3: agreement `A-3` pairs `Anna` with themself"],
    ),
    (
        |f| {
            f.pairings.push(Pairing {
                planned_days: 0,
                every_days: 0,
                ..pairing("A-3", "Anna", "Cy", day(3, 2))
            });
        },
        &[
            "pairing 3: agreement `A-3` plans a term of 0 days; it is at least 1",
            "pairing 3: agreement `A-3` plans a rhythm of 0 days; it is at least 1",
        ],
    ),
    (
        |f| {
            let ended = Some(Ending { on: day(3, 1), closure: Closure::Moved });
            f.pairings.push(Pairing { ended, ..pairing("A-3", "Anna", "Cy", day(3, 2)) });
        },
        &["pairing 3: agreement `A-3` ended on 2026-03-01, before it began on 2026-03-02"],
    ),
    (
        |f| {
            let pauses = vec![Pause { from: day(4, 1), until: day(4, 1) }];
            f.pairings.push(Pairing { pauses, ..pairing("A-3", "Anna", "Cy", day(3, 2)) });
        },
        &[
            "pairing 3: a pause of agreement `A-3` runs from 2026-04-01 until 2026-04-01; pauses are not empty, lie \
           within the agreement, and follow each other",
        ],
    ),
    (|f| f.responses[0].person = id("Cy"), &["response 1: `Cy` is not the mentee of agreement `A-1`"]),
    (
        |f| f.meetings[0] = meeting("A-1", day(2, 1)),
        &[
            "meeting 1: agreement `A-1` of mentee `Bo` ran from 2026-02-02 to 2026-11-02; a meeting on 2026-02-01 \
           lies outside",
        ],
    ),
    (
        |f| f.meetings[1] = meeting("A-2", day(3, 1)),
        &[
            "meeting 2: agreement `A-2` of mentee `Cy` ran from 2026-03-02 on; a meeting on 2026-03-01 lies outside",
        ],
    ),
    (
        |f| f.check_ins[0].due = day(2, 1),
        &[
            "check-in 1: agreement `A-1` of mentee `Bo` ran from 2026-02-02 on; a check-in on 2026-02-01 lies outside",
        ],
    ),
    (
        |f| f.responses[0].answers.as_mut().unwrap().on = day(2, 1),
        &[
            "response 1: agreement `A-1` of mentee `Bo` ran from 2026-02-02 on; an answer on 2026-02-01 lies outside",
        ],
    ),
    (
        |f| f.goals[0].rated.as_mut().unwrap().on = day(2, 1),
        &[
            "goal 1: agreement `A-1` of mentee `Bo` ran from 2026-02-02 on; a judgement of a goal on 2026-02-01 lies \
           outside",
        ],
    ),
    (
        |f| f.remarks[0].on = day(2, 1),
        &[
            "remark 1: agreement `A-1` of mentee `Bo` ran from 2026-02-02 on; a remark on 2026-02-01 lies outside",
        ],
    ),
    (
        |f| f.meetings[0] = meeting("A-1", day(5, 31)),
        &[
            "meeting 1: agreement `A-1` was paused from 2026-05-01 until 2026-06-01; a meeting on 2026-05-31 does not \
           fit",
        ],
    ),
    (
        |f| f.meetings[0].minutes = 0,
        &["meeting 1: a meeting of agreement `A-1` on 2026-02-09 took 0 minutes, not 1 to 1440"],
    ),
    (
        |f| f.meetings[0].logged = day(2, 8),
        &[
            "meeting 1: a meeting of agreement `A-1` on 2026-02-09 was noted down on 2026-02-08, before it happened",
        ],
    ),
    (
        |f| f.check_ins[0].fit = Some(6),
        &["check-in 1: check-in of agreement `A-1` due on 2026-03-02: how well they fit is 6, not 1 to 5"],
    ),
    (
        |f| (f.goals[0].weight, f.goals[0].baseline, f.goals[0].rated.as_mut().unwrap().step) = (0, -3, 3),
        &[
            "goal 1: goal `G-1` of mentee `Bo`: the weight is 0, not 1 to 100",
            "goal 1: goal `G-1` of mentee `Bo`: the baseline is -3, not -2 to 2",
            "goal 1: goal `G-1` of mentee `Bo`: the outcome is 3, not -2 to 2",
        ],
    ),
    (
        |f| (f.goals[0].agreement, f.goals[0].weight) = (id("A-9"), 101),
        &[
            "goal 1: agreement `A-9` is not among the pairings, or was set aside there",
            "goal 1: goal `G-1` of agreement `A-9`: the weight is 101, not 1 to 100",
        ],
    ),
    (
        |f| f.check_ins[0].held = None,
        &[
            "check-in 1: check-in of agreement `A-1` due on 2026-03-02: it tells how well they fit, but not when it was \
           held",
        ],
    ),
    (
        |f| f.instruments.extend([bond(), bond().version_of(2)]),
        &[
            "instrument 1: version 1 of instrument `bond` stands in rows 1 and 5; which is right?",
            "response 1: `Bo` is asked version 1 of instrument `bond`, which is not among the instruments, or was set \
             aside there",
        ],
    ),
    (
        |f| f.responses[0].answers.as_mut().unwrap().items.extend([(id("warm"), 3)]),
        &["response 1: `Bo` answered item `warm`, which instrument `bond` does not ask"],
    ),
    (
        |f| f.responses[0].answers.as_mut().unwrap().items.extend([(id("close"), 6)]),
        &["response 1: `Bo` answered 6 to item `close` of instrument `bond`, not 1 to 5"],
    ),
    (
        |f| f.responses.push(Response { answers: None, ..f.responses[0].clone() }),
        &["response 1: `Bo` has wave `midway` of instrument `bond` in rows 1 and 2; which is right?"],
    ),
    (
        |f| f.responses[0] = response("skill", Wave::Before, day(2, 2), &[]),
        &[
            "response 1: `Bo` has wave `before` of instrument `skill`, whose baseline is asked looking back; the two \
           kinds are not mixed",
        ],
    ),
    (
        |f| f.responses[0] = response("bond", Wave::LookingBack, day(2, 2), &[]),
        &[
            "response 1: `Bo` has wave `looking back` of instrument `bond`, whose baseline is asked before; the two \
           kinds are not mixed",
        ],
    ),
    (
        |f| f.goals.push(Goal { rated: None, ..f.goals[0].clone() }),
        &["goal 1: goal `G-1` of agreement `A-1` stands in rows 1 and 2; which is right?"],
    ),
    (
        |f| f.passages.push(f.passages[0].clone()),
        &[
            "passage 1: passage `F-1` stands in rows 1 and 2; which is right?",
            "coding 1: passage `F-1` is not among the passages, or was set aside there",
        ],
    ),
    (
        |f| f.codings.push(Coding { themes: BTreeSet::new(), ..f.codings[0].clone() }),
        &["coding 1: `Cor`'s coding of passage `F-1` stands in rows 1 and 2; which is right?"],
    ),
    (
        |f| f.remarks.push(Remark { kind: RemarkKind::PointToGrow, ..f.remarks[0].clone() }),
        &["remark 1: the remark `B-1` with `R-1` of agreement `A-1` stands in rows 1 and 2; which is right?"],
    ),
    (
        |f| (f.passages[0].people, f.passages[0].quotes) = (BTreeSet::new(), vec![]),
        &[
            "passage 1: passage `F-1` is of nobody; name who told it or was seen",
            "coding 1: passage `F-1` is not among the passages, or was set aside there",
        ],
    ),
    (
        |f| (f.passages[0].quotes[0].speaker, f.codings) = (id("Cy"), vec![]),
        &["passage 1: passage `F-1` quotes `Cy`, who is not among its people"],
    ),
    (
        |f| {
            f.codings.clear();
            let open = Quote { consent: None, ..f.passages[0].quotes[0].clone() };
            f.passages[0].quotes.push(open);
        },
        &["passage 1: passage `F-1` quotes `Q-1` more than once; which consent is right?"],
    ),
    (
        |f| {
            f.codings.clear();
            f.passages[0].quotes[0].consent.as_mut().unwrap().until = Some(day(3, 1));
        },
        &["passage 1: `Bo` consents from 2026-03-01 until 2026-03-01, which is no time at all"],
    ),
    (
        |f| f.codings[0].passage = id("F-2"),
        &["coding 1: passage `F-2` is not among the passages, or was set aside there"],
    ),
    (
        |f| f.milestones.push(Milestone { turn: Turn::Lost, ..f.milestones[0].clone() }),
        &["milestone 1: `Bo` has milestone `job` on 2026-09-01 in rows 1 and 2; which is right?"],
    ),
    (
        |f| f.neighbours.extend([neighbour("Gus", None), neighbour("Fay", Some(day(4, 1)))]),
        &[
            "neighbour 2: neighbour `Fay` asked on 2026-04-01 stands in rows 2 and 7; which is right?",
            "neighbour 4: neighbour `Gus` who was not asked stands in rows 4 and 6; which is right?",
            "tie 1: `Gus` is neither among the enrolments nor among the neighbours, or was set aside there",
            "volunteering 1: `Gus` is neither among the enrolments nor among the neighbours, or was set aside there",
        ],
    ),
    (
        |f| {
            f.neighbours.push(Neighbour {
                answered: Some(day(4, 1)),
                statements: Some(statements("living-together", &[])),
                ..neighbour("Hal", None)
            });
        },
        &[
            "neighbour 6: neighbour `Hal` gave an answer, but when they were asked is not told",
            "neighbour 6: neighbour `Hal` gave judgements of statements, but when they were asked is not told",
        ],
    ),
    (
        |f| f.neighbours[4].answered = Some(day(9, 30)),
        &[
            "neighbour 5: neighbour `Fay` answered on 2026-09-30, before being asked on 2026-10-01",
            "tie 3: `Fay` named `Eef` on 2026-10-02, but did not answer when asked on 2026-10-01, or the answer was set \
             aside",
        ],
    ),
    (
        |f| f.neighbours[1].statements = Some(statements("living-together", &[])),
        &["neighbour 2: neighbour `Fay` gave judgements of statements, but when they answered is not told"],
    ),
    (
        |f| (f.neighbours[1].born, f.neighbours[3].born) = (Some(2027), Some(1899)),
        &[
            "neighbour 2: neighbour `Fay` was born in 2027, not 1900 to 2026",
            "neighbour 4: neighbour `Gus` was born in 1899, not 1900 to 2069",
            "tie 1: `Gus` is neither among the enrolments nor among the neighbours, or was set aside there",
            "volunteering 1: `Gus` is neither among the enrolments nor among the neighbours, or was set aside there",
        ],
    ),
    (
        |f| f.neighbours[0].statements = Some(statements("recommend", &[("likely", 11)])),
        &[
            "neighbour 1: neighbour `Bo` judged statements of instrument `recommend`, which is not read as a scale",
            "neighbour 1: `Bo` answered 11 to item `likely` of instrument `recommend`, not 0 to 10",
            "tie 2: `Bo` named `Cy` on 2026-04-09, but did not answer when asked on 2026-04-01, or the answer was set aside",
        ],
    ),
    (
        |f| {
            f.neighbours[0].statements = Some(statements("living-together", &[("greet", 0), ("smile", 1)]));
            f.neighbours[4].statements = Some(statements("living-apart", &[("greet", 1)]));
            f.ties.clear();
        },
        &[
            "neighbour 1: `Bo` answered 0 to item `greet` of instrument `living-together`, not 1 to 5",
            "neighbour 1: `Bo` answered item `smile`, which instrument `living-together` does not ask",
            "neighbour 5: `Fay` is asked version 1 of instrument `living-apart`, which is not among the instruments, or \
             was set aside there",
        ],
    ),
    (
        |f| f.ties.extend([tie("Ida", "Eef", day(4, 3)), tie("Bo", "Ida", day(4, 3))]),
        &[
            "tie 5: `Ida` is neither among the enrolments nor among the neighbours, or was set aside there",
            "tie 6: `Ida` is neither among the enrolments nor among the neighbours, or was set aside there",
        ],
    ),
    (
        |f| f.ties.push(tie("Fay", "Fay", day(3, 1))),
        &["tie 5: `Fay` names themself for `knows by name` on 2026-03-01"],
    ),
    (
        |f| f.ties.extend([tie("Ida", "Ida", day(3, 1)), f.ties[0].clone()]),
        &[
            "tie 1: the tie `knows by name` from `Eef` to `Gus` on 2026-04-03 stands in rows 1 and 6; which is right?",
            "tie 5: `Ida` is neither among the enrolments nor among the neighbours, or was set aside there",
            "tie 5: `Ida` names themself for `knows by name` on 2026-03-01",
        ],
    ),
    (
        |f| f.ties.push(tie("Fay", "Bo", day(3, 31))),
        &["tie 5: `Fay` named `Bo` on 2026-03-31, before being asked for the first time on 2026-04-01"],
    ),
    (
        |f| f.ties.push(tie("Fay", "Bo", day(4, 1))),
        &[
            "tie 5: `Fay` named `Bo` on 2026-04-01, but did not answer when asked on 2026-04-01, or the answer was set \
             aside",
        ],
    ),
    (
        |f| f.volunteering[0].minutes = 0,
        &["volunteering 1: `Gus` gave 0 minutes on 2026-06-05, not 1 to 1440"],
    ),
    (
        |f| (f.receipts[0].cents, f.expenses[0].cents) = (0, MOST_CENTS + 1),
        &[
            "receipt 1: a receipt from `Town` on 2026-01-20: 0 cents, not 1 to 1000000000000",
            "expense 1: an expense (training) on 2026-03-01: 1000000000001 cents, not 1 to 1000000000000",
        ],
    ),
    (
        |f| {
            f.balances[1].free_cents = -1_000_000_000_001;
            f.balances[1].restricted_cents = MOST_CENTS + 1;
        },
        &[
            "balance 2: free money in the balance of 2026-01-01: -1000000000001 cents, not -1000000000000 to \
             1000000000000",
            "balance 2: restricted money in the balance of 2026-01-01: 1000000000001 cents, not 0 to 1000000000000",
        ],
    ),
    (
        |f| f.balances.push(Balance { free_cents: 7, ..f.balances[0] }),
        &["balance 1: a balance of 2026-06-30 stands in rows 1 and 3; which is right?"],
    ),
    (
        |f| f.meanings.extend([f.meanings[0].clone(), Meanings::default()]),
        &["meanings 1: rows 1, 2 and 3 tell differently what the programme's words mean; which is right?"],
    ),
    (
        |f| {
            f.meanings.push(Meanings { currency: "USD".parse().unwrap(), ..f.meanings[0].clone() });
            (f.receipts, f.expenses) = (vec![], f.expenses[..1].to_vec());
            f.expenses[0].cents = 0;
        },
        &[
            "expense 1: an expense (training) on 2026-03-01: 0 cents, not 1 to 1000000000000",
            "expense 1: the currency is not clear, as the meanings in rows 1 and 2 were set aside",
            "balance 1: the currency is not clear, as the meanings in rows 1 and 2 were set aside",
            "balance 2: the currency is not clear, as the meanings in rows 1 and 2 were set aside",
            "meanings 1: rows 1 and 2 tell differently what the programme's words mean; which is right?",
        ],
    ),
    (
        |f| {
            f.meanings[0].currency = "USD".parse().unwrap();
            f.meanings.push(Meanings { hour_cents: None, ..f.meanings[0].clone() });
            (f.balances, f.expenses) = (vec![], vec![]);
        },
        &[
            "receipt 1: the currency is not clear, as the meanings in rows 1 and 2 were set aside",
            "receipt 2: the currency is not clear, as the meanings in rows 1 and 2 were set aside",
            "meanings 1: rows 1 and 2 tell differently what the programme's words mean; which is right?",
        ],
    ),
];

#[test]
fn every_rule_is_told_in_words_that_lead_to_the_row() {
    let mut seen = BTreeSet::new();
    for (change, expected) in EVERY_RULE {
        let (_, problems) = sift(after(change));
        assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), *expected);
        seen.extend(problems.iter().map(|problem| first_word(&format!("{:?}", problem.rule))));
    }
    assert_eq!(seen, variants(include_str!("../../../src/feedback/problem.rs"), "Rule"));
}

#[test]
fn what_leans_on_a_pairing_set_aside_goes_with_it_and_nothing_else_does() {
    let (record, problems) = sift(after(|f| f.pairings[0].every_days = 0));
    let lists: Vec<_> = problems.iter().map(|problem| (problem.list.to_string(), problem.index)).collect();
    let places: Vec<_> = lists.iter().map(|(list, index)| (list.as_str(), *index)).collect();
    let expected =
        [("pairing", 0), ("meeting", 0), ("meeting", 2), ("check-in", 0), ("response", 0), ("goal", 0)];
    assert_eq!(places, [&expected[..], &[("remark", 0)]].concat());
    let told: Vec<_> = problems[1..].iter().map(|problem| problem.rule.to_string()).collect();
    assert_eq!(told, ["agreement `A-1` is not among the pairings, or was set aside there"; 6]);
    let kept = record.into_facts();
    let year = after(|_| ());
    assert_eq!((kept.enrolments, kept.pairings), (year.enrolments, year.pairings[1..].to_vec()));
    assert_eq!((kept.meetings, kept.milestones), (year.meetings[1..2].to_vec(), year.milestones));
    assert_eq!((kept.passages, kept.codings), (year.passages, year.codings));
}

#[test]
fn facts_that_do_not_all_fit_are_refused_with_all_that_is_wrong() {
    let refused = |change: fn(&mut Facts)| Record::new(after(change)).unwrap_err().to_string();
    assert_eq!(
        refused(|f| f.meetings[0].minutes = 0),
        "1 thing does not fit:\nmeeting 1: a meeting of agreement `A-1` on 2026-02-09 took 0 minutes, not 1 to 1440"
    );
    assert_eq!(
        refused(|f| {
            f.meetings[2].minutes = 1441;
            f.milestones[0].person = id("Bob");
        }),
        "2 things do not fit:\n\
         meeting 3: a meeting of agreement `A-1` on 2026-02-23 took 1441 minutes, not 1 to 1440\n\
         milestone 1: `Bob` is not among the enrolments, or was set aside there"
    );
}
