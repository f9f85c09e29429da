//! The catalogue: what it names stays, and all of it is told.

use std::{collections::BTreeSet, fmt::Write as _};

use mentorship::{
    feedback::Record,
    impact::{AsOf, Contrast, Figures, Indicator, Snapshot},
    people::Label,
    sample::{YEAR_END, Year},
};

#[test]
fn identifiers_and_versions_change_only_on_purpose() {
    let mut catalogue = String::new();
    for indicator in Indicator::ALL {
        let definition = indicator.definition();
        writeln!(catalogue, "{} {}", definition.id, definition.version).unwrap();
    }
    insta::assert_snapshot!(catalogue, @r"
    participation.served 1
    participation.funnel_step 1
    participation.funnel_reached 1
    participation.ever_matched 1
    participation.matched_now 1
    participation.waiting 1
    participation.utilisation 1
    participation.idle 1
    participation.overloaded 1
    participation.mentor_return 1
    delivery.adherence 1
    delivery.adherence_by_pairing 1
    delivery.intensity 1
    delivery.minutes 1
    delivery.longest_gap 1
    delivery.health 1
    delivery.check_ins 1
    delivery.goal_attainment 1
    length.retention 1
    length.cohort_retention 1
    length.quantile 1
    length.restricted_mean 1
    length.closure 1
    length.early 1
    length.never_met 1
    length.differs 1
    length.difference 1
    voice.net_promoter 1
    voice.satisfied 1
    voice.satisfied_difference 1
    voice.score 1
    voice.alpha 1
    voice.views_apart 1
    growth.change 1
    growth.d_z 1
    growth.g_av 1
    growth.wilcoxon 1
    growth.rank_biserial 1
    growth.improved 1
    growth.reliably_improved 1
    growth.reliably_worse 1
    growth.difference 1
    growth.hedges_g 1
    growth.milestone 1
    growth.milestone_test 1
    evidence.theme 1
    evidence.kappa 1
    evidence.alpha 1
    evidence.saturation 1
    evidence.strengths 1
    quality.response 1
    quality.blank 1
    quality.straight_lining 1
    quality.baseline_gap 1
    quality.attrition 1
    quality.logged_late 1
    quality.duplicates 1
    ");
}

#[test]
fn every_definition_is_named_in_both_languages_and_like_no_other() {
    let [mut ids, mut english, mut dutch] = [BTreeSet::new(), BTreeSet::new(), BTreeSet::new()];
    for indicator in Indicator::ALL {
        let definition = indicator.definition();
        assert!(ids.insert(definition.id), "{} twice", definition.id);
        for (name, names) in [(definition.name_en, &mut english), (definition.name_nl, &mut dutch)] {
            assert!(!name.is_empty() && name.trim() == name && !name.ends_with('.'), "{name}");
            // “Net promoter score” is what it is called in Dutch too.
            assert!(names.insert(name), "{name} twice");
        }
        assert!(definition.version > 0 && definition.minimum > 0, "{}", definition.id);
        let (section, name) = definition.id.split_once('.').unwrap();
        assert!(
            ["participation", "delivery", "length", "voice", "growth", "evidence", "quality"]
                .contains(&section)
        );
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{name}");
    }
}

#[test]
fn an_indicator_is_sent_by_its_identifier() {
    for indicator in Indicator::ALL {
        let sent = serde_json::to_value(indicator).unwrap();
        assert_eq!(sent, indicator.definition().id);
    }
}

#[test]
fn every_indicator_is_told_with_a_value_of_an_invented_year_or_its_contrasts() {
    let record = Record::new(Year::of(120).seed(8).facts()).unwrap();
    let snapshot = Snapshot::new(&record, AsOf::new(YEAR_END).resampled(1, 0));
    let contrast = Contrast::new(Label::new("newcomer").unwrap()).estimates(&snapshot);
    let figures = Figures::of(&snapshot);
    let told: BTreeSet<Indicator> = figures
        .all()
        .iter()
        .chain(&contrast)
        .filter(|figure| figure.value.is_some())
        .map(|figure| figure.indicator)
        .collect();
    let untold: Vec<_> = Indicator::ALL.iter().filter(|indicator| !told.contains(indicator)).collect();
    assert!(untold.is_empty(), "{untold:?}");
}
