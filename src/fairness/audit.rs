//! From a plan and its people to groups, counted and compared.

use std::{borrow::Cow, collections::BTreeMap};

use jiff::civil::Date;
use serde::Serialize;

use super::{
    By, Compared, Group, NotAudited,
    chance::{fisher, holm},
    group::Sums,
};
use crate::{
    impact::{Accumulate, Share},
    matching::{Plan, UnmatchedReason},
    people::{Label, Profile, Roster, Who},
};

/// A plan seen by groups of its people: who is matched how often and how well, on both sides.
///
/// Equal plans of equal people make equal audits. It prints as a page that a coordinator can read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[must_use = "an audit changes nothing; what it says is all there is"]
pub struct Audit {
    by: String,
    on: Date,
    minimum: u64,
    comparisons: u64,
    mentees: Side,
    mentors: Side,
}

/// One side of a plan, by groups.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    pub(super) everybody: Share,
    pub(super) away: u64,
    pub(super) groups: Vec<Group>,
}

impl Side {
    /// How many have at least one partner, by the plan or running, of how many who could have one.
    pub fn everybody(&self) -> Share {
        self.everybody
    }

    /// How many could not be matched in this round, being away or taking nobody.
    pub fn away(&self) -> u64 {
        self.away
    }

    /// The groups in the order of their labels, those who did not say last.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// One group; `None` asks for those who did not say.
    pub fn group(&self, label: Option<&Label>) -> Option<&Group> {
        self.groups.iter().find(|group| group.label.as_ref() == label)
    }
}

/// How somebody stands in a plan.
#[derive(Clone, Copy, Default)]
struct Standing {
    /// Whether they have a partner, running ones included.
    matched: bool,
    /// Whether the plan says why they have none.
    unmatched: bool,
    /// Whether they could not be matched at all.
    away: bool,
    /// The sum of the scores of their pairings, in thousandths.
    sum: i128,
    /// How many pairings they have.
    pairings: i128,
}

impl Standing {
    /// The mean score of their pairings, rounded to the thousandth, halves up.
    fn mean(&self) -> Option<i64> {
        let rounded = (2 * self.sum + self.pairings).checked_div_euclid(2 * self.pairings)?;
        i64::try_from(rounded).ok()
    }
}

/// What is counted of a group before it is compared.
#[derive(Clone, Copy, Default)]
struct Tally {
    matched: Share,
    away: u64,
    scores: Sums,
}

impl Tally {
    fn take(&mut self, standing: &Standing) {
        if standing.away {
            self.away += 1;
            return;
        }
        self.matched.add(standing.matched);
        if let Some(mean) = standing.mean() {
            self.scores.take(mean);
        }
    }
}

impl Audit {
    /// The fewest people a group has to have to be compared, unless said otherwise: below it chance weighs so heavily that
    /// a test finds nothing but flukes.
    pub const MINIMUM: u64 = 10;

    /// Looks at a plan by groups of [`MINIMUM`](Self::MINIMUM) people or more.
    ///
    /// # Errors
    ///
    /// When the plan is of other people than the roster, or the questionnaire has no such question, or one that is answered
    /// by a number.
    ///
    /// # Complexity
    ///
    /// Nearly linear in people and the groups they are in, and in people for each group that is compared.
    pub fn of(plan: &Plan, roster: &Roster, by: &By) -> Result<Self, NotAudited> {
        Self::with_minimum(plan, roster, by, Self::MINIMUM)
    }

    /// The same with another minimum; 2 at the least.
    ///
    /// # Errors
    ///
    /// As [`of`](Self::of).
    pub fn with_minimum(plan: &Plan, roster: &Roster, by: &By, minimum: u64) -> Result<Self, NotAudited> {
        by.check(roster.questionnaire())?;
        let minimum = minimum.max(2);
        let (mentees, mentors) = standings(plan, roster)?;
        let groups = |who: &Who, profile: &Profile| -> Vec<Label> {
            let groups = by.groups(who, profile, roster.questionnaire(), plan.on());
            groups.into_iter().map(Cow::into_owned).collect()
        };
        let mentees =
            roster.mentees().iter().zip(&mentees).map(|(mentee, standing)| {
                (groups(&Who::Mentee(mentee.id.clone()), &mentee.profile), *standing)
            });
        let mut mentees = Side::of(mentees);
        let mentors =
            roster.mentors().iter().zip(&mentors).map(|(mentor, standing)| {
                (groups(&Who::Mentor(mentor.id.clone()), &mentor.profile), *standing)
            });
        let mut mentors = Side::of(mentors);
        let comparisons = compare([&mut mentees, &mut mentors], minimum);
        Ok(Self { by: by.name().to_owned(), on: plan.on(), minimum, comparisons, mentees, mentors })
    }

    /// By what people are grouped.
    pub fn by(&self) -> &str {
        &self.by
    }

    /// The date of the plan.
    pub fn on(&self) -> Date {
        self.on
    }

    /// The fewest people a group has to have to be compared.
    pub fn minimum(&self) -> u64 {
        self.minimum
    }

    /// How many comparisons were made, of rates and scores on both sides: what p-values are corrected for. Where there are
    /// two groups, one beside the other is one comparison, not two.
    pub fn comparisons(&self) -> u64 {
        self.comparisons
    }

    /// The mentees.
    pub fn mentees(&self) -> &Side {
        &self.mentees
    }

    /// The mentors.
    pub fn mentors(&self) -> &Side {
        &self.mentors
    }
}

/// How everybody stands, mentees and mentors in the roster's order.
fn standings(plan: &Plan, roster: &Roster) -> Result<(Vec<Standing>, Vec<Standing>), NotAudited> {
    let mut mentees = vec![Standing::default(); roster.mentees().len()];
    let mut mentors = vec![Standing::default(); roster.mentors().len()];
    let scored =
        plan.pairings().iter().map(|pairing| (&pairing.mentor, &pairing.mentee, Some(pairing.score)));
    let running = plan.running().iter().map(|(mentor, mentee)| (mentor, mentee, None));
    for (mentor, mentee, score) in scored.chain(running) {
        let no_mentor = || NotAudited::OtherPeople { who: Who::Mentor(mentor.clone()) };
        let no_mentee = || NotAudited::OtherPeople { who: Who::Mentee(mentee.clone()) };
        let both = [
            &mut mentors[roster.mentor_index(mentor).ok_or_else(no_mentor)?],
            &mut mentees[roster.mentee_index(mentee).ok_or_else(no_mentee)?],
        ];
        for standing in both {
            standing.matched = true;
            if let Some(score) = score {
                standing.sum += i128::from(score.thousandths());
                standing.pairings += 1;
            }
        }
    }
    for unmatched in plan.unmatched() {
        let standing = match &unmatched.who {
            Who::Mentor(id) => roster.mentor_index(id).map(|at| &mut mentors[at]),
            Who::Mentee(id) => roster.mentee_index(id).map(|at| &mut mentees[at]),
        };
        let other = || NotAudited::OtherPeople { who: unmatched.who.clone() };
        let standing = standing.ok_or_else(other)?;
        standing.unmatched = true;
        standing.away =
            matches!(unmatched.reason, UnmatchedReason::Unavailable | UnmatchedReason::TakesNobody);
    }
    // A plan says of everybody with whom they are or why with nobody, and never both.
    let torn = |standing: &Standing| standing.matched == standing.unmatched;
    let mentor = mentors.iter().position(torn).map(|at| Who::Mentor(roster.mentors()[at].id.clone()));
    let mentee = mentees.iter().position(torn).map(|at| Who::Mentee(roster.mentees()[at].id.clone()));
    match mentor.or(mentee) {
        Some(who) => Err(NotAudited::OtherPeople { who }),
        None => Ok((mentees, mentors)),
    }
}

impl Side {
    /// Counts people by their groups, none being the group of those who did not say.
    fn of(people: impl Iterator<Item = (Vec<Label>, Standing)>) -> Self {
        let mut everybody = Tally::default();
        let mut by_label: BTreeMap<Label, Tally> = BTreeMap::new();
        let mut not_said: Option<Tally> = None;
        for (labels, standing) in people {
            everybody.take(&standing);
            if labels.is_empty() {
                not_said.get_or_insert_default().take(&standing);
            }
            for label in labels {
                by_label.entry(label).or_default().take(&standing);
            }
        }
        let labelled = by_label.into_iter().map(|(label, tally)| (Some(label), tally));
        let all = labelled.chain(not_said.map(|tally| (None, tally)));
        let groups = all.map(|(label, tally)| Group {
            label,
            away: tally.away,
            matched: tally.matched,
            others: others(&everybody.matched, &tally.matched),
            scores: tally.scores,
            others_scores: everybody.scores.without(&tally.scores),
            rate: Compared::TooFew,
            score: Compared::TooFew,
        });
        let groups = groups.collect();
        Self { everybody: everybody.matched, away: everybody.away, groups }
    }

    /// Whether there are two groups, each being all others of the other.
    fn is_halved(&self) -> bool {
        let sizes = self.groups.iter().map(|group| group.matched.of()).filter(|&of| of > 0);
        sizes.clone().count() == 2 && sizes.sum::<u64>() == self.everybody.of()
    }
}

fn others(everybody: &Share, group: &Share) -> Share {
    let hits = everybody.hits() - group.hits();
    Share::new(hits, everybody.of() - group.of()).expect("a group is part of everybody")
}

/// Tests what is large enough, corrects for all of it, and tells how many comparisons that were.
fn compare(sides: [&mut Side; 2], minimum: u64) -> u64 {
    let size = |group: u64, others: u64| {
        if group < minimum {
            Err(Compared::TooFew)
        } else if others < minimum {
            Err(Compared::TooFewOthers)
        } else {
            Ok(())
        }
    };
    // The p-values of distinct comparisons, and which of them each result is to have.
    let mut family: Vec<f64> = Vec::new();
    let mut results: Vec<(&mut Compared, usize)> = Vec::new();
    for side in sides {
        let halved = side.is_halved();
        let (mut rate_before, mut score_before) = (None, None);
        for group in &mut side.groups {
            let rate =
                size(group.matched.of(), group.others.of()).map(|()| fisher(&group.matched, &group.others));
            let score = size(group.scores.n(), group.others_scores.n())
                .and_then(|()| group.scores_compared().p().ok_or(Compared::AllEqual));
            let tested =
                [(&mut group.rate, rate, &mut rate_before), (&mut group.score, score, &mut score_before)];
            for (result, p, before) in tested {
                match p {
                    Err(untested) => *result = untested,
                    Ok(p) => {
                        let index = before.filter(|_| halved).unwrap_or(family.len());
                        if index == family.len() {
                            family.push(p);
                        }
                        *before = Some(index);
                        results.push((result, index));
                    }
                }
            }
        }
    }
    let adjusted = holm(&family);
    for (result, index) in results {
        *result = Compared::Tested { p: family[index], adjusted: adjusted[index] };
    }
    family.len() as u64
}
