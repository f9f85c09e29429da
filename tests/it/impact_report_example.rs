//! Three readers side by side, a trend and an experiment: the bundled year, and years in which there is little to tell.

use mentorship::{
    feedback::{Facts, Record},
    impact::{AsOf, Snapshot},
    sample::{YEAR_END, Year},
};

#[path = "../../examples/impact_report/beside.rs"]
mod beside;
#[path = "../../examples/impact_report/drift.rs"]
mod drift;
#[path = "../../examples/impact_report/trial.rs"]
mod trial;

fn told(facts: Facts) -> String {
    let (record, _) = Record::sift(facts);
    let snapshot = Snapshot::new(&record, AsOf::new(YEAR_END).resampled(1, 100));
    let (beside, trial) = (beside::told(&snapshot).unwrap(), trial::told(&record, YEAR_END).unwrap());
    format!("{beside}\n{}\n{trial}", drift::told(&snapshot))
}

#[test]
fn the_bundled_year_is_told_to_three_readers() {
    insta::assert_snapshot!(told(Year::of(77).seed(6).facts()));
}

#[test]
fn nobody_at_all_is_told_too() {
    let said = told(Facts::default());
    assert!(said.contains("not asked") && said.contains("there is no error to spend"), "{said}");
    assert!(!said.contains("NaN") && !said.contains("inf"), "{said}");
}

#[test]
fn everybody_sees_no_more_than_the_steering_group_and_nobody_is_named() {
    for seed in 1..4 {
        let said = told(Year::of(30).seed(seed).facts());
        let rows = said.lines().filter(|line| line.starts_with("  ") && line.chars().count() > 100);
        for row in rows {
            let cells: Vec<&str> = row.split("  ").filter(|cell| !cell.trim().is_empty()).collect();
            if let [.., steering, public] = cells[..] {
                assert!(steering.trim() != "·" || public.trim() == "·", "{row}");
            }
        }
        assert!(!said.contains("P-"), "{said}");
    }
}
