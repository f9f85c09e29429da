//! Who is reached: people served, the funnel, matches, waiting, and mentors' places.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    About, Accumulate, AsOf, Caveat, Estimate, Ever, Finished, Indicator, Journey, Now, Portion, Rate, Share,
    Snapshot, Stage, TimesToEvent, collects,
};
use crate::{id::PersonId, introduction::Party};

/// Takes the [journeys](Journey) of people; what it answers with is itself.
///
/// What happened *ever* and what is so *now* have rates of different types, so that the one is never divided by the other:
/// [`funnel`](Self::funnel_step) and [`ever_matched`](Self::ever_matched) look back, [`matched_now`](Self::matched_now) and
/// [`utilisation`](Self::utilisation) speak of the day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participation {
    /// Distinct people with a pairing in the period.
    served: BTreeSet<PersonId>,
    mentors: Side,
    mentees: Side,
}

/// What is counted of the people in one role.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Side {
    /// By the furthest stage they ever came to.
    reached: BTreeMap<Stage, u64>,
    /// Those who are here and ready today.
    ready_now: u64,
    /// Of those, the ones with a running pairing.
    matched_now: u64,
    /// Of those, the ones with more running pairings than places.
    overloaded: u64,
    /// Places of those who are here and ready.
    places: u64,
    /// Of those, the ones in use; one over a person's places is not a place.
    in_use: u64,
    /// People one of whose pairings has ended.
    finished_once: u64,
    /// Of those, the ones who have begun another since.
    again: u64,
    /// How long they waited for a first partner.
    waiting: TimesToEvent,
}

impl Side {
    fn add(&mut self, journey: &Journey) {
        if let Some(stage) = journey.reached {
            *self.reached.entry(stage).or_default() += 1;
        }
        if journey.ready_now() {
            let in_use = journey.running.min(journey.places);
            self.ready_now += 1;
            self.matched_now += u64::from(journey.running > 0);
            self.overloaded += u64::from(journey.running > journey.places);
            self.places += u64::from(journey.places);
            self.in_use += u64::from(in_use);
        }
        self.finished_once += u64::from(journey.finished >= Finished::Once);
        self.again += u64::from(journey.finished == Finished::AndBeganAgain);
        self.waiting.extend(journey.waiting);
    }

    fn ever(&self, stage: Stage) -> u64 {
        self.reached.range(stage..).fold(0, |sum: u64, (_, count)| sum.saturating_add(*count))
    }

    fn merge(&mut self, other: &Self) {
        for (stage, count) in &other.reached {
            let mine = self.reached.entry(*stage).or_default();
            *mine = mine.saturating_add(*count);
        }
        self.waiting.merge(&other.waiting);
        let counts = [
            (&mut self.ready_now, other.ready_now),
            (&mut self.matched_now, other.matched_now),
            (&mut self.overloaded, other.overloaded),
            (&mut self.places, other.places),
            (&mut self.in_use, other.in_use),
            (&mut self.finished_once, other.finished_once),
            (&mut self.again, other.again),
        ];
        for (mine, more) in counts {
            *mine = mine.saturating_add(more);
        }
    }
}

impl Participation {
    /// Counts a snapshot.
    pub fn of(snapshot: &Snapshot<'_>) -> Self {
        let (journeys, mut participation) = (Journey::all(snapshot), Self::default());
        for journey in &journeys {
            participation.count(journey);
        }
        // Journeys come by person: a set is made of them faster than by one after another.
        participation.served =
            journeys.into_iter().filter(|journey| journey.served).map(|journey| journey.person).collect();
        participation
    }

    /// Counts all but who took part.
    fn count(&mut self, journey: &Journey) {
        let side = match journey.role {
            Party::Mentor => &mut self.mentors,
            Party::Mentee => &mut self.mentees,
        };
        side.add(journey);
    }

    fn side(&self, role: Party) -> &Side {
        match role {
            Party::Mentor => &self.mentors,
            Party::Mentee => &self.mentees,
        }
    }

    /// Distinct people with an active pairing in the period, in whichever role.
    pub fn served(&self) -> usize {
        self.served.len()
    }

    /// How many ever came to a stage, or further.
    pub fn ever_reached(&self, role: Party, stage: Stage) -> u64 {
        self.side(role).ever(stage)
    }

    /// Of those who ever came to the stage before, the ones who came to this one. Of nobody for the first stage.
    pub fn funnel_step(&self, role: Party, stage: Stage) -> Rate<Ever> {
        let before = Stage::ALL.into_iter().rev().find(|other| *other < stage);
        self.ever_rate(role, stage, before.unwrap_or(stage))
    }

    /// Of those who ever came to `from`, the ones who came to `stage`.
    pub fn ever_rate(&self, role: Party, stage: Stage, from: Stage) -> Rate<Ever> {
        let side = self.side(role);
        let of = side.ever(from);
        Rate::of(Share::within(side.ever(stage.max(from)), of))
    }

    /// Of the mentees who were ever ready, those who were ever matched.
    pub fn ever_matched(&self) -> Rate<Ever> {
        self.ever_rate(Party::Mentee, Stage::Matched, Stage::Ready)
    }

    /// Of the mentees who are here and ready today, those who have a mentor today.
    pub fn matched_now(&self) -> Rate<Now> {
        Rate::of(Share::within(self.mentees.matched_now, self.mentees.ready_now))
    }

    /// Of the places that mentors offer today, those in use.
    pub fn utilisation(&self) -> Rate<Now> {
        Rate::of(Share::within(self.mentors.in_use, self.mentors.places))
    }

    /// Mentors who are here and ready today, with nobody.
    pub fn idle_mentors(&self) -> u64 {
        self.mentors.ready_now.saturating_sub(self.mentors.matched_now)
    }

    /// Mentors with more mentees today than they have places.
    pub fn overloaded_mentors(&self) -> u64 {
        self.mentors.overloaded
    }

    /// Of the mentors one of whose pairings has ended, those who have begun another since.
    pub fn mentors_again(&self) -> Rate<Ever> {
        Rate::of(Share::within(self.mentors.again, self.mentors.finished_once))
    }

    /// How long mentees waited for a first mentor; those still waiting, and those who left waiting, count as such.
    pub fn waiting(&self) -> &TimesToEvent {
        &self.mentees.waiting
    }

    /// The figures of participation.
    pub fn estimates(&self, on: &AsOf) -> Vec<Estimate> {
        let census = |indicator, count: u64, n: u64| {
            Estimate::new(indicator, on).with(Some(super::distribution::real(count)), None, n)
        };
        let served = u64::try_from(self.served.len()).unwrap_or(u64::MAX);
        let mut all = vec![census(Indicator::Served, served, served)];
        for role in [Party::Mentee, Party::Mentor] {
            for stage in Stage::ALL {
                let about = [About::Role(role), About::Stage(stage)];
                if stage > Stage::Invited {
                    let step = self.funnel_step(role, stage).share();
                    all.push(Estimate::of_share(Indicator::FunnelStep, on, step).about(about.clone()));
                }
                let reached = self.ever_rate(role, stage, Stage::Invited).share();
                all.push(Estimate::of_share(Indicator::FunnelReached, on, reached).about(about));
            }
        }
        all.push(Estimate::of_share(Indicator::EverMatched, on, self.ever_matched().share()));
        all.push(Estimate::of_share(Indicator::MatchedNow, on, self.matched_now().share()));
        all.push(self.waiting_estimate(on));
        let ready = self.mentors.ready_now;
        let use_of_places = self.utilisation().share();
        all.push(Estimate::new(Indicator::Utilisation, on).with(use_of_places.value(), None, ready));
        all.push(census(Indicator::IdleMentors, self.idle_mentors(), ready));
        all.push(census(Indicator::OverloadedMentors, self.overloaded_mentors(), ready));
        all.push(Estimate::of_share(Indicator::MentorReturn, on, self.mentors_again().share()));
        all
    }

    fn waiting_estimate(&self, on: &AsOf) -> Estimate {
        let curve = self.mentees.waiting.finish();
        let median = curve.median().map(|days| f64::from(days.get()));
        let n = self.mentees.waiting.spells();
        let interval = (n > 0).then(|| curve.quantile_interval(Portion::HALF, on.confidence));
        let not_reached = (n > 0 && median.is_none()).then_some(Caveat::NotReached);
        Estimate::new(Indicator::Waiting, on).with(median, interval, n).keep_in_mind(not_reached)
    }
}

impl Accumulate for Participation {
    type Row = Journey;
    type Answer = Self;

    fn add(&mut self, journey: Journey) {
        self.count(&journey);
        if journey.served {
            self.served.insert(journey.person);
        }
    }

    fn merge(&mut self, other: &Self) {
        self.served.extend(other.served.iter().cloned());
        self.mentors.merge(&other.mentors);
        self.mentees.merge(&other.mentees);
    }

    fn finish(&self) -> Self {
        self.clone()
    }
}

collects!(Participation, Journey);
