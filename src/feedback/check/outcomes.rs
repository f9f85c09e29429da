//! Goals, milestones, and what people said: passages, codings, remarks.

use super::{
    super::{Coding, Goal, Milestone, Passage, Remark, Rule},
    Sieve, Twins, in_reach, named, off_scale, twins, within,
};
use crate::introduction::Party;

pub(super) fn goal_twice(rows: &[Goal]) -> Twins {
    twins(
        rows,
        |row| (row.agreement.clone(), row.words.clone()),
        |row, indices| Rule::Twice {
            what: format!("goal `{}` of agreement `{}`", row.words, row.agreement),
            indices,
        },
    )
}

pub(super) fn goal(sieve: &Sieve, row: &Goal, wrong: &mut Vec<Rule>) {
    let pairing = sieve.of(&row.agreement, wrong);
    let of = || match pairing {
        Some(pairing) => format!("goal `{}` of mentee `{}`", row.words, pairing.mentee),
        None => format!("goal `{}` of agreement `{}`", row.words, row.agreement),
    };
    in_reach(of, [row.rated.map(|rated| rated.on)], wrong);
    off_scale(of, "the weight", i32::from(row.weight), [1, 100], wrong);
    off_scale(of, "the baseline", i32::from(row.baseline), [-2, 2], wrong);
    if let Some(rated) = row.rated {
        off_scale(of, "the outcome", i32::from(rated.step), [-2, 2], wrong);
        if let Some(pairing) = pairing {
            within(pairing, "a judgement of a goal", rated.on, None, wrong);
        }
    }
}

pub(super) fn milestone_twice(rows: &[Milestone]) -> Twins {
    twins(
        rows,
        |row| (row.person.clone(), row.kind.clone(), row.on),
        |row, indices| Rule::MilestoneTwice {
            person: row.person.clone(),
            kind: row.kind.clone(),
            on: row.on,
            indices,
        },
    )
}

pub(super) fn milestone(sieve: &Sieve, row: &Milestone, wrong: &mut Vec<Rule>) {
    in_reach(|| format!("milestone `{}` of `{}`", row.kind, row.person), [Some(row.on)], wrong);
    let enrolled = |role| sieve.people.contains_key(&(row.person.clone(), role));
    if !Party::BOTH.into_iter().any(enrolled) {
        wrong.push(Rule::NobodyEnrolled { person: row.person.clone() });
    }
}

pub(super) fn passage_twice(rows: &[Passage]) -> Twins {
    twins(
        rows,
        |row| row.id.clone(),
        |row, indices| Rule::Twice { what: format!("passage `{}`", row.id), indices },
    )
}

pub(super) fn passage(_: &Sieve, row: &Passage, wrong: &mut Vec<Rule>) {
    let of = || format!("passage `{}`", row.id);
    in_reach(of, [Some(row.on)], wrong);
    if row.people.is_empty() {
        wrong.push(Rule::OfNobody(row.id.clone()));
    }
    for (at, quote) in row.quotes.iter().enumerate() {
        // Two consents to the same words would contradict each other.
        if row.quotes[..at].iter().any(|other| other.words == quote.words) {
            wrong.push(Rule::QuotedTwice { passage: row.id.clone(), words: quote.words.clone() });
        }
        if !row.people.contains(&quote.speaker) {
            wrong.push(Rule::SpeakerAbsent { passage: row.id.clone(), speaker: quote.speaker.clone() });
        }
        let Some(consent) = quote.consent else { continue };
        in_reach(of, [Some(consent.from)], wrong);
        if let Some(until) = consent.until
            && until <= consent.from
        {
            wrong.push(Rule::EmptyConsent { speaker: quote.speaker.clone(), from: consent.from, until });
        }
    }
}

pub(super) fn coded_twice(rows: &[Coding]) -> Twins {
    twins(
        rows,
        |row| (row.passage.clone(), row.coder.clone()),
        |row, indices| Rule::Twice {
            what: format!("`{}`'s coding of passage `{}`", row.coder, row.passage),
            indices,
        },
    )
}

pub(super) fn coding(sieve: &Sieve, row: &Coding, wrong: &mut Vec<Rule>) {
    if !sieve.passages.contains(&row.passage) {
        wrong.push(Rule::UnknownPassage(row.passage.clone()));
    }
}

/// What makes a remark the one it is, within its agreement and day.
pub(super) fn words(row: &Remark) -> impl Ord + use<> {
    (row.behaviour.clone(), row.result.clone())
}

pub(super) fn remarked_twice(rows: &[Remark]) -> Twins {
    twins(
        rows,
        |row| (row.agreement.clone(), words(row)),
        |row, indices| Rule::Twice {
            what: format!(
                "the remark `{}` with `{}` of agreement `{}`",
                row.behaviour, row.result, row.agreement
            ),
            indices,
        },
    )
}

pub(super) fn remark(sieve: &Sieve, row: &Remark, wrong: &mut Vec<Rule>) {
    in_reach(named(&row.agreement), [Some(row.on)], wrong);
    if let Some(pairing) = sieve.of(&row.agreement, wrong) {
        within(pairing, "a remark", row.on, None, wrong);
    }
}
