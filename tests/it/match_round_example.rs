//! The main job as people meet it: the story it tells, the files it writes, and what it says of wrong ones.

use std::{fs, path::PathBuf};

use mentorship::{
    criteria::Criteria,
    jiff::civil::date,
    matching::{Goal, Plan, Request},
    people::intake::{Columns, Intake},
};

#[path = "../../examples/match_round/files.rs"]
mod files;
#[path = "../../examples/match_round/options.rs"]
mod options;
#[path = "../../examples/match_round/story.rs"]
mod story;

use options::{Options, Wish};

fn options(arguments: &[&str]) -> Result<Options, String> {
    match Options::read(arguments.iter().map(|argument| (*argument).to_owned()))? {
        Wish::Run(options) => Ok(options),
        Wish::Help => panic!("nobody asked"),
    }
}

fn town() -> (Intake, Criteria) {
    let options = options(&[]).unwrap();
    let columns: Columns = files::toml(&options.columns).unwrap();
    let (mentors, mentees) =
        (files::table(&options.mentors).unwrap(), files::table(&options.mentees).unwrap());
    (Intake::read(&columns, &mentors, &mentees).unwrap(), files::toml(&options.policy).unwrap())
}

/// A folder of this test's own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn the_town_is_told() {
    let (intake, criteria) = town();
    let plan = Request::new(&intake.roster, &criteria, date(2026, 1, 15)).plan().unwrap();
    insta::assert_snapshot!(story::told(&intake, &intake.roster, &plan));
}

#[test]
fn the_files_hold_the_plan_without_names_and_without_formulas() {
    let (intake, criteria) = town();
    let plan = Request::new(&intake.roster, &criteria, date(2026, 1, 15)).plan().unwrap();
    let folder = folder("plan");
    files::write(&folder, &plan, &intake).unwrap();
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&read("plan.json")).unwrap(), plan);
    assert_eq!(read("plan.csv").lines().count(), 1 + plan.pairings().len());
    assert_eq!(read("unmatched.csv").lines().count(), 1 + plan.unmatched().len());
    let all = ["plan.json", "plan.csv", "unmatched.csv"].map(read).join("\n");
    for (_, profile) in intake.roster.profiles() {
        let contact = intake.directory.contact(&profile.person).unwrap();
        assert!(!all.contains(&contact.name), "no name leaves the directory");
        assert!(contact.email.as_ref().is_none_or(|email| !all.contains(email.as_str())));
    }
    for (cell, written) in
        [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5.5", "-5.5"), ("+x", "'+x"), ("a=b", "a=b"), ("\tx", "'\tx")]
    {
        assert_eq!(files::harmless(cell), written);
    }
}

#[test]
fn wrong_files_are_told_with_what_to_do() {
    let folder = folder("wrong");
    let file = |name: &str, bytes: &[u8]| {
        fs::write(folder.join(name), bytes).unwrap();
        folder.join(name)
    };
    let said = |path: PathBuf| files::table(&path).unwrap_err().replace(&*folder.to_string_lossy(), "");
    assert!(said(folder.join("nowhere.csv")).ends_with("check the path"));
    assert_eq!(
        said(file("empty.csv", b"\xef\xbb\xbf \n")),
        "/empty.csv is empty; a sheet begins with a row of headers"
    );
    let windows = said(file("windows.csv", b"name,town\nRen\xe9,Delft\n"));
    assert!(
        windows.starts_with("/windows.csv is not UTF-8 text (first at line 2); it looks like Windows-1252.")
    );
    assert!(windows.contains("iconv -f WINDOWS-1252 -t UTF-8"));
    let policy = files::toml::<Criteria>(&file("policy.toml", b"[[requirement]]\n")).unwrap_err();
    assert!(policy.contains("unknown field `requirement`"), "{policy}");
}

#[test]
fn the_command_line_is_understood_or_explained() {
    let own = ["--mentors", "a", "--mentees", "b", "--columns", "c", "--policy", "d"];
    let more = [
        "--goal",
        "score",
        "--mentor-capacity",
        "3",
        "--mentee-demand",
        "0",
        "--on",
        "2026-02-28",
        "--out",
        "e",
    ];
    let found = options(&[&own[..], &more[..]].concat()).unwrap();
    assert_eq!(
        (found.goal, found.mentor_capacity, found.mentee_demand),
        (Goal::TotalScore, Some(3), Some(0))
    );
    assert_eq!((found.on, found.out, found.policy), (date(2026, 2, 28), Some("e".into()), "d".into()));
    assert_eq!(options(&[]).unwrap().on, date(2026, 1, 15));
    assert!(options(&own).unwrap().on > date(2026, 1, 15), "one's own round is today's");
    assert!(matches!(Options::read(["--help".to_owned()]), Ok(Wish::Help)));
    assert!(options::HELP.contains("--goal"));
    for (arguments, said) in [
        (&["--goal", "best"][..], "`--goal` is people, pairings or score, not `best`"),
        (&["--goal"], "`--goal` takes a value after it"),
        (&["--goals", "people"], "there is no option `--goals`"),
        (&["--mentor-capacity", "-1"], "`--mentor-capacity` is a whole number from 0 to 1000, not `-1`"),
        (&["--mentee-demand", "1001"], "`--mentee-demand` is a whole number from 0 to 1000, not `1001`"),
        (&["--on", "31-12-2026"], "`--on` is a date such as 2026-01-15, not `31-12-2026`"),
        (
            &["--mentors", "a"],
            "one's own sheets take all four files; missing: --mentees, --columns, --policy",
        ),
    ] {
        assert_eq!(options(arguments).unwrap_err(), said);
    }
}
