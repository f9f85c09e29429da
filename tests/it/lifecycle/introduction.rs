//! Introductions: every step, accepted and refused.

use mentorship::{
    criteria::Criteria,
    introduction::{
        Actor, Broken, Command, Event, Finding, Fit, Introduction, NotStarted, Parties, Party, Phase, Place,
        Places, Requirements, Role, Step, Unfit,
    },
    matching::Request,
    people::{Apart, History, Outcome},
};

use super::kit::{
    Meeting, coordinator, day, disclosure, everybody, id, ledger, mentee, mentor, roster, safeguarding, third,
};

fn fit(fit: Fit) -> Command {
    Command::AnswerFit { fit }
}

fn ended(reason: NotStarted) -> Event {
    Event::NotStarted { reason }
}

fn one_of_each(meeting: &Meeting) -> Vec<Command> {
    vec![
        Command::Invite,
        Command::RejectProposal { reason: id("why") },
        Command::AcceptInvitation,
        Command::DeclineInvitation { reason: Some(id("why")) },
        Command::PlanTalk { on: meeting.today },
        Command::RecordTalk { on: meeting.today },
        Command::ReportNoShow { party: Party::Mentor },
        fit(Fit::Yes),
        Command::BookFurtherTalk { on: meeting.today },
        Command::Withdraw { reason: None },
        Command::DiscloseConflict(disclosure("Anna")),
        Command::AssessConflict { number: 0, finding: Finding::Clear },
        Command::Supersede { by: id("I-2") },
        Command::Expire,
    ]
}

#[test]
fn every_step_is_refused_to_whom_and_from_where_the_rule_book_does_not_have_it() {
    let rejected = {
        let mut meeting = Meeting::proposed();
        meeting.does(&coordinator(), Command::RejectProposal { reason: id("why") });
        meeting
    };
    let places = [
        Meeting::proposed(),
        Meeting::offered(),
        Meeting::planned(),
        Meeting::held(),
        Meeting::clicked(),
        rejected,
    ];
    let mut seen = std::collections::BTreeSet::new();
    for meeting in places {
        let phase = meeting.introduction.phase();
        for command in one_of_each(&meeting) {
            let rule = command.step().rule().unwrap();
            for actor in everybody() {
                let refused = meeting.tries(&actor, command.clone()).err().map(|refusal| refusal.rule);
                seen.insert((command.step(), phase));
                if matches!(actor.role(), Role::Guardian) {
                    assert_eq!(refused, Some(Broken::Unfit(Unfit::NotThatParty(Party::Mentee))));
                } else if !rule.who.contains(&actor.role()) {
                    assert_eq!(refused, Some(Broken::NotForRole { role: actor.role(), who: rule.who }));
                } else if rule.from.contains(&phase) {
                    assert!(!matches!(refused, Some(Broken::NotForRole { .. } | Broken::NotFromHere { .. })));
                } else {
                    assert_eq!(refused, Some(Broken::NotFromHere { from: rule.from }));
                }
            }
        }
    }
    assert_eq!(seen.len(), 14 * 6);
    assert_eq!(Step::Propose.rule().map(|rule| rule.step), None);
}

#[test]
fn what_a_review_approved_is_invited_without_a_second_gate() {
    for by in [coordinator(), Actor::System] {
        let mut meeting = Meeting::proposed();
        assert_eq!(meeting.introduction.proposal().approval().signed.by, id("Cleo"));
        assert_eq!(meeting.does(&by, Command::Invite), [Event::Invited]);
        assert_eq!(meeting.introduction.phase(), Phase::Offered);
    }
}

#[test]
fn a_pair_approved_by_somebody_with_an_interest_that_came_to_light_is_not_invited() {
    let mut meeting = Meeting::proposed();
    meeting.conflicted.insert(id("Cleo"));
    for by in [coordinator(), Actor::System] {
        assert_eq!(meeting.refused(&by, Command::Invite), Broken::ReviewerConflicted);
    }
    assert_eq!(
        Broken::ReviewerConflicted.to_string(),
        "whoever approved the pairing has an interest of their own in it; reject it, and have a new plan reviewed by \
         somebody else"
    );
    meeting.conflicted.clear();
    meeting.does(&third(), Command::DiscloseConflict(disclosure("Cleo")));
    assert_eq!(meeting.refused(&Actor::System, Command::Invite), Broken::ReviewerConflicted);
    meeting.does(&coordinator(), Command::AssessConflict { number: 0, finding: Finding::Clear });
    meeting.does(&Actor::System, Command::Invite);
}

#[test]
fn a_pair_whose_requirement_broke_or_that_is_in_conflict_is_not_invited() {
    let mut meeting = Meeting::proposed();
    meeting.requirements = Requirements::Broken;
    assert_eq!(meeting.refused(&coordinator(), Command::Invite), Broken::RequirementBroken);
    meeting.requirements = Requirements::Hold;
    meeting.does(&third(), Command::DiscloseConflict(disclosure("Anna")));
    assert_eq!(meeting.refused(&coordinator(), Command::Invite), Broken::OpenConflict);
    let finding = Finding::Managed { measures: id("measures"), review_on: day(90) };
    meeting.does(&coordinator(), Command::AssessConflict { number: 0, finding });
    meeting.does(&coordinator(), Command::Invite);
}

#[test]
fn an_invitation_takes_a_talk_slot_of_both_inside_the_window() {
    let mut meeting = Meeting::proposed();
    meeting.ledger.grant(id("Bo"), Places { talk_slots: 0, seats: 1 });
    assert_eq!(meeting.refused(&coordinator(), Command::Invite), Broken::NoPlace);
    meeting.ledger = ledger();
    let late = meeting.clone().on(31);
    assert_eq!(late.refused(&coordinator(), Command::Invite), Broken::TooLate(day(30)));
    let mut meeting = meeting.on(30);
    meeting.does(&coordinator(), Command::Invite);
    assert_eq!(meeting.introduction.holds(), Some(Place::TalkSlot));
    assert_eq!(meeting.ledger.free(Place::TalkSlot, &id("Anna")), 0);
    assert_eq!(meeting.ledger.free(Place::TalkSlot, &id("Bo")), 0);
}

#[test]
fn nobody_decides_in_their_own_case() {
    let mut meeting = Meeting::proposed();
    for one in ["Anna", "Bo"] {
        let by = Actor::Coordinator(id(one));
        assert_eq!(meeting.refused(&by, Command::Invite), Broken::Unfit(Unfit::OwnCase));
    }
    meeting.conflicted.insert(id("Carla"));
    assert_eq!(meeting.refused(&coordinator(), Command::Invite), Broken::Unfit(Unfit::Conflicted));
    // Whoever is in conflict may say so, and may say no.
    meeting.tries(&coordinator(), Command::DiscloseConflict(disclosure("Carla"))).unwrap();
    meeting.tries(&coordinator(), Command::RejectProposal { reason: id("why") }).unwrap();
    meeting.conflicted.clear();
    meeting.does(&coordinator(), Command::DiscloseConflict(disclosure("Carla")));
    let assess = Command::AssessConflict { number: 0, finding: Finding::Clear };
    assert_eq!(meeting.refused(&coordinator(), assess.clone()), Broken::Unfit(Unfit::Conflicted));
    meeting.does(&Actor::Coordinator(id("Cor")), assess);
    meeting.does(&coordinator(), Command::Invite);
}

#[test]
fn an_approval_taken_back_keeps_the_pair_apart_until_somebody_lifts_it() {
    let mut meeting = Meeting::proposed();
    let events = meeting.does(&coordinator(), Command::RejectProposal { reason: id("why") });
    assert_eq!(events, [Event::ProposalRejected { reason: id("why") }, ended(NotStarted::Rejected)]);
    let past = meeting.introduction.past(&meeting.policy).unwrap();
    assert_eq!((past.outcome, past.apart), (Outcome::Rejected, Apart::UntilLifted));
}

#[test]
fn both_say_yes_to_the_invitation_each_for_themself_and_once() {
    let mut meeting = Meeting::offered();
    let impostor = Actor::Party(Party::Mentee, id("Anna"));
    assert_eq!(
        meeting.refused(&impostor, Command::AcceptInvitation),
        Broken::Unfit(Unfit::NotThatParty(Party::Mentee))
    );
    meeting.does(&mentee(), Command::AcceptInvitation);
    assert_eq!(meeting.introduction.phase(), Phase::Offered);
    assert_eq!(meeting.refused(&mentee(), Command::AcceptInvitation), Broken::Answered(Party::Mentee));
    let late = meeting.clone().on(15);
    assert_eq!(late.refused(&mentor(), Command::AcceptInvitation), Broken::TooLate(day(14)));
    let mut meeting = meeting.on(14);
    let events = meeting.does(&mentor(), Command::AcceptInvitation);
    assert_eq!(events, [Event::InvitationAccepted { party: Party::Mentor }]);
    assert_eq!(meeting.introduction.phase(), Phase::Planned);
    assert_eq!(meeting.introduction.deadline(&meeting.policy), Some(day(44)));
}

#[test]
fn an_invitation_is_declined_with_or_without_a_reason_also_after_a_yes() {
    for (reason, mut meeting) in [(None, Meeting::offered()), (Some(id("why")), Meeting::planned())] {
        let events = meeting.does(&mentee(), Command::DeclineInvitation { reason: reason.clone() });
        let party = Party::Mentee;
        assert_eq!(events, [Event::InvitationDeclined { party, reason }, ended(NotStarted::Declined(party))]);
        let past = meeting.introduction.past(&meeting.policy).unwrap();
        assert_eq!((past.outcome, past.apart), (Outcome::Declined, Apart::Until(day(180))));
        assert_eq!(meeting.ledger.free(Place::TalkSlot, &id("Anna")), 1, "the slot is free at once");
    }
}

#[test]
fn a_talk_is_planned_inside_its_window_and_recorded_when_it_was() {
    let mut meeting = Meeting::planned().on(3);
    for wrong in [day(2), day(31)] {
        let refused = meeting.refused(&mentor(), Command::PlanTalk { on: wrong });
        assert!(matches!(refused, Broken::WrongDate { on, .. } if on == wrong));
    }
    meeting.does(&mentor(), Command::PlanTalk { on: day(30) });
    assert_eq!(meeting.introduction.talk(), Some(day(30)));
    for wrong in [day(-1), day(4)] {
        let refused = meeting.refused(&mentee(), Command::RecordTalk { on: wrong });
        assert!(matches!(refused, Broken::WrongDate { .. }));
    }
    let events = meeting.does(&coordinator(), Command::RecordTalk { on: day(2) });
    assert_eq!(events, [Event::IntroductionHeld { on: day(2) }]);
    assert_eq!((meeting.introduction.phase(), meeting.introduction.talk()), (Phase::Held, None));
    assert_eq!(meeting.introduction.talks(), 1);
    assert_eq!(meeting.introduction.deadline(&meeting.policy), Some(day(10)), "from the day it was recorded");
    assert_eq!(meeting.ledger.free(Place::TalkSlot, &id("Bo")), 1, "the slot is free after the talk");
}

#[test]
fn a_missed_talk_is_planned_anew_and_the_second_ends_it() {
    let mut meeting = Meeting::planned();
    let missed = |party| Command::ReportNoShow { party };
    assert_eq!(meeting.refused(&mentee(), missed(Party::Mentor)), Broken::NoTalkPlanned);
    meeting.does(&mentor(), Command::PlanTalk { on: day(5) });
    assert_eq!(meeting.refused(&mentee(), missed(Party::Mentor)), Broken::NotYet(day(5)));
    let mut meeting = meeting.on(5);
    let events = meeting.does(&mentee(), missed(Party::Mentor));
    assert_eq!(events, [Event::IntroductionMissed { party: Party::Mentor }]);
    assert_eq!((meeting.introduction.phase(), meeting.introduction.no_shows()), (Phase::Planned, 1));
    assert_eq!(meeting.introduction.deadline(&meeting.policy), Some(day(35)), "a new window");
    assert_eq!(meeting.refused(&mentee(), missed(Party::Mentor)), Broken::NoTalkPlanned);
    meeting.does(&mentor(), Command::PlanTalk { on: day(6) });
    let mut meeting = meeting.on(6);
    let events = meeting.does(&coordinator(), missed(Party::Mentee));
    let party = Party::Mentee;
    assert_eq!(events, [Event::IntroductionMissed { party }, ended(NotStarted::NoShow(party))]);
    let past = meeting.introduction.past(&meeting.policy).unwrap();
    assert_eq!((past.outcome, past.apart), (Outcome::NoShow, Apart::Until(day(186))));
}

#[test]
fn both_yes_is_a_click_and_takes_the_seats() {
    let mut meeting = Meeting::held();
    assert_eq!(meeting.does(&mentor(), fit(Fit::Yes)).len(), 1);
    assert_eq!(meeting.introduction.phase(), Phase::Held);
    let events = meeting.does(&mentee(), fit(Fit::Yes));
    assert_eq!(events, [Event::FitAnswered { party: Party::Mentee, fit: Fit::Yes }, Event::Clicked]);
    assert_eq!(meeting.introduction.holds(), Some(Place::Seat));
    assert_eq!(meeting.ledger.free(Place::Seat, &id("Anna")), 0);
    assert_eq!(meeting.introduction.deadline(&meeting.policy), None);
    assert_eq!(meeting.introduction.past(&meeting.policy), None);
}

#[test]
fn a_lone_no_waits_until_both_have_answered_whoever_said_it() {
    for (first, second, answer) in [(mentor(), mentee(), Fit::Yes), (mentee(), mentor(), Fit::Unsure)] {
        let mut meeting = Meeting::held();
        assert_eq!(meeting.does(&first, fit(Fit::No)).len(), 1, "nothing follows from it yet");
        assert_eq!(meeting.introduction.phase(), Phase::Held);
        let events = meeting.does(&second, fit(answer));
        assert_eq!(events[1], ended(NotStarted::NoClick));
        let past = meeting.introduction.past(&meeting.policy).unwrap();
        assert_eq!((past.outcome, past.apart), (Outcome::NoClick, Apart::ForGood));
    }
}

#[test]
fn an_answer_may_be_revised_until_both_are_in_and_the_window_closes() {
    let mut meeting = Meeting::held();
    meeting.does(&mentor(), fit(Fit::No));
    meeting.does(&mentor(), fit(Fit::Unsure));
    meeting.does(&mentor(), fit(Fit::Yes));
    let late = meeting.clone().on(8);
    assert_eq!(late.refused(&mentee(), fit(Fit::Yes)), Broken::TooLate(day(7)));
    let mut meeting = meeting.on(7);
    meeting.does(&mentee(), fit(Fit::Yes));
    assert_eq!(meeting.introduction.phase(), Phase::Clicked);
}

#[test]
fn once_both_are_in_no_answer_is_revised_because_its_timing_would_name_somebody() {
    let mut meeting = Meeting::held();
    meeting.does(&mentor(), fit(Fit::Unsure));
    meeting.does(&mentee(), fit(Fit::Yes));
    for answer in [Fit::Yes, Fit::No] {
        assert_eq!(meeting.refused(&mentor(), fit(answer)), Broken::Answered(Party::Mentor));
        assert_eq!(meeting.refused(&mentee(), fit(answer)), Broken::Answered(Party::Mentee));
    }
    let mut meeting = meeting.on(8);
    assert_eq!(meeting.does(&Actor::Clock, Command::Expire)[1], ended(NotStarted::Expired(Phase::Held)));
}

#[test]
fn somebody_unsure_leads_to_a_further_talk_up_to_the_limit() {
    let mut meeting = Meeting::held();
    let book = |on| Command::BookFurtherTalk { on };
    meeting.does(&mentor(), fit(Fit::Unsure));
    assert_eq!(meeting.refused(&mentor(), book(day(1))), Broken::NobodyUnsure, "one has not answered");
    meeting.does(&mentee(), fit(Fit::Yes));
    assert_eq!(meeting.introduction.phase(), Phase::Held);
    assert!(matches!(meeting.refused(&mentor(), book(day(-1))), Broken::WrongDate { .. }));
    let late = meeting.clone().on(8);
    assert_eq!(late.refused(&mentor(), book(day(9))), Broken::TooLate(day(7)));
    meeting.ledger.grant(id("Anna"), Places { talk_slots: 0, seats: 1 });
    assert_eq!(meeting.refused(&mentor(), book(day(3))), Broken::NoPlace);
    meeting.ledger.grant(id("Anna"), Places { talk_slots: 1, seats: 1 });
    for talks in 1..3 {
        assert_eq!(meeting.introduction.talks(), talks);
        let events = meeting.does(&mentee(), book(meeting.today));
        assert_eq!(events, [Event::FurtherTalkBooked { on: meeting.today }]);
        assert_eq!(meeting.introduction.talk(), Some(meeting.today));
        meeting.does(&mentee(), Command::RecordTalk { on: meeting.today });
        let coordinator = coordinator();
        let view = meeting.introduction.view(&coordinator);
        assert_eq!(view.answers, Parties::default(), "both are asked anew");
        meeting.does(&mentor(), fit(Fit::Unsure));
        meeting.does(&mentee(), fit(Fit::Unsure));
    }
    assert_eq!(meeting.refused(&mentor(), book(meeting.today)), Broken::EnoughTalks(3));
}

#[test]
fn nobody_unsure_means_no_further_talk() {
    let mut meeting = Meeting::held();
    meeting.does(&third(), Command::DiscloseConflict(disclosure("Anna")));
    meeting.does(&mentor(), fit(Fit::Yes));
    assert_eq!(meeting.refused(&mentee(), fit(Fit::Yes)), Broken::OpenConflict);
    assert_eq!(meeting.refused(&mentor(), Command::BookFurtherTalk { on: day(1) }), Broken::NobodyUnsure);
}

#[test]
fn either_leaves_at_any_time() {
    for meeting in [Meeting::proposed(), Meeting::offered(), Meeting::planned(), Meeting::held()] {
        for (by, party) in [(mentor(), Party::Mentor), (mentee(), Party::Mentee)] {
            let mut meeting = meeting.clone();
            let events = meeting.does(&by, Command::Withdraw { reason: None });
            assert_eq!(events[1], ended(NotStarted::Withdrawn(party)));
            let past = meeting.introduction.past(&meeting.policy).unwrap();
            assert_eq!((past.outcome, past.apart), (Outcome::Withdrawn, Apart::Until(day(180))));
        }
    }
}

#[test]
fn a_disqualifying_conflict_ends_it_and_a_judged_one_is_not_judged_twice() {
    let mut meeting = Meeting::held();
    let assess = |number, finding| Command::AssessConflict { number, finding };
    assert_eq!(meeting.refused(&coordinator(), assess(0, Finding::Clear)), Broken::NothingToAssess);
    meeting.does(&mentor(), Command::DiscloseConflict(disclosure("Anna")));
    meeting.does(&coordinator(), assess(0, Finding::Clear));
    assert_eq!(meeting.refused(&coordinator(), assess(0, Finding::Disqualifying)), Broken::NothingToAssess);
    meeting.does(&mentee(), Command::DiscloseConflict(disclosure("Anna")));
    let events = meeting.does(&coordinator(), assess(1, Finding::Disqualifying));
    assert_eq!(events[1], ended(NotStarted::Conflict));
    let past = meeting.introduction.past(&meeting.policy).unwrap();
    assert_eq!((past.outcome, past.apart), (Outcome::Conflict, Apart::UntilLifted));
    assert!(meeting.introduction.conflicts().any_disqualifying());
}

#[test]
fn whoever_lost_the_last_place_is_free_at_once() {
    let mut meeting = Meeting::held();
    let events = meeting.does(&Actor::System, Command::Supersede { by: id("I-2") });
    assert_eq!(events, [Event::Superseded { by: id("I-2") }, ended(NotStarted::Superseded(id("I-2")))]);
    let past = meeting.introduction.past(&meeting.policy).unwrap();
    assert_eq!((past.outcome, past.apart), (Outcome::Superseded, Apart::No));
}

#[test]
fn every_window_closes_by_the_clock_the_day_after_its_last() {
    for (meeting, days, phase) in [
        (Meeting::proposed(), 30, Phase::Proposed),
        (Meeting::offered(), 14, Phase::Offered),
        (Meeting::planned(), 30, Phase::Planned),
        (Meeting::held(), 7, Phase::Held),
    ] {
        let meeting = meeting.on(days);
        assert_eq!(meeting.refused(&Actor::Clock, Command::Expire), Broken::NotYet(day(days)));
        let mut meeting = meeting.on(days + 1);
        let events = meeting.does(&Actor::Clock, Command::Expire);
        assert_eq!(events, [Event::StageExpired { phase }, ended(NotStarted::Expired(phase))]);
        let past = meeting.introduction.past(&meeting.policy).unwrap();
        assert_eq!((past.outcome, past.apart), (Outcome::Expired, Apart::Until(day(days + 181))));
    }
}

#[test]
fn a_no_on_file_when_the_window_closes_is_a_no_click() {
    let mut meeting = Meeting::held();
    meeting.does(&mentee(), fit(Fit::No));
    let mut meeting = meeting.on(8);
    let events = meeting.does(&Actor::Clock, Command::Expire);
    assert_eq!(events[1], ended(NotStarted::NoClick));
    let mut silent = Meeting::held();
    silent.does(&mentee(), fit(Fit::Yes));
    let mut silent = silent.on(8);
    assert_eq!(silent.does(&Actor::Clock, Command::Expire)[1], ended(NotStarted::Expired(Phase::Held)));
    for party in [mentor(), mentee()] {
        let (one, other) = (meeting.introduction.view(&party), silent.introduction.view(&party));
        assert_eq!((one.phase, one.reason), (other.phase, other.reason), "the two outcomes look alike");
        assert_eq!(one.reason, None);
    }
}

#[test]
fn a_no_click_feeds_the_next_round_and_frees_both_at_once() {
    let mut meeting = Meeting::held();
    meeting.does(&mentor(), fit(Fit::No));
    meeting.does(&mentee(), fit(Fit::Yes));
    for person in ["Anna", "Bo"] {
        assert_eq!(meeting.ledger.free(Place::TalkSlot, &id(person)), 1);
        assert_eq!(meeting.ledger.free(Place::Seat, &id(person)), 1);
    }
    let history: History =
        [&meeting.introduction].into_iter().filter_map(|it| it.past(&meeting.policy)).collect();
    let (roster, criteria) = (roster(), Criteria::new(vec![], vec![]).unwrap());
    let next = Request::new(&roster, &criteria, day(1)).history(&history).plan().unwrap();
    assert!(next.pairings().is_empty());
    let told = format!("{:?}", next.unmatched());
    assert!(told.contains("NoClick") && !told.contains("Anna"), "{told}");
}

#[test]
fn an_order_given_twice_does_no_harm_and_an_old_one_is_told_so() {
    let mut meeting = Meeting::offered();
    let order = meeting.order(&mentor(), Command::AcceptInvitation);
    let entries = meeting.introduction.decide(&order, &meeting.circumstances()).unwrap();
    meeting.takes(entries);
    assert_eq!(meeting.introduction.decide(&order, &meeting.circumstances()).unwrap(), []);
    let mut other = order.clone();
    other.command = Command::Withdraw { reason: None };
    let refused = meeting.introduction.decide(&other, &meeting.circumstances()).unwrap_err();
    assert_eq!(refused.rule, Broken::Unfit(Unfit::IdInUse(order.id.clone())));
    other.id = id("another");
    let refused = meeting.introduction.decide(&other, &meeting.circumstances()).unwrap_err();
    let (expected, actual) = (order.expected, order.expected + 1);
    assert_eq!(refused.rule, Broken::Unfit(Unfit::Stale { expected, actual }));
    assert_eq!(
        refused.to_string(),
        "the introduction is offered; Withdraw is refused: it is not at version 2 but at 3; read it again, and decide \
         again"
    );
}

#[test]
fn executing_is_deciding_and_applying() {
    let mut meeting = Meeting::offered();
    let order = meeting.order(&mentor(), Command::AcceptInvitation);
    let mut twin = meeting.clone();
    let circumstances = meeting.circumstances();
    let entries = twin.introduction.execute(&order, &circumstances).unwrap();
    meeting.takes(entries);
    assert_eq!(twin.introduction, meeting.introduction);
    assert!(
        twin.introduction
            .execute(&meeting.order(&mentor(), Command::Expire), &meeting.circumstances())
            .is_err()
    );
    assert_eq!(twin.introduction, meeting.introduction);
}

#[test]
fn what_is_sealed_is_not_told_by_debug() {
    let mut meeting = Meeting::held();
    meeting.does(&mentor(), fit(Fit::No));
    let told = format!("{:?} {:?}", meeting.introduction, meeting.log);
    assert!(told.contains("Fit(sealed)") && !told.contains("Fit(No)") && !told.contains("fit: No"));
}

#[test]
fn it_says_who_and_what_it_is() {
    let meeting = Meeting::clicked();
    let introduction: &Introduction = &meeting.introduction;
    assert_eq!(introduction.id(), &id("I-1"));
    assert_eq!(introduction.people().mentor, id("Anna"));
    assert_eq!(introduction.last(), day(0));
    assert_eq!(introduction.version(), meeting.log.len() as u64);
    assert!(!Phase::Clicked.is_open() && !Phase::NotStarted.is_open() && Phase::Held.is_open());
    assert_eq!(safeguarding().role().to_string(), "safeguarding person");
}
