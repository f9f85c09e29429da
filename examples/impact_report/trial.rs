//! One experiment, as it would be registered, drawn and told.

use mentorship::{
    experiment::{
        Entrant, Looks, Lots, Measurements, NotDrawn, Observation, Protocol, Registration, Subject,
    },
    feedback::{Pairing, Record},
    impact::Measured,
    jiff::{ToSpan, civil::Date},
    people::Label,
};

/// What was written down before anybody drew a lot.
const PROTOCOL: &str = r#"{
    "experiment": "call-in-week-three",
    "unit": "mentee",
    "arms": [{ "name": "as usual" }, { "name": "a call in week three" }],
    "primary": { "name": "meetings in the first 90 days" },
    "start": "2025-07-01", "horizon": 90, "planned": 30, "looks": { "percents": [100] }, "seed": 2025
}"#;

/// The experiment and what came of it, in words.
pub(crate) fn told(record: &Record, on: Date) -> Result<String, Box<dyn std::error::Error>> {
    let protocol: Protocol = serde_json::from_str(PROTOCOL)?;
    let registration = Registration::new(protocol)?;
    let firsts = first_pairings(record, registration.protocol().start);
    let Ok(lots) = drawn(&registration, &firsts) else {
        return Ok(String::from("One experiment: nobody began a pairing in time to draw a lot.\n"));
    };
    let observations: Vec<Observation> = firsts
        .iter()
        .map(|first| {
            let meetings = met_within(record, first, registration.protocol().horizon.get());
            Ok(Observation {
                subject: Subject::Person(first.mentee.clone()),
                value: Some(Measured::new(f64::from(meetings))?),
                baseline: None,
                mentor: Some(first.mentor.clone()),
            })
        })
        .collect::<Result<_, mentorship::impact::InvalidMeasured>>()?;

    let mut told = vec![format!(
        "One experiment: does a call in week three help? Registered as {:.12}…\n\n  {} mentees drew lots when their first \
         pairing began. The lots changed nothing in this invented programme:\n  a difference can only be luck.\n\n",
        registration.digest().to_string(),
        lots.lots().len(),
    )];
    let mut looks = Looks::none(&registration);
    let primary = registration.protocol().primary.name.clone();
    for outcome in [Label::new("satisfaction")?, primary] {
        let measured = Measurements { outcome: &outcome, observations: &observations };
        match registration.look(&mut looks, &lots, 1, &measured, on) {
            Ok(look) => {
                for arm in &look.told.arms {
                    told.push(format!(
                        "  {}: {} drew it, {} counted, {} too early, {} missing\n",
                        arm.arm, arm.drawn, arm.counted, arm.too_early, arm.missing
                    ));
                }
                for effect in look.told.effects() {
                    told.push(format!("  {effect}.\n"));
                }
            }
            Err(refused) => told.push(format!("  Asked for `{outcome}`: refused, {refused}.\n\n")),
        }
    }
    Ok(told.concat())
}

/// The first pairing of each mentee, of those whose first began in time.
fn first_pairings(record: &Record, start: Date) -> Vec<&Pairing> {
    let pairings = &record.facts().pairings;
    let first = |mentee| pairings.iter().filter(|row| row.mentee == mentee).min_by_key(|row| row.started);
    let mut firsts: Vec<&Pairing> = pairings.iter().filter_map(|row| first(row.mentee.clone())).collect();
    firsts.sort_by(|a, b| (a.started, &a.mentee).cmp(&(b.started, &b.mentee)));
    firsts.dedup();
    firsts.retain(|row| row.started >= start);
    firsts
}

/// Lots, drawn in the order in which people came.
fn drawn(registration: &Registration, firsts: &[&Pairing]) -> Result<Lots, NotDrawn> {
    registration.assign(firsts.iter().map(|row| Entrant {
        subject: Subject::Person(row.mentee.clone()),
        enrolled: row.started,
        block: None,
    }))
}

/// How often a pair met within so many days.
fn met_within(record: &Record, pairing: &Pairing, days: u32) -> u32 {
    let until = pairing.started.saturating_add(i64::from(days).days());
    let position = record.position(&pairing.agreement).unwrap_or(usize::MAX);
    let met = record.meetings_of(position).iter().filter(|meeting| meeting.on < until).count();
    u32::try_from(met).unwrap_or(u32::MAX)
}
