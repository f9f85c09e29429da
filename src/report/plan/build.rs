//! The report of a plan as a document: its parts in their order.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    PlanReport,
    pairs::{Decided, Shown, decisions, invitations, section},
    words::{Waiting, goal, waiting},
};
use crate::{
    id::MenteeId,
    matching::{Origin, Unmatched},
    people::Who,
    report::{
        document::{Block, Data, Datum, Document, KeyFigure, Section},
        language::Language,
        phrases::{counted, listed},
    },
};

/// So many digits of a digest tell plans of one programme apart.
const SHOWN_DIGITS: usize = 12;

pub(super) fn document(report: &PlanReport<'_>, language: Language) -> Document {
    let plan = report.plan;
    let (day, shown) = (language.day(plan.on()), Shown::all(report));
    let mut digest = plan.digest().to_string();
    digest.truncate(SHOWN_DIGITS);
    let title = if report.reviewed.is_some() {
        language.pick(format!("Koppels van {day}"), format!("Pairs of {day}"))
    } else {
        language.pick(format!("Voorstel voor koppels van {day}"), format!("Proposed pairs of {day}"))
    };
    let subtitle = language.pick(
        format!("Voor de coördinator · vertrouwelijk · kenmerk van het plan {digest}"),
        format!("For the coordinator · confidential · fingerprint of the plan {digest}"),
    );
    let counts = Counts::of(report, &shown);
    let mut sections = vec![at_a_glance(&counts, language), decisions(report, &shown, language)];
    sections.extend(shown.iter().enumerate().map(|(at, pair)| section(report, at + 1, pair, language)));
    sections.extend(invitations(report, &shown, language));
    sections.extend(running(report, language));
    sections.extend(still_waiting(report, &shown, language));
    Document {
        language,
        title,
        subtitle,
        summary: summary(report, &shown, &counts, language),
        sections,
        reading: reading(language),
        reading_heading: language.pick("Hoe lees je dit?", "How to read this").to_owned(),
        data: data(&shown),
    }
}

/// How many there are of what.
struct Counts {
    mentees: usize,
    matched: usize,
    new: usize,
    running: usize,
    waiting_mentors: usize,
}

impl Counts {
    /// Pairings that were rejected count no longer, those that people made do.
    fn of(report: &PlanReport<'_>, shown: &[Shown<'_>]) -> Self {
        let plan = report.plan;
        let stands: Vec<_> = shown.iter().filter(|pair| pair.stands()).collect();
        let running = plan.running().iter().map(|(_, mentee)| mentee);
        let matched: BTreeSet<&MenteeId> = stands.iter().map(|pair| pair.mentee).chain(running).collect();
        let mut mentees = matched.clone();
        mentees.extend(shown.iter().map(|pair| pair.mentee));
        let mut waiting_mentors = 0;
        for unmatched in without(report, shown).filter(|unmatched| unmatched.reason.is_about_the_round()) {
            match &unmatched.who {
                Who::Mentor(_) => waiting_mentors += 1,
                Who::Mentee(id) => {
                    mentees.insert(id);
                }
            }
        }
        Self {
            mentees: mentees.len(),
            matched: matched.len(),
            new: stands.len(),
            running: plan.running().len(),
            waiting_mentors,
        }
    }
}

/// Those whom the plan leaves without a partner and whom nobody has paired since.
fn without<'a>(report: &PlanReport<'a>, shown: &[Shown<'a>]) -> impl Iterator<Item = &'a Unmatched> {
    let mut paired = BTreeSet::new();
    for pair in shown.iter().filter(|pair| pair.stands()) {
        paired.extend([Who::Mentor(pair.mentor.clone()), Who::Mentee(pair.mentee.clone())]);
    }
    report.plan.unmatched().iter().filter(move |unmatched| !paired.contains(&unmatched.who))
}

fn number(language: Language, count: usize) -> String {
    language.whole(u64::try_from(count).unwrap_or(u64::MAX))
}

fn summary(report: &PlanReport<'_>, shown: &[Shown<'_>], counts: &Counts, language: Language) -> Vec<String> {
    let [matched, mentees, new, running] =
        [counts.matched, counts.mentees, counts.new, counts.running].map(|count| number(language, count));
    let have = if counts.matched == 1 { ("heeft", "has") } else { ("hebben", "have") };
    let first = if counts.mentees == 0 {
        language
            .pick("In deze ronde zoekt geen mentee een mentor.", "No mentee seeks a mentor in this round.")
            .to_owned()
    } else {
        language.pick(
            format!("{matched} van de {mentees} mentees {} een mentor.", have.0),
            format!("{matched} of {mentees} mentees {} a mentor.", have.1),
        )
    };
    let pinned = shown.iter().filter(|pair| pair.stands() && pair.origin == Some(Origin::Pinned)).count();
    let asked = if pinned == 0 {
        String::new()
    } else {
        let pinned = number(language, pinned);
        language.pick(format!(" Vooraf gevraagd: {pinned}."), format!(" Asked for beforehand: {pinned}."))
    };
    let by = goal(language, report.plan.goal());
    let decided = match report.reviewed {
        None => language
            .pick(
                "Dit is een voorstel. Een mens beslist over elk koppel, voordat er iemand wordt uitgenodigd.",
                "This is a proposal. A person decides on each pair before anybody is invited.",
            )
            .to_owned(),
        Some(reviewed) => {
            let [yes, no] =
                [reviewed.approved().len(), reviewed.rejected().len()].map(|count| number(language, count));
            let made = shown.iter().filter(|pair| pair.origin.is_none()).count();
            let made = number(language, made);
            language.pick(
                format!("Mensen hebben besloten. Goedgekeurd: {yes}, waarvan zelf gemaakt: {made}. Afgewezen: {no}."),
                format!("People have decided. Approved: {yes}, of which made by themselves: {made}. Rejected: {no}."),
            )
        }
    };
    vec![
        first,
        language.pick(
            format!("Nieuwe koppels: {new}. Koppels die al liepen: {running}.{asked}"),
            format!("New pairs: {new}. Pairs that ran already: {running}.{asked}"),
        ),
        language.pick(
            format!("Het is bewezen dat geen ander plan beter is voor dit doel: {by}."),
            format!("It is proved that no other plan is better by this goal: {by}."),
        ),
        decided,
    ]
}

fn at_a_glance(counts: &Counts, language: Language) -> Section {
    let figure = |dutch: &str, english: &str, value: String| KeyFigure {
        name: language.pick(dutch, english).to_owned(),
        value,
        detail: None,
        notes: Vec::new(),
    };
    let [matched, mentees, new, running, mentors, mentees_waiting] = [
        counts.matched,
        counts.mentees,
        counts.new,
        counts.running,
        counts.waiting_mentors,
        counts.mentees - counts.matched,
    ]
    .map(|count| number(language, count));
    let of = language.pick("van", "of");
    Section {
        heading: language.pick("In één oogopslag", "At a glance").to_owned(),
        message: None,
        blocks: vec![Block::Figures(vec![
            figure("Mentees met een mentor", "Mentees with a mentor", format!("{matched} {of} {mentees}")),
            figure("Nieuwe koppels", "New pairs", new),
            figure("Koppels die al liepen", "Pairs that ran already", running),
            figure("Mentees die wachten", "Mentees who wait", mentees_waiting),
            figure("Mentoren die wachten", "Mentors who wait", mentors),
        ])],
    }
}

fn running(report: &PlanReport<'_>, language: Language) -> Option<Section> {
    let pairs = report.plan.running();
    let names = report.names();
    let line = |(mentor, mentee): &(_, _)| {
        listed(language, &[names.mentor(mentor).whole(), names.mentee(mentee).whole()])
    };
    (!pairs.is_empty()).then(|| Section {
        heading: language.pick("Koppels die al liepen", "Pairs that ran already").to_owned(),
        message: Some(
            language
                .pick(
                    "Deze koppels gaan gewoon door en houden hun plek.",
                    "These pairs simply go on, and keep their places.",
                )
                .to_owned(),
        ),
        blocks: vec![Block::List(pairs.iter().map(line).collect())],
    })
}

/// Those who wait, mentees first; people of whom the same is to be said stand together.
fn still_waiting(report: &PlanReport<'_>, shown: &[Shown<'_>], language: Language) -> Vec<Section> {
    let names = report.names();
    let mut sides = [BTreeMap::<Waiting, (usize, Vec<String>)>::new(), BTreeMap::new()];
    for (at, Unmatched { who, reason }) in without(report, shown).enumerate() {
        let side = usize::from(matches!(who, Who::Mentor(_)));
        let said = waiting(language, report.criteria, who, reason);
        sides[side].entry(said).or_insert_with(|| (at, Vec::new())).1.push(names.of(who).whole().to_owned());
    }
    let headings = [
        language.pick("Mentees die nog geen mentor hebben", "Mentees who have no mentor yet"),
        language.pick("Mentoren die nog geen mentee hebben", "Mentors who have no mentee yet"),
    ];
    let message = language.pick(
        "Wachten zegt niets over iemand: het ligt aan wie er in deze ronde zijn.",
        "Waiting says nothing about somebody: it depends on who is there in this round.",
    );
    let section = |(said, heading): (BTreeMap<Waiting, (usize, Vec<String>)>, &str)| {
        let mut groups: Vec<_> = said.into_iter().collect();
        // In the order of the plan, by who comes first.
        groups.sort_by_key(|(_, (first, _))| *first);
        let blocks = groups.into_iter().flat_map(|(said, (_, who))| group(said, &who, language));
        (heading.to_owned(), blocks.collect::<Vec<_>>())
    };
    sides
        .into_iter()
        .zip(headings)
        .map(section)
        .filter(|(_, blocks)| !blocks.is_empty())
        .map(|(heading, blocks)| Section { heading, message: Some(message.to_owned()), blocks })
        .collect()
}

fn group(said: Waiting, who: &[String], language: Language) -> Vec<Block> {
    let Waiting { title, why, ruled_out, next } = said;
    let count =
        counted(language, who.len(), language.pick("persoon", "person"), language.pick("mensen", "people"));
    let mut blocks = vec![
        Block::Heading(format!("{title} ({count})")),
        Block::Paragraph(listed(language, who)),
        Block::Paragraph(why),
    ];
    if !ruled_out.is_empty() {
        blocks.push(Block::List(ruled_out));
    }
    blocks.push(Block::Paragraph(language.pick(format!("Hoe verder? {next}"), format!("What next? {next}"))));
    blocks
}

fn reading(language: Language) -> Vec<(String, String)> {
    let entries: [(&str, &str); 4] = match language {
        Language::Dutch => [
            (
                "Wie beslist?",
                "Mensen. De computer rekent en legt uit. Een koppel gaat pas door als iemand van het programma het heeft \
                 goedgekeurd én de twee zelf ja zeggen.",
            ),
            (
                "Wat is bewezen?",
                "Dat er met deze mensen, deze eisen en deze wensen geen plan is dat beter is voor het doel. Of het doel en de \
                 wensen de goede zijn, kan een computer niet zeggen.",
            ),
            (
                "Wat zeggen de punten?",
                "Elke wens van het programma levert punten op. ‘Heel goed’ is 80% van de punten of meer, ‘goed’ 60% en \
                 ‘redelijk’ 40%. Een antwoord dat ontbreekt, levert geen punten op; dat is geen minpunt van iemand.",
            ),
            (
                "Wat staat er in de brieven?",
                "Alleen wat de ander mag weten: voornamen, wat ze delen en wat de een zoekt en de ander aanbiedt. Geen punten, \
                 geen vertrouwelijke antwoorden, niets over anderen.",
            ),
        ],
        Language::English => [
            (
                "Who decides?",
                "People. The computer calculates and explains. A pair goes ahead only when somebody of the programme has \
                 approved it and the two say yes themselves.",
            ),
            (
                "What is proved?",
                "That with these people, these requirements and these wishes no plan is better by the goal. Whether the goal \
                 and the wishes are the right ones, no computer can say.",
            ),
            (
                "What do the points say?",
                "Each wish of the programme earns points. ‘Very well’ is 80% of the points or more, ‘well’ 60% and ‘fairly \
                 well’ 40%. An answer that is missing earns none; that is no fault of anybody.",
            ),
            (
                "What do the letters tell?",
                "Only what the other may know: first names, what they share, and what the one seeks and the other offers. No \
                 points, no confidential answers, nothing about others.",
            ),
        ],
    };
    entries.map(|(what, how)| (what.to_owned(), how.to_owned())).into()
}

/// A row for each pairing, identifiers only.
fn data(shown: &[Shown<'_>]) -> Data {
    let text = |text: &str| Datum::Text(text.to_owned());
    let row = |pair: &Shown<'_>| {
        let origin = match pair.origin {
            Some(Origin::Proposed) => "proposed",
            Some(Origin::Pinned) => "pinned",
            None => "reviewer",
        };
        let decision = match pair.decided {
            Decided::Open => "open",
            Decided::Approved(_) => "approved",
            Decided::Rejected(_) => "rejected",
        };
        vec![
            text(pair.mentor.as_str()),
            text(pair.mentee.as_str()),
            Datum::Whole(pair.score.thousandths().into()),
            text(origin),
            text(decision),
        ]
    };
    Data {
        columns: vec!["mentor", "mentee", "score_thousandths", "origin", "decision"],
        rows: shown.iter().map(row).collect(),
    }
}
