//! What the example `assign` reads, and what it says of what it cannot read.

use mentorship::assignment::{Goal, Pair, solve};

#[path = "../../examples/assign/parse.rs"]
mod parse;

use parse::{Sheet, sheet};

fn pairs(of: &[(usize, usize, i64)]) -> Vec<Pair> {
    of.iter().map(|&(row, column, weight)| Pair { row, column, weight }).collect()
}

#[test]
fn the_three_forms_are_read() {
    let dense = Sheet { rows: 2, columns: 2, pairs: pairs(&[(0, 0, 1), (0, 1, 2), (1, 0, 3), (1, 1, -4)]) };
    assert_eq!(sheet(" 2\n 1 2 3\n -4 \n"), Ok(dense));
    let sparse = Sheet { rows: 3, columns: 3, pairs: pairs(&[(0, 2, 7), (2, 0, 0)]) };
    assert_eq!(sheet("3 \n1 3 7\n\n3 1 0"), Ok(sparse));
    let table = Sheet { rows: 2, columns: 3, pairs: pairs(&[(0, 0, 5), (0, 2, -1), (1, 1, 9)]) };
    for text in ["\u{feff}5,,-1\n,9,\n", "5;;-1\r\n;9;\r\n\r\n", "5\t\t-1\n\t9\t\n"] {
        assert_eq!(sheet(text).as_ref(), Ok(&table), "{text:?}");
    }
    let one = Sheet { rows: 1, columns: 1, pairs: pairs(&[(0, 0, 8)]) };
    assert_eq!(sheet("1\n8"), Ok(one));
}

#[test]
fn what_cannot_be_read_is_named_with_its_line() {
    let said = |text: &str| sheet(text).unwrap_err();
    assert_eq!(said(" \n"), "the file is empty; it holds n and then the costs, or a table as CSV");
    assert_eq!(
        said("1,2\n3,4.5"),
        "line 2: `4.5` is not a whole number; multiply all numbers so that they are"
    );
    assert_eq!(said("1,2\n3"), "line 2: 1 cells, but the first row has 2");
    assert_eq!(said("1,two"), "line 1: `two` is not a number");
    assert_eq!(said("2\n1 1 5\n1 1 6"), "line 3: the pair 1 1 stands at line 2 already");
    assert_eq!(said("2\n1 3 5"), "line 2: `3` does not lie between 1 and 2");
    assert_eq!(said("2\n0 1 5"), "line 2: `0` does not lie between 1 and 2");
    assert_eq!(
        said("2\n1 2 3\n4 5\n"),
        "line 3: after n = 2 come 5 numbers; a table takes 4 of them, a list lines of `row column cost`"
    );
    let large = "99999999999999999999";
    let most = mentorship::assignment::MAX_WEIGHT;
    assert_eq!(
        said(&format!("1\n{large}")),
        format!("line 2: `{large}` is too large; whole numbers up to {most} are possible")
    );
    assert_eq!(
        said("1\n9000000000000000000"),
        format!("line 2: 9000000000000000000 is too large; whole numbers up to {most} are possible")
    );
    assert_eq!(said("0\n"), "line 1: the size 0 does not lie between 1 and 16777216");
    assert_eq!(said("-2\n1 1 1"), "line 1: the size -2 does not lie between 1 and 16777216");
    assert_eq!(said("9999999\n1 1 x"), "line 2: `x` is not a number");
}

#[test]
fn costs_and_gains_are_both_solved() {
    let sheet = sheet("1,5\n2,9\n").unwrap();
    let total = |sign| {
        let problem = sheet.problem(sign).unwrap();
        i128::from(sign) * solve(&problem, Goal::PairsFirst).unwrap().total()
    };
    assert_eq!((total(-1), total(1)), (7, 10));
}
