//! A whole country: as many people as a roster takes, with competition for mentors and no region that shuts others out.

use super::community::{Chance, roster};
use crate::people::{Partners, Roster};

/// Invented regions; where somebody lives earns points and rules nobody out.
const REGIONS: [&str; 36] = [
    "Aldermere",
    "Bankfields",
    "Birkenau",
    "Blue Marsh",
    "Brightwater",
    "Cranholt",
    "Dunekerke",
    "Eastmoor",
    "Elmenrade",
    "Fenland",
    "Gorsebeek",
    "Greenhoek",
    "Hazelaar",
    "Heronsveld",
    "High Dike",
    "Ijsselmark",
    "Kingsbroek",
    "Lakeland",
    "Lindehaven",
    "Long Polder",
    "Maplewijk",
    "Millstroom",
    "Northsand",
    "Oakdaal",
    "Old Heath",
    "Overwater",
    "Peatmoor",
    "Reedkerk",
    "Rivierenland",
    "Silverduin",
    "Southsand",
    "Stonebergen",
    "Terpenland",
    "Two Rivers",
    "Westmark",
    "Willowgaarde",
];

/// Of ten places that are sought there are eleven and a half, when one to five places a mentor can make that many.
const PLACES_PER_THOUSAND_SOUGHT: usize = 1150;

/// So many mentors and mentees of a country of 36 regions, one answer in ten left blank.
///
/// Profiles are drawn as in [`community`](fn@super::community), with a region in place of the neighbourhood. By the
/// [`criteria`](super::criteria) more than half of all pairs are eligible, wherever people live; hardly two profiles are
/// alike. One mentee in ten seeks two mentors, the others one. Mentors take one mentee, or two to five, as many of them as
/// it takes for 15 % more places than are sought (no fewer than one place a mentor, no more than 3.5 on average). Nobody
/// has a minimum.
///
/// ```
/// use mentorship::{jiff::civil::date, people::History, sample::{criteria, nation}};
///
/// let (roster, criteria) = (nation(200, 300, 7), criteria());
/// let compiled = criteria.compile(&roster, date(2026, 1, 15), &History::default())?;
/// let eligible = (0..300).flat_map(|mentee| compiled.scores(mentee)).flatten().count();
/// assert!(eligible * 2 > 200 * 300);
/// # Ok::<(), mentorship::criteria::InvalidCriteria>(())
/// ```
///
/// # Panics
///
/// Beyond [`MAX_PEOPLE`](crate::people::MAX_PEOPLE) on a side.
pub fn nation(mentors: usize, mentees: usize, seed: u64) -> Roster {
    let mut chance = Chance::new(seed, &REGIONS);
    let mut sought = 0;
    let mentees: Vec<_> = (0..mentees)
        .map(|at| {
            let mut mentee = chance.mentee(at);
            let partners = if chance.below(10) == 0 { 2 } else { 1 };
            mentee.partners = Partners::up_to(partners);
            sought += usize::from(partners);
            mentee
        })
        .collect();
    // With a share s of mentors who take two to five, mentors have 1 + 2.5 s places on average.
    let thousandths = sought * PLACES_PER_THOUSAND_SOUGHT / mentors.max(1);
    let several = thousandths.saturating_sub(1000) * 2 / 5;
    let mentors = (0..mentors)
        .map(|at| {
            let mut mentor = chance.mentor(at);
            let places = if chance.below(1000) < several { 2 + chance.below(4) } else { 1 };
            mentor.partners = Partners::up_to(u16::try_from(places).expect("1 to 5"));
            mentor
        })
        .collect();
    roster(mentors, mentees)
}
