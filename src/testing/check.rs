//! Whether a plan says what is so, read as a stranger would.
//!
//! Everything is asked of the roster, the criteria and the request anew, pair by pair, and only then is the plan's certificate
//! asked. What is found is told all at once.
//!
//! ```
//! use mentorship::{
//!     matching::Request,
//!     sample::{community, criteria},
//!     testing::{check::{assert_plan, check_pairings}, generators::ROUND},
//! };
//!
//! let (roster, criteria) = (community(12, 15, 7), criteria());
//! let request = Request::new(&roster, &criteria, ROUND);
//! let plan = request.plan()?;
//! assert_plan(&request, &plan);
//!
//! // Our own rule: nobody has a mentor of another neighbourhood. These criteria do not promise it.
//! let flaws = check_pairings(&request, &plan, |mentor, mentee| {
//!     let of = |place: &Option<mentorship::people::Place>| place.as_ref()?.neighbourhood.clone();
//!     let same = of(&mentor.profile.place) == of(&mentee.profile.place);
//!     if same { Ok(()) } else { Err("they live apart".to_owned()) }
//! });
//! assert!(flaws.is_err_and(|flaws| flaws.to_string().contains("they live apart")));
//! # Ok::<(), mentorship::matching::PlanError>(())
//! ```

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use crate::{
    criteria::{Compiled, Score, Side, Verdict},
    id::{MenteeId, MentorId},
    matching::{NotProved, NotStable, Origin, Pairing, Plan, Request, StablePlan, UnmatchedReason},
    people::{Mentee, Mentor, Profile, Who},
};

/// One thing that is wrong with a plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Flaw {
    /// The criteria do not fit the roster.
    #[error("the criteria do not fit the roster: {0}")]
    Criteria(String),
    /// It was made from something else.
    #[error("the plan was made from another request")]
    OtherRequest,
    /// Something is wrong with a pairing.
    #[error("mentor `{mentor}` and mentee `{mentee}`: {what}")]
    Pairing {
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
        /// What.
        what: String,
    },
    /// Somebody has more or fewer partners than they take.
    #[error("{who} has {partners} partners and takes {min} to {max}")]
    Partners {
        /// Who.
        who: Who,
        /// How many they have.
        partners: usize,
        /// The fewest they take.
        min: usize,
        /// The most they take.
        max: usize,
    },
    /// Somebody is neither paired nor told why not, or both.
    #[error("{who} {what}")]
    Reason {
        /// Who.
        who: Who,
        /// What.
        what: String,
    },
    /// Two who would both rather have each other.
    #[error("mentor `{mentor}` and mentee `{mentee}` would rather have each other")]
    Blocking {
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
    },
    /// Its totals are not those of its pairings.
    #[error("the plan tells {told}, its pairings make {is}")]
    Total {
        /// What the plan tells.
        told: String,
        /// What its pairings make.
        is: String,
    },
    /// Its certificate does not prove it.
    #[error("it is not proved to be the best: {0}")]
    NotProved(NotProved),
    /// It is not proved to be stable.
    #[error("it is not proved to be stable: {0}")]
    NotStable(NotStable),
}

/// Everything that is wrong with a plan; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaws(pub Vec<Flaw>);

/// One flaw a line.
impl fmt::Display for Flaws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, flaw) in self.0.iter().enumerate() {
            write!(f, "{}{flaw}", if at == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for Flaws {}

fn told(flaws: Vec<Flaw>) -> Result<(), Flaws> {
    if flaws.is_empty() { Ok(()) } else { Err(Flaws(flaws)) }
}

/// Checks that a plan is of the request, that each of its pairings is possible and told as the criteria say, that contributions add
/// up to scores and scores to the total, that nobody has more or fewer partners than they take, that pins and running pairs are
/// there, that everybody is either paired or told why not, and that its certificate proves it.
///
/// # Errors
///
/// Everything that is not so.
///
/// # Complexity
///
/// Every pair is judged in words; for rounds of hundreds, not of thousands.
pub fn check_plan(request: &Request<'_>, plan: &Plan) -> Result<(), Flaws> {
    let compiled = match request.criteria.compile(request.roster, request.on, &request.history) {
        Ok(compiled) => compiled,
        Err(error) => return Err(Flaws(vec![Flaw::Criteria(error.to_string())])),
    };
    let reader = Reader { request, compiled };
    let mut flaws = Vec::new();
    if (plan.digest(), plan.goal(), plan.on()) != (request.digest(), request.goal, request.on) {
        flaws.push(Flaw::OtherRequest);
    }
    reader.pairings(plan.pairings(), &mut flaws);
    let running: BTreeSet<_> = plan.running().iter().map(|(mentor, mentee)| (mentee, mentor)).collect();
    if running != request.running.iter().map(|(mentee, mentor)| (mentee, mentor)).collect() {
        flaws.push(Flaw::OtherRequest);
    }
    reader.partners(plan.pairings(), &mut flaws);
    let total: Score = plan.pairings().iter().map(|pairing| pairing.score).sum();
    if total != plan.total() {
        flaws.push(Flaw::Total { told: format!("{} points", plan.total()), is: format!("{total}") });
    }
    let matched = plan.pairs().into_iter().map(|(_, mentee)| mentee).collect::<BTreeSet<_>>().len();
    if matched != plan.mentees_matched() {
        let told = format!("{} mentees with a mentor", plan.mentees_matched());
        flaws.push(Flaw::Total { told, is: matched.to_string() });
    }
    reader.reasons(plan, &mut flaws);
    if let Err(why) = request.verify(plan) {
        flaws.push(Flaw::NotProved(why));
    }
    told(flaws)
}

/// Panics where [`check_plan`] finds something.
pub fn assert_plan(request: &Request<'_>, plan: &Plan) {
    if let Err(flaws) = check_plan(request, plan) {
        panic!("the plan has flaws:\n{flaws}");
    }
}

/// Asks a rule of the programme's own of every pairing that a plan proposes; running pairs are not asked.
///
/// # Errors
///
/// Every pairing that breaks it, with what the rule says.
pub fn check_pairings(
    request: &Request<'_>,
    plan: &Plan,
    mut rule: impl FnMut(&Mentor, &Mentee) -> Result<(), String>,
) -> Result<(), Flaws> {
    let flaw = |pairing: &Pairing, what| Flaw::Pairing {
        mentor: pairing.mentor.clone(),
        mentee: pairing.mentee.clone(),
        what,
    };
    let roster = request.roster;
    told(
        plan.pairings()
            .iter()
            .filter_map(|pairing| match (roster.mentor(&pairing.mentor), roster.mentee(&pairing.mentee)) {
                (Some(mentor), Some(mentee)) => rule(mentor, mentee).err().map(|what| flaw(pairing, what)),
                _ => Some(flaw(pairing, "they are not both in the roster".to_owned())),
            })
            .collect(),
    )
}

/// Checks a stable plan as [`check_plan`] does, and asks of every mentor and mentee whether both would rather have each other: with
/// a place left, or with somebody who counts for less. A plan from wishes is asked with [`Request::verify_stable_from`].
///
/// # Errors
///
/// Everything that is not so.
pub fn check_stable(request: &Request<'_>, plan: &StablePlan) -> Result<(), Flaws> {
    let compile = |side| {
        let seen = match side {
            Some(side) => request.criteria.seen_by(side),
            None => request.criteria.clone(),
        };
        // Scores by mentee and mentor, for whoever looks.
        seen.compile(request.roster, request.on, &request.history).map(|compiled| {
            (0..request.roster.mentees().len()).map(|row| compiled.scores(row)).collect::<Vec<_>>()
        })
    };
    let compiled = request.criteria.compile(request.roster, request.on, &request.history);
    let (compiled, likes) = match (compiled, compile(Some(Side::Mentee)), compile(Some(Side::Mentor))) {
        (Ok(compiled), Ok(mentees), Ok(mentors)) => (compiled, Likes { mentees, mentors }),
        (Err(error), ..) | (_, Err(error), _) | (.., Err(error)) => {
            return Err(Flaws(vec![Flaw::Criteria(error.to_string())]));
        }
    };
    let reader = Reader { request, compiled };
    let mut flaws = Vec::new();
    if (plan.digest(), plan.on()) != (request.digest(), request.on) {
        flaws.push(Flaw::OtherRequest);
    }
    reader.pairings(plan.pairings(), &mut flaws);
    reader.partners(plan.pairings(), &mut flaws);
    reader.blocking(plan.pairings(), &likes, &mut flaws);
    if let Err(why) = request.verify_stable(plan) {
        flaws.push(Flaw::NotStable(why));
    }
    told(flaws)
}

/// Panics where [`check_stable`] finds something.
pub fn assert_stable(request: &Request<'_>, plan: &StablePlan) {
    if let Err(flaws) = check_stable(request, plan) {
        panic!("the stable plan has flaws:\n{flaws}");
    }
}

/// What each side makes of each pair, by mentee and mentor; `None` where they are not possible.
struct Likes {
    mentees: Vec<Vec<Option<Score>>>,
    mentors: Vec<Vec<Option<Score>>>,
}

/// Somebody who reads a plan of a request.
struct Reader<'a> {
    request: &'a Request<'a>,
    compiled: Compiled<'a>,
}

/// How many partners somebody takes, running ones included; away, they keep what runs.
pub(super) fn takes(request: &Request<'_>, who: &Who) -> (usize, usize) {
    let (partners, profile) = match who {
        Who::Mentor(id) => request.roster.mentor(id).map(|mentor| (mentor.partners, &mentor.profile)),
        Who::Mentee(id) => request.roster.mentee(id).map(|mentee| (mentee.partners, &mentee.profile)),
    }
    .unzip();
    let runs = |pair: &&(MenteeId, MentorId)| match who {
        Who::Mentor(id) => pair.1 == *id,
        Who::Mentee(id) => pair.0 == *id,
    };
    let runs = request.running.iter().filter(runs).count();
    match (partners, profile) {
        (Some(partners), Some(profile)) if profile.status.is_available(request.on) => {
            (usize::from(partners.min()), usize::from(partners.max()).max(runs))
        }
        _ => (0, runs),
    }
}

/// Everybody of a request.
pub(super) fn everybody(request: &Request<'_>) -> impl Iterator<Item = Who> {
    let mentors = request.roster.mentors().iter().map(|mentor| Who::Mentor(mentor.id.clone()));
    mentors.chain(request.roster.mentees().iter().map(|mentee| Who::Mentee(mentee.id.clone())))
}

impl Reader<'_> {
    fn pairings(&self, pairings: &[Pairing], flaws: &mut Vec<Flaw>) {
        let mut seen = BTreeSet::new();
        for pairing in pairings {
            let pair = (pairing.mentee.clone(), pairing.mentor.clone());
            let mut what = self.wrong_with(pairing);
            if !seen.insert(pair.clone()) {
                what.push("the pairing stands there twice".to_owned());
            }
            if (pairing.origin == Origin::Pinned) != self.request.pins.contains(&pair) {
                what.push("whether it was asked for is told wrongly".to_owned());
            }
            let (mentor, mentee) = (&pairing.mentor, &pairing.mentee);
            flaws.extend(what.into_iter().map(|what| Flaw::Pairing {
                mentor: mentor.clone(),
                mentee: mentee.clone(),
                what,
            }));
        }
        for (mentee, mentor) in &self.request.pins {
            let pair = (mentee.clone(), mentor.clone());
            if !seen.contains(&pair) && !self.request.running.contains(&pair) {
                let what = "they were asked for and are not there".to_owned();
                flaws.push(Flaw::Pairing { mentor: mentor.clone(), mentee: mentee.clone(), what });
            }
        }
    }

    /// What is wrong with one pairing.
    fn wrong_with(&self, pairing: &Pairing) -> Vec<String> {
        let roster = self.request.roster;
        let (Some(row), Some(column)) =
            (roster.mentee_index(&pairing.mentee), roster.mentor_index(&pairing.mentor))
        else {
            return vec!["they are not both in the roster".to_owned()];
        };
        let (mentor, mentee) = (&roster.mentors()[column], &roster.mentees()[row]);
        let mut what = self.standing(mentor, mentee);
        match self.compiled.verdict(column, row) {
            Verdict::Eligible(explanation) => {
                if explanation != pairing.explanation {
                    what.push("the explanation is not what the criteria say".to_owned());
                }
            }
            excluded @ Verdict::Excluded(_) => what.push(excluded.to_string()),
        }
        let sum: Score = pairing.explanation.contributions.iter().map(|c| c.earned).sum();
        if sum != pairing.score {
            what.push(format!("the contributions make {sum} points, not {}", pairing.score));
        }
        what
    }

    /// The rules that always stand, read from the two profiles alone.
    fn standing(&self, mentor: &Mentor, mentee: &Mentee) -> Vec<String> {
        let (request, one, other) = (self.request, &mentor.profile, &mentee.profile);
        let blocks = |by: &Profile, whom: &Profile| by.blocks.contains(&whom.person);
        let away = |profile: &Profile| !profile.status.is_available(request.on);
        let apart = request.history.between(&mentor.id, &mentee.id).iter();
        let rules = [
            (one.person == other.person, "they are one person"),
            (blocks(one, other) || blocks(other, one), "one of them blocked the other"),
            (away(one) || away(other), "one of them is away"),
            (apart.into_iter().any(|past| past.apart.holds(request.on)), "the history keeps them apart"),
            (
                request.exclusions.contains(&(mentee.id.clone(), mentor.id.clone())),
                "the request rules them out",
            ),
        ];
        rules.into_iter().filter(|(broken, _)| *broken).map(|(_, what)| what.to_owned()).collect()
    }

    /// How many partners everybody has, running ones included.
    fn held(&self, pairings: &[Pairing]) -> BTreeMap<Who, usize> {
        let mut held = BTreeMap::new();
        let running = self.request.running.iter().map(|(mentee, mentor)| (mentor, mentee));
        for (mentor, mentee) in pairings.iter().map(|p| (&p.mentor, &p.mentee)).chain(running) {
            *held.entry(Who::Mentor(mentor.clone())).or_default() += 1;
            *held.entry(Who::Mentee(mentee.clone())).or_default() += 1;
        }
        held
    }

    fn partners(&self, pairings: &[Pairing], flaws: &mut Vec<Flaw>) {
        let held = self.held(pairings);
        for who in everybody(self.request) {
            let (min, max) = takes(self.request, &who);
            let partners = held.get(&who).copied().unwrap_or(0);
            if !(min..=max).contains(&partners) {
                flaws.push(Flaw::Partners { who, partners, min, max });
            }
        }
    }

    /// Who could be paired with somebody, by the criteria and the request.
    fn eligible(&self, who: &Who) -> usize {
        let roster = self.request.roster;
        let possible = |row: usize, column: usize| {
            let pair = (roster.mentees()[row].id.clone(), roster.mentors()[column].id.clone());
            !self.request.exclusions.contains(&pair) && self.compiled.score(column, row).is_some()
        };
        match who {
            Who::Mentor(id) => roster
                .mentor_index(id)
                .map_or(0, |column| (0..roster.mentees().len()).filter(|row| possible(*row, column)).count()),
            Who::Mentee(id) => roster
                .mentee_index(id)
                .map_or(0, |row| (0..roster.mentors().len()).filter(|column| possible(row, *column)).count()),
        }
    }

    fn reasons(&self, plan: &Plan, flaws: &mut Vec<Flaw>) {
        let held = self.held(plan.pairings());
        for who in everybody(self.request) {
            let mut reasons = plan.unmatched().iter().filter(|unmatched| unmatched.who == who);
            let what = match (held.contains_key(&who), reasons.next()) {
                (true, None) => None,
                (true, Some(_)) => Some("has a partner, and a reason for none".to_owned()),
                (false, None) => Some("has no partner and no reason for it".to_owned()),
                (false, Some(unmatched)) => self.wrong_reason(&who, &unmatched.reason),
            };
            let what = what.or_else(|| reasons.next().map(|_| "has several reasons".to_owned()));
            flaws.extend(what.map(|what| Flaw::Reason { who, what }));
        }
    }

    fn wrong_reason(&self, who: &Who, reason: &UnmatchedReason) -> Option<String> {
        let roster = self.request.roster;
        let (profile, max, others) = match who {
            Who::Mentor(id) => {
                (&roster.mentor(id)?.profile, roster.mentor(id)?.partners.max(), roster.mentees().len())
            }
            Who::Mentee(id) => {
                (&roster.mentee(id)?.profile, roster.mentee(id)?.partners.max(), roster.mentors().len())
            }
        };
        let is_so = match reason {
            UnmatchedReason::Unavailable => !profile.status.is_available(self.request.on),
            UnmatchedReason::TakesNobody => max == 0,
            UnmatchedReason::NobodyThere => others == 0,
            UnmatchedReason::NobodyEligible { .. } => self.eligible(who) == 0,
            UnmatchedReason::NoCapacity { eligible }
            | UnmatchedReason::AllTaken { eligible }
            | UnmatchedReason::AddsNothing { eligible } => *eligible > 0 && self.eligible(who) == *eligible,
        };
        (!is_so).then(|| format!("is told that it is so: {reason}; it is not"))
    }

    /// Every two who would rather have each other.
    fn blocking(&self, pairings: &[Pairing], likes: &Likes, flaws: &mut Vec<Flaw>) {
        let (request, roster) = (self.request, self.request.roster);
        let held = self.held(pairings);
        // The partners that somebody chose, as places of a roster.
        let chosen: Vec<(usize, usize)> = pairings
            .iter()
            .filter(|pairing| pairing.origin == Origin::Proposed)
            .filter_map(|p| Some((roster.mentee_index(&p.mentee)?, roster.mentor_index(&p.mentor)?)))
            .collect();
        let has_room = |who: &Who| held.get(who).copied().unwrap_or(0) < takes(request, who).1;
        for (row, mentee) in roster.mentees().iter().enumerate() {
            for (column, mentor) in roster.mentors().iter().enumerate() {
                let pair = (mentee.id.clone(), mentor.id.clone());
                let fixed = request.pins.contains(&pair) || request.running.contains(&pair);
                if fixed || request.exclusions.contains(&pair) || chosen.contains(&(row, column)) {
                    continue;
                }
                let (Some(of_mentee), Some(of_mentor)) =
                    (likes.mentees[row][column], likes.mentors[row][column])
                else {
                    continue;
                };
                let mentee_would = has_room(&Who::Mentee(mentee.id.clone()))
                    || chosen.iter().any(|(r, c)| *r == row && likes.mentees[row][*c] < Some(of_mentee));
                let mentor_would = has_room(&Who::Mentor(mentor.id.clone()))
                    || chosen
                        .iter()
                        .any(|(r, c)| *c == column && likes.mentors[*r][column] < Some(of_mentor));
                if mentee_would && mentor_would {
                    flaws.push(Flaw::Blocking { mentor: mentor.id.clone(), mentee: mentee.id.clone() });
                }
            }
        }
    }
}
