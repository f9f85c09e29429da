//! Random decisions of random people: what always holds is checked after each.

use std::collections::BTreeMap;

use mentorship::{
    criteria::Verdict,
    introduction::Proposal,
    matching::{Decided, Decision, Ground, NotClosed, Plan, Review, ReviewBook},
    people::Roster,
};
use proptest::prelude::*;

use super::kit::{
    Does::{self, Approve, ApproveUnseen, Pair, Reject, TakeBack},
    ON, criteria, day, does, id, request, roster,
};

const MENTORS: [&str; 6] = ["M-1", "M-2", "M-3", "M-4", "M-5", "M-6"];
const MENTEES: [&str; 4] = ["T-1", "T-2", "T-3", "T-4"];
/// Who reviews: among them one of the people, and a sister.
const BY: [&str; 4] = ["Carla", "Cor", "Anna", "Nina"];

/// What is done, by whom, how many days later. Mostly of pairs that the plan proposes or whom nothing keeps apart.
fn steps() -> impl Strategy<Value = Vec<(Does, &'static str, i8)>> {
    let pair = prop_oneof![
        4 => Just(("M-1", "T-1")),
        4 => Just(("M-2", "T-2")),
        4 => prop::sample::select(vec![("M-1", "T-2"), ("M-1", "T-3"), ("M-1", "T-4"), ("M-5", "T-2"), ("M-5", "T-4")]),
        2 => (prop::sample::select(&MENTORS[..]), prop::sample::select(&MENTEES[..])),
    ];
    let does = (pair, 0..7_u8).prop_map(|((mentor, mentee), what)| match what {
        0 | 1 => Approve(mentor, mentee),
        2 => Reject(mentor, mentee, Ground::Replaced),
        3 | 4 => Pair(mentor, mentee),
        5 => TakeBack(mentor, mentee),
        _ => ApproveUnseen(mentor, mentee),
    });
    prop::collection::vec((does, prop::sample::select(&BY[..]), 0..2_i8), 1..40)
}

/// What stands, by a plain fold.
fn fold(entries: &[Decided]) -> BTreeMap<(&str, &str), &Decided> {
    let mut standing = BTreeMap::new();
    for entry in entries {
        let pair = (entry.mentor.as_str(), entry.mentee.as_str());
        if entry.decision == Decision::TakenBack {
            standing.remove(&pair);
        } else {
            standing.insert(pair, entry);
        }
    }
    standing
}

fn holds(review: &Review<'_>, roster: &Roster, plan: &Plan) -> Result<(), TestCaseError> {
    let standing = fold(review.log().entries());
    prop_assert!(review.standing().eq(standing.values().copied()), "the log adds up to what stands");
    let is_approved = |decided: &&&Decided| !matches!(decided.decision, Decision::Rejected { .. });
    let pairs: Vec<_> = standing.values().filter(is_approved).collect();
    for mentor in roster.mentors() {
        let held = pairs.iter().filter(|decided| decided.mentor == mentor.id).count();
        prop_assert!(held <= usize::from(mentor.partners.max()), "{held} of {}", mentor.id);
    }
    for mentee in roster.mentees() {
        let held = pairs.iter().filter(|decided| decided.mentee == mentee.id).count();
        prop_assert!(held <= usize::from(mentee.partners.max()), "{held} of {}", mentee.id);
    }
    for entry in review.log().entries() {
        let person = |mentor: bool| {
            let profile = if mentor {
                &roster.mentor(&entry.mentor).unwrap().profile
            } else {
                &roster.mentee(&entry.mentee).unwrap().profile
            };
            profile.person.clone()
        };
        prop_assert!(
            person(true) != entry.by && person(false) != entry.by,
            "nobody decides in their own case"
        );
        if let Decision::Paired { broken } = &entry.decision {
            let excluded = match review.verdict(&entry.mentor, &entry.mentee).unwrap() {
                Verdict::Eligible(_) => Vec::new(),
                Verdict::Excluded(violations) => violations,
            };
            prop_assert_eq!(broken, &excluded, "marked with all that it breaks");
        }
    }
    let proposed = |pairing: &&mentorship::matching::Pairing| {
        !standing.contains_key(&(pairing.mentor.as_str(), pairing.mentee.as_str()))
    };
    prop_assert!(review.undecided().eq(plan.pairings().iter().filter(proposed)));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_review_stays_what_its_log_says(steps in steps()) {
        let (roster, criteria) = (roster(), criteria());
        let request = request(&roster, &criteria);
        let plan = request.plan().unwrap();
        let mut book = ReviewBook::default();
        let mut review = book.open(&request, &plan, &id("Carla"), ON).unwrap();
        let mut today = 15;
        for (what, by, days) in steps {
            today = (today + days).min(31);
            let before = review.log().clone();
            let refused = does(&mut review, &plan, by, day(today), what).is_err();
            prop_assert_eq!(refused, review.log() == &before, "what is refused changes nothing");
            prop_assert!(review.log().entries().starts_with(before.entries()), "entries are only added");
            holds(&review, &roster, &plan)?;
        }
        let stored = serde_json::to_string(review.log()).unwrap();
        let mut again = book.resume(&request, &plan, serde_json::from_str(&stored).unwrap()).unwrap();
        prop_assert_eq!(again.log(), review.log());
        prop_assert!(again.standing().eq(review.standing()));

        let open: Vec<_> = review.undecided().map(|pairing| (pairing.mentor.clone(), pairing.mentee.clone())).collect();
        match book.close(&mut again, &id("Carla"), day(31)) {
            Err(NotClosed::Undecided(listed)) => prop_assert_eq!(listed, open),
            Err(other) => prop_assert!(false, "{}", other),
            Ok(reviewed) => {
                prop_assert!(open.is_empty());
                let standing = fold(review.log().entries());
                prop_assert_eq!(reviewed.approved().len() + reviewed.rejected().len(), standing.len());
                let proposals = Proposal::of(&reviewed);
                prop_assert_eq!(proposals.len(), reviewed.approved().len());
                for proposal in &proposals {
                    let stands = standing[&(proposal.mentor().as_str(), proposal.mentee().as_str())];
                    let broken = match &stands.decision {
                        Decision::Paired { broken } => broken.as_slice(),
                        _ => &[],
                    };
                    prop_assert_eq!(proposal.overridden(), broken, "the mark stays");
                    prop_assert_eq!(&proposal.approval().signed.by, &stands.by);
                }
                let told = serde_json::to_string(&(&reviewed, &proposals)).unwrap();
                prop_assert!(!told.contains("fence"));
            }
        }
    }
}
