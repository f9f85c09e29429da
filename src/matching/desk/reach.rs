//! Who would move along when somebody takes a place: alternating paths over all pairs, never written down.

use std::collections::VecDeque;

use super::Desk;

/// Everybody whom a place asked of some mentors can move along, as rows and columns, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reach {
    /// Mentees who could be asked to take another place.
    pub(super) rows: Vec<usize>,
    /// Mentors of whom a place could be asked in turn; none of them has room, unless there is `room`.
    pub(super) columns: Vec<usize>,
    /// Whether somewhere along the way a place is free, or somebody has two where one would do.
    pub(super) room: bool,
}

impl Desk<'_> {
    /// Whom a place asked of these columns can move along. Ends early when there is room.
    ///
    /// A column without room can free a place when one of its rows finds another; and so on from there. Pinned and running
    /// pairs do not move.
    pub(super) fn reach(&self, columns: impl IntoIterator<Item = usize>) -> Reach {
        let (rows, places) = (self.round.mentees.len(), self.source.len());
        let (mut row_seen, mut column_seen) = (vec![false; rows], vec![false; places]);
        let mut possible = vec![0; places];
        let (mut waiting, mut unseen) = (VecDeque::new(), places);
        for column in columns {
            if !std::mem::replace(&mut column_seen[column], true) {
                waiting.push_back(column);
                unseen -= 1;
            }
        }
        let mut room = false;
        'all: while let Some(column) = waiting.pop_front() {
            let held = self.solution.rows_of(column);
            if held.len() < self.round.mentors[self.source.mentor(column)].max as usize {
                room = true;
                break;
            }
            for &row in held {
                if row_seen[row] || self.is_fixed(row, column) {
                    continue;
                }
                row_seen[row] = true;
                let units = self.solution.columns_of(row).len();
                if units > 1 && units > self.round.mentees[row].min as usize {
                    room = true;
                    break 'all;
                }
                if unseen == 0 {
                    continue;
                }
                self.source.possible(row, 0..places, &mut possible);
                for (column, _) in possible.iter().enumerate().filter(|(_, possible)| **possible > 0) {
                    // Nobody goes twice with the same.
                    if !column_seen[column] && !self.uses(row, column) {
                        column_seen[column] = true;
                        waiting.push_back(column);
                        unseen -= 1;
                    }
                }
            }
        }
        let seen = |seen: &[bool]| (0..seen.len()).filter(|at| seen[*at]).collect();
        Reach { rows: seen(&row_seen), columns: seen(&column_seen), room }
    }

    /// The columns that can go with a row.
    pub(super) fn possible(&self, row: usize) -> Vec<usize> {
        let mut possible = vec![0; self.source.len()];
        self.source.possible(row, 0..possible.len(), &mut possible);
        (0..possible.len()).filter(|column| possible[*column] > 0).collect()
    }

    /// Whether a pair in use stays whatever is best.
    pub(super) fn is_fixed(&self, row: usize, column: usize) -> bool {
        self.round.is_fixed(&(row, self.source.mentor(column)))
    }

    /// How many places of a column pins and running pairs leave.
    pub(super) fn free_places(&self, column: usize) -> usize {
        let held = self.solution.rows_of(column).iter().filter(|row| self.is_fixed(**row, column)).count();
        (self.round.mentors[self.source.mentor(column)].max as usize).saturating_sub(held)
    }
}
