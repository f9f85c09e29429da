//! Bytes as assignment problems and changes: `cargo +nightly fuzz run problem`.
//!
//! What is checked is what the tests check, and the tests run it too (`tests/it/assignment/fuzzed.rs`): every form of the
//! problem is solved, proved, and compared with a plain min-cost flow; then each is changed a few times and compared again.
#![no_main]
#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "shared with tests, which use more of it, and in which an unwrap is an assertion"
)]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/assignment/made/mod.rs"]
mod made;

fuzz_target!(|bytes: &[u8]| made::check_bytes(bytes));
