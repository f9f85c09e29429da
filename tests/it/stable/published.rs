//! Answers that others published, each with its source.

use mentorship::stable::{Market, Proposing, Ranking};

/// Rankings without ties, written with numbers from 1.
fn rankings(places: u32, lists: &[&[u32]]) -> Vec<Ranking> {
    lists.iter().map(|list| Ranking::strict(places, list.iter().map(|line| line - 1).collect())).collect()
}

/// The matching and the number of proposals, with numbers from 1.
fn found(market: &Market<'_>, proposing: Proposing) -> (Vec<(usize, usize)>, u64) {
    let stable = market.solve(proposing).unwrap();
    (stable.pairs().iter().map(|&(row, column)| (row + 1, column + 1)).collect(), stable.proposals())
}

/// The column of each row, with numbers from 1, of a market that has a place for everybody.
fn columns(market: &Market<'_>, proposing: Proposing) -> Vec<usize> {
    found(market, proposing).0.into_iter().map(|(_, column)| column).collect()
}

fn one_to_one(rows: &[&[u32]], columns: &[&[u32]]) -> Market<'static> {
    Market::lists(rankings(1, rows), rankings(1, columns)).unwrap()
}

/// All ways to marry everybody that are stable: the column of each row, with numbers from 1.
fn all_stable(market: &Market<'_>) -> Vec<Vec<usize>> {
    fn go_on(market: &Market<'_>, taken: &mut Vec<usize>, stable: &mut Vec<Vec<usize>>) {
        if taken.len() == market.row_count() {
            let pairs: Vec<_> = taken.iter().map(|column| column - 1).enumerate().collect();
            if market.verify(&pairs).is_ok() {
                stable.push(taken.clone());
            }
        }
        for column in 1..=market.column_count() {
            if taken.len() < market.row_count() && !taken.contains(&column) {
                taken.push(column);
                go_on(market, taken, stable);
                taken.pop();
            }
        }
    }
    let mut stable = Vec::new();
    go_on(market, &mut Vec::new(), &mut stable);
    stable
}

/// D. Gale and L. S. Shapley (1962), example 1: three of the six ways to marry are stable.
#[test]
fn gale_and_shapley_marry_three_and_three() {
    let market = one_to_one(&[&[1, 2, 3], &[2, 3, 1], &[3, 1, 2]], &[&[2, 3, 1], &[3, 1, 2], &[1, 2, 3]]);
    assert_eq!(all_stable(&market), [[1, 2, 3], [2, 3, 1], [3, 1, 2]]);
    assert_eq!(columns(&market, Proposing::Rows), [1, 2, 3]);
    assert_eq!(columns(&market, Proposing::Columns), [3, 1, 2]);
}

/// D. Gale and L. S. Shapley (1962), example 2: only one way is stable, and nobody gets the first choice.
#[test]
fn gale_and_shapley_marry_four_and_four() {
    let market = one_to_one(
        &[&[1, 2, 3, 4], &[1, 4, 3, 2], &[2, 1, 3, 4], &[4, 2, 3, 1]],
        &[&[4, 3, 1, 2], &[2, 4, 1, 3], &[4, 1, 2, 3], &[3, 2, 1, 4]],
    );
    assert_eq!(all_stable(&market), [[3, 4, 1, 2]]);
    assert_eq!(columns(&market, Proposing::Rows), [3, 4, 1, 2]);
    assert_eq!(columns(&market, Proposing::Columns), [3, 4, 1, 2]);
}

/// Wikipedia, "Stable marriage problem", different stable matchings: A, B, C and X, Y, Z.
#[test]
fn wikipedia_has_three_stable_matchings() {
    let market = one_to_one(&[&[2, 1, 3], &[3, 2, 1], &[1, 3, 2]], &[&[2, 1, 3], &[3, 2, 1], &[1, 3, 2]]);
    assert_eq!(all_stable(&market), [[1, 2, 3], [2, 3, 1], [3, 1, 2]]);
    assert_eq!(columns(&market, Proposing::Rows), [2, 3, 1]);
    assert_eq!(columns(&market, Proposing::Columns), [3, 1, 2]);
}

/// R package `matchingR`, `GALESHAPLEY.md`: the answer by hand, which takes five proposals.
#[test]
fn the_r_package_matching_r_counts_five_proposals() {
    let market = one_to_one(&[&[1, 2, 3], &[3, 1, 2], &[3, 2, 1]], &[&[3, 2, 1], &[1, 3, 2], &[3, 2, 1]]);
    assert_eq!(found(&market, Proposing::Rows), (vec![(1, 2), (2, 1), (3, 3)], 5));
}

/// Python package `matching` 1.4.3, its first game: {A: E, B: D, C: F}.
#[test]
fn the_python_package_matching_plays_a_simple_game() {
    let market = one_to_one(&[&[1, 2, 3], &[1, 3, 2], &[3, 1, 2]], &[&[2, 3, 1], &[1, 3, 2], &[3, 2, 1]]);
    assert_eq!(columns(&market, Proposing::Rows), [2, 1, 3]);
}

/// Python package `matching`, hospital-resident: Ada, Sam, Dani, Luc and Jo; Mercy, City and General with two places each.
/// It finds the same for both sides: Luc and Sam, Dani and Ada, Jo.
#[test]
fn the_python_package_matching_sends_residents_to_hospitals() {
    let residents = rankings(1, &[&[2], &[2, 1], &[2, 1, 3], &[1, 2, 3], &[2, 3, 1]]);
    let hospitals = rankings(2, &[&[3, 4, 2, 5], &[3, 1, 2, 4, 5], &[3, 5, 4]]);
    let market = Market::lists(residents, hospitals).unwrap();
    for proposing in [Proposing::Rows, Proposing::Columns] {
        assert_eq!(columns(&market, proposing), [2, 1, 2, 1, 3]);
    }
}

/// R package `matchingMarkets`, the inputs given in the documentation of `hri`. They have only one stable matching: both
/// sides rank alike, and college 2 does not rank the last two.
#[test]
fn the_r_package_matching_markets_leaves_over_who_is_ranked_last() {
    let market = one_to_one(&[&[1, 2][..]; 3], &[&[1, 2, 3][..]; 2]);
    let students: [&[u32]; 7] = [&[1, 2], &[1, 2], &[1], &[1, 2], &[1, 2], &[1, 2], &[1, 2]];
    let colleges = rankings(3, &[&[1, 2, 3, 4, 5, 6, 7], &[1, 2, 3, 4, 5]]);
    let admission = Market::lists(rankings(1, &students), colleges).unwrap();
    for proposing in [Proposing::Rows, Proposing::Columns] {
        assert_eq!(found(&market, proposing).0, [(1, 1), (2, 2)]);
        assert_eq!(found(&admission, proposing).0, [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2)]);
    }
}

/// Rust crate `galeshapley` 0.0.4, its tests.
#[test]
fn the_rust_crate_galeshapley_marries_two_and_three() {
    let two = one_to_one(&[&[1, 2], &[1, 2]], &[&[2, 1], &[2, 1]]);
    assert_eq!(columns(&two, Proposing::Rows), [2, 1]);
    let three = one_to_one(&[&[1, 2, 3], &[3, 2, 1], &[2, 3, 1]], &[&[1, 3, 2], &[3, 2, 1], &[3, 1, 2]]);
    assert_eq!(columns(&three, Proposing::Rows), [1, 3, 2]);
}

/// Rosetta Code, "Stable marriage problem": ten and ten with their answer.
#[test]
fn rosetta_code_marries_ten_and_ten() {
    const MEN: [&str; 10] = [
        "abe: abi, eve, cath, ivy, jan, dee, fay, bea, hope, gay",
        "bob: cath, hope, abi, dee, eve, fay, bea, jan, ivy, gay",
        "col: hope, eve, abi, dee, bea, fay, ivy, gay, cath, jan",
        "dan: ivy, fay, dee, gay, hope, eve, jan, bea, cath, abi",
        "ed: jan, dee, bea, cath, fay, eve, abi, ivy, hope, gay",
        "fred: bea, abi, dee, gay, eve, ivy, cath, jan, hope, fay",
        "gav: gay, eve, ivy, bea, cath, abi, dee, hope, jan, fay",
        "hal: abi, eve, hope, fay, ivy, cath, jan, bea, gay, dee",
        "ian: hope, cath, dee, gay, bea, abi, fay, ivy, jan, eve",
        "jon: abi, fay, jan, gay, eve, bea, dee, cath, ivy, hope",
    ];
    const WOMEN: [&str; 10] = [
        "abi: bob, fred, jon, gav, ian, abe, dan, ed, col, hal",
        "bea: bob, abe, col, fred, gav, dan, ian, ed, jon, hal",
        "cath: fred, bob, ed, gav, hal, col, ian, abe, dan, jon",
        "dee: fred, jon, col, abe, ian, hal, gav, dan, bob, ed",
        "eve: jon, hal, fred, dan, abe, gav, col, ed, ian, bob",
        "fay: bob, abe, ed, ian, jon, dan, fred, gav, col, hal",
        "gay: jon, gav, hal, fred, bob, abe, col, ed, dan, ian",
        "hope: gav, jon, bob, abe, ian, dan, hal, ed, col, fred",
        "ivy: ian, col, hal, gav, fred, bob, abe, ed, jon, dan",
        "jan: ed, hal, gav, abe, bob, jon, col, ian, fred, dan",
    ];
    let name = |line: &'static str| line.split(": ").next().unwrap();
    let ranking = |line: &'static str, others: &[&'static str]| {
        let list = line.split(": ").nth(1).unwrap().split(", ");
        let place = |ranked| others.iter().position(|other| name(other) == ranked).unwrap();
        Ranking::strict(1, list.map(|ranked| place(ranked) as u32).collect())
    };
    let men = MEN.map(|line| ranking(line, &WOMEN)).to_vec();
    let women = WOMEN.map(|line| ranking(line, &MEN)).to_vec();
    let stable = Market::lists(men, women).unwrap().solve(Proposing::Rows).unwrap();
    let married = stable.pairs().iter().map(|pair| format!("{} {}", name(MEN[pair.0]), name(WOMEN[pair.1])));
    let published = [
        "abe ivy", "bob cath", "col dee", "dan fay", "ed jan", "fred bea", "gav gay", "hal eve", "ian hope",
        "jon abi",
    ];
    assert_eq!(married.collect::<Vec<_>>(), published);
}
