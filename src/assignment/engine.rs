//! Rounds of solving what is stored and pricing what is not.
//!
//! # Problem
//!
//! The best assignment over pairs that nobody wants to store: ten thousand million of them for a country.
//!
//! # Idea
//!
//! Store a few of the best pairs of each row, solve the problem they make exactly, and ask of every other pair whether, at the
//! prices found, it could add something. Store those that could, and solve on from there, until none is left (delayed column
//! generation; Dantzig and Wolfe, 1960). Prices that no pair beats prove the plan for all pairs.
//!
//! Minimums and the first level of a goal are worths, so prices carry them, and a row that cannot be matched, or a column
//! below its minimum, makes *every* pair that could help it look good. So a smaller number and a clash, too, are found only
//! when all pairs allow no better.
//!
//! # Rounds
//!
//! Of a source, the first pairs come from the few blocks that promise most, and a rough auction shows at which prices to look
//! at all: solving exactly what few pairs make would cost most of the time and tell little.
//!
//! After a pass, every pair that could add something is stored, or its row is marked to be looked at again. So later passes
//! look only at rows whose price fell, or that are marked, and at blocks of columns where a price fell; and what a pass finds
//! out of a block is [kept](super::known) until prices have moved by as much. Before the end, all pairs are looked at once
//! more, as if nothing were known: that pass is the proof. (Tables are proved afterwards, from nothing but the prices.)
//!
//! # Why it ends
//!
//! Each round but the rough one and the last stores at least one pair that was not.
//!
//! # What it costs
//!
//! For each row and column some 70 bytes, for each stored pair 8 to 32 (see the [core](super::core)), about 25 pairs a row; for
//! each row and 64 columns a byte, up to 256 MiB, beyond which passes look anew. A pass looks at every pair in blocks; on
//! sampled people bounds let two thirds through, and what is known a twentieth.
//!
//! # What was tried and lost
//!
//! Solving the first pairs exactly: with a rough auction instead, 30 000 × 30 000 sampled people take 2 s of solving, not 40.
//! Looking at one row after the other over all columns: 13 ns a pair at 100 000 columns, because every column of the kernel
//! comes from memory again; 256 rows over 512 columns at a time take a quarter of that. Marking single columns whose price fell:
//! nearly every block holds one. Keeping the largest weight of each block: prices differ within it, five times as many blocks
//! remain as with what weights leave after the prices.

use super::{
    Certificate, Change, Line, Pair, Phase, Problem, Progress, SourceFault,
    core::{Adjacency, Core, Weight},
    few::{FIRST, Few, LATER, best, choose, spread_out},
    known::Known,
    lines::{COLUMNS, Lines, ROWS},
    parallel,
    pricing::{Asked, Pricing, TableBounds, block_of},
    problem::Pairs,
    rough,
};

/// Rows whose stored pairs a thread checks before it asks for more.
const CHECKED: usize = 64;

/// Why an engine stands still.
#[derive(Debug)]
pub(super) enum Standstill {
    /// Whoever waits broke it off, or the rounds are used up.
    Stopped,
    Fault(SourceFault),
}

impl From<SourceFault> for Standstill {
    fn from(fault: SourceFault) -> Self {
        Self::Fault(fault)
    }
}

/// What there is to be done before the core solves by searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// A rough auction, to see which pairs are missing.
    Roughly,
    /// An auction.
    Anew,
    Done,
}

/// The state between rounds, and between changes.
#[derive(Clone, Debug)]
pub(super) struct Engine<T> {
    pub(super) core: Core<T>,
    /// The prices at which rows and columns were last looked at.
    seen: [Vec<i64>; 2],
    /// Rows of which not every pair that could add something is stored.
    more: Vec<bool>,
    bounds: Option<TableBounds>,
    known: Option<Known>,
    /// Whether every pair is stored.
    whole: bool,
    /// The least bound and the value that are known.
    bound: Option<i128>,
    value: Option<i128>,
    /// The pairs that have that value.
    plan: Vec<(usize, usize)>,
    round: usize,
    start: Start,
    /// Whether a solution was proved, and only what changed since is looked at.
    warm: bool,
}

/// Whoever waits, and what they are told.
pub(super) struct Told<'w> {
    pub(super) watch: &'w mut dyn FnMut(&Progress) -> bool,
}

impl<T: Weight> Engine<T> {
    /// Chooses the first pairs.
    pub(super) fn new(problem: &Problem<'_>, lines: Lines, told: &mut Told<'_>) -> Result<Self, Standstill> {
        let whole = matches!(problem.pairs, Pairs::List { .. });
        let (rows, columns) = (problem.row_count(), problem.column_count());
        let mut begin = vec![0];
        let mut pairs: Vec<(u32, T)> = Vec::new();
        let (mut bounds, mut rough) = (None, None);
        if whole {
            let mut of_row = Vec::new();
            for row in 0..rows {
                problem.read_pairs(row, &mut of_row);
                let pinned = |column: u32| problem.pins.contains(&(row, column as usize));
                let free = of_row.iter().filter(|pair| problem.pins.is_empty() || !pinned(pair.0));
                pairs.extend(free.map(|&(column, weight)| (column, T::of(weight))));
                begin.push(pairs.len());
            }
        } else {
            bounds = TableBounds::of(problem);
            let mut progress = Progress {
                phase: Phase::Choosing,
                round: 0,
                done: 0,
                steps: rows.max(1),
                stored: 0,
                value: None,
                bound: None,
                first_level: lines.encoding.first,
            };
            let mut stop = |done: usize, steps: usize| {
                (progress.done, progress.steps) = (done, steps);
                !(told.watch)(&progress)
            };
            let floors: Vec<i64> =
                (0..columns).map(|column| -lines.worth(COLUMNS, column, 0).unwrap_or(0)).collect();
            let mut chosen = choose(problem, &floors, bounds.as_ref(), &mut stop)?;
            if !spread_out(&lines, &chosen) {
                let prices = rough::prices(problem, &lines, &mut stop).ok_or(Standstill::Stopped)?;
                chosen = choose(problem, &prices, bounds.as_ref(), &mut stop)?;
                rough = Some(prices);
            }
            for few in chosen {
                pairs.extend(few.pairs().into_iter().map(|(column, weight)| (column, T::of(weight))));
                begin.push(pairs.len());
            }
        }
        let start = match problem.pairs {
            // Rough prices are near enough to search from.
            _ if rough.is_some() => Start::Done,
            // Of a source few pairs were looked at: it would be a waste to solve exactly what those make.
            Pairs::Rows { .. } => Start::Roughly,
            Pairs::Table { .. } | Pairs::List { .. } => Start::Anew,
        };
        let value = value_of_pins(problem, &lines);
        let core = Core::new(lines, Adjacency::new(&begin, pairs), rough);
        Ok(Self {
            core,
            seen: [vec![i64::MIN; rows], vec![i64::MIN; columns]],
            more: vec![true; rows],
            bounds,
            known: if whole { None } else { Known::new(rows, columns, block_of(problem), problem.largest) },
            whole,
            bound: None,
            value,
            plan: problem.pins.iter().copied().collect(),
            round: 0,
            start,
            warm: false,
        })
    }

    /// How far it is.
    pub(super) fn progress(&self, phase: Phase, done: usize, steps: usize) -> Progress {
        Progress {
            phase,
            round: self.round,
            done,
            steps,
            stored: self.core.stored(),
            value: self.value,
            bound: self.bound,
            first_level: self.core.lines().encoding.first,
        }
    }

    /// Solves and prices until nothing is better. What is in use fits, whenever it is stopped.
    pub(super) fn run(
        &mut self,
        problem: &Problem<'_>,
        rounds: usize,
        told: &mut Told<'_>,
    ) -> Result<(), Standstill> {
        let first = self.round;
        loop {
            if self.round - first >= rounds {
                return Err(Standstill::Stopped);
            }
            self.round += 1;
            let rough = self.start == Start::Roughly;
            let mut progress = self.progress(Phase::Solving, 0, 1);
            let solved = (told.watch)(&progress) && {
                let mut stop = |done, steps| {
                    (progress.done, progress.steps) = (done, steps);
                    !(told.watch)(&progress)
                };
                let start = match self.start {
                    Start::Roughly => self.core.start_roughly(&mut stop),
                    Start::Anew => self.core.start(&mut stop),
                    Start::Done => true,
                };
                start && (rough || self.core.solve(&mut stop))
            };
            self.keep_plan(problem);
            if !solved {
                return Err(Standstill::Stopped);
            }
            self.start = if rough { Start::Anew } else { Start::Done };
            if self.whole {
                self.lower_bound(problem, 0);
                return Ok(());
            }
            if self.price(problem, false, told)? || rough {
                continue;
            }
            // Tables are proved from nothing but their prices afterwards.
            let source = matches!(problem.pairs, Pairs::Rows { .. });
            if self.warm || !source || !self.price(problem, true, told)? {
                return self.check_stored(problem).map_err(Standstill::Fault);
            }
        }
    }

    /// Keeps what is in use, when it meets every demand and is better than what was kept.
    fn keep_plan(&mut self, problem: &Problem<'_>) {
        if self.core.meets_minimums() {
            let value = self.core.value() + constant(problem, self.core.lines());
            if self.value.is_none_or(|before| before < value) {
                self.value = Some(value);
                self.plan = self.pairs_in_use(problem);
            }
        }
    }

    /// The best plan so far, and whether it meets every demand.
    pub(super) fn best_plan(&self, problem: &Problem<'_>) -> (Vec<(usize, usize)>, bool) {
        match self.value {
            Some(_) => (self.plan.clone(), true),
            None => (self.pairs_in_use(problem), false),
        }
    }

    fn lower_bound(&mut self, problem: &Problem<'_>, excess: i128) {
        let bound = self.core.bound() + excess + constant(problem, self.core.lines());
        self.bound = Some(self.bound.map_or(bound, |before| before.min(bound)));
    }

    /// By how much the prices of each block's columns fell at most since they were last looked at.
    fn falls(&self, block: usize) -> Vec<i64> {
        let fall = |(now, before): (&i64, &i64)| if *before == i64::MIN { 0 } else { (before - now).max(0) };
        let blocks = self.core.sides[COLUMNS].price.chunks(block).zip(self.seen[COLUMNS].chunks(block));
        blocks.map(|(now, before)| now.iter().zip(before).map(fall).max().unwrap_or(0)).collect()
    }

    /// Looks at what may have come to add something, and stores it. Says whether anything did. `proving` looks at all pairs.
    fn price(
        &mut self,
        problem: &Problem<'_>,
        proving: bool,
        told: &mut Told<'_>,
    ) -> Result<bool, Standstill> {
        let rows = problem.row_count();
        let row_prices = self.core.sides[ROWS].price.clone();
        let column_prices = self.core.sides[COLUMNS].price.clone();
        let never = self.seen[COLUMNS].first() == Some(&i64::MIN);
        let falls = self.falls(block_of(problem));
        if let Some(known) = &mut self.known {
            known.begin(&row_prices, &falls);
        }
        let mut whole_rows: Vec<bool> =
            row_prices.iter().zip(&self.seen[ROWS]).map(|(price, seen)| price < seen).collect();
        for (look, more) in whole_rows.iter_mut().zip(&self.more) {
            *look |= *more;
        }
        let looked_into: Vec<bool> = falls.iter().map(|fall| *fall > 0).collect();
        let few_blocks = looked_into.iter().filter(|look| **look).count();
        // Looking at many blocks of all rows costs as much as looking at whole rows.
        let all =
            proving || never || few_blocks * 4 > looked_into.len() || whole_rows.iter().all(|look| *look);
        if all {
            whole_rows.fill(true);
        }
        let phase = if proving { Phase::Proving } else { Phase::Pricing };
        // The proof is about what is answered now.
        let known = if proving { None } else { self.known.as_ref() };
        let whole = Pricing::new(problem, &column_prices, self.bounds.as_ref(), None).knowing(known);
        let partial = (!all && few_blocks > 0).then(|| {
            Pricing::new(problem, &column_prices, self.bounds.as_ref(), Some(&looked_into)).knowing(known)
        });
        let of_kind = |looked_at: bool| -> Vec<Asked> {
            let rows = (0..rows).filter(|row| whole_rows[*row] == looked_at);
            rows.map(|row| Asked { row, price: row_prices[row] }).collect()
        };
        let mut asked = vec![(&whole, of_kind(true))];
        asked.extend(partial.as_ref().map(|partial| (partial, of_kind(false))));
        let steps: usize = asked.iter().map(|(_, rows)| rows.len()).sum();
        let (mut done, mut all_found) = (0, Vec::new());
        for (pricing, asked) in &asked {
            let core = &self.core;
            // Stored pairs add nothing: the core has seen to that.
            let hidden = |row: usize, hide: &mut dyn FnMut(usize)| {
                for (column, _) in core.sides[ROWS].pairs.of(row) {
                    hide(column as usize);
                }
                problem.pins_of(row).for_each(hide);
            };
            let mut stop = |now: usize| !(told.watch)(&self.progress(phase, done + now, steps));
            all_found.extend(best(pricing, asked, LATER, &hidden, &mut stop)?);
            done += asked.len();
        }
        if all {
            // No unit of a row exceeds the prices by more.
            let excess = |few: &Few| {
                few.most().map_or(0, |most| {
                    i128::from(most - row_prices[few.row]) * i128::from(self.core.lines().most(ROWS, few.row))
                })
            };
            let excess = all_found.iter().map(excess).sum();
            self.lower_bound(problem, excess);
        }
        for (row, look) in whole_rows.iter().enumerate() {
            if *look {
                self.more[row] = false;
            }
        }
        self.seen = [row_prices, column_prices];
        let mut changed = false;
        for few in all_found.into_iter().filter(|few| few.most().is_some()) {
            changed = true;
            self.more[few.row] |= few.full;
            self.core.store(few.row, &few.pairs());
            self.core.fit_row(few.row);
        }
        self.core.tidy();
        Ok(changed)
    }

    /// Whether only what changed since a proof is looked at.
    pub(super) fn is_warm(&self) -> bool {
        self.warm
    }

    /// Says that what there is was proved.
    pub(super) fn settled(&mut self, told: &mut Told<'_>) {
        self.warm = true;
        self.bound = self.value;
        let _ = (told.watch)(&self.progress(Phase::Proving, 1, 1));
    }

    /// Goes on from other pairs, ascending, that the same prices prove.
    pub(super) fn replace(&mut self, problem: &Problem<'_>, pairs: &[(usize, usize)]) {
        let free = pairs.iter().filter(|pair| !problem.pins.contains(pair));
        let weighed: Vec<_> =
            free.filter_map(|&(row, column)| Some((row, column, problem.weight(row, column)?))).collect();
        self.core.replace(&weighed);
        self.plan = pairs.to_vec();
    }

    /// Whether a source still says of the stored pairs what it said.
    fn check_stored(&self, problem: &Problem<'_>) -> Result<(), SourceFault> {
        if self.warm || !matches!(problem.pairs, Pairs::Rows { .. }) {
            return Ok(());
        }
        let rows = problem.row_count();
        let checked = parallel::map(0..rows.div_ceil(CHECKED), |chunk| {
            for row in chunk * CHECKED..((chunk + 1) * CHECKED).min(rows) {
                for (column, weight) in self.core.sides[ROWS].pairs.of(row) {
                    let (column, before) = (column as usize, weight.wide());
                    let after = problem.weight(row, column);
                    if after != Some(before) {
                        let after = after.unwrap_or(i64::from(super::FORBIDDEN));
                        return Err(SourceFault::Changed { row, column, before, after });
                    }
                }
            }
            Ok(())
        });
        checked.into_iter().collect()
    }

    /// By how much the stored pairs exceed their prices: all pairs do, once nothing else is better.
    pub(super) fn excess(&self) -> i128 {
        let [rows, columns] = &self.core.sides;
        let excess = |row: usize| {
            let of_row = rows.pairs.of(row);
            of_row.map(move |(column, weight)| {
                i128::from((weight.wide() - rows.price[row] - columns.price[column as usize]).max(0))
            })
        };
        (0..rows.price.len()).flat_map(excess).sum()
    }

    /// The prices, for whoever checks them.
    pub(super) fn certificate(&self) -> Certificate {
        let [rows, columns] = &self.core.sides;
        Certificate { rows: rows.price.clone(), columns: columns.price.clone() }
    }

    /// The pairs in use, pins included, ascending.
    pub(super) fn pairs_in_use(&self, problem: &Problem<'_>) -> Vec<(usize, usize)> {
        let mut pairs = self.core.pairs_in_use();
        if !problem.pins.is_empty() {
            pairs.extend(problem.pins.iter().copied());
            pairs.sort_unstable();
        }
        pairs
    }

    /// Takes over a change that the problem has taken already.
    pub(super) fn apply(&mut self, problem: &Problem<'_>, change: &Change, was_pinned: bool) {
        self.value = None;
        self.bound = None;
        match change {
            &(Change::Forbid { row, column }
            | Change::Pin { row, column }
            | Change::Unpin { row, column }) => {
                let pinned = problem.pins.contains(&(row, column));
                if pinned != was_pinned {
                    self.core.update_line(problem, Line::Row(row));
                    self.core.update_line(problem, Line::Column(column));
                }
                let weight = if pinned { None } else { problem.weight(row, column) };
                self.core.set_weight(row, column, weight);
                self.core.fit_row(row);
            }
            &Change::Weight(Pair { row, column, .. }) => {
                if !was_pinned {
                    self.core.set_weight(row, column, problem.weight(row, column));
                    self.core.fit_row(row);
                }
            }
            Change::Bounds { line, .. } | Change::Values { line, .. } => {
                self.core.update_line(problem, *line);
            }
            Change::AddRow { weights, .. } => {
                let row = problem.row_count() - 1;
                self.core.update_line(problem, Line::Row(row));
                let prices = &self.core.sides[COLUMNS].price;
                let (pairs, best) = self.best_of(weights, prices);
                self.core.store(row, &pairs);
                self.core.price_row(row, best);
                self.seen[ROWS].push(best.unwrap_or(0));
                if let Some(known) = &mut self.known {
                    known.add_row();
                }
                self.more.push(false);
            }
            Change::AddColumn { weights, .. } => {
                let column = problem.column_count() - 1;
                self.core.update_line(problem, Line::Column(column));
                let prices = &self.core.sides[ROWS].price;
                let (pairs, best) = self.best_of(weights, prices);
                for (row, weight) in pairs {
                    self.core.store(
                        row as usize,
                        &[(u32::try_from(column).expect("at most 2^24 columns"), weight)],
                    );
                }
                self.core.price_column(column, best);
                self.seen[COLUMNS].push(self.core.sides[COLUMNS].price[column]);
                if let Some(known) = &mut self.known {
                    known.add_column();
                }
            }
        }
    }

    /// The pairs of a new line that are stored, and what the best leaves.
    fn best_of(&self, weights: &[Option<i64>], prices: &[i64]) -> (Vec<(u32, i64)>, Option<i64>) {
        let mut pairs: Vec<(i64, u32, i64)> = (0..)
            .zip(weights.iter().zip(prices))
            .filter_map(|(other, (weight, price))| Some(((*weight)? - price, other, (*weight)?)))
            .collect();
        pairs.sort_unstable_by_key(|&(left, other, _)| (std::cmp::Reverse(left), other));
        let best = pairs.first().map(|pair| pair.0);
        if !self.whole {
            pairs.truncate(FIRST);
        }
        (pairs.into_iter().map(|(_, other, weight)| (other, weight)).collect(), best)
    }
}

/// What pins alone are worth, when they meet every demand.
pub(super) fn value_of_pins(problem: &Problem<'_>, lines: &Lines) -> Option<i128> {
    lines.are_met_by_pins().then(|| constant(problem, lines))
}

/// What pins are worth, less what minimums count beside them: the difference between the value by the goal and the core's.
fn constant(problem: &Problem<'_>, lines: &Lines) -> i128 {
    let weights = problem.pins.iter().filter_map(|&(row, column)| problem.weight(row, column));
    let mut constant: i128 = weights.map(i128::from).sum();
    let (row_pins, column_pins) = problem.pins_per_line();
    for (side, of, pins) in [(ROWS, &problem.rows, row_pins), (COLUMNS, &problem.columns, column_pins)] {
        for (line, &pins) in pins.iter().enumerate() {
            let value = |unit| {
                let level = if side == ROWS { lines.encoding.row_level(unit) } else { 0 };
                i128::from(of.value(line, unit)) + i128::from(level)
            };
            constant += (0..pins).map(value).sum::<i128>();
            constant -= i128::from(lines.least(side, line)) * i128::from(lines.encoding.minimum);
        }
    }
    constant
}
