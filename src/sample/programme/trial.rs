//! An experiment: does a call in week three help?

use jiff::ToSpan;

use super::world::{World, carla, id};
use crate::{
    experiment::{
        Conclusion, Effect, Entrant, Finding, Looks, Measurements, Observation, Protocol, Registration,
        Schedule, Subject,
    },
    id::{Digest, NoteId, PersonId},
    impact::Measured,
    programme::{
        innovation::{self, Decision, Said},
        support::{self, CheckInPlan},
    },
};

/// The arm that gets a call.
pub(super) const CALL: &str = "a call in week three";

impl World {
    fn protocol(&self) -> Protocol {
        let planned = u32::try_from(self.mentees * 4 / 10).unwrap_or(u32::MAX).max(8);
        let mut protocol: Protocol = serde_json::from_str(
            r#"{ "experiment": "call-in-week-three", "unit": "mentee",
                 "arms": [{ "name": "as usual" }, { "name": "a call in week three" }],
                 "primary": { "name": "meetings in the first 90 days" },
                 "start": "2026-03-30", "horizon": 90, "planned": 8, "looks": { "percents": [100] }, "seed": 1 }"#,
        )
        .expect("this protocol can be read");
        protocol.planned = planned;
        protocol.seed = self.seed;
        protocol.resamples = 999;
        if let Schedule::Percents(percents) = &mut protocol.looks {
            percents.truncate(1);
        }
        protocol
    }

    pub(super) fn register(&mut self) {
        let protocol = Box::new(self.protocol());
        self.note(&carla(), innovation::Event::Registered { proposal: id("idea-1"), protocol });
    }

    /// Those who have begun within three weeks draw a lot, each once.
    pub(super) fn draw_lots(&mut self) {
        let Ok(registration) = Registration::new(self.protocol()) else { return };
        let start = registration.protocol().start;
        let mut entrants = Vec::new();
        for pair in self.programme.pairs().agreements() {
            let person = &pair.people().mentee;
            let since = self.today.saturating_sub(20.days());
            if let Some(enrolled) = pair.started().filter(|began| *began >= start && *began > since)
                && self.drawn.insert(person.clone())
            {
                entrants.push(Entrant { subject: Subject::Person(person.clone()), enrolled, block: None });
            }
        }
        if entrants.is_empty() {
            return;
        }
        let drawn = match &self.lots {
            None => registration.assign(entrants),
            Some(earlier) => registration.assign_also(earlier, entrants),
        };
        match drawn {
            Ok(lots) => {
                let drawn = innovation::Event::Drawn {
                    experiment: id("call-in-week-three"),
                    lots: Box::new(lots.clone()),
                };
                self.note(&carla(), drawn);
                self.lots = Some(lots);
            }
            Err(why) => self.refused.push(format!("{}: {why}", self.today)),
        }
    }

    /// Looks at it once, as planned; a programme of too few does not come to it.
    pub(super) fn look(&mut self) {
        let (Ok(registration), Some(lots)) = (Registration::new(self.protocol()), self.lots.clone()) else {
            return;
        };
        let mut observations = Vec::new();
        for pair in self.programme.pairs().agreements() {
            let person: &PersonId = &pair.people().mentee;
            if lots.arm_of(&Subject::Person(person.clone())).is_none() {
                continue;
            }
            let until = pair.started().map(|started| started.saturating_add(90.days()));
            let met =
                pair.contacts().all().iter().filter(|contact| until.is_some_and(|until| contact.on < until));
            let met = u32::try_from(met.count()).unwrap_or(u32::MAX);
            let value = pair.started().and_then(|_| Measured::new(f64::from(met)).ok());
            observations.push(Observation {
                subject: Subject::Person(person.clone()),
                value,
                baseline: None,
                mentor: Some(pair.people().mentor.clone()),
            });
        }
        let mut looks = Looks::none(&registration);
        let outcome = registration.protocol().primary.name.clone();
        let measured = Measurements { outcome: &outcome, observations: &observations };
        let Ok(look) = registration.look(&mut looks, &lots, 1, &measured, self.today) else { return };
        let said = match &look.told.finding {
            Finding::BrokenRatio => Said::Unsound,
            Finding::Effects(effects) => match effects.first().map(Effect::conclusion) {
                Some(Conclusion::Better) => Said::Better,
                Some(Conclusion::Worse) => Said::Worse,
                _ => Said::Inconclusive,
            },
        };
        let people = u32::try_from(look.told.counted()).unwrap_or(u32::MAX);
        let looked =
            innovation::Event::Looked { experiment: id("call-in-week-three"), look: 1, people, said };
        self.note(&carla(), looked);
    }

    pub(super) fn decide(&mut self) {
        let experiment = id("call-in-week-three");
        let said = self
            .programme
            .innovation()
            .experiment(&experiment)
            .and_then(|trial| trial.looks().last().map(|look| look.said));
        let Some(said) = said else { return };
        let decision = match said {
            Said::Better => Decision::Adopted,
            Said::Inconclusive => Decision::Adapted,
            Said::Worse | Said::Unsound => Decision::Dropped,
        };
        let (proposal, why): (_, NoteId) = (id("idea-1"), self.next_note("decision"));
        self.note(&carla(), innovation::Event::Decided { proposal, decision, why });
        if decision == Decision::Dropped {
            return;
        }
        let plan = CheckInPlan { first: vec![21, 60, 90], every: 60, within: 14 };
        let as_bytes = |plan: &CheckInPlan| Digest::of_bytes(serde_json::to_string(plan).unwrap_or_default());
        let before = as_bytes(&CheckInPlan { first: vec![30, 60, 90], every: 60, within: 14 });
        let after = as_bytes(&plan);
        self.note(&carla(), innovation::Event::Changed { proposal: id("idea-1"), before, after });
        self.note(&carla(), support::Event::CheckInsSet(plan));
    }
}
