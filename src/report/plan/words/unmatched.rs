//! Why somebody has no partner, and what happens next for them.

use super::requirement::{help, violation};
use crate::{
    criteria::Criteria,
    matching::{RuledOut, UnmatchedReason},
    people::Who,
    report::{language::Language, phrases::counted},
};

/// How many things that would help are told: the first ones matter most, and nobody does more at once.
const MOST_HELP: usize = 3;

/// What is to be said of people without a partner.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report::plan) struct Waiting {
    /// The reason in a few words.
    pub(in crate::report::plan) title: &'static str,
    /// The reason.
    pub(in crate::report::plan) why: String,
    /// What ruled out whom.
    pub(in crate::report::plan) ruled_out: Vec<String>,
    /// What happens next.
    pub(in crate::report::plan) next: String,
}

/// What is to be said of somebody without a partner. It holds for all of their side with the same reason.
pub(in crate::report::plan) fn waiting(
    language: Language,
    criteria: &Criteria,
    who: &Who,
    reason: &UnmatchedReason,
) -> Waiting {
    let is_mentee = matches!(who, Who::Mentee(_));
    let (others, one, several) = match (is_mentee, language) {
        (true, Language::Dutch) => ("mentoren", "mentor", "mentoren"),
        (false, Language::Dutch) => ("mentees", "mentee", "mentees"),
        (true, Language::English) => ("mentors", "mentor", "mentors"),
        (false, Language::English) => ("mentees", "mentee", "mentees"),
    };
    let fit = |eligible: usize| {
        let who = counted(language, eligible, one, several);
        let verb = match (language, eligible) {
            (Language::Dutch, 1) => "past",
            (Language::Dutch, _) => "passen",
            (Language::English, 1) => "fits",
            (Language::English, _) => "fit",
        };
        format!("{who} {verb}")
    };
    let title = |dutch, english| language.pick(dutch, english);
    let says = |dutch: String, english: String| language.pick(dutch, english);
    let list = language.pick("Wachtlijst", "Waiting list");
    let (title, why, next) = match reason {
        UnmatchedReason::Unavailable => (
            title("Nu even niet", "Not at the moment"),
            says("Op dit moment afwezig, of gestopt.".into(), "Away at present, or has left.".into()),
            says(
                "Wie terug is, doet mee in de volgende ronde.".into(),
                "Who is back joins the next round.".into(),
            ),
        ),
        UnmatchedReason::TakesNobody => (
            title("Geen plek in deze ronde", "No place in this round"),
            says(
                "Het aantal plekken is in deze ronde 0.".into(),
                "The number of places is 0 in this round.".into(),
            ),
            says(
                "Vraag voor de volgende ronde of er weer plek is.".into(),
                "Ask before the next round whether there is a place again.".into(),
            ),
        ),
        UnmatchedReason::NobodyThere => (
            title("Er is nog niemand", "Nobody is there yet"),
            says(
                format!("In deze ronde doen geen {others} mee."),
                format!("No {others} take part in this round."),
            ),
            says(format!("{list}. We zoeken {others}."), format!("{list}. We look for {others}.")),
        ),
        UnmatchedReason::NobodyEligible { ruled_out } => {
            let helps: Vec<_> = ruled_out
                .iter()
                .filter_map(|RuledOut { violation, .. }| help(language, criteria, violation))
                .take(MOST_HELP)
                .collect();
            let next = if helps.is_empty() {
                says(
                    format!("{list}. Nieuwe {others} kunnen helpen."),
                    format!("{list}. New {others} may help."),
                )
            } else {
                says(
                    format!("{list}. Wat kan helpen: {}", helps.join(" ")),
                    format!("{list}. What may help: {}", helps.join(" ")),
                )
            };
            (
                title("Niemand past bij wat nodig is", "Nobody meets what is needed"),
                says(
                    format!(
                        "Er zijn {others}, maar niemand past bij alles wat nodig is. Eén persoon kan om meer redenen afvallen:"
                    ),
                    format!(
                        "There are {others}, but nobody meets all that is needed. One person may be ruled out for several reasons:"
                    ),
                ),
                next,
            )
        }
        UnmatchedReason::NoCapacity { eligible } => (
            title("Wie past, heeft nu geen plek", "Whoever fits has no place"),
            says(
                format!(
                    "{}, maar {} in deze ronde geen plek.",
                    fit(*eligible),
                    if *eligible == 1 { "heeft" } else { "hebben" }
                ),
                format!(
                    "{}, but {} no place in this round.",
                    fit(*eligible),
                    if *eligible == 1 { "has" } else { "have" }
                ),
            ),
            says(
                format!("{list}. Vraag of er toch een plek is, of zoek meer {others}."),
                format!("{list}. Ask whether there is a place after all, or look for more {others}."),
            ),
        ),
        UnmatchedReason::AllTaken { eligible } => (
            title("Wie past, is al bezet", "Whoever fits is taken"),
            says(
                format!(
                    "{}, maar alle plekken zijn bezet door koppels die voor het doel van deze ronde minstens zo goed zijn.",
                    fit(*eligible)
                ),
                format!(
                    "{}, but all places are taken by pairs that are at least as good by the goal of this round.",
                    fit(*eligible)
                ),
            ),
            says(
                format!("{list}. Eén plek meer bij iemand die past, kan helpen; nieuwe {others} ook."),
                format!("{list}. One more place with somebody who fits may help, and so may new {others}."),
            ),
        ),
        UnmatchedReason::AddsNothing { eligible } => (
            title("Een koppel zou niets toevoegen", "A pair would add nothing"),
            says(
                format!(
                    "{} en er is plek, maar voor het doel van deze ronde wordt het plan er niet beter van.",
                    fit(*eligible)
                ),
                format!(
                    "{} and there is a place, but the plan would be no better by the goal of this round.",
                    fit(*eligible)
                ),
            ),
            says(
                format!("{list}. Een mens kan besluiten om toch een koppel te maken."),
                format!("{list}. A person may decide to make a pair all the same."),
            ),
        ),
    };
    let ruled_out = match reason {
        UnmatchedReason::NobodyEligible { ruled_out } => {
            let line = |RuledOut { violation: why, people }: &RuledOut| {
                let who = counted(language, *people, one, several);
                format!("{who}: {}", violation(language, criteria, why))
            };
            ruled_out.iter().map(line).collect()
        }
        _ => Vec::new(),
    };
    Waiting { title, why, ruled_out, next }
}
