//! A year of a mentor programme in an invented town, told month by month: what people need, how they are found and prepared, who
//! is proposed to whom and why, how pairs meet, pause, are kept safe and end, what is tried, what it costs, and what is learned.
//! At the end it writes the reports and the log to disk, reads them back, and checks what it told.
//!
//! ```text
//! cargo run --release --features report,sample --example programme_year
//! cargo run --release --features report,sample --example programme_year -- --people 2000 --seed 3 --dirty --into FOLDER
//! ```
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to people")]

mod answers;
mod beside;
mod ending;
#[path = "../year_report/forms.rs"]
mod forms;
mod founding;
mod learning;
mod lived;
mod options;
mod page;
mod people;
mod round;
mod story;
mod talks;
mod together;
mod words;
mod written;

use std::{process::ExitCode, time::Instant};

use options::Wish;

type Failed = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let options = match Wish::of(std::env::args().skip(1)) {
        Ok(Wish::Tell(options)) => options,
        Ok(Wish::Help) => {
            println!("{}", options::HELP);
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            eprintln!("{message}\n\n{}", options::HELP);
            return ExitCode::FAILURE;
        }
    };
    let begun = Instant::now();
    match story::told(&options) {
        Ok(story) => {
            let page = options.into.join("community/en.html");
            println!("{story}Open {} in a browser. ({:.1} s)", page.display(), begun.elapsed().as_secs_f64());
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
