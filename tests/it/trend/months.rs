//! The months of a programme.

use mentorship::{
    feedback::{
        Answers, CheckIn, Closure, Ending, Enrolment, Facts, Instrument, Item, Meeting, Pairing, Pause,
        Reading, Record, Response, Wave,
    },
    impact::{AsOf, Delivery, Snapshot},
    introduction::Party,
    jiff::civil::{Date, date},
    people::{Label, Mode},
    trend::{ANSWER_DAYS, Baseline, Monthly, Point, Series, ShareSeries, Trend},
};

use super::{month, near};

fn day(month: i8, day: i8) -> Date {
    date(2026, month, day)
}

fn enrolment(person: &str, role: Party, place: &str) -> Enrolment {
    let mut row = Enrolment::new(person.parse().unwrap(), role);
    row.groups.insert(Label::new("place").unwrap(), Label::new(place).unwrap());
    row
}

fn pairing(agreement: &str, mentee: &str, started: Date, ended: Option<Date>) -> Pairing {
    Pairing {
        agreement: agreement.parse().unwrap(),
        mentor: "M".parse().unwrap(),
        mentee: mentee.parse().unwrap(),
        started,
        planned_days: 365,
        every_days: 14,
        pauses: vec![],
        ended: ended.map(|on| Ending { on, closure: Closure::Early }),
    }
}

fn meeting(agreement: &str, on: Date) -> Meeting {
    Meeting { agreement: agreement.parse().unwrap(), on, minutes: 60, mode: Mode::InPerson, logged: on }
}

fn check_in(due: Date, held: Option<Date>) -> CheckIn {
    CheckIn { agreement: "A".parse().unwrap(), due, held, fit: None }
}

fn answer(person: &str, instrument: &str, wave: Wave, due: Date, came: Option<(Date, i16)>) -> Response {
    let item = "q".parse().unwrap();
    Response {
        instrument: instrument.parse().unwrap(),
        version: 1,
        person: person.parse().unwrap(),
        role: Party::Mentee,
        agreement: None,
        wave,
        due,
        answers: came.map(|(on, value)| Answers { on, items: [(item, value)].into() }),
    }
}

/// Two pairings: A from 15 January on with a pause in March; B from 1 February to 10 March.
fn facts() -> Facts {
    let mut a = pairing("A", "Bo", day(1, 15), None);
    a.pauses = vec![Pause { from: day(2, 25), until: day(4, 1) }];
    let satisfied =
        Instrument::new("sat".parse().unwrap(), vec![Item::scale("q".parse().unwrap(), 1, 5)]).unwrap();
    let scale =
        Instrument::new("scale".parse().unwrap(), vec![Item::scale("q".parse().unwrap(), 1, 5)]).unwrap();
    Facts {
        enrolments: vec![
            enrolment("M", Party::Mentor, "east"),
            enrolment("Bo", Party::Mentee, "east"),
            enrolment("Cy", Party::Mentee, "west"),
        ],
        pairings: vec![a, pairing("B", "Cy", day(2, 1), Some(day(3, 10)))],
        meetings: vec![
            meeting("A", day(1, 15)),
            meeting("A", day(1, 31)),
            meeting("A", day(2, 1)),
            meeting("B", day(3, 9)),
            meeting("A", day(4, 2)),
            meeting("A", day(4, 20)),
        ],
        check_ins: vec![
            check_in(day(2, 1), Some(day(2, 8))),
            check_in(day(2, 28), Some(day(3, 8))),
            check_in(day(2, 15), None),
            check_in(day(3, 31), Some(day(3, 20))),
            check_in(day(4, 10), Some(day(4, 10))),
        ],
        instruments: vec![satisfied.read_as(Reading::Satisfaction).unwrap(), scale],
        responses: vec![
            answer("Bo", "sat", Wave::Midway, day(2, 10), Some((day(2, 24), 4))),
            answer("Cy", "sat", Wave::Midway, day(2, 10), Some((day(2, 25), 3))),
            answer("Bo", "sat", Wave::After, day(3, 31), Some((day(3, 1), 5))),
            answer("Cy", "sat", Wave::After, day(3, 31), None),
            answer("Bo", "scale", Wave::Midway, day(2, 10), Some((day(2, 1), 1))),
        ],
        ..Facts::default()
    }
}

fn monthly(on: Date) -> Monthly {
    let record = Record::new(facts()).unwrap();
    Monthly::of(&Snapshot::new(&record, AsOf::new(on)))
}

fn told(series: &Series) -> Vec<(String, f64, u64)> {
    series.points().iter().map(|Point { month, value, n }| (month.to_string(), *value, *n)).collect()
}

fn counts(shares: &ShareSeries) -> Vec<(String, u64, u64)> {
    shares.shares().map(|(month, share)| (month.to_string(), share.hits(), share.of())).collect()
}

fn check_values(series: &Series, expected: &[(&str, f64, u64)]) {
    let told = told(series);
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for ((month, value, n), (of, expected, of_n)) in told.iter().zip(expected) {
        assert!(month == of && near(*value, *expected) && n == of_n, "{told:?}");
    }
}

fn check_counts(shares: &ShareSeries, expected: &[(&str, u64, u64)]) {
    let expected: Vec<_> =
        expected.iter().map(|(month, hits, of)| ((*month).to_owned(), *hits, *of)).collect();
    assert_eq!(counts(shares), expected);
}

#[test]
fn pairings_that_began_are_counted_month_by_month() {
    check_values(
        &monthly(day(4, 30)).begun(),
        &[("2026-01", 1.0, 1), ("2026-02", 1.0, 1), ("2026-03", 0.0, 0), ("2026-04", 0.0, 0)],
    );
}

#[test]
fn a_month_in_progress_is_left_out() {
    check_values(&monthly(day(2, 28)).begun(), &[("2026-01", 1.0, 1), ("2026-02", 1.0, 1)]);
    check_values(&monthly(day(2, 27)).begun(), &[("2026-01", 1.0, 1)]);
    check_values(&monthly(day(1, 30)).begun(), &[]);
    let early = monthly(day(1, 30));
    assert!(early.intensity().is_empty() && early.satisfied().shares().len() == 0);
}

#[test]
fn meetings_are_told_of_active_days() {
    // January: A, 17 days. February: A 24 days until the pause, B 28. March: B 9. April: A 30.
    let all = monthly(day(4, 30));
    check_values(
        &all.intensity(),
        &[
            ("2026-01", 60.0 / 17.0, 1),
            ("2026-02", 30.0 / 52.0, 2),
            ("2026-03", 30.0 / 9.0, 1),
            ("2026-04", 60.0 / 30.0, 1),
        ],
    );
    // In the middle of a month, days are those so far, and the month is not told.
    check_values(&monthly(day(4, 15)).intensity(), &told_until(&all, 3));
}

fn told_until(monthly: &Monthly, months: usize) -> Vec<(&'static str, f64, u64)> {
    let names = ["2026-01", "2026-02", "2026-03", "2026-04"];
    let points = monthly.intensity().points().to_vec();
    names.into_iter().zip(points).take(months).map(|(name, point)| (name, point.value, point.n)).collect()
}

#[test]
fn a_month_of_pauses_only_has_no_value() {
    let mut facts = facts();
    facts.pairings.pop();
    facts.enrolments.pop();
    facts.meetings.retain(|meeting| meeting.agreement.as_str() == "A");
    facts.responses.retain(|response| response.person.as_str() == "Bo");
    let record = Record::new(facts).unwrap();
    let monthly = Monthly::of(&Snapshot::new(&record, AsOf::new(day(4, 30))));
    assert_eq!(monthly.intensity().gaps(), [month("2026-03")]);
}

#[test]
fn active_days_add_up_to_those_of_delivery() {
    let record = Record::new(facts()).unwrap();
    // Of a day, Delivery counts the days before it.
    let on = AsOf::new(day(5, 1));
    let intensity = monthly(day(4, 30)).intensity();
    let (mut meetings, mut days) = (0.0, 0.0);
    for (point, active) in intensity.points().iter().zip([17.0, 52.0, 9.0, 30.0]) {
        meetings += point.value * active;
        days += active;
    }
    let delivery = Delivery::of(&Snapshot::new(&record, on));
    assert!(near(delivery.intensity().unwrap(), meetings / days));
}

#[test]
fn check_ins_are_in_time_within_a_week_and_told_once_they_could_have_been() {
    // Of February: one on the seventh day, one on the eighth, one never. Of March: before it was due.
    check_counts(&monthly(day(4, 30)).check_ins(), &[("2026-02", 1, 3), ("2026-03", 1, 1)]);
    check_counts(&monthly(day(5, 7)).check_ins(), &[("2026-02", 1, 3), ("2026-03", 1, 1), ("2026-04", 1, 1)]);
    check_counts(&monthly(day(5, 6)).check_ins(), &[("2026-02", 1, 3), ("2026-03", 1, 1)]);
    check_counts(&monthly(day(3, 7)).check_ins(), &[("2026-02", 1, 3)]);
    check_counts(&monthly(day(3, 6)).check_ins(), &[]);
}

#[test]
fn satisfaction_is_told_of_the_month_in_which_it_came() {
    check_counts(&monthly(day(3, 31)).satisfied(), &[("2026-02", 1, 2), ("2026-03", 1, 1)]);
    check_counts(&monthly(day(3, 30)).satisfied(), &[("2026-02", 1, 2)]);
}

#[test]
fn answers_came_within_two_weeks_of_the_month_in_which_they_were_due() {
    assert_eq!(ANSWER_DAYS, 14);
    // One on the fourteenth day, one on the fifteenth, one before.
    check_counts(&monthly(day(4, 14)).came(), &[("2026-02", 2, 3), ("2026-03", 1, 2)]);
    check_counts(&monthly(day(4, 13)).came(), &[("2026-02", 2, 3)]);
    check_counts(&monthly(day(3, 13)).came(), &[]);
}

#[test]
fn neighbourhoods_merge_to_the_town() {
    let record = Record::new(facts()).unwrap();
    for on in [day(4, 30), day(4, 14), day(2, 28)] {
        let town = Snapshot::new(&record, AsOf::new(on));
        let whole = Monthly::of(&town);
        let parts = town.groups(&Label::new("place").unwrap());
        assert_eq!(parts.len(), 2);
        let mut merged = Monthly::default();
        for part in parts.values().rev() {
            merged.merge(&Monthly::of(part));
        }
        assert_eq!(merged, whole);
        let stored = serde_json::to_string(&whole).unwrap();
        assert_eq!(serde_json::from_str::<Monthly>(&stored).unwrap(), whole);
    }
}

#[test]
fn merged_they_are_known_as_of_the_earlier_day() {
    let (early, late) = (monthly(day(2, 28)), monthly(day(4, 30)));
    for (first, second) in [(&early, &late), (&late, &early)] {
        let mut both = first.clone();
        both.merge(second);
        check_values(&both.begun(), &[("2026-01", 2.0, 2), ("2026-02", 2.0, 2)]);
    }
    let nothing = Monthly::default();
    assert!(nothing.begun().is_empty() && nothing.intensity().is_empty());
    assert_eq!(nothing.check_ins(), ShareSeries::default());
    let none = Monthly::of(&Snapshot::new(&Record::default(), AsOf::new(day(4, 30))));
    assert!(none.begun().is_empty());
}

/// What was known on a day.
fn known_on(on: Date) -> Facts {
    let mut facts = facts();
    facts.pairings.retain(|pairing| pairing.started <= on);
    for pairing in &mut facts.pairings {
        pairing.ended = pairing.ended.filter(|ending| ending.on <= on);
    }
    let began = facts.pairings.clone();
    let began = |agreement| began.iter().any(|pairing| pairing.agreement == agreement);
    facts.meetings.retain(|meeting| meeting.on <= on && began(meeting.agreement.clone()));
    facts.check_ins.retain(|talk| talk.due <= on && began(talk.agreement.clone()));
    for talk in &mut facts.check_ins {
        talk.held = talk.held.filter(|held| *held <= on);
    }
    for response in &mut facts.responses {
        response.answers = response.answers.take().filter(|answers| answers.on <= on);
    }
    facts.responses.retain(|response| response.due <= on || response.answers.is_some());
    facts
}

#[test]
fn what_is_dated_later_has_not_happened() {
    for on in std::iter::successors(Some(day(1, 1)), |day| day.tomorrow().ok()).take(150) {
        let record = Record::new(known_on(on)).unwrap();
        assert_eq!(Monthly::of(&Snapshot::new(&record, AsOf::new(on))), monthly(on), "{on}");
    }
}

#[test]
fn a_month_without_an_active_day_has_no_value_whatever_began_in_it() {
    let mut facts = facts();
    facts.pairings[0].pauses = vec![Pause { from: day(1, 15), until: day(2, 10) }];
    facts.meetings.retain(|meeting| meeting.agreement.as_str() == "A" && meeting.on >= day(3, 1));
    let (record, _) = Record::sift(facts);
    let monthly = Monthly::of(&Snapshot::new(&record, AsOf::new(day(4, 30))));
    assert_eq!(monthly.begun().points()[0].n, 1);
    assert_eq!(monthly.intensity().points()[0].month, month("2026-02"));
}

#[test]
fn what_is_told_of_a_month_is_not_told_otherwise_later() {
    let last = monthly(day(6, 30));
    for on in std::iter::successors(Some(day(1, 1)), |day| day.tomorrow().ok()).take(180) {
        let early = monthly(on);
        for (early, last) in [(early.begun(), last.begun()), (early.intensity(), last.intensity())] {
            assert_eq!(early.points(), &last.points()[..early.len()], "{on}");
        }
        for (early, last) in [
            (early.check_ins(), last.check_ins()),
            (early.satisfied(), last.satisfied()),
            (early.came(), last.came()),
        ] {
            assert!(early.shares().eq(last.shares().take(early.shares().len())), "{on}");
        }
    }
}

#[test]
fn a_few_months_are_only_looked_at() {
    let trend = Trend::of_shares(
        &monthly(day(4, 30)).check_ins(),
        &Baseline::default(),
        mentorship::impact::Indicator::CheckInsOnTime.definition().direction,
    );
    assert_eq!(trend.to_string(), "2 months are too few to tell a change from chance; 8 are needed");
}
