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
    let others = Others::of(who, language);
    let ruled_out = match reason {
        UnmatchedReason::NobodyEligible { ruled_out } => {
            let line = |RuledOut { violation: why, people }: &RuledOut| {
                format!("{}: {}", others.counted(*people), violation(language, criteria, why))
            };
            ruled_out.iter().map(line).collect()
        }
        _ => Vec::new(),
    };
    Waiting {
        title: title(language, reason),
        why: why(&others, reason),
        ruled_out,
        next: next(&others, criteria, reason),
    }
}

/// The people on the other side.
struct Others {
    language: Language,
    one: &'static str,
    several: &'static str,
}

impl Others {
    fn of(who: &Who, language: Language) -> Self {
        let (one, several) = match who {
            Who::Mentee(_) => ("mentor", language.pick("mentoren", "mentors")),
            Who::Mentor(_) => ("mentee", "mentees"),
        };
        Self { language, one, several }
    }

    fn counted(&self, people: usize) -> String {
        counted(self.language, people, self.one, self.several)
    }

    /// So many who fit: “1 mentor past”.
    fn fit(&self, people: usize) -> String {
        let verbs = self.language.pick(["past", "passen"], ["fits", "fit"]);
        format!("{} {}", self.counted(people), verbs[usize::from(people != 1)])
    }
}

fn title(language: Language, reason: &UnmatchedReason) -> &'static str {
    let (dutch, english) = match reason {
        UnmatchedReason::Unavailable => ("Nu even niet", "Not at the moment"),
        UnmatchedReason::TakesNobody => ("Geen plek in deze ronde", "No place in this round"),
        UnmatchedReason::NobodyThere => ("Er is nog niemand", "Nobody is there yet"),
        UnmatchedReason::NobodyEligible { .. } => {
            ("Niemand past bij wat nodig is", "Nobody meets what is needed")
        }
        UnmatchedReason::NoCapacity { .. } => ("Wie past, heeft nu geen plek", "Whoever fits has no place"),
        UnmatchedReason::AllTaken { .. } => ("Wie past, is al bezet", "Whoever fits is taken"),
        UnmatchedReason::AddsNothing { .. } => ("Een koppel zou niets toevoegen", "A pair would add nothing"),
    };
    language.pick(dutch, english)
}

fn why(others: &Others, reason: &UnmatchedReason) -> String {
    let &Others { language, several, .. } = others;
    match reason {
        UnmatchedReason::Unavailable => {
            language.pick("Op dit moment afwezig, of gestopt.", "Away at present, or has left.").to_owned()
        }
        UnmatchedReason::TakesNobody => language
            .pick("Het aantal plekken is in deze ronde 0.", "The number of places is 0 in this round.")
            .to_owned(),
        UnmatchedReason::NobodyThere => language
            .pick(format!("In deze ronde doen geen {several} mee."), format!("No {several} take part in this round.")),
        UnmatchedReason::NobodyEligible { .. } => language.pick(
            format!(
                "Er zijn {several}, maar niemand past bij alles wat nodig is. Eén persoon kan om meer redenen afvallen:"
            ),
            format!(
                "There are {several}, but nobody meets all that is needed. One person may be ruled out for several reasons:"
            ),
        ),
        UnmatchedReason::NoCapacity { eligible } => {
            let (fit, is_one) = (others.fit(*eligible), *eligible == 1);
            language.pick(
                format!("{fit}, maar {} in deze ronde geen plek.", if is_one { "heeft" } else { "hebben" }),
                format!("{fit}, but {} no place in this round.", if is_one { "has" } else { "have" }),
            )
        }
        UnmatchedReason::AllTaken { eligible } => {
            let fit = others.fit(*eligible);
            language.pick(
                format!(
                    "{fit}, maar alle plekken zijn bezet door koppels die voor het doel van deze ronde minstens zo goed zijn."
                ),
                format!("{fit}, but all places are taken by pairs that are at least as good by the goal of this round."),
            )
        }
        UnmatchedReason::AddsNothing { eligible } => {
            let fit = others.fit(*eligible);
            language.pick(
                format!("{fit} en er is plek, maar voor het doel van deze ronde wordt het plan er niet beter van."),
                format!("{fit} and there is a place, but the plan would be no better by the goal of this round."),
            )
        }
    }
}

fn next(others: &Others, criteria: &Criteria, reason: &UnmatchedReason) -> String {
    let &Others { language, several, .. } = others;
    let waits = |next: String| format!("{}. {next}", language.pick("Wachtlijst", "Waiting list"));
    match reason {
        UnmatchedReason::Unavailable => language
            .pick("Wie terug is, doet mee in de volgende ronde.", "Who is back joins the next round.")
            .to_owned(),
        UnmatchedReason::TakesNobody => language
            .pick(
                "Vraag voor de volgende ronde of er weer plek is.",
                "Ask before the next round whether there is a place again.",
            )
            .to_owned(),
        UnmatchedReason::NobodyThere => {
            waits(language.pick(format!("We zoeken {several}."), format!("We look for {several}.")))
        }
        UnmatchedReason::NobodyEligible { ruled_out } => {
            let helps =
                ruled_out.iter().filter_map(|RuledOut { violation, .. }| help(language, criteria, violation));
            let helps: Vec<_> = helps.take(MOST_HELP).collect();
            waits(if helps.is_empty() {
                language.pick(format!("Nieuwe {several} kunnen helpen."), format!("New {several} may help."))
            } else {
                let helps = helps.join(" ");
                language.pick(format!("Wat kan helpen: {helps}"), format!("What may help: {helps}"))
            })
        }
        UnmatchedReason::NoCapacity { .. } => waits(language.pick(
            format!("Vraag of er toch een plek is, of zoek meer {several}."),
            format!("Ask whether there is a place after all, or look for more {several}."),
        )),
        UnmatchedReason::AllTaken { .. } => waits(language.pick(
            format!("Eén plek meer bij iemand die past, kan helpen; nieuwe {several} ook."),
            format!("One more place with somebody who fits may help, and so may new {several}."),
        )),
        UnmatchedReason::AddsNothing { .. } => waits(
            language
                .pick(
                    "Een mens kan besluiten om toch een koppel te maken.",
                    "A person may decide to make a pair all the same.",
                )
                .to_owned(),
        ),
    }
}
