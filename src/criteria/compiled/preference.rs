//! Preferences, ready to score any pair.

use std::collections::BTreeMap;

use super::{
    columns::{Levels, SetPairs, Sparse, Values, Weeks, numbered},
    field::{Kind, Reader},
    requirement::{codes, numbers, ordered},
};
use crate::{
    criteria::{Criteria, CriteriaRule, Preference, Side},
    id::PersonId,
    people::{Cefr, Label, Level, Metres, Place, Profile, Roster, Want},
};

/// What a pair earns by a preference, in thousandths of a point: by what is known, and at most if all were known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Earned {
    pub(super) known: i32,
    pub(super) possible: i32,
}

/// A preference over columns.
#[derive(Debug)]
pub(super) struct Column {
    /// The most points; in thousandths they fit 32 bits (see [`MAX_POINTS`](crate::criteria::MAX_POINTS)).
    points: u32,
    measure: Measure,
}

/// What a share of the points is earned by.
#[derive(Debug)]
pub(super) enum Measure {
    Skills(Skills),
    Shared {
        sets: SetPairs,
        enough: u32,
    },
    Language(Languages),
    Overlap {
        weeks: Weeks,
        enough: u16,
    },
    Near {
        mentors: Vec<Option<Place>>,
        mentees: Vec<Option<Place>>,
        full: Metres,
        none: Metres,
    },
    Equal {
        answers: Values<u32>,
        wanted: bool,
    },
    Steps {
        places: Values<i64>,
        points: BTreeMap<i64, u32>,
    },
    Close {
        numbers: Values<i64>,
        none: u64,
    },
    /// The rank of a wish, from 1.
    Wished(Sparse<u16>),
    /// The share that each mentee's days earn.
    Waiting(Vec<Option<u16>>),
    /// Scores in thousandths.
    Scores(Sparse<u16>),
}

/// A share of the points, in thousandths: by what is known, and at most.
type Share = (u32, u32);

/// Nothing known, everything possible.
const UNKNOWN: Share = (0, 1000);

/// The same share, known for certain.
fn known(share: u32) -> Share {
    (share, share)
}

/// All of it up to `full`, none of it from `none`, in proportion between; `full` lies below `none`.
pub(super) fn falling(value: u64, full: u64, none: u64) -> u32 {
    let left = none.saturating_sub(value.max(full));
    u32::try_from(left * 1000 / (none - full)).expect("a part of the whole is at most 1000 thousandths")
}

/// In proportion up to `enough`, which is above zero.
fn rising(value: u32, enough: u32) -> u32 {
    value.min(enough) * 1000 / enough
}

impl Column {
    pub(super) fn new(
        preference: &Preference,
        criteria: &Criteria,
        roster: &Roster,
        reader: Reader<'_>,
    ) -> Result<Self, CriteriaRule> {
        let mentors = || roster.mentors().iter().map(|mentor| &mentor.profile);
        let mentees = || roster.mentees().iter().map(|mentee| &mentee.profile);
        let measure = match preference {
            Preference::Skills { .. } => Measure::Skills(Skills::new(roster)),
            Preference::Shared { field, enough, .. } => {
                reader.kinds(field, "labels", |kind| kind != Kind::Number)?;
                let mentors: Vec<_> =
                    mentors().map(|profile| reader.labels(profile, &field.mentor)).collect();
                let mentees: Vec<_> =
                    mentees().map(|profile| reader.labels(profile, &field.mentee)).collect();
                Measure::Shared { sets: SetPairs::of_labels(&mentors, &mentees), enough: u32::from(*enough) }
            }
            Preference::Language { full_at, .. } => Measure::Language(Languages::new(roster, *full_at)),
            Preference::Overlap { enough_minutes, .. } => {
                let mentors: Vec<_> = mentors().map(|profile| profile.availability.as_ref()).collect();
                let mentees: Vec<_> = mentees().map(|profile| profile.availability.as_ref()).collect();
                Measure::Overlap { weeks: Weeks::new(&mentors, &mentees), enough: *enough_minutes }
            }
            Preference::Near { full_within, none_beyond, .. } => Measure::Near {
                mentors: mentors().map(|profile| profile.place.clone()).collect(),
                mentees: mentees().map(|profile| profile.place.clone()).collect(),
                full: *full_within,
                none: *none_beyond,
            },
            Preference::Same { field, .. } | Preference::Different { field, .. } => {
                let wanted = matches!(preference, Preference::Same { .. });
                Measure::Equal { answers: codes(field, roster, reader)?, wanted }
            }
            Preference::Steps { field, points, .. } => {
                let scale = reader.scale(field, "steps of a scale")?;
                Measure::Steps {
                    places: numbers(field, Some(scale), roster, reader),
                    points: points
                        .iter()
                        .map(|(steps, points)| (i64::from(steps.0) * 1000, *points))
                        .collect(),
                }
            }
            Preference::Close { field, none_beyond, .. } => Measure::Close {
                numbers: numbers(field, ordered(field, reader)?, roster, reader),
                none: none_beyond.thousandths().unsigned_abs(),
            },
            Preference::Wished { by, .. } => Measure::Wished(wishes(roster, *by)),
            Preference::Waiting { full_after_days, .. } => {
                let share = |profile: &Profile| {
                    let days = days_waited(profile, reader)?;
                    let share = rising(days.min(u32::from(*full_after_days)), u32::from(*full_after_days));
                    Some(u16::try_from(share).expect("at most 1000 thousandths"))
                };
                Measure::Waiting(mentees().map(share).collect())
            }
            Preference::Scores { table, .. } => Measure::Scores(scores(table, criteria, roster)?),
        };
        Ok(Self { points: preference.most_points(), measure })
    }

    pub(super) fn points(&self) -> u32 {
        self.points
    }

    pub(super) fn measure(&self) -> &Measure {
        &self.measure
    }

    /// What a pair earns.
    pub(super) fn earned(&self, mentor: usize, mentee: usize) -> Earned {
        let thousandths = |thousandths: u32| i32::try_from(thousandths).expect("at most a million points");
        if let Measure::Steps { places, points } = &self.measure {
            let most = thousandths(self.points * 1000);
            return match places.pair(mentor, mentee) {
                None => Earned { known: 0, possible: most },
                Some((ours, theirs)) => {
                    let earned = thousandths(points.get(&(ours - theirs)).copied().unwrap_or(0) * 1000);
                    Earned { known: earned, possible: earned }
                }
            };
        }
        let (share, possible) = self.share(mentor, mentee);
        Earned { known: thousandths(self.points * share), possible: thousandths(self.points * possible) }
    }

    fn share(&self, mentor: usize, mentee: usize) -> Share {
        match &self.measure {
            Measure::Skills(skills) => skills.share(mentor, mentee),
            Measure::Shared { sets, enough } => {
                if sets.known(mentor, mentee) {
                    known(rising(sets.shared(mentor, mentee), *enough))
                } else {
                    UNKNOWN
                }
            }
            Measure::Language(languages) => languages.share(mentor, mentee),
            Measure::Overlap { weeks, enough } => weeks
                .minutes(mentor, mentee)
                .map_or(UNKNOWN, |minutes| known(rising(u32::from(minutes), u32::from(*enough)))),
            Measure::Near { mentors, mentees, full, none } => {
                let distance =
                    mentors[mentor].as_ref().zip(mentees[mentee].as_ref()).and_then(|(a, b)| a.distance(b));
                distance
                    .map_or(UNKNOWN, |d| known(falling(u64::from(d.0), u64::from(full.0), u64::from(none.0))))
            }
            Measure::Equal { answers, wanted } => match answers.pair(mentor, mentee) {
                None => UNKNOWN,
                Some((ours, theirs)) => known(if (ours == theirs) == *wanted { 1000 } else { 0 }),
            },
            Measure::Close { numbers, none } => numbers
                .pair(mentor, mentee)
                .map_or(UNKNOWN, |(ours, theirs)| known(falling(ours.abs_diff(theirs), 0, *none))),
            Measure::Wished(ranks) => {
                known(ranks.get(mentor, mentee).map_or(0, |rank| 1000 / u32::from(rank)))
            }
            Measure::Waiting(shares) => shares[mentee].map_or(UNKNOWN, |share| known(u32::from(share))),
            Measure::Scores(scores) => {
                scores.get(mentor, mentee).map_or(UNKNOWN, |share| known(u32::from(share)))
            }
            Measure::Steps { .. } => unreachable!("steps earn points of their own, not a share"),
        }
    }
}

/// Skills wanted by each mentee against skills offered by each mentor.
#[derive(Debug)]
pub(super) struct Skills {
    /// Levels offered, for the skills that somebody wants.
    pub(super) offered: Levels,
    /// Whether a mentor said what they offer.
    said: Vec<bool>,
    /// Skill, importance and wanted level of each mentee.
    pub(super) wanted: Vec<Option<Vec<(usize, u32, u32)>>>,
}

/// The least common multiple of levels 1 to 5: a level's share of a wanted level in sixtieths is a whole number.
pub(super) const SIXTIETHS: u32 = 60;

impl Skills {
    fn new(roster: &Roster) -> Self {
        let wanted = roster.mentees().iter().filter_map(|m| m.wants.as_ref()).flat_map(BTreeMap::keys);
        let skills = numbered(wanted);
        let mut offered = Levels::new(roster.mentors().len(), skills.len());
        for (at, offers) in
            roster.mentors().iter().enumerate().filter_map(|(at, m)| Some((at, m.offers.as_ref()?)))
        {
            for (skill, level) in offers {
                if let Some(&skill) = skills.get(skill) {
                    offered.set(at, skill, level.map(Level::get));
                }
            }
        }
        let wanted = roster.mentees().iter().map(|mentee| {
            let want = |(skill, want): (&Label, &Want)| {
                let level = want.level.map_or(1, Level::get);
                (skills[skill], u32::from(want.importance.get()), u32::from(level))
            };
            mentee.wants.as_ref().map(|wants| wants.iter().map(want).collect())
        });
        Self {
            offered,
            said: roster.mentors().iter().map(|m| m.offers.is_some()).collect(),
            wanted: wanted.collect(),
        }
    }

    fn share(&self, mentor: usize, mentee: usize) -> Share {
        let Some(wanted) = &self.wanted[mentee] else { return UNKNOWN };
        if wanted.is_empty() {
            return known(0);
        }
        if !self.said[mentor] {
            return UNKNOWN;
        }
        let (mut whole, mut earned, mut possible) = (0, 0, 0);
        for &(skill, importance, level) in wanted {
            whole += importance * SIXTIETHS;
            match self.offered.get(mentor, skill) {
                0 => {}
                // Offered at a level not said: what a beginner would earn, perhaps all.
                Levels::UNKNOWN => {
                    earned += importance * SIXTIETHS / level;
                    possible += importance * SIXTIETHS;
                }
                offered => {
                    let reached = importance * SIXTIETHS * u32::from(offered).min(level) / level;
                    earned += reached;
                    possible += reached;
                }
            }
        }
        let share =
            |part: u32| u32::try_from(u64::from(part) * 1000 / u64::from(whole)).expect("at most 1000");
        (share(earned), share(possible))
    }
}

/// Languages of each mentor and mentee.
#[derive(Debug)]
pub(super) struct Languages {
    pub(super) mentors: Levels,
    /// Whether a mentor said which languages they speak.
    said: Vec<bool>,
    /// Language and level of each mentee, [`Levels::UNKNOWN`] where the level is blank.
    pub(super) mentees: Vec<Option<Vec<(usize, u8)>>>,
    /// The level that earns everything, 1 to 6.
    pub(super) full: u8,
}

/// CEFR levels as numbers from 1.
fn cefr(level: Cefr) -> u8 {
    level as u8 + 1
}

impl Languages {
    fn new(roster: &Roster, full_at: Cefr) -> Self {
        let spoken =
            roster.mentees().iter().filter_map(|m| m.profile.languages.as_ref()).flat_map(BTreeMap::keys);
        let languages = numbered(spoken);
        let mut mentors = Levels::new(roster.mentors().len(), languages.len());
        for (at, mentor) in roster.mentors().iter().enumerate() {
            for (language, level) in mentor.profile.languages.iter().flatten() {
                if let Some(&language) = languages.get(language) {
                    mentors.set(at, language, level.map(cefr));
                }
            }
        }
        let mentees = roster.mentees().iter().map(|mentee| {
            let of = |(language, level): (&Label, &Option<Cefr>)| {
                (languages[language], level.map_or(Levels::UNKNOWN, cefr))
            };
            mentee.profile.languages.as_ref().map(|spoken| spoken.iter().map(of).collect())
        });
        let said = roster.mentors().iter().map(|m| m.profile.languages.is_some()).collect();
        Self { mentors, said, mentees: mentees.collect(), full: cefr(full_at) }
    }

    fn share(&self, mentor: usize, mentee: usize) -> Share {
        let (Some(spoken), true) = (&self.mentees[mentee], self.said[mentor]) else { return UNKNOWN };
        let (mut best, mut perhaps) = (0, 0);
        for &(language, theirs) in spoken {
            let ours = self.mentors.get(mentor, language);
            if ours == 0 {
                continue;
            }
            if ours == Levels::UNKNOWN || theirs == Levels::UNKNOWN {
                // At least a beginner, at most what the known one of the two allows.
                best = best.max(1);
                perhaps = perhaps.max(ours.min(theirs).min(cefr(Cefr::C2)));
            } else {
                best = best.max(ours.min(theirs));
            }
        }
        let share = |level: u8| rising(u32::from(level), u32::from(self.full));
        (share(best), share(best.max(perhaps)))
    }
}

/// The last rank of a wish that earns anything: a thousandth of the points.
pub(super) const LAST_RANK: u16 = 1000;

/// The rank at which one side wishes for the other, from 1 to [`LAST_RANK`].
fn wishes(roster: &Roster, by: Side) -> Sparse<u16> {
    let mentors: BTreeMap<&PersonId, usize> =
        roster.mentors().iter().map(|m| &m.profile.person).zip(0..).collect();
    let mentees: BTreeMap<&PersonId, usize> =
        roster.mentees().iter().map(|m| &m.profile.person).zip(0..).collect();
    let mut ranks = BTreeMap::new();
    let ranked = |profile: &Profile| profile.wishes.clone().into_iter().zip(1..=LAST_RANK);
    match by {
        Side::Mentee => {
            for (mentee, wisher) in roster.mentees().iter().enumerate() {
                for (person, rank) in ranked(&wisher.profile) {
                    if let Some(&mentor) = mentors.get(&person) {
                        ranks.insert((mentee, mentor), rank);
                    }
                }
            }
        }
        Side::Mentor => {
            for (mentor, wisher) in roster.mentors().iter().enumerate() {
                for (person, rank) in ranked(&wisher.profile) {
                    if let Some(&mentee) = mentees.get(&person) {
                        ranks.insert((mentee, mentor), rank);
                    }
                }
            }
        }
    }
    Sparse::new(roster.mentees().len(), ranks)
}

/// Days since the mentee began to wait; 0 when that lies ahead.
pub(super) fn days_waited(profile: &Profile, reader: Reader<'_>) -> Option<u32> {
    let days = (reader.on() - profile.waiting_since?).get_days();
    Some(u32::try_from(days).unwrap_or(0))
}

fn scores(name: &Label, criteria: &Criteria, roster: &Roster) -> Result<Sparse<u16>, CriteriaRule> {
    let table = criteria.table(name).ok_or_else(|| CriteriaRule::NoTable(name.clone()))?;
    let mut scores = BTreeMap::new();
    for (mentor, mentee, thousandths) in table.iter() {
        let (Some(row), Some(column)) = (roster.mentee_index(mentee), roster.mentor_index(mentor)) else {
            let (table, mentor, mentee) = (name.clone(), mentor.clone(), mentee.clone());
            return Err(CriteriaRule::UnknownPair { table, mentor, mentee });
        };
        scores.insert((row, column), thousandths);
    }
    Ok(Sparse::new(roster.mentees().len(), scores))
}

/// The way between two people, where it is known.
pub(super) fn distance(mentor: &Profile, mentee: &Profile) -> Option<Metres> {
    mentor.place.as_ref()?.distance(mentee.place.as_ref()?)
}
