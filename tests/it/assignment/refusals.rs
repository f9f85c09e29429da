//! What cannot be posed, and what cannot be changed: every flaw, in words, and nothing panics.

use std::ops::Range;

use mentorship::assignment::{
    Bounds, Change, FORBIDDEN, Flaw, Goal, InvalidProblem, Line, MAX_LINES, MAX_SPAN, MAX_WEIGHT, Pair,
    Problem, Rows, Solver, solve,
};

use super::made::{GOALS, NARROW};

/// The smallest weight that does not fit 32 bits.
const TOO_WIDE: i64 = 1 << 31;

fn bounds(min: u32, max: u32) -> Bounds {
    Bounds { min, max }
}

fn pair(row: usize, column: usize, weight: i64) -> Pair {
    Pair { row, column, weight }
}

fn flaws(result: Result<Problem, InvalidProblem>) -> Vec<Flaw> {
    result.unwrap_err().flaws
}

/// A source that says how large its weights are, all of which are 1.
#[derive(Debug)]
struct Stating(i32);

impl Rows for Stating {
    fn largest(&self) -> i32 {
        self.0
    }

    fn write(&self, _: usize, _: Range<usize>, weights: &mut [i32]) {
        weights.fill(1);
    }
}

#[test]
fn everything_wrong_with_a_problem_is_said_at_once() {
    let pairs = vec![pair(0, 0, 1), pair(0, 0, 2), pair(7, 0, 1), pair(0, 9, 1), pair(0, 1, MAX_WEIGHT + 1)];
    let error = Problem::list(vec![bounds(2, 1)], vec![bounds(0, 1); 2], pairs).unwrap_err();
    insta::assert_snapshot!(error, @r"
    the assignment problem cannot be posed:
      row 0 takes at least 2 and at most 1 units
      row 0 has a weight or unit value of 1099511627777; at most 1099511627776 in size is possible
      column 9 does not exist
      row 7 does not exist
      the pair of row 0 and column 0 is listed twice
    ");
}

#[test]
fn lines_that_cannot_be_are_refused_in_every_form() {
    let wrong = || (vec![bounds(0, 1), bounds(3, 2)], vec![bounds(1, 0)]);
    let both = vec![
        Flaw::MinimumAboveMaximum { line: Line::Row(1), min: 3, max: 2 },
        Flaw::MinimumAboveMaximum { line: Line::Column(0), min: 1, max: 0 },
    ];
    let (rows, columns) = wrong();
    assert_eq!(flaws(Problem::list(rows, columns, vec![])), both);
    let (rows, columns) = wrong();
    assert_eq!(flaws(Problem::table(rows, columns, &[None, None])), both);
    let (rows, columns) = wrong();
    assert_eq!(flaws(Problem::dense(rows, columns, vec![1, 2])), both);
    let (rows, columns) = wrong();
    assert_eq!(flaws(Problem::implicit(rows, columns, Stating(1))), both);

    let many = |count| vec![bounds(0, 1); count];
    let too_many = vec![Flaw::TooManyLines(MAX_LINES + 1)];
    assert_eq!(flaws(Problem::list(many(MAX_LINES + 1), vec![], vec![])), too_many);
    assert_eq!(flaws(Problem::implicit(vec![], many(MAX_LINES + 1), Stating(0))), too_many);
    let most = Problem::dense(vec![], many(MAX_LINES), vec![]).unwrap();
    assert_eq!(most.column_count(), MAX_LINES);
    insta::assert_snapshot!(too_many[0], @"there are 16777217 rows or columns on one side; at most 16777216 are possible");
    insta::assert_snapshot!(both[1], @"column 0 takes at least 1 and at most 0 units");
}

#[test]
fn a_table_of_another_size_is_refused() {
    let lines = || (vec![bounds(0, 1); 2], vec![bounds(0, 1); 3]);
    for found in [0, 5, 7] {
        let size = vec![Flaw::TableSize { rows: 2, columns: 3, expected: 6, found }];
        let (rows, columns) = lines();
        assert_eq!(flaws(Problem::table(rows, columns, &vec![Some(1); found])), size);
        let (rows, columns) = lines();
        assert_eq!(flaws(Problem::dense(rows, columns, vec![1; found])), size);
    }
    let size = vec![Flaw::TableSize { rows: 0, columns: 3, expected: 0, found: 1 }];
    assert_eq!(flaws(Problem::dense(vec![], lines().1, vec![1])), size);
    insta::assert_snapshot!(size[0], @"a table of 0 rows and 3 columns has 0 entries, not 1");
}

#[test]
fn weights_beyond_the_bound_are_refused() {
    let one = || vec![bounds(0, 1)];
    let beyond = |weight| vec![Flaw::WeightBeyondBound { line: Line::Row(0), weight }];
    for weight in [MAX_WEIGHT + 1, -MAX_WEIGHT - 1, i64::MAX, i64::MIN] {
        assert_eq!(flaws(Problem::list(one(), one(), vec![pair(0, 0, weight)])), beyond(weight));
        assert_eq!(flaws(Problem::table(one(), one(), &[Some(weight)])), beyond(weight));
        let problem = Problem::dense(one(), one(), vec![1]).unwrap();
        let column = vec![Flaw::WeightBeyondBound { line: Line::Column(0), weight }];
        assert_eq!(flaws(problem.with_values(Line::Column(0), vec![weight.max(0), weight.min(0)])), column);
    }
    for weight in [MAX_WEIGHT, -MAX_WEIGHT] {
        let problem = Problem::list(one(), one(), vec![pair(0, 0, weight)]).unwrap();
        assert_eq!(solve(&problem, Goal::PairsFirst).unwrap().total(), i128::from(weight));
        let problem = Problem::table(one(), one(), &[Some(weight)]).unwrap();
        assert_eq!(solve(&problem, Goal::RowsFirst).unwrap().total(), i128::from(weight));
    }
    let dense = Problem::dense(one(), one(), vec![FORBIDDEN + 1]);
    let least = i64::from(FORBIDDEN) + 1;
    assert_eq!(flaws(dense), beyond(least));
    let dense = Problem::dense(one(), vec![bounds(0, 1); 2], vec![FORBIDDEN, FORBIDDEN + 2]).unwrap();
    assert_eq!((dense.weight(0, 0), dense.weight(0, 1)), (None, Some(-NARROW)));
    // As a list it is a weight like any other.
    let table = Problem::table(one(), one(), &[Some(least)]).unwrap();
    assert_eq!(solve(&table, Goal::PairsFirst).unwrap().total(), i128::from(least));
    let table = Problem::table(one(), one(), &[Some(least - 1)]).unwrap();
    assert_eq!(solve(&table, Goal::PairsFirst).unwrap().total(), i128::from(least - 1));
    insta::assert_snapshot!(beyond(least)[0], @"row 0 has a weight or unit value of -2147483647; at most 1099511627776 in size is possible");
}

#[test]
fn sizes_and_weights_that_do_not_add_up_are_refused() {
    // So many lines, with four more, times the largest weight are just as much as is possible.
    let most = usize::try_from(MAX_SPAN / MAX_WEIGHT).unwrap() - 4;
    let (rows, columns) = (vec![bounds(0, 1); most - 1], vec![bounds(0, 1)]);
    let problem = Problem::list(rows.clone(), columns.clone(), vec![pair(0, 0, MAX_WEIGHT)]).unwrap();
    assert_eq!(solve(&problem, Goal::RowsFirst).unwrap().total(), i128::from(MAX_WEIGHT));
    let mut solver = Solver::new(problem, Goal::RowsFirst);
    let more = Change::AddColumn { bounds: bounds(0, 1), weights: vec![None; most - 1] };
    let beyond = [Flaw::SpanBeyondBound { lines: most + 1, weight: MAX_WEIGHT }];
    assert_eq!(solver.change(&more).unwrap_err().flaws, beyond);
    assert_eq!(solver.problem().column_count(), 1);
    let wider = vec![bounds(0, 1); 2];
    assert_eq!(flaws(Problem::list(rows.clone(), wider.clone(), vec![pair(0, 0, -MAX_WEIGHT)])), beyond);
    let problem = Problem::list(rows, wider, vec![]).unwrap();
    assert_eq!(flaws(problem.with_values(Line::Row(0), vec![MAX_WEIGHT, -MAX_WEIGHT])), beyond);
    let wide = vec![bounds(0, 1); MAX_LINES];
    let source = Problem::implicit(wide, columns.clone(), Stating(i32::MAX - 1));
    assert_eq!(flaws(source), [Flaw::SpanBeyondBound { lines: MAX_LINES + 1, weight: NARROW }]);
    insta::assert_snapshot!(beyond[0], @"8189 rows and columns with weights up to 1099511627776 are beyond what can be added up exactly; scale the weights down");
}

#[test]
fn a_source_that_states_a_size_that_is_none_is_refused() {
    let one = || vec![bounds(0, 1)];
    for largest in [-1, i32::MIN, i32::MAX] {
        assert_eq!(
            flaws(Problem::implicit(one(), one(), Stating(largest))),
            [Flaw::LargestBeyondBound(largest)]
        );
    }
    for largest in [1, i32::MAX - 1] {
        let source = Stating(largest);
        let problem = Problem::implicit(one(), one(), &source).unwrap();
        assert_eq!(solve(&problem, Goal::Total).unwrap().total(), 1);
    }
    let nothing = Problem::implicit(vec![], one(), Stating(0)).unwrap();
    assert_eq!(solve(&nothing, Goal::Total).unwrap().total(), 0);
    insta::assert_snapshot!(Flaw::LargestBeyondBound(-1), @"the source of rows states weights up to -1; at most 2147483646 is possible, and nothing below 0");
}

#[test]
fn unit_values_that_cannot_be_are_refused() {
    let posed = || Problem::table(vec![bounds(0, 2)], vec![bounds(0, 1)], &[Some(1)]).unwrap();
    let row = Line::Row(0);
    assert_eq!(flaws(posed().with_values(Line::Row(3), vec![])), [Flaw::NoSuchLine(Line::Row(3))]);
    assert_eq!(flaws(posed().with_values(Line::Column(1), vec![])), [Flaw::NoSuchLine(Line::Column(1))]);
    assert_eq!(flaws(posed().with_values(row, vec![1, 2])), [Flaw::IncreasingValues(row)]);
    assert_eq!(flaws(posed().with_values(row, vec![-1])), [Flaw::IncreasingValues(row)]);
    assert!(posed().with_values(row, vec![-1, -1]).is_ok());
    assert!(posed().with_values(row, vec![3, 3, -7]).is_ok());
    assert!(posed().with_values(row, vec![0]).is_ok());
    insta::assert_snapshot!(Flaw::IncreasingValues(row), @"the unit values of row 0 increase; a later unit may not be worth more than an earlier one");
}

#[test]
fn pins_that_cannot_be_are_refused() {
    let posed = || {
        Problem::table(
            vec![bounds(0, 1), bounds(0, 2)],
            vec![bounds(0, 1); 2],
            &[Some(1), Some(1), None, Some(1)],
        )
    };
    let posed = || posed().unwrap();
    let absent = |row, column| Flaw::PinnedAbsent { row, column };
    assert_eq!(
        flaws(posed().with_pins([(1, 0), (5, 0), (0, 5)])),
        [absent(1, 0), absent(5, 0), absent(0, 5)]
    );
    let too_many = |line| Flaw::TooManyPins { line, pins: 2, max: 1 };
    assert_eq!(flaws(posed().with_pins([(0, 0), (0, 1)])), [too_many(Line::Row(0))]);
    assert_eq!(flaws(posed().with_pins([(0, 1), (1, 1)])), [too_many(Line::Column(1))]);
    let twice = posed().with_pins([(0, 1), (0, 1)]).unwrap();
    assert_eq!(solve(&twice, Goal::Total).unwrap().pairs(), [(0, 1)], "the same pin twice is one");
    insta::assert_snapshot!(absent(1, 0), @"the pair of row 1 and column 0 is pinned, but it is not among the pairs");
    insta::assert_snapshot!(too_many(Line::Row(0)), @"row 0 has 2 pins and at most 1 units");
}

#[test]
fn a_change_that_cannot_be_made_says_why() {
    let weights = [5, 6, FORBIDDEN, 7];
    let posed = || {
        let problem = Problem::dense(vec![bounds(0, 1); 2], vec![bounds(0, 1); 2], &weights).unwrap();
        problem.with_pins([(0, 0)]).unwrap().with_values(Line::Row(1), vec![-2]).unwrap()
    };
    let none = |line| vec![Flaw::NoSuchLine(line)];
    let beyond = |line, weight| vec![Flaw::WeightBeyondBound { line, weight }];
    let (row, column) = (Line::Row(2), Line::Column(9));
    let refused = [
        (Change::Forbid { row: 2, column: 0 }, none(row)),
        (Change::Forbid { row: 2, column: 9 }, vec![Flaw::NoSuchLine(row), Flaw::NoSuchLine(column)]),
        (Change::Unpin { row: 0, column: 9 }, none(column)),
        (Change::Weight(pair(2, 0, 1)), none(row)),
        (Change::Weight(pair(0, 9, 1)), none(column)),
        (Change::Weight(pair(0, 0, TOO_WIDE)), beyond(Line::Row(0), TOO_WIDE)),
        (Change::Weight(pair(0, 0, i64::MIN)), beyond(Line::Row(0), i64::MIN)),
        (Change::Pin { row: 1, column: 0 }, vec![Flaw::PinnedAbsent { row: 1, column: 0 }]),
        (Change::Pin { row: 2, column: 0 }, none(row)),
        (Change::Pin { row: 0, column: 1 }, vec![Flaw::TooManyPins { line: Line::Row(0), pins: 2, max: 1 }]),
        (Change::Bounds { line: row, bounds: bounds(0, 1) }, none(row)),
        (Change::Bounds { line: column, bounds: bounds(0, 1) }, none(column)),
        (
            Change::Bounds { line: Line::Row(1), bounds: bounds(2, 1) },
            vec![Flaw::MinimumAboveMaximum { line: Line::Row(1), min: 2, max: 1 }],
        ),
        (
            Change::Bounds { line: Line::Column(0), bounds: bounds(0, 0) },
            vec![Flaw::TooManyPins { line: Line::Column(0), pins: 1, max: 0 }],
        ),
        (
            Change::Bounds { line: Line::Row(1), bounds: bounds(0, 2) },
            vec![Flaw::IncreasingValues(Line::Row(1))],
        ),
        (Change::Values { line: row, values: vec![1] }, none(row)),
        (
            Change::Values { line: Line::Row(0), values: vec![1, 2] },
            vec![Flaw::IncreasingValues(Line::Row(0))],
        ),
        (Change::Values { line: Line::Row(0), values: vec![i64::MAX] }, beyond(Line::Row(0), i64::MAX)),
        (
            Change::AddRow { bounds: bounds(0, 1), weights: vec![None] },
            vec![Flaw::TableSize { rows: 1, columns: 2, expected: 2, found: 1 }],
        ),
        (
            Change::AddColumn { bounds: bounds(0, 1), weights: vec![None; 3] },
            vec![Flaw::TableSize { rows: 2, columns: 1, expected: 2, found: 3 }],
        ),
        (
            Change::AddRow { bounds: bounds(3, 1), weights: vec![Some(TOO_WIDE), None] },
            vec![
                Flaw::MinimumAboveMaximum { line: row, min: 3, max: 1 },
                Flaw::WeightBeyondBound { line: row, weight: TOO_WIDE },
            ],
        ),
    ];
    for goal in GOALS {
        let mut solver = Solver::new(posed(), goal);
        let before = solver.solve().unwrap();
        for (change, flaws) in &refused {
            let invalid = |flaws: &[Flaw]| Err(InvalidProblem { flaws: flaws.to_vec() });
            assert_eq!(solver.change(change), invalid(flaws), "{change:?}");
            assert_eq!(posed().change(change), invalid(flaws), "{change:?}");
            assert_eq!((solver.problem().row_count(), solver.problem().column_count()), (2, 2));
            let after = solver.solve().unwrap();
            assert_eq!((after.pairs(), after.total()), (before.pairs(), before.total()), "{change:?}");
        }
    }
}

#[test]
fn changes_that_change_nothing_are_none() {
    let weights = [5, 6, FORBIDDEN, 7];
    let one = || vec![bounds(0, 1); 2];
    let mut solver = Solver::new(Problem::dense(one(), one(), &weights).unwrap(), Goal::RowsFirst);
    let before = solver.solve().unwrap();
    let nothing = [
        Change::Forbid { row: 1, column: 0 },
        Change::Unpin { row: 0, column: 1 },
        Change::Unpin { row: 1, column: 0 },
        Change::Weight(pair(1, 1, 7)),
        Change::Bounds { line: Line::Row(0), bounds: bounds(0, 1) },
        Change::Values { line: Line::Column(0), values: vec![] },
        Change::Values { line: Line::Column(0), values: vec![0, 0] },
        Change::Pin { row: 1, column: 1 },
        Change::Pin { row: 1, column: 1 },
        Change::AddRow { bounds: bounds(0, 0), weights: vec![Some(9), Some(9)] },
        Change::AddColumn { bounds: bounds(0, 5), weights: vec![None; 3] },
    ];
    for change in nothing {
        solver.change(&change).unwrap();
        let after = solver.solve().unwrap();
        assert_eq!((after.pairs(), after.total()), (before.pairs(), before.total()), "{change:?}");
    }
}

#[test]
fn what_a_problem_tells_of_itself() {
    let one = || vec![bounds(0, 1); 2];
    let source = Stating(1);
    let weights = [5, FORBIDDEN, 6, 7];
    let forms = [
        Problem::list(one(), one(), vec![pair(1, 1, 7), pair(0, 0, 5), pair(1, 0, 6)]).unwrap(),
        Problem::dense(one(), one(), &weights).unwrap(),
        Problem::table(one(), one(), &[Some(5), None, Some(6), Some(7)]).unwrap(),
    ];
    for problem in forms {
        assert_eq!((problem.row_count(), problem.column_count()), (2, 2));
        assert_eq!(problem.bounds(Line::Row(1)), Some(bounds(0, 1)));
        assert_eq!((problem.bounds(Line::Row(2)), problem.bounds(Line::Column(2))), (None, None));
        assert_eq!((problem.weight(0, 0), problem.weight(0, 1)), (Some(5), None));
        assert_eq!((problem.weight(2, 0), problem.weight(0, 2)), (None, None), "{problem:?}");
        assert!(problem.pairs_of(1).eq([pair(1, 0, 6), pair(1, 1, 7)]));
        assert_eq!(problem.pairs_of(2).count(), 0);
    }
    let implicit = Problem::implicit(one(), one(), &source).unwrap();
    assert_eq!((implicit.weight(1, 1), implicit.weight(1, 2), implicit.weight(2, 1)), (Some(1), None, None));
    assert!(implicit.pairs_of(1).eq([pair(1, 0, 1), pair(1, 1, 1)]));
    assert_eq!(implicit.pairs_of(2).count(), 0);
}

#[test]
fn what_was_posed_can_be_read_back() {
    let posed = Problem::table(vec![bounds(0, 2); 2], vec![bounds(0, 3); 2], &[Some(1); 4]).unwrap();
    let posed = posed.with_values(Line::Column(1), vec![5, 3]).unwrap();
    assert_eq!(posed.values(Line::Column(1)), [5, 3]);
    for line in [Line::Column(0), Line::Row(1), Line::Row(9), Line::Column(9)] {
        assert!(posed.values(line).is_empty(), "{line}");
    }
}

#[test]
fn a_table_of_nothing_can_be_posed() {
    for (rows, columns) in [(2, 0), (0, 2), (0, 0)] {
        let posed = Problem::table(vec![bounds(0, 1); rows], vec![bounds(0, 1); columns], &[]).unwrap();
        assert_eq!((posed.row_count(), posed.column_count(), posed.pairs_considered()), (rows, columns, 0));
    }
}
