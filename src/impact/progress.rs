//! What changed for the same people: scores before and after, and milestones.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    About, Accumulate, Arm, AsOf, Attrition, Caveat, Change, Continuity, Correction, Directions, Estimate,
    FollowUp, Growth, Indicator, ItemAnswers, Measured, Paired, Power, ReliableChange, Share, SignedRanks,
    Snapshot, Switch, Switches, Verdicts, Zeros, as_list, detectable_d_z, distribution::real,
    snapshot::Asking, voices::low_response,
};
use crate::{
    feedback::{Baseline, Better, Instrument, Milestone, Reading, Scale, Turn, Wave},
    id::{InstrumentId, PersonId},
    introduction::Party,
    people::Label,
};

/// One scale that the same people answered at the start and at the end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// The instrument.
    pub instrument: InstrumentId,
    /// In which version.
    pub version: u16,
    /// The subscale; the whole when none.
    pub subscale: Option<Label>,
    /// Who answered.
    pub role: Party,
}

impl Measure {
    pub(super) fn about(&self) -> impl Iterator<Item = About> {
        let instrument = About::Instrument(self.instrument.clone(), self.version);
        let subscale = self.subscale.clone().map(About::Subscale);
        [Some(instrument), subscale, Some(About::Role(self.role))].into_iter().flatten()
    }
}

/// What changed for the same people, measure by measure, and what came and went in their lives. It merges exactly.
///
/// A person counts once for a measure: by their first baseline, and the answer about the same agreement afterwards. Who
/// answered only once is counted among the missing, never compared with others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    #[serde(with = "as_list")]
    measures: BTreeMap<Measure, Changed>,
    /// Mentees with a pairing.
    mentees: u64,
    /// By milestone, those of them who had it at the start of their first pairing or have it now.
    milestones: BTreeMap<Label, Switches>,
}

/// What changed on one measure.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changed {
    better: Better,
    baseline: Baseline,
    /// The lowest and highest possible score, when everything is answered.
    range: [f64; 2],
    change: Change,
    followed: Attrition<()>,
    /// Of those due to answer again who have a score at the start, the ones without another.
    lost: Share,
    /// Answers at the start, item by item, from which the reliability of the scale is taken.
    items: ItemAnswers,
    /// Second and further answers of people, which do not count.
    others: u64,
}

impl Changed {
    fn new(instrument: &Instrument, scale: &Scale<'_>) -> Self {
        let (better, baseline) = (instrument.better(), instrument.baseline());
        Self { better, baseline, range: scale.range().into(), ..Self::default() }
    }

    fn add(&mut self, person: &Person<'_>, scale: &Scale<'_>) {
        let scored = person.on(scale);
        if let Some(before) = person.before {
            self.items.take(&scale.counted(before));
        }
        if person.asked_again {
            let (baseline, answered) = (scored.pre, scored.post.is_some());
            self.followed.add(FollowUp { arm: (), baseline, answered });
            self.lost.extend(baseline.map(|_| !answered));
        }
        if let Some(paired) = scored.paired() {
            self.change.add(paired);
            self.others += person.others;
        }
    }

    /// The pairs of scores.
    pub fn change(&self) -> &Change {
        &self.change
    }

    /// Who was due to answer again, and did or did not.
    pub fn followed(&self) -> &Attrition<()> {
        &self.followed
    }

    /// Of those due to answer again, the ones with both scores.
    pub fn came(&self) -> Share {
        Share::within(self.change.people(), self.followed.finish().overall().due())
    }

    fn merge(&mut self, other: &Self) {
        (self.better, self.baseline, self.range) = (other.better, other.baseline, other.range);
        self.change.merge(&other.change);
        self.followed.merge(&other.followed);
        self.lost.merge(&other.lost);
        self.items.merge(&other.items);
        self.others = self.others.saturating_add(other.others);
    }
}

/// One instrument put to people in one role at the start and at the end.
struct Round<'a> {
    instrument: &'a Instrument,
    scales: Vec<(Measure, Scale<'a>)>,
    people: Vec<(&'a PersonId, Person<'a>)>,
}

/// What one person answered at the start and at the end: the first that came, and at the end about the same pairing.
struct Person<'a> {
    before: Option<&'a [Option<i16>]>,
    after: Option<&'a [Option<i16>]>,
    asked_again: bool,
    /// Further answers at an end.
    others: u64,
}

/// Somebody asked at the start, or again at the end.
struct Again<'a> {
    after: bool,
    asking: Asking<'a>,
}

/// What one person scored on one scale.
struct Scored {
    pre: Option<Measured>,
    post: Option<Measured>,
}

impl<'a> Person<'a> {
    fn of(before: &[Again<'a>], after: &[Again<'a>]) -> Self {
        let first = |asked: &[Again<'a>], about: Option<usize>| {
            let came = asked.iter().filter_map(|Again { asking, .. }| {
                let (on, answers) = asking.came?;
                Some((on, asking.place.pairing, answers))
            });
            let fits = |pairing: Option<usize>| about.is_none() || pairing.is_none() || pairing == about;
            came.filter(|(_, pairing, _)| fits(*pairing)).min_by_key(|(on, pairing, _)| (*on, *pairing))
        };
        let start = first(before, None);
        let end = first(after, start.and_then(|(_, pairing, _)| pairing));
        let came = after.iter().filter(|again| again.asking.came.is_some()).count();
        Self {
            before: start.map(|(_, _, answers)| answers),
            after: end.map(|(_, _, answers)| answers),
            asked_again: !after.is_empty(),
            others: u64::try_from(came.saturating_sub(1)).unwrap_or(0),
        }
    }

    fn on(&self, scale: &Scale<'_>) -> Scored {
        let score = |answers: &[Option<i16>]| Measured::new(scale.score(answers)?.mean()).ok();
        Scored { pre: self.before.and_then(score), post: self.after.and_then(score) }
    }
}

impl Scored {
    fn paired(&self) -> Option<Paired> {
        Paired::new(self.pre?.get(), self.post?.get()).ok()
    }
}

impl<'a> Round<'a> {
    /// All instruments that measure change, but those that nobody was asked at the start.
    fn all(snapshot: &Snapshot<'a>) -> Vec<Self> {
        let facts = snapshot.record().facts();
        // By instrument and role.
        let mut asked: BTreeMap<(usize, Party), Vec<Again<'a>>> = BTreeMap::new();
        for asking in snapshot.responses() {
            let instrument = &facts.instruments[asking.place.instrument];
            let start = match instrument.baseline() {
                Baseline::Before => Wave::Before,
                Baseline::LookingBack => Wave::LookingBack,
            };
            let wave = asking.response.wave;
            if instrument.reading() == Reading::Scale && (wave == start || wave == Wave::After) {
                let rows = asked.entry((asking.place.instrument, asking.response.role)).or_default();
                rows.push(Again { after: wave == Wave::After, asking });
            }
        }
        asked.retain(|_, rows| rows.iter().any(|row| !row.after));
        let round = |(at, role): (usize, Party), mut rows: Vec<Again<'a>>| {
            let instrument = &facts.instruments[at];
            let measure = |scale: &Scale<'_>| Measure {
                instrument: instrument.id().clone(),
                version: instrument.version(),
                subscale: scale.name().cloned(),
                role,
            };
            rows.sort_by_key(|row| (row.asking.place.enrolment, row.after));
            let person = |rows: &[Again<'a>]| {
                let (before, after) = rows.split_at(rows.partition_point(|row| !row.after));
                (&facts.enrolments[rows[0].asking.place.enrolment].person, Person::of(before, after))
            };
            Self {
                instrument,
                scales: instrument.scales().map(|scale| (measure(&scale), scale)).collect(),
                people: rows
                    .chunk_by(|a, b| a.asking.place.enrolment == b.asking.place.enrolment)
                    .map(person)
                    .collect(),
            }
        };
        asked.into_iter().map(|(key, rows)| round(key, rows)).collect()
    }
}

impl Progress {
    /// Counts a snapshot.
    pub fn of(snapshot: &Snapshot<'_>) -> Self {
        let mut progress = Self::default();
        for round in Round::all(snapshot) {
            for (measure, scale) in &round.scales {
                let mut changed = Changed::new(round.instrument, scale);
                round.people.iter().for_each(|(_, person)| changed.add(person, scale));
                progress.measures.insert(measure.clone(), changed);
            }
        }
        progress.count_milestones(snapshot);
        progress
    }

    /// What each person changed by: values to compare between groups of different people.
    pub(super) fn changes(snapshot: &Snapshot<'_>) -> BTreeMap<Measure, Arm<PersonId>> {
        let mut all = BTreeMap::new();
        for Round { scales, people, .. } in Round::all(snapshot) {
            for (measure, scale) in scales {
                let changes = people.iter().filter_map(|(id, person)| {
                    let change = person.on(&scale).paired()?.change();
                    Some(((*id).clone(), Measured::new(change).ok()?))
                });
                // Nobody is there twice: a person has one enrolment in a role.
                all.extend(Arm::new(changes).ok().map(|arm| (measure, arm)));
            }
        }
        all
    }

    fn count_milestones(&mut self, snapshot: &Snapshot<'_>) {
        let mut began: HashMap<&PersonId, Date> = HashMap::new();
        for (_, pairing) in snapshot.pairings() {
            let first = began.entry(&pairing.mentee).or_insert(pairing.started);
            *first = pairing.started.min(*first);
        }
        self.mentees = u64::try_from(began.len()).unwrap_or(u64::MAX);
        // Milestones of one person and kind stand together, by date.
        let milestones = &snapshot.record().facts().milestones;
        for turns in milestones.chunk_by(|a, b| (&a.person, &a.kind) == (&b.person, &b.kind)) {
            let turns = &turns[..turns.partition_point(|turn| turn.on <= snapshot.on().date)];
            let Some(start) = turns.first().and_then(|first| began.get(&first.person)) else { continue };
            let has = |on: Date| {
                let last = turns.iter().rfind(|turn: &&Milestone| turn.on <= on);
                // Who loses something first had it before.
                last.map_or(turns[0].turn == Turn::Lost, |turn| turn.turn == Turn::Reached)
            };
            let switch = Switch::between(has(*start), has(snapshot.on().date));
            self.milestones.entry(turns[0].kind.clone()).or_default().add(switch);
        }
    }

    /// What changed, measure by measure.
    pub fn measures(&self) -> &BTreeMap<Measure, Changed> {
        &self.measures
    }

    /// By measure, how many mentees are clearly better than before on the whole scale, where that can be told.
    pub(super) fn improved(&self, on: &AsOf) -> impl Iterator<Item = (&Measure, u64)> {
        let mentees = |measure: &Measure| measure.role == Party::Mentee && measure.subscale.is_none();
        let theirs = self.measures.iter().filter(move |(measure, _)| mentees(measure));
        let on = *on;
        theirs.filter_map(move |(measure, changed)| Some((measure, changed.verdicts(&on)?.improved())))
    }

    /// What became of a milestone among all mentees with a pairing, between the start of their first and now.
    pub fn milestone(&self, kind: &Label) -> Switches {
        let mut switches = self.milestones.get(kind).copied().unwrap_or_default();
        let others = self.mentees.saturating_sub(switches.n());
        switches.merge(&Switches::of_never(others));
        switches
    }

    /// Takes all that another has taken.
    pub fn merge(&mut self, other: &Self) {
        for (measure, changed) in &other.measures {
            self.measures.entry(measure.clone()).or_default().merge(changed);
        }
        self.mentees = self.mentees.saturating_add(other.mentees);
        for (kind, switches) in &other.milestones {
            self.milestones.entry(kind.clone()).or_default().merge(switches);
        }
    }

    /// The figures of growth.
    pub fn estimates(&self, on: &AsOf) -> Vec<Estimate> {
        let mut all = Vec::new();
        for (measure, changed) in &self.measures {
            let about = |estimate: Estimate| estimate.about(measure.about());
            all.extend(changed.estimates(on).into_iter().map(about));
        }
        for kind in self.milestones.keys() {
            let switches = self.milestone(kind);
            let about = [About::Milestone(kind.clone())];
            let gain = Estimate::new(Indicator::MilestoneGain, on);
            let interval = switches.change_interval(on.confidence);
            all.push(gain.with(switches.change(), interval, switches.n()).about(about.clone()));
            let test = Estimate::new(Indicator::MilestoneTest, on);
            all.push(test.with(switches.p_value(), None, switches.n()).about(about));
        }
        all
    }
}

impl Changed {
    fn estimates(&self, on: &AsOf) -> Vec<Estimate> {
        let growth = self.change.finish();
        let n = growth.people();
        let lost = self.followed.finish();
        let came = self.came();
        let missing = came.of() - came.hits();
        let new = |indicator, value, interval| {
            Estimate::new(indicator, on)
                .with(value, interval, n)
                .missing(missing)
                .keep_in_mind(low_response(came))
        };
        let all_equal = (n > 1 && growth.d_z().is_none()).then_some(Caveat::AllEqual);
        let detectable = detectable_d_z(n, Power::default(), on.confidence)
            .map(|deviations| Caveat::Detectable { deviations });
        let gap = lost.baseline_gap().zip(lost.balance());
        let attrition = gap.map(|(gap, balance)| Caveat::Attrition { gap, balance });
        let others = (self.others > 0).then_some(Caveat::FirstCounts { others: self.others });
        let looking_back = (self.baseline == Baseline::LookingBack).then_some(Caveat::LookingBack);
        let mut all = vec![
            new(Indicator::MeanChange, growth.mean(), growth.interval(on.confidence))
                .keep_in_mind(self.if_missing(&growth, missing))
                .keep_in_mind(Some(Caveat::NoComparison))
                .keep_in_mind(looking_back)
                .keep_in_mind(attrition)
                .keep_in_mind(others)
                .keep_in_mind(all_equal.clone()),
            new(Indicator::StandardisedChange, growth.d_z(), growth.d_z_interval(on.confidence))
                .keep_in_mind(detectable)
                .keep_in_mind(all_equal),
            new(Indicator::ChangeForReporting, growth.g_av(Correction::Approximate), None),
        ];
        let ranks = SignedRanks::of(&self.change, Zeros::Dropped);
        let p = ranks.p_exact().or_else(|| ranks.p_normal(Continuity::Corrected));
        all.push(new(Indicator::RankTest, p, None));
        all.push(new(Indicator::RankChange, ranks.rank_biserial(), None));
        let improved = Share::within(Directions::of(&self.change, self.better).improved(), n);
        all.push(new(Indicator::Improved, improved.value(), improved.wilson(on.confidence)));
        if let Some(verdicts) = self.verdicts_of(growth.pre_deviation(), on) {
            for (indicator, people) in [
                (Indicator::ReliablyImproved, verdicts.improved()),
                (Indicator::ReliablyWorse, verdicts.deteriorated()),
            ] {
                let share = Share::within(people, verdicts.people());
                all.push(new(indicator, share.value(), share.wilson(on.confidence)));
            }
        }
        all.push(Estimate::of_share(Indicator::Attrition, on, self.lost));
        let smaller = self.lost.hits().min(self.lost.of() - self.lost.hits());
        let gap = Estimate::new(Indicator::BaselineGap, on).with(lost.baseline_gap(), None, self.lost.of());
        all.push(gap.of_people(smaller));
        all
    }

    /// Who changed by more than the error of the scale: none when its reliability is not known.
    pub fn verdicts(&self, on: &AsOf) -> Option<Verdicts> {
        self.verdicts_of(self.change.finish().pre_deviation(), on)
    }

    fn verdicts_of(&self, deviation: Option<f64>, on: &AsOf) -> Option<Verdicts> {
        let deviation = deviation?;
        let alpha = self.items.finish().ok()?.alpha()?;
        let criterion = ReliableChange::new(deviation, alpha.max(0.0), self.better, on.confidence).ok()?;
        let mut verdicts = Verdicts::default();
        for (pair, people) in self.change.pairs() {
            verdicts.add_many(criterion.verdict(pair), people);
        }
        Some(verdicts)
    }

    /// The mean change if all who are missing had fallen, or risen, by the whole length of the scale.
    fn if_missing(&self, growth: &Growth, missing: u64) -> Option<Caveat> {
        let length = self.range[1] - self.range[0];
        let (n, mean) = (real(growth.people()), growth.mean()?);
        let all = n + real(missing);
        let bound = |change: f64| (mean * n + change * real(missing)) / all;
        (missing > 0).then(|| Caveat::IfMissing { lowest: bound(-length), highest: bound(length) })
    }
}
