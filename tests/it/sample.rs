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
