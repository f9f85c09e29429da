//! What people are asked, and how answers become a score.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use crate::{
    id::{InstrumentId, ItemId},
    people::{Label, distinct},
};

/// A questionnaire or scale.
///
/// No published questionnaire is built in: licences and translations are the programme's. What is here is what they all
/// need: reverse-keyed items, subscales, how much must be answered, and which kind of baseline it has.
///
/// ```
/// use mentorship::feedback::{Instrument, Item};
///
/// let bond = Instrument::new("bond".parse()?, vec![
///     Item::scale("close".parse()?, 1, 5),
///     Item::scale("at-ease".parse()?, 1, 5),
///     Item::scale("annoyed".parse()?, 1, 5).reversed(),
/// ])?;
/// let answers = [Some(4), Some(5), Some(2)];
/// assert_eq!(bond.whole().score(&answers).map(|score| score.mean()), Some(13.0 / 3.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Form", into = "Form")]
pub struct Instrument(Form);

/// The plain form of an instrument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    id: InstrumentId,
    #[serde(default = "first_version")]
    version: u16,
    items: Vec<Item>,
    #[serde(default, deserialize_with = "distinct")]
    subscales: BTreeMap<Label, Vec<ItemId>>,
    #[serde(default = "three_quarters")]
    minimum_answered_percent: u8,
    #[serde(default)]
    reading: Reading,
    #[serde(default)]
    better: Better,
    #[serde(default)]
    baseline: Baseline,
}

fn first_version() -> u16 {
    1
}

fn three_quarters() -> u8 {
    75
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its name within the instrument.
    pub key: ItemId,
    /// The lowest answer.
    pub min: i16,
    /// The highest answer.
    pub max: i16,
    /// Whether a high answer means much or little of what is measured.
    #[serde(default)]
    pub keyed: Keyed,
}

/// Whether a high answer to an item means much of what is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keyed {
    /// It does.
    #[default]
    Straight,
    /// It means little: the answer counts as `min + max − answer`.
    Reversed,
}

/// How answers are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// As a scale: the mean of the items.
    #[default]
    Scale,
    /// As “how likely are you to recommend us”: one item from 0 to 10.
    Recommendation,
    /// As “how satisfied are you”: one item of at least three steps, the two highest of which are satisfied.
    Satisfaction,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More.
    #[default]
    Higher,
    /// Less, as with loneliness.
    Lower,
}

/// What growth is measured from. The two are never mixed: people who have learnt what there is to know judge their own
/// beginning lower than they did then (response shift, Howard 1979).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Baseline {
    /// What people said before they began.
    #[default]
    Before,
    /// What people say afterwards of how it was then.
    LookingBack,
}

/// Why an instrument cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidInstrument {
    /// Nothing is asked.
    #[error("instrument `{0}` has no items")]
    NoItems(InstrumentId),
    /// One name for two items.
    #[error("instrument `{0}` has two items `{1}`")]
    TwoItems(InstrumentId, ItemId),
    /// A scale of no steps.
    #[error("item `{1}` of `{0}` runs from {2} to {3}; the highest answer must be above the lowest")]
    NoScale(InstrumentId, ItemId, i16, i16),
    /// A subscale without items.
    #[error("subscale `{1}` of `{0}` has no items")]
    EmptySubscale(InstrumentId, Label),
    /// A subscale with an item that is not asked, or with one twice.
    #[error("subscale `{1}` of `{0}` names item `{2}`, which is not asked, or named twice")]
    WrongItem(InstrumentId, Label, ItemId),
    /// A share that is none.
    #[error("of `{0}` at least {1} % is to be answered; it must be 1 to 100 %")]
    WrongShare(InstrumentId, u8),
    /// A recommendation that is not asked from 0 to 10.
    #[error("`{0}` is read as a recommendation, so it has one item from 0 to 10, not reversed")]
    NoRecommendation(InstrumentId),
    /// Satisfaction that is not asked in steps.
    #[error("`{0}` is read as satisfaction, so it has one item of at least three steps, not reversed")]
    NoSatisfaction(InstrumentId),
}

impl Item {
    /// A question answered by a whole number from `min` to `max`.
    pub fn scale(key: ItemId, min: i16, max: i16) -> Self {
        Self { key, min, max, keyed: Keyed::Straight }
    }

    /// The same with a high answer meaning little.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { keyed: Keyed::Reversed, ..self }
    }

    /// The answer as it counts.
    pub fn counted(&self, answer: i16) -> i32 {
        match self.keyed {
            Keyed::Straight => i32::from(answer),
            Keyed::Reversed => i32::from(self.min) + i32::from(self.max) - i32::from(answer),
        }
    }
}

impl Instrument {
    /// An instrument of these items, version 1, read as a scale where more is better, measured from before, of which
    /// three quarters are to be answered.
    ///
    /// # Errors
    ///
    /// When there is no item, two have one name, or a scale has no steps.
    pub fn new(id: InstrumentId, items: Vec<Item>) -> Result<Self, InvalidInstrument> {
        let (version, minimum_answered_percent) = (first_version(), three_quarters());
        let (reading, better, baseline) = (Reading::default(), Better::default(), Baseline::default());
        let subscales = BTreeMap::new();
        Form { id, version, items, subscales, minimum_answered_percent, reading, better, baseline }.try_into()
    }

    /// The same as another version: answers to two versions are never put together.
    #[must_use]
    pub fn version_of(mut self, version: u16) -> Self {
        self.0.version = version;
        self
    }

    /// The same with a subscale, in place of one of that name.
    ///
    /// # Errors
    ///
    /// When it has no items, or names one that is not asked, or one twice.
    pub fn with_subscale(mut self, name: Label, items: Vec<ItemId>) -> Result<Self, InvalidInstrument> {
        self.0.subscales.insert(name, items);
        self.0.try_into()
    }

    /// The same with another share of the items that must be answered for a score, in per cent.
    ///
    /// # Errors
    ///
    /// When it is not 1 to 100.
    pub fn with_minimum_answered(mut self, percent: u8) -> Result<Self, InvalidInstrument> {
        self.0.minimum_answered_percent = percent;
        self.0.try_into()
    }

    /// The same read in another way.
    ///
    /// # Errors
    ///
    /// When the items do not allow it.
    pub fn read_as(mut self, reading: Reading) -> Result<Self, InvalidInstrument> {
        self.0.reading = reading;
        self.0.try_into()
    }

    /// The same with less being better, or more.
    #[must_use]
    pub fn better_when(mut self, better: Better) -> Self {
        self.0.better = better;
        self
    }

    /// The same with another kind of baseline.
    #[must_use]
    pub fn measured_from(mut self, baseline: Baseline) -> Self {
        self.0.baseline = baseline;
        self
    }

    /// Its identifier.
    pub fn id(&self) -> &InstrumentId {
        &self.0.id
    }

    /// Its version.
    pub fn version(&self) -> u16 {
        self.0.version
    }

    /// What it asks.
    pub fn items(&self) -> &[Item] {
        &self.0.items
    }

    /// How it is read.
    pub fn reading(&self) -> Reading {
        self.0.reading
    }

    /// Which way is better.
    pub fn better(&self) -> Better {
        self.0.better
    }

    /// What growth is measured from.
    pub fn baseline(&self) -> Baseline {
        self.0.baseline
    }

    /// Where an item stands among the items.
    pub fn position(&self, item: &ItemId) -> Option<usize> {
        self.0.items.iter().position(|other| other.key == *item)
    }

    /// All items as one scale.
    pub fn whole(&self) -> Scale<'_> {
        Scale { instrument: self, name: None, positions: (0..self.0.items.len()).collect() }
    }

    /// The scales: the whole, then the subscales by name.
    pub fn scales(&self) -> impl Iterator<Item = Scale<'_>> {
        let subscale = |(name, items): (_, &Vec<ItemId>)| {
            let positions = items.iter().filter_map(|item| self.position(item)).collect();
            Scale { instrument: self, name: Some(name), positions }
        };
        std::iter::once(self.whole()).chain(self.0.subscales.iter().map(subscale))
    }
}

/// Some items of an instrument that make one score.
#[derive(Clone, Debug)]
pub struct Scale<'a> {
    instrument: &'a Instrument,
    name: Option<&'a Label>,
    positions: Vec<usize>,
}

impl<'a> Scale<'a> {
    /// The name of the subscale; none for the whole.
    pub fn name(&self) -> Option<&'a Label> {
        self.name
    }

    /// The items of the scale.
    pub fn items(&self) -> impl ExactSizeIterator<Item = &'a Item> {
        let items = &self.instrument.0.items;
        self.positions.iter().map(move |&position| &items[position])
    }

    /// The answers as they count, blanks as `None`. `answers` stand in the order of the instrument's items.
    pub fn counted(&self, answers: &[Option<i16>]) -> Vec<Option<i32>> {
        let items = &self.instrument.0.items;
        let counted = |&at: &usize| answers.get(at).copied().flatten().map(|a| items[at].counted(a));
        self.positions.iter().map(counted).collect()
    }

    /// The score of one respondent: none when too little was answered.
    pub fn score(&self, answers: &[Option<i16>]) -> Option<Score> {
        let items = &self.instrument.0.items;
        let mut score = Score { sum: 0, lowest: 0, highest: 0, answered: 0 };
        for &at in &self.positions {
            let Some(answer) = answers.get(at).copied().flatten() else { continue };
            score.sum += i64::from(items[at].counted(answer));
            score.lowest += i64::from(items[at].min);
            score.highest += i64::from(items[at].max);
            score.answered += 1;
        }
        let percent = u64::from(self.instrument.0.minimum_answered_percent);
        let enough = u64::from(score.answered) * 100 >= percent * self.positions.len() as u64;
        (enough && score.answered > 0).then_some(score)
    }

    /// The lowest and highest possible score, when everything is answered.
    pub fn range(&self) -> (f64, f64) {
        let count = f64::from(u32::try_from(self.positions.len()).unwrap_or(u32::MAX));
        let sum = |end: fn(&Item) -> i16| self.items().map(|item| f64::from(end(item))).sum::<f64>();
        (sum(|item| item.min) / count, sum(|item| item.max) / count)
    }
}

/// What somebody's answers add up to, after reversing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    sum: i64,
    lowest: i64,
    highest: i64,
    answered: u32,
}

impl Score {
    /// The mean of the answered items, on the scale of the items.
    #[expect(clippy::cast_precision_loss, reason = "sums of 16-bit answers are exact in a float")]
    pub fn mean(self) -> f64 {
        self.sum as f64 / f64::from(self.answered)
    }

    /// The score on a scale from 0 (the lowest possible) to 10 (the highest).
    #[expect(clippy::cast_precision_loss, reason = "sums of 16-bit answers are exact in a float")]
    pub fn out_of_ten(self) -> f64 {
        10.0 * (self.sum - self.lowest) as f64 / (self.highest - self.lowest) as f64
    }

    /// How many items were answered.
    pub fn answered(self) -> u32 {
        self.answered
    }
}

impl TryFrom<Form> for Instrument {
    type Error = InvalidInstrument;

    fn try_from(form: Form) -> Result<Self, InvalidInstrument> {
        use InvalidInstrument as Wrong;
        let id = || form.id.clone();
        if form.items.is_empty() {
            return Err(Wrong::NoItems(id()));
        }
        for (at, item) in form.items.iter().enumerate() {
            if form.items[..at].iter().any(|other| other.key == item.key) {
                return Err(Wrong::TwoItems(id(), item.key.clone()));
            }
            if item.min >= item.max {
                return Err(Wrong::NoScale(id(), item.key.clone(), item.min, item.max));
            }
        }
        for (name, items) in &form.subscales {
            if items.is_empty() {
                return Err(Wrong::EmptySubscale(id(), name.clone()));
            }
            let wrong = items.iter().enumerate().find(|(at, item)| {
                items[..*at].contains(item) || form.items.iter().all(|other| other.key != **item)
            });
            if let Some((_, item)) = wrong {
                return Err(Wrong::WrongItem(id(), name.clone(), item.clone()));
            }
        }
        if !(1..=100).contains(&form.minimum_answered_percent) {
            return Err(Wrong::WrongShare(id(), form.minimum_answered_percent));
        }
        let one = match &form.items[..] {
            [item] if item.keyed == Keyed::Straight => Some(i32::from(item.min)..=i32::from(item.max)),
            _ => None,
        };
        match form.reading {
            Reading::Recommendation if one != Some(0..=10) => Err(Wrong::NoRecommendation(id())),
            Reading::Satisfaction if one.is_none_or(|steps| steps.end() - steps.start() < 2) => {
                Err(Wrong::NoSatisfaction(id()))
            }
            _ => Ok(Self(form)),
        }
    }
}

impl From<Instrument> for Form {
    fn from(instrument: Instrument) -> Self {
        instrument.0
    }
}

impl fmt::Display for Baseline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Before => "asked before",
            Self::LookingBack => "asked looking back",
        })
    }
}
