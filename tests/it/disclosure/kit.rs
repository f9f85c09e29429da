//! Invented programmes, the figures of them, and an attacker who subtracts.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    disclosure::{Internal, Missing, Policy, PublicFigures, Published, ShownFigure, ShownValue, Threshold},
    id::InstrumentId,
    impact::{About, AsOf, Estimate, Health, Indicator, Share, Stage, Ties},
    introduction::Party,
    jiff::civil::{Date, date},
    people::Label,
};
use proptest::prelude::*;

pub(super) const DAY: Date = date(2026, 12, 31);

pub(super) fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

pub(super) fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

/// A policy of a threshold, for the steering group where that is allowed.
pub(super) fn policy(k: u64) -> Policy {
    Policy::steering(DAY).stricter(Threshold::new(k).unwrap()).unwrap()
}

pub(super) fn share(indicator: Indicator, hits: u64, of: u64) -> Estimate {
    Estimate::of_share(indicator, &AsOf::new(DAY), Share::new(hits, of).unwrap())
}

pub(super) fn figure(indicator: Indicator, value: f64, n: u64) -> Estimate {
    Estimate { value: Some(value), ..share(indicator, 0, n) }.without_interval()
}

pub(super) trait WithoutInterval {
    fn without_interval(self) -> Self;
}

impl WithoutInterval for Estimate {
    fn without_interval(self) -> Self {
        Self { interval: None, ..self }
    }
}

pub(super) fn asked() -> [About; 3] {
    [
        About::Instrument(InstrumentId::new("satisfied").unwrap(), 1),
        About::Wave(mentorship::feedback::Wave::After),
        About::Role(Party::Mentee),
    ]
}

pub(super) fn release(estimates: &[Estimate], policy: &Policy) -> Published<PublicFigures> {
    Internal::new(estimates.to_vec()).release(policy)
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    None,
    Blank,
    Dissatisfied,
    Satisfied,
}

#[expect(clippy::struct_excessive_bools, reason = "somebody drawn at random has many sides")]
#[derive(Clone)]
pub(super) struct Person {
    role: Party,
    group: Option<u8>,
    stage: Stage,
    present: bool,
    matched_now: bool,
    health: Health,
    due: bool,
    answer: Answer,
    overloaded: bool,
}

/// Short, as a failing case has two hundred of them.
impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.role, self.stage)
    }
}

/// Programmes of some size, in which most go far and most are satisfied.
pub(super) fn programme(most: usize) -> impl Strategy<Value = Vec<Person>> {
    let person = (0_u8..10, 0_u8..10, 0_u8..20, 0_u8..10, 0_u8..10, 0_u8..20).prop_map(
        |(role, group, stage, now, health, answer)| {
            let role = if role < 7 { Party::Mentee } else { Party::Mentor };
            let stage = Stage::ALL[usize::from(stage.min(6 + stage % 2)).min(6)];
            let present = now < 8 && stage >= Stage::Ready;
            Person {
                role,
                group: [
                    Some(0),
                    Some(0),
                    Some(0),
                    Some(0),
                    Some(1),
                    Some(1),
                    Some(1),
                    Some(2),
                    Some(2),
                    None,
                ][usize::from(group)],
                stage,
                present,
                matched_now: present && now < 6 && stage >= Stage::Matched,
                health: Health::ALL[[2_usize, 2, 2, 2, 2, 2, 3, 1, 0, 4][usize::from(health)]],
                due: stage >= Stage::Met,
                answer: match answer {
                    ..12 => Answer::Satisfied,
                    12..16 => Answer::Dissatisfied,
                    16 => Answer::Blank,
                    _ => Answer::None,
                },
                overloaded: now == 5,
            }
        },
    );
    prop::collection::vec(person, 0..most)
}

fn of_people(people: &[&Person]) -> Vec<Estimate> {
    let count = |which: &dyn Fn(&Person) -> bool| {
        u64::try_from(people.iter().filter(|person| which(person)).count()).unwrap()
    };
    let reached = |role, stage| count(&|p| p.role == role && p.stage >= stage);
    let served = count(&|p| p.stage >= Stage::Matched);
    let real = |n: u64| f64::from(u32::try_from(n).unwrap());
    let counted = |indicator, value, n| figure(indicator, real(value), n);
    let mut all = vec![counted(Indicator::Served, served, served)];
    for role in Party::BOTH {
        for stage in Stage::ALL {
            let about = [About::Role(role), About::Stage(stage)];
            if let Some(before) = Stage::ALL.into_iter().rev().find(|other| *other < stage) {
                let step = share(Indicator::FunnelStep, reached(role, stage), reached(role, before));
                all.push(step.about(about.clone()));
            }
            let far = share(Indicator::FunnelReached, reached(role, stage), reached(role, Stage::Invited));
            all.push(far.about(about));
        }
    }
    let mentee = Party::Mentee;
    let ready = reached(mentee, Stage::Ready);
    all.push(share(Indicator::EverMatched, reached(mentee, Stage::Matched), ready));
    let present = count(&|p| p.role == mentee && p.present);
    all.push(share(Indicator::MatchedNow, count(&|p| p.role == mentee && p.matched_now), present));
    let mentors = count(&|p| p.role == Party::Mentor && p.present);
    let idle = count(&|p| p.role == Party::Mentor && p.present && !p.matched_now);
    let overloaded = count(&|p| p.role == Party::Mentor && p.matched_now && p.overloaded);
    all.push(counted(Indicator::IdleMentors, idle, mentors));
    all.push(counted(Indicator::OverloadedMentors, overloaded, mentors));
    let running = count(&|p| p.role == mentee && p.matched_now);
    for health in Health::ALL {
        let fares = count(&|p| p.role == mentee && p.matched_now && p.health == health);
        all.push(counted(Indicator::Health, fares, running).about([About::Health(health)]));
    }
    let asked_of = |p: &Person| p.role == mentee && p.due;
    let due = count(&asked_of);
    let came = count(&|p| asked_of(p) && p.answer > Answer::None);
    let answered = count(&|p| asked_of(p) && p.answer > Answer::Blank);
    let satisfied = count(&|p| asked_of(p) && p.answer == Answer::Satisfied);
    all.push(share(Indicator::ResponseRate, came, due).about(asked()));
    let told = Estimate { missing: due - answered, ..share(Indicator::Satisfied, satisfied, answered) };
    all.push(told.about(asked()));
    all
}

/// The figures of a programme, with those of its groups.
pub(super) fn figures(people: &[Person]) -> Vec<Estimate> {
    let mut all = of_people(&people.iter().collect::<Vec<_>>());
    for group in 0..3 {
        let theirs: Vec<&Person> = people.iter().filter(|person| person.group == Some(group)).collect();
        if !theirs.is_empty() {
            let about = About::Group(label("neighbourhood"), label(&format!("wijk {group}")));
            all.extend(of_people(&theirs).into_iter().map(|figure| figure.about([about.clone()])));
        }
    }
    all
}

/// All, or the group that a figure speaks of, with its dimension.
fn whose(shown: &ShownFigure) -> String {
    let group = shown.about().iter().find_map(|part| match part {
        About::Group(dimension, label) => Some(format!("{dimension} {label}")),
        _ => None,
    });
    group.unwrap_or_else(|| "all".to_owned())
}

/// Somebody who knows how the counts hang together, and all that is shown.
#[derive(Default)]
pub(super) struct Attacker {
    known: BTreeMap<String, f64>,
    /// Σ factor · count = 0.
    equations: Vec<Vec<(String, f64)>>,
}

impl Attacker {
    pub(super) fn reading(published: &PublicFigures) -> Self {
        let mut attacker = Self::default();
        for shown in published.shown() {
            attacker.read(shown);
        }
        let groups: Vec<String> = (0..3).map(|group| format!("wijk {group}")).collect();
        for whose in groups.iter().map(String::as_str).chain(["all"]) {
            attacker.understand(whose);
        }
        let names: Vec<String> = attacker.names();
        for name in names.iter().filter_map(|name| name.strip_prefix("all/")) {
            let mut parts: Vec<String> = groups.iter().map(|group| format!("{group}/{name}")).collect();
            parts.push(format!("nowhere/{name}"));
            attacker.sum(&format!("all/{name}"), &parts);
        }
        attacker
    }

    fn read(&mut self, shown: &ShownFigure) {
        use Indicator as I;
        let whose = shown.about().iter().find_map(|part| match part {
            About::Group(_, label) => Some(label.to_string()),
            _ => None,
        });
        let whose = whose.unwrap_or_else(|| "all".to_owned());
        let part = |which: &dyn Fn(&About) -> bool| {
            shown.about().iter().find(|part| which(part)).map_or_else(String::new, ToString::to_string)
        };
        let role = part(&|part| matches!(part, About::Role(_)));
        let stage = part(&|part| matches!(part, About::Stage(_)));
        let health = part(&|part| matches!(part, About::Health(_)));
        let before = Stage::ALL.windows(2).find(|two| two[1].to_string() == stage).map(|two| two[0]);
        let came_to = |role: &str, stage: &str| format!("{whose}/{role} {stage}");
        let (of, hits) = match shown.indicator() {
            I::Served => (None, format!("{whose}/served")),
            I::FunnelReached => (Some(came_to(&role, "invited")), came_to(&role, &stage)),
            I::FunnelStep => (Some(came_to(&role, &before.unwrap().to_string())), came_to(&role, &stage)),
            I::EverMatched => (Some(came_to("mentees", "ready")), came_to("mentees", "matched")),
            I::MatchedNow => (Some(format!("{whose}/present")), format!("{whose}/matched now")),
            I::IdleMentors => (Some(format!("{whose}/mentors present")), format!("{whose}/idle")),
            I::OverloadedMentors => (Some(format!("{whose}/mentors present")), format!("{whose}/overloaded")),
            I::Health => (Some(format!("{whose}/running")), format!("{whose}/{health}")),
            I::ResponseRate => (Some(format!("{whose}/due")), format!("{whose}/came")),
            I::Satisfied => (Some(format!("{whose}/answered")), format!("{whose}/satisfied")),
            other => panic!("the attacker does not know {other:?}"),
        };
        let real = |n: u64| f64::from(u32::try_from(n).unwrap());
        if let (Some(of), Some(n)) = (of, shown.n()) {
            self.know(of, real(n));
            if let (I::Satisfied, Missing::Exactly(missing)) = (shown.indicator(), shown.missing()) {
                self.know(format!("{whose}/due"), real(n + missing));
            }
        }
        if let ShownValue::Exactly(value) = shown.value() {
            match shown.indicator() {
                I::Served | I::IdleMentors | I::OverloadedMentors | I::Health => self.know(hits, value),
                _ => self.know(hits, (value * real(shown.n().expect("a share tells its n"))).round()),
            }
        }
    }

    /// The same of people and their ties. Nothing else is read.
    pub(super) fn among_neighbours(published: &PublicFigures) -> Self {
        let mut attacker = Self::default();
        let mut all = BTreeSet::new();
        for shown in published.shown() {
            all.insert(whose(shown));
            attacker.read_ties(shown);
        }
        for whose in &all {
            attacker.understand_ties(whose);
        }
        for dimension in ["street", "newcomer"] {
            for name in ["people", "told/ties", "beyond/ties"] {
                let theirs = all.iter().filter(|whose| whose.starts_with(dimension));
                let mut parts: Vec<String> = theirs.map(|whose| format!("{whose}/{name}")).collect();
                parts.push(format!("no {dimension}/{name}"));
                attacker.sum(&format!("all/{name}"), &parts);
            }
        }
        attacker
    }

    fn read_ties(&mut self, shown: &ShownFigure) {
        use Indicator as I;
        let whose = whose(shown);
        let layer = match shown.about().iter().find(|part| matches!(part, About::Ties(_))) {
            Some(About::Ties(Ties::Told)) => "told",
            Some(About::Ties(Ties::ToldBeyond)) => "beyond",
            None if shown.indicator() == I::SurveyResponse => "told",
            Some(_) | None => return,
        };
        let name = |name: &str| format!("{whose}/{layer}/{name}");
        let all = |name: &str| format!("{whose}/{name}");
        let by = shown.about().iter().find(|part| matches!(part, About::By(_)));
        let (of, hits) = match shown.indicator() {
            I::Clustering | I::Transitivity | I::Distance => (all("people"), None),
            I::LargestPart => (all("people"), Some(name("largest"))),
            I::Isolates => (all("people"), Some(name("alone"))),
            I::Bridges => (all("people"), Some(name("bridges"))),
            I::NewcomersConnected => (all("newcomers"), Some(name("connected"))),
            I::NewcomersReached => (all("newcomers"), Some(name("reached"))),
            I::Density => (name("ties"), None),
            I::Reciprocity => (name("ties"), Some(name("both ways"))),
            I::OldAndYoung => (name("pairs"), Some(name("spanning"))),
            I::SurveyResponse => (all("asked"), Some(all("answered"))),
            I::TieBalance => {
                // The number is not told; that of all ties is, if all have a group.
                let ties = self.known.get(&name("ties")).copied();
                if let (Some(ties), Some(index)) =
                    (ties.filter(|ties| *ties < 150.0), shown.value().exactly())
                    && by == Some(&About::By(label("street")))
                {
                    self.know(name("between streets"), (f64::midpoint(1.0, index) * ties).round());
                }
                return;
            }
            _ => return,
        };
        let n = shown.n().map(|n| f64::from(u32::try_from(n).unwrap()));
        if let Some(n) = n {
            self.know(of, n);
        }
        if let (Some(hits), Some(value)) = (hits, shown.value().exactly()) {
            match shown.indicator() {
                I::Isolates | I::Bridges => self.know(hits, value),
                _ => {
                    if let Some(n) = n {
                        self.know(hits, (value * n).round());
                    }
                }
            }
        }
    }

    fn understand_ties(&mut self, whose: &str) {
        let all = |name: &str| format!("{whose}/{name}");
        self.sum(&all("people"), &[all("answered"), all("only named")]);
        self.sum(&all("people"), &[all("newcomers"), all("others")]);
        for layer in ["told", "beyond"] {
            let name = |name: &str| format!("{whose}/{layer}/{name}");
            for (whole, parts) in [
                (all("people"), ["largest", "outside"]),
                (name("outside"), ["alone", "in small parts"]),
                (all("people"), ["alone", "tied"]),
                (name("tied"), ["bridges", "tied and no bridge"]),
                (all("people"), ["bridges", "no bridge"]),
                (all("newcomers"), ["connected", "not connected"]),
                (all("newcomers"), ["reached", "not reached"]),
                (name("largest"), ["reached", "established within"]),
                (name("outside"), ["not reached", "established outside"]),
                (name("tied"), ["connected", "tied but not so"]),
                (name("tied"), ["reached", "tied elsewhere"]),
                (name("ties"), ["both ways", "one way"]),
                (name("ties"), ["between streets", "within streets"]),
                (name("pairs"), ["spanning", "near in age"]),
            ] {
                self.sum(&whole, &parts.map(name));
            }
        }
        for counted in
            ["ties", "both ways", "one way", "between streets", "within streets", "pairs", "spanning"]
                .into_iter()
                .chain(["near in age", "largest", "tied", "connected", "reached"])
        {
            let [told, beyond] = ["told", "beyond"].map(|layer| format!("{whose}/{layer}/{counted}"));
            self.sum(&told, &[beyond, format!("{whose}/{counted} by matching only")]);
        }
    }

    fn know(&mut self, name: String, value: f64) {
        let before = *self.known.entry(name).or_insert(value);
        assert!(near(before, value), "one count is told as {before} and as {value}");
    }

    fn sum(&mut self, whole: &str, parts: &[String]) {
        let parts = parts.iter().map(|part| (part.clone(), -1.0));
        self.equations.push([(whole.to_owned(), 1.0)].into_iter().chain(parts).collect());
    }

    fn understand(&mut self, whose: &str) {
        let name = |name: &str| format!("{whose}/{name}");
        for role in ["mentees", "mentors"] {
            // Of any two stages, since a name of its own is what is looked for: how many are between.
            for (at, from) in Stage::ALL.iter().enumerate() {
                for to in &Stage::ALL[at + 1..] {
                    let parts = [format!("{role} {to}"), format!("{role} from {from} not to {to}")];
                    self.sum(&name(&format!("{role} {from}")), &parts.map(|part| name(&part)));
                }
            }
        }
        let both = "served".to_owned();
        self.equations.push(
            [(both, 1.0), ("mentees matched".to_owned(), -1.0), ("mentors matched".to_owned(), -1.0)]
                .map(|(part, factor)| (name(&part), factor))
                .to_vec(),
        );
        let healths = Health::ALL.map(|health| health.to_string());
        let lists: [(&str, Vec<&str>); 9] = [
            ("mentees ready", vec!["present", "left"]),
            ("mentees matched", vec!["matched now", "matched before"]),
            ("present", vec!["matched now", "without"]),
            ("mentors ready", vec!["mentors present", "mentors left"]),
            ("mentors present", vec!["idle", "overloaded", "busy"]),
            ("running", healths.iter().map(String::as_str).collect()),
            ("due", vec!["came", "silent"]),
            ("came", vec!["answered", "blank"]),
            ("answered", vec!["satisfied", "not satisfied"]),
        ];
        for (whole, parts) in lists {
            let parts: Vec<String> = parts.into_iter().map(name).collect();
            self.sum(&name(whole), &parts);
        }
        self.sum(&name("due"), &[name("answered"), name("not answered")]);
        self.sum(&name("mentors present"), &[name("idle"), name("not idle")]);
        self.sum(&name("mentors present"), &[name("overloaded"), name("not overloaded")]);
    }

    fn names(&self) -> Vec<String> {
        let unknown = self.equations.iter().flatten().map(|(name, _)| name.clone());
        let mut names: Vec<String> = unknown.chain(self.known.keys().cloned()).collect();
        names.sort();
        names.dedup();
        names
    }

    /// Every count that follows from what is shown: by elimination, then also since no count is below zero.
    pub(super) fn finds(&self) -> BTreeMap<String, f64> {
        let names: BTreeMap<String, usize> =
            self.names().into_iter().filter(|name| !self.known.contains_key(name)).zip(0..).collect();
        let width = names.len();
        let mut rows: Vec<Vec<f64>> = Vec::new();
        for equation in &self.equations {
            // The last column is the negative of what is known.
            let mut row = vec![0.0; width + 1];
            for (name, factor) in equation {
                match (names.get(name), self.known.get(name)) {
                    (Some(at), _) => row[*at] += factor,
                    (None, Some(known)) => row[width] -= factor * known,
                    (None, None) => unreachable!("a name is known or not"),
                }
            }
            rows.push(row);
        }
        let mut found = self.known.clone();
        let mut done = 0;
        for column in 0..width {
            let Some(pivot) = (done..rows.len()).find(|&row| rows[row][column].abs() > 1e-7) else {
                continue;
            };
            rows.swap(done, pivot);
            let scale = rows[done][column];
            rows[done].iter_mut().for_each(|cell| *cell /= scale);
            let row = rows[done].clone();
            for (at, other) in rows.iter_mut().enumerate() {
                let factor = other[column];
                if at != done && factor.abs() > 1e-9 {
                    other.iter_mut().zip(&row).for_each(|(cell, by)| *cell -= factor * by);
                }
            }
            done += 1;
        }
        let by_column: Vec<&String> = names.keys().collect();
        for row in &rows[..done] {
            let unknown: Vec<usize> = (0..width).filter(|&at| row[at].abs() > 1e-7).collect();
            match unknown[..] {
                [one] => {
                    found.insert(by_column[one].clone(), row[width]);
                }
                // Counts that make nothing together are nothing.
                _ if row[width].abs() < 1e-7 && unknown.iter().all(|&at| row[at] > 0.0) => {
                    found.extend(unknown.iter().map(|&at| (by_column[at].clone(), 0.0)));
                }
                _ => {}
            }
        }
        found
    }
}
