//! The attacker for users, against that of the crate's own tests and by hand.

use mentorship::{
    disclosure::{OneWay, Place, PublishedCount, Threshold, TwoWay},
    testing::{
        attacker::{NotWorkedOut, Seen, Unsafe, Within},
        generators::{lists, tables},
    },
};
use proptest::prelude::*;

use PublishedCount::{Shown, Withheld};

use crate::disclosure::attacker::range;

/// The place at a row and a column, of which the last are totals.
fn place(row: usize, column: usize, rows: usize, columns: usize) -> Place {
    match (row < rows, column < columns) {
        (true, true) => Place::Cell { row, column },
        (true, false) => Place::RowTotal(row),
        (false, true) => Place::ColumnTotal(column),
        (false, false) => Place::Total,
    }
}

fn naively(table: &TwoWay, place: Place, people: u64) -> PublishedCount {
    let truth = table.at(place).unwrap();
    let is_cell = matches!(place, Place::Cell { .. });
    if is_cell && (1..people).contains(&truth) { Withheld } else { Shown(truth) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn it_finds_in_a_table_what_the_other_attacker_finds(table in tables(1..=4_usize, 1..=4_usize, 40), pattern in any::<u32>()) {
        let (rows, columns) = (table.rows().len(), table.columns().len());
        let hides = |row: usize, column: usize| pattern >> (row * (columns + 1) + column) & 1 == 1;
        let at = |row, column| table.at(place(row, column, rows, columns)).unwrap();
        let other: Vec<Vec<Option<i64>>> = (0..=rows)
            .map(|row| (0..=columns).map(|column| (!hides(row, column)).then(|| at(row, column) as i64)).collect())
            .collect();
        let mut seen = Seen::default();
        let named: Vec<_> = (0..=rows).flat_map(|row| (0..=columns).map(move |column| (row, column))).collect();
        seen.grid("t", table.rows(), table.columns(), |asked| {
            let (row, column) = *named.iter().find(|(row, column)| place(*row, *column, rows, columns) == asked).unwrap();
            if hides(row, column) { Withheld } else { Shown(at(row, column)) }
        });
        for (row, column) in named {
            let row_name = table.rows().get(row).map(ToString::to_string);
            let column_name = table.columns().get(column).map(ToString::to_string);
            let name = match (row_name, column_name) {
                (Some(row), Some(column)) => format!("t: {row} / {column}"),
                (Some(row), None) => format!("t: {row} /"),
                (None, Some(column)) => format!("t: / {column}"),
                (None, None) => "t".to_owned(),
            };
            let Within { low, high, .. } = seen.range(&name).unwrap().unwrap();
            prop_assert_eq!((low as i64, high.map(|high| high as i64)), range(&other, row, column), "{}", name);
        }
    }

    #[test]
    fn what_the_library_protects_is_safe(table in tables(1..=5_usize, 1..=5_usize, 60), list in lists(1..8, 60)) {
        for threshold in [Threshold::STEERING, Threshold::PUBLIC] {
            let mut seen = Seen::default();
            seen.protected_table("table", &table.protect(threshold));
            prop_assert_eq!(seen.check(threshold), Ok(()));
            let mut seen = Seen::default();
            seen.protected_list("list", &list.protect(threshold));
            prop_assert_eq!(seen.check(threshold), Ok(()));
        }
    }
}

fn label(text: &str) -> mentorship::people::Label {
    mentorship::people::Label::new(text).unwrap()
}

#[test]
fn a_table_with_a_naive_suppression_tells_who_is_in_it() {
    let names = |words: [&str; 2]| words.map(label);
    let table =
        TwoWay::new(names(["north", "harbour"]), names(["young", "old"]), [[20, 31], [4, 25]]).unwrap();
    let mut seen = Seen::default();
    seen.grid("pairs", table.rows(), table.columns(), |place| naively(&table, place, 10));
    let weakest = seen.weakest().unwrap().unwrap();
    assert_eq!(weakest, Within { name: "pairs: harbour / young".to_owned(), low: 4, high: Some(4) });
    assert_eq!(seen.check(Threshold::PUBLIC), Err(Unsafe::Found(vec![weakest])));
    let mut seen = Seen::default();
    seen.protected_table("pairs", &table.protect(Threshold::PUBLIC));
    seen.assert_safe(Threshold::PUBLIC);
}

#[test]
#[should_panic(expected = "somebody can be found: `list: b` is 3")]
fn an_unsafe_release_is_asserted() {
    let mut seen = Seen::default();
    seen.counts("list", [("a", Shown(40)), ("b", Withheld)], Shown(43));
    seen.assert_safe(Threshold::PUBLIC);
}

#[test]
fn a_small_number_that_is_shown_is_found() {
    let mut seen = Seen::default();
    seen.number("left for safety", Shown(2));
    assert!(seen.check(Threshold::STEERING).unwrap_err().to_string().contains("`left for safety` is 2"));
    assert_eq!(seen.range("left for safety").unwrap().unwrap().width(), Some(0));
    assert_eq!(seen.range("nobody named it"), Ok(None));
    assert_eq!(seen.weakest(), Ok(None));
}

#[test]
fn several_releases_are_held_beside_each_other() {
    // May tells 40; June 41 of whom 40 were there in May: who came is found.
    let mut seen = Seen::default();
    seen.number("May", Shown(40));
    seen.number("June", Shown(41));
    assert_eq!(seen.check(Threshold::PUBLIC), Ok(()));
    seen.within("May", "June");
    assert_eq!(seen.weakest().unwrap().unwrap().to_string(), "`June without May` is 1");
    // A list hides two; another list of the same neighbourhoods tells one of them.
    let list = OneWay::new([(label("a"), 30), (label("b"), 4), (label("c"), 12)]).unwrap();
    let mut seen = Seen::default();
    seen.protected_list("pairs", &list.protect(Threshold::PUBLIC));
    seen.assert_safe(Threshold::PUBLIC);
    seen.number("pairs: c", Shown(12));
    assert!(seen.check(Threshold::PUBLIC).unwrap_err().to_string().contains("`pairs: b` is 4"));
}

#[test]
fn what_has_no_end_has_none_and_what_crosses_is_found() {
    let mut seen = Seen::default();
    seen.sum("all", ["x", "y"]);
    let range = seen.range("x").unwrap().unwrap();
    assert_eq!((range.low, range.high, range.width()), (0, None, None));
    // Two hidden totals that are the same: x is what z is.
    seen.sum("all", ["y", "z"]);
    seen.number("z", Shown(7));
    assert_eq!(seen.range("x").unwrap().unwrap().to_string(), "`x` is 7");
    assert_eq!(seen.range("all").unwrap().unwrap().to_string(), "`all` is at least 7");
}

#[test]
fn what_contradicts_itself_is_told() {
    let mut seen = Seen::default();
    seen.counts("list", [("a", Shown(40)), ("b", Withheld)], Shown(39));
    assert_eq!(seen.hidden(), Err(NotWorkedOut::Contradiction));
    let mut seen = Seen::default();
    seen.number("a", Shown(1));
    seen.number("a", Shown(2));
    assert!(matches!(seen.check(Threshold::PUBLIC), Err(Unsafe::NotWorkedOut(NotWorkedOut::Contradiction))));
}
