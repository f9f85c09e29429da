//! The four guards at every door into `Active`: start, resume, reinstate, reopen.

use jiff::civil::Date;

use super::{Agreement, Broken, Circumstances};
use crate::introduction::Party;

/// What must hold of everybody who meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guard {
    /// All have signed the version in force.
    Signatures,
    /// All prerequisites are valid today.
    Prerequisites,
    /// No conflict of interest is open or disqualifying.
    Conflicts,
    /// No boundary report is open.
    Reports,
}

impl Guard {
    pub(super) const ALL: [Self; 4] = [Self::Signatures, Self::Prerequisites, Self::Conflicts, Self::Reports];

    /// Whether it is taken away, to see that a check notices. Only tests do.
    #[cfg(test)]
    pub(super) fn is_removed(self) -> bool {
        removed::get() == Some(self)
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "tests ask each guard")]
    pub(super) fn is_removed(self) -> bool {
        false
    }
}

impl Agreement {
    /// Whether the two may meet from this date on. There is no other way into `Active`.
    pub(super) fn may_meet(&self, on: Date, circumstances: &Circumstances<'_>) -> Result<(), Broken> {
        for guard in Guard::ALL.into_iter().filter(|guard| !guard.is_removed()) {
            match guard {
                Guard::Signatures => self.signed(on)?,
                Guard::Prerequisites => self.prepared(on, circumstances)?,
                Guard::Conflicts => self.unconflicted()?,
                Guard::Reports => self.unreported()?,
            }
        }
        self.in_term(on, circumstances)
    }

    fn signed(&self, on: Date) -> Result<(), Broken> {
        let Some(version) = self.versions.in_force_on(on) else {
            return Err(Broken::Unsigned(self.consenters(on).into_iter().collect()));
        };
        let missing: Vec<_> =
            version.required.iter().filter(|signer| !version.signed.contains_key(signer)).copied().collect();
        if missing.is_empty() { Ok(()) } else { Err(Broken::Unsigned(missing)) }
    }

    fn prepared(&self, on: Date, circumstances: &Circumstances<'_>) -> Result<(), Broken> {
        let missing: Vec<_> = Party::BOTH
            .into_iter()
            .flat_map(|party| {
                let required = circumstances.policy.required.of(party);
                self.prerequisites
                    .not_held(party, required, on, circumstances.code_of_conduct)
                    .map(move |kind| (party, kind.clone()))
            })
            .collect();
        if missing.is_empty() { Ok(()) } else { Err(Broken::Prerequisites(missing)) }
    }

    pub(super) fn unconflicted(&self) -> Result<(), Broken> {
        let stands = self.conflicts.any_open() || self.conflicts.any_disqualifying();
        if stands { Err(Broken::OpenConflict) } else { Ok(()) }
    }

    pub(super) fn unreported(&self) -> Result<(), Broken> {
        if self.reports.any_open() { Err(Broken::OpenReport) } else { Ok(()) }
    }

    pub(super) fn in_term(&self, on: Date, circumstances: &Circumstances<'_>) -> Result<(), Broken> {
        match self.ends_on(on, circumstances.policy) {
            Some(end) if end <= on => Err(Broken::TermOver(end)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
pub(crate) mod removed {
    use std::cell::Cell;

    use super::Guard;

    thread_local! {
        static REMOVED: Cell<Option<Guard>> = const { Cell::new(None) };
    }

    pub(crate) fn get() -> Option<Guard> {
        REMOVED.get()
    }

    pub(crate) fn set(guard: Option<Guard>) {
        REMOVED.set(guard);
    }
}
