//! A year as its readers may see it: every result of a record that a report of a year can hold, released for them.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    disclosure::{
        Contributors, Internal, Policy, PublicCurve, PublicFigures, PublicIncidences, PublicQuotes,
        PublicSeries, PublicSums, Published, PublishedTable, Quotes, Series, Sums, TwoWay,
    },
    feedback::{Closure, Currency, FunderKind, Purpose, Wave},
    id::InstrumentId,
    impact::{About, Accumulate, Community, Estimate, Figures, Indicator, Length, Money, Snapshot, Ties},
    people::Label,
    trend::Monthly,
};

/// Everything that one kind of reader may see of a year. It is asked of a snapshot, of a programme's record or any other, and a
/// report of the year is made of it.
///
/// ```
/// use mentorship::{
///     disclosure::Policy, feedback::Record, impact::{AsOf, Snapshot}, jiff::civil::date, programme::PublishedYear,
/// };
///
/// let (record, on) = (Record::default(), date(2026, 12, 31));
/// let year = PublishedYear::of(&Snapshot::new(&record, AsOf::new(on)), &Policy::public(on));
/// assert_eq!(year.figures().day(), on);
/// assert!(year.ties().is_none(), "nobody told of any");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedYear {
    figures: Published<PublicFigures>,
    retention: Published<PublicCurve>,
    endings: Published<PublicIncidences<Closure>>,
    currency: Currency,
    money: Published<PublicSums<FunderKind>>,
    check_ins: Published<PublicSeries>,
    quotes: Published<PublicQuotes>,
    ties: Option<Published<PublishedTable>>,
    answers: Vec<Published<PublishedTable>>,
}

impl PublishedYear {
    /// Releases all figures, with how many are satisfied in each group of every dimension that people enrolled with; how long pairings
    /// last and how they end; who gave how much; check-ins month by month; and what people may be quoted with.
    pub fn of(snapshot: &Snapshot<'_>, policy: &Policy) -> Self {
        let endings = Length::of(snapshot).endings().finish();
        Self {
            figures: Internal::new(figures(snapshot)).release(policy),
            retention: Internal::new(endings.any().clone()).release(policy),
            endings: Internal::new(endings).release(policy),
            currency: snapshot.record().meanings().currency,
            money: Internal::new(sums(snapshot)).release(policy),
            check_ins: Internal::new(check_ins(snapshot)).release(policy),
            quotes: Internal::new(Quotes::of(snapshot.record())).release(policy),
            ties: None,
            answers: Vec::new(),
        }
    }

    /// With how many ties that people told of go from which group of a dimension to which; without where fewer than two groups are
    /// known.
    #[must_use]
    pub fn ties_between(mut self, snapshot: &Snapshot<'_>, dimension: &Label, policy: &Policy) -> Self {
        self.ties = ties(snapshot, dimension).map(|table| Internal::new(table).release(policy));
        self
    }

    /// With how many gave which answer to each item of an instrument on an occasion. `steps` are the words for the answers, from the
    /// lowest, which is `lowest`; answers beyond them are not counted.
    #[must_use]
    pub fn answers_to(
        mut self,
        snapshot: &Snapshot<'_>,
        (instrument, wave): (&InstrumentId, Wave),
        (lowest, steps): (i16, &[Label]),
        policy: &Policy,
    ) -> Self {
        let table = answers(snapshot, instrument, wave, lowest, steps);
        self.answers.extend(table.map(|table| Internal::new(table).release(policy)));
        self
    }

    /// The figures.
    pub fn figures(&self) -> &Published<PublicFigures> {
        &self.figures
    }

    /// How long pairings last.
    pub fn retention(&self) -> &Published<PublicCurve> {
        &self.retention
    }

    /// How they end.
    pub fn endings(&self) -> &Published<PublicIncidences<Closure>> {
        &self.endings
    }

    /// Who gave how much, in cents of that currency.
    pub fn money(&self) -> (Currency, &Published<PublicSums<FunderKind>>) {
        (self.currency, &self.money)
    }

    /// The share of check-ins held in time, month by month.
    pub fn check_ins(&self) -> &Published<PublicSeries> {
        &self.check_ins
    }

    /// Who may be quoted with what. The words are the caller's, in the notes.
    pub fn quotes(&self) -> &Published<PublicQuotes> {
        &self.quotes
    }

    /// Ties from group to group, where they were asked for.
    pub fn ties(&self) -> Option<&Published<PublishedTable>> {
        self.ties.as_ref()
    }

    /// Answers, where they were asked for.
    pub fn answers(&self) -> &[Published<PublishedTable>] {
        &self.answers
    }
}

#[cfg(feature = "report")]
impl PublishedYear {
    /// The report of the year of a programme of that name, from one day to another, with all that is here; what else it tells is
    /// added to it, the words of [quotes](crate::report::YearReport::quotes) too.
    pub fn report(
        &self,
        name: &str,
        (from, until): (jiff::civil::Date, jiff::civil::Date),
        language: crate::report::Language,
    ) -> crate::report::YearReport<'_> {
        let check_ins = match language {
            crate::report::Language::Dutch => "Contactmomenten op tijd",
            crate::report::Language::English => "Check-ins in time",
        };
        let mut report = crate::report::YearReport::new(name, from, until, &self.figures)
            .retention(&self.retention)
            .endings(&self.endings)
            .money(self.currency, &self.money)
            .by_month(check_ins, &self.check_ins);
        if let Some(ties) = &self.ties {
            report = report.ties(ties);
        }
        self.answers.iter().fold(report, crate::report::YearReport::answers)
    }
}

/// All figures, and how many of each group are satisfied.
fn figures(snapshot: &Snapshot<'_>) -> Vec<Estimate> {
    let mut all = Figures::of(snapshot).all().to_vec();
    let enrolments = &snapshot.record().facts().enrolments;
    let dimensions: BTreeSet<&Label> = enrolments.iter().flat_map(|row| row.groups.keys()).collect();
    for dimension in dimensions {
        for (group, people) in snapshot.groups(dimension) {
            let of_group = Figures::of(&people);
            let satisfied = of_group.of_indicator(Indicator::Satisfied).cloned();
            all.extend(
                satisfied.map(|figure| figure.about([About::Group(dimension.clone(), group.clone())])),
            );
        }
    }
    all
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

fn ties(snapshot: &Snapshot<'_>, dimension: &Label) -> Option<TwoWay> {
    let groups = Community::of(snapshot).groups(Ties::Told, dimension);
    let labels = groups.labels();
    let of = u32::try_from(labels.len()).ok().filter(|of| *of >= 2)?;
    let counts: Vec<Vec<u64>> =
        (0..of).map(|from| (0..of).map(|to| groups.mixing().arcs_between(from, to)).collect()).collect();
    TwoWay::new(labels.to_vec(), labels.to_vec(), counts).ok()
}

fn answers(
    snapshot: &Snapshot<'_>,
    instrument: &InstrumentId,
    wave: Wave,
    lowest: i16,
    steps: &[Label],
) -> Option<TwoWay> {
    let mut counts: BTreeMap<Label, Vec<u64>> = BTreeMap::new();
    for response in &snapshot.record().facts().responses {
        let is_asked = response.instrument == *instrument && response.wave == wave;
        let came = response.answers.as_ref().filter(|answers| answers.on <= snapshot.on().date);
        let Some(came) = came.filter(|_| is_asked) else { continue };
        for (item, answer) in &came.items {
            let step = answer.checked_sub(lowest).and_then(|step| usize::try_from(step).ok());
            let Some(step) = step.filter(|step| *step < steps.len()) else { continue };
            let Ok(item) = Label::new(item.as_str()) else { continue };
            counts.entry(item).or_insert_with(|| vec![0; steps.len()])[step] += 1;
        }
    }
    let (items, counts): (Vec<_>, Vec<_>) = counts.into_iter().unzip();
    TwoWay::new(items, steps.to_vec(), counts).ok()
}

fn check_ins(snapshot: &Snapshot<'_>) -> Series {
    let months = Monthly::of(snapshot).check_ins();
    Series::shares(months.shares().map(|(month, share)| (month.first_day(), share)))
}
