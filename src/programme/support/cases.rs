//! Who supports which pairs, and who could support those that nobody does.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use super::{Rule, Support};
use crate::id::{AgreementId, PersonId};

/// The pairs of a supervisor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Caseload {
    pub(super) most: u16,
    pub(super) pairs: BTreeSet<AgreementId>,
}

/// Who could support the pairs that have no supervisor.
///
/// It is a proposal: who takes a case is written down by those who decide.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a proposal changes nothing by itself"]
pub struct Spread {
    given: BTreeMap<AgreementId, PersonId>,
    left: Vec<AgreementId>,
}

impl Spread {
    /// Whom a pair is proposed to; none when it has a supervisor, or fits nowhere.
    pub fn supervisor_of(&self, agreement: &AgreementId) -> Option<&PersonId> {
        self.given.get(agreement)
    }

    /// The pairs proposed to somebody.
    pub fn pairs_of<'a>(&'a self, supervisor: &'a PersonId) -> impl Iterator<Item = &'a AgreementId> {
        self.given.iter().filter(move |(_, to)| *to == supervisor).map(|(agreement, _)| agreement)
    }

    /// How many pairs found somebody.
    pub fn placed(&self) -> usize {
        self.given.len()
    }

    /// The pairs that fit nowhere, those that wait longest first: everybody who could take them is full.
    pub fn left(&self) -> &[AgreementId] {
        &self.left
    }
}

impl Support {
    /// Those who support pairs, by identifier.
    pub fn supervisors(&self) -> impl Iterator<Item = &PersonId> {
        self.supervisors.keys()
    }

    /// Who supports a pair.
    pub fn supervisor_of(&self, agreement: &AgreementId) -> Option<&PersonId> {
        self.pairs.get(agreement)?.supervisor.as_ref()
    }

    /// The pairs that somebody supports, by identifier.
    pub fn caseload(&self, supervisor: &PersonId) -> impl Iterator<Item = &AgreementId> {
        self.supervisors.get(supervisor).into_iter().flat_map(|caseload| &caseload.pairs)
    }

    /// For how many more pairs somebody has room; 0 for those who support none.
    pub fn room(&self, supervisor: &PersonId) -> usize {
        self.supervisors.get(supervisor).map_or(0, Caseload::room)
    }

    /// The pairs that are opened, not closed, and have no supervisor: those that wait longest first.
    pub fn without_supervisor(&self) -> Vec<&AgreementId> {
        let live = self.pairs.iter().filter(|(_, pair)| pair.is_live() && pair.supervisor.is_none());
        let mut waiting: Vec<_> = live.map(|(agreement, pair)| (pair.opened, agreement)).collect();
        waiting.sort_unstable();
        waiting.into_iter().map(|(_, agreement)| agreement).collect()
    }

    /// Proposes whom to give the pairs that have no supervisor, so that as many as possible find one, and caseloads are as
    /// even as they can be with these. Nobody is proposed for a pair that is their own case, nor beyond their limit, and nobody
    /// loses a pair they have.
    ///
    /// Each pair, those that wait longest first, goes to the supervisor with the fewest pairs who can be reached: somebody
    /// who may take it, or somebody to whom a pair proposed before can be moved to make room. This is the incremental way
    /// to an optimal semi-matching (Harvey, Ladner, Lovász and Tamir, 2003), with the pairs that supervisors have counted
    /// from the start.
    ///
    /// # Complexity
    ///
    /// With p pairs and s supervisors at most O(p² s); O(p s) where it is nobody's own case.
    pub fn spread(&self) -> Spread {
        let mut given: BTreeMap<&AgreementId, &PersonId> = BTreeMap::new();
        let mut proposed: BTreeMap<&PersonId, BTreeSet<&AgreementId>> =
            self.supervisors.keys().map(|supervisor| (supervisor, BTreeSet::new())).collect();
        let mut left = Vec::new();
        for agreement in self.without_supervisor() {
            let Some(path) = self.lightest(agreement, &proposed) else {
                left.push(agreement.clone());
                continue;
            };
            for (agreement, to) in path {
                if let Some(from) = given.insert(agreement, to) {
                    proposed.entry(from).or_default().remove(agreement);
                }
                proposed.entry(to).or_default().insert(agreement);
            }
        }
        let given = given.into_iter().map(|(agreement, to)| (agreement.clone(), to.clone())).collect();
        Spread { given, left }
    }

    /// Which pairs go where, so that one more finds a place with the supervisor who has fewest of all that can be reached.
    fn lightest<'a>(
        &'a self,
        agreement: &'a AgreementId,
        proposed: &BTreeMap<&'a PersonId, BTreeSet<&'a AgreementId>>,
    ) -> Option<Vec<(&'a AgreementId, &'a PersonId)>> {
        let load = |supervisor: &PersonId| {
            let more = proposed.get(supervisor).map_or(0, BTreeSet::len);
            self.supervisors.get(supervisor).map_or(0, |caseload| caseload.pairs.len()) + more
        };
        let has_room = |supervisor: &PersonId| {
            let most = self.supervisors.get(supervisor).map_or(0, |caseload| caseload.most);
            load(supervisor) < usize::from(most)
        };
        let least = self.supervisors.keys().filter(|it| has_room(it)).map(load).min()?;
        // By which pair each supervisor was reached, and those whose pairs have not been asked yet where else they could go.
        let mut reached: BTreeMap<&PersonId, &AgreementId> = BTreeMap::new();
        let mut waiting = VecDeque::new();
        let mut best: Option<(usize, &PersonId)> = None;
        let mut moving = vec![agreement];
        loop {
            for pair in moving {
                for supervisor in self.may_take(pair) {
                    if reached.contains_key(supervisor) {
                        continue;
                    }
                    reached.insert(supervisor, pair);
                    waiting.push_back(supervisor);
                    if has_room(supervisor) && best.is_none_or(|(fewest, _)| load(supervisor) < fewest) {
                        best = Some((load(supervisor), supervisor));
                    }
                }
            }
            if best.is_some_and(|(fewest, _)| fewest == least) {
                break;
            }
            let Some(next) = waiting.pop_front() else { break };
            moving = proposed.get(next).into_iter().flatten().copied().collect();
        }
        let mut path = Vec::new();
        let (_, mut to) = best?;
        loop {
            let pair = *reached.get(to)?;
            path.push((pair, to));
            if pair == agreement {
                return Some(path);
            }
            // A pair that moves makes room where it was proposed before.
            to = proposed.iter().find(|(_, pairs)| pairs.contains(pair)).map(|(from, _)| *from)?;
        }
    }

    /// Everybody whose own case it is not.
    fn may_take(&self, agreement: &AgreementId) -> impl Iterator<Item = &PersonId> {
        let pair = self.pairs.get(agreement);
        self.supervisors.keys().filter(move |supervisor| pair.is_some_and(|pair| !pair.is_own_of(supervisor)))
    }

    pub(super) fn check_appointed(&self, supervisor: &PersonId, most: u16) -> Result<(), Rule> {
        if most == 0 {
            return Err(Rule::NoRoomAtAll(supervisor.clone()));
        }
        let pairs = self.caseload(supervisor).count();
        if usize::from(most) < pairs {
            return Err(Rule::BelowCaseload { supervisor: supervisor.clone(), pairs, most });
        }
        Ok(())
    }

    pub(super) fn check_leaves(&self, supervisor: &PersonId) -> Result<(), Rule> {
        match self.supervising(supervisor)?.pairs.len() {
            0 => Ok(()),
            pairs => Err(Rule::HasPairs { supervisor: supervisor.clone(), pairs }),
        }
    }

    pub(super) fn check_taken(&self, agreement: &AgreementId, supervisor: &PersonId) -> Result<(), Rule> {
        let caseload = self.supervising(supervisor)?;
        let pair = self.pair(agreement)?;
        let (supervisor, agreement) = (|| supervisor.clone(), || agreement.clone());
        if let Some(over) = &pair.over {
            return Err(Rule::Over { agreement: agreement(), since: over.on });
        }
        if pair.is_own_of(&supervisor()) {
            return Err(Rule::OwnPair { supervisor: supervisor(), agreement: agreement() });
        }
        if pair.supervisor == Some(supervisor()) {
            return Err(Rule::HasCase { supervisor: supervisor(), agreement: agreement() });
        }
        if caseload.room() == 0 {
            let pairs = caseload.pairs.len();
            return Err(Rule::Full { supervisor: supervisor(), pairs, most: caseload.most });
        }
        Ok(())
    }

    pub(super) fn check_case_closed(&self, agreement: &AgreementId) -> Result<(), Rule> {
        match self.pair(agreement)?.supervisor {
            Some(_) => Ok(()),
            None => Err(Rule::NoCase(agreement.clone())),
        }
    }

    /// Gives a pair to somebody, or to nobody.
    pub(super) fn hand(&mut self, agreement: &AgreementId, to: Option<&PersonId>) {
        let Some(pair) = self.pairs.get_mut(agreement) else { return };
        let from = std::mem::replace(&mut pair.supervisor, to.cloned());
        if let Some(caseload) = from.and_then(|from| self.supervisors.get_mut(&from)) {
            caseload.pairs.remove(agreement);
        }
        if let Some(caseload) = to.and_then(|to| self.supervisors.get_mut(to)) {
            caseload.pairs.insert(agreement.clone());
        }
    }

    fn supervising(&self, supervisor: &PersonId) -> Result<&Caseload, Rule> {
        self.supervisors.get(supervisor).ok_or_else(|| Rule::NoSupervisor(supervisor.clone()))
    }
}

impl Caseload {
    fn room(&self) -> usize {
        usize::from(self.most).saturating_sub(self.pairs.len())
    }
}
