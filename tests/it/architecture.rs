//! The rooms and who may import whom (DESIGN: imports point only upward in this list).

use std::{collections::BTreeMap, fs, path::Path};

/// Every room with the rooms it may import. A room may always import itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("id", &[]),
    ("cookbook", &[]),
    ("people", &["id"]),
    ("needs", &["id", "people"]),
    ("criteria", &["id", "people"]),
    ("assignment", &[]),
    ("stable", &[]),
    ("matching", &["id", "people", "criteria", "assignment", "stable"]),
    ("introduction", &["id", "people", "criteria", "matching"]),
    ("agreement", &["id", "people", "introduction"]),
    ("feedback", &["id", "people", "introduction"]),
    ("impact", &["id", "people", "introduction", "feedback"]),
    ("fairness", &["id", "people", "criteria", "matching", "impact"]),
    ("trend", &["id", "people", "introduction", "feedback", "impact"]),
    ("experiment", &["id", "people", "introduction", "feedback", "impact"]),
    ("disclosure", &["id", "people", "introduction", "feedback", "impact", "trend", "experiment"]),
    (
        "report",
        &[
            "id",
            "people",
            "criteria",
            "matching",
            "introduction",
            "feedback",
            "impact",
            "trend",
            "disclosure",
        ],
    ),
    (
        "programme",
        &[
            "id",
            "people",
            "needs",
            "criteria",
            "matching",
            "introduction",
            "agreement",
            "feedback",
            "impact",
            "trend",
            "experiment",
            "disclosure",
            "report",
        ],
    ),
    (
        "sample",
        &[
            "id",
            "people",
            "needs",
            "criteria",
            "matching",
            "introduction",
            "agreement",
            "feedback",
            "impact",
            "experiment",
            "programme",
        ],
    ),
    (
        "testing",
        &[
            "id",
            "people",
            "criteria",
            "matching",
            "introduction",
            "agreement",
            "feedback",
            "impact",
            "disclosure",
            "programme",
            "sample",
        ],
    ),
];

fn sources(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).expect("src is readable").map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// The code without line comments (documentation may speak of later rooms).
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// The first path segments after `crate::`, also inside `use crate::{a::…, b}`.
fn imported(code: &str) -> Vec<String> {
    let segment = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = code[at + "crate::".len()..].trim_start();
        let Some(group) = rest.strip_prefix('{') else {
            found.push(segment(rest));
            continue;
        };
        let mut depth = 0_usize;
        let mut item_begins = true;
        for (i, c) in group.char_indices() {
            if depth == 0 && item_begins && !c.is_whitespace() {
                found.push(segment(&group[i..]));
                item_begins = false;
            }
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => item_begins = true,
                _ => {}
            }
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

#[test]
fn imports_point_only_upward() {
    let rooms: BTreeMap<_, _> = ROOMS.iter().copied().collect();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    assert!(files.len() > 1, "the walk finds the sources");
    let mut wrong = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&src).unwrap();
        let room = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        if room == "lib" {
            continue;
        }
        let Some(allowed) = rooms.get(room.as_str()) else {
            wrong.push(format!("{} is in no room of the list", inside.display()));
            continue;
        };
        for import in imported(&code(&fs::read_to_string(&file).unwrap())) {
            if import != room && !allowed.contains(&import.as_str()) {
                wrong.push(format!("{} imports `{import}`", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_scan_sees_single_and_grouped_imports() {
    let text = "use crate::people::Mentor; // crate::hidden\nuse crate::{id::A, criteria::{B, C}, impact};";
    assert_eq!(imported(&code(text)), ["people", "id", "criteria", "impact"]);
}
