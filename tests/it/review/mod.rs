//! Reviews: what may be decided, by whom, what is refused with what to do instead, and what is never told.

mod kit;
mod random;
mod storing;

use mentorship::{
    criteria::{Because, Verdict, Violation},
    introduction::{Proposal, Requirements},
    matching::{Decision, Ground, NotClosed, Request, RestsOn, Review, ReviewBook, Reviewed, Words},
    people::{Apart, Outcome},
};

use kit::{
    Does::{self, Approve, ApproveUnseen, Pair, Reject, TakeBack},
    check, criteria, day, does, id, request, roster, words,
};

/// What a review of the village comes to after what Carla does on the sixteenth.
fn closed(what: &[Does]) -> Reviewed {
    let (roster, criteria) = (roster(), criteria());
    let request = request(&roster, &criteria);
    let plan = request.plan().unwrap();
    let mut book = ReviewBook::default();
    let mut review = book.open(&request, &plan, &id("Carla"), kit::ON).unwrap();
    for &what in what {
        does(&mut review, &plan, "Carla", day(16), what).unwrap();
    }
    book.close(&mut review, &id("Cor"), day(17)).unwrap()
}

#[test]
fn a_pairing_is_approved_by_whoever_has_read_why() {
    check(&[], "Carla", Approve("M-1", "T-1"), None);
    check(&[Approve("M-1", "T-1")], "Cor", Approve("M-1", "T-1"), None);
    check(
        &[],
        "Carla",
        ApproveUnseen("M-1", "T-1"),
        Some("what was seen is not the explanation of this pairing; read it, and cite its digest"),
    );
}

#[test]
fn only_what_the_plan_proposes_is_approved_or_rejected() {
    let told = "the plan does not propose mentor `M-1` and mentee `T-2` to each other; pair them yourself and say why, or \
                take back that you did";
    check(&[], "Carla", Approve("M-1", "T-2"), Some(told));
    check(&[], "Carla", Reject("M-1", "T-2", Ground::Known), Some(told));
    check(&[Pair("M-1", "T-2")], "Carla", Reject("M-1", "T-2", Ground::Known), Some(told));
    check(
        &[],
        "Carla",
        Pair("M-1", "T-1"),
        Some("the plan proposes mentor `M-1` and mentee `T-1` to each other; approve or reject that pairing"),
    );
}

#[test]
fn unknown_people_are_refused() {
    let mentor = "mentor `M-9` is not in the roster; sign them up, and make a new plan";
    check(&[], "Carla", Pair("M-9", "T-9"), Some(mentor));
    check(&[], "Carla", Approve("M-9", "T-1"), Some(mentor));
    let mentee = "mentee `T-9` is not in the roster; sign them up, and make a new plan";
    check(&[], "Carla", Pair("M-1", "T-9"), Some(mentee));
    check(&[], "Carla", TakeBack("M-1", "T-9"), Some(mentee));
}

#[test]
fn nobody_decides_in_their_own_case_or_that_of_somebody_they_are_tied_to() {
    let own =
        |who| format!("`{who}` is one of the two, and nobody decides in their own case; ask somebody else");
    for what in [Approve("M-1", "T-1"), Reject("M-1", "T-1", Ground::Wish)] {
        check(&[], "Anna", what, Some(&own("Anna")));
        check(&[], "Bo", what, Some(&own("Bo")));
    }
    check(&[], "Anna", Pair("M-1", "T-3"), Some(&own("Anna")));
    check(&[Approve("M-1", "T-1")], "Bo", TakeBack("M-1", "T-1"), Some(&own("Bo")));
    let tied =
        "`Nina` has a declared tie to one of the two, and so an interest of their own; ask somebody else";
    check(&[], "Nina", Approve("M-1", "T-1"), Some(tied));
    check(&[], "Nina", Approve("M-2", "T-2"), None);
    // Whoever declared it: it is Eva's tie to Fin.
    let fin =
        "`Fin` has a declared tie to one of the two, and so an interest of their own; ask somebody else";
    check(&[], "Fin", Approve("M-2", "T-2"), Some(fin));
}

#[test]
fn what_protects_people_is_never_overridden() {
    for (mentor, mentee, why) in [
        ("M-6", "T-4", "both are the same person"),
        ("M-4", "T-2", "one of them asked not to be matched with the other"),
        ("M-3", "T-1", "the mentor is away or has withdrawn"),
        ("M-5", "T-1", "an earlier round keeps them apart (no click)"),
        ("M-2", "T-3", "it takes no declared tie"),
    ] {
        let told = format!(
            "mentor `{mentor}` and mentee `{mentee}`: not possible: {why}; no reason overrides this, so look for somebody else"
        );
        check(&[], "Carla", Pair(mentor, mentee), Some(&told));
    }
}

#[test]
fn capacity_holds_over_what_is_approved() {
    let full = |who, max| {
        format!(
            "{who} takes at most {max} partners, and running and approved pairings are as many; reject or take back one of \
             those first"
        )
    };
    let dora = full("mentee `T-2`", 1);
    check(&[Approve("M-2", "T-2")], "Carla", Pair("M-1", "T-2"), Some(&dora));
    check(&[Pair("M-1", "T-2")], "Carla", Approve("M-2", "T-2"), Some(&dora));
    let anna = full("mentor `M-1`", 2);
    check(&[Approve("M-1", "T-1"), Pair("M-1", "T-3")], "Carla", Pair("M-1", "T-4"), Some(&anna));
    let free = [Approve("M-2", "T-2"), Reject("M-2", "T-2", Ground::Replaced)];
    check(&free, "Carla", Pair("M-1", "T-2"), None);
    check(&[Pair("M-1", "T-2"), TakeBack("M-1", "T-2")], "Carla", Approve("M-2", "T-2"), None);
    check(&[Approve("M-2", "T-2")], "Carla", Approve("M-2", "T-2"), None);
    check(&[Pair("M-1", "T-3")], "Carla", Pair("M-1", "T-3"), None);
}

#[test]
fn a_running_pair_holds_a_place_and_is_not_decided_of() {
    let (roster, criteria) = (roster(), criteria());
    let request =
        request(&roster, &criteria).keep_running(id("M-1"), id("T-3")).keep_running(id("M-2"), id("T-2"));
    let plan = request.plan().unwrap();
    let mut review = ReviewBook::default().open(&request, &plan, &id("Carla"), kit::ON).unwrap();
    let told =
        |review: &mut Review<'_>, what| does(review, &plan, "Carla", day(16), what).unwrap_err().to_string();
    assert_eq!(
        told(&mut review, Pair("M-1", "T-3")),
        "mentor `M-1` and mentee `T-3` are a running pair; nothing is to be decided of them"
    );
    does(&mut review, &plan, "Carla", day(16), Approve("M-1", "T-1")).unwrap();
    assert!(told(&mut review, Pair("M-1", "T-4")).starts_with("mentor `M-1` takes at most 2 partners"));
    assert!(told(&mut review, Pair("M-2", "T-4")).starts_with("mentor `M-2` takes at most 1 partners"));
}

#[test]
fn what_the_request_ruled_out_is_overridden_with_a_mark() {
    let (roster, criteria) = (roster(), criteria());
    let request = request(&roster, &criteria).exclude(id("M-1"), id("T-1")).exclude(id("M-1"), id("T-3"));
    let plan = request.plan().unwrap();
    let mut review = ReviewBook::default().open(&request, &plan, &id("Carla"), kit::ON).unwrap();
    does(&mut review, &plan, "Carla", day(16), Pair("M-1", "T-1")).unwrap();
    let decision = &review.decided(&id("M-1"), &id("T-1")).unwrap().decision;
    assert_eq!(*decision, Decision::Paired { broken: vec![Violation::Request] });
    let Verdict::Excluded(both) = review.verdict(&id("M-1"), &id("T-3")).unwrap() else { panic!() };
    assert_eq!((both.len(), &both[1]), (2, &Violation::Request));
}

#[test]
fn a_reason_takes_words_where_words_matter() {
    let told = "this takes words: say why";
    check(&[], "Carla", Reject("M-1", "T-1", Ground::Other), Some(told));
    check(&[], "Carla", Reject("M-1", "T-1", Ground::Safety), None);
    assert_eq!(Words::new(" \n").unwrap_err().to_string(), "a reason takes words");
    let (roster, criteria) = (roster(), criteria());
    let request = request(&roster, &criteria);
    let plan = request.plan().unwrap();
    let mut review = ReviewBook::default().open(&request, &plan, &id("Carla"), kit::ON).unwrap();
    let by = id("Carla");
    let mut carla = review.by(&by, day(16));
    carla.reject(&id("M-1"), &id("T-1"), Ground::Other, Some(words())).unwrap();
    let erased: Words = serde_json::from_str("null").unwrap();
    assert_eq!(carla.pair(&id("M-1"), &id("T-3"), erased).unwrap_err().to_string(), told);
    assert_eq!(review.log().words(0).and_then(Words::read), Some(kit::SECRET));
    assert_eq!(review.log().words(1), None);
}

#[test]
fn a_decision_is_changed_or_taken_back_and_all_of_them_stay_in_the_log() {
    let (roster, criteria) = (roster(), criteria());
    let request = request(&roster, &criteria);
    let plan = request.plan().unwrap();
    let mut review = ReviewBook::default().open(&request, &plan, &id("Carla"), kit::ON).unwrap();
    let pair = (id("M-1"), id("T-1"));
    does(&mut review, &plan, "Carla", day(16), Approve("M-1", "T-1")).unwrap();
    does(&mut review, &plan, "Cor", day(17), Reject("M-1", "T-1", Ground::NotNow)).unwrap();
    let stands = review.decided(&pair.0, &pair.1).unwrap();
    assert_eq!((stands.by.as_str(), stands.on), ("Cor", day(17)));
    assert_eq!(stands.decision, Decision::Rejected { ground: Ground::NotNow });
    let goes_back = does(&mut review, &plan, "Carla", day(16), Approve("M-1", "T-1")).unwrap_err();
    assert_eq!(
        goes_back.to_string(),
        "2026-01-16 lies before 2026-01-17, when something happened last; dates do not go backwards"
    );
    does(&mut review, &plan, "Carla", day(18), TakeBack("M-1", "T-1")).unwrap();
    assert_eq!(review.decided(&pair.0, &pair.1), None);
    assert_eq!(review.undecided().count(), 2);
    let who: Vec<_> = review.log().entries().iter().map(|entry| entry.by.as_str()).collect();
    assert_eq!(who, ["Carla", "Cor", "Carla"]);
    check(
        &[],
        "Carla",
        TakeBack("M-1", "T-1"),
        Some("nothing is decided of mentor `M-1` and mentee `T-1` that could be taken back"),
    );
}

#[test]
fn closing_takes_a_decision_on_every_pairing_and_lists_those_without_at_once() {
    let (roster, criteria) = (roster(), criteria());
    let request = request(&roster, &criteria);
    let plan = request.plan().unwrap();
    let (mut book, carla) = (ReviewBook::default(), id("Carla"));
    let mut review = book.open(&request, &plan, &carla, kit::ON).unwrap();
    does(&mut review, &plan, "Carla", day(16), Pair("M-1", "T-3")).unwrap();
    assert_eq!(
        book.close(&mut review, &carla, day(16)).unwrap_err().to_string(),
        "these pairings are not decided; approve or reject each:\n  mentor `M-1` and mentee `T-1`\n  mentor `M-2` and \
         mentee `T-2`"
    );
    does(&mut review, &plan, "Carla", day(16), Approve("M-1", "T-1")).unwrap();
    does(&mut review, &plan, "Carla", day(16), Reject("M-2", "T-2", Ground::Wish)).unwrap();
    assert_eq!(
        book.close(&mut review, &carla, day(15)).unwrap_err().to_string(),
        "2026-01-15 lies before 2026-01-16, when something happened last; dates do not go backwards"
    );
    let other = ReviewBook::default().close(&mut review, &carla, day(16)).unwrap_err();
    assert_eq!(other.to_string(), "this book did not open that review; close it in the one that did");
    let reviewed = book.close(&mut review, &carla, day(16)).unwrap();
    assert_eq!(
        (reviewed.plan(), reviewed.closed().on, reviewed.opened().on),
        (plan.digest(), day(16), kit::ON)
    );
    let again = book.close(&mut review, &carla, day(16)).unwrap_err();
    assert!(matches!(again, NotClosed::Closed(_)));
    assert_eq!(
        again.to_string(),
        "`Carla` closed the review of this plan on 2026-01-16; to decide anew, make a new plan"
    );
    let late = does(&mut review, &plan, "Carla", day(17), TakeBack("M-1", "T-1")).unwrap_err();
    assert_eq!(late.to_string(), "the review is closed; to decide anew, make a new plan");
}

#[test]
fn only_what_was_approved_is_proposed_with_who_approved_it() {
    let reviewed = closed(&[Approve("M-1", "T-1"), Reject("M-2", "T-2", Ground::Known)]);
    let proposals = Proposal::of(&reviewed);
    assert_eq!(proposals.len(), 1);
    let proposal = &proposals[0];
    assert_eq!((proposal.mentor(), proposal.mentee()), (&id("M-1"), &id("T-1")));
    assert_eq!((proposal.mentor_person(), proposal.mentee_person()), (&id("Anna"), &id("Bo")));
    assert_eq!((proposal.plan(), proposal.approval().signed.on), (reviewed.plan(), day(16)));
    assert_eq!(
        (&proposal.approval().signed.by, &proposal.approval().rests_on),
        (&id("Carla"), &RestsOn::Plan)
    );
    assert_eq!((proposal.score(), proposal.overridden()), (proposal.explanation().score(), &[][..]));
}

#[test]
fn an_override_is_marked_from_the_log_to_the_proposal() {
    let reviewed =
        closed(&[Approve("M-1", "T-1"), Approve("M-2", "T-2"), Pair("M-1", "T-3"), Pair("M-5", "T-4")]);
    assert_eq!(reviewed.overridden().count(), 2);
    let proposals = Proposal::of(&reviewed);
    let overridden = proposals.iter().find(|proposal| proposal.mentee() == &id("T-3")).unwrap();
    let [Violation::Requirement { at: 0, because: Because::Violated, .. }] = overridden.overridden() else {
        panic!("{:?}", overridden.overridden())
    };
    let stored = serde_json::to_string(overridden).unwrap();
    assert_eq!(&serde_json::from_str::<Proposal>(&stored).unwrap(), overridden);
    let today = Verdict::Excluded(overridden.overridden().to_vec());
    assert_eq!(Requirements::of(&today, overridden), Requirements::Hold);
    assert_eq!(Requirements::of(&today, &proposals[0]), Requirements::Broken);
    let more = [overridden.overridden(), &[Violation::Blocked]].concat();
    assert_eq!(Requirements::of(&Verdict::Excluded(more), overridden), Requirements::Broken);
    let eligible = Verdict::Eligible(overridden.explanation().clone());
    assert_eq!(Requirements::of(&eligible, overridden), Requirements::Hold);
}

#[test]
fn a_pairing_by_hand_that_breaks_nothing_is_no_override() {
    let (roster, criteria) = (roster(), criteria());
    // Without the history, Ida may meet Bo; the plan is made to propose Anna.
    let request = Request::new(&roster, &criteria, kit::ON).pin(id("M-1"), id("T-1"));
    let plan = request.plan().unwrap();
    let mut book = ReviewBook::default();
    let mut review = book.open(&request, &plan, &id("Carla"), kit::ON).unwrap();
    for what in [Approve("M-2", "T-2"), Reject("M-1", "T-1", Ground::Replaced), Pair("M-5", "T-1")] {
        does(&mut review, &plan, "Carla", day(16), what).unwrap();
    }
    let reviewed = book.close(&mut review, &id("Carla"), day(16)).unwrap();
    let by_hand = reviewed.approved().iter().find(|pairing| pairing.mentor == id("M-5")).unwrap();
    assert_eq!(by_hand.approval.rests_on, RestsOn::Reviewer);
    assert_eq!((reviewed.overridden().count(), by_hand.score.to_string()), (0, "10".to_owned()));
}

#[test]
fn a_pairing_by_hand_that_is_taken_back_leaves_nothing_but_its_entries() {
    let reviewed = closed(&[
        Reject("M-1", "T-1", Ground::NotNow),
        Reject("M-2", "T-2", Ground::Replaced),
        Pair("M-1", "T-2"),
        TakeBack("M-1", "T-2"),
    ]);
    assert_eq!((reviewed.approved().len(), reviewed.rejected().len()), (0, 2));
}

#[test]
fn a_rejection_keeps_apart_what_would_be_proposed_again() {
    for (ground, apart) in [
        (Ground::Known, Apart::UntilLifted),
        (Ground::Wish, Apart::UntilLifted),
        (Ground::Conflict, Apart::UntilLifted),
        (Ground::Safety, Apart::UntilLifted),
        (Ground::NotNow, Apart::No),
        (Ground::Replaced, Apart::No),
    ] {
        let reviewed = closed(&[Approve("M-1", "T-1"), Reject("M-2", "T-2", ground)]);
        let past: Vec<_> = reviewed.past().collect();
        assert_eq!(past.len(), 1);
        assert_eq!((&past[0].mentor, &past[0].mentee, past[0].on), (&id("M-2"), &id("T-2"), day(16)));
        assert_eq!((past[0].outcome, past[0].apart), (Outcome::Rejected, apart), "{ground:?}");
    }
}
