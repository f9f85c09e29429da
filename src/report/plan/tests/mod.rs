//! What the report of a plan says, what its letters never say, and whom it refuses to speak of.

mod kit;
#[cfg(feature = "sample")]
mod letters;
mod phrases;

use self::kit::{Town, id};
use super::{CannotReport, PlanReport, build::document};
use crate::{
    criteria::{Criteria, Requirement},
    matching::{Ground, Request, ReviewBook, Words},
    people::Who,
    report::{Language, dump::dump},
};

#[test]
fn a_plan_reads_like_a_letter_to_a_colleague_in_dutch() {
    let town = Town::new();
    let plan = town.plan();
    insta::assert_snapshot!(dump(&document(&town.report(&plan), Language::Dutch)));
}

#[test]
fn a_plan_reads_like_a_letter_to_a_colleague_in_english() {
    let town = Town::new();
    let plan = town.plan();
    insta::assert_snapshot!(dump(&document(&town.report(&plan), Language::English)));
}

/// Carla approves Anna and Bo, rejects Eva and the mentee without a name, and gives Eva to Cem, who speaks too little Dutch.
fn reviewed(language: Language) -> String {
    let town = Town::new();
    let request = town.request();
    let plan = request.plan().unwrap();
    let mut book = ReviewBook::default();
    let carla = id("P-30");
    let mut review = book.open(&request, &plan, &carla, kit::ON).unwrap();
    let mut reviewer = review.by(&carla, kit::ON);
    let seen =
        plan.pairings().iter().find(|pairing| pairing.mentee.as_str() == "T-1").unwrap().explanation.digest();
    reviewer.approve(&id("M-1"), &id("T-1"), seen).unwrap();
    reviewer
        .reject(&id("M-2"), &id("T-2"), Ground::Other, Some(Words::new("SECRET, a feud").unwrap()))
        .unwrap();
    reviewer.pair(&id("M-2"), &id("T-3"), Words::new("SECRET, they are used to signs").unwrap()).unwrap();
    let closed = book.close(&mut review, &carla, kit::ON).unwrap();
    dump(&document(&town.report(&plan).reviewed(&closed).unwrap(), language))
}

#[test]
fn a_review_is_told_with_who_and_when_and_without_why() {
    for language in Language::ALL {
        let said = reviewed(language);
        assert!(!said.contains("SECRET"), "{said}");
    }
    let said = reviewed(Language::Dutch);
    for line in [
        "> Carla Bos heeft de beoordeling op 15 januari 2026 afgesloten.",
        "### Door mensen gemaakt",
        "(Goedgekeurd door Carla Bos op 15 januari 2026.)",
        "(Afgewezen door Carla Bos op 15 januari 2026. Deze twee worden niet uitgenodigd.)",
        "(Gemaakt door Carla Bos op 15 januari 2026, terwijl dit niet klopt:)",
        "(Zonder mentor na een afwijzing: T-2. Zij staan op de wachtlijst voor de volgende ronde.)",
        "> Mensen hebben besloten. Goedgekeurd: 2, waarvan zelf gemaakt: 1. Afgewezen: 1.",
        "M-2 | T-2 | 0 | pinned | rejected",
    ] {
        assert!(said.lines().any(|said| said.trim_start_matches("- ") == line), "{line}\n{said}");
    }
    assert_eq!(said.matches("[Brief aan ").count(), 4, "two letters for each pair that was approved");
    assert!(!said.contains("[Brief aan T-2]"), "no letter for a pair that was rejected");
}

#[test]
fn a_plan_is_reported_with_what_it_was_made_from_alone() {
    let town = Town::new();
    let plan = town.plan();
    let none = Criteria::default();
    let roster = crate::people::Roster::default();
    let unknown = PlanReport::new(&plan, &roster, &town.criteria, &town.directory).unwrap_err();
    assert_eq!(unknown, CannotReport::Unknown(Who::Mentor(id("M-1"))));
    let other = PlanReport::new(&plan, &town.roster, &none, &town.directory).unwrap_err();
    assert_eq!(other, CannotReport::OtherCriteria { mentor: id("M-1"), mentee: id("T-1") });
    let level = crate::people::Cefr::A1;
    let easier = Requirement::SharedLanguage { level, if_unknown: crate::criteria::IfUnknown::Allow };
    let easier = Criteria::new(vec![easier], town.criteria.preferences().to_vec()).unwrap();
    let other = PlanReport::new(&plan, &town.roster, &easier, &town.directory).unwrap_err();
    assert!(other.to_string().contains("by other criteria"), "{other}");

    let later = Request::new(&town.roster, &town.criteria, kit::ON.tomorrow().unwrap());
    let later_plan = later.plan().unwrap();
    let carla = id("P-30");
    let mut book = ReviewBook::default();
    let mut review = book.open(&later, &later_plan, &carla, later_plan.on()).unwrap();
    for pairing in later_plan.pairings() {
        let mut reviewer = review.by(&carla, later_plan.on());
        reviewer.approve(&pairing.mentor, &pairing.mentee, pairing.explanation.digest()).unwrap();
    }
    let reviewed = book.close(&mut review, &carla, later_plan.on()).unwrap();
    assert_eq!(town.report(&plan).reviewed(&reviewed).unwrap_err(), CannotReport::OtherPlan);
}

#[test]
fn names_that_mean_harm_are_made_harmless() {
    let mut town = Town::new();
    let long = "x".repeat(10_000);
    for name in ["Eve\u{202e}\u{7}<script>", long.as_str(), "\u{200b}\u{7}", "Ann\na: | **b**"] {
        town.name("P-1", name);
        let plan = town.plan();
        let report = town.report(&plan).contact(&long);
        let said = dump(&document(&report, Language::Dutch));
        let harmless = crate::report::text::harmless(name, 80);
        assert!(harmless.is_empty() || said.contains(&harmless), "{name:.20}");
        assert!(!said.contains(&"x".repeat(201)), "at most 200 characters of a contact, 80 of a name");
    }
}
