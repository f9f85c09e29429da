//! Published figures as blocks of a report.

use super::YearReport;
use crate::{
    disclosure::{PublicFigure, ShownFigure},
    impact::{About, Direction, Indicator, Ties},
    introduction::Party,
    report::{
        Language,
        document::{Block, Cell, KeyFigure, Section, Table},
        text::harmless,
        words::{
            Say,
            figures::{definition, detail, named, shown, told, too_few},
        },
    },
};

/// The most characters of a sentence that the programme wrote itself.
pub(super) const SENTENCE: usize = 600;

/// A part with its heading; without blocks it is left out.
pub(super) fn section(heading: &str, message: Option<String>, blocks: Vec<Block>) -> Option<Section> {
    (!blocks.is_empty()).then(|| Section { heading: heading.to_owned(), message, blocks })
}

/// Key figures, when there are any.
pub(super) fn key_figures(figures: Vec<KeyFigure>) -> Option<Block> {
    (!figures.is_empty()).then_some(Block::Figures(figures))
}

/// Sentences that the programme wrote, as a list.
pub(super) fn own_words(sentences: &[String]) -> Option<Block> {
    (!sentences.is_empty())
        .then(|| Block::List(sentences.iter().map(|sentence| harmless(sentence, SENTENCE)).collect()))
}

impl YearReport<'_> {
    /// The figure of an indicator that speaks of just these.
    pub(super) fn figure(&self, indicator: Indicator, about: &[About]) -> Option<&PublicFigure> {
        self.family(indicator).find(|figure| {
            figure.about().len() == about.len() && about.iter().all(|part| figure.about().contains(part))
        })
    }

    /// All figures of an indicator.
    pub(super) fn family(&self, indicator: Indicator) -> impl Iterator<Item = &PublicFigure> {
        self.figures.content().all().iter().filter(move |figure| figure.indicator() == indicator)
    }

    /// Those of an indicator for everybody together, not for a group of them.
    pub(super) fn of_all(&self, indicator: Indicator) -> impl Iterator<Item = &PublicFigure> {
        let of_group = |part: &About| {
            // What matching itself made says nothing of what people found by themselves.
            matches!(part, About::Group(..) | About::Between(..) | About::Within(_) | About::Ties(Ties::Made))
        };
        self.family(indicator).filter(move |figure| !figure.about().iter().any(of_group))
    }

    /// What is shown of the first figure of an indicator for everybody together, of mentees where it is told by role, and with a
    /// value.
    pub(super) fn first(&self, indicator: Indicator) -> Option<&ShownFigure> {
        let shown =
            |figure: &&PublicFigure| figure.shown().is_some_and(|shown| shown.value().exactly().is_some());
        let of_mentors = |figure: &&PublicFigure| figure.about().contains(&About::Role(Party::Mentor));
        let mut all: Vec<_> = self.of_all(indicator).filter(shown).collect();
        all.sort_by_key(of_mentors);
        all.into_iter().find_map(PublicFigure::shown)
    }

    /// The first of an indicator, or that it is withheld; nothing where there is none.
    pub(super) fn first_told(&self, indicator: Indicator) -> Option<&PublicFigure> {
        let shown = self.first(indicator);
        let all = || self.of_all(indicator);
        shown.and_then(|shown| all().find(|figure| figure.shown() == Some(shown))).or_else(|| all().next())
    }

    /// Key figures of these indicators, as far as there are such; the first of each.
    pub(super) fn cards(&self, language: Language, indicators: &[Indicator]) -> Option<Block> {
        let cards =
            indicators.iter().filter_map(|indicator| Some(card(language, self.first_told(*indicator)?)));
        key_figures(cards.collect())
    }

    /// A table of figures: what, how much, how sure.
    pub(super) fn table<'f>(
        language: Language,
        caption: &str,
        figures: impl Iterator<Item = &'f PublicFigure>,
    ) -> Option<Block> {
        let rows: Vec<Vec<Cell>> = figures
            .map(|figure| {
                let detail = figure.shown().and_then(|figure| detail(language, figure)).unwrap_or_default();
                vec![
                    Cell::Text(named(language, figure.indicator(), figure.about())),
                    Cell::Number(told(language, figure)),
                    Cell::Text(detail),
                ]
            })
            .collect();
        let head = [["Wat", "What"], ["Hoeveel", "How much"], ["Hoe zeker", "How sure"]];
        (!rows.is_empty()).then(|| {
            Block::Table(Table {
                caption: caption.to_owned(),
                head: head.into_iter().map(|phrases| language.of(phrases).to_owned()).collect(),
                rows,
            })
        })
    }
}

/// A figure as a card.
pub(super) fn card(language: Language, figure: &PublicFigure) -> KeyFigure {
    let name = named(language, figure.indicator(), figure.about());
    match figure.shown() {
        Some(figure) => KeyFigure {
            name,
            value: shown(language, figure),
            detail: detail(language, figure),
            notes: figure
                .caveats()
                .iter()
                .map(|caveat| caveat.say(language))
                .chain([definition(language, figure)])
                .collect(),
        },
        None => KeyFigure { name, value: too_few(language).to_owned(), detail: None, notes: Vec::new() },
    }
}

/// `Pairings that lasted so long (a year): 61.2%`.
pub(super) fn sentence(language: Language, figure: &PublicFigure) -> String {
    let name = named(language, figure.indicator(), figure.about());
    format!("{name}: {}.", told(language, figure))
}

/// Whether a value reaches a target.
pub(super) fn reaches(direction: Direction, value: f64, target: f64) -> bool {
    match direction {
        Direction::Higher | Direction::Neither => value >= target,
        Direction::Lower => value <= target,
    }
}
