//! Bytes as text in a report: `cargo +nightly fuzz run report_text`. The tests run the same check (`tests/it/fuzzed`).
#![no_main]
#![allow(dead_code, clippy::unwrap_used, reason = "shared with tests, in which an unwrap is an assertion")]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/fuzzed/bytes.rs"]
mod bytes;
#[path = "../../tests/it/fuzzed/report_text.rs"]
mod report_text;

fuzz_target!(|bytes: &[u8]| report_text::check(bytes));
