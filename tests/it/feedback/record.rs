//! What a record answers, to whom a quote is shown, and what has no place in facts.

use mentorship::{
    feedback::{CheckIn, Consent, Enrolment, Facts, Instrument, Meeting, Quote, Record, Remark, Scope},
    jiff::civil::Date,
    people::Mode,
};

use super::kit::{bond, day, facts, id, sift};

#[test]
fn the_year_fits_and_can_be_asked() {
    let (record, problems) = sift(facts());
    assert_eq!(problems, []);
    let on = |position| record.meetings_of(position).iter().map(|meeting| meeting.on).collect::<Vec<_>>();
    assert_eq!(on(record.position(&id("A-1")).unwrap()), [day(2, 9), day(2, 23)]);
    assert_eq!(on(record.position(&id("A-2")).unwrap()), [day(3, 9)]);
    assert_eq!((on(2), on(3), on(usize::MAX)), (vec![], vec![], vec![]));
    assert_eq!((record.position(&id("A-9")), record.pairing(&id("A-9"))), (None, None));
    assert_eq!(record.pairing(&id("A-2")).unwrap().mentee, id("Cy"));
    assert_eq!(record.instrument(&id("bond"), 1), Some(&bond()));
    assert_eq!(record.instrument(&id("bond"), 2), None);
}

#[test]
fn rows_that_differ_in_one_field_have_one_order() {
    let mut given = facts();
    let (met, asked) = (given.meetings[0].clone(), given.check_ins[0].clone());
    given.meetings.extend([
        Meeting { minutes: 30, ..met.clone() },
        Meeting { mode: Mode::Online, ..met.clone() },
        Meeting { logged: day(2, 10), ..met },
    ]);
    given.check_ins.extend([
        CheckIn { due: day(3, 1), ..asked.clone() },
        CheckIn { held: Some(day(3, 4)), ..asked.clone() },
        CheckIn { fit: Some(5), ..asked },
    ]);
    let remarked = given.remarks[0].clone();
    given.remarks.extend([
        Remark { on: day(3, 4), result: id("R-2"), ..remarked.clone() },
        Remark { result: id("R-3"), ..remarked.clone() },
        Remark { behaviour: id("B-2"), ..remarked },
    ]);
    let mut reversed = given.clone();
    reversed.meetings.reverse();
    reversed.check_ins.reverse();
    reversed.remarks.reverse();
    assert_eq!(sift(given), sift(reversed));
}

#[test]
fn the_record_of_nothing_is_the_default() {
    assert_eq!(sift(Facts::default()), (Record::default(), vec![]));
    assert_eq!(Record::default().meetings_of(0), []);
}

#[test]
fn a_quote_is_shown_as_far_and_as_long_as_its_speaker_consents() {
    use Scope::{Programme, Public, Steering};
    let quote = |scope, until| {
        let consent = Some(Consent { scope, from: day(3, 1), until });
        Quote { words: id("Q-1"), speaker: id("Bo"), consent }
    };
    for (consented, readers, shown) in [
        (Programme, Programme, true),
        (Programme, Steering, false),
        (Programme, Public, false),
        (Steering, Programme, true),
        (Steering, Steering, true),
        (Steering, Public, false),
        (Public, Programme, true),
        (Public, Steering, true),
        (Public, Public, true),
    ] {
        for (on, in_time) in [(day(2, 28), false), (day(3, 1), true), (day(8, 31), true), (day(9, 1), false)]
        {
            let quote = quote(consented, Some(day(9, 1)));
            let words = Some(&quote.words).filter(|_| shown && in_time);
            assert_eq!(quote.shown_to(readers, on), words, "{consented:?} {readers:?} {on}");
        }
        let quote = quote(consented, None);
        assert_eq!(quote.shown_to(readers, Date::MAX).is_some(), shown);
        assert_eq!(quote.shown_to(readers, day(2, 28)), None);
    }
    let silent = Quote { words: id("Q-1"), speaker: id("Bo"), consent: None };
    assert_eq!(silent.shown_to(Programme, day(4, 1)), None);
}

#[test]
fn nowhere_is_there_room_for_a_story() {
    fn places(value: &serde_json::Value, at: &str, found: &mut Vec<String>) {
        match value {
            serde_json::Value::String(_) => found.push(at.to_owned()),
            serde_json::Value::Array(rows) => {
                rows.iter().enumerate().for_each(|(i, row)| places(row, &format!("{at}/{i}"), found));
            }
            serde_json::Value::Object(fields) => {
                fields.iter().for_each(|(key, field)| places(field, &format!("{at}/{key}"), found));
            }
            _ => {}
        }
    }
    let whole = serde_json::to_value(facts()).unwrap();
    let mut found = Vec::new();
    places(&whole, "", &mut found);
    assert!(found.len() > 60, "the walk finds the texts");
    let story = "Once upon a time ".repeat(8);
    for place in found {
        let mut told = whole.clone();
        *told.pointer_mut(&place).unwrap() = story.trim().into();
        assert!(serde_json::from_value::<Facts>(told).is_err(), "{place} takes a story");
    }
}

#[test]
fn a_key_given_twice_in_other_letters_is_refused() {
    let bo = r#"{"person": "Bo", "role": "mentee", "groups": {"Wijk": "Haven", "wijk": "Centrum"}}"#;
    let error = serde_json::from_str::<Enrolment>(bo).unwrap_err().to_string();
    assert!(error.starts_with("`wijk` and `Wijk` are one key, given twice"), "{error}");
    let bond = r#"{"id": "bond", "items": [{"key": "a", "min": 1, "max": 5}],
                   "subscales": {"Warm": ["a"], "warm": ["a"]}}"#;
    let error = serde_json::from_str::<Instrument>(bond).unwrap_err().to_string();
    assert!(error.starts_with("`warm` and `Warm` are one key, given twice"), "{error}");
}

#[test]
fn two_parts_of_a_programme_are_put_together() {
    let (whole, mut first, mut second) = (facts(), facts(), Facts::default());
    second.enrolments = first.enrolments.split_off(1);
    second.pairings = first.pairings.split_off(1);
    second.meetings = first.meetings.split_off(1);
    second.check_ins.append(&mut first.check_ins);
    second.instruments = first.instruments.split_off(1);
    second.responses.append(&mut first.responses);
    second.goals.append(&mut first.goals);
    second.milestones.append(&mut first.milestones);
    second.passages.append(&mut first.passages);
    second.codings.append(&mut first.codings);
    second.remarks.append(&mut first.remarks);
    second.neighbours = first.neighbours.split_off(1);
    second.ties = first.ties.split_off(1);
    second.receipts = first.receipts.split_off(1);
    second.expenses = first.expenses.split_off(1);
    second.balances = first.balances.split_off(1);
    second.volunteering = first.volunteering.split_off(1);
    second.meanings.append(&mut first.meanings);
    first.append(second);
    assert_eq!(first, whole);
}
