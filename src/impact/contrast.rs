//! Two groups beside each other, or all groups of a dimension: lengths, satisfaction, growth.
//!
//! Every difference is looked at again within the groups of other, declared dimensions, and carries a caveat when it turns
//! round there. Groups were not drawn by lot, which each figure says.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    About, Accumulate, Arm, AsOf, Asked, Caveat, Comparison, Correction, Course, Curve, Days, Estimate,
    Indicator, Length, LogRank, Measure, Progress, RestrictedMeanDifference, Share, Snapshot,
    StratumDifference, TimesToEvent, Voices, difference_reversed,
};
use crate::{id::PersonId, people::Label};

/// The groups of one dimension beside each other, looked at again within those of others.
///
/// ```
/// use mentorship::{feedback::Record, impact::{AsOf, Contrast, Snapshot}, jiff::civil::date, people::Label};
///
/// let record = Record::default();
/// let snapshot = Snapshot::new(&record, AsOf::new(date(2026, 12, 31)));
/// let contrast = Contrast::new(Label::new("newcomer")?).again_within([Label::new("neighbourhood")?]);
/// assert!(contrast.estimates(&snapshot).is_empty(), "nobody, so no groups");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contrast {
    dimension: Label,
    within: Vec<Label>,
    horizon: Days,
}

/// One group, or one stratum of it, counted.
struct Part {
    people: BTreeMap<Measure, Arm<PersonId>>,
    satisfied: BTreeMap<Asked, Share>,
    times: TimesToEvent,
    curve: Curve,
    /// How many different mentees are followed.
    mentees: u64,
}

impl Part {
    fn times(snapshot: &Snapshot<'_>) -> TimesToEvent {
        Course::all(snapshot).iter().filter_map(Length::spell_of).collect()
    }

    fn mentees(snapshot: &Snapshot<'_>) -> u64 {
        let mentees: BTreeSet<&PersonId> = snapshot.pairings().map(|(_, row)| &row.mentee).collect();
        u64::try_from(mentees.len()).unwrap_or(u64::MAX)
    }

    fn of(snapshot: &Snapshot<'_>) -> Self {
        let times = Self::times(snapshot);
        let voices = Voices::of(snapshot);
        let satisfied = voices.answers().iter().filter(|(_, answered)| answered.satisfied().of() > 0);
        Self {
            people: Progress::changes(snapshot),
            satisfied: satisfied.map(|(asked, answered)| (asked.clone(), answered.satisfied())).collect(),
            curve: times.finish(),
            times,
            mentees: Self::mentees(snapshot),
        }
    }
}

/// Two groups, as a whole and within the strata of other dimensions.
struct Two<'a> {
    on: &'a AsOf,
    about: About,
    a: &'a Part,
    b: &'a Part,
    /// By dimension, the strata in which both have anybody.
    strata: BTreeMap<Label, Vec<(Part, Part)>>,
}

impl Contrast {
    /// The groups of a dimension; lengths are compared up to a year.
    pub fn new(dimension: Label) -> Self {
        let horizon = Days::new(365_u32).expect("within a hundred years");
        Self { dimension, within: Vec::new(), horizon }
    }

    /// The same, looked at again within the groups of these dimensions.
    #[must_use]
    pub fn again_within(mut self, dimensions: impl IntoIterator<Item = Label>) -> Self {
        self.within.extend(dimensions.into_iter().filter(|other| *other != self.dimension));
        self
    }

    /// The same with lengths compared up to another horizon.
    #[must_use]
    pub fn up_to(self, horizon: Days) -> Self {
        Self { horizon, ..self }
    }

    /// The figures: whether lengths differ between all groups; and for each two groups the differences of length, of the
    /// satisfied share, and of growth. None where there are fewer than two groups.
    pub fn estimates(&self, snapshot: &Snapshot<'_>) -> Vec<Estimate> {
        let parts = snapshot.groups(&self.dimension);
        let counted: Vec<(&Label, Part)> =
            parts.iter().map(|(label, part)| (label, Part::of(part))).collect();
        if counted.len() < 2 {
            return Vec::new();
        }
        let mut all = self.lengths_differ(snapshot, &counted);
        for (at, (label, a)) in counted.iter().enumerate() {
            for (other, b) in &counted[at + 1..] {
                let about = About::Between(self.dimension.clone(), (*label).clone(), (*other).clone());
                let strata = self.strata(&parts[*label], &parts[*other]);
                all.extend(Two { on: snapshot.on(), about, a, b, strata }.estimates(self.horizon));
            }
        }
        all
    }

    /// Log-rank over all groups, and stratified by each dimension to look again within.
    fn lengths_differ(&self, snapshot: &Snapshot<'_>, counted: &[(&Label, Part)]) -> Vec<Estimate> {
        let smallest = counted.iter().map(|(_, part)| part.mentees).min().unwrap_or(0);
        let told = |p: Option<f64>, n: u64| {
            Estimate::new(Indicator::LengthDiffers, snapshot.on())
                .with(p, None, n)
                .of_people(smallest)
                .about([About::By(self.dimension.clone())])
                .keep_in_mind([Caveat::NotByLot])
        };
        let spells = |groups: &BTreeMap<Label, TimesToEvent>| {
            groups.values().map(TimesToEvent::spells).fold(0, u64::saturating_add)
        };
        let groups: BTreeMap<Label, TimesToEvent> =
            counted.iter().map(|(label, part)| ((*label).clone(), part.times.clone())).collect();
        let mut all = vec![told(LogRank::between(&groups).map(|test| test.p()), spells(&groups))];
        for dimension in &self.within {
            let times = |(label, part): (Label, Snapshot<'_>)| (label, Part::times(&part));
            let strata: Vec<BTreeMap<Label, TimesToEvent>> = snapshot
                .groups(dimension)
                .into_values()
                .map(|stratum| stratum.groups(&self.dimension).into_iter().map(times).collect())
                .collect();
            let p = LogRank::stratified(&strata).map(|test| test.p());
            let n = strata.iter().map(spells).fold(0, u64::saturating_add);
            all.push(told(p, n).about([About::Within(dimension.clone())]));
        }
        all
    }

    fn strata(&self, a: &Snapshot<'_>, b: &Snapshot<'_>) -> BTreeMap<Label, Vec<(Part, Part)>> {
        let both = |dimension: &Label| {
            let (mut ours, mut theirs) = (a.groups(dimension), b.groups(dimension));
            ours.retain(|label, _| theirs.contains_key(label));
            theirs.retain(|label, _| ours.contains_key(label));
            ours.values().zip(theirs.values()).map(|(a, b)| (Part::of(a), Part::of(b))).collect()
        };
        self.within.iter().map(|dimension| (dimension.clone(), both(dimension))).collect()
    }
}

impl Two<'_> {
    fn estimates(&self, horizon: Days) -> Vec<Estimate> {
        let mut all = vec![self.lengths(horizon)];
        all.extend(self.a.satisfied.keys().filter_map(|asked| self.satisfied(asked)));
        all.extend(self.a.people.keys().filter_map(|measure| self.growth(measure)).flatten());
        all
    }

    fn finish(&self, figure: Estimate, reversed: impl Fn(&[(Part, Part)]) -> bool) -> Estimate {
        let turned = self.strata.iter().filter(|(_, strata)| reversed(strata));
        figure
            .about([self.about.clone()])
            .keep_in_mind([Caveat::NotByLot])
            .keep_in_mind(turned.map(|(dimension, _)| Caveat::Reversal { dimension: dimension.clone() }))
    }

    fn lengths(&self, horizon: Days) -> Estimate {
        let between = |a: &Part, b: &Part| RestrictedMeanDifference::between(&a.curve, &b.curve, horizon);
        let n = self.a.times.spells().saturating_add(self.b.times.spells());
        let difference = between(self.a, self.b);
        let value = difference.map(RestrictedMeanDifference::days);
        let interval = difference.map(|difference| difference.interval(self.on.confidence));
        let unknown = (n > 0 && value.is_none()).then_some(Caveat::BeyondData);
        let figure = Estimate::new(Indicator::LengthDifference, self.on)
            .with(value, interval, n)
            .of_people(self.a.mentees.min(self.b.mentees))
            .about([About::Length(horizon)])
            .keep_in_mind(unknown);
        self.finish(figure, |strata| {
            let within = strata.iter().filter_map(|(a, b)| {
                let people = a.times.spells().saturating_add(b.times.spells());
                Some(StratumDifference { difference: between(a, b)?.days(), people })
            });
            value.is_some_and(|pooled| difference_reversed(pooled, &within.collect::<Vec<_>>()).is_some())
        })
    }

    fn satisfied(&self, asked: &Asked) -> Option<Estimate> {
        let of = |part: &Part| part.satisfied.get(asked).copied().unwrap_or_default();
        let (a, b) = (of(self.a), of(self.b));
        let difference = a.minus(&b)?;
        let figure = Estimate::new(Indicator::SatisfiedDifference, self.on)
            .with(
                Some(difference.value()),
                Some(difference.interval(self.on.confidence)),
                a.of().saturating_add(b.of()),
            )
            .of_people(a.of().min(b.of()))
            .about(asked.about());
        Some(self.finish(figure, |strata| {
            // The difference that is told is of all people, also of strata in which one group has nobody.
            let within = strata.iter().filter_map(|(a, b)| {
                let (a, b) = (of(a), of(b));
                let people = a.of().saturating_add(b.of());
                Some(StratumDifference { difference: a.minus(&b)?.value(), people })
            });
            difference_reversed(difference.value(), &within.collect::<Vec<_>>()).is_some()
        }))
    }

    fn growth(&self, measure: &Measure) -> Option<[Estimate; 2]> {
        let between =
            |a: &Part, b: &Part| Comparison::between(a.people.get(measure)?, b.people.get(measure)?).ok();
        let comparison = between(self.a, self.b)?;
        let n = comparison.people_a().saturating_add(comparison.people_b());
        let sure = self.on.confidence;
        let new = |indicator, value, interval| {
            Estimate::new(indicator, self.on)
                .with(value, interval, n)
                .of_people(comparison.people_a().min(comparison.people_b()))
                .about(measure.about())
        };
        let correction = Correction::Approximate;
        let figures = [
            new(Indicator::ChangeDifference, comparison.difference(), comparison.interval(sure)),
            new(
                Indicator::ChangeDifferenceG,
                comparison.g(correction),
                comparison.g_interval(correction, sure),
            ),
        ];
        let turned = |strata: &[(Part, Part)]| {
            let within = strata.iter().filter_map(|(a, b)| {
                let comparison = between(a, b)?;
                let people = comparison.people_a().saturating_add(comparison.people_b());
                Some(StratumDifference { difference: comparison.difference()?, people })
            });
            let within: Vec<_> = within.collect();
            comparison.difference().is_some_and(|pooled| difference_reversed(pooled, &within).is_some())
        };
        Some(figures.map(|figure| self.finish(figure, turned)))
    }
}
