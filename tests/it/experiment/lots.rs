//! Lots: balanced, the same for a seed, unmoved by whoever comes later.

use std::collections::BTreeMap;

use mentorship::{
    experiment::{Entrant, Lots, NotDrawn, Registration, Subject, Unit},
    id::Digest,
    jiff::{ToSpan, civil::date},
};
use proptest::prelude::*;

use super::kit::{arm, draw, entrant, label, person, protocol, register, start};

fn with_blocks(ratios: &[u32], seed: u64) -> Registration {
    let mut protocol = protocol();
    protocol.arms = (0..).zip(ratios).map(|(n, &ratio)| arm(&format!("way {n}"), ratio)).collect();
    protocol.blocks = Some(label("neighbourhood"));
    protocol.seed = seed;
    register(protocol)
}

fn of_block(n: usize, block: u8, day: u16) -> Entrant {
    let enrolled = start() + i64::from(day).days();
    Entrant { subject: person(n), enrolled, block: Some(label(&format!("block {block}"))) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_beginning_of_every_block_is_balanced(
        people in prop::collection::vec((0_u8..3, 0_u16..20), 1..60),
        ratios in prop::collection::vec(1_u32..4, 2..4),
        seed in any::<u64>(),
    ) {
        let registration = with_blocks(&ratios, seed);
        let wave = people.iter().enumerate().map(|(n, &(block, day))| of_block(n, block, day));
        let lots = registration.assign(wave).unwrap();
        prop_assert_eq!(lots.lots().len(), people.len());
        let all: u32 = ratios.iter().sum();
        let divisor = (1..4).rev().find(|by| ratios.iter().all(|ratio| ratio % by == 0)).unwrap();
        let mut counts: BTreeMap<_, Vec<u32>> = BTreeMap::new();
        for lot in lots.lots() {
            let of_block = counts.entry(lot.block.clone()).or_insert_with(|| vec![0; ratios.len()]);
            let drawn = registration.protocol().arms.iter().position(|arm| arm.name == lot.arm).unwrap();
            of_block[drawn] += 1;
            let n: u32 = of_block.iter().sum();
            for (&count, &ratio) in of_block.iter().zip(&ratios) {
                let share = f64::from(n) * f64::from(ratio) / f64::from(all);
                let most = 2.0 * f64::from(ratio) / f64::from(divisor);
                prop_assert!((f64::from(count) - share).abs() <= most, "{} of {}", count, n);
                // A block of lots that is used up has each arm twice its ratio.
                if n.is_multiple_of(2 * all / divisor) {
                    prop_assert!((f64::from(count) - share).abs() < 1e-9);
                }
            }
        }
    }

    #[test]
    fn neither_the_order_of_a_wave_nor_a_later_wave_changes_a_lot(
        people in prop::collection::vec((0_u8..3, 0_u16..20), 2..40),
        cut in 1_usize..39,
        seed in any::<u64>(),
    ) {
        let cut = cut.min(people.len());
        let registration = with_blocks(&[1, 2], seed);
        let entrants: Vec<Entrant> =
            people.iter().enumerate().map(|(n, &(block, day))| of_block(n, block, day)).collect();
        let first = registration.assign(entrants[..cut].iter().cloned()).unwrap();
        let turned = registration.assign(entrants[..cut].iter().rev().cloned()).unwrap();
        prop_assert_eq!(&first, &turned);
        let both = registration.assign_also(&first, entrants[cut..].iter().rev().cloned()).unwrap();
        prop_assert_eq!(&both.lots()[..cut], first.lots());
        prop_assert!(registration.drew(&both));
        // Who comes later in every sense draws the same in one wave as in two.
        let mut by_day = entrants.clone();
        by_day.sort_by(|x, y| (x.enrolled, &x.subject).cmp(&(y.enrolled, &y.subject)));
        let early = registration.assign(by_day[..cut].iter().cloned()).unwrap();
        let late = registration.assign_also(&early, by_day[cut..].iter().cloned()).unwrap();
        prop_assert_eq!(late, registration.assign(entrants).unwrap());
    }
}

#[test]
fn the_lots_of_a_seed_can_be_drawn_again_by_their_description() {
    let registration = register(protocol());
    let lots = draw(&registration, 12);
    let digest = Digest::of_bytes(r#"[2026,["lots",""]]"#).to_string();
    let mut state = u64::from_str_radix(&digest[..16], 16).unwrap();
    let mut index = |n: u64| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % n) as usize
    };
    let mut drawn = vec![];
    for _ in 0..3 {
        let mut hat = ["as usual", "as usual", "buddy", "buddy"];
        for place in (1..4).rev() {
            hat.swap(place, index(place as u64 + 1));
        }
        drawn.extend(hat.iter().rev().copied());
    }
    let found: Vec<&str> = lots.lots().iter().map(|lot| lot.arm.as_str()).collect();
    assert_eq!(found, drawn);
}

#[test]
fn one_block_does_not_move_another() {
    let registration = with_blocks(&[1, 1], 5);
    let alone = registration.assign((0..10).map(|n| of_block(n, 1, 0))).unwrap();
    let both = registration.assign((0..20).map(|n| of_block(n, u8::from(n < 10), 0))).unwrap();
    for lot in alone.lots() {
        assert_eq!(both.arm_of(&lot.subject), Some(&lot.arm));
    }
    let arms = |block: u8| -> Vec<_> {
        let block = Some(label(&format!("block {block}")));
        both.lots().iter().filter(|lot| lot.block == block).map(|lot| lot.arm.clone()).collect()
    };
    assert_ne!(arms(0), arms(1), "each has a stream of its own");
    assert_eq!(both.arm_of(&person(99)), None);
}

#[test]
fn each_draws_once() {
    let registration = register(protocol());
    let twice = registration.assign([entrant(1), entrant(2), entrant(1)]).unwrap_err();
    assert_eq!(twice.to_string(), "`P-0001` is there twice; each draws once");
    let lots = draw(&registration, 3);
    let again = registration.assign_also(&lots, [entrant(2)]).unwrap_err();
    assert_eq!(again, NotDrawn::Twice { subject: person(2) });
}

#[test]
fn who_cannot_draw_is_told_why() {
    let registration = register(protocol());
    let refused = |entrant: Entrant| registration.assign([entrant]).unwrap_err().to_string();
    let site = Entrant { subject: Subject::Site(label("De Brug")), ..entrant(1) };
    assert_eq!(refused(site.clone()), "`De Brug` cannot draw: lots are drawn by mentees");
    let block = Entrant { block: Some(label("Noord")), ..entrant(1) };
    assert_eq!(refused(block.clone()), "`P-0001` has a block, `Noord`, but lots are not drawn within blocks");
    let early = Entrant { enrolled: date(2026, 1, 4), ..entrant(1) };
    assert_eq!(
        refused(early),
        "`P-0001` came in on 2026-01-04, not between the start on 2026-01-05 and 2069-12-31"
    );
    assert!(registration.assign([Entrant { enrolled: date(2070, 1, 1), ..entrant(1) }]).is_err());
    assert!(registration.assign([Entrant { enrolled: date(2069, 12, 31), ..entrant(1) }]).is_ok());
    let blocks = with_blocks(&[1, 1], 1);
    assert_eq!(
        blocks.assign([entrant(1)]).unwrap_err().to_string(),
        "`P-0001` has no neighbourhood, within which lots are drawn"
    );
    assert!(blocks.assign([block]).is_ok());
    for (unit, words) in [(Unit::Mentor, "mentors"), (Unit::Site, "sites")] {
        let mut protocol = protocol();
        protocol.unit = unit;
        let registration = register(protocol);
        let (wrong, right) = match unit {
            Unit::Site => (entrant(1), site.clone()),
            _ => (site.clone(), entrant(1)),
        };
        assert!(registration.assign([right]).is_ok());
        let refused = registration.assign([wrong]).unwrap_err().to_string();
        assert!(refused.ends_with(&format!("lots are drawn by {words}")), "{refused}");
    }
}

#[test]
fn lots_belong_to_their_registration_and_are_those_it_draws() {
    let registration = register(protocol());
    let lots = draw(&registration, 8);
    assert_eq!(lots.registration(), registration.digest());
    assert!(registration.drew(&lots));
    let mut other = protocol();
    other.seed = 7;
    let other = register(other);
    assert!(!other.drew(&lots));
    assert_eq!(
        other.assign_also(&lots, []).unwrap_err(),
        NotDrawn::OtherRegistration { registration: registration.digest() }
    );
    // Somebody was moved by hand.
    let stored = serde_json::to_string(&lots).unwrap();
    assert_eq!(serde_json::from_str::<Lots>(&stored).unwrap(), lots);
    let at = lots.lots().iter().position(|lot| lot.arm == label("buddy")).unwrap();
    let mut moved: serde_json::Value = serde_json::from_str(&stored).unwrap();
    moved["lots"][at]["arm"] = "as usual".into();
    let moved: Lots = serde_json::from_value(moved).unwrap();
    assert!(!registration.drew(&moved));
    let mut twice: serde_json::Value = serde_json::from_str(&stored).unwrap();
    twice["lots"][0] = twice["lots"][1].clone();
    assert!(serde_json::from_value::<Lots>(twice).is_err());
}

#[test]
fn lots_continue_those_with_which_they_begin() {
    let registration = register(protocol());
    let early = draw(&registration, 3);
    let late = registration.assign_also(&early, [entrant(3), entrant(4)]).unwrap();
    assert!(late.continues(&early) && early.continues(&early));
    assert!(!early.continues(&late));
    // The same people in other places drew otherwise.
    let others = registration.assign([entrant(4), entrant(0), entrant(9)]).unwrap();
    assert!(!late.continues(&others));
    let mut elsewhere = protocol();
    elsewhere.planned += 1;
    assert!(!draw(&register(elsewhere), 3).continues(&early));
}
