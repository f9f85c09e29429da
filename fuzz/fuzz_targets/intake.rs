//! Bytes as sign-up sheets: `cargo +nightly fuzz run intake`. The tests run the same check (`tests/it/fuzzed`).
#![no_main]
#![allow(dead_code, clippy::unwrap_used, reason = "shared with tests, in which an unwrap is an assertion")]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/fuzzed/bytes.rs"]
mod bytes;
#[path = "../../tests/it/fuzzed/intake.rs"]
mod intake;

fuzz_target!(|bytes: &[u8]| intake::check(bytes));
