//! Families of questions.

use mentorship::{
    people::Label,
    trend::{Family, Finding, InvalidFamily, NotJudged, Standing},
};
use proptest::prelude::*;

use super::{flags, floats, near, real, reference};

fn label(at: usize) -> Label {
    Label::new(format!("question {at:03}")).unwrap()
}

fn labels(count: usize) -> impl Iterator<Item = Label> {
    (0..count).map(label)
}

fn family(count: usize) -> Family {
    Family::declare(labels(count)).unwrap()
}

#[test]
fn adjusted_p_values_are_those_of_the_reference() {
    for (name, data, expect) in reference("bh") {
        let p_values = floats(&data["p"]);
        if p_values.is_empty() {
            assert_eq!(Family::declare([]), Err(InvalidFamily::Empty));
            continue;
        }
        let family = family(p_values.len()).bearing(data["alpha"].as_f64().unwrap()).unwrap();
        let findings = family.judge(labels(p_values.len()).zip(p_values.iter().copied())).unwrap();
        let adjusted = findings.all().iter().map(|finding| finding.adjusted().unwrap());
        for (ours, theirs) in adjusted.zip(floats(&expect["adjusted"])) {
            assert!(near(ours, theirs), "{name}: {ours} is not {theirs}");
        }
        let stand: Vec<bool> = findings.all().iter().map(Finding::stands).collect();
        assert_eq!(stand, flags(&expect["rejected"]), "{name}");
    }
}

#[test]
fn four_of_the_fifteen_of_benjamini_and_hochberg_stand() {
    // Benjamini and Hochberg 1995, sec. 3.2; Bonferroni finds three.
    let p_values = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
        0.6528, 0.7590, 1.0,
    ];
    let findings = family(15).judge(labels(15).zip(p_values)).unwrap();
    assert_eq!(findings.all().iter().filter(|finding| finding.stands()).count(), 4);
    assert_eq!(findings.to_string(), "4 of 15 questions stand, at most 5 % of such findings false");
}

#[test]
fn a_question_that_was_not_declared_is_refused() {
    let family = family(3);
    let refused = family.judge([(label(7), 0.01)]).unwrap_err();
    assert_eq!(refused, NotJudged::Undeclared { question: label(7) });
    assert_eq!(
        refused.to_string(),
        "`question 007` was not declared beforehand; what is asked later is exploratory"
    );
    assert_eq!(
        [family.standing(&label(2)), family.standing(&label(7))],
        [Standing::Declared, Standing::Exploratory]
    );
    assert_eq!(Standing::Declared.to_string(), "declared beforehand");
    assert_eq!(Standing::Exploratory.to_string(), "exploratory");
}

#[test]
fn an_answer_is_given_once_and_is_a_probability() {
    let family = family(3);
    let twice = family.judge([(label(1), 0.01), (label(1), 0.02)]).unwrap_err();
    assert_eq!(twice.to_string(), "`question 001` is answered twice");
    for p in [-0.1, 1.1, f64::NAN] {
        let refused = family.judge([(label(1), p)]).unwrap_err().to_string();
        assert_eq!(refused, format!("`question 001`: a p-value lies from 0 to 1; {p} does not"));
    }
    assert!(family.judge([(label(0), 0.0), (label(1), 1.0)]).is_ok());
}

#[test]
fn what_was_declared_and_not_answered_counts() {
    let findings = family(5).judge([(label(3), 0.01), (label(4), 0.011)]).unwrap();
    let adjusted = |at| findings.of(&label(at)).unwrap().adjusted();
    assert!(near(adjusted(3).unwrap(), 0.0275) && near(adjusted(4).unwrap(), 0.0275));
    assert_eq!((adjusted(0), findings.of(&label(0)).unwrap().p()), (None, None));
    assert_eq!(findings.of(&label(3)).unwrap().p(), Some(0.01));
    assert!(findings.unanswered().eq(&[label(0), label(1), label(2)]));
    assert!(findings.stands(&label(3)) && !findings.stands(&label(0)) && !findings.stands(&label(9)));
    assert!(findings.of(&label(9)).is_none());
    assert_eq!(
        findings.to_string(),
        "2 of 5 questions stand, at most 5 % of such findings false; 3 have no answer and count"
    );
    assert_eq!(findings.all()[3].question(), &label(3));
}

#[test]
fn what_is_no_family_is_refused() {
    assert_eq!(Family::declare([]).unwrap_err().to_string(), "a family has at least one question");
    let twice = ["Lasting", "other", "lasting"].map(|text| Label::new(text).unwrap());
    assert_eq!(Family::declare(twice).unwrap_err().to_string(), "`Lasting` is declared twice");
    for share in [0.0, 1.0, -1.0, f64::NAN] {
        let refused = family(1).bearing(share).unwrap_err().to_string();
        assert!(refused.starts_with("the share of false discoveries lies above 0 and below 1"), "{refused}");
    }
}

#[test]
fn a_family_is_stored_and_checked() {
    let family = family(2).bearing(0.1).unwrap();
    let stored = serde_json::to_string(&family).unwrap();
    assert_eq!(stored, r#"{"questions":["question 000","question 001"],"false_share":0.1}"#);
    assert_eq!(serde_json::from_str::<Family>(&stored).unwrap(), family);
    assert!(near(family.false_share(), 0.1) && family.questions().len() == 2);
    for wrong in [
        r#"{"questions":[],"false_share":0.1}"#,
        r#"{"questions":["a","A"],"false_share":0.1}"#,
        r#"{"questions":["a"],"false_share":1.5}"#,
    ] {
        assert!(serde_json::from_str::<Family>(wrong).is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn judged_as_by_the_definition(
        p_values in prop::collection::vec(prop::option::of(0.0_f64..=1.0), 1..30),
        shuffled: prop::sample::Index,
    ) {
        let count = p_values.len();
        let mut answers: Vec<_> = labels(count).zip(&p_values).filter_map(|(label, p)| Some((label, (*p)?))).collect();
        let findings = family(count).judge(answers.clone()).unwrap();
        if !answers.is_empty() {
            let turn = shuffled.index(answers.len());
            answers.rotate_left(turn);
        }
        prop_assert_eq!(&family(count).judge(answers).unwrap(), &findings);
        // The largest rank whose p is at most its part of the share, and all before it.
        let mut sorted: Vec<f64> = p_values.iter().flatten().copied().collect();
        sorted.sort_by(f64::total_cmp);
        let passes = |(at, p): &(usize, f64)| *p <= real(*at + 1) / real(count) * 0.05;
        let stand = sorted.iter().copied().enumerate().filter(passes).map(|(at, _)| at + 1).max().unwrap_or(0);
        prop_assert_eq!(findings.all().iter().filter(|finding| finding.stands()).count(), stand);
        for finding in findings.all() {
            if let (Some(p), Some(adjusted)) = (finding.p(), finding.adjusted()) {
                prop_assert!(p <= adjusted + 1e-15 && adjusted <= 1.0);
                prop_assert_eq!(finding.stands(), adjusted <= 0.05);
            } else {
                prop_assert!(!finding.stands());
            }
        }
    }
}
