//! What a programme's facts amount to.
//!
//! ```text
//! cargo run --release --features sample --example impact_figures
//! cargo run --release --features sample --example impact_figures -- --folder FOLDER
//! cargo run --release --features sample --example impact_figures -- --make FOLDER --mentees 77 --seed 6 --dirty
//! ```
//!
//! Without a folder it reads the bundled two years of an invented programme. It reads files so that the library need not.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to people")]

mod files;
mod options;
mod tell;
#[path = "files/write.rs"]
mod write;

use std::{path::Path, process::ExitCode};

use mentorship::{
    feedback::{Facts, Record},
    impact::AsOf,
    jiff::civil::Date,
    sample::Year,
};

use options::Wish;

fn main() -> ExitCode {
    let done = match Wish::of(std::env::args().skip(1)) {
        Ok(Wish::Help) => {
            println!("{}", options::help("impact_figures"));
            Ok(())
        }
        Ok(Wish::Read { folder, on }) => read(&folder, on),
        Ok(Wish::Make { folder, mentees, seed, dirty }) => {
            let year = Year::of(mentees).seed(seed);
            let facts = if dirty { year.dirty() } else { year }.facts();
            println!("Made:  {}", counts(&facts));
            write::write(&folder, &facts).map(|()| println!("Written to {}.", folder.display()))
        }
        Err(message) => {
            eprintln!("{message}\n\n{}", options::help("impact_figures"));
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn read(folder: &Path, on: Date) -> Result<(), String> {
    let (facts, unread) = files::read(folder)?;
    let all = facts.clone();
    let (record, problems) = Record::sift(facts);
    println!("Read:  {}", counts(&all));
    println!("Taken: {}", counts(record.facts()));
    if !(unread.is_empty() && problems.is_empty()) {
        println!("\nSet aside until mended (each list is counted without its headers):");
    }
    for told in unread.into_iter().chain(problems.iter().map(ToString::to_string)) {
        println!("  - {told}");
    }
    println!("\n{}", tell::told(&record, AsOf::new(on)));
    Ok(())
}

/// How many rows there are of what: of the pairings, of what was said, and of the community and the books. A list without
/// rows is left out.
fn counts(facts: &Facts) -> String {
    let lines: [&[(usize, &str)]; 3] = [
        &[
            (facts.enrolments.len(), "enrolments"),
            (facts.pairings.len(), "pairings"),
            (facts.meetings.len(), "meetings"),
            (facts.check_ins.len(), "check-ins"),
            (facts.goals.len(), "goals"),
            (facts.milestones.len(), "milestones"),
        ],
        &[
            (facts.instruments.len(), "instruments"),
            (facts.responses.len(), "responses"),
            (facts.passages.len(), "passages"),
            (facts.codings.len(), "codings"),
            (facts.remarks.len(), "remarks"),
        ],
        &[
            (facts.neighbours.len(), "neighbours"),
            (facts.ties.len(), "ties"),
            (facts.receipts.len(), "receipts"),
            (facts.expenses.len(), "expenses"),
            (facts.balances.len(), "balances"),
            (facts.volunteering.len(), "times of volunteering"),
            (facts.meanings.len(), "meanings"),
        ],
    ];
    let line = |counts: &[(usize, &str)]| {
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        counts.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", ")
    };
    let lines: Vec<_> = lines.into_iter().map(line).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() { "nothing".to_owned() } else { lines.join(",\n       ") }
}
