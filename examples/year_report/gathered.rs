//! What is released for whom.

use std::collections::BTreeMap;

use mentorship::{
    disclosure::{
        Contributors, Internal, Policy, PublicCurve, PublicFigures, PublicIncidences, PublicQuotes,
        PublicSeries, PublicSums, Published, PublishedTable, Quotes, Series, Sums, TwoWay,
    },
    feedback::{Closure, Currency, FunderKind, Purpose, Wave},
    impact::{
        About, Accumulate, Community, Estimate, Figures, Indicator, Length, Money, Snapshot, Ties, Voices,
    },
    people::Label,
    trend::Monthly,
};

use super::Failed;

/// Everything that one kind of reader may see of a year.
pub(crate) struct Gathered {
    pub(crate) figures: Published<PublicFigures>,
    pub(crate) retention: Published<PublicCurve>,
    pub(crate) endings: Published<PublicIncidences<Closure>>,
    pub(crate) currency: Currency,
    pub(crate) money: Published<PublicSums<FunderKind>>,
    pub(crate) ties: Option<Published<PublishedTable>>,
    pub(crate) answers: Option<Published<PublishedTable>>,
    pub(crate) months: Published<PublicSeries>,
    pub(crate) quotes: Published<PublicQuotes>,
}

impl Gathered {
    pub(crate) fn of(snapshot: &Snapshot<'_>, policy: &Policy) -> Result<Self, Failed> {
        let length = Length::of(snapshot);
        let endings = length.endings().finish();
        Ok(Self {
            figures: Internal::new(figures(snapshot)?).release(policy),
            retention: Internal::new(endings.any().clone()).release(policy),
            endings: Internal::new(endings).release(policy),
            currency: snapshot.record().meanings().currency,
            money: Internal::new(sums(snapshot)).release(policy),
            ties: ties(snapshot)?.map(|table| Internal::new(table).release(policy)),
            answers: answers(snapshot)?.map(|table| Internal::new(table).release(policy)),
            months: Internal::new(check_ins(snapshot)).release(policy),
            quotes: Internal::new(Quotes::of(snapshot.record())).release(policy),
        })
    }
}

/// All figures, and how many of each group are satisfied.
fn figures(snapshot: &Snapshot<'_>) -> Result<Vec<Estimate>, Failed> {
    let mut all = Figures::of(snapshot).all().to_vec();
    for dimension in ["neighbourhood", "newcomer"] {
        let dimension = Label::new(dimension)?;
        for (group, people) in snapshot.groups(&dimension) {
            let voices = Voices::of(&people).estimates(people.on());
            let satisfied = voices.into_iter().filter(|figure| figure.indicator == Indicator::Satisfied);
            all.extend(
                satisfied.map(|figure| figure.about([About::Group(dimension.clone(), group.clone())])),
            );
        }
    }
    Ok(all)
}

fn sums(snapshot: &Snapshot<'_>) -> Sums<FunderKind> {
    let money = Money::of(snapshot);
    let mut sums = Sums::new(Contributors::Organisations);
    if let Some(books) = money.books(snapshot.record().meanings().currency) {
        for kind in FunderKind::ALL {
            let mut given = books.contributions(kind, Purpose::Free);
            given.extend(books.contributions(kind, Purpose::Restricted));
            if !given.is_empty() {
                sums = sums.with(kind, &given);
            }
        }
    }
    sums
}

/// Ties that people told of, from part of town to part of town.
fn ties(snapshot: &Snapshot<'_>) -> Result<Option<TwoWay>, Failed> {
    let groups = Community::of(snapshot).groups(Ties::Told, &Label::new("neighbourhood")?);
    let labels = groups.labels();
    if labels.len() < 2 {
        return Ok(None);
    }
    let of = u32::try_from(labels.len())?;
    let counts: Vec<Vec<u64>> =
        (0..of).map(|from| (0..of).map(|to| groups.mixing().arcs_between(from, to)).collect()).collect();
    Ok(Some(TwoWay::new(labels.to_vec(), labels.to_vec(), counts)?))
}

/// What mentees answered to the statements about confidence at the end.
fn answers(snapshot: &Snapshot<'_>) -> Result<Option<TwoWay>, Failed> {
    let mut counts: BTreeMap<Label, [u64; 5]> = BTreeMap::new();
    for response in &snapshot.record().facts().responses {
        let is_asked = response.instrument.as_str() == "confidence" && response.wave == Wave::After;
        let Some(answers) = response.answers.as_ref().filter(|_| is_asked) else { continue };
        for (item, answer) in &answers.items {
            if let Some(at) = usize::try_from(*answer - 1).ok().filter(|at| *at < 5) {
                counts.entry(Label::new(item.as_str())?).or_default()[at] += 1;
            }
        }
    }
    if counts.is_empty() {
        return Ok(None);
    }
    let words = ["helemaal niet", "een beetje", "soms", "vaak", "altijd"].map(Label::new);
    let words: Vec<Label> = words.into_iter().collect::<Result<_, _>>()?;
    let (items, counts): (Vec<_>, Vec<Vec<u64>>) =
        counts.into_iter().map(|(item, counts)| (item, counts.to_vec())).unzip();
    Ok(Some(TwoWay::new(items, words, counts)?))
}

/// The share of check-ins held in time, month by month.
fn check_ins(snapshot: &Snapshot<'_>) -> Series {
    let months = Monthly::of(snapshot).check_ins();
    Series::shares(months.shares().map(|(month, share)| (month.first_day(), share)))
}
