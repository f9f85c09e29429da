//! Whatever town it is, all of it is told, and letters name nobody.

use std::collections::BTreeSet;

use proptest::prelude::*;

use mentorship::{
    jiff::civil::{Date, date},
    matching::{Goal, Request},
    people::Directory,
    report::{Language, PlanReport},
    sample,
};

const ON: Date = date(2026, 1, 15);

/// The letters of a page.
fn letters(page: &str) -> Vec<&str> {
    page.split("class=\"sheet\"").skip(1).filter_map(|rest| rest.split("</div>").next()).collect()
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-').collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn everybody_is_in_the_report_and_nobody_without_a_name_is_in_a_letter(
        seed in 0_u64..10_000,
        mentors in 1_usize..20,
        mentees in 1_usize..25,
        total in any::<bool>(),
    ) {
        let (roster, criteria) = (sample::community(mentors, mentees, seed), sample::criteria());
        let goal = if total { Goal::TotalScore } else { Goal::PeopleFirst };
        let plan = Request::new(&roster, &criteria, ON).goal(goal).plan().unwrap();
        let directory = Directory::default();
        let report = PlanReport::new(&plan, &roster, &criteria, &directory).unwrap();
        let ids: BTreeSet<&str> = roster
            .mentors()
            .iter()
            .map(|mentor| mentor.id.as_str())
            .chain(roster.mentees().iter().map(|mentee| mentee.id.as_str()))
            .chain(roster.profiles().map(|(_, profile)| profile.person.as_str()))
            .collect();
        for language in Language::ALL {
            let report = report.report(language);
            let (said, page) = (report.text(), report.html());
            for mentor in roster.mentors() {
                prop_assert!(words(&said).contains(mentor.id.as_str()), "{}", mentor.id);
            }
            for mentee in roster.mentees() {
                prop_assert!(words(&said).contains(mentee.id.as_str()), "{}", mentee.id);
            }
            let letters = letters(&page);
            prop_assert_eq!(letters.len(), 2 * plan.pairings().len());
            for letter in letters {
                prop_assert!(words(letter).is_disjoint(&ids), "{}", letter);
            }
            prop_assert_eq!(report.csv().lines().count(), plan.pairings().len() + 1);
        }
    }
}
