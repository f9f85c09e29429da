//! An afternoon with a plan: what a coordinator asks of it, and what people then decide.
//!
//! ```text
//! cargo run --example coordinator
//! cargo run --example coordinator -- --folder FOLDER --on YYYY-MM-DD
//! ```
//!
//! Without a folder it is the fictional town of Lindehaven. People are looked for by what is so of them, and whatever is told of
//! a plan is checked against a plan made anew.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to people")]

mod choices;
mod decision;
mod options;
mod plan;
mod questions;
mod story;
mod talks;
mod telling;
mod town;
mod without;

use std::process::ExitCode;

use options::{Options, Wish};
use town::Town;

fn main() -> ExitCode {
    let options = match Wish::of(std::env::args().skip(1)) {
        Ok(Wish::Run(options)) => options,
        Ok(Wish::Help) => {
            println!("{}", options::HELP);
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            eprintln!("{message}\n\n{}", options::HELP);
            return ExitCode::from(2);
        }
    };
    match run(&options) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<String, String> {
    let town = Town::read(&options.folder, options.on)?;
    story::told(&town).map_err(|error| error.to_string())
}
