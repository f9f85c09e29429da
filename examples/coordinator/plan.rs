//! Before and after: who is missing, what the plan is worth, and whom it treats how.

use mentorship::{
    criteria::Field,
    fairness::{Audit, By},
    impact::Confidence,
    matching::{Desk, Plan},
    needs::Needs,
};

use super::{
    telling::{Story, Told},
    town::Town,
};

pub(crate) fn who_is_missing(story: &mut Story, town: &Town) -> Told {
    story.chapter("13:00", "WHO IS MISSING");
    let needs = Needs::of(town.roster(), town.on, town.clock, &[])?;
    let balance = needs.balance();
    story.say(&format!(
        "{} mentees ask for {} places, {} mentors offer {}. In all {} are missing, but a place is not a place with just anybody:",
        balance.asked.people, balance.asked.places, balance.offered.people, balance.offered.places, balance.missing()
    ));
    assert_eq!(balance.missing(), balance.asked.places.saturating_sub(balance.offered.places));
    let skills: Vec<_> =
        needs.skills().needs().iter().filter(|need| need.balance().missing() > 0).take(2).collect();
    for need in &skills {
        story.item(&need.to_string());
    }
    for need in needs.languages().needs().iter().filter(|need| need.balance().missing() > 0).take(1) {
        story.item(&need.to_string());
    }
    for vacancy in needs.vacancies().iter().take(1) {
        let balance = vacancy.balance();
        story.item(&format!(
            "Whom to look for first: somebody in {} who knows about {} ({} places asked there, {} offered).",
            vacancy.neighbourhood(),
            vacancy.skill(),
            balance.asked.places,
            balance.offered.places
        ));
        assert!(balance.missing() > 0);
    }
    Ok(())
}

pub(crate) fn what_it_is_worth(story: &mut Story, desk: &Desk<'_>) -> Told {
    story.chapter("13:10", "THE PLAN");
    let plan = desk.plan();
    desk.request().verify(plan)?;
    assert_eq!(
        plan.pairings().iter().map(|pairing| pairing.score).sum::<mentorship::criteria::Score>(),
        plan.total()
    );
    story.say(&format!("The plan has {}.", desk.worth()));
    story.say(&format!(
        "Of {} pairs {} meet every requirement of the programme. No plan has more mentees with a mentor, and none with as many \
         has more points. That is proved pair by pair, not believed.",
        plan.pairs_considered(), plan.pairs_eligible()
    ));
    let alternatives = desk.alternatives();
    story.say(&format!("But it is not the only one as good: {alternatives}."));
    assert!(plan.pairings().iter().all(|p| {
        let pair = (p.mentor.clone(), p.mentee.clone());
        alternatives.in_every.contains(&pair) || alternatives.in_some.contains(&pair)
    }));
    Ok(())
}

pub(crate) fn is_it_fair(story: &mut Story, town: &Town, plan: &Plan) -> Told {
    story.chapter("16:20", "IS IT FAIR?");
    let audit = Audit::of(plan, town.roster(), &By::Field(Field::Neighbourhood))?;
    let sure = Confidence::default();
    story.say(
        "Mentees with a mentor, by where they live (and between which limits the rate lies, 95 % sure):",
    );
    for group in audit.mentees().groups() {
        let (Some(rate), Some((low, high))) =
            (group.matched().value(), group.matched().wilson(sure).and_then(|limits| limits.ends()))
        else {
            continue;
        };
        let name = group.label().map_or("not said", |label| label.as_str());
        story.item(&format!(
            "{name}: {} of {}, {:.0} % ({:.0} to {:.0})",
            group.matched().hits(),
            group.matched().of(),
            100.0 * rate,
            100.0 * low,
            100.0 * high
        ));
        assert!(low <= rate && rate <= high);
    }
    let standing_out: Vec<_> =
        audit.mentees().groups().iter().filter(|group| group.stands_out(sure)).collect();
    if standing_out.is_empty() {
        story.say(
            "No group stands out beyond chance. Of groups this small only a large difference could be seen.",
        );
    }
    for group in standing_out {
        story.say(&format!(
            "{} stands out beyond chance: look there.",
            group.label().map_or("Not said", |label| label.as_str())
        ));
    }
    Ok(())
}
