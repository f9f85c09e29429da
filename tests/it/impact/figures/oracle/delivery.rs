//! What happened between people.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use mentorship::{
    feedback::{Pairing, Pause},
    id::PersonId,
    impact::{About, Health, Indicator},
    jiff::civil::Date,
};

use super::{Case, Told, days, mean, share};

impl Case<'_> {
    pub(super) fn delivery(&self, told: &mut Told) {
        let [mut periods, mut periods_met, mut active, mut met, mut minutes] = [0; 5];
        let [mut with_periods, mut with_days, mut with_meetings] = [0; 3];
        let [mut late, mut twice] = [0; 2];
        let (mut adherence, mut gaps) = (Vec::new(), Vec::new());
        let mut health: BTreeMap<Health, usize> = BTreeMap::new();
        for row in self.pairings() {
            let days_active = self.active_days(row);
            let meetings = self.meetings(row);
            let every = usize::from(row.every_days);
            let complete: Vec<&[Date]> = days_active.chunks_exact(every).collect();
            let held = |period: &&&[Date]| meetings.iter().any(|(on, _)| period.contains(on));
            let kept = complete.iter().filter(held).count();
            periods += complete.len();
            periods_met += kept;
            active += days_active.len();
            met += meetings.len();
            minutes += meetings.iter().map(|(_, minutes)| usize::from(*minutes)).sum::<usize>();
            with_periods += usize::from(!complete.is_empty());
            with_days += usize::from(!days_active.is_empty());
            with_meetings += usize::from(!meetings.is_empty());
            adherence.extend(share(kept, complete.len()));

            let so_far = |on: Date| days_active.iter().filter(|day| **day < on).count();
            let mut marks = vec![0];
            marks.extend(meetings.iter().map(|(on, _)| so_far(*on)));
            let silent = days_active.len() - marks.last().unwrap();
            marks.push(days_active.len());
            gaps.push(marks.windows(2).map(|two| two[1] - two[0]).max().unwrap());
            if self.closure(row).is_none() {
                let fares = self.fares(row, meetings.len(), silent, (kept, complete.len()));
                *health.entry(fares).or_default() += 1;
            }

            let theirs: Vec<_> = (self.facts.meetings.iter())
                .filter(|meeting| meeting.agreement == row.agreement && meeting.on <= self.date())
                .collect();
            late += theirs.iter().filter(|meeting| days(meeting.on, meeting.logged) > 14).count();
            let same: BTreeSet<_> =
                theirs.iter().map(|m| (m.on, m.minutes, format!("{:?}", m.mode))).collect();
            twice += theirs.len() - same.len();
        }
        told.value(Indicator::Adherence, [], share(periods_met, periods), with_periods);
        told.value(Indicator::AdherenceByPairing, [], mean(&adherence), adherence.len());
        told.value(Indicator::Intensity, [], share(30 * met, active), with_days);
        told.value(Indicator::MeetingMinutes, [], share(minutes, met), with_meetings);
        gaps.sort_unstable();
        let half = gaps.len() / 2;
        let median = match gaps.len() {
            0 => None,
            n if n % 2 == 1 => Some(gaps[half] as f64),
            _ => Some((gaps[half - 1] + gaps[half]) as f64 / 2.0),
        };
        told.value(Indicator::LongestGap, [], median, gaps.len());
        for fares in Health::ALL {
            let count = health.get(&fares).copied().unwrap_or(0);
            told.count(Indicator::Health, [About::Health(fares)], count, health.values().sum());
        }
        told.value(Indicator::LoggedLate, [], share(late, met), met);
        told.count(Indicator::Duplicates, [], twice, met);
        self.support(told);
    }

    fn fares(&self, row: &Pairing, met: usize, silent: usize, (kept, periods): (usize, usize)) -> Health {
        let every = usize::from(row.every_days);
        let paused = |pause: &Pause| pause.from <= self.date() && self.date() < pause.until;
        let told = self.facts.check_ins.iter().filter(|talk| talk.agreement == row.agreement);
        let told = told.filter(|talk| self.by_now(talk.held) && talk.fit.is_some());
        // The last; of two on one day the lower.
        let fit = told.max_by_key(|talk| (talk.held, Reverse(talk.fit))).and_then(|talk| talk.fit);
        if row.pauses.iter().any(paused) {
            Health::Paused
        } else if periods < 2 {
            Health::TooEarly
        } else if (met == 0 && silent > 2 * every) || silent > 4 * every {
            Health::Stalled
        } else if kept * 2 < periods || silent > 2 * every || fit.is_some_and(|fit| fit < 3) {
            Health::NeedsCheckIn
        } else {
            Health::OnTrack
        }
    }

    fn support(&self, told: &mut Told) {
        let theirs = self.pairings();
        let about = |agreement| theirs.iter().find(|row| row.agreement == agreement);
        let (mut due, mut held) = (0, 0);
        for talk in self.facts.check_ins.iter().filter(|talk| talk.due <= self.date()) {
            if about(talk.agreement.clone()).is_some() {
                let was_held = self.by_now(talk.held);
                due += usize::from(was_held || days(talk.due, self.date()) > 7);
                held += usize::from(was_held && days(talk.due, talk.held.unwrap()) <= 7);
            }
        }
        told.share(Indicator::CheckInsOnTime, [], held, due);

        let mut judged: BTreeMap<&PersonId, Vec<(f64, f64)>> = BTreeMap::new();
        for goal in &self.facts.goals {
            let Some(row) = about(goal.agreement.clone()) else { continue };
            let rated = goal.rated.filter(|rated| rated.on <= self.date());
            let goals = judged.entry(&row.mentee).or_default();
            goals.extend(rated.map(|rated| (f64::from(goal.weight), f64::from(rated.step))));
        }
        let t = |goals: &Vec<(f64, f64)>| {
            let sum = |of: fn(&(f64, f64)) -> f64| goals.iter().map(of).sum::<f64>();
            let (reached, weights, squares) = (sum(|(w, x)| w * x), sum(|(w, _)| *w), sum(|(w, _)| w * w));
            (!goals.is_empty())
                .then(|| 50.0 + 10.0 * reached / (0.7 * squares + 0.3 * weights * weights).sqrt())
        };
        let scores: Vec<f64> = judged.values().filter_map(t).collect();
        told.value(Indicator::GoalAttainment, [], mean(&scores), scores.len());
        told.missing(judged.len() - scores.len());
    }
}
