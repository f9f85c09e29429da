//! The coordinator's view as people meet it: the bundled year, and years in which there is little to tell.

use mentorship::{
    feedback::{Facts, Record},
    impact::AsOf,
    sample::{YEAR_END, Year},
};

#[path = "../../examples/impact_figures/tell.rs"]
mod tell;

/// The view, resampled seldom: the limits it gives are another test's.
fn told(facts: Facts) -> String {
    let (record, _) = Record::sift(facts);
    tell::told(&record, AsOf::new(YEAR_END).resampled(1, 100))
}

#[test]
fn the_bundled_year_is_told() {
    insta::assert_snapshot!(told(Year::of(77).seed(6).facts()));
}

#[test]
fn nobody_at_all_is_told_too() {
    let said = told(Facts::default());
    assert!(said.contains("Mentees ever matched, of those ever ready"), "{said}");
    assert!(said.contains("nothing was observed"), "{said}");
    assert!(!said.contains("NaN") && !said.contains("inf"), "{said}");
}

#[test]
fn every_view_is_made_of_whole_lines_within_a_page() {
    for seed in 1..4 {
        for line in told(Year::of(20).seed(seed).facts()).lines() {
            assert!(line.chars().count() <= 170 && line.trim_end() == line, "{line}");
        }
    }
}
