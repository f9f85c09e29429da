//! People decide: pairing by pairing, each with who and why. Only what they approve is proposed to anybody.

use mentorship::{
    criteria::{Verdict, Violation},
    id::{MenteeId, MentorId, PersonId},
    introduction::Proposal,
    matching::{Desk, Ground, RestsOn, Review, ReviewBook, Words},
};

use super::{
    telling::{Story, Told},
    town::Town,
};

pub(crate) fn people_decide(story: &mut Story, town: &Town, desk: &Desk<'_>) -> Told {
    story.chapter("16:30", "PEOPLE DECIDE");
    let (plan, on) = (desk.plan(), town.on);
    let noor = PersonId::new("coordinator Noor")?;
    let mut book = ReviewBook::default();
    let mut review = book.open(desk.request(), plan, &noor, on)?;
    story.say("Noor, who coordinates, reads why each pairing is proposed, and signs for it or does not.");

    let Some((rejected, approved)) = plan.pairings().split_first() else {
        story.say("There is nothing to decide.");
        return Ok(());
    };
    if let Some(other) = approved.first() {
        let unread =
            review.by(&noor, on).approve(&rejected.mentor, &rejected.mentee, other.explanation.digest());
        let refused = unread.err().ok_or("nobody approves what they have not read")?;
        story.item(&format!("Unread: {refused}."));
    }
    for pairing in approved {
        review.by(&noor, on).approve(&pairing.mentor, &pairing.mentee, pairing.explanation.digest())?;
    }
    story
        .item(&format!("Approved: {} pairings, each with the fingerprint of what was read.", approved.len()));
    let words = Words::new("they were neighbours and did not part as friends")?;
    review.by(&noor, on).reject(&rejected.mentor, &rejected.mentee, Ground::Known, Some(words))?;
    story.item(&format!(
        "Rejected: `{}` with `{}`. Noor knows something that no sheet tells.",
        rejected.mentee, rejected.mentor
    ));
    if let Some((mentor, mentee)) = never(town, &review, &noor)? {
        let refused = review.by(&noor, on).pair(&mentor, &mentee, Words::new("they would like to")?);
        let refused = refused.err().ok_or("no reason overrides such a rule")?;
        story.item(&format!("Refused: {refused}."));
    }
    let overridden = by_hand(town, &mut review, &noor)?;
    if let Some((mentor, mentee, broken)) = &overridden {
        story.item(&format!(
            "Paired by hand: `{mentee}` with `{mentor}`, although {broken}. Noor wrote down why."
        ));
    }

    let reviewed = book.close(&mut review, &noor, on)?;
    let again = book.open(desk.request(), plan, &noor, on).err().ok_or("a plan is reviewed once")?;
    story.item(&format!("Closed. Once more? {again}.").replace("coordinator Noor", "Noor"));
    assert_eq!(review.log().entries().len(), plan.pairings().len() + usize::from(overridden.is_some()));

    let proposals = Proposal::of(&reviewed);
    assert_eq!(proposals.len(), approved.len() + usize::from(overridden.is_some()));
    assert!(proposals.iter().all(|p| (p.mentor(), p.mentee()) != (&rejected.mentor, &rejected.mentee)));
    story.say(&format!("{} proposals come out of it. Only these open introductions.", proposals.len()));
    if let Some((mentor, mentee, broken)) = overridden {
        let stored = serde_json::to_string(&proposals)?;
        let read: Vec<Proposal> = serde_json::from_str(&stored)?;
        assert_eq!(read, proposals);
        let marked: Vec<_> = read.iter().filter(|proposal| !proposal.overridden().is_empty()).collect();
        assert_eq!(marked.len(), 1);
        assert_eq!((marked[0].mentor(), marked[0].mentee()), (&mentor, &mentee));
        assert_eq!(marked[0].overridden(), [broken.clone()]);
        assert_eq!(marked[0].approval().rests_on, RestsOn::Override(vec![broken.clone()]));
        story.item(&format!(
            "One stays marked for good, stored and read again: `{mentee}` with `{mentor}`, {broken}."
        ));
        assert!(!stored.contains("talked"), "reasons stay in the log");
    }
    let history: mentorship::people::History = reviewed.past().collect();
    assert!(history.keeps_apart(&rejected.mentor, &rejected.mentee, on).is_some());
    story.item(&format!(
        "`{}` and `{}` are not proposed to each other again until somebody lifts that.",
        rejected.mentee, rejected.mentor
    ));
    Ok(())
}

/// The first two whom nobody may pair, because of a tie that was declared.
fn never(town: &Town, review: &Review<'_>, _noor: &PersonId) -> Told<Option<(MentorId, MenteeId)>> {
    for (mentor, mentee) in town.pairs() {
        if let Verdict::Excluded(violations) = review.verdict(&mentor, &mentee)?
            && matches!(violations[..], [Violation::Blocked])
        {
            return Ok(Some((mentor, mentee)));
        }
    }
    Ok(None)
}

/// Pairs the first two who have room and break a single requirement that may be overridden.
fn by_hand(
    town: &Town,
    review: &mut Review<'_>,
    noor: &PersonId,
) -> Told<Option<(MentorId, MenteeId, Violation)>> {
    for (mentor, mentee) in town.pairs() {
        let Verdict::Excluded(violations) = review.verdict(&mentor, &mentee)? else { continue };
        let [broken @ Violation::Requirement { .. }] = &violations[..] else { continue };
        let why = Words::new("I know both; they have talked, and want to try it")?;
        if review.by(noor, town.on).pair(&mentor, &mentee, why).is_ok() {
            return Ok(Some((mentor, mentee, broken.clone())));
        }
    }
    Ok(None)
}
