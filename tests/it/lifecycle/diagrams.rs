//! The diagrams in the docs are drawn from the rule books that `decide` reads.

use std::{fs, path::Path};

use mentorship::{agreement, introduction};

/// Whether a file of the docs is what the code draws; with `DRAW=1` in the environment it is drawn anew.
fn check(file: &str, mermaid: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let drawn = format!("```mermaid\n{mermaid}```\n");
    if std::env::var_os("DRAW").is_some() {
        fs::write(&path, &drawn).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), drawn, "run the tests with DRAW=1 and look at {file}");
}

#[test]
fn the_docs_show_the_introduction_as_it_is_decided() {
    check("src/introduction/diagram.md", &introduction::mermaid());
}

#[test]
fn the_docs_show_the_agreement_as_it_is_decided() {
    check("src/agreement/diagram.md", &agreement::mermaid());
}

#[test]
fn the_graph_names_every_phase_and_every_change() {
    let dot = introduction::dot();
    for phase in introduction::Phase::ALL {
        assert!(dot.contains(&format!("label = \"{phase}\"")), "{phase}");
    }
    assert_eq!(dot.matches("->").count(), introduction::mermaid().matches([':', ',']).count());
    let dot = agreement::dot();
    assert!(dot.starts_with("digraph {"));
    for phase in agreement::Phase::ALL {
        assert!(dot.contains(&format!("label = \"{phase}\"")), "{phase}");
    }
    assert!(agreement::mermaid().contains("    Suspended --> Closing: ReachEnd, EndEarly\n"));
}
