//! A review that goes on: what stands, and the rules by which somebody may decide otherwise.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use jiff::civil::Date;

use super::{
    Approval, ApprovedPairing, CannotReview, Decided, Decision, DecisionRefused, Ground, RejectedPairing,
    RestsOn, ReviewLog, Reviewed, Reviewer, Signed, Words,
};
use crate::{
    criteria::{Compiled, Requirement, Verdict, Violation},
    id::{MenteeId, MentorId, PersonId},
    matching::{Pairing, Plan, Request},
    people::{Mentee, Mentor, Who},
};

type Pair = (MentorId, MenteeId);

/// The review of a plan while it goes on. A [`ReviewBook`](super::ReviewBook) opens, resumes and closes it.
///
/// What stands is what its [log](ReviewLog) adds up to: of each pair the last decision that was not taken back.
pub struct Review<'a> {
    request: &'a Request<'a>,
    compiled: Compiled<'a>,
    proposed: BTreeMap<Pair, &'a Pairing>,
    /// Declared ties, in both directions.
    ties: BTreeSet<(PersonId, PersonId)>,
    pub(super) log: ReviewLog,
    /// The entry of the log that stands for a pair.
    standing: BTreeMap<Pair, usize>,
    /// How many running and approved pairings somebody has.
    held: BTreeMap<Who, usize>,
}

/// Shows the log, which tells nothing confidential.
impl fmt::Debug for Review<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Review").field("log", &self.log).finish_non_exhaustive()
    }
}

/// Two people of the roster: where they stand in it, and who they are.
struct Two<'a> {
    column: usize,
    mentor: &'a Mentor,
    row: usize,
    mentee: &'a Mentee,
}

impl<'a> Review<'a> {
    /// Nothing is decided yet.
    pub(super) fn of(request: &'a Request<'a>, plan: &'a Plan, opened: Signed) -> Result<Self, CannotReview> {
        if plan.digest() != request.digest() || plan.on() != request.on {
            return Err(CannotReview::Stale);
        }
        if opened.on < plan.on() {
            return Err(CannotReview::BeforePlan { on: opened.on, plan: plan.on() });
        }
        let compiled = request.criteria.compile(request.roster, request.on, &request.history)?;
        let mut review = Self {
            request,
            compiled,
            proposed: BTreeMap::new(),
            ties: BTreeSet::new(),
            log: ReviewLog::new(plan.digest(), opened),
            standing: BTreeMap::new(),
            held: BTreeMap::new(),
        };
        for pairing in plan.pairings() {
            let Pairing { mentor, mentee, score, explanation, .. } = pairing;
            let two = review.two(mentor, mentee).map_err(CannotReview::Unknown)?;
            let says = matches!(review.judged(&two), Verdict::Eligible(same) if same == *explanation);
            if !says || explanation.score() != *score {
                return Err(CannotReview::OtherVerdict { mentor: mentor.clone(), mentee: mentee.clone() });
            }
            review.proposed.insert((mentor.clone(), mentee.clone()), pairing);
        }
        for (_, profile) in request.roster.profiles() {
            for tie in &profile.ties {
                review.ties.insert((profile.person.clone(), tie.to.clone()));
                review.ties.insert((tie.to.clone(), profile.person.clone()));
            }
        }
        for (mentee, mentor) in &request.running {
            review.hold(mentor, mentee);
        }
        Ok(review)
    }

    /// Somebody decides, on that day.
    pub fn by<'r>(&'r mut self, reviewer: &PersonId, on: Date) -> Reviewer<'r, 'a> {
        Reviewer::new(self, Signed { by: reviewer.clone(), on })
    }

    /// What the criteria and the request say of two people on the day of the plan: what [pairing](Reviewer::pair) them would rest on, or would break.
    ///
    /// # Errors
    ///
    /// When one of them is not in the roster.
    pub fn verdict(&self, mentor: &MentorId, mentee: &MenteeId) -> Result<Verdict, DecisionRefused> {
        self.two(mentor, mentee).map(|two| self.judged(&two)).map_err(DecisionRefused::Unknown)
    }

    /// The decision that stands for two people; none when nothing is decided of them.
    pub fn decided(&self, mentor: &MentorId, mentee: &MenteeId) -> Option<&Decided> {
        let entry = self.standing.get(&(mentor.clone(), mentee.clone()))?;
        self.log.entries.get(*entry)
    }

    /// The decisions that stand, by mentor and mentee: of the plan's pairings, and of those that reviewers made.
    pub fn standing(&self) -> impl Iterator<Item = &Decided> {
        self.standing.values().filter_map(|entry| self.log.entries.get(*entry))
    }

    /// The pairings of the plan of which nothing is decided, by mentor and mentee.
    pub fn undecided(&self) -> impl Iterator<Item = &'a Pairing> {
        let open = self.proposed.iter().filter(|(pair, _)| !self.standing.contains_key(*pair));
        open.map(|(_, pairing)| *pairing)
    }

    /// The record so far, to be stored.
    pub fn log(&self) -> &ReviewLog {
        &self.log
    }

    /// Takes a decision that the rules allow.
    pub(super) fn apply(&mut self, decided: Decided, words: Option<Words>) {
        let pair = (decided.mentor.clone(), decided.mentee.clone());
        if self.approved(&pair) {
            self.release(&pair.0, &pair.1);
        }
        if decided.decision.approves() {
            self.hold(&pair.0, &pair.1);
        }
        let entry = self.log.entries.len();
        match decided.decision {
            Decision::TakenBack => self.standing.remove(&pair),
            _ => self.standing.insert(pair, entry),
        };
        if let Some(words) = words {
            self.log.words.insert(entry, words);
        }
        self.log.entries.push(decided);
    }

    /// Whether the rules allow a decision: all of them are here.
    pub(super) fn check(&self, decided: &Decided, words: Option<&Words>) -> Result<(), DecisionRefused> {
        let Decided { mentor, mentee, by, on, decision } = decided;
        if self.log.closed.is_some() {
            return Err(DecisionRefused::Closed);
        }
        let last = self.log.last();
        if *on < last {
            return Err(DecisionRefused::DateGoesBack { on: *on, last });
        }
        let two = self.two(mentor, mentee).map_err(DecisionRefused::Unknown)?;
        self.disinterested(by, &two)?;
        let pair = (mentor.clone(), mentee.clone());
        let refused = |why: fn(MentorId, MenteeId) -> DecisionRefused| why(mentor.clone(), mentee.clone());
        let proposed = self
            .proposed
            .get(&pair)
            .ok_or_else(|| refused(|mentor, mentee| DecisionRefused::NotProposed { mentor, mentee }));
        match decision {
            Decision::Approved { seen } => {
                if *seen != proposed?.explanation.digest() {
                    return Err(DecisionRefused::NotSeen);
                }
                self.room(&pair, &two)
            }
            Decision::Rejected { ground } => {
                proposed?;
                if *ground == Ground::Other && words.is_none() {
                    return Err(DecisionRefused::NoWords);
                }
                Ok(())
            }
            Decision::Paired { broken } => {
                if proposed.is_ok() {
                    return Err(refused(|mentor, mentee| DecisionRefused::Proposed { mentor, mentee }));
                }
                if self.request.running.contains(&(mentee.clone(), mentor.clone())) {
                    return Err(refused(|mentor, mentee| DecisionRefused::Running { mentor, mentee }));
                }
                let breaks = self.breaks(mentor, mentee)?;
                let never: Vec<_> = breaks.iter().filter(|rule| self.never(rule)).cloned().collect();
                if !never.is_empty() {
                    let (mentor, mentee) = pair;
                    return Err(DecisionRefused::Never { mentor, mentee, never });
                }
                if words.is_none() {
                    return Err(DecisionRefused::NoWords);
                }
                if *broken != breaks {
                    return Err(refused(|mentor, mentee| DecisionRefused::OtherMark { mentor, mentee }));
                }
                self.room(&pair, &two)
            }
            Decision::TakenBack if !self.standing.contains_key(&pair) => {
                Err(refused(|mentor, mentee| DecisionRefused::NothingDecided { mentor, mentee }))
            }
            Decision::TakenBack => Ok(()),
        }
    }

    /// What was decided, when nothing is undecided.
    pub(super) fn reviewed(&self, closed: Signed) -> Reviewed {
        let (mut approved, mut rejected) = (Vec::new(), Vec::new());
        for decided in self.standing() {
            let (mentor, mentee) = (decided.mentor.clone(), decided.mentee.clone());
            let signed = Signed { by: decided.by.clone(), on: decided.on };
            let rests_on = match &decided.decision {
                Decision::TakenBack => continue,
                Decision::Rejected { ground } => {
                    rejected.push(RejectedPairing { mentor, mentee, signed, ground: *ground });
                    continue;
                }
                Decision::Approved { .. } => RestsOn::Plan,
                Decision::Paired { broken } if broken.is_empty() => RestsOn::Reviewer,
                Decision::Paired { broken } => RestsOn::Override(broken.clone()),
            };
            let two = self.two(&mentor, &mentee).expect("only people of the roster are decided of");
            let explanation = self.compiled.explanation(two.column, two.row);
            approved.push(ApprovedPairing {
                mentor,
                mentor_person: two.mentor.profile.person.clone(),
                mentee,
                mentee_person: two.mentee.profile.person.clone(),
                score: explanation.score(),
                explanation,
                approval: Approval { signed, rests_on },
            });
        }
        let ReviewLog { plan, opened, .. } = &self.log;
        Reviewed { plan: *plan, opened: opened.clone(), closed, approved, rejected }
    }

    fn two(&self, mentor: &MentorId, mentee: &MenteeId) -> Result<Two<'a>, Who> {
        let roster = self.request.roster;
        let column = roster.mentor_index(mentor).ok_or_else(|| Who::Mentor(mentor.clone()))?;
        let row = roster.mentee_index(mentee).ok_or_else(|| Who::Mentee(mentee.clone()))?;
        Ok(Two { column, mentor: &roster.mentors()[column], row, mentee: &roster.mentees()[row] })
    }

    /// What the criteria and the request say of two people.
    fn judged(&self, two: &Two<'_>) -> Verdict {
        let verdict = self.compiled.verdict(two.column, two.row);
        if !self.request.exclusions.contains(&(two.mentee.id.clone(), two.mentor.id.clone())) {
            return verdict;
        }
        match verdict {
            Verdict::Eligible(_) => Verdict::Excluded(vec![Violation::Request]),
            Verdict::Excluded(mut violations) => {
                violations.push(Violation::Request);
                Verdict::Excluded(violations)
            }
        }
    }

    /// What a pairing of two people would break.
    pub(super) fn breaks(
        &self,
        mentor: &MentorId,
        mentee: &MenteeId,
    ) -> Result<Vec<Violation>, DecisionRefused> {
        Ok(match self.verdict(mentor, mentee)? {
            Verdict::Eligible(_) => Vec::new(),
            Verdict::Excluded(violations) => violations,
        })
    }

    /// Whether no reason overrides a rule; why stands at the head of this room.
    fn never(&self, violation: &Violation) -> bool {
        match violation {
            Violation::SamePerson
            | Violation::Blocked
            | Violation::MentorUnavailable
            | Violation::MenteeUnavailable
            | Violation::KeptApart(_) => true,
            Violation::Request => false,
            Violation::Requirement { at, .. } => {
                matches!(self.request.criteria.requirements().get(*at), Some(Requirement::NoTies { .. }))
            }
        }
    }

    /// Refuses whoever has an interest of their own.
    fn disinterested(&self, by: &PersonId, two: &Two<'_>) -> Result<(), DecisionRefused> {
        let people = [&two.mentor.profile.person, &two.mentee.profile.person];
        if people.contains(&by) {
            return Err(DecisionRefused::OwnCase(by.clone()));
        }
        if people.iter().any(|person| self.ties.contains(&(by.clone(), (*person).clone()))) {
            return Err(DecisionRefused::OwnInterest(by.clone()));
        }
        Ok(())
    }

    fn approved(&self, pair: &Pair) -> bool {
        let entry = self.standing.get(pair).and_then(|entry| self.log.entries.get(*entry));
        entry.is_some_and(|decided| decided.decision.approves())
    }

    /// Refuses one pairing more than somebody takes.
    fn room(&self, pair: &Pair, two: &Two<'_>) -> Result<(), DecisionRefused> {
        let own = usize::from(self.approved(pair));
        for (who, partners) in [
            (Who::Mentor(pair.0.clone()), two.mentor.partners),
            (Who::Mentee(pair.1.clone()), two.mentee.partners),
        ] {
            let others = self.held.get(&who).map_or(0, |held| held.saturating_sub(own));
            if others >= usize::from(partners.max()) {
                return Err(DecisionRefused::Full { who, max: partners.max() });
            }
        }
        Ok(())
    }

    fn hold(&mut self, mentor: &MentorId, mentee: &MenteeId) {
        for who in [Who::Mentor(mentor.clone()), Who::Mentee(mentee.clone())] {
            *self.held.entry(who).or_default() += 1;
        }
    }

    fn release(&mut self, mentor: &MentorId, mentee: &MenteeId) {
        for who in [Who::Mentor(mentor.clone()), Who::Mentee(mentee.clone())] {
            if let Some(held) = self.held.get_mut(&who) {
                *held = held.saturating_sub(1);
            }
        }
    }
}
