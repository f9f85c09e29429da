//! Every report in every form.

use std::{fs, path::Path};

use mentorship::{
    disclosure::Policy,
    impact::{Indicator, Snapshot},
    jiff::{ToSpan, civil::Date},
    report::{Language, Notes, Report, Target, YearReport},
};

use crate::{Failed, gathered::Gathered};

/// Writes them all, and says where each is.
pub(crate) fn all(snapshot: &Snapshot<'_>, notes: &Notes, into: &Path) -> Result<Vec<String>, Failed> {
    let day = snapshot.on().date;
    let public = Gathered::of(snapshot, &Policy::public(day))?;
    let steering = Gathered::of(snapshot, &Policy::steering(day))?;
    let (everybody, funders) = (year(&public, notes, day), year(&steering, notes, day));
    let mut lines = Vec::new();
    for language in Language::ALL {
        for (readers, report) in
            [("community", everybody.community(language)?), ("sponsor", funders.sponsor(language)?)]
        {
            lines.extend(write(&report, readers, language, into)?);
        }
    }
    Ok(lines)
}

/// The year, with what the programme says of it itself.
fn year<'a>(gathered: &'a Gathered, notes: &'a Notes, day: Date) -> YearReport<'a> {
    let from = day.checked_sub(1.year()).and_then(|date| date.tomorrow()).unwrap_or(day);
    let target = |indicator, value| Target { indicator, about: Vec::new(), value };
    let mut year = YearReport::new("Samen Verder", from, day, &gathered.figures)
        .retention(&gathered.retention)
        .endings(&gathered.endings)
        .money(gathered.currency, &gathered.money)
        .by_month("Contactmomenten op tijd", &gathered.months)
        .quotes(&gathered.quotes, notes)
        .vision("Een stad waarin nieuwe en oude buren elkaar kennen en verder helpen.")
        .mission("Wij brengen twee mensen bij elkaar die elkaar iets te leren hebben, en blijven een jaar naast hen staan.")
        .target(target(Indicator::EverMatched, 0.8))
        .target(target(Indicator::NeverMet, 0.05))
        .target(target(Indicator::CheckInsOnTime, 0.9))
        .did_not_work("In de zomer spraken veel koppels elkaar weken niet. We hadden eerder moeten bellen.")
        .you_said_we_did("Het duurde lang voor ik iemand kreeg.", "We koppelen nu elke maand in plaats van elk kwartaal.")
        .next("Een training over grenzen, voor alle mentoren.");
    if let Some(ties) = &gathered.ties {
        year = year.ties(ties);
    }
    if let Some(answers) = &gathered.answers {
        year = year.answers(answers);
    }
    year
}

fn write(report: &Report, readers: &str, language: Language, into: &Path) -> Result<Vec<String>, Failed> {
    let folder = into.join(readers);
    fs::create_dir_all(&folder)?;
    let code = language.code();
    let forms = [
        (format!("{code}.html"), report.html()),
        (format!("{code}.slides.html"), report.slides()),
        (format!("{code}.md"), report.markdown()),
        (format!("{code}.txt"), report.text()),
        (format!("{code}.post.txt"), report.post(280)),
        (format!("{code}.json"), report.json()),
        (format!("{code}.csv"), report.csv()),
    ];
    let mut lines = vec![String::new(), format!("{} ({})", report.title(), folder.display())];
    for (name, content) in forms {
        fs::write(folder.join(&name), &content)?;
        lines.push(format!("  {name:<16} {:>8} bytes", content.len()));
    }
    Ok(lines)
}
