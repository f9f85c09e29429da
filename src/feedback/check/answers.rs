//! Instruments, and what was answered to them.

use std::collections::BTreeMap;

use super::{
    super::{Baseline, Instrument, Reading, Response, Rule, Wave},
    Sieve, Twins, in_reach, somebody, twins, within,
};
use crate::{
    id::{InstrumentId, ItemId, PersonId},
    introduction::Party,
};

pub(super) fn instrument_twice(rows: &[Instrument]) -> Twins {
    twins(
        rows,
        |row| (row.id().clone(), row.version()),
        |row, indices| Rule::InstrumentTwice {
            instrument: row.id().clone(),
            version: row.version(),
            indices,
        },
    )
}

/// What makes a response the one it is.
pub(super) fn occasion(row: &Response) -> impl Ord + use<> {
    let about = row.agreement.clone();
    (row.instrument.clone(), row.version, row.wave, row.person.clone(), row.role, about)
}

pub(super) fn wave_twice(rows: &[Response]) -> Twins {
    twins(rows, occasion, |row, indices| Rule::WaveTwice {
        person: row.person.clone(),
        instrument: row.instrument.clone(),
        wave: row.wave,
        indices,
    })
}

pub(super) fn response(sieve: &Sieve, row: &Response, wrong: &mut Vec<Rule>) {
    let dates = [Some(row.due), row.answers.as_ref().map(|answers| answers.on)];
    in_reach(somebody(&row.person, row.role), dates, wrong);
    let person = || row.person.clone();
    let enrolled = sieve.enrolled(&row.person, row.role, wrong);
    let pairing = row.agreement.as_ref().and_then(|agreement| sieve.of(agreement, wrong));
    if let Some(pairing) = pairing {
        let theirs = match row.role {
            Party::Mentor => &pairing.mentor,
            Party::Mentee => &pairing.mentee,
        };
        if *theirs != row.person {
            let agreement = pairing.agreement.clone();
            wrong.push(Rule::NotTheirs { agreement, person: person(), role: row.role });
        }
    }
    let Some(instrument) = asked(sieve, &row.person, &row.instrument, row.version, wrong) else { return };
    let other = match instrument.baseline() {
        Baseline::Before => Wave::LookingBack,
        Baseline::LookingBack => Wave::Before,
    };
    if row.wave == other && instrument.reading() == Reading::Scale {
        wrong.push(Rule::OtherBaseline {
            person: person(),
            instrument: row.instrument.clone(),
            wave: row.wave,
            baseline: instrument.baseline(),
        });
    }
    let Some(answers) = &row.answers else { return };
    if let Some(enrolled) = enrolled
        && answers.on < enrolled
    {
        let (role, what) = (row.role, "answered");
        wrong.push(Rule::BeforeEnrolment { person: person(), role, what, on: answers.on, enrolled });
    }
    if let Some(pairing) = pairing
        && row.wave != Wave::Before
    {
        within(pairing, "an answer", answers.on, None, wrong);
    }
    on_scale(&row.person, instrument, &answers.items, wrong);
}

/// The instrument that somebody is asked, or what is wrong.
pub(super) fn asked<'a>(
    sieve: &'a Sieve,
    person: &PersonId,
    id: &InstrumentId,
    version: u16,
    wrong: &mut Vec<Rule>,
) -> Option<&'a Instrument> {
    let found = sieve.instruments.get(&(id.clone(), version));
    if found.is_none() {
        wrong.push(Rule::UnknownInstrument { person: person.clone(), instrument: id.clone(), version });
    }
    found
}

/// Answers that are to items of the instrument, and on their scales.
pub(super) fn on_scale(
    person: &PersonId,
    instrument: &Instrument,
    answers: &BTreeMap<ItemId, i16>,
    wrong: &mut Vec<Rule>,
) {
    for (key, &answer) in answers {
        let (person, instrument_id, item) = (person.clone(), instrument.id().clone(), key.clone());
        match instrument.position(key).map(|at| &instrument.items()[at]) {
            None => wrong.push(Rule::UnknownItem { person, instrument: instrument_id, item }),
            Some(asked) if !(asked.min..=asked.max).contains(&answer) => wrong.push(Rule::OffItem {
                person,
                instrument: instrument_id,
                item,
                answer,
                min: asked.min,
                max: asked.max,
            }),
            Some(_) => {}
        }
    }
}
