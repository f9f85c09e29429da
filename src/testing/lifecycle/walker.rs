//! Random walks under a policy, with every promise and the programme's own rule asked after each step.

use std::{collections::BTreeSet, fmt};

use jiff::{ToSpan as _, civil::Date};

use super::{
    machine::{Leads, Machine, Possible, those},
    story::{Meeting, Pact, everybody},
};
use crate::{
    agreement::{self, Agreement},
    impact::resample::SplitMix64,
    introduction::{self, Actor, Introduction, Logged, Parties},
};

/// Walks of two people, and of everybody around them, under a programme's policies.
///
/// Each walk takes random steps that are accepted, by whoever may take them and now and then by whoever may not, on days that go
/// on by nothing, a few days, or months. After each step the promises are asked: nobody enters `Active` without signatures,
/// prerequisites, with an open conflict or an open report; either of the two can leave; the archive is in reach without them;
/// places and log agree with the state. Then the programme's own rule is. The same seed takes the same walks.
///
/// ```
/// use mentorship::{
///     agreement::{Event, Phase, Policy, Prerequisite},
///     introduction::Party,
///     testing::lifecycle::Walker,
/// };
///
/// // Our policy of three days for papers lets nobody in unprepared …
/// let hasty = Policy { prerequisite_days: 3, ..Policy::default() };
/// let screened = |agreement: &mentorship::agreement::Agreement, entry: &mentorship::agreement::Entry| {
///     let held = agreement.prerequisites().on(Party::Mentor, &Prerequisite::Screening, entry.on, 1);
///     match entry.event {
///         Event::AgreementStarted { .. } if !held.holds() => Err("a mentor nobody screened".to_owned()),
///         _ => Ok(()),
///     }
/// };
/// let walked = Walker::new(hasty).walks(20).agreements(screened)?;
/// assert!(walked.phases.contains(&Phase::Active));
///
/// // … and one that forgot the screening does.
/// let mut careless = Policy::default();
/// careless.required.mentor.remove(&Prerequisite::Screening);
/// let found = Walker::new(careless).walks(20).agreements(screened).unwrap_err();
/// assert!(found.to_string().starts_with("a mentor nobody screened"), "{found}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Walker {
    agreement: agreement::Policy,
    introduction: introduction::Policy,
    seed: u64,
    walks: usize,
    steps: usize,
}

/// What was walked without finding anything: whoever never came to `Active` has tested little.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked<P> {
    /// How many steps were taken in all.
    pub steps: usize,
    /// The phases that were seen.
    pub phases: BTreeSet<P>,
}

/// What a walk found to be broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// A promise of this crate.
    Promise(String),
    /// The programme's own rule.
    Rule(String),
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Promise(text) | Self::Rule(text) => f.write_str(text),
        }
    }
}

/// Steps that break a promise or a rule, as few as taking any one of them away leaves it broken no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counterexample<E> {
    /// What is broken at the end.
    pub broken: Broken,
    /// What happened, from the first entry to the one that breaks it.
    pub entries: Vec<E>,
}

/// What is broken, and the entries, one a line: `2026-03-02 Mentee: FreezeForSigning`.
impl<S: fmt::Debug, E> fmt::Display for Counterexample<Logged<S, E>> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, after", self.broken)?;
        self.entries
            .iter()
            .try_for_each(|entry| write!(f, "\n  {} {:?}: {:?}", entry.on, entry.by.role(), entry.step))
    }
}

impl<S: fmt::Debug, E: fmt::Debug> std::error::Error for Counterexample<Logged<S, E>> {}

/// What somebody tried on a day.
#[derive(Clone)]
struct Tried<C> {
    on: Date,
    by: Actor,
    command: C,
}

/// What asks a place, just after a step that an entry tells, for the programme's own rule.
type Rule<'a, M> =
    &'a mut dyn FnMut(&M, &Logged<<M as Machine>::Step, <M as Machine>::Event>) -> Result<(), String>;

type Found<M> = Counterexample<Logged<<M as Machine>::Step, <M as Machine>::Event>>;

impl Walker {
    /// Walks under a policy for agreements and the default one for introductions: 100 walks of 40 steps, seed 1.
    pub fn new(agreement: agreement::Policy) -> Self {
        Self { agreement, introduction: introduction::Policy::default(), seed: 1, walks: 100, steps: 40 }
    }

    /// Sets the policy for introductions.
    #[must_use]
    pub fn introduced_by(self, introduction: introduction::Policy) -> Self {
        Self { introduction, ..self }
    }

    /// Sets where chance begins.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// Sets how many walks are taken.
    #[must_use]
    pub fn walks(self, walks: usize) -> Self {
        Self { walks, ..self }
    }

    /// Sets of how many steps each.
    #[must_use]
    pub fn steps(self, steps: usize) -> Self {
        Self { steps, ..self }
    }

    /// Walks agreements, and asks `rule` after each entry, with the agreement as it is after the whole step. Each walk begins
    /// with an entry of `Opened`; whoever keeps something between calls forgets it then.
    ///
    /// # Errors
    ///
    /// The first thing found, with the fewest steps that lead to it.
    pub fn agreements(
        &self,
        mut rule: impl FnMut(&Agreement, &agreement::Entry) -> Result<(), String>,
    ) -> Result<Walked<agreement::Phase>, Counterexample<agreement::Entry>> {
        let mut start = Pact::with_minors(Parties::default());
        start.policy = self.agreement.clone();
        let mut phases = BTreeSet::new();
        let steps = self.walk(&start, &mut |pact: &Pact, entry: &agreement::Entry| {
            phases.insert(pact.agreement.phase());
            rule(&pact.agreement, entry)
        })?;
        Ok(Walked { steps, phases })
    }

    /// The same of introductions, from the proposal on.
    ///
    /// # Errors
    ///
    /// The first thing found, with the fewest steps that lead to it.
    pub fn introductions(
        &self,
        mut rule: impl FnMut(&Introduction, &introduction::Entry) -> Result<(), String>,
    ) -> Result<Walked<introduction::Phase>, Counterexample<introduction::Entry>> {
        let mut start = Meeting::proposed();
        start.policy = self.introduction;
        let mut phases = BTreeSet::new();
        let steps = self.walk(&start, &mut |meeting: &Meeting, entry: &introduction::Entry| {
            phases.insert(meeting.introduction.phase());
            rule(&meeting.introduction, entry)
        })?;
        Ok(Walked { steps, phases })
    }

    fn walk<M: Machine>(&self, start: &M, rule: Rule<'_, M>) -> Result<usize, Found<M>> {
        let mut chance = SplitMix64::new(self.seed);
        let mut steps = 0;
        for _ in 0..self.walks {
            let mut taken = Vec::new();
            let mut place = start.clone();
            let mut broken = opened(&place, rule);
            // Half of the pairs want to begin, else few of them would.
            let eager = chance.index(2) == 0;
            while broken.is_none() && taken.len() < self.steps {
                let hurries = eager && !place.has_begun();
                let Some((tried, entries)) = step(&mut place, hurries, &mut chance) else { break };
                taken.push(tried);
                broken = after(&mut place, &entries, rule);
            }
            steps += taken.len();
            if let Some(broken) = broken {
                let found = Counterexample { broken, entries: place.log().to_vec() };
                return Err(fewest(start, taken, found, rule));
            }
        }
        Ok(steps)
    }
}

/// Goes on some days and finds a step that is accepted.
#[expect(clippy::type_complexity, reason = "a step and what it wrote")]
fn step<M: Machine>(
    place: &mut M,
    hurries: bool,
    chance: &mut SplitMix64,
) -> Option<(Tried<M::Command>, Vec<Logged<M::Step, M::Event>>)> {
    // A few attempts, as on some days nobody can do anything: then time goes on, at last by years.
    for attempt in 0..8_u32 {
        let days = match chance.index(16) {
            0 if !hurries => 20 + chance.index(40),
            1 if !hurries => 100 + chance.index(300),
            2..8 => 0,
            _ => 1 + chance.index(3),
        };
        let days = if attempt > 3 { days + (100 << (attempt - 3)) } else { days };
        let on = place.today().saturating_add(i64::try_from(days).unwrap_or(0).days());
        place.wait_until(on);
        let turns_aside = chance.index(if hurries { 16 } else { 2 }) == 0;
        let possible = if turns_aside { shuffled(place.possible(), chance) } else { place.onward() };
        for Possible { command, who, leads } in possible {
            if leads == Leads::ToTheEnd && chance.index(8) > 0 {
                continue;
            }
            let those = if chance.index(6) == 0 { everybody() } else { those(who) };
            for by in shuffled(those, chance) {
                if let Some(entries) = place.entries(&by, command.clone()) {
                    return Some((Tried { on, by, command }, entries));
                }
            }
        }
    }
    None
}

/// In another order (Fisher and Yates).
fn shuffled<T>(mut all: Vec<T>, chance: &mut SplitMix64) -> Vec<T> {
    for at in (1..all.len()).rev() {
        all.swap(at, chance.index(at + 1));
    }
    all
}

/// What is broken at the beginning.
fn opened<M: Machine>(place: &M, rule: Rule<'_, M>) -> Option<Broken> {
    let told = place.log().iter().find_map(|entry| rule(place, entry).err());
    told.map(Broken::Rule).or_else(|| place.broken().map(Broken::Promise))
}

/// Takes a step and asks everything.
fn after<M: Machine>(
    place: &mut M,
    entries: &[Logged<M::Step, M::Event>],
    rule: Rule<'_, M>,
) -> Option<Broken> {
    if let Some(broken) = place.take(entries.to_vec()) {
        return Some(Broken::Promise(broken));
    }
    let told = entries.iter().find_map(|entry| rule(place, entry).err());
    told.map(Broken::Rule).or_else(|| place.broken().map(Broken::Promise))
}

/// Takes the steps that are still accepted, up to the one that breaks something.
#[expect(clippy::type_complexity, reason = "what is broken, by which steps, where")]
fn retraced<M: Machine>(
    start: &M,
    tried: &[Tried<M::Command>],
    rule: Rule<'_, M>,
) -> Option<(Broken, Vec<Tried<M::Command>>, M)> {
    let mut place = start.clone();
    let mut taken = Vec::new();
    let mut broken = opened(&place, rule);
    for next in tried {
        if broken.is_some() {
            break;
        }
        place.wait_until(next.on);
        let Some(entries) = place.entries(&next.by, next.command.clone()) else { continue };
        taken.push(next.clone());
        broken = after(&mut place, &entries, rule);
    }
    broken.map(|broken| (broken, taken, place))
}

/// Leaves away every step without which something is still broken.
fn fewest<M: Machine>(
    start: &M,
    mut taken: Vec<Tried<M::Command>>,
    mut found: Found<M>,
    rule: Rule<'_, M>,
) -> Found<M> {
    let mut at = taken.len();
    while at > 0 {
        at -= 1;
        let mut without = taken.clone();
        without.remove(at);
        if let Some((broken, less, place)) = retraced(start, &without, rule) {
            found = Counterexample { broken, entries: place.log().to_vec() };
            at = less.len();
            taken = less;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::guards::{Guard, removed};

    #[test]
    fn a_walk_notices_when_any_guard_is_taken_away() {
        for (guard, told) in [
            (Guard::Signatures, "without"),
            (Guard::Prerequisites, "active without a prerequisite"),
            (Guard::Conflicts, "active in conflict"),
            (Guard::Reports, "active with an open report"),
        ] {
            removed::set(Some(guard));
            let found = Walker::new(agreement::Policy::default()).walks(400).agreements(|_, _| Ok(()));
            removed::set(None);
            let found = found.expect_err("a walk without a guard");
            assert!(
                matches!(&found.broken, Broken::Promise(promise) if promise.contains(told)),
                "{guard:?}: {found}"
            );
        }
    }
}
