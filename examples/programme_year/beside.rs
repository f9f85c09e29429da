//! Who stands beside the pairs: check-ins, worries, gatherings, thanks and stories.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::programme::support::{Event, Rung, Settlement};

use super::{
    lived::{Lived, tally},
    page::{each, listed, several, verb},
};

pub(crate) fn told(month: &Lived<'_>) -> Vec<String> {
    let mut told = Vec::new();
    told.extend(check_ins(month));
    told.extend(concerns(month));
    told.extend(gatherings(month));
    told.extend(thanks(month));
    told.extend(stories(month));
    told
}

fn check_ins(month: &Lived<'_>) -> Option<String> {
    let held: Vec<Option<u8>> = month
        .support()
        .filter_map(|event| if let Event::CheckedIn { fit, .. } = event { Some(*fit) } else { None })
        .collect();
    let due = month.programme.support().check_ins_due(month.last);
    let late = due.iter().filter(|due| due.in_time_until < month.last).count();
    if held.is_empty() {
        return None;
    }
    let fits: Vec<u64> = held.iter().flatten().map(|fit| u64::from(*fit)).collect();
    let fit = match u64::try_from(fits.len()) {
        Ok(many @ 1..) => {
            let tenths = (10 * fits.iter().sum::<u64>() + many / 2) / many;
            format!(", on average the two fit {}.{} of 5", tenths / 10, tenths % 10)
        }
        _ => String::new(),
    };
    let open = match (due.len() - late, late) {
        (0, 0) => "none is open".to_owned(),
        (open, 0) => format!("{open} open"),
        (0, late) => format!("{late} late"),
        (open, late) => format!("{} open, {late} of them late", open + late),
    };
    Some(format!("{} held{fit}; {open}.", several(held.len(), "check-in")))
}

fn concerns(month: &Lived<'_>) -> Option<String> {
    let raised: BTreeSet<_> = month
        .support()
        .filter_map(|event| if let Event::ConcernRaised { id, .. } = event { Some(id) } else { None })
        .collect();
    let concerns: Vec<_> = raised.iter().filter_map(|id| month.programme.support().concern(id)).collect();
    let how_far = tally(concerns.iter().map(|concern| match concern.rung {
        Rung::TheTwo => "went no further than the two".to_owned(),
        rung => format!("climbed to {rung}"),
    }));
    let settled = tally(concerns.iter().filter_map(|concern| concern.settled).map(|(_, how)| match how {
        Settlement::TalkedOut => "talked out",
        Settlement::Agreed => "settled by what was agreed",
        Settlement::Ended => "ended with the pair",
        Settlement::HandedOver => "handed over",
    }));
    match concerns.len() {
        0 => None,
        1 => Some(format!("1 worry {}, {}.", listed_keys(&how_far), listed_keys(&settled))),
        many => Some(format!("{many} worries: {}; {}.", each(&how_far), each(&settled))),
    }
}

fn listed_keys<K: ToString>(counts: &BTreeMap<K, usize>) -> String {
    listed(&counts.keys().map(ToString::to_string).collect::<Vec<_>>())
}

fn gatherings(month: &Lived<'_>) -> Option<String> {
    let planned = month.support().find_map(|event| match event {
        Event::GatheringPlanned(gathering) => Some(gathering),
        _ => None,
    })?;
    let came = month.programme.support().guests(&planned.id).count();
    Some(format!("There is {}: {came} come.", planned.kind))
}

fn thanks(month: &Lived<'_>) -> Option<String> {
    let occasions = month.support().filter_map(|event| match event {
        Event::Thanked { occasion, .. } => Some(format!("for {occasion}")),
        _ => None,
    });
    let occasions = tally(occasions);
    (!occasions.is_empty()).then(|| format!("People are thanked: {}.", each(&occasions)))
}

fn stories(month: &Lived<'_>) -> Option<String> {
    let (mut asked, mut given, mut declined) = (0, 0, 0);
    for event in month.support() {
        match event {
            Event::StoryAsked { .. } => asked += 1,
            Event::StoryGiven { .. } => given += 1,
            Event::StoryDeclined { .. } => declined += 1,
            _ => {}
        }
    }
    let mut parts = vec![format!("{asked} who completed {} asked for their story", verb(asked, "is", "are"))];
    if given > 0 {
        parts.push(format!("{given} {} it, as far and as long as they say", verb(given, "gives", "give")));
    }
    if declined > 0 {
        parts.push(format!("{declined} would rather not, which is not asked again"));
    }
    (asked > 0).then(|| format!("{}.", listed(&parts)))
}
