//! The parts of a problem, to pose it in every form, to change it, and to judge an assignment without the solver.

use std::{collections::BTreeSet, ops::Range};

use mentorship::assignment::{
    Bounds, Certificate, Change, FORBIDDEN, Goal, InvalidProblem, Line, Pair, Problem, Rows,
};

pub(crate) const GOALS: [Goal; 3] = [Goal::RowsFirst, Goal::PairsFirst, Goal::Total];

/// Lengths of the blocks for which sources of rows state bounds.
pub(crate) const BLOCKS: [usize; 4] = [1, 3, 7, 64];

/// What a goal compares: its first level, then the total.
pub(crate) type Value = (usize, i128);

/// The parts of a problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) rows: Vec<Bounds>,
    pub(crate) columns: Vec<Bounds>,
    /// Ascending by row and column.
    pub(crate) pairs: Vec<Pair>,
    pub(crate) values: Vec<(Line, Vec<i64>)>,
    pub(crate) pins: Vec<(usize, usize)>,
}

impl Parts {
    pub(crate) fn list(&self) -> Problem<'static> {
        self.posed().unwrap()
    }

    /// The problem as a list, or why it cannot be posed.
    pub(crate) fn posed(&self) -> Result<Problem<'static>, InvalidProblem> {
        self.finish(Problem::list(self.rows.clone(), self.columns.clone(), self.pairs.clone())?)
    }

    pub(crate) fn table(&self) -> Problem<'static> {
        let mut table = vec![None; self.rows.len() * self.columns.len()];
        for pair in &self.pairs {
            table[pair.row * self.columns.len() + pair.column] = Some(pair.weight);
        }
        self.finish(Problem::table(self.rows.clone(), self.columns.clone(), &table).unwrap()).unwrap()
    }

    fn finish<'a>(&self, mut problem: Problem<'a>) -> Result<Problem<'a>, InvalidProblem> {
        for (line, values) in &self.values {
            problem = problem.with_values(*line, values.clone())?;
        }
        problem.with_pins(self.pins.iter().copied())
    }

    /// Whether every weight fits the 32 bits of tables and sources.
    pub(crate) fn is_narrow(&self) -> bool {
        self.pairs.iter().all(|pair| i32::try_from(pair.weight).is_ok_and(|weight| weight > FORBIDDEN + 1))
    }

    /// Every pair in 32 bits, when all fit, with bounds for blocks of so many columns.
    pub(crate) fn sheet(&self, block: usize) -> Option<Sheet> {
        if !self.is_narrow() {
            return None;
        }
        let mut weights = vec![FORBIDDEN; self.rows.len() * self.columns.len()];
        for pair in &self.pairs {
            weights[pair.row * self.columns.len() + pair.column] = i32::try_from(pair.weight).ok()?;
        }
        let largest = self.pairs.iter().map(|pair| pair.weight.abs()).max().unwrap_or(0);
        let largest = i32::try_from(largest).ok()?;
        Some(Sheet { columns: self.columns.len(), weights, largest, block })
    }

    pub(crate) fn dense<'a>(&self, sheet: &'a Sheet) -> Problem<'a> {
        let problem = Problem::dense(self.rows.clone(), self.columns.clone(), &sheet.weights[..]).unwrap();
        self.finish(problem).unwrap()
    }

    pub(crate) fn implicit<'a>(&self, source: &'a dyn Rows) -> Problem<'a> {
        let problem = Problem::implicit(self.rows.clone(), self.columns.clone(), source).unwrap();
        self.finish(problem).unwrap()
    }

    /// The same problem in every form that its weights allow: a list, a table, a source without bounds and one with exact
    /// bounds for each of these lengths of a block.
    pub(crate) fn forms(&self, blocks: &[usize], mut each: impl FnMut(&str, Problem<'_>)) {
        for at in 0..3 + blocks.len() {
            self.form(at, blocks, &mut each);
        }
    }

    /// One of the forms, counted from 0; none of those that 32 bits are too few for.
    pub(crate) fn form(&self, at: usize, blocks: &[usize], mut each: impl FnMut(&str, Problem<'_>)) {
        let sheet = self.sheet(*blocks.get(at.wrapping_sub(3)).unwrap_or(&1));
        match (at, sheet) {
            (0, _) => each("a list", self.list()),
            (1, None) => each("a table that became a list", self.table()),
            (1, Some(sheet)) => each("a table", self.dense(&sheet)),
            (2, Some(sheet)) => each("a source", self.implicit(&Plain(&sheet))),
            (_, Some(sheet)) => {
                each(&format!("a source with blocks of {}", sheet.block), self.implicit(&sheet));
            }
            (_, None) => {}
        }
    }

    /// The unit values of a line.
    pub(crate) fn values_of(&self, line: Line) -> &[i64] {
        self.values.iter().find(|(of, _)| *of == line).map_or(&[], |(_, values)| values)
    }

    pub(crate) fn bounds_of(&self, line: Line) -> Option<Bounds> {
        match line {
            Line::Row(row) => self.rows.get(row).copied(),
            Line::Column(column) => self.columns.get(column).copied(),
        }
    }

    pub(crate) fn lines(&self) -> impl Iterator<Item = Line> + use<> {
        (0..self.rows.len()).map(Line::Row).chain((0..self.columns.len()).map(Line::Column))
    }

    pub(crate) fn weight(&self, row: usize, column: usize) -> Option<i64> {
        let at = self.pairs.binary_search_by_key(&(row, column), |pair| (pair.row, pair.column)).ok()?;
        Some(self.pairs[at].weight)
    }

    /// How many of these pairs, or pins, each line has.
    pub(crate) fn units(&self, pairs: &[(usize, usize)]) -> Vec<(Line, usize)> {
        let (mut rows, mut columns) = (vec![0; self.rows.len()], vec![0; self.columns.len()]);
        for &(row, column) in pairs {
            rows[row] += 1;
            columns[column] += 1;
        }
        self.lines().zip(rows.into_iter().chain(columns)).collect()
    }

    /// What an assignment is worth by a goal; nothing may be wrong with it but minimums, and whether they are met comes too.
    pub(crate) fn judge(&self, goal: Goal, pairs: &[(usize, usize)]) -> (Value, bool) {
        assert!(pairs.is_sorted(), "pairs ascend: {pairs:?}");
        assert!(pairs.windows(2).all(|two| two[0] != two[1]), "no pair is used twice: {pairs:?}");
        assert!(self.pins.iter().all(|pin| pairs.contains(pin)), "every pin is used: {pairs:?}");
        let weights = pairs.iter().map(|&(row, column)| {
            i128::from(self.weight(row, column).expect("only pairs that can be assigned are used"))
        });
        let (mut total, mut met, mut covered) = (weights.sum::<i128>(), true, 0);
        for (line, units) in self.units(pairs) {
            let bounds = self.bounds_of(line).unwrap();
            assert!(
                units <= bounds.max as usize,
                "{line} has {units} of {} units by {pairs:?} in {self:?}",
                bounds.max
            );
            met &= units >= bounds.min as usize;
            covered += usize::from(units > 0 && matches!(line, Line::Row(_)));
            total += self.values_of(line).iter().take(units).map(|value| i128::from(*value)).sum::<i128>();
        }
        let first = match goal {
            Goal::RowsFirst => covered,
            Goal::PairsFirst => pairs.len(),
            _ => 0,
        };
        ((first, total), met)
    }

    /// The most that any assignment can have in total under these prices, written again from what certificates say.
    pub(crate) fn bound(&self, prices: &Certificate) -> i128 {
        let pinned: BTreeSet<_> = self.pins.iter().collect();
        let mut bound = 0;
        for pair in &self.pairs {
            let gain = i128::from(pair.weight)
                - i128::from(prices.rows[pair.row])
                - i128::from(prices.columns[pair.column]);
            bound += if pinned.contains(&(pair.row, pair.column)) { gain } else { gain.max(0) };
        }
        let prices = prices.rows.iter().chain(&prices.columns);
        for ((line, pins), price) in self.units(&self.pins).into_iter().zip(prices) {
            let bounds = self.bounds_of(line).unwrap();
            let values = self.values_of(line);
            let worth = |units: usize| {
                let own = values.iter().take(units).map(|value| i128::from(*value));
                own.sum::<i128>() + i128::from(*price) * units as i128
            };
            let (least, most) = (pins.max(bounds.min as usize), bounds.max as usize);
            // Units after the last with a value are all worth the same, so only the ends of those matter.
            let numbers = (least..=most.min(values.len())).chain([least, most]);
            bound += numbers.map(worth).max().unwrap();
        }
        bound
    }

    /// What the parts are after a change; `None` when it is about a line that does not exist, or not as wide as the problem.
    pub(crate) fn after(&self, change: &Change) -> Option<Self> {
        let mut after = self.clone();
        let (rows, columns) = (self.rows.len(), self.columns.len());
        match change {
            &Change::Forbid { row, column } => {
                after.set(row, column, None)?;
                after.pins.retain(|pin| *pin != (row, column));
            }
            &Change::Weight(Pair { row, column, weight }) => after.set(row, column, Some(weight))?,
            &Change::Pin { row, column } => {
                after.pins.retain(|pin| *pin != (row, column));
                after.pins.push((row, column));
            }
            &Change::Unpin { row, column } => {
                (row < rows && column < columns).then_some(())?;
                after.pins.retain(|pin| *pin != (row, column));
            }
            &Change::Bounds { line, bounds } => match line {
                Line::Row(row) => *after.rows.get_mut(row)? = bounds,
                Line::Column(column) => *after.columns.get_mut(column)? = bounds,
            },
            Change::Values { line, values } => {
                self.bounds_of(*line)?;
                after.values.retain(|(of, _)| of != line);
                after.values.push((*line, values.clone()));
            }
            Change::AddRow { bounds, weights } => {
                after.rows.push(*bounds);
                (weights.len() == columns).then_some(())?;
                for (column, weight) in weights.iter().enumerate() {
                    after.set(rows, column, *weight)?;
                }
            }
            Change::AddColumn { bounds, weights } => {
                after.columns.push(*bounds);
                (weights.len() == rows).then_some(())?;
                for (row, weight) in weights.iter().enumerate() {
                    after.set(row, columns, *weight)?;
                }
            }
            other => unreachable!("a change that these tests do not know: {other:?}"),
        }
        Some(after)
    }

    fn set(&mut self, row: usize, column: usize, weight: Option<i64>) -> Option<()> {
        (row < self.rows.len() && column < self.columns.len()).then_some(())?;
        self.pairs.retain(|pair| (pair.row, pair.column) != (row, column));
        self.pairs.extend(weight.map(|weight| Pair { row, column, weight }));
        self.pairs.sort_unstable();
        Some(())
    }
}

/// A table of 32-bit weights, which is also a source of rows with the exact bounds of its blocks.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    pub(crate) columns: usize,
    pub(crate) weights: Vec<i32>,
    pub(crate) largest: i32,
    pub(crate) block: usize,
}

impl Sheet {
    fn row(&self, row: usize) -> &[i32] {
        &self.weights[row * self.columns..(row + 1) * self.columns]
    }
}

impl Rows for Sheet {
    fn largest(&self) -> i32 {
        self.largest
    }

    fn write(&self, row: usize, columns: Range<usize>, weights: &mut [i32]) {
        weights.copy_from_slice(&self.row(row)[columns]);
    }

    fn block(&self) -> usize {
        self.block
    }

    fn bounds(&self, row: usize, blocks: Range<usize>, _: &[i32], most: &mut [i32]) {
        assert_eq!(blocks.len(), most.len(), "there is a place for each block");
        for (block, most) in self.row(row).chunks(self.block).skip(blocks.start).zip(most) {
            *most = block.iter().copied().max().unwrap_or(FORBIDDEN);
        }
    }
}

/// The same weights from a source that knows no bounds.
#[derive(Debug)]
pub(crate) struct Plain<'a>(pub(crate) &'a Sheet);

impl Rows for Plain<'_> {
    fn largest(&self) -> i32 {
        self.0.largest
    }

    fn write(&self, row: usize, columns: Range<usize>, weights: &mut [i32]) {
        self.0.write(row, columns, weights);
    }
}
