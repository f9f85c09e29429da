//! Tables against the attacker, against brute force, and by hand.

use mentorship::{
    disclosure::{
        Internal, InvalidCounts, Place, ProtectedTable, PublishedCount, PublishedTable, Threshold, Treatment,
        TwoWay, Why,
    },
    people::Label,
};
use proptest::prelude::*;
use serde_json::Value;

use super::{
    attacker::{Seen, range, width},
    kit::policy,
};

fn names(kind: &str, length: usize) -> Vec<Label> {
    (0..length).map(|at| Label::new(format!("{kind} {at:02}")).unwrap()).collect()
}

fn table(counts: &[Vec<u64>]) -> TwoWay {
    TwoWay::new(names("row", counts.len()), names("column", counts[0].len()), counts).unwrap()
}

fn place(row: usize, column: usize, rows: usize, columns: usize) -> Place {
    match (row < rows, column < columns) {
        (true, true) => Place::Cell { row, column },
        (true, false) => Place::RowTotal(row),
        (false, true) => Place::ColumnTotal(column),
        (false, false) => Place::Total,
    }
}

/// Every place of a table, totals included, with its row and column.
fn places(rows: usize, columns: usize) -> Vec<(usize, usize, Place)> {
    let at = |row| (0..=columns).map(move |column| (row, column, place(row, column, rows, columns)));
    (0..=rows).flat_map(at).collect()
}

fn seen(published: &PublishedTable) -> Seen {
    let (rows, columns) = (published.rows().len(), published.columns().len());
    let at = |row, column| {
        published.at(place(row, column, rows, columns)).unwrap().shown().map(|people| people as i64)
    };
    (0..=rows).map(|row| (0..=columns).map(|column| at(row, column)).collect()).collect()
}

/// Protects a table and holds it against everything that must be true of it, whatever is hidden.
fn check(counts: &[Vec<u64>], threshold: Threshold) -> ProtectedTable {
    let (rows, columns) = (counts.len(), counts[0].len());
    let protected = table(counts).protect(threshold);
    let published = protected.published();
    let seen = seen(&published);
    let (mut primary, mut extra, mut extra_people, mut totals) = (0, 0, 0, 0);
    for (row, column, place) in places(rows, columns) {
        let truth = protected.table().at(place).unwrap();
        let treatment = protected.treatment(place).unwrap();
        let is_unsafe = truth > 0 && truth < threshold.people();
        assert_eq!(treatment == Treatment::Primary, is_unsafe);
        let shown = (treatment == Treatment::Shown).then_some(truth);
        assert_eq!(published.at(place).unwrap().shown(), shown);
        if truth == 0 {
            assert_eq!(treatment, Treatment::Shown, "a zero is never hidden");
        }
        primary += usize::from(treatment == Treatment::Primary);
        extra += usize::from(treatment == Treatment::Complementary);
        extra_people += if treatment == Treatment::Complementary { truth } else { 0 };
        totals += usize::from(shown.is_none() && !matches!(place, Place::Cell { .. }));
        if is_unsafe {
            let width = width(&seen, row, column);
            assert!(
                width.is_none_or(|width| width >= threshold.people() as i64),
                "{counts:?} {place:?} {width:?}"
            );
        }
    }
    assert_eq!(protected.unsafe_numbers(), primary);
    assert_eq!(protected.extra_numbers(), extra);
    assert_eq!(protected.extra_people(), extra_people);
    assert_eq!(protected.withheld_totals(), totals);
    assert_eq!(published.withheld(), primary + extra);
    protected
}

/// What extra numbers cost, the worst first: the total of all, other totals, numbers, people.
type Cost = (bool, usize, usize, u64);

fn cost(protected: &ProtectedTable) -> Cost {
    let (rows, columns) = (protected.table().rows().len(), protected.table().columns().len());
    let is_extra = |place: Place| protected.treatment(place) == Some(Treatment::Complementary);
    let totals = places(rows, columns)
        .into_iter()
        .filter(|(_, _, place)| !matches!(place, Place::Cell { .. }) && is_extra(*place));
    (is_extra(Place::Total), totals.count(), protected.extra_numbers(), protected.extra_people())
}

fn counts(rows: usize, columns: usize, zeros: u64, most: u64) -> impl Strategy<Value = Vec<Vec<u64>>> {
    let count =
        (0..100_u64, 1..=most).prop_map(move |(chance, count)| if chance < zeros { 0 } else { count });
    prop::collection::vec(prop::collection::vec(count, columns), rows)
}

fn any_table(largest: usize) -> impl Strategy<Value = Vec<Vec<u64>>> {
    (1..=largest, 1..=largest, 0..70_u64, 6..90_u64)
        .prop_flat_map(|(rows, columns, zeros, most)| counts(rows, columns, zeros, most))
}

fn threshold(people: u64) -> Threshold {
    Threshold::new(people).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_attacker_finds_anybody_in_a_table(counts in any_table(7), people in prop::sample::select(vec![3, 5, 10])) {
        let _ = check(&counts, threshold(people));
    }

    #[test]
    fn the_range_told_is_what_an_attacker_works_out(counts in any_table(5)) {
        let protected = check(&counts, Threshold::PUBLIC);
        let seen = seen(&protected.published());
        for (row, column, place) in places(counts.len(), counts[0].len()) {
            let told = protected.range(place).unwrap();
            let told = (told.low() as i64, told.high().map(|high| high as i64));
            prop_assert_eq!(told, range(&seen, row, column));
        }
    }

    #[test]
    fn the_order_of_rows_and_columns_decides_nothing(counts in any_table(6), turn in 0..6_usize) {
        let protected = check(&counts, Threshold::PUBLIC);
        let (mut row_names, mut column_names) = (names("row", counts.len()), names("column", counts[0].len()));
        let (by_row, by_column) = (turn % counts.len(), turn % counts[0].len());
        let mut turned = counts.clone();
        turned.rotate_left(by_row);
        row_names.rotate_left(by_row);
        column_names.rotate_left(by_column);
        for counts in &mut turned {
            counts.rotate_left(by_column);
        }
        let again = TwoWay::new(row_names, column_names, turned).unwrap().protect(Threshold::PUBLIC);
        for (row, column, at) in places(counts.len(), counts[0].len()) {
            let (rows, columns) = (counts.len(), counts[0].len());
            let row = if row < rows { (row + rows - by_row) % rows } else { row };
            let column = if column < columns { (column + columns - by_column) % columns } else { column };
            prop_assert_eq!(again.treatment(place(row, column, rows, columns)), protected.treatment(at));
        }
    }

    #[test]
    fn other_names_give_an_equally_good_table(counts in any_table(5)) {
        let protected = check(&counts, Threshold::PUBLIC);
        let reversed: Vec<_> = counts.iter().rev().cloned().collect();
        let again = check(&reversed, Threshold::PUBLIC);
        if protected.is_proved_least() && again.is_proved_least() {
            prop_assert_eq!(cost(&protected), cost(&again));
        }
    }

    #[test]
    fn a_stored_table_reads_as_the_same(counts in any_table(4)) {
        let table = table(&counts);
        let json = serde_json::to_string(&table).unwrap();
        prop_assert_eq!(&serde_json::from_str::<TwoWay>(&json).unwrap(), &table);
        let published = table.protect(Threshold::STEERING).published();
        let json = serde_json::to_string(&published).unwrap();
        prop_assert_eq!(serde_json::from_str::<PublishedTable>(&json).unwrap(), published);
    }
}

/// The least cost of all patterns, found by trying them with the attacker. Which numbers are hidden never depends on others
/// being cheaper, so patterns are tried from the cheapest on.
fn least_by_trying(counts: &[Vec<u64>], people: u64) -> Cost {
    let (rows, columns) = (counts.len(), counts[0].len());
    let table = table(counts);
    let truth = |at: &(usize, usize, Place)| table.at(at.2).unwrap();
    let all = places(rows, columns);
    let (small, rest): (Vec<_>, Vec<_>) =
        all.into_iter().filter(|at| truth(at) > 0).partition(|at| truth(at) < people);
    let hidden = |pattern: u32| {
        rest.iter().enumerate().filter(move |(bit, _)| pattern >> bit & 1 == 1).map(|(_, at)| at)
    };
    let mut patterns: Vec<(Cost, u32)> = (0..1_u32 << rest.len())
        .map(|pattern| {
            let totals = hidden(pattern).filter(|(_, _, place)| !matches!(place, Place::Cell { .. })).count();
            let of_all = hidden(pattern).any(|(_, _, place)| *place == Place::Total);
            ((of_all, totals, hidden(pattern).count(), hidden(pattern).map(truth).sum()), pattern)
        })
        .collect();
    patterns.sort_unstable();
    for (cost, pattern) in patterns {
        let mut seen: Seen = vec![vec![None; columns + 1]; rows + 1];
        for (row, column, place) in places(rows, columns) {
            seen[row][column] = table.at(place).map(|count| count as i64);
        }
        for (row, column, _) in small.iter().chain(hidden(pattern)) {
            seen[*row][*column] = None;
        }
        let wide = |(row, column, _): &(usize, usize, Place)| {
            width(&seen, *row, *column).is_none_or(|width| width >= people as i64)
        };
        if small.iter().all(wide) {
            return cost;
        }
    }
    panic!("hiding everything protects everybody")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_pattern_of_a_small_table_is_better(
        counts in (2..=3_usize, 2..=4_usize, 0..40_u64)
            .prop_flat_map(|(rows, columns, zeros)| counts(rows, columns, zeros, 30)),
        people in prop::sample::select(vec![4, 10]),
    ) {
        let protected = check(&counts, threshold(people));
        prop_assert!(protected.is_proved_least());
        prop_assert_eq!(cost(&protected), least_by_trying(&counts, people));
    }
}

/// The range of a number by trying every table with counts up to `most`.
fn range_by_trying(seen: &Seen, row: usize, column: usize, most: i64) -> (i64, i64) {
    fn go(seen: &Seen, table: &mut Vec<Vec<i64>>, at: usize, most: i64, found: &mut dyn FnMut(&[Vec<i64>])) {
        let (rows, columns) = (table.len(), table[0].len());
        if at == rows * columns {
            let fits = |seen: Option<i64>, sum: i64| seen.is_none_or(|seen| seen == sum);
            let sum_of = |column: usize| table.iter().map(|counts| counts[column]).sum();
            if (0..rows).all(|row| fits(seen[row][columns], table[row].iter().sum()))
                && (0..columns).all(|column| fits(seen[rows][column], sum_of(column)))
                && fits(seen[rows][columns], table.iter().flatten().sum())
            {
                found(table);
            }
            return;
        }
        let (row, column) = (at / columns, at % columns);
        let (low, high) = seen[row][column].map_or((0, most), |count| (count, count));
        for value in low..=high {
            table[row][column] = value;
            go(seen, table, at + 1, most, found);
        }
    }
    let (rows, columns) = (seen.len() - 1, seen[0].len() - 1);
    let mut found = (i64::MAX, i64::MIN);
    go(seen, &mut vec![vec![0; columns]; rows], 0, most, &mut |table| {
        let value = match (row < rows, column < columns) {
            (true, true) => table[row][column],
            (true, false) => table[row].iter().sum(),
            (false, true) => table.iter().map(|counts| counts[column]).sum(),
            (false, false) => table.iter().flatten().sum(),
        };
        found = (found.0.min(value), found.1.max(value));
    });
    found
}

proptest! {
    #[test]
    fn the_attacker_finds_what_trying_everything_finds(
        counts in prop::sample::select(vec![(1, 1), (1, 2), (1, 3), (2, 2), (3, 1)])
            .prop_flat_map(|(rows, columns)| counts(rows, columns, 20, 3)),
        pattern in any::<u16>(),
    ) {
        let (rows, columns) = (counts.len(), counts[0].len());
        let table = table(&counts);
        // Everything within a hidden total is bounded by the total of all, which is seen.
        let seen: Seen = (0..=rows).map(|row| (0..=columns).map(|column| {
            let hidden = (row, column) != (rows, columns) && pattern >> (row * (columns + 1) + column) & 1 == 1;
            (!hidden).then(|| table.at(place(row, column, rows, columns)).unwrap() as i64)
        }).collect()).collect();
        let most = seen[rows][columns].unwrap();
        for (row, column, _) in places(rows, columns) {
            let (low, high) = range(&seen, row, column);
            let tried = range_by_trying(&seen, row, column, most);
            prop_assert_eq!((low, high), (tried.0, Some(tried.1)));
        }
    }
}

/// Patterns of tables up to 5 × 5 found outside, by trying every one (`reference2.py`); with zeros hidden too, and without.
#[test]
fn the_optimum_found_outside_is_met() {
    let file: Value = serde_json::from_str(include_str!("../../data/reference/disclosure.json")).unwrap();
    let (mut met, mut with_zeros, mut over) = (0, 0, 0);
    for case in file["cases"].as_array().unwrap().iter().filter(|case| case["kind"] == "two_way") {
        let counts: Vec<Vec<u64>> = serde_json::from_value(case["data"]["table"].clone()).unwrap();
        let Ok(threshold) = Threshold::new(case["data"]["k"].as_u64().unwrap()) else { continue };
        let protected = check(&counts, threshold);
        let found = (protected.extra_numbers() as u64, protected.extra_people());
        let optimum = |name: &str| {
            let optimum = &case["expect"][name];
            optimum["extra"].as_u64().zip(optimum["extra_total"].as_u64())
        };
        // There, totals are always published; here unsafe ones are not.
        let (rows, columns) = (counts.len(), counts[0].len());
        let unsafe_total = places(rows, columns).into_iter().any(|(_, _, place)| {
            !matches!(place, Place::Cell { .. }) && protected.treatment(place) == Some(Treatment::Primary)
        });
        if unsafe_total {
            continue;
        }
        assert!(protected.is_proved_least(), "{}", case["name"]);
        match optimum("optimum_no_zeros") {
            Some(least) => {
                assert_eq!((found, protected.withheld_totals()), (least, 0), "{}", case["name"]);
                met += 1;
            }
            None => assert!(protected.withheld_totals() > 0, "{}", case["name"]),
        }
        // What it costs never to hide a zero.
        if let Some(least) = optimum("optimum").filter(|_| protected.withheld_totals() == 0) {
            with_zeros += 1;
            over += found.0 - least.0;
        }
    }
    // Hiding zeros too would have hidden as many numbers in all of them, and in one table no total.
    assert_eq!((met, with_zeros, over), (63, 63, 0));
}

/// The table of Fischetti and Salazar-González (2000), in which somebody who misses four numbers finds 5 to 30 for the 22.
fn investments() -> TwoWay {
    table(&[vec![20, 50, 10], vec![8, 19, 22], vec![17, 32, 12]])
}

#[test]
fn the_published_example_is_worked_out_as_published() {
    let protected = investments().protect(Threshold::PUBLIC);
    let hidden = [(1, 0), (1, 2), (2, 0), (2, 2)].map(|(row, column)| Place::Cell { row, column });
    for (_, _, place) in places(3, 3) {
        assert_eq!(
            protected.treatment(place) != Some(Treatment::Shown),
            hidden.contains(&place),
            "{place:?}"
        );
    }
    assert_eq!((protected.extra_numbers(), protected.extra_people()), (3, 51));
    assert!(protected.is_proved_least());
    let range = protected.range(hidden[1]).unwrap();
    assert_eq!((range.low(), range.high(), range.width()), (5, Some(30), Some(25)));
    let shown = protected.range(Place::RowTotal(0)).unwrap();
    assert_eq!((shown.low(), shown.high(), shown.width()), (80, Some(80), Some(0)));
}

#[test]
fn nobody_can_see_why_a_number_is_hidden() {
    let protected = investments().protect(Threshold::PUBLIC);
    let (primary, extra) = (Place::Cell { row: 1, column: 0 }, Place::Cell { row: 2, column: 2 });
    assert_eq!(protected.treatment(primary), Some(Treatment::Primary));
    assert_eq!(protected.treatment(extra), Some(Treatment::Complementary));
    let published = protected.published();
    let (primary, extra) = (published.at(primary).unwrap(), published.at(extra).unwrap());
    assert_eq!(primary, extra);
    assert_eq!(format!("{primary:?}"), format!("{extra:?}"));
    assert_eq!(serde_json::to_string(&primary).unwrap(), "\"withheld\"");
    assert_eq!(serde_json::to_string(&extra).unwrap(), "\"withheld\"");
    assert_eq!(serde_json::to_string(&PublishedCount::Shown(12)).unwrap(), "{\"shown\":12}");
    let json = serde_json::to_string(&published).unwrap().to_lowercase();
    assert!(
        !json.contains("primary") && !json.contains("complementary") && !json.contains("proved"),
        "{json}"
    );
}

#[test]
fn a_safe_table_is_shown_as_it_is() {
    let protected = check(&[vec![10, 0, 30], vec![0, 0, 25]], Threshold::PUBLIC);
    assert_eq!((protected.unsafe_numbers(), protected.extra_numbers()), (0, 0));
    assert!(protected.is_proved_least());
    assert_eq!(protected.published().at(Place::Cell { row: 0, column: 0 }), Some(PublishedCount::Shown(10)));
    assert_eq!(check(&[vec![0]], Threshold::PUBLIC).published().withheld(), 0);
}

#[test]
fn a_row_of_few_people_is_hidden_with_its_total_and_named_to_be_merged() {
    // Three people in a row of their own; a column of four.
    let protected = check(&[vec![3, 0, 0], vec![20, 31, 2], vec![40, 12, 2]], Threshold::PUBLIC);
    assert_eq!(protected.treatment(Place::RowTotal(0)), Some(Treatment::Primary));
    assert_eq!(protected.treatment(Place::ColumnTotal(2)), Some(Treatment::Primary));
    assert_eq!((protected.rows_to_merge(), protected.columns_to_merge()), (vec![0], vec![2]));
    assert_eq!(protected.published().at(Place::Total), Some(PublishedCount::Shown(110)));
    assert_eq!(protected.withheld_totals(), 4, "beside each unsafe total another one is missing");
}

#[test]
fn a_table_of_few_people_is_withheld_whole() {
    let protected = check(&[vec![2, 0], vec![3, 1]], Threshold::PUBLIC);
    assert_eq!(protected.unsafe_numbers(), 8);
    let range = protected.range(Place::Total).unwrap();
    assert_eq!((range.low(), range.high(), range.width()), (0, None, None));
    assert_eq!(protected.published().at(Place::Cell { row: 0, column: 1 }), Some(PublishedCount::Shown(0)));
    assert_eq!(check(&[vec![9]], Threshold::PUBLIC).published().withheld(), 4);
    assert_eq!(check(&[vec![10]], Threshold::PUBLIC).published().withheld(), 0);
}

#[test]
fn totals_are_withheld_where_no_counts_are_left() {
    // The four people are alone in their row beside one count, and every other row has a zero there.
    let protected = check(&[vec![4, 20], vec![30, 0]], Threshold::PUBLIC);
    assert_eq!(protected.unsafe_numbers(), 1);
    assert!(protected.withheld_totals() > 0);
    assert!(protected.is_proved_least());
    assert_eq!(cost(&protected), least_by_trying(&[vec![4, 20], vec![30, 0]], 10));
}

#[test]
fn what_is_no_table_is_refused() {
    let named = |rows: &[&str], columns: &[&str], counts: &[Vec<u64>]| {
        let labels = |names: &[&str]| names.iter().map(|name| Label::new(name).unwrap()).collect::<Vec<_>>();
        TwoWay::new(labels(rows), labels(columns), counts).map_err(|error| error.to_string())
    };
    assert_eq!(named(&[], &["a"], &[]).unwrap_err(), "there is nothing in it to count");
    assert_eq!(named(&["a"], &[], &[vec![]]).unwrap_err(), "there is nothing in it to count");
    assert_eq!(named(&["a", "A"], &["b"], &[vec![1], vec![2]]).unwrap_err(), "`A` stands in it twice");
    assert_eq!(named(&["a"], &["b", "b"], &[vec![1, 2]]).unwrap_err(), "`b` stands in it twice");
    assert_eq!(named(&["a", "b"], &["c"], &[vec![1]]).unwrap_err(), "there are 1 counts for 2 names");
    assert_eq!(
        named(&["a", "b"], &["c"], &[vec![1], vec![1, 2]]).unwrap_err(),
        "`b` has 2 counts for 1 columns"
    );
    let most = 1 << 40;
    assert_eq!(
        named(&["a"], &["b", "c"], &[vec![most, 1]]).unwrap_err(),
        "the counts come to more than 2^40 people"
    );
    assert!(named(&["a"], &["b", "c"], &[vec![most - 1, 1]]).is_ok());
    assert!(named(&["a"], &["b", "c"], &[vec![u64::MAX, u64::MAX]]).is_err());
    let too_much = TwoWay::new(names("row", 1), names("column", 1), [[most + 1]]);
    assert_eq!(too_much.unwrap_err(), InvalidCounts::TooMany);
    let json = r#"{"rows":["a"],"columns":["b"],"counts":[[1,2]]}"#;
    assert!(serde_json::from_str::<TwoWay>(json).is_err());
}

#[test]
fn a_published_table_that_is_none_is_not_read() {
    let published = investments().protect(Threshold::PUBLIC).published();
    let value = serde_json::to_value(&published).unwrap();
    assert!(serde_json::from_value::<PublishedTable>(value.clone()).is_ok());
    for field in ["row_totals", "column_totals", "counts", "rows", "columns"] {
        let mut wrong = value.clone();
        wrong[field].as_array_mut().unwrap().pop();
        assert!(serde_json::from_value::<PublishedTable>(wrong).is_err(), "{field}");
    }
    let mut wrong = value;
    wrong["counts"][1].as_array_mut().unwrap().pop();
    assert!(serde_json::from_value::<PublishedTable>(wrong).is_err());
}

#[test]
fn places_outside_of_a_table_hold_nothing() {
    let table = investments();
    assert_eq!(table.at(Place::Cell { row: 2, column: 1 }), Some(32));
    assert_eq!(table.at(Place::RowTotal(1)), Some(49));
    assert_eq!(table.at(Place::ColumnTotal(1)), Some(101));
    assert_eq!(table.at(Place::Total), Some(190));
    let protected = table.protect(Threshold::PUBLIC);
    let published = protected.published();
    let outside = [
        Place::Cell { row: 3, column: 0 },
        Place::Cell { row: 0, column: 3 },
        Place::RowTotal(3),
        Place::ColumnTotal(3),
    ];
    for place in outside {
        assert_eq!((table.at(place), protected.treatment(place), published.at(place)), (None, None, None));
        assert_eq!(protected.range(place), None);
    }
    assert_eq!((table.rows(), published.rows()), (&names("row", 3)[..], &names("row", 3)[..]));
    assert_eq!((table.columns(), published.columns()), (&names("column", 3)[..], &names("column", 3)[..]));
}

#[test]
fn large_numbers_of_people_stay_exact() {
    let many = 1 << 38;
    let protected = table(&[vec![3, many], vec![many, many - 7]]).protect(Threshold::PUBLIC);
    let range = protected.range(Place::Cell { row: 0, column: 0 }).unwrap();
    assert_eq!((range.low(), range.high()), (0, Some(many + 3)));
}

#[test]
fn a_table_is_released_as_its_threshold_protects_it() {
    let counts = [vec![20, 50, 10], vec![8, 19, 22], vec![17, 32, 12], vec![2, 0, 3]];
    let (rows, columns) = (4, 3);
    let internal = Internal::new(table(&counts));
    let protected = table(&counts).protect(Threshold::PUBLIC);
    let published = internal.release(&policy(10));
    assert_eq!(published.content(), &protected.published());
    // The counts row by row, then totals of rows, of columns, and of all.
    let counts = (0..rows).flat_map(|row| (0..columns).map(move |column| Place::Cell { row, column }));
    let totals = (0..rows).map(Place::RowTotal).chain((0..columns).map(Place::ColumnTotal));
    let places: Vec<Place> = counts.chain(totals).chain([Place::Total]).collect();
    let reasons = internal.reasons(&policy(10));
    let reasons = reasons.for_coordinators();
    assert_eq!((reasons.of(), published.withheld().of()), (20, 20));
    let why = |place: &Place| match protected.treatment(*place).unwrap() {
        Treatment::Shown => None,
        Treatment::Primary => Some(Why::FewPeople),
        Treatment::Complementary => Some(Why::Remainder),
    };
    for (at, place) in places.iter().enumerate() {
        assert_eq!(reasons.of_part(at), why(place), "{place:?}");
    }
    assert_eq!(reasons.of_part(15), Some(Why::FewPeople), "five in the last row");
    assert!(reasons.all().any(|(_, why)| why == Why::Remainder));
    assert_eq!(published.withheld().parts(), protected.published().withheld() as u64);
    assert!(internal.release(&policy(5)).withheld().parts() < published.withheld().parts());
}
