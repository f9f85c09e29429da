//! Bytes as edits of the logs of agreements: `cargo +nightly fuzz run agreement_log`. The tests run the same check (`tests/it/fuzzed`).
#![no_main]
#![allow(dead_code, clippy::unwrap_used, reason = "shared with tests, in which an unwrap is an assertion")]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/fuzzed/bytes.rs"]
mod bytes;
#[path = "../../tests/it/fuzzed/agreement_log.rs"]
mod agreement_log;

fuzz_target!(|bytes: &[u8]| agreement_log::check(bytes));
