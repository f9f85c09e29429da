//! How often each reason excludes, counted without a word until the end.

use std::collections::BTreeMap;

use super::{Compiled, requirement::Told};
use crate::criteria::{Because, IfUnknown, Violation};

impl Compiled<'_> {
    /// The one requirement that excludes a pair, by its place in the criteria; `None` where nothing does, more than one, or a
    /// rule that always stands.
    pub(crate) fn only_obstacle(&self, mentor: usize, mentee: usize) -> Option<usize> {
        if !self.standing.hold(mentor, mentee) {
            return None;
        }
        let rules = self.requirements.iter().zip(self.criteria.requirements()).enumerate();
        let mut broken = rules.filter(|(_, (column, requirement))| match column.told(mentor, mentee) {
            Told::Holds => false,
            Told::Violated => true,
            Told::Unknown => requirement.if_unknown() != Some(IfUnknown::Allow),
        });
        let (at, _) = broken.next()?;
        broken.next().is_none().then_some(at)
    }

    /// How many of these pairs of a mentor and a mentee each reason excludes; a pair can be excluded for several.
    pub(crate) fn excluded_by(
        &self,
        pairs: impl IntoIterator<Item = (usize, usize)>,
    ) -> BTreeMap<Violation, usize> {
        let mut standing = BTreeMap::new();
        // Violated and unknown of each requirement.
        let mut counts = vec![(0, 0); self.requirements.len()];
        for (mentor, mentee) in pairs {
            for violation in self.standing.violations(mentor, mentee) {
                *standing.entry(violation).or_default() += 1;
            }
            for (column, (violated, unknown)) in self.requirements.iter().zip(&mut counts) {
                match column.told(mentor, mentee) {
                    Told::Holds => {}
                    Told::Violated => *violated += 1,
                    Told::Unknown => *unknown += 1,
                }
            }
        }
        for (at, (requirement, (violated, unknown))) in
            self.criteria.requirements().iter().zip(counts).enumerate()
        {
            let excludes = requirement.if_unknown() != Some(IfUnknown::Allow);
            let unknown = if excludes { unknown } else { 0 };
            for (because, people) in [(Because::Violated, violated), (Because::Unknown, unknown)] {
                if people > 0 {
                    let asked = requirement.to_string();
                    standing.insert(Violation::Requirement { at, asked, because }, people);
                }
            }
        }
        standing
    }
}
