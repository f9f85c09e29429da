//! For coordinators: where to look today, month by month, and every figure with how sure it is.

use super::{
    YearReport,
    blocks::{section, sentence},
    reading::Frame,
};
use crate::{
    disclosure::PublicFigure,
    feedback::Closure,
    impact::{About, Health, Indicator},
    introduction::Party,
    report::{
        Language,
        chart::{Bar, Chart, Kind},
        document::{Block, Document, Section},
        words::{
            self, Say,
            figures::{told, too_few},
        },
    },
};

pub(super) fn document(year: &YearReport<'_>, language: Language) -> Document {
    let mut sections = vec![today(year, language), safety(year, language), months(year, language)];
    sections.push(section(
        language.pick("De weg door het programma", "The way through the programme"),
        None,
        Party::BOTH.iter().rev().filter_map(|role| year.funnel_chart(language, *role)).collect(),
    ));
    sections.push(year.lasts(language, ["Hoe lang koppels duren", "How long pairings last"]));
    let mut by_group: Vec<_> = year.dots_chart(language, Indicator::Satisfied).into_iter().collect();
    by_group.extend(year.likert_charts(language));
    by_group.extend(year.ties_chart(language));
    sections.push(section(language.pick("Groepen naast elkaar", "Groups side by side"), None, by_group));
    sections.push(year.aspects(language));
    sections.push(everything(year, language));
    let readers = ["Voor coördinatoren", "For coordinators"];
    year.document(language, Frame { readers, summary: summary(year, language), sections })
}

fn summary(year: &YearReport<'_>, language: Language) -> Vec<String> {
    let figures =
        [Indicator::MatchedNow, Indicator::Waiting, Indicator::CheckInsOnTime, Indicator::ResponseRate];
    let told = figures.iter().filter_map(|indicator| year.first_told(*indicator));
    told.filter(|figure| figure.shown().is_some()).map(|figure| sentence(language, figure)).collect()
}

/// What asks for something today.
fn today(year: &YearReport<'_>, language: Language) -> Option<Section> {
    let bars: Vec<_> = Health::ALL
        .iter()
        .filter_map(|health| {
            let figure = year.figure(Indicator::Health, &[About::Health(*health)])?;
            let value = figure.shown().and_then(|shown| shown.value().exactly());
            Some(Bar { label: health.say(language), value, written: told(language, figure) })
        })
        .collect();
    let mut blocks = Vec::new();
    if bars.iter().any(|bar| bar.value.is_some()) {
        let parts: Vec<_> = bars.iter().map(|bar| format!("{}: {}", bar.label, bar.written)).collect();
        blocks.push(Block::Chart(Chart {
            title: language.pick("Hoe het met de koppels gaat", "How pairings fare").to_owned(),
            description: words::sentence(&parts.join("; ")),
            kind: Kind::Parts(bars),
        }));
    }
    let figures = [
        Indicator::Waiting,
        Indicator::MatchedNow,
        Indicator::Utilisation,
        Indicator::IdleMentors,
        Indicator::OverloadedMentors,
        Indicator::CheckInsOnTime,
        Indicator::LoggedLate,
        Indicator::Duplicates,
    ];
    blocks.extend(year.cards(language, &figures));
    section(language.pick("Vandaag", "Today"), None, blocks)
}

/// Pairings that ended for safety: told by number only, and only where there are enough.
fn safety(year: &YearReport<'_>, language: Language) -> Option<Section> {
    let mut closures = year
        .family(Indicator::ClosureReason)
        .filter(|figure| figure.about().contains(&About::Closure(Closure::Safeguarding)));
    let figure: &PublicFigure = closures.next()?;
    let line = match figure.shown() {
        Some(_) => sentence(language, figure),
        None => format!("{}: {}.", Closure::Safeguarding.say(language), too_few(language)),
    };
    let blocks = vec![
        Block::Paragraph(words::sentence(&line)),
        Block::Aside(
            language.pick(
                "Elk signaal over veiligheid gaat voor, ook als het er één is. Kijk in de meldingen zelf.",
                "Any report about safety comes first, even a single one. Look at the reports themselves.",
            )
            .to_owned(),
        ),
    ];
    section(language.pick("Veiligheid", "Safety"), None, blocks)
}

fn months(year: &YearReport<'_>, language: Language) -> Option<Section> {
    section(language.pick("Maand na maand", "Month by month"), None, year.month_charts(language))
}

fn everything(year: &YearReport<'_>, language: Language) -> Option<Section> {
    let caption = language.pick("Alle cijfers", "All figures");
    let table = YearReport::table(language, caption, year.figures.content().all().iter());
    section(caption, None, table.into_iter().collect())
}
