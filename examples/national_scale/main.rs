//! A whole country at once: as many mentors and mentees as you like, every pair of them considered, one plan, proved.
//!
//! ```text
//! cargo run --release --features sample --example national_scale
//! cargo run --release --features sample --example national_scale -- --mentors 10000 --mentees 10000 --goal score
//! ```
//!
//! The people are invented (see [`mentorship::sample::nation`]); time and memory are your machine's.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to people")]

mod memory;
mod options;
mod run;
mod tell;

use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};
use mentorship::matching::{Progress, Stage};

use options::Wish;

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
    println!("{}", tell::opening(&options));
    let bar = Bar::new();
    let done = run::run(&options, &mut |progress| bar.show(progress));
    bar.bar.finish_and_clear();
    match done {
        Ok(done) => {
            println!("{}", tell::story(&done));
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// What is shown on standard error while one waits; nothing where that is no terminal.
struct Bar {
    bar: ProgressBar,
}

impl Bar {
    const STEPS: u64 = 1000;

    fn new() -> Self {
        let bar = ProgressBar::new(Self::STEPS);
        let style = ProgressStyle::with_template("{elapsed:>5} {bar:40} {percent:>3} %  {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message("making people");
        bar.tick();
        Self { bar }
    }

    fn show(&self, progress: &Progress) {
        let steps = u64::try_from(progress.steps).unwrap_or(u64::MAX).max(1);
        let done = u64::try_from(progress.done).unwrap_or(u64::MAX).min(steps);
        self.bar.set_position(
            (u128::from(done) * u128::from(Self::STEPS) / u128::from(steps)).try_into().unwrap_or(0),
        );
        let round = if progress.round > 0 { format!(", round {}", progress.round) } else { String::new() };
        let gap = match progress.gap {
            Some(gap) if progress.stage != Stage::Writing => format!(" ({gap})"),
            _ => String::new(),
        };
        self.bar.set_message(format!("{}{round}{gap}", tell::doing(progress.stage)));
    }
}
