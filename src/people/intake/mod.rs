//! From sign-up sheets to people: rows of text cells and a mapping of columns become a roster, a directory, and a list
//! of everything that could not be read.
//!
//! [`Table`] is a sheet, [`Columns`] says which column feeds which field, [`Intake::read`] puts both together. It reads
//! no files: text comes from the caller.
//!
//! What happens to a row:
//!
//! - A cell that cannot be read, a label outside the options, a missing identifier, a row with too many or too few
//!   cells **sets the row aside**: a blank would be taken for "did not say", and somebody could be matched against their
//!   word. The row stays as it is, to be mended and read again; the other rows go on.
//! - What makes no pair possible or impossible by itself is a **warning**, and counts as blank: wishes, `waiting_since`,
//!   `confirmed_on`, `source`; and a consent, which then does not stand (its withdrawal, when it cannot be read, sets the
//!   row aside). A mapping can say otherwise for each field with `if_unreadable`.
//! - Two rows with one identifier, or two of one sheet about one person, are **both** set aside, because nobody can know
//!   which is right; so the order of rows never matters. A row that repeats another cell by cell counts once.
//! - Ties, blocks and wishes name people by the identifier of the person, or of the mentor or mentee, in this order: the
//!   person's, the other sheet's, the own sheet's. Somebody whose row is set aside can still be referred to. A tie or
//!   block that names nobody sets its row aside; when it could be one of several people, it holds for all of them.
//!
//! ```
//! use mentorship::people::intake::{Columns, Intake, Table};
//!
//! let columns: Columns = toml::from_str(r#"
//!     options.skills = ["cooking", "cycling"]
//!     [mentors]
//!     id = "Number"
//!     skills = "Offers"
//!     [mentees]
//!     id = "Number"
//!     skills = "Wants"
//! "#)?;
//! let mentors = Table::parse("Number,Offers\nM-1,\"Cooking:4, cycling\"\nM-2,cookign\n")?;
//! let mentees = Table::parse("Number;Wants\nT-1;cooking:5\n")?;
//!
//! let intake = Intake::read(&columns, &mentors, &mentees)?;
//! assert_eq!(intake.roster.mentors().len(), 1);
//! assert_eq!(
//!     intake.problems[0].to_string(),
//!     "mentors, row 3, column `Offers`: `cookign` is not one of the options; nearest: `cooking`",
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bind;
mod cells;
mod columns;
mod problem;
mod read;
mod resolve;
mod row;
mod table;
mod words;

use std::{collections::BTreeMap, fmt};

pub use cells::{Cells, IdColumns, IfUnreadable};
pub use columns::{Columns, ConsentColumns, DateOrder, SheetColumns, Vocabulary};
pub use problem::{ColumnsFault, ColumnsProblem, Effect, InvalidColumns, RowFault, RowProblem, Sheet};
pub use table::{InvalidTable, Row, Separator, Table};

use super::{Directory, People, Roster, Who};

/// What two sheets came to.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Intake {
    /// Everybody whose row could be read.
    pub roster: Roster,
    /// Their names and contact data. What two people share in it is worth a look
    /// ([`Directory::suspected_duplicates`]).
    pub directory: Directory,
    /// Everything that is wrong, by sheet and row.
    pub problems: Vec<RowProblem>,
    mentors_set_aside: Table,
    mentees_set_aside: Table,
    /// In which row of the sheet of their role everybody of the roster stands.
    rows: BTreeMap<Who, usize>,
}

impl fmt::Debug for Intake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mentors, mentees) = (self.roster.mentors().len(), self.roster.mentees().len());
        let problems = self.problems.len();
        write!(f, "Intake({mentors} mentors, {mentees} mentees, {problems} problems)")
    }
}

impl Intake {
    /// Reads both sheets.
    ///
    /// # Errors
    ///
    /// When the mapping cannot stand, or names columns that a sheet does not have: all problems at once, with the
    /// nearest headers. What is wrong with a row is no error but part of the result.
    pub fn read(columns: &Columns, mentors: &Table, mentees: &Table) -> Result<Self, InvalidColumns> {
        let mut problems = Vec::new();
        columns.check(&mut problems);
        let mentors = bind::bind(columns, Sheet::Mentors, mentors, &mut problems);
        let mentees = bind::bind(columns, Sheet::Mentees, mentees, &mut problems);
        if !problems.is_empty() {
            return Err(InvalidColumns { problems });
        }
        Ok(resolve::resolve(columns, &mentors, &mentees))
    }

    /// The row in which somebody stands in the sheet of their role.
    pub fn row_of(&self, who: &Who) -> Option<usize> {
        self.rows.get(who).copied()
    }

    /// The rows of a sheet that take no part, with its headers: [`Table::to_text`] writes them for mending.
    pub fn set_aside(&self, sheet: Sheet) -> &Table {
        match sheet {
            Sheet::Mentors => &self.mentors_set_aside,
            Sheet::Mentees => &self.mentees_set_aside,
        }
    }
}
