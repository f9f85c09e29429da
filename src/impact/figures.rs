//! All figures of a programme as of a day, from tallies that merge.

use serde::{Deserialize, Serialize};

use super::{
    About, Accumulate, AsOf, Community, Course, Delivery, Estimate, Evidence, Indicator, Integration, Length,
    Money, Participation, Progress, Snapshot, Voices,
};

/// All that is counted of a programme, or of part of one: what is stored, sent and merged, so that a neighbourhood, a town
/// and a region have figures that fit each other.
///
/// ```
/// use mentorship::{feedback::Record, impact::{AsOf, Snapshot, Tallies}, jiff::civil::date};
///
/// let on = AsOf::new(date(2026, 12, 31));
/// let (north, south) = (Record::default(), Record::default());
/// let mut town = Tallies::of(&Snapshot::new(&north, on));
/// town.merge(&Tallies::of(&Snapshot::new(&south, on)));
/// assert!(town.figures(&on).all().iter().all(|figure| figure.value.is_none_or(|value| value == 0.0)));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tallies {
    /// Who is reached.
    pub participation: Participation,
    /// What happened between people.
    pub delivery: Delivery,
    /// How long it lasts.
    pub length: Length,
    /// What people say.
    pub voices: Voices,
    /// What changed for them.
    pub progress: Progress,
    /// What they told.
    pub evidence: Evidence,
    /// What it did to the community.
    pub community: Community,
    /// What happened in their lives.
    pub integration: Integration,
    /// Where the money comes from, and what things cost.
    pub money: Money,
}

impl Tallies {
    /// Counts a snapshot.
    pub fn of(snapshot: &Snapshot<'_>) -> Self {
        let courses = Course::all(snapshot);
        Self {
            participation: Participation::of(snapshot),
            delivery: Delivery::of_courses(snapshot, &courses),
            length: Length::of_courses(courses),
            voices: Voices::of(snapshot),
            progress: Progress::of(snapshot),
            evidence: Evidence::of(snapshot),
            community: Community::of(snapshot),
            integration: Integration::of(snapshot),
            money: Money::of(snapshot),
        }
    }

    /// Takes all that another has taken. Both are to be as of the same day.
    pub fn merge(&mut self, other: &Self) {
        self.participation.merge(&other.participation);
        self.delivery.merge(&other.delivery);
        self.length.merge(&other.length);
        self.voices.merge(&other.voices);
        self.progress.merge(&other.progress);
        self.evidence.merge(&other.evidence);
        self.community.merge(&other.community);
        self.integration.merge(&other.integration);
        self.money.merge(&other.money);
    }

    /// The figures, in the order of the catalogue's sections.
    pub fn figures(&self, on: &AsOf) -> Figures {
        let sections = [
            self.participation.estimates(on),
            self.delivery.estimates(on),
            self.length.estimates(on),
            self.voices.estimates(on),
            self.progress.estimates(on),
            self.evidence.estimates(on),
            self.community.estimates(on),
            self.integration.estimates(on),
            self.money.estimates(&self.progress, on),
        ];
        Figures { all: sections.into_iter().flatten().collect() }
    }
}

/// Figures, to be asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Figures {
    all: Vec<Estimate>,
}

impl Figures {
    /// Counts a snapshot and tells its figures.
    pub fn of(snapshot: &Snapshot<'_>) -> Self {
        Tallies::of(snapshot).figures(snapshot.on())
    }

    /// All of them.
    pub fn all(&self) -> &[Estimate] {
        &self.all
    }

    /// Those of one indicator.
    pub fn of_indicator(&self, indicator: Indicator) -> impl Iterator<Item = &Estimate> {
        self.all.iter().filter(move |figure| figure.indicator == indicator)
    }

    /// The first figure of an indicator that speaks of all of these.
    pub fn get(&self, indicator: Indicator, about: &[About]) -> Option<&Estimate> {
        self.of_indicator(indicator).find(|figure| figure.speaks_of(about))
    }
}
