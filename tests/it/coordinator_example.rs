//! An afternoon as a coordinator meets it: what is told, what the command line understands, and what is said when it cannot be.

use std::fs;

use mentorship::jiff::civil::date;

#[path = "../../examples/coordinator/choices.rs"]
mod choices;
#[path = "../../examples/coordinator/decision.rs"]
mod decision;
#[path = "../../examples/coordinator/options.rs"]
mod options;
#[path = "../../examples/coordinator/plan.rs"]
mod plan;
#[path = "../../examples/coordinator/questions.rs"]
mod questions;
#[path = "../../examples/coordinator/story.rs"]
mod story;
#[path = "../../examples/coordinator/talks.rs"]
mod talks;
#[path = "../../examples/coordinator/telling.rs"]
mod telling;
#[path = "../../examples/coordinator/town.rs"]
mod town;
#[path = "../../examples/coordinator/without.rs"]
mod without;

use options::{Options, Wish};
use town::Town;

fn read(arguments: &[&str]) -> Result<Wish, String> {
    Wish::of(arguments.iter().map(|argument| (*argument).to_owned()))
}

#[test]
fn the_afternoon_is_told_and_what_it_tells_is_so() {
    let Options { folder, on } = Options::default();
    let told = story::told(&Town::read(&folder, on).unwrap()).unwrap();
    assert!(told.lines().count() <= 135, "somebody reads it from top to bottom");
    insta::assert_snapshot!(told);
}

#[test]
fn an_afternoon_without_anybody_ends_early() {
    let bundled = Options::default();
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("coordinator");
    fs::create_dir_all(&folder).unwrap();
    for name in ["columns.toml", "policy.toml", "mentors.csv", "mentees.csv"] {
        let text = fs::read_to_string(bundled.folder.join(name)).unwrap();
        let headers = text.lines().next().unwrap().to_owned();
        fs::write(folder.join(name), if name.ends_with("csv") { headers } else { text }).unwrap();
    }
    let told = story::told(&Town::read(&folder, bundled.on).unwrap()).unwrap();
    assert!(told.ends_with("Nobody can meet anybody, so the afternoon ends here.\n"), "{told}");

    fs::remove_file(folder.join("policy.toml")).unwrap();
    let said = Town::read(&folder, bundled.on).map(|_| ()).unwrap_err();
    assert!(said.contains("policy.toml cannot be read") && said.ends_with("check the folder"), "{said}");
    let said = Town::read(&folder.join("nowhere"), bundled.on).map(|_| ()).unwrap_err();
    assert!(said.starts_with("there is no folder ") && said.contains("such as examples/data/town"), "{said}");
}

#[test]
fn the_command_line_is_understood_or_explained() {
    assert_eq!(read(&[]), Ok(Wish::Run(Options::default())));
    let asked = read(&["--folder", "mine", "--on", "2026-09-01"]);
    assert_eq!(asked, Ok(Wish::Run(Options { folder: "mine".into(), on: date(2026, 9, 1) })));
    assert_eq!(read(&["-h"]), Ok(Wish::Help));
    assert!(options::HELP.contains("--folder"));
    for (arguments, said) in [
        (&["--folder"][..], "`--folder` takes a value after it"),
        (&["--on", "tomorrow"], "`--on` is a date such as 2026-01-15, not `tomorrow`"),
        (&["--town"], "there is no option `--town`"),
    ] {
        assert_eq!(read(arguments), Err(said.to_owned()));
    }
}
