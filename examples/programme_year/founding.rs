//! What the community says it needs, what the programme promises, and the money for it.

use mentorship::{
    impact::{Direction, Unit},
    programme::{
        charter::{Charter, Event, Goal, NeedsSurvey},
        innovation,
        money::{self, SourceKind},
        recruitment,
    },
};

use super::{
    lived::Lived,
    page::{amount, bar, listed, several, table},
};

/// How many needs are shown.
const SHOWN: usize = 5;

pub(crate) fn told(month: &Lived<'_>) -> Vec<String> {
    let mut told = Vec::new();
    for event in month.charter() {
        match event {
            Event::NeedsAsked(survey) => told.extend(needs(survey)),
            Event::Adopted(charter) => told.push(promises(charter)),
            _ => {}
        }
    }
    let partners =
        month.recruitment().filter(|event| matches!(event, recruitment::Event::PartnerJoined(_))).count();
    let grants: Vec<String> = month.money().filter_map(agreed).collect();
    if !grants.is_empty() {
        let partners = several(partners, "partner");
        told.push(format!("{partners} join in, and money is agreed: {}.", listed(&grants)));
    }
    told.extend(month.money().filter_map(budget));
    told.extend(month.innovation().filter_map(|(_, event)| match event {
        innovation::Event::Proposed(idea) => {
            Some(format!("Somebody proposes to try something: {}.", idea.what))
        }
        _ => None,
    }));
    told
}

fn needs(survey: &NeedsSurvey) -> [String; 2] {
    let NeedsSurvey { asked, answered, needs, .. } = survey;
    let mut needs: Vec<_> = needs.iter().collect();
    needs.sort_by_key(|(_, named)| std::cmp::Reverse(**named));
    let most = needs.first().map_or(1, |(_, named)| u64::from(**named));
    let rows: Vec<[String; 2]> = needs
        .iter()
        .take(SHOWN)
        .map(|(need, named)| {
            let named = u64::from(**named);
            [need.to_string(), format!("{named:>5}  {:<40}", bar(named, most))]
        })
        .collect();
    let say = format!("The town is asked what it needs: {asked} people, of whom {answered} answer.");
    [say, table(&rows)]
}

fn promises(charter: &Charter) -> String {
    let goals: Vec<String> = charter.goals.iter().map(goal).collect();
    let vision = charter.vision.trim_end_matches('.');
    format!("{} is founded, for \"{vision}\". It promises: {}.", charter.name, goals.join("; "))
}

fn goal(goal: &Goal) -> String {
    let definition = goal.indicator.definition();
    let side = if definition.direction == Direction::Lower { "at most" } else { "at least" };
    let share = matches!(definition.unit, Unit::Share | Unit::Probability);
    let target = if share { format!("{:.0} %", 100.0 * goal.target) } else { goal.target.to_string() };
    format!("{} ({side} {target})", goal.what.trim_end_matches('.'))
}

fn agreed(event: &money::Event) -> Option<String> {
    let money::Event::Agreed(grant) = event else { return None };
    let kind = match grant.kind {
        SourceKind::Subsidy => "a subsidy",
        SourceKind::Fund => "a fund",
        SourceKind::Donation => "donors",
        SourceKind::Sponsor => "a sponsor",
        SourceKind::OwnIncome => "contributions",
        SourceKind::InKind => "help in kind",
    };
    let only = grant.earmark.as_ref().map_or_else(String::new, |only| format!(" (only for {})", only.name));
    Some(format!("{} from {kind}{only}", amount(grant.cents)))
}

fn budget(event: &money::Event) -> Option<String> {
    let money::Event::Budgeted(budget) = event else { return None };
    let mut lines: Vec<_> = budget.lines.iter().collect();
    lines.sort_by_key(|(_, cents)| std::cmp::Reverse(**cents));
    let largest: Vec<String> =
        lines.iter().take(3).map(|(category, cents)| format!("{category} {}", amount(**cents))).collect();
    Some(format!("The budget is {}, most of it for {}.", amount(budget.total), listed(&largest)))
}
