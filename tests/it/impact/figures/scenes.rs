//! Small programmes in which one thing is odd.

use mentorship::{
    feedback::{Baseline, Better, Closure, Ending, Instrument, Item, Reading, Record, Turn, Wave},
    impact::{
        About, Accumulate, AsOf, Caveat, Days, Estimate, Evidence, Figures, Health, Indicator, Journey,
        Limit, Participation, Snapshot, Stage, Tallies,
    },
    introduction::Party,
};

use super::scene::{Scene, day, label, on};

fn scale(id: &str, keys: &[&str]) -> Instrument {
    let items = keys.iter().map(|key| Item::scale(key.parse().unwrap(), 1, 5)).collect();
    Instrument::new(id.parse().unwrap(), items).unwrap()
}

fn satisfaction() -> Instrument {
    scale("satisfied", &["satisfied"]).read_as(Reading::Satisfaction).unwrap()
}

fn recommendation() -> Instrument {
    let item = Item::scale("recommend".parse().unwrap(), 0, 10);
    Instrument::new("recommend".parse().unwrap(), vec![item])
        .unwrap()
        .read_as(Reading::Recommendation)
        .unwrap()
}

fn within(days: u32) -> [About; 1] {
    [About::Length(Days::new(days).unwrap())]
}

/// A value, by what it speaks of.
#[track_caller]
fn value(figures: &Figures, indicator: Indicator, about: &[About]) -> Option<f64> {
    figures.get(indicator, about).unwrap_or_else(|| panic!("no {indicator:?} of {about:?}")).value
}

fn close(got: Option<f64>, expected: f64) -> bool {
    got.is_some_and(|got| (got - expected).abs() < 1e-12)
}

#[test]
fn of_nobody_there_is_nothing_to_tell_and_every_figure_says_so() {
    let scene = Scene::default();
    let figures = scene.figures(365);
    assert!(figures.all().len() > 40);
    for figure in figures.all() {
        let counted = matches!(
            figure.indicator,
            Indicator::Served
                | Indicator::IdleMentors
                | Indicator::OverloadedMentors
                | Indicator::Health
                | Indicator::Duplicates
        );
        assert_eq!(figure.value, counted.then_some(0.0), "{figure}");
        assert_eq!((figure.n, figure.missing, figure.interval), (0, 0, None), "{figure}");
        assert_eq!(figure.caveats, [Caveat::Nobody], "{figure}");
    }
    assert_eq!(scene.tallies(on(365)), Tallies::default());
}

#[test]
fn somebody_of_whom_no_step_is_known_is_nobody_yet() {
    let mut scene = Scene::default().enrolled("Bo", Party::Mentee, 0, 1);
    let row = scene.0.enrolments.last_mut().unwrap();
    (row.enrolled, row.ready) = (None, None);
    assert_eq!(scene.figures(365), Scene::default().figures(365));
}

#[test]
fn one_respondent_has_a_mean_but_no_spread() {
    let scene = Scene::default()
        .pair("A-1", "Ann", "Bo", 0)
        .asks(scale("bond", &["close", "at-ease"]))
        .answers(("bond", 1), "Bo", Some("A-1"), Wave::Midway, 30, Some(&[4, 5]));
    let figure = scene.figure(Indicator::ScaleScore, 60);
    assert_eq!((figure.value, figure.interval, figure.n), (Some(4.5), None, 1));
    assert_eq!(figure.caveats, [Caveat::Few { minimum: 10 }]);
    let alpha = scene.figure(Indicator::Alpha, 60);
    assert_eq!((alpha.value, alpha.interval, alpha.n), (None, None, 1));
}

/// So many pairings from day 0 on.
fn several(number: usize) -> Scene {
    (0..number).fold(Scene::default(), |scene, at| {
        scene.pair(&format!("A-{at}"), &format!("M-{at}"), &format!("T-{at}"), 0)
    })
}

#[test]
fn while_all_pairings_are_open_everybody_is_retained_and_no_median_is_reached() {
    let scene = several(4);
    let figures = scene.figures(200);
    let retained = figures.get(Indicator::Retention, &within(180)).unwrap();
    assert_eq!((retained.value, retained.n), (Some(1.0), 4));
    let limits = retained.interval.unwrap();
    assert_eq!((limits.lower, limits.upper), (Limit::At(1.0), Limit::At(1.0)));
    let year = figures.get(Indicator::Retention, &within(365)).unwrap();
    assert_eq!(year.value, None);
    assert!(year.caveats.contains(&Caveat::BeyondData));
    for figure in figures.of_indicator(Indicator::LengthQuantile) {
        assert_eq!(figure.value, None);
        assert!(figure.caveats.contains(&Caveat::NotReached));
    }
    for figure in figures.of_indicator(Indicator::ClosureReason) {
        assert_eq!(figure.value, None, "nobody was followed for a year");
    }
}

#[test]
fn everybody_seen_up_to_one_day_is_known_up_to_that_day() {
    let scene = several(5);
    let figures = scene.figures(90);
    assert_eq!(value(&figures, Indicator::Retention, &within(90)), Some(1.0));
    assert_eq!(value(&figures, Indicator::Retention, &within(180)), None);
    assert_eq!(value(&figures, Indicator::CohortRetention, &within(90)), Some(1.0));
    assert_eq!(value(&figures, Indicator::CohortRetention, &within(180)), None);
}

#[test]
fn where_all_answers_are_equal_there_is_no_spread_to_measure_against() {
    let mut scene = Scene::default().asks(scale("calm", &["a", "b"]));
    for (number, wave) in [(0, Wave::Before), (90, Wave::After)] {
        for at in 0..6 {
            let (agreement, mentee) = (format!("A-{at}"), format!("T-{at}"));
            if number == 0 {
                scene = scene.pair(&agreement, &format!("M-{at}"), &mentee, 0);
            }
            scene = scene.answers(("calm", 1), &mentee, Some(&agreement), wave, number, Some(&[3, 3]));
        }
    }
    let change = scene.figure(Indicator::MeanChange, 100);
    assert_eq!((change.value, change.n, change.missing), (Some(0.0), 6, 0));
    assert!(change.caveats.contains(&Caveat::AllEqual));
    for indicator in [Indicator::StandardisedChange, Indicator::ChangeForReporting, Indicator::RankChange] {
        assert_eq!(scene.figure(indicator, 100).value, None);
    }
    assert_eq!(scene.figure(Indicator::Improved, 100).value, Some(0.0));
    let figures = scene.figures(100);
    assert_eq!(figures.of_indicator(Indicator::ReliablyImproved).count(), 0);
    for alpha in figures.of_indicator(Indicator::Alpha) {
        assert_eq!(alpha.value, None);
        assert!(alpha.caveats.contains(&Caveat::AllEqual));
    }
}

#[test]
fn endings_of_two_kinds_on_one_day_share_the_risk_of_that_day() {
    let mut scene = several(4);
    for (at, closure) in [(0, Closure::Early), (1, Closure::Early), (2, Closure::Moved)] {
        let pairing = &mut scene.0.pairings[at];
        pairing.ended = Some(Ending { on: day(50), closure });
    }
    let figures = scene.figures(400);
    assert_eq!(value(&figures, Indicator::Retention, &within(90)), Some(0.25));
    let closure = |closure| value(&figures, Indicator::ClosureReason, &[About::Closure(closure)]);
    assert!(close(closure(Closure::Early), 0.5) && close(closure(Closure::Moved), 0.25));
    assert_eq!(closure(Closure::Completed), Some(0.0));
    assert!(close(value(&figures, Indicator::EarlyClosure, &within(365)), 0.5));
}

#[test]
fn a_share_of_exactly_one_half_is_the_median() {
    // 24, 38 and 44 are where a product of rounded factors stays above one half.
    for number in [2_i32, 24, 38, 44] {
        let mut scene = several(number as usize);
        for at in 0..number / 2 {
            let on = day(10 + i64::from(at));
            scene.0.pairings[at as usize].ended = Some(Ending { on, closure: Closure::Completed });
        }
        let figures = scene.figures(400);
        let median = value(&figures, Indicator::LengthQuantile, &[About::Percent(50)]);
        assert_eq!(median, Some(f64::from(9 + number / 2)), "of {number}");
    }
}

#[test]
fn a_pairing_that_ended_on_the_day_it_began_lasted_no_days() {
    let scene = several(2).ended(0, Closure::Early);
    let figures = scene.figures(100);
    assert_eq!(value(&figures, Indicator::Retention, &within(90)), Some(0.5));
    assert_eq!(value(&figures, Indicator::LengthQuantile, &[About::Percent(25)]), Some(0.0));
    let never = scene.figure(Indicator::NeverMet, 100);
    assert_eq!((never.value, never.n), (Some(1.0), 2));
    let intensity = scene.figure(Indicator::Intensity, 100);
    assert_eq!((intensity.value, intensity.n), (Some(0.0), 1), "no days to meet in, so it is not counted");
}

#[test]
fn who_began_in_the_period_took_part_in_it_however_short_it_was() {
    let scene = Scene::default().pair("A-1", "Ann", "Bo", 10).ended(10, Closure::Early);
    let served = |since| {
        let on = on(100).since(day(since));
        scene.tallies(on).participation.served()
    };
    assert_eq!([9, 10, 11].map(served), [2, 2, 0]);
    let longer = Scene::default().pair("A-1", "Ann", "Bo", 10).ended(20, Closure::Early);
    let served = |since| longer.tallies(on(100).since(day(since))).participation.served();
    assert_eq!([19, 20].map(served), [2, 0], "the day of the end is the first on which it was over");
}

#[test]
fn a_pairing_that_always_paused_had_nothing_to_keep() {
    let scene = Scene::default().pair("A-1", "Ann", "Bo", 0).paused(0, 200);
    let figures = scene.figures(100);
    assert_eq!(value(&figures, Indicator::Adherence, &[]), None);
    assert_eq!(value(&figures, Indicator::AdherenceByPairing, &[]), None);
    assert_eq!(value(&figures, Indicator::Intensity, &[]), None);
    assert_eq!(value(&figures, Indicator::LongestGap, &[]), Some(0.0));
    assert_eq!(value(&figures, Indicator::Health, &[About::Health(Health::Paused)]), Some(1.0));
    assert_eq!(value(&figures, Indicator::NeverMet, &[]), None);
    assert_eq!(value(&figures, Indicator::Retention, &within(90)), Some(1.0), "days of a pause are days");
}

#[test]
fn periods_are_counted_in_days_without_pauses() {
    // Active days 0..=9 and 20..=23: two weeks, the second of days 7, 8, 9, 20, 21, 22, 23.
    let scene = Scene::default().pair("A-1", "Ann", "Bo", 0).paused(10, 20).met([8, 22]);
    let figures = scene.figures(24);
    assert_eq!(value(&figures, Indicator::Adherence, &[]), Some(0.5));
    assert_eq!(value(&figures, Indicator::LongestGap, &[]), Some(8.0), "from the start to day 8");
    assert!(close(value(&figures, Indicator::Intensity, &[]), 60.0 / 14.0));
    let health = |health| value(&figures, Indicator::Health, &[About::Health(health)]);
    assert_eq!(health(Health::OnTrack), Some(1.0));
}

#[test]
fn health_tells_too_early_from_stalled_and_from_needing_a_talk() {
    let fares = |scene: &Scene, number| {
        let figures = scene.figures(number);
        let told = figures.of_indicator(Indicator::Health).find(|figure| figure.value == Some(1.0)).unwrap();
        let [About::Health(health)] = told.about[..] else { panic!("{told}") };
        health
    };
    let silent = Scene::default().pair("A-1", "Ann", "Bo", 0);
    assert_eq!(fares(&silent, 13), Health::TooEarly);
    assert_eq!(fares(&silent, 14), Health::NeedsCheckIn);
    assert_eq!(fares(&silent, 15), Health::Stalled, "never in more than two periods");
    let weekly = silent.met((0..=28).step_by(7));
    assert_eq!(fares(&weekly, 42), Health::OnTrack);
    assert_eq!(fares(&weekly, 43), Health::NeedsCheckIn, "the last more than two periods ago");
    assert_eq!(fares(&weekly, 56), Health::NeedsCheckIn);
    assert_eq!(fares(&weekly, 57), Health::Stalled, "for more than four periods");
    assert_eq!(fares(&weekly.clone().checked_in(20, Some(20), Some(2)), 30), Health::NeedsCheckIn);
    let again = weekly.checked_in(20, Some(20), Some(2)).checked_in(25, Some(26), Some(3));
    assert_eq!(fares(&again, 25), Health::NeedsCheckIn, "the better answer has not come yet");
    assert_eq!(fares(&again, 30), Health::OnTrack);
}

#[test]
fn a_talk_held_after_the_day_has_not_been_held_yet() {
    let scene = Scene::default().pair("A-1", "Ann", "Bo", 0).checked_in(28, Some(33), Some(1));
    let share = |number| scene.figure(Indicator::CheckInsOnTime, number).value;
    assert_eq!([27, 30, 33].map(share), [None, None, Some(1.0)], "it can still be held in time");
    let late = Scene::default().pair("A-1", "Ann", "Bo", 0).checked_in(28, Some(36), Some(1));
    let share = |number| late.figure(Indicator::CheckInsOnTime, number).value;
    assert_eq!([35, 36, 40].map(share), [None, Some(0.0), Some(0.0)], "a week is in time, a day more is not");
    let never = Scene::default().pair("A-1", "Ann", "Bo", 0).checked_in(28, None, None);
    let share = |number| never.figure(Indicator::CheckInsOnTime, number).value;
    assert_eq!([35, 36].map(share), [None, Some(0.0)]);
}

#[test]
fn a_mentor_with_more_than_there_is_room_for_fills_no_more_than_the_places() {
    let scene = Scene::default()
        .enrolled("Ann", Party::Mentor, 0, 2)
        .enrolled("Idle", Party::Mentor, 0, 2)
        .pair("A-1", "Ann", "Bo", 0)
        .pair("A-2", "Ann", "Cy", 0)
        .pair("A-3", "Ann", "Di", 0);
    assert_eq!(scene.figure(Indicator::Utilisation, 10).value, Some(0.5));
    assert_eq!(scene.figure(Indicator::OverloadedMentors, 10).value, Some(1.0));
    assert_eq!(scene.figure(Indicator::IdleMentors, 10).value, Some(1.0));
    let retention = scene.figures(100);
    let retained = retention.get(Indicator::Retention, &within(90)).unwrap();
    assert!(retained.caveats.contains(&Caveat::SharedMentors { mentors: 1 }));
}

#[test]
fn who_is_mentor_and_mentee_is_one_person_with_two_journeys() {
    let scene = Scene::default()
        .pair("A-1", "Ann", "Bo", 0)
        .ended(100, Closure::Completed)
        .pair("A-2", "Bo", "Cy", 120);
    let tallies = scene.tallies(on(200));
    let figures = tallies.figures(&on(200));
    assert_eq!(tallies.participation.served(), 3);
    let completed = |role| tallies.participation.ever_reached(role, Stage::Completed);
    assert_eq!((completed(Party::Mentor), completed(Party::Mentee)), (1, 1));
    let matched = |role| tallies.participation.ever_reached(role, Stage::Matched);
    assert_eq!((matched(Party::Mentor), matched(Party::Mentee)), (2, 2));
    assert_eq!(value(&figures, Indicator::MatchedNow, &[]), Some(0.5), "as a mentee Bo is still here, alone");
    assert_eq!(scene.tallies(on(200).since(day(110))).participation.served(), 2);
}

#[test]
fn who_is_in_a_pairing_is_here_though_no_earlier_step_was_noted() {
    let mut scene = Scene::default().pair("A-1", "Ann", "Bo", 5);
    for row in &mut scene.0.enrolments {
        (row.enrolled, row.ready) = (None, None);
    }
    let matched = scene.figure(Indicator::MatchedNow, 10);
    assert_eq!((matched.value, matched.n), (Some(1.0), 1));
    assert_eq!(scene.figure(Indicator::Utilisation, 10).value, Some(1.0));
    assert_eq!(scene.figure(Indicator::EverMatched, 10).value, Some(1.0));
    let before = scene.figure(Indicator::MatchedNow, 4);
    assert_eq!((before.value, before.n), (None, 0));
    scene.0.enrolments.iter_mut().for_each(|row| row.left = Some(day(8)));
    assert_eq!(scene.figure(Indicator::MatchedNow, 10).n, 0, "they have left");
}

#[test]
fn of_two_pairings_of_one_mentee_the_first_counts_for_growth() {
    let scene = Scene::default()
        .pair("A-1", "Ann", "Bo", 0)
        .ended(100, Closure::Early)
        .pair("A-2", "Cy", "Bo", 110)
        .asks(scale("calm", &["a"]))
        .answers(("calm", 1), "Bo", Some("A-1"), Wave::Before, 0, Some(&[2]))
        .answers(("calm", 1), "Bo", Some("A-2"), Wave::Before, 110, Some(&[3]))
        .answers(("calm", 1), "Bo", Some("A-1"), Wave::After, 100, Some(&[4]))
        .answers(("calm", 1), "Bo", Some("A-2"), Wave::After, 300, Some(&[5]));
    let change = scene.figure(Indicator::MeanChange, 400);
    assert_eq!((change.value, change.n), (Some(2.0), 1));
    assert!(change.caveats.contains(&Caveat::FirstCounts { others: 1 }));
    // Had the first never come to an answer at its end, the second would be compared with nothing.
    let mut silent = scene.clone();
    silent.0.responses[2].answers = None;
    let change = silent.figure(Indicator::MeanChange, 400);
    assert_eq!((change.value, change.n, change.missing), (None, 0, 1));
}

#[test]
fn goals_of_two_pairings_of_one_mentee_make_one_score() {
    let scene = Scene::default()
        .pair("A-1", "Ann", "Bo", 0)
        .goal("words-1", 2, 1, 90)
        .ended(100, Closure::Early)
        .pair("A-2", "Cy", "Bo", 110)
        .goal("words-2", 1, -2, 200);
    let first = scene.figure(Indicator::GoalAttainment, 150);
    assert_eq!((first.n, first.missing), (1, 0));
    assert!(close(first.value, 60.0), "one goal, one step above what was expected");
    let both = scene.figure(Indicator::GoalAttainment, 250);
    assert_eq!(both.n, 1, "people, not agreements");
    assert!(close(both.value, 50.0), "2 · 1 and 1 · −2 weigh each other up");
    assert_eq!(scene.figure(Indicator::GoalAttainment, 50).missing, 1);
}

#[test]
fn who_never_answered_first_is_not_among_those_who_did_not_answer_again() {
    let mut scene = Scene::default().asks(scale("calm", &["a"]));
    for (at, before, after) in
        [(0, Some(2), Some(3)), (1, Some(2), None), (2, None, None), (3, None, Some(4))]
    {
        let (agreement, mentee) = (format!("A-{at}"), format!("T-{at}"));
        let (before, after) = (before.map(|answer| [answer]), after.map(|answer| [answer]));
        let asked = |wave, number, answers: Option<&[i16; 1]>, scene: Scene| {
            let answers = answers.map(|answers| &answers[..]);
            scene.answers(("calm", 1), &mentee, Some(&agreement), wave, number, answers)
        };
        scene = scene.pair(&agreement, &format!("M-{at}"), &mentee, 0);
        scene = asked(Wave::Before, 0, before.as_ref(), scene);
        scene = asked(Wave::After, 90, after.as_ref(), scene);
    }
    let lost = scene.figure(Indicator::Attrition, 100);
    assert_eq!((lost.value, lost.n), (Some(0.5), 2));
    let change = scene.figure(Indicator::MeanChange, 100);
    assert_eq!((change.n, change.missing), (1, 3));
    let low = Caveat::LowResponse { came: 1, due: 4 };
    assert!(change.caveats.contains(&low), "{change:?}");
}

#[test]
fn a_start_asked_about_afterwards_is_said_and_never_mixed_with_one_asked_before() {
    let then = scale("skills", &["a"]).measured_from(Baseline::LookingBack);
    let scene = Scene::default()
        .pair("A-1", "Ann", "Bo", 0)
        .asks(then)
        .answers(("skills", 1), "Bo", Some("A-1"), Wave::After, 90, Some(&[4]))
        .answers(("skills", 1), "Bo", Some("A-1"), Wave::LookingBack, 97, Some(&[1]));
    let change = scene.figure(Indicator::MeanChange, 100);
    assert_eq!(change.value, Some(3.0));
    assert!(change.caveats.contains(&Caveat::LookingBack));
    let mut before = scene.0.clone();
    before.responses[1].wave = Wave::Before;
    assert!(Record::new(before).is_err());
}

#[test]
fn two_versions_of_an_instrument_are_two_instruments() {
    let scene = Scene::default()
        .pair("A-1", "Ann", "Bo", 0)
        .asks(scale("calm", &["a"]))
        .asks(scale("calm", &["a"]).version_of(2))
        .answers(("calm", 1), "Bo", Some("A-1"), Wave::Before, 0, Some(&[2]))
        .answers(("calm", 2), "Bo", Some("A-1"), Wave::After, 90, Some(&[5]));
    let figures = scene.figures(100);
    assert!(figures.of_indicator(Indicator::MeanChange).all(|figure| figure.value.is_none()));
    let score = |version| {
        let about = About::Instrument("calm".parse().unwrap(), version);
        value(&figures, Indicator::ScaleScore, &[about])
    };
    assert_eq!([score(1), score(2)], [Some(2.0), Some(5.0)]);
}

#[test]
fn less_is_better_where_the_instrument_says_so() {
    let lonely = scale("lonely", &["a"]).better_when(Better::Lower);
    let scene = Scene::default()
        .pair("A-1", "Ann", "Bo", 0)
        .asks(lonely)
        .answers(("lonely", 1), "Bo", Some("A-1"), Wave::Before, 0, Some(&[4]))
        .answers(("lonely", 1), "Bo", Some("A-1"), Wave::After, 90, Some(&[2]));
    assert_eq!(scene.figure(Indicator::MeanChange, 100).value, Some(-2.0));
    assert_eq!(scene.figure(Indicator::Improved, 100).value, Some(1.0));
}

#[test]
fn a_milestone_lost_counts_against_one_reached() {
    let scene = several(4)
        .milestone("T-0", "job", -50, Turn::Reached)
        .milestone("T-0", "job", 30, Turn::Lost)
        .milestone("T-1", "job", 20, Turn::Reached)
        .milestone("T-2", "job", 40, Turn::Lost)
        .milestone("T-3", "job", 10, Turn::Reached)
        .milestone("T-3", "job", 60, Turn::Lost);
    let gain = |number| scene.figure(Indicator::MilestoneGain, number).value;
    // As of day 50: Bo lost one, another had one before they lost it, two have reached one.
    assert_eq!(gain(50), Some(0.0));
    assert_eq!(gain(70), Some(-0.25));
    assert!(close(scene.figure(Indicator::MilestoneTest, 70).value, 1.0));
}

#[test]
fn a_milestone_that_goes_after_the_day_is_not_known_on_it() {
    let scene = several(2).milestone("T-0", "home", 60, Turn::Lost);
    assert_eq!(scene.figures(50).of_indicator(Indicator::MilestoneGain).count(), 0);
    assert_eq!(scene.figures(50), several(2).figures(50));
    assert_eq!(scene.figure(Indicator::MilestoneGain, 60).value, Some(-0.5), "who loses it had it");
}

#[test]
fn a_coder_who_found_nothing_has_coded() {
    let scene = several(2)
        .told("I-1", "T-0", 10, &["C-1: trust", "C-2:"])
        .told("I-2", "T-1", 11, &["C-1:", "C-2:"])
        .told("I-3", "T-1", 12, &[]);
    let trust = scene.figure(Indicator::Theme, 20);
    assert_eq!((trust.value, trust.n), (Some(0.5), 2), "both were heard; what nobody coded tells nothing");
    let kappa = scene.figure(Indicator::CoderKappa, 20);
    assert_eq!((kappa.value, kappa.n), (Some(0.0), 2));
    let new = scene.figure(Indicator::Saturation, 20);
    assert_eq!((new.value, new.n), (Some(1.0), 2));
    let nothing = several(1).told("I-1", "T-0", 10, &["C-1:"]);
    assert_eq!(nothing.figures(20).of_indicator(Indicator::Theme).count(), 0);
    assert_eq!(nothing.figure(Indicator::Saturation, 20).value, Some(0.0));
}

#[test]
fn a_theme_told_five_times_by_one_person_is_one_person() {
    let scene =
        (0..5).fold(several(2), |scene, at| scene.told(&format!("I-{at}"), "T-0", 10 + at, &["C-1: trust"]));
    let scene = scene.told("I-9", "T-1", 30, &["C-1: work"]);
    let figures = scene.figures(40);
    let share = |theme| value(&figures, Indicator::Theme, &[About::Theme(label(theme))]);
    assert_eq!([share("trust"), share("work")], [Some(0.5), Some(0.5)]);
}

#[test]
fn passages_of_one_talk_are_one_talk() {
    let scene = several(4)
        .told("I-1-1", "T-0", 10, &["C-1: trust"])
        .told("I-1-2", "T-0", 10, &["C-1: work"])
        .told("I-2-1", "T-1", 11, &["C-1: money"])
        .told("I-2-2", "T-1", 11, &["C-1: trust"])
        .told("I-3-1", "T-2", 12, &["C-1: trust"])
        .told("I-4-1", "T-3", 13, &["C-1: time"]);
    let record = scene.record();
    let evidence = Evidence::of(&Snapshot::new(&record, on(20)));
    assert_eq!(evidence.new_themes(), [2, 1, 0, 1]);
    let new = scene.figure(Indicator::Saturation, 20);
    assert_eq!((new.value, new.n), (Some(2.0), 4));
}

#[test]
fn themes_that_a_coder_found_elsewhere_are_decided_on_too() {
    // C-1 found “work” where C-2 did not code: in the passage of both, neither found it, which is agreement.
    let scene = several(2).told("I-1", "T-0", 10, &["C-1: trust", "C-2: trust"]).told(
        "I-2",
        "T-1",
        11,
        &["C-1: work"],
    );
    let kappa = scene.figure(Indicator::CoderKappa, 20);
    assert_eq!((kappa.value, kappa.n), (Some(1.0), 2));
    assert_eq!(scene.figure(Indicator::CoderAlpha, 20).n, 2);
}

#[test]
fn recommendation_and_satisfaction_miss_whoever_left_the_question_blank() {
    let mut scene = several(4).asks(satisfaction()).asks(recommendation());
    for (at, answer) in [Some(9), Some(3), None].into_iter().enumerate() {
        let mentee = format!("T-{at}");
        let answer: Vec<i16> = answer.into_iter().collect();
        scene = scene.answers(("recommend", 1), &mentee, None, Wave::After, 90, Some(&answer));
        let satisfied: Vec<i16> = answer.iter().map(|answer| answer / 2).collect();
        scene = scene.answers(("satisfied", 1), &mentee, None, Wave::After, 90, Some(&satisfied));
    }
    scene = scene.answers(("recommend", 1), "T-3", None, Wave::After, 90, None);
    let score = scene.figure(Indicator::NetPromoter, 100);
    assert_eq!((score.value, score.n, score.missing), (Some(0.0), 2, 2));
    let satisfied = scene.figure(Indicator::Satisfied, 100);
    assert_eq!((satisfied.value, satisfied.n, satisfied.missing), (Some(0.5), 2, 1));
    let blank = scene.figures(100);
    let blank =
        blank.get(Indicator::BlankItems, &[About::Instrument("recommend".parse().unwrap(), 1)]).unwrap();
    assert_eq!((blank.value, blank.n), (Some(1.0 / 3.0), 3));
}

#[test]
fn the_mentor_speaks_of_a_pairing_also_where_only_the_mentee_is_of_the_group() {
    let mut scene = Scene::default()
        .enrolled("Bo", Party::Mentee, 0, 1)
        .of("newcomer", "yes")
        .enrolled("Ann", Party::Mentor, 0, 1)
        .of("newcomer", "no")
        .pair("A-1", "Ann", "Bo", 0)
        .asks(scale("bond", &["close"]))
        .answers(("bond", 1), "Bo", Some("A-1"), Wave::Midway, 30, Some(&[2]))
        .answers(("bond", 1), "Ann", Some("A-1"), Wave::Midway, 30, Some(&[5]));
    scene.0.responses[1].role = Party::Mentor;
    let record = scene.record();
    let whole = Snapshot::new(&record, on(60));
    let apart = |snapshot: &Snapshot<'_>| -> Vec<Estimate> {
        Figures::of(snapshot).of_indicator(Indicator::ViewsApart).cloned().collect()
    };
    assert_eq!(apart(&whole)[0].value, Some(-3.0));
    let groups = whole.groups(&label("newcomer"));
    assert_eq!(apart(&groups[&label("yes")]), apart(&whole));
    assert!(apart(&groups[&label("no")]).is_empty(), "the pairing goes with the mentee");
    assert_eq!(apart(&whole.quarters()[&(2026, 1)]), apart(&whole));
}

#[test]
fn one_answer_to_everything_is_seen_where_some_items_are_reversed() {
    let mut items: Vec<Item> = ["close", "annoyed"].map(|key| Item::scale(key.parse().unwrap(), 1, 5)).into();
    items[1] = items[1].clone().reversed();
    let mixed = Instrument::new("mixed".parse().unwrap(), items).unwrap();
    let mut scene = several(4).asks(mixed).asks(scale("plain", &["a", "b"]));
    // The third left the second item blank: one answer is the same as nothing else.
    for (at, answers) in [&[4, 4][..], &[4, 2], &[4]].into_iter().enumerate() {
        let mentee = format!("T-{at}");
        scene = scene.answers(("mixed", 1), &mentee, None, Wave::Midway, 30, Some(answers));
        scene = scene.answers(("plain", 1), &mentee, None, Wave::Midway, 30, Some(answers));
    }
    let straight = scene.figure(Indicator::StraightLining, 60);
    assert_eq!((straight.value, straight.n), (Some(1.0 / 3.0), 3));
    assert!(straight.speaks_of(&[About::Instrument("mixed".parse().unwrap(), 1)]));
}

#[test]
fn meetings_noted_down_late_or_twice_are_counted() {
    let mut scene = Scene::default().pair("A-1", "Ann", "Bo", 0).met([3, 3, 3, 10, 20]);
    scene.0.meetings[3].logged = day(24);
    scene.0.meetings[4].logged = day(35);
    let late = scene.figure(Indicator::LoggedLate, 60);
    assert_eq!((late.value, late.n), (Some(0.2), 5), "the fifteenth day is late, the fourteenth is not");
    assert_eq!(scene.figure(Indicator::Duplicates, 60).value, Some(2.0));
}

#[test]
fn waiting_ends_with_the_first_partner_and_stays_open_for_who_leaves() {
    let mut scene = Scene::default()
        .enrolled("Bo", Party::Mentee, 0, 1)
        .pair("A-1", "Ann", "Bo", 30)
        .enrolled("Cy", Party::Mentee, 0, 1)
        .enrolled("Di", Party::Mentee, 0, 1);
    scene.0.enrolments.last_mut().unwrap().left = Some(day(20));
    let waiting = scene.figure(Indicator::Waiting, 60);
    // Bo waited 30 days, Cy 60 so far, Di left after 20: of the two at risk on day 30 one was matched.
    assert_eq!((waiting.value, waiting.n), (Some(30.0), 3));
    assert_eq!(scene.figure(Indicator::Waiting, 29).value, None);
}

#[test]
fn no_resampling_leaves_only_resampled_intervals_out() {
    let scene = several(3).met([1, 8, 15]);
    let told = |replicates| {
        let on = AsOf::new(day(100)).resampled(5, replicates);
        let figures = scene.tallies(on).figures(&on);
        let with = |figure: &&Estimate| figure.interval.is_some();
        figures.all().iter().filter(with).map(|figure| figure.indicator).collect::<Vec<_>>()
    };
    let (without, resampled) = (told(0), told(50));
    assert!(!without.contains(&Indicator::Adherence) && resampled.contains(&Indicator::Adherence));
    let rest: Vec<_> = resampled
        .into_iter()
        .filter(|indicator| {
            !matches!(indicator, Indicator::Adherence | Indicator::Intensity | Indicator::MeetingMinutes)
        })
        .collect();
    assert_eq!(rest, without);
}

#[test]
fn one_journey_at_a_time_counts_as_all_at_once() {
    let scene = several(3).ended(50, Closure::Completed).met([3]);
    let record = scene.record();
    let snapshot = Snapshot::new(&record, on(100));
    let mut one_by_one = Participation::default();
    for journey in Journey::all(&snapshot) {
        one_by_one.add(journey);
    }
    assert_eq!(one_by_one.finish(), Tallies::of(&snapshot).participation);
}

#[test]
fn a_mentor_begins_again_only_after_an_end() {
    let again = |scene: &Scene| scene.figure(Indicator::MentorReturn, 50).value;
    let one = Scene::default().pair("A-1", "Ann", "Bo", 0).ended(20, Closure::Early);
    assert_eq!(again(&one), Some(0.0));
    assert_eq!(again(&one.clone().pair("A-2", "Ann", "Cy", 10)), Some(0.0), "it ran beside the first");
    assert_eq!(again(&one.clone().pair("A-2", "Ann", "Cy", 20)), Some(1.0));
    assert_eq!(again(&one.pair("A-2", "Ann", "Cy", 51)), Some(0.0), "not yet");
    let no_days = Scene::default().pair("A-1", "Ann", "Bo", 20).ended(20, Closure::Early);
    assert_eq!(again(&no_days), Some(0.0), "nobody begins again with what just ended");
}
