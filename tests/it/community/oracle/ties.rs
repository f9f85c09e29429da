//! Living together, and ties between people.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    feedback::{Instrument, Keyed, Neighbour, Statements, Tie},
    id::PersonId,
    impact::{
        About, Accumulate, Caveat, ClusterTotal, FloatMoments, Indicator, Measured, Ties, bootstrap_ratio,
    },
    people::Label,
};
use serde_json::Value;

use super::{
    Case, Expected,
    network::{Table, by_group, correlation, jackknife},
    quantile, share,
};

/// Points of ten, of the items of a scale.
fn points(instrument: &Instrument, keys: &[String], statements: &Statements) -> Option<f64> {
    let asked = instrument.items().iter().filter(|item| keys.iter().any(|key| key == item.key.as_str()));
    let given: Vec<(f64, f64)> = asked
        .filter_map(|item| {
            let answer = *statements.items.get(&item.key)?;
            let above = if item.keyed == Keyed::Straight { answer - item.min } else { item.max - answer };
            Some((f64::from(above), f64::from(item.max - item.min)))
        })
        .collect();
    let percent = serde_json::to_value(instrument).unwrap()["minimum_answered_percent"].as_u64().unwrap();
    let enough = !given.is_empty() && 100 * given.len() as u64 >= percent * keys.len() as u64;
    let sum = |of: fn(&(f64, f64)) -> f64| given.iter().map(of).sum::<f64>();
    enough.then(|| 10.0 * sum(|item| item.0) / sum(|item| item.1))
}

/// The whole of an instrument and its subscales, with the keys of their items.
fn scales(instrument: &Instrument) -> Vec<(Option<Label>, Vec<String>)> {
    let all = instrument.items().iter().map(|item| item.key.to_string()).collect();
    let stored = serde_json::to_value(instrument).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let parts = stored["subscales"].as_object().unwrap().iter();
    let parts = parts.map(|(name, keys)| {
        (Some(Label::new(name).unwrap()), keys.as_array().unwrap().iter().map(text).collect())
    });
    [(None, all)].into_iter().chain(parts).collect()
}

/// Who is tied to whom, and what is known of them, by place.
struct Layer<'a> {
    ties: Ties,
    people: Vec<&'a PersonId>,
    table: Table,
}

impl<'a> Case<'a> {
    pub(super) fn community(&self, told: &mut Vec<Expected>) {
        let people = self.people();
        let surveyed: Vec<_> = people.iter().filter(|person| self.surveyed(person)).collect();
        let answered = surveyed.iter().filter(|person| self.current(person).is_some()).count();
        let asked = surveyed.iter().filter(|person| {
            let in_period = |row: &&Neighbour| row.asked.is_some_and(|on| self.in_period(on));
            self.current(person).is_some() || self.rounds(person).iter().any(in_period)
        });
        let asked = asked.count();
        let few = (10 * answered < 7 * asked)
            .then_some(Caveat::LowResponse { came: answered as u64, due: asked as u64 });
        self.cohesion(few.as_ref(), told);
        if asked > 0 {
            told.push(Expected::share(Indicator::SurveyResponse, &self.on, answered, asked));
        }
        for ties in Ties::ALL {
            let layer = self.layer(ties);
            if layer.table.arcs().is_empty() {
                continue;
            }
            let mut theirs = Vec::new();
            self.shape(&layer, &mut theirs);
            self.newcomers(&layer, &mut theirs);
            self.ages(&layer, &mut theirs);
            for dimension in self.dimensions() {
                self.groups(&layer, dimension, &mut theirs);
            }
            let mind = if ties == Ties::Made { Some(Caveat::MadeByMatching) } else { few.clone() };
            told.extend(
                theirs.into_iter().map(|figure| figure.about([About::Ties(ties)]).mind(mind.clone())),
            );
        }
    }

    fn cohesion(&self, few: Option<&Caveat>, told: &mut Vec<Expected>) {
        let drawn_by = self.meanings().drawn_by;
        for instrument in &self.facts.instruments {
            for (name, keys) in scales(instrument) {
                let mut all: Vec<(f64, Option<&Label>)> = Vec::new();
                for person in self.people().into_iter().filter(|person| self.surveyed(person)) {
                    let Some(row) = self.current(person) else { continue };
                    let Some(statements) = &row.statements else { continue };
                    if (&statements.instrument, statements.version) != (instrument.id(), instrument.version())
                    {
                        continue;
                    }
                    let drawn = drawn_by.as_ref().and_then(|dimension| row.groups.get(dimension));
                    all.extend(points(instrument, &keys, statements).map(|points| (points, drawn)));
                }
                if all.is_empty() {
                    continue;
                }
                let placed = |row: &&(f64, Option<&Label>)| drawn_by.is_none() || row.1.is_some();
                let counted: Vec<f64> =
                    all.iter().filter(placed).map(|row| (row.0 * 1e6).round() / 1e6).collect();
                let mean = (!counted.is_empty()).then(|| counted.iter().sum::<f64>() / counted.len() as f64);
                let mut clusters: BTreeMap<&Label, (i64, i64)> = BTreeMap::new();
                for (points, drawn) in &all {
                    if let Some(drawn) = drawn {
                        let cluster = clusters.entry(drawn).or_default();
                        *cluster = (cluster.0 + (points * 1e6).round() as i64, cluster.1 + 1);
                    }
                }
                let interval = if drawn_by.is_some() {
                    let totals: Vec<_> = clusters
                        .values()
                        .map(|&(numerator, denominator)| ClusterTotal { numerator, denominator })
                        .collect();
                    bootstrap_ratio(&totals, self.on.seed, self.on.replicates, self.on.confidence)
                        .map(|interval| interval.map(|points| points / 1e6))
                } else {
                    let moments: FloatMoments =
                        counted.iter().map(|points| Measured::new(*points).unwrap()).collect();
                    moments.finish().interval(self.on.confidence)
                };
                let left_out = all.len() - counted.len();
                let asked = About::Instrument(instrument.id().clone(), instrument.version());
                let drawn = drawn_by.as_ref().map(|_| Caveat::Clustered { clusters: clusters.len() as u64 });
                told.push(
                    Expected::new(Indicator::Cohesion, mean, counted.len())
                        .about([asked])
                        .about(name.map(About::Subscale))
                        .limits(interval.map(|interval| (interval.lower.value(), interval.upper.value())))
                        .mind(drawn)
                        .mind((left_out > 0).then_some(Caveat::NotPlaced { left_out: left_out as u64 }))
                        .mind(few.cloned()),
                );
            }
        }
    }

    /// Whether somebody told of a tie in the round that counts; who was never asked, in the period.
    fn in_their_round(&self, tie: &Tie) -> bool {
        let asked: Vec<_> = self.rounds(&tie.from).into_iter().filter(|row| row.asked.is_some()).collect();
        let of_tie = asked.iter().rev().find(|row| row.asked <= Some(tie.on));
        if asked.is_empty() {
            return self.in_period(tie.on);
        }
        let current = self.current(&tie.from).and_then(|row| row.asked);
        self.by_now(tie.on) && current.is_some() && of_tie.map(|row| row.asked) == Some(current)
    }

    fn layer(&self, ties: Ties) -> Layer<'a> {
        let everybody = self.people();
        let told: BTreeSet<(&PersonId, &PersonId)> = (self.facts.ties.iter())
            .filter(|tie| everybody.contains(&tie.from) && everybody.contains(&tie.to))
            .filter(|tie| self.in_their_round(tie))
            .map(|tie| (&tie.from, &tie.to))
            .collect();
        let made: BTreeSet<_> = self.pairings().into_iter().map(|row| (&row.mentor, &row.mentee)).collect();
        let named = |person: &PersonId| told.iter().any(|(from, to)| *from == person || *to == person);
        let answered = |person: &PersonId| self.surveyed(person) && self.current(person).is_some();
        let counts = |person: &&PersonId| match ties {
            Ties::Made => self.takes_part(person),
            Ties::Told | Ties::ToldBeyond => answered(person) || named(person),
        };
        let people: Vec<&PersonId> = everybody.into_iter().filter(counts).collect();
        let arcs: BTreeSet<(&PersonId, &PersonId)> = match ties {
            Ties::Made => made,
            Ties::Told => told.clone(),
            Ties::ToldBeyond => {
                told.iter().copied().filter(|(from, to)| !self.ever_matched(from, to)).collect()
            }
        };
        let row =
            |from: &&PersonId| people.iter().map(|to| from != to && arcs.contains(&(*from, *to))).collect();
        let table = Table(people.iter().map(row).collect());
        Layer { ties, people, table }
    }

    fn shape(&self, Layer { ties, table, .. }: &Layer<'_>, told: &mut Vec<Expected>) {
        let (arcs, nodes) = (table.arcs(), table.nodes());
        let returned = arcs.iter().filter(|(a, b)| table.0[*b][*a]).count();
        let with_tie = (0..nodes).filter(|node| !table.neighbours(*node).is_empty()).count();
        let of_ties =
            |indicator, value| Expected::new(indicator, value, arcs.len()).people(with_tie).no_limits();
        let of_people = |indicator, value| Expected::new(indicator, value, nodes).no_limits();
        told.push(of_ties(Indicator::Density, share(arcs.len(), nodes * (nodes - 1))));
        if *ties != Ties::Made {
            told.push(of_ties(Indicator::Reciprocity, share(returned, arcs.len())));
        }
        let parts = table.parts(None);
        let largest = parts.iter().map(Vec::len).max().unwrap();
        let count = |count: usize| Some(count as f64);
        told.extend([
            of_people(Indicator::Clustering, table.clustering()),
            of_people(Indicator::Transitivity, table.transitivity()),
            of_people(Indicator::Components, count(parts.len())),
            of_people(Indicator::LargestPart, share(largest, nodes)),
            of_people(Indicator::Isolates, count(nodes - with_tie)),
            of_people(Indicator::Bridges, count(table.bridges())),
        ]);
        if self.on.replicates > 0 {
            let steps: Vec<usize> =
                table.steps().into_iter().flatten().flatten().filter(|steps| *steps > 0).collect();
            told.extend([
                of_people(Indicator::Distance, share(steps.iter().sum(), steps.len())),
                of_people(Indicator::Reach, share(steps.len(), nodes * (nodes - 1))),
            ]);
        }
    }

    fn newcomers(&self, Layer { people, table, .. }: &Layer<'_>, told: &mut Vec<Expected>) {
        let newcomer: Vec<Option<bool>> = people.iter().map(|person| self.newcomer(person)).collect();
        let new: Vec<usize> = (0..people.len()).filter(|at| newcomer[*at] == Some(true)).collect();
        if new.is_empty() {
            return;
        }
        let established =
            |at: &usize| table.neighbours(*at).iter().any(|other| newcomer[*other] == Some(false));
        let tied = new.iter().filter(|at| established(at)).count();
        let parts = table.parts(None);
        let largest = parts.iter().map(Vec::len).max().unwrap();
        let in_largest = |at: &&usize| parts.iter().any(|part| part.len() == largest && part.contains(at));
        let reached = new.iter().filter(in_largest).count();
        told.push(Expected::share(Indicator::NewcomersConnected, &self.on, tied, new.len()));
        told.push(Expected::share(Indicator::NewcomersReached, &self.on, reached, new.len()));
    }

    fn ages(&self, Layer { people, table, .. }: &Layer<'_>, told: &mut Vec<Expected>) {
        let born: Vec<Option<i16>> = people.iter().map(|person| self.born(person)).collect();
        let left_out = born.iter().filter(|born| born.is_none()).count();
        if left_out == people.len() {
            return;
        }
        let left_out = (left_out > 0).then_some(Caveat::NotPlaced { left_out: left_out as u64 });
        let known: Vec<(usize, usize)> =
            table.arcs().into_iter().filter(|(a, b)| born[*a].is_some() && born[*b].is_some()).collect();
        let ends: BTreeSet<usize> = known.iter().flat_map(|(a, b)| [*a, *b]).collect();
        let years: Vec<(f64, f64)> =
            known.iter().map(|(a, b)| (f64::from(born[*a].unwrap()), f64::from(born[*b].unwrap()))).collect();
        let (value, limits) = jackknife(&years, correlation, self.on.confidence.z());
        told.push(
            Expected::new(Indicator::AgeAssortativity, value, known.len())
                .limits(limits)
                .people(ends.len())
                .mind(left_out.clone()),
        );
        let pairs: BTreeSet<(usize, usize)> = known.iter().map(|(a, b)| (*a.min(b), *a.max(b))).collect();
        let apart = pairs.iter().filter(|(a, b)| born[*a].unwrap().abs_diff(born[*b].unwrap()) >= 25).count();
        told.push(
            Expected::share(Indicator::OldAndYoung, &self.on, apart, pairs.len())
                .people(ends.len())
                .mind(left_out),
        );
    }

    fn groups(&self, layer: &Layer<'_>, dimension: &Label, told: &mut Vec<Expected>) {
        let Layer { ties, people, table } = layer;
        let labels: Vec<Option<&Label>> = people.iter().map(|person| self.label(person, dimension)).collect();
        let known: BTreeSet<&Label> = labels.iter().flatten().copied().collect();
        let group: Vec<Option<usize>> =
            labels.iter().map(|label| known.iter().position(|other| Some(*other) == *label)).collect();
        let placed: Vec<usize> = (0..people.len()).filter(|at| group[*at].is_some()).collect();
        let left_out = people.len() - placed.len();
        let arcs: Vec<(usize, usize)> =
            table.arcs().into_iter().filter(|(a, b)| group[*a].is_some() && group[*b].is_some()).collect();
        let ends: BTreeSet<usize> = arcs.iter().flat_map(|(a, b)| [*a, *b]).collect();
        let (mut could_be_out, mut could_be_in) = (0, 0);
        for a in &placed {
            for b in placed.iter().filter(|b| *b != a) {
                if group[*a] == group[*b] { could_be_in += 1 } else { could_be_out += 1 }
            }
        }
        // A comparison of groups speaks of those outside the largest, if they are fewer.
        let size = |of: usize| placed.iter().filter(|at| group[**at] == Some(of)).count();
        let largest = (0..known.len()).map(size).max().unwrap_or(0);
        let people_compared = ends.len().min(placed.len() - largest);
        let n = arcs.len();
        let out_of = |group: &[Option<usize>]| arcs.iter().filter(|(a, b)| group[*a] != group[*b]).count();
        let external = out_of(&group);
        let index =
            |external: usize, of: usize| (of > 0).then(|| (2.0 * external as f64 - of as f64) / of as f64);
        let new = |indicator, value| {
            Expected::new(indicator, value, n)
                .no_limits()
                .people(people_compared)
                .about([About::By(dimension.clone())])
                .mind((left_out > 0).then_some(Caveat::NotPlaced { left_out: left_out as u64 }))
        };
        let expected = index(could_be_out, could_be_out + could_be_in);
        let sizes = expected.filter(|_| n > 0).map(|expected| Caveat::BySizes {
            expected,
            lowest: index(n.saturating_sub(could_be_in), n).unwrap(),
            highest: index(n.min(could_be_out), n).unwrap(),
        });
        let lots =
            (*ties != Ties::Made && self.on.replicates > 0).then(|| self.dealt(&group, &placed, out_of));
        let luck = |of: &dyn Fn(usize) -> Option<f64>| {
            let dealt: Option<Vec<f64>> = lots.as_ref()?.iter().map(|external| of(*external)).collect();
            let (dealt, tail) = (dealt?, (1.0 - self.on.confidence.share()) / 2.0);
            Some(Caveat::ByLuck { lowest: quantile(&dealt, tail), highest: quantile(&dealt, 1.0 - tail) })
        };
        told.push(
            new(Indicator::TieBalance, index(external, n))
                .mind(sizes)
                .mind(luck(&|external| index(external, n))),
        );
        let bridging = |external: usize| share(external, could_be_out);
        told.push(new(Indicator::Bridging, bridging(external)).mind(luck(&bridging)));
        told.push(new(Indicator::DensityWithin, share(n - external, could_be_in)));
        if let Some(lots) = &lots {
            let far = |external: usize| (index(external, n).unwrap() - expected.unwrap()).abs();
            let as_far = |dealt: &&usize| far(**dealt) >= far(external) - 1e-9;
            let p = (n > 0)
                .then(|| (1.0 + lots.iter().filter(as_far).count() as f64) / (1.0 + lots.len() as f64));
            told.push(new(Indicator::TieBalanceTest, p));
        }
        let pairs: Vec<(usize, usize)> =
            arcs.iter().map(|(a, b)| (group[*a].unwrap(), group[*b].unwrap())).collect();
        let (value, limits) = jackknife(&pairs, by_group, self.on.confidence.z());
        told.push(new(Indicator::Assortativity, value).limits(limits));
    }

    /// How many arcs lead out each time that the groups are dealt out anew over those who have one.
    fn dealt(
        &self,
        group: &[Option<usize>],
        placed: &[usize],
        out_of: impl Fn(&[Option<usize>]) -> usize,
    ) -> Vec<usize> {
        let mut stream = super::Stream(self.on.seed);
        let mut dealt = group.to_vec();
        let each = (0..self.on.replicates).map(|_| {
            dealt.copy_from_slice(group);
            for i in (1..placed.len()).rev() {
                let j = (stream.next() % (i as u64 + 1)) as usize;
                dealt.swap(placed[i], placed[j]);
            }
            out_of(&dealt)
        });
        each.collect()
    }
}
