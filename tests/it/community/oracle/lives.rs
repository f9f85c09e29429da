//! Milestones, how long they took, and businesses that lasted.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    feedback::{Area, Milestone, Turn},
    id::PersonId,
    impact::{About, Caveat, Days, Indicator, Switch, Switches},
    introduction::Party,
    jiff::{ToSpan, civil::Date},
    people::Label,
};

use super::{Case, Expected, Limits, days};

/// How many days something took or lasted so far, and whether it then happened or ended.
type Spell = (i64, bool);

/// The share left after a day and its limits, by the product over all days to it.
fn left_after(spells: &[Spell], day: i64, z: f64) -> (f64, Option<Limits>) {
    let (mut share, mut variance) = (1.0, 0.0);
    for day in 0..=day {
        let at_risk = spells.iter().filter(|spell| spell.0 >= day).count() as f64;
        let ended = spells.iter().filter(|spell| **spell == (day, true)).count() as f64;
        if ended > 0.0 {
            share *= (at_risk - ended) / at_risk;
            variance += ended / (at_risk * (at_risk - ended));
        }
    }
    let limits = if share >= 1.0 {
        Some((Some(1.0), Some(1.0)))
    } else if share <= 0.0 {
        None
    } else {
        let wide = z * variance.sqrt() / share.ln();
        Some((Some(share.powf((-wide).exp())), Some(share.powf(wide.exp()))))
    };
    (share, limits)
}

fn has(turns: &[&Milestone], on: Date) -> bool {
    match turns.iter().rev().find(|turn| turn.on <= on) {
        Some(last) => last.turn == Turn::Reached,
        None => turns.first().is_some_and(|first| first.turn == Turn::Lost),
    }
}

/// The first day after another, up to a last, from which they have it when they did not before, or the other way round.
fn turns_to(now: bool, turns: &[&Milestone], after: Date, last: Date) -> Option<Date> {
    let mut before = has(turns, after);
    for day in 1..=days(after, last) {
        let day = after.saturating_add(day.days());
        if has(turns, day) != before {
            before = !before;
            if before == now {
                return Some(day);
            }
        }
    }
    None
}

impl Case<'_> {
    /// What came and went of one kind for one person by the day, by date.
    fn turns(&self, person: &PersonId, kind: &Label) -> Vec<&Milestone> {
        let theirs = self.facts.milestones.iter().filter(|row| row.person == *person && row.kind == *kind);
        let mut turns: Vec<_> = theirs.filter(|row| self.by_now(row.on)).collect();
        turns.sort_by_key(|row| row.on);
        turns
    }

    /// Who has any of an area, at the start and on the day.
    fn areas(&self, began: &BTreeMap<&PersonId, Date>, kinds: &BTreeSet<&Label>, told: &mut Vec<Expected>) {
        let meanings = self.meanings();
        let areas: BTreeSet<Area> = meanings.areas.values().copied().collect();
        for area in areas {
            let of_area: Vec<_> =
                kinds.iter().filter(|kind| meanings.areas.get(**kind) == Some(&area)).collect();
            let any =
                |person: &PersonId, on: Date| of_area.iter().any(|kind| has(&self.turns(person, kind), on));
            let both_days =
                began.iter().map(|(person, start)| (any(person, *start), any(person, self.date())));
            let both_days: Vec<(bool, bool)> = both_days.collect();
            let count = |of: (bool, bool)| both_days.iter().filter(|switch| **switch == of).count();
            let (n, gained, lost) = (both_days.len(), count((false, true)), count((true, false)));
            let value = (n > 0).then(|| (gained as f64 - lost as f64) / n as f64);
            let switches: Switches =
                both_days.iter().map(|(before, now)| Switch::between(*before, *now)).collect();
            let interval = switches.change_interval(self.on.confidence);
            let limits = interval.map(|interval| (interval.lower.value(), interval.upper.value()));
            let gain = Expected::new(Indicator::AreaGain, value, n).limits(limits);
            told.push(gain.about([About::Area(area)]).mind([Caveat::NoComparison]));
            let test = Expected::new(Indicator::AreaTest, mcnemar(gained, lost), n).no_limits();
            told.push(test.about([About::Area(area)]));
        }
    }

    pub(super) fn integration(&self, told: &mut Vec<Expected>) {
        let mut began: BTreeMap<&PersonId, Date> = BTreeMap::new();
        for row in self.pairings() {
            let first = began.entry(&row.mentee).or_insert(row.started);
            *first = row.started.min(*first);
        }
        let last = |person: &PersonId, began: Date| {
            let mut own = self.facts.enrolments.iter();
            let own = own.find(|row| row.person == *person && row.role == Party::Mentee);
            let left = own.and_then(|row| row.left).filter(|left| self.by_now(*left)).unwrap_or(self.date());
            left.max(began)
        };
        let meanings = self.meanings();
        let known = self.facts.milestones.iter();
        let known = known.filter(|row| began.contains_key(&row.person) && self.by_now(row.on));
        let kinds: BTreeSet<&Label> = meanings.areas.keys().chain(known.map(|row| &row.kind)).collect();
        self.areas(&began, &kinds, told);
        let within = |days: i64| About::Length(Days::new(days).unwrap());
        let z = self.on.confidence.z();
        let mut businesses: Vec<(&PersonId, Spell)> = Vec::new();
        for kind in kinds {
            let mut spells: Vec<Spell> = Vec::new();
            for (person, start) in &began {
                let last = last(person, *start);
                let turns = self.turns(person, kind);
                let reached = turns_to(true, &turns, *start, last);
                if !has(&turns, *start) {
                    spells.push((days(*start, reached.unwrap_or(last)), reached.is_some()));
                }
                if let Some(opened) = reached
                    && meanings.areas.get(kind) == Some(&Area::Enterprise)
                {
                    let closed = turns_to(false, &turns, opened, last);
                    businesses.push((*person, (days(opened, closed.unwrap_or(last)), closed.is_some())));
                }
            }
            let (n, longest) = (spells.len(), spells.iter().map(|spell| spell.0).max());
            for horizon in [180, 365] {
                let (left, limits) = left_after(&spells, horizon, z);
                let known = longest.is_some_and(|longest| horizon <= longest || left == 0.0);
                let limits = limits.map(|(lower, upper)| (upper.map(|u| 1.0 - u), lower.map(|l| 1.0 - l)));
                told.push(
                    Expected::new(Indicator::MilestoneReached, known.then_some(1.0 - left), n)
                        .limits(limits.filter(|_| known))
                        .about([About::Milestone(kind.clone()), within(horizon)])
                        .mind((n > 0 && !known).then_some(Caveat::BeyondData)),
                );
            }
            let ends = spells.iter().filter(|spell| spell.1).map(|spell| spell.0).collect::<BTreeSet<i64>>();
            let first = |of: &dyn Fn(f64, Option<Limits>) -> bool| {
                let mut days = ends.iter().copied().filter(|day| {
                    let (left, limits) = left_after(&spells, *day, z);
                    of(left, limits)
                });
                days.next().map(|day| day as f64)
            };
            let half = first(&|left, _| left <= 0.5 + 1e-12);
            let low = first(&|left, limits| {
                left <= 0.5 + 1e-12 || limits.is_some_and(|limits| limits.0.unwrap() <= 0.5)
            });
            let high = first(&|_, limits| limits.is_some_and(|limits| limits.1.unwrap() <= 0.5));
            told.push(
                Expected::new(Indicator::MilestoneTime, half, n)
                    .limits((n > 0).then_some((low, high)))
                    .about([About::Milestone(kind.clone())])
                    .mind((n > 0 && half.is_none()).then_some(Caveat::NotReached)),
            );
        }
        let founders: BTreeSet<_> = businesses.iter().map(|(person, _)| *person).collect();
        let spells: Vec<Spell> = businesses.into_iter().map(|(_, spell)| spell).collect();
        let Some(longest) = spells.iter().map(|spell| spell.0).max() else { return };
        for horizon in [180, 365] {
            let (left, limits) = left_after(&spells, horizon - 1, z);
            let known = horizon <= longest || left_after(&spells, longest, z).0 == 0.0;
            told.push(
                Expected::new(Indicator::BusinessSurvival, known.then_some(left), spells.len())
                    .people(founders.len())
                    .limits(limits.filter(|_| known))
                    .about([within(horizon)])
                    .mind((!known).then_some(Caveat::BeyondData)),
            );
        }
    }
}

/// The exact two-sided p that as many gain as lose.
fn mcnemar(gained: usize, lost: usize) -> Option<f64> {
    let n = gained + lost;
    let (mut row, mut tail) = (0.5_f64.powi(n as i32), 0.0);
    for k in 0..=gained.min(lost) {
        tail += row;
        row *= (n - k) as f64 / (k as f64 + 1.0);
    }
    (n > 0).then(|| (2.0 * tail).min(1.0))
}
