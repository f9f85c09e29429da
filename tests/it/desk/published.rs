//! Answers that others have published.

use mentorship::{
    criteria::{CountsFor, Criteria, Preference, ScoreTable},
    matching::Request,
    people::{Mentee, Mentor, People, Roster},
};

use super::made::{ON, label};

/// The costs of the example in K. G. Murty, "An algorithm for ranking all the assignments in order of increasing cost",
/// Operations Research 16 (1968), as they are found in the tests of many programs.
const COSTS: [[u16; 10]; 10] = [
    [7, 51, 52, 87, 38, 60, 74, 66, 0, 20],
    [50, 12, 0, 64, 8, 53, 0, 46, 76, 42],
    [27, 77, 0, 18, 22, 48, 44, 13, 0, 57],
    [62, 0, 3, 8, 5, 6, 14, 0, 26, 39],
    [0, 97, 0, 5, 13, 0, 41, 31, 62, 48],
    [79, 68, 0, 0, 15, 12, 17, 47, 35, 43],
    [76, 99, 48, 27, 34, 0, 0, 0, 28, 0],
    [0, 20, 9, 27, 46, 15, 84, 19, 3, 24],
    [56, 10, 45, 39, 0, 93, 67, 79, 19, 38],
    [27, 0, 39, 53, 46, 24, 69, 46, 23, 1],
];

/// The least costs of assignments of these, in order: a recursion over all sets of columns that keeps the best of each.
fn least_costs(count: usize) -> Vec<u16> {
    let mut of_sets = vec![Vec::new(); 1 << 10];
    of_sets[0] = vec![0];
    for set in 0_usize..1 << 10 {
        let row = set.count_ones() as usize;
        let mut costs = std::mem::take(&mut of_sets[set]);
        costs.sort_unstable();
        costs.truncate(count);
        for column in (0..10).filter(|column| row < 10 && set >> column & 1 == 0) {
            of_sets[set | 1 << column].extend(costs.iter().map(|cost| cost + COSTS[row][column]));
        }
        of_sets[set] = costs;
    }
    of_sets[(1 << 10) - 1].clone()
}

#[test]
fn the_best_plans_of_murtys_example_come_in_the_order_of_their_costs() {
    let (mut people, mut table) = (People::default(), ScoreTable::default());
    for (row, costs) in COSTS.iter().enumerate() {
        let (mentor, mentee) = (format!("M-{row}"), format!("T-{row}"));
        people.mentors.push(Mentor::new(mentor.parse().unwrap(), format!("P{mentor}").parse().unwrap()));
        people.mentees.push(Mentee::new(mentee.parse().unwrap(), format!("P{mentee}").parse().unwrap()));
        for (column, cost) in costs.iter().enumerate() {
            table.set(format!("M-{column}").parse().unwrap(), mentee.parse().unwrap(), 100 - cost).unwrap();
        }
    }
    let scores = Preference::Scores { table: label("gut"), points: 1, counts_for: CountsFor::Both };
    let criteria = Criteria::new(vec![], vec![scores]).unwrap().with_table(label("gut"), table);
    let roster = Roster::new(people).unwrap();
    let desk = Request::new(&roster, &criteria, ON).desk().unwrap();
    let costs: Vec<_> = desk
        .best_plans(25)
        .iter()
        .map(|plan| {
            assert_eq!(plan.trade.mentees, 0, "all of them match everybody");
            1000 - (desk.worth().points + plan.trade.points).thousandths()
        })
        .collect();
    let expected: Vec<_> = least_costs(25).into_iter().map(i64::from).collect();
    assert_eq!(costs, expected);
    assert_eq!(costs[..6], [0, 1, 10, 11, 13, 14]);
}
