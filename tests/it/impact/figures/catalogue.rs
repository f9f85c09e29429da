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
    let definition = |indicator: &Indicator| indicator.definition();
    let section = |indicator: &Indicator| definition(indicator).id.split('.').next().unwrap();
    let mut catalogue = String::new();
    for row in Indicator::ALL.chunk_by(|a, b| section(a) == section(b)) {
        let named = |indicator: &Indicator| {
            let (_, name) = definition(indicator).id.split_once('.').unwrap();
            format!("{name} {}", definition(indicator).version)
        };
        let listed: Vec<_> = row.iter().map(named).collect();
        writeln!(catalogue, "{}: {}", section(&row[0]), listed.join(", ")).unwrap();
    }
    insta::assert_snapshot!(catalogue, @r"
    participation: served 1, funnel_step 1, funnel_reached 1, ever_matched 1, matched_now 1, waiting 1, utilisation 1, idle 1, overloaded 1, mentor_return 1
    delivery: adherence 1, adherence_by_pairing 1, intensity 1, minutes 1, longest_gap 1, health 1, check_ins 1, goal_attainment 1
    length: retention 1, cohort_retention 1, quantile 1, restricted_mean 1, closure 1, early 1, never_met 1, differs 1, difference 1
    voice: net_promoter 1, satisfied 1, satisfied_difference 1, score 1, alpha 1, views_apart 1
    growth: change 1, d_z 1, g_av 1, wilcoxon 1, rank_biserial 1, improved 1, reliably_improved 1, reliably_worse 1, difference 1, hedges_g 1, milestone 1, milestone_test 1
    evidence: theme 1, kappa 1, alpha 1, saturation 1, strengths 1
    community: cohesion 1, response 1, tie_balance 1, tie_balance_test 1, bridging 1, density_within 1, density 1, assortativity 1, age_assortativity 1, old_and_young 1, reciprocity 1, clustering 1, transitivity 1, components 1, largest_part 1, isolates 1, bridges 1, distance 1, reach 1, newcomers_connected 1, newcomers_reached 1
    integration: area 1, area_test 1, reached 1, time 1, business 1
    money: received 1, spent 1, concentration 1, concentration_normalised 1, effective_funders 1, diversity 1, largest_share 1, runway 1, runway_gross 1, runway_without_largest 1, volunteer_hours 1, per_pairing 1, per_completed 1, per_pairing_month 1, per_improved 1
    quality: response 1, blank 1, straight_lining 1, baseline_gap 1, attrition 1, logged_late 1, duplicates 1
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
            [
                "participation",
                "delivery",
                "length",
                "voice",
                "growth",
                "evidence",
                "community",
                "integration",
                "money",
                "quality"
            ]
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
    let snapshot = Snapshot::new(&record, AsOf::new(YEAR_END).resampled(1, 20));
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
    // Half of all reach none of the milestones within two years.
    assert_eq!(untold, [&Indicator::MilestoneTime]);
}
