//! The page as a document, in the second person.

use jiff::ToSpan;

use super::{
    ParticipantReport,
    beside::{self, Theirs},
    own::Together,
    progress::{goals, meetings, scales},
};
use crate::{
    disclosure::ShownFigure,
    report::{
        document::{Block, Cell, Data, Document, Section, Table},
        language::Language,
    },
};

/// A form that should have come in the last so many days is still welcome; an older one is let be.
const OPEN_DAYS: i32 = 30;

pub(super) fn document(report: &ParticipantReport<'_>, language: Language) -> Document {
    let together = report.own.together(&report.on);
    let parts = [goals(report, language), meetings(&together, language), scales(report, language)];
    let is_empty = parts.iter().all(|part| part.summary.is_none());
    let (mut sections, mut summary, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        sections.extend(part.section);
        summary.extend(part.summary);
        rows.extend(part.rows);
    }
    if is_empty {
        let nothing = language.pick(
            "Er is nog niets van jou om te laten zien. Dat hoort erbij als je net begint: deze pagina groeit met je mee.",
            "There is nothing of yours to show yet. That is part of beginning: this page grows with you.",
        );
        summary.push(nothing.to_owned());
        sections.push(Section {
            heading: language.pick("Fijn dat je er bent", "It is good that you are here").to_owned(),
            message: Some(nothing.to_owned()),
            blocks: Vec::new(),
        });
    }
    sections.extend(next(report, language));
    sections.extend(programme(report, &together, language));
    sections.extend(said_and_done(report, language));
    let day = language.day(report.on.date);
    Document {
        language,
        title: language.pick("Jouw pagina", "Your page").to_owned(),
        subtitle: language
            .pick(format!("Alleen voor jou · stand van {day}"), format!("For you alone · as of {day}")),
        summary,
        sections,
        reading: reading(language),
        reading_heading: language.pick("Goed om te weten", "Good to know").to_owned(),
        data: Data { columns: vec!["what", "id", "measure", "value"], rows },
    }
}

/// What is to come, or still open.
fn next(report: &ParticipantReport<'_>, language: Language) -> Option<Section> {
    let on = report.on.date;
    let mut lines = Vec::new();
    if let Some(due) = report.own.talks_due(on).min() {
        let due = language.day(due);
        lines.push(language.pick(
            format!("Rond {due} vraagt iemand van het programma hoe het gaat tussen jullie."),
            format!("Around {due} somebody of the programme asks how it goes between you."),
        ));
    }
    if let Some(due) = report.own.open_forms(on).map(|form| form.due).filter(|due| *due >= on).min() {
        let due = language.day(due);
        lines.push(language.pick(
            format!("Uiterlijk {due} horen we graag je antwoorden op een vragenlijst."),
            format!("By {due} we should like to have your answers to some questions."),
        ));
    }
    let since = on.saturating_sub(OPEN_DAYS.days());
    let open = report.own.open_forms(on).map(|form| form.due).filter(|due| (since..on).contains(due));
    if let Some(due) = open.max() {
        let due = language.day(due);
        lines.push(language.pick(
            format!("Er staat nog een vragenlijst open, van {due}. Invullen kan nog. Het hoeft niet."),
            format!("Some questions of {due} are still open. You can still answer them. You do not have to."),
        ));
    }
    (!lines.is_empty()).then(|| Section {
        heading: language.pick("Wat er nog komt", "What is to come").to_owned(),
        message: None,
        blocks: vec![Block::List(lines)],
    })
}

/// What is published of everybody.
fn programme(
    report: &ParticipantReport<'_>,
    together: &[Together<'_>],
    language: Language,
) -> Option<Section> {
    let active: u32 = together.iter().map(|together| together.course.active_days).sum();
    let met: u32 = together.iter().map(|together| together.course.meetings).sum();
    let intensity = (active >= 30).then(|| 30.0 * f64::from(met) / f64::from(active));
    let roles: Vec<_> = report.own.roles().collect();
    let theirs = Theirs { intensity };
    let said = beside::sentences(report.figures?, &roles, &report.scales, theirs, language);
    let day = report.figures?.shown().map(ShownFigure::as_of).max();
    let mut blocks = Vec::new();
    if said.is_empty() {
        let none = language.pick(
            "Er zijn nog te weinig deelnemers om hier iets over te zeggen, zonder dat iemand te herkennen is.",
            "There are still too few participants to say something here without somebody being recognised.",
        );
        blocks.push(Block::Paragraph(none.to_owned()));
    } else {
        blocks.push(Block::List(said));
        blocks.extend(day.map(|day| {
            let day = language.day(day);
            Block::Aside(language.pick(
                format!("Dit zijn cijfers van het hele programma, stand van {day}. Ze zeggen niet hoe het met jou moet gaan."),
                format!("These are figures of the whole programme, as of {day}. They do not say how you ought to be doing."),
            ))
        }));
    }
    Some(Section {
        heading: language.pick("Hoe gaat het in het programma?", "How is the programme doing?").to_owned(),
        message: None,
        blocks,
    })
}

fn said_and_done(report: &ParticipantReport<'_>, language: Language) -> Option<Section> {
    let cells = |(said, did): &(String, String)| vec![Cell::Text(said.clone()), Cell::Text(did.clone())];
    let head = language.pick(["Jullie zeiden", "Wij deden"], ["You said", "We did"]).map(str::to_owned);
    let heading = language.pick("Jullie zeiden, wij deden", "You said, we did").to_owned();
    (!report.said.is_empty()).then(|| Section {
        heading: heading.clone(),
        message: Some(
            language
                .pick(
                    "Dit veranderde omdat deelnemers het zeiden.",
                    "This changed because participants said so.",
                )
                .to_owned(),
        ),
        blocks: vec![Block::Table(Table {
            caption: heading,
            head: head.into(),
            rows: report.said.iter().map(cells).collect(),
        })],
    })
}

fn reading(language: Language) -> Vec<(String, String)> {
    let entries: [(&str, &str); 3] = match language {
        Language::Dutch => [
            (
                "Wat staat hier?",
                "Alleen wat van jou is, en wat jij en de ander samen deden. Antwoorden en doelen van anderen staan hier niet.",
            ),
            (
                "Wat is duidelijk beter?",
                "Antwoorden schommelen altijd een beetje. We noemen een verschil pas duidelijk als het groter is dan dat.",
            ),
            ("Klopt er iets niet?", "Zeg het tegen de coördinator. Die kan het verbeteren."),
        ],
        Language::English => [
            (
                "What is on this page?",
                "Only what is yours, and what you and the other did together. Answers and goals of others are not here.",
            ),
            (
                "What is clearly better?",
                "Answers always vary a little. We call a difference clear only when it is larger than that.",
            ),
            ("Is something wrong?", "Tell the coordinator, who can put it right."),
        ],
    };
    entries.map(|(what, how)| (what.to_owned(), how.to_owned())).into()
}
