//! Criteria made ready for one roster and one date: columns instead of profiles, so that millions of pairs can be
//! judged, and the same judgement told in words for one.

mod columns;
mod evidence;
mod field;
mod kernel;
mod preference;
mod requirement;
mod tally;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use jiff::civil::Date;

pub use self::kernel::{Instructions, Kernel};
use self::{columns::Sparse, field::Reader, requirement::Told};
use super::{
    Because, Contribution, Criteria, CriteriaProblem, CriteriaRule, Explanation, Field, IfUnknown,
    InvalidCriteria, RulePlace, Score, ToAsk, Verdict, Violation,
};
use crate::{
    id::PersonId,
    people::{History, Outcome, Roster},
};

/// Criteria made ready for a roster, a date and what happened before. Mentors and mentees are told by their place in the
/// roster. A clone shares what was made ready.
///
/// ```
/// use jiff::civil::date;
/// use mentorship::{
///     criteria::{Criteria, Preference, CountsFor, Verdict},
///     people::{History, Importance, Label, Mentee, Mentor, People, Roster, Want},
/// };
///
/// let label = |text| Label::new(text).expect("a plain word");
/// let mut mentor = Mentor::new("M-1".parse()?, "Anna".parse()?);
/// mentor.offers = Some([(label("cooking"), None)].into());
/// let mut mentee = Mentee::new("T-1".parse()?, "Bo".parse()?);
/// mentee.wants = Some([(label("Cooking"), Want::of(Importance::MAX))].into());
/// let roster = Roster::new(People { mentors: vec![mentor], mentees: vec![mentee], ..People::default() })?;
///
/// let skills = Preference::Skills { points: 10, counts_for: CountsFor::Both };
/// let criteria = Criteria::new(vec![], vec![skills])?;
/// let compiled = criteria.compile(&roster, date(2026, 1, 15), &History::default())?;
/// assert_eq!(compiled.verdict(0, 0).to_string(), "10 of 10 points: offers Cooking (10 of 10)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Compiled<'a> {
    roster: &'a Roster,
    criteria: &'a Criteria,
    reader: Reader<'a>,
    standing: Arc<Standing>,
    requirements: Arc<[requirement::Column]>,
    preferences: Arc<[preference::Column]>,
}

/// The rules that always stand.
#[derive(Debug)]
struct Standing {
    mentor_available: Vec<bool>,
    mentee_available: Vec<bool>,
    /// The mentor who is the same person as the mentee.
    oneself: Vec<Option<usize>>,
    blocked: Sparse<()>,
    apart: Sparse<Outcome>,
}

impl Standing {
    fn new(roster: &Roster, on: Date, history: &History) -> Self {
        let mentors: HashMap<&PersonId, usize> =
            roster.mentors().iter().map(|m| &m.profile.person).zip(0..).collect();
        let mentees: HashMap<&PersonId, usize> =
            roster.mentees().iter().map(|m| &m.profile.person).zip(0..).collect();
        let mut blocked = BTreeSet::new();
        for (mentee, blocker) in roster.mentees().iter().enumerate() {
            let mentors = blocker.profile.blocks.iter().filter_map(|person| mentors.get(person));
            blocked.extend(mentors.map(|&mentor| (mentee, mentor)));
        }
        for (mentor, blocker) in roster.mentors().iter().enumerate() {
            let mentees = blocker.profile.blocks.iter().filter_map(|person| mentees.get(person));
            blocked.extend(mentees.map(|&mentee| (mentee, mentor)));
        }
        let mut apart = BTreeMap::new();
        for past in history.entries() {
            if let Some((mentee, mentor)) =
                roster.mentee_index(&past.mentee).zip(roster.mentor_index(&past.mentor))
                && let Some(why) = history.keeps_apart(&past.mentor, &past.mentee, on)
            {
                apart.insert((mentee, mentor), why.outcome);
            }
        }
        Self {
            mentor_available: roster.mentors().iter().map(|m| m.profile.status.is_available(on)).collect(),
            mentee_available: roster.mentees().iter().map(|m| m.profile.status.is_available(on)).collect(),
            oneself: roster.mentees().iter().map(|m| mentors.get(&m.profile.person).copied()).collect(),
            blocked: Sparse::new(roster.mentees().len(), blocked.into_iter().map(|pair| (pair, ()))),
            apart: Sparse::new(roster.mentees().len(), apart),
        }
    }

    fn violations(&self, mentor: usize, mentee: usize) -> impl Iterator<Item = Violation> {
        let apart = self.apart.get(mentor, mentee).map(Violation::KeptApart);
        [
            (self.oneself[mentee] == Some(mentor)).then_some(Violation::SamePerson),
            self.blocked.get(mentor, mentee).map(|()| Violation::Blocked),
            (!self.mentor_available[mentor]).then_some(Violation::MentorUnavailable),
            (!self.mentee_available[mentee]).then_some(Violation::MenteeUnavailable),
            apart,
        ]
        .into_iter()
        .flatten()
    }

    fn hold(&self, mentor: usize, mentee: usize) -> bool {
        self.violations(mentor, mentee).next().is_none()
    }
}

/// Does something with each, on all cores where that is allowed.
fn each<T: Sync, U: Send>(all: &[T], does: impl Fn(&T) -> U + Sync + Send) -> Vec<U> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        all.par_iter().map(does).collect()
    }
    #[cfg(not(feature = "parallel"))]
    all.iter().map(does).collect()
}

impl Criteria {
    /// Makes the criteria ready for a roster on a date, with what happened before.
    ///
    /// # Errors
    ///
    /// Every rule that does not fit the roster's questionnaire: a question that is not there (with the nearest names),
    /// a field of a kind the rule cannot compare, scales with different steps, a score table that is not there or
    /// speaks of others.
    pub fn compile<'a>(
        &'a self,
        roster: &'a Roster,
        on: Date,
        history: &History,
    ) -> Result<Compiled<'a>, InvalidCriteria> {
        let reader = Reader::new(roster, on);
        let mut problems = Vec::new();
        for (name, _) in roster.questionnaire().questions() {
            if Field::BUILT_IN.iter().any(|field| field.name() == name.key()) {
                let problem = CriteriaRule::ReservedName(name.clone());
                problems.push(CriteriaProblem { rule: RulePlace::Whole, problem });
            }
        }
        let mut requirements = Vec::new();
        let columns =
            each(self.requirements(), |requirement| requirement::Column::new(requirement, roster, reader));
        for (at, column) in columns.into_iter().enumerate() {
            match column {
                Ok(column) => requirements.push(column),
                Err(problem) => problems.push(CriteriaProblem { rule: RulePlace::Requirement(at), problem }),
            }
        }
        let mut preferences = Vec::new();
        let columns =
            each(self.preferences(), |preference| preference::Column::new(preference, self, roster, reader));
        for (at, column) in columns.into_iter().enumerate() {
            match column {
                Ok(column) => preferences.push(column),
                Err(problem) => problems.push(CriteriaProblem { rule: RulePlace::Preference(at), problem }),
            }
        }
        if !problems.is_empty() {
            return Err(InvalidCriteria { problems });
        }
        let standing = Arc::new(Standing::new(roster, on, history));
        let (requirements, preferences) = (requirements.into(), preferences.into());
        Ok(Compiled { roster, criteria: self, reader, standing, requirements, preferences })
    }
}

impl<'a> Compiled<'a> {
    /// The roster it was made ready for.
    pub fn roster(&self) -> &'a Roster {
        self.roster
    }

    /// The date it was made ready for.
    pub fn on(&self) -> Date {
        self.reader.on()
    }

    /// How many pairs of a mentor and a mentee there are.
    pub fn pair_count(&self) -> u64 {
        self.roster.mentors().len() as u64 * self.roster.mentees().len() as u64
    }

    /// The criteria.
    pub fn criteria(&self) -> &'a Criteria {
        self.criteria
    }

    /// The score of a pair; `None` when it is excluded.
    ///
    /// # Panics
    ///
    /// When the roster has no mentor or mentee at that place.
    pub fn score(&self, mentor: usize, mentee: usize) -> Option<Score> {
        let possible = self.standing.hold(mentor, mentee)
            && self.requirements.iter().zip(self.criteria.requirements()).all(|(column, requirement)| {
                match column.told(mentor, mentee) {
                    Told::Holds => true,
                    Told::Violated => false,
                    Told::Unknown => requirement.if_unknown() == Some(IfUnknown::Allow),
                }
            });
        possible.then(|| {
            let earned = self.preferences.iter().map(|column| i64::from(column.earned(mentor, mentee).known));
            Score::from_thousandths(earned.sum())
        })
    }

    /// The scores of a mentee with every mentor, in the roster's order; `None` where excluded.
    ///
    /// # Panics
    ///
    /// When the roster has no mentee at that place.
    pub fn scores(&self, mentee: usize) -> Vec<Option<Score>> {
        (0..self.roster.mentors().len()).map(|mentor| self.score(mentor, mentee)).collect()
    }

    /// What the criteria say of a pair, in full.
    ///
    /// # Panics
    ///
    /// When the roster has no mentor or mentee at that place.
    pub fn verdict(&self, mentor: usize, mentee: usize) -> Verdict {
        let (violations, to_ask) = self.required(mentor, mentee);
        if violations.is_empty() {
            Verdict::Eligible(self.earned(mentor, mentee, to_ask))
        } else {
            Verdict::Excluded(violations)
        }
    }

    /// What a pair would earn, whether or not the requirements hold: what a human who overrides one is to see.
    pub(crate) fn explanation(&self, mentor: usize, mentee: usize) -> Explanation {
        let (_, to_ask) = self.required(mentor, mentee);
        self.earned(mentor, mentee, to_ask)
    }

    /// What excludes a pair, and what let it pass for want of an answer.
    fn required(&self, mentor: usize, mentee: usize) -> (Vec<Violation>, Vec<ToAsk>) {
        let mut violations: Vec<_> = self.standing.violations(mentor, mentee).collect();
        let mut to_ask = Vec::new();
        for (at, (column, requirement)) in
            self.requirements.iter().zip(self.criteria.requirements()).enumerate()
        {
            let asked = || requirement.to_string();
            let because = match column.told(mentor, mentee) {
                Told::Holds => continue,
                Told::Unknown if requirement.if_unknown() == Some(IfUnknown::Allow) => {
                    to_ask.push(ToAsk { at, asked: asked() });
                    continue;
                }
                Told::Unknown => Because::Unknown,
                Told::Violated => Because::Violated,
            };
            violations.push(Violation::Requirement { at, asked: asked(), because });
        }
        (violations, to_ask)
    }

    /// What each preference earns a pair.
    fn earned(&self, mentor: usize, mentee: usize, to_ask: Vec<ToAsk>) -> Explanation {
        let (mentors, mentees) = (self.roster.mentors(), self.roster.mentees());
        let contributions =
            self.preferences.iter().zip(self.criteria.preferences()).map(|(column, preference)| {
                let earned = column.earned(mentor, mentee);
                Contribution {
                    preference: preference.to_string(),
                    most: Score::from_points(preference.most_points()),
                    earned: Score::from_thousandths(i64::from(earned.known)),
                    possible: Score::from_thousandths(i64::from(earned.possible)),
                    evidence: evidence::evidence(
                        preference,
                        self.criteria,
                        self.reader,
                        &mentors[mentor],
                        &mentees[mentee],
                    ),
                }
            });
        Explanation { contributions: contributions.collect(), to_ask }
    }
}
