//! The least and the most of each of some numbers that are not below zero and fit equations.
//!
//! The simplex method of two phases with Bland's rule (1977), which never goes in a circle, on whole numbers: a row is kept times
//! the determinant of the basis, so that a step divides without remainder (Edmonds 1967, Bareiss 1968). For sums of lists and tables
//! every end is a whole number; where sums cross in more ways, ends are rounded inwards and can be wider than whole numbers allow.

/// Why there is no range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Infeasible {
    /// Nothing fits.
    Contradiction,
    /// Numbers become too large.
    TooLarge,
}

/// Equations of some numbers: Σ factor · number = rest.
#[derive(Debug)]
pub(super) struct Program {
    numbers: usize,
    equations: Vec<(Vec<i128>, i128)>,
}

/// A corner from which every range is found.
#[derive(Clone, Debug)]
pub(super) struct Solved {
    /// Row by row, the factor of each number times `unit`; the last is the rest.
    rows: Vec<Vec<i128>>,
    /// For each row the number that it tells; those from `numbers` on are made up for the beginning.
    basis: Vec<usize>,
    /// What a factor of one is, above 0.
    unit: i128,
    numbers: usize,
}

impl Program {
    pub(super) fn new(numbers: usize) -> Self {
        Self { numbers, equations: Vec::new() }
    }

    pub(super) fn equation(&mut self, factors: Vec<i128>, rest: i128) {
        self.equations.push((factors, rest));
    }

    /// Finds a corner where all equations hold.
    pub(super) fn solved(self) -> Result<Solved, Infeasible> {
        let (numbers, count) = (self.numbers, self.equations.len());
        let rows = self.equations.into_iter().map(|(mut factors, rest)| {
            factors.push(rest);
            if rest < 0 {
                factors = factors.into_iter().map(|factor| -factor).collect();
            }
            factors
        });
        let basis = (numbers..numbers + count).collect();
        let mut solved = Solved { rows: rows.collect(), basis, unit: 1, numbers };
        let made_up = |solved: &Solved, column: usize| -> i128 {
            let rows = solved.rows.iter().zip(&solved.basis).filter(|(_, basic)| **basic >= numbers);
            rows.map(|(row, _)| row[column]).sum()
        };
        // INVARIANT: no rest is below 0; what is made up comes to less with each step, until nothing lessens it.
        while let Some(entering) = (0..numbers).find(|column| made_up(&solved, *column) > 0) {
            let Some(row) = solved.leaving(entering)? else { break };
            solved.pivot(row, entering)?;
        }
        if made_up(&solved, numbers) > 0 {
            return Err(Infeasible::Contradiction);
        }
        solved.without_made_up()?;
        Ok(solved)
    }
}

impl Solved {
    /// The row whose number first comes to 0 when another grows; of several the one with the smallest number.
    fn leaving(&self, entering: usize) -> Result<Option<usize>, Infeasible> {
        let mut first: Option<usize> = None;
        for (at, row) in self.rows.iter().enumerate().filter(|(_, row)| row[entering] > 0) {
            let Some(best) = first else {
                first = Some(at);
                continue;
            };
            let other = &self.rows[best];
            let (this, that) =
                (times(row[self.numbers], other[entering])?, times(other[self.numbers], row[entering])?);
            if (this, self.basis[at]) < (that, self.basis[best]) {
                first = Some(at);
            }
        }
        Ok(first)
    }

    /// Lets a row tell another number, whose factor in it is above 0.
    fn pivot(&mut self, at: usize, entering: usize) -> Result<(), Infeasible> {
        let pivot = self.rows[at].clone();
        for (_, row) in self.rows.iter_mut().enumerate().filter(|(other, _)| *other != at) {
            let factor = row[entering];
            for (value, by) in row.iter_mut().zip(&pivot) {
                let difference = times(*value, pivot[entering])?.checked_sub(times(factor, *by)?);
                *value = difference.ok_or(Infeasible::TooLarge)? / self.unit;
            }
        }
        self.unit = pivot[entering];
        self.basis[at] = entering;
        Ok(())
    }

    /// Leaves away what was made up for the beginning, and equations that say what others do.
    fn without_made_up(&mut self) -> Result<(), Infeasible> {
        let mut at = 0;
        while at < self.rows.len() {
            if self.basis[at] < self.numbers {
                at += 1;
                continue;
            }
            if let Some(column) = (0..self.numbers).find(|column| self.rows[at][*column] != 0) {
                // Its rest is 0, so it may be read with either sign.
                if self.rows[at][column] < 0 {
                    self.rows[at].iter_mut().for_each(|factor| *factor = -*factor);
                }
                self.pivot(at, column)?;
                at += 1;
            } else {
                self.rows.remove(at);
                self.basis.remove(at);
            }
        }
        Ok(())
    }

    fn row_of(&self, number: usize) -> Option<usize> {
        self.basis.iter().position(|basic| *basic == number)
    }

    /// The least and the most that a number can be; no most when there is none.
    pub(super) fn range(&self, number: usize) -> Result<(u64, Option<u64>), Infeasible> {
        let whole = |value: i128| u64::try_from(value).map_err(|_| Infeasible::TooLarge);
        let mut corner = self.clone();
        let mut low = 0;
        while let Some(row) = corner.row_of(number) {
            low = corner.rows[row][self.numbers];
            // A number that grows takes from this one where its factor is above 0.
            let lessens = (0..self.numbers).find(|c| *c != number && corner.rows[row][*c] > 0);
            let Some(entering) = lessens.filter(|_| low > 0) else { break };
            let Some(leaving) = corner.leaving(entering)? else { break };
            corner.pivot(leaving, entering)?;
            low = 0;
        }
        let low = whole(low.div_euclid(corner.unit) + i128::from(low.rem_euclid(corner.unit) > 0))?;
        let mut corner = self.clone();
        loop {
            let entering = match corner.row_of(number) {
                None => Some(number),
                Some(row) => (0..self.numbers).find(|column| corner.rows[row][*column] < 0),
            };
            let Some(entering) = entering else { break };
            let Some(leaving) = corner.leaving(entering)? else { return Ok((low, None)) };
            corner.pivot(leaving, entering)?;
        }
        let high = corner.row_of(number).map_or(0, |row| corner.rows[row][self.numbers]);
        Ok((low, Some(whole(high.div_euclid(corner.unit))?)))
    }
}

fn times(one: i128, other: i128) -> Result<i128, Infeasible> {
    one.checked_mul(other).ok_or(Infeasible::TooLarge)
}
