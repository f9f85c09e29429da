//! What cannot be posed, and what is not stable: every flaw, in words.

use std::ops::Range;

use mentorship::stable::{Flaw, InvalidMarket, Likes, MAX_LINES, Market, Ranking, Unstable};

/// A source that is never asked.
struct Silent;

impl Likes for Silent {
    fn write(&self, _: usize, _: Range<usize>, _: &mut [i32], _: &mut [i32]) {
        unreachable!("there are no pairs");
    }
}

#[test]
fn everything_wrong_with_a_market_is_said_at_once() {
    let rows = vec![Ranking::strict(1, vec![0, 9, 0]), Ranking::tied(1, vec![vec![1, 0], vec![1, 1]])];
    let columns = vec![Ranking::strict(1, vec![u32::MAX]), Ranking::strict(1, vec![2, 0])];
    insta::assert_snapshot!(Market::lists(rows, columns).unwrap_err(), @r"
    the market cannot be posed:
      row 0 ranks column 9, which does not exist
      row 0 ranks column 0 twice
      row 1 ranks column 1 twice
      row 1 ranks column 1 twice
      column 0 ranks row 4294967295, which does not exist
      column 1 ranks row 2, which does not exist
    ");
}

#[test]
fn flaws_name_lines_far_down() {
    let mut rows = vec![Ranking::strict(1, vec![0]); 5000];
    rows[4321] = Ranking::strict(1, vec![0, 0]);
    let error = Market::lists(rows, vec![Ranking::default()]).unwrap_err();
    insta::assert_snapshot!(error.flaws[0], @"row 4321 ranks column 0 twice");
    assert_eq!(error.flaws.len(), 1);
}

#[test]
fn sides_beyond_the_bound_are_refused() {
    let flaws = |market: Result<Market<'_>, InvalidMarket>| market.unwrap_err().flaws;
    let too_many = vec![Flaw::TooManyLines(MAX_LINES + 1)];
    assert_eq!(flaws(Market::implicit(vec![1; MAX_LINES + 1], vec![], &Silent)), too_many);
    assert_eq!(flaws(Market::implicit(vec![], vec![1; MAX_LINES + 1], &Silent)), too_many);
    insta::assert_snapshot!(too_many[0], @"there are 16777217 rows or columns on one side; at most 16777216 are possible");
    let most = Market::implicit(vec![1; MAX_LINES], vec![], &Silent).unwrap();
    assert_eq!((most.row_count(), most.column_count()), (MAX_LINES, 0));
}

#[test]
fn what_is_not_stable_says_why() {
    let market = Market::lists(
        vec![Ranking::strict(1, vec![0, 1]), Ranking::strict(2, vec![1, 0])],
        vec![Ranking::strict(1, vec![0, 1]), Ranking::tied(1, vec![vec![0, 1]]), Ranking::default()],
    );
    let market = market.unwrap();
    let why = |pairs: &[(usize, usize)]| match market.verify(pairs) {
        Ok(proof) => format!("stable with {} pairs", proof.pairs),
        Err(unstable) => unstable.to_string(),
    };
    let said = [
        why(&[(0, 0), (1, 1)]),
        why(&[(2, 0)]),
        why(&[(0, usize::MAX)]),
        why(&[(0, 0), (1, 1), (0, 0)]),
        why(&[(0, 2)]),
        why(&[(0, 0), (0, 1)]),
        why(&[(0, 1), (1, 1)]),
        why(&[]),
        why(&[(0, 1), (1, 0)]),
        why(&[(0, 0)]),
    ];
    insta::assert_snapshot!(said.join("\n"), @r"
    stable with 2 pairs
    row 2 does not exist
    column 18446744073709551615 does not exist
    the pair of row 0 and column 0 is in use twice
    row 0 and column 2 are matched, but one of them would not take the other
    row 0 has 2 partners and 1 places
    column 1 has 2 partners and 1 places
    row 0 and column 0 would rather have each other than what they have
    row 0 and column 0 would rather have each other than what they have
    row 1 and column 1 would rather have each other than what they have
    ");
    assert_eq!(market.verify(&[(0, 1), (1, 0)]), Err(Unstable::Blocking { row: 0, column: 0 }));
}
