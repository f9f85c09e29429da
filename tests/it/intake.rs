//! Intake: laws of reading tables, laws of rows, and the messages an organiser reads.

use std::fmt::Write as _;

use mentorship::people::{
    Who,
    intake::{Columns, Effect, Intake, Row, RowFault, RowProblem, Separator, Sheet, Table},
};
use proptest::prelude::*;

/// A mapping that uses every kind of field.
const COLUMNS: &str = r#"
    utc_offset = 60
    blank = ["n.v.t.", "?"]
    none = ["geen"]
    others = ["Gemeente"]
    parts_of_day = { ochtend = "09:00-12:00", avond = "19:00-22:00" }
    options.skills = ["Koken", "Fietsen", "Computers, basis"]
    options.languages = ["Nederlands", "Engels", "Arabisch"]
    synonyms.skills = { pc = "Computers, basis" }
    synonyms.language_levels = { vloeiend = "C1" }
    question_synonyms.Opleiding = { "m.b.o." = "mbo" }

    [questions.Opleiding]
    kind = "scale"
    steps = ["vmbo", "mbo", "hbo"]
    [questions.Levensovertuiging]
    kind = "choice"
    options = ["geen", "islam", "christendom"]
    sensitivity = "sensitive"
    [questions."Jaren ervaring"]
    kind = "number"
    min = 0
    max = 60
    [questions.Thema]
    kind = "tags"
    options = ["werk", "wonen"]

    [mentors]
    id = { column = "Nr", prefix = "M-" }
    person = { column = "E-mail", pseudonym = true }
    name = ["Voornaam", "Achternaam"]
    email = "E-mail"
    skills = "Kan"
    languages = { column = "Talen", grid = { Arabisch = "Arabisch?" } }
    availability = { column = "Wanneer", grid = { za = "Zaterdag" }, ticks = { "zo ochtend" = "Zondagochtend?" } }
    coordinates = ["Lat", "Lon"]
    travels_km = "Reist"
    age = "Leeftijd"
    modes = "Hoe"
    ties = "Banden"
    blocks = "Niet met"
    wishes = "Graag met"
    partners_min = "Min"
    partners_max = "Max"
    status = "Status"
    on_leave_until = "Terug op"
    waiting_since = "Sinds"
    source = { default = "interview" }
    consents.sensitive_matching = { given = "Toestemming", on = "Datum", withdrawn = "Ingetrokken" }
    questions.Opleiding = "Opleiding"
    questions.Levensovertuiging = "Geloof"
    questions."Jaren ervaring" = "Jaren"
    questions.Thema = "Thema"

    [mentees]
    id = { column = "Nr", prefix = "T-" }
    skills = "Wil"
"#;

const MENTOR_HEADERS: [&str; 29] = [
    "Nr",
    "E-mail",
    "Voornaam",
    "Achternaam",
    "Kan",
    "Talen",
    "Arabisch?",
    "Wanneer",
    "Zaterdag",
    "Zondagochtend?",
    "Lat",
    "Lon",
    "Reist",
    "Leeftijd",
    "Hoe",
    "Banden",
    "Niet met",
    "Graag met",
    "Min",
    "Max",
    "Status",
    "Terug op",
    "Sinds",
    "Toestemming",
    "Datum",
    "Ingetrokken",
    "Opleiding",
    "Geloof",
    "Jaren",
];

fn columns() -> Columns {
    toml::from_str(COLUMNS).unwrap()
}

/// A mentors' sheet whose rows fill only the cells named; the number is the identifier and makes the address.
fn mentors(rows: &[(&str, &[(&str, &str)])]) -> Table {
    let headers = MENTOR_HEADERS.into_iter().chain(["Thema"]);
    let rows = rows.iter().map(|(nr, filled)| {
        let address = format!("m{nr}@example.org");
        let cell = |header: &str| match filled.iter().find(|(h, _)| *h == header) {
            Some((_, cell)) => (*cell).to_owned(),
            None if header == "Nr" => (*nr).to_owned(),
            None if header == "E-mail" => address.clone(),
            None => String::new(),
        };
        headers.clone().map(cell).collect()
    });
    Table::new(headers.clone().map(str::to_owned), rows).unwrap()
}

fn mentees() -> Table {
    Table::parse("Nr;Wil\n1;Koken:5\n2;\"pc:4:2; fietsen\"\n").unwrap()
}

fn read(rows: &[(&str, &[(&str, &str)])]) -> Intake {
    Intake::read(&columns(), &mentors(rows), &mentees()).unwrap()
}

fn messages(intake: &Intake) -> String {
    let mut text = String::new();
    for problem in &intake.problems {
        writeln!(text, "{problem}").unwrap();
    }
    text
}

#[test]
fn every_kind_of_field_is_read() {
    let intake = read(&[
        (
            "1",
            &[
                ("Voornaam", "Anna"),
                ("Achternaam", "de Vries"),
                ("Kan", "koken:4; pc"),
                ("Talen", "Nederlands (moedertaal), Engels: vloeiend"),
                ("Arabisch?", "A2"),
                ("Wanneer", "di 18:30-21:00"),
                ("Zaterdag", "ochtend; 13-14"),
                ("Zondagochtend?", "x"),
                ("Lat", "52,0907"),
                ("Lon", "5.1214"),
                ("Reist", "7,5"),
                ("Leeftijd", "65+"),
                ("Hoe", "beide"),
                ("Banden", "T-1 (familie), gemeente:werkgever"),
                ("Niet met", "2"),
                ("Graag met", "m2@example.org"),
                ("Min", "1"),
                ("Max", "3"),
                ("Terug op", "1-3-2026"),
                ("Sinds", "12-11-2025 18:03"),
                ("Toestemming", "ja"),
                ("Datum", "10 jan 2026"),
                ("Opleiding", "M.B.O."),
                ("Geloof", "Islam"),
                ("Jaren", "12,5"),
                ("Thema", "geen"),
            ],
        ),
        ("2", &[("Kan", "geen"), ("Talen", "n.v.t.")]),
        ("3", &[("Kan", "computers, Basis")]),
    ]);
    assert_eq!(messages(&intake), "");
    insta::assert_snapshot!(toml::to_string(&intake.roster.clone().into_people().mentors[0]).unwrap(), @r#"
    id = "M-1"

    [profile]
    person = "P-1be0f13c288f6755"
    modes = ["in_person", "online"]
    travels = 7500
    age = "65+"
    blocks = ["T-2"]
    wishes = ["P-e091328401c0da39"]
    source = "interview"
    waiting_since = "2025-11-12"

    [profile.languages]
    Arabisch = "A2"
    Engels = "C1"
    Nederlands = "C2"

    [profile.availability]
    utc_offset = 60
    windows = ["Tue 18:30-21:00", "Sat 09:00-12:00", "Sat 13:00-14:00", "Sun 09:00-12:00"]

    [profile.place]
    coordinates = [52090700, 5121400]

    [[profile.ties]]
    to = "Gemeente"
    kind = "employer"

    [[profile.ties]]
    to = "T-1"
    kind = "family"

    [profile.attributes."Jaren ervaring"]
    number = "12.5"

    [profile.attributes.Levensovertuiging]
    choice = "islam"

    [profile.attributes.Opleiding]
    step = "mbo"

    [profile.attributes.Thema]
    tags = []

    [[profile.consents]]
    purpose = "sensitive_matching"
    given_on = "2026-01-10"

    [profile.status]
    on_leave_until = "2026-03-01"

    [offers]
    Koken = 4

    [partners]
    min = 1
    max = 3
    "#);
    let second = &intake.roster.mentors()[1];
    assert_eq!(second.offers.as_ref().map(std::collections::BTreeMap::len), Some(0), "geen is an answer");
    assert_eq!(second.profile.languages, None, "n.v.t. is none");
    insta::assert_snapshot!(serde_json::to_string(&intake.roster.mentees()).unwrap(), @r#"
    [{"id":"T-1","profile":{"person":"T-1","status":"available"},"wants":{"Koken":{"importance":5}},"partners":{"min":0,"max":1}},{"id":"T-2","profile":{"person":"T-2","status":"available"},"wants":{"Computers, basis":{"importance":4,"level":2},"Fietsen":{"importance":3}},"partners":{"min":0,"max":1}}]
    "#);
    let anna = &intake.roster.mentors()[0].profile.person;
    assert_eq!(intake.directory.contact(anna).unwrap().name, "Anna de Vries");
}

#[test]
fn every_message_names_row_column_cell_and_what_was_expected() {
    let intake = read(&[
        ("1", &[("Nr", "")]),
        ("2", &[("Kan", "kokken; fietsen:6; koken:2; koken:3"), ("Talen", "Klingon; Engels (B7)")]),
        ("3", &[("Wanneer", "di 25:00-26:00"), ("Zaterdag", "middag"), ("Zondagochtend?", "misschien")]),
        ("4", &[("Lat", "52.1"), ("Reist", "ver"), ("Leeftijd", "1961"), ("Hoe", "fax")]),
        ("5", &[("Banden", "T-1; T-9 (familie); T-1 (kennis)"), ("Niet met", "9"), ("Graag met", "M-6x")]),
        (
            "6",
            &[
                ("Min", "3"),
                ("Max", "2"),
                ("Status", "misschien"),
                ("Terug op", "31-2-2026"),
                ("Sinds", "lang"),
            ],
        ),
        (
            "7",
            &[
                ("Toestemming", "ja"),
                ("Niet met", "7"),
                ("Graag met", "1; 2; 1; T-2"),
                ("Banden", "1 (zorg)"),
            ],
        ),
        ("8", &[("Toestemming", "1-2-2026"), ("Ingetrokken", "31-1-2026"), ("Max", "-1")]),
        ("9", &[("Opleiding", "mbo4"), ("Geloof", "isalm"), ("Jaren", "veel"), ("Thema", "werk; wonne")]),
        ("10", &[("Jaren", "61"), ("Toestemming", "wellicht")]),
        ("11", &[("Nr", "10"), ("Niet met", "1"), ("Graag met", "1, M-2")]),
        ("12", &[("E-mail", "M2@Example.org ")]),
        ("13", &[]),
        ("13", &[]),
    ]);
    insta::assert_snapshot!(messages(&intake), @r#"
    mentors, row 2, column `Nr`: the cell is blank, and an identifier is needed
    mentors, row 3, column `Talen`: `Klingon` is not one of the options
    mentors, row 3, column `Talen`: `Engels (B7)` is not followed by a level from A1 to C2 or `native`
    mentors, row 3, column `Kan`: `kokken` is not one of the options; nearest: `Koken`
    mentors, row 3, column `Kan`: `fietsen:6` is not followed by a level from 1 to 5
    mentors, row 3, column `Kan`: `koken:3` stands there twice, with different levels
    mentors, row 3, column `E-mail`: the rows 3 and 13 are about the same person
    mentors, row 4, column `Zondagochtend?`: `misschien` is not yes or no
    mentors, row 4, column `Wanneer`: `di 25:00-26:00` is not a time to meet: a time of day lies between 00:00 and 24:00, and a window begins before 24:00; parts of a day: `avond`, `ochtend`
    mentors, row 4, column `Zaterdag`: `za middag` is not a time to meet: a window is written as `Tue 18:30-21:00` (days in English or Dutch); parts of a day: `avond`, `ochtend`
    mentors, row 5, column `Hoe`: `fax` is not `in person`, `online` or `both`
    mentors, row 5, column `Lat`: `52.1` is not a place: coordinates are written as latitude and longitude in degrees, such as `52.090700, 5.121400`
    mentors, row 5, column `Reist`: `ver` is not a number of kilometres such as 7 or 2,5
    mentors, row 5, column `Leeftijd`: `1961` is not an age such as 31, 18-24 or 65+
    mentors, row 6, column `Banden`: `T-1` is not followed by the kind of tie, such as `(family)`
    mentors, row 6, column `Banden`: `T-1 (kennis)` is not a kind of tie: family, employer, reporting line, investment, business, care, friend or neighbour
    mentors, row 6, column `Banden`: `T-9` is nobody in these sheets; nearest: `T-1`, `T-2`, `M-9`
    mentors, row 6, column `Graag met`: `M-6x` is nobody in these sheets; nearest: `M-6`, `M-2`, `M-3` (the row still takes part)
    mentors, row 7, column `Sinds`: `lang` is not a date such as 31-01-2026 or 2026-01-31 (the row still takes part)
    mentors, row 7, column `Status`: `misschien` is not `available`, `withdrawn`, or `on leave until` and a date
    mentors, row 7, column `Terug op`: `31-2-2026` is not a date such as 31-01-2026 or 2026-01-31
    mentors, row 7, column `Max`: the fewest partners, 3, are more than the most, 2
    mentors, row 8, column `Toestemming`: it is not known when this consent was given; it does not count (the row still takes part)
    mentors, row 8, column `Niet met`: `7` is the person of this row (the row still takes part)
    mentors, row 8, column `Graag met`: `1` is named twice; the first place counts (the row still takes part)
    mentors, row 8, column `Graag met`: `T-2` is named twice; the first place counts (the row still takes part)
    mentors, row 9, column `Toestemming`: the consent of 2026-02-01 was withdrawn before, on 2026-01-31; it does not count (the row still takes part)
    mentors, row 9, column `Max`: `-1` is not a whole number
    mentors, row 10, column `Jaren`: `veel` is not a number such as 12 or 2,5
    mentors, row 10, column `Geloof`: `isalm` is not one of the options; nearest: `islam`
    mentors, row 10, column `Opleiding`: `mbo4` is not one of the options; nearest: `mbo`, `vmbo`
    mentors, row 10, column `Thema`: `wonne` is not one of the options; nearest: `wonen`
    mentors, row 11, column `Jaren`: `61` does not fit the question: a number from 0 to 60 is asked
    mentors, row 11, column `Toestemming`: `wellicht` is not a date, yes or no (the row still takes part)
    mentors, row 11, column `Nr`: `M-10` is the identifier of the rows 11 and 12
    mentors, row 12, column `Nr`: `M-10` is the identifier of the rows 11 and 12
    mentors, row 12, column `Graag met`: `1` is both wished for and blocked; the block counts (the row still takes part)
    mentors, row 13, column `E-mail`: the rows 3 and 13 are about the same person
    mentors, row 15: the row is the same as row 14 and is not counted again
    "#);
    let ids: Vec<_> = intake.roster.mentors().iter().map(|mentor| mentor.id.to_string()).collect();
    assert_eq!(ids, ["M-13", "M-7"]);
    let aside: Vec<_> = intake.set_aside(Sheet::Mentors).rows().iter().map(Row::number).collect();
    assert_eq!(aside, [2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13]);
    let shown = format!("{intake:?} {:?} {:?}", intake.problems, intake.set_aside(Sheet::Mentors));
    assert!(!shown.contains("isalm") && !shown.contains("example.org"), "{shown}");
}

#[test]
fn a_mapping_that_does_not_fit_says_everything_that_is_wrong() {
    let mut columns: Columns = toml::from_str(
        r#"
        split = [""]
        parts_of_day = { ochtend = "vroeg" }
        options.skills = ["Koken", "koken"]
        options.modes = ["fax"]
        synonyms.skills = { kok = "Kokem" }
        question_synonyms.opleding = { a = "b" }
        questions.opleiding = { kind = "scale", steps = ["laag", "hoog"] }
        mentors = { id = [], importance = 2, skills = "Wat kan je?", age = "leeftijd", languages = {}, questions.oplijding = "Nr" }
        mentees = { id = "Nummer" }
        "#,
    )
    .unwrap();
    let mentors = Table::parse("Nr,Wat kun je?,Leeftijd,LEEFTIJD\n").unwrap();
    let mentees = Table::parse("Nr\n").unwrap();
    let error = Intake::read(&columns, &mentors, &mentees).unwrap_err();
    insta::assert_snapshot!(error, @r#"
    the mapping of columns has problems:
      split: an empty text separates nothing
      parts_of_day.ochtend: `vroeg` is not a part of a day such as `09:00-12:00`
      options.skills: it lists `koken` twice
      options.modes: the words for this are fixed; synonyms are possible, options are not
      synonyms.skills: `kok` stands for `Kokem`, which is not one of the options; nearest: `Koken`, `koken`
      question_synonyms.opleding: there is no such question; nearest: `opleiding`
      mentors.importance: mentors offer skills; how much one matters is for mentees to say
      mentors.id: an identifier is read from at least one column
      mentors.skills: the sheet has no column `Wat kan je?`; nearest: `Wat kun je?`
      mentors.languages: it names no column and no default
      mentors.age: `leeftijd` is the header of columns C and D; give each a header of its own
      mentors.questions.oplijding: there is no such question; nearest: `opleiding`
      mentees.id: the sheet has no column `Nummer`
    "#);
    columns.mentees.id = "nr".into();
    let fewer = Intake::read(&columns, &mentors, &mentees).unwrap_err();
    assert_eq!(fewer.problems.len() + 1, error.problems.len());
}

#[test]
fn unknown_keys_of_a_mapping_are_refused_and_named() {
    let sides = "mentors = { id = \"Nr\" }\nmentees = { id = \"Nr\" }\n";
    for (text, key) in [
        ("spilt = [\",\"]\n", "spilt"),
        ("synonyms.skils = { a = \"b\" }\n", "skils"),
        ("dates = \"year_first\"\n", "year_first"),
        ("questions.q = { kind = \"choice\", optoins = [] }\n", "optoins"),
    ] {
        let error = toml::from_str::<Columns>(&format!("{text}{sides}")).unwrap_err().to_string();
        assert!(error.contains(key), "{error}");
    }
    for (side, key) in [
        ("{ id = \"Nr\", skils = \"Kan\" }", "skils"),
        ("{ id = { colum = \"Nr\" } }", "colum"),
        ("{ id = \"Nr\", skills = { column = \"Kan\", pseudonym = true } }", "pseudonym"),
        ("{ id = \"Nr\", skills = 3 }", "a header, a list of headers, or a table"),
        ("{ skills = \"Kan\" }", "id"),
    ] {
        let error = toml::from_str::<Columns>(&format!("mentors = {side}\nmentees = {{ id = \"Nr\" }}\n"));
        let error = error.unwrap_err().to_string();
        assert!(error.contains(key), "{error}");
    }
}

#[test]
fn a_mapping_survives_toml_and_json() {
    let columns = columns();
    assert_eq!(toml::from_str::<Columns>(&toml::to_string(&columns).unwrap()).unwrap(), columns);
    let json = serde_json::to_string(&columns).unwrap();
    assert_eq!(serde_json::from_str::<Columns>(&json).unwrap(), columns);
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_shows_them() {
    let text = "\u{feff}\r\n\r\nNr;Naam\r\n1;\"Anna\r\nMaria \"\"An\"\"\"\r\n\r\n;\r\n2;\"B\"\r\n";
    let table = Table::parse(text).unwrap();
    assert_eq!(table.header_row(), 3);
    assert_eq!(table.headers(), ["Nr", "Naam"]);
    let rows: Vec<_> = table.rows().iter().map(|row| (row.number(), row.cells().to_vec())).collect();
    assert_eq!(rows[0], (4, vec!["1".to_owned(), "Anna\r\nMaria \"An\"".to_owned()]));
    assert_eq!(rows[1], (7, vec!["2".to_owned(), "B".to_owned()]));
    for old in [text.replace("\r\n", "\r"), text.replace("\r\n", "\n")] {
        let numbers: Vec<_> = Table::parse(&old).unwrap().rows().iter().map(Row::number).collect();
        assert_eq!(numbers, [4, 7]);
    }
}

#[test]
fn a_quotation_mark_that_never_closes_costs_its_own_row_alone() {
    let table = Table::parse("Nr;Wil\n1;koken\n\n2;\"fietsen\n3;koken\r\n4;\"\"\n").unwrap();
    let rows: Vec<_> = table.rows().iter().map(|row| (row.number(), row.has_unclosed_quote())).collect();
    assert_eq!(rows, [(2, false), (4, true), (5, false), (6, false)]);
    assert_eq!(table.rows()[1].cells(), ["2", "\"fietsen"]);
}

#[test]
fn the_separator_is_the_most_frequent_one_of_the_first_line() {
    for (text, separator) in [
        ("a;b;\"c,d,e\"\n1,2,3,4", Separator::Semicolon),
        ("a\tb, c\td\n", Separator::Tab),
        ("\n\na,b\n", Separator::Comma),
        ("a\n1;2", Separator::Comma),
        ("\"a\n,\";b", Separator::Semicolon),
    ] {
        assert_eq!(Separator::of(text), separator, "{text}");
    }
    let declared = Table::parse("sep=;\r\nNr,x;Naam\r\n1;A\r\n").unwrap();
    assert_eq!(declared.headers(), ["Nr,x", "Naam"]);
    assert_eq!(declared.rows()[0].number(), 2);
}

#[test]
fn a_sheet_with_nothing_in_it_is_no_table() {
    for text in ["", "\u{feff}\n\n", " ; ;\n;\n", "sep=;\n"] {
        assert_eq!(
            Table::parse(text).unwrap_err().to_string(),
            "there is nothing in the sheet: the first row holds the headers",
            "{text:?}"
        );
    }
    assert!(Table::new([""], [vec!["x"]]).is_err());
}

#[test]
fn ragged_rows_and_columns_without_header_are_named() {
    let columns: Columns =
        toml::from_str("mentors = { id = \"Nr\", name = \"Naam\" }\nmentees = { id = \"Nr\" }").unwrap();
    let mentors =
        Table::parse("Nr;Naam;Dag;dag ;;\n1;A\n2;B;;;x;\n3;C;;\n4;D;;;;;;\n5;E;;;;;y\n\"6;F;;\n").unwrap();
    let mentees = Table::parse("Nr\n1\n").unwrap();
    let intake = Intake::read(&columns, &mentors, &mentees).unwrap();
    insta::assert_snapshot!(messages(&intake), @r#"
    mentors, row 1: without a header, what stands in column E is not read
    mentors, row 1, column `Dag`: this is the header of 2 columns, none of which is read
    mentors, row 2: the row has 2 cells under 6 headers; a separator or quotation mark is missing or one too many
    mentors, row 6: the row has 7 cells under 6 headers; a separator or quotation mark is missing or one too many
    mentors, row 7: a quotation mark opens in this row and never closes
    "#);
    let back = intake.set_aside(Sheet::Mentors).to_text(Separator::Semicolon);
    insta::assert_snapshot!(back, @r#"
    Nr;Naam;Dag;dag ;;
    1;A
    5;E;;;;;y
    """6";F;;
    "#);
}

#[test]
fn one_person_in_both_sheets_is_one_person_with_one_contact() {
    let columns: Columns = toml::from_str(
        r#"
        mentors = { id = "Nr", person = "Wie", name = "Naam", phone = "Tel" }
        mentees = { id = "Nr", person = "Wie", name = "Naam", email = "Mail" }
        "#,
    )
    .unwrap();
    let mentors = Table::parse("Nr,Wie,Naam,Tel\nM1,p,Anna,06-1\nM2,q,,06-2\n").unwrap();
    let mentees = Table::parse("Nr,Wie,Naam,Mail\nT1,p,Ann,a@example.org\nT2,q,Bo,\n").unwrap();
    let intake = Intake::read(&columns, &mentors, &mentees).unwrap();
    insta::assert_snapshot!(messages(&intake), @r#"
    mentees, row 2: name or contact data differ from those in the mentors' row 2, which count (the row still takes part)
    "#);
    let contact = intake.directory.contact(&"p".parse().unwrap()).unwrap();
    assert_eq!(
        (&*contact.name, contact.email.as_deref(), contact.phone.as_deref()),
        ("Anna", Some("a@example.org"), Some("06-1"))
    );
    assert_eq!(intake.directory.contact(&"q".parse().unwrap()).unwrap().name, "Bo");
    assert_eq!(intake.row_of(&Who::Mentee("T2".parse().unwrap())), Some(3));
}

#[test]
fn people_whose_row_is_set_aside_can_still_be_referred_to() {
    let intake = read(&[
        ("1", &[("Niet met", "M-2"), ("Banden", "m2@example.org:zorg")]),
        ("2", &[("Kan", "vliegen")]),
    ]);
    let profile = &intake.roster.mentors()[0].profile;
    assert_eq!((intake.roster.mentors().len(), profile.blocks.len(), profile.ties.len()), (1, 1, 1));
    assert_eq!(messages(&intake).lines().count(), 1);
}

#[test]
fn a_reference_that_fits_several_people_blocks_all_and_wishes_for_none() {
    let columns: Columns = toml::from_str(
        "mentors = { id = \"Nr\", blocks = \"Niet\", wishes = \"Graag\" }\nmentees = { id = \"Nr\" }",
    )
    .unwrap();
    let mentors = Table::parse("Nr,Niet,Graag\nM,t,\nN,,t\n").unwrap();
    let intake = Intake::read(&columns, &mentors, &Table::parse("Nr\nt\nT\n").unwrap()).unwrap();
    insta::assert_snapshot!(messages(&intake), @r#"
    mentors, row 2, column `Niet`: `t` could be any of 2 people (the row still takes part)
    mentors, row 3, column `Graag`: `t` could be any of 2 people (the row still takes part)
    "#);
    let [m, n] = intake.roster.mentors() else { panic!("both take part") };
    assert_eq!((m.profile.blocks.len(), n.profile.wishes.len()), (2, 0));
}

#[test]
fn blank_cells_take_the_default_or_set_the_row_aside_where_an_answer_is_required() {
    let columns: Columns = toml::from_str(
        r#"
        questions.Ritme = { kind = "choice" }
        options.skills = ["Koken"]
        [mentors]
        id = ["Jaar", "Nr"]
        interests = { column = "Leuk", default = "lezen, koken" }
        skills = { column = "Kan", if_unreadable = "warn" }
        [mentees]
        id = "Nr"
        questions.Ritme = { column = "Ritme", required = true, if_unreadable = "warn" }
        "#,
    )
    .unwrap();
    let mentors = Table::parse("Jaar,Nr,Leuk,Kan\n2026,1,,vliegen\n2026,,,\n").unwrap();
    let mentees = Table::parse("Nr,Ritme\n1,\n2,wekelijks\n").unwrap();
    let intake = Intake::read(&columns, &mentors, &mentees).unwrap();
    insta::assert_snapshot!(messages(&intake), @r#"
    mentors, row 2, column `Kan`: `vliegen` is not one of the options (the row still takes part)
    mentors, row 3, column `Nr`: the cell is blank, and an identifier is needed
    mentees, row 2, column `Ritme`: the cell is blank, and an answer is needed
    "#);
    let mentor = &intake.roster.mentors()[0];
    assert_eq!(mentor.id.as_str(), "2026-1");
    assert_eq!(mentor.offers, None, "nothing that could be read is not the same as nothing offered");
    assert_eq!(mentor.profile.interests.as_ref().map(std::collections::BTreeSet::len), Some(2));
    assert_eq!(intake.roster.mentees().len(), 1);
}

/// The civil service's layout, with people of our own.
#[test]
fn the_layout_of_a_cross_department_programme_is_read() {
    let columns: Columns =
        toml::from_str(include_str!("../../examples/data/civil_service.columns.toml")).unwrap();
    let mentors = Table::parse(
        "first name,last name,email address,both mentor and mentee,job title,grade,organisation,profession,characteristics,biography\n\
         Ada,One,ada@example.org,yes,Some role,SCS1,Department of Joy,DDaT,,\"I am Ada, grade SCS1.\"\n\
         Bo,Two,bo@example.org,no,Some role,Grade 7,Department of Fun,HR,\"Gay, Non-binary\",\"Hello\"\n\
         Cas,Three,cas@example.org,no,Some role,Grade 8,Department of Fun,HR,,\n",
    )
    .unwrap();
    let mentees = Table::parse(
        "first name,last name,email address,both mentor and mentee,job title,grade,organisation,profession,match with similar identity,identity to match,biography\n\
         Ada,One,Ada@example.org,yes,Some role,SCS1,Department of Joy,DDaT,yes,Non-binary,\"\"\n\
         Dee,Four,dee@example.org,no,Some role,AO,Department of Love,Policy,no,,\"\"\n",
    )
    .unwrap();
    let intake = Intake::read(&columns, &mentors, &mentees).unwrap();
    insta::assert_snapshot!(messages(&intake), @r#"
    mentors, row 4, column `grade`: `Grade 8` is not one of the options; nearest: `Grade 6`, `Grade 7`
    "#);
    let people = intake.roster.clone().into_people();
    insta::assert_snapshot!(serde_json::to_string_pretty(&people.mentees).unwrap(), @r#"
    [
      {
        "id": "T-b6e81874b8017c9e",
        "profile": {
          "person": "P-b6e81874b8017c9e",
          "attributes": {
            "grade": {
              "step": "AO"
            },
            "organisation": {
              "choice": "Department of Love"
            },
            "profession": {
              "choice": "Policy"
            }
          },
          "status": "available"
        },
        "partners": {
          "min": 0,
          "max": 1
        }
      },
      {
        "id": "T-cfe00dde46ef9426",
        "profile": {
          "person": "P-cfe00dde46ef9426",
          "attributes": {
            "grade": {
              "step": "SCS1"
            },
            "identity": {
              "tags": [
                "Non-binary"
              ]
            },
            "organisation": {
              "choice": "Department of Joy"
            },
            "profession": {
              "choice": "DDaT"
            }
          },
          "status": "available"
        },
        "partners": {
          "min": 0,
          "max": 1
        }
      }
    ]
    "#);
    let mentee_persons: Vec<_> = people.mentees.iter().map(|mentee| &mentee.profile.person).collect();
    let both = people.mentors.iter().filter(|mentor| mentee_persons.contains(&&mentor.profile.person));
    assert_eq!(both.count(), 1, "Ada is one person, however she writes her address");
    assert!(!serde_json::to_string(&people).unwrap().contains("example.org"));
}

#[test]
fn the_bundled_town_is_read_with_its_faulty_rows_named() {
    let columns: Columns = toml::from_str(include_str!("../../examples/data/town/columns.toml")).unwrap();
    let mentors = Table::parse(include_str!("../../examples/data/town/mentors.csv")).unwrap();
    let mentees = Table::parse(include_str!("../../examples/data/town/mentees.csv")).unwrap();
    let intake = Intake::read(&columns, &mentors, &mentees).unwrap();
    insta::assert_snapshot!(messages(&intake), @r#"
    mentors, row 25, column `Ik kan helpen met (1 = een beetje, 5 = heel goed)`: `Fietsn:5` is not one of the options; nearest: `Fietsen`
    mentors, row 48, column `Wanneer kun je?`: `di 25:00-27:00` is not a time to meet: a time of day lies between 00:00 and 24:00, and a window begins before 24:00; parts of a day: `avond`, `middag`, `ochtend`
    mentees, row 21, column `Nummer`: the cell is blank, and an identifier is needed
    mentees, row 54, column `Nummer`: `D-053` is the identifier of the rows 54 and 63
    mentees, row 63, column `Nummer`: `D-053` is the identifier of the rows 54 and 63
    mentees, row 74, column `Wacht sinds`: `al heel lang` is not a date such as 31-01-2026 or 2026-01-31 (the row still takes part)
    mentees, row 75, column `Graag met`: `M-0l7` is nobody in these sheets; nearest: `M-007`, `M-017`, `M-027` (the row still takes part)
    mentees, row 79: the row has 28 cells under 44 headers; a separator or quotation mark is missing or one too many
    "#);
    let aside = [Sheet::Mentors, Sheet::Mentees].map(|sheet| intake.set_aside(sheet).rows().len());
    assert_eq!((intake.roster.mentors().len(), intake.roster.mentees().len(), aside), (58, 77, [2, 4]));
    assert_eq!(intake.directory.suspected_duplicates().len(), 1);
}

fn cells() -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = proptest::string::string_regex("[a-cé\",;\t\r\n ']{0,6}").unwrap();
    prop::collection::vec(prop::collection::vec(cell, 0..5), 0..6)
}

/// Cells of which many are right somewhere and wrong elsewhere.
const WORDS: [&str; 24] = [
    "",
    "",
    "",
    "",
    "1",
    "2",
    "M-1",
    "T-1",
    "T-1 (familie)",
    "gemeente",
    "koken:4",
    "pc",
    "ja",
    "nee",
    "geen",
    "n.v.t.",
    "beide",
    "di 9-12",
    "1-1-2026",
    "B1",
    "mbo",
    "52,1",
    "a@example.org",
    "\u{7}\u{301}",
];

fn separators() -> impl Strategy<Value = Separator> {
    prop::sample::select(vec![Separator::Comma, Separator::Semicolon, Separator::Tab])
}

/// Rows of a small mentors' sheet, each right in itself; the cells say what they hold.
fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    let skill = prop::sample::select(vec!["", "koken:4", "Fietsen; koken", "pc"]);
    let language = prop::sample::select(vec!["", "Engels (B1)", "Nederlands"]);
    let wish = prop::sample::select(vec!["", "T-1", "T-1; T-2", "M-0", "M-3"]);
    let row = (skill, language, wish.clone(), wish);
    prop::collection::vec(row, 1..8).prop_map(|rows| {
        let cells = |(nr, (skill, language, wish, block)): (usize, (&str, &str, &str, &str))| {
            [&*nr.to_string(), skill, language, wish, block].map(str::to_owned).to_vec()
        };
        rows.into_iter().enumerate().map(cells).collect()
    })
}

fn small(rows: &[Vec<String>]) -> Intake {
    let columns: Columns = toml::from_str(
        r#"
        options.skills = ["Koken", "Fietsen", "Computers"]
        synonyms.skills = { pc = "Computers" }
        [mentors]
        id = { column = "Nr", prefix = "M-" }
        skills = "Kan"
        languages = "Talen"
        wishes = "Graag"
        blocks = { column = "Niet", if_unreadable = "warn" }
        [mentees]
        id = { column = "Nr", prefix = "T-" }
        "#,
    )
    .unwrap();
    let headers = ["Nr", "Kan", "Talen", "Graag", "Niet"].map(str::to_owned);
    let mentors = Table::new(headers, rows.iter().cloned()).unwrap();
    Intake::read(&columns, &mentors, &Table::parse("Nr\n1\n2\n").unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_table_survives_every_separator(rows in cells(), separator in separators()) {
        let table = Table::new(["a \"1\"", "b,;\t", "", "d"].map(str::to_owned), rows).unwrap();
        let text = table.to_text(separator);
        let again = Table::parse_with(&text, separator).unwrap();
        prop_assert_eq!(again.headers(), table.headers());
        let cells = |table: &Table| table.rows().iter().map(|row| row.cells().to_vec()).collect::<Vec<_>>();
        prop_assert_eq!(cells(&again), cells(&table));
        prop_assert!(again.rows().iter().all(|row| !row.has_unclosed_quote()));
        let with_mark = Table::parse_with(&format!("\u{feff}{text}"), separator).unwrap();
        prop_assert_eq!(with_mark, again);
    }

    #[test]
    fn the_separator_is_found_where_headers_have_none(rows in cells(), separator in separators()) {
        let table = Table::new(["a", "b", "c"].map(str::to_owned), rows).unwrap();
        let text = table.to_text(separator);
        prop_assert_eq!(Table::parse(&text).unwrap(), Table::parse_with(&text, separator).unwrap());
    }

    #[test]
    fn any_text_is_a_table_or_an_error_and_no_row_is_lost(text in "[ab\";,\r\n]{0,40}") {
        if let Ok(table) = Table::parse(&text) {
            let kept = |wanted: char| table.headers().iter().chain(table.rows().iter().flat_map(Row::cells))
                .map(|cell| cell.matches(wanted).count()).sum::<usize>();
            for letter in ['a', 'b'] {
                prop_assert_eq!(kept(letter), text.matches(letter).count());
            }
            let numbers: Vec<_> = table.rows().iter().map(Row::number).collect();
            prop_assert!(numbers.is_sorted_by(|a, b| a < b) && numbers.iter().all(|n| *n > table.header_row()));
        }
    }

    #[test]
    fn every_row_takes_part_or_is_set_aside_whatever_its_cells_say(
        rows in prop::collection::vec(prop::collection::vec(prop::sample::select(WORDS.to_vec()), 30), 1..6),
    ) {
        let headers = MENTOR_HEADERS.into_iter().chain(["Thema"]).map(str::to_owned);
        let rows: Vec<Vec<String>> =
            rows.iter().map(|cells| cells.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        let table = Table::new(headers, rows).unwrap();
        let intake = Intake::read(&columns(), &table, &mentees()).unwrap();
        let repeated = intake.problems.iter().filter(|p| matches!(p.fault, RowFault::SameRow { .. })).count();
        let aside = intake.set_aside(Sheet::Mentors);
        prop_assert_eq!(intake.roster.mentors().len() + aside.rows().len() + repeated, table.rows().len());
        for row in aside.rows() {
            let named = |p: &RowProblem| p.row == row.number() && p.effect == Effect::SetAside;
            prop_assert!(intake.problems.iter().any(named), "every row set aside has its reason");
        }
        for mentor in intake.roster.mentors() {
            prop_assert!(intake.row_of(&Who::Mentor(mentor.id.clone())).is_some());
        }
    }

    #[test]
    fn permuting_rows_gives_the_same_roster(rows in rows(), twice in any::<bool>(), seed in any::<u64>()) {
        let mut rows = rows;
        if twice {
            let mut again = rows[0].clone();
            again[1] = "fietsen:1".into();
            rows.push(again);
        }
        let mut other = rows.clone();
        other.sort_by_cached_key(|row| {
            row.join(" ").bytes().fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
        });
        prop_assert_eq!(small(&rows).roster, small(&other).roster);
    }

    #[test]
    fn a_bad_row_never_changes_the_others(
        rows in rows(),
        at in any::<prop::sample::Index>(),
        bad in prop::sample::select(vec![
            vec!["", "koken"], vec!["99", "kokken", "", "", ""], vec!["98", "", "Engels (B9)", "M-0", "T-1"],
            vec!["97", "", "", "", "", "x"], vec!["\u{7}", "", "", "", ""],
        ]),
    ) {
        let before = small(&rows);
        let mut with_bad = rows.clone();
        let at = at.index(rows.len() + 1);
        with_bad.insert(at, bad.iter().map(|cell| (*cell).to_owned()).collect());
        let after = small(&with_bad);
        prop_assert_eq!(&after.roster, &before.roster);
        prop_assert_eq!(after.set_aside(Sheet::Mentors).rows().len(), 1);
        prop_assert_eq!(after.set_aside(Sheet::Mentors).rows()[0].number(), at + 2);
        let others = after.problems.iter().filter(|problem| problem.row != at + 2).count();
        prop_assert_eq!(others, before.problems.len());
    }
}
