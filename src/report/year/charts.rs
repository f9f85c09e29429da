//! Published results as charts.

use super::{YearReport, blocks::section};
use crate::{
    disclosure::{
        Place, PublicFigure, PublicPoint, PublicSeries, Published, PublishedCount, PublishedTable,
        ShownFigure,
    },
    feedback::{Closure, FunderKind, Wave},
    impact::{About, Indicator, Interval, Limit, Stage},
    introduction::Party,
    report::{
        Language,
        chart::{Axis, Bar, Chart, Control, Dot, Dots, Heat, Icons, Kind, Likert, Line, Point, Slope},
        document::{Block, Section},
        phrases::listed,
        text::harmless,
        words::{
            Say,
            about::{LABEL, days_in_words},
            figures::{self, money, told, too_few},
            sentence,
        },
    },
    trend::{self, Baseline, ControlChart, Month, Series},
};

fn chart(title: &str, description: String, kind: Kind) -> Block {
    Block::Chart(Chart { title: title.to_owned(), description, kind })
}

fn ends(interval: Interval) -> Option<(f64, f64)> {
    match (interval.lower, interval.upper) {
        (Limit::At(lower), Limit::At(upper)) => Some((lower, upper)),
        _ => None,
    }
}

fn points(points: &[PublicPoint]) -> Vec<Point> {
    let point = |point: &PublicPoint| Point {
        day: point.day().get(),
        share: point.share(),
        band: point.interval().and_then(ends),
        at_risk: None,
    };
    points.iter().map(point).collect()
}

/// How much of a curve is left on the days that people ask about.
fn after(language: Language, points: &[PublicPoint]) -> String {
    let at =
        |days: u32| points.iter().find(|point| point.day().get() == days).map(|point| (days, point.share()));
    let mut told: Vec<_> = [90, 180, 360].into_iter().filter_map(at).collect();
    let last = points.last().map(|point| (point.day().get(), point.share()));
    told.extend(last.filter(|last| told.last().is_none_or(|told| told.0 < last.0)));
    let told: Vec<_> = told
        .into_iter()
        .map(|(days, share)| {
            let share = language.percent(share, 0);
            match language {
                Language::Dutch => format!("na {} {share}", days_in_words(language, days)),
                Language::English => format!("{share} after {}", days_in_words(language, days)),
            }
        })
        .collect();
    listed(language, &told)
}

impl YearReport<'_> {
    /// How long pairings lasted: the curve, and in a sentence how much was left when.
    pub(super) fn retention_chart(&self, language: Language) -> Option<(Block, String)> {
        let points_told = self.retention?.content().points();
        if points_told.is_empty() {
            return None;
        }
        let message = match language {
            Language::Dutch => format!("Van de koppels was nog samen: {}.", after(language, points_told)),
            Language::English => format!("Of the pairs still together: {}.", after(language, points_told)),
        };
        let label = language.pick("nog samen", "still together").to_owned();
        let line = Line { label, points: points(points_told) };
        let title = language.pick("Hoe lang koppels het volhielden", "How long pairings lasted");
        Some((chart(title, message.clone(), Kind::Curve(vec![line])), message))
    }

    /// How long pairings lasted and how they ended, under a heading.
    pub(super) fn lasts(&self, language: Language, heading: [&str; 2]) -> Option<Section> {
        let (chart, message) = self.retention_chart(language).unzip();
        let blocks = chart.into_iter().chain(self.endings_chart(language)).collect();
        section(language.of(heading), message, blocks)
    }

    /// How pairings ended, reason by reason.
    pub(super) fn endings_chart(&self, language: Language) -> Option<Block> {
        let endings = self.endings?.content();
        let lines: Vec<_> = Closure::ALL
            .iter()
            .filter(|reason| !endings.of(reason).is_empty())
            .map(|reason| {
                // Before they begin nobody has ended.
                let none = Point { day: 0, share: 0.0, band: None, at_risk: None };
                let told = points(endings.of(reason));
                let begins = told.first().is_some_and(|first| first.day > 0).then_some(none);
                Line { label: reason.say(language), points: begins.into_iter().chain(told).collect() }
            })
            .collect();
        if lines.is_empty() {
            return None;
        }
        let last = |line: &Line| {
            let share = line.points.last().map_or(0.0, |point| point.share);
            format!("{} {}", line.label, language.percent(share, 0))
        };
        let told: Vec<_> = lines.iter().map(last).collect();
        let last =
            lines.iter().filter_map(|line| line.points.last()).map(|point| point.day).max().unwrap_or(0);
        let (last, told) = (days_in_words(language, last), listed(language, &told));
        let mut description = match language {
            Language::Dutch => format!("Na {last}: {told}."),
            Language::English => format!("After {last}: {told}."),
        };
        if endings.has_others() {
            description.push_str(language.pick(
                " Redenen met te weinig koppels staan er niet bij.",
                " Reasons of too few pairings are not shown.",
            ));
        }
        // Of a single day there is nothing to draw.
        if lines.iter().all(|line| line.points.len() < 3) {
            return Some(Block::Paragraph(description));
        }
        let title = language.pick("Hoe koppels stopten", "How pairings ended");
        Some(chart(title, description, Kind::Stacked(lines)))
    }

    /// How many came to each step, of mentees or mentors.
    pub(super) fn funnel_chart(&self, language: Language, role: Party) -> Option<Block> {
        let step = |stage: Stage| {
            let figure = self.figure(Indicator::FunnelReached, &[About::Role(role), About::Stage(stage)])?;
            let value = figure.shown().and_then(|shown| shown.value().exactly());
            Some(Bar { label: stage.say(language), value, written: told(language, figure) })
        };
        let bars: Vec<_> = Stage::ALL.into_iter().filter_map(step).collect();
        if bars.iter().all(|bar| bar.value.is_none()) {
            return None;
        }
        let shown = bars.iter().filter(|bar| bar.value.is_some());
        let mut steps: Vec<_> = shown.map(|bar| format!("{} {}", bar.label, bar.written)).collect();
        if steps.len() < bars.len() {
            let others = language.pick("de andere stappen", "the other steps");
            steps.push(format!("{others}: {}", too_few(language)));
        }
        let title = match (language, role) {
            (Language::Dutch, Party::Mentee) => "Hoe ver mentees kwamen",
            (Language::Dutch, Party::Mentor) => "Hoe ver mentoren kwamen",
            (Language::English, Party::Mentee) => "How far mentees came",
            (Language::English, Party::Mentor) => "How far mentors came",
        };
        Some(chart(title, sentence(&listed(language, &steps)), Kind::Funnel(bars)))
    }

    /// How scales moved from the start to the end.
    pub(super) fn slopes_chart(&self, language: Language) -> Option<Block> {
        let at = |wave: Wave| {
            self.of_all(Indicator::ScaleScore).filter_map(move |figure| {
                let rest: Vec<_> =
                    figure.about().iter().filter(|part| **part != About::Wave(wave)).cloned().collect();
                let value = figure.shown()?.value().exactly()?;
                (rest.len() < figure.about().len()).then_some((rest, value))
            })
        };
        let slopes: Vec<_> = at(Wave::Before)
            .filter_map(|(about, before)| {
                let after = at(Wave::After).find(|(other, _)| *other == about)?.1;
                let parts: Vec<_> = about.iter().map(|part| part.say(language)).collect();
                let (low, high) = (before.min(after).floor(), before.max(after).ceil());
                Some(Slope { label: parts.join(", "), before, after, scale: (low.min(1.0), high.max(5.0)) })
            })
            .take(MOST_ROWS)
            .collect();
        if slopes.is_empty() {
            return None;
        }
        let told: Vec<_> = slopes
            .iter()
            .map(|slope| {
                let [before, after] = [slope.before, slope.after].map(|value| language.decimal(value, 2));
                match language {
                    Language::Dutch => format!("{} van {before} naar {after}", slope.label),
                    Language::English => format!("{} from {before} to {after}", slope.label),
                }
            })
            .collect();
        let title =
            language.pick("Gemiddelden bij de start en aan het eind", "Means at the start and at the end");
        Some(chart(title, sentence(&listed(language, &told)), Kind::Slopes(slopes)))
    }

    /// An indicator by group, on one axis.
    pub(super) fn dots_chart(&self, language: Language, indicator: Indicator) -> Option<Block> {
        let mut rows: Vec<_> = self
            .family(indicator)
            .filter_map(|figure| {
                let group = figure.about().iter().find(|part| matches!(part, About::Group(..)))?;
                let shown = figure.shown();
                Some(Dot {
                    label: group.say(language),
                    value: shown.and_then(|shown| shown.value().exactly()),
                    interval: shown.and_then(ShownFigure::interval).and_then(ends),
                    written: told(language, figure),
                })
            })
            .collect();
        rows.sort_by(|a, b| b.value.unwrap_or(f64::MIN).total_cmp(&a.value.unwrap_or(f64::MIN)));
        if rows.iter().all(|row| row.value.is_none()) {
            return None;
        }
        let told: Vec<_> = rows.iter().map(|row| format!("{}: {}", row.label, row.written)).collect();
        let all = self.first(indicator).and_then(|shown| shown.value().exactly());
        let dots = Dots { rows, axis: Axis::Share, all };
        Some(chart(indicator.named(language), sentence(&told.join("; ")), Kind::Dots(dots)))
    }

    /// How many of ten people, for shares that are about people.
    pub(super) fn icons_chart(&self, language: Language, indicators: &[Indicator]) -> Option<Block> {
        let icons: Vec<_> = indicators
            .iter()
            .filter_map(|indicator| {
                let figure = self.first_told(*indicator)?;
                let value = figure.shown().and_then(|shown| shown.value().exactly());
                let label = indicator.named(language).to_owned();
                Some(Icons { label, of_ten: value.and_then(of_ten) })
            })
            .collect();
        if icons.iter().all(|icons| icons.of_ten.is_none()) {
            return None;
        }
        let told: Vec<_> = icons
            .iter()
            .map(|icons| match icons.of_ten {
                Some(of_ten) => match language {
                    Language::Dutch => format!("{}: {of_ten} van de 10", icons.label),
                    Language::English => format!("{}: {of_ten} of 10", icons.label),
                },
                None => format!("{}: {}", icons.label, too_few(language)),
            })
            .collect();
        let title = language.pick("Van elke tien mensen", "Of every ten people");
        Some(chart(title, sentence(&told.join("; ")), Kind::Icons(icons)))
    }

    /// Which groups have ties to which.
    pub(super) fn ties_chart(&self, language: Language) -> Option<Block> {
        let table = self.ties?.content();
        let heat = Heat {
            rows: labels(language, table.rows()),
            columns: labels(language, table.columns()),
            cells: counts(table),
        };
        let shown = heat.cells.iter().flatten().flatten().count();
        let of = heat.cells.iter().map(Vec::len).sum::<usize>();
        if shown == 0 {
            return None;
        }
        let description = match language {
            Language::Dutch => format!(
                "Van elke groep (rij) naar elke groep (kolom): hoeveel banden. {shown} van de {of} vakken zijn te zien."
            ),
            Language::English => {
                format!(
                    "From each group (row) to each group (column): how many ties. {shown} of {of} cells are shown."
                )
            }
        };
        Some(chart(
            language.pick("Wie met wie banden heeft", "Who has ties with whom"),
            description,
            Kind::Heat(heat),
        ))
    }

    /// What people answered, for each set of questions.
    pub(super) fn likert_charts(&self, language: Language) -> Vec<Block> {
        self.answers.iter().filter_map(|answers| likert(language, answers.content())).collect()
    }

    /// Where the money came from.
    pub(super) fn money_chart(&self, language: Language) -> Option<Block> {
        let sums = self.money?.content();
        let parts: Vec<_> = FunderKind::ALL
            .iter()
            .filter_map(|kind| {
                let (_, sum) = sums.kinds().find(|(other, _)| *other == kind)?;
                let cents = sum.map(crate::disclosure::PublicSum::sum);
                Some(Bar {
                    label: kind.say(language),
                    value: cents.map(as_value),
                    written: cents.map_or_else(
                        || too_few(language).to_owned(),
                        |cents| money(language, self.currency, as_value(cents)),
                    ),
                })
            })
            .collect();
        if parts.iter().all(|part| part.value.is_none()) {
            return None;
        }
        let told: Vec<_> = parts.iter().map(|part| format!("{} {}", part.label, part.written)).collect();
        let title = language.pick("Waar het geld vandaan kwam", "Where the money came from");
        Some(chart(title, sentence(&listed(language, &told)), Kind::Parts(parts)))
    }

    /// Months with the limits of what is usual.
    pub(super) fn month_charts(&self, language: Language) -> Vec<Block> {
        let charts = self.months.iter().filter_map(|(name, series)| control(language, name, series));
        charts.collect()
    }
}

/// The most rows of a chart or table for everybody.
const MOST_ROWS: usize = 7;

/// A sum of money in cents as a length: sums stay far below 2⁵³ cents.
#[expect(clippy::cast_precision_loss, reason = "sums stay far below 2^53 cents")]
fn as_value(cents: u64) -> f64 {
    cents as f64
}

/// How many of ten a share is, to the nearest.
fn of_ten(share: f64) -> Option<u8> {
    (0..=10_u8).min_by(|a, b| {
        let away = |of_ten: &u8| (f64::from(*of_ten) / 10.0 - share).abs();
        away(a).total_cmp(&away(b))
    })
}

fn labels(language: Language, labels: &[crate::people::Label]) -> Vec<String> {
    labels.iter().map(|label| label.say(language)).collect()
}

fn counts(table: &PublishedTable) -> Vec<Vec<Option<u64>>> {
    let at = |row, column| table.at(Place::Cell { row, column }).and_then(PublishedCount::shown);
    let columns = table.columns().len();
    (0..table.rows().len()).map(|row| (0..columns).map(|column| at(row, column)).collect()).collect()
}

fn likert(language: Language, table: &PublishedTable) -> Option<Block> {
    let rows: Vec<_> = counts(table)
        .into_iter()
        .zip(table.rows())
        .filter_map(|(counts, question)| {
            let counts: Vec<u64> = counts.into_iter().collect::<Option<_>>()?;
            let all: u64 = counts.iter().sum();
            let share = |count: u64| as_value(count) / as_value(all);
            (all > 0).then(|| (question.say(language), counts.into_iter().map(share).collect::<Vec<_>>()))
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let answers = labels(language, table.columns());
    let told: Vec<_> = rows
        .iter()
        .map(|(question, shares)| {
            let shares: Vec<_> = answers
                .iter()
                .zip(shares)
                .map(|(answer, share)| format!("{answer} {}", language.percent(*share, 0)))
                .collect();
            format!("{question}: {}", shares.join(", "))
        })
        .collect();
    let title = language.pick("Wat mensen antwoordden", "What people answered");
    Some(chart(title, sentence(&told.join("; ")), Kind::Likert(Likert { answers, rows })))
}

fn control(language: Language, name: &str, series: &Published<PublicSeries>) -> Option<Block> {
    let periods = series.content().periods();
    let values: Vec<f64> = periods.iter().filter_map(|period| period.value()).collect();
    if values.is_empty() {
        return None;
    }
    let named = |period: &crate::disclosure::PublicPeriod| {
        let (month, year) = (language.month(period.from()), period.from().year());
        let short: String = month.chars().take(3).collect();
        if period.months() == 1 { format!("{short} {year}") } else { format!("{short}+ {year}") }
    };
    let points: Vec<_> = periods.iter().map(|period| (named(period), period.value())).collect();
    #[expect(clippy::cast_precision_loss, reason = "some dozens of months")]
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let usual = usual(series.content());
    let (centre, limits) = usual.as_ref().map_or((mean, None), |usual| (usual.centre, Some(usual.limits)));
    let signals = usual.map(|usual| usual.signals).unwrap_or_default();
    let is_share = values.iter().all(|value| (0.0..=1.0).contains(value));
    let axis = if is_share { Axis::Share } else { Axis::Number };
    let description = match (language, limits.is_some(), signals.len()) {
        (Language::Dutch, false, _) => "Nog te weinig maanden om te zeggen wat gewoon is.".to_owned(),
        (Language::Dutch, true, 0) => "Alle maanden vallen binnen wat gewoon is.".to_owned(),
        (Language::Dutch, true, n) => {
            format!(
                "{} buiten wat gewoon is: kijk wat er toen was.",
                language.count(n as u64, ["maand valt", ""], ["maanden vallen", ""])
            )
        }
        (Language::English, false, _) => "Too few months yet to say what is usual.".to_owned(),
        (Language::English, true, 0) => "All months are within what is usual.".to_owned(),
        (Language::English, true, n) => {
            format!(
                "{} outside what is usual: look what happened then.",
                language.count(n as u64, ["", "month lies"], ["", "months lie"])
            )
        }
    };
    let kind = Kind::Control(Control { points, centre, limits, signals, axis });
    Some(chart(&harmless(name, LABEL), description, kind))
}

/// What is usual, and which periods are not.
struct Usual {
    centre: f64,
    limits: (f64, f64),
    signals: Vec<usize>,
}

/// The limits of what is usual, where every month of enough is told.
fn usual(series: &PublicSeries) -> Option<Usual> {
    let periods = series.periods();
    if periods.iter().any(|period| period.months() != 1) {
        return None;
    }
    let told = periods.iter().map(|period| {
        Some(trend::Point {
            month: Month::of(period.from()),
            value: period.value()?,
            n: period.n().unwrap_or(0),
        })
    });
    let told: Vec<_> = told.collect::<Option<_>>()?;
    let months = Series::new(told).ok()?;
    let baseline = Baseline::of(periods.len()).ok()?;
    let charted = ControlChart::of(&months, &baseline, crate::impact::Direction::Neither).ok()?;
    let limits = charted.limits_now()?;
    let signals = charted.signals().iter().map(trend::Signal::month);
    let at = |month: Month| periods.iter().position(|period| Month::of(period.from()) == month);
    let mut signals: Vec<_> = signals.filter_map(at).collect();
    signals.sort_unstable();
    signals.dedup();
    Some(Usual { centre: limits.center(), limits: (limits.lower(), limits.upper()), signals })
}

/// A value of a figure, for the sentences of a summary.
pub(super) fn exactly(figure: Option<&PublicFigure>) -> Option<f64> {
    figure?.shown()?.value().exactly()
}

pub(super) use figures::value as in_words;
