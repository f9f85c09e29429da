//! Small markets, both forms of them, and what the definition says, tried out on every matching.

use std::ops::Range;

use mentorship::stable::{FORBIDDEN, Likes, Market, Proposing, Ranking, Stable};
use proptest::prelude::*;

pub(crate) const SIDES: [Proposing; 2] = [Proposing::Rows, Proposing::Columns];

/// Pairs in use, ascending.
pub(crate) type Pairs = Vec<(usize, usize)>;

/// Places and likes of both sides; [`FORBIDDEN`] where one would not take the other.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    pub(crate) row_places: Vec<u32>,
    pub(crate) column_places: Vec<u32>,
    /// What row `r` thinks of column `c` at `[r][c]`.
    pub(crate) of_rows: Vec<Vec<i32>>,
    /// What column `c` thinks of row `r` at `[r][c]`.
    pub(crate) of_columns: Vec<Vec<i32>>,
}

impl Likes for Sheet {
    fn write(&self, row: usize, columns: Range<usize>, of_row: &mut [i32], of_column: &mut [i32]) {
        of_row.copy_from_slice(&self.of_rows[row][columns.clone()]);
        of_column.copy_from_slice(&self.of_columns[row][columns]);
    }
}

/// Those who are liked at all in groups, most liked first.
fn ranking(places: u32, likes: impl Iterator<Item = i32>) -> Ranking {
    let mut found: Vec<_> = (0..).zip(likes).filter(|(_, like)| *like != FORBIDDEN).collect();
    found.sort_by_key(|(_, like)| std::cmp::Reverse(*like));
    let groups = found.chunk_by(|a, b| a.1 == b.1);
    Ranking::tied(places, groups.map(|group| group.iter().map(|(line, _)| *line).collect()).collect())
}

impl Sheet {
    pub(crate) fn lists(&self) -> Market<'static> {
        let rows = self.row_places.iter().zip(&self.of_rows);
        let rows = rows.map(|(places, likes)| ranking(*places, likes.iter().copied()));
        let columns = self.column_places.iter().enumerate();
        let columns = columns
            .map(|(column, places)| ranking(*places, self.of_columns.iter().map(move |likes| likes[column])));
        Market::lists(rows.collect(), columns.collect()).unwrap()
    }

    pub(crate) fn implicit(&self) -> Market<'_> {
        Market::implicit(self.row_places.clone(), self.column_places.clone(), self).unwrap()
    }

    pub(crate) fn possible(&self, row: usize, column: usize) -> bool {
        self.of_rows[row][column] != FORBIDDEN && self.of_columns[row][column] != FORBIDDEN
    }

    pub(crate) fn cells(&self) -> Pairs {
        let columns = self.column_places.len();
        (0..self.row_places.len()).flat_map(|row| (0..columns).map(move |column| (row, column))).collect()
    }

    /// The definition, word for word.
    pub(crate) fn is_stable(&self, pairs: &[(usize, usize)]) -> bool {
        let columns = |row| pairs.iter().filter(move |pair| pair.0 == row).map(|pair| pair.1);
        let rows = |column| pairs.iter().filter(move |pair| pair.1 == column).map(|pair| pair.0);
        let fits = (0..self.row_places.len())
            .all(|row| columns(row).count() <= self.row_places[row] as usize)
            && (0..self.column_places.len())
                .all(|column| rows(column).count() <= self.column_places[column] as usize)
            && pairs.iter().all(|&(row, column)| self.possible(row, column));
        let row_would = |row: usize, column: usize| {
            columns(row).count() < self.row_places[row] as usize
                || columns(row).any(|has| self.of_rows[row][column] > self.of_rows[row][has])
        };
        let column_would = |row: usize, column: usize| {
            rows(column).count() < self.column_places[column] as usize
                || rows(column).any(|has| self.of_columns[row][column] > self.of_columns[has][column])
        };
        let blocks = |&(row, column): &(usize, usize)| {
            self.possible(row, column)
                && !pairs.contains(&(row, column))
                && row_would(row, column)
                && column_would(row, column)
        };
        fits && !self.cells().iter().any(blocks)
    }

    /// Every set of possible pairs, as long as there are few.
    pub(crate) fn matchings(&self) -> impl Iterator<Item = Pairs> {
        let possible: Pairs = self.cells().into_iter().filter(|pair| self.possible(pair.0, pair.1)).collect();
        (0..1_u32 << possible.len()).map(move |set| {
            (0..possible.len()).filter(|at| set >> at & 1 == 1).map(|at| possible[at]).collect()
        })
    }

    pub(crate) fn stable_matchings(&self) -> Vec<Pairs> {
        self.matchings().filter(|pairs| self.is_stable(pairs)).collect()
    }

    /// The market in which equals are told apart by their index, lower ones first.
    pub(crate) fn without_ties(&self) -> Self {
        let mut sheet = self.clone();
        let cells = self.cells();
        for (row, column) in cells.iter().copied() {
            let before = |like: i32, other: i32, lower: bool| like > other || like == other && lower;
            let of_row = self.of_rows[row][column];
            if of_row != FORBIDDEN {
                let others = self.of_rows[row].iter().enumerate();
                sheet.of_rows[row][column] =
                    -(others.filter(|(at, like)| before(**like, of_row, *at < column)).count() as i32);
            }
            let of_column = self.of_columns[row][column];
            if of_column != FORBIDDEN {
                let others = self.of_columns.iter().map(|likes| likes[column]).enumerate();
                sheet.of_columns[row][column] =
                    -(others.filter(|(at, like)| before(*like, of_column, *at < row)).count() as i32);
            }
        }
        sheet
    }

    /// The same with rows and columns exchanged.
    pub(crate) fn turned(&self) -> Self {
        let turn = |likes: &[Vec<i32>]| -> Vec<Vec<i32>> {
            (0..self.column_places.len()).map(|at| likes.iter().map(|likes| likes[at]).collect()).collect()
        };
        Self {
            row_places: self.column_places.clone(),
            column_places: self.row_places.clone(),
            of_rows: turn(&self.of_columns),
            of_columns: turn(&self.of_rows),
        }
    }
}

/// Solves both forms, which must find the same, and checks what they say of it.
pub(crate) fn solved(sheet: &Sheet, proposing: Proposing) -> Stable {
    let (lists, implicit) = (sheet.lists(), sheet.implicit());
    let stable = lists.solve(proposing).unwrap();
    let other = implicit.solve(proposing).unwrap();
    assert_eq!(stable.pairs(), other.pairs(), "lists and a source agree");
    assert!(other.proposals() <= stable.proposals());
    assert_eq!(stable, lists.solve(proposing).unwrap(), "the same again");
    let pairs = stable.pairs();
    assert!(pairs.is_sorted());
    for row in 0..sheet.row_places.len() {
        let columns: Vec<_> = pairs.iter().filter(|pair| pair.0 == row).map(|pair| pair.1).collect();
        assert_eq!(stable.columns_of(row), columns);
    }
    for column in 0..sheet.column_places.len() {
        let rows: Vec<_> = pairs.iter().filter(|pair| pair.1 == column).map(|pair| pair.0).collect();
        assert_eq!(stable.rows_of(column), rows);
    }
    assert_eq!(lists.verify(pairs), Ok(stable.proof()));
    assert_eq!(implicit.verify(pairs), Ok(other.proof()));
    let covered = (stable.proof().rows_covered, stable.proof().columns_covered, stable.proof().pairs);
    let of = |lines: usize, has: &dyn Fn(usize) -> bool| (0..lines).filter(|line| has(*line)).count();
    let rows = of(sheet.row_places.len(), &|row| !stable.columns_of(row).is_empty());
    let columns = of(sheet.column_places.len(), &|column| !stable.rows_of(column).is_empty());
    assert_eq!(covered, (rows, columns, pairs.len()));
    stable
}

/// Markets of up to so many rows and columns, in which a fifth of the opinions is that it cannot be.
pub(crate) fn sheets(lines: usize, places: Range<u32>, levels: i32) -> impl Strategy<Value = Sheet> {
    (0..=lines, 0..=lines).prop_flat_map(move |(rows, columns)| {
        let opinion = prop_oneof![1 => Just(FORBIDDEN), 4 => -levels / 2..levels - levels / 2];
        let table = proptest::collection::vec(proptest::collection::vec(opinion, columns), rows);
        let places = |lines| proptest::collection::vec(places.clone(), lines);
        (places(rows), places(columns), table.clone(), table).prop_map(
            |(row_places, column_places, of_rows, of_columns)| Sheet {
                row_places,
                column_places,
                of_rows,
                of_columns,
            },
        )
    })
}
