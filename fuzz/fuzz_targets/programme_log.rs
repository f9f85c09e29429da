//! Bytes as edits of the log of a programme: `cargo +nightly fuzz run programme_log`. The tests run the same check (`tests/it/fuzzed`).
#![no_main]
#![allow(dead_code, clippy::unwrap_used, reason = "shared with tests, in which an unwrap is an assertion")]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/fuzzed/bytes.rs"]
mod bytes;
#[path = "../../tests/it/fuzzed/programme_log.rs"]
mod programme_log;

fuzz_target!(|bytes: &[u8]| programme_log::check(bytes));
