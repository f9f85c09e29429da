//! What the fuzz target does with bytes, over bytes from a seed and such as shrink.

use proptest::prelude::*;

use super::made::{Chance, check_bytes};

#[test]
fn seeded_bytes_are_read_as_problems_and_changes() {
    for case in 0..1500_u64 {
        let chance = &mut Chance(case);
        let bytes: Vec<u8> = (0..chance.below(200)).map(|_| chance.next() as u8).collect();
        check_bytes(&bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_as_problems_and_changes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check_bytes(&bytes);
    }
}
