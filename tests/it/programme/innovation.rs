//! What is tried: written down beforehand, looked at as planned, decided once; then what was learned, in its words.

use mentorship::{
    experiment::{Entrant, Lots, Protocol, Registration, Schedule, Subject},
    id::Digest,
    impact::Indicator,
    jiff::{
        ToSpan,
        civil::{Date, date},
    },
    people::Label,
    programme::{
        Entry, Room,
        innovation::{Decision, Event, Innovation, Proposal, Said, Status},
    },
};
use proptest::prelude::*;

use super::kit::{after, id, noted, refused, take};

/// The day on which trials start.
const START: Date = date(2026, 3, 1);
/// A day on which everybody was followed to the end.
const END: Date = date(2026, 9, 1);

fn proposed(name: &str) -> Event {
    let what = Label::new(format!("a buddy for {name}")).unwrap();
    Event::Proposed(Proposal { id: id(name), what, why: id("N-1") })
}

/// Two looks, at half and at all of eight people.
fn protocol(experiment: &str) -> Protocol {
    serde_json::from_value(serde_json::json!({
        "experiment": experiment, "unit": "mentee",
        "arms": [{ "name": "as usual" }, { "name": "with a buddy" }],
        "primary": { "name": "belonging" },
        "start": START, "horizon": 90, "planned": 8, "looks": { "percents": [50, 100] }, "seed": 1
    }))
    .unwrap()
}

fn registered(proposal: &str, protocol: Protocol) -> Event {
    Event::Registered { proposal: id(proposal), protocol: Box::new(protocol) }
}

fn entrant(n: usize, enrolled: Date) -> Entrant {
    Entrant { subject: Subject::Person(id(&format!("P-{n}"))), enrolled, block: None }
}

fn lots(protocol: Protocol, people: usize) -> Lots {
    Registration::new(protocol).unwrap().assign((0..people).map(|n| entrant(n, START))).unwrap()
}

fn drawn(experiment: &str, lots: Lots) -> Event {
    Event::Drawn { experiment: id(experiment), lots: Box::new(lots) }
}

fn looked(experiment: &str, look: u8, people: u32, said: Said) -> Event {
    Event::Looked { experiment: id(experiment), look, people, said }
}

fn decided(proposal: &str, decision: Decision) -> Event {
    Event::Decided { proposal: id(proposal), decision, why: id("N-2") }
}

fn changed(proposal: &str, before: &str, after: &str) -> Event {
    let (before, after) = (Digest::of_bytes(before), Digest::of_bytes(after));
    Event::Changed { proposal: id(proposal), before, after }
}

/// Proposed and registered before the start, and eight drew lots on it.
fn trial_of(protocol: Protocol) -> Vec<Entry> {
    vec![
        noted(date(2026, 1, 10), proposed("I-1")),
        noted(date(2026, 2, 1), registered("I-1", protocol.clone())),
        noted(START, drawn("E-1", lots(protocol, 8))),
    ]
}

fn trial(then: impl IntoIterator<Item = Event>) -> Innovation {
    let then = then.into_iter().map(|event| noted(END, event));
    after(trial_of(protocol("E-1")).into_iter().chain(then))
}

fn no(room: &Innovation, event: Event) -> String {
    refused(room, END, event)
}

fn stands(room: &Innovation, event: Event) -> bool {
    room.check(&noted(END, event)).is_ok()
}

fn any_event() -> impl Strategy<Value = Event> {
    let proposal = || prop::sample::select(vec!["I-1", "I-2", "I-3"]);
    let experiment = || prop::sample::select(vec!["E-1", "E-2"]);
    let said = prop::sample::select(vec![Said::Better, Said::Worse, Said::Inconclusive, Said::Unsound]);
    let decision = prop::sample::select(vec![Decision::Adopted, Decision::Adapted, Decision::Dropped]);
    let digest = || prop::sample::select(vec!["one", "two"]);
    let indicator = prop::sample::select(vec![Indicator::Retention, Indicator::Served]);
    prop_oneof![
        proposal().prop_map(proposed),
        (proposal(), experiment()).prop_map(|(proposal, name)| registered(proposal, protocol(name))),
        (experiment(), experiment(), 4_usize..9)
            .prop_map(|(name, other, people)| drawn(name, lots(protocol(other), people))),
        (experiment(), 0_u8..4, 0_u32..9, said)
            .prop_map(|(name, look, people, said)| looked(name, look, people, said)),
        (proposal(), decision).prop_map(|(proposal, decision)| decided(proposal, decision)),
        (proposal(), digest(), digest())
            .prop_map(|(proposal, before, after)| changed(proposal, before, after)),
        (indicator, 0_u16..4, 0_u16..5).prop_map(|(indicator, before, after)| Event::Redefined {
            indicator,
            before,
            after
        }),
    ]
}

/// What is learned from random events, often after a trial that began, some before its start and some at the end. A refused one has
/// changed nothing.
fn anything() -> impl Strategy<Value = Innovation> {
    let early = prop::collection::vec(any_event(), 0..20);
    let late = prop::collection::vec(any_event(), 0..40);
    (prop::bool::weighted(0.7), early, late).prop_map(|(begun, early, late)| {
        let mut room: Innovation = after(if begun { trial_of(protocol("E-1")) } else { Vec::new() });
        let early = early.into_iter().map(|event| noted(START, event));
        for entry in early.chain(late.into_iter().map(|event| noted(END, event))) {
            let before = room.clone();
            if let Err(why) = take(&mut room, &entry) {
                assert_eq!(room, before, "{why}");
            }
        }
        room
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_was_learned_comes_back_as_it_was_stored(room in anything()) {
        let stored = serde_json::to_string(&room).unwrap();
        prop_assert_eq!(serde_json::from_str::<Innovation>(&stored).unwrap(), room);
    }

    #[test]
    fn every_proposal_waits_or_is_learned_from(room in anything()) {
        let proposals = room.proposals();
        prop_assert_eq!(proposals.len(), room.undecided(END).len() + room.learned().len());
        let decided = proposals.iter().filter(|standing| matches!(standing.status, Status::Decided(_)));
        prop_assert_eq!(decided.count(), room.learned().len());
    }

    #[test]
    fn looks_are_those_planned_and_rise(room in anything()) {
        for name in ["E-1", "E-2"] {
            let Some(trial) = room.experiment(&id(name)) else { continue };
            let seen: Vec<u8> =
                trial.looks().iter().filter(|glance| glance.said != Said::Unsound).map(|glance| glance.look).collect();
            prop_assert!(seen.is_sorted_by(|a, b| a < b));
            prop_assert!(seen.iter().all(|look| (1..=2).contains(look)));
            prop_assert!(trial.looks().iter().all(|glance| glance.people > 0));
            prop_assert!(trial.registered() <= trial.registration().protocol().start);
            prop_assert!(trial.lots().is_none_or(|lots| trial.registration().drew(lots)));
        }
    }

    #[test]
    fn nothing_tried_is_adopted_before_its_answer(room in anything()) {
        for lesson in room.learned() {
            let Some(tried) = lesson.tried else { continue };
            if lesson.decision != Decision::Dropped {
                prop_assert!(room.experiment(&tried.experiment).unwrap().is_over());
                prop_assert!(tried.look.unwrap().said != Said::Unsound);
            }
        }
    }

    #[test]
    fn versions_follow_each_other(room in anything()) {
        for indicator in [Indicator::Retention, Indicator::Served] {
            let theirs: Vec<_> = room.redefined().iter().filter(|row| row.indicator == indicator).collect();
            prop_assert!(theirs.iter().all(|row| row.before < row.after));
            prop_assert!(theirs.windows(2).all(|two| two[0].after == two[1].before));
            prop_assert_eq!(room.comparable(indicator, date(2026, 1, 1), END), theirs.is_empty());
        }
    }
}

#[test]
fn a_proposal_has_an_identifier_of_its_own() {
    let room: Innovation = after([noted(START, proposed("I-1"))]);
    assert_eq!(
        no(&room, proposed("I-1")),
        "`I-1` was proposed before, on 2026-03-01; a further proposal has another identifier"
    );
    assert_eq!(no(&room, decided("I-2", Decision::Dropped)), "`I-2` was never proposed");
}

#[test]
fn what_is_tried_is_written_down_beforehand() {
    let room: Innovation = after([noted(date(2026, 1, 10), proposed("I-1"))]);
    assert_eq!(
        refused(&room, date(2026, 3, 2), registered("I-1", protocol("E-1"))),
        "experiment `E-1` starts on 2026-03-01, before it is registered on 2026-03-02; write it down beforehand"
    );
    assert!(room.check(&noted(START, registered("I-1", protocol("E-1")))).is_ok());
    let slip = Protocol { looks: Schedule::Percents(vec![50]), ..protocol("E-1") };
    assert_eq!(
        refused(&room, START, registered("I-1", slip)),
        "1 thing in the registration does not fit:\nthe last look is at 50 %; it is at 100 %"
    );
}

#[test]
fn a_proposal_is_tried_once_and_an_experiment_registered_once() {
    let mut room = trial([]);
    assert_eq!(
        refused(&room, START, registered("I-1", protocol("E-2"))),
        "`I-1` is being tried in experiment `E-1`; each proposal is tried once"
    );
    take(&mut room, &noted(START, proposed("I-2"))).unwrap();
    assert_eq!(
        refused(&room, START, registered("I-2", protocol("E-1"))),
        "experiment `E-1` was registered before; a further one has another identifier"
    );
    take(&mut room, &noted(START, decided("I-2", Decision::Dropped))).unwrap();
    assert_eq!(
        refused(&room, START, registered("I-2", protocol("E-2"))),
        "`I-2` was decided on 2026-03-01; propose it anew under another identifier"
    );
}

#[test]
fn lots_are_those_of_the_experiment_and_stay_drawn() {
    let room = trial([]);
    assert_eq!(no(&room, drawn("E-2", lots(protocol("E-1"), 8))), "experiment `E-2` was never registered");
    assert_eq!(
        no(&room, drawn("E-1", lots(protocol("E-2"), 8))),
        "these are not the lots that experiment `E-1` draws"
    );
    assert_eq!(
        no(&room, drawn("E-1", lots(protocol("E-1"), 7))),
        "lots that experiment `E-1` drew before are missing or changed; they stay as they are"
    );
    let registration = Registration::new(protocol("E-1")).unwrap();
    let more =
        |enrolled| registration.assign_also(&lots(protocol("E-1"), 8), [entrant(8, enrolled)]).unwrap();
    assert!(stands(&room, drawn("E-1", more(END))));
    assert_eq!(
        no(&room, drawn("E-1", more(END.tomorrow().unwrap()))),
        "`P-8` came in on 2026-09-02, not between the start on 2026-03-01 and 2026-09-01"
    );
}

#[test]
fn looks_are_taken_as_planned() {
    let room = trial([looked("E-1", 1, 4, Said::Inconclusive)]);
    let look = |look, people| looked("E-1", look, people, Said::Inconclusive);
    for number in [0, 3] {
        assert_eq!(
            no(&room, look(number, 8)),
            format!("experiment `E-1` plans 2 looks; look {number} is none of them")
        );
    }
    assert_eq!(
        no(&room, look(1, 8)),
        "look 1 at experiment `E-1` cannot be taken after look 1 on 2026-09-01"
    );
    assert_eq!(no(&room, look(2, 0)), "look 2 at experiment `E-1` counted nobody");
    assert_eq!(
        no(&room, look(2, 9)),
        "look 2 at experiment `E-1` counted 9 people, but 8 who drew a lot were followed to the end"
    );
    assert_eq!(
        no(&trial([]), look(1, 3)),
        "look 1 at experiment `E-1` is planned for 4 counted people; 3 is too early"
    );
    // The last one may be taken with fewer, when no more are coming.
    assert!(stands(&room, look(2, 5)));
}

#[test]
fn nobody_is_counted_before_they_were_followed_to_the_end() {
    let room = trial([]);
    let on = START + 89.days();
    assert!(refused(&room, on, looked("E-1", 1, 4, Said::Better)).contains("counted 4 people, but 0 who"));
    assert!(room.check(&noted(START + 90.days(), looked("E-1", 1, 4, Said::Better))).is_ok());
    let undrawn: Innovation = after(trial_of(protocol("E-1")).into_iter().take(2));
    assert_eq!(
        no(&undrawn, looked("E-1", 1, 4, Said::Better)),
        "nobody has drawn a lot in experiment `E-1` yet"
    );
}

#[test]
fn a_look_waits_for_its_day() {
    let days = Schedule::Dates(vec![date(2026, 6, 15), END]);
    let protocol = Protocol { looks: days, ..protocol("E-1") };
    let room: Innovation = after(trial_of(protocol));
    assert_eq!(
        refused(&room, date(2026, 8, 31), looked("E-1", 2, 8, Said::Better)),
        "look 2 at experiment `E-1` is planned for 2026-09-01; 2026-08-31 is too early"
    );
    assert!(room.check(&noted(date(2026, 6, 15), looked("E-1", 1, 1, Said::Better))).is_ok());
}

#[test]
fn after_an_answer_nobody_asks_on() {
    let room = trial([looked("E-1", 1, 4, Said::Better)]);
    assert_eq!(
        no(&room, looked("E-1", 2, 8, Said::Better)),
        "look 1 on 2026-09-01 settled experiment `E-1`; there is no other look"
    );
    assert!(stands(&room, decided("I-1", Decision::Adopted)));
    // One of three arms has its answer, and the other may get one yet.
    let mut three = protocol("E-1");
    three.arms.push(serde_json::from_str(r#"{ "name": "with two" }"#).unwrap());
    let mut room: Innovation = after(trial_of(three));
    take(&mut room, &noted(END, looked("E-1", 1, 4, Said::Better))).unwrap();
    assert!(stands(&room, looked("E-1", 2, 8, Said::Better)));
    assert!(stands(&room, decided("I-1", Decision::Adapted)));
}

#[test]
fn nothing_is_decided_between_the_looks() {
    let room = trial([looked("E-1", 1, 4, Said::Inconclusive)]);
    for decision in [Decision::Adopted, Decision::Adapted, Decision::Dropped] {
        assert_eq!(
            no(&room, decided("I-1", decision)),
            "`I-1` is being tried in experiment `E-1`, which plans 2 looks and has had 1; decide after the last"
        );
    }
    assert!(!room.undecided(END)[0].due);
    let room = trial([looked("E-1", 1, 4, Said::Inconclusive), looked("E-1", 2, 8, Said::Inconclusive)]);
    assert!(room.undecided(END)[0].due);
    assert!(stands(&room, decided("I-1", Decision::Adopted)));
}

#[test]
fn a_trial_that_does_not_get_off_the_ground_can_be_dropped() {
    assert!(stands(&trial([]), decided("I-1", Decision::Dropped)));
    assert!(no(&trial([]), decided("I-1", Decision::Adopted)).ends_with("has had 0; decide after the last"));
}

#[test]
fn nothing_is_adopted_on_a_look_that_says_nothing() {
    let room = trial([looked("E-1", 2, 8, Said::Unsound)]);
    assert_eq!(
        no(&room, decided("I-1", Decision::Adopted)),
        "the arms of experiment `E-1` do not have the sizes that lots give, so that it says nothing; `I-1` can be dropped, and \
         proposed anew"
    );
    assert!(stands(&room, decided("I-1", Decision::Dropped)));
    // When the data are mended, the look is taken again.
    assert!(stands(&room, looked("E-1", 2, 8, Said::Better)));
}

#[test]
fn what_was_decided_stays_so() {
    let room = trial([looked("E-1", 1, 4, Said::Worse), decided("I-1", Decision::Dropped)]);
    let said = "`I-1` was decided on 2026-09-01; propose it anew under another identifier";
    assert_eq!(no(&room, decided("I-1", Decision::Adopted)), said);
    assert_eq!(no(&room, drawn("E-1", lots(protocol("E-1"), 8))), said);
    assert_eq!(no(&room, looked("E-1", 2, 8, Said::Better)), said);
}

#[test]
fn only_what_was_adopted_changes_anything() {
    let room: Innovation = after([
        noted(START, proposed("I-1")),
        noted(START, proposed("I-2")),
        noted(START, decided("I-1", Decision::Adapted)),
        noted(START, decided("I-2", Decision::Dropped)),
        noted(START, proposed("I-3")),
    ]);
    for dropped in ["I-2", "I-3"] {
        assert_eq!(
            no(&room, changed(dropped, "a", "b")),
            format!("`{dropped}` was not adopted or adapted; nothing is changed on it")
        );
    }
    assert_eq!(
        no(&room, changed("I-1", "a", "a")),
        "nothing was changed on `I-1`: before and after are the same"
    );
    assert!(stands(&room, changed("I-1", "a", "b")));
}

#[test]
fn a_figure_that_is_computed_otherwise_is_not_comparable() {
    let goes = |before, after| Event::Redefined { indicator: Indicator::Retention, before, after };
    assert_eq!(
        no(&Innovation::default(), goes(1, 1)),
        "figure `length.retention` goes from version 1 to 1; a new version is higher"
    );
    assert_eq!(no(&Innovation::default(), goes(0, 1)), "figure `length.retention` is at version 1, not 0");
    let room: Innovation = after([noted(date(2026, 5, 1), goes(1, 2))]);
    assert_eq!(no(&room, goes(1, 3)), "figure `length.retention` is at version 2, not 1");
    let comparable = |from, to| room.comparable(Indicator::Retention, from, to);
    assert!(!comparable(date(2026, 4, 30), date(2026, 5, 1)));
    assert!(!comparable(date(2026, 12, 31), date(2025, 12, 31)));
    assert!(comparable(date(2026, 5, 1), date(2026, 12, 31)));
    assert!(comparable(date(2025, 1, 1), date(2026, 4, 30)));
    assert!(room.comparable(Indicator::Served, date(2025, 1, 1), END));
    assert_eq!(
        room.redefined()[0].to_string(),
        "`length.retention` is computed in another way from 2026-05-01 on (version 2 after 1); earlier figures cannot be compared \
         with it as they are"
    );
}

#[test]
fn what_waits_longest_is_told_first() {
    let room: Innovation =
        after([noted(date(2026, 2, 1), proposed("I-2")), noted(date(2026, 1, 1), proposed("I-1"))]);
    let waits: Vec<_> = room
        .undecided(date(2026, 2, 1))
        .into_iter()
        .map(|waiting| (waiting.proposal.id.to_string(), waiting.days, waiting.due))
        .collect();
    assert_eq!(waits, [("I-1".to_owned(), 31, true), ("I-2".to_owned(), 0, true)]);
    assert_eq!(room.undecided(date(2026, 1, 31)).len(), 1);
}

#[test]
fn a_proposal_is_as_far_as_it_has_come() {
    let status = |room: &Innovation| room.proposals()[0].status.clone();
    assert_eq!(status(&after([noted(START, proposed("I-1"))])), Status::Proposed);
    assert_eq!(status(&trial([])), Status::Tried(id("E-1")));
    let dropped = trial([decided("I-1", Decision::Dropped)]);
    assert_eq!(status(&dropped), Status::Decided(Decision::Dropped));
}

#[test]
fn lessons_say_what_was_tried_found_and_done() {
    let lesson = |room: &Innovation| room.learned()[0].to_string();
    assert_eq!(
        lesson(&trial([
            looked("E-1", 1, 4, Said::Inconclusive),
            looked("E-1", 2, 8, Said::Better),
            decided("I-1", Decision::Adopted),
            changed("I-1", "a", "b"),
        ])),
        "`a buddy for I-1` was tried by lot with 8 people (experiment `E-1`, by `belonging`): it was better than the usual way, \
         by more than chance explains. It was adopted on 2026-09-01, and changed how the programme works on 2026-09-01."
    );
    assert_eq!(
        lesson(&trial([looked("E-1", 2, 1, Said::Inconclusive), decided("I-1", Decision::Adapted)])),
        "`a buddy for I-1` was tried by lot with 1 person (experiment `E-1`, by `belonging`): neither better nor worse was shown, \
         which is not to say that it makes no difference. It was adopted in another form on 2026-09-01; nothing has been changed \
         yet."
    );
    assert_eq!(
        lesson(&trial([looked("E-1", 1, 4, Said::Unsound), decided("I-1", Decision::Dropped)])),
        "`a buddy for I-1` was tried by lot with 4 people (experiment `E-1`, by `belonging`): the arms did not have the sizes that \
         lots give, so that nothing may be concluded. It was dropped on 2026-09-01."
    );
    assert_eq!(
        lesson(&trial([decided("I-1", Decision::Dropped)])),
        "`a buddy for I-1` was to be tried by lot (experiment `E-1`, by `belonging`), but nobody looked. It was dropped on \
         2026-09-01."
    );
    let untried: Innovation =
        after([noted(START, proposed("I-1")), noted(START, decided("I-1", Decision::Dropped))]);
    assert_eq!(lesson(&untried), "`a buddy for I-1` was not tried by lot. It was dropped on 2026-03-01.");
}
