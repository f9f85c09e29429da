//! Who counts, by how much arms differ, and what that says.

use mentorship::{
    experiment::{
        Baseline, Conclusion, DesignEffect, Effect, Excluded, Look, Looks, Lots, Measurements, Observation,
        Protocol, Registration, Unit,
    },
    feedback::Better,
    impact::{Arm, Bootstrap, Comparison, Confidence, Cuped, DealtBlock, Measured, Paired, Permutation},
    jiff::civil::date,
};

use super::super::kit::{
    arm, draw, ends, entrant, label, look, look_on, measure, near, outcome, protocol, register,
};

/// One look at 40 people, after a change of the protocol.
fn one_look(
    change: impl FnOnce(&mut Protocol),
    observe: impl FnOnce(&Registration, &Lots) -> Vec<Observation>,
) -> (Lots, Vec<Observation>, Look) {
    let mut protocol = protocol();
    change(&mut protocol);
    let registration = register(protocol);
    let lots = draw(&registration, 40);
    let observations = observe(&registration, &lots);
    let look = look(&registration, &mut Looks::none(&registration), &lots, 1, &observations).unwrap();
    (lots, observations, look)
}

fn values(lots: &Lots, observations: &[Observation], name: &str) -> Vec<Measured> {
    let of_arm = observations.iter().filter(|o| lots.arm_of(&o.subject) == Some(&label(name)));
    of_arm.filter_map(|o| o.value).collect()
}

fn excluded(effect: &Effect) -> Excluded {
    match effect.conclusion() {
        Conclusion::Inconclusive { excluded } => excluded.unwrap(),
        settled => panic!("{settled}"),
    }
}

#[test]
fn an_effect_is_the_arm_less_the_usual_way_by_every_figure() {
    let (lots, observations, look) = one_look(
        |_| {},
        |_, lots| measure(lots, |at, arm| (at * 7 % 10) as f64 + if arm == "buddy" { 1.0 } else { 0.0 }),
    );
    let effect = &look.told.effects()[0];
    assert_eq!(
        (effect.arm(), effect.usual(), effect.outcome()),
        (&label("buddy"), &label("as usual"), &label("belonging"))
    );
    let (a, b) = (values(&lots, &observations, "buddy"), values(&lots, &observations, "as usual"));
    let group = |list: &[Measured], from: u32| Arm::new((from..).zip(list.iter().copied())).unwrap();
    let comparison = Comparison::between(&group(&a, 0), &group(&b, 1000)).unwrap();
    assert_eq!(effect.comparison(), &comparison);
    near(effect.difference().unwrap(), comparison.difference().unwrap(), "difference");
    let (found, wanted) =
        (ends(effect.interval().unwrap()), ends(comparison.interval(Confidence::default()).unwrap()));
    near(found.0, wanted.0, "lower");
    near(found.1, wanted.1, "upper");
    let seed = |purpose: &str| {
        let text = format!(r#"[2026,["{purpose}","belonging","buddy"]]"#);
        u64::from_str_radix(&mentorship::id::Digest::of_bytes(text).to_string()[..16], 16).unwrap()
    };
    assert_eq!(effect.bca().copied(), Bootstrap::new(seed("bootstrap"), 999).difference(&a, &b));
    let permutation = Permutation::of(&[DealtBlock { a, b }], seed("deals"), 999);
    assert_eq!(effect.permutation().copied(), permutation);
    assert_eq!(effect.p(), permutation.map(|test| test.p()));
    near(effect.level(), 0.05, "level");
    assert_eq!((effect.cuped(), effect.cuped_interval(), effect.design()), (None, None, None));
}

#[test]
fn better_worse_and_inconclusive_are_told_as_they_are() {
    let say = |better: Better, more: f64| {
        let change = |p: &mut Protocol| p.primary.better = better;
        let (_, _, look) = one_look(change, |_, lots| {
            measure(lots, |at, arm| (at * 7 % 10) as f64 + if arm == "buddy" { more } else { 0.0 })
        });
        look.told.effects()[0].conclusion()
    };
    assert_eq!(say(Better::Higher, 8.0), Conclusion::Better);
    assert_eq!(say(Better::Higher, -8.0), Conclusion::Worse);
    assert_eq!(say(Better::Lower, 8.0), Conclusion::Worse);
    assert_eq!(say(Better::Lower, -8.0), Conclusion::Better);
    assert!(!say(Better::Higher, 0.3).is_settled());
    assert!(say(Better::Higher, 8.0).is_settled() && say(Better::Higher, -8.0).is_settled());
    assert_eq!(Conclusion::Better.to_string(), "better, by more than chance explains");
    assert_eq!(Conclusion::Worse.to_string(), "worse, by more than chance explains");
    let unknown = Conclusion::Inconclusive { excluded: None }.to_string();
    assert_eq!(unknown, "inconclusive: too few to say which effects are excluded");
}

#[test]
fn what_is_inconclusive_says_which_effects_are_excluded() {
    for better in [Better::Higher, Better::Lower] {
        let change = |p: &mut Protocol| p.primary.better = better;
        let (_, _, look) = one_look(change, |_, lots| {
            measure(lots, |at, arm| (at * 7 % 10) as f64 + if arm == "buddy" { 0.4 } else { 0.0 })
        });
        let effect = &look.told.effects()[0];
        let (lower, upper) = ends(effect.interval().unwrap());
        assert!(lower < 0.0 && upper > 0.0);
        let Excluded { improvement, worsening } = excluded(effect);
        let (up, down) =
            if better == Better::Higher { (improvement, worsening) } else { (worsening, improvement) };
        near(up, upper, "up");
        near(down, -lower, "down");
        let words = effect.to_string();
        assert!(
            words.ends_with(&format!(
                "inconclusive: it may be better by up to {improvement:.2} or worse by up to {worsening:.2}; only larger \
                 effects are excluded"
            )),
            "{words}"
        );
        assert!(!words.contains("no effect"));
    }
}

#[test]
fn who_counts_and_who_does_not_is_told_by_arm() {
    let mut protocol = protocol();
    protocol.planned = 20;
    let registration = register(protocol);
    let mut entrants: Vec<_> = (0..24).map(entrant).collect();
    // Followed until 1 June, and until the day after.
    entrants[22].enrolled = date(2026, 3, 3);
    entrants[23].enrolled = date(2026, 3, 4);
    let lots = registration.assign(entrants).unwrap();
    let mut observations = measure(&lots, |at, _| at as f64);
    // One is not in the list, one has a row without a value.
    observations.remove(0);
    observations[0].value = None;
    let look =
        look_on(&registration, &mut Looks::none(&registration), &lots, 1, &observations, date(2026, 6, 1))
            .unwrap();
    let told = &look.told;
    let total = |of: fn(&mentorship::experiment::ArmCount) -> u64| told.arms.iter().map(of).sum::<u64>();
    assert_eq!(told.arms.iter().map(|count| count.arm.as_str()).collect::<Vec<_>>(), ["as usual", "buddy"]);
    assert_eq!(
        (total(|c| c.drawn), total(|c| c.too_early), total(|c| c.counted), total(|c| c.missing)),
        (24, 1, 21, 2)
    );
    assert_eq!(told.counted(), 21);
    let overall = told.lost.overall();
    assert_eq!((overall.answered(), overall.missing()), (21, 2));
    for count in &told.arms {
        assert_eq!(told.lost.of(&count.arm).missing(), count.missing);
        assert_eq!(count.drawn, count.too_early + count.counted + count.missing);
        let line = format!(
            "\n`{}`: {} drew it, {} are counted, {} are missing, {} are too early",
            count.arm, count.drawn, count.counted, count.missing, count.too_early
        );
        assert!(look.to_string().contains(&line), "{look}");
    }
    assert!(
        look.to_string().starts_with("look 1 of 1 on 2026-06-01: 21 mentees of 20 planned are counted\n")
    );
    let last = lots.lots().iter().find(|lot| lot.enrolled == date(2026, 3, 4)).unwrap();
    assert_eq!(told.arms.iter().find(|count| count.arm == last.arm).unwrap().too_early, 1);
}

#[test]
fn a_baseline_is_taken_out_and_who_has_none_is_not_moved() {
    let with = |change: fn(usize, f64) -> Option<f64>| {
        one_look(
            |p| p.primary.baseline = Baseline::Measured,
            |_, lots| {
                let mut observations = measure(lots, |at, _| (at * 7 % 10) as f64);
                for (at, observation) in observations.iter_mut().enumerate() {
                    let near = observation.value.unwrap().get() + (at % 3) as f64;
                    observation.baseline = change(at, near).map(|value| Measured::new(value).unwrap());
                }
                observations
            },
        )
    };
    let (lots, observations, look) = with(|at, near| (at != 4).then_some(near));
    let effect = &look.told.effects()[0];
    let known: Vec<f64> = observations.iter().filter_map(|o| o.baseline).map(Measured::get).collect();
    assert_eq!(known.len(), 39);
    let mean = known.iter().sum::<f64>() / 39.0;
    let pairs = |name: &str| {
        let of_arm = observations.iter().filter(|o| lots.arm_of(&o.subject) == Some(&label(name)));
        of_arm
            .map(|o| Paired::new(o.baseline.map_or(mean, Measured::get), o.value.unwrap()).unwrap())
            .collect::<Vec<_>>()
    };
    let wanted = Cuped::between(&pairs("buddy"), &pairs("as usual"));
    let found = effect.cuped().unwrap();
    near(found.theta().unwrap(), wanted.theta().unwrap(), "theta");
    near(found.adjusted().difference().unwrap(), wanted.adjusted().difference().unwrap(), "difference");
    let (narrow, wide) = (ends(effect.cuped_interval().unwrap()), ends(effect.interval().unwrap()));
    assert!(narrow.1 - narrow.0 < wide.1 - wide.0);
    near(f64::midpoint(narrow.0, narrow.1), found.adjusted().difference().unwrap(), "middle");
    let (_, _, none) = with(|_, _| None);
    assert_eq!(none.told.effects()[0].cuped(), None);
}

#[test]
fn shared_mentors_widen_the_interval_by_the_root_of_the_design_effect() {
    let observe = |shared: bool| {
        move |_: &Registration, lots: &Lots| {
            let mut observations = measure(lots, |at, _| (at / 5 * 3 % 7) as f64 + (at % 2) as f64);
            for (at, observation) in observations.iter_mut().enumerate() {
                // Every fifth has a mentor of their own, without a name.
                observation.mentor = (shared && at % 5 > 0).then(|| format!("M-{}", at / 5).parse().unwrap());
            }
            observations
        }
    };
    let (lots, observations, shared) = one_look(|_| {}, observe(true));
    let (_, _, alone) = one_look(|_| {}, observe(false));
    let (shared, alone) = (&shared.told.effects()[0], &alone.told.effects()[0]);
    assert_eq!(alone.design(), None);
    let clusters = |name: &str| -> Vec<Vec<Measured>> {
        let mine = observations.iter().filter(|o| lots.arm_of(&o.subject) == Some(&label(name)));
        let mut by_mentor = std::collections::BTreeMap::<_, Vec<Measured>>::new();
        for (at, o) in mine.enumerate() {
            let key = (o.mentor.clone(), if o.mentor.is_some() { 0 } else { at });
            by_mentor.entry(key).or_default().push(o.value.unwrap());
        }
        by_mentor.into_values().collect()
    };
    let design = shared.design().unwrap();
    assert_eq!(Some(design), DesignEffect::of(&[clusters("buddy"), clusters("as usual")]).as_ref());
    assert!(design.factor() > 1.2);
    let width = |effect: &Effect| {
        let (lower, upper) = ends(effect.interval().unwrap());
        upper - lower
    };
    near(width(shared) / width(alone), design.factor().sqrt(), "width");
    assert_eq!(shared.p(), alone.p(), "lots were drawn by each");
}

#[test]
fn several_arms_share_the_level_and_are_each_told() {
    let change = |p: &mut Protocol| {
        p.arms = vec![arm("as usual", 2), arm("buddy", 1), arm("letters", 1)];
        p.unit = Unit::Mentor;
    };
    let (_, _, look) = one_look(change, |_, lots| {
        measure(lots, |at, arm| (at % 7) as f64 + if arm == "letters" { 9.0 } else { 0.0 })
    });
    let effects = look.told.effects();
    assert_eq!(effects.iter().map(|effect| effect.arm().as_str()).collect::<Vec<_>>(), ["buddy", "letters"]);
    for effect in effects {
        near(effect.level(), 0.025, "level");
        near(effect.interval().unwrap().confidence.share(), 0.975, "confidence");
        assert_eq!(effect.usual(), &label("as usual"));
    }
    assert!(!effects[0].conclusion().is_settled());
    assert_eq!(effects[1].conclusion(), Conclusion::Better);
    near(look.level.unwrap(), 0.05, "level of the look");
    assert!(look.to_string().contains("mentors of 40 planned"), "{look}");
}

#[test]
fn one_arm_unsettled_leaves_the_question_open() {
    let mut protocol = protocol();
    protocol.arms = vec![arm("as usual", 1), arm("buddy", 1), arm("letters", 1)];
    let registration = register(protocol);
    let lots = draw(&registration, 42);
    let observations = measure(&lots, |at, arm| (at % 7) as f64 + if arm == "letters" { 9.0 } else { 0.0 });
    let mut looks = Looks::none(&registration);
    look(&registration, &mut looks, &lots, 1, &observations).unwrap();
    assert!(!looks.taken()[0].settled);
    let both = measure(&lots, |at, arm| (at % 7) as f64 + if arm == "as usual" { 0.0 } else { 9.0 });
    let mut looks = Looks::none(&registration);
    look(&registration, &mut looks, &lots, 1, &both).unwrap();
    assert!(looks.taken()[0].settled);
}

#[test]
fn lots_are_drawn_anew_within_blocks_only() {
    let mut protocol = protocol();
    protocol.blocks = Some(label("school"));
    let registration = register(protocol);
    let entrants = (0..16).map(|n| mentorship::experiment::Entrant {
        block: Some(label(if n % 2 == 0 { "Noord" } else { "Zuid" })),
        ..entrant(n)
    });
    let lots = registration.assign(entrants).unwrap();
    // The schools are far apart, the arms a little.
    let observations: Vec<Observation> = lots
        .lots()
        .iter()
        .zip(0..)
        .map(|(lot, at)| {
            let school = if lot.block == Some(label("Noord")) { 50.0 } else { 0.0 };
            let arm = if lot.arm == label("buddy") { 4.0 } else { 0.0 };
            super::super::kit::observed(&lot.subject, school + arm + f64::from(at % 3))
        })
        .collect();
    let look = look(&registration, &mut Looks::none(&registration), &lots, 1, &observations).unwrap();
    let effect = &look.told.effects()[0];
    // 70² deals, of which two set the arms so far apart.
    assert_eq!(effect.permutation().unwrap().deals(), mentorship::impact::Deals::All(4900));
    near(effect.p().unwrap(), 2.0 / 4900.0, "p");
    assert_eq!(effect.conclusion(), Conclusion::Better);
}

#[test]
fn limits_that_too_few_resamples_cannot_show_are_not_shown() {
    let at = |resamples: u32, alpha: f64| {
        let change = |p: &mut Protocol| {
            p.resamples = resamples;
            p.alpha = alpha;
        };
        let (_, _, look) = one_look(change, |_, lots| measure(lots, |at, _| (at * 7 % 10) as f64));
        look.told.effects()[0].bca().is_some()
    };
    assert!(at(99, 0.05) && !at(99, 0.02) && at(200, 0.01) && !at(199, 0.01));
}

#[test]
fn an_arm_of_nobody_says_nothing() {
    let mut protocol = protocol();
    protocol.planned = 4;
    let registration = register(protocol);
    let lots = draw(&registration, 4);
    let all = measure(&lots, |at, _| at as f64);
    let usual: Vec<Observation> =
        all.into_iter().filter(|o| lots.arm_of(&o.subject) == Some(&label("as usual"))).collect();
    let look = look(&registration, &mut Looks::none(&registration), &lots, 1, &usual).unwrap();
    let effect = &look.told.effects()[0];
    assert_eq!(
        (effect.difference(), effect.p(), effect.permutation(), effect.bca()),
        (None, None, None, None)
    );
    assert_eq!(effect.conclusion(), Conclusion::Inconclusive { excluded: None });
    assert_eq!(
        effect.to_string(),
        "`buddy` beside `as usual`, by `belonging`: inconclusive: too few to say which effects are excluded"
    );
}

#[test]
fn further_outcomes_are_judged_as_one_family() {
    let mut protocol = protocol();
    protocol.further = vec![outcome("skills"), outcome("sleep"), outcome("trust")];
    let registration = register(protocol);
    let lots = draw(&registration, 40);
    let primary = measure(&lots, |at, _| (at * 7 % 10) as f64);
    // Chosen so that skills alone is just below 0.05, and sleep is far below.
    let skills = measure(&lots, |at, arm| (at * 7 % 10) as f64 + if arm == "buddy" { 2.2 } else { 0.0 });
    let sleep = measure(&lots, |at, arm| (at * 3 % 10) as f64 + if arm == "buddy" { 9.0 } else { 0.0 });
    let (a, b) = (label("skills"), label("sleep"));
    let tell = |list: &[Measurements<'_>]| {
        let mut looks = Looks::none(&registration);
        look(&registration, &mut looks, &lots, 1, &primary).unwrap();
        registration.further(&mut looks, &lots, list, date(2026, 6, 1)).unwrap()
    };
    let measured = [
        Measurements { outcome: &b, observations: &sleep },
        Measurements { outcome: &a, observations: &skills },
    ];
    let told = tell(&measured);
    assert_eq!(told.iter().map(|told| told.outcome.as_str()).collect::<Vec<_>>(), ["skills", "sleep"]);
    let (first, second) = (&told[0].effects()[0], &told[1].effects()[0]);
    let raw = |effect: &Effect| effect.permutation().unwrap().p();
    assert!(raw(second) < raw(first) && raw(first) < 0.05, "{} {}", raw(first), raw(second));
    // Three in the family, though one was not given.
    near(second.p().unwrap(), 3.0 * raw(second), "sleep");
    near(first.p().unwrap(), 1.5 * raw(first), "skills");
    near(first.level(), 0.05, "level");
    assert_eq!(second.conclusion(), Conclusion::Better);
    assert_eq!(first.conclusion().is_settled(), 1.5 * raw(first) <= 0.05);
    let alone = tell(&measured[1..]);
    near(alone[0].effects()[0].p().unwrap(), (3.0 * raw(first)).min(1.0), "alone");
    assert!(tell(&[]).is_empty());
}

#[test]
fn a_further_outcome_of_broken_ratio_stays_in_the_family() {
    let mut protocol = protocol();
    protocol.further = vec![outcome("skills"), outcome("sleep")];
    let registration = register(protocol);
    let lots = draw(&registration, 40);
    let primary = measure(&lots, |at, _| (at * 7 % 10) as f64);
    let sleep = measure(&lots, |at, arm| (at * 3 % 10) as f64 + if arm == "buddy" { 9.0 } else { 0.0 });
    let broken: Vec<Observation> =
        sleep.iter().filter(|o| lots.arm_of(&o.subject) == Some(&label("buddy"))).cloned().collect();
    let mut looks = Looks::none(&registration);
    look(&registration, &mut looks, &lots, 1, &primary).unwrap();
    let (a, b) = (label("skills"), label("sleep"));
    let measured = [
        Measurements { outcome: &a, observations: &broken },
        Measurements { outcome: &b, observations: &sleep },
    ];
    let told = registration.further(&mut looks, &lots, &measured, date(2026, 6, 1)).unwrap();
    assert!(told[0].effects().is_empty());
    let effect = &told[1].effects()[0];
    near(effect.p().unwrap(), 2.0 * effect.permutation().unwrap().p(), "p");
}

#[test]
fn what_is_told_names_nobody() {
    let (_, _, look) = one_look(|_| {}, |_, lots| measure(lots, |at, _| (at % 4) as f64));
    let shown = format!("{look:?}{look}{}", serde_json::to_string(&look).unwrap());
    assert!(!shown.contains("P-00"));
}
