//! The invented years, and the files that hold them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use mentorship::{
    feedback::{Closure, Facts, Instrument, LAST_DAY, Pairing, Record, Response, Rule, Wave},
    id::{AgreementId, Digest},
    introduction::Party,
    jiff::civil::date,
    jiff::{ToSpan, civil::Date},
    sample::{self, YEAR_END, YEAR_START, Year},
};

#[path = "../../examples/impact_figures/files.rs"]
mod files;
#[path = "../../examples/impact_figures/options.rs"]
mod options;

use options::Wish;

/// Enough people for shares.
static LARGE: LazyLock<Facts> = LazyLock::new(|| sample::year(2_000, 1));

/// A share of a list, in per cent.
fn share<T>(of: &[T], which: impl Fn(&T) -> bool) -> usize {
    assert!(of.len() > 50, "enough for a share");
    (100 * of.iter().filter(|row| which(row)).count() + of.len() / 2) / of.len()
}

#[track_caller]
fn between(found: usize, from: usize, to: usize) {
    assert!((from..=to).contains(&found), "{found} is not {from} to {to}");
}

fn lasted(pairing: &Pairing) -> Option<i32> {
    Some(pairing.ended?.on.since(pairing.started).unwrap().get_days())
}

#[test]
fn a_seed_names_one_year_on_every_machine() {
    let written = |year: Year| serde_json::to_string(&year.facts()).unwrap();
    let seven = Year::of(77).seed(7);
    assert_eq!(written(seven), written(seven));
    assert_ne!(written(seven), written(seven.seed(8)));
    assert_eq!(serde_json::to_string(&sample::year(77, 7)).unwrap(), written(seven));
    insta::assert_snapshot!(Digest::of_bytes(written(seven)), @"f2aacf225041072af5cf8743186dc3519dc5b9d777f758e98a57c5084e1caec4");
}

#[test]
fn every_clean_year_fits() {
    for (mentees, seed) in [(0, 1), (1, 1), (2, 2), (3, 3), (12, 4), (77, 5), (77, 6), (400, 7)] {
        let (record, problems) = Record::sift(sample::year(mentees, seed));
        assert_eq!(problems, [], "{mentees} mentees, seed {seed}");
        let signed_up =
            |row: &&mentorship::feedback::Enrolment| row.role == Party::Mentee && row.enrolled.is_some();
        assert_eq!(record.facts().enrolments.iter().filter(signed_up).count(), mentees);
    }
}

#[test]
fn nothing_is_known_that_happens_after_the_day_of_the_story() {
    let facts = sample::year(400, 7);
    let mut dates = Vec::new();
    for row in &facts.enrolments {
        dates.extend([row.invited, row.enrolled, row.ready, row.left].into_iter().flatten());
    }
    for row in &facts.pairings {
        assert!(row.started >= YEAR_START);
        dates.push(row.started);
        dates.extend(row.ended.map(|ending| ending.on));
        dates.extend(row.pauses.iter().map(|pause| pause.from));
    }
    dates.extend(facts.meetings.iter().map(|row| row.logged));
    dates.extend(facts.check_ins.iter().flat_map(|row| [Some(row.due), row.held]).flatten());
    dates.extend(facts.responses.iter().map(|row| row.due));
    dates.extend(facts.responses.iter().filter_map(|row| Some(row.answers.as_ref()?.on)));
    dates.extend(facts.goals.iter().filter_map(|row| Some(row.rated?.on)));
    dates.extend(facts.milestones.iter().map(|row| row.on));
    dates.extend(facts.passages.iter().map(|row| row.on));
    dates.extend(facts.remarks.iter().map(|row| row.on));
    let quotes = facts.passages.iter().flat_map(|row| &row.quotes);
    dates.extend(quotes.filter_map(|quote| Some(quote.consent?.from)));
    assert!(dates.len() > 5_000);
    assert_eq!(dates.iter().find(|date| **date > YEAR_END), None);
    assert!(YEAR_END < LAST_DAY && YEAR_START.saturating_add(2.years()) == YEAR_END.saturating_add(1.day()));
}

#[test]
fn people_wait_are_matched_leave_and_are_matched_again() {
    let facts = &*LARGE;
    let mentees: Vec<_> =
        facts.enrolments.iter().filter(|row| row.role == Party::Mentee && row.enrolled.is_some()).collect();
    let mut times = BTreeMap::new();
    for pairing in &facts.pairings {
        *times.entry(&pairing.mentee).or_insert(0) += 1;
    }
    between(share(&mentees, |row| times.contains_key(&row.person)), 72, 92);
    between(share(&mentees, |row| times.get(&row.person).is_some_and(|times| *times > 1)), 5, 15);
    between(share(&mentees, |row| row.left.is_some() && !times.contains_key(&row.person)), 2, 12);
    assert!(mentees.iter().any(|row| row.left.is_none() && !times.contains_key(&row.person)));

    let mentors: Vec<_> = facts.enrolments.iter().filter(|row| row.role == Party::Mentor).collect();
    between(share(&mentors, |row| row.places == 1), 52, 70);
    between(share(&mentors, |row| row.places == 3), 5, 15);
    assert!(mentors.iter().any(|row| mentees.iter().any(|mentee| mentee.person == row.person)));
    let group = |dimension: &str, group: &str| {
        let (dimension, group) = (dimension.parse().unwrap(), group.parse().unwrap());
        share(&mentees, |row| row.groups.get(&dimension) == Some(&group))
    };
    between(group("newcomer", "yes"), 40, 50);
    between(group("neighbourhood", "Mill"), 9, 15);
    between(group("age", "25–49"), 43, 53);
    assert!(mentees.iter().all(|row| row.groups.len() == 3));
}

#[test]
fn nobody_has_two_mentors_and_no_mentor_more_mentees_than_places() {
    let facts = sample::year(400, 3);
    let places: BTreeMap<_, _> =
        facts.enrolments.iter().map(|row| ((&row.person, row.role), row.places)).collect();
    let left: BTreeMap<_, _> =
        facts.enrolments.iter().map(|row| ((&row.person, row.role), row.left)).collect();
    for now in &facts.pairings {
        for (person, role) in [(&now.mentor, Party::Mentor), (&now.mentee, Party::Mentee)] {
            let theirs = |row: &&Pairing| {
                let who = if role == Party::Mentor { &row.mentor } else { &row.mentee };
                who == person
                    && row.started <= now.started
                    && row.ended.is_none_or(|end| now.started < end.on)
            };
            let running = facts.pairings.iter().filter(theirs).count();
            assert!(running <= usize::from(places[&(person, role)]), "{person} has {running}");
            let over = now.ended.map_or(Date::MAX, |ending| ending.on);
            assert!(left[&(person, role)].is_none_or(|left| left >= over), "{person} left before the end");
        }
    }
}

#[test]
fn pairings_end_as_pairings_do() {
    let facts = &*LARGE;
    let pairings = &facts.pairings;
    between(share(pairings, |row| row.planned_days == 365), 75, 85);
    between(share(pairings, |row| row.every_days == 14), 50, 60);
    between(share(pairings, |row| !row.pauses.is_empty()), 9, 16);
    assert!(pairings.iter().any(|row| row.pauses.len() > 1));

    // Those whose year was over on the last day.
    let whole: Vec<_> = pairings
        .iter()
        .filter(|row| row.planned_days == 365 && row.started < YEAR_START.saturating_add(1.year()))
        .collect();
    let as_what = |row: &&Pairing, closure| row.ended.is_some_and(|ending| ending.closure == closure);
    between(share(&whole, |row| as_what(row, Closure::Early)), 22, 34);
    between(share(&whole, |row| as_what(row, Closure::Completed)), 52, 70);
    for closure in Closure::ALL {
        assert!(pairings.iter().any(|row| as_what(&row, closure)), "{closure}");
    }
    let safeguarding = pairings.iter().filter(|row| as_what(row, Closure::Safeguarding)).count();
    between(safeguarding, 1, pairings.len() / 50);
    let early: Vec<_> = pairings.iter().filter(|row| as_what(row, Closure::Early)).collect();
    between(share(&early, |row| lasted(row).unwrap() <= 91), 55, 80);
    between(share(pairings, |row| row.ended.is_none()), 20, 45);
}

#[test]
fn every_year_has_an_end_on_the_first_day_and_ends_on_one_day() {
    for seed in 1..6 {
        let facts = sample::year(77, seed);
        let at_once: Vec<_> = facts.pairings.iter().filter(|row| lasted(row) == Some(0)).collect();
        assert!(!at_once.is_empty(), "seed {seed}");
        assert!(facts.meetings.iter().all(|row| row.agreement != at_once[0].agreement));
        let ends: Vec<_> = facts.pairings.iter().filter_map(|row| Some(row.ended?.on)).collect();
        assert!(ends.iter().collect::<BTreeSet<_>>().len() < ends.len(), "seed {seed}");
    }
}

#[test]
fn meetings_and_talks_are_held_and_noted_down_as_they_are() {
    let facts = &*LARGE;
    let met: BTreeSet<_> = facts.meetings.iter().map(|row| &row.agreement).collect();
    between(share(&facts.pairings, |row| !met.contains(&row.agreement)), 3, 12);
    let late = |days: i32| share(&facts.meetings, |row| row.logged > row.on.saturating_add(days.days()));
    between(late(0), 20, 30);
    between(late(7), 4, 10);
    let days: BTreeSet<_> = facts.meetings.iter().map(|row| (&row.agreement, row.on)).collect();
    between((facts.meetings.len() - days.len()) * 1000 / facts.meetings.len(), 4, 11);
    between(share(&facts.check_ins, |row| row.held.is_some()), 87, 93);
    between(share(&facts.check_ins, |row| row.fit.is_some_and(|fit| fit >= 4)), 45, 75);
}

fn asked<'a>(facts: &'a Facts, instrument: &str, wave: Wave) -> Vec<&'a Response> {
    facts.responses.iter().filter(|row| row.instrument.as_str() == instrument && row.wave == wave).collect()
}

/// Scores on an instrument by agreement, in the role of mentee.
fn scores(facts: &Facts, instrument: &Instrument, wave: Wave) -> BTreeMap<AgreementId, f64> {
    let score = |row: &Response| {
        let items = &row.answers.as_ref()?.items;
        let answers: Vec<_> = instrument.items().iter().map(|item| items.get(&item.key).copied()).collect();
        Some((row.agreement.clone()?, instrument.whole().score(&answers)?.mean()))
    };
    let rows = asked(facts, instrument.id().as_str(), wave).into_iter();
    rows.filter(|row| row.role == Party::Mentee).filter_map(score).collect()
}

#[test]
fn people_grow_a_third_of_a_standard_deviation() {
    let facts = &*LARGE;
    let instrument =
        |id: &str| facts.instruments.iter().find(|instrument| instrument.id().as_str() == id).unwrap();
    for (id, baseline, (from, to)) in [
        ("confidence", Wave::Before, (0.25, 0.45)),
        ("loneliness", Wave::Before, (-0.45, -0.25)),
        ("skills-then", Wave::LookingBack, (0.4, 0.8)),
    ] {
        let before = scores(facts, instrument(id), baseline);
        let after = scores(facts, instrument(id), Wave::After);
        let both: Vec<(f64, f64)> =
            after.iter().filter_map(|(of, after)| Some((*before.get(of)?, *after))).collect();
        let n = f64::from(both.len() as u32);
        assert!(n > 300.0, "{n}");
        let mean = |value: fn(&(f64, f64)) -> f64| both.iter().map(value).sum::<f64>() / n;
        let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
        let (xx, yy) = (mean(|pair| pair.0 * pair.0) - x * x, mean(|pair| pair.1 * pair.1) - y * y);
        let xy = mean(|pair| pair.0 * pair.1) - x * y;
        let (growth, r) = ((y - x) / f64::midpoint(xx, yy).sqrt(), xy / (xx * yy).sqrt());
        assert!((from..to).contains(&growth), "{id} grows by {growth:.2}");
        assert!((0.4..0.7).contains(&r), "{id} correlates at {r:.2}");
    }
}

#[test]
fn silence_grows_with_time_and_with_an_early_end() {
    let facts = &*LARGE;
    let back = |rows: &[&Response]| share(rows, |row| row.answers.is_some());
    between(back(&asked(facts, "confidence", Wave::Before)), 89, 95);
    between(back(&asked(facts, "confidence", Wave::Midway)), 72, 86);
    between(back(&asked(facts, "confidence", Wave::After)), 62, 74);
    let closures: BTreeMap<_, _> =
        facts.pairings.iter().map(|row| (&row.agreement, row.ended.map(|ending| ending.closure))).collect();
    let of = |closure| {
        let mut rows = asked(facts, "confidence", Wave::After);
        rows.retain(|row| closures[row.agreement.as_ref().unwrap()] == Some(closure));
        back(&rows)
    };
    assert!(of(Closure::Early) + 15 < of(Closure::Completed));
    // One and the same step from item to item, reversed items too.
    let mut forms = asked(facts, "confidence", Wave::Before);
    forms.retain(|row| row.answers.as_ref().is_some_and(|answers| answers.items.len() > 4));
    let straight =
        share(&forms, |row| row.answers.as_ref().unwrap().items.values().collect::<BTreeSet<_>>().len() == 1);
    between(straight, 1, 5);
}

#[test]
fn coders_agree_about_as_much_as_coders_do() {
    // Cohen's kappa over all pairs of coders of one passage and all themes.
    let facts = &*LARGE;
    let themes: BTreeSet<_> = facts.codings.iter().flat_map(|row| &row.themes).collect();
    assert_eq!(themes.len(), 8);
    let (mut both, mut one, mut all, mut ones) = (0_u32, 0_u32, 0_u32, 0_u32);
    for (at, a) in facts.codings.iter().enumerate() {
        for b in facts.codings[at + 1..].iter().filter(|b| b.passage == a.passage) {
            assert_ne!(a.coder, b.coder);
            for theme in &themes {
                let found = u32::from(a.themes.contains(*theme)) + u32::from(b.themes.contains(*theme));
                (both, one) = (both + u32::from(found == 2), one + u32::from(found == 1));
                (ones, all) = (ones + found, all + 1);
            }
        }
    }
    assert!(both > 0 && all > 300);
    let (p, agree) = (f64::from(ones) / f64::from(2 * all), 1.0 - f64::from(one) / f64::from(all));
    let chance = p * p + (1.0 - p) * (1.0 - p);
    let kappa = (agree - chance) / (1.0 - chance);
    assert!((0.6..0.8).contains(&kappa), "{kappa:.2}");
    let double: BTreeSet<_> = facts.codings.iter().map(|row| &row.passage).collect();
    assert!(facts.codings.len() - double.len() > double.len() / 3);
    let consents: Vec<_> =
        facts.passages.iter().flat_map(|row| &row.quotes).map(|quote| quote.consent).collect();
    between(share(&consents, Option::is_none), 5, 30);
    assert!(consents.iter().flatten().any(|consent| consent.until.is_some_and(|until| until <= YEAR_END)));
}

#[test]
fn a_dirty_year_has_its_faults_and_no_others() {
    let clean = Year::of(77).seed(7);
    let (record, problems) = Record::sift(clean.dirty().facts());
    assert_eq!(problems.len(), Year::FAULTS);
    let rules: BTreeSet<_> = problems.iter().map(|problem| rule(&problem.rule)).collect();
    assert_eq!(rules.len(), problems.len() - 1, "one rule tells of a fit and of a weight");
    let mut facts = clean.facts();
    facts.responses.remove(0);
    assert_eq!(record, Record::new(facts).unwrap());
    let said: Vec<_> = problems.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    enrolment 119: `P-X00001` as mentee: ready on 2024-12-29 comes before enrolled on 2025-01-01
    enrolment 120: `P-X00002` has 3 places as mentee; a mentor has 1 to 1000, a mentee 1
    pairing 68: a pause of agreement `A-X0001` runs from 2025-01-27 until 2025-01-29; pauses are not empty, lie within the agreement, and follow each other
    pairing 69: agreement `A-X0002` ended on 2025-01-27, before it began on 2025-01-28
    pairing 70: `P-X00003` is not among the enrolments as mentor, or was set aside there
    meeting 786: agreement `A-00001` of mentee `P-T00019` ran from 2025-01-28 to 2025-10-11; a meeting on 2025-01-27 lies outside
    meeting 787: a meeting of agreement `A-00001` on 2025-01-28 took 0 minutes, not 1 to 1440
    check-in 211: check-in of agreement `A-00001` due on 2025-01-29: how well they fit is 6, not 1 to 5
    response 1: `P-T00019` has wave `before` of instrument `confidence` in rows 1 and 830; which is right?
    response 831: `P-T00019` answered 7 to item `speak` of instrument `confidence`, not 1 to 5
    response 832: `P-T00019` answered item `lonely`, which instrument `loneliness` does not ask
    goal 131: goal `goal-A-X0001-1` of mentee `P-T00019`: the weight is 0, not 1 to 100
    milestone 130: `P-X00004` is not among the enrolments, or was set aside there
    passage 108: passage `X-1` is of nobody; name who told it or was seen
    coding 174: passage `X-2` is not among the passages, or was set aside there
    ");
    assert_eq!(Record::sift(Year::of(0).dirty().facts()).1, []);
}

/// The name of a rule.
fn rule(rule: &Rule) -> String {
    let text = format!("{rule:?}");
    text.chars().take_while(|letter| letter.is_alphanumeric()).collect()
}

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
        files::write(&folder, &facts).unwrap();
        assert_eq!(files::read(&folder).unwrap(), (facts, vec![]));
    }
    files::write(&folder, &Facts::default()).unwrap();
    assert_eq!(files::read(&folder).unwrap(), (Facts::default(), vec![]));
}

#[test]
fn the_bundled_year_is_what_is_written_today() {
    let folder = folder("bundled");
    files::write(&folder, &Year::of(options::MENTEES).seed(options::SEED).dirty().facts()).unwrap();
    let names = |folder: &Path| -> BTreeSet<_> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect()
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
    files::write(&folder, &Facts::default()).unwrap();
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
    files::write(&folder, &Facts::default()).unwrap();
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
    assert_eq!(files::read(&folder.join("nowhere")).unwrap_err().lines().count(), 11);
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
        assert!(options::HELP.contains(option));
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
