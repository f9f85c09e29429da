//! What is asked of a round, and how it becomes a plan.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Contradiction, Demand, Origin, Pairing, Plan, PlanError, RuledOut, Unmatched, UnmatchedReason};
use crate::{
    assignment::{self, Bounds, Clash, Line, Pair, Problem},
    criteria::{Compiled, Criteria, Score, Verdict, Violation},
    id::{Digest, MenteeId, MentorId},
    people::{History, Partners, Profile, Roster, Who},
};

/// What makes one plan better than another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Goal {
    /// First as many mentees as possible with at least one mentor, then the largest total score.
    #[default]
    PeopleFirst,
    /// First as many pairings as possible, then the largest total score.
    PairingsFirst,
    /// The largest total score; a pairing worth nothing is not proposed.
    TotalScore,
}

impl Goal {
    fn of_rows(self) -> assignment::Goal {
        match self {
            Self::PeopleFirst => assignment::Goal::RowsFirst,
            Self::PairingsFirst => assignment::Goal::PairsFirst,
            Self::TotalScore => assignment::Goal::Total,
        }
    }
}

/// A table of pairs is solved faster than a list while it fits memory well: 8 bytes a pair, here at most 512 MiB.
const MOST_TABLE_PAIRS: usize = 1 << 26;

/// What is asked of a round of matching.
///
/// Mentees with a minimum or maximum of partners, pins and running pairs are counted together: a running pair holds a
/// place of both.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    roster: &'a Roster,
    criteria: &'a Criteria,
    on: Date,
    goal: Goal,
    history: History,
    pins: BTreeSet<(MenteeId, MentorId)>,
    exclusions: BTreeSet<(MenteeId, MentorId)>,
    running: BTreeSet<(MenteeId, MentorId)>,
}

/// What a plan is made from, for its digest. `format` changes when the meaning of a field does.
#[derive(Serialize)]
struct Inputs<'a> {
    format: u8,
    roster: &'a Roster,
    criteria: &'a Criteria,
    on: Date,
    goal: Goal,
    history: &'a History,
    pins: &'a BTreeSet<(MenteeId, MentorId)>,
    exclusions: &'a BTreeSet<(MenteeId, MentorId)>,
    running: &'a BTreeSet<(MenteeId, MentorId)>,
}

/// Why a plan is not proved for a request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotProved {
    /// The request itself cannot be planned.
    #[error(transparent)]
    Request(#[from] PlanError),
    /// The plan was made from other people, criteria, dates or demands.
    #[error("the plan was made from other people, criteria, dates or demands; make a new one")]
    Stale,
    /// The plan speaks of somebody who is not in the roster, or its scores or total are not what the criteria say.
    #[error("the plan does not say of mentor `{mentor}` and mentee `{mentee}` what the criteria say")]
    OtherScore {
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
    },
    /// The scores do not add up to the plan's total, or the mentees to its number.
    #[error("the plan's total or number of mentees is not that of its pairings")]
    OtherTotal,
    /// The certificate does not prove it.
    #[error("the plan is not proved to be the best: {0}")]
    Certificate(#[from] assignment::NotProved),
}

impl<'a> Request<'a> {
    /// A round for these people by these criteria on that date, with the default goal and nothing else asked.
    pub fn new(roster: &'a Roster, criteria: &'a Criteria, on: Date) -> Self {
        Self {
            roster,
            criteria,
            on,
            goal: Goal::default(),
            history: History::default(),
            pins: BTreeSet::new(),
            exclusions: BTreeSet::new(),
            running: BTreeSet::new(),
        }
    }

    /// Sets what makes a plan better.
    #[must_use]
    pub fn goal(self, goal: Goal) -> Self {
        Self { goal, ..self }
    }

    /// Adds what happened between people before: it keeps pairs apart as long as it says.
    #[must_use]
    pub fn history(mut self, history: &History) -> Self {
        self.history.extend(history.entries().iter().cloned());
        self
    }

    /// Demands a pairing.
    #[must_use]
    pub fn pin(mut self, mentor: MentorId, mentee: MenteeId) -> Self {
        self.pins.insert((mentee, mentor));
        self
    }

    /// Rules out a pairing for this round.
    #[must_use]
    pub fn exclude(mut self, mentor: MentorId, mentee: MenteeId) -> Self {
        self.exclusions.insert((mentee, mentor));
        self
    }

    /// Keeps a pair that runs already: it holds a place of both, whatever the criteria say of it today, and is neither
    /// scored nor proposed.
    #[must_use]
    pub fn keep_running(mut self, mentor: MentorId, mentee: MenteeId) -> Self {
        self.running.insert((mentee, mentor));
        self
    }

    /// The fingerprint of everything asked: equal requests have equal digests, in whatever order people came in.
    pub fn digest(&self) -> Digest {
        Digest::of(&Inputs {
            format: 1,
            roster: self.roster,
            criteria: self.criteria,
            on: self.on,
            goal: self.goal,
            history: &self.history,
            pins: &self.pins,
            exclusions: &self.exclusions,
            running: &self.running,
        })
    }

    /// Makes the plan that is best by the goal, and proves it.
    ///
    /// # Errors
    ///
    /// When the criteria do not fit the questionnaire; when the request speaks of people who are not there, pins an
    /// excluded pair, or pins more than somebody takes; when minimums and pins cannot be met together.
    ///
    /// # Complexity
    ///
    /// Every pair is scored once, then the assignment is solved (see [`solve`](crate::assignment::solve)). Memory: 8
    /// bytes a pair, or 12 for each eligible one where few are.
    pub fn plan(&self) -> Result<Plan, PlanError> {
        let round = Round::of(self)?;
        let solution =
            assignment::solve(&round.problem, self.goal.of_rows()).map_err(|clash| round.clash(&clash))?;
        let mut pairings = Vec::new();
        for &(row, column) in solution.pairs() {
            if !round.running.contains(&(row, column)) {
                pairings.push(round.pairing(row, column));
            }
        }
        pairings.sort_by(|a, b| (&a.mentor, &a.mentee).cmp(&(&b.mentor, &b.mentee)));
        let mut running: Vec<_> =
            self.running.iter().map(|(mentee, mentor)| (mentor.clone(), mentee.clone())).collect();
        running.sort();
        Ok(Plan {
            goal: self.goal,
            on: self.on,
            digest: self.digest(),
            total: pairings.iter().map(|pairing| pairing.score).sum(),
            pairings,
            running,
            unmatched: round.unmatched(&solution),
            mentees_matched: solution.rows_covered(),
            pairs_considered: round.compiled.pair_count(),
            pairs_eligible: round.eligible,
            certificate: solution.certificate().clone(),
        })
    }

    /// Checks that a plan, perhaps stored and read again, is the best for this request: it was made from the same, says
    /// of each pairing what the criteria say, and its certificate proves it over all pairs.
    ///
    /// # Errors
    ///
    /// The first thing that is not so.
    pub fn verify(&self, plan: &Plan) -> Result<(), NotProved> {
        let round = Round::of(self)?;
        if plan.digest != self.digest() || plan.goal != self.goal || plan.on != self.on {
            return Err(NotProved::Stale);
        }
        let mut pairs: Vec<(usize, usize)> = round.running.iter().copied().collect();
        for pairing in &plan.pairings {
            let other =
                || NotProved::OtherScore { mentor: pairing.mentor.clone(), mentee: pairing.mentee.clone() };
            let row = self.roster.mentee_index(&pairing.mentee).ok_or_else(other)?;
            let column = self.roster.mentor_index(&pairing.mentor).ok_or_else(other)?;
            let said = round.compiled.verdict(column, row);
            if said != Verdict::Eligible(pairing.explanation.clone()) || said.score() != Some(pairing.score) {
                return Err(other());
            }
            pairs.push((row, column));
        }
        let proof = plan.certificate.verify(&round.problem, self.goal.of_rows(), &pairs)?;
        let total = i128::from(plan.total.thousandths());
        if (proof.total, proof.rows_covered) != (total, plan.mentees_matched) {
            return Err(NotProved::OtherTotal);
        }
        Ok(())
    }
}

/// A request in numbers: rows are mentees, columns mentors, in the roster's order.
struct Round<'a> {
    compiled: Compiled<'a>,
    problem: Problem,
    pinned: BTreeSet<(usize, usize)>,
    running: BTreeSet<(usize, usize)>,
    excluded: BTreeSet<(usize, usize)>,
    /// Pairs that could be proposed.
    eligible: u64,
}

impl<'a> Round<'a> {
    fn of(request: &Request<'a>) -> Result<Self, PlanError> {
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
        for (pairs, asked) in [(&pinned, "pinned"), (&running, "in a running pair")] {
            for &(row, column) in pairs.intersection(&excluded) {
                let (mentor, mentee) =
                    (roster.mentors()[column].id.clone(), roster.mentees()[row].id.clone());
                contradictions.push(Contradiction::AskedAndExcluded { mentor, mentee, asked });
            }
        }
        for &(row, column) in &pinned {
            if let Verdict::Excluded(violations) = compiled.verdict(column, row) {
                let (mentor, mentee) =
                    (roster.mentors()[column].id.clone(), roster.mentees()[row].id.clone());
                contradictions.push(Contradiction::PinnedButExcluded { mentor, mentee, violations });
            }
        }
        let held = |line: fn(&(usize, usize)) -> usize, pairs: &BTreeSet<(usize, usize)>| {
            pairs.iter().fold(BTreeMap::<usize, u32>::new(), |mut held, pair| {
                *held.entry(line(pair)).or_default() += 1;
                held
            })
        };
        let mut side = |people: Vec<(Who, Partners, &Profile)>, line: fn(&(usize, usize)) -> usize| {
            let (runs, pins) = (held(line, &running), held(line, &pinned));
            let mut bounds = Vec::with_capacity(people.len());
            for (at, (who, partners, profile)) in people.into_iter().enumerate() {
                let of = |held: &BTreeMap<usize, u32>| held.get(&at).copied().unwrap_or(0);
                let (runs, pins) = (of(&runs), of(&pins));
                let (min, max) = (u32::from(partners.min()), u32::from(partners.max()));
                if pins > 0 && runs + pins > max {
                    let pins = (runs + pins) as usize;
                    contradictions.push(Contradiction::TooManyPins { who, pins, max: partners.max() });
                }
                // Somebody who is away keeps what runs; a maximum lowered below what runs ends nothing.
                let available = profile.status.is_available(request.on);
                bounds.push(if available {
                    Bounds { min, max: max.max(runs) }
                } else {
                    Bounds { min: 0, max: runs }
                });
            }
            bounds
        };
        let mentees = roster.mentees().iter();
        let mentees = mentees.map(|m| (Who::Mentee(m.id.clone()), m.partners, &m.profile)).collect();
        let mentors = roster.mentors().iter();
        let mentors = mentors.map(|m| (Who::Mentor(m.id.clone()), m.partners, &m.profile)).collect();
        let (rows, columns) = (side(mentees, |pair| pair.0), side(mentors, |pair| pair.1));
        if !contradictions.is_empty() {
            return Err(PlanError::Contradictions(contradictions));
        }
        let scores = scores(&compiled, &running, &excluded);
        let eligible = scores.iter().flatten().count() as u64;
        let problem = pose(rows, columns, scores, eligible);
        let problem = problem.with_pins(pinned.union(&running).copied());
        let problem = problem.expect("pins are eligible, running pairs were added, and places were counted");
        let eligible = eligible - running.len() as u64;
        Ok(Self { compiled, problem, pinned, running, excluded, eligible })
    }

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

    fn clash(&self, clash: &Clash) -> PlanError {
        let (mentors, mentees) = (self.compiled.roster().mentors(), self.compiled.roster().mentees());
        let demand = |demand: &assignment::Demand| match *demand {
            assignment::Demand::Minimum(Line::Row(row)) => {
                let mentee = &mentees[row];
                Demand::Minimum { who: Who::Mentee(mentee.id.clone()), min: mentee.partners.min() }
            }
            assignment::Demand::Minimum(Line::Column(column)) => {
                let mentor = &mentors[column];
                Demand::Minimum { who: Who::Mentor(mentor.id.clone()), min: mentor.partners.min() }
            }
            assignment::Demand::Pin { row, column } => {
                Demand::Pin { mentor: mentors[column].id.clone(), mentee: mentees[row].id.clone() }
            }
        };
        PlanError::Clash(clash.demands.iter().map(demand).collect())
    }

    /// Everybody without a partner, mentors first.
    fn unmatched(&self, solution: &assignment::Solution) -> Vec<Unmatched> {
        let roster = self.compiled.roster();
        let mut unmatched = Vec::new();
        for (column, mentor) in roster.mentors().iter().enumerate() {
            if solution.rows_of(column).is_empty() {
                let others = (0..roster.mentees().len()).map(|row| (row, (row, column)));
                let taken = |row: usize| (Line::Row(row), solution.columns_of(row).len());
                let reason = self.reason(Line::Column(column), &mentor.profile, others, taken);
                unmatched.push(Unmatched { who: Who::Mentor(mentor.id.clone()), reason });
            }
        }
        for (row, mentee) in roster.mentees().iter().enumerate() {
            if solution.columns_of(row).is_empty() {
                let others = (0..roster.mentors().len()).map(|column| (column, (row, column)));
                let taken = |column: usize| (Line::Column(column), solution.rows_of(column).len());
                let reason = self.reason(Line::Row(row), &mentee.profile, others, taken);
                unmatched.push(Unmatched { who: Who::Mentee(mentee.id.clone()), reason });
            }
        }
        unmatched
    }

    /// Why a line has no partner, from those on the other side with the pair they would make.
    fn reason(
        &self,
        line: Line,
        profile: &Profile,
        others: impl ExactSizeIterator<Item = (usize, (usize, usize))> + Clone,
        taken: impl Fn(usize) -> (Line, usize),
    ) -> UnmatchedReason {
        let most = |line| self.problem.bounds(line).map_or(0, |bounds| bounds.max as usize);
        if !profile.status.is_available(self.compiled.on()) {
            return UnmatchedReason::Unavailable;
        }
        if most(line) == 0 {
            return UnmatchedReason::TakesNobody;
        }
        if others.len() == 0 {
            return UnmatchedReason::NobodyThere;
        }
        let (mut eligible, mut takes_somebody, mut has_room) = (0, false, false);
        for (other, (row, column)) in others.clone() {
            if self.problem.weight(row, column).is_some() {
                let (other, units) = taken(other);
                eligible += 1;
                takes_somebody |= most(other) > 0;
                has_room |= units < most(other);
            }
        }
        if eligible == 0 {
            UnmatchedReason::NobodyEligible { ruled_out: self.ruled_out(others.map(|(_, pair)| pair)) }
        } else if !takes_somebody {
            UnmatchedReason::NoCapacity { eligible }
        } else if has_room {
            UnmatchedReason::AddsNothing { eligible }
        } else {
            UnmatchedReason::AllTaken { eligible }
        }
    }

    /// How many of these pairs, none of which is possible, each reason rules out.
    fn ruled_out(&self, pairs: impl Iterator<Item = (usize, usize)>) -> Vec<RuledOut> {
        let mut ruled_out: BTreeMap<Violation, usize> = BTreeMap::new();
        for (row, column) in pairs {
            if self.excluded.contains(&(row, column)) {
                *ruled_out.entry(Violation::Request).or_default() += 1;
            }
            if let Verdict::Excluded(violations) = self.compiled.verdict(column, row) {
                for violation in violations {
                    *ruled_out.entry(violation).or_default() += 1;
                }
            }
        }
        let reasons = ruled_out.into_iter().map(|(violation, people)| RuledOut { violation, people });
        let mut reasons: Vec<_> = reasons.collect();
        reasons.sort_by_key(|reason| Reverse(reason.people));
        reasons
    }
}

/// The score of every pair in thousandths, mentee by mentee; `None` where it cannot be proposed. A running pair is worth
/// nothing and is there whatever the criteria say.
fn scores(
    compiled: &Compiled<'_>,
    running: &BTreeSet<(usize, usize)>,
    excluded: &BTreeSet<(usize, usize)>,
) -> Vec<Option<i64>> {
    let row = |row: usize| {
        let mut scores: Vec<_> =
            compiled.scores(row).into_iter().map(|score| score.map(Score::thousandths)).collect();
        for &(_, column) in excluded.range((row, 0)..(row + 1, 0)) {
            scores[column] = None;
        }
        for &(_, column) in running.range((row, 0)..(row + 1, 0)) {
            scores[column] = Some(0);
        }
        scores
    };
    let rows = compiled.roster().mentees().len();
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        (0..rows).into_par_iter().flat_map_iter(row).collect()
    }
    #[cfg(not(feature = "parallel"))]
    (0..rows).flat_map(row).collect()
}

/// The problem in the form that suits its number of pairs; both have the same value.
fn pose(rows: Vec<Bounds>, columns: Vec<Bounds>, scores: Vec<Option<i64>>, eligible: u64) -> Problem {
    let dense = scores.len() <= MOST_TABLE_PAIRS && eligible >= scores.len() as u64 / 8;
    let problem = if dense {
        Problem::table(rows, columns, &scores)
    } else {
        let width = columns.len().max(1);
        let pairs = scores
            .into_iter()
            .enumerate()
            .filter_map(|(at, weight)| Some(Pair { row: at / width, column: at % width, weight: weight? }));
        Problem::list(rows, columns, pairs.collect())
    };
    // At most 2 × 10⁶ people and 10⁹ thousandths a pair: 2 × 10¹⁵ is below the span that can be added up.
    problem.expect("a roster and criteria stay within the bounds of the assignment room")
}
