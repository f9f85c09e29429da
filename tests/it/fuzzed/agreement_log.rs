//! Bytes as edits of the logs of agreements.

use std::{collections::BTreeMap, sync::LazyLock};

use mentorship::{agreement::Agreement, programme::Happened, sample};

use super::bytes::{Bytes, edit};

/// The logs of agreements of an invented programme, line by line.
static LOGS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let (programme, _) = sample::programme(8, 5);
    let mut logs: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for entry in programme.entries() {
        if let Happened::Agreement(id, inner) = &entry.what {
            logs.entry(id.clone()).or_default().push(serde_json::to_string(inner).unwrap());
        }
    }
    logs.into_values().collect()
});

/// Whatever is done to a stored log, it is read, or the first line that breaks it is told and what was good stays.
pub(crate) fn check(bytes: &[u8]) {
    let draw = &mut Bytes(bytes);
    let mut lines = LOGS[draw.below(LOGS.len())].clone();
    let whole = Agreement::replay_json(lines.iter().map(String::as_str)).unwrap();
    if !edit(draw, &mut lines) {
        assert_eq!(Agreement::replay_json(lines.iter().map(String::as_str)).unwrap(), whole);
        return;
    }
    let rows = || lines.iter().map(String::as_str);
    match Agreement::replay_json(rows()) {
        Ok(agreement) => assert_eq!(agreement.version(), lines.len() as u64),
        Err(broken) => {
            assert!(broken.index < lines.len().max(1), "{broken}");
            let good = Agreement::replay_json(rows().take(broken.index)).ok();
            assert_eq!(broken.good.map(|good| *good), good, "what was good before it stays");
        }
    }
}
