//! What it did to the community: cohesion, ties between people, and who is connected.

mod layer;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use self::layer::Groups;
use self::layer::Indexed;
use super::{
    About, Accumulate, AsOf, Caveat, ClusterTotal, Estimate, Indicator, Moments, Share, Snapshot, Ties,
    as_list, bootstrap_ratio, network::Network,
};
use crate::{
    feedback::{Belonging, Facts, Instrument, Neighbour, Scale, Statements, Tie},
    id::{InstrumentId, PersonId},
    people::Label,
};

/// The people of a community, the ties between them, and how they judge living together. It merges exactly: parts have
/// their people and ties, and the whole has those of all.
///
/// Who was asked in the survey, was named in it, or takes part belongs to it. Of each, the last round that they answered in
/// the period counts, with the ties they told of in it; of who was never asked, the ties that they told of in the period.
/// What somebody belongs to is what the last round in which they were asked says of it, else what they belonged to when they
/// enrolled. Ties told of count people who answered or were named; ties made count those who enrolled or have a pairing.
///
/// Parts may know the same people, each with some of the ties; the answers of one person all belong to one part, as they
/// would count twice otherwise.
///
/// What is stored of it says who named whom, so it is to be kept as the survey itself is. `Debug` shows numbers only.
///
/// ```
/// use mentorship::{feedback::{Facts, Record}, impact::{AsOf, Community, Snapshot, Ties}, jiff::civil::date};
///
/// let facts: Facts = serde_json::from_str(r#"{
///     "neighbours": [
///         { "person": "P-1", "asked": "2026-03-01", "answered": "2026-03-05", "groups": { "newcomer": "yes" } },
///         { "person": "P-2", "asked": "2026-03-01", "answered": "2026-03-07", "groups": { "newcomer": "no" } },
///         { "person": "P-3", "asked": "2026-03-01", "groups": { "newcomer": "no" } }
///     ],
///     "ties": [{ "from": "P-1", "to": "P-2", "kind": "could ask for help", "on": "2026-03-05" },
///              { "from": "P-2", "to": "P-1", "kind": "could ask for help", "on": "2026-03-07" }]
/// }"#)?;
/// let record = Record::new(facts)?;
/// let community = Community::of(&Snapshot::new(&record, AsOf::new(date(2026, 12, 31))));
/// assert_eq!(community.network(Ties::Told).reciprocity().value(), Some(1.0));
/// assert_eq!(community.response().value(), Some(2.0 / 3.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Community {
    people: BTreeMap<PersonId, Member>,
    /// Who named whom.
    told: BTreeSet<(PersonId, PersonId)>,
    /// Mentor and mentee of every pairing that has begun.
    made: BTreeSet<(PersonId, PersonId)>,
    /// Mentor and mentee of whom one named the other and who were ever matched, also where the pairing belongs to another
    /// part.
    matched: BTreeSet<(PersonId, PersonId)>,
    #[serde(with = "as_list")]
    cohesion: BTreeMap<Statement, Judged>,
}

/// What is known of somebody.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
    groups: BTreeMap<Label, Label>,
    born: Option<i16>,
    /// Whether they are a newcomer; none when nobody says.
    newcomer: Option<bool>,
    survey: Survey,
    /// Whether they take part in the programme.
    enrolled: bool,
}

/// How far somebody came with the survey.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Survey {
    #[default]
    NotAsked,
    Asked,
    Answered,
}

/// A scale of statements.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Statement(InstrumentId, u16, Option<Label>);

/// How people judged, in millionths of a point of ten, so that parts add up to the whole exactly. By the group they were
/// drawn with; none when people were drawn one by one, or nobody knows. Where people were drawn together, those of whom it
/// is not known with whom are left out of the mean as of its limits.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Judged {
    drawn_together: bool,
    #[serde(with = "as_list")]
    by: BTreeMap<Option<Label>, Moments>,
}

impl Member {
    /// What two parts know of one person.
    fn merge(&mut self, other: &Self) {
        for (dimension, label) in &other.groups {
            // Where the two disagree, the label that comes first, so that neither order nor partition matters.
            let mine = self.groups.entry(dimension.clone()).or_insert_with(|| label.clone());
            if label < mine {
                *mine = label.clone();
            }
        }
        self.born = self.born.max(other.born);
        self.newcomer = self.newcomer.max(other.newcomer);
        self.survey = self.survey.max(other.survey);
        self.enrolled |= other.enrolled;
    }
}

/// All who are in a record, in the order of their identifiers: each has a place, so that a name is looked up once.
struct Everybody<'a> {
    names: Vec<&'a PersonId>,
    places: HashMap<&'a PersonId, usize>,
}

impl<'a> Everybody<'a> {
    fn of(facts: &'a Facts) -> Self {
        let neighbours = facts.neighbours.iter().map(|row| &row.person);
        let mut names: Vec<&PersonId> =
            neighbours.chain(facts.enrolments.iter().map(|row| &row.person)).collect();
        // Both lists are sorted, which a stable sort takes advantage of.
        names.sort();
        names.dedup();
        let places = names.iter().enumerate().map(|(place, name)| (*name, place)).collect();
        Self { names, places }
    }

    fn place(&self, person: &PersonId) -> usize {
        *self
            .places
            .get(person)
            .expect("who is paired is enrolled, and who is named is enrolled or a neighbour")
    }
}

/// The answered rounds of somebody.
struct Rounds<'a> {
    rows: &'a [Neighbour],
    /// The last that was answered in the period.
    current: Option<&'a Neighbour>,
}

impl<'a> Rounds<'a> {
    fn of(rows: &'a [Neighbour], on: &AsOf) -> Self {
        let answered = |row: &&Neighbour| row.answered.is_some_and(|answered| in_period(on, answered));
        Self { rows, current: rows.iter().rfind(answered) }
    }

    /// Whether what was told on a day was told in the last round that was answered, before or in the period; who was never
    /// asked tells at any time of it.
    fn counts(&self, told: Date, on: &AsOf) -> bool {
        let round = self.rows.iter().rfind(|row| row.asked.is_some_and(|asked| asked <= told));
        match (round, self.current) {
            (Some(round), Some(current)) => round.asked == current.asked,
            (Some(_), None) => false,
            (None, _) => self.rows.iter().all(|row| row.asked.is_none()) && in_period(on, told),
        }
    }
}

impl Community {
    /// Years of birth so far apart make a tie one between old and young.
    pub const YEARS_APART: u32 = 25;

    /// Counts a snapshot.
    pub fn of(snapshot: &Snapshot<'_>) -> Self {
        let facts = snapshot.record().facts();
        let on = snapshot.on();
        let by_now = |day: Option<Date>| day.is_some_and(|day| day <= on.date);
        let everybody = Everybody::of(facts);
        let at = |person: &PersonId| everybody.place(person);
        // By place, here and below.
        let mut people: Vec<Option<Member>> = Vec::new();
        people.resize_with(everybody.names.len(), || None);
        let mut rounds: Vec<Option<Rounds<'_>>> = Vec::new();
        rounds.resize_with(everybody.names.len(), || None);
        // Neighbours stand together by person, then by round.
        for rows in facts.neighbours.chunk_by(|a, b| a.person == b.person) {
            rounds[at(&rows[0].person)] = Some(Rounds::of(rows, on));
        }
        for row in snapshot.neighbours().filter(|row| row.asked.is_none_or(|asked| asked <= on.date)) {
            let place = at(&row.person);
            let asked = row.asked.is_some_and(|asked| on.since.is_none_or(|since| since <= asked));
            let answered = rounds[place].as_ref().is_some_and(|rounds| rounds.current.is_some());
            let member = people[place].get_or_insert_default();
            member.survey = member.survey.max(match (asked, answered) {
                (_, true) => Survey::Answered,
                (true, false) => Survey::Asked,
                (false, false) => Survey::NotAsked,
            });
        }
        for (_, row) in snapshot.enrolments().filter(|(_, row)| by_now(row.enrolled)) {
            people[at(&row.person)].get_or_insert_default().enrolled = true;
        }
        for (_, pairing) in snapshot.pairings() {
            for person in [&pairing.mentor, &pairing.mentee] {
                people[at(person)].get_or_insert_default().enrolled = true;
            }
        }
        // What is known of somebody is the same in every part that they belong to: what the last round says, then what one
        // before it says, then what they said when they enrolled.
        for (member, rounds) in people.iter_mut().zip(&rounds) {
            if let (Some(member), Some(rounds)) = (member, rounds) {
                let by_now =
                    rounds.rows.iter().rev().filter(|row| row.asked.is_none_or(|asked| asked <= on.date));
                for row in by_now {
                    member.knows(&row.groups);
                    member.born = member.born.or(row.born);
                }
            }
        }
        let (mut matched, mut paired) = (HashSet::new(), vec![false; everybody.names.len()]);
        for pairing in facts.pairings.iter().filter(|pairing| pairing.started <= on.date) {
            let (mentor, mentee) = (at(&pairing.mentor), at(&pairing.mentee));
            matched.insert((mentor, mentee));
            (paired[mentor], paired[mentee]) = (true, true);
        }
        for row in &facts.enrolments {
            let place = at(&row.person);
            if let Some(member) = &mut people[place]
                && (by_now(row.enrolled) || paired[place])
            {
                member.knows(&row.groups);
            }
        }
        for member in people.iter_mut().flatten() {
            member.newcomer = member.is_newcomer(snapshot.record().meanings().newcomers.as_ref());
        }
        let made = snapshot.pairings().map(|(_, pairing)| (pairing.mentor.clone(), pairing.mentee.clone()));
        let mut community = Self { made: made.collect(), ..Self::default() };
        let (mut told, mut between_matched) = (Vec::new(), Vec::new());
        // Ties stand together by who names, then by who is named, who may be so for several things.
        for theirs in facts.ties.chunk_by(|a, b| a.from == b.from) {
            let from = at(&theirs[0].from);
            if people[from].is_none() {
                continue;
            }
            let rounds = rounds[from].as_ref();
            let counts = |tie: &Tie| {
                tie.on <= on.date && rounds.map_or(in_period(on, tie.on), |rounds| rounds.counts(tie.on, on))
            };
            for same in theirs.chunk_by(|a, b| a.to == b.to).filter(|same| same.iter().any(counts)) {
                let to = at(&same[0].to);
                if people[to].is_none() {
                    continue;
                }
                let pair = |(one, other): (usize, usize)| {
                    (everybody.names[one].clone(), everybody.names[other].clone())
                };
                if paired[from] && paired[to] {
                    let pairs = [(from, to), (to, from)].into_iter();
                    between_matched.extend(pairs.filter(|pair| matched.contains(pair)).map(pair));
                }
                told.push(pair((from, to)));
            }
        }
        community.told = told.into_iter().collect();
        community.matched = between_matched.into_iter().collect();
        let answered =
            |member: &Option<Member>| member.as_ref().is_some_and(|member| member.survey == Survey::Answered);
        let current = rounds.iter().zip(&people).filter(|(_, member)| answered(member));
        community.judge(snapshot, current.filter_map(|(rounds, _)| rounds.as_ref()?.current));
        let named = everybody.names.iter().zip(people);
        community.people = named.filter_map(|(person, member)| Some(((*person).clone(), member?))).collect();
        community
    }

    /// Counts how people judged the statements in their last rounds.
    fn judge<'a>(&mut self, snapshot: &Snapshot<'_>, rounds: impl Iterator<Item = &'a Neighbour>) {
        let drawn_by = snapshot.record().meanings().drawn_by.as_ref();
        let instruments = snapshot.record().facts().instruments.iter();
        let instruments: HashMap<(&InstrumentId, u16), (&Instrument, Vec<Scale<'_>>)> = instruments
            .map(|instrument| {
                ((instrument.id(), instrument.version()), (instrument, instrument.scales().collect()))
            })
            .collect();
        for row in rounds {
            let Some(Statements { instrument, version, items }) = &row.statements else { continue };
            let Some((asked, scales)) = instruments.get(&(instrument, *version)) else { continue };
            let answers: Vec<Option<i16>> =
                asked.items().iter().map(|item| items.get(&item.key).copied()).collect();
            let cluster = drawn_by.and_then(|dimension| row.groups.get(dimension));
            for scale in scales {
                let Some(score) = scale.score(&answers) else { continue };
                let statement = Statement(instrument.clone(), *version, scale.name().cloned());
                let judged = self.cohesion.entry(statement).or_default();
                judged.drawn_together |= drawn_by.is_some();
                judged.by.entry(cluster.cloned()).or_default().add(millionths(score.out_of_ten()));
            }
        }
    }

    /// Of the people who were asked in the survey, those who answered.
    pub fn response(&self) -> Share {
        let at_least = |stage: Survey| self.people.values().filter(|member| member.survey >= stage).count();
        Share::within(whole(at_least(Survey::Answered)), whole(at_least(Survey::Asked)))
    }

    /// The dimensions in which two people or more belong to different groups.
    pub fn dimensions(&self) -> BTreeSet<Label> {
        Indexed::of(self).dimensions().cloned().collect()
    }

    /// Who is tied to whom, without saying who that is.
    pub fn network(&self, ties: Ties) -> Network {
        Indexed::of(self).layer(ties).network
    }

    /// Ties from group to group of a dimension.
    pub fn groups(&self, ties: Ties, dimension: &Label) -> Groups {
        Indexed::of(self).layer(ties).groups(dimension)
    }

    /// Takes all that another has taken.
    pub fn merge(&mut self, other: &Self) {
        for (person, member) in &other.people {
            match self.people.get_mut(person) {
                Some(mine) => mine.merge(member),
                None => {
                    self.people.insert(person.clone(), member.clone());
                }
            }
        }
        self.told.extend(other.told.iter().cloned());
        self.made.extend(other.made.iter().cloned());
        self.matched.extend(other.matched.iter().cloned());
        for (statement, judged) in &other.cohesion {
            let mine = self.cohesion.entry(statement.clone()).or_default();
            mine.drawn_together |= judged.drawn_together;
            for (cluster, moments) in &judged.by {
                mine.by.entry(cluster.clone()).or_default().merge(moments);
            }
        }
    }

    /// The figures of the community. Distances and what chance does with labels are told when figures are resampled: they
    /// take longest.
    pub fn estimates(&self, on: &AsOf) -> Vec<Estimate> {
        let mut all = Vec::new();
        let response = self.response();
        let low_response = || super::voices::low_response(response);
        for (Statement(instrument, version, subscale), judged) in &self.cohesion {
            let about = [
                Some(About::Instrument(instrument.clone(), *version)),
                subscale.clone().map(About::Subscale),
            ];
            all.push(judged.estimate(on).about(about.into_iter().flatten()).keep_in_mind(low_response()));
        }
        all.extend((response.of() > 0).then(|| Estimate::of_share(Indicator::SurveyResponse, on, response)));
        let indexed = Indexed::of(self);
        for (ties, theirs) in Ties::ALL.into_iter().zip(indexed.estimates(on)) {
            let response = low_response().filter(|_| ties != Ties::Made);
            all.extend(theirs.into_iter().map(|estimate| estimate.keep_in_mind(response.clone())));
        }
        all
    }
}

impl std::fmt::Debug for Community {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Community")
            .field("people", &self.people.len())
            .field("told", &self.told.len())
            .field("made", &self.made.len())
            .finish_non_exhaustive()
    }
}

impl Member {
    /// Takes what is not known yet.
    fn knows(&mut self, groups: &BTreeMap<Label, Label>) {
        if self.groups.is_empty() {
            self.groups = groups.clone();
            return;
        }
        for (dimension, label) in groups {
            if !self.groups.contains_key(dimension) {
                self.groups.insert(dimension.clone(), label.clone());
            }
        }
    }

    fn is_newcomer(&self, newcomers: Option<&Belonging>) -> Option<bool> {
        let newcomers = newcomers?;
        self.groups.get(&newcomers.dimension).map(|label| *label == newcomers.label)
    }
}

impl Judged {
    fn estimate(&self, on: &AsOf) -> Estimate {
        let mut whole = Moments::default();
        for moments in self.by.iter().filter(|(cluster, _)| !self.drawn_together || cluster.is_some()) {
            whole.merge(moments.1);
        }
        let spread = whole.finish();
        let points = |millionths: f64| millionths / 1e6;
        let clusters: Vec<ClusterTotal> = self
            .by
            .iter()
            .filter(|(cluster, _)| cluster.is_some())
            .map(|(_, moments)| ClusterTotal {
                numerator: i64::try_from(moments.sum()).unwrap_or(i64::MAX),
                denominator: i64::try_from(moments.n()).unwrap_or(i64::MAX),
            })
            .collect();
        let interval = if self.drawn_together {
            bootstrap_ratio(&clusters, on.seed, on.replicates, on.confidence)
        } else {
            spread.interval(on.confidence)
        };
        let left_out = self.by.get(&None).map_or(0, Moments::n);
        let estimate = Estimate::new(Indicator::Cohesion, on);
        let estimate = estimate.with(spread.mean().map(points), interval.map(|i| i.map(points)), whole.n());
        if !self.drawn_together {
            return estimate;
        }
        let clustered = Caveat::Clustered { clusters: self::whole(clusters.len()) };
        estimate
            .keep_in_mind(Some(clustered))
            .keep_in_mind((left_out > 0).then_some(Caveat::NotPlaced { left_out }))
    }
}

/// A point of ten in whole millionths.
fn millionths(points: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a score lies between 0 and 10")]
    let whole = (points * 1e6).round() as i32;
    whole
}

fn in_period(on: &AsOf, date: Date) -> bool {
    on.since.is_none_or(|since| since <= date) && date <= on.date
}

fn whole(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
