//! What happened in people's lives: milestones by area, how long they took, and businesses that lasted.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    About, Accumulate, AsOf, Caveat, Days, Ended, Estimate, Indicator, Interval, Portion, Retained, Snapshot,
    Spell, Switch, Switches, Tally, TimesToEvent,
};
use crate::{
    feedback::{Area, Milestone, Turn},
    id::PersonId,
    introduction::Party,
    people::Label,
};

/// Milestones of mentees with a pairing, by area of life, and the time from the start of their first pairing. It merges
/// exactly.
///
/// Who has a milestone when they begin is not among those who can reach it. Who has not reached it counts as watched until
/// they left or until the day (Kaplan–Meier), so that early and late comers are told together. Who has an area of life is
/// asked of the day, whether they left before it or not. In a snapshot that follows pairings from a later day no times are
/// told.
///
/// ```
/// use mentorship::{feedback::{Area, Facts, Record}, impact::{AsOf, Integration, Snapshot}, jiff::civil::date};
///
/// let facts: Facts = serde_json::from_str(r#"{
///     "enrolments": [{ "person": "P-1", "role": "mentor" }, { "person": "P-2", "role": "mentee" }],
///     "pairings": [{ "agreement": "A-1", "mentor": "P-1", "mentee": "P-2", "started": "2026-02-02",
///                    "planned_days": 365, "every_days": 14 }],
///     "milestones": [{ "person": "P-2", "kind": "job", "on": "2026-06-01" }],
///     "meanings": [{ "areas": { "job": "employment" } }]
/// }"#)?;
/// let record = Record::new(facts)?;
/// let integration = Integration::of(&Snapshot::new(&record, AsOf::new(date(2026, 12, 31))));
/// assert_eq!(integration.area(Area::Employment).gained().hits(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Integration {
    /// Mentees with a pairing.
    mentees: u64,
    /// By area, those of them of whom a milestone of it is known.
    areas: BTreeMap<Area, Switches>,
    /// How long each mentee was watched, in days.
    watched: Tally,
    /// By kind of milestone.
    kinds: BTreeMap<Label, Reaching>,
    /// How long businesses that began after a pairing had begun existed.
    businesses: TimesToEvent,
    /// Who began them: of one person several kinds of milestone can be a business.
    founders: u64,
}

/// Those of whom something is known about one kind of milestone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reaching {
    /// Of those without it at the start, how long it took, or was watched in vain.
    times: TimesToEvent,
    /// How long each of them all was watched: they are not among the many of whom nothing is known.
    known: Tally,
}

impl Integration {
    /// Within how many days it is told how many reach a milestone, and how long businesses exist.
    const HORIZONS: [u32; 2] = [180, 365];

    /// Counts a snapshot.
    pub fn of(snapshot: &Snapshot<'_>) -> Self {
        let mut first: HashMap<&PersonId, Date> = HashMap::new();
        for (_, pairing) in snapshot.pairings() {
            let started = first.entry(&pairing.mentee).or_insert(pairing.started);
            *started = pairing.started.min(*started);
        }
        let facts = snapshot.record().facts();
        let watches = first.into_iter().map(|(person, from)| {
            let enrolment = snapshot.enrolment(person, Party::Mentee).map(|at| &facts.enrolments[at]);
            let left = enrolment.and_then(|row| row.left).unwrap_or(snapshot.on().date);
            (person, Watch { from, until: left.clamp(from, snapshot.on().date) })
        });
        let watches: HashMap<&PersonId, Watch> = watches.collect();
        let times = snapshot.followed_from().is_none();
        let mut all = Self { mentees: u64::try_from(watches.len()).unwrap_or(u64::MAX), ..Self::default() };
        if times {
            all.watched.extend(watches.values().map(|watch| whole(watch.days(watch.until))));
        }
        // What the programme calls by a name is told of even when nobody reached it.
        for (kind, area) in &snapshot.record().meanings().areas {
            if times {
                all.kinds.entry(kind.clone()).or_default();
            }
            all.areas.entry(*area).or_default();
        }
        // Milestones stand together by person, then by kind, by date.
        for theirs in facts.milestones.chunk_by(|a, b| a.person == b.person) {
            let Some(watch) = watches.get(&theirs[0].person) else { continue };
            all.count(theirs, *watch, snapshot, times);
        }
        all
    }

    /// Counts the milestones of one person.
    fn count(&mut self, theirs: &[Milestone], watch: Watch, snapshot: &Snapshot<'_>, times: bool) {
        let (meanings, date) = (snapshot.record().meanings(), snapshot.on().date);
        let mut areas: BTreeMap<Area, [bool; 2]> = BTreeMap::new();
        let begun_before = self.businesses.spells();
        for turns in theirs.chunk_by(|a, b| a.kind == b.kind) {
            let Some(turns) = Turns::until(turns, date) else { continue };
            let kind = turns.kind();
            let area = meanings.areas.get(kind).copied();
            if let Some(area) = area {
                let [before, now] = areas.entry(area).or_default();
                *before |= turns.has(watch.from);
                *now |= turns.has(date);
            }
            if times {
                let reaching = self.kinds.entry(kind.clone()).or_default();
                reaching.known.add(whole(watch.days(watch.until)));
                if !turns.has(watch.from) {
                    reaching.times.add(watch.spell(turns.reached(watch.from), watch.until));
                }
                if area == Some(Area::Enterprise)
                    && let Some(began) = turns.begun(watch.from).filter(|began| *began <= watch.until)
                {
                    let begun = Watch { from: began, ..watch };
                    self.businesses.add(begun.spell(turns.lost(began), watch.until));
                }
            }
        }
        for (area, [before, now]) in areas {
            self.areas.entry(area).or_default().add(Switch::between(before, now));
        }
        let begun = u64::from(self.businesses.spells() > begun_before);
        self.founders = self.founders.saturating_add(begun);
    }

    /// What became of an area of life among all mentees with a pairing, between the start of their first and the day.
    pub fn area(&self, area: Area) -> Switches {
        let mut switches = self.areas.get(&area).copied().unwrap_or_default();
        let others = self.mentees.saturating_sub(switches.n());
        switches.merge(&Switches::of_never(others));
        switches
    }

    /// How long it took mentees to reach a milestone, of those without it at the start of their first pairing.
    pub fn times(&self, kind: &Label) -> TimesToEvent {
        let reaching = self.kinds.get(kind);
        let mut times = reaching.map(|reaching| reaching.times.clone()).unwrap_or_default();
        for (days, watched) in self.watched.counts() {
            let known = reaching.map_or(0, |reaching| reaching.known.count(days));
            times.add_open(Days::new(days).unwrap_or_default(), watched.saturating_sub(known));
        }
        times
    }

    /// How long the businesses existed that mentees began after their first pairing had begun: of each person the first of
    /// each kind of milestone that is one.
    pub fn businesses(&self) -> &TimesToEvent {
        &self.businesses
    }

    /// Takes all that another has taken.
    pub fn merge(&mut self, other: &Self) {
        self.mentees = self.mentees.saturating_add(other.mentees);
        for (area, switches) in &other.areas {
            self.areas.entry(*area).or_default().merge(switches);
        }
        self.watched.merge(&other.watched);
        for (kind, reaching) in &other.kinds {
            let mine = self.kinds.entry(kind.clone()).or_default();
            mine.times.merge(&reaching.times);
            mine.known.merge(&reaching.known);
        }
        self.businesses.merge(&other.businesses);
        self.founders = self.founders.saturating_add(other.founders);
    }

    /// The figures of integration.
    pub fn estimates(&self, on: &AsOf) -> Vec<Estimate> {
        let new = |indicator| Estimate::new(indicator, on);
        let mut all = Vec::new();
        for area in self.areas.keys() {
            let switches = self.area(*area);
            let about = [About::Area(*area)];
            let interval = switches.change_interval(on.confidence);
            all.push(
                new(Indicator::AreaGain)
                    .with(switches.change(), interval, switches.n())
                    .about(about.clone())
                    .keep_in_mind(Some(Caveat::NoComparison)),
            );
            all.push(new(Indicator::AreaTest).with(switches.p_value(), None, switches.n()).about(about));
        }
        for kind in self.kinds.keys() {
            let times = self.times(kind);
            let (n, curve) = (times.spells(), times.finish());
            for days in Self::HORIZONS {
                // Who reaches it on the last day has reached it within the time.
                let without = curve.beyond(horizon(days));
                let reached = without.map(|without| 1.0 - without.share());
                let interval = without.and_then(|without| without.interval(on.confidence)).map(complement);
                all.push(
                    new(Indicator::MilestoneReached)
                        .with(reached, interval, n)
                        .about([About::Milestone(kind.clone()), About::Length(horizon(days))])
                        .keep_in_mind((n > 0 && reached.is_none()).then_some(Caveat::BeyondData)),
                );
            }
            let median = curve.median().map(|days| f64::from(days.get()));
            let interval = (n > 0).then(|| curve.quantile_interval(Portion::HALF, on.confidence));
            all.push(
                new(Indicator::MilestoneTime)
                    .with(median, interval, n)
                    .about([About::Milestone(kind.clone())])
                    .keep_in_mind((n > 0 && median.is_none()).then_some(Caveat::NotReached)),
            );
        }
        let (n, curve) = (self.businesses.spells(), self.businesses.finish());
        for days in Self::HORIZONS.into_iter().filter(|_| n > 0) {
            let lasted = curve.retained(horizon(days));
            let interval = lasted.and_then(|lasted| lasted.interval(on.confidence));
            all.push(
                new(Indicator::BusinessSurvival)
                    .with(lasted.map(Retained::share), interval, n)
                    .of_people(self.founders)
                    .about([About::Length(horizon(days))])
                    .keep_in_mind(lasted.is_none().then_some(Caveat::BeyondData)),
            );
        }
        all
    }
}

fn horizon(days: u32) -> Days {
    Days::new(days).expect("within a hundred years")
}

/// One less the interval.
fn complement(interval: Interval) -> Interval {
    let other = |limit: super::Limit| limit.map(|share| 1.0 - share);
    Interval { lower: other(interval.upper), upper: other(interval.lower), ..interval }
}

fn whole(days: Days) -> i32 {
    i32::try_from(days.get()).unwrap_or(i32::MAX)
}

/// From when to when somebody is watched.
#[derive(Clone, Copy)]
struct Watch {
    from: Date,
    until: Date,
}

impl Watch {
    /// The days from its start to a later date.
    fn days(self, to: Date) -> Days {
        Days::between(self.from, to.max(self.from)).unwrap_or_default()
    }

    /// Up to an event, or watched in vain.
    fn spell(self, event: Option<Date>, until: Date) -> Spell {
        match event.filter(|event| *event <= until) {
            Some(event) => Spell::new(self.days(event), Ended::Yes),
            None => Spell::new(self.days(until), Ended::StillOpen),
        }
    }
}

/// How one milestone of one person came and went, by date.
///
/// INVARIANT: there is at least one.
struct Turns<'a>(&'a [Milestone]);

impl<'a> Turns<'a> {
    /// What had come and gone by a day; none when nothing had. What follows is not known then.
    fn until(turns: &'a [Milestone], day: Date) -> Option<Self> {
        let known = &turns[..turns.partition_point(|turn| turn.on <= day)];
        (!known.is_empty()).then_some(Self(known))
    }

    fn kind(&self) -> &'a Label {
        &self.0[0].kind
    }

    /// Whether they have it on a day. Who loses something first had it before.
    fn has(&self, on: Date) -> bool {
        let last = self.0.iter().rfind(|turn| turn.on <= on);
        last.map_or(self.0[0].turn == Turn::Lost, |turn| turn.turn == Turn::Reached)
    }

    /// The first day after another on which they reach it.
    fn reached(&self, after: Date) -> Option<Date> {
        self.first(after, Turn::Reached)
    }

    /// The first day after another on which it begins: they reach it and did not have it. Who tells a second time that
    /// they reached it has it since the first.
    fn begun(&self, after: Date) -> Option<Date> {
        if self.has(after) {
            self.lost(after).and_then(|lost| self.reached(lost))
        } else {
            self.reached(after)
        }
    }

    /// The first day after another on which they lose it.
    fn lost(&self, after: Date) -> Option<Date> {
        self.first(after, Turn::Lost)
    }

    fn first(&self, after: Date, kind: Turn) -> Option<Date> {
        self.0.iter().find(|turn| turn.on > after && turn.turn == kind).map(|turn| turn.on)
    }
}
