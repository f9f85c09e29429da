//! Each requirement and preference as terms, where one fits.

use super::{
    lanes::{Earning, Entry, Term, Whole},
    pack::{Asks, Earner, Entries, Packer, Summary, earning},
};
use crate::{
    criteria::compiled::{
        columns::{Levels, SetPairs, Values, Weeks},
        preference::{self, Languages, Measure, Skills, falling},
        requirement::{self, Reach, Told},
    },
    people::Place,
};

/// A criterion that is judged pair by pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotPacked;

type Packed = Result<(), NotPacked>;

impl Packer {
    /// Adds a requirement, which an unknown answer passes or not.
    pub(super) fn requirement(&mut self, column: &requirement::Column, allow: bool) -> Packed {
        match column {
            requirement::Column::SharedLanguage { spoken, perhaps } => {
                self.any_shared(if allow { perhaps } else { spoken }, allow, |_| false)
            }
            requirement::Column::Shared(sets) => self.any_shared(sets, allow, |_| false),
            requirement::Column::SkillCovered { skills, asks_nothing } => {
                self.any_shared(skills, allow, |mentee| asks_nothing[mentee])
            }
            requirement::Column::NoneShared(sets) => self.none_shared(sets, allow),
            requirement::Column::Overlap { weeks, minutes } => self.overlap(weeks, *minutes, allow),
            requirement::Column::Equal { answers, wanted: true } => self.same(answers, allow),
            requirement::Column::Equal { answers, wanted: false } => self.different(answers, allow),
            requirement::Column::Within { numbers, from, to } => self.within(numbers, *from, *to, allow),
            requirement::Column::Reachable { mentors, mentees, .. } => {
                self.reachable(mentors, mentees, allow)
            }
            requirement::Column::Confirmed(values) => {
                let told = |known: &Option<bool>| known.unwrap_or(allow);
                for (alive, confirmed) in self.columns[0].bytes.iter_mut().zip(&values.mentors) {
                    *alive &= u8::from(told(confirmed));
                }
                for (impossible, confirmed) in self.impossible.iter_mut().zip(&values.mentees) {
                    *impossible |= !told(confirmed);
                }
                Ok(())
            }
            // Listed pair by pair elsewhere.
            requirement::Column::NoTies(_) => Ok(()),
        }
    }

    fn any_shared(&mut self, sets: &SetPairs, allow: bool, asks_nothing: impl Fn(usize) -> bool) -> Packed {
        let columns = self.sets(sets.mentors(), Summary::Highest).ok_or(NotPacked)?;
        let blank = allow.then(|| self.flags(Summary::Highest, |mentor| !sets.mentors().known(mentor)));
        let asks = (0..self.base.len()).map(|mentee| {
            if asks_nothing(mentee) || (allow && !sets.mentees().known(mentee)) {
                return Asks::Nothing;
            }
            let entries = sets.mentees().of(mentee).filter_map(|element| columns[element]).chain(blank);
            one_of(entries.map(Entry::of).collect())
        });
        let asks: Vec<_> = asks.collect();
        self.require(Term::Any, asks);
        Ok(())
    }

    fn none_shared(&mut self, sets: &SetPairs, allow: bool) -> Packed {
        let columns = self.sets(sets.mentors(), Summary::Lowest).ok_or(NotPacked)?;
        let blank = (!allow).then(|| self.flags(Summary::Lowest, |mentor| !sets.mentors().known(mentor)));
        let asks = (0..self.base.len()).map(|mentee| {
            if !sets.mentees().known(mentee) {
                return if allow { Asks::Nothing } else { Asks::TheImpossible };
            }
            let entries = sets.mentees().of(mentee).filter_map(|element| columns[element]).chain(blank);
            Asks::Entries(entries.map(Entry::of).collect())
        });
        let asks: Vec<_> = asks.collect();
        self.require(Term::Unless, asks);
        Ok(())
    }

    fn overlap(&mut self, weeks: &Weeks, minutes: u16, allow: bool) -> Packed {
        let least = u8::try_from(minutes.div_ceil(weeks.slot())).map_err(|_| NotPacked)?;
        // Blank mentors have no slots: where they pass, a pair of columns gives them enough of them.
        let week = self.weeks(weeks).ok_or(NotPacked)?;
        let enough = if allow {
            let blank =
                self.columns[usize::from(week.blank())].bytes.iter().map(|blank| blank * least).collect();
            let nothing = self.flags(Summary::Highest, |_| false);
            Some((nothing, self.column(Summary::Highest, blank)))
        } else {
            None
        };
        let asks = (0..self.base.len()).map(|mentee| match week.entries(mentee) {
            None if allow => Asks::Nothing,
            None => Asks::TheImpossible,
            Some(mut entries) => {
                let blank = enough.map(|(from, to)| Entry { columns: [from, to, to], weight: 0 });
                entries.extend(blank);
                one_of(entries)
            }
        });
        let asks: Vec<_> = asks.collect();
        self.require(Term::Slots { least }, asks);
        Ok(())
    }

    fn same(&mut self, answers: &Values<u32>, allow: bool) -> Packed {
        let columns = self.codes(&answers.mentors, &answers.mentees, Summary::Highest).ok_or(NotPacked)?;
        let blank = allow.then(|| self.flags(Summary::Highest, |mentor| answers.mentors[mentor].is_none()));
        let asks = answers.mentees.iter().map(|code| {
            if allow && code.is_none() {
                return Asks::Nothing;
            }
            let same = code.and_then(|code| columns.get(&code)).map(|&columns| both(columns));
            one_of(same.into_iter().chain(blank.map(Entry::of)).collect())
        });
        self.require(Term::Any, asks);
        Ok(())
    }

    fn different(&mut self, answers: &Values<u32>, allow: bool) -> Packed {
        let columns = self.codes(&answers.mentors, &answers.mentees, Summary::Lowest).ok_or(NotPacked)?;
        let blank = (!allow).then(|| self.flags(Summary::Lowest, |mentor| answers.mentors[mentor].is_none()));
        let asks = answers.mentees.iter().map(|code| {
            let Some(code) = code else {
                return if allow { Asks::Nothing } else { Asks::TheImpossible };
            };
            let same = columns.get(code).map(|&columns| both(columns));
            Asks::Entries(same.into_iter().chain(blank.map(Entry::of)).collect())
        });
        self.require(Term::Unless, asks);
        Ok(())
    }

    /// By the place of each mentor's number among theirs, from 1; blanks as wide as all, or as nothing.
    fn within(&mut self, numbers: &Values<i64>, from: i64, to: i64, allow: bool) -> Packed {
        let mut known: Vec<i64> = numbers.mentors.iter().flatten().copied().collect();
        known.sort_unstable();
        known.dedup();
        if known.len() > 254 || !self.fits(2) {
            return Err(NotPacked);
        }
        let byte = |place: usize| u8::try_from(place).expect("at most 255");
        let place = |number: i64| byte(known.partition_point(|known| *known < number) + 1);
        let (low, high) = if allow { (0, 255) } else { (255, 0) };
        let lows = numbers.mentors.iter().map(|number| number.map_or(low, place)).collect();
        // The lowest is told from the top, so that a block's highest is its lowest mentor's.
        let tops = numbers.mentors.iter().map(|number| number.map_or(high, place)).collect();
        let lows = self.column(Summary::Lowest, lows);
        let tops = self.column(Summary::Highest, tops);
        let asks = numbers.mentees.iter().map(|number| {
            let Some(number) = number else {
                return if allow { Asks::Nothing } else { Asks::TheImpossible };
            };
            let first = place(number.saturating_add(from));
            let last = byte(known.partition_point(|known| *known <= number.saturating_add(to)));
            Asks::Entries(vec![Entry {
                columns: [lows, tops, tops],
                weight: u16::from_le_bytes([first, last]),
            }])
        });
        self.require(Term::Within, asks);
        Ok(())
    }

    /// Without coordinates on one side, a way between two people is known only within one neighbourhood, where it is
    /// none.
    fn reachable(&mut self, mentors: &[Reach], mentees: &[Reach], allow: bool) -> Packed {
        if !pointless(mentors, mentees) {
            return Err(NotPacked);
        }
        let passes = |told: Told| told == Told::Holds || (allow && told == Told::Unknown);
        let places = neighbourhoods(
            mentors.iter().map(|r| r.neighbourhood.as_ref()),
            mentees.iter().map(|r| r.neighbourhood.as_ref()),
        );
        // Where an unknown way passes, every way does.
        let same = if allow {
            None
        } else {
            Some(self.codes(&places.mentors, &places.mentees, Summary::Highest).ok_or(NotPacked)?)
        };
        let online = self.flags(Summary::Highest, |mentor| passes(mentors[mentor].online));
        let in_person = self.flags(Summary::Highest, |mentor| passes(mentors[mentor].in_person));
        let asks = mentees.iter().zip(&places.mentees).map(|(mentee, place)| {
            let mut entries = Vec::new();
            if passes(mentee.online) {
                entries.push(Entry::of(online));
            }
            if passes(mentee.in_person) {
                match &same {
                    None => entries.push(Entry::of(in_person)),
                    Some(same) => {
                        let same = place.and_then(|place| same.get(&place));
                        entries.extend(same.map(|&[a, b]| Entry { columns: [a, b, in_person], weight: 0 }));
                    }
                }
            }
            one_of(entries)
        });
        self.require(Term::Any, asks);
        Ok(())
    }

    /// Adds a preference.
    pub(super) fn preference(&mut self, column: &preference::Column) -> Packed {
        let points = column.points();
        if points == 0 {
            return Ok(());
        }
        match column.measure() {
            Measure::Skills(skills) => self.skills(skills, points),
            Measure::Shared { sets, enough } => self.shared(sets, *enough, points),
            Measure::Language(languages) => self.language(languages, points),
            Measure::Overlap { weeks, enough } => {
                let (earning, unit) =
                    earning(points, weeks.slot().into(), (*enough).into()).ok_or(NotPacked)?;
                let week = self.weeks(weeks).ok_or(NotPacked)?;
                let entries =
                    Entries::new((0..self.base.len()).map(|mentee| week.entries(mentee).unwrap_or_default()));
                self.earns(Term::Time(earning), unit, points * 1000, entries);
                Ok(())
            }
            Measure::Near { mentors, mentees, .. } => self.near(mentors, mentees, points),
            Measure::Equal { answers, wanted: true } => self.equal(answers, points),
            Measure::Equal { answers, wanted: false } => self.unlike(answers, points),
            Measure::Steps { places, points: by_steps } => {
                let unit = by_steps.values().fold(0, |a, b| super::greatest_common_divisor(a, *b));
                self.pick(places, unit * 1000, points * 1000, |ahead| {
                    by_steps.get(&ahead).map_or(0, |points| points / unit.max(1))
                })
            }
            Measure::Close { numbers, none } => {
                self.pick(numbers, points, points * 1000, |ahead| falling(ahead.unsigned_abs(), 0, *none))
            }
            Measure::Waiting(shares) => {
                let points = i32::try_from(points).expect("at most a million points");
                for (base, share) in self.base.iter_mut().zip(shares) {
                    *base += points * i32::from(share.unwrap_or(0));
                }
                Ok(())
            }
            // Listed pair by pair elsewhere.
            Measure::Wished(_) | Measure::Scores(_) => Ok(()),
        }
    }

    fn earns(&mut self, term: Term, unit: u32, most: u32, entries: Entries) {
        self.earners.push(Earner { term, unit, most, entries });
    }

    fn skills(&mut self, skills: &Skills, points: u32) -> Packed {
        let columns = self.levels(&skills.offered).ok_or(NotPacked)?;
        let mut entries = Vec::with_capacity(skills.wanted.len());
        for (mentee, wanted) in skills.wanted.iter().enumerate() {
            // What one level of a wanted skill weighs, in sixtieths of an importance.
            let weights = || {
                let wanted = wanted.iter().flatten();
                wanted.map(|&(skill, importance, level)| {
                    (skill, importance * preference::SIXTIETHS / level, level)
                })
            };
            let divisor = weights().fold(0, |a, (_, weight, _)| super::greatest_common_divisor(a, weight));
            let whole = weights().map(|(_, weight, level)| weight / divisor * level).sum();
            let mut row = Vec::new();
            if let Some(whole) = Whole::new(whole) {
                row.push(whole.entry());
                row.extend(weights().map(|(skill, weight, level)| Entry {
                    columns: [columns[skill], 0, u16::try_from(level).expect("a level is at most 5")],
                    weight: u16::try_from(weight / divisor).expect("a part of a whole of 16 bits"),
                }));
            } else if whole > 0 {
                self.plain[mentee] = true;
            }
            entries.push(row);
        }
        self.earns(Term::Levels { value: 1 }, points, points * 1000, Entries::new(entries));
        Ok(())
    }

    fn shared(&mut self, sets: &SetPairs, enough: u32, points: u32) -> Packed {
        let (earning, unit) = earning(points, 1, enough).ok_or(NotPacked)?;
        let columns = self.sets(sets.mentors(), Summary::Highest).ok_or(NotPacked)?;
        let row = |mentee| {
            let shared = sets.mentees().of(mentee).filter_map(|element| columns[element]);
            shared.map(Entry::of).collect()
        };
        let entries = Entries::new((0..self.base.len()).map(row));
        self.earns(Term::Count(earning), unit, points * 1000, entries);
        Ok(())
    }

    fn language(&mut self, languages: &Languages, points: u32) -> Packed {
        let (earning, unit) = earning(points, 1, languages.full.into()).ok_or(NotPacked)?;
        let columns = self.levels(&languages.mentors).ok_or(NotPacked)?;
        let row = |spoken: &Option<Vec<(usize, u8)>>| {
            let entry = |&(language, theirs): &(usize, u8)| {
                // A level not said is at least a beginner's.
                let theirs = if theirs == Levels::UNKNOWN { 1 } else { theirs };
                Entry { weight: theirs.into(), ..Entry::of(columns[language]) }
            };
            spoken.iter().flatten().map(entry).collect()
        };
        let entries = Entries::new(languages.mentees.iter().map(row));
        self.earns(Term::Best(earning), unit, points * 1000, entries);
        Ok(())
    }

    /// Without coordinates on one side, only neighbours are known to be near, and they are wholly so.
    fn near<'a>(
        &mut self,
        mentors: &'a [Option<Place>],
        mentees: &'a [Option<Place>],
        points: u32,
    ) -> Packed {
        let pointed = |side: &[Option<Place>]| side.iter().flatten().any(|place| place.coordinates.is_some());
        if pointed(mentors) && pointed(mentees) {
            return Err(NotPacked);
        }
        let name = |place: &'a Option<Place>| place.as_ref()?.neighbourhood.as_ref();
        let places = neighbourhoods(mentors.iter().map(name), mentees.iter().map(name));
        self.equal(&places, points)
    }

    fn equal(&mut self, answers: &Values<u32>, points: u32) -> Packed {
        let columns = self.codes(&answers.mentors, &answers.mentees, Summary::Highest).ok_or(NotPacked)?;
        let row = |code: &Option<u32>| {
            code.and_then(|code| columns.get(&code)).map(|&columns| both(columns)).into_iter().collect()
        };
        let entries = Entries::new(answers.mentees.iter().map(row));
        self.earns(Term::Count(Earning::Each { most: 1, value: 1 }), points * 1000, points * 1000, entries);
        Ok(())
    }

    fn unlike(&mut self, answers: &Values<u32>, points: u32) -> Packed {
        let columns = self.codes(&answers.mentors, &answers.mentees, Summary::Lowest).ok_or(NotPacked)?;
        let there = self.flags(Summary::Highest, |mentor| answers.mentors[mentor].is_some());
        let nobody = self.flags(Summary::Lowest, |_| false);
        let row = |code: &Option<u32>| {
            let entry = code.map(|code| {
                let [a, b] = columns.get(&code).copied().unwrap_or([nobody; 2]);
                Entry { columns: [a, b, there], weight: 0 }
            });
            entry.into_iter().collect()
        };
        let entries = Entries::new(answers.mentees.iter().map(row));
        self.earns(Term::Unlike { value: 1 }, points * 1000, points * 1000, entries);
        Ok(())
    }

    /// By how far the mentor's number is ahead, when the mentors have few different ones.
    fn pick(&mut self, numbers: &Values<i64>, unit: u32, most: u32, value: impl Fn(i64) -> u32) -> Packed {
        if unit == 0 {
            return Ok(());
        }
        if most / unit > u16::MAX.into() {
            return Err(NotPacked);
        }
        let mut known: Vec<i64> = numbers.mentors.iter().flatten().copied().collect();
        known.sort_unstable();
        known.dedup();
        if known.len() > 128 || !self.fits(known.len()) {
            return Err(NotPacked);
        }
        let columns: Vec<_> = known
            .iter()
            .map(|number| self.flags(Summary::Highest, |mentor| numbers.mentors[mentor] == Some(*number)))
            .collect();
        let row = |number: &Option<i64>| {
            let mut row = Vec::new();
            for (ours, column) in number.iter().flat_map(|_| known.iter().zip(&columns)) {
                let weight = number.map_or(0, |theirs| value(ours - theirs));
                if weight > 0 {
                    let weight = u16::try_from(weight).expect("at most the most, in units");
                    row.push(Entry { weight, ..Entry::of(*column) });
                }
            }
            row
        };
        let entries = Entries::new(numbers.mentees.iter().map(row));
        self.earns(Term::Pick, unit, most, entries);
        Ok(())
    }
}

/// Entries of which one must be so.
fn one_of(entries: Vec<Entry>) -> Asks {
    if entries.is_empty() { Asks::TheImpossible } else { Asks::Entries(entries) }
}

fn both([a, b]: [u16; 2]) -> Entry {
    Entry { columns: [a, b, b], weight: 0 }
}

/// Whether on one side nobody has coordinates.
fn pointless(mentors: &[Reach], mentees: &[Reach]) -> bool {
    [mentors, mentees].iter().any(|side| side.iter().all(|reach| reach.coordinates.is_none()))
}

/// A number for each neighbourhood.
fn neighbourhoods<'a>(
    mentors: impl Iterator<Item = Option<&'a crate::people::Label>>,
    mentees: impl Iterator<Item = Option<&'a crate::people::Label>>,
) -> Values<u32> {
    let mut numbers = std::collections::BTreeMap::new();
    let mut number = |label: Option<&'a crate::people::Label>| {
        let next = u32::try_from(numbers.len()).expect("no more than people");
        label.map(|label| *numbers.entry(label).or_insert(next))
    };
    let mentors = mentors.map(&mut number).collect();
    let mentees = mentees.map(&mut number).collect();
    Values { mentors, mentees }
}
