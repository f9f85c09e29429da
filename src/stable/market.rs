//! Who is to be matched: rows and columns, their places, and what they think of each other.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    acceptance::{Accepted, defer, defer_lists},
    answer::{Stable, turned},
    flaw::{Flaw, InvalidMarket, Line},
    likes::Likes,
    proof::{Proof, Unstable, verify},
    queues::{ColumnQueues, RowQueues},
    ranking::Ranking,
    ranks::{Ranks, are_sound, flaws},
};

/// The most rows, and the most columns.
pub const MAX_LINES: usize = 1 << 24;

/// Which side proposes, and gets the better of what is stable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proposing {
    /// Rows propose to columns.
    #[default]
    Rows,
    /// Columns propose to rows.
    Columns,
}

/// What rows and columns think of each other.
#[derive(Clone)]
pub(super) enum Opinions<'a> {
    /// A ranking of each line, equals in the order of their index, and the ranks that columns give rows.
    Lists { rows: Vec<Ranking>, columns: Vec<Ranking>, of_columns: Ranks },
    /// Likes that are worked out when they are asked for.
    Source(&'a dyn Likes),
}

impl fmt::Debug for Opinions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lists { rows, columns, .. } => {
                write!(f, "rankings of {} rows and {} columns", rows.len(), columns.len())
            }
            Self::Source(_) => f.write_str("a source"),
        }
    }
}

/// Rows and columns with places, and whom each of them would rather have.
///
/// ```
/// use mentorship::stable::{Market, Proposing, Ranking};
///
/// // Column 0 has two places and likes high rows.
/// let rows = vec![Ranking::strict(1, vec![0]); 3];
/// let market = Market::lists(rows, vec![Ranking::strict(2, vec![2, 1, 0])])?;
/// assert_eq!(market.solve(Proposing::Rows)?.rows_of(0), [1, 2]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Market<'a> {
    /// How many partners each row takes at most.
    pub(super) row_places: Vec<u32>,
    /// How many partners each column takes at most.
    pub(super) column_places: Vec<u32>,
    pub(super) opinions: Opinions<'a>,
}

impl<'a> Market<'a> {
    /// A market of rankings. A pair is possible when each ranks the other.
    ///
    /// # Errors
    ///
    /// Every flaw at once: a line that is ranked and does not exist, or is ranked twice by the same; more than
    /// [`MAX_LINES`].
    ///
    /// # Complexity
    ///
    /// O(l) for rankings of `l` entries which together hold a quarter of all pairs or more, with two bytes for every pair (four
    /// of more than 65 535 rows); O(l log l) and eight bytes an entry for shorter ones.
    pub fn lists(mut rows: Vec<Ranking>, mut columns: Vec<Ranking>) -> Result<Self, InvalidMarket> {
        let mut found = size_flaws(rows.len(), columns.len());
        let sound = found.is_empty() && are_sound(&rows, columns.len());
        let of_columns = if sound { Ranks::new(&columns, rows.len()) } else { None };
        let Some(of_columns) = of_columns else {
            found.extend(flaws(&rows, columns.len(), Line::Row, Line::Column));
            found.extend(flaws(&columns, rows.len(), Line::Column, Line::Row));
            return Err(InvalidMarket { flaws: found });
        };
        rows.iter_mut().chain(&mut columns).for_each(Ranking::break_ties);
        Ok(Self {
            row_places: rows.iter().map(Ranking::places).collect(),
            column_places: columns.iter().map(Ranking::places).collect(),
            opinions: Opinions::Lists { rows, columns, of_columns },
        })
    }

    /// A market of so many places for each row and column, whose likes are worked out when they are needed and never all
    /// stored.
    ///
    /// # Errors
    ///
    /// When there are more than [`MAX_LINES`] rows or columns.
    pub fn implicit(
        row_places: Vec<u32>,
        column_places: Vec<u32>,
        source: &'a dyn Likes,
    ) -> Result<Self, InvalidMarket> {
        let flaws = size_flaws(row_places.len(), column_places.len());
        if !flaws.is_empty() {
            return Err(InvalidMarket { flaws });
        }
        Ok(Self { row_places, column_places, opinions: Opinions::Source(source) })
    }

    /// How many rows there are.
    pub fn row_count(&self) -> usize {
        self.row_places.len()
    }

    /// How many columns there are.
    pub fn column_count(&self) -> usize {
        self.column_places.len()
    }

    /// Finds a stable matching and proves it: of all that are stable when ties are broken by index, lower ones first, the
    /// one that is best for every proposer.
    ///
    /// Without ties that is the best for them of all. It depends on nothing but the market, the order of its lines included
    /// where there are ties, and is the same in every run. Without lines it is empty.
    ///
    /// # Errors
    ///
    /// When a source does not always answer the same, so that what was found is not stable by what it says later. Never of
    /// lists.
    ///
    /// # Complexity
    ///
    /// Told in [the room's story](super#why-it-ends-and-how-long-it-takes).
    pub fn solve(&self, proposing: Proposing) -> Result<Stable, Unstable> {
        let (rows, columns) = (&self.row_places, &self.column_places);
        let proposers = match proposing {
            Proposing::Rows => rows.len(),
            Proposing::Columns => columns.len(),
        };
        let accepted = match (&self.opinions, proposing) {
            (Opinions::Lists { rows: rankings, of_columns, .. }, Proposing::Rows) => {
                defer_lists(rows, columns, rankings, of_columns)
            }
            (Opinions::Lists { rows: others, columns: rankings, .. }, Proposing::Columns) => {
                let of_rows = Ranks::new(others, self.column_count());
                let of_rows = of_rows.expect("the rankings of rows were found to be sound");
                defer_lists(columns, rows, rankings, &of_rows)
            }
            (Opinions::Source(source), Proposing::Rows) => {
                defer(rows, columns, RowQueues::new(*source, rows.len(), columns.len()))
            }
            (Opinions::Source(source), Proposing::Columns) => {
                defer(columns, rows, ColumnQueues::new(*source, rows.len(), columns.len()))
            }
        };
        let Accepted { pairs: by_asked, proposals } = accepted;
        let by_proposer = turned(proposers, &by_asked);
        let (by_row, by_column) = match proposing {
            Proposing::Rows => (by_proposer, by_asked),
            Proposing::Columns => (by_asked, by_proposer),
        };
        let pairs: Vec<_> = by_row.into_iter().map(|(row, column)| (row as usize, column as usize)).collect();
        let proof = self.verify(&pairs)?;
        Ok(Stable { proposing, pairs, by_column, proposals, proof })
    }

    /// Checks that a matching is possible and stable, for every pair of the market, a row at a time, trusting nothing of how it
    /// was found.
    ///
    /// ```
    /// use mentorship::stable::{Line, Market, Ranking, Unstable};
    ///
    /// let one = || vec![Ranking::strict(1, vec![0, 1]), Ranking::strict(1, vec![0])];
    /// let market = Market::lists(one(), one())?;
    /// assert_eq!(market.verify(&[(0, 0)])?.pairs_considered, 3);
    /// let full = Unstable::TooManyPartners { line: Line::Row(0), partners: 2, places: 1 };
    /// assert_eq!(market.verify(&[(0, 0), (0, 1)]), Err(full));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first thing found that is not as it should be: a pair of lines that do not exist, a pair twice, a pair that is
    /// not possible, a line with more partners than places, and then the first pair, by row and column, which blocks.
    pub fn verify(&self, pairs: &[(usize, usize)]) -> Result<Proof, Unstable> {
        verify(self, pairs)
    }
}

/// A row or column as rankings write it.
#[inline]
pub(super) fn index(line: usize) -> u32 {
    u32::try_from(line).expect("there are at most 2^24 rows and columns")
}

fn size_flaws(rows: usize, columns: usize) -> Vec<Flaw> {
    [rows, columns].into_iter().filter(|count| *count > MAX_LINES).map(Flaw::TooManyLines).collect()
}
