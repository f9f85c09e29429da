//! Bytes as edits of the log of a programme.

use std::sync::LazyLock;

use mentorship::{
    programme::{Entry, Programme, Seal},
    sample,
};

use super::bytes::{Bytes, edit};

/// The log of an invented programme, with its seal. Its first half: it is read again in every case.
static LOG: LazyLock<(Vec<String>, Seal)> = LazyLock::new(|| {
    let (programme, _) = sample::programme(3, 4);
    let lines: Vec<String> = programme.entries().iter().map(Entry::to_json).collect();
    let lines = lines[..lines.len() / 2].to_vec();
    let seal = Programme::open_json(lines.iter().map(String::as_str)).unwrap().seal();
    (lines, seal)
});

/// Whatever is done to a stored log, it is read and its seal tells that it is another, or the entry that breaks it is told and the
/// programme up to there can be used.
pub(crate) fn check(bytes: &[u8]) {
    let draw = &mut Bytes(bytes);
    let (stored, seal) = &*LOG;
    let mut lines = stored.clone();
    edit(draw, &mut lines);
    let rows = || lines.iter().map(String::as_str);
    match Programme::open_json(rows()) {
        Ok(programme) => {
            let same = programme.entries().iter().map(Entry::to_json).eq(stored.iter().cloned());
            assert_eq!(programme.verify(seal).is_ok(), same, "the seal tells");
            // Once more through the form in which it is stored.
            let again: Vec<String> = programme.entries().iter().map(Entry::to_json).collect();
            assert_eq!(Programme::open_json(again.iter().map(String::as_str)).unwrap(), programme);
        }
        Err(broken) => {
            assert!(broken.to_string().contains(&broken.number.to_string()));
            let good = broken.good;
            assert_eq!(good.version() + 1, broken.number);
            let before = Programme::open(good.entries().iter().cloned()).unwrap();
            assert_eq!(before, *good, "what was good before it stays");
            let (record, _) = good.record(sample::PROGRAMME_END);
            assert!(record.facts().pairings.len() <= good.pairs().agreements().len());
        }
    }
}
