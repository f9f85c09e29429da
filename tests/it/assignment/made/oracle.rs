//! What is best, found without the solver: by trying everything, and by a plain min-cost flow.

use mentorship::assignment::{Bounds, Demand, Goal, Line};

use super::parts::{Parts, Value};

/// The best value by each of the [`GOALS`](super::GOALS) over all subsets of the pairs; `None` when no subset meets the demands.
pub(crate) fn best_by_trying(parts: &Parts) -> [Option<Value>; 3] {
    let mut best = [None; 3];
    each_assignment(parts, &mut |_, values| {
        for (best, value) in best.iter_mut().zip(values) {
            *best = (*best).max(Some(value));
        }
    });
    best
}

/// Called with pairs in use and their value by each goal.
type Each<'a> = dyn FnMut(&[(usize, usize)], [Value; 3]) + 'a;

/// Every assignment that meets the demands, as (row, column) ascending, with its value by each of the goals.
pub(crate) fn each_assignment(parts: &Parts, each: &mut Each<'_>) {
    let mut trial = Trial {
        parts,
        pinned: parts.pairs.iter().map(|pair| parts.pins.contains(&(pair.row, pair.column))).collect(),
        rows: vec![0; parts.rows.len()],
        columns: vec![0; parts.columns.len()],
        used: Vec::new(),
        each,
    };
    trial.go_on(0, 0);
}

struct Trial<'a> {
    parts: &'a Parts,
    pinned: Vec<bool>,
    /// Units of each line so far.
    rows: Vec<usize>,
    columns: Vec<usize>,
    used: Vec<(usize, usize)>,
    each: &'a mut Each<'a>,
}

impl Trial<'_> {
    /// Decides about the pair at `at` and all after it, when those used are worth `total` so far.
    fn go_on(&mut self, at: usize, total: i128) {
        let Some(&pair) = self.parts.pairs.get(at) else {
            let enough = |units: &[usize], bounds: &[Bounds]| {
                units.iter().zip(bounds).all(|(units, bounds)| *units >= bounds.min as usize)
            };
            if enough(&self.rows, &self.parts.rows) && enough(&self.columns, &self.parts.columns) {
                let covered = self.rows.iter().filter(|units| **units > 0).count();
                (self.each)(&self.used, [covered, self.used.len(), 0].map(|first| (first, total)));
            }
            return;
        };
        if !self.pinned[at] {
            self.go_on(at + 1, total);
        }
        let (row, column) = (self.rows[pair.row], self.columns[pair.column]);
        let has_room = |units: usize, bounds: &Bounds| units < bounds.max as usize;
        if has_room(row, &self.parts.rows[pair.row]) && has_room(column, &self.parts.columns[pair.column]) {
            let value =
                |line, unit: usize| i128::from(self.parts.values_of(line).get(unit).copied().unwrap_or(0));
            let gain = i128::from(pair.weight)
                + value(Line::Row(pair.row), row)
                + value(Line::Column(pair.column), column);
            self.rows[pair.row] += 1;
            self.columns[pair.column] += 1;
            self.used.push((pair.row, pair.column));
            self.go_on(at + 1, total + gain);
            self.used.pop();
            self.rows[pair.row] -= 1;
            self.columns[pair.column] -= 1;
        }
    }
}

/// Demands met, first level of the goal, total: compared in that order. No large numbers stand for "first".
type Worth = [i64; 3];

fn plus(a: Worth, b: Worth) -> Worth {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

#[derive(Clone, Copy, Debug)]
struct Edge {
    to: usize,
    open: bool,
    worth: Worth,
}

/// A network of unit edges; the edge at `2 k + 1` undoes the one at `2 k`.
#[derive(Debug, Default)]
struct Network {
    edges: Vec<Edge>,
    from: Vec<Vec<usize>>,
}

impl Network {
    fn join(&mut self, from: usize, to: usize, worth: Worth) {
        self.from[from].push(self.edges.len());
        self.edges.push(Edge { to, open: true, worth });
        self.from[to].push(self.edges.len());
        self.edges.push(Edge { to: from, open: false, worth: worth.map(|level| -level) });
    }

    /// Sends units from the first node to the last as long as that is worth something, each along the path of most worth
    /// (Bellman and Ford), and tells what all are worth.
    fn most(&mut self) -> Worth {
        let mut all = [0; 3];
        loop {
            let mut reached: Vec<Option<(Worth, usize)>> = vec![None; self.from.len()];
            reached[0] = Some(([0; 3], usize::MAX));
            let (mut waiting, mut waits) =
                (std::collections::VecDeque::from([0]), vec![false; self.from.len()]);
            while let Some(node) = waiting.pop_front() {
                waits[node] = false;
                let (worth, _) = reached[node].unwrap();
                for &at in &self.from[node] {
                    let edge = self.edges[at];
                    let found = plus(worth, edge.worth);
                    if edge.open && edge.to != 0 && reached[edge.to].is_none_or(|(best, _)| found > best) {
                        reached[edge.to] = Some((found, at));
                        if !std::mem::replace(&mut waits[edge.to], true) {
                            waiting.push_back(edge.to);
                        }
                    }
                }
            }
            let Some((worth, mut at)) = reached[self.from.len() - 1].filter(|(worth, _)| *worth > [0; 3])
            else {
                return all;
            };
            all = plus(all, worth);
            while at != usize::MAX {
                self.edges[at].open = false;
                self.edges[at ^ 1].open = true;
                let before = self.edges[at ^ 1].to;
                at = reached[before].unwrap().1;
            }
        }
    }
}

/// The best value by a goal, from a min-cost flow; `None` when the demands cannot be met together.
pub(crate) fn best_by_flow(parts: &Parts, goal: Goal) -> Option<Value> {
    let (rows, columns) = (parts.rows.len(), parts.columns.len());
    let end = 1 + rows + columns;
    let mut network = Network { from: vec![Vec::new(); end + 1], ..Network::default() };
    let mut demands = parts.pins.len() as i64;
    let pairs: Vec<_> = parts.pairs.iter().map(|pair| (pair.row, pair.column)).collect();
    for (line, pairs) in parts.units(&pairs) {
        let bounds = parts.bounds_of(line).unwrap();
        demands += i64::from(bounds.min);
        for unit in 0..pairs.min(bounds.max as usize) {
            let demanded = i64::from(unit < bounds.min as usize);
            let value = parts.values_of(line).get(unit).copied().unwrap_or(0);
            match line {
                Line::Row(row) => {
                    let first = match goal {
                        Goal::RowsFirst => i64::from(unit == 0),
                        Goal::PairsFirst => 1,
                        _ => 0,
                    };
                    network.join(0, 1 + row, [demanded, first, value]);
                }
                Line::Column(column) => network.join(1 + rows + column, end, [demanded, 0, value]),
            }
        }
    }
    for pair in &parts.pairs {
        let pinned = i64::from(parts.pins.contains(&(pair.row, pair.column)));
        network.join(1 + pair.row, 1 + rows + pair.column, [pinned, 0, pair.weight]);
    }
    let [met, first, total] = network.most();
    (met == demands).then_some((usize::try_from(first).unwrap(), i128::from(total)))
}

/// The parts with only some of the demands.
pub(crate) fn with_demands(parts: &Parts, demands: &[Demand]) -> Parts {
    let keep = |line: Line, bounds: &Bounds| {
        let min = if demands.contains(&Demand::Minimum(line)) { bounds.min } else { 0 };
        Bounds { min, max: bounds.max }
    };
    let pin = |&(row, column): &(usize, usize)| demands.contains(&Demand::Pin { row, column });
    Parts {
        rows: parts.rows.iter().enumerate().map(|(row, b)| keep(Line::Row(row), b)).collect(),
        columns: parts.columns.iter().enumerate().map(|(column, b)| keep(Line::Column(column), b)).collect(),
        pins: parts.pins.iter().copied().filter(pin).collect(),
        ..parts.clone()
    }
}
