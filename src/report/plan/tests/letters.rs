//! What a letter tells of the other, and what it never tells.

use super::kit::{Town, id};
use crate::{
    criteria::{CountsFor, Evidence, Field, Fields, Preference},
    people::{Label, Metres, Questionnaire},
    report::{Language, MayBeTold, document::Block, may_be_told, plan::build::document},
};

/// Each letter by its heading, as one text.
fn letters(town: &Town, language: Language) -> Vec<(String, String)> {
    let plan = town.plan();
    let document = document(&town.report(&plan), language);
    let letter = |block: &Block| match block {
        Block::Letter { heading, lines } => Some((heading.clone(), lines.join("\n"))),
        _ => None,
    };
    document.sections.iter().flat_map(|section| &section.blocks).filter_map(letter).collect()
}

#[test]
fn each_of_a_pair_has_a_letter_with_what_they_share() {
    let letters = letters(&Town::new(), Language::Dutch);
    let headings: Vec<_> = letters.iter().map(|(heading, _)| heading.as_str()).collect();
    assert_eq!(
        headings,
        ["Brief aan Anna Vos", "Brief aan Bo de Wit", "Brief aan Eva Smit", "Brief aan T-2"]
    );
    for line in [
        "Beste Anna,",
        "• Bo zoekt hulp bij koken. Daar kun jij bij helpen.",
        "• Jullie houden allebei van Schaken.",
        "• Jullie vinden elkaar in zorg.",
        "• Jullie spreken allebei Nederlands.",
        "• Jullie gaven bij ‘sector’ hetzelfde antwoord: zorg.",
    ] {
        assert!(letters[0].1.lines().any(|said| said == line), "{line}\n{}", letters[0].1);
    }
    assert!(letters[1].1.contains("• Anna kan je helpen met koken."));
}

#[test]
fn a_letter_tells_no_points_no_identifiers_no_confidences_and_nobody_else() {
    let town = Town::new();
    let others = ["Piet", "Gus", "Fay", "Cem", "Dina", "Hans", "Carla", "Mol", "Kaya"];
    for language in Language::ALL {
        for (_, letter) in letters(&town, language) {
            for id in 1..=30 {
                for kind in ["M", "T", "P"] {
                    assert!(!letter.contains(&format!("{kind}-{id}")), "{letter}");
                }
            }
            let hidden = [
                // The sensitive answer, and that it was asked.
                "Vertrouwelijkheid",
                "geloof",
                // A wanted skill that is not offered; a level; where they live; an age; a table; waiting.
                "zwemmen",
                "B1",
                "C2",
                "Haven",
                "47",
                "50",
                "2,5",
                "indruk",
                "830",
                "45",
                "wacht",
                "wait",
                "punt",
                "point",
                "score",
                "Vos",
                "Wit",
                "expert",
                "starter",
                "90",
            ];
            for word in hidden.iter().chain(&others) {
                assert!(!letter.contains(word), "{word}\n{letter}");
            }
        }
    }
}

#[test]
fn who_has_no_name_is_not_named_to_the_other() {
    let letters = letters(&Town::new(), Language::Dutch);
    assert!(letters[2].1.contains("We willen je graag voorstellen aan een mentee."), "{}", letters[2].1);
    assert!(letters[3].1.starts_with("Beste mentee,"), "{}", letters[3].1);
    assert!(letters[3].1.contains("voorstellen aan Eva."));
}

#[test]
fn needs_belonging_homes_and_what_is_sensitive_or_unknown_stay_untold() {
    let label = |text: &str| Label::new(text).unwrap();
    let questionnaire: Questionnaire = serde_json::from_str(
        r#"{ "sector": { "kind": "choice" }, "faith": { "kind": "choice", "sensitivity": "sensitive" } }"#,
    )
    .unwrap();
    let told = |mentor: &Field, mentee: &Field| {
        let field = Fields { mentor: mentor.clone(), mentee: mentee.clone() };
        let counts_for = CountsFor::Both;
        let shared = Preference::Shared { field: field.clone(), points: 1, enough: 1, counts_for };
        let same = Preference::Same { field, points: 1, counts_for };
        let one = may_be_told(&shared, &Evidence::Labels(vec![label("x")]), &questionnaire);
        assert_eq!(one, may_be_told(&same, &Evidence::Same(Some(label("x"))), &questionnaire));
        one.is_some()
    };
    let asked = |name: &str| Field::Attribute(label(name));
    let may = [Field::Interests, Field::Experience, Field::Ambitions, Field::Goals, asked("sector")];
    let may_not = [Field::Needs, Field::Affiliations, Field::Neighbourhood, asked("faith"), asked("gone")];
    for field in &may {
        assert!(may.iter().all(|other| told(field, other)), "{field}");
        assert!(!may_not.iter().any(|other| told(field, other) || told(other, field)), "{field}");
    }
    assert!(!may_not.iter().any(|field| may_not.iter().any(|other| told(field, other))));
}

#[test]
fn of_what_is_told_the_measure_is_not() {
    let (none, counts_for) = (Questionnaire::default(), CountsFor::Both);
    let overlap = Preference::Overlap { points: 1, enough_minutes: 60, counts_for };
    assert_eq!(may_be_told(&overlap, &Evidence::Minutes(90), &none), Some(MayBeTold::Time));
    assert_eq!(may_be_told(&overlap, &Evidence::Minutes(0), &none), None);
    let skills = Preference::Skills { points: 1, counts_for };
    let missing = Evidence::Skills { offered: vec![], missing: vec![Label::new("swimming").unwrap()] };
    assert_eq!(may_be_told(&skills, &missing, &none), None);
    let table = Preference::Scores { table: id("gut"), points: 1, counts_for };
    for evidence in [
        Evidence::Nothing,
        Evidence::Blank,
        Evidence::Distance(Metres(0)),
        Evidence::Different,
        Evidence::StepsAhead(1),
        Evidence::Wish(1),
        Evidence::Days(3),
        Evidence::Table(9),
    ] {
        assert_eq!(may_be_told(&table, &evidence, &none), None);
    }
}
