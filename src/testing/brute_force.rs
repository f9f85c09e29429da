//! The best plans of a small round, found by trying all.
//!
//! It shares the criteria with the matcher and nothing else: every set of possible pairs within everybody's places is looked at, and
//! worth what the goal says. So it can tell a best plan from one that only looks like it.
//!
//! ```
//! use mentorship::{
//!     matching::{Goal, Request},
//!     sample::{community, criteria},
//!     testing::{brute_force::{assert_best, best_plans}, generators::ROUND},
//! };
//!
//! let (roster, criteria) = (community(3, 4, 7), criteria());
//! for goal in [Goal::PeopleFirst, Goal::RaiseLowest, Goal::Leximin] {
//!     let request = Request::new(&roster, &criteria, ROUND).goal(goal);
//!     let plan = request.plan()?;
//!     assert_best(&request, &plan);
//!     assert!(best_plans(&request)?.plans.contains(&plan.pairs()));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::{collections::BTreeSet, fmt};

use super::check::{everybody, takes};
use crate::{
    criteria::Score,
    id::{MenteeId, MentorId},
    matching::{Goal, Plan, Request},
    people::Who,
};

/// The most possible pairs of a round that is tried: some million plans at the worst.
pub const MOST_PAIRS: usize = 20;

/// The most of equally good plans that are kept; what is worth knowing of more is how many there are.
pub const MOST_PLANS: usize = 1000;

/// What a plan is worth by a goal: what the goal looks at first comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value(Vec<(Counts, i128)>);

/// What a number of a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Counts {
    Mentees,
    Pairings,
    Lowest,
    Days,
    Points,
}

/// `3 mentees with a mentor, 24.5 points`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (counts, number)) in self.0.iter().enumerate() {
            let between = if at == 0 { "" } else { ", " };
            let points = || Score::from_thousandths(i64::try_from(*number).unwrap_or(i64::MAX));
            match counts {
                Counts::Mentees => write!(f, "{between}{number} mentees with a mentor")?,
                Counts::Pairings => write!(f, "{between}{number} pairings")?,
                Counts::Lowest if *number == i128::MAX => write!(f, "{between}no lowest score")?,
                Counts::Lowest => write!(f, "{between}a score of {}", points())?,
                Counts::Days => write!(f, "{between}{number} days waited")?,
                Counts::Points => write!(f, "{between}{} points", points())?,
            }
        }
        Ok(())
    }
}

/// The pairs of a plan, running ones included.
pub type Pairs = BTreeSet<(MentorId, MenteeId)>;

/// What trying all plans found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    /// What the best are worth.
    pub value: Value,
    /// Those that are worth as much, in the order in which they were tried: at least one, at most [`MOST_PLANS`].
    pub plans: Vec<Pairs>,
    /// How many are worth as much, also of those that are not kept.
    pub count: u64,
}

/// Why the plans of a round are not all tried.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotTried {
    /// There are too many.
    #[error("{pairs} pairs are possible; all plans are tried up to {MOST_PAIRS}")]
    TooMany {
        /// How many pairs are possible.
        pairs: usize,
    },
    /// The criteria do not fit the roster.
    #[error("the criteria do not fit the roster: {0}")]
    Criteria(String),
    /// No plan has what is asked.
    #[error("no plan gives everybody their minimum and has every pin")]
    NoPlan,
}

/// Why a plan is not the best.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotBest {
    /// It was not compared.
    #[error(transparent)]
    NotTried(#[from] NotTried),
    /// It has a pair that is not possible, or more or fewer than somebody takes, or lacks a pin.
    #[error("the plan cannot be: {0}")]
    CannotBe(String),
    /// Another is better.
    #[error("the plan has {has}; {} would have {better}", pairs(.with))]
    Better {
        /// What it has.
        has: Value,
        /// What the best have.
        better: Value,
        /// One of the best.
        with: Pairs,
    },
}

fn pairs(pairs: &Pairs) -> String {
    let pairs: Vec<_> = pairs.iter().map(|(mentor, mentee)| format!("`{mentor}` with `{mentee}`")).collect();
    if pairs.is_empty() { "no pair at all".to_owned() } else { pairs.join(", ") }
}

/// Tries all plans.
///
/// # Errors
///
/// When more than [`MOST_PAIRS`] pairs are possible, the criteria do not fit, or no plan has what is asked.
///
/// # Complexity
///
/// At most 2ⁿ sets of n possible pairs, fewer where places are few.
pub fn best_plans(request: &Request<'_>) -> Result<Best, NotTried> {
    Trial::of(request)?.best()
}

/// Checks that no plan is better by the request's goal.
///
/// # Errors
///
/// One that is, with what both have; when they cannot be tried; when the plan cannot be at all.
pub fn check_best(request: &Request<'_>, plan: &Plan) -> Result<(), NotBest> {
    let trial = Trial::of(request)?;
    let best = trial.best()?;
    let mut used = Vec::new();
    for (mentor, mentee) in plan.pairs() {
        let at = trial.pairs.iter().position(|pair| (&pair.mentor, &pair.mentee) == (&mentor, &mentee));
        used.push(
            at.ok_or_else(|| NotBest::CannotBe(format!("`{mentor}` with `{mentee}` is not possible")))?,
        );
    }
    used.sort_unstable();
    if !trial.is_whole(&used) {
        return Err(NotBest::CannotBe(
            "somebody has more or fewer than they take, or a pin lacks".to_owned(),
        ));
    }
    let has = trial.value(&used);
    match best.plans.into_iter().next() {
        Some(with) if has < best.value => Err(NotBest::Better { has, better: best.value, with }),
        _ => Ok(()),
    }
}

/// Panics where [`check_best`] finds a better plan, or cannot tell.
pub fn assert_best(request: &Request<'_>, plan: &Plan) {
    if let Err(why) = check_best(request, plan) {
        panic!("{why}");
    }
}

/// A pair that can be in a plan.
struct Possible {
    mentor: MentorId,
    mentee: MenteeId,
    /// The places of both in `Trial::people`.
    people: [usize; 2],
    /// Thousandths; 0 for a running pair.
    score: i64,
    kind: Kind,
    /// Days that the mentee has waited.
    waited: i64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Free,
    Pinned,
    Running,
}

/// A round to be tried.
struct Trial {
    goal: Goal,
    pairs: Vec<Possible>,
    /// The fewest and most partners of everybody.
    people: Vec<(usize, usize)>,
}

impl Trial {
    fn of(request: &Request<'_>) -> Result<Self, NotTried> {
        let roster = request.roster;
        let compiled = request
            .criteria
            .compile(roster, request.on, &request.history)
            .map_err(|error| NotTried::Criteria(error.to_string()))?;
        let people = everybody(request).map(|who: Who| takes(request, &who)).collect();
        let mut pairs = Vec::new();
        for (row, mentee) in roster.mentees().iter().enumerate() {
            let since = mentee.profile.waiting_since;
            let waited = since.map_or(0, |since| i64::from((request.on - since).get_days()).max(0));
            for (column, mentor) in roster.mentors().iter().enumerate() {
                let pair = (mentee.id.clone(), mentor.id.clone());
                let kind = if request.running.contains(&pair) {
                    Kind::Running
                } else if request.pins.contains(&pair) {
                    Kind::Pinned
                } else {
                    Kind::Free
                };
                let score = match kind {
                    Kind::Running => 0,
                    _ if request.exclusions.contains(&pair) => continue,
                    _ => match compiled.score(column, row) {
                        Some(score) => score.thousandths(),
                        None => continue,
                    },
                };
                let people = [column, roster.mentors().len() + row];
                pairs.push(Possible { mentor: pair.1, mentee: pair.0, people, score, kind, waited });
            }
        }
        let pins = pairs.iter().filter(|pair| pair.kind == Kind::Pinned).count();
        let asked = request.pins.difference(&request.running).count();
        let free = pairs.iter().filter(|pair| pair.kind == Kind::Free).count();
        match request.goal {
            _ if free > MOST_PAIRS => Err(NotTried::TooMany { pairs: free }),
            _ if pins < asked => Err(NotTried::NoPlan),
            goal => Ok(Self { goal, pairs, people }),
        }
    }

    /// Whether it has all that is asked, and nobody more than they take.
    fn is_whole(&self, used: &[usize]) -> bool {
        let mut held = vec![0; self.people.len()];
        for at in used {
            self.pairs[*at].people.iter().for_each(|person| held[*person] += 1);
        }
        let fits = held.iter().zip(&self.people).all(|(held, (min, max))| (min..=max).contains(&held));
        let fixed = self.pairs.iter().enumerate().filter(|(_, pair)| pair.kind != Kind::Free);
        fits && fixed.map(|(at, _)| at).all(|at| used.contains(&at))
    }

    fn value(&self, used: &[usize]) -> Value {
        let pairs = || used.iter().map(|at| &self.pairs[*at]);
        let real = |count: usize| i128::try_from(count).unwrap_or(i128::MAX);
        let mentees: std::collections::BTreeMap<_, _> =
            pairs().map(|pair| (&pair.mentee, pair.waited)).collect();
        let points = (Counts::Points, pairs().map(|pair| i128::from(pair.score)).sum());
        let people = (Counts::Mentees, real(mentees.len()));
        let lowest = pairs().filter(|pair| pair.kind == Kind::Free).map(|pair| i128::from(pair.score)).min();
        Value(match self.goal {
            Goal::PeopleFirst => vec![people, points],
            Goal::PairingsFirst => vec![(Counts::Pairings, real(used.len())), points],
            Goal::TotalScore => vec![points],
            Goal::RaiseLowest => vec![people, (Counts::Lowest, lowest.unwrap_or(i128::MAX)), points],
            Goal::LongestWaitingFirst => {
                let days = mentees.values().map(|days| i128::from(*days)).sum();
                vec![people, (Counts::Days, days), points]
            }
            Goal::Leximin => {
                let new = pairs().filter(|pair| pair.kind != Kind::Running);
                let mut scores: Vec<_> = new.map(|pair| i128::from(pair.score)).collect();
                scores.sort_unstable();
                [people].into_iter().chain(scores.into_iter().map(|score| (Counts::Lowest, score))).collect()
            }
        })
    }

    fn best(&self) -> Result<Best, NotTried> {
        let mut search = Search { trial: self, held: vec![0; self.people.len()], best: None };
        search.from(0, &mut Vec::new());
        search.best.ok_or(NotTried::NoPlan)
    }

    fn named(&self, used: &[usize]) -> Pairs {
        let pairs = used.iter().map(|at| &self.pairs[*at]);
        pairs.map(|pair| (pair.mentor.clone(), pair.mentee.clone())).collect()
    }
}

struct Search<'a> {
    trial: &'a Trial,
    /// How many partners everybody has, running ones included.
    held: Vec<usize>,
    best: Option<Best>,
}

impl Search<'_> {
    /// Tries with and without each pair from one on.
    fn from(&mut self, at: usize, used: &mut Vec<usize>) {
        let trial = self.trial;
        let Some(pair) = trial.pairs.get(at) else { return self.look_at(used) };
        if pair.people.iter().all(|person| self.held[*person] < trial.people[*person].1) {
            pair.people.iter().for_each(|person| self.held[*person] += 1);
            used.push(at);
            self.from(at + 1, used);
            used.pop();
            pair.people.iter().for_each(|person| self.held[*person] -= 1);
        }
        if pair.kind == Kind::Free {
            self.from(at + 1, used);
        }
    }

    fn look_at(&mut self, used: &[usize]) {
        let trial = self.trial;
        if self.held.iter().zip(&trial.people).any(|(held, (min, _))| held < min) {
            return;
        }
        let value = trial.value(used);
        match &mut self.best {
            Some(best) if best.value > value => {}
            Some(best) if best.value == value => {
                best.count += 1;
                if best.plans.len() < MOST_PLANS {
                    best.plans.push(trial.named(used));
                }
            }
            best => *best = Some(Best { value, plans: vec![trial.named(used)], count: 1 }),
        }
    }
}
