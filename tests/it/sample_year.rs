//! The invented years: who takes part, how it goes, and what is told of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use mentorship::{
    feedback::{Closure, Enrolment, Facts, Instrument, LAST_DAY, Pairing, Record, Response, Rule, Wave},
    id::{AgreementId, Digest},
    introduction::Party,
    jiff::{ToSpan, civil::Date},
    sample::{self, YEAR_END, YEAR_START, Year},
};

mod community;
mod folder;

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
    insta::assert_snapshot!(Digest::of_bytes(written(seven)), @"743d22b0fce0ac724a413b149e3bb701c4fb1bcf3ee2df9dc5fed9cd9ae26bc5");
}

#[test]
fn every_clean_year_fits() {
    for (mentees, seed) in [(0, 1), (1, 1), (2, 2), (3, 3), (12, 4), (77, 5), (77, 6), (400, 7)] {
        let (record, problems) = Record::sift(sample::year(mentees, seed));
        assert_eq!(problems, [], "{mentees} mentees, seed {seed}");
        let signed_up = |row: &&Enrolment| row.role == Party::Mentee && row.enrolled.is_some();
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
    dates.extend(facts.neighbours.iter().flat_map(|row| [row.asked, row.answered]).flatten());
    dates.extend(facts.ties.iter().map(|row| row.on));
    dates.extend(facts.receipts.iter().map(|row| row.on));
    dates.extend(facts.expenses.iter().map(|row| row.on));
    dates.extend(facts.balances.iter().map(|row| row.on));
    dates.extend(facts.volunteering.iter().map(|row| row.on));
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
    assert_eq!(
        rules.len(),
        problems.len() - 2,
        "two rules tell of two each: a fit and a weight, two answers"
    );
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
    milestone 170: `P-X00004` is not among the enrolments, or was set aside there
    passage 108: passage `X-1` is of nobody; name who told it or was seen
    coding 174: passage `X-2` is not among the passages, or was set aside there
    neighbour 192: neighbour `P-X00005` answered on 2025-01-27, before being asked on 2025-01-28
    neighbour 193: `P-X00006` answered 0 to item `greet` of instrument `living-together`, not 1 to 5
    tie 909: `P-T00019` names themself for `knows by name` on 2025-01-28
    receipt 91: a receipt from `F-X00001` on 2025-01-28: 0 cents, not 1 to 1000000000000
    ");
    assert_eq!(Record::sift(Year::of(0).dirty().facts()).1, []);
}

/// The name of a rule.
fn rule(rule: &Rule) -> String {
    let text = format!("{rule:?}");
    text.chars().take_while(|letter| letter.is_alphanumeric()).collect()
}
