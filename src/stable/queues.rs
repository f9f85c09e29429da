//! Whom proposers ask next when likes come from a source: short queues, filled by looking through rows.

#![expect(clippy::needless_bitwise_bool, reason = "without branches many likes are compared at once")]

use std::collections::VecDeque;

use super::{
    acceptance::{Asking, Limits},
    likes::{FORBIDDEN, Likes, key, like_of, parts, rank_of},
    market::index,
    parallel,
};

/// How many entries all queues of a side may hold together.
const ENTRIES: usize = 1 << 22;

/// How many entries a queue holds at least and at most: few suffice where likes differ, many save looks where they do not.
const QUEUE: (usize, usize) = (16, 256);

/// How many columns of a row are asked for at once, so that what is written stays in the nearest cache.
const BLOCK: usize = 1024;

/// How many pairs are looked at together before any of them is looked at closely.
const TOGETHER: usize = 16;

/// How many rows are filled before the next ones know who is still free for them.
const ROWS: usize = 256;

/// Nobody is left to ask from here on.
const NOBODY: u64 = u64::MAX;

/// One that a proposer may ask: the best comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    /// It, as the proposer ranks it.
    key: u64,
    /// The rank that it gives the proposer.
    rank: u32,
}

/// The best of the candidates seen so far.
struct Best {
    /// Those from here on are looked for; what comes before has been asked or was certain to refuse.
    from: u64,
    /// Candidates at or above are not among the best.
    limit: u64,
    keep: usize,
    /// At most twice as many as are kept.
    candidates: Vec<Candidate>,
}

impl Best {
    fn new(from: u64, keep: usize) -> Self {
        Self { from, limit: NOBODY, keep, candidates: Vec::new() }
    }

    /// The likes that a proposer has for candidates which may be among the best: none below the first or above the second.
    fn likes(&self) -> (i32, i32) {
        // Equal likes may be decided by index. FORBIDDEN has the rank of NOBODY, and is never liked.
        (like_of(parts(self.limit).0).max(FORBIDDEN + 1), like_of(parts(self.from).0))
    }

    fn add(&mut self, candidate: Candidate) {
        if candidate.key < self.from || candidate.key >= self.limit {
            return;
        }
        self.candidates.push(candidate);
        if self.candidates.len() >= 2 * self.keep {
            self.cut();
        }
    }

    /// Keeps the best ones only.
    fn cut(&mut self) {
        if self.candidates.len() > self.keep {
            let (_, worst, _) = self.candidates.select_nth_unstable(self.keep - 1);
            self.limit = worst.key;
            self.candidates.truncate(self.keep);
        }
    }

    fn queue(mut self) -> Queue {
        self.cut();
        self.candidates.sort_unstable();
        // A queue that is not full has everybody that is left.
        let last = self.candidates.last().filter(|_| self.candidates.len() >= self.keep);
        let from = last.map_or(NOBODY, |last| last.key + 1);
        let next = self.candidates.iter().rev().map(|candidate| (parts(candidate.key).1, candidate.rank));
        Queue { next: next.collect(), from }
    }
}

/// Whom a proposer asks next.
#[derive(Clone)]
struct Queue {
    /// Who is asked and the rank that it gives the proposer, the next one last.
    next: Vec<(u32, u32)>,
    /// Those that follow, as the proposer ranks them.
    from: u64,
}

impl Queue {
    const NEW: Self = Self { next: Vec::new(), from: 0 };

    fn next(&mut self, proposer: u32, limits: &Limits, proposals: &mut u64) -> Option<(u32, u64)> {
        while let Some((asked, rank)) = self.next.pop() {
            *proposals += 1;
            let key = key(rank, proposer);
            if key < limits[asked as usize] {
                return Some((asked, key));
            }
        }
        None
    }
}

/// How many entries each of so many queues holds.
fn length(queues: usize) -> usize {
    (ENTRIES / queues.max(1)).clamp(QUEUE.0, QUEUE.1)
}

/// The smallest likes of those asked for a proposer that they may accept.
fn least(limits: &Limits) -> Vec<i32> {
    limits.iter().map(|limit| least_of(*limit)).collect()
}

fn least_of(limit: u64) -> i32 {
    like_of(parts(limit).0).max(FORBIDDEN + 1)
}

/// Rows that ask: each is looked through by itself.
pub(super) struct RowQueues<'a> {
    source: &'a dyn Likes,
    columns: usize,
    queues: Vec<Queue>,
}

impl<'a> RowQueues<'a> {
    pub(super) fn new(source: &'a dyn Likes, rows: usize, columns: usize) -> Self {
        Self { source, columns, queues: vec![Queue::NEW; rows] }
    }

    /// Looks through a row for the best that would accept it.
    fn look(&self, row: u32, limits: &Limits, least: &[i32]) -> Queue {
        let mut best = Best::new(self.queues[row as usize].from, length(self.queues.len()));
        let (mut of_row, mut of_column) = ([0; BLOCK], [0; BLOCK]);
        for from in (0..self.columns).step_by(BLOCK) {
            let columns = from..(from + BLOCK).min(self.columns);
            let (of_row, of_column) = (&mut of_row[..columns.len()], &mut of_column[..columns.len()]);
            self.source.write(row as usize, columns.clone(), of_row, of_column);
            let least = least[columns].chunks(TOGETHER);
            let parts = of_row.chunks(TOGETHER).zip(of_column.chunks(TOGETHER)).zip(least);
            for (at, ((of_row, of_column), least)) in parts.enumerate() {
                let (low, high) = best.likes();
                let likes = of_row.iter().zip(of_column).zip(least);
                let may = |((&of_row, &of_column), &least): ((&i32, &i32), &i32)| {
                    (of_row >= low) & (of_row <= high) & (of_column >= least)
                };
                if !likes.clone().fold(false, |any, like| any | may(like)) {
                    continue;
                }
                for (column, ((&of_row, &of_column), _)) in (from + at * TOGETHER..).zip(likes) {
                    let rank = rank_of(of_column);
                    if of_row == FORBIDDEN || of_column == FORBIDDEN || key(rank, row) >= limits[column] {
                        continue;
                    }
                    best.add(Candidate { key: key(rank_of(of_row), index(column)), rank });
                }
            }
        }
        best.queue()
    }
}

impl Asking for RowQueues<'_> {
    fn next(&mut self, proposer: u32, limits: &Limits, proposals: &mut u64) -> Option<(u32, u64)> {
        self.queues[proposer as usize].next(proposer, limits, proposals)
    }

    fn refill(&mut self, waiting: &mut VecDeque<u32>, limits: &Limits, ready: &mut Vec<u32>) {
        // Who was turned away twice waits twice, and may have a new queue already.
        let used_up = |row: &u32| {
            let queue = &self.queues[*row as usize];
            queue.next.is_empty() && queue.from != NOBODY
        };
        let mut rows: Vec<u32> = waiting.drain(..ROWS.min(waiting.len())).filter(used_up).collect();
        rows.sort_unstable();
        rows.dedup();
        let least = least(limits);
        let queues =
            parallel::map(0..rows.len(), rows.len() * self.columns, |at| self.look(rows[at], limits, &least));
        for (&row, queue) in rows.iter().zip(queues) {
            self.queues[row as usize] = queue;
        }
        ready.extend(rows.into_iter().rev());
    }
}

/// Columns that ask: all that wait are filled in one sweep over the rows.
pub(super) struct ColumnQueues<'a> {
    source: &'a dyn Likes,
    rows: usize,
    queues: Vec<Queue>,
}

impl<'a> ColumnQueues<'a> {
    pub(super) fn new(source: &'a dyn Likes, rows: usize, columns: usize) -> Self {
        Self { source, rows, queues: vec![Queue::NEW; columns] }
    }

    /// Looks through all rows for the best that would accept each of these columns, which ascend.
    fn sweep(&self, asking: &[u32], keep: usize, limits: &Limits) -> Vec<Queue> {
        let first = asking[0] as usize;
        let count = asking[asking.len() - 1] as usize - first + 1;
        // Of each column in between: the best so far, none of one that does not ask, and the likes that may be among them.
        let mut bests: Vec<Option<Best>> = (0..count).map(|_| None).collect();
        let (mut low, mut high) = (vec![i32::MAX; count], vec![FORBIDDEN; count]);
        for &column in asking {
            let at = column as usize - first;
            let best = Best::new(self.queues[column as usize].from, keep);
            (low[at], high[at]) = best.likes();
            bests[at] = Some(best);
        }
        let (mut of_row, mut of_column) = (vec![0; count], vec![0; count]);
        for (row, &limit) in (0..).zip(limits).take(self.rows) {
            self.source.write(row as usize, first..first + count, &mut of_row, &mut of_column);
            let least = least_of(limit);
            for from in (0..count).step_by(TOGETHER) {
                let part = from..(from + TOGETHER).min(count);
                let bounds = low[part.clone()].iter().zip(&high[part.clone()]);
                let likes = of_row[part.clone()].iter().zip(&of_column[part.clone()]).zip(bounds);
                let may = |((&of_row, &of_column), (&low, &high)): ((&i32, &i32), (&i32, &i32))| {
                    (of_column >= low) & (of_column <= high) & (of_row >= least)
                };
                if !likes.fold(false, |any, like| any | may(like)) {
                    continue;
                }
                for at in part {
                    let Some(best) = &mut bests[at] else { continue };
                    let (rank, column) = (rank_of(of_row[at]), index(first + at));
                    let forbidden = of_row[at] == FORBIDDEN || of_column[at] == FORBIDDEN;
                    if forbidden || key(rank, column) >= limit {
                        continue;
                    }
                    best.add(Candidate { key: key(rank_of(of_column[at]), row), rank });
                    (low[at], high[at]) = best.likes();
                }
            }
        }
        bests.into_iter().flatten().map(Best::queue).collect()
    }
}

impl Asking for ColumnQueues<'_> {
    fn next(&mut self, proposer: u32, limits: &Limits, proposals: &mut u64) -> Option<(u32, u64)> {
        self.queues[proposer as usize].next(proposer, limits, proposals)
    }

    fn refill(&mut self, waiting: &mut VecDeque<u32>, limits: &Limits, ready: &mut Vec<u32>) {
        let left = |column: &u32| self.queues[*column as usize].from != NOBODY;
        let mut asking: Vec<u32> = waiting.drain(..).filter(left).collect();
        asking.sort_unstable();
        asking.dedup();
        let near = |a: &u32, b: &u32| *b - *a <= GAP;
        let spans: Vec<&[u32]> = asking.chunk_by(near).flat_map(|span| span.chunks(SPAN)).collect();
        let keep = length(asking.len());
        let queues = parallel::map(0..spans.len(), asking.len().saturating_mul(self.rows), |span| {
            self.sweep(spans[span], keep, limits)
        });
        for (&column, queue) in asking.iter().zip(queues.into_iter().flatten()) {
            self.queues[column as usize] = queue;
        }
        ready.extend(asking.into_iter().rev());
    }
}

/// How many columns are swept together at most, so that what is known of them stays in a cache.
const SPAN: usize = 512;

/// Columns as far apart as this are swept by themselves; what lies between others is asked for and not looked at.
const GAP: u32 = 16;
