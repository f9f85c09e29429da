//! For those who pay: does the money reach what it is for, what does it cost, how sure is that, what about next year.

use std::collections::BTreeMap;

use super::{
    YearReport,
    blocks::{own_words, reaches, section, sentence},
    charts::exactly,
    reading::Frame,
};
use crate::{
    disclosure::{PublicFigure, ShownCaveat},
    feedback::Scope,
    impact::{Direction, Indicator},
    introduction::Party,
    report::{
        Language,
        document::{Block, Cell, Document, Section, Table},
        words::{
            Say,
            figures::{named, told, too_few, value},
        },
    },
};

pub(super) fn document(year: &YearReport<'_>, language: Language) -> Document {
    let sections = vec![
        chain(year, language),
        targets(year, language),
        outcomes(year, language),
        year.lasts(language, ["Hoe lang koppels duren", "How long pairings last"]),
        costs(year, language),
        year.stories(language, Scope::Steering),
        year.aspects(language),
        limits(year, language),
        changed(year, language),
        section(
            language.pick("Volgend jaar", "Next year"),
            None,
            own_words(&year.next).into_iter().collect(),
        ),
    ];
    let readers = ["Voor sponsors en gemeente", "For sponsors and the municipality"];
    year.document(language, Frame { readers, summary: summary(year, language), sections })
}

fn summary(year: &YearReport<'_>, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    if !year.targets.is_empty() {
        lines.push(year.targets_reached(language));
    }
    let figures = [
        Indicator::Served,
        Indicator::Satisfied,
        Indicator::ReliablyImproved,
        Indicator::CostPerPairing,
        Indicator::Runway,
    ];
    let told = figures.iter().filter_map(|indicator| year.first_told(*indicator));
    lines.extend(told.filter(|figure| figure.shown().is_some()).map(|figure| sentence(language, figure)));
    lines
}

/// From what goes in to what it is for.
const CHAIN: [([&str; 2], &[Indicator]); 5] = [
    (["Inzet", "Inputs"], &[Indicator::Spent, Indicator::VolunteerHours]),
    (
        ["Activiteiten", "Activities"],
        &[Indicator::Intensity, Indicator::Adherence, Indicator::CheckInsOnTime],
    ),
    (["Bereik", "Outputs"], &[Indicator::Served, Indicator::EverMatched, Indicator::CohortRetention]),
    (
        ["Resultaten", "Outcomes"],
        &[Indicator::MeanChange, Indicator::ReliablyImproved, Indicator::MilestoneGain, Indicator::AreaGain],
    ),
    (
        ["Effect op de gemeenschap", "Impact"],
        &[Indicator::Cohesion, Indicator::NewcomersConnected, Indicator::Bridging],
    ),
];

fn chain(year: &YearReport<'_>, language: Language) -> Option<Section> {
    let rows: Vec<Vec<Cell>> = CHAIN
        .iter()
        .flat_map(|(step, indicators)| {
            let figures = indicators.iter().filter_map(|indicator| year.first_told(*indicator));
            figures.map(|figure| {
                vec![
                    Cell::Text(language.of(*step).to_owned()),
                    Cell::Text(named(language, figure.indicator(), figure.about())),
                    Cell::Number(told(language, figure)),
                ]
            })
        })
        .collect();
    let head = [["Stap", "Step"], ["Wat", "What"], ["Hoeveel", "How much"]];
    let caption = language.pick("Van inzet tot effect", "From inputs to impact");
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        blocks.push(Block::Table(table(language, caption, &head, rows)));
        blocks.extend(year.funnel_chart(language, Party::Mentee));
    }
    section(language.pick("Hoe het werkt", "How it works"), None, blocks)
}

fn table(language: Language, caption: &str, head: &[[&str; 2]], rows: Vec<Vec<Cell>>) -> Table {
    Table {
        caption: caption.to_owned(),
        head: head.iter().map(|phrases| language.of(*phrases).to_owned()).collect(),
        rows,
    }
}

impl YearReport<'_> {
    /// How many targets were reached, of how many, and of how many that cannot be said.
    pub(super) fn targets_reached(&self, language: Language) -> String {
        let of = language.whole(self.targets.len() as u64);
        let (reached, untold) = self.reached_and_untold();
        let told = match (language, reached) {
            (Language::Dutch, 1) => format!("1 van de {of} doelen is gehaald"),
            (Language::Dutch, _) => format!("{} van de {of} doelen zijn gehaald", language.whole(reached)),
            (Language::English, 1) => format!("1 of {of} targets was reached"),
            (Language::English, _) => format!("{} of {of} targets were reached", language.whole(reached)),
        };
        match (language, untold) {
            (_, 0) => format!("{told}."),
            (Language::Dutch, _) => format!("{told}; van {} is dat niet te zeggen.", language.whole(untold)),
            (Language::English, _) => format!("{told}; of {} it cannot be said.", language.whole(untold)),
        }
    }

    fn reached_and_untold(&self) -> (u64, u64) {
        self.targets.iter().fold((0, 0), |(reached, untold), target| {
            let direction = target.indicator.definition().direction;
            match exactly(self.figure(target.indicator, &target.about)) {
                Some(value) => (reached + u64::from(reaches(direction, value, target.value)), untold),
                None => (reached, untold + 1),
            }
        })
    }
}

fn targets(year: &YearReport<'_>, language: Language) -> Option<Section> {
    let rows: Vec<Vec<Cell>> = year
        .targets
        .iter()
        .map(|target| {
            let definition = target.indicator.definition();
            let figure = year.figure(target.indicator, &target.about);
            let reached = match exactly(figure) {
                Some(value) if reaches(definition.direction, value, target.value) => {
                    language.pick("✓ gehaald", "✓ reached")
                }
                Some(_) => language.pick("✗ niet gehaald", "✗ not reached"),
                None => language.pick("– niet te zeggen", "– cannot be said"),
            };
            let wanted = value(language, definition.unit, target.value);
            let side = match definition.direction {
                Direction::Lower => language.pick("hoogstens", "at most"),
                Direction::Higher | Direction::Neither => language.pick("minstens", "at least"),
            };
            let is = figure.map_or_else(|| too_few(language).to_owned(), |figure| told(language, figure));
            vec![
                Cell::Text(named(language, target.indicator, &target.about)),
                Cell::Number(format!("{side} {wanted}")),
                Cell::Number(is),
                Cell::Text(reached.to_owned()),
            ]
        })
        .collect();
    let head = [["Doel", "Target"], ["Gewenst", "Wanted"], ["Bereikt", "Reached"], ["Gehaald?", "Made it?"]];
    let caption = language.pick("Doelen en wat ervan kwam", "Targets and what came of them");
    let blocks =
        if rows.is_empty() { Vec::new() } else { vec![Block::Table(table(language, caption, &head, rows))] };
    section(language.pick("Doelen", "Targets"), Some(year.targets_reached(language)), blocks)
}

/// What changed, and how strongly one may believe that the programme did it.
fn outcomes(year: &YearReport<'_>, language: Language) -> Option<Section> {
    let outcomes = [
        Indicator::Satisfied,
        Indicator::MeanChange,
        Indicator::ReliablyImproved,
        Indicator::ReliablyWorse,
        Indicator::MilestoneGain,
        Indicator::AreaGain,
        Indicator::BusinessSurvival,
        Indicator::ResponseRate,
    ];
    let figures = outcomes.iter().flat_map(|indicator| year.of_all(*indicator));
    let caption = language.pick("Wat er veranderde", "What changed");
    let mut blocks: Vec<_> = YearReport::table(language, caption, figures).into_iter().collect();
    blocks.extend(year.slopes_chart(language));
    if !blocks.is_empty() {
        let compared = year.family(Indicator::ChangeDifference).find_map(PublicFigure::shown);
        let strength = match compared {
            None => language.pick(
                "Er is niet vergeleken met mensen die niet meededen. De veranderingen kunnen ook een andere oorzaak hebben.",
                "Nobody who did not take part was compared. What changed may have other causes.",
            ),
            Some(figure) if figure.caveats().contains(&ShownCaveat::NotByLot) => language.pick(
                "Er is vergeleken met een andere groep, zonder loting: het hangt samen, maar het bewijst geen oorzaak.",
                "There is a comparison with another group, not drawn by lot: associated, not proven to be the cause.",
            ),
            Some(_) => language.pick(
                "Er is vergeleken met een gelote groep: dat is het sterkste bewijs dat er is.",
                "There is a comparison with a group drawn by lot: the strongest evidence there is.",
            ),
        };
        blocks.push(Block::Aside(strength.to_owned()));
    }
    section(language.pick("Wat het opleverde", "What came of it"), None, blocks)
}

fn costs(year: &YearReport<'_>, language: Language) -> Option<Section> {
    let mut blocks: Vec<_> = year.money_chart(language).into_iter().collect();
    let money = [
        Indicator::CostPerPairing,
        Indicator::CostPerCompleted,
        Indicator::CostPerMonth,
        Indicator::CostPerImproved,
        Indicator::LargestFunder,
        Indicator::EffectiveFunders,
        Indicator::Runway,
        Indicator::RunwayWithoutLargest,
    ];
    let figures = money.iter().flat_map(|indicator| year.of_all(*indicator));
    let caption = language.pick("Kosten en reserves", "Costs and reserves");
    blocks.extend(YearReport::table(language, caption, figures));
    section(language.pick("Wat het kost", "What it costs"), None, blocks)
}

/// What to keep in mind, each said once with the figures it is about.
fn limits(year: &YearReport<'_>, language: Language) -> Option<Section> {
    let mut about: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for figure in year.figures.content().shown() {
        for caveat in figure.caveats() {
            let names = about.entry(caveat.say(language)).or_default();
            let name = figure.indicator().named(language).to_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let mut all: Vec<_> = about.into_iter().collect();
    all.sort_by_key(|(_, names)| std::cmp::Reverse(names.len()));
    let lines = all.into_iter().map(|(caveat, names)| {
        let some: Vec<_> = names.iter().take(3).cloned().collect();
        let more = names.len() - some.len();
        let more = match (language, more) {
            (_, 0) => String::new(),
            (Language::Dutch, more) => format!(" en {more} andere"),
            (Language::English, more) => format!(" and {more} others"),
        };
        format!("{caveat} ({}{more})", some.join("; "))
    });
    let lines: Vec<_> = lines.collect();
    let blocks = if lines.is_empty() { Vec::new() } else { vec![Block::List(lines)] };
    let message = language
        .pick("Wat men bij deze cijfers in het oog houdt.", "What to keep in mind about these figures.");
    section(
        language.pick("Hoe het gemeten is, en wat niet", "Methods and limits"),
        Some(message.to_owned()),
        blocks,
    )
}

/// What is counted in another way than the year before.
fn changed(year: &YearReport<'_>, language: Language) -> Option<Section> {
    let before = year.before?;
    let version = |figures: &crate::disclosure::PublicFigures, indicator: Indicator| {
        figures
            .shown()
            .find(|figure| figure.indicator() == indicator)
            .map(crate::disclosure::ShownFigure::version)
    };
    let lines: Vec<_> = Indicator::ALL
        .iter()
        .filter_map(|indicator| {
            let was = version(before.content(), *indicator)?;
            let is = version(year.figures.content(), *indicator)?;
            let name = indicator.named(language);
            (was != is).then(|| format!("{name}: v{was} → v{is}"))
        })
        .collect();
    let blocks = if lines.is_empty() {
        vec![Block::Paragraph(
            language
                .pick(
                    "Alle cijfers zijn geteld zoals het jaar ervoor.",
                    "All figures are counted as in the year before.",
                )
                .to_owned(),
        )]
    } else {
        vec![Block::List(lines)]
    };
    section(
        language.pick("Anders geteld dan vorig jaar", "Counted in another way than last year"),
        None,
        blocks,
    )
}
