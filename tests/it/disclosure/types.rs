//! Policies, and what cannot be got around.

use mentorship::{
    disclosure::{Dominance, Internal, InvalidPolicy, Policy, Quotes, Threshold, Why},
    feedback::Scope,
    impact::{Days, Figures},
};

use super::kit::DAY;

#[test]
fn a_policy_is_never_laxer_than_its_readers_allow() {
    let (public, steering) = (Policy::public(DAY), Policy::steering(DAY));
    assert_eq!((public.readers(), public.threshold().people(), public.day()), (Scope::Public, 10, DAY));
    assert_eq!((steering.readers(), steering.threshold().people()), (Scope::Steering, 5));
    assert_eq!(public.grid().get(), 30);
    let k = |people| Threshold::new(people).unwrap();
    assert_eq!(public.stricter(k(9)), Err(InvalidPolicy::Lax { people: 9, least: 10 }));
    assert_eq!(steering.stricter(k(4)), Err(InvalidPolicy::Lax { people: 4, least: 5 }));
    assert_eq!(public.stricter(k(10)), Ok(public));
    assert_eq!(steering.stricter(k(5)), Ok(steering));
    assert_eq!(public.stricter(k(12)).unwrap().threshold().people(), 12);
    assert_eq!(
        public.stricter(k(9)).unwrap_err().to_string(),
        "for these readers a number speaks of at least 10 people, not 9"
    );
}

#[test]
fn limits_may_only_be_stricter() {
    for (largest, two, closest, fine) in [
        (50, 85, 10, true),
        (1, 1, 100, true),
        (51, 85, 10, false),
        (50, 86, 10, false),
        (50, 85, 9, false),
        (0, 85, 10, false),
        (50, 0, 10, false),
        (50, 85, 101, false),
    ] {
        assert_eq!(Dominance::new(largest, two, closest).is_ok(), fine, "{largest} {two} {closest}");
    }
    let strict = Dominance::new(20, 30, 50).unwrap();
    assert_eq!(Policy::public(DAY).dominated(strict).dominance(), strict);
    assert_eq!(Policy::public(DAY).dominance(), Dominance::default());
    assert_eq!(Dominance::new(50, 85, 10), Ok(Dominance::default()));
    let steps = |days: u32| Policy::public(DAY).in_steps_of(Days::new(days).unwrap());
    assert_eq!(steps(29), Err(InvalidPolicy::Grid(29)));
    assert_eq!(steps(367), Err(InvalidPolicy::Grid(367)));
    assert_eq!(steps(366).unwrap().grid().get(), 366);
    assert!(steps(30).is_ok());
}

#[test]
fn a_stored_policy_is_checked_again() {
    let policy = Policy::public(DAY).in_steps_of(Days::new(60).unwrap()).unwrap();
    let policy = policy.dominated(Dominance::new(20, 30, 50).unwrap());
    let written = serde_json::to_string(&policy).unwrap();
    assert_eq!(serde_json::from_str::<Policy>(&written).unwrap(), policy);
    let read = |text: &str| serde_json::from_str::<Policy>(text).map_err(|error| error.to_string());
    let short = r#"{"readers":"steering","threshold":5,"day":"2026-12-31"}"#;
    assert_eq!(read(short), Ok(Policy::steering(DAY)));
    assert!(read(&short.replace("steering", "public")).unwrap_err().contains("at least 10 people, not 5"));
    assert!(
        read(&short.replace("steering", "programme")).unwrap_err().contains("coordinators see everything")
    );
    assert!(read(&short.replace('5', "2")).is_err());
    assert!(read(&written.replace("60", "29")).unwrap_err().contains("30 to 366 days, not 29"));
    assert!(read(&written.replace("\"largest\":20", "\"largest\":60")).is_err());
}

#[test]
fn what_is_internal_is_not_printed() {
    let internal = Internal::new("P-1 left".to_owned());
    assert_eq!(format!("{internal:?}"), "Internal(…)");
    assert_eq!(internal.for_coordinators(), "P-1 left");
    let figures = Internal::new(Figures::default());
    assert_eq!(format!("{:?}", figures.reasons(&Policy::public(DAY))), "Internal(…)");
}

#[test]
fn what_is_published_says_for_whom_and_how_much_is_missing() {
    let published = Internal::new(Quotes::default()).release(&Policy::steering(DAY));
    assert_eq!((published.readers(), published.day()), (Scope::Steering, DAY));
    assert_eq!(published.threshold(), Threshold::STEERING);
    assert_eq!(
        serde_json::to_string(&published).unwrap(),
        r#"{"readers":"steering","day":"2026-12-31","threshold":5,"withheld":{"parts":0,"of":0},"content":{"words":[]}}"#
    );
}

#[test]
fn reasons_are_told_in_words_to_coordinators() {
    let words = [
        (Why::FewPeople, "too few people"),
        (Why::SmallPart, "too small a part of them"),
        (Why::GroupDisclosure, "the same of everybody"),
        (Why::Remainder, "with the others it would tell what is hidden"),
        (Why::Chain, "too near to another number about the same people"),
        (Why::Dominance, "too much of the largest contributors"),
        (Why::Names, "it names people"),
    ];
    for (why, words) in words {
        assert_eq!(why.to_string(), words);
    }
}
