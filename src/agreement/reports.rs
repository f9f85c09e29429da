//! Facet: sealed reports that a boundary was crossed. The agreement knows an identifier and whether it is open; who
//! reported, and what, lies in the notes store.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::ReportId;

/// What was found of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportFinding {
    /// Nothing that calls for a step.
    None,
    /// Measures were agreed.
    Measures,
    /// It is upheld.
    Upheld,
}

/// The reports of an agreement. They survive its end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reports(BTreeMap<ReportId, (Date, Option<ReportFinding>)>);

impl Reports {
    /// Those that wait for a finding, with the day on which they were made.
    pub fn open(&self) -> impl Iterator<Item = (&ReportId, Date)> {
        self.0.iter().filter(|(_, (_, finding))| finding.is_none()).map(|(id, (on, _))| (id, *on))
    }

    /// Whether one waits for a finding.
    pub fn any_open(&self) -> bool {
        self.open().next().is_some()
    }

    /// What was found of one: none when it is unknown, or waits.
    pub fn finding(&self, id: &ReportId) -> Option<ReportFinding> {
        self.0.get(id)?.1
    }

    /// Whether there is such a report.
    pub fn knows(&self, id: &ReportId) -> bool {
        self.0.contains_key(id)
    }

    pub(super) fn make(&mut self, id: ReportId, on: Date) {
        self.0.insert(id, (on, None));
    }

    pub(super) fn close(&mut self, id: &ReportId, finding: ReportFinding) -> Option<()> {
        self.0.get_mut(id).filter(|(_, found)| found.is_none()).map(|report| report.1 = Some(finding))
    }
}
