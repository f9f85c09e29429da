//! A round as rows that are worked out when the solver asks: nobody writes down ten thousand million pairs.

use std::{ops::Range, sync::Arc};

use super::round::Round;
use crate::{
    assignment::{Bounds, Certificate, FORBIDDEN, Problem, Rows},
    criteria::Kernel,
};

/// Up to so many pairs (4 MiB) a table is solved faster than rows that are worked out: in under half of the time at 500 ×
/// 500 people, in the same at 2000 × 2000.
const MOST_TABLE_PAIRS: usize = 1 << 20;

/// What the solver asks of a [`Round`]. Rows are mentees; columns are mentors in the order of the kernel, in which people
/// alike are neighbours: a column is a *place* here.
#[derive(Debug)]
pub(super) struct Source<'a> {
    kernel: Kernel<'a>,
    /// The place of each mentor.
    places: Vec<u32>,
    /// The most that a pair can be worth, in thousandths.
    largest: i32,
    /// Where the changes of each mentee begin, one more at the end; empty when there are none at all.
    begin: Vec<u32>,
    /// Place and worth of pairs about which the request says something of its own: ascending by place within a mentee.
    changes: Vec<(u32, i32)>,
}

impl<'a> Source<'a> {
    pub(super) fn of(round: &Round<'a>) -> Arc<Self> {
        let kernel = round.compiled.kernel();
        let mut places = vec![0; kernel.order().len()];
        for (place, &mentor) in (0_u32..).zip(kernel.order()) {
            places[mentor as usize] = place;
        }
        // A running pair is worth nothing and is there whatever the criteria say; it cannot be excluded too.
        let running = round.running.iter().map(|pair| (pair, 0));
        let changed = running.chain(round.excluded.iter().map(|pair| (pair, FORBIDDEN)));
        let mut changed: Vec<_> =
            changed.map(|(&(row, mentor), worth)| (row, places[mentor], worth)).collect();
        changed.sort_unstable();
        let mut begin = Vec::new();
        if !changed.is_empty() {
            let rows = 0..=round.compiled.roster().mentees().len();
            let before = |row: usize| changed.partition_point(|(changed, ..)| *changed < row);
            begin = rows
                .map(|row| u32::try_from(before(row)).expect("a request names fewer than 2^32 pairs"))
                .collect();
        }
        let most = i64::from(round.compiled.criteria().most_points()) * 1000;
        Arc::new(Self {
            kernel,
            places,
            largest: i32::try_from(most)
                .expect("all preferences together are worth at most a million points"),
            begin,
            changes: changed.into_iter().map(|(_, place, worth)| (place, worth)).collect(),
        })
    }

    /// The round as a problem of the assignment room. The same round is always posed the same way, so that its prices prove it
    /// again.
    pub(super) fn problem(self: &Arc<Self>, round: &Round<'_>) -> Problem<'a> {
        let (rows, columns) = self.places_of(round);
        let problem = self.problem_of(rows, columns).with_pins(self.pins_of(round));
        problem.expect("pins are eligible, running pairs were added, and places were counted")
    }

    /// How many partners each mentee and the mentor at each place takes.
    pub(super) fn places_of(&self, round: &Round<'_>) -> (Vec<Bounds>, Vec<Bounds>) {
        let columns = self.kernel.order().iter().map(|&mentor| round.mentors[mentor as usize]);
        (round.mentees.clone(), columns.collect())
    }

    /// Pinned and running pairs.
    pub(super) fn pins_of(&self, round: &Round<'_>) -> Vec<(usize, usize)> {
        let pins = round.pinned.union(&round.running);
        pins.map(|&(row, mentor)| (row, self.place(mentor))).collect()
    }

    /// The same pairs with other numbers of places, and nothing pinned.
    pub(super) fn problem_of(self: &Arc<Self>, rows: Vec<Bounds>, columns: Vec<Bounds>) -> Problem<'a> {
        self.posed(rows, columns, Arc::clone(self))
    }

    /// Pairs of another source of as many rows and columns: a table while that is small, else the source.
    pub(super) fn posed(
        &self,
        rows: Vec<Bounds>,
        columns: Vec<Bounds>,
        source: impl Rows + 'a,
    ) -> Problem<'a> {
        let problem = if rows.len().saturating_mul(self.len()) <= MOST_TABLE_PAIRS {
            let mut table = vec![FORBIDDEN; rows.len() * self.len()];
            for (row, weights) in table.chunks_mut(self.len().max(1)).enumerate() {
                source.write(row, 0..self.len(), weights);
            }
            Problem::dense(rows, columns, table)
        } else {
            Problem::implicit(rows, columns, source)
        };
        // At most 2 × 10⁶ people and 10⁹ thousandths a pair: 2 × 10¹⁵ is below the span that can be added up.
        problem.expect("a roster and criteria stay within the bounds of the assignment room")
    }

    /// Where a mentor stands among the columns.
    pub(super) fn place(&self, mentor: usize) -> usize {
        self.places[mentor] as usize
    }

    /// The mentor of a column.
    pub(super) fn mentor(&self, place: usize) -> usize {
        self.kernel.order()[place] as usize
    }

    /// How many columns there are.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The prices of a solution with the mentors in the roster's order.
    pub(super) fn by_roster(&self, certificate: &Certificate) -> Certificate {
        let columns = self.places.iter().map(|&place| certificate.columns[place as usize]).collect();
        Certificate { rows: certificate.rows.clone(), columns }
    }

    /// The prices of a plan with the mentors in the kernel's order; of one made for other people, what there is of them.
    pub(super) fn by_place(&self, certificate: &Certificate) -> Certificate {
        let columns = if certificate.columns.len() == self.len() {
            self.kernel.order().iter().map(|&mentor| certificate.columns[mentor as usize]).collect()
        } else {
            certificate.columns.clone()
        };
        Certificate { rows: certificate.rows.clone(), columns }
    }

    /// Writes 1 for the mentors at a range of places with whom a mentee can go, and 0 for the others. Far cheaper than their
    /// worth.
    pub(super) fn possible(&self, row: usize, places: Range<usize>, possible: &mut [u8]) {
        self.kernel.possible(row, places.clone(), possible);
        for &(place, worth) in self.changed(row, &places) {
            possible[place as usize - places.start] = u8::from(worth != FORBIDDEN);
        }
    }

    /// The changes of a row within a range of places.
    fn changed(&self, row: usize, places: &Range<usize>) -> &[(u32, i32)] {
        let Some((&from, &to)) = self.begin.get(row).zip(self.begin.get(row + 1)) else { return &[] };
        let changes = &self.changes[from as usize..to as usize];
        let before = |end: usize| changes.partition_point(|(place, _)| (*place as usize) < end);
        &changes[before(places.start)..before(places.end)]
    }
}

impl Rows for Source<'_> {
    fn largest(&self) -> i32 {
        self.largest
    }

    fn write(&self, row: usize, columns: Range<usize>, weights: &mut [i32]) {
        self.kernel.write(row, columns.clone(), weights);
        for &(place, worth) in self.changed(row, &columns) {
            weights[place as usize - columns.start] = worth;
        }
    }

    fn block(&self) -> usize {
        Kernel::BLOCK
    }

    fn bounds(&self, row: usize, blocks: Range<usize>, above: &[i32], most: &mut [i32]) {
        self.kernel.bounds(row, blocks.clone(), above, most);
        // An excluded pair can leave a bound higher than it needs be; a running one is worth more than FORBIDDEN.
        let places = blocks.start * Kernel::BLOCK..(blocks.end * Kernel::BLOCK).min(self.len());
        for &(place, worth) in self.changed(row, &places) {
            let most = &mut most[place as usize / Kernel::BLOCK - blocks.start];
            *most = worth.max(*most);
        }
    }
}
