//! Requirements, ready to be asked of any pair.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::graph::{NodeIndex, UnGraph};

use super::{
    columns::{SetPairs, Sparse, Values, Weeks, numbered},
    field::{Kind, Reader},
};
use crate::{
    criteria::{CriteriaRule, Field, Fields, Requirement},
    id::PersonId,
    people::{Cefr, Coordinates, Label, Metres, Mode, Profile, Quantity, Roster, TieKind},
};

/// What can be told of a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    Holds,
    Violated,
    Unknown,
}

impl Told {
    fn of(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Violated }
    }

    fn of_known(holds: Option<bool>) -> Self {
        holds.map_or(Self::Unknown, Self::of)
    }

    /// Holds as soon as one does, is violated when both are.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Holds, _) | (_, Self::Holds) => Self::Holds,
            (Self::Violated, Self::Violated) => Self::Violated,
            _ => Self::Unknown,
        }
    }

    /// Holds when both do, is violated as soon as one is.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Violated, _) | (_, Self::Violated) => Self::Violated,
            (Self::Holds, Self::Holds) => Self::Holds,
            _ => Self::Unknown,
        }
    }
}

/// A requirement over columns.
#[derive(Debug)]
pub(super) enum Column {
    SharedLanguage { spoken: SetPairs, perhaps: SetPairs },
    Overlap { weeks: Weeks, minutes: u16 },
    Reachable { mentors: Vec<Reach>, mentees: Vec<Reach>, limit: Option<Metres> },
    NoTies(Sparse<()>),
    NoneShared(SetPairs),
    Shared(SetPairs),
    Equal { answers: Values<u32>, wanted: bool },
    Within { numbers: Values<i64>, from: i64, to: i64 },
    SkillCovered { skills: SetPairs, asks_nothing: Vec<bool> },
    Confirmed(Values<bool>),
}

/// How somebody can be met.
#[derive(Debug)]
pub(super) struct Reach {
    pub(super) online: Told,
    pub(super) in_person: Told,
    pub(super) coordinates: Option<Coordinates>,
    pub(super) neighbourhood: Option<Label>,
    travels: Option<Metres>,
}

impl Reach {
    fn of(profile: &Profile) -> Self {
        let meets = |mode| Told::of_known(profile.modes.as_ref().map(|modes| modes.contains(&mode)));
        let place = profile.place.as_ref();
        Self {
            online: meets(Mode::Online),
            in_person: meets(Mode::InPerson),
            coordinates: place.and_then(|place| place.coordinates),
            neighbourhood: place.and_then(|place| place.neighbourhood.clone()),
            travels: profile.travels,
        }
    }

    /// Whether the two can meet in person as far as the way between them goes.
    fn near(&self, other: &Self, limit: Option<Metres>) -> Told {
        let distance = match (self.coordinates, other.coordinates) {
            (Some(here), Some(there)) => here.distance(there),
            _ if self.neighbourhood.is_some() && self.neighbourhood == other.neighbourhood => Metres(0),
            _ => return Told::Unknown,
        };
        let within_limit = Told::of(limit.is_none_or(|limit| distance <= limit));
        let travel = |reach: &Self| reach.travels.map(|Metres(metres)| u64::from(metres));
        let travelled = match (travel(self), travel(other)) {
            _ if distance == Metres(0) => Told::Holds,
            (Some(ours), Some(theirs)) => Told::of(u64::from(distance.0) <= ours + theirs),
            (Some(one), None) | (None, Some(one)) if u64::from(distance.0) <= one => Told::Holds,
            _ => Told::Unknown,
        };
        within_limit.and(travelled)
    }
}

impl Column {
    pub(super) fn new(
        requirement: &Requirement,
        roster: &Roster,
        reader: Reader<'_>,
    ) -> Result<Self, CriteriaRule> {
        let mentors = || roster.mentors().iter().map(|mentor| &mentor.profile);
        let mentees = || roster.mentees().iter().map(|mentee| &mentee.profile);
        let sets = |fields: &Fields| {
            let mentors: Vec<_> = mentors().map(|profile| reader.labels(profile, &fields.mentor)).collect();
            let mentees: Vec<_> = mentees().map(|profile| reader.labels(profile, &fields.mentee)).collect();
            SetPairs::of_labels(&mentors, &mentees)
        };
        Ok(match requirement {
            Requirement::SharedLanguage { level, .. } => Self::shared_language(*level, roster),
            Requirement::Overlap { minutes, .. } => {
                let mentors: Vec<_> = mentors().map(|profile| profile.availability.as_ref()).collect();
                let mentees: Vec<_> = mentees().map(|profile| profile.availability.as_ref()).collect();
                Self::Overlap { weeks: Weeks::new(&mentors, &mentees), minutes: *minutes }
            }
            Requirement::Reachable { metres, .. } => Self::Reachable {
                mentors: mentors().map(Reach::of).collect(),
                mentees: mentees().map(Reach::of).collect(),
                limit: *metres,
            },
            Requirement::NoTies { kinds, steps } => Self::NoTies(tied(roster, kinds, *steps)),
            Requirement::NoSharedAffiliation { .. } => {
                Self::NoneShared(sets(&Fields::both(Field::Affiliations)))
            }
            Requirement::Shared { field, .. } => {
                reader.kinds(field, "labels", |kind| kind != Kind::Number)?;
                Self::Shared(sets(field))
            }
            Requirement::Same { field, .. } | Requirement::Different { field, .. } => {
                let wanted = matches!(requirement, Requirement::Same { .. });
                Self::Equal { answers: codes(field, roster, reader)?, wanted }
            }
            Requirement::Within { field, from, to, .. } => Self::Within {
                numbers: numbers(field, ordered(field, reader)?, roster, reader),
                from: from.map_or(i64::MIN, Quantity::thousandths),
                to: to.map_or(i64::MAX, Quantity::thousandths),
            },
            Requirement::SkillCovered { importance, .. } => {
                let offered: Vec<_> =
                    roster.mentors().iter().map(|m| m.offers.as_ref().map(|o| o.keys().collect())).collect();
                let wanted: Vec<Option<Vec<_>>> = (roster.mentees().iter())
                    .map(|mentee| {
                        let wants = mentee.wants.as_ref()?;
                        Some(
                            wants
                                .iter()
                                .filter(|(_, w)| w.importance >= *importance)
                                .map(|(s, _)| s)
                                .collect(),
                        )
                    })
                    .collect();
                let asks_nothing =
                    wanted.iter().map(|wanted| wanted.as_ref().is_some_and(Vec::is_empty)).collect();
                Self::SkillCovered { skills: SetPairs::of_labels(&offered, &wanted), asks_nothing }
            }
            Requirement::Confirmed { within_days, .. } => {
                let confirmed = |profile: &Profile| profile.confirmed_within(*within_days, reader.on());
                Self::Confirmed(Values {
                    mentors: mentors().map(confirmed).collect(),
                    mentees: mentees().map(confirmed).collect(),
                })
            }
        })
    }

    fn shared_language(level: Cefr, roster: &Roster) -> Self {
        type Counts = fn(Option<Cefr>, Cefr) -> bool;
        fn at(profile: &Profile, level: Cefr, counts: Counts) -> Option<Vec<&Label>> {
            let languages = profile.languages.as_ref()?;
            Some(languages.iter().filter(|&(_, l)| counts(*l, level)).map(|(label, _)| label).collect())
        }
        let sets = |counts: Counts| {
            let mentors: Vec<_> = roster.mentors().iter().map(|m| at(&m.profile, level, counts)).collect();
            let mentees: Vec<_> = roster.mentees().iter().map(|m| at(&m.profile, level, counts)).collect();
            SetPairs::of_labels(&mentors, &mentees)
        };
        Self::SharedLanguage {
            spoken: sets(|spoken, level| spoken.is_some_and(|spoken| spoken >= level)),
            perhaps: sets(|spoken, level| spoken.is_none_or(|spoken| spoken >= level)),
        }
    }

    /// What can be told of a pair.
    pub(super) fn told(&self, mentor: usize, mentee: usize) -> Told {
        match self {
            Self::SharedLanguage { spoken, perhaps } => {
                if spoken.shared(mentor, mentee) > 0 {
                    Told::Holds
                } else if !spoken.known(mentor, mentee) || perhaps.shared(mentor, mentee) > 0 {
                    Told::Unknown
                } else {
                    Told::Violated
                }
            }
            Self::Overlap { weeks, minutes } => {
                Told::of_known(weeks.minutes(mentor, mentee).map(|both| both >= *minutes))
            }
            Self::Reachable { mentors, mentees, limit } => {
                let (mentor, mentee) = (&mentors[mentor], &mentees[mentee]);
                let online = mentor.online.and(mentee.online);
                let in_person = mentor.in_person.and(mentee.in_person);
                // The way between them is worth working out only where it can decide.
                match (online, in_person) {
                    (Told::Holds, _) | (_, Told::Violated) => online,
                    _ => online.or(in_person.and(mentor.near(mentee, *limit))),
                }
            }
            Self::NoTies(tied) => Told::of(tied.get(mentor, mentee).is_none()),
            Self::NoneShared(sets) => {
                Told::of_known(sets.known(mentor, mentee).then(|| sets.shared(mentor, mentee) == 0))
            }
            Self::Shared(sets) => {
                Told::of_known(sets.known(mentor, mentee).then(|| sets.shared(mentor, mentee) > 0))
            }
            Self::Equal { answers, wanted } => {
                Told::of_known(answers.pair(mentor, mentee).map(|(ours, theirs)| (ours == theirs) == *wanted))
            }
            Self::Within { numbers, from, to } => {
                let ahead = numbers.pair(mentor, mentee).map(|(ours, theirs)| ours - theirs);
                Told::of_known(ahead.map(|ahead| (*from..=*to).contains(&ahead)))
            }
            Self::SkillCovered { skills, asks_nothing } => {
                if asks_nothing[mentee] {
                    return Told::Holds;
                }
                Told::of_known(skills.known(mentor, mentee).then(|| skills.shared(mentor, mentee) > 0))
            }
            Self::Confirmed(Values { mentors, mentees }) => {
                Told::of_known(mentors[mentor]).and(Told::of_known(mentees[mentee]))
            }
        }
    }
}

/// A number for each answer of both sides; equal answers have equal numbers.
pub(super) fn codes(
    fields: &Fields,
    roster: &Roster,
    reader: Reader<'_>,
) -> Result<Values<u32>, CriteriaRule> {
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum Value<'a> {
        Label(&'a Label),
        Number(i64),
    }
    let (kind, _) = reader.kinds(fields, "one label, step or number", |kind| kind != Kind::Set)?;
    let value = |profile, field| match kind {
        Kind::Number => reader.number(profile, field, None).map(Value::Number),
        _ => reader.label(profile, field).map(Value::Label),
    };
    let mentors: Vec<_> = roster.mentors().iter().map(|m| value(&m.profile, &fields.mentor)).collect();
    let mentees: Vec<_> = roster.mentees().iter().map(|m| value(&m.profile, &fields.mentee)).collect();
    let codes = numbered(mentors.iter().chain(&mentees).flatten().copied());
    let code = |value: Option<Value<'_>>| {
        value.map(|value| u32::try_from(codes[&value]).expect("no more answers than people"))
    };
    Ok(Values {
        mentors: mentors.into_iter().map(code).collect(),
        mentees: mentees.into_iter().map(code).collect(),
    })
}

/// The numbers, or places on a scale, of both sides in thousandths.
pub(super) fn numbers(
    fields: &Fields,
    scale: Option<&[Label]>,
    roster: &Roster,
    reader: Reader<'_>,
) -> Values<i64> {
    let (mentors, mentees) = (roster.mentors().iter(), roster.mentees().iter());
    Values {
        mentors: mentors.map(|m| reader.number(&m.profile, &fields.mentor, scale)).collect(),
        mentees: mentees.map(|m| reader.number(&m.profile, &fields.mentee, scale)).collect(),
    }
}

/// The scale on which two fields are compared; `None` when both are numbers.
pub(super) fn ordered<'a>(fields: &Fields, reader: Reader<'a>) -> Result<Option<&'a [Label]>, CriteriaRule> {
    let expected = "steps of a scale, or numbers";
    let (kind, _) = reader.kinds(fields, expected, |kind| matches!(kind, Kind::Number | Kind::Scale(_)))?;
    if kind == Kind::Number { Ok(None) } else { reader.scale(fields, expected).map(Some) }
}

/// The mentors that a mentee is tied to by these kinds, over at most so many steps. A tie counts in both directions.
fn tied(roster: &Roster, kinds: &BTreeSet<TieKind>, steps: u8) -> Sparse<()> {
    let mut graph: UnGraph<Option<usize>, ()> = UnGraph::default();
    let mut nodes: BTreeMap<&PersonId, NodeIndex> = BTreeMap::new();
    for (at, mentor) in roster.mentors().iter().enumerate() {
        nodes.insert(&mentor.profile.person, graph.add_node(Some(at)));
    }
    for (_, profile) in roster.profiles() {
        for tie in profile.ties.iter().filter(|tie| kinds.is_empty() || kinds.contains(&tie.kind)) {
            let [a, b] = [&profile.person, &tie.to]
                .map(|person| *nodes.entry(person).or_insert_with(|| graph.add_node(None)));
            graph.update_edge(a, b, ());
        }
    }
    let mut pairs = BTreeSet::new();
    for (mentee, profile) in roster.mentees().iter().map(|mentee| &mentee.profile).enumerate() {
        let Some(&start) = nodes.get(&profile.person) else { continue };
        let mut seen = BTreeSet::from([start]);
        let mut queue = VecDeque::from([(start, 0)]);
        while let Some((node, away)) = queue.pop_front() {
            if let Some(mentor) = graph[node].filter(|_| node != start) {
                pairs.insert((mentee, mentor));
            }
            if away < steps {
                let next: Vec<_> = graph.neighbors(node).filter(|&node| seen.insert(node)).collect();
                queue.extend(next.into_iter().map(|node| (node, away + 1)));
            }
        }
    }
    Sparse::new(roster.mentees().len(), pairs.into_iter().map(|pair| (pair, ())))
}
