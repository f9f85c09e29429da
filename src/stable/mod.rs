//! The other integer room: rows and columns that choose each other, so that no two would rather have one another.
//!
//! It knows rows, columns, places, ranks and likes, and nothing of people. A [`Market`] is posed from a [`Ranking`] of each
//! line, or from a source of [`Likes`] that are worked out when asked for and never all stored. [`Market::solve`] lets one
//! side propose ([`Proposing`]) and hands out a [`Stable`] matching with its [`Proof`]; [`Market::verify`] checks anybody's
//! pairs and trusts nothing of how they were found. There are no minimums: a line that must have partners whom nobody wants
//! to be with is not what stability is about.
//!
//! ```
//! use mentorship::stable::{Market, Proposing, Ranking};
//!
//! // Row 0 would take either column, the first rather; row 1 only the first. Column 0 likes both alike.
//! let rows = vec![Ranking::strict(1, vec![0, 1]), Ranking::strict(1, vec![0])];
//! let columns = vec![Ranking::tied(1, vec![vec![0, 1]]), Ranking::strict(1, vec![0])];
//! let market = Market::lists(rows, columns)?;
//!
//! let stable = market.solve(Proposing::Rows)?;
//! assert_eq!(stable.pairs(), [(0, 0)]);
//! assert_eq!(market.verify(&[(0, 1), (1, 0)])?.pairs, 2);
//! assert_eq!(
//!     market.verify(&[(0, 1)]).unwrap_err().to_string(),
//!     "row 0 and column 0 would rather have each other than what they have"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The problem
//!
//! Every row and every column has places, and likes those of the other side whom it would take more or less, some of them
//! alike. A pair is possible when each would take the other, and is used at most once. A matching gives no line more
//! partners than places. A possible pair *blocks* it when the two are not matched to each other and each of them has a free
//! place, or likes the other strictly more than one of its partners. A matching that nothing blocks is stable: *pairwise*
//! stable, because pairs are judged and not groups, and *weakly* stable, because somebody who is liked the same moves nobody.
//!
//! # The idea
//!
//! Deferred acceptance. A proposer with a free place asks the one it likes most among those it has not asked yet. Who is
//! asked says yes for now while it has a free place, or turns away the partner it likes least for somebody it likes more,
//! who then asks on. Ties are broken by index, on both sides: of two liked the same, the lower index comes first.
//!
//! # What holds
//!
//! The places of who is asked fill and never empty again, and what they hold only becomes better. So whoever was refused once
//! would be refused ever after, and it is enough to ask once; and when nobody asks any more, a pair that is not matched was
//! either never asked for, because its proposer is full of those it likes at least as much, or was refused, and then the one
//! asked is full of those it likes at least as much. That is weak stability of the market as it is, and stability of the
//! market with its ties broken.
//!
//! Where all likes are strict, every proposer gets the best partners that it has in any stable matching, and who is asked the
//! worst. Where some are tied this holds of the market with its ties broken; other ways to break them give other matchings,
//! which may even be larger. In whatever order proposers ask, the same is found, so lists, sources and numbers of threads
//! agree.
//!
//! # Why it ends, and how long it takes
//!
//! Nobody asks twice. With `n` rows, `m` columns, `p` possible pairs and lists of `l` entries altogether, lists are checked
//! and ranked in O(l) where they are long, and in O(l log m) where they are short; asking takes O(p log k) where nobody asked
//! has more than `k` places, mostly far less: n ln n questions where likes are random. Lists of all `n m` pairs have a table
//! of ranks, two bytes a pair, or four from 2¹⁶ rows on. The proof of lists looks at each ranking down to what its row has,
//! which is as many pairs as were asked; what stands below cannot block.
//!
//! A source is read a row at a time, in blocks of columns. A proposer keeps a short queue of those it would ask next who, as
//! things stand, would say yes, and when it is used up looks for the next ones behind the last of it. Rows are filled some
//! hundred at once; columns all that wait at once, in one sweep over the rows, as only rows can be written. One look at all
//! pairs fills every queue and one is the proof; how many more there are depends on how far down proposers must ask. Memory
//! is O(n + m) and queues of at most some 2²² entries, 32 bytes each while they are filled.
//!
//! # What lost
//!
//! - Full lists of proposers: 10⁸ entries to sort for 10 000 rows and columns, where a proposer asks about ten.
//! - Queues without regard to who would still say yes: where everybody likes the same few, most of a queue is of those who
//!   are certain to refuse. On 10 000 rows and columns that agree half, eleven times as many were asked, in four times the time.
//! - Ranks in return beside each entry of a ranking, instead of looked up in a table: asking reads on and is four times as fast
//!   where much is asked, but putting them there took longer than all the asking.
//! - Strong and super-stability, where somebody liked the same may move somebody: such matchings need not exist.
//! - The largest stable matching under ties: NP-hard (Iwama, Manlove, Miyazaki and Morita 1999).
//!
//! # References
//!
//! - D. Gale and L. S. Shapley, College Admissions and the Stability of Marriage, American Mathematical Monthly 69 (1962).
//! - D. G. `McVitie` and L. B. Wilson, The Stable Marriage Problem, Communications of the ACM 14 (1971): one proposer after the
//!   other, in any order.
//! - A. E. Roth, The Evolution of the Labor Market for Medical Interns and Residents, Journal of Political Economy 92 (1984):
//!   places, and that every stable matching fills the same ones; Stability and Polarization of Interests in Job Matching,
//!   Econometrica 52 (1984): places on both sides, and pairwise stability.
//! - R. W. Irving, Stable Marriage and Indifference, Discrete Applied Mathematics 48 (1994): ties, weak stability.

mod acceptance;
mod answer;
mod flaw;
mod likes;
mod market;
mod parallel;
mod proof;
mod queues;
mod ranking;
mod ranks;

pub use answer::Stable;
pub use flaw::{Flaw, InvalidMarket, Line};
pub use likes::{FORBIDDEN, Likes};
pub use market::{MAX_LINES, Market, Proposing};
pub use proof::{Proof, Unstable};
pub use ranking::Ranking;
