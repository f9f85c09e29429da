//! What a programme's coordinators see, what its steering group sees, and what everybody may see, side by side; then one
//! trend and one experiment in words.
//!
//! ```text
//! cargo run --release --features sample --example impact_report
//! cargo run --release --features sample --example impact_report -- --folder FOLDER --on 2026-12-31
//! ```
//!
//! It reads the same folders as `impact_figures`, and the same bundled two years of an invented programme.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to people")]

mod beside;
mod drift;
#[path = "../impact_figures/files.rs"]
mod files;
#[path = "../impact_figures/options.rs"]
mod options;
mod trial;

use std::{path::Path, process::ExitCode};

use mentorship::{
    feedback::Record,
    impact::{AsOf, Snapshot},
    jiff::civil::Date,
};

use options::Wish;

fn main() -> ExitCode {
    let told = match Wish::of(std::env::args().skip(1)) {
        Ok(Wish::Read { folder, on }) => told(&folder, on),
        Ok(Wish::Help) => {
            println!("{}", options::help("impact_report"));
            return ExitCode::SUCCESS;
        }
        Ok(Wish::Make { .. }) => {
            eprintln!("`--make` writes an invented programme, which `impact_figures` does; this one reads");
            return ExitCode::from(2);
        }
        Err(message) => {
            eprintln!("{message}\n\n{}", options::help("impact_report"));
            return ExitCode::from(2);
        }
    };
    match told {
        Ok(told) => {
            print!("{told}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The whole report of a folder as of a day.
pub(crate) fn told(folder: &Path, on: Date) -> Result<String, Box<dyn std::error::Error>> {
    let (facts, unread) = files::read(folder)?;
    let (record, problems) = Record::sift(facts);
    let snapshot = Snapshot::new(&record, AsOf::new(on));
    let set_aside = unread.len() + problems.len();
    let aside = match set_aside {
        0 => String::new(),
        some => format!("\n{some} facts do not fit and are set aside; `impact_figures` tells which.\n"),
    };
    let (beside, drift) = (beside::told(&snapshot)?, drift::told(&snapshot));
    Ok(format!("{beside}{aside}\n{drift}\n{}", trial::told(&record, on)?))
}
