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
//! After a pass, every pair that could add something is stored, or its row is marked to be looked at again. So later passes
//! look only at rows whose price fell, or that are marked, and at columns whose price fell. Before the end, all pairs are
//! looked at once more: that pass is the proof.
//!
//! # Why it ends
//!
//! Each round but the last stores at least one pair that was not.

use super::{
    Certificate, Change, Line, Pair, Phase, Problem, Progress, SourceFault,
    core::{Adjacency, Core, Weight},
    lines::{COLUMNS, Lines, ROWS},
    parallel,
    pricing::{Hit, Pricing, Scratch, TableBounds, mixed},
    problem::Pairs,
    rough,
};

/// Pairs that are stored for a row at first, and at most in each later round. 16 and 8 need about as many rounds as 32 and 16,
/// and half the pairs.
const FIRST: usize = 16;
const LATER: usize = 8;

/// Rows a thread looks at before it asks for more.
const CHUNK: usize = 64;

/// Into how many parts a pass is cut, between which whoever waits is told.
const PARTS: usize = 40;

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

/// What a pass found in one chunk of rows.
#[derive(Debug, Default)]
struct Found {
    /// The pairs to be stored, row by row.
    pairs: Vec<(usize, Vec<(u32, i64)>)>,
    /// Rows of which more could be stored.
    more: Vec<usize>,
    /// By how much all pairs that are not stored exceed their prices.
    excess: i128,
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
    /// Whether every pair is stored.
    whole: bool,
    /// The least bound and the value that are known.
    bound: Option<i128>,
    value: Option<i128>,
    /// The pairs that have that value.
    plan: Vec<(usize, usize)>,
    round: usize,
    started: bool,
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
            for hits in chosen {
                pairs.extend(hits.into_iter().map(|hit| (hit.column, T::of(i64::from(hit.weight)))));
                begin.push(pairs.len());
            }
        }
        // Rough prices are near enough to search from.
        let started = rough.is_some();
        let value = value_of_pins(problem, &lines);
        let core = Core::new(lines, Adjacency::new(&begin, pairs), rough);
        Ok(Self {
            core,
            seen: [vec![i64::MIN; rows], vec![i64::MIN; columns]],
            more: vec![true; rows],
            bounds,
            whole,
            bound: None,
            value,
            plan: problem.pins.iter().copied().collect(),
            round: 0,
            started,
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
            let solved = {
                let mut progress = self.progress(Phase::Solving, 0, 1);
                let mut stop = |done, steps| {
                    (progress.done, progress.steps) = (done, steps);
                    !(told.watch)(&progress)
                };
                let started = self.started || self.core.start(&mut stop);
                self.started = true;
                started && self.core.solve(&mut stop)
            };
            self.keep_plan(problem);
            if !solved {
                return Err(Standstill::Stopped);
            }
            if self.whole {
                self.lower_bound(problem, 0);
                return Ok(());
            }
            let (changed, looked_at_all) = self.price(problem, false, told)?;
            if !changed {
                if looked_at_all || self.warm {
                    return self.check_stored(problem).map_err(Standstill::Fault);
                }
                self.seen[ROWS].fill(i64::MIN);
                let (changed, _) = self.price(problem, true, told)?;
                if !changed {
                    return self.check_stored(problem).map_err(Standstill::Fault);
                }
            }
        }
    }

    /// Keeps what is in use, when it meets every demand and is better than what was kept.
    fn keep_plan(&mut self, problem: &Problem<'_>) {
        if self.core.unmet().is_empty() {
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

    /// Looks at what may have come to add something, and stores it. Says whether anything did, and whether all pairs were
    /// looked at.
    fn price(
        &mut self,
        problem: &Problem<'_>,
        proving: bool,
        told: &mut Told<'_>,
    ) -> Result<(bool, bool), Standstill> {
        let (rows, columns) = (problem.row_count(), problem.column_count());
        let row_prices = self.core.sides[ROWS].price.clone();
        let column_prices = self.core.sides[COLUMNS].price.clone();
        let fell = |side: usize, prices: &[i64]| -> Vec<bool> {
            prices.iter().zip(&self.seen[side]).map(|(price, seen)| price < seen).collect()
        };
        let mut whole_rows = fell(ROWS, &row_prices);
        let fallen = fell(COLUMNS, &column_prices);
        let never = self.seen[ROWS].iter().map(|seen| *seen == i64::MIN);
        for ((look, more), never) in whole_rows.iter_mut().zip(&self.more).zip(never) {
            *look |= *more || never;
        }
        let few_columns = fallen.iter().filter(|fell| **fell).count();
        // Looking at many columns in part costs as much as looking at whole rows.
        let all = proving || few_columns * 4 > columns || whole_rows.iter().all(|look| *look);
        if all {
            whole_rows.fill(true);
        }
        let phase = if proving { Phase::Proving } else { Phase::Pricing };
        let whole = Pricing::new(problem, &column_prices, self.bounds.as_ref(), None);
        let partial = (!all && few_columns > 0)
            .then(|| Pricing::new(problem, &column_prices, self.bounds.as_ref(), Some(&fallen)));
        let chunk_of = |row: usize| whole_rows[row] || partial.is_some();
        let look: Vec<usize> = (0..rows).filter(|row| chunk_of(*row)).collect();
        let part = look.len().div_ceil(PARTS).next_multiple_of(CHUNK);
        let mut all_found = Vec::new();
        for (at, part) in look.chunks(part.max(1)).enumerate() {
            if !(told.watch)(&self.progress(phase, at, PARTS)) {
                return Err(Standstill::Stopped);
            }
            let core = &self.core;
            let chunks: Vec<&[usize]> = part.chunks(CHUNK).collect();
            let found = parallel::map(0..chunks.len(), |chunk| {
                let mut found = Found::default();
                let (mut scratch, mut hits) = (whole.scratch(), Vec::new());
                for &row in chunks[chunk] {
                    let pricing = if whole_rows[row] { &whole } else { partial.as_ref().unwrap_or(&whole) };
                    hits.clear();
                    let price = row_prices[row];
                    pricing.visit(row, price, all, &mut scratch, |hit| {
                        hits.push(hit);
                        price
                    })?;
                    found.take(problem, core, row, &mut hits);
                }
                Ok::<_, SourceFault>(found)
            });
            for found in found {
                all_found.push(found?);
            }
        }
        let excess: i128 = all_found.iter().map(|found| found.excess).sum();
        if all {
            self.lower_bound(problem, excess);
        }
        for (row, look) in whole_rows.iter().enumerate() {
            if *look {
                self.more[row] = false;
            }
        }
        self.seen = [row_prices, column_prices];
        let mut changed = false;
        for found in all_found {
            for row in found.more {
                self.more[row] = true;
            }
            for (row, pairs) in found.pairs {
                self.core.store(row, &pairs);
                self.core.fit_row(row);
                changed = true;
            }
        }
        self.core.tidy();
        Ok((changed, all))
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

    /// Whether a source still says of the stored pairs what it said.
    fn check_stored(&self, problem: &Problem<'_>) -> Result<(), SourceFault> {
        if self.warm || !matches!(problem.pairs, Pairs::Rows { .. }) {
            return Ok(());
        }
        let rows = problem.row_count();
        let checked = parallel::map(0..rows.div_ceil(CHUNK), |chunk| {
            for row in chunk * CHUNK..((chunk + 1) * CHUNK).min(rows) {
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

impl Found {
    /// Takes the best hits of a row that are not stored.
    fn take<T: Weight>(&mut self, problem: &Problem<'_>, core: &Core<T>, row: usize, hits: &mut Vec<Hit>) {
        if hits.is_empty() {
            return;
        }
        let stored = &core.sides[ROWS].pairs;
        hits.retain(|hit| {
            !stored.of(row).any(|pair| pair.0 == hit.column)
                && (problem.pins.is_empty() || !problem.pins.contains(&(row, hit.column as usize)))
        });
        self.excess += hits.iter().map(|hit| i128::from(hit.excess)).sum::<i128>();
        if hits.len() > LATER {
            // Ties are broken from another place in every row, so that rows do not all take the same.
            let columns = problem.column_count();
            let turn = columns - mixed(row) % columns;
            let key = |hit: &Hit| (std::cmp::Reverse(hit.excess), (hit.column as usize + turn) % columns);
            hits.select_nth_unstable_by_key(LATER, key);
            hits.truncate(LATER);
            self.more.push(row);
        }
        if !hits.is_empty() {
            hits.sort_unstable_by_key(|hit| hit.column);
            self.pairs.push((row, hits.iter().map(|hit| (hit.column, i64::from(hit.weight))).collect()));
        }
    }
}

/// The first pairs of every row: those that leave most after the columns' prices.
fn choose(
    problem: &Problem<'_>,
    prices: &[i64],
    bounds: Option<&TableBounds>,
    stop: &mut impl FnMut(usize, usize) -> bool,
) -> Result<Vec<Vec<Hit>>, Standstill> {
    let rows = problem.row_count();
    let pricing = Pricing::new(problem, prices, bounds, None);
    let part = rows.div_ceil(PARTS).next_multiple_of(CHUNK);
    let mut all = Vec::with_capacity(rows);
    for from in (0..rows).step_by(part.max(1)) {
        if stop(from, rows) {
            return Err(Standstill::Stopped);
        }
        let to = (from + part).min(rows);
        let chosen = parallel::map(0..(to - from).div_ceil(CHUNK), |chunk| {
            let rows = from + chunk * CHUNK..(from + (chunk + 1) * CHUNK).min(to);
            let mut scratch = pricing.scratch();
            rows.map(|row| choose_in_row(problem, &pricing, row, &mut scratch)).collect::<Result<Vec<_>, _>>()
        });
        for chosen in chosen {
            all.extend(chosen?);
        }
    }
    Ok(all)
}

/// Whether the chosen pairs reach about as many columns as are needed: at least half of what could be used.
fn spread_out(lines: &Lines, chosen: &[Vec<Hit>]) -> bool {
    let mut reached = vec![false; lines.count(COLUMNS)];
    for hit in chosen.iter().flatten() {
        reached[hit.column as usize] = true;
    }
    let places = |side: usize, line: usize| u64::from(lines.most(side, line));
    let room: u64 = (0..reached.len()).filter(|at| reached[*at]).map(|at| places(COLUMNS, at)).sum();
    let all: u64 = (0..reached.len()).map(|at| places(COLUMNS, at)).sum();
    let wanted: u64 = (0..chosen.len()).map(|row| places(ROWS, row).min(1)).sum();
    room * 2 >= all.min(wanted)
}

fn choose_in_row(
    problem: &Problem<'_>,
    pricing: &Pricing<'_, '_>,
    row: usize,
    scratch: &mut Scratch,
) -> Result<Vec<Hit>, SourceFault> {
    let mut hits: Vec<Hit> = Vec::with_capacity(FIRST + 1);
    let lowest = i64::MIN / 4;
    let mut from = lowest;
    pricing.visit(row, from, true, scratch, |hit| {
        if problem.pins.is_empty() || !problem.pins.contains(&(row, hit.column as usize)) {
            // The excess is told against a price that rises; what is left after the column's price is what counts.
            hits.push(Hit { excess: hit.excess + from, ..hit });
            if hits.len() > FIRST {
                let worst = (0..hits.len()).min_by_key(|at| hits[*at].excess).unwrap_or(0);
                hits.swap_remove(worst);
                from = hits.iter().map(|hit| hit.excess).min().unwrap_or(lowest);
            }
        }
        from
    })?;
    hits.sort_unstable_by_key(|hit| hit.column);
    Ok(hits)
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
