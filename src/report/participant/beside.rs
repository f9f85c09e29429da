//! What is published of the programme, so that somebody can see whether their own way is a usual one.

use super::Judged;
use crate::{
    disclosure::{PublicFigures, ShownFigure, ShownValue},
    feedback::Wave,
    id::InstrumentId,
    impact::{About, Indicator},
    introduction::Party,
    report::{language::Language, phrases::capitalised},
};

/// What somebody's own figures are, to stand beside those of the programme.
#[derive(Clone, Copy, Default)]
pub(super) struct Theirs {
    /// Meetings in 30 days of all their pairings; none before 30 days are over.
    pub(super) intensity: Option<f64>,
}

/// A sentence for each thing that is published and concerns them.
pub(super) fn sentences(
    figures: &PublicFigures,
    roles: &[Party],
    scales: &[Judged],
    theirs: Theirs,
    language: Language,
) -> Vec<String> {
    let mut said = Vec::new();
    for &role in roles {
        said.extend(satisfied(figures, role, language));
        for scale in scales {
            let about =
                |part: &About| is_about(part, role) || is_instrument(part, &scale.instrument, scale.version);
            let improved = last(figures, Indicator::ReliablyImproved, about);
            let share = improved.and_then(|figure| of_ten(language, figure.value()));
            said.extend(share.map(|share| {
                let (who, name) = (people(language, role), &scale.name);
                language.pick(
                    format!("{name}: {share} {who} gaan duidelijk vooruit."),
                    format!("{name}: {share} {who} do clearly better than before."),
                )
            }));
        }
    }
    let whole = |indicator| last(figures, indicator, |_| false).map(ShownFigure::value);
    said.extend(whole(Indicator::Intensity).and_then(ShownValue::exactly).map(|usual| {
        let usual = language.decimal(usual, 1);
        let own = theirs.intensity.map_or_else(String::new, |own| {
            let own = language.decimal(own, 1);
            language.pick(format!(" Bij jou is dat {own} keer."), format!(" For you it is {own} times."))
        });
        language.pick(
            format!("Koppels zien elkaar gemiddeld {usual} keer in 30 dagen.{own}"),
            format!("Pairs meet {usual} times in 30 days on average.{own}"),
        )
    }));
    said.extend(whole(Indicator::Adherence).and_then(|value| of_ten(language, value)).map(|share| {
        language.pick(
            format!("In {share} afgesproken periodes zien koppels elkaar echt. Dat het soms niet lukt, is dus heel gewoon."),
            format!("In {share} agreed periods pairs do meet. So it is quite usual that it does not work out at times."),
        )
    }));
    said
}

/// The last occasion of which it is shown how many were satisfied.
fn satisfied(figures: &PublicFigures, role: Party, language: Language) -> Option<String> {
    let about = |part: &About| {
        is_about(part, role)
            || matches!(part, About::Instrument(..))
            || matches!(part, About::Wave(wave) if *wave != Wave::Before)
    };
    let figure = last(figures, Indicator::Satisfied, about)?;
    let (share, who) = (of_ten(language, figure.value())?, people(language, role));
    Some(language.pick(
        format!("{share} {who} zijn tevreden of zeer tevreden."),
        format!("{share} {who} are satisfied or very satisfied."),
    ))
    .map(|sentence| capitalised(&sentence))
}

fn is_about(part: &About, role: Party) -> bool {
    matches!(part, About::Role(of) if *of == role)
}

fn is_instrument(part: &About, instrument: &InstrumentId, version: u16) -> bool {
    matches!(part, About::Instrument(id, of) if id == instrument && *of == version)
}

/// The last figure of an indicator that is shown and speaks of nothing but this: not of a group that somebody is not in.
fn last(
    figures: &PublicFigures,
    indicator: Indicator,
    about: impl Fn(&About) -> bool,
) -> Option<&ShownFigure> {
    figures
        .shown()
        .filter(|figure| figure.indicator() == indicator && figure.about().iter().all(&about))
        .last()
}

fn people(language: Language, role: Party) -> &'static str {
    match role {
        Party::Mentor => language.pick("mentoren", "mentors"),
        Party::Mentee => language.pick("mentees", "mentees"),
    }
}

/// A share as people out of ten.
fn of_ten(language: Language, value: ShownValue) -> Option<String> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between 0 and 10")]
    let tens = |share: f64| share.clamp(0.0, 10.0) as u8;
    let says = |dutch: String, english: String| Some(language.pick(dutch, english));
    match value {
        ShownValue::Exactly(share) if 10.0 * share < 0.5 => {
            says("minder dan 1 van de 10".into(), "fewer than 1 of 10".into())
        }
        ShownValue::Exactly(share) => {
            let people = tens((10.0 * share).round());
            says(format!("ongeveer {people} van de 10"), format!("about {people} of 10"))
        }
        ShownValue::AtLeast(share) => {
            let people = tens((10.0 * share).floor());
            says(format!("ten minste {people} van de 10"), format!("at least {people} of 10"))
        }
        ShownValue::Below(share) | ShownValue::AtMost(share) => {
            let people = tens((10.0 * share).ceil());
            says(format!("hoogstens {people} van de 10"), format!("at most {people} of 10"))
        }
        ShownValue::NotKnown => None,
    }
}
