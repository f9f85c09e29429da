//! A request in numbers, checked.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Contradiction, Demand, Goal, Lowered, Origin, Pairing, PlanError, Request, each::each, source::Source,
};
use jiff::civil::Date;

use crate::{
    assignment::{self, Bounds, Clash, Line},
    criteria::{Compiled, Score, Verdict, Violation},
    id::{MenteeId, MentorId},
    people::{Mentor, Partners, Profile, Who},
};

/// A request in numbers: everybody is told by their place in the roster, pairs as (mentee, mentor).
#[derive(Clone, Debug)]
pub(super) struct Round<'a> {
    pub(super) compiled: Compiled<'a>,
    /// How many partners each mentee takes, running ones included.
    pub(super) mentees: Vec<Bounds>,
    /// The same of each mentor.
    pub(super) mentors: Vec<Bounds>,
    pub(super) pinned: BTreeSet<(usize, usize)>,
    pub(super) running: BTreeSet<(usize, usize)>,
    pub(super) excluded: BTreeSet<(usize, usize)>,
    /// A pinned pair whose score counts among the lowest.
    pub(super) insisted: Option<(usize, usize)>,
}

/// Nanoseconds that the explanation of a pair takes, about.
pub(super) const EXPLAINED: usize = 4_000;

/// How many of some pairs each person of one side has.
type Held = BTreeMap<usize, u32>;

impl<'a> Round<'a> {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// Criteria that do not fit the questionnaire, or everything in the request that contradicts itself.
    pub(super) fn of(request: &Request<'a>) -> Result<Self, PlanError> {
        let roster = request.roster;
        let compiled = request.criteria.compile(roster, request.on, &request.history)?;
        let mut contradictions = Vec::new();
        let mut placed = |pairs: &BTreeSet<(MenteeId, MentorId)>, asked: &'static str| {
            let mut places = BTreeSet::new();
            for (mentee, mentor) in pairs {
                match (roster.mentee_index(mentee), roster.mentor_index(mentor)) {
                    (Some(row), Some(column)) => {
                        places.insert((row, column));
                    }
                    (row, column) => {
                        let mentee = row.is_none().then(|| Who::Mentee(mentee.clone()));
                        let mentor = column.is_none().then(|| Who::Mentor(mentor.clone()));
                        let missing = mentee.into_iter().chain(mentor);
                        contradictions.extend(missing.map(|who| Contradiction::Unknown { who, asked }));
                    }
                }
            }
            places
        };
        let running = placed(&request.running, "in a running pair");
        let excluded = placed(&request.exclusions, "excluded");
        let mut pinned = placed(&request.pins, "pinned");
        pinned.retain(|pair| !running.contains(pair));
        let ids = |&(row, column): &(usize, usize)| {
            (roster.mentors()[column].id.clone(), roster.mentees()[row].id.clone())
        };
        for (pairs, asked) in [(&pinned, "pinned"), (&running, "in a running pair")] {
            for (mentor, mentee) in pairs.intersection(&excluded).map(ids) {
                contradictions.push(Contradiction::AskedAndExcluded { mentor, mentee, asked });
            }
        }
        for &(row, column) in &pinned {
            if let Verdict::Excluded(violations) = compiled.verdict(column, row) {
                let (mentor, mentee) = ids(&(row, column));
                contradictions.push(Contradiction::PinnedButExcluded { mentor, mentee, violations });
            }
        }
        let held = |line: fn(&(usize, usize)) -> usize, pairs: &BTreeSet<(usize, usize)>| {
            pairs.iter().fold(Held::new(), |mut held, pair| {
                *held.entry(line(pair)).or_default() += 1;
                held
            })
        };
        let mut bounds = |at: usize,
                          (runs, pins): &(Held, Held),
                          who: &dyn Fn() -> Who,
                          partners: Partners,
                          profile: &Profile| {
            let of = |held: &Held| held.get(&at).copied().unwrap_or(0);
            let (runs, pins) = (of(runs), of(pins));
            if pins > 0 && runs + pins > u32::from(partners.max()) {
                let pins = (runs + pins) as usize;
                contradictions.push(Contradiction::TooManyPins { who: who(), pins, max: partners.max() });
            }
            taken(partners, profile, request.on, runs)
        };
        let (mentees, mentors) = (roster.mentees().iter().enumerate(), roster.mentors().iter().enumerate());
        let of_mentees = (held(|pair| pair.0, &running), held(|pair| pair.0, &pinned));
        let mentees = mentees
            .map(|(at, m)| bounds(at, &of_mentees, &|| Who::Mentee(m.id.clone()), m.partners, &m.profile))
            .collect();
        let of_mentors = (held(|pair| pair.1, &running), held(|pair| pair.1, &pinned));
        let mentors = mentors
            .map(|(at, m)| bounds(at, &of_mentors, &|| Who::Mentor(m.id.clone()), m.partners, &m.profile))
            .collect();
        if !contradictions.is_empty() {
            return Err(PlanError::Contradictions(contradictions));
        }
        let insisted = request
            .insisted
            .as_ref()
            .and_then(|(mentee, mentor)| Some((roster.mentee_index(mentee)?, roster.mentor_index(mentor)?)));
        Ok(Self { compiled, mentees, mentors, pinned, running, excluded, insisted })
    }

    /// More points than any plan has: everybody's places filled by pairs that earn everything.
    pub(super) fn most_points(&self) -> Score {
        let places = |side: &[Bounds]| side.iter().map(|bounds| u64::from(bounds.max)).sum::<u64>();
        let pairs = places(&self.mentees).min(places(&self.mentors)).min(self.compiled.pair_count());
        let most = Score::from_points(self.compiled.criteria().most_points()).thousandths();
        Score::from_thousandths(most.saturating_mul(i64::try_from(pairs).unwrap_or(i64::MAX)))
    }

    /// The pairings among the pairs in use, by mentor and mentee: all that do not run already.
    pub(super) fn pairings(&self, used: &[(usize, usize)]) -> Vec<Pairing> {
        let mut new: Vec<_> = used.iter().copied().filter(|pair| !self.running.contains(pair)).collect();
        // The roster is in the order of identifiers.
        new.sort_unstable_by_key(|&(row, column)| (column, row));
        each(new.len(), EXPLAINED, |at| self.pairing(new[at].0, new[at].1))
    }

    /// Whether a pair is demanded or runs.
    pub(super) fn is_fixed(&self, pair: &(usize, usize)) -> bool {
        self.pinned.contains(pair) || self.running.contains(pair)
    }

    /// Whether a plan of these pairs of the solver, ascending, is as good without one of them.
    pub(super) fn is_idle(
        &self,
        goal: Goal,
        source: &Source<'_>,
        pairs: &[(usize, usize)],
        (row, column): (usize, usize),
    ) -> bool {
        let mentor = source.mentor(column);
        if self.compiled.score(mentor, row) != Some(Score::ZERO) {
            return false;
        }
        if self.is_fixed(&(row, mentor)) {
            return false;
        }
        let of_row = pairs.iter().filter(|pair| pair.0 == row).count();
        let counts = match goal {
            Goal::PeopleFirst | Goal::RaiseLowest | Goal::Leximin | Goal::LongestWaitingFirst => of_row == 1,
            Goal::PairingsFirst => true,
            Goal::TotalScore => false,
        };
        let needed = of_row <= self.mentees[row].min as usize || {
            let of_column = pairs.iter().filter(|pair| pair.1 == column).count();
            of_column <= self.mentors[mentor].min as usize
        };
        !counts && !needed
    }

    /// What the criteria and the request say of a pair.
    pub(super) fn verdict(&self, row: usize, column: usize) -> Verdict {
        match self.compiled.verdict(column, row) {
            verdict if !self.excluded.contains(&(row, column)) => verdict,
            Verdict::Eligible(_) => Verdict::Excluded(vec![Violation::Request]),
            Verdict::Excluded(mut violations) => {
                violations.push(Violation::Request);
                Verdict::Excluded(violations)
            }
        }
    }

    /// A pair that the solver uses, with what the criteria say of it.
    fn pairing(&self, row: usize, column: usize) -> Pairing {
        let roster = self.compiled.roster();
        let Verdict::Eligible(explanation) = self.compiled.verdict(column, row) else {
            unreachable!("only eligible pairs were given to the solver");
        };
        let origin = if self.pinned.contains(&(row, column)) { Origin::Pinned } else { Origin::Proposed };
        Pairing {
            mentor: roster.mentors()[column].id.clone(),
            mentee: roster.mentees()[row].id.clone(),
            score: explanation.score(),
            origin,
            explanation,
        }
    }

    /// A clash in the words of this room; `mentor` tells who stands at a column.
    pub(super) fn clash<'m>(&self, clash: &Clash, mentor: impl Fn(usize) -> &'m Mentor) -> PlanError {
        let mentees = self.compiled.roster().mentees();
        let demand = |demand: &assignment::Demand| match *demand {
            assignment::Demand::Minimum(Line::Row(row)) => {
                let mentee = &mentees[row];
                Demand::Minimum { who: Who::Mentee(mentee.id.clone()), min: mentee.partners.min() }
            }
            assignment::Demand::Minimum(Line::Column(column)) => {
                let mentor = mentor(column);
                Demand::Minimum { who: Who::Mentor(mentor.id.clone()), min: mentor.partners.min() }
            }
            assignment::Demand::Pin { row, column } => {
                Demand::Pin { mentor: mentor(column).id.clone(), mentee: mentees[row].id.clone() }
            }
        };
        let mut demands: Vec<_> = clash.demands.iter().map(demand).collect();
        demands.sort();
        let lowered = |lowered: &assignment::Lowered| {
            let who = match lowered.line {
                Line::Row(row) => Who::Mentee(mentees[row].id.clone()),
                Line::Column(column) => Who::Mentor(mentor(column).id.clone()),
            };
            let narrow = |units: u32| u16::try_from(units).expect("minimums of people have 16 bits");
            Lowered { who, min: narrow(lowered.min), to: narrow(lowered.to) }
        };
        let mut repair: Vec<_> = clash.repair.iter().map(lowered).collect();
        repair.sort();
        PlanError::Clash { demands, repair }
    }
}

/// How many partners somebody takes on that day, with so many running.
pub(super) fn taken(partners: Partners, profile: &Profile, on: Date, runs: u32) -> Bounds {
    let (min, max) = (u32::from(partners.min()), u32::from(partners.max()));
    // Somebody who is away keeps what runs; a maximum lowered below what runs ends nothing.
    if profile.status.is_available(on) {
        Bounds { min, max: max.max(runs) }
    } else {
        Bounds { min: 0, max: runs }
    }
}
