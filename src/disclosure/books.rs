//! Figures of money among other figures: what a funder gave, what somebody is paid, what somebody gave of their time.
//!
//! | | rule |
//! | --- | --- |
//! | money received | the total, unless the largest funders are too large a part of it; by kind all or none; of donors, who are people, at least k |
//! | concentration | of at least k funders, by the same rule: the index and the largest share up to steps of 5 per cent, no more |
//! | money spent | the total and by category, but for pay, as nobody says how many share it, and as much else as keeps it from being what is left; where there is not so much, not the total either |
//! | costs of one | not where how many they are is hidden, or all that was spent, as the two tell each other; of 30 days, without how many pairings they are of |
//! | how long money lasts | in whole months, up to two years; where it depends on what comes in, over a year only and by the rule for money received |
//! | hours of volunteers | of at least k people, by the same rule; else nothing in which hours are counted either, nor where hours of all the time are |
//!
//! A table of kinds with some of them shown is made by [`Sums`](super::Sums), which is published *instead* of these figures.

use super::{Policy, Why};
use crate::{
    feedback::{Category, Currency, FunderKind},
    impact::{About, Caveat, Estimate, Indicator},
};

/// Whether a figure speaks of an organisation and its funders, not of so many people.
pub(super) fn is_of_books(indicator: Indicator) -> bool {
    use Indicator as I;
    matches!(
        indicator,
        I::Received | I::Spent | I::LargestFunder | I::Runway | I::RunwayGross | I::RunwayWithoutLargest
    )
}

/// Whether a figure is money over its n, so that the money tells the n.
pub(super) fn tells_n(indicator: Indicator) -> bool {
    use Indicator as I;
    matches!(indicator, I::CostPerPairing | I::CostPerCompleted | I::CostPerImproved)
}

/// The same, or of a number that is nearly known.
fn is_cost(indicator: Indicator) -> bool {
    tells_n(indicator) || indicator == Indicator::CostPerMonth
}

/// Why figures of money are withheld, by their place; nothing for all others.
pub(super) fn withheld(estimates: &[Estimate], policy: &Policy) -> Vec<Option<Why>> {
    let why = estimates.iter().map(|estimate| by_itself(estimate, policy)).collect();
    let mut books = Books { estimates, policy, why };
    let mut currencies: Vec<Option<Currency>> = estimates.iter().map(currency).collect();
    currencies.sort_unstable();
    currencies.dedup();
    for money in currencies {
        books.received(money);
        books.spent(money);
        books.hours(money);
    }
    books.why
}

struct Books<'a> {
    estimates: &'a [Estimate],
    policy: &'a Policy,
    why: Vec<Option<Why>>,
}

impl Books<'_> {
    /// The places of some figures of a currency.
    fn places(&self, money: Option<Currency>, of: impl Fn(&Estimate) -> bool) -> Vec<usize> {
        let theirs = self.estimates.iter().enumerate();
        theirs.filter(|(_, other)| currency(other) == money && of(other)).map(|(place, _)| place).collect()
    }

    fn hide(&mut self, places: Vec<usize>, why: Why) {
        for place in places {
            self.why[place].get_or_insert(why);
        }
    }

    /// By kind all or none; and what lasts by what comes in only with it, over a year, as in less of it one may have given all.
    fn received(&mut self, money: Option<Currency>) {
        let by_kind = self.places(money, |other| other.indicator == Indicator::Received && !is_total(other));
        if by_kind.iter().any(|&place| self.why[place].is_some()) {
            self.hide(by_kind.clone(), Why::Remainder);
        }
        let total = self.places(money, |other| other.indicator == Indicator::Received && is_total(other));
        let donors_only =
            !by_kind.is_empty() && by_kind.iter().all(|&place| is_of_donors(&self.estimates[place]));
        let k = self.policy.threshold();
        let few: Vec<usize> = total
            .iter()
            .copied()
            .filter(|&place| donors_only && k.is_unsafe(self.estimates[place].n))
            .collect();
        self.hide(few, Why::FewPeople);
        let is_told = total.iter().any(|&place| self.why[place].is_none());
        let by_income = |indicator| matches!(indicator, Indicator::Runway | Indicator::RunwayWithoutLargest);
        let of_a_year = |other: &Estimate| other.about.contains(&About::Months(12));
        let lasts = self.places(money, |other| by_income(other.indicator) && !(is_told && of_a_year(other)));
        self.hide(lasts, Why::Dominance);
    }

    /// Hides what people are paid, and of the others from the least as much as the limit for the largest contributor asks
    /// for, so that pay is not what is left.
    fn spent(&mut self, money: Option<Currency>) {
        let by_category = self.places(money, |other| other.indicator == Indicator::Spent && !is_total(other));
        let cents = |place: usize| self.estimates[place].value.unwrap_or(0.0).max(0.0);
        let (pay, mut others): (Vec<usize>, Vec<usize>) =
            by_category.into_iter().partition(|&place| is_pay(&self.estimates[place]));
        if pay.is_empty() {
            return;
        }
        let about = |place: usize| &self.estimates[place].about;
        others.sort_by(|&a, &b| cents(a).total_cmp(&cents(b)).then_with(|| about(a).cmp(about(b))));
        let asked: f64 =
            pay.iter().map(|&place| cents(place)).sum::<f64>() * self.policy.dominance().closest() / 100.0;
        let (mut beside, mut hidden) = (Vec::new(), 0.0);
        for place in others {
            if !beside.is_empty() && hidden >= asked {
                break;
            }
            hidden += cents(place);
            beside.push(place);
        }
        let is_left = beside.is_empty() || hidden < asked;
        self.hide(pay, Why::FewPeople);
        self.hide(beside, Why::Remainder);
        if is_left {
            let is_all = |other: &Estimate| other.indicator == Indicator::Spent || is_cost(other.indicator);
            let all = self.places(money, is_all);
            self.hide(all, Why::Remainder);
        }
    }

    /// Costs with and without hours tell the hours. Those of all the time are nowhere told, and may be one person's more.
    fn hours(&mut self, money: Option<Currency>) {
        let k = self.policy.threshold().people();
        let told = self.places(money, |other| other.indicator == Indicator::VolunteerHours);
        let are_told = !told.is_empty()
            && told.iter().all(|&place| {
                let hours = &self.estimates[place];
                self.why[place].is_none() && hours.people.min(hours.n) >= k
            });
        let counted = self.places(money, |other| {
            let ever = other.caveats.contains(&Caveat::AllTheTime);
            other.about.contains(&About::HoursCounted) && (ever || !are_told)
        });
        self.hide(counted, Why::Remainder);
    }
}

/// Why a figure of money is not shown whatever else is.
fn by_itself(estimate: &Estimate, policy: &Policy) -> Option<Why> {
    use Indicator as I;
    match estimate.indicator {
        // More exactly than by the index in steps, they tell the shares of three.
        I::NormalisedConcentration | I::EffectiveFunders | I::FundingDiversity => Some(Why::Dominance),
        I::Concentration | I::LargestFunder if estimate.n < policy.threshold().people() => {
            Some(Why::FewPeople)
        }
        I::Received if is_of_donors(estimate) && policy.threshold().is_unsafe(estimate.n) => {
            Some(Why::FewPeople)
        }
        I::Received | I::Concentration | I::LargestFunder | I::VolunteerHours | I::RunwayWithoutLargest => {
            is_dominated(estimate, policy).then_some(Why::Dominance)
        }
        _ => None,
    }
}

/// Whether the largest contributors are too large a part of what a figure speaks of, or nobody says how large they are.
fn is_dominated(estimate: &Estimate, policy: &Policy) -> bool {
    let broken = estimate.caveats.iter().find_map(|caveat| match caveat {
        Caveat::Largest { first, second, of } => Some(policy.dominance().is_broken(*first, *second, *of)),
        _ => None,
    });
    broken.unwrap_or(estimate.n > 0)
}

/// Whether a sum is of all kinds or categories.
fn is_total(estimate: &Estimate) -> bool {
    let parts = |part: &About| matches!(part, About::FunderKind(_) | About::Category(_) | About::Purpose(_));
    !estimate.about.iter().any(parts)
}

fn is_of_donors(estimate: &Estimate) -> bool {
    estimate.about.contains(&About::FunderKind(FunderKind::Donor))
}

fn is_pay(estimate: &Estimate) -> bool {
    estimate.about.contains(&About::Category(Category::Staff))
}

fn currency(estimate: &Estimate) -> Option<Currency> {
    estimate.about.iter().find_map(|part| match part {
        About::Currency(currency) => Some(*currency),
        _ => None,
    })
}
