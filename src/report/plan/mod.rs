//! The report of a matching plan, for the coordinator: who is proposed to whom and why, an invitation for each of them, and
//! what is to be said to everybody who has to wait.
//!
//! A [`Plan`] comes in with the roster and the criteria it was made from, and a [`Directory`] of names; a [`Report`] goes out.
//! A plan proposes and people decide: without a [`Reviewed`] the report says that nothing is decided, with one it tells what
//! was. Why somebody rejected a pairing stays in the review's own log.
//!
//! Names come from the directory alone. Who has none there appears by identifier, and in a letter to somebody else not at all.
//! What a letter tells of the other has passed [`may_be_told`].

mod build;
mod letters;
mod names;
mod pairs;
mod told;
mod words;

#[cfg(test)]
mod tests;

pub use told::{MayBeTold, may_be_told};

use self::names::Names;
use super::{Language, Report, text::harmless};
use crate::{
    criteria::{Criteria, Explanation, Violation},
    id::{MenteeId, MentorId},
    matching::{Plan, Reviewed, RuledOut, UnmatchedReason},
    people::{Directory, Roster, Who},
};

/// The longest contact that is shown, in characters: a name, a telephone number and an address.
const LONGEST_CONTACT: usize = 200;

/// A plan that is to be reported.
///
/// ```
/// use mentorship::{
///     criteria::{CountsFor, Criteria, Field, Fields, Preference},
///     jiff::civil::date,
///     matching::Request,
///     people::{Contact, Directory, Label, Mentee, Mentor, People, Roster},
///     report::{Language, PlanReport},
/// };
///
/// let mut mentor = Mentor::new("M-1".parse()?, "P-1".parse()?);
/// mentor.profile.interests = Some([Label::new("schaken")?].into());
/// let mut mentee = Mentee::new("T-1".parse()?, "P-2".parse()?);
/// mentee.profile.interests = Some([Label::new("schaken")?].into());
/// let roster = Roster::new(People { mentors: vec![mentor], mentees: vec![mentee], ..People::default() })?;
/// let field = Fields::both(Field::Interests);
/// let shared = Preference::Shared { field, points: 10, enough: 1, counts_for: CountsFor::Both };
/// let criteria = Criteria::new(vec![], vec![shared])?;
/// let plan = Request::new(&roster, &criteria, date(2026, 1, 15)).plan()?;
///
/// let mut directory = Directory::default();
/// directory.insert("P-1".parse()?, Contact { name: "Anna Vos".into(), ..Contact::default() });
/// directory.insert("P-2".parse()?, Contact { name: "Bo de Wit".into(), ..Contact::default() });
/// let report = PlanReport::new(&plan, &roster, &criteria, &directory)?
///     .contact("Fatma, 06-12345678")
///     .report(Language::Dutch);
/// # let _ = report;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "it is not reported before `report` is called"]
pub struct PlanReport<'a> {
    plan: &'a Plan,
    roster: &'a Roster,
    criteria: &'a Criteria,
    directory: &'a Directory,
    reviewed: Option<&'a Reviewed>,
    contact: Option<String>,
}

/// Why a plan cannot be reported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CannotReport {
    /// The plan or its review speaks of somebody who is not in the roster.
    #[error("the plan speaks of {0}, who is not in the roster; report it with the roster it was made from")]
    Unknown(Who),
    /// An explanation says something else than these criteria would.
    #[error(
        "the plan explains mentor `{mentor}` and mentee `{mentee}` by other criteria; report it with those it was made by"
    )]
    OtherCriteria {
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
    },
    /// A reason why somebody has no partner speaks of a requirement that these criteria do not have.
    #[error(
        "the plan says of {0} why they have no partner by other criteria; report it with those it was made by"
    )]
    OtherRequirement(Who),
    /// The review is of another plan.
    #[error("the review is of another plan; report that one, or leave the review out")]
    OtherPlan,
}

impl<'a> PlanReport<'a> {
    /// Takes a plan with the people and criteria it was made from, and their names.
    ///
    /// # Errors
    ///
    /// When the plan speaks of somebody who is not in the roster, or says what these criteria would not.
    pub fn new(
        plan: &'a Plan,
        roster: &'a Roster,
        criteria: &'a Criteria,
        directory: &'a Directory,
    ) -> Result<Self, CannotReport> {
        let report = Self { plan, roster, criteria, directory, reviewed: None, contact: None };
        for pairing in plan.pairings() {
            report.check(&pairing.mentor, &pairing.mentee, &pairing.explanation)?;
        }
        for (mentor, mentee) in plan.running() {
            report.is_known(&Who::Mentor(mentor.clone()))?;
            report.is_known(&Who::Mentee(mentee.clone()))?;
        }
        for unmatched in plan.unmatched() {
            report.is_known(&unmatched.who)?;
            if let UnmatchedReason::NobodyEligible { ruled_out } = &unmatched.reason
                && !ruled_out.iter().all(|RuledOut { violation, .. }| report.has(violation))
            {
                return Err(CannotReport::OtherRequirement(unmatched.who.clone()));
            }
        }
        Ok(report)
    }

    /// The same with what people decided: letters are for what was approved.
    ///
    /// # Errors
    ///
    /// When it is the review of another plan, or speaks of somebody who is not in the roster.
    pub fn reviewed(self, reviewed: &'a Reviewed) -> Result<Self, CannotReport> {
        if reviewed.plan() != self.plan.digest() {
            return Err(CannotReport::OtherPlan);
        }
        for pairing in reviewed.approved() {
            self.check(&pairing.mentor, &pairing.mentee, &pairing.explanation)?;
        }
        Ok(Self { reviewed: Some(reviewed), ..self })
    }

    /// The same with whom to ask, as it is to stand in the letters: a name and how to reach them.
    pub fn contact(self, contact: impl AsRef<str>) -> Self {
        let contact = harmless(contact.as_ref(), LONGEST_CONTACT);
        Self { contact: (!contact.is_empty()).then_some(contact), ..self }
    }

    /// The report in a language.
    ///
    /// Its data have a row for each pairing: identifiers, score, where it comes from, what was decided. No names.
    #[must_use = "the report is returned, not stored"]
    pub fn report(&self, language: Language) -> Report {
        Report::of(build::document(self, language))
    }

    fn names(&self) -> Names<'a> {
        Names { roster: self.roster, directory: self.directory }
    }

    fn is_known(&self, who: &Who) -> Result<(), CannotReport> {
        let known = match who {
            Who::Mentor(id) => self.roster.mentor(id).is_some(),
            Who::Mentee(id) => self.roster.mentee(id).is_some(),
        };
        if known { Ok(()) } else { Err(CannotReport::Unknown(who.clone())) }
    }

    /// Whether these criteria can have broken a pair by it.
    fn has(&self, violation: &Violation) -> bool {
        match violation {
            Violation::Requirement { at, asked, .. } => self.asks(*at, asked),
            Violation::SamePerson
            | Violation::Blocked
            | Violation::MentorUnavailable
            | Violation::MenteeUnavailable
            | Violation::KeptApart(_)
            | Violation::Request => true,
        }
    }

    fn asks(&self, at: usize, asked: &str) -> bool {
        self.criteria.requirements().get(at).is_some_and(|requirement| requirement.to_string() == asked)
    }

    /// Contributions are read by their place among the preferences, so they have to be those of these criteria.
    fn check(
        &self,
        mentor: &MentorId,
        mentee: &MenteeId,
        explanation: &Explanation,
    ) -> Result<(), CannotReport> {
        self.is_known(&Who::Mentor(mentor.clone()))?;
        self.is_known(&Who::Mentee(mentee.clone()))?;
        let preferences = self.criteria.preferences();
        let same = explanation.contributions.len() == preferences.len()
            && explanation
                .contributions
                .iter()
                .zip(preferences)
                .all(|(contribution, preference)| contribution.preference == preference.to_string())
            && explanation.to_ask.iter().all(|open| self.asks(open.at, &open.asked));
        if same {
            Ok(())
        } else {
            Err(CannotReport::OtherCriteria { mentor: mentor.clone(), mentee: mentee.clone() })
        }
    }
}
