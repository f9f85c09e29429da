//! The community's survey: whom it asked, whom they named, and who gave hours.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::{
    super::{FIRST_DAY, LAST_DAY, Neighbour, Reading, Rule, Tie, Volunteering},
    Sieve, Twins,
    answers::{asked, on_scale},
    in_reach, twins,
};
use crate::id::PersonId;

/// The first year in which a neighbour can be born.
const FIRST_BIRTH: i16 = 1900;

/// Of each person, the days on which a survey asked them, and whether an answer of that round was kept. A row that was set
/// aside is a round without an answer, so that its ties do not slip into the round before.
pub(super) type Rounds = HashMap<PersonId, BTreeMap<Date, bool>>;

/// The rounds of all rows given, none answered yet.
pub(super) fn asked_in(rows: &[Neighbour]) -> Rounds {
    let mut rounds = Rounds::new();
    for row in rows {
        if let Some(asked) = row.asked {
            rounds.entry(row.person.clone()).or_default().insert(asked, false);
        }
    }
    rounds
}

/// Adds the answers of the rows kept.
pub(super) fn answered_in(rounds: &mut Rounds, kept: &[Neighbour]) {
    for row in kept.iter().filter(|row| row.answered.is_some()) {
        if let (Some(asked), Some(rounds)) = (row.asked, rounds.get_mut(&row.person)) {
            rounds.insert(asked, true);
        }
    }
}

/// Who takes part or was asked or named, by the rows kept.
pub(super) fn known(sieve: &Sieve, kept: &[Neighbour]) -> BTreeSet<PersonId> {
    let enrolled = sieve.people.keys().map(|(person, _)| person);
    enrolled.chain(kept.iter().map(|row| &row.person)).cloned().collect()
}

pub(super) fn asked_twice(rows: &[Neighbour]) -> Twins {
    twins(
        rows,
        |row| (row.person.clone(), row.asked),
        |row, indices| Rule::Twice {
            what: match row.asked {
                Some(asked) => format!("neighbour `{}` asked on {asked}", row.person),
                None => format!("neighbour `{}` who was not asked", row.person),
            },
            indices,
        },
    )
}

pub(super) fn neighbour(sieve: &Sieve, row: &Neighbour, wrong: &mut Vec<Rule>) {
    let person = || row.person.clone();
    in_reach(|| format!("neighbour `{}`", row.person), [row.asked, row.answered], wrong);
    if let Some(answered) = row.answered {
        match row.asked {
            None => wrong.push(Rule::NotAsked { person: person(), what: "an answer" }),
            Some(asked) if answered < asked => {
                wrong.push(Rule::AnsweredBefore { person: person(), asked, answered });
            }
            Some(_) => {}
        }
    }
    let last = row.asked.filter(|asked| (FIRST_DAY..=LAST_DAY).contains(asked)).unwrap_or(LAST_DAY).year();
    if let Some(born) = row.born
        && !(FIRST_BIRTH..=last).contains(&born)
    {
        wrong.push(Rule::WrongBirth { person: person(), born, first: FIRST_BIRTH, last });
    }
    let Some(statements) = &row.statements else { return };
    if row.asked.is_none() {
        wrong.push(Rule::NotAsked { person: person(), what: "judgements of statements" });
    } else if row.answered.is_none() {
        wrong.push(Rule::StatementsWithoutDay { person: person() });
    }
    let Some(instrument) = asked(sieve, &row.person, &statements.instrument, statements.version, wrong)
    else {
        return;
    };
    if instrument.reading() != Reading::Scale {
        wrong.push(Rule::NotAScale { person: person(), instrument: instrument.id().clone() });
    }
    on_scale(&row.person, instrument, &statements.items, wrong);
}

pub(super) fn tied_twice(rows: &[Tie]) -> Twins {
    twins(
        rows,
        |row| (row.from.clone(), row.to.clone(), row.kind.clone(), row.on),
        |row, indices| Rule::Twice {
            what: format!("the tie `{}` from `{}` to `{}` on {}", row.kind, row.from, row.to, row.on),
            indices,
        },
    )
}

pub(super) fn tie(sieve: &Sieve, row: &Tie, wrong: &mut Vec<Rule>) {
    in_reach(|| format!("a tie from `{}` to `{}`", row.from, row.to), [Some(row.on)], wrong);
    somebody_known(sieve, &row.from, wrong);
    if row.from == row.to {
        wrong.push(Rule::NamesThemself { person: row.from.clone(), kind: row.kind.clone(), on: row.on });
        return;
    }
    somebody_known(sieve, &row.to, wrong);
    let (from, to, on) = (|| row.from.clone(), || row.to.clone(), row.on);
    // Who was never asked told it on another occasion: nobody of them was silent.
    let Some((&first, _)) = sieve.rounds.get(&row.from).and_then(BTreeMap::first_key_value) else { return };
    match sieve.rounds[&row.from].range(..=on).next_back() {
        None => wrong.push(Rule::ToldBefore { from: from(), to: to(), on, asked: first }),
        Some((&asked, false)) => wrong.push(Rule::ToldInSilence { from: from(), to: to(), on, asked }),
        Some((_, true)) => {}
    }
}

pub(super) fn volunteering(sieve: &Sieve, row: &Volunteering, wrong: &mut Vec<Rule>) {
    in_reach(|| format!("hours of `{}`", row.person), [Some(row.on)], wrong);
    somebody_known(sieve, &row.person, wrong);
    if !(1..=1440).contains(&row.minutes) {
        wrong.push(Rule::WrongHours { person: row.person.clone(), on: row.on, minutes: row.minutes });
    }
}

fn somebody_known(sieve: &Sieve, person: &PersonId, wrong: &mut Vec<Rule>) {
    if !sieve.known.contains(person) {
        wrong.push(Rule::Stranger { person: person.clone() });
    }
}
