//! Bytes as criteria.

use std::sync::LazyLock;

use mentorship::{
    criteria::{Criteria, Verdict},
    jiff::civil::date,
    matching::Request,
    people::{History, Roster},
    sample,
};

use super::bytes::Bytes;

static TOWN: LazyLock<Roster> = LazyLock::new(|| sample::community(5, 6, 11));

/// Criteria that are valid, in the form in which they are stored, one rule a line.
const RULES: [&str; 10] = [
    r#"{"rule":"shared_language","level":"B1","if_unknown":"allow"}"#,
    r#"{"rule":"overlap","minutes":60,"if_unknown":"exclude"}"#,
    r#"{"rule":"no_ties","kinds":["family"],"steps":2}"#,
    r#"{"rule":"reachable","metres":12000,"if_unknown":"allow"}"#,
    r#"{"rule":"skills","points":40,"counts_for":"mentee"}"#,
    r#"{"rule":"shared","field":"interests","points":15,"enough":3,"counts_for":"both"}"#,
    r#"{"rule":"language","points":15,"full_at":"B2","counts_for":"both"}"#,
    r#"{"rule":"overlap","points":10,"enough_minutes":240,"counts_for":"both"}"#,
    r#"{"rule":"same","field":"neighbourhood","points":10,"counts_for":"both"}"#,
    r#"{"rule":"different","field":"neighbourhood","points":4294967295,"counts_for":"mentor"}"#,
];

/// Whatever they are, they are refused or hold: what is counted fast is what is told in words, and a plan by
/// them is proved.
pub(crate) fn check(bytes: &[u8]) {
    let draw = &mut Bytes(bytes);
    let mut lists = [Vec::new(), Vec::new()];
    for _ in 0..draw.below(6) {
        let at = draw.below(RULES.len());
        let mut rule = RULES[at].as_bytes().to_vec();
        for _ in 0..draw.below(3) {
            let place = draw.below(rule.len());
            rule[place] = draw.byte();
        }
        lists[usize::from(at >= 4) ^ usize::from(draw.byte() == 7)]
            .push(String::from_utf8_lossy(&rule).into_owned());
    }
    let [requirements, preferences] = lists.map(|rules| rules.join(","));
    let text = format!(r#"{{"requirements":[{requirements}],"preferences":[{preferences}]}}"#);
    let Ok(criteria) = serde_json::from_str::<Criteria>(&text) else { return };
    let again = serde_json::to_string(&criteria).unwrap();
    assert_eq!(serde_json::from_str::<Criteria>(&again).unwrap(), criteria);

    let (on, history) = (date(2026, 1, 15), History::default());
    let Ok(compiled) = criteria.compile(&TOWN, on, &history) else { return };
    for mentee in 0..TOWN.mentees().len() {
        for mentor in 0..TOWN.mentors().len() {
            let score = compiled.score(mentor, mentee);
            match compiled.verdict(mentor, mentee) {
                Verdict::Eligible(explanation) => assert_eq!(score, Some(explanation.score())),
                Verdict::Excluded(reasons) => assert!(score.is_none() && !reasons.is_empty()),
            }
        }
    }
    let request = Request::new(&TOWN, &criteria, on);
    if let Ok(plan) = request.plan() {
        request.verify(&plan).unwrap();
    }
}

#[test]
fn the_rules_that_are_edited_are_rules() {
    for (at, rule) in RULES.iter().enumerate() {
        let lists = if at < 4 { [*rule, ""] } else { ["", *rule] };
        let text = format!(r#"{{"requirements":[{}],"preferences":[{}]}}"#, lists[0], lists[1]);
        let read = serde_json::from_str::<Criteria>(&text);
        // The last is worth more points than a preference may be.
        assert_eq!(read.is_ok(), at + 1 < RULES.len(), "{rule}: {read:?}");
    }
}
