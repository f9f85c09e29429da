//! Somebody without a mentor: why, and what can be told to them.

use mentorship::{
    criteria::{Criteria, Verdict},
    id::MenteeId,
    matching::{Desk, Help, Request, Unmatched, WithoutPartner},
    people::{History, Who},
};

use super::{
    telling::{Story, Told},
    town::Town,
};

pub(crate) fn without(story: &mut Story, town: &Town, desk: &Desk<'_>) -> Told {
    story.chapter("14:00", "WITHOUT A MENTOR");
    let names = town.names();
    let mut answers = Vec::new();
    for Unmatched { who, .. } in desk.plan().unmatched() {
        let Who::Mentee(mentee) = who else { continue };
        let answer = desk.without_partner(who)?;
        let said = answer.to_string();
        let mut others = names.keys().filter(|id| *id != mentee.as_str());
        assert!(others.all(|id| !said.contains(&format!("`{id}`"))), "no identifier but their own");
        answers.push(answer);
    }
    if answers.is_empty() {
        story.say("Nobody is.");
        return Ok(());
    }
    story.say(&format!(
        "{} mentees are without, and each is told why: a reason that is true, and names nobody else. One of them:",
        answers.len()
    ));
    let helped = |answer: &&WithoutPartner| {
        answer.would_help.iter().any(|help| matches!(help, Help::OneAnswer { .. }))
    };
    let Some(answer) = answers.iter().find(helped).or(answers.first()) else { return Ok(()) };
    story.item(&format!("{answer}."));
    let Who::Mentee(mentee) = &answer.who else { return Ok(()) };
    for help in &answer.would_help {
        if let Help::OneAnswer { requirement, .. } = help {
            let with = matched_if_it_held(town, mentee, *requirement)?;
            assert_eq!(
                with,
                desk.worth().mentees + 1,
                "one more mentee has a mentor, and nobody loses theirs"
            );
        }
    }
    if answer.would_help.iter().any(|help| matches!(help, Help::OneAnswer { .. })) {
        story.say("So there is a way: if that held, a new plan would have one mentee more with a mentor.");
    }
    Ok(())
}

/// How many mentees a new plan matches when a requirement is not asked of one mentee.
fn matched_if_it_held(town: &Town, mentee: &MenteeId, requirement: usize) -> Told<usize> {
    let (roster, criteria) = (town.roster(), &town.criteria);
    let mut requirements = criteria.requirements().to_vec();
    requirements.remove(requirement);
    let relaxed = Criteria::new(requirements, criteria.preferences().to_vec())?;
    let asked = criteria.compile(roster, town.on, &History::default())?;
    let mut request = Request::new(roster, &relaxed, town.on);
    for (column, mentor) in roster.mentors().iter().enumerate() {
        for (row, other) in roster.mentees().iter().enumerate() {
            if other.id != *mentee && matches!(asked.verdict(column, row), Verdict::Excluded(_)) {
                request = request.exclude(mentor.id.clone(), other.id.clone());
            }
        }
    }
    Ok(request.plan()?.mentees_matched())
}
