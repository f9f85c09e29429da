//! Which of several plans that are as good is taken.
//!
//! Scores are sums of a few whole contributions, so many plans are often equally good, and somebody has to say which one it
//! is. Without being asked, it is the one the method comes to. A programme that has to answer for it draws lots in public,
//! spreads the load, or stays near what people were told before. None of it makes a plan worse by its goal: what is chosen
//! among is the [face](crate::assignment::Face) of the best plans.

use std::{collections::BTreeSet, sync::Arc};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Goal, round::Round, source::Source};
use crate::{
    assignment::{self, Face, Line, Solution, Solver, solve},
    id::{MenteeId, MentorId},
};

/// How one of several plans that are as good by the goal is taken.
///
/// ```
/// # use mentorship::{criteria::Criteria, jiff::civil::date, matching::{Request, ThenBy}, people::Roster};
/// # let (roster, criteria) = (Roster::default(), Criteria::default());
/// let lot = ThenBy::Lot { seed: "lottery numbers of 14 January 2026: 3 11 17 24 31 40".to_owned() };
/// let plan = Request::new(&roster, &criteria, date(2026, 1, 15)).then(ThenBy::SpreadLoad).then(lot).plan()?;
/// # Ok::<(), mentorship::matching::PlanError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ThenBy {
    /// The load is spread over mentors: the sum of the squares of their numbers of mentees is as small as can be.
    SpreadLoad,
    /// As many pairings as possible stay of these, such as those of an earlier plan.
    FewestChanges {
        /// The pairings from before; those of people who are gone count for nothing.
        from: BTreeSet<(MentorId, MenteeId)>,
    },
    /// By lot: every possible pairing gets a [number](ThenBy::number) from a seed that everybody knows and the two identifiers,
    /// and the plan with the largest sum is taken. Whoever doubts it can draw again; nobody can be favoured by the order in
    /// which people are listed. It does not claim that every plan is as likely as every other.
    Lot {
        /// A text that is public and that nobody could choose: lottery numbers of a day named beforehand, for example.
        seed: String,
    },
}

impl ThenBy {
    /// The number that a lot gives to a pairing: the first 24 bits of the SHA-256 of the seed, the mentor's and the mentee's
    /// identifier, each followed by a line feed.
    ///
    /// ```
    /// use mentorship::matching::ThenBy;
    ///
    /// // printf 'seed\nM-1\nT-1\n' | sha256sum
    /// assert_eq!(ThenBy::number("seed", &"M-1".parse()?, &"T-1".parse()?), 0x00b2_4360);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn number(seed: &str, mentor: &MentorId, mentee: &MenteeId) -> u32 {
        let text = format!("{seed}\n{mentor}\n{mentee}\n");
        let digest = Sha256::digest(text.as_bytes());
        u32::from_be_bytes([0, digest[0], digest[1], digest[2]])
    }
}

/// The best solution that comes first by all of this, in order.
pub(super) fn taken(
    then: &[ThenBy],
    goal: Goal,
    round: &Round<'_>,
    source: &Arc<Source<'_>>,
    solver: &mut Solver<'_>,
    solution: Solution,
) -> Solution {
    if then.is_empty() {
        return solution;
    }
    let roster = round.compiled.roster();
    let mentor = |column: usize| &roster.mentors()[source.mentor(column)].id;
    let mentee = |row: usize| &roster.mentees()[row].id;
    let mut face = solution.face(solver.problem());
    let mut pairs = solution.pairs().to_vec();
    for by in then {
        let problem = match by {
            ThenBy::SpreadLoad => spread(&face, source.len()),
            ThenBy::FewestChanges { from } => face
                .by(|row, column| i64::from(from.contains(&(mentor(column).clone(), mentee(row).clone())))),
            ThenBy::Lot { seed } => {
                face.by(|row, column| i64::from(ThenBy::number(seed, mentor(column), mentee(row))))
            }
        };
        // Numbers have 24 bits, and there are at most 2 × 10⁶ people, below 2²¹: far within the span.
        let problem = problem.expect("small weights of a problem that could be posed");
        let chosen = solve(&problem, assignment::Goal::Total).expect("the best plans meet every demand");
        face = chosen.face(&problem);
        pairs = chosen.pairs().to_vec();
    }
    // A pairing that adds nothing is not proposed because a lot fell on it.
    let mut at = 0;
    while at < pairs.len() {
        if round.is_idle(goal, source, &pairs, pairs[at]) {
            pairs.remove(at);
        } else {
            at += 1;
        }
    }
    solver.prefer(pairs).expect("the prices of one best plan prove all of them")
}

/// Among the best plans, those with the smallest sum of squares of what each mentor has.
fn spread(face: &Face, columns: usize) -> Result<assignment::Problem<'static>, assignment::InvalidProblem> {
    let mut problem = face.by(|_, _| 0)?;
    for column in 0..columns {
        let line = Line::Column(column);
        let most = face.units(line).map_or(0, |units| units.max);
        // The squares of 1, 2, 3 … differ by 1, 3, 5 …
        let values: Vec<i64> = (0..i64::from(most)).map(|unit| -2 * unit - 1).collect();
        if !values.is_empty() {
            problem = problem.with_values(line, values)?;
        }
    }
    Ok(problem)
}
