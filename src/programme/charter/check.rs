//! What is wrong with a charter or a survey, all of it at once.

use super::{Charter, CodeOfConduct, Flaw, Goal, NeedsSurvey, Principle};
use crate::impact::{Direction, Unit};

fn is_empty(words: &str) -> bool {
    words.trim().is_empty()
}

/// What is wrong with a charter that comes after one with this code of conduct.
pub(super) fn charter(charter: &Charter, last: Option<&CodeOfConduct>) -> Vec<Flaw> {
    let parts = [
        ("name", &charter.name),
        ("vision", &charter.vision),
        ("mission", &charter.mission),
        ("place to turn to", &charter.code.turn_to),
    ];
    let mut flaws: Vec<_> =
        parts.iter().filter(|(_, words)| is_empty(words)).map(|(part, _)| Flaw::Empty(part)).collect();
    if charter.goals.is_empty() {
        flaws.push(Flaw::NoGoal);
    }
    for (at, one) in charter.goals.iter().enumerate() {
        goal(at + 1, one, &mut flaws);
    }
    code(&charter.code, last, &mut flaws);
    flaws
}

fn goal(number: usize, goal: &Goal, flaws: &mut Vec<Flaw>) {
    let definition = goal.indicator.definition();
    let (what, figure) = (|| goal.what.trim().to_owned(), definition.name_en);
    if is_empty(&goal.what) {
        flaws.push(Flaw::NamelessGoal(number));
    }
    let limits = limits(definition.unit);
    let within =
        limits.is_none_or(|(least, most)| (f64::from(least)..=f64::from(most)).contains(&goal.target));
    if !goal.target.is_finite() || !within {
        flaws.push(Flaw::OutOfReach { goal: what(), figure, target: goal.target, limits });
    }
    if definition.direction == Direction::Neither {
        flaws.push(Flaw::NoDirection { goal: what(), figure });
    }
}

/// Between which numbers every value of a unit lies, where it does.
fn limits(unit: Unit) -> Option<(i8, i8)> {
    match unit {
        Unit::Share | Unit::Probability => Some((0, 1)),
        Unit::ShareDifference => Some((-1, 1)),
        Unit::NetPoints => Some((-100, 100)),
        _ => None,
    }
}

fn code(code: &CodeOfConduct, last: Option<&CodeOfConduct>, flaws: &mut Vec<Flaw>) {
    let missing = Principle::OBLIGATORY.into_iter().filter(|one| !code.principles.contains_key(one));
    flaws.extend(missing.map(Flaw::NoPrinciple));
    let empty = code.principles.iter().filter(|(_, words)| is_empty(words));
    flaws.extend(empty.map(|(principle, _)| Flaw::EmptyPrinciple(principle.clone())));
    let version = code.version;
    match last {
        None if version != 1 => flaws.push(Flaw::NotFirst(version)),
        None => {}
        Some(last) => {
            let last_version = last.version;
            let changed = (&code.principles, &code.turn_to) != (&last.principles, &last.turn_to);
            if changed && last_version.checked_add(1) != Some(version) {
                flaws.push(Flaw::NotNext { last: last_version, version });
            }
            if !changed && version != last_version {
                flaws.push(Flaw::NotChanged { last: last_version, version });
            }
        }
    }
}

/// What does not add up in a survey.
pub(super) fn survey(survey: &NeedsSurvey) -> Vec<Flaw> {
    let (asked, answered) = (survey.asked, survey.answered);
    let mut flaws = Vec::new();
    if asked == 0 {
        flaws.push(Flaw::NobodyAsked);
    }
    if answered > asked {
        flaws.push(Flaw::MoreAnswered { asked, answered });
    }
    for (need, &named) in &survey.needs {
        if named == 0 {
            flaws.push(Flaw::NamedByNobody(need.clone()));
        }
        if named > answered {
            flaws.push(Flaw::MoreNamed { need: need.clone(), named, answered });
        }
    }
    flaws
}
