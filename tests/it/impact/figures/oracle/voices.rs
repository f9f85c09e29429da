//! What people say, and who did not.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    feedback::{Answers, Keyed, Reading, Response},
    impact::{About, Indicator},
    introduction::Party,
};

use super::{
    Case, Told, mean,
    scale::{alpha, counted, scales, score},
};

impl Case<'_> {
    pub(super) fn voices(&self, told: &mut Told) {
        let mut rounds: BTreeMap<_, Vec<&Response>> = BTreeMap::new();
        for row in self.responses() {
            rounds.entry((&row.instrument, row.version, row.wave, row.role)).or_default().push(row);
        }
        for ((id, version, wave, role), rows) in rounds {
            let about = [About::Instrument(id.clone(), version), About::Wave(wave), About::Role(role)];
            let instrument = self.instrument(rows[0]);
            let due = rows.len();
            let came: Vec<&Answers> = rows.iter().filter_map(|row| self.came(row)).collect();
            told.share(Indicator::ResponseRate, about.clone(), came.len(), due);
            let items = instrument.items();
            let blank =
                |answers: &&Answers| items.iter().filter(|i| !answers.items.contains_key(&i.key)).count();
            let blanks = came.iter().map(blank).sum();
            told.share(Indicator::BlankItems, about.clone(), blanks, came.len() * items.len());
            let reversed = items.iter().filter(|item| item.keyed == Keyed::Reversed).count();
            if reversed > 0 && reversed < items.len() && !came.is_empty() {
                let one = |answers: &&&Answers| {
                    answers.items.len() > 1 && answers.items.values().collect::<BTreeSet<_>>().len() == 1
                };
                let straight = came.iter().filter(one).count();
                told.share(Indicator::StraightLining, about.clone(), straight, came.len());
            }
            let single: Vec<i16> =
                came.iter().filter_map(|answers| answers.items.get(&items[0].key)).copied().collect();
            match instrument.reading() {
                Reading::Recommendation if !single.is_empty() => {
                    let promoters = single.iter().filter(|answer| **answer >= 9).count() as f64;
                    let detractors = single.iter().filter(|answer| **answer <= 6).count() as f64;
                    let score = 100.0 * (promoters - detractors) / single.len() as f64;
                    told.value(Indicator::NetPromoter, about, Some(score), single.len());
                    told.missing(due - single.len());
                }
                Reading::Satisfaction if !single.is_empty() => {
                    let top = single.iter().filter(|answer| **answer >= items[0].max - 1).count();
                    told.share(Indicator::Satisfied, about, top, single.len());
                    told.missing(due - single.len());
                }
                Reading::Scale if !came.is_empty() => {
                    for scale in scales(instrument) {
                        let scores: Vec<f64> =
                            came.iter().filter_map(|answers| score(instrument, &scale, answers)).collect();
                        let about = about.iter().cloned().chain(scale.name.clone().map(About::Subscale));
                        told.value(Indicator::ScaleScore, about.clone(), mean(&scores), scores.len());
                        told.missing(due - scores.len());
                        let rows: Vec<_> =
                            came.iter().map(|answers| counted(instrument, &scale, answers)).collect();
                        let (alpha, n) = alpha(&rows);
                        told.value(Indicator::Alpha, about, alpha, n);
                        told.missing(rows.len() - n);
                    }
                }
                _ => {}
            }
        }
    }

    /// How the two of a pair see it: what belongs to pairings goes with the mentee.
    pub(super) fn views(&self, told: &mut Told) {
        let theirs = self.pairings();
        let mut occasions: BTreeMap<_, Vec<f64>> = BTreeMap::new();
        for mentee in self.facts.responses.iter().filter(|row| row.role == Party::Mentee && self.asked(row)) {
            let Some(agreement) = &mentee.agreement else { continue };
            let other = |row: &&Response| {
                row.role == Party::Mentor
                    && row.agreement.as_ref() == Some(agreement)
                    && (&row.instrument, row.version, row.wave)
                        == (&mentee.instrument, mentee.version, mentee.wave)
            };
            let Some(mentor) = self.facts.responses.iter().find(other) else { continue };
            let instrument = self.instrument(mentee);
            if instrument.reading() != Reading::Scale || !theirs.iter().any(|row| row.agreement == *agreement)
            {
                continue;
            }
            let whole = &scales(instrument)[0];
            let score = |row: &Response| score(instrument, whole, self.came(row)?);
            if let (Some(mentee_says), Some(mentor_says)) = (score(mentee), score(mentor)) {
                let occasion = (&mentee.instrument, mentee.version, mentee.wave);
                occasions.entry(occasion).or_default().push(mentee_says - mentor_says);
            }
        }
        for ((id, version, wave), apart) in occasions {
            let about = [About::Instrument(id.clone(), version), About::Wave(wave)];
            told.value(Indicator::ViewsApart, about, mean(&apart), apart.len());
        }
    }
}
