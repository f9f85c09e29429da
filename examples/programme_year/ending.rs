//! The end: what was promised and what came of it, the money, what was learned, and what is written.

use std::{fs, path::Path};

use mentorship::{
    impact::{AsOf, Figures, Snapshot},
    programme::{Programme, ProgrammeSnapshot},
    report::Language,
    sample::Months,
};

use super::{
    Failed,
    page::{Page, amount, several, table},
    round::FirstRound,
    written::{self, ON, Readers},
};

/// Tells what came of it, in figures that are computed from the log.
pub(crate) fn came_of_it(page: &mut Page, programme: &Programme) {
    let (record, _) = programme.record(ON);
    let figures = Figures::of(&Snapshot::new(&record, AsOf::new(ON).resampled(1, 99)));
    page.heading("What was promised, and what came of it", "");
    for judged in programme.charters().judged(&figures) {
        page.say(&judged.to_string());
    }
    page.heading("The money", "");
    let treasury = programme.treasury();
    let heads = ["", "planned", "spent", "left"];
    let mut rows = vec![heads.map(str::to_owned)];
    for line in treasury.against_budget(ON) {
        let (planned, spent, left) = (amount(line.planned), amount(line.spent), amount(line.left));
        rows.push([line.category.to_string(), planned, spent, left]);
    }
    page.say(&table(&rows));
    for (earmark, standing) in treasury.earmarks(ON) {
        page.say(&format!(
            "Only for {earmark}: {} came, {} is spent and {} left. No cent of it went to anything else.",
            amount(standing.received),
            amount(standing.spent),
            amount(standing.left)
        ));
    }
    for ending in treasury.ending_soon(ON, 30) {
        page.say(&format!("Grant{}.", ending.to_string().trim_start_matches("grant")));
    }
    page.heading("What was learned", "");
    for lesson in programme.innovation().learned() {
        page.say(&lesson.to_string());
    }
    for waiting in programme.innovation().undecided(ON) {
        page.say(&format!("Not decided yet: {}.", waiting.proposal.what));
    }
}

/// Writes all of it, reads it back, and tells only what was found to be so.
pub(crate) fn written(
    page: &mut Page,
    year: &Months,
    first: Option<&FirstRound>,
    mid_year: &ProgrammeSnapshot,
    into: &Path,
) -> Result<(), Failed> {
    let (programme, cabinet) = (year.programme(), year.cabinet());
    let folders = Readers::of(programme, cabinet)?.write(first, into)?;
    page.heading("What is written", "");
    page.say(&format!(
        "Reports in Dutch and English, as pages, slides, texts and figures: {}.",
        folders.iter().map(|folder| format!("{folder}/")).collect::<Vec<_>>().join(", ")
    ));
    written::log(programme, into)?;
    let (again, seal) = written::log_again(into)?;
    assert_eq!(again, *programme, "the lines add up to the same programme");
    again.verify(&seal)?;
    page.say(&format!(
        "The log, {} in log.jsonl: read back they are the same programme, and seal.json says that none is missing or \
         changed.",
        several(programme.entries().len(), "line")
    ));

    let readers = Readers::of(&again, cabinet)?;
    let gathered = readers.public()?;
    for language in Language::ALL {
        let report = readers.community(&gathered, language)?.html();
        let on_disk = fs::read_to_string(into.join("community").join(format!("{}.html", language.code())))?;
        assert!(report == on_disk, "one log has one report");
    }
    page.say("The report for the community, made anew from those lines, is the same, to the byte.");

    let at = usize::try_from(mid_year.seal().version)?;
    let later = &programme.entries()[at..];
    let resumed = written::snapshot(mid_year, later, into)?;
    assert_eq!(resumed, *programme, "a snapshot and what came later are the whole");
    page.say(&format!(
        "What was known in the middle of the year, in snapshot.json: with the {} since it is the whole programme.",
        several(later.len(), "line")
    ));
    if let Some(refused) = year.refused().first() {
        return Err(format!("something was refused that should stand: {refused}").into());
    }
    page.say("Nothing that was meant to stand in the log was refused.");
    Ok(())
}
