//! Rounds: people, criteria, and what a coordinator asks for beside them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan as _, civil::Date};
use proptest::{collection::SizeRange, prelude::*};

use super::{criteria, rosters};
use crate::{
    criteria::Criteria,
    id::{MenteeId, MentorId},
    matching::{Goal, Request},
    people::{Apart, History, Outcome, Past, Roster},
};

/// The day of the rounds that are made here.
pub const ROUND: Date = Date::constant(2026, 1, 15);

/// What a request is made of.
#[derive(Clone, Debug)]
pub struct Round {
    /// The people.
    pub roster: Roster,
    /// The criteria.
    pub criteria: Criteria,
    /// What happened between them before.
    pub history: History,
    /// Pairs that are asked for: possible ones only.
    pub pins: BTreeSet<(MentorId, MenteeId)>,
    /// Pairs that are ruled out.
    pub exclusions: BTreeSet<(MentorId, MenteeId)>,
    /// Pairs that run.
    pub running: BTreeSet<(MentorId, MenteeId)>,
    /// The goal.
    pub goal: Goal,
}

impl Round {
    /// The request, on the day of the [`ROUND`].
    pub fn request(&self) -> Request<'_> {
        let request =
            Request::new(&self.roster, &self.criteria, ROUND).goal(self.goal).history(&self.history);
        let request = request.keep_all_running(self.running.iter().cloned());
        let request =
            self.pins.iter().cloned().fold(request, |request, (mentor, mentee)| request.pin(mentor, mentee));
        let exclusions = self.exclusions.iter().cloned();
        exclusions.fold(request, |request, (mentor, mentee)| request.exclude(mentor, mentee))
    }
}

/// Every goal.
pub fn goals() -> impl Strategy<Value = Goal> {
    prop::sample::select(vec![
        Goal::PeopleFirst,
        Goal::PairingsFirst,
        Goal::TotalScore,
        Goal::RaiseLowest,
        Goal::LongestWaitingFirst,
        Goal::Leximin,
    ])
}

/// Places of a mentor and a mentee, taken round the roster.
type At = (usize, usize);

fn pairs(most: usize) -> impl Strategy<Value = Vec<At>> {
    prop::collection::vec((0..64_usize, 0..64_usize), 0..=most)
}

fn named(roster: &Roster, (mentor, mentee): At) -> Option<(MentorId, MenteeId)> {
    let mentor = roster.mentors().get(mentor % roster.mentors().len().max(1))?;
    let mentee = roster.mentees().get(mentee % roster.mentees().len().max(1))?;
    Some((mentor.id.clone(), mentee.id.clone()))
}

fn past() -> impl Strategy<Value = Vec<(At, i64, Apart)>> {
    let apart = prop_oneof![
        Just(Apart::No),
        (-50..50_i64).prop_map(|days| Apart::Until(ROUND.saturating_add(days.days()))),
        Just(Apart::ForGood),
    ];
    prop::collection::vec(((0..64_usize, 0..64_usize), 1..400_i64, apart), 0..=2)
}

fn history(roster: &Roster, past: Vec<(At, i64, Apart)>) -> History {
    let told = past.into_iter().filter_map(|(at, days, apart)| {
        let (mentor, mentee) = named(roster, at)?;
        let on = ROUND.saturating_sub(days.days());
        Some(Past { mentor, mentee, on, outcome: Outcome::NoClick, apart })
    });
    told.collect()
}

/// What happened between people of a roster before the [`ROUND`]: up to two talks that did not click.
pub fn histories(roster: &Roster) -> impl Strategy<Value = History> + use<> {
    let roster = roster.clone();
    past().prop_map(move |past| history(&roster, past))
}

/// Rounds of so many mentors and mentees that can be planned: pins are possible and within everybody's places, and whoever asks for
/// [`Goal::Leximin`] has nobody who seeks several mentors.
pub fn rounds(mentors: impl Into<SizeRange>, mentees: impl Into<SizeRange>) -> impl Strategy<Value = Round> {
    (rosters(mentors, mentees), criteria(), past(), pairs(1), pairs(2), pairs(1), goals()).prop_map(
        |(roster, criteria, past, pins, exclusions, running, goal)| {
            let several = roster.mentees().iter().any(|mentee| mentee.partners.max() > 1);
            let goal = if goal == Goal::Leximin && several { Goal::RaiseLowest } else { goal };
            let history = history(&roster, past);
            let name = |at: At| named(&roster, at);
            let running: BTreeSet<_> = running.into_iter().filter_map(name).collect();
            let exclusions: BTreeSet<_> =
                exclusions.into_iter().filter_map(name).filter(|pair| !running.contains(pair)).collect();
            let possible = possible(&roster, &criteria, &history);
            let mut held: BTreeMap<String, u16> = BTreeMap::new();
            for (mentor, mentee) in &running {
                *held.entry(format!("M {mentor}")).or_default() += 1;
                *held.entry(format!("T {mentee}")).or_default() += 1;
            }
            let pins = pins.into_iter().filter_map(name).filter(|(mentor, mentee)| {
                let room =
                    |who: String, most: Option<u16>| held.get(&who).copied().unwrap_or(0) < most.unwrap_or(0);
                let pair = (mentor.clone(), mentee.clone());
                possible.contains(&pair)
                    && !exclusions.contains(&pair)
                    && !running.contains(&pair)
                    && room(format!("M {mentor}"), roster.mentor(mentor).map(|mentor| mentor.partners.max()))
                    && room(format!("T {mentee}"), roster.mentee(mentee).map(|mentee| mentee.partners.max()))
            });
            let pins = pins.collect();
            Round { roster, criteria, history, pins, exclusions, running, goal }
        },
    )
}

/// The pairs that the criteria and the history allow.
fn possible(roster: &Roster, criteria: &Criteria, history: &History) -> BTreeSet<(MentorId, MenteeId)> {
    let Ok(compiled) = criteria.compile(roster, ROUND, history) else { return BTreeSet::new() };
    let mut pairs = BTreeSet::new();
    for (row, mentee) in roster.mentees().iter().enumerate() {
        for (column, mentor) in roster.mentors().iter().enumerate() {
            if compiled.score(column, row).is_some() {
                pairs.insert((mentor.id.clone(), mentee.id.clone()));
            }
        }
    }
    pairs
}
