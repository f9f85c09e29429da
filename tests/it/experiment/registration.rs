//! What may be registered, and what is told of what may not.

use mentorship::{
    experiment::{Problem, Protocol, Registration, Schedule, Spending},
    impact::Days,
    jiff::civil::date,
};

use super::kit::{arm, label, outcome, protocol, register};

/// All that is wrong after a change, in words.
fn wrong(change: impl FnOnce(&mut Protocol)) -> Vec<String> {
    let mut protocol = protocol();
    change(&mut protocol);
    Registration::new(protocol).unwrap_err().0.iter().map(ToString::to_string).collect()
}

fn fits(change: impl FnOnce(&mut Protocol)) -> Registration {
    let mut protocol = protocol();
    change(&mut protocol);
    register(protocol)
}

#[test]
fn arms_can_be_told_apart_and_are_drawn() {
    assert_eq!(wrong(|p| p.arms.truncate(1)), ["there are 1 arms; a comparison takes 2 to 10"]);
    assert_eq!(
        wrong(|p| {
            p.arms = (0..11).map(|n| arm(&format!("way {n}"), 1)).collect();
        }),
        ["there are 11 arms; a comparison takes 2 to 10"]
    );
    fits(|p| p.arms = (0..10).map(|n| arm(&format!("way {n}"), 1)).collect());
    assert_eq!(wrong(|p| p.arms[1].name = label("As Usual")), ["arm `As Usual` is there twice"]);
    assert_eq!(wrong(|p| p.arms[0].ratio = 0), ["arm `as usual` has a ratio of 0; it is 1 to 10"]);
    assert_eq!(wrong(|p| p.arms[0].ratio = 11), ["arm `as usual` has a ratio of 11; it is 1 to 10"]);
    fits(|p| p.arms[0].ratio = 10);
}

#[test]
fn outcomes_can_be_told_apart() {
    assert_eq!(
        wrong(|p| p.further = vec![outcome("skills"), outcome("Belonging"), outcome("skills")]),
        ["outcome `Belonging` is there twice", "outcome `skills` is there twice"]
    );
    let names: Vec<String> = fits(|p| p.further = vec![outcome("skills")])
        .protocol()
        .outcomes()
        .map(|outcome| outcome.name.to_string())
        .collect();
    assert_eq!(names, ["belonging", "skills"]);
}

#[test]
fn sizes_and_days_are_such_as_there_are() {
    let early = date(1969, 12, 31);
    assert_eq!(wrong(|p| p.start = early), ["1969-12-31 is not between 1970-01-01 and 2069-12-31"]);
    assert_eq!(
        wrong(|p| p.horizon = Days::new(0).unwrap()),
        ["units are followed for 0 days; it is at least 1"]
    );
    fits(|p| p.horizon = Days::new(1).unwrap());
    assert_eq!(
        wrong(|p| p.planned = 3),
        ["3 units are planned; it is at least 4, two for each arm, and at most 1000000"]
    );
    assert_eq!(
        wrong(|p| {
            p.arms = (0..3).map(|n| arm(&format!("way {n}"), 1)).collect();
            p.planned = 5;
        }),
        ["5 units are planned; it is at least 6, two for each arm, and at most 1000000"]
    );
    assert_eq!(wrong(|p| p.planned = 1_000_001).len(), 1);
    fits(|p| p.planned = 4);
    fits(|p| p.planned = 1_000_000);
    assert_eq!(
        wrong(|p| p.alpha = 0.21),
        ["the error put up with is 0.21; it is 0.001 to 0.2, and mostly 0.05"]
    );
    assert_eq!(wrong(|p| p.alpha = f64::NAN).len(), 1);
    assert_eq!(wrong(|p| p.alpha = 0.000_9).len(), 1);
    fits(|p| p.alpha = 0.2);
    fits(|p| p.alpha = 0.001);
    assert_eq!(wrong(|p| p.resamples = 98), ["98 resamples are planned; it is 99 to 99999"]);
    assert_eq!(wrong(|p| p.resamples = 100_000).len(), 1);
    fits(|p| p.resamples = 99);
    fits(|p| p.resamples = 99_999);
}

#[test]
fn looks_come_one_after_another_and_end() {
    let percents = |list: &[u8]| Schedule::Percents(list.to_vec());
    assert_eq!(wrong(|p| p.looks = percents(&[])), ["0 looks are planned; it is 1 to 5"]);
    assert_eq!(
        wrong(|p| p.looks = percents(&[10, 20, 30, 40, 50, 100])),
        ["6 looks are planned; it is 1 to 5"]
    );
    fits(|p| p.looks = percents(&[10, 20, 30, 40, 100]));
    assert_eq!(
        wrong(|p| p.looks = percents(&[0, 40, 40, 100])),
        ["look 3 does not come after look 2", "a look at 0 % sees nobody"]
    );
    assert_eq!(wrong(|p| p.looks = percents(&[50, 99])), ["the last look is at 99 %; it is at 100 %"]);
    assert_eq!(wrong(|p| p.looks = percents(&[50, 101])), ["the last look is at 101 %; it is at 100 %"]);
    assert_eq!(
        wrong(|p| {
            p.looks = percents(&[50, 100]);
            p.spending = Spending::AtTheEnd;
        }),
        ["all error is spent at the end, but 2 looks are planned; then there is one"]
    );
    fits(|p| p.spending = Spending::AtTheEnd);
    assert_eq!(
        (percents(&[]).len(), percents(&[]).is_empty(), percents(&[100]).is_empty()),
        (0, true, false)
    );
}

#[test]
fn the_first_dated_look_comes_after_somebody_was_followed() {
    let dates = |list: &[(i16, i8, i8)]| {
        Schedule::Dates(list.iter().map(|&(year, month, day)| date(year, month, day)).collect())
    };
    // Start on 5 January, 90 days: 5 April.
    assert_eq!(
        wrong(|p| p.looks = dates(&[(2026, 4, 4)])),
        ["the first look is on 2026-04-04, but nobody is followed to the end before 2026-04-05"]
    );
    let two = fits(|p| p.looks = dates(&[(2026, 4, 5), (2026, 8, 1)]));
    assert_eq!(two.protocol().looks.len(), 2);
    assert_eq!(
        wrong(|p| p.looks = dates(&[(2026, 8, 1), (2026, 7, 1), (2070, 1, 1)])),
        ["look 2 does not come after look 1", "2070-01-01 is not between 1970-01-01 and 2069-12-31"]
    );
}

#[test]
fn all_that_does_not_fit_is_told_at_once() {
    let mut protocol = protocol();
    protocol.arms[1].ratio = 0;
    protocol.planned = 0;
    let problems = Registration::new(protocol).unwrap_err();
    assert_eq!(problems.0.len(), 2);
    assert!(matches!(problems.0[0], Problem::WrongRatio { ratio: 0, .. }));
    assert!(problems.to_string().starts_with("2 things in the registration do not fit:\narm `buddy`"));
    let mut one = super::kit::protocol();
    one.planned = 0;
    let one = Registration::new(one).unwrap_err().to_string();
    assert!(one.starts_with("1 thing in the registration does not fit:\n0 units"), "{one}");
}

#[test]
fn a_registration_is_stored_and_read_as_its_protocol_and_checked_again() {
    let registration = register(protocol());
    let stored = serde_json::to_string(&registration).unwrap();
    let read: Registration = serde_json::from_str(&stored).unwrap();
    assert_eq!(read, registration);
    assert_eq!(read.digest(), mentorship::id::Digest::of_bytes(&stored));
    assert!(
        serde_json::from_str::<Registration>(&stored.replace("\"planned\":40", "\"planned\":1")).is_err()
    );
    assert!(serde_json::from_str::<Registration>(&stored.replace("\"planned\"", "\"plan\"")).is_err());
    let other = fits(|p| p.seed += 1);
    assert_ne!(other.digest(), registration.digest());
}

#[test]
fn what_is_left_out_is_the_usual() {
    let short: Protocol = serde_json::from_str(
        r#"{ "experiment": "E", "unit": "site", "arms": [{ "name": "a" }, { "name": "b", "ratio": 2 }],
             "primary": { "name": "o" }, "start": "2026-01-05", "horizon": 30, "planned": 8,
             "looks": { "dates": ["2026-05-01"] }, "seed": 1 }"#,
    )
    .unwrap();
    assert!((short.alpha - 0.05).abs() < 1e-15);
    assert_eq!((short.resamples, short.spending), (9_999, Spending::OBrienFleming));
    assert_eq!((short.arms[0].ratio, short.arms[1].ratio), (1, 2));
    assert!(short.further.is_empty() && short.blocks.is_none());
    assert_eq!(short.primary, outcome("o"));
    register(short);
}
