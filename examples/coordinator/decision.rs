//! People decide: pairing by pairing, each with who and why. Only what they approve is proposed to anybody.

use mentorship::{
    criteria::{Requirement, Verdict, Violation},
    id::{MenteeId, MentorId, PersonId},
    introduction::Proposal,
    matching::{DecisionRefused, Desk, Ground, Review, ReviewBook, Reviewed, Words},
    people::History,
};

use super::{
    telling::{Story, Told},
    town::Town,
};

/// Why two are paired although a requirement does not hold. It is for coordinators alone.
const WHY: &str = "they have talked, and both want to try it";

pub(crate) fn people_decide(story: &mut Story, town: &Town, desk: &Desk<'_>) -> Told {
    story.chapter("16:40", "PEOPLE DECIDE");
    let (plan, on) = (desk.plan(), town.on);
    let judith = PersonId::new("Judith")?;
    let mut book = ReviewBook::default();
    let mut review = book.open(desk.request(), plan, &judith, on)?;
    story.say("Judith, who coordinates, reads why each pairing is proposed, and signs for it or does not.");

    let Some((rejected, approved)) = plan.pairings().split_first() else {
        story.say("There is nothing to decide.");
        return Ok(());
    };
    if let Some(other) = approved.first() {
        let unread =
            review.by(&judith, on).approve(&rejected.mentor, &rejected.mentee, other.explanation.digest());
        let refused = unread.err().ok_or("nobody approves what they have not read")?;
        story.item(&format!("Unread: {refused}."));
    }
    for pairing in approved {
        review.by(&judith, on).approve(&pairing.mentor, &pairing.mentee, pairing.explanation.digest())?;
    }
    story
        .item(&format!("Approved: {} pairings, each with the fingerprint of what was read.", approved.len()));
    let words = Words::new("they were neighbours and did not part as friends")?;
    review.by(&judith, on).reject(&rejected.mentor, &rejected.mentee, Ground::Known, Some(words))?;
    story.item(&format!(
        "Rejected: `{}` with `{}`. Judith knows what no sheet tells.",
        rejected.mentee, rejected.mentor
    ));
    if let Some(refused) = never(town, &mut review, &judith)? {
        story.item(&format!("Refused: {refused}."));
    }
    let overridden = by_hand(town, &mut review, &judith)?;
    if let Some((mentor, mentee, broken)) = &overridden {
        let place = if *mentor == rejected.mentor { "the place that came free, " } else { "" };
        story.item(&format!(
            "Paired by hand: {place}`{mentee}` with `{mentor}`, although {broken}. Judith wrote down why."
        ));
    }

    let reviewed = book.close(&mut review, &judith, on)?;
    let again = book.open(desk.request(), plan, &judith, on).err().ok_or("a plan is reviewed once")?;
    story.item(&format!("Closed. Once more? {again}."));
    assert_eq!(review.log().entries().len(), plan.pairings().len() + usize::from(overridden.is_some()));

    what_comes_out(story, &reviewed, overridden.as_ref())?;

    let history: History = reviewed.past().collect();
    assert!(history.keeps_apart(&rejected.mentor, &rejected.mentee, on).is_some());
    story.say(&format!(
        "`{}` and `{}` stay apart until somebody lifts it. With that the next round begins.",
        rejected.mentee, rejected.mentor
    ));
    Ok(())
}

/// The proposals: stored and read again, an override is still marked, and reasons are not among them.
fn what_comes_out(
    story: &mut Story,
    reviewed: &Reviewed,
    overridden: Option<&(MentorId, MenteeId, Violation)>,
) -> Told {
    let proposals = Proposal::of(reviewed);
    let stored = serde_json::to_string(&proposals)?;
    let read: Vec<Proposal> = serde_json::from_str(&stored)?;
    assert_eq!(read, proposals);
    assert!(!stored.contains(WHY), "reasons stay in the log");
    for pairing in reviewed.rejected() {
        assert!(read.iter().all(|p| (p.mentor(), p.mentee()) != (&pairing.mentor, &pairing.mentee)));
    }
    story.say(&format!("{} proposals come out of it, and only these open introductions.", read.len()));
    let marked: Vec<_> = read.iter().filter(|proposal| !proposal.overridden().is_empty()).collect();
    let told = overridden.map(|(mentor, mentee, broken)| (mentor, mentee, vec![broken.clone()]));
    let found = marked.iter().map(|p| (p.mentor(), p.mentee(), p.overridden().to_vec()));
    assert!(told.iter().cloned().eq(found), "what was overridden is marked, and nothing else");
    for proposal in marked {
        story.item(&format!(
            "`{}` with `{}` stays marked for good: approved by {} on {} although {}.",
            proposal.mentee(),
            proposal.mentor(),
            proposal.approval().signed.by,
            proposal.approval().signed.on,
            proposal.overridden().iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
        ));
    }
    Ok(())
}

/// Why the first two with a declared tie cannot be paired, whatever anybody says.
fn never(town: &Town, review: &mut Review<'_>, judith: &PersonId) -> Told<Option<DecisionRefused>> {
    let requirements = town.criteria.requirements();
    let tie = |violation: &Violation| match violation {
        Violation::Requirement { at, .. } => {
            matches!(requirements.get(*at), Some(Requirement::NoTies { .. }))
        }
        _ => false,
    };
    for (mentor, mentee) in town.pairs() {
        let verdict = review.verdict(&mentor, &mentee)?;
        if matches!(&verdict, Verdict::Excluded(violations) if violations.iter().any(tie)) {
            let words = Words::new("they would like to")?;
            let refused = review.by(judith, town.on).pair(&mentor, &mentee, words).err();
            return Ok(Some(refused.ok_or("no reason overrides a declared tie")?));
        }
    }
    Ok(None)
}

/// Pairs the first two who have room and break a single requirement that may be overridden.
fn by_hand(
    town: &Town,
    review: &mut Review<'_>,
    judith: &PersonId,
) -> Told<Option<(MentorId, MenteeId, Violation)>> {
    for (mentor, mentee) in town.pairs() {
        let Verdict::Excluded(violations) = review.verdict(&mentor, &mentee)? else { continue };
        let [broken @ Violation::Requirement { .. }] = &violations[..] else { continue };
        let why = Words::new(WHY)?;
        if review.by(judith, town.on).pair(&mentor, &mentee, why).is_ok() {
            return Ok(Some((mentor, mentee, broken.clone())));
        }
    }
    Ok(None)
}
