//! Quotes within consent and day.

use mentorship::{
    disclosure::{Internal, Policy, Quotes},
    feedback::{Facts, Record},
    jiff::civil::{Date, date},
};

fn record() -> Record {
    let facts: Facts = serde_json::from_str(
        r#"{
            "enrolments": [
                { "person": "P-1", "role": "mentor", "enrolled": "2026-01-05" },
                { "person": "P-2", "role": "mentee", "enrolled": "2026-01-12" }
            ],
            "passages": [
                { "id": "S-2", "talk": "T-2", "source": "interview", "on": "2026-09-01", "people": ["P-2"], "quotes": [
                    { "words": "N-1", "speaker": "P-2", "consent": { "scope": "public", "from": "2026-01-01" } },
                    { "words": "N-5", "speaker": "P-2", "consent": { "scope": "programme", "from": "2026-01-01" } }
                ] },
                { "id": "S-1", "talk": "T-1", "source": "interview", "on": "2026-03-01", "people": ["P-1"], "quotes": [
                    { "words": "N-4", "speaker": "P-1", "consent": { "scope": "steering", "from": "2026-01-01" } },
                    { "words": "N-3", "speaker": "P-1", "consent": { "scope": "public", "from": "2026-06-01", "until": "2026-10-01" } },
                    { "words": "N-2", "speaker": "P-1" }
                ] }
            ]
        }"#,
    )
    .unwrap();
    Record::new(facts).unwrap()
}

fn shown(policy: &Policy) -> Vec<String> {
    let published = Internal::new(Quotes::of(&record())).release(policy);
    assert_eq!(published.withheld().parts(), 0, "how many may not be shown is told to nobody");
    let written = serde_json::to_string(&published).unwrap();
    assert!(!written.contains("P-") && !written.contains("S-"), "{written}");
    published.content().words().iter().map(ToString::to_string).collect()
}

#[test]
fn quotes_are_shown_within_consent_and_day() {
    let public = |on: Date| shown(&Policy::public(on));
    let steering = |on: Date| shown(&Policy::steering(on));
    assert_eq!(public(date(2026, 9, 30)), ["N-1", "N-3"], "by identifier, not by day");
    assert_eq!(public(date(2026, 10, 1)), ["N-1"], "consent has ended");
    assert_eq!(public(date(2026, 8, 31)), ["N-3"], "not told yet");
    assert_eq!(public(date(2026, 9, 1)), ["N-1", "N-3"]);
    assert_eq!(public(date(2026, 5, 31)), Vec::<String>::new(), "consent has not begun");
    assert_eq!(steering(date(2026, 9, 30)), ["N-1", "N-3", "N-4"]);
    assert_eq!(steering(date(2026, 3, 1)), ["N-4"]);
}
