//! Figures that others may see.
//!
//! What is shown of a figure is a value (or a limit of it), an interval, of how many, and what to keep in mind, each as far
//! as it leads to nobody:
//!
//! | | rule |
//! | --- | --- |
//! | any figure | at least k different people |
//! | a share of n | k or more hit, and k or more did not; else a limit in steps of 5 per cent, the same for nobody as for k − 1 |
//! | a share by Kaplan–Meier or Aalen–Johansen | the same of the number that the interval speaks of (Dorey and Korn 1987) |
//! | a count | none, or k or more; and what it leaves of n as well |
//! | days that are one person's (medians, quantiles) | up to the next full step of the policy's grid |
//! | a chance | below 0.001, 0.01 or 0.05, or not: an exact one tells the counts behind it |
//! | a mean, a score, a coefficient | not where all are the same |
//! | ties between and within groups | k or more of each, or none |
//! | parts of a network | people in the largest, who is alone and who holds it together; not how many parts there are or how many can reach each other, and of ties made none, as that is who was matched |
//! | what lies within, or is a part of, something else | see below |
//!
//! Counts within counts (the funnel, who answered of those asked) are equal or differ by k or more; of the parts of a whole
//! (how pairings ended, neighbourhoods of a town) none is hidden or at least two with k people together. Where the number n
//! is what would tell, and the value does not tell n, the value is shown without it.
//!
//! Figures of money have rules of their own: they stand in `books`. What tells more beside another figure stands in `beside`.
//!
//! A withheld figure is the same whatever the reason. Where already its name would tell something, such as a theme or a
//! group that no figure shown speaks of, it is left out and only counted.

use super::{
    Decision, Policy, Release, Threshold, Why, beside, books,
    counts::Counts,
    effective,
    release::sealed::Sealed,
    sets::{Told, compares, hits, is_share_of_n},
    shown::{Missing, PublicFigure, PublicFigures, ShownCaveat, ShownFigure, ShownValue, WithheldFigure},
    unfit::{are_made, is_one_persons, unfit},
};
use crate::impact::{
    About, Caveat, Estimate, Figures, Indicator, Interval, Method, Stage, Unit, distribution::real,
};

/// Months that money lasts are told up to here: two years.
const MOST_MONTHS: f64 = 24.0;

impl Sealed for Figures {}

impl Release for Figures {
    type Public = PublicFigures;

    fn decide(&self, policy: &Policy) -> Decision<PublicFigures> {
        decide(self.all(), policy)
    }
}

impl Sealed for Vec<Estimate> {}

/// Several sets of figures together: those of the whole programme and of its groups, each [about](Estimate::about) its group,
/// and comparisons of these. What is released in one go is protected together.
impl Release for Vec<Estimate> {
    type Public = PublicFigures;

    fn decide(&self, policy: &Policy) -> Decision<PublicFigures> {
        decide(self, policy)
    }
}

/// What becomes of a figure, before it is known which names are.
enum Fate {
    Shown(ShownFigure, Option<Why>),
    Withheld(Why),
}

fn decide(estimates: &[Estimate], policy: &Policy) -> Decision<PublicFigures> {
    let k = policy.threshold();
    let beside = beside::withheld(estimates, k.people());
    let told: Vec<Told> = estimates
        .iter()
        .zip(books::withheld(estimates, policy))
        .zip(beside)
        .map(|((estimate, of_money), beside)| Told::by(estimate, of_money.or(unfit(estimate, k)).or(beside)))
        .collect();
    let rules = Rules { k, policy, counts: Counts::of(&told, k) };
    let mut fates: Vec<Fate> =
        estimates.iter().zip(&told).map(|(estimate, told)| rules.fate(estimate, told)).collect();
    let is_whole = |place: usize| {
        matches!(&fates[place], Fate::Shown(ShownFigure { value: ShownValue::Exactly(_), .. }, None))
    };
    let untold: Vec<bool> =
        estimates.iter().map(|estimate| beside::is_untold(estimate, estimates, is_whole)).collect();
    for (fate, untold) in fates.iter_mut().zip(untold) {
        if untold && let Fate::Shown(..) = fate {
            *fate = Fate::Withheld(Why::Remainder);
        }
    }
    let named: Vec<&About> = fates
        .iter()
        .filter_map(|fate| match fate {
            Fate::Shown(shown, _) => Some(&shown.about),
            Fate::Withheld(_) => None,
        })
        .flatten()
        .filter(|part| comes_of_facts(part))
        .collect();
    let mut public = PublicFigures::default();
    let mut reasons = Vec::new();
    for (place, (estimate, fate)) in estimates.iter().zip(&fates).enumerate() {
        match fate {
            Fate::Shown(shown, why) => {
                reasons.extend(why.map(|why| (place, why)));
                public.figures.push(PublicFigure::Shown(shown.clone()));
            }
            Fate::Withheld(why) => {
                reasons.push((place, *why));
                let known = |part: &About| !data_born(estimate, part) || named.contains(&part);
                if estimate.about.iter().all(known) {
                    let (indicator, about) = (estimate.indicator, estimate.about.clone());
                    public.figures.push(PublicFigure::Withheld(WithheldFigure { indicator, about }));
                } else {
                    public.left_out += 1;
                }
            }
        }
    }
    Decision::new(public, estimates.len(), reasons)
}

/// Whether such a name exists only because somebody has it.
fn comes_of_facts(part: &About) -> bool {
    matches!(
        part,
        About::Theme(_)
            | About::Milestone(_)
            | About::Group(..)
            | About::Between(..)
            | About::Coders(..)
            | About::Length(_)
    )
}

/// The same of a figure: lengths that were agreed on are known from the pairings, others from the catalogue.
fn data_born(estimate: &Estimate, part: &About) -> bool {
    comes_of_facts(part)
        && (!matches!(part, About::Length(_)) || estimate.indicator == Indicator::EarlyClosure)
}

/// The rules, for one set of figures.
struct Rules<'a> {
    k: Threshold,
    policy: &'a Policy,
    counts: Counts,
}

impl Rules<'_> {
    fn fate(&self, estimate: &Estimate, told: &Told) -> Fate {
        match self.value(estimate, told) {
            Ok((value, why)) => Fate::Shown(self.shown(estimate, told, value), why),
            Err(why) => Fate::Withheld(why),
        }
    }

    /// What is shown of a value, and why not all; or why nothing is.
    fn value(&self, estimate: &Estimate, told: &Told) -> Result<(ShownValue, Option<Why>), Why> {
        if let Some(why) = told.unfit.or(self.counts.hidden(&told.part)) {
            return Err(why);
        }
        let unit = estimate.indicator.definition().unit;
        let Some(value) = estimate.value else { return Ok((ShownValue::NotKnown, None)) };
        let shown = match unit {
            Unit::Share => return self.share(estimate, told, value),
            Unit::Count => {
                self.counts.hidden(&told.of).map_or(Ok(()), Err)?;
                ShownValue::Exactly(value.round())
            }
            Unit::ShareDifference if !compares(estimate) => {
                self.counts.hidden(&told.of).map_or(Ok(()), Err)?;
                // The net of one group is that of all less that of the others.
                if told.is_of_a_group() {
                    return Err(Why::Remainder);
                }
                ShownValue::Exactly(rounded(unit, value))
            }
            Unit::Days if is_one_persons(estimate.indicator) => {
                let grid = f64::from(self.policy.grid().get());
                ShownValue::AtMost((value / grid).ceil() * grid)
            }
            Unit::Probability => chance(value),
            Unit::NetPoints => ShownValue::Exactly(value.round()),
            Unit::Cents if books::tells_n(estimate.indicator) => {
                // The money spent over the cost of one is how many they are.
                self.counts.hidden(&told.of).map_or(Ok(()), Err)?;
                ShownValue::Exactly(value.round())
            }
            // Two long times that differ by little tell what one funder gave.
            Unit::Months if value >= MOST_MONTHS => ShownValue::AtLeast(MOST_MONTHS),
            Unit::Coefficient if estimate.indicator == Indicator::Concentration => up_to_a_step(value),
            _ => ShownValue::Exactly(rounded(unit, value)),
        };
        Ok((shown, None))
    }

    fn share(&self, estimate: &Estimate, told: &Told, value: f64) -> Result<(ShownValue, Option<Why>), Why> {
        let (n, k) = (estimate.n, self.k.people());
        if estimate.indicator == Indicator::LargestFunder {
            // The exact share and the sum would tell what one funder gave.
            return Ok((up_to_a_step(value), None));
        }
        if is_of_pairs(estimate.indicator) {
            return Ok((ShownValue::Exactly(rounded(Unit::Share, value)), None));
        }
        let hits = hits(value, n);
        let misses = n.saturating_sub(hits);
        let invited = About::Stage(Stage::Invited);
        let of_themselves =
            estimate.indicator == Indicator::FunnelReached && estimate.about.contains(&invited);
        let small = !of_themselves && (hits < k || misses < k);
        let why = if hits == 0 || misses == 0 { Why::GroupDisclosure } else { Why::SmallPart };
        if is_share_of_n(estimate.indicator) {
            if let Some(why) = self.counts.hidden(&told.of) {
                return Err(why);
            }
            if small && self.counts.is_part(told) {
                return Err(why);
            }
            if estimate.indicator.definition().method == Method::LogLog
                && (small || !effective::enough(estimate, value, self.k))
            {
                return Err(why);
            }
        }
        let limit = real(k) / real(n);
        Ok(if !small {
            (ShownValue::Exactly(rounded(Unit::Share, value)), None)
        } else if hits < k {
            (ShownValue::Below((limit * 20.0).ceil() / 20.0), Some(why))
        } else {
            (ShownValue::AtLeast(((1.0 - limit) * 20.0).floor() / 20.0), Some(why))
        })
    }

    fn shown(&self, estimate: &Estimate, told: &Told, value: ShownValue) -> ShownFigure {
        let Estimate { indicator, version, about, missing, as_of, .. } = estimate;
        let is_told =
            self.counts.hidden(&told.of).is_none() && !compares(estimate) && !self.is_near(estimate);
        let n = (is_told && estimate.n >= self.k.people()).then_some(estimate.n);
        let due_is_told = told.due.as_ref().is_some_and(|due| self.counts.hidden(due).is_none());
        let is_told = || n.is_some() && due_is_told && !self.k.is_unsafe(*missing);
        let missing = if *missing == 0 || is_told() { Missing::Exactly(*missing) } else { Missing::Some };
        ShownFigure {
            indicator: *indicator,
            version: *version,
            about: about.clone(),
            value,
            interval: self.interval(estimate, value),
            n,
            missing,
            as_of: *as_of,
            caveats: estimate
                .caveats
                .iter()
                .filter_map(|caveat| self.caveat(caveat, estimate, n, missing))
                .collect(),
        }
    }

    /// Whether its n is near another number: ties between all but a few who have no year of birth, and people with ties made,
    /// who are those who were matched.
    fn is_near(&self, estimate: &Estimate) -> bool {
        let few_left_out = |caveat: &Caveat| match caveat {
            Caveat::NotPlaced { left_out } => self.k.is_unsafe(*left_out),
            _ => false,
        };
        are_made(estimate) || estimate.caveats.iter().any(few_left_out)
    }

    fn interval(&self, estimate: &Estimate, value: ShownValue) -> Option<Interval> {
        let definition = estimate.indicator.definition();
        let interval = estimate.interval?;
        match (value, definition.unit) {
            (ShownValue::AtMost(_), Unit::Days) => {
                let grid = f64::from(self.policy.grid().get());
                let down = |day: f64| (day / grid).floor() * grid;
                let up = |day: f64| (day / grid).ceil() * grid;
                Some(Interval { lower: interval.lower.map(down), upper: interval.upper.map(up), ..interval })
            }
            // The interval of a change within the same people tells how many gained and how many lost.
            (ShownValue::Exactly(_), Unit::ShareDifference) if !compares(estimate) => None,
            (ShownValue::Exactly(_), Unit::NetPoints) => effective::net_answers(estimate, interval)
                .is_some_and(|answers| answers >= effective::least(self.k.people()))
                .then(|| interval.map(f64::round)),
            (ShownValue::Exactly(_), unit) => Some(interval.map(|end| rounded(unit, end))),
            _ => None,
        }
    }

    fn caveat(
        &self,
        caveat: &Caveat,
        estimate: &Estimate,
        n: Option<u64>,
        missing: Missing,
    ) -> Option<ShownCaveat> {
        let enough = |people: u64| people >= self.k.people();
        let missing_is_told = matches!(missing, Missing::Exactly(people) if enough(people));
        match caveat {
            Caveat::Few { minimum } => n.map(|_| ShownCaveat::Few { minimum: *minimum }),
            Caveat::LowResponse { .. } => Some(ShownCaveat::LowResponse),
            Caveat::Reversal { dimension } => Some(ShownCaveat::Reversal { dimension: dimension.clone() }),
            Caveat::Detectable { deviations } => {
                n.map(|_| ShownCaveat::Detectable { deviations: rounded(Unit::Deviations, *deviations) })
            }
            Caveat::NotReached => Some(ShownCaveat::NotReached),
            Caveat::BeyondData => Some(ShownCaveat::BeyondData),
            Caveat::NoComparison => Some(ShownCaveat::NoComparison),
            Caveat::LookingBack => Some(ShownCaveat::LookingBack),
            // From the three values follows how many are missing.
            Caveat::IfMissing { lowest, highest } if missing_is_told => Some(ShownCaveat::IfMissing {
                lowest: rounded(Unit::Points, *lowest),
                highest: rounded(Unit::Points, *highest),
            }),
            Caveat::Attrition { balance, .. } if missing_is_told => Some(ShownCaveat::Attrition(*balance)),
            Caveat::FirstCounts { others } if enough(*others) => Some(ShownCaveat::FirstCounts),
            Caveat::SharedMentors { mentors } if enough(estimate.n.saturating_sub(*mentors)) => {
                Some(ShownCaveat::SharedMentors)
            }
            Caveat::NotByLot => Some(ShownCaveat::NotByLot),
            Caveat::BySizes { expected, lowest, highest } => {
                let [expected, lowest, highest] = [*expected, *lowest, *highest].map(tenths);
                Some(ShownCaveat::BySizes { expected, lowest, highest })
            }
            Caveat::ByLuck { lowest, highest } => {
                let unit = estimate.indicator.definition().unit;
                // As those by sizes.
                let by_sizes = unit == Unit::Coefficient;
                let [lowest, highest] = [*lowest, *highest]
                    .map(|value| if by_sizes { tenths(value) } else { rounded(unit, value) });
                Some(ShownCaveat::ByLuck { lowest, highest })
            }
            Caveat::MadeByMatching => Some(ShownCaveat::MadeByMatching),
            Caveat::Clustered { .. } => Some(ShownCaveat::Clustered),
            Caveat::NotPlaced { left_out } if enough(*left_out) => Some(ShownCaveat::NotPlaced),
            Caveat::Surplus => Some(ShownCaveat::Surplus),
            Caveat::BooksTooShort => Some(ShownCaveat::BooksTooShort),
            Caveat::NoBalance => Some(ShownCaveat::NoBalance),
            Caveat::AllTheTime => Some(ShownCaveat::AllTheTime),
            // What is not known to be safe is not shown.
            _ => None,
        }
    }
}

/// Whether a share is of pairs of people, or a mean over people: it lies far from both ends, and tells no count of people.
fn is_of_pairs(indicator: Indicator) -> bool {
    use Indicator as I;
    matches!(indicator, I::Density | I::DensityWithin | I::Bridging | I::Clustering | I::Transitivity)
}

/// Up to the next full step of 0.05.
fn up_to_a_step(value: f64) -> ShownValue {
    ShownValue::AtMost((value * 20.0).ceil() / 20.0)
}

/// In tenths, as more exactly it tells how large the groups are.
fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}

/// The class of a chance: an exact one tells the counts behind it.
fn chance(value: f64) -> ShownValue {
    let class = [0.001, 0.01, 0.05].into_iter().find(|limit| value < *limit);
    class.map_or(ShownValue::AtLeast(0.05), ShownValue::Below)
}

/// A value with as many decimals as it is told with.
fn rounded(unit: Unit, value: f64) -> f64 {
    let parts = match unit {
        Unit::Share | Unit::ShareDifference | Unit::Probability => 1000.0,
        Unit::Points | Unit::Deviations | Unit::Coefficient | Unit::Steps | Unit::Number => 100.0,
        Unit::PerMonth | Unit::TScore => 10.0,
        Unit::Count
        | Unit::Days
        | Unit::Minutes
        | Unit::NetPoints
        | Unit::Cents
        | Unit::Hours
        | Unit::Months => 1.0,
    };
    // No negative zero.
    (value * parts).round() / parts + 0.0
}
