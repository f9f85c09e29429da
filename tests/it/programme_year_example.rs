//! The year of a programme as a stranger meets it: what is told, what the command line understands, and what is left on disk.

use std::{fs, path::PathBuf};

#[path = "../../examples/programme_year/answers.rs"]
mod answers;
#[path = "../../examples/programme_year/beside.rs"]
mod beside;
#[path = "../../examples/programme_year/ending.rs"]
mod ending;
#[path = "../../examples/year_report/forms.rs"]
mod forms;
#[path = "../../examples/programme_year/founding.rs"]
mod founding;
#[path = "../../examples/programme_year/learning.rs"]
mod learning;
#[path = "../../examples/programme_year/lived.rs"]
mod lived;
#[path = "../../examples/programme_year/options.rs"]
mod options;
#[path = "../../examples/programme_year/page.rs"]
mod page;
#[path = "../../examples/programme_year/people.rs"]
mod people;
#[path = "../../examples/programme_year/round.rs"]
mod round;
#[path = "../../examples/programme_year/story.rs"]
mod story;
#[path = "../../examples/programme_year/talks.rs"]
mod talks;
#[path = "../../examples/programme_year/together.rs"]
mod together;
#[path = "../../examples/programme_year/words.rs"]
mod words;
#[path = "../../examples/programme_year/written.rs"]
mod written;

use options::{Options, Wish};

type Failed = Box<dyn std::error::Error>;

fn read(arguments: &[&str]) -> Result<Wish, String> {
    Wish::of(arguments.iter().map(|argument| (*argument).to_owned()))
}

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("programme_year").join(name)
}

#[test]
fn the_year_is_told_and_what_it_tells_is_so() {
    let into = folder("whole");
    let told = story::told(&Options { into: into.clone(), ..Options::default() }).unwrap();
    insta::assert_snapshot!(told);
    for line in told.lines() {
        assert!(line.chars().count() <= page::WIDTH && line.trim_end() == line, "{line}");
    }
    let lines = fs::read_to_string(into.join("log.jsonl")).unwrap();
    for name in ["Abdi", "Bakker", "Rashidi", "@example.org"] {
        assert!(!told.contains(name) && !lines.contains(name), "{name} is in the cabinet alone");
    }
}

#[test]
fn a_programme_of_one_with_rows_that_cannot_be_read_is_told_too() {
    let told = story::told(&Options { people: 1, dirty: true, into: folder("one"), ..Options::default() });
    let told = told.unwrap();
    assert!(told.contains("cannot be read and are set aside until somebody mends them"), "{told}");
    assert!(told.contains("mentors, row ") && told.ends_with("The story holds.\n"), "{told}");
    assert!(!told.contains("NaN") && !told.contains("inf"), "{told}");
}

#[test]
fn the_command_line_is_understood_or_explained() {
    assert_eq!(read(&[]), Ok(Wish::Tell(Options::default())));
    let asked = read(&["--people", "2000", "--seed", "3", "--dirty", "--into", "here"]);
    assert_eq!(asked, Ok(Wish::Tell(Options { people: 2000, seed: 3, dirty: true, into: "here".into() })));
    assert_eq!(read(&["-h"]), Ok(Wish::Help));
    let Options { people, seed, .. } = Options::default();
    for default in [format!("(default: {people})"), format!("(default: {seed})")] {
        assert!(options::HELP.contains(&default), "{default}");
    }
    for (arguments, said) in [
        (&["--people"][..], "`--people` takes a value after it"),
        (&["--people", "0"], "`--people` is a whole number from 1 to 20000, not `0`"),
        (&["--people", "many"], "`--people` is a whole number from 1 to 20000, not `many`"),
        (&["--seed", "-1"], "`--seed` is a whole number from 0, not `-1`"),
        (&["--town"], "there is no option `--town`"),
    ] {
        assert_eq!(read(arguments), Err(said.to_owned()));
    }
}
