//! What holds of the figures of any programme.
#![expect(clippy::cast_precision_loss, reason = "sixty mentees make small numbers")]

use std::collections::BTreeSet;

use mentorship::{
    feedback::{Facts, Record},
    impact::{
        About, Accumulate, AsOf, BaselineBalance, Caveat, Contrast, Estimate, Indicator, Length, Limit,
        Method, Power, Snapshot, Tallies, Unit, detectable_d_z,
    },
    jiff::{
        ToSpan,
        civil::{Date, date},
    },
    people::Label,
    sample::{YEAR_END, Year},
};
use serde_json::Value;

const DAYS: [Date; 3] = [date(2025, 3, 31), date(2025, 12, 31), YEAR_END];

fn facts(seed: u64) -> Facts {
    Year::of(60).seed(seed).facts()
}

fn as_of(day: Date) -> AsOf {
    AsOf::new(day).resampled(3, 20)
}

fn tallies(facts: &Facts, on: AsOf) -> Tallies {
    let record = Record::new(facts.clone()).unwrap();
    Tallies::of(&Snapshot::new(&record, on))
}

/// The figures as they are sent.
fn sent(facts: &Facts, on: AsOf) -> String {
    serde_json::to_string_pretty(&tallies(facts, on).figures(&on)).unwrap()
}

/// Two values alike but for rounding.
fn alike(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => {
            let (x, y) = (x.as_f64().unwrap(), y.as_f64().unwrap());
            (x - y).abs() <= 1e-12 * x.abs().max(1.0)
        }
        (Value::Array(x), Value::Array(y)) => x.len() == y.len() && x.iter().zip(y).all(|(x, y)| alike(x, y)),
        (Value::Object(x), Value::Object(y)) => {
            x.len() == y.len() && x.iter().all(|(key, x)| y.get(key).is_some_and(|y| alike(x, y)))
        }
        _ => a == b,
    }
}

#[track_caller]
fn assert_alike(a: &Tallies, b: &Tallies, on: AsOf) {
    let (told, other) = (a.figures(&on), b.figures(&on));
    for (a, b) in told.all().iter().zip(other.all()) {
        assert!(alike(&serde_json::to_value(a).unwrap(), &serde_json::to_value(b).unwrap()), "{a:?}\n{b:?}");
    }
    assert_eq!(told.all().len(), other.all().len());
}

fn merged(parts: &[&Tallies]) -> Tallies {
    let mut all = Tallies::default();
    for part in parts {
        all.merge(part);
    }
    all
}

/// The same people, pairings and passages under other names.
fn renamed(facts: &Facts, prefix: &str) -> Facts {
    const NAMES: [&str; 9] =
        ["person", "mentor", "mentee", "agreement", "speaker", "passage", "id", "people", "funder"];
    fn rename(value: &mut Value, named: bool, prefix: &str) {
        match value {
            Value::String(text) if named => *text = format!("{prefix}{text}"),
            Value::Array(values) => values.iter_mut().for_each(|value| rename(value, named, prefix)),
            Value::Object(fields) => {
                // A remark is from one of the two, a tie from a person.
                let tie = fields.contains_key("to");
                for (key, value) in fields {
                    let named =
                        NAMES.contains(&key.as_str()) || (tie && ["from", "to"].contains(&key.as_str()));
                    rename(value, named, prefix);
                }
            }
            _ => {}
        }
    }
    let mut lists = serde_json::to_value(facts).unwrap();
    for (list, rows) in lists.as_object_mut().unwrap() {
        if list != "instruments" {
            rename(rows, false, prefix);
        }
    }
    serde_json::from_value(lists).unwrap()
}

/// A list in another order: every `step`th, round and round.
fn reorder<T>(list: &mut Vec<T>, step: usize) {
    let mut rows: Vec<(usize, T)> = list.drain(..).enumerate().collect();
    rows.sort_by_key(|(at, _)| (at % step, std::cmp::Reverse(*at)));
    list.extend(rows.into_iter().map(|(_, row)| row));
}

#[test]
fn facts_in_any_order_give_the_same_figures() {
    let in_order = facts(11);
    for step in [1, 2, 7] {
        let mut other = in_order.clone();
        reorder(&mut other.enrolments, step);
        reorder(&mut other.pairings, step);
        reorder(&mut other.meetings, step);
        reorder(&mut other.check_ins, step);
        reorder(&mut other.instruments, step);
        reorder(&mut other.responses, step);
        reorder(&mut other.goals, step);
        reorder(&mut other.milestones, step);
        reorder(&mut other.passages, step);
        reorder(&mut other.codings, step);
        reorder(&mut other.remarks, step);
        reorder(&mut other.neighbours, step);
        reorder(&mut other.ties, step);
        reorder(&mut other.receipts, step);
        reorder(&mut other.expenses, step);
        reorder(&mut other.balances, step);
        reorder(&mut other.volunteering, step);
        assert_ne!(in_order, other);
        assert_eq!(sent(&in_order, as_of(YEAR_END)), sent(&other, as_of(YEAR_END)));
    }
}

/// The facts as they would stand on a day if nothing of what follows had happened, or had happened otherwise.
fn without_what_follows(mut facts: Facts, day: Date) -> Facts {
    let later = |on: Date| on > day;
    for row in &mut facts.enrolments {
        for step in [&mut row.invited, &mut row.enrolled, &mut row.ready, &mut row.left] {
            *step = step.filter(|on| !later(*on));
        }
    }
    for row in &mut facts.pairings {
        row.ended = row.ended.filter(|ending| !later(ending.on) && !later(row.started));
        row.pauses.retain(|pause| !later(pause.from));
        if later(row.started) {
            row.started = row.started.saturating_add(1.day());
        }
    }
    facts.meetings.retain(|row| !later(row.on));
    for row in &mut facts.check_ins {
        row.held = row.held.filter(|on| !later(*on));
        row.fit = row.held.and(row.fit);
    }
    facts.check_ins.retain(|row| row.held.is_some() || !later(row.due));
    for row in &mut facts.responses {
        row.answers = row.answers.take().filter(|answers| !later(answers.on));
    }
    facts.responses.retain(|row| row.answers.is_some() || !later(row.due));
    for row in &mut facts.goals {
        row.rated = row.rated.filter(|rated| !later(rated.on));
    }
    facts.milestones.retain(|row| !later(row.on));
    facts.passages.retain(|row| !later(row.on));
    let heard: BTreeSet<_> = facts.passages.iter().map(|row| row.id.clone()).collect();
    facts.codings.retain(|row| heard.contains(&row.passage));
    facts.remarks.retain(|row| !later(row.on));
    facts.neighbours.retain(|row| !row.asked.is_some_and(later));
    for row in facts.neighbours.iter_mut().filter(|row| row.answered.is_some_and(later)) {
        (row.answered, row.statements) = (None, None);
    }
    facts.ties.retain(|row| !later(row.on));
    facts.receipts.retain(|row| !later(row.on));
    facts.expenses.retain(|row| !later(row.on));
    facts.balances.retain(|row| !later(row.on));
    facts.volunteering.retain(|row| !later(row.on));
    facts
}

#[test]
fn what_follows_the_day_changes_nothing() {
    for seed in 21..=23 {
        let all = facts(seed);
        for day in [date(2025, 3, 31), date(2025, 9, 1), date(2025, 12, 31), date(2026, 6, 29)] {
            let known = without_what_follows(all.clone(), day);
            assert_ne!(all, known);
            assert_eq!(sent(&all, as_of(day)), sent(&known, as_of(day)), "seed {seed}, as of {day}");
        }
    }
}

#[test]
fn a_period_from_before_the_beginning_is_no_period() {
    let all = facts(24);
    for day in DAYS {
        let long_ago = as_of(day).since(date(1990, 1, 1));
        assert_eq!(sent(&all, as_of(day)), sent(&all, long_ago));
    }
}

#[test]
fn two_programmes_counted_apart_are_the_two_counted_together() {
    for day in DAYS {
        let (north, mut south) = (facts(31), renamed(&facts(32), "S-"));
        // Two banks are not one: of a day there is one balance.
        south.balances.clear();
        // What is in the one bank is not known of both.
        let mut north = north;
        north.balances.clear();
        let apart = merged(&[&tallies(&north, as_of(day)), &tallies(&south, as_of(day))]);
        let mut both = north;
        south.instruments.clear();
        both.append(south);
        assert_alike(&apart, &tallies(&both, as_of(day)), as_of(day));
    }
}

#[test]
fn merging_does_not_ask_who_comes_first() {
    let on = as_of(YEAR_END);
    let [a, b, c] = [41, 42, 43].map(|seed| tallies(&renamed(&facts(seed), &format!("{seed}-")), on));
    assert_alike(&merged(&[&a, &b]), &merged(&[&b, &a]), on);
    assert_alike(&merged(&[&merged(&[&a, &b]), &c]), &merged(&[&a, &merged(&[&b, &c])]), on);
    assert_alike(&merged(&[&c, &a, &b]), &merged(&[&a, &b, &c]), on);
}

#[test]
fn merging_with_nothing_changes_nothing() {
    let counted = tallies(&facts(44), as_of(YEAR_END));
    let mut after = counted.clone();
    after.merge(&Tallies::default());
    assert_eq!(counted, after);
    assert_eq!(counted, merged(&[&counted]));
}

#[test]
fn lengths_by_quarter_add_up_to_those_of_all() {
    let record = Record::new(facts(51)).unwrap();
    for day in DAYS {
        let whole = Snapshot::new(&record, as_of(day));
        let quarters = whole.quarters();
        assert!(quarters.len() <= 8 && quarters.keys().all(|(year, _)| (2025..=2026).contains(year)));
        let mut together = Length::default();
        for part in quarters.values() {
            together.merge(&Length::of(part));
        }
        assert_eq!(together, Length::of(&whole));
    }
}

#[test]
fn tallies_that_were_stored_tell_the_same_to_the_byte() {
    for day in DAYS {
        let on = as_of(day);
        let counted = tallies(&facts(61), on);
        let stored = serde_json::to_string(&counted).unwrap();
        let back: Tallies = serde_json::from_str(&stored).unwrap();
        assert_eq!(counted, back);
        let told = |tallies: &Tallies| serde_json::to_string(&tallies.figures(&on)).unwrap();
        assert_eq!(told(&counted), told(&back));
        assert_eq!(stored, serde_json::to_string(&back).unwrap());
    }
}

/// What holds of every figure.
#[track_caller]
fn sound(figure: &Estimate) {
    let definition = figure.indicator.definition();
    assert_eq!(figure.version, definition.version);
    if let Some(value) = figure.value {
        assert!(value.is_finite(), "{figure}");
        let difference =
            matches!(figure.indicator, Indicator::MilestoneGain | Indicator::SatisfiedDifference);
        let (lowest, highest) = match definition.unit {
            Unit::Share if difference => (-1.0, 1.0),
            Unit::Share | Unit::Probability => (0.0, 1.0),
            Unit::Count | Unit::PerMonth | Unit::Minutes => (0.0, f64::INFINITY),
            Unit::NetPoints => (-100.0, 100.0),
            Unit::Coefficient => (f64::NEG_INFINITY, 1.0),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        };
        assert!(lowest <= value && value <= highest, "{figure}");
    }
    assert_eq!(figure.n == 0, figure.caveats.contains(&Caveat::Nobody), "{figure}");
    let few = figure.caveats.contains(&Caveat::Few { minimum: definition.minimum });
    assert_eq!(few, (1..definition.minimum).contains(&figure.n), "{figure}");
    if figure.n == 0 {
        assert!(figure.value.is_none_or(|value| value == 0.0) && figure.interval.is_none(), "{figure}");
    }
    let Some(interval) = figure.interval else { return };
    assert!(!matches!(definition.method, Method::Census | Method::Test), "{figure}");
    let ends = [interval.lower, interval.upper].map(Limit::value);
    assert!(ends.into_iter().flatten().all(f64::is_finite), "{figure}");
    if let [Some(lower), Some(upper)] = ends {
        assert!(lower <= upper, "{figure}");
    }
    // Resampled and adjusted intervals lie around what they estimate, not around the value.
    let around = !matches!(definition.method, Method::Bootstrap | Method::AdjustedWald);
    if around && let Some(value) = figure.value {
        let within = ends[0].is_none_or(|lower| lower <= value + 1e-9)
            && ends[1].is_none_or(|upper| value - 1e-9 <= upper);
        assert!(within, "{figure}: {value} in {interval:?}");
    }
}

#[test]
fn every_figure_is_finite_within_its_bounds_and_within_its_interval() {
    let label = |text| Label::new(text).unwrap();
    for (mentees, seed) in [(1, 1), (2, 2), (7, 3), (60, 4)] {
        let record = Record::new(Year::of(mentees).seed(seed).facts()).unwrap();
        for day in DAYS {
            let snapshot = Snapshot::new(&record, as_of(day));
            Tallies::of(&snapshot).figures(snapshot.on()).all().iter().for_each(sound);
        }
        let snapshot = Snapshot::new(&record, as_of(YEAR_END));
        let contrast = Contrast::new(label("newcomer")).again_within([label("age")]).estimates(&snapshot);
        contrast.iter().for_each(sound);
        assert!(contrast.iter().all(|figure| figure.caveats.contains(&Caveat::NotByLot)));
        for part in snapshot.groups(&label("newcomer")).values() {
            Tallies::of(part).figures(part.on()).all().iter().for_each(sound);
        }
    }
}

#[test]
fn a_figure_is_found_by_what_it_speaks_of() {
    let on = as_of(YEAR_END);
    let figures = tallies(&facts(71), on).figures(&on);
    for figure in figures.all() {
        let found = figures.get(figure.indicator, &figure.about).unwrap();
        // The whole of an instrument stands before its subscales, of which it does not speak.
        let subscale = |figure: &Estimate| figure.about.iter().any(|part| matches!(part, About::Subscale(_)));
        assert_eq!((found.indicator, subscale(found)), (figure.indicator, subscale(figure)));
        assert!(found.speaks_of(&figure.about));
    }
}

/// What a figure says of a caveat, when it says it.
fn said<T>(figure: &Estimate, of: impl Fn(&Caveat) -> Option<T>) -> Option<T> {
    let mut said = figure.caveats.iter().filter_map(of);
    let first = said.next();
    assert!(said.next().is_none(), "said twice: {figure:?}");
    first
}

fn low_response(figure: &Estimate) -> Option<[u64; 2]> {
    said(figure, |caveat| match caveat {
        Caveat::LowResponse { came, due } => Some([*came, *due]),
        _ => None,
    })
}

#[test]
fn few_answers_are_said_beside_everything_that_rests_on_them() {
    let mut low = 0;
    for seed in 81..=83 {
        for day in DAYS {
            let on = as_of(day);
            let figures = tallies(&facts(seed), on).figures(&on);
            for figure in figures.all() {
                let asked: Vec<About> =
                    figure.about.iter().filter(|part| !matches!(part, About::Subscale(_))).cloned().collect();
                let [came, due] = match figure.indicator {
                    Indicator::NetPromoter | Indicator::Satisfied | Indicator::ScaleScore => {
                        let rate = figures.get(Indicator::ResponseRate, &asked).unwrap();
                        let came = rate.value.unwrap() * rate.n as f64;
                        [came.round() as u64, rate.n]
                    }
                    Indicator::MeanChange
                    | Indicator::StandardisedChange
                    | Indicator::ChangeForReporting
                    | Indicator::RankTest
                    | Indicator::RankChange
                    | Indicator::Improved
                    | Indicator::ReliablyImproved
                    | Indicator::ReliablyWorse => [figure.n, figure.n + figure.missing],
                    // What rests on the survey of neighbours is looked at beside it.
                    _ if figure.indicator.definition().id.starts_with("community.") => continue,
                    _ => [1, 1],
                };
                let expected = (10 * came < 7 * due).then_some([came, due]);
                low += usize::from(expected.is_some());
                assert_eq!(low_response(figure), expected, "{figure:?}");
            }
        }
    }
    assert!(low > 20);
}

#[test]
fn what_to_keep_in_mind_about_growth_follows_from_what_was_counted() {
    for seed in 84..=86 {
        for day in DAYS {
            let on = as_of(day);
            let figures = tallies(&facts(seed), on).figures(&on);
            for figure in figures.of_indicator(Indicator::MeanChange) {
                let of = |indicator| figures.get(indicator, &figure.about).unwrap();
                assert!(figure.caveats.contains(&Caveat::NoComparison));
                let then = figure.about.contains(&About::Instrument("skills-then".parse().unwrap(), 1));
                assert_eq!(figure.caveats.contains(&Caveat::LookingBack), then);
                let gap = said(figure, |caveat| match caveat {
                    Caveat::Attrition { gap, balance } => Some((*gap, *balance)),
                    _ => None,
                });
                let expected = of(Indicator::BaselineGap).value;
                assert_eq!(gap, expected.map(|gap| (gap, BaselineBalance::of(gap))));
                let bounds = said(figure, |caveat| match caveat {
                    Caveat::IfMissing { lowest, highest } => Some((*lowest, *highest)),
                    _ => None,
                });
                let lonely = figure.about.contains(&About::Instrument("loneliness".parse().unwrap(), 1));
                let (length, n, missing) =
                    (if lonely { 3.0 } else { 4.0 }, figure.n as f64, figure.missing as f64);
                match (bounds, figure.value.filter(|_| figure.missing > 0)) {
                    (Some((lowest, highest)), Some(mean)) => {
                        let with = |change: f64| (n * mean + missing * change) / (n + missing);
                        assert!((lowest - with(-length)).abs() < 1e-12, "{figure:?}");
                        assert!((highest - with(length)).abs() < 1e-12, "{figure:?}");
                    }
                    (bounds, mean) => assert!(bounds.is_none() && mean.is_none(), "{figure:?}"),
                }
                let noticed = said(of(Indicator::StandardisedChange), |caveat| match caveat {
                    Caveat::Detectable { deviations } => Some(*deviations),
                    _ => None,
                });
                assert_eq!(noticed, detectable_d_z(figure.n, Power::default(), on.confidence));
            }
        }
    }
}

#[test]
fn what_is_not_known_of_lengths_says_why() {
    let caveats = |figure: &Estimate, caveat: &Caveat| figure.caveats.contains(caveat);
    for seed in 87..=89 {
        for day in DAYS {
            let on = as_of(day);
            let all = facts(seed);
            let figures = tallies(&all, on).figures(&on);
            let begun = all.pairings.iter().filter(|row| row.started <= day);
            let mentors: BTreeSet<_> = begun.map(|row| &row.mentor).collect();
            for figure in figures.all() {
                let unknown = figure.n > 0 && figure.value.is_none();
                let beyond = matches!(
                    figure.indicator,
                    Indicator::Retention
                        | Indicator::RestrictedMean
                        | Indicator::ClosureReason
                        | Indicator::EarlyClosure
                        | Indicator::MilestoneReached
                        | Indicator::BusinessSurvival
                );
                let reached = matches!(
                    figure.indicator,
                    Indicator::LengthQuantile | Indicator::Waiting | Indicator::MilestoneTime
                );
                assert_eq!(caveats(figure, &Caveat::BeyondData), unknown && beyond, "{figure:?}");
                assert_eq!(caveats(figure, &Caveat::NotReached), unknown && reached, "{figure:?}");
                let shared = figure.indicator == Indicator::Retention && (mentors.len() as u64) < figure.n;
                let shared = shared.then_some(mentors.len() as u64);
                let told = said(figure, |caveat| match caveat {
                    Caveat::SharedMentors { mentors } => Some(*mentors),
                    _ => None,
                });
                assert_eq!(told, shared, "{figure:?}");
            }
        }
    }
}
