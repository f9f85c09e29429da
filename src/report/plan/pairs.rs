//! The pairings of a plan, with what was decided of each.

use std::collections::BTreeMap;

use super::{
    PlanReport,
    letters::{Letter, shared},
    names::Name,
    words::{asked, points, preference, reason, strength, violation},
};
use crate::{
    criteria::{Explanation, Score},
    id::{MenteeId, MentorId},
    introduction::Party,
    matching::{ApprovedPairing, Origin, RestsOn, Signed},
    report::{
        document::{Block, Section},
        language::Language,
        phrases::listed,
    },
};

/// A pairing of the plan, or one that people made.
pub(super) struct Shown<'a> {
    pub(super) mentor: &'a MentorId,
    pub(super) mentee: &'a MenteeId,
    pub(super) score: Score,
    pub(super) explanation: &'a Explanation,
    /// Where in the plan it comes from; none when people made it.
    pub(super) origin: Option<Origin>,
    pub(super) decided: Decided<'a>,
}

/// What was decided of a pairing.
#[derive(Clone, Copy)]
pub(super) enum Decided<'a> {
    Open,
    Approved(&'a ApprovedPairing),
    Rejected(&'a Signed),
}

impl<'a> Shown<'a> {
    /// Those of the plan, then those that people made; each by mentor and mentee.
    pub(super) fn all(report: &PlanReport<'a>) -> Vec<Self> {
        let (approved, rejected) =
            report.reviewed.map_or((&[][..], &[][..]), |r| (r.approved(), r.rejected()));
        let mut approvals: BTreeMap<_, _> =
            approved.iter().map(|pairing| ((&pairing.mentor, &pairing.mentee), pairing)).collect();
        let rejections: BTreeMap<_, _> =
            rejected.iter().map(|pairing| ((&pairing.mentor, &pairing.mentee), &pairing.signed)).collect();
        let mut all = Vec::new();
        for pairing in report.plan.pairings() {
            let pair = (&pairing.mentor, &pairing.mentee);
            let decided = match (approvals.remove(&pair), rejections.get(&pair)) {
                (Some(approved), _) => Decided::Approved(approved),
                (None, Some(rejected)) => Decided::Rejected(rejected),
                (None, None) => Decided::Open,
            };
            all.push(Self {
                mentor: &pairing.mentor,
                mentee: &pairing.mentee,
                score: pairing.score,
                explanation: &pairing.explanation,
                origin: Some(pairing.origin),
                decided,
            });
        }
        all.extend(approvals.into_values().map(|pairing| Self {
            mentor: &pairing.mentor,
            mentee: &pairing.mentee,
            score: pairing.score,
            explanation: &pairing.explanation,
            origin: None,
            decided: Decided::Approved(pairing),
        }));
        all
    }

    /// Whether it is a pair as far as is decided.
    pub(super) fn stands(&self) -> bool {
        !matches!(self.decided, Decided::Rejected(_))
    }

    fn names(&self, report: &PlanReport<'_>) -> [Name; 2] {
        [report.names().mentor(self.mentor), report.names().mentee(self.mentee)]
    }

    fn named(&self, report: &PlanReport<'_>, language: Language) -> String {
        let [mentor, mentee] = self.names(report);
        listed(language, &[mentor.whole(), mentee.whole()])
    }
}

/// What was decided, or that nothing is.
pub(super) fn decisions(report: &PlanReport<'_>, shown: &[Shown<'_>], language: Language) -> Section {
    let heading = language.pick("Wat is er besloten?", "What has been decided?").to_owned();
    let Some(reviewed) = report.reviewed else {
        let nothing = language.pick(
            "Nog niets: de techniek stelt voor, een mens beslist.",
            "Nothing yet: technology proposes, a person decides.",
        );
        let how = language.pick(
            "Lees bij elk koppel waarom het wordt voorgesteld. Klopt er iets niet, of weet je iets wat hier niet staat? Dan kun \
             je een koppel afwijzen of zelf een ander koppel maken.",
            "Read for each pair why it is proposed. Is something wrong, or do you know something that is not here? Then you can \
             reject a pair, or make another yourself.",
        );
        let blocks = vec![Block::Paragraph(how.to_owned())];
        return Section { heading, message: Some(nothing.to_owned()), blocks };
    };
    let (who, day) = (report.names().person(&reviewed.closed().by), language.day(reviewed.closed().on));
    let who = who.whole();
    let message = language.pick(
        format!("{who} heeft de beoordeling op {day} afgesloten."),
        format!("{who} closed the review on {day}."),
    );
    let mut blocks = Vec::new();
    let mut list = |title: (&str, &str), which: &dyn Fn(&Shown<'_>) -> bool| {
        let pairs: Vec<_> =
            shown.iter().filter(|pair| which(pair)).map(|pair| pair.named(report, language)).collect();
        if !pairs.is_empty() {
            blocks.push(Block::Heading(language.pick(title.0, title.1).to_owned()));
            blocks.push(Block::List(pairs));
        }
    };
    let is_approved = |pair: &Shown<'_>| matches!(pair.decided, Decided::Approved(_));
    list(("Goedgekeurd", "Approved"), &|pair| is_approved(pair) && pair.origin.is_some());
    list(("Door mensen gemaakt", "Made by people"), &|pair| is_approved(pair) && pair.origin.is_none());
    list(("Afgewezen", "Rejected"), &|pair| matches!(pair.decided, Decided::Rejected(_)));
    let waits = |pair: &&Shown<'_>| !pair.stands() && !has_mentor(report, shown, pair.mentee);
    let mut again: Vec<_> = shown
        .iter()
        .filter(waits)
        .map(|pair| report.names().mentee(pair.mentee).whole().to_owned())
        .collect();
    again.dedup();
    if !again.is_empty() {
        let names = listed(language, &again);
        blocks.push(Block::Aside(language.pick(
            format!("Zonder mentor na een afwijzing: {names}. Zij staan op de wachtlijst voor de volgende ronde."),
            format!("Without a mentor after a rejection: {names}. They are on the waiting list for the next round."),
        )));
    }
    Section { heading, message: Some(message), blocks }
}

fn has_mentor(report: &PlanReport<'_>, shown: &[Shown<'_>], mentee: &MenteeId) -> bool {
    shown.iter().any(|pair| pair.stands() && pair.mentee == mentee)
        || report.plan.running().iter().any(|(_, running)| running == mentee)
}

/// A pairing and why.
pub(super) fn section(report: &PlanReport<'_>, at: usize, pair: &Shown<'_>, language: Language) -> Section {
    let names @ [mentor, mentee] = &pair.names(report);
    let whole = listed(language, &[mentor.whole(), mentee.whole()]);
    let mut blocks =
        vec![Block::Paragraph(format!("Mentor: {}. Mentee: {}.", mentor.whole(), mentee.whole()))];
    if pair.origin == Some(Origin::Pinned) {
        let pinned = language.pick(
            "Om dit koppel is vooraf gevraagd. Daarom staat het in het plan, ook als een ander koppel meer punten heeft.",
            "This pair was asked for beforehand. That is why the plan has it, even where another pair has more points.",
        );
        blocks.push(Block::Aside(pinned.to_owned()));
    }
    blocks.extend(reasons(report, pair, names, language));
    blocks.extend(decision(report, pair, language));
    Section {
        heading: language.pick(format!("Koppel {at}: {whole}"), format!("Pair {at}: {whole}")),
        message: Some(strength(language, pair.explanation)),
        blocks,
    }
}

fn reasons(
    report: &PlanReport<'_>,
    pair: &Shown<'_>,
    [mentor, mentee]: &[Name; 2],
    language: Language,
) -> Vec<Block> {
    let (mut earned, mut nothing, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for (contribution, asked) in pair.explanation.contributions.iter().zip(report.criteria.preferences()) {
        if contribution.earned > Score::ZERO {
            let said = reason(language, asked, &contribution.evidence, [mentor.short(), mentee.short()]);
            let [got, most] = [contribution.earned, contribution.most].map(|score| points(language, score));
            let of = language.pick(format!("({got} van {most} punten)"), format!("({got} of {most} points)"));
            earned.push(format!("{said} {of}"));
        } else if contribution.possible == contribution.earned {
            nothing.push(preference(language, asked));
        }
        if contribution.possible > contribution.earned {
            unknown.push(preference(language, asked));
        }
    }
    let to_ask: Vec<_> = pair
        .explanation
        .to_ask
        .iter()
        .map(|open| asked(language, report.criteria, open.at, &open.asked))
        .collect();
    let mut blocks = Vec::new();
    if !earned.is_empty() {
        blocks.push(Block::Heading(language.pick("Waarom deze twee?", "Why these two?").to_owned()));
        blocks.push(Block::List(earned));
    }
    if !nothing.is_empty() {
        let nothing = nothing.join("; ");
        blocks.push(Block::Paragraph(
            language.pick(format!("Geen punten voor: {nothing}."), format!("No points for: {nothing}.")),
        ));
    }
    if !unknown.is_empty() {
        let unknown = unknown.join("; ");
        blocks.push(Block::Paragraph(language.pick(
            format!("Nog niet alles bekend over: {unknown}."),
            format!("Not all is known of: {unknown}."),
        )));
    }
    if !to_ask.is_empty() {
        let heading =
            language.pick("Nog te vragen, voordat ze kennismaken", "Still to be asked, before they meet");
        blocks.push(Block::Heading(heading.to_owned()));
        blocks.push(Block::List(to_ask));
    }
    blocks
}

fn decision(report: &PlanReport<'_>, pair: &Shown<'_>, language: Language) -> Vec<Block> {
    let by =
        |signed: &Signed| (report.names().person(&signed.by).whole().to_owned(), language.day(signed.on));
    match pair.decided {
        Decided::Open if report.reviewed.is_some() => Vec::new(),
        Decided::Open => vec![Block::Aside(
            language
                .pick(
                    "Dit koppel is een voorstel. Een mens beslist.",
                    "This pair is a proposal. A person decides.",
                )
                .to_owned(),
        )],
        Decided::Rejected(signed) => {
            let (who, day) = by(signed);
            vec![Block::Aside(language.pick(
                format!("Afgewezen door {who} op {day}. Deze twee worden niet uitgenodigd."),
                format!("Rejected by {who} on {day}. These two are not invited."),
            ))]
        }
        Decided::Approved(approved) => {
            let (who, day) = by(&approved.approval.signed);
            match &approved.approval.rests_on {
                RestsOn::Plan => vec![Block::Aside(language.pick(
                    format!("Goedgekeurd door {who} op {day}."),
                    format!("Approved by {who} on {day}."),
                ))],
                RestsOn::Reviewer => vec![Block::Aside(language.pick(
                    format!("Gemaakt door {who} op {day}. Alles wat nodig is, klopt."),
                    format!("Made by {who} on {day}. All that is needed holds."),
                ))],
                RestsOn::Override(broken) => vec![
                    Block::Aside(language.pick(
                        format!("Gemaakt door {who} op {day}, terwijl dit niet klopt:"),
                        format!("Made by {who} on {day}, although this does not hold:"),
                    )),
                    Block::List(
                        broken.iter().map(|broken| violation(language, report.criteria, broken)).collect(),
                    ),
                ],
            }
        }
    }
}

/// Two letters for each pair that may be invited.
pub(super) fn invitations(
    report: &PlanReport<'_>,
    shown: &[Shown<'_>],
    language: Language,
) -> Option<Section> {
    let is_invited = |pair: &&Shown<'_>| match report.reviewed {
        Some(_) => matches!(pair.decided, Decided::Approved(_)),
        None => true,
    };
    let mut blocks = Vec::new();
    for pair in shown.iter().filter(is_invited) {
        let [mentor, mentee] = &pair.names(report);
        let told = shared(pair.explanation, report.criteria, report.roster.questionnaire());
        blocks.push(Block::Heading(listed(language, &[mentor.whole(), mentee.whole()])));
        for (to, role, about) in [(mentor, Party::Mentor, mentee), (mentee, Party::Mentee, mentor)] {
            let letter = Letter { to, role, about, shared: &told, contact: report.contact.as_deref() };
            blocks.push(letter.block(language));
        }
    }
    let message = if report.reviewed.is_some() {
        language
            .pick("Voor elk goedgekeurd koppel twee brieven.", "Two letters for each pair that was approved.")
    } else {
        language.pick(
            "Verstuur een brief pas als iemand het koppel heeft goedgekeurd.",
            "Send a letter only when somebody has approved the pair.",
        )
    };
    (!blocks.is_empty()).then(|| Section {
        heading: language.pick("Uitnodigingen", "Invitations").to_owned(),
        message: Some(message.to_owned()),
        blocks,
    })
}
