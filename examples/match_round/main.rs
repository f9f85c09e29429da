//! The main job: two sign-up sheets become a proven, explained plan.
//!
//! ```text
//! cargo run --release --example match_round
//! cargo run --release --example match_round -- --mentors M.csv --mentees T.csv --columns C.toml --policy P.toml
//! ```
//!
//! Without files it runs on the bundled sheets of the fictional town of Lindehaven. It reads files so that the library
//! need not.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to people")]

mod files;
mod options;
mod story;

use std::process::ExitCode;

use mentorship::{
    criteria::Criteria,
    matching::Request,
    people::{
        Partners, Roster,
        intake::{Columns, Intake},
    },
};

use options::{Options, Wish};

fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
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
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), String> {
    let columns: Columns = files::toml(&options.columns)?;
    let criteria: Criteria = files::toml(&options.policy)?;
    let (mentors, mentees) = (files::table(&options.mentors)?, files::table(&options.mentees)?);
    let intake = Intake::read(&columns, &mentors, &mentees)
        .map_err(|error| format!("{}: {error}", options.columns.display()))?;
    let roster = with_partners(intake.roster.clone(), options)?;

    let request = Request::new(&roster, &criteria, options.on).goal(options.goal);
    let plan = request.plan().map_err(|error| error.to_string())?;
    let proven = match request.verify(&plan) {
        Ok(()) => "yes",
        Err(reason) => return Err(format!("the plan is not proved: {reason}")),
    };
    print!("{}", story::told(&intake, &roster, &plan));
    if let Some(folder) = &options.out {
        files::write(folder, &plan, &intake)?;
        println!("\nWritten to {}: plan.json, plan.csv, unmatched.csv.", folder.display());
    }
    println!();
    println!("pairs: {}", plan.pairings().len());
    println!("mentees matched: {}", plan.mentees_matched());
    println!("total: {}", plan.total());
    println!("proven optimal: {proven}");
    Ok(())
}

/// The roster with the numbers of partners that the command line asks for.
fn with_partners(roster: Roster, options: &Options) -> Result<Roster, String> {
    let mut people = roster.into_people();
    if let Some(most) = options.mentor_capacity {
        people.mentors.iter_mut().for_each(|mentor| mentor.partners = Partners::up_to(most));
    }
    if let Some(most) = options.mentee_demand {
        people.mentees.iter_mut().for_each(|mentee| mentee.partners = Partners::up_to(most));
    }
    Roster::new(people).map_err(|error| error.to_string())
}
