//! A country as people meet it: what the command line understands, what is told, and the lines at the end.

use mentorship::matching::{Goal, Stage};

#[path = "../../examples/national_scale/memory.rs"]
mod memory;
#[path = "../../examples/national_scale/options.rs"]
mod options;
#[path = "../../examples/national_scale/run.rs"]
mod run;
#[path = "../../examples/national_scale/tell.rs"]
mod tell;

use options::{Options, Wish};

fn read(arguments: &[&str]) -> Result<Wish, String> {
    Wish::of(arguments.iter().map(|argument| (*argument).to_owned()))
}

#[test]
fn a_small_country_is_planned_and_told() {
    for goal in [Goal::PeopleFirst, Goal::PairingsFirst, Goal::TotalScore] {
        let options = Options { mentors: 60, mentees: 80, seed: 3, goal };
        let mut stages = Vec::new();
        let done = run::run(&options, &mut |progress| stages.push(progress.stage)).unwrap();
        assert_eq!((stages.first(), stages.last()), (Some(&Stage::Preparing), Some(&Stage::Writing)));
        let story = tell::story(&done);
        assert!(story.contains("A PAIRING FROM THE MIDDLE"), "{story}");
        let lines: Vec<_> = story.lines().collect();
        let (_, last) = lines.split_at(lines.len() - 9);
        let total = format!("total: {}", done.plan.total());
        let matched = format!("matched: {}", done.plan.mentees_matched());
        assert_eq!(last[..3], ["mentors: 60", "mentees: 80", "pairs considered: 4800"]);
        assert!(last[3].starts_with("eligible share: 0."), "{}", last[3]);
        assert_eq!(last[4..7], [matched.as_str(), total.as_str(), "proven optimal: yes"]);
        assert!(last[7].starts_with("seconds: 0."), "{}", last[7]);
        assert!(last[8].starts_with("peak MiB: "), "{}", last[8]);
    }
}

#[test]
fn a_country_without_people_is_told_too() {
    let options = Options { mentors: 0, mentees: 3, ..Options::default() };
    let story = tell::story(&run::run(&options, &mut |_| {}).unwrap());
    assert!(story.contains("3 mentees without: there is nobody on the other side."), "{story}");
    assert!(
        story.contains("\neligible share: 0.000\nmatched: 0\ntotal: 0\nproven optimal: yes\n"),
        "{story}"
    );
}

#[test]
fn what_is_about_to_be_done_is_told_in_a_lifes_measure() {
    let opening = |people| tell::opening(&Options { mentors: people, mentees: people, ..Options::default() });
    assert_eq!(opening(20), "A country of 20 mentors and 20 mentees: 400 pairs.\n");
    assert!(opening(2000).contains("would need 46 days"), "{}", opening(2000));
    assert!(opening(100_000).contains("10 000 000 000 pairs"), "{}", opening(100_000));
    assert!(opening(100_000).contains("would need 316 years"), "{}", opening(100_000));
}

#[test]
fn the_command_line_is_understood_or_explained() {
    assert_eq!(read(&[]), Ok(Wish::Run(Options::default())));
    let asked = read(&["--mentors", "7", "--mentees", "9", "--seed", "5", "--goal", "pairings"]);
    assert_eq!(asked, Ok(Wish::Run(Options { mentors: 7, mentees: 9, seed: 5, goal: Goal::PairingsFirst })));
    assert_eq!(read(&["-h"]), Ok(Wish::Help));
    assert!(options::HELP.contains("--seed"));
    for (arguments, said) in [
        (&["--mentors"][..], "`--mentors` takes a value after it"),
        (&["--mentees", "many"], "`--mentees` is a whole number from 0 to 1000000, not `many`"),
        (&["--mentors", "1000001"], "`--mentors` is a whole number from 0 to 1000000, not `1000001`"),
        (&["--seed", "-1"], "`--seed` is a whole number from 0, not `-1`"),
        (&["--goal", "best"], "`--goal` is people, pairings or score, not `best`"),
        (&["--fast"], "there is no option `--fast`"),
    ] {
        assert_eq!(read(arguments), Err(said.to_owned()));
    }
}
