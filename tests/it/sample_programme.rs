//! A sampled programme goes as it is meant to: nothing that is meant to stand is refused.

use mentorship::sample::ProgrammeYear;

#[test]
fn nothing_that_is_meant_to_stand_is_refused() {
    // With seed 19 and 80 mentees somebody does not come to a further talk, which is later than the first of the two said.
    for (mentees, seed) in [(80, 19), (9, 1), (9, 2), (1, 0)] {
        let mut year = ProgrammeYear::of(mentees).seed(seed).begin();
        while year.next_month().is_some() {}
        assert_eq!(year.refused(), [""; 0], "{mentees} mentees, seed {seed}");
    }
}
