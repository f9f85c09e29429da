//! The integer room alone: the best assignment of a file of whole numbers.
//!
//! ```text
//! cargo run --release --example assign -- FILE [--maximise]
//! ```
//!
//! It matches as many as possible first and then minimises, or maximises. Without a file it takes a small bundled one.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to people")]

mod parse;

use std::{fs, path::Path, process::ExitCode};

use mentorship::assignment::{Goal, solve};

const HELP: &str = "Usage: assign FILE [--maximise]

FILE is an OR-Library file (n, then an n x n table; or n, then lines `row column cost`) or a table of whole numbers as
CSV, with blanks for pairs that are not possible. As many as possible are matched first, then the sum is least (or,
with --maximise, largest).";

fn main() -> ExitCode {
    let (mut file, mut maximise) = (None, false);
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--help" | "-h" => {
                println!("{HELP}");
                return ExitCode::SUCCESS;
            }
            "--maximise" => maximise = true,
            flag if flag.starts_with('-') => return wrong_usage(&format!("there is no option `{flag}`")),
            path if file.is_none() => file = Some(path.to_owned()),
            more => return wrong_usage(&format!("one file is enough; what is `{more}`?")),
        }
    }
    let bundled = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/assign_demo.csv");
    if file.is_none() {
        println!(
            "No file given: the bundled table, hours that each of four helpers needs for each of five chores.\n"
        );
    }
    match run(Path::new(file.as_deref().unwrap_or(bundled)), maximise) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn wrong_usage(message: &str) -> ExitCode {
    eprintln!("{message}\n\n{HELP}");
    ExitCode::from(2)
}

fn run(path: &Path, maximise: bool) -> Result<(), String> {
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| format!("{name} cannot be read: {error}; check the path"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good =
            String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]).into_owned();
        let line = good.matches('\n').count() + 1;
        format!(
            "{name}, line {line}: not UTF-8 text; save it again as UTF-8 (numbers need no other characters)"
        )
    })?;
    let sheet = parse::sheet(&text).map_err(|message| format!("{name}, {message}"))?;
    let sign = if maximise { 1 } else { -1 };
    let problem = sheet.problem(sign).map_err(|error| format!("{name}: {error}"))?;
    let solution = solve(&problem, Goal::PairsFirst).map_err(|clash| format!("{name}: {clash}"))?;
    let proof = solution
        .certificate()
        .verify(&problem, Goal::PairsFirst, solution.pairs())
        .map_err(|reason| format!("the assignment is not proved: {reason}"))?;

    let other = if maximise { "larger" } else { "smaller" };
    println!("{} rows, {} columns, {} possible pairs.", sheet.rows, sheet.columns, sheet.pairs.len());
    if proof.pairs <= 20 {
        for &(row, column) in solution.pairs() {
            let weight = problem.weight(row, column).map_or(0, |weight| sign * weight);
            println!("  row {} goes with column {}: {weight}", row + 1, column + 1);
        }
    }
    println!("No assignment matches more, and of those that match as many none has a {other} sum:");
    println!("every pair was checked against the price of its row and column.\n");
    println!("optimum: {}", i128::from(sign) * proof.total);
    println!("matched: {}", proof.pairs);
    println!("proven optimal: yes");
    Ok(())
}
