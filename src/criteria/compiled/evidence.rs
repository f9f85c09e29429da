//! What a contribution was earned by, in terms a person understands.

use super::{
    field::Reader,
    preference::{LAST_RANK, days_waited, distance},
};
use crate::{
    criteria::{Criteria, Evidence, Fields, Preference, Side},
    people::{Label, Mentee, Mentor, Quantity},
};

/// Reads the evidence from the two profiles; sensitive answers are not told.
pub(super) fn evidence(
    preference: &Preference,
    criteria: &Criteria,
    reader: Reader<'_>,
    mentor: &Mentor,
    mentee: &Mentee,
) -> Evidence {
    let found = match preference {
        Preference::Skills { .. } => skills(mentor, mentee),
        Preference::Shared { field, .. } => shared(field, reader, mentor, mentee),
        Preference::Language { .. } => language(mentor, mentee),
        Preference::Overlap { .. } => {
            let weeks = mentor.profile.availability.as_ref().zip(mentee.profile.availability.as_ref());
            weeks.map(|(ours, theirs)| Evidence::Minutes(ours.overlap(theirs)))
        }
        Preference::Near { .. } => distance(&mentor.profile, &mentee.profile).map(Evidence::Distance),
        Preference::Same { field, .. } | Preference::Different { field, .. } => {
            equal(field, reader, mentor, mentee)
        }
        Preference::Steps { field, .. } => ahead(field, reader, mentor, mentee, |thousandths| {
            Evidence::StepsAhead(i32::try_from(thousandths / 1000).expect("a scale has at most 10 000 steps"))
        }),
        Preference::Close { field, .. } => ahead(field, reader, mentor, mentee, |thousandths| {
            Quantity::from_thousandths(thousandths.abs()).map_or(Evidence::Nothing, Evidence::Gap)
        }),
        Preference::Wished { by, .. } => {
            let (from, to) = match by {
                Side::Mentee => (&mentee.profile, &mentor.profile),
                Side::Mentor => (&mentor.profile, &mentee.profile),
            };
            let rank = from.wishes.iter().zip(1..=LAST_RANK).find(|(person, _)| **person == to.person);
            Some(rank.map_or(Evidence::Nothing, |(_, rank)| Evidence::Wish(rank)))
        }
        Preference::Waiting { .. } => days_waited(&mentee.profile, reader).map(Evidence::Days),
        Preference::Scores { table, .. } => {
            (criteria.table(table)).and_then(|table| table.get(&mentor.id, &mentee.id)).map(Evidence::Table)
        }
    };
    found.unwrap_or(Evidence::Blank)
}

fn skills(mentor: &Mentor, mentee: &Mentee) -> Option<Evidence> {
    let (offers, wants) = (mentor.offers.as_ref()?, mentee.wants.as_ref()?);
    let mut wanted: Vec<_> = wants.iter().collect();
    wanted.sort_by_key(|(_, want)| std::cmp::Reverse(want.importance));
    let (offered, missing): (Vec<Label>, Vec<Label>) =
        wanted.into_iter().map(|(skill, _)| skill.clone()).partition(|skill| offers.contains_key(skill));
    Some(Evidence::Skills { offered, missing })
}

fn shared(field: &Fields, reader: Reader<'_>, mentor: &Mentor, mentee: &Mentee) -> Option<Evidence> {
    let ours = reader.labels(&mentor.profile, &field.mentor)?;
    let theirs = reader.labels(&mentee.profile, &field.mentee)?;
    if reader.is_sensitive(field) {
        return Some(Evidence::Nothing);
    }
    Some(Evidence::Labels(theirs.into_iter().filter(|label| ours.contains(label)).cloned().collect()))
}

fn language(mentor: &Mentor, mentee: &Mentee) -> Option<Evidence> {
    let (ours, theirs) = (mentor.profile.languages.as_ref()?, mentee.profile.languages.as_ref()?);
    let both = theirs.iter().filter_map(|(language, theirs)| {
        let level = (*ours.get(language)?)?.min((*theirs)?);
        Some((level, language))
    });
    // Of equally well spoken languages the first by name.
    let best = both.max_by(|(a, x), (b, y)| a.cmp(b).then_with(|| y.cmp(x)));
    best.map(|(level, language)| Evidence::Language { language: language.clone(), level })
}

fn equal(field: &Fields, reader: Reader<'_>, mentor: &Mentor, mentee: &Mentee) -> Option<Evidence> {
    let numbers = || {
        let ours = reader.number(&mentor.profile, &field.mentor, None)?;
        Some((ours, reader.number(&mentee.profile, &field.mentee, None)?))
    };
    let same = |label: Option<&Label>| Evidence::Same(label.filter(|_| !reader.is_sensitive(field)).cloned());
    if let Some((ours, theirs)) = numbers() {
        return Some(if ours == theirs { same(None) } else { Evidence::Different });
    }
    let ours = reader.label(&mentor.profile, &field.mentor)?;
    let theirs = reader.label(&mentee.profile, &field.mentee)?;
    Some(if ours == theirs { same(Some(theirs)) } else { Evidence::Different })
}

/// How far the mentor is ahead, in thousandths, told as `tell` says.
fn ahead(
    field: &Fields,
    reader: Reader<'_>,
    mentor: &Mentor,
    mentee: &Mentee,
    tell: impl Fn(i64) -> Evidence,
) -> Option<Evidence> {
    let scale = super::requirement::ordered(field, reader).ok()?;
    let ours = reader.number(&mentor.profile, &field.mentor, scale)?;
    let theirs = reader.number(&mentee.profile, &field.mentee, scale)?;
    Some(if reader.is_sensitive(field) { Evidence::Nothing } else { tell(ours - theirs) })
}
