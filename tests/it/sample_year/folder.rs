//! The files that hold the years, and the command line that asks for them.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use mentorship::{
    feedback::Facts,
    introduction::Party,
    jiff::civil::date,
    sample::{YEAR_END, Year},
};

#[path = "../../../examples/impact_figures/files.rs"]
mod files;
#[path = "../../../examples/impact_figures/options.rs"]
mod options;
#[path = "../../../examples/impact_figures/files/write.rs"]
mod write;

use options::Wish;

/// A folder of this test's own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn files_hold_what_was_written() {
    let folder = folder("year");
    for year in [Year::of(77).seed(3), Year::of(40).seed(4).dirty(), Year::of(0)] {
        let facts = year.facts();
        write::write(&folder, &facts).unwrap();
        assert_eq!(files::read(&folder).unwrap(), (facts, vec![]));
    }
    write::write(&folder, &Facts::default()).unwrap();
    assert_eq!(files::read(&folder).unwrap(), (Facts::default(), vec![]));
}

#[test]
fn the_bundled_year_is_what_is_written_today() {
    let folder = folder("bundled");
    write::write(&folder, &Year::of(options::MENTEES).seed(options::SEED).dirty().facts()).unwrap();
    let names = |folder: &Path| -> BTreeSet<_> {
        // The words that people said are nobody's to make up but the example's.
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name != "notes.json").collect()
    };
    let bundled = options::bundled();
    assert_eq!(names(&bundled), names(&folder));
    let mut bytes = 0;
    for name in names(&folder) {
        let (old, new) = (fs::read(bundled.join(&name)).unwrap(), fs::read(folder.join(&name)).unwrap());
        assert!(old == new, "write the bundled year anew with `--make`: {} differs", name.display());
        bytes += old.len();
    }
    assert!(bytes < 350_000, "{bytes}");
}

/// The files of a small year with some of them written over.
fn with(name: &str, texts: &[(&str, &str)]) -> Result<(Facts, Vec<String>), String> {
    let folder = folder(name);
    write::write(&folder, &Facts::default()).unwrap();
    for (file, text) in texts {
        fs::write(folder.join(file), text).unwrap();
    }
    files::read(&folder)
}

#[test]
fn columns_stand_in_any_order_and_may_be_left_out() {
    let (facts, told) = with(
        "order",
        &[
            ("enrolments.csv", "\u{feff}Role;group:Ward;Person\nmentor;Harbour;P-1\n\nMentee;;P-2\n"),
            ("goals.csv", "baseline,weight,words,agreement\n-1,2,goal-1,A-1\n"),
            (
                "responses.csv",
                "due,wave,role,person,instrument,answers,answered\n\
                2026-01-05,looking_back,mentee,P-2,bond,at=ease=4 ;close=-2,2026-01-06\n\
                2026-01-05,before,mentee,P-2,bond,,2026-01-06\n",
            ),
        ],
    )
    .unwrap();
    assert_eq!(told, [""; 0]);
    assert_eq!(facts.enrolments[0].groups[&"ward".parse().unwrap()].to_string(), "Harbour");
    assert_eq!((facts.enrolments[1].role, facts.enrolments[1].places), (Party::Mentee, 1));
    assert_eq!((facts.goals[0].baseline, facts.goals[0].rated), (-1, None));
    let answers = facts.responses[0].answers.as_ref().unwrap();
    let items: Vec<_> = answers.items.iter().map(|(item, answer)| (item.as_str(), *answer)).collect();
    assert_eq!(items, [("at=ease", 4), ("close", -2)]);
    assert!(facts.responses[1].answers.as_ref().unwrap().items.is_empty(), "a form with every item blank");
    assert_eq!(facts.responses[1].version, 1);
}

#[test]
fn the_community_and_the_books_are_read_from_sheets_too() {
    let (facts, told) = with(
        "books",
        &[
            (
                "neighbours.csv",
                "Group:Street,person,asked,statements,answered,instrument,version,born\n\
                Quay,P-1,2026-04-01,greet=4; avoid=2,2026-04-03,living,2,1951\n,P-2,,,,,,\n\
                ,P-3,2026-04-01,,2026-04-02,living,,\n",
            ),
            ("ties.csv", "kind,on,to,from\nKnows by name,2026-04-03,P-2,P-1\n"),
            ("receipts.csv", "cents,on,kind,funder\n2500,2026-01-20,Donor,F-1\n"),
            ("expenses.csv", "cents,on,category,purpose\n1,2026-01-20,staff,Restricted\n"),
            ("balances.csv", "on,free_cents\n2025-12-31,-7\n"),
            ("volunteering.csv", "minutes,on,person\n90,2026-06-05,P-2\n"),
            ("meanings.json", "[{\"hour_cents\": 1550}]"),
        ],
    )
    .unwrap();
    assert_eq!(told, [""; 0]);
    let expected: Facts = serde_json::from_str(
        r#"{
            "neighbours": [
                {"person": "P-1", "asked": "2026-04-01", "answered": "2026-04-03", "born": 1951,
                 "groups": {"Street": "Quay"},
                 "statements": {"instrument": "living", "version": 2, "items": {"greet": 4, "avoid": 2}}},
                {"person": "P-2"},
                {"person": "P-3", "asked": "2026-04-01", "answered": "2026-04-02",
                 "statements": {"instrument": "living", "items": {}}}
            ],
            "ties": [{"from": "P-1", "to": "P-2", "kind": "Knows by name", "on": "2026-04-03"}],
            "receipts": [{"funder": "F-1", "kind": "donor", "on": "2026-01-20", "cents": 2500}],
            "expenses": [{"category": "staff", "on": "2026-01-20", "cents": 1, "purpose": "restricted"}],
            "balances": [{"on": "2025-12-31", "free_cents": -7}],
            "volunteering": [{"person": "P-2", "on": "2026-06-05", "minutes": 90}],
            "meanings": [{"hour_cents": 1550}]
        }"#,
    )
    .unwrap();
    assert_eq!(facts, expected);
}

#[test]
fn rows_that_cannot_be_read_are_set_aside_and_told() {
    let (facts, told) = with(
        "rows",
        &[
            ("enrolments.csv", "person,role,enrolled,places,GROUP: ward\nP-1,boss,soon,many,\n ,mentee,,,x\nP-3,mentor,,,\n"),
            ("pairings.csv", "agreement,mentor,mentee,started,planned_days,every_days,pauses,ended,closure\n\
                A-1,P-3,P-4,2026-02-02,365,14,2026-03-01-2026-03-15,,early\n\
                A-2,P-3,P-4,2026-02-02,365,14,2026-03-01..2026-03-15;2026-04-01 .. 2026-04-02,2026-05-01,moved\n"),
            ("meetings.csv", "agreement,on,minutes,mode,logged\nA-2,2026-02-30,-5,letter,\nA-2,2026-02-03,60,online,2026-02-03,extra\n"),
            ("check_ins.csv", "agreement,due,held,fit\nA-2,2026-03-01,,good\n"),
            ("responses.csv", "instrument,person,role,wave,due,answered,answers\n\
                bond,P-4,mentee,later,2026-03-01,,close=4\nbond,P-4,mentee,after,2026-03-01,2026-03-01,close=4; close=5\n"),
            ("goals.csv", "agreement,words,weight,baseline,rated,step,by\nA-2,g,heavy,0,2026-03-01,,\n"),
            ("milestones.csv", "person,kind,on,turn\nP-4,,2026-03-01,gone\nP-4,\"job,2026-03-01,\n"),
            ("neighbours.csv", "person,asked,born,version,statements\nP-4,spring,old,2,close=\n"),
            ("ties.csv", "from,to,kind,on\nP-4,,,2026-03\n"),
            ("receipts.csv", "funder,kind,on,cents,purpose\nF-1,town,2026-03-01,1.50,any\n,donor,2026-03-01,-1,\n"),
            ("expenses.csv", "category,on,cents,purpose\nrent,,,both\n"),
            ("balances.csv", "on,free_cents,restricted_cents\n,much,-1\n"),
            ("volunteering.csv", "person,on,minutes\nP-4,2026-03-01,2 hours\n"),
            ("meanings.json", "[{\"currency\": \"euro\"}]"),
            ("codings.json", "[{\"passage\": \"I-1\", \"coder\": \"C-1\"}, {\"passage\": \"I-1\", \"coder\": \"C-1\", \"themes\": []}]"),
        ],
    )
    .unwrap();
    let counts = [facts.enrolments.len(), facts.pairings.len(), facts.meetings.len(), facts.codings.len()];
    assert_eq!(counts, [1, 1, 0, 1]);
    assert_eq!(facts.pairings[0].pauses.len(), 2);
    insta::assert_snapshot!(told.join("\n"), @r"
    enrolments.csv, row 2, column `role`: found `boss`, expected mentor or mentee
    enrolments.csv, row 2, column `enrolled`: found `soon`, expected a date such as 2026-03-01
    enrolments.csv, row 2, column `places`: found `many`, expected a whole number of places
    enrolments.csv, row 3, column `person`: found nothing, expected an identifier of 1 to 120 characters
    pairings.csv, row 2, column `pauses`: found `2026-03-01-2026-03-15`, expected pauses such as 2026-03-01..2026-03-15; 2026-05-01..2026-05-08
    pairings.csv, row 2, column `ended`: found nothing, expected something, as it goes with `closure`
    meetings.csv, row 2, column `on`: found `2026-02-30`, expected a date such as 2026-03-01
    meetings.csv, row 2, column `minutes`: found `-5`, expected a whole number of minutes
    meetings.csv, row 2, column `mode`: found `letter`, expected in_person or online
    meetings.csv, row 2, column `logged`: found nothing, expected a date such as 2026-03-01
    meetings.csv, row 3: has more cells than the headers
    check_ins.csv, row 2, column `fit`: found `good`, expected a whole number from 1 to 5
    responses.csv, row 2, column `wave`: found `later`, expected before, midway, after, looking_back or follow_up
    responses.csv, row 2, column `answered`: found nothing, expected a date, as there are `answers`
    responses.csv, row 3, column `answers`: found `close=4; close=5`, expected answers such as close=4; annoyed=2, each item once
    goals.csv, row 2, column `weight`: found `heavy`, expected a whole number from 1 to 100
    goals.csv, row 2, column `step`: found nothing, expected something, as it goes with `rated` and `by`
    goals.csv, row 2, column `by`: found nothing, expected something, as it goes with `rated` and `step`
    milestones.csv, row 2, column `kind`: found nothing, expected a label
    milestones.csv, row 2, column `turn`: found `gone`, expected reached or lost
    milestones.csv, row 3: a quotation mark is not closed
    codings.json, record 1: missing field `themes`
    neighbours.csv, row 2, column `asked`: found `spring`, expected a date such as 2026-03-01
    neighbours.csv, row 2, column `born`: found `old`, expected a year such as 1951
    neighbours.csv, row 2, column `instrument`: found nothing, expected an identifier, as it goes with `version` and `statements`
    neighbours.csv, row 2, column `statements`: found `close=`, expected answers such as close=4; annoyed=2, each item once
    ties.csv, row 2, column `to`: found nothing, expected an identifier of 1 to 120 characters
    ties.csv, row 2, column `kind`: found nothing, expected a label
    ties.csv, row 2, column `on`: found `2026-03`, expected a date such as 2026-03-01
    receipts.csv, row 2, column `kind`: found `town`, expected government, foundation, business, donor, earned or other
    receipts.csv, row 2, column `cents`: found `1.50`, expected a whole number of cents
    receipts.csv, row 2, column `purpose`: found `any`, expected free or restricted
    receipts.csv, row 3, column `funder`: found nothing, expected an identifier of 1 to 120 characters
    receipts.csv, row 3, column `cents`: found `-1`, expected a whole number of cents
    expenses.csv, row 2, column `category`: found `rent`, expected training, workshops, materials, communication, staff or other
    expenses.csv, row 2, column `on`: found nothing, expected a date such as 2026-03-01
    expenses.csv, row 2, column `cents`: found nothing, expected a whole number of cents
    expenses.csv, row 2, column `purpose`: found `both`, expected free or restricted
    balances.csv, row 2, column `on`: found nothing, expected a date such as 2026-03-01
    balances.csv, row 2, column `free_cents`: found `much`, expected a whole number of cents
    balances.csv, row 2, column `restricted_cents`: found `-1`, expected a whole number of cents
    volunteering.csv, row 2, column `minutes`: found `2 hours`, expected a whole number of minutes
    meanings.json, record 1: a currency is three capital letters such as EUR, not `euro`
    ");
}

#[test]
fn files_that_cannot_be_read_are_told_all_at_once() {
    let said = with(
        "broken",
        &[
            ("enrolments.csv", "person,role,shoe size,role,group:\n"),
            ("pairings.csv", "agreement,mentor,started,group:ward\n"),
            ("meetings.csv", "\n"),
            ("remarks.json", "[{]"),
        ],
    )
    .unwrap_err();
    insta::assert_snapshot!(said, @r"
    enrolments.csv: column `shoe size` is not known here; there are person, role, invited, enrolled, ready, left, places, group:… for what people belong to
    enrolments.csv: column `role` is there twice
    enrolments.csv: column `group:` is not known here; there are person, role, invited, enrolled, ready, left, places, group:… for what people belong to
    pairings.csv: column `group:ward` is not known here; there are agreement, mentor, mentee, started, planned_days, every_days, pauses, ended, closure
    pairings.csv: column `mentee` is missing
    pairings.csv: column `planned_days` is missing
    pairings.csv: column `every_days` is missing
    meetings.csv: there is nothing in the sheet: the first row holds the headers
    remarks.json is not a JSON list: key must be a string at line 1 column 3
    ");

    let folder = folder("missing");
    write::write(&folder, &Facts::default()).unwrap();
    fs::write(folder.join("goals.csv"), b"agreement,words,weight,baseline\nA-1,caf\xe9,1,0\n").unwrap();
    assert_eq!(
        files::read(&folder).unwrap_err(),
        "goals.csv is not UTF-8 text; save it again as \"CSV UTF-8\""
    );
    for file in ["goals.csv", "codings.json"] {
        fs::remove_file(folder.join(file)).unwrap();
    }
    let (facts, told) = files::read(&folder).unwrap();
    assert_eq!(facts, Facts::default());
    assert_eq!(
        told,
        [
            "goals.csv is not there; nothing is known of what it would tell",
            "codings.json is not there; nothing is known of what it would tell",
        ]
    );
    fs::remove_file(folder.join("pairings.csv")).unwrap();
    assert!(files::read(&folder).unwrap_err().contains("pairings.csv cannot be read"));
    assert_eq!(files::read(&folder.join("nowhere")).unwrap_err().lines().count(), 18);
}

#[test]
fn the_command_line_says_what_it_takes() {
    let wish = |arguments: &[&str]| Wish::of(arguments.iter().map(|argument| (*argument).to_owned()));
    assert_eq!(wish(&[]), Ok(Wish::Read { folder: options::bundled(), on: YEAR_END }));
    let on = date(2026, 2, 28);
    let own = ["--folder", "f", "--on", "2026-02-28"];
    assert_eq!(wish(&own), Ok(Wish::Read { folder: "f".into(), on }));
    assert_eq!(wish(&own[2..]), Ok(Wish::Read { folder: options::bundled(), on }));
    let today = wish(&own[..2]);
    assert!(matches!(&today, Ok(Wish::Read { on, .. }) if *on > date(2026, 1, 1)), "one's own is today's");
    assert_eq!(wish(&["-h"]), Ok(Wish::Help));
    let made = |mentees, seed, dirty| Wish::Make { folder: "f".into(), mentees, seed, dirty };
    assert_eq!(wish(&["--make", "f"]), Ok(made(options::MENTEES, options::SEED, false)));
    let all = ["--dirty", "--seed", "9", "--mentees", "10000", "--make", "f"];
    assert_eq!(wish(&all), Ok(made(10_000, 9, true)));
    for option in ["--folder", "--make", "--mentees", "--seed", "--dirty", "--on"] {
        assert!(options::help("this").contains(option));
    }
    for (arguments, said) in [
        (&["--mentees", "10001"][..], "`--mentees` is a whole number from 0 to 10000, not `10001`"),
        (&["--seed", "-1"], "`--seed` is a whole number from 0, not `-1`"),
        (&["--make"], "`--make` takes a value after it"),
        (&["--mak"], "there is no option `--mak`"),
        (&["--make", "a", "--folder", "b"], "`--folder` reads and `--make` writes; take one of them"),
        (&["--on", "31-12-2026"], "`--on` is a date such as 2026-12-31, not `31-12-2026`"),
        (&["--make", "a", "--on", "2026-02-28"], "`--on` says as of when a folder is read"),
        (&["--dirty"], "`--mentees`, `--seed` and `--dirty` say what `--make` is to write"),
    ] {
        assert_eq!(wish(arguments).unwrap_err(), said);
    }
}
