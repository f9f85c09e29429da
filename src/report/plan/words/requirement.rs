//! What must hold, why a pair is excluded, and what would help.

use super::{fields, preference::metres, quantity};
use crate::{
    criteria::{Because, Criteria, Requirement, Violation},
    people::{Importance, Outcome, TieKind},
    report::{language::Language, phrases, text::harmless},
};

/// The longest sentence of a rule that is shown as it was written.
const LONGEST_RULE: usize = 300;

/// A requirement as a thing that is needed: “a language that both speak …”.
pub(in crate::report::plan) fn requirement(language: Language, requirement: &Requirement) -> String {
    let says = |dutch: String, english: String| language.pick(dutch, english);
    let named = |of| fields(language, of);
    match requirement {
        Requirement::SharedLanguage { level, .. } => says(
            format!("een taal die ze allebei spreken op niveau {level} of hoger"),
            format!("a language that both speak at {level} or better"),
        ),
        Requirement::Overlap { minutes, .. } => {
            let time = phrases::minutes(language, *minutes);
            says(
                format!("ten minste {time} per week waarin ze allebei kunnen"),
                format!("at least {time} a week when both can meet"),
            )
        }
        Requirement::Reachable { metres: limit, .. } => {
            let limit = limit.map(|limit| metres(language, limit));
            let dutch = "een manier om elkaar te ontmoeten: allebei online, of niet te ver weg";
            let english = "a way to meet: both online, or not too far away";
            let within =
                |word: &str| limit.as_ref().map_or_else(String::new, |limit| format!(" ({word} {limit})"));
            says(format!("{dutch}{}", within("hoogstens")), format!("{english}{}", within("at most")))
        }
        Requirement::NoTies { kinds, steps } => {
            let kinds: Vec<_> = kinds.iter().map(|kind| tie(language, *kind)).collect();
            let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
            let via = if *steps == 2 {
                language.pick(", ook niet via iemand anders", ", nor through somebody else")
            } else {
                ""
            };
            says(
                format!("geen gemelde band tussen de twee{kinds}{via}"),
                format!("no declared tie between the two{kinds}{via}"),
            )
        }
        Requirement::NoSharedAffiliation { .. } => says(
            "geen club of organisatie waar ze allebei bij horen".into(),
            "no club or organisation that both belong to".into(),
        ),
        Requirement::Same { field, .. } => {
            let of = named(field);
            says(format!("hetzelfde antwoord bij {of}"), format!("the same answer on {of}"))
        }
        Requirement::Different { field, .. } => {
            let of = named(field);
            says(format!("een verschillend antwoord bij {of}"), format!("a different answer on {of}"))
        }
        Requirement::Shared { field, .. } => {
            let of = named(field);
            says(format!("iets wat ze delen bij {of}"), format!("something that they share in {of}"))
        }
        Requirement::Within { field, from, to, .. } => {
            let of = named(field);
            let [from, to] = [*from, *to].map(|limit| limit.map(|limit| quantity(language, limit)));
            match (from, to) {
                (Some(from), Some(to)) if from == to => says(
                    format!("een mentor die bij {of} precies {from} voor is"),
                    format!("a mentor exactly {from} ahead in {of}"),
                ),
                (Some(from), Some(to)) => says(
                    format!("een mentor die bij {of} {from} tot {to} voor is"),
                    format!("a mentor {from} to {to} ahead in {of}"),
                ),
                (Some(from), None) => says(
                    format!("een mentor die bij {of} ten minste {from} voor is"),
                    format!("a mentor at least {from} ahead in {of}"),
                ),
                (None, Some(to)) => says(
                    format!("een mentor die bij {of} hoogstens {to} voor is"),
                    format!("a mentor at most {to} ahead in {of}"),
                ),
                (None, None) => says(format!("een antwoord bij {of}"), format!("an answer on {of}")),
            }
        }
        Requirement::SkillCovered { importance, .. } => {
            let least = importance.get();
            let (nl, en) = if *importance == Importance::MIN {
                (String::new(), String::new())
            } else {
                (
                    format!(" en belangrijk vindt ({least} of meer van de 5)"),
                    format!(" and that matters ({least} or more of 5)"),
                )
            };
            says(
                format!("een mentor die iets aanbiedt wat de mentee zoekt{nl}"),
                format!("a mentor who offers something that the mentee seeks{en}"),
            )
        }
        Requirement::Confirmed { within_days, .. } => {
            let days = language.whole(*within_days);
            says(
                format!("profielen die in de laatste {days} dagen zijn bevestigd"),
                format!("profiles confirmed in the last {days} days"),
            )
        }
    }
}

/// The requirement at a place of the criteria; as it was written where they have none there.
pub(in crate::report::plan) fn asked(
    language: Language,
    criteria: &Criteria,
    at: usize,
    written: &str,
) -> String {
    let found = criteria.requirements().get(at);
    found.map_or_else(|| harmless(written, LONGEST_RULE), |found| requirement(language, found))
}

/// Why two people cannot be a pair.
pub(in crate::report::plan) fn violation(
    language: Language,
    criteria: &Criteria,
    violation: &Violation,
) -> String {
    let both = |dutch: &str, english: &str| language.pick(dutch, english).to_owned();
    match violation {
        Violation::SamePerson => both("het is dezelfde persoon", "both are the same person"),
        Violation::Blocked => both(
            "een van de twee wil niet aan de ander gekoppeld worden",
            "one of them asked not to be paired with the other",
        ),
        Violation::MentorUnavailable => {
            both("de mentor is afwezig of gestopt", "the mentor is away or has left")
        }
        Violation::MenteeUnavailable => {
            both("de mentee is afwezig of gestopt", "the mentee is away or has left")
        }
        Violation::KeptApart(outcome) => {
            let before = outcome_before(language, *outcome);
            language.pick(
                format!("wat eerder gebeurde, houdt hen uit elkaar ({before})"),
                format!("what happened before keeps them apart ({before})"),
            )
        }
        Violation::Request => both(
            "de coördinator heeft dit koppel voor deze ronde uitgesloten",
            "the coordinator ruled the pair out for this round",
        ),
        Violation::Requirement { at, asked: written, because } => {
            let needed = asked(language, criteria, *at, written);
            match because {
                Because::Violated => language
                    .pick(format!("niet voldaan aan: {needed}"), format!("this does not hold: {needed}")),
                Because::Unknown => language.pick(
                    format!("nog niet bekend, maar wel nodig: {needed}"),
                    format!("not known yet, but needed: {needed}"),
                ),
            }
        }
    }
}

fn outcome_before(language: Language, outcome: Outcome) -> &'static str {
    let (dutch, english) = match outcome {
        Outcome::NoClick => ("het klikte niet", "it did not click"),
        Outcome::Declined => ("een uitnodiging werd afgeslagen", "an invitation was declined"),
        Outcome::NoShow => ("een gesprek werd gemist", "a talk was missed"),
        Outcome::Expired => ("een uitnodiging verliep", "an invitation lapsed"),
        Outcome::Withdrawn => ("iemand trok zich terug", "somebody withdrew"),
        Outcome::Superseded => ("de plek was al bezet", "the place was taken"),
        Outcome::Rejected => ("de coördinator zei nee", "the coordinator said no"),
        Outcome::PrerequisiteNotMet => ("iets wat nodig was, kwam er niet", "something needed never came"),
        Outcome::Conflict => ("er was een belangenconflict", "there was a conflict of interest"),
        Outcome::EndedEarly => ("het stopte eerder dan afgesproken", "it ended early"),
        Outcome::Completed => ("ze zijn al een hele periode een koppel geweest", "they completed a term"),
        // Said in confidence, so no more than this.
        Outcome::DoNotPair => ("niet opnieuw koppelen", "not to be paired again"),
    };
    language.pick(dutch, english)
}

fn tie(language: Language, kind: TieKind) -> &'static str {
    let (dutch, english) = match kind {
        TieKind::Family => ("familie", "family"),
        TieKind::Employer => ("werk", "work"),
        TieKind::ReportingLine => ("leidinggeven", "reporting line"),
        TieKind::Investment => ("geld in een bedrijf", "investment"),
        TieKind::Business => ("zaken", "business"),
        TieKind::Care => ("zorg", "care"),
        TieKind::Friend => ("vriendschap", "friendship"),
        TieKind::Neighbour => ("buren", "neighbours"),
    };
    language.pick(dutch, english)
}

/// What would help whom this rules out, in a sentence; nothing where nothing is to be sought.
pub(super) fn help(language: Language, criteria: &Criteria, violation: &Violation) -> Option<String> {
    let Violation::Requirement { at, because, .. } = violation else { return None };
    let found = criteria.requirements().get(*at)?;
    let says = |dutch: String, english: String| Some(language.pick(dutch, english));
    if *because == Because::Unknown {
        let needed = requirement(language, found);
        return says(
            format!("Vraag de antwoorden die nog ontbreken ({needed})."),
            format!("Ask for the answers that are missing ({needed})."),
        );
    }
    let (dutch, english) = match found {
        Requirement::SharedLanguage { .. } => (
            "Zoek iemand die dezelfde taal goed genoeg spreekt.",
            "Look for somebody who speaks the same language well enough.",
        ),
        Requirement::Overlap { .. } => (
            "Vraag of er op andere momenten ook tijd is.",
            "Ask whether there is time at other moments as well.",
        ),
        Requirement::Reachable { .. } => (
            "Vraag of online afspreken kan, of zoek iemand die dichterbij woont.",
            "Ask whether meeting online is possible, or look for somebody who lives nearer.",
        ),
        Requirement::NoTies { .. } => {
            ("Zoek iemand van buiten de eigen kring.", "Look for somebody from outside their own circle.")
        }
        Requirement::NoSharedAffiliation { .. } => (
            "Zoek iemand van een andere club of organisatie.",
            "Look for somebody of another club or organisation.",
        ),
        Requirement::Confirmed { .. } => (
            "Vraag of beide kanten hun profiel opnieuw willen bevestigen.",
            "Ask both sides to confirm their profiles again.",
        ),
        Requirement::Same { .. }
        | Requirement::Different { .. }
        | Requirement::Shared { .. }
        | Requirement::Within { .. }
        | Requirement::SkillCovered { .. } => {
            let needed = requirement(language, found);
            return says(
                format!("Zoek iemand met wie dit wel kan: {needed}."),
                format!("Look for somebody with whom this holds: {needed}."),
            );
        }
    };
    says(dutch.to_owned(), english.to_owned())
}
