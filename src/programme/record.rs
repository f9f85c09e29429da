//! From a programme to the record of what happened, and so to figures.

use jiff::civil::Date;

use super::Programme;
use crate::feedback::{Facts, Problem, Record};

impl Programme {
    /// What happened, list by list, as every room knows it: who came from recruitment and preparation, pairings and meetings from
    /// agreements, check-ins from support, the books from the treasury, and what people told. Check-ins are told as they were due
    /// on that day, and a pause that lasts up to and with it.
    pub fn facts(&self, on: Date) -> Facts {
        let mut facts = Facts {
            enrolments: self
                .recruitment()
                .enrolments(|person, role| self.preparation().ready_since(person, role)),
            pairings: self.pairs().pairings(on),
            meetings: self.pairs().meetings(),
            check_ins: self.support().check_ins(on),
            receipts: self.treasury().receipts(),
            expenses: self.treasury().expenses(),
            balances: self.treasury().balances(),
            volunteering: self.treasury().volunteering(),
            meanings: vec![self.charters().meanings().clone()],
            ..Facts::default()
        };
        self.told().add_to(&mut facts);
        facts
    }

    /// The checked record, and what was told that does not fit it and is set aside, with the reason.
    pub fn record(&self, on: Date) -> (Record, Vec<Problem>) {
        Record::sift(self.facts(on))
    }
}
