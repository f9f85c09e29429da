//! Walks under policies.

use mentorship::{
    agreement::{Agreement, Entry, Event, Phase, Policy, Prerequisite},
    introduction::{self, Party},
    testing::{
        generators::{agreement_policies, introduction_policies},
        lifecycle::{Broken, Walker},
    },
};
use proptest::prelude::*;

fn screened(agreement: &Agreement, entry: &Entry) -> Result<(), String> {
    let held = agreement.prerequisites().on(Party::Mentor, &Prerequisite::Screening, entry.on, 1).holds();
    match entry.event {
        Event::AgreementStarted { .. } if !held => Err("nobody screened the mentor".to_owned()),
        _ => Ok(()),
    }
}

#[test]
fn the_default_policy_keeps_every_promise_and_walks_come_everywhere() {
    let walked = Walker::new(Policy::default()).walks(300).agreements(screened).unwrap();
    let all = [
        Phase::Drafting,
        Phase::Signing,
        Phase::Preparing,
        Phase::Active,
        Phase::Paused,
        Phase::Suspended,
        Phase::Closing,
        Phase::Completed,
        Phase::EndedEarly,
        Phase::NotStarted,
        Phase::Archived,
    ];
    for phase in all {
        assert!(walked.phases.contains(&phase), "{phase}: {walked:?}");
    }
    let walked = Walker::new(Policy::default()).introductions(|_, _| Ok(())).unwrap();
    assert!(walked.phases.contains(&introduction::Phase::Clicked), "{walked:?}");
    assert!(walked.phases.contains(&introduction::Phase::NotStarted), "{walked:?}");
}

#[test]
fn a_policy_that_lacks_a_prerequisite_is_found_with_the_fewest_steps() {
    let mut policy = Policy::default();
    policy.required.mentor.remove(&Prerequisite::Screening);
    let found = Walker::new(policy.clone()).agreements(screened).unwrap_err();
    assert_eq!(found.broken, Broken::Rule("nobody screened the mentor".to_owned()));
    assert!(matches!(found.entries.last().unwrap().event, Event::AgreementStarted { .. }));
    // Draft, freeze, two signatures with the text in force, four certificates, start: nothing else is left.
    let told = found.to_string();
    let count = |what: &str| told.matches(what).count();
    assert_eq!(
        (count("RecordPrerequisite") + count("WaivePrerequisite"), count("Pause"), count("Report")),
        (4, 0, 0),
        "{told}"
    );
    assert!(Agreement::replay(&found.entries).is_ok());
    assert_eq!(Walker::new(policy).agreements(screened).unwrap_err(), found, "the same seed finds the same");
}

#[test]
fn a_rule_about_introductions_is_asked_too() {
    let policy = introduction::Policy { no_shows: 1, ..introduction::Policy::default() };
    let patient = |introduction: &introduction::Introduction, entry: &introduction::Entry| {
        let ended = introduction.phase() == introduction::Phase::NotStarted;
        let missed = entry.step == introduction::Step::ReportNoShow;
        if ended && missed { Err("one missed talk ended it".to_owned()) } else { Ok(()) }
    };
    let walker = Walker::new(Policy::default()).walks(400);
    let found = walker.clone().introduced_by(policy).introductions(patient).unwrap_err();
    assert!(found.to_string().contains("ReportNoShow"), "{found}");
}

#[test]
fn a_rule_that_is_broken_from_the_beginning_is_found_at_once() {
    let found = Walker::new(Policy::default()).agreements(|_, _| Err("never".to_owned())).unwrap_err();
    assert_eq!(found.entries.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_policy_keeps_the_promises(policy in agreement_policies(), seed in 0..1_000_u64) {
        let walker = Walker::new(policy).seed(seed).walks(8);
        if let Err(found) = walker.agreements(|_, _| Ok(())) { prop_assert!(false, "{found}") }
    }

    #[test]
    fn every_introduction_keeps_the_promises(policy in introduction_policies(), seed in 0..1_000_u64) {
        let walker = Walker::new(Policy::default()).introduced_by(policy).seed(seed).walks(8);
        if let Err(found) = walker.introductions(|_, _| Ok(())) { prop_assert!(false, "{found}") }
    }
}
