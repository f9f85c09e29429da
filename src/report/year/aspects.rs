//! The six aspects of a good programme, and what the year showed of each.

use super::{
    YearReport,
    blocks::{SENTENCE, section, sentence},
};
use crate::{
    impact::Indicator,
    report::{
        Language,
        document::{Block, Section},
        text::harmless,
    },
};

/// What stands in a row of the aspects: its name, what it asks, what shows it.
struct Aspect {
    name: [&'static str; 2],
    asks: [&'static str; 2],
    shown_by: &'static [Indicator],
}

/// In the order in which a programme grows.
const ASPECTS: [Aspect; 6] = [
    Aspect {
        name: ["Betrokkenheid", "Engagement"],
        asks: ["Doen mensen mee, en blijven zij?", "Do people take part, and stay?"],
        shown_by: &[Indicator::Served, Indicator::EverMatched, Indicator::MentorReturn],
    },
    Aspect {
        name: ["Visie en missie", "Vision and mission"],
        asks: ["Weten we waar we heen willen?", "Do we know where we want to go?"],
        shown_by: &[],
    },
    Aspect {
        name: ["Een veilige omgeving", "A safe environment"],
        asks: ["Letten we op elkaar?", "Do we look after each other?"],
        shown_by: &[Indicator::CheckInsOnTime, Indicator::NeverMet],
    },
    Aspect {
        name: ["De juiste koppeling", "The right match"],
        asks: ["Passen de koppels bij elkaar?", "Do the pairs fit?"],
        shown_by: &[Indicator::Satisfied, Indicator::EarlyClosure, Indicator::ViewsApart],
    },
    Aspect {
        name: ["Structuur", "Structure"],
        asks: ["Zien de koppels elkaar zoals afgesproken?", "Do pairs meet as they agreed?"],
        shown_by: &[Indicator::Adherence, Indicator::Intensity, Indicator::LongestGap],
    },
    Aspect {
        name: ["Meetbaar resultaat", "Measured success"],
        asks: ["Weten we wat het oplevert?", "Do we know what comes of it?"],
        shown_by: &[Indicator::MeanChange, Indicator::ReliablyImproved, Indicator::ResponseRate],
    },
];

impl YearReport<'_> {
    pub(super) fn aspects(&self, language: Language) -> Option<Section> {
        let mut blocks = Vec::new();
        for aspect in &ASPECTS {
            blocks.push(Block::Heading(language.of(aspect.name).to_owned()));
            let mut lines: Vec<_> = aspect
                .shown_by
                .iter()
                .filter_map(|indicator| Some(sentence(language, self.first_told(*indicator)?)))
                .collect();
            if aspect.shown_by.is_empty() {
                lines.extend(self.vision.iter().chain(&self.mission).map(|words| harmless(words, SENTENCE)));
                if !self.targets.is_empty() {
                    lines.push(self.targets_reached(language));
                }
            }
            blocks.push(Block::Paragraph(language.of(aspect.asks).to_owned()));
            blocks.push(if lines.is_empty() {
                Block::Aside(
                    language
                        .pick(
                            "Hierover is dit jaar niets vastgelegd.",
                            "Nothing was recorded of this in the year.",
                        )
                        .to_owned(),
                )
            } else {
                Block::List(lines)
            });
        }
        let heading = language.pick("Zes kanten van een goed programma", "Six aspects of a good programme");
        let message = language.pick(
            "Betrokkenheid, visie, veiligheid, koppeling, structuur en resultaat: wat het jaar van elk liet zien.",
            "Engagement, vision, safety, match, structure and results: what the year showed of each.",
        );
        section(heading, Some(message.to_owned()), blocks)
    }
}
