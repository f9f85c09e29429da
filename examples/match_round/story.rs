//! The plan as somebody would like to read it.

use std::fmt::Write as _;

use mentorship::{
    matching::{Goal, Origin, Pairing, Plan},
    people::{
        Profile, Roster, Who,
        intake::{Effect, Intake},
    },
};

/// The whole story: the rows that need a look, the pairs with reasons, the others with theirs, and the proof.
pub(crate) fn told(intake: &Intake, roster: &Roster, plan: &Plan) -> String {
    let mut text = String::new();
    sheets(&mut text, intake, roster);
    pairs(&mut text, intake, roster, plan);
    others(&mut text, intake, roster, plan);
    proof(&mut text, plan);
    text
}

/// Writing to a `String` cannot fail.
macro_rules! line {
    ($text:expr) => { $text.push('\n') };
    ($text:expr, $($what:tt)*) => { writeln!($text, $($what)*).expect("a string takes all text") };
}

fn sheets(text: &mut String, intake: &Intake, roster: &Roster) {
    line!(text, "THE SIGN-UP SHEETS");
    line!(text, "{} mentors and {} mentees take part.", roster.mentors().len(), roster.mentees().len());
    let (aside, warnings): (Vec<_>, Vec<_>) =
        intake.problems.iter().partition(|problem| problem.effect == Effect::SetAside);
    for (problems, title) in
        [(aside, "Set aside until mended:"), (warnings, "Read all the same, but please check:")]
    {
        if !problems.is_empty() {
            line!(text, "\n{title}");
        }
        for problem in problems {
            line!(text, "  - {problem}");
        }
    }
    let duplicates = intake.directory.suspected_duplicates();
    if !duplicates.is_empty() {
        line!(text, "\nPerhaps one person, perhaps one household:");
    }
    for duplicate in duplicates {
        line!(text, "  - {duplicate}");
    }
}

/// The name from the directory, for the coordinator who runs this; the identifier where there is none.
fn name(intake: &Intake, profile: &Profile, id: &str) -> String {
    let contact = intake.directory.contact(&profile.person);
    let name = contact.map(|contact| contact.name.as_str()).filter(|name| !name.trim().is_empty());
    name.map_or_else(|| id.to_owned(), |name| format!("{name} ({id})"))
}

fn name_of(intake: &Intake, roster: &Roster, who: &Who) -> String {
    match who {
        Who::Mentor(id) => {
            roster.mentor(id).map_or_else(|| id.to_string(), |m| name(intake, &m.profile, id.as_str()))
        }
        Who::Mentee(id) => {
            roster.mentee(id).map_or_else(|| id.to_string(), |m| name(intake, &m.profile, id.as_str()))
        }
    }
}

fn pairs(text: &mut String, intake: &Intake, roster: &Roster, plan: &Plan) {
    line!(text);
    line!(text, "WHO COULD MEET WHOM");
    let mut best_first: Vec<&Pairing> = plan.pairings().iter().collect();
    best_first.sort_by_key(|pairing| std::cmp::Reverse(pairing.score));
    for pairing in best_first {
        let mentor = name_of(intake, roster, &Who::Mentor(pairing.mentor.clone()));
        let mentee = name_of(intake, roster, &Who::Mentee(pairing.mentee.clone()));
        let pinned = if pairing.origin == Origin::Pinned { "  [pinned]" } else { "" };
        line!(text);
        line!(text, "{mentee}  with  {mentor}{pinned}");
        let explanation = &pairing.explanation;
        let most: mentorship::criteria::Score = explanation.contributions.iter().map(|c| c.most).sum();
        line!(text, "  {} of {most} points", pairing.score);
        for contribution in explanation.contributions.iter().filter(|c| c.earned.thousandths() > 0) {
            line!(text, "    + {contribution}");
        }
        if explanation.possible() > explanation.score() {
            let open = explanation.contributions.iter().filter(|c| c.possible > c.earned);
            let open: Vec<_> = open.map(|c| c.preference.as_str()).collect();
            line!(text, "    ? could rise to {}: not known is {}", explanation.possible(), open.join(", "));
        }
        for ask in &explanation.to_ask {
            line!(text, "    ? still to be asked: {}", ask.asked);
        }
    }
}

fn others(text: &mut String, intake: &Intake, roster: &Roster, plan: &Plan) {
    let mentees = plan.unmatched().iter().filter(|unmatched| matches!(unmatched.who, Who::Mentee(_)));
    let mentors = plan.unmatched().iter().filter(|unmatched| matches!(unmatched.who, Who::Mentor(_)));
    let sides: [(&str, Vec<_>); 2] =
        [("MENTEES WITHOUT A MENTOR", mentees.collect()), ("MENTORS WITHOUT A MENTEE", mentors.collect())];
    for (title, unmatched) in sides {
        line!(text);
        line!(text, "{title}");
        if unmatched.is_empty() {
            line!(text, "  nobody");
        }
        for somebody in unmatched {
            line!(text, "  - {}: {}", name_of(intake, roster, &somebody.who), somebody.reason);
        }
    }
}

fn proof(text: &mut String, plan: &Plan) {
    let goal = match plan.goal() {
        Goal::PairingsFirst => "as many pairings as possible, then the most points",
        Goal::TotalScore => "the most points",
        _ => "as many mentees with a mentor as possible, then the most points",
    };
    line!(text);
    line!(text, "THE PROOF");
    line!(
        text,
        "Of {} pairs {} meet the requirements. By the goal ({goal}) nothing is better:",
        plan.pairs_considered(),
        plan.pairs_eligible()
    );
    line!(text, "checked pair by pair against a price for everybody, without trusting the solver.");
    line!(text, "Fingerprint of people, policy and date: {}", plan.digest());
    line!(text, "This is a proposal. People decide.");
}
