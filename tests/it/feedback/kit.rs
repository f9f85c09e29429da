//! A year of three people that fits, a change to it, and what is then told.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    feedback::{
        Answers, Attained, Balance, Baseline, Category, CheckIn, Closure, Coding, Consent, Ending, Enrolment,
        Expense, Facts, FunderKind, Goal, Instrument, Item, List, Meanings, Meeting, Milestone, Neighbour,
        Pairing, Passage, Pause, Problem, Purpose, Quote, Rater, Reading, Receipt, Record, Remark,
        RemarkKind, Response, Rule, Scope, Source, Statements, Tie, Turn, Volunteering, Wave,
    },
    introduction::Party,
    jiff::civil::{Date, date},
    people::Mode,
};

pub(super) fn id<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().unwrap()
}

pub(super) fn day(month: i8, day: i8) -> Date {
    date(2026, month, day)
}

pub(super) fn enrolment(person: &str, role: Party, enrolled: Date) -> Enrolment {
    Enrolment { enrolled: Some(enrolled), ..Enrolment::new(id(person), role) }
}

pub(super) fn pairing(agreement: &str, mentor: &str, mentee: &str, started: Date) -> Pairing {
    Pairing {
        agreement: id(agreement),
        mentor: id(mentor),
        mentee: id(mentee),
        started,
        planned_days: 365,
        every_days: 14,
        pauses: vec![],
        ended: None,
    }
}

pub(super) fn meeting(agreement: &str, on: Date) -> Meeting {
    Meeting { agreement: id(agreement), on, minutes: 60, mode: Mode::InPerson, logged: on }
}

pub(super) fn response(instrument: &str, wave: Wave, on: Date, items: &[(&str, i16)]) -> Response {
    let items = items.iter().map(|&(item, answer)| (id(item), answer)).collect();
    Response {
        instrument: id(instrument),
        version: 1,
        person: id("Bo"),
        role: Party::Mentee,
        agreement: Some(id("A-1")),
        wave,
        due: on,
        answers: Some(Answers { on, items }),
    }
}

pub(super) fn bond() -> Instrument {
    let items = vec![
        Item::scale(id("close"), 1, 5),
        Item::scale(id("at-ease"), 1, 5),
        Item::scale(id("annoyed"), 1, 5),
    ];
    Instrument::new(id("bond"), items).unwrap()
}

pub(super) fn living_together() -> Instrument {
    let items = vec![Item::scale(id("greet"), 1, 5), Item::scale(id("avoid"), 1, 5).reversed()];
    Instrument::new(id("living-together"), items).unwrap()
}

/// Anna mentors Bo (a pause in May, over on 2 November) and Cy (still). The survey asks Bo, Eef and Fay,
/// and in October Fay, who was silent, again; Gus is only named.
pub(super) fn facts() -> Facts {
    let anna = Enrolment {
        invited: Some(day(1, 2)),
        ready: Some(day(1, 9)),
        left: Some(day(12, 1)),
        places: 2,
        ..enrolment("Anna", Party::Mentor, day(1, 5))
    };
    let mut bo = enrolment("Bo", Party::Mentee, day(1, 12));
    bo.groups.insert(id("Neighbourhood"), id("Harbour"));
    let pause = Pause { from: day(5, 1), until: day(6, 1) };
    let ended = Some(Ending { on: day(11, 2), closure: Closure::Completed });
    let skill = Instrument::new(id("skill"), vec![Item::scale(id("plans"), 1, 7)]).unwrap();
    let recommend = Instrument::new(id("recommend"), vec![Item::scale(id("likely"), 0, 10)]).unwrap();
    let consent = Consent { scope: Scope::Steering, from: day(3, 1), until: Some(day(9, 1)) };
    Facts {
        enrolments: vec![anna, bo, enrolment("Cy", Party::Mentee, day(1, 12))],
        pairings: vec![
            Pairing { pauses: vec![pause], ended, ..pairing("A-1", "Anna", "Bo", day(2, 2)) },
            pairing("A-2", "Anna", "Cy", day(3, 2)),
        ],
        meetings: vec![meeting("A-1", day(2, 9)), meeting("A-2", day(3, 9)), meeting("A-1", day(2, 23))],
        check_ins: vec![CheckIn {
            agreement: id("A-1"),
            due: day(3, 2),
            held: Some(day(3, 3)),
            fit: Some(4),
        }],
        instruments: vec![
            bond(),
            skill.measured_from(Baseline::LookingBack),
            recommend.read_as(Reading::Recommendation).unwrap(),
            living_together(),
        ],
        responses: vec![response("bond", Wave::Midway, day(4, 1), &[("close", 4), ("annoyed", 2)])],
        goals: vec![Goal {
            agreement: id("A-1"),
            words: id("G-1"),
            weight: 10,
            baseline: -1,
            rated: Some(Attained { on: day(10, 1), step: 1, by: Rater::Together }),
        }],
        milestones: vec![milestone("Bo", "job", day(9, 1))],
        passages: vec![Passage {
            id: id("F-1"),
            talk: id("F"),
            source: Source::Interview,
            on: day(3, 1),
            people: [id("Bo")].into(),
            quotes: vec![Quote { words: id("Q-1"), speaker: id("Bo"), consent: Some(consent) }],
        }],
        codings: vec![Coding { passage: id("F-1"), coder: id("Cor"), themes: [id("trust")].into() }],
        remarks: vec![Remark {
            agreement: id("A-1"),
            from: Party::Mentee,
            on: day(3, 5),
            kind: RemarkKind::Strength,
            behaviour: id("B-1"),
            result: id("R-1"),
        }],
        neighbours: vec![
            Neighbour { answered: Some(day(4, 9)), ..neighbour("Bo", Some(day(4, 1))) },
            neighbour("Fay", Some(day(4, 1))),
            Neighbour {
                answered: Some(day(4, 3)),
                born: Some(1951),
                groups: [(id("street"), id("Dock Road"))].into(),
                statements: Some(statements("living-together", &[("greet", 4), ("avoid", 2)])),
                ..neighbour("Eef", Some(day(4, 1)))
            },
            neighbour("Gus", None),
            Neighbour { answered: Some(day(10, 2)), ..neighbour("Fay", Some(day(10, 1))) },
        ],
        ties: vec![
            tie("Eef", "Gus", day(4, 3)),
            tie("Bo", "Cy", day(4, 9)),
            tie("Fay", "Eef", day(10, 2)),
            tie("Cy", "Eef", day(2, 3)),
        ],
        receipts: vec![receipt("Town", day(1, 20), 500_000), receipt("Gus", day(3, 1), 2_500)],
        expenses: vec![expense(day(3, 1), 120_000), expense(day(2, 1), 30_000)],
        balances: vec![
            Balance { on: day(6, 30), free_cents: -5_000, restricted_cents: 0 },
            Balance { on: day(1, 1), free_cents: 100_000, restricted_cents: 250_000 },
        ],
        volunteering: vec![
            Volunteering { person: id("Gus"), on: day(6, 5), minutes: 120 },
            Volunteering { person: id("Cy"), on: day(6, 5), minutes: 90 },
        ],
        meanings: vec![Meanings { hour_cents: Some(1550), ..Meanings::default() }],
    }
}

pub(super) fn neighbour(person: &str, asked: Option<Date>) -> Neighbour {
    let groups = BTreeMap::new();
    Neighbour { person: id(person), asked, answered: None, born: None, groups, statements: None }
}

pub(super) fn statements(instrument: &str, items: &[(&str, i16)]) -> Statements {
    let items = items.iter().map(|&(item, answer)| (id(item), answer)).collect();
    Statements { instrument: id(instrument), version: 1, items }
}

pub(super) fn tie(from: &str, to: &str, on: Date) -> Tie {
    Tie { from: id(from), to: id(to), kind: id("knows by name"), on }
}

pub(super) fn receipt(funder: &str, on: Date, cents: u64) -> Receipt {
    Receipt { funder: id(funder), kind: FunderKind::Donor, on, cents, purpose: Purpose::Free }
}

pub(super) fn expense(on: Date, cents: u64) -> Expense {
    Expense { category: Category::Training, on, cents, purpose: Purpose::Free }
}

pub(super) fn milestone(person: &str, kind: &str, on: Date) -> Milestone {
    Milestone { person: id(person), kind: id(kind), on, turn: Turn::Reached }
}

/// How many rows each list has.
pub(super) fn sizes(facts: &Facts) -> [(List, usize); 18] {
    [
        (List::Enrolments, facts.enrolments.len()),
        (List::Pairings, facts.pairings.len()),
        (List::Meetings, facts.meetings.len()),
        (List::CheckIns, facts.check_ins.len()),
        (List::Instruments, facts.instruments.len()),
        (List::Responses, facts.responses.len()),
        (List::Goals, facts.goals.len()),
        (List::Milestones, facts.milestones.len()),
        (List::Passages, facts.passages.len()),
        (List::Codings, facts.codings.len()),
        (List::Remarks, facts.remarks.len()),
        (List::Neighbours, facts.neighbours.len()),
        (List::Ties, facts.ties.len()),
        (List::Receipts, facts.receipts.len()),
        (List::Expenses, facts.expenses.len()),
        (List::Balances, facts.balances.len()),
        (List::Volunteering, facts.volunteering.len()),
        (List::Meanings, facts.meanings.len()),
    ]
}

/// The rows a problem speaks of.
pub(super) fn rows(problem: &Problem) -> BTreeSet<(List, usize)> {
    let others: &[usize] = match &problem.rule {
        Rule::EnrolledTwice { indices, .. }
        | Rule::PairedTwice { indices, .. }
        | Rule::InstrumentTwice { indices, .. }
        | Rule::WaveTwice { indices, .. }
        | Rule::Twice { indices, .. }
        | Rule::MeaningsDiffer { indices }
        | Rule::MilestoneTwice { indices, .. } => indices,
        _ => &[],
    };
    others.iter().chain([&problem.index]).map(|&index| (problem.list, index)).collect()
}

/// Sifts, and checks what holds of every record.
pub(super) fn sift(facts: Facts) -> (Record, Vec<Problem>) {
    let given = sizes(&facts);
    let (record, problems) = Record::sift(facts.clone());
    let aside: BTreeSet<_> = problems.iter().flat_map(rows).collect();
    for ((list, given), (_, kept)) in given.into_iter().zip(sizes(record.facts())) {
        let aside = aside.iter().filter(|(of, _)| *of == list).count();
        assert_eq!(kept + aside, given, "{list}: every row is kept, or told of");
    }
    let places: Vec<_> = problems.iter().map(|problem| (problem.list, problem.index)).collect();
    assert!(places.is_sorted(), "problems come in the order of the lists");
    match Record::new(facts) {
        Ok(all) => assert!(problems.is_empty() && all == record),
        Err(told) => assert_eq!(told.0, problems),
    }
    let again = Record::sift(record.clone().into_facts());
    assert_eq!(again, (record.clone(), vec![]), "what was kept fits");
    for (position, pairing) in record.facts().pairings.iter().enumerate() {
        assert_eq!(record.position(&pairing.agreement), Some(position));
        assert_eq!(record.pairing(&pairing.agreement), Some(pairing));
        let plain = record.facts().meetings.iter().filter(|meeting| meeting.agreement == pairing.agreement);
        assert!(plain.eq(record.meetings_of(position)), "{}", pairing.agreement);
        assert!(record.meetings_of(position).is_sorted_by_key(|meeting| meeting.on));
    }
    let facts = record.facts();
    assert!(facts.neighbours.is_sorted_by_key(|row| (&row.person, row.asked)));
    assert!(facts.ties.is_sorted() && facts.volunteering.is_sorted());
    assert!(facts.receipts.is_sorted() && facts.expenses.is_sorted() && facts.balances.is_sorted());
    assert!(facts.meanings.iter().all(|row| row == record.meanings()));
    assert!(!facts.meanings.is_empty() || *record.meanings() == Meanings::default());
    for (response, place) in record.responses() {
        let instrument = &facts.instruments[place.instrument];
        assert_eq!((instrument.id(), instrument.version()), (&response.instrument, response.version));
        let enrolment = &facts.enrolments[place.enrolment];
        assert_eq!((&enrolment.person, enrolment.role), (&response.person, response.role));
        let about = place.pairing.map(|at| &facts.pairings[at].agreement);
        assert_eq!(about, response.agreement.as_ref());
        let answer =
            |item: &Item| response.answers.as_ref().map(|answers| answers.items.get(&item.key).copied());
        let plain: Option<Box<[Option<i16>]>> = instrument.items().iter().map(answer).collect();
        assert_eq!(place.answers, plain);
    }
    (record, problems)
}

/// The facts of the year after a change.
pub(super) fn after(change: impl FnOnce(&mut Facts)) -> Facts {
    let mut facts = facts();
    change(&mut facts);
    facts
}

pub(super) fn told(change: impl FnOnce(&mut Facts)) -> Vec<String> {
    sift(after(change)).1.iter().map(ToString::to_string).collect()
}

#[track_caller]
pub(super) fn fits(change: impl FnOnce(&mut Facts)) {
    assert_eq!(told(change), [""; 0]);
}

/// A change of which so many things are told, with these words in the first.
#[track_caller]
pub(super) fn does_not_fit(times: usize, words: &str, change: impl FnOnce(&mut Facts)) {
    let told = told(change);
    assert_eq!(told.len(), times, "{told:#?}");
    assert!(told[0].contains(words), "{told:#?}");
}

/// The names of an enum's variants, from the file in which it stands.
pub(super) fn variants(source: &str, of: &str) -> BTreeSet<String> {
    let body = source.split_once(&format!("pub enum {of} {{")).unwrap().1.split_once("\n}").unwrap().0;
    let name = |line: &str| line.strip_prefix("    ").map(first_word).filter(|name| !name.is_empty());
    body.lines().filter_map(name).collect()
}

pub(super) fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric()).collect()
}
