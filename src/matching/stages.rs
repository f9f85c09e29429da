//! Goals with more levels than one number holds: one stage after the other, each over what the one before left open.
//!
//! # Idea
//!
//! *The lowest score as high as possible.* With a threshold, only pairings of at least so much are possible. The highest
//! threshold at which as many mentees can be matched as without one is found by halving; the best plan above it is the answer,
//! and no plan that matches as many has a higher lowest score, because one thousandth more matches fewer.
//!
//! *Whoever waited longest first.* The prices that prove a best plan by one level describe all of them (see
//! [`Units`]): a pair belongs to one of them exactly where it weighs what its prices say, and lines
//! have the numbers of units that are worth most. So the first stage finds who is matched, by the days they waited; the second
//! finds the best scores over the pairs and numbers that the first left open. Nothing is ever written down, no level has to fit
//! into one number with another, and people who waited as long may be exchanged for each other.
//!
//! Every stage is proved over all pairs like every plan.

use std::{ops::Range, sync::Arc};

mod leximin;

use super::{Goal, round::Round, source::Source};
use crate::assignment::{
    self, Change, FORBIDDEN, Line, Pair, Problem, Rows, Solution, Solver, Units, Unsolved,
};

/// Some of the pairs of a source.
#[derive(Debug)]
enum Only {
    /// Those worth at least so much.
    AtLeast(i32),
    /// Those that weigh what these prices say, when every pair weighs nothing.
    Tight(Units),
}

/// A source from which only some pairs are taken.
#[derive(Debug)]
struct Sieve<'a> {
    source: Arc<Source<'a>>,
    only: Only,
    /// Whether every pair weighs nothing.
    flat: bool,
}

impl Rows for Sieve<'_> {
    fn largest(&self) -> i32 {
        if self.flat { 0 } else { self.source.largest() }
    }

    fn write(&self, row: usize, columns: Range<usize>, weights: &mut [i32]) {
        self.source.write(row, columns.clone(), weights);
        for (column, weight) in columns.zip(weights) {
            let taken = *weight != FORBIDDEN
                && match &self.only {
                    Only::AtLeast(least) => *weight >= *least,
                    Only::Tight(units) => units.is_tight(row, column, 0),
                };
            *weight = match (taken, self.flat) {
                (false, _) => FORBIDDEN,
                (true, true) => 0,
                (true, false) => *weight,
            };
        }
    }

    fn block(&self) -> usize {
        self.source.block()
    }

    fn bounds(&self, row: usize, blocks: Range<usize>, above: &[i32], most: &mut [i32]) {
        match self.only {
            Only::AtLeast(least) if self.flat => {
                // What is below the threshold is not there.
                let sharp: Vec<i32> = above.iter().map(|_| least.saturating_sub(1)).collect();
                self.source.bounds(row, blocks, &sharp, most);
            }
            _ => self.source.bounds(row, blocks, above, most),
        }
        for most in most {
            let out = match self.only {
                Only::AtLeast(least) => *most < least,
                Only::Tight(_) => *most == FORBIDDEN,
            };
            *most = match (out, self.flat) {
                (true, _) => FORBIDDEN,
                (false, true) => 0,
                (false, false) => *most,
            };
        }
    }
}

/// The problem of the last stage of a goal, and the goal by which it is solved.
pub(super) struct Last<'a> {
    pub(super) problem: Problem<'a>,
    pub(super) goal: assignment::Goal,
}

/// Whoever waits says whether to go on before each stage.
pub(super) type GoOn<'w> = &'w mut dyn FnMut() -> bool;

/// Why there is no last stage.
pub(super) enum NoLast {
    Unsolved(Unsolved),
    Stopped,
    /// Some mentees take more than one mentor, by their places in the roster.
    SeveralMentors(Vec<usize>),
    /// More pairs would have to be written down than this.
    TooMany(u64),
}

impl From<Unsolved> for NoLast {
    fn from(why: Unsolved) -> Self {
        Self::Unsolved(why)
    }
}

/// Comes to the last stage of a goal: the first, where it has but one.
pub(super) fn last<'a>(
    goal: Goal,
    round: &Round<'_>,
    source: &Arc<Source<'a>>,
    go_on: GoOn<'_>,
) -> Result<Last<'a>, NoLast> {
    match goal {
        Goal::RaiseLowest => raise_lowest(round, source, go_on),
        Goal::LongestWaitingFirst => longest_waiting(round, source, go_on),
        Goal::Leximin => leximin::last(round, source, go_on),
        Goal::PeopleFirst | Goal::PairingsFirst | Goal::TotalScore => {
            Ok(Last { problem: source.problem(round), goal: goal.of_rows() })
        }
    }
}

fn solved(problem: Problem<'_>, goal: assignment::Goal, go_on: GoOn<'_>) -> Result<Solution, NoLast> {
    if !go_on() {
        return Err(NoLast::Stopped);
    }
    Ok(Solver::new(problem, goal).solve()?)
}

/// The pairs that a sieve leaves of a round, and those that are in every plan whatever it says, pins and running pairs among
/// them.
fn sieved<'a>(round: &Round<'_>, source: &Arc<Source<'a>>, only: Only, flat: bool) -> Problem<'a> {
    let ((rows, columns), pins) = match &only {
        Only::AtLeast(_) => (source.places_of(round), source.pins_of(round)),
        Only::Tight(units) => ((units.rows().to_vec(), units.columns().to_vec()), units.always().to_vec()),
    };
    let weights: Vec<i32> = pins
        .iter()
        .map(|&(row, place)| {
            let mut weight = [0];
            source.write(row, place..place + 1, &mut weight);
            if flat { 0 } else { weight[0] }
        })
        .collect();
    let mut problem = source.posed(rows, columns, Sieve { source: Arc::clone(source), only, flat });
    for (&(row, column), weight) in pins.iter().zip(weights) {
        if problem.weight(row, column).is_none() {
            let change = Change::Weight(Pair { row, column, weight: i64::from(weight) });
            problem.change(&change).expect("a weight of the source");
        }
    }
    problem.with_pins(pins).expect("pins were added and places counted")
}

fn raise_lowest<'a>(
    round: &Round<'_>,
    source: &Arc<Source<'a>>,
    go_on: GoOn<'_>,
) -> Result<Last<'a>, NoLast> {
    // No plan with a pair that is insisted on has a higher lowest score than its own.
    let insisted = round.insisted.map(|(row, column)| {
        let (place, mut score) = (source.place(column), [0]);
        source.write(row, place..place + 1, &mut score);
        score[0]
    });
    let most = insisted.unwrap_or(i32::MAX).min(source.largest());
    let least = highest_lowest(round, source, most, go_on)?;
    let problem = sieved(round, source, Only::AtLeast(least), false);
    Ok(Last { problem, goal: assignment::Goal::RowsFirst })
}

/// The highest threshold, of `most` at most, at which as many mentees can be matched as without one.
fn highest_lowest(
    round: &Round<'_>,
    source: &Arc<Source<'_>>,
    most: i32,
    go_on: GoOn<'_>,
) -> Result<i32, NoLast> {
    let at_least = |least: i32| sieved(round, source, Only::AtLeast(least), true);
    let all = solved(at_least(0), assignment::Goal::RowsFirst, go_on)?.rows_covered();
    // INVARIANT: with `enough` as many are matched as without a threshold, with `too_much` fewer.
    let (mut enough, mut too_much) = (0, most.saturating_add(1));
    while too_much - enough > 1 {
        let middle = enough + (too_much - enough) / 2;
        let covered = match solved(at_least(middle), assignment::Goal::RowsFirst, go_on) {
            Ok(solution) => Some(solution.rows_covered()),
            // So few pairs are left that minimums cannot be met.
            Err(NoLast::Unsolved(Unsolved::Clash(_))) => None,
            Err(other) => return Err(other),
        };
        if covered == Some(all) {
            enough = middle;
        } else {
            too_much = middle;
        }
    }
    Ok(enough)
}

fn longest_waiting<'a>(
    round: &Round<'_>,
    source: &Arc<Source<'a>>,
    go_on: GoOn<'_>,
) -> Result<Last<'a>, NoLast> {
    let mut problem = sieved(round, source, Only::AtLeast(0), true);
    let on = round.compiled.on();
    for (row, mentee) in round.compiled.roster().mentees().iter().enumerate() {
        let days = mentee.profile.waiting_since.map_or(0, |since| i64::from((on - since).get_days().max(0)));
        if days > 0 && round.mentees[row].max > 0 {
            let change = Change::Values { line: Line::Row(row), values: vec![days] };
            problem.change(&change).expect("at most some millions of days");
        }
    }
    let first = solved(problem.clone(), assignment::Goal::RowsFirst, go_on)?;
    let units = first.units(&problem);
    let problem = sieved(round, source, Only::Tight(units), false);
    Ok(Last { problem, goal: assignment::Goal::Total })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        criteria::{CountsFor, Criteria, Field, Fields, IfUnknown, Kernel, Preference, Requirement},
        matching::Request,
        people::{Label, Mentee, Mentor, People, Roster},
    };

    const MENTORS: usize = 300;
    const MENTEES: usize = 90;

    /// People with interests of twelve, and criteria about what they share.
    fn town() -> (Roster, Criteria) {
        let mut state = 7_u64;
        let mut interests = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let drawn = (state >> 40) & (state >> 20);
            let words = (0..12).filter(|at| drawn >> at & 1 == 1);
            Some(words.map(|at| Label::new(format!("interest {at}")).expect("a plain word")).collect())
        };
        let mut people = People::default();
        for at in 0..MENTORS {
            let id = format!("M-{at:03}");
            let mut mentor = Mentor::new(id.parse().expect("an id"), id.parse().expect("an id"));
            mentor.profile.interests = interests();
            people.mentors.push(mentor);
        }
        for at in 0..MENTEES {
            let id = format!("T-{at:03}");
            let mut mentee = Mentee::new(id.parse().expect("an id"), id.parse().expect("an id"));
            mentee.profile.interests = interests();
            people.mentees.push(mentee);
        }
        let field = Fields::both(Field::Interests);
        let shared = Requirement::Shared { field: field.clone(), if_unknown: IfUnknown::Exclude };
        let points = Preference::Shared { field, points: 10, enough: 5, counts_for: CountsFor::Both };
        let criteria = Criteria::new(vec![shared], vec![points]).expect("sound criteria");
        (Roster::new(people).expect("a sound roster"), criteria)
    }

    /// Every block's bound holds for what is written of it, and says that nobody is there only where nobody is.
    fn check(sieve: &Sieve<'_>) -> (usize, usize) {
        let (mut closed, mut open) = (0, 0);
        for row in 0..MENTEES {
            let blocks = 0..MENTORS.div_ceil(Kernel::BLOCK);
            let mut most = vec![0; blocks.len()];
            sieve.bounds(row, blocks.clone(), &vec![FORBIDDEN; blocks.len()], &mut most);
            for (block, most) in blocks.zip(most) {
                let columns = block * Kernel::BLOCK..((block + 1) * Kernel::BLOCK).min(MENTORS);
                let mut weights = vec![0; columns.len()];
                sieve.write(row, columns, &mut weights);
                assert!(weights.iter().all(|weight| *weight <= most), "row {row}, block {block}");
                assert!(weights.iter().all(|weight| *weight <= sieve.largest()));
                if most == FORBIDDEN { closed += 1 } else { open += 1 }
            }
        }
        (closed, open)
    }

    #[test]
    fn bounds_of_a_sieve_hold_for_what_it_writes() {
        let (roster, criteria) = town();
        let mut request = Request::new(&roster, &criteria, date(2026, 1, 15));
        for at in 0..40 {
            let (mentor, mentee) = (&roster.mentors()[at * 7].id, &roster.mentees()[at].id);
            request = if at % 2 == 0 {
                request.exclude(mentor.clone(), mentee.clone())
            } else {
                request.keep_running(mentor.clone(), mentee.clone())
            };
        }
        let round = Round::of(&request).expect("nothing in it contradicts itself");
        let source = Source::of(&round);
        let mut closed = 0;
        for flat in [false, true] {
            for least in [0, 1, 4_000, 8_000, 10_000, i32::MAX] {
                let sieve = Sieve { source: Arc::clone(&source), only: Only::AtLeast(least), flat };
                let (shut, open) = check(&sieve);
                assert!(least != i32::MAX || open == 0);
                closed += if least < i32::MAX { shut } else { 0 };
            }
            let problem = sieved(&round, &source, Only::AtLeast(0), true);
            let solution = assignment::solve(&problem, assignment::Goal::RowsFirst).expect("no minimums");
            let only = Only::Tight(solution.units(&problem));
            let (_, open) = check(&Sieve { source: Arc::clone(&source), only, flat });
            assert!(open > 0);
        }
        assert!(closed > 100, "high thresholds close blocks: {closed}");
    }
}
