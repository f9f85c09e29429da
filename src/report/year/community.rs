//! For everybody: who is reached, does it help, is it fair, what did not work. Plain words, no chances, short tables.

use super::{
    Story, YearReport,
    blocks::{own_words, section, sentence},
    charts::{exactly, in_words},
    reading::Frame,
};
use crate::{
    disclosure::{PublicFigure, ShownFigure},
    feedback::Scope,
    impact::{Indicator, Unit},
    introduction::Party,
    report::{
        Language,
        document::{Block, Document, Section},
        text::harmless,
        words::{about::LABEL, figures::told},
    },
};

/// The most characters of a paragraph of a story.
const STORY: usize = 4_000;

/// The most characters of a quote.
const QUOTE: usize = 1_200;

pub(super) fn document(year: &YearReport<'_>, language: Language) -> Document {
    let sections = vec![
        reached(year, language),
        helps(year, language),
        year.lasts(language, ["Hoe lang blijven koppels samen?", "How long do pairs stay together?"]),
        together(year, language),
        fair(year, language),
        year.stories(language, Scope::Public),
        did_not_work(year, language),
        said_and_done(year, language),
        year.aspects(language),
        next(year, language),
    ];
    let readers = ["Voor de gemeenschap", "For the community"];
    year.document(language, Frame { readers, summary: summary(year, language), sections })
}

/// What one should remember.
fn summary(year: &YearReport<'_>, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(served) = exactly(year.first_told(Indicator::Served)) {
        let served = in_words(language, Unit::Count, served);
        lines.push(match language {
            Language::Dutch => format!("{served} mensen deden mee."),
            Language::English => format!("{served} people took part."),
        });
    }
    let of_ten = |indicator| exactly(year.first_told(indicator)).map(|share| (10.0 * share).round());
    if let Some(satisfied) = of_ten(Indicator::Satisfied) {
        let satisfied = language.decimal(satisfied, 0);
        lines.push(match language {
            Language::Dutch => {
                format!("Van elke tien mensen die antwoord gaven, waren er {satisfied} tevreden.")
            }
            Language::English => format!("Of every ten people who answered, {satisfied} were satisfied."),
        });
    }
    if let Some(better) = of_ten(Indicator::ReliablyImproved).filter(|better| *better > 0.0) {
        let better = language.decimal(better, 0);
        lines.push(match language {
            Language::Dutch => format!("Met {better} van de tien gaat het duidelijk beter dan bij de start."),
            Language::English => format!("{better} in ten are clearly better off than at the start."),
        });
    }
    if let Some((_, message)) = year.retention_chart(language) {
        lines.push(message);
    }
    lines
}

fn reached(year: &YearReport<'_>, language: Language) -> Option<Section> {
    let mut blocks: Vec<_> = year
        .cards(language, &[Indicator::Served, Indicator::EverMatched, Indicator::MatchedNow])
        .into_iter()
        .collect();
    blocks.extend(year.funnel_chart(language, Party::Mentee));
    section(language.pick("Wie deden er mee?", "Who took part?"), None, blocks)
}

fn helps(year: &YearReport<'_>, language: Language) -> Option<Section> {
    let people = [Indicator::Satisfied, Indicator::ReliablyImproved, Indicator::Improved];
    let mut blocks: Vec<_> = year.icons_chart(language, &people).into_iter().collect();
    blocks.extend(year.slopes_chart(language));
    blocks.extend(year.likert_charts(language));
    let gains =
        year.of_all(Indicator::MilestoneGain).filter(|figure| figure.shown().is_some()).take(MOST_LINES);
    let gains: Vec<_> = gains.map(|figure| sentence(language, figure)).collect();
    if !gains.is_empty() {
        blocks.push(Block::List(gains));
    }
    if !blocks.is_empty() {
        let alone = language.pick(
            "We hebben gemeten wat er veranderde, niet waardoor. Wie niet meedeed, hebben we niet gemeten.",
            "What changed was measured, not why. Those who did not take part were not measured.",
        );
        blocks.push(Block::Aside(alone.to_owned()));
    }
    section(language.pick("Helpt het?", "Does it help?"), None, blocks)
}

/// The most lines of a list for everybody.
const MOST_LINES: usize = 7;

fn together(year: &YearReport<'_>, language: Language) -> Option<Section> {
    let figures = [Indicator::Cohesion, Indicator::NewcomersConnected, Indicator::VolunteerHours];
    let mut blocks: Vec<_> = year.cards(language, &figures).into_iter().collect();
    blocks.extend(year.ties_chart(language));
    section(
        language.pick("Wat doet het met de buurt?", "What does it do to the neighbourhood?"),
        None,
        blocks,
    )
}

fn fair(year: &YearReport<'_>, language: Language) -> Option<Section> {
    let blocks = year.dots_chart(language, Indicator::Satisfied).into_iter().collect();
    section(language.pick("Is het eerlijk?", "Is it fair?"), None, blocks)
}

fn did_not_work(year: &YearReport<'_>, language: Language) -> Option<Section> {
    let mut blocks: Vec<_> = own_words(&year.did_not_work).into_iter().collect();
    let figures = [Indicator::EarlyClosure, Indicator::NeverMet];
    let told: Vec<_> = figures
        .iter()
        .filter_map(|indicator| year.first_told(*indicator))
        .filter(|figure| figure.shown().is_some())
        .map(|figure| sentence(language, figure))
        .collect();
    if !told.is_empty() {
        blocks.push(Block::List(told));
    }
    section(language.pick("Wat lukte niet?", "What did not work?"), None, blocks)
}

fn said_and_done(year: &YearReport<'_>, language: Language) -> Option<Section> {
    let head = [["U zei", "You said"], ["Wij deden", "We did"]];
    let rows: Vec<_> = year
        .said_and_done
        .iter()
        .map(|(said, done)| {
            [said, done].map(|words| crate::report::document::Cell::Text(harmless(words, QUOTE))).into()
        })
        .collect();
    let blocks = if rows.is_empty() {
        Vec::new()
    } else {
        vec![Block::Table(crate::report::document::Table {
            caption: language
                .pick("Wat we met uw antwoorden deden", "What was done with your answers")
                .to_owned(),
            head: head.into_iter().map(|phrases| language.of(phrases).to_owned()).collect(),
            rows,
        })]
    };
    section(language.pick("U zei, wij deden", "You said, we did"), None, blocks)
}

fn next(year: &YearReport<'_>, language: Language) -> Option<Section> {
    section(language.pick("Hoe verder?", "What is next?"), None, own_words(&year.next).into_iter().collect())
}

impl YearReport<'_> {
    /// Themes with how many people spoke of them, and what some said in their own words.
    pub(super) fn stories(&self, language: Language, readers: Scope) -> Option<Section> {
        let mut blocks = Vec::new();
        let mut themes: Vec<&PublicFigure> =
            self.family(Indicator::Theme).filter(|figure| figure.shown().is_some()).collect();
        let share = |figure: &&PublicFigure| exactly(Some(figure)).unwrap_or(0.0);
        themes.sort_by(|a, b| share(b).total_cmp(&share(a)));
        let themes: Vec<_> = themes
            .into_iter()
            .take(MOST_LINES)
            .filter_map(|figure| {
                let crate::impact::About::Theme(theme) = figure.about().first()? else { return None };
                let heard =
                    figure.shown().and_then(ShownFigure::n).map_or_else(String::new, |n| match language {
                        Language::Dutch => format!(" van de {} mensen die we spraken", language.whole(n)),
                        Language::English => format!(" of the {} people heard", language.whole(n)),
                    });
                Some(format!("{}: {}{heard}", harmless(theme.as_str(), LABEL), told(language, figure)))
            })
            .collect();
        if !themes.is_empty() {
            blocks.push(Block::Heading(
                language.pick("Waar mensen over vertelden", "What people spoke of").to_owned(),
            ));
            blocks.push(Block::List(themes));
        }
        blocks.extend(self.told_by_people(language, readers));
        blocks.extend(self.quoted(language));
        let heading = language.pick("Verhalen", "Stories");
        section(heading, None, blocks)
    }

    /// Stories that these readers may read on this day, and a word on those that they may not.
    fn told_by_people(&self, language: Language, readers: Scope) -> Vec<Block> {
        let covers = |story: &&Story| story.consent.covers(readers, self.figures.day());
        let (told, kept): (Vec<_>, Vec<_>) = self.stories.iter().partition(covers);
        let mut blocks = Vec::new();
        for story in told {
            blocks.push(Block::Heading(harmless(&story.title, LABEL)));
            let paragraphs = story.words.split("\n\n").map(|words| harmless(words, STORY));
            blocks.extend(paragraphs.filter(|words| !words.is_empty()).map(Block::Paragraph));
        }
        blocks.extend((!kept.is_empty()).then(|| not_told(language, kept.len() as u64)));
        blocks
    }

    /// Quotes that may be told today, and a word on those that may not.
    fn quoted(&self, language: Language) -> Vec<Block> {
        let Some((quotes, words)) = self.quotes else { return Vec::new() };
        // Leave is given for a day: whoever reports on another has to ask for it again.
        if quotes.day() != self.figures.day() {
            let day = language.day(quotes.day());
            return vec![Block::Aside(match language {
                Language::Dutch => format!(
                    "Citaten staan hier niet: de toestemming is nagekeken op {day}, en kan sindsdien zijn verlopen."
                ),
                Language::English => {
                    format!("No quotes are shown: leave was checked on {day}, and may have lapsed since.")
                }
            })];
        }
        let said = quotes.content().words().iter().filter_map(|note| words.get(note)).take(MOST_LINES);
        let mut blocks: Vec<_> = said
            .map(|said| Block::Quote {
                words: harmless(said, QUOTE),
                by: language.pick("deelnemer, met toestemming", "participant, with consent").to_owned(),
            })
            .collect();
        let withheld = quotes.withheld().parts();
        blocks.extend((withheld > 0).then(|| not_told(language, withheld)));
        blocks
    }
}

/// That some did not give leave for these readers, or no longer do.
fn not_told(language: Language, stories: u64) -> Block {
    let more = language.whole(stories);
    Block::Aside(match language {
        Language::Dutch => {
            format!("Van {more} van de verhalen is er geen toestemming, of niet meer. Die staan hier niet.")
        }
        Language::English => {
            format!("For {more} of the stories there is no leave, or no longer. They are not shown.")
        }
    })
}
