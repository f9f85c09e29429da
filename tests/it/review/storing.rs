//! A review is opened once for a plan that fits its people, stored, read again by the same rules, and tells nobody's words.

use mentorship::{
    criteria::Criteria,
    introduction::Proposal,
    matching::{CannotReview, Ground, Plan, Request, ReviewBook, ReviewLog, Words},
    people::{Roster, Who},
};
use serde_json::{Value, from_value, json, to_value};

use super::kit::{
    Does::{Approve, Pair, Reject, TakeBack},
    ON, SECRET, criteria, day, does, id, request, roster,
};

/// Why a plan cannot be reviewed for a request, on that day of January.
fn check(request: &Request<'_>, plan: &Plan, on: i8, then: &str) {
    let mut book = ReviewBook::default();
    let refused = book.open(request, plan, &id("Carla"), day(on)).unwrap_err();
    assert_eq!(refused.to_string(), then);
    assert_eq!(book, ReviewBook::default(), "nothing is opened");
}

#[test]
fn a_stale_plan_is_refused() {
    let (roster, criteria) = (roster(), criteria());
    let request = request(&roster, &criteria);
    let plan = request.plan().unwrap();
    let stale =
        "the plan was made from other people, criteria, dates or demands; make a new one, and review that";
    check(&Request::new(&roster, &criteria, ON), &plan, 16, stale);
    let mut people = roster.clone().into_people();
    people.mentees.pop();
    let fewer = Roster::new(people).unwrap();
    check(&super::kit::request(&fewer, &criteria), &plan, 16, stale);
    let none = Criteria::new(vec![], vec![]).unwrap();
    check(&super::kit::request(&roster, &none), &plan, 16, stale);
    check(
        &request,
        &plan,
        14,
        "2026-01-14 lies before 2026-01-15, the date of the plan; a review is opened on that day or later",
    );
}

#[test]
fn a_plan_changed_by_hand_is_refused() {
    let (roster, criteria) = (roster(), criteria());
    let request = request(&roster, &criteria);
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut plan = to_value(request.plan().unwrap()).unwrap();
        change(&mut plan);
        from_value(plan).unwrap()
    };
    let stranger = changed(&|plan| plan["pairings"][0]["mentor"] = "M-9".into());
    check(
        &request,
        &stranger,
        16,
        "the plan speaks of mentor `M-9`, who is not in the roster; make a new plan",
    );
    let other =
        "the plan does not say of mentor `M-1` and mentee `T-1` what the criteria say; make a new one";
    check(&request, &changed(&|plan| plan["pairings"][0]["score"] = 99_000.into()), 16, other);
    let moved = changed(&|plan| plan["pairings"][0]["mentee"] = "T-3".into());
    check(&request, &moved, 16, &other.replace("T-1", "T-3"));
    let earlier = changed(&|plan| plan["on"] = "2026-01-01".into());
    assert_eq!(
        ReviewBook::default().open(&request, &earlier, &id("Carla"), day(16)).unwrap_err(),
        CannotReview::Stale
    );
}

#[test]
fn a_plan_is_reviewed_once() {
    let (roster, criteria) = (roster(), criteria());
    let request = request(&roster, &criteria);
    let plan = request.plan().unwrap();
    let mut book = ReviewBook::default();
    assert_eq!(book.of(&plan.digest()), None);
    let mut review = book.open(&request, &plan, &id("Carla"), ON).unwrap();
    let second = book.open(&request, &plan, &id("Cor"), day(16)).unwrap_err();
    assert_eq!(second.to_string(), "`Carla` opened a review of this plan on 2026-01-15; go on with that one");
    for what in [Approve("M-1", "T-1"), Approve("M-2", "T-2")] {
        does(&mut review, &plan, "Carla", day(16), what).unwrap();
    }
    let before = review.log().clone();
    let _ = book.close(&mut review, &id("Carla"), day(16)).unwrap();
    let stored: ReviewBook = from_value(to_value(&book).unwrap()).unwrap();
    assert_eq!(stored, book);
    let closed = "`Carla` closed the review of this plan on 2026-01-16; to decide anew, make a new plan";
    assert_eq!(book.of(&plan.digest()).unwrap().closed.as_ref().unwrap().on, day(16));
    let mut stored = stored;
    assert_eq!(stored.open(&request, &plan, &id("Cor"), day(17)).unwrap_err().to_string(), closed);
    for log in [before, review.log().clone()] {
        assert_eq!(
            stored.resume(&request, &plan, log).unwrap_err().to_string(),
            closed,
            "also of an old copy"
        );
    }
    let next = super::kit::request(&roster, &criteria).pin(id("M-1"), id("T-1"));
    let plan = next.plan().unwrap();
    assert!(stored.open(&next, &plan, &id("Cor"), day(17)).is_ok(), "a new plan is another");
}

#[test]
fn a_stored_review_goes_on_where_it_was() {
    let (roster, criteria) = (roster(), criteria());
    let request = request(&roster, &criteria);
    let plan = request.plan().unwrap();
    let mut book = ReviewBook::default();
    let mut review = book.open(&request, &plan, &id("Carla"), ON).unwrap();
    for what in [Approve("M-1", "T-1"), Reject("M-2", "T-2", Ground::Wish), Pair("M-1", "T-3")] {
        does(&mut review, &plan, "Carla", day(16), what).unwrap();
    }
    let stored = serde_json::to_string(review.log()).unwrap();
    let read: ReviewLog = serde_json::from_str(&stored).unwrap();
    assert_eq!(&read, review.log());
    assert_eq!((read.plan(), read.opened().on, read.closed()), (plan.digest(), ON, None));
    let mut again = book.resume(&request, &plan, read).unwrap();
    assert!(again.standing().eq(review.standing()));
    let reviewed = book.close(&mut again, &id("Cor"), day(18)).unwrap();
    assert_eq!(reviewed.approved().len(), 2);
}

#[test]
fn a_stored_review_that_cannot_be_what_was_decided_is_refused() {
    let (roster, criteria) = (roster(), criteria());
    let request = request(&roster, &criteria);
    let plan = request.plan().unwrap();
    let mut book = ReviewBook::default();
    let mut review = book.open(&request, &plan, &id("Carla"), ON).unwrap();
    for what in [Approve("M-1", "T-1"), Pair("M-1", "T-3")] {
        does(&mut review, &plan, "Carla", day(16), what).unwrap();
    }
    let log = to_value(review.log()).unwrap();
    let told = |change: &dyn Fn(&mut Value)| {
        let mut log = log.clone();
        change(&mut log);
        book.resume(&request, &plan, from_value(log).unwrap()).unwrap_err().to_string()
    };
    let none = "this book did not open that review of this plan; open one";
    assert_eq!(told(&|log| log["opened"]["by"] = "Cor".into()), none);
    assert_eq!(told(&|log| log["plan"] = "0".repeat(64).into()), none);
    let empty = ReviewBook::default().resume(&request, &plan, review.log().clone()).unwrap_err();
    assert_eq!(empty.to_string(), none);
    let broken =
        |entry: usize, why: &str| format!("entry {entry} (counted from 0) cannot have been decided: {why}");
    assert_eq!(
        told(&|log| log["entries"][1]["decision"]["paired"]["broken"] = json!([])),
        broken(
            1,
            "mentor `M-1` and mentee `T-3` are not marked with the requirements that their pairing breaks"
        )
    );
    assert_eq!(told(&|log| log["words"] = json!({})), broken(1, "this takes words: say why"));
    assert_eq!(
        told(&|log| log["entries"][0]["by"] = "Anna".into()),
        broken(0, "`Anna` is one of the two, and nobody decides in their own case; ask somebody else")
    );
    assert_eq!(
        told(&|log| log["words"]["7"] = "words".into()),
        "there are words for entry 7 (counted from 0), which is not there"
    );
    assert!(
        told(&|log| log["closed"] = json!({"by": "Carla", "on": "2026-01-16"})).contains("closed the review")
    );
    let mut silent = log.clone();
    silent["words"]["1"] = "  ".into();
    assert!(from_value::<ReviewLog>(silent).is_err(), "words go through the same gate");
}

#[test]
fn what_people_wrote_is_told_by_one_accessor_and_stored_in_one_place() {
    let (roster, criteria) = (roster(), criteria());
    let request = request(&roster, &criteria);
    let plan = request.plan().unwrap();
    let mut book = ReviewBook::default();
    let mut review = book.open(&request, &plan, &id("Carla"), ON).unwrap();
    let carla = id("Carla");
    let secret = || Some(Words::new(SECRET).unwrap());
    review.by(&carla, day(16)).reject(&id("M-1"), &id("T-1"), Ground::Other, secret()).unwrap();
    for what in [Pair("M-1", "T-3"), TakeBack("M-1", "T-3"), Pair("M-1", "T-3"), Approve("M-2", "T-2")] {
        does(&mut review, &plan, "Carla", day(16), what).unwrap();
    }
    let mut log = review.log().clone();
    let refused = review.by(&carla, day(16)).pair(&id("M-2"), &id("T-3"), secret().unwrap()).unwrap_err();
    let mut told = vec![format!("{review:?}"), format!("{log:?}"), format!("{refused} {refused:?}")];
    let stored = serde_json::to_string(&log).unwrap();
    let cut: Result<ReviewLog, _> = serde_json::from_str(&stored[..stored.len() - 40]);
    told.push(cut.unwrap_err().to_string());
    let reviewed = book.close(&mut review, &carla, day(16)).unwrap();
    let proposals = Proposal::of(&reviewed);
    told.push(format!("{reviewed:?} {proposals:?} {book:?} {:?}", reviewed.past().collect::<Vec<_>>()));
    told.push(serde_json::to_string(&(&reviewed, &proposals, &book, log.entries())).unwrap());
    for told in told {
        assert!(!told.contains("fence"), "{told}");
    }
    assert_eq!(stored.matches(SECRET).count(), 3, "the log is where reasons are kept");

    assert_eq!(log.erase_words(&Who::Mentee(id("T-3"))), 2);
    assert_eq!((log.erase_words(&Who::Mentee(id("T-3"))), log.erase_words(&Who::Mentor(id("M-2")))), (0, 0));
    assert_eq!(
        (log.words(0).and_then(Words::read), log.words(1).and_then(Words::read)),
        (Some(SECRET), None)
    );
    assert_eq!(log.erase_words(&Who::Mentor(id("M-1"))), 1);
    let stored = serde_json::to_string(&log).unwrap();
    assert!(!stored.contains("fence") && format!("{log:?}").contains("Words(erased)"));
    let mut fresh = ReviewBook::default();
    drop(fresh.open(&request, &plan, &carla, ON).unwrap());
    let again = fresh.resume(&request, &plan, serde_json::from_str(&stored).unwrap()).unwrap();
    assert_eq!(again.standing().count(), 3, "marks and decisions stay");
}
