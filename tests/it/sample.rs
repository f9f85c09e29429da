//! Synthetic communities.

use mentorship::{id::Digest, sample};

#[test]
fn a_seed_names_one_community_on_every_machine() {
    let written = |seed| serde_json::to_string(&sample::community(30, 40, seed)).unwrap();
    assert_eq!(written(7), written(7));
    assert_ne!(written(7), written(8));
    insta::assert_snapshot!(Digest::of_bytes(written(7)), @"7744358a06d273eeef9e2da40c3ab7054aa19375c8ddd3199d8def774e8c51b9");
}

#[test]
fn everybody_in_it_fits_and_blanks_are_about_one_in_ten() {
    let roster = sample::community(300, 500, 1);
    assert_eq!((roster.mentors().len(), roster.mentees().len()), (300, 500));
    let blank = roster.profiles().filter(|(_, profile)| profile.interests.is_none()).count();
    assert!((40..=120).contains(&blank), "{blank} of 800");
    let dutch = mentorship::people::Label::new("dutch").unwrap();
    let spoken = roster.profiles().filter_map(|(_, profile)| profile.languages.as_ref());
    let (all, speak) =
        spoken.fold((0, 0), |(all, speak), l| (all + 1, speak + u32::from(l.contains_key(&dutch))));
    assert!(speak * 10 > all * 6 && speak * 10 < all * 9, "{speak} of {all}");
}

mod nation {
    use std::collections::BTreeSet;

    use mentorship::{
        jiff::civil::date,
        people::{History, Roster},
        sample,
    };

    fn places(roster: &Roster) -> (u64, u64) {
        let mentors = roster.mentors().iter().map(|mentor| mentor.partners);
        let mentees = roster.mentees().iter().map(|mentee| mentee.partners);
        (mentors.map(|p| u64::from(p.max())).sum(), mentees.map(|p| u64::from(p.max())).sum())
    }

    #[test]
    fn a_seed_names_one_nation() {
        assert_eq!(sample::nation(30, 40, 7), sample::nation(30, 40, 7));
        assert_ne!(sample::nation(30, 40, 7), sample::nation(30, 40, 8));
        assert_eq!(sample::nation(0, 0, 7), Roster::default());
    }

    #[test]
    fn hardly_two_profiles_are_alike() {
        let roster = sample::nation(1500, 1500, 1);
        let mut seen = BTreeSet::new();
        for mentor in roster.mentors() {
            let profile =
                serde_json::to_string(&mentor.profile).unwrap().replace(mentor.profile.person.as_str(), "");
            seen.insert(profile + &serde_json::to_string(&mentor.offers).unwrap());
        }
        for mentee in roster.mentees() {
            let profile =
                serde_json::to_string(&mentee.profile).unwrap().replace(mentee.profile.person.as_str(), "");
            seen.insert(profile + &serde_json::to_string(&mentee.wants).unwrap());
        }
        assert!(seen.len() * 100 >= 3000 * 95, "{} of 3000", seen.len());
    }

    #[test]
    fn more_than_half_of_all_pairs_are_eligible_and_no_region_is_shut_out() {
        let (roster, criteria) = (sample::nation(600, 400, 2), sample::criteria());
        let compiled = criteria.compile(&roster, date(2026, 1, 15), &History::default()).unwrap();
        let (mut eligible, mut elsewhere) = (0, 0);
        for (row, mentee) in roster.mentees().iter().enumerate() {
            for (score, mentor) in compiled.scores(row).into_iter().zip(roster.mentors()) {
                eligible += usize::from(score.is_some());
                elsewhere += usize::from(score.is_some() && mentor.profile.place != mentee.profile.place);
            }
        }
        assert!(eligible * 2 > 600 * 400, "{eligible}");
        assert!(elsewhere * 100 > eligible * 90, "{elsewhere} of {eligible}");
    }

    #[test]
    fn there_are_some_more_places_than_are_sought_as_far_as_one_to_five_make_them() {
        for (mentors, mentees) in [(4000, 4000), (2000, 4000), (1500, 4000)] {
            let (offered, sought) = places(&sample::nation(mentors, mentees, 3));
            assert!((1080..=1220).contains(&(offered * 1000 / sought)), "{offered} for {sought}");
        }
        let (offered, sought) = places(&sample::nation(1000, 4000, 3));
        assert!(offered < sought, "{offered} for {sought}");
        assert_eq!(places(&sample::nation(500, 100, 3)).0, 500);
        let roster = sample::nation(2000, 4000, 3);
        let taken: BTreeSet<_> =
            roster.mentors().iter().map(|m| (m.partners.min(), m.partners.max())).collect();
        assert_eq!(taken, (1..=5).map(|most| (0, most)).collect());
        let taken: BTreeSet<_> =
            roster.mentees().iter().map(|m| (m.partners.min(), m.partners.max())).collect();
        assert_eq!(taken, [(0, 1), (0, 2)].into());
    }
}
