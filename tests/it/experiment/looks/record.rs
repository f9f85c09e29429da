//! Which looks are taken and which are refused.

use mentorship::{
    experiment::{
        Conclusion, Finding, Looks, Lots, Measurements, Observation, Refused, Registration, Schedule,
        Spending,
    },
    jiff::civil::date,
};

use super::super::kit::{
    draw, entrant, label, look, look_on, measure, near, observed, outcome, person, protocol, register,
};

/// 40 people, looks at 20, 30 and 40 of them.
fn three_looks() -> (Registration, Lots, Vec<Observation>) {
    let mut protocol = protocol();
    protocol.looks = Schedule::Percents(vec![50, 75, 100]);
    protocol.further = vec![outcome("skills"), outcome("sleep")];
    let registration = register(protocol);
    let lots = draw(&registration, 40);
    let observations = measure(&lots, |at, _| (at * 7 % 10) as f64);
    (registration, lots, observations)
}

fn refused(result: Result<impl std::fmt::Debug, Refused>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn an_outcome_that_was_not_registered_is_refused() {
    let (registration, lots, observations) = three_looks();
    let mut looks = Looks::none(&registration);
    let mut ask = |name: &str| {
        let outcome = label(name);
        let measured = Measurements { outcome: &outcome, observations: &observations };
        refused(registration.look(&mut looks, &lots, 1, &measured, date(2026, 6, 1)))
    };
    assert_eq!(ask("mood"), "outcome `mood` was not registered; it can be registered for another experiment");
    assert_eq!(
        ask("skills"),
        "outcome `skills` is a further one; these are told together, after the last look"
    );
    assert!(looks.taken().is_empty());
}

#[test]
fn a_look_is_planned_taken_once_and_in_order() {
    let (registration, lots, observations) = three_looks();
    let mut looks = Looks::none(&registration);
    let mut take = |number, people: usize| {
        look(&registration, &mut looks, &lots, number, &observations[..people]).map(|look| look.look)
    };
    assert_eq!(refused(take(0, 20)), "look 0 is not planned; there are 3");
    assert_eq!(refused(take(4, 40)), "look 4 is not planned; there are 3");
    assert_eq!(refused(take(1, 19)), "look 1 is planned for 20 counted units; 19 is too early");
    // One is left out.
    assert_eq!(take(2, 30), Ok(2));
    assert_eq!(refused(take(2, 40)), "look 2 was taken on 2026-06-01; each is taken once");
    assert_eq!(refused(take(1, 40)), "look 1 comes too late: look 2 was taken on 2026-06-01");
    assert_eq!(refused(take(3, 30)), "nobody more is counted than at look 2");
    assert_eq!(take(3, 31), Ok(3), "nobody else is coming");
    let taken: Vec<_> = looks.taken().iter().map(|taken| (taken.look, taken.counted)).collect();
    assert_eq!(taken, [(2, 30), (3, 31)]);
}

#[test]
fn the_last_look_waits_for_those_who_are_still_followed() {
    let mut protocol = protocol();
    protocol.looks = Schedule::Percents(vec![100]);
    let registration = register(protocol);
    let mut late = entrant(39);
    late.enrolled = date(2026, 4, 1);
    let lots = registration.assign((0..39).map(entrant).chain([late])).unwrap();
    let observations = measure(&lots, |at, _| (at % 5) as f64);
    let mut looks = Looks::none(&registration);
    let early = look_on(&registration, &mut looks, &lots, 1, &observations, date(2026, 6, 29));
    assert_eq!(refused(early), "look 1 is planned for 40 counted units; 39 is too early");
    let on_the_day = look_on(&registration, &mut looks, &lots, 1, &observations, date(2026, 6, 30)).unwrap();
    assert_eq!(on_the_day.told.counted(), 40);
}

#[test]
fn a_dated_look_has_its_day() {
    let mut protocol = protocol();
    protocol.looks = Schedule::Dates(vec![date(2026, 5, 1), date(2026, 8, 1)]);
    let registration = register(protocol);
    let lots = draw(&registration, 40);
    let observations = measure(&lots, |at, _| (at % 5) as f64);
    let mut looks = Looks::none(&registration);
    let mut take = |number, people: usize, on| {
        look_on(&registration, &mut looks, &lots, number, &observations[..people], on).map(|look| look.look)
    };
    assert_eq!(
        refused(take(1, 20, date(2026, 4, 30))),
        "look 1 is planned for 2026-05-01; 2026-04-30 is too early"
    );
    assert_eq!(take(1, 20, date(2026, 5, 1)), Ok(1));
    assert_eq!(
        refused(take(2, 40, date(2026, 7, 31))),
        "look 2 is planned for 2026-08-01; 2026-07-31 is too early"
    );
    assert_eq!(
        refused(take(2, 40, date(2026, 4, 30))),
        "2026-04-30 lies before the last look, on 2026-05-01"
    );
    assert_eq!(take(2, 40, date(2026, 9, 1)), Ok(2));
}

#[test]
fn a_look_at_too_few_to_conclude_anything_is_refused() {
    let mut protocol = protocol();
    protocol.planned = 1000;
    protocol.looks = Schedule::Dates(vec![date(2026, 5, 1), date(2026, 8, 1)]);
    let registration = register(protocol);
    let lots = draw(&registration, 40);
    let observations = measure(&lots, |at, _| (at % 5) as f64);
    let mut looks = Looks::none(&registration);
    let few = look(&registration, &mut looks, &lots, 1, &observations);
    assert_eq!(
        refused(few),
        "at look 1 there is no error to spend, so nothing could be concluded from 40 units"
    );
    let nobody = look_on(&registration, &mut looks, &lots, 2, &[], date(2026, 8, 1));
    assert_eq!(
        refused(nobody),
        "at look 2 there is no error to spend, so nothing could be concluded from 0 units"
    );
    assert!(looks.taken().is_empty());
}

#[test]
fn a_settled_question_is_not_asked_again() {
    let (registration, lots, _) = three_looks();
    let observations = measure(&lots, |at, arm| (at % 3) as f64 + if arm == "buddy" { 10.0 } else { 0.0 });
    let mut looks = Looks::none(&registration);
    let first = look(&registration, &mut looks, &lots, 1, &observations[..20]).unwrap();
    // The level of a first look at half is 0.003, and 1 / 1000 is below it.
    assert_eq!(first.told.effects()[0].conclusion(), Conclusion::Better);
    assert!(looks.taken()[0].settled);
    let again = look(&registration, &mut looks, &lots, 2, &observations);
    assert_eq!(
        refused(again),
        "the question was settled by look 1, on 2026-06-01; looking on could only unsettle it"
    );
    // The further outcomes need no more looks then.
    assert!(registration.further(&mut looks, &lots, &[], date(2026, 6, 1)).is_ok());
}

#[test]
fn lots_and_looks_of_something_else_are_refused() {
    let (registration, lots, observations) = three_looks();
    let mut protocol = protocol();
    protocol.seed = 1;
    let other = register(protocol);
    let mut theirs = Looks::none(&other);
    let wrong = look(&registration, &mut theirs, &lots, 1, &observations);
    assert_eq!(refused(wrong), "the looks are those of another registration");
    let mut looks = Looks::none(&registration);
    let wrong = look(&registration, &mut looks, &draw(&other, 40), 1, &observations);
    assert_eq!(refused(wrong), "the lots are not those that this registration draws");
    assert_eq!(looks.registration(), registration.digest());
}

#[test]
fn each_is_measured_once_and_drew_a_lot() {
    let (registration, lots, mut observations) = three_looks();
    let mut looks = Looks::none(&registration);
    let mut take = |observations: &[Observation]| look(&registration, &mut looks, &lots, 1, observations);
    observations.push(observed(&person(77), 1.0));
    assert_eq!(refused(take(&observations)), "`P-0077` was measured, but drew no lot");
    observations.pop();
    observations.push(observed(&person(7), 1.0));
    assert_eq!(refused(take(&observations)), "`P-0007` was measured twice; which is right?");
}

#[test]
fn looks_are_stored_and_what_cannot_have_been_is_refused() {
    let (registration, lots, observations) = three_looks();
    let mut looks = Looks::none(&registration);
    for (number, people) in [(1, 20), (2, 30), (3, 40)] {
        look(&registration, &mut looks, &lots, number, &observations[..people]).unwrap();
    }
    registration.further(&mut looks, &lots, &[], date(2026, 6, 2)).unwrap();
    let stored = serde_json::to_value(&looks).unwrap();
    assert_eq!(serde_json::from_value::<Looks>(stored.clone()).unwrap(), looks);
    let wrong = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut stored = stored.clone();
        change(&mut stored);
        serde_json::from_value::<Looks>(stored).unwrap_err().to_string()
    };
    assert_eq!(
        wrong(&|s| s["taken"][1]["look"] = 1.into()),
        "look 1 cannot have been taken after those before it"
    );
    assert_eq!(
        wrong(&|s| s["taken"][0]["look"] = 0.into()),
        "look 0 cannot have been taken after those before it"
    );
    for change in [
        (1, "on", "2026-05-31".into()),
        (1, "counted", 20.into()),
        (1, "spent", serde_json::Value::from(0.001)),
        (1, "settled", true.into()),
        (0, "counted", 0.into()),
        (0, "spent", serde_json::Value::from(0.0)),
        (2, "spent", serde_json::Value::from(1.0)),
    ] {
        let (at, key, value) = change;
        let message = wrong(&|s| s["taken"][at][key] = value.clone());
        assert!(message.ends_with("cannot have been taken after those before it"), "{key}: {message}");
    }
    // One after another on the same day is possible.
    assert_eq!(looks.taken()[0].on, looks.taken()[1].on);
}

#[test]
fn the_error_is_spent_by_how_many_are_counted_and_all_of_it_in_the_end() {
    let (registration, lots, observations) = three_looks();
    let mut looks = Looks::none(&registration);
    let shares = [0.5, 0.8, 1.0];
    let boundaries = Spending::OBrienFleming.boundaries(0.05, &shares).unwrap();
    for ((number, people), wanted) in [(1, 20), (2, 32), (3, 40)].into_iter().zip(&boundaries) {
        let look = look(&registration, &mut looks, &lots, number, &observations[..people]).unwrap();
        near(look.spent.unwrap(), wanted.spent, "spent");
        near(look.level.unwrap(), wanted.level, "level");
        near(look.told.effects()[0].level(), wanted.level, "level of the one arm");
        near(looks.taken()[number - 1].spent, wanted.spent, "on record");
        assert_eq!((look.look, look.of, look.planned, look.on), (number, 3, 40, date(2026, 6, 1)));
    }
    // With fewer than planned the last look spends all of it too.
    let mut looks = Looks::none(&registration);
    let last = look(&registration, &mut looks, &lots, 3, &observations[..25]).unwrap();
    near(last.spent.unwrap(), 0.05, "spent");
    near(last.level.unwrap(), 0.05, "level");
}

#[test]
fn when_all_are_counted_early_nothing_is_left_for_later() {
    let (registration, _, _) = three_looks();
    let lots = draw(&registration, 50);
    let observations = measure(&lots, |at, _| (at * 7 % 10) as f64);
    let mut looks = Looks::none(&registration);
    let all = look(&registration, &mut looks, &lots, 1, &observations[..44]).unwrap();
    near(all.spent.unwrap(), 0.05, "spent");
    let more = look(&registration, &mut looks, &lots, 3, &observations);
    assert_eq!(
        refused(more),
        "at look 3 there is no error to spend, so nothing could be concluded from 50 units"
    );
}

#[test]
fn a_broken_ratio_is_the_finding_and_no_look_is_on_record() {
    let (registration, lots, observations) = three_looks();
    let mut looks = Looks::none(&registration);
    // All who drew the buddy came back, and 3 of the others.
    let mut others = 0;
    let left: Vec<Observation> = observations
        .iter()
        .filter(|observation| {
            let usual = lots.arm_of(&observation.subject) == Some(&label("as usual"));
            others += usize::from(usual);
            !usual || others <= 3
        })
        .cloned()
        .collect();
    assert_eq!(left.len(), 23);
    let broken = look(&registration, &mut looks, &lots, 1, &left).unwrap();
    assert_eq!(broken.told.finding, Finding::BrokenRatio);
    assert!(broken.told.effects().is_empty() && broken.told.ratio.unwrap().is_broken());
    assert_eq!((broken.spent, broken.level), (None, None));
    assert!(looks.taken().is_empty());
    assert!(
        broken.to_string().ends_with("somebody was lost or moved, and no effect can be told"),
        "{broken}"
    );
    assert!(look(&registration, &mut looks, &lots, 1, &observations).is_ok(), "after the data were mended");
}

#[test]
fn further_outcomes_are_told_once_at_the_end() {
    let (registration, lots, observations) = three_looks();
    let mut looks = Looks::none(&registration);
    let (skills, sleep, belonging, mood) =
        (label("skills"), label("sleep"), label("belonging"), label("mood"));
    let measured = |outcome| Measurements { outcome, observations: &observations };
    let further = |looks: &mut Looks, list: &[Measurements<'_>], on| {
        registration.further(looks, &lots, list, on).map(|told| told.len())
    };
    look(&registration, &mut looks, &lots, 2, &observations[..30]).unwrap();
    let on = date(2026, 6, 1);
    assert_eq!(
        refused(further(&mut looks, &[measured(&skills)], on)),
        "further outcomes are told once the primary one is settled or had its last look"
    );
    look(&registration, &mut looks, &lots, 3, &observations).unwrap();
    assert_eq!(
        refused(further(&mut looks, &[measured(&mood)], on)),
        Refused::NotRegistered { outcome: mood.clone() }.to_string()
    );
    assert_eq!(
        refused(further(&mut looks, &[measured(&belonging)], on)),
        "outcome `belonging` is the primary one; it is told look by look"
    );
    assert_eq!(
        refused(further(&mut looks, &[measured(&skills), measured(&skills)], on)),
        "outcome `skills` is given twice"
    );
    assert_eq!(
        refused(further(&mut looks, &[measured(&skills)], date(2026, 5, 31))),
        "2026-05-31 lies before the last look, on 2026-06-01"
    );
    assert_eq!(looks.further(), None);
    assert_eq!(further(&mut looks, &[measured(&sleep), measured(&skills)], on), Ok(2));
    assert_eq!(looks.further(), Some(on));
    assert_eq!(
        refused(further(&mut looks, &[measured(&skills)], on)),
        "the further outcomes were told on 2026-06-01; that is done once"
    );
}
