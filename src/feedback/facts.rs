//! All that is known, as plain data, before anything is checked.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    Balance, CheckIn, Coding, Enrolment, Expense, Goal, Instrument, Meanings, Meeting, Milestone, Neighbour,
    Pairing, Passage, Receipt, Remark, Response, Tie, Volunteering,
};

/// What happened, list by list, in any order. [`Record::new`](super::Record::new) checks it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Facts {
    /// Who came into the programme.
    pub enrolments: Vec<Enrolment>,
    /// Who met whom.
    pub pairings: Vec<Pairing>,
    /// When they met.
    pub meetings: Vec<Meeting>,
    /// When the programme asked how it goes.
    pub check_ins: Vec<CheckIn>,
    /// What is asked.
    pub instruments: Vec<Instrument>,
    /// What was answered, and what never came.
    pub responses: Vec<Response>,
    /// What they wanted to reach.
    pub goals: Vec<Goal>,
    /// What happened in their lives.
    pub milestones: Vec<Milestone>,
    /// What they told, and what was seen.
    pub passages: Vec<Passage>,
    /// Which themes were found in it.
    pub codings: Vec<Coding>,
    /// What the two said to each other.
    pub remarks: Vec<Remark>,
    /// Whom the community's survey asked.
    pub neighbours: Vec<Neighbour>,
    /// Whom they named.
    pub ties: Vec<Tie>,
    /// What came in.
    pub receipts: Vec<Receipt>,
    /// What it was spent on.
    pub expenses: Vec<Expense>,
    /// What was left.
    pub balances: Vec<Balance>,
    /// The hours that people gave beside their meetings.
    pub volunteering: Vec<Volunteering>,
    /// What the programme's own words mean: one row, or rows that say the same.
    pub meanings: Vec<Meanings>,
}

/// The lists of [`Facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is a list of facts, told there")]
pub enum List {
    Enrolments,
    Pairings,
    Meetings,
    CheckIns,
    Instruments,
    Responses,
    Goals,
    Milestones,
    Passages,
    Codings,
    Remarks,
    Neighbours,
    Ties,
    Receipts,
    Expenses,
    Balances,
    Volunteering,
    Meanings,
}

impl fmt::Display for List {
    /// One entry of it, in words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Enrolments => "enrolment",
            Self::Pairings => "pairing",
            Self::Meetings => "meeting",
            Self::CheckIns => "check-in",
            Self::Instruments => "instrument",
            Self::Responses => "response",
            Self::Goals => "goal",
            Self::Milestones => "milestone",
            Self::Passages => "passage",
            Self::Codings => "coding",
            Self::Remarks => "remark",
            Self::Neighbours => "neighbour",
            Self::Ties => "tie",
            Self::Receipts => "receipt",
            Self::Expenses => "expense",
            Self::Balances => "balance",
            Self::Volunteering => "volunteering",
            Self::Meanings => "meanings",
        })
    }
}

impl Facts {
    /// All of two programmes, or of two parts of one.
    pub fn append(&mut self, mut other: Self) {
        self.enrolments.append(&mut other.enrolments);
        self.pairings.append(&mut other.pairings);
        self.meetings.append(&mut other.meetings);
        self.check_ins.append(&mut other.check_ins);
        self.instruments.append(&mut other.instruments);
        self.responses.append(&mut other.responses);
        self.goals.append(&mut other.goals);
        self.milestones.append(&mut other.milestones);
        self.passages.append(&mut other.passages);
        self.codings.append(&mut other.codings);
        self.remarks.append(&mut other.remarks);
        self.neighbours.append(&mut other.neighbours);
        self.ties.append(&mut other.ties);
        self.receipts.append(&mut other.receipts);
        self.expenses.append(&mut other.expenses);
        self.balances.append(&mut other.balances);
        self.volunteering.append(&mut other.volunteering);
        self.meanings.append(&mut other.meanings);
    }
}
