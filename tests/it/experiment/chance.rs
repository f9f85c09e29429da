//! How often chance alone is taken for an effect: about as often as registered when looks are planned, and far more often
//! when somebody peeks.

use mentorship::{
    experiment::{Looks, Schedule, Spending},
    impact::{DealtBlock, Measured, Permutation},
};

use super::kit::{draw, look, measure, protocol, register};

/// Numbers without pattern, 0 to 99.
fn noise(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        f64::from(u32::try_from((state >> 33) % 100).unwrap())
    }
}

const TRIALS: u64 = 300;

#[test]
fn planned_looks_keep_the_error_that_was_registered_and_peeking_does_not() {
    let (mut planned, mut peeked) = (0_u32, 0_u32);
    for trial in 0..TRIALS {
        let mut protocol = protocol();
        protocol.seed = trial;
        protocol.resamples = 199;
        protocol.planned = 60;
        protocol.spending = Spending::Pocock;
        protocol.alpha = 0.1;
        protocol.looks = Schedule::Percents(vec![20, 40, 60, 80, 100]);
        let registration = register(protocol);
        let lots = draw(&registration, 60);
        let mut random = noise(trial + 1);
        let values: Vec<f64> = (0..60).map(|_| random()).collect();
        let observations = measure(&lots, |at, _| values[at]);

        let mut looks = Looks::none(&registration);
        planned += u32::from((1..=5).any(|number| {
            let seen = &observations[..12 * number];
            look(&registration, &mut looks, &lots, number, seen).unwrap().told.effects()[0]
                .conclusion()
                .is_settled()
        }));
        peeked += u32::from((1..=5).any(|number| {
            let of = |name: &str| {
                let lots = lots.lots().iter().zip(&values).take(12 * number);
                let of_arm = lots.filter(|(lot, _)| lot.arm.as_str() == name);
                of_arm.map(|(_, &value)| Measured::new(value).unwrap()).collect()
            };
            let block = DealtBlock { a: of("buddy"), b: of("as usual") };
            Permutation::of(&[block], trial, 199).unwrap().p() <= 0.1
        }));
    }
    let share = |count: u32| f64::from(count) / 300.0;
    // Three standard errors of 0.1 in 300 trials are 0.052. Five looks at 0.1 each are wrong about once in four times.
    assert!((0.05..0.152).contains(&share(planned)), "planned looks are wrong {planned} times in 300");
    assert!(share(peeked) > 0.18, "peeking is wrong {peeked} times in 300");
}

#[test]
fn a_large_effect_is_mostly_found() {
    let found = (0..60_u64).filter(|&trial| {
        let mut protocol = protocol();
        protocol.seed = trial;
        protocol.resamples = 199;
        let registration = register(protocol);
        let lots = draw(&registration, 40);
        let mut random = noise(trial + 1);
        let values: Vec<f64> = (0..40).map(|_| random()).collect();
        // 30 is a little more than one standard deviation.
        let observations = measure(&lots, |at, arm| values[at] + if arm == "buddy" { 30.0 } else { 0.0 });
        let mut looks = Looks::none(&registration);
        let look = look(&registration, &mut looks, &lots, 1, &observations).unwrap();
        look.told.effects()[0].conclusion() == mentorship::experiment::Conclusion::Better
    });
    assert!(found.count() > 42);
}
