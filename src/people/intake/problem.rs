//! What is wrong with a row or with a mapping, in words an organiser understands.

use std::fmt;

use jiff::civil::Date;

use crate::{
    id::InvalidId,
    people::{InvalidAnswer, Label},
};

/// One of the two sign-up sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sheet {
    /// The mentors' sheet.
    Mentors,
    /// The mentees' sheet.
    Mentees,
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mentors => "mentors",
            Self::Mentees => "mentees",
        })
    }
}

/// What became of the row in which a problem was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// The row takes no part until it is mended; it is among the rows set aside.
    SetAside,
    /// The row takes part, without what the problem is about.
    Warning,
}

/// One problem in one row.
#[derive(Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// In which sheet.
    pub sheet: Sheet,
    /// The row's number in the spreadsheet, where the first row is 1.
    pub row: usize,
    /// The header of the column, where the problem is one cell's.
    pub column: Option<String>,
    /// What stands in the cell, or the part of it that the problem is about. For the organiser's eyes: `Debug` leaves it
    /// out.
    pub cell: Option<String>,
    /// What is wrong.
    pub fault: RowFault,
    /// What became of the row.
    pub effect: Effect,
}

impl fmt::Display for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, row {}", self.sheet, self.row)?;
        if let Some(column) = &self.column {
            write!(f, ", column `{column}`")?;
        }
        match &self.cell {
            Some(cell) => write!(f, ": `{cell}` {}", self.fault)?,
            None => write!(f, ": {}", self.fault)?,
        }
        let about_a_person = !matches!(
            self.fault,
            RowFault::SameRow { .. } | RowFault::NoHeader { .. } | RowFault::SameHeader { .. }
        );
        if self.effect == Effect::Warning && about_a_person {
            f.write_str(" (the row still takes part)")?;
        }
        Ok(())
    }
}

impl fmt::Debug for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RowProblem")
            .field("sheet", &self.sheet)
            .field("row", &self.row)
            .field("column", &self.column)
            .field("fault", &self.fault)
            .field("effect", &self.effect)
            .finish_non_exhaustive()
    }
}

/// What is wrong with a row. The texts follow the cell they are about, where there is one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowFault {
    /// More or fewer cells than headers: what stands in which column cannot be known.
    #[error(
        "the row has {cells} cells under {headers} headers; a separator or quotation mark is missing or one too many"
    )]
    Ragged {
        /// How many cells it has.
        cells: usize,
        /// How many headers there are.
        headers: usize,
    },
    /// A quotation mark that nothing closes.
    #[error("a quotation mark opens in this row and never closes")]
    UnclosedQuote,
    /// Cells with something in them under a blank header.
    #[error("without a header, what stands in {} is not read", column_list(.columns))]
    NoHeader {
        /// Their positions; the first column is 1.
        columns: Vec<usize>,
    },
    /// A header that several columns have and no field reads.
    #[error("this is the header of {columns} columns, none of which is read")]
    SameHeader {
        /// How many columns have it.
        columns: usize,
    },
    /// A blank cell where something is needed.
    #[error("the cell is blank, and {needed} is needed")]
    Blank {
        /// What is needed.
        needed: &'static str,
    },
    /// Something else is asked here.
    #[error("is not {expected}")]
    Unreadable {
        /// What is asked, with an example.
        expected: String,
    },
    /// A text that cannot be an identifier.
    #[error("is no identifier: {0}")]
    NoId(InvalidId),
    /// A word that is not in the mapping's list of options.
    #[error("is not one of the options{}", nearest_of(.nearest))]
    NoSuchOption {
        /// The options that look most like it.
        nearest: Vec<Label>,
    },
    /// An answer that does not fit its question.
    #[error("does not fit the question: {0}")]
    Answer(InvalidAnswer),
    /// The same thing twice in one cell, with different levels.
    #[error("stands there twice, with different levels")]
    TwoLevels,
    /// Several rows with one identifier: nobody can know which is right.
    #[error("is the identifier of the rows {}", row_list(.rows))]
    IdTwice {
        /// All the rows that have it.
        rows: Vec<usize>,
    },
    /// Several rows of one sheet about one person.
    #[error("the rows {} are about the same person", row_list(.rows))]
    RoleTwice {
        /// All the rows about that person.
        rows: Vec<usize>,
    },
    /// A row that says again exactly what another says.
    #[error("the row is the same as row {row} and is not counted again")]
    SameRow {
        /// The other row.
        row: usize,
    },
    /// A reference to nobody.
    #[error("is nobody in these sheets{}", nearest_of(.nearest))]
    UnknownPerson {
        /// The identifiers that look most like it.
        nearest: Vec<Label>,
    },
    /// A reference that fits several people.
    #[error("could be any of {people} people")]
    SeveralPeople {
        /// How many.
        people: usize,
    },
    /// A reference to the person themself.
    #[error("is the person of this row")]
    Oneself,
    /// The same person twice among the wishes.
    #[error("is named twice; the first place counts")]
    NamedTwice,
    /// A wish for somebody who is blocked.
    #[error("is both wished for and blocked; the block counts")]
    WishedAndBlocked,
    /// A consent withdrawn before it was given.
    #[error("the consent of {given_on} was withdrawn before, on {withdrawn_on}; it does not count")]
    WithdrawnBeforeGiven {
        /// When it was given.
        given_on: Date,
        /// When it was withdrawn.
        withdrawn_on: Date,
    },
    /// A consent of which it is not known when it was given.
    #[error("it is not known when this consent was given; it does not count")]
    ConsentWithoutDate,
    /// A minimum of partners above the maximum.
    #[error("the fewest partners, {min}, are more than the most, {max}")]
    Partners {
        /// The fewest.
        min: u16,
        /// The most.
        max: u16,
    },
    /// Names or contact data that differ from those in the person's other row.
    #[error("name or contact data differ from those in the mentors' row {row}, which count")]
    OtherContact {
        /// The row in the mentors' sheet.
        row: usize,
    },
}

fn nearest_of<T: fmt::Display>(nearest: &[T]) -> String {
    let quoted: Vec<_> = nearest.iter().map(|text| format!("`{text}`")).collect();
    if quoted.is_empty() { String::new() } else { format!("; nearest: {}", quoted.join(", ")) }
}

/// Columns as a spreadsheet names them: `column C`, `columns C and AA`.
fn column_list(columns: &[usize]) -> String {
    let letters = |mut column: usize| {
        let mut letters = Vec::new();
        while column > 0 {
            letters.push(char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(column - 1) % 26]));
            column = (column - 1) / 26;
        }
        letters.iter().rev().collect::<String>()
    };
    let many = if columns.len() == 1 { "column" } else { "columns" };
    let columns: Vec<_> = columns.iter().map(|column| letters(*column)).collect();
    format!("{many} {}", list(&columns))
}

fn row_list(rows: &[usize]) -> String {
    let rows: Vec<_> = rows.iter().map(ToString::to_string).collect();
    list(&rows)
}

fn list(items: &[String]) -> String {
    match items.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// One thing in a mapping that cannot stand, or does not fit the sheet it is for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {fault}")]
pub struct ColumnsProblem {
    /// The key of the mapping, as a path: `mentors.languages`.
    pub key: String,
    /// What is wrong.
    pub fault: ColumnsFault,
}

/// What is wrong with a mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnsFault {
    /// The sheet has no such column.
    #[error("the sheet has no column `{header}`{}", nearest_of(.nearest))]
    NoSuchColumn {
        /// The header in the mapping.
        header: String,
        /// The headers of the sheet that look most like it.
        nearest: Vec<String>,
    },
    /// Several columns of the sheet have this header.
    #[error("`{header}` is the header of {}; give each a header of its own", column_list(.columns))]
    SeveralColumns {
        /// The header in the mapping.
        header: String,
        /// Their positions; the first column is 1.
        columns: Vec<usize>,
    },
    /// The questionnaire has no such question.
    #[error("there is no such question{}", nearest_of(.nearest))]
    NoSuchQuestion {
        /// Questions with a similar name.
        nearest: Vec<Label>,
    },
    /// Neither a column nor a default.
    #[error("it names no column and no default")]
    Nothing,
    /// An identifier without a column would be the same for everybody.
    #[error("an identifier is read from at least one column")]
    NoIdColumn,
    /// The importance of wanted skills, in the mentors' sheet.
    #[error("mentors offer skills; how much one matters is for mentees to say")]
    ForMentees,
    /// An empty text where something has to stand between two things.
    #[error("an empty text separates nothing")]
    EmptySeparator,
    /// An option twice.
    #[error("it lists `{0}` twice")]
    OptionTwice(Label),
    /// Options where the words are fixed.
    #[error("the words for this are fixed; synonyms are possible, options are not")]
    FixedWords,
    /// A synonym for something that is not there.
    #[error("`{synonym}` stands for `{meant}`, which is not one of the options{}", nearest_of(.nearest))]
    SynonymOfNothing {
        /// The synonym.
        synonym: Label,
        /// What it is to mean.
        meant: String,
        /// The options that look most like it.
        nearest: Vec<Label>,
    },
    /// A part of the day whose times cannot be read.
    #[error("`{times}` is not a part of a day such as `09:00-12:00`")]
    PartOfDay {
        /// What stands there.
        times: String,
    },
}

/// Everything that keeps a mapping from fitting its sheets, one problem a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidColumns {
    /// The problems, in the order of the mapping; never empty.
    pub problems: Vec<ColumnsProblem>,
}

impl fmt::Display for InvalidColumns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let many = if self.problems.len() == 1 { "one problem" } else { "problems" };
        write!(f, "the mapping of columns has {many}:")?;
        self.problems.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl std::error::Error for InvalidColumns {}
