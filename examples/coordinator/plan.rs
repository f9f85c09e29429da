//! Before and after: who is missing, what the plan is worth, and how it treats groups of people.

use mentorship::{
    criteria::{Field, Score},
    fairness::{Audit, By, Group},
    impact::Confidence,
    matching::{Desk, Plan},
    needs::{Balance, Needs},
    people::Label,
};

use super::{
    telling::{Story, Told},
    town::Town,
};

pub(crate) fn who_is_missing(story: &mut Story, town: &Town) -> Told {
    story.chapter("13:00", "WHO IS MISSING");
    let needs = Needs::of(town.roster(), town.on, town.clock, &[])?;
    let Balance { asked, offered, .. } = needs.balance();
    assert_eq!(needs.balance().missing(), asked.places.saturating_sub(offered.places));
    story.say(&format!(
        "{} mentees ask for {} places, and {} mentors offer {}. But a place is not a place with just anybody:",
        asked.people, asked.places, offered.people, offered.places
    ));
    let skills = needs.skills().needs().iter().filter(|need| need.balance().missing() > 0);
    for need in skills.take(2) {
        story.item(&need.to_string());
    }
    let languages = needs.languages().needs().iter().filter(|need| need.balance().missing() > 0);
    for need in languages.take(1) {
        story.item(&need.to_string());
    }
    if let Some(vacancy) = needs.vacancies().first() {
        let Balance { asked, offered, .. } = vacancy.balance();
        assert!(vacancy.balance().missing() > 0);
        story.item(&format!(
            "Look first for somebody in {} who offers {} ({} places asked, {} offered).",
            vacancy.neighbourhood(),
            vacancy.skill(),
            asked.places,
            offered.places
        ));
    }
    Ok(())
}

pub(crate) fn what_it_is_worth(story: &mut Story, desk: &Desk<'_>) -> Told {
    story.chapter("13:15", "THE PLAN");
    let plan = desk.plan();
    desk.request().verify(plan)?;
    let points: Score = plan.pairings().iter().map(|pairing| pairing.score).sum();
    assert_eq!(points, desk.worth().points);
    story.say(&format!(
        "It has {}. Of {} pairs {} meet every requirement, and of all that can be made of them nothing is better: first the \
         most mentees with a mentor, then the most points. That is proved pair by pair, not believed.",
        desk.worth(),
        plan.pairs_considered(),
        plan.pairs_eligible()
    ));
    let alternatives = desk.alternatives();
    assert!(plan.pairings().iter().all(|pairing| {
        let pair = (pairing.mentor.clone(), pairing.mentee.clone());
        alternatives.in_every.contains(&pair) || alternatives.in_some.contains(&pair)
    }));
    story.say(&format!("Was there a choice? {alternatives}."));
    Ok(())
}

pub(crate) fn is_it_fair(story: &mut Story, town: &Town, plan: &Plan) -> Told {
    story.chapter("16:30", "IS IT FAIR?");
    let audit = Audit::of(plan, town.roster(), &By::Field(Field::Neighbourhood))?;
    let groups = audit.mentees().groups();
    let sure = Confidence::default();
    let mut told = Vec::new();
    for group in groups {
        let limits = group.matched().wilson(sure).and_then(|limits| limits.ends());
        let (Some(rate), Some((low, high))) = (group.matched().value(), limits) else { continue };
        assert!(low <= rate && rate <= high);
        let (name, hits, of) = (called(group), group.matched().hits(), group.matched().of());
        told.push(format!("{name} {hits} of {of} ({:.0} to {:.0} %)", 100.0 * low, 100.0 * high));
    }
    story.say(&format!(
        "Mentees with a mentor, by where they live, and between which limits such a rate lies: {}.",
        told.join(", ")
    ));
    let standing_out: Vec<_> = groups.iter().filter(|group| group.stands_out(sure)).map(called).collect();
    if standing_out.is_empty() {
        story.say(
            "No group stands out beyond chance. Of groups so small only a large difference could be seen.",
        );
    } else {
        story.say(&format!("More than chance explains: {}. Look there.", standing_out.join(", ")));
    }
    Ok(())
}

fn called(group: &Group) -> &str {
    group.label().map_or("not said", Label::as_str)
}
