//! The proof that a matching is stable: every pair looked at, and none that blocks.

#![expect(clippy::needless_bitwise_bool, reason = "without branches many likes are compared at once")]

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{
    acceptance::one_each,
    flaw::Line,
    likes::{FORBIDDEN, Likes, NO_RANK, like_of, rank_of},
    market::{Market, Opinions, index},
    parallel,
    ranking::Ranking,
    ranks::{RankOf, Ranks},
};

/// What was proved of a matching.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Rows with at least one partner.
    pub rows_covered: usize,
    /// Columns with at least one partner.
    pub columns_covered: usize,
    /// Pairs in use.
    pub pairs: usize,
    /// How many pairs the proof is about: all that rows rank, or rows times columns.
    ///
    /// Of a ranking those below what its row wants are known not to block by their place, and need no look.
    pub pairs_considered: u64,
}

/// Why a matching is not stable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unstable {
    /// A pair of a line that does not exist.
    #[error("{0} does not exist")]
    NoSuchLine(Line),
    /// A pair that is in use twice.
    #[error("the pair of row {row} and column {column} is in use twice")]
    PairTwice {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// A pair of which one would not take the other.
    #[error("row {row} and column {column} are matched, but one of them would not take the other")]
    Unacceptable {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// A line with more partners than places.
    #[error("{line} has {partners} partners and {places} places")]
    TooManyPartners {
        /// The row or column.
        line: Line,
        /// How many partners it has.
        partners: usize,
        /// How many it may have.
        places: u32,
    },
    /// Two that are not matched to each other, and each has a free place or likes the other more than one of its partners.
    #[error("row {row} and column {column} would rather have each other than what they have")]
    Blocking {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
}

/// Rows that a thread looks through before it asks for more.
const ROWS: usize = 64;

/// Columns of a row that are asked for at once, so that what is written stays in the nearest cache.
const BLOCK: usize = 1024;

/// What a line has: how many partners, and the rank of the one it likes least.
#[derive(Clone, Copy)]
struct Has {
    partners: u32,
    worst: u32,
}

impl Has {
    const NOTHING: Self = Self { partners: 0, worst: 0 };

    fn add(&mut self, rank: u32) {
        self.partners += 1;
        self.worst = self.worst.max(rank);
    }

    /// The rank below which others are wanted: any possible one by a line with a free place, none without places.
    fn wants(self, places: u32) -> u32 {
        if self.partners < places { NO_RANK } else { self.worst }
    }
}

pub(super) fn verify(market: &Market<'_>, pairs: &[(usize, usize)]) -> Result<Proof, Unstable> {
    if let Some(proof) = in_one_walk(market, pairs) {
        return Ok(proof);
    }
    let mut used = Cow::Borrowed(pairs);
    if !pairs.is_sorted() {
        used.to_mut().sort_unstable();
    }
    if let Some(&(row, _)) = used.iter().find(|pair| pair.0 >= market.row_count()) {
        return Err(Unstable::NoSuchLine(Line::Row(row)));
    }
    if let Some(&(_, column)) = used.iter().find(|pair| pair.1 >= market.column_count()) {
        return Err(Unstable::NoSuchLine(Line::Column(column)));
    }
    if let Some(two) = used.windows(2).find(|two| two[0] == two[1]) {
        return Err(Unstable::PairTwice { row: two[0].0, column: two[0].1 });
    }
    let mut rows = vec![Has::NOTHING; market.row_count()];
    let mut columns = vec![Has::NOTHING; market.column_count()];
    for partners in used.chunk_by(|a, b| a.0 == b.0) {
        let row = partners[0].0;
        let mut found = 0;
        ranks(market, row, partners, |column, of_row, of_column| {
            found += 1;
            rows[row].add(of_row);
            columns[column].add(of_column);
        });
        if found < partners.len() {
            let mut absent = partners.iter().map(|pair| pair.1);
            let possible = |column: usize| {
                let mut possible = false;
                ranks(market, row, &[(row, column)], |_, _, _| possible = true);
                possible
            };
            let column = absent.find(|column| !possible(*column)).unwrap_or(partners[0].1);
            return Err(Unstable::Unacceptable { row, column });
        }
    }
    too_many(&rows, &market.row_places, Line::Row)?;
    too_many(&columns, &market.column_places, Line::Column)?;

    let wants = |has: &[Has], places: &[u32]| -> Vec<u32> {
        has.iter().zip(places).map(|(has, places)| has.wants(*places)).collect()
    };
    let wanted = Wanted {
        used: &used,
        rows: wants(&rows, &market.row_places),
        columns: wants(&columns, &market.column_places),
    };
    let blocking = match &market.opinions {
        Opinions::Lists { rows, of_columns, .. } => match of_columns {
            Ranks::Narrow(ranks) => wanted.in_lists(rows, ranks),
            Ranks::Wide(ranks) => wanted.in_lists(rows, ranks),
            Ranks::Sorted(ranks) => wanted.in_lists(rows, ranks),
        },
        Opinions::Source(source) => wanted.in_source(*source),
    };
    if let Some((row, column)) = blocking {
        return Err(Unstable::Blocking { row, column });
    }
    let pairs_considered = match &market.opinions {
        Opinions::Lists { rows, .. } => ranked(rows),
        Opinions::Source(_) => market.row_count() as u64 * market.column_count() as u64,
    };
    let covered = |has: &[Has]| has.iter().filter(|has| has.partners > 0).count();
    Ok(Proof {
        rows_covered: covered(&rows),
        columns_covered: covered(&columns),
        pairs: used.len(),
        pairs_considered,
    })
}

/// The proof where rankings are given and everybody has one place, which is most of what is asked, in one walk down the
/// rankings; nothing for other markets, and where something may be wrong, which the full proof then names.
///
/// Each row is followed down to its partner: who is ranked below cannot block, and everybody above must be content.
fn in_one_walk(market: &Market<'_>, pairs: &[(usize, usize)]) -> Option<Proof> {
    let Opinions::Lists { rows, of_columns, .. } = &market.opinions else { return None };
    if !one_each(&market.row_places) || !one_each(&market.column_places) {
        return None;
    }
    match of_columns {
        Ranks::Narrow(ranks) => walk(rows, ranks, market.column_count(), pairs),
        Ranks::Wide(ranks) => walk(rows, ranks, market.column_count(), pairs),
        Ranks::Sorted(ranks) => walk(rows, ranks, market.column_count(), pairs),
    }
}

fn walk(
    rows: &[Ranking],
    of_columns: &impl RankOf,
    columns: usize,
    pairs: &[(usize, usize)],
) -> Option<Proof> {
    // The partner of each row, and the rank below which each column wants others.
    let mut partners = vec![NOBODY; rows.len()];
    let mut wanted = vec![NO_RANK; columns];
    for &(row, column) in pairs {
        let (partner, wanted) = (partners.get_mut(row)?, wanted.get_mut(column)?);
        if *partner != NOBODY || *wanted != NO_RANK {
            return None;
        }
        (*partner, *wanted) = (index(column), of_columns.of(index(column), index(row)));
        if *wanted == NO_RANK {
            return None;
        }
    }
    let is_content = |row: usize| {
        for &column in rows[row].lines() {
            if column == partners[row] {
                return true;
            }
            if of_columns.of(column, index(row)) < wanted[column as usize] {
                return false;
            }
        }
        partners[row] == NOBODY
    };
    let contents = parallel::map(0..rows.len().div_ceil(ROWS), pairs.len() * 16, |part| {
        (part * ROWS..((part + 1) * ROWS).min(rows.len())).all(is_content)
    });
    contents.into_iter().all(|content| content).then(|| Proof {
        rows_covered: pairs.len(),
        columns_covered: pairs.len(),
        pairs: pairs.len(),
        pairs_considered: ranked(rows),
    })
}

/// The partner of a row without one.
const NOBODY: u32 = u32::MAX;

/// How many pairs rows rank.
fn ranked(rows: &[Ranking]) -> u64 {
    rows.iter().map(|ranking| ranking.lines().len() as u64).sum()
}

/// Tells of each possible pair of a row and these partners, which ascend, the ranks that the two give each other.
fn ranks(market: &Market<'_>, row: usize, partners: &[(usize, usize)], mut of: impl FnMut(usize, u32, u32)) {
    let mut tell = |column: usize, of_row: u32, of_column: u32| {
        if of_row != NO_RANK && of_column != NO_RANK {
            of(column, of_row, of_column);
        }
    };
    match &market.opinions {
        Opinions::Lists { rows, of_columns, .. } => {
            let theirs = |column: u32| of_columns.of(column, index(row));
            if let [(_, column)] = *partners {
                let rank = rows[row].rank_of(index(column)).unwrap_or(NO_RANK);
                return tell(column, rank, theirs(index(column)));
            }
            let is_partner =
                |(column, _): &(u32, u32)| partners.binary_search(&(row, *column as usize)).is_ok();
            for (column, rank) in rows[row].ranked().filter(is_partner).take(partners.len()) {
                tell(column as usize, rank, theirs(column));
            }
        }
        Opinions::Source(source) => {
            for &(_, column) in partners {
                let (mut of_row, mut of_column) = ([FORBIDDEN], [FORBIDDEN]);
                source.write(row, column..column + 1, &mut of_row, &mut of_column);
                tell(column, rank_of(of_row[0]), rank_of(of_column[0]));
            }
        }
    }
}

fn too_many(has: &[Has], places: &[u32], line: fn(usize) -> Line) -> Result<(), Unstable> {
    let mut lines = has.iter().zip(places).enumerate();
    match lines.find(|(_, (has, places))| has.partners > **places) {
        Some((at, (&Has { partners, .. }, &places))) => {
            Err(Unstable::TooManyPartners { line: line(at), partners: partners as usize, places })
        }
        None => Ok(()),
    }
}

/// The ranks below which each line wants others more than something it has, or as well.
struct Wanted<'a> {
    /// Pairs in use, ascending.
    used: &'a [(usize, usize)],
    rows: Vec<u32>,
    columns: Vec<u32>,
}

impl Wanted<'_> {
    /// The first pair that blocks, where `of` looks through a row for its own first, and through so many pairs in all.
    fn first(
        &self,
        pairs: usize,
        of: impl Fn(usize) -> Option<usize> + Sync + Send,
    ) -> Option<(usize, usize)> {
        let found = parallel::map(0..self.rows.len().div_ceil(ROWS), pairs, |part| {
            let mut rows = part * ROWS..((part + 1) * ROWS).min(self.rows.len());
            rows.find_map(|row| Some((row, of(row)?)))
        });
        found.into_iter().flatten().next()
    }

    fn is_used(&self, row: usize, column: usize) -> bool {
        self.used.binary_search(&(row, column)).is_ok()
    }

    /// Those of a ranking that come at or behind what the row wants cannot block.
    fn in_lists(&self, rows: &[Ranking], of_columns: &impl RankOf) -> Option<(usize, usize)> {
        // Wanted are mostly few; where they are many, threads are worth it.
        let pairs = self.used.len() * 16;
        self.first(pairs, |row| {
            let mut first = None;
            for &column in rows[row].before(self.rows[row]) {
                let rank = of_columns.of(column, index(row));
                let column = column as usize;
                if rank < self.columns[column] && !self.is_used(row, column) {
                    first = Some(first.map_or(column, |first: usize| first.min(column)));
                }
            }
            first
        })
    }

    /// In likes, where what is wanted is above a bound, which [`FORBIDDEN`] never is.
    fn in_source(&self, source: &dyn Likes) -> Option<(usize, usize)> {
        let above: Vec<i32> = self.columns.iter().map(|rank| like_of(*rank)).collect();
        self.first(self.rows.len().saturating_mul(above.len()), |row| {
            let mine = like_of(self.rows[row]);
            let (mut of_row, mut of_column) = ([FORBIDDEN; BLOCK], [FORBIDDEN; BLOCK]);
            for from in (0..above.len()).step_by(BLOCK) {
                let columns = from..(from + BLOCK).min(above.len());
                let (of_row, of_column) = (&mut of_row[..columns.len()], &mut of_column[..columns.len()]);
                source.write(row, columns.clone(), of_row, of_column);
                let likes = of_row.iter().zip(&*of_column).zip(&above[columns]);
                let blocks = |((&of_row, &of_column), &above): ((&i32, &i32), &i32)| {
                    (of_row > mine) & (of_column > above)
                };
                if !likes.clone().fold(false, |any, like| any | blocks(like)) {
                    continue;
                }
                let mut hits = (from..).zip(likes).filter(|(_, like)| blocks(*like));
                let hit = hits.find(|(column, _)| !self.is_used(row, *column));
                if let Some((column, _)) = hit {
                    return Some(column);
                }
            }
            None
        })
    }
}
