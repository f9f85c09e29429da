//! The worst-off first, then the next, and so on.
//!
//! # Problem
//!
//! Mentees who seek one mentor each. Of two plans the better is the one whose lowest score is higher; of equal ones, the one in
//! which fewer have it; then the same of the next higher score, to the last. Nobody at all counts below every score.
//!
//! # Idea
//!
//! Level by level from below, with faces: a pairing at the level costs one, one above it nothing, so the best plans are those
//! with fewest at this level; their [face](crate::assignment::Face) is all that the next level may choose from. Below the
//! highest lowest score there is nothing to choose. Between two levels a plan that fears low scores more than it hopes for high
//! ones shows the next level that need be looked at: nothing is lower in it, so nothing has to be.
//!
//! # Why it ends
//!
//! Each round settles a level or shows that nobody needs it.
//!
//! # What it costs
//!
//! The pairs that are open are written down, at some forty bytes each, and solved again for each score that somebody has in the
//! end: seconds for a thousand people, a blink for a hundred.

use std::sync::Arc;

use super::{GoOn, Last, NoLast, Only, highest_lowest, sieved, solved};
use crate::{
    assignment::{Face, Goal, Problem, Rows, Solution},
    matching::{round::Round, source::Source},
};

/// The most pairs that are written down: some 300 MiB.
const MOST_PAIRS: u64 = 1 << 23;

/// A pairing just above the level is feared 2³⁶ times as much as one at the top: far within the span of 2⁵³ for 2¹⁰ lines; with
/// more, the powers are fewer.
const POWERS: u32 = 36;

/// What a level is, where scores are the worth of pairs in thousandths.
type Score = i64;

pub(super) fn last<'a>(
    round: &Round<'_>,
    source: &Arc<Source<'a>>,
    go_on: GoOn<'_>,
) -> Result<Last<'a>, NoLast> {
    let several: Vec<_> = (0..round.mentees.len()).filter(|row| round.mentees[*row].max > 1).collect();
    if !several.is_empty() {
        return Err(NoLast::SeveralMentors(several));
    }
    let lowest = highest_lowest(round, source, source.largest(), go_on)?;
    let pairs = possible(round, source, lowest);
    if pairs > MOST_PAIRS {
        return Err(NoLast::TooMany(pairs));
    }
    let problem = sieved(round, source, Only::AtLeast(lowest), true);
    let mut plan = solved(problem.clone(), Goal::RowsFirst, go_on)?;
    let mut face = plan.face(&problem);
    let scores = Scores::of(&face, source);
    let score = |row, column| scores.get(row, column);
    // INVARIANT: every plan of the face has as few pairings as can be at each score up to `settled`.
    let mut settled = Score::from(lowest) - 1;
    loop {
        let open = face.in_some().iter().map(|&(row, column)| score(row, column));
        let Some(top) = open.max().filter(|top| *top > settled) else { break };
        plan = fearing(&face, &score, settled, top, go_on)?;
        let used = plan.pairs().iter().filter(|pair| face.in_some().binary_search(pair).is_ok());
        let above = used.map(|&(row, column)| score(row, column)).filter(|score| *score > settled);
        let Some(level) = above.min() else { break };
        // What is below the level is in no plan any more: this one does without.
        let fewest = face.by(|row, column| match score(row, column) {
            score if score <= settled || score > level => 0,
            score if score == level => -1,
            _ => -i64::from(1 << 24),
        });
        let problem = within(fewest);
        let found = solved(problem.clone(), Goal::Total, go_on)?;
        face = found.face(&problem);
        settled = level;
    }
    // All plans that are left have the same scores; the problem says so with its total.
    let problem = within(face.by(score));
    Ok(Last { problem, goal: Goal::Total })
}

fn within(problem: Result<Problem<'static>, crate::assignment::InvalidProblem>) -> Problem<'static> {
    problem.expect("at most 2^23 pairs, so few lines that small weights are within the span")
}

/// The scores of all pairs of the first face, which are those of every later one: asked for again and again, worked out once.
struct Scores {
    /// Column and score of each pair, by row and then by column.
    pairs: Vec<(u32, i32)>,
    /// Where the pairs of each row begin; one more than there are rows.
    starts: Vec<usize>,
}

impl Scores {
    fn of(face: &Face, source: &Source<'_>) -> Self {
        let mut of_face: Vec<_> = face.in_some().iter().chain(face.in_every()).copied().collect();
        of_face.sort_unstable();
        let rows = of_face.last().map_or(0, |last| last.0 + 1);
        let mut weights = vec![0; source.len()];
        let (mut pairs, mut starts) = (Vec::with_capacity(of_face.len()), vec![0]);
        let mut of_face = &of_face[..];
        for row in 0..rows {
            let (of_row, rest) = of_face.split_at(of_face.partition_point(|pair| pair.0 == row));
            source.write(row, 0..source.len(), &mut weights);
            let column = |&(_, column): &(usize, usize)| {
                (u32::try_from(column).expect("mentors are counted in 32 bits"), weights[column])
            };
            pairs.extend(of_row.iter().map(column));
            starts.push(pairs.len());
            of_face = rest;
        }
        Self { pairs, starts }
    }

    fn get(&self, row: usize, column: usize) -> Score {
        let of_row = &self.pairs[self.starts[row]..self.starts[row + 1]];
        let at = of_row.binary_search_by_key(&column, |pair| pair.0 as usize);
        Score::from(of_row[at.expect("every face is part of the first")].1)
    }
}

/// A plan of the face that fears low scores more than it hopes for high ones.
fn fearing(
    face: &Face,
    score: &impl Fn(usize, usize) -> Score,
    settled: Score,
    top: Score,
    go_on: GoOn<'_>,
) -> Result<Solution, NoLast> {
    let lines = face.in_some().len() + face.in_every().len() + 4;
    // At most 2²³ pairs, so at least 2²⁴ is left.
    let powers = POWERS.min(52_u32.saturating_sub(usize::BITS - lines.leading_zeros() + 1));
    let range = (top - settled).max(1);
    let problem = within(face.by(|row, column| {
        let above = score(row, column) - settled;
        if above <= 0 {
            return 0;
        }
        let steps = (range - above).max(0) * i64::from(powers) / range;
        -(1_i64 << steps.clamp(0, 40))
    }));
    solved(problem, Goal::Total, go_on)
}

/// How many pairs of at least so much there are.
fn possible(round: &Round<'_>, source: &Arc<Source<'_>>, lowest: i32) -> u64 {
    let mut weights = vec![0; source.len()];
    (0..round.mentees.len())
        .map(|row| {
            source.write(row, 0..source.len(), &mut weights);
            weights.iter().filter(|weight| **weight >= lowest).count() as u64
        })
        .sum()
}
