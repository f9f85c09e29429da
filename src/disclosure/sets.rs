//! Which counts a figure tells, and which of these are known to lie within each other.

use super::Why;
use crate::{
    impact::{About, Estimate, Indicator, Level, Method, Stage, Ties, Unit, distribution::real},
    introduction::Party,
    people::Label,
};

/// The groups whose people are counted: none for all, a label for each dimension that narrows them; no label where they are
/// those who have no group in it.
pub(super) type Whose = Vec<(Label, Option<Label>)>;

/// A set of people, or of pairings and the like, that figures count. Those of one name within the same groups are one set.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Set {
    /// Who took part, in whichever role.
    Served,
    /// Who came as far as a stage.
    Reached(Party, Stage),
    /// Who is here and ready today.
    Present(Party),
    /// All that a figure speaks of.
    Of(Family, Indicator, Vec<About>),
    /// All who should have answered.
    Due(Family),
    /// The hits of a share, or what a count counts.
    Part(Indicator, Vec<About>),
    /// All but those.
    Others(Indicator, Vec<About>),
    /// Those whose mean, or other value that is no count, is told.
    Value(Indicator, Vec<About>),
}

/// Sets about which it is plain that they lie within the same people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Mentees,
    Mentors,
    Pairings,
    /// Answers on one occasion: instrument, wave and role.
    Asked(Vec<About>),
    /// Answers at the start and at the end: instrument and role.
    Grown(Vec<About>),
    /// People of the network of what is told.
    Network,
    /// The ties of that network, and those of them beyond matched pairs.
    Ties,
    /// Within nothing else.
    Alone(Indicator),
}

/// A set with its count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Count {
    pub(super) whose: Whose,
    /// The lower, the more it matters that it is shown.
    rank: u8,
    pub(super) set: Set,
    pub(super) people: u64,
}

/// What one figure tells.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// Of how many.
    pub(super) of: Count,
    /// Those whom the value speaks of: the hits of a share, a count, or again all.
    pub(super) part: Count,
    /// All but the hits.
    pub(super) others: Option<Count>,
    /// With the missing.
    pub(super) due: Option<Count>,
    /// Why the value is not told whatever the others tell.
    pub(super) unfit: Option<Why>,
}

impl Told {
    pub(super) fn by(estimate: &Estimate, unfit: Option<Why>) -> Self {
        let (whose, about) = whose(&estimate.about);
        let count = |set: Set, people: u64| Count { whose: whose.clone(), rank: rank(&set), set, people };
        let (indicator, n) = (estimate.indicator, estimate.n);
        let family = family(estimate, &about);
        let hits = told_hits(estimate);
        let value = || Set::Value(indicator, about.clone());
        let part = count(hits.map_or_else(value, |_| part(indicator, &about)), hits.unwrap_or(n));
        let others = hits
            .filter(|_| matches!(part.set, Set::Part(..)))
            .map(|hits| count(Set::Others(indicator, about.clone()), n.saturating_sub(hits)));
        // Whose reliability is not known is not known to have been due.
        let due = (estimate.missing > 0 && indicator != Indicator::Alpha)
            .then(|| count(Set::Due(family.clone()), n.saturating_add(estimate.missing)));
        Self { of: count(all(indicator, family, &about), n), part, others, due, unfit }
    }

    /// All counts it tells.
    pub(super) fn all(&self) -> impl Iterator<Item = &Count> {
        [Some(&self.of), Some(&self.part), self.others.as_ref(), self.due.as_ref()].into_iter().flatten()
    }

    /// Whether it speaks of some groups only.
    pub(super) fn is_of_a_group(&self) -> bool {
        !self.of.whose.is_empty()
    }
}

/// Whether a figure sets two or more groups against each other, so that its n is nobody's in particular.
pub(super) fn compares(estimate: &Estimate) -> bool {
    let compares = |part: &About| matches!(part, About::Between(..) | About::By(_) | About::Within(_));
    estimate.about.iter().any(compares)
}

/// Whether a value is so many of n, so that it tells how many hit and how many did not.
pub(super) fn is_share_of_n(indicator: Indicator) -> bool {
    let definition = indicator.definition();
    // A density is of all that could be, a clustering a mean over people, a reach of pairs of people.
    let of_something_else = matches!(
        indicator,
        Indicator::Utilisation
            | Indicator::Density
            | Indicator::DensityWithin
            | Indicator::Bridging
            | Indicator::Clustering
            | Indicator::Transitivity
            | Indicator::Reach
            | Indicator::LargestFunder
    );
    definition.unit == Unit::Share
        && !matches!(definition.method, Method::Bootstrap | Method::StudentT)
        && !of_something_else
}

/// The whole number next to what a share of n makes.
pub(super) fn hits(value: f64, n: u64) -> u64 {
    whole(value * real(n)).min(n)
}

/// The whole number next to a value; 0 below it.
fn whole(value: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut at both ends of a u64")]
    let whole = value.round() as u64;
    whole
}

fn told_hits(estimate: &Estimate) -> Option<u64> {
    let value = estimate.value?;
    match estimate.indicator.definition().unit {
        Unit::Count => Some(whole(value)),
        Unit::Share if is_share_of_n(estimate.indicator) => Some(hits(value, estimate.n)),
        // Ties between groups.
        _ if estimate.indicator == Indicator::TieBalance => Some(hits(f64::midpoint(1.0, value), estimate.n)),
        _ => None,
    }
}

fn whose(about: &[About]) -> (Whose, Vec<About>) {
    let (mut whose, mut rest) = (Vec::new(), Vec::new());
    for part in about {
        match part {
            About::Group(dimension, label) => whose.push((dimension.clone(), Some(label.clone()))),
            other => rest.push(other.clone()),
        }
    }
    whose.sort();
    rest.sort();
    (whose, rest)
}

fn role(about: &[About]) -> Party {
    let role = |part: &About| match part {
        About::Role(role) => Some(*role),
        _ => None,
    };
    about.iter().find_map(role).unwrap_or(Party::Mentee)
}

fn stage(about: &[About]) -> Option<Stage> {
    about.iter().find_map(|part| match part {
        About::Stage(stage) => Some(*stage),
        _ => None,
    })
}

pub(super) fn length(about: &[About]) -> Option<&About> {
    about.iter().find(|part| matches!(part, About::Length(_)))
}

fn family(estimate: &Estimate, about: &[About]) -> Family {
    let only = |kept: fn(&About) -> bool| about.iter().filter(|part| kept(part)).cloned().collect();
    let definition = estimate.indicator.definition();
    let asked = |kept: fn(&About) -> bool| about.iter().any(kept);
    if compares(estimate) || definition.level == Level::Answer {
        return Family::Alone(estimate.indicator);
    }
    if asked(|part| matches!(part, About::Instrument(..))) {
        return if asked(|part| matches!(part, About::Wave(_))) {
            Family::Asked(only(|p| matches!(p, About::Instrument(..) | About::Wave(_) | About::Role(_))))
        } else {
            Family::Grown(only(|part| matches!(part, About::Instrument(..) | About::Role(_))))
        };
    }
    match estimate.indicator {
        Indicator::Waiting
        | Indicator::GoalAttainment
        | Indicator::MilestoneGain
        | Indicator::MilestoneTest
        | Indicator::AreaGain
        | Indicator::AreaTest
        | Indicator::MilestoneReached
        | Indicator::MilestoneTime => Family::Mentees,
        Indicator::MentorReturn => Family::Mentors,
        Indicator::Clustering
        | Indicator::Transitivity
        | Indicator::Components
        | Indicator::LargestPart
        | Indicator::Isolates
        | Indicator::Bridges
        | Indicator::Distance
        | Indicator::Reach
        | Indicator::NewcomersConnected
        | Indicator::NewcomersReached
            if !about.contains(&About::Ties(Ties::Made)) =>
        {
            Family::Network
        }
        Indicator::Density | Indicator::Reciprocity | Indicator::AgeAssortativity
            if !about.contains(&About::Ties(Ties::Made)) =>
        {
            Family::Ties
        }
        Indicator::EarlyClosure => Family::Alone(Indicator::EarlyClosure),
        _ if definition.level == Level::Pairing => Family::Pairings,
        other => Family::Alone(other),
    }
}

/// The set of all that a figure speaks of.
fn all(indicator: Indicator, family: Family, about: &[About]) -> Set {
    match indicator {
        Indicator::Served => Set::Served,
        Indicator::FunnelReached => Set::Reached(role(about), Stage::Invited),
        Indicator::FunnelStep => {
            let stage = stage(about).unwrap_or(Stage::Invited);
            let before = Stage::ALL.into_iter().rev().find(|other| *other < stage);
            Set::Reached(role(about), before.unwrap_or(stage))
        }
        Indicator::EverMatched => Set::Reached(Party::Mentee, Stage::Ready),
        Indicator::MatchedNow => Set::Present(Party::Mentee),
        Indicator::Utilisation | Indicator::IdleMentors | Indicator::OverloadedMentors => {
            Set::Present(Party::Mentor)
        }
        Indicator::ResponseRate => Set::Due(family),
        // Over those who are clearly better, whatever the money.
        Indicator::CostPerImproved => {
            let scale = |part: &&About| matches!(part, About::Instrument(..) | About::Role(_));
            Set::Part(Indicator::ReliablyImproved, about.iter().filter(scale).cloned().collect())
        }
        Indicator::CohortRetention | Indicator::EarlyClosure => {
            Set::Of(family, indicator, length(about).cloned().into_iter().collect())
        }
        // How it ended, how it fares, which theme: of the same people.
        Indicator::Retention
        | Indicator::LengthQuantile
        | Indicator::ClosureReason
        | Indicator::Health
        | Indicator::Theme => Set::Of(family, indicator, Vec::new()),
        _ => Set::Of(family, indicator, about.to_vec()),
    }
}

fn part(indicator: Indicator, about: &[About]) -> Set {
    match indicator {
        Indicator::Served => Set::Served,
        Indicator::FunnelReached | Indicator::FunnelStep => {
            Set::Reached(role(about), stage(about).unwrap_or(Stage::Invited))
        }
        Indicator::EverMatched => Set::Reached(Party::Mentee, Stage::Matched),
        _ => Set::Part(indicator, about.to_vec()),
    }
}

/// Which of two sets is hidden when they differ by too little: the one with the higher rank. Last come those without which a
/// value can be told.
fn rank(set: &Set) -> u8 {
    match set {
        Set::Reached(_, Stage::Matched) => 0,
        Set::Reached(_, Stage::Invited) => 1,
        Set::Reached(_, Stage::Completed) => 2,
        Set::Reached(..) => 3,
        Set::Served | Set::Present(_) => 4,
        Set::Of(Family::Pairings, Indicator::Retention, _) => 5,
        Set::Of(_, indicator, _) if is_share_of_n(*indicator) && !tells_of_quality(*indicator) => 6,
        Set::Part(indicator, _) | Set::Others(indicator, _) | Set::Value(indicator, _)
            if !tells_of_quality(*indicator) =>
        {
            7
        }
        Set::Of(_, indicator, _) if !is_share_of_n(*indicator) => 9,
        _ => 8,
    }
}

/// Whether an indicator says how far others can be trusted, and so gives way to them.
fn tells_of_quality(indicator: Indicator) -> bool {
    use Indicator as I;
    matches!(
        indicator,
        I::ResponseRate
            | I::BlankItems
            | I::StraightLining
            | I::BaselineGap
            | I::Attrition
            | I::LoggedLate
            | I::Duplicates
            | I::NeverMet
            | I::CohortRetention
    )
}
