//! What is laid down: whole, in order, and judged by figures that are there.

use std::collections::BTreeMap;

use mentorship::{
    feedback::{Facts, Meanings, Record},
    impact::{About, AsOf, Figures, Indicator, Snapshot},
    introduction::Party,
    jiff::{
        ToSpan,
        civil::{Date, date},
    },
    needs::Needs,
    people::{Importance, Label, Mentee, Mentor, Partners, People, Roster, UtcOffset, Want},
    programme::{
        Entry,
        charter::{
            Charter, Charters, CodeOfConduct, Event, Goal, Judged, NeedsSurvey, Principle, Rules, Verdict,
        },
        money,
    },
};
use proptest::prelude::*;

use super::kit::{after, id, noted, refused, take};

fn day(at: u8) -> Date {
    date(2026, 1, 1).checked_add(i64::from(at).days()).unwrap()
}

fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

fn code(version: u32, empathy: &str) -> CodeOfConduct {
    let mut principles: BTreeMap<_, _> =
        Principle::OBLIGATORY.into_iter().map(|principle| (principle, "We do.".to_owned())).collect();
    principles.insert(Principle::Empathy, empathy.to_owned());
    principles.insert(Principle::Own(label("Empathy")), "And once more.".to_owned());
    CodeOfConduct { version, principles, turn_to: "Carla".to_owned() }
}

fn goal(what: &str, indicator: Indicator, target: f64) -> Goal {
    Goal { what: what.to_owned(), indicator, about: vec![], target }
}

fn charter() -> Charter {
    Charter {
        name: "Samen Verder".to_owned(),
        vision: "Nobody stands alone.".to_owned(),
        mission: "We bring people together.".to_owned(),
        goals: vec![goal("Most are satisfied", Indicator::Satisfied, 0.8)],
        code: code(1, "We begin where the other stands."),
    }
}

fn adopted(charter: Charter) -> Event {
    Event::Adopted(Box::new(charter))
}

fn survey(asked: u32, answered: u32, needs: &[(&str, u32)]) -> Event {
    let needs = needs.iter().map(|&(need, named)| (label(need), named)).collect();
    Event::NeedsAsked(NeedsSurvey { asked, answered, needs, neighbourhoods: [].into() })
}

fn meanings(currency: &str) -> Event {
    let meanings = Meanings { currency: currency.parse().unwrap(), ..Meanings::default() };
    Event::MeaningsSet(Box::new(meanings))
}

/// Why a charter is not adopted as the first one, or after the usual one.
fn not_adopted(before: &[Charter], charter: Charter) -> String {
    let room: Charters = after(before.iter().map(|one| noted(day(0), adopted(one.clone()))));
    let why = refused(&room, day(1), adopted(charter));
    why.strip_prefix("the charter cannot be adopted: ").unwrap().to_owned()
}

/// Something that may or may not stand.
fn event() -> impl Strategy<Value = Event> {
    let charters =
        (0_u32..4, 0_usize..3, 0.0..1.5, 0_usize..2).prop_map(|(version, words, target, goals)| {
            let mut charter = charter();
            charter.code = code(version, ["", "One word.", "Another."][words]);
            charter.goals = vec![goal("A goal", Indicator::Satisfied, target); goals];
            adopted(charter)
        });
    let surveys = (0_u32..3, 0_u32..3, 0_u32..3)
        .prop_map(|(asked, answered, named)| survey(asked, answered, &[("cooking", named)]));
    let rules = (0_u8..9, 0_u8..9).prop_map(|(from, until)| {
        Event::RulesSet(Box::new(Rules {
            from: Some(day(from)),
            until: Some(day(until)),
            ..Rules::default()
        }))
    });
    let currencies = prop::bool::ANY.prop_map(|euro| meanings(if euro { "EUR" } else { "CHF" }));
    prop_oneof![3 => charters, 1 => surveys, 1 => rules, 1 => currencies]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_laid_down_stays_whole_and_is_stored_as_it_is(events in prop::collection::vec(event(), 0..24)) {
        let mut charters = Charters::default();
        let (mut version, mut kept) = (0, Vec::new());
        for (at, event) in events.into_iter().enumerate() {
            let before = charters.clone();
            let entry = noted(day(at as u8), event);
            if take(&mut charters, &entry).is_err() {
                prop_assert_eq!(&charters, &before);
                continue;
            }
            kept.push(entry);
            let now = charters.code_version();
            prop_assert!(now == version || now == version + 1);
            let words = |room: &Charters| room.current().map(|one| one.code.principles.clone());
            prop_assert_eq!(now == version, words(&charters) == words(&before));
            version = now;
            prop_assert_eq!(charters.on(day(at as u8)), charters.current());
            for adopted in charters.history() {
                prop_assert!(!adopted.charter.goals.is_empty());
                prop_assert!(adopted.charter.goals.iter().all(|goal| (0.0..=1.0).contains(&goal.target)));
            }
            for surveyed in charters.surveys() {
                let NeedsSurvey { asked, answered, needs, .. } = &surveyed.survey;
                prop_assert!(answered <= asked && needs.values().all(|named| named <= answered && *named > 0));
            }
        }
        // The log alone gives the same, also when it and the room were stored in between.
        let text = serde_json::to_string(&kept).unwrap();
        let again: Vec<Entry> = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&again, &kept);
        prop_assert_eq!(&after::<Charters>(again), &charters);
        let stored = serde_json::to_string(&charters).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Charters>(&stored).unwrap(), &charters);
    }
}

#[test]
fn what_was_in_force_on_a_day_can_be_asked() {
    let second = Charter { name: "Samen Sterk".to_owned(), ..charter() };
    let room: Charters = after([noted(day(3), adopted(charter())), noted(day(9), adopted(second.clone()))]);
    assert_eq!(room.on(day(2)), None);
    assert_eq!((room.on(day(3)), room.on(day(8))), (Some(&charter()), Some(&charter())));
    assert_eq!((room.on(day(9)), room.current()), (Some(&second), Some(&second)));
    assert_eq!((room.history().len(), room.code_version()), (2, 1));
    assert_eq!(Charters::default().code_version(), 0);
    assert_eq!(Charters::default().rules(), &Rules::default());
}

#[test]
fn all_that_is_missing_in_a_charter_is_told_at_once() {
    let nothing = CodeOfConduct { version: 2, principles: [].into(), turn_to: " ".to_owned() };
    let empty = Charter {
        name: String::new(),
        vision: "\n".to_owned(),
        mission: String::new(),
        goals: vec![],
        code: nothing,
    };
    assert_eq!(
        not_adopted(&[], empty),
        "its name is empty; its vision is empty; its mission is empty; its place to turn to is empty; it has no goal, \
         and needs one at least; its code of conduct says nothing of active listening; its code of conduct says \
         nothing of empathy; its code of conduct says nothing of respect for boundaries; its code of conduct says \
         nothing of no conflicts of interest; its code of conduct is the first, so it is version 1, not 2"
    );
}

#[test]
fn a_goal_has_words_and_a_target_that_its_figure_can_reach() {
    let with = |goal| not_adopted(&[], Charter { goals: vec![goal], ..charter() });
    assert_eq!(with(goal(" ", Indicator::Satisfied, 0.8)), "goal 1 has no words");
    assert_eq!(
        with(goal("All are satisfied", Indicator::Satisfied, 80.0)),
        "goal `All are satisfied` aims at 80, which `Satisfied or very satisfied` cannot be (it lies between 0 and 1)"
    );
    assert_eq!(
        with(goal("Many", Indicator::Served, f64::INFINITY)),
        "goal `Many` aims at inf, which `People who took part` cannot be"
    );
    assert!(with(goal("Many", Indicator::Satisfied, f64::NAN)).starts_with("goal `Many` aims at NaN"));
    assert_eq!(
        with(goal("Busy", Indicator::Utilisation, 0.5)),
        "goal `Busy` aims at `Mentors' places in use`, of which neither more nor less is better; take another figure"
    );
}

#[test]
fn a_principle_has_words() {
    assert_eq!(
        not_adopted(&[], Charter { code: code(1, " "), ..charter() }),
        "what its code of conduct says of empathy is empty"
    );
}

#[test]
fn a_code_of_conduct_has_the_version_that_its_words_ask_for() {
    let with = |version, words: &str| Charter { code: code(version, words), ..charter() };
    let same = "We begin where the other stands.";
    assert_eq!(
        not_adopted(&[charter()], with(2, same)),
        "its code of conduct says what version 1 says, so it stays version 1, not 2"
    );
    assert_eq!(
        not_adopted(&[charter()], with(1, "Otherwise.")),
        "its code of conduct differs from version 1, so it is version 2, not 1"
    );
    assert_eq!(
        not_adopted(&[charter(), with(2, "Otherwise.")], with(4, same)),
        "its code of conduct differs from version 2, so it is version 3, not 4"
    );
    let mut elsewhere = charter();
    elsewhere.code.turn_to = "Cas".to_owned();
    assert!(not_adopted(&[charter()], elsewhere).contains("differs from version 1"));
}

#[test]
fn a_survey_adds_up() {
    let room = Charters::default();
    assert_eq!(
        refused(&room, day(0), survey(0, 2, &[("cooking", 0), ("Dutch", 3)])),
        "the survey of needs does not add up: nobody was asked; 2 answered, but only 0 were asked; `cooking` was named \
         by nobody; leave it out; `Dutch` was named by 3, but only 2 answered"
    );
    assert!(take(&mut room.clone(), &noted(day(0), survey(1, 0, &[]))).is_ok());
}

#[test]
fn a_programme_does_not_end_before_it_begins() {
    let rules = |from, until| Rules { from, until, ..Rules::default() };
    let set = |rules: &Rules| Event::RulesSet(Box::new(rules.clone()));
    let wrong = rules(Some(day(2)), Some(day(1)));
    assert_eq!(
        refused(&Charters::default(), day(0), set(&wrong)),
        "the programme cannot end on 2026-01-02, before it begins on 2026-01-03"
    );
    let one_day = rules(Some(day(1)), Some(day(1)));
    let room: Charters = after([noted(day(0), set(&one_day))]);
    assert_eq!(room.rules(), &one_day);
}

#[test]
fn the_currency_stays() {
    let words = "the books are kept in CHF; they cannot go on in EUR";
    let said: Charters = after([noted(day(0), meanings("CHF"))]);
    assert_eq!(refused(&said, day(1), meanings("EUR")), words);
    let currency = "EUR".parse().unwrap();
    assert_eq!(refused(&said, day(1), money::Event::Opened { free: 0, earmarked: 0, currency }), words);

    let currency = "CHF".parse().unwrap();
    let opened: Charters = after([noted(day(0), money::Event::Opened { free: 0, earmarked: 0, currency })]);
    assert_eq!(opened.meanings().currency, currency);
    assert_eq!(refused(&opened, day(1), meanings("EUR")), words);
    assert_eq!(after::<Charters>([noted(day(0), meanings("CHF")), noted(day(1), meanings("CHF"))]), said);
}

/// Two people who began together and never met.
fn figures() -> Figures {
    let facts: Facts = serde_json::from_str(
        r#"{
            "enrolments": [
                { "person": "P-1", "role": "mentor", "enrolled": "2026-01-05" },
                { "person": "P-2", "role": "mentee", "enrolled": "2026-01-12" }
            ],
            "pairings": [{ "agreement": "A-1", "mentor": "P-1", "mentee": "P-2", "started": "2026-02-02",
                           "planned_days": 365, "every_days": 14,
                           "ended": { "on": "2026-05-01", "closure": "early" } }]
        }"#,
    )
    .unwrap();
    let record = Record::new(facts).unwrap();
    Figures::of(&Snapshot::new(&record, AsOf::new(date(2026, 12, 31))))
}

#[test]
fn goals_are_judged_by_figures_and_never_reached_without_one() {
    let served = |what, target| goal(what, Indicator::Served, target);
    let goals = vec![
        served("Somebody takes part.", 1.0),
        served("Three take part", 3.0),
        goal("Everybody meets", Indicator::NeverMet, 0.1),
        Goal { about: vec![About::Role(Party::Mentee)], ..served("A figure that is not there", 0.0) },
        goal("It does not matter", Indicator::NeverMet, 1.0),
        goal("Most are satisfied", Indicator::Satisfied, 0.0),
    ];
    let room: Charters = after([noted(day(0), adopted(Charter { goals, ..charter() }))]);
    let judged = room.judged(&figures());
    let told: Vec<_> = judged.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "Somebody takes part: reached, 2 (2 people), at least 1 is aimed at.",
            "Three take part: not reached, 2 (2 people), at least 3 is aimed at.",
            "Everybody meets: not reached, 100.0 % (1 pairing), at most 10.0 % is aimed at.",
            "A figure that is not there: not known yet, at least 0 is aimed at.",
            "It does not matter: reached, 100.0 % (1 pairing), at most 100.0 % is aimed at.",
            "Most are satisfied: not known yet, at least 0.0 % is aimed at.",
        ]
    );
    let verdicts: Vec<_> = judged.iter().map(Judged::verdict).collect();
    let (reached, not, unknown) = (Verdict::Reached, Verdict::NotReached, Verdict::NotKnown);
    assert_eq!(verdicts, [reached, not, not, unknown, reached, unknown]);
    assert!(room.judged(&Figures::default()).iter().all(|one| one.verdict() == Verdict::NotKnown));
    assert!(Charters::default().judged(&figures()).is_empty());
}

#[cfg(feature = "report")]
#[test]
fn goals_are_the_targets_of_a_report() {
    let room: Charters = after([noted(day(0), adopted(charter()))]);
    let value = 0.8;
    let target = mentorship::report::Target { indicator: Indicator::Satisfied, about: vec![], value };
    assert_eq!(room.targets(), [target]);
}

/// One mentor with two places who can cook and ride, and three mentees of whom one wants to draw.
pub(super) fn town() -> Needs {
    let mut anna = Mentor::new(id("M-1"), id("Anna"));
    anna.offers = Some([(label("cooking"), None), (label("cycling"), None)].into());
    anna.partners = Partners::up_to(2);
    let mentee = |at: usize, skill: &str| {
        let mut mentee = Mentee::new(id(&format!("T-{at}")), id(&format!("P-{at}")));
        mentee.wants = Some([(label(skill), Want::of(Importance::MAX))].into());
        mentee
    };
    let mentees = vec![mentee(1, "cooking"), mentee(2, "cooking"), mentee(3, "drawing")];
    let roster = Roster::new(People { mentors: vec![anna], mentees, ..People::default() }).unwrap();
    Needs::of(&roster, day(0), UtcOffset::UTC, &[]).unwrap()
}

#[test]
fn needs_are_set_against_what_mentors_offer_the_largest_unmet_first() {
    let needs = [("Cooking", 9), ("cycling", 2), ("drawing", 7), ("Dutch", 8), ("reading", 7)];
    let room: Charters =
        after([noted(day(0), survey(5, 5, &[("sewing", 5)])), noted(day(1), survey(60, 40, &needs))]);
    let told: Vec<_> = room.needs_against(&town()).iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "Dutch: named by 8 of 40 people, and no mentor with a place left offers it. No mentee asks for it now.",
            "Cooking: named by 9 of 40 people, while mentors have 2 places left: 7 too few. 2 mentees ask for it now.",
            "drawing: named by 7 of 40 people, and no mentor with a place left offers it. 1 mentee asks for it now.",
            "reading: named by 7 of 40 people, and no mentor with a place left offers it. No mentee asks for it now.",
            "cycling: named by 2 of 40 people, for whom mentors have 2 places left. No mentee asks for it now.",
        ]
    );
    assert!(Charters::default().needs_against(&town()).is_empty());
}
