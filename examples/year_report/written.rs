//! Every report in every form.

use std::{collections::BTreeMap, path::Path};

use mentorship::{
    disclosure::{Internal, Policy},
    feedback::Wave,
    id::AgreementId,
    impact::{Figures, Indicator, Snapshot},
    jiff::{
        ToSpan,
        civil::{Date, date},
    },
    people::Label,
    programme::PublishedYear,
    report::{KnownScale, Language, Notes, ParticipantReport, PlanReport, Target, YearReport},
};

use super::{Failed, forms::write, town::Town};

/// Writes what three kinds of readers read of a year, and says where.
pub(crate) fn year(snapshot: &Snapshot<'_>, notes: &Notes, into: &Path) -> Result<Vec<String>, Failed> {
    let day = snapshot.on().date;
    let public = published(snapshot, &Policy::public(day))?;
    let steering = published(snapshot, &Policy::steering(day))?;
    let mut lines = Vec::new();
    for language in Language::ALL {
        let (everybody, funders) =
            (told(&public, notes, day, language), told(&steering, notes, day, language));
        lines.extend(write(&everybody.community(language)?, "community", language, into)?);
        lines.extend(write(&funders.sponsor(language)?, "sponsor", language, into)?);
        lines.extend(write(&funders.coordinator(language)?, "coordinator", language, into)?);
    }
    Ok(lines)
}

/// Writes the page of the mentee who met their mentor most often.
pub(crate) fn participant(snapshot: &Snapshot<'_>, into: &Path) -> Result<Vec<String>, Failed> {
    let record = snapshot.record();
    let figures = Internal::new(Figures::of(snapshot)).release(&Policy::public(snapshot.on().date));
    let mut meetings: BTreeMap<&AgreementId, usize> = BTreeMap::new();
    for meeting in &record.facts().meetings {
        *meetings.entry(&meeting.agreement).or_default() += 1;
    }
    let most = record.facts().pairings.iter().max_by_key(|pairing| meetings.get(&pairing.agreement).copied());
    let Some(pairing) = most else { return Ok(Vec::new()) };
    let mut lines = Vec::new();
    for (language, confidence) in Language::ALL.into_iter().zip(["zelfvertrouwen", "self-confidence"]) {
        let scale = KnownScale {
            instrument: "confidence".parse()?,
            version: 1,
            name: confidence.to_owned(),
            deviation: 0.8,
            reliability: 0.85,
        };
        let page = ParticipantReport::of(record, &pairing.mentee, *snapshot.on())?
            .scale(scale)
            .or_else(|_| ParticipantReport::of(record, &pairing.mentee, *snapshot.on()))?
            .beside(&figures)?
            .you_said_we_did("Het duurde lang voor ik iemand kreeg.", "We koppelen nu elke maand.");
        lines.extend(write(&page.report(language), "participant", language, into)?);
    }
    Ok(lines)
}

/// Writes the plan of a town, with its reasons and invitations.
pub(crate) fn plan(folder: &Path, into: &Path) -> Result<Vec<String>, Failed> {
    let town = Town::read(folder, date(2026, 1, 15))?;
    let plan = town.request().plan()?;
    let report = PlanReport::new(&plan, town.roster(), &town.criteria, &town.intake.directory)?
        .contact("Fatma Yilmaz, fatma@samenverder.example");
    let mut lines = Vec::new();
    for language in Language::ALL {
        lines.extend(write(&report.report(language), "plan", language, into)?);
    }
    Ok(lines)
}

/// What one kind of reader may see: ties between parts of town, and the answers to what is asked at the end, too.
fn published(snapshot: &Snapshot<'_>, policy: &Policy) -> Result<PublishedYear, Failed> {
    let steps = ["helemaal niet", "een beetje", "soms", "vaak", "altijd"].map(Label::new);
    let steps = steps.into_iter().collect::<Result<Vec<_>, _>>()?;
    let confidence = ("confidence".parse()?, Wave::After);
    Ok(PublishedYear::of(snapshot, policy)
        .ties_between(snapshot, &Label::new("neighbourhood")?, policy)
        .answers_to(snapshot, (&confidence.0, confidence.1), (1, &steps), policy))
}

/// The year, with what the programme says of it itself.
fn told<'a>(year: &'a PublishedYear, notes: &'a Notes, day: Date, language: Language) -> YearReport<'a> {
    let from = day.checked_sub(1.year()).and_then(Date::tomorrow).unwrap_or(day);
    let target = |indicator, value| Target { indicator, about: Vec::new(), value };
    year.report("Samen Verder", (from, day), language)
        .quotes(year.quotes(), notes)
        .vision("Een stad waarin nieuwe en oude buren elkaar kennen en verder helpen.")
        .mission("Wij brengen twee mensen bij elkaar die elkaar iets te leren hebben, en blijven een jaar naast hen staan.")
        .target(target(Indicator::EverMatched, 0.8))
        .target(target(Indicator::NeverMet, 0.05))
        .target(target(Indicator::CheckInsOnTime, 0.9))
        .did_not_work("In de zomer spraken veel koppels elkaar weken niet. We hadden eerder moeten bellen.")
        .you_said_we_did("Het duurde lang voor ik iemand kreeg.", "We koppelen nu elke maand in plaats van elk kwartaal.")
        .next("Een training over grenzen, voor alle mentoren.")
}
