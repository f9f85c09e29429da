//! Would it have paid to say something else?
//!
//! A programme wants true answers, so it wants to know whether somebody who claimed fewer hours or fewer wishes would have come
//! away with more. Each claim is tried: the mentee's row is judged as if they had said that, the plan is solved on from the last
//! prices, and what they get is judged by what they did say. A programme in which it seldom pays can say so; one in which it
//! does knows which of its rules invites it.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use super::{Desk, Unanswered};
use crate::{
    assignment::{Change, Pair},
    criteria::Score,
    id::{MenteeId, PersonId},
    matching::PlanError,
    people::{Availability, Label, Mentee, People, Roster},
};

/// Something that a mentee could have claimed instead of what they said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Claim {
    /// Only every other of their hours, the first included.
    FewerHours,
    /// Not to want this skill.
    WithoutSkill(Label),
    /// Not to wish for this person.
    WithoutWish(PersonId),
}

/// What a claim would have brought a mentee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claimed {
    /// The claim.
    pub claim: Claim,
    /// The points of their pairings in the plan; `None` without a partner.
    pub before: Option<Score>,
    /// The points of the pairings that they would have got, by what they did say; `None` without a partner with whom they can go.
    pub after: Option<Score>,
}

impl Claimed {
    /// Whether the claim would have paid.
    pub fn pays(&self) -> bool {
        self.after > self.before
    }
}

/// Without the person: `claiming not to want cooking would have paid: 30 points instead of 12`.
impl fmt::Display for Claimed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("claiming ")?;
        match &self.claim {
            Claim::FewerHours => f.write_str("half of the hours")?,
            Claim::WithoutSkill(skill) => write!(f, "not to want {skill}")?,
            Claim::WithoutWish(_) => f.write_str("not to wish for somebody")?,
        }
        let points = |points: Option<Score>| {
            points.map_or("no partner".to_owned(), |points| format!("{points} points"))
        };
        let (before, after) = (points(self.before), points(self.after));
        if self.pays() {
            write!(f, " would have paid: {after} instead of {before}")
        } else {
            write!(f, " would not have paid: {after}, where the truth brings {before}")
        }
    }
}

impl Desk<'_> {
    /// What claiming less would have brought a mentee: half of their hours, and each skill and person wished for left out.
    ///
    /// # Errors
    ///
    /// When the mentee is not in the roster.
    ///
    /// # Complexity
    ///
    /// For each claim, the criteria are made ready for one mentee and every mentor; then changes of one row of a solved problem.
    pub fn claims(&self, mentee: &MenteeId) -> Result<Vec<Claimed>, Unanswered> {
        let row = self.row(mentee)?;
        let before = self.true_points(row, self.solution.columns_of(row));
        let said = &self.round.compiled.roster().mentees()[row];
        claims(said)
            .into_iter()
            .map(|(claim, claiming)| {
                let changes = self.claiming(row, claiming)?;
                let after = match self.solved_with(&changes) {
                    Ok(other) => self.true_points(row, other.columns_of(row)),
                    // With fewer hours a minimum may not be met any more: nobody would have got anything.
                    Err(_) => None,
                };
                Ok(Claimed { claim, before, after })
            })
            .collect()
    }

    /// The points of a mentee with some columns, by what they said; running pairs count for nothing.
    fn true_points(&self, row: usize, columns: Vec<usize>) -> Option<Score> {
        let scores = columns.into_iter().map(|column| {
            if self.runs(row, column) {
                return Some(Score::ZERO);
            }
            self.round.verdict(row, self.source.mentor(column)).score()
        });
        let scores: Vec<_> = scores.flatten().collect();
        (!scores.is_empty()).then(|| scores.into_iter().sum())
    }

    /// What changes in a row when the mentee says something else.
    fn claiming(&self, row: usize, claiming: Mentee) -> Result<Vec<Change>, Unanswered> {
        let roster = self.round.compiled.roster();
        let mentees = roster.mentees().iter().map(|mentee| &mentee.profile.person);
        let mentors: BTreeSet<_> = roster.mentors().iter().map(|mentor| &mentor.profile.person).collect();
        let others = mentees.chain(roster.others()).filter(|person| !mentors.contains(person));
        let people = People {
            questionnaire: roster.questionnaire().clone(),
            mentors: roster.mentors().to_vec(),
            others: others.filter(|person| **person != claiming.profile.person).cloned().collect(),
            mentees: vec![claiming],
        };
        let with = Roster::new(people)?;
        let request = &self.request;
        let compiled =
            request.criteria.compile(&with, request.on, &request.history).map_err(PlanError::from)?;
        let problem = self.solver.problem();
        let change = |column: usize| {
            let mentor = self.source.mentor(column);
            if self.is_fixed(row, column) || self.round.excluded.contains(&(row, mentor)) {
                return None;
            }
            let before = problem.weight(row, column);
            match compiled.score(mentor, 0).map(Score::thousandths) {
                after if after == before => None,
                Some(weight) => Some(Change::Weight(Pair { row, column, weight })),
                None => Some(Change::Forbid { row, column }),
            }
        };
        Ok((0..self.source.len()).filter_map(change).collect())
    }
}

/// Everything that is tried, with the mentee as they would have signed up.
fn claims(said: &Mentee) -> Vec<(Claim, Mentee)> {
    let mut all = Vec::new();
    if let Some(availability) = &said.profile.availability
        && availability.windows.len() > 1
    {
        let mut claiming = said.clone();
        let half = availability.windows.iter().step_by(2).copied();
        claiming.profile.availability = Some(Availability::new(availability.utc_offset, half));
        all.push((Claim::FewerHours, claiming));
    }
    for skill in said.wants.iter().flat_map(|wants| wants.keys()) {
        let mut claiming = said.clone();
        if let Some(wants) = &mut claiming.wants {
            wants.remove(skill);
        }
        all.push((Claim::WithoutSkill(skill.clone()), claiming));
    }
    for person in &said.profile.wishes {
        let mut claiming = said.clone();
        claiming.profile.wishes.retain(|wish| wish != person);
        all.push((Claim::WithoutWish(person.clone()), claiming));
    }
    all
}
