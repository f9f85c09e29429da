//! How a figure is told: value, limits, counts and caveats in words.

use mentorship::{
    feedback::{Closure, Wave},
    impact::{
        About, AsOf, BaselineBalance, Caveat, Days, Estimate, Health, Indicator, Interval, Level, Limit,
        Share, Stage,
    },
    introduction::Party,
    jiff::civil::date,
    people::Label,
};

fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

/// A figure of an indicator with a value and limits.
fn figure(indicator: Indicator, value: f64, ends: [Limit; 2]) -> Estimate {
    let on = AsOf::new(date(2026, 12, 31));
    let [lower, upper] = ends;
    let interval = Some(Interval { lower, upper, confidence: on.confidence });
    Estimate {
        value: Some(value),
        interval,
        ..Estimate::of_share(indicator, &on, Share::new(1, 40).unwrap())
    }
}

#[test]
fn a_figure_is_one_sentence() {
    let on = AsOf::new(date(2026, 12, 31));
    let share = |hits, of| Estimate::of_share(Indicator::Satisfied, &on, Share::new(hits, of).unwrap());
    assert_eq!(
        share(18, 24).to_string(),
        "Satisfied or very satisfied: 75.0 % (95 % sure: 55.1 to 88.0 %), 24 people"
    );
    let one =
        Estimate { missing: 3, ..share(1, 1) }.about([About::Role(Party::Mentee), About::Wave(Wave::After)]);
    assert_eq!(
        one.to_string(),
        "Satisfied or very satisfied (mentees, after): 100.0 % (95 % sure: 20.7 to 100.0 %), 1 person, 3 missing"
    );
    assert_eq!(one.caveats, [Caveat::Few { minimum: 10 }]);
    assert_eq!(share(0, 0).to_string(), "Satisfied or very satisfied: not known, 0 people");
    assert_eq!(share(0, 0).caveats, [Caveat::Nobody]);
    assert!(share(5, 10).caveats.is_empty(), "ten are enough");
}

#[test]
fn each_unit_is_told_as_people_say_it() {
    let at = |lower, upper| [Limit::At(lower), Limit::At(upper)];
    let said =
        |figure: Estimate| format!("{}; {}", figure.value_in_words(), figure.interval_in_words().unwrap());
    for (indicator, value, ends, words) in [
        (Indicator::Retention, 0.5234, at(0.4, 0.6), "52.3 %; 40.0 to 60.0 %"),
        (Indicator::SatisfiedDifference, -0.0004, at(-0.2, 0.1), "0.0 pp; -20.0 to 10.0 pp"),
        (Indicator::Served, 12.0, at(1.0, 2.0), "12; 1 to 2"),
        (Indicator::Waiting, 55.0, [Limit::At(35.0), Limit::Unbounded], "55 days; 35 days or more"),
        (Indicator::Waiting, 0.9, [Limit::Unbounded, Limit::At(60.0)], "1 day; 60 days or less"),
        (Indicator::Waiting, 55.0, [Limit::Unbounded, Limit::Unbounded], "55 days; no limits"),
        (Indicator::Intensity, 2.16, at(1.94, 2.46), "2.2; 1.9 to 2.5"),
        (Indicator::MeetingMinutes, 74.4, at(73.0, 76.0), "74 minutes; 73 to 76 minutes"),
        (Indicator::MeanChange, 0.385, at(-0.004, 0.674), "0.39; 0.00 to 0.67"),
        (Indicator::NetPromoter, 13.88, at(-11.7, 37.4), "13.9; -11.7 to 37.4"),
        (Indicator::StandardisedChange, 0.557, at(0.13, 0.97), "0.56 SD; 0.13 to 0.97 SD"),
        (Indicator::GoalAttainment, 48.53, at(45.4, 51.6), "48.5; 45.4 to 51.6"),
        (Indicator::Alpha, 0.784, at(0.6, 0.9), "0.78; 0.60 to 0.90"),
        (Indicator::RankTest, 0.0179, at(0.0, 1.0), "0.018; below 0.001 to 1.000"),
        (Indicator::RankTest, 0.000_999, at(0.001, 1.0), "below 0.001; 0.001 to 1.000"),
    ] {
        assert_eq!(said(figure(indicator, value, ends)), words);
    }
}

#[test]
fn one_is_not_many() {
    let counted = |level: Level| [0, 1, 2].map(|n| level.count(n)).join(", ");
    assert_eq!(counted(Level::Person), "0 people, 1 person, 2 people");
    assert_eq!(counted(Level::Pairing), "0 pairings, 1 pairing, 2 pairings");
    assert_eq!(counted(Level::CheckIn), "0 check-ins, 1 check-in, 2 check-ins");
}

#[test]
fn what_a_figure_speaks_of_is_told() {
    let about = [
        About::Role(Party::Mentor),
        About::Stage(Stage::MetThrice),
        About::Length(Days::new(1).unwrap()),
        About::Percent(25),
        About::Closure(Closure::Early),
        About::Health(Health::TooEarly),
        About::Instrument("bond".parse().unwrap(), 1),
        About::Instrument("bond".parse().unwrap(), 2),
        About::Subscale(label("within")),
        About::Coders("C-1".parse().unwrap(), "C-2".parse().unwrap()),
        About::Group(label("age"), label("under 25")),
        About::Between(label("newcomer"), label("yes"), label("no")),
        About::By(label("age")),
        About::Within(label("age")),
    ];
    let said: Vec<_> = about.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "mentors",
            "met three times",
            "1 day",
            "25 %",
            "ended early",
            "too early to tell",
            "bond",
            "bond, version 2",
            "within",
            "C-1 and C-2",
            "age: under 25",
            "newcomer: `yes` less `no`",
            "by age",
            "within each age",
        ]
    );
    let on = AsOf::new(date(2026, 12, 31));
    let told =
        Estimate::of_share(Indicator::Retention, &on, Share::new(1, 2).unwrap()).about(about[..3].to_vec());
    assert!(told.speaks_of(&about[..2]) && told.speaks_of(&[]));
    assert!(!told.speaks_of(&about[2..4]));
}

#[test]
fn what_to_keep_in_mind_is_told() {
    for (caveat, words) in [
        (
            Caveat::LowResponse { came: 31, due: 45 },
            "only 31 of 45 answered; those who did not may think otherwise",
        ),
        (
            Caveat::Reversal { dimension: label("age") },
            "within the groups of `age` the difference goes the other way",
        ),
        (
            Caveat::Detectable { deviations: 0.529 },
            "with so few, a change below 0.53 SD would mostly go unnoticed",
        ),
        (
            Caveat::IfMissing { lowest: -1.333, highest: 1.8 },
            "if all who are missing had fallen by the whole scale it would be -1.33, had they risen by it 1.80",
        ),
        (
            Caveat::Attrition { gap: 0.18, balance: BaselineBalance::Adjust },
            "those who answered again started +0.18 SD from those who did not: the figure should be adjusted for it",
        ),
        (
            Caveat::Attrition { gap: -0.04, balance: BaselineBalance::Alike },
            "those who answered again started -0.04 SD from those who did not: alike",
        ),
        (
            Caveat::Attrition { gap: 0.3, balance: BaselineBalance::Apart },
            "those who answered again started +0.30 SD from those who did not: too far apart to speak for those who did \
             not",
        ),
        (Caveat::FirstCounts { others: 2 }, "the first of each person counts; 2 more do not"),
        (
            Caveat::SharedMentors { mentors: 32 },
            "they share 32 mentors, so the interval is somewhat too narrow",
        ),
    ] {
        assert_eq!(caveat.to_string(), words);
    }
}
