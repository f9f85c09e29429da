//! What the fuzz targets do with bytes, over bytes from a seed and such as shrink.
//!
//! Each target is a function of bytes that asserts what must hold whatever they are; the fuzzer runs the same function.

pub(crate) mod agreement_log;
pub(crate) mod bytes;
pub(crate) mod criteria;
pub(crate) mod intake;
pub(crate) mod programme_log;
#[cfg(feature = "report")]
pub(crate) mod report_text;

use proptest::{
    prelude::{ProptestConfig, any, prop},
    test_runner::TestRunner,
};

/// Checks so many byte strings up to a length, and shrinks one that fails.
fn over_any_bytes(cases: u32, most: usize, check: impl Fn(&[u8])) {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let bytes = prop::collection::vec(any::<u8>(), 0..most);
    let checked = TestRunner::new(config).run(&bytes, |bytes| {
        check(&bytes);
        Ok(())
    });
    checked.unwrap();
}

#[test]
fn any_bytes_are_read_as_sheets() {
    over_any_bytes(300, 400, intake::check);
}

#[test]
fn any_bytes_are_read_as_criteria() {
    over_any_bytes(150, 120, criteria::check);
}

#[test]
fn any_edits_of_an_agreements_log_are_told() {
    over_any_bytes(300, 40, agreement_log::check);
}

#[test]
fn any_edits_of_a_programmes_log_are_told() {
    over_any_bytes(40, 40, programme_log::check);
}

#[cfg(feature = "report")]
#[test]
fn any_text_stays_text_in_a_report() {
    over_any_bytes(60, 60, report_text::check);
}
