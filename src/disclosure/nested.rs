//! Which sets are known to lie within each other, whoever is in them.

use super::sets::{Family, Set};
use crate::{
    impact::{About, Indicator, Stage, Ties},
    introduction::Party,
};

/// Whether one of two sets is known to lie within the other; the order of the two does not matter.
pub(super) fn nested(a: &Set, b: &Set) -> bool {
    fn one_way(a: &Set, b: &Set) -> bool {
        use Indicator as I;
        use Party::{Mentee, Mentor};
        match (a, b) {
            (Set::Reached(one, _), Set::Reached(other, _)) => one == other,
            (Set::Reached(role, stage), Set::Present(other)) => role == other && *stage <= Stage::Ready,
            (Set::Reached(Mentee, stage), Set::Part(I::MatchedNow, _)) => *stage <= Stage::Matched,
            (Set::Reached(Mentee, stage), Set::Of(Family::Mentees, I::Waiting, _)) => {
                *stage <= Stage::Enrolled
            }
            (Set::Reached(Mentee, stage), Set::Of(Family::Mentees, ..) | Set::Due(Family::Mentees))
            | (Set::Reached(Mentor, stage), Set::Of(Family::Mentors, ..) | Set::Part(I::MentorReturn, _)) => {
                *stage <= Stage::Matched
            }
            (Set::Of(one, ..) | Set::Due(one), Set::Of(other, ..) | Set::Due(other)) => {
                one == other && !matches!(one, Family::Alone(_)) || within_answers(one, other)
            }
            // Answers that came.
            (Set::Part(I::ResponseRate, about), Set::Of(Family::Asked(other), ..)) => about == other,
            (Set::Part(I::ResponseRate, about), Set::Of(Family::Grown(other), ..)) => {
                other.iter().all(|part| about.contains(part))
            }
            (Set::Served, Set::Reached(_, Stage::Matched))
            | (Set::Part(I::Retention, _), Set::Part(I::Retention, _))
            | (Set::Part(I::CohortRetention, _), Set::Part(I::CohortRetention, _)) => true,
            (Set::Part(I::Improved, one), Set::Part(I::ReliablyImproved, other)) => one == other,
            _ if of_network(a, b) => true,
            // Who gave hours and is no mentor who met.
            (Set::Reached(Mentor, stage), Set::Of(_, I::VolunteerHours, _)) => *stage == Stage::Met,
            (Set::Part(I::MilestoneReached, one), Set::Part(I::MilestoneReached, other)) => {
                one.iter().all(|part| matches!(part, About::Length(_)) || other.contains(part))
            }
            _ => false,
        }
    }
    a == b || one_way(a, b) || one_way(b, a)
}

/// The same of people and ties of a network.
fn of_network(a: &Set, b: &Set) -> bool {
    use Indicator as I;
    match (a, b) {
        // Who answered the survey belongs to it, and judged its statements.
        (Set::Part(I::SurveyResponse, _), Set::Of(Family::Network, ..) | Set::Of(_, I::Cohesion, _)) => true,
        // Who is alone is not in the largest part and holds nothing together.
        (Set::Others(I::LargestPart | I::Bridges, one), Set::Part(I::Isolates, other))
        // Newcomers who know somebody, or are in the largest part, are not alone.
        | (Set::Others(I::Isolates, one), Set::Part(I::NewcomersConnected | I::NewcomersReached, other))
        | (Set::Part(I::LargestPart, one), Set::Part(I::NewcomersReached, other))
        | (Set::Others(I::LargestPart, one), Set::Others(I::NewcomersReached, other)) => one == other,
        // Beyond matched pairs there are fewer ties: who knows only a partner is alone.
        (Set::Part(one, about), Set::Part(other, others)) => {
            let people = matches!(
                one,
                I::Isolates | I::LargestPart | I::NewcomersConnected | I::NewcomersReached
            );
            one == other && (people || is_of_ties(*one)) && both_layers(about, others)
        }
        (Set::Others(one, about), Set::Others(other, others)) => {
            one == other && is_of_ties(*one) && both_layers(about, others)
        }
        (Set::Value(I::Density, about), Set::Value(I::Density, others)) => both_layers(about, others),
        // A density tells how many ties there are.
        (Set::Value(I::Density, about), Set::Of(Family::Ties, ..)) => !about.contains(&About::Ties(Ties::Made)),
        _ => false,
    }
}

/// Whether a value tells so many of the ties.
fn is_of_ties(indicator: Indicator) -> bool {
    matches!(indicator, Indicator::TieBalance | Indicator::OldAndYoung | Indicator::Reciprocity)
}

/// Whether the one speaks of what the other does, with all ties told of or those beyond matched pairs.
fn both_layers(one: &[About], other: &[About]) -> bool {
    let is_told = |part: &About| matches!(part, About::Ties(Ties::Told | Ties::ToldBeyond));
    let rest =
        |about: &[About]| -> Vec<About> { about.iter().filter(|part| !is_told(part)).cloned().collect() };
    one.iter().any(is_told) && other.iter().any(is_told) && rest(one) == rest(other)
}

/// Whether those who answered twice are among those asked on one of the occasions.
fn within_answers(one: &Family, other: &Family) -> bool {
    match (one, other) {
        (Family::Asked(asked), Family::Grown(grown)) => grown.iter().all(|part| asked.contains(part)),
        _ => false,
    }
}
