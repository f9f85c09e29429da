//! What people say: recommendation, satisfaction, scale scores and their reliability, and who did not answer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    About, Accumulate, AsOf, Caveat, Change, Estimate, FloatMoments, Indicator, ItemAnswers, Measured,
    Paired, Recommendation, Recommendations, Reliability, Share, Snapshot, as_list, snapshot::Asking,
};
use crate::{
    feedback::{Instrument, Keyed, Reading, Response, Scale, Score, Wave},
    id::InstrumentId,
    introduction::{Parties, Party},
    people::Label,
};

/// Below this share of answers the others weigh too much to leave unsaid: seven in ten.
const ENOUGH_ANSWERS_PERCENT: u64 = 70;

/// One instrument on one occasion, put to people in one role.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// What was asked.
    pub instrument: InstrumentId,
    /// In which version.
    pub version: u16,
    /// On which occasion.
    pub wave: Wave,
    /// Who were asked.
    pub role: Party,
}

impl Asked {
    fn of(response: &Response) -> Self {
        let Response { instrument, version, wave, role, .. } = response;
        Self { instrument: instrument.clone(), version: *version, wave: *wave, role: *role }
    }

    pub(super) fn about(&self) -> [About; 3] {
        let instrument = About::Instrument(self.instrument.clone(), self.version);
        [instrument, About::Wave(self.wave), About::Role(self.role)]
    }
}

/// What people answered, by what was [asked](Asked). It merges exactly but for means of scale scores, which merge to
/// rounding.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voices {
    #[serde(with = "as_list")]
    answers: BTreeMap<Asked, Answered>,
    /// How the two of a pair see it: mentor before, mentee after, for one occasion.
    #[serde(with = "as_list")]
    views: BTreeMap<(InstrumentId, u16, Wave), Change>,
}

/// All answers to one question round.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// Responses that came, of those due.
    came: Share,
    /// Of those due, the ones of people who had another before: so many fewer people than responses there are. Parts that
    /// are merged are taken to have different people.
    again: u64,
    /// Items left blank, of those asked in responses that came.
    blank: Share,
    /// Responses with one and the same answer, of those to instruments with straight and reversed items.
    straight_lined: Share,
    recommendations: Recommendations,
    satisfied: Share,
    /// By subscale; the whole is none.
    #[serde(with = "as_list")]
    scales: BTreeMap<Option<Label>, Scored>,
}

/// The scores of one scale.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scored {
    scores: FloatMoments,
    items: ItemAnswers,
}

impl Scored {
    fn add(&mut self, scale: &Scale<'_>, answers: &[Option<i16>]) {
        self.scores.extend(scale.score(answers).and_then(|score| Measured::new(score.mean()).ok()));
        self.items.take(&scale.counted(answers));
    }

    /// The scores of those who answered enough.
    pub fn scores(&self) -> &FloatMoments {
        &self.scores
    }

    /// Their answers, item by item.
    pub fn items(&self) -> &ItemAnswers {
        &self.items
    }
}

impl Answered {
    /// Responses that came, of those due.
    pub fn came(&self) -> Share {
        self.came
    }

    /// Likely to recommend, where that was asked.
    pub fn recommendations(&self) -> &Recommendations {
        &self.recommendations
    }

    /// Satisfied or very satisfied, where that was asked.
    pub fn satisfied(&self) -> Share {
        self.satisfied
    }

    /// A scale; the whole instrument when no subscale is named.
    pub fn scale(&self, subscale: Option<&Label>) -> Option<&Scored> {
        self.scales.get(&subscale.cloned())
    }

    /// Counts one response to an instrument that is no scale, or what every response has, by the answers that had come.
    fn add(&mut self, instrument: &Instrument, answers: Option<&[Option<i16>]>) {
        self.came.add(answers.is_some());
        let Some(answers) = answers else { return };
        self.blank.extend(answers.iter().map(Option::is_none));
        let keyed = |keyed| instrument.items().iter().any(|item| item.keyed == keyed);
        if keyed(Keyed::Straight) && keyed(Keyed::Reversed) {
            let mut given = answers.iter().flatten();
            let first = given.next();
            let others = given.clone().count();
            self.straight_lined.add(others > 0 && given.all(|answer| Some(answer) == first));
        }
        match (instrument.reading(), answers.first().copied().flatten()) {
            (Reading::Recommendation, Some(answer)) => {
                let answer = u8::try_from(answer).ok().and_then(|answer| Recommendation::new(answer).ok());
                self.recommendations.extend(answer);
            }
            (Reading::Satisfaction, Some(answer)) => {
                self.satisfied.add(answer >= instrument.items()[0].max - 1);
            }
            _ => {}
        }
    }

    fn merge(&mut self, other: &Self) {
        self.came.merge(&other.came);
        self.again = self.again.saturating_add(other.again);
        self.blank.merge(&other.blank);
        self.straight_lined.merge(&other.straight_lined);
        self.recommendations.merge(&other.recommendations);
        self.satisfied.merge(&other.satisfied);
        for (name, scored) in &other.scales {
            let mine = self.scales.entry(name.clone()).or_default();
            mine.scores.merge(&scored.scores);
            mine.items.merge(&scored.items);
        }
    }
}

impl Voices {
    /// Counts a snapshot.
    pub fn of(snapshot: &Snapshot<'_>) -> Self {
        let facts = snapshot.record().facts();
        let mut voices = Self::default();
        let all: Vec<Asking<'_>> = snapshot.responses().collect();
        for run in all.chunk_by(Asking::same_occasion) {
            let instrument = &facts.instruments[run[0].place.instrument];
            let scales: Vec<Scale<'_>> = instrument.scales().collect();
            for role in Party::BOTH {
                let mut answered = Answered::default();
                let mut scored = vec![Scored::default(); scales.len()];
                let theirs = || run.iter().filter(|asking| asking.response.role == role);
                // Responses of one occasion stand together by person.
                let people = theirs().map(|asking| asking.place.enrolment);
                answered.again = people.clone().zip(people.skip(1)).filter(|(a, b)| a == b).count() as u64;
                for asking in theirs() {
                    let answers = asking.came.map(|(_, answers)| answers);
                    answered.add(instrument, answers);
                    let (Reading::Scale, Some(answers)) = (instrument.reading(), answers) else { continue };
                    for (scale, scored) in scales.iter().zip(&mut scored) {
                        scored.add(scale, answers);
                    }
                }
                if instrument.reading() == Reading::Scale && answered.came.hits() > 0 {
                    answered.scales = scales.iter().map(|scale| scale.name().cloned()).zip(scored).collect();
                }
                if let Some(first) = theirs().next() {
                    voices.answers.insert(Asked::of(first.response), answered);
                }
            }
        }
        voices.count_views(snapshot);
        voices
    }

    fn count_views(&mut self, snapshot: &Snapshot<'_>) {
        let all: Vec<Asking<'_>> = snapshot.responses_about_pairings().collect();
        for run in all.chunk_by(Asking::same_occasion) {
            let instrument = &snapshot.record().facts().instruments[run[0].place.instrument];
            let one_sided = run.iter().all(|asking| asking.response.role == run[0].response.role);
            if instrument.reading() != Reading::Scale || one_sided {
                continue;
            }
            let whole = instrument.whole();
            // The scores of the two of a pairing, by its index.
            let mut views: BTreeMap<usize, Parties<Option<f64>>> = BTreeMap::new();
            for asking in run {
                if let (Some(pairing), Some((_, answers))) = (asking.place.pairing, asking.came) {
                    let score = whole.score(answers).map(Score::mean);
                    *views.entry(pairing).or_default().of_mut(asking.response.role) = score;
                }
            }
            let mut apart = Change::default();
            for view in views.values() {
                if let Parties { mentor: Some(mentor), mentee: Some(mentee) } = *view {
                    apart.extend(Paired::new(mentor, mentee).ok());
                }
            }
            if apart.people() > 0 {
                let Response { instrument, version, wave, .. } = run[0].response;
                self.views.insert((instrument.clone(), *version, *wave), apart);
            }
        }
    }

    /// What was answered, by what was asked.
    pub fn answers(&self) -> &BTreeMap<Asked, Answered> {
        &self.answers
    }

    /// Takes all that another has taken.
    pub fn merge(&mut self, other: &Self) {
        for (asked, answered) in &other.answers {
            self.answers.entry(asked.clone()).or_default().merge(answered);
        }
        for (occasion, change) in &other.views {
            self.views.entry(occasion.clone()).or_default().merge(change);
        }
    }

    /// The figures of what people say, and of who did not.
    pub fn estimates(&self, on: &AsOf) -> Vec<Estimate> {
        let mut all = Vec::new();
        for (asked, answered) in &self.answers {
            let told = all.len();
            let new = |indicator| Estimate::new(indicator, on).about(asked.about());
            let came = answered.came;
            let missing = |n: u64| came.of().saturating_sub(n);
            let few_answers = low_response(came);
            all.push(Estimate::of_share(Indicator::ResponseRate, on, came).about(asked.about()));
            let recommendations = &answered.recommendations;
            if recommendations.n() > 0 {
                let (score, interval) = (recommendations.score(), recommendations.interval(on.confidence));
                let figure = new(Indicator::NetPromoter).with(score, interval, recommendations.n());
                let missing = missing(recommendations.n());
                all.push(figure.missing(missing).keep_in_mind(few_answers.clone()));
            }
            if answered.satisfied.of() > 0 {
                let figure = Estimate::of_share(Indicator::Satisfied, on, answered.satisfied);
                let missing = missing(answered.satisfied.of());
                all.push(figure.about(asked.about()).missing(missing).keep_in_mind(few_answers.clone()));
            }
            for (name, scored) in &answered.scales {
                let subscale = name.clone().map(About::Subscale);
                let spread = scored.scores.finish();
                let reliability = scored.items.finish().ok();
                let alpha = reliability.as_ref().and_then(Reliability::alpha);
                let respondents = reliability.as_ref().map_or(0, Reliability::respondents);
                all.push(
                    new(Indicator::ScaleScore)
                        .with(spread.mean(), spread.interval(on.confidence), spread.n())
                        .about(subscale.clone())
                        .missing(missing(spread.n()))
                        .keep_in_mind(few_answers.clone()),
                );
                let all_equal = (respondents > 1 && alpha.is_none()).then_some(Caveat::AllEqual);
                all.push(
                    new(Indicator::Alpha)
                        .with(
                            alpha,
                            reliability.as_ref().and_then(|r| r.interval(on.confidence)),
                            respondents,
                        )
                        .about(subscale)
                        .missing(reliability.as_ref().map_or(0, Reliability::incomplete))
                        .keep_in_mind(all_equal),
                );
            }
            all.push(new(Indicator::BlankItems).with(answered.blank.value(), None, answered.blank.of()));
            let straight = answered.straight_lined;
            if straight.of() > 0 {
                all.push(new(Indicator::StraightLining).with(straight.value(), None, straight.of()));
            }
            for figure in &mut all[told..] {
                // Of a blank item the answers are counted, of which each response has several.
                let responses = figure.n.min(came.of());
                let responses =
                    if figure.indicator == Indicator::BlankItems { came.hits() } else { responses };
                figure.people = responses.saturating_sub(answered.again);
            }
        }
        for ((instrument, version, wave), change) in &self.views {
            let growth = change.finish();
            let about = [About::Instrument(instrument.clone(), *version), About::Wave(*wave)];
            let interval = growth.interval(on.confidence);
            all.push(
                Estimate::new(Indicator::ViewsApart, on)
                    .with(growth.mean(), interval, growth.people())
                    .about(about),
            );
        }
        all
    }
}

/// The caveat of too few answers, when there are.
pub(super) fn low_response(came: Share) -> Option<Caveat> {
    let enough = u128::from(came.hits()) * 100 >= u128::from(came.of()) * u128::from(ENOUGH_ANSWERS_PERCENT);
    (!enough).then_some(Caveat::LowResponse { came: came.hits(), due: came.of() })
}
