//! What each role may see: every role and every field.

use mentorship::{
    agreement::{self, Command as Does, Field, Moment, Phase},
    introduction::{self, Actor, Command, Fit, Party, Role, Sight},
};

use super::kit::{
    Meeting, Pact, coordinator, data_officer, day, disclosure, end, everybody, guardian, id, mentee, mentor,
    safeguarding, supervisor,
};

/// A table of letters: `a` for all, `o` for one's own part, `.` for nothing.
fn letters<F: Copy>(fields: &[F], sight: impl Fn(Role, F) -> Sight) -> String {
    let letter = |sight| match sight {
        Sight::All => 'a',
        Sight::Own => 'o',
        Sight::Nothing => '.',
    };
    let line = |role: Role| {
        let letters: String = fields.iter().map(|field| letter(sight(role, *field))).collect();
        format!("{letters} {role}\n")
    };
    Role::ALL.into_iter().map(line).collect()
}

#[test]
fn of_an_introduction_each_role_sees_what_the_table_says() {
    // phase, proposal, accepted, talk, answers, conflicts, reason
    let table = "\
a.oao.. mentor
a.oao.. mentee
....... guardian
aaaaaaa coordinator
a...... supervisor
a....a. safeguarding person
a...... data officer
....... third party
....... system of record
a...... system
a...... clock
";
    assert_eq!(letters(&introduction::Field::ALL, introduction::sight), table);
}

#[test]
fn of_an_agreement_each_role_sees_what_the_table_says() {
    // phase, versions, calendar, prerequisites, conflicts, reports, reviews, contacts, evaluations, ending, not again
    let table = "\
aaao..aao.o mentor
aaao..aao.o mentee
aaao....... guardian
aaaaa.aaaaa coordinator
a.a...aa... supervisor
aaaaaaaa.aa safeguarding person
aaa........ data officer
........... third party
a..a....... system of record
a.a........ system
a.a........ clock
";
    assert_eq!(letters(&Field::ALL, agreement::sight), table);
}

#[test]
fn the_view_of_an_introduction_follows_the_table() {
    let mut meeting = Meeting::held();
    meeting.does(&mentor(), Command::AnswerFit { fit: Fit::Unsure });
    meeting.does(&mentee(), Command::AnswerFit { fit: Fit::Yes });
    meeting.does(&mentee(), Command::BookFurtherTalk { on: day(1) });
    meeting.does(&coordinator(), Command::DiscloseConflict(disclosure("Anna")));
    let introduction = &meeting.introduction;
    for by in everybody() {
        let view = introduction.view(&by);
        let sees = |field| {
            if matches!(by, Actor::Guardian(..)) {
                Sight::Nothing
            } else {
                introduction::sight(by.role(), field)
            }
        };
        assert_eq!(view.phase.is_some(), sees(introduction::Field::Phase) == Sight::All, "{by:?}");
        assert_eq!(view.proposal.is_some(), sees(introduction::Field::Proposal) == Sight::All, "{by:?}");
        assert_eq!(view.talk.is_some(), sees(introduction::Field::Talk) == Sight::All, "{by:?}");
        assert_eq!(view.conflicts.is_some(), sees(introduction::Field::Conflicts) == Sight::All, "{by:?}");
        for (party, one) in [(Party::Mentor, mentor()), (Party::Mentee, mentee())] {
            let part = sees(introduction::Field::Accepted) == Sight::All
                || (sees(introduction::Field::Accepted) == Sight::Own && by == one);
            assert_eq!(view.accepted.of(party), &part.then_some(true), "{by:?}");
            let part = sees(introduction::Field::Answers) == Sight::All
                || (sees(introduction::Field::Answers) == Sight::Own && by == one);
            assert_eq!(view.answers.of(party).is_some(), part, "{by:?}");
        }
    }
    let mut ended = meeting.clone();
    ended.does(&mentor(), Command::Withdraw { reason: None });
    for by in everybody() {
        let told = ended.introduction.view(&by).reason.is_some();
        assert_eq!(told, by.role() == Role::Coordinator, "{by:?}");
    }
}

#[test]
fn who_comes_in_a_role_that_is_not_theirs_sees_nothing() {
    let meeting = Meeting::held();
    let impostor = Actor::Party(Party::Mentor, id("Bo"));
    assert_eq!(meeting.introduction.view(&impostor).phase, None);
    let other_hat = Actor::Coordinator(id("Bo"));
    assert_eq!(meeting.introduction.view(&other_hat).answers.mentor, None);
    assert_eq!(meeting.introduction.view(&other_hat).phase, None);

    let pact = Pact::with_minor_until(100);
    let view = |by: Actor| pact.agreement.view(&by, day(1)).phase;
    assert_eq!(view(Actor::Party(Party::Mentee, id("Anna"))), None);
    assert_eq!(view(Actor::Guardian(Party::Mentee, id("Bo"))), None);
    assert_eq!(view(Actor::Guardian(Party::Mentor, id("Gus"))), None);
    assert_eq!(view(Actor::Coordinator(id("Gus"))), None, "a guardian is a party to it");
    assert_eq!(view(Actor::Coordinator(id("Anna"))), None);
    assert_eq!(view(guardian()), Some(Phase::Drafting));
    assert_eq!(pact.agreement.view(&guardian(), day(100)).phase, None, "Bo is of age");
    assert_eq!(pact.agreement.view(&Actor::Coordinator(id("Gus")), day(100)).phase, Some(Phase::Drafting));
}

/// A pact in which there is something to see in every field.
fn full() -> Pact {
    let mut pact = Pact::with_minor_until(1000).drafts().freezes().signs().prepares().starts();
    pact.does(
        &mentor(),
        Does::LogContact(agreement::Contact {
            on: pact.today,
            minutes: 60,
            medium: mentorship::people::Mode::Online,
        }),
    );
    pact.does(&mentee(), Does::AskNotToBePaired);
    pact.does(&mentor(), Does::DiscloseConflict(disclosure("Anna")));
    pact.does(&mentor(), Does::ReportBoundary { id: id("R-1") });
    pact.does(&mentee(), end(agreement::Initiator::Mentee, agreement::EndReason::Conduct));
    pact.does(&mentor(), Does::SubmitEvaluation { moment: Moment::Closing });
    pact
}

#[test]
fn the_view_of_an_agreement_follows_the_table() {
    let pact = full();
    let on = pact.today;
    for by in everybody() {
        let view = pact.agreement.view(&by, on);
        let sees = |field| agreement::sight(by.role(), field);
        let all = |field| sees(field) == Sight::All;
        for (field, seen) in [
            (Field::Phase, view.phase.is_some()),
            (Field::Versions, view.versions.is_some()),
            (Field::Versions, view.in_force.is_some()),
            (Field::Calendar, view.calendar.is_some()),
            (Field::Conflicts, view.conflicts.is_some()),
            (Field::Reports, view.reports.is_some()),
            (Field::Reviews, view.reviews.is_some()),
            (Field::Contacts, view.contacts.is_some()),
            (Field::Ending, view.closing.is_some()),
        ] {
            assert_eq!(seen, all(field), "{by:?} {field:?}");
            assert_eq!(pact.agreement.sight(&by, on, field), sees(field));
        }
        for party in Party::BOTH {
            let theirs = |field| all(field) || (sees(field) == Sight::Own && by.side() == Some(party));
            let prerequisites = view.prerequisites.iter().filter(|(whose, ..)| *whose == party).count();
            assert_eq!(prerequisites > 0, theirs(Field::Prerequisites), "{by:?}");
            let evaluated = theirs(Field::Evaluations).then_some(party == Party::Mentor);
            assert_eq!(view.evaluated.of(party), &evaluated, "{by:?}");
            let not_again = theirs(Field::NotAgain).then_some(party == Party::Mentee);
            assert_eq!(view.not_again.of(party), &not_again, "{by:?}");
        }
    }
    let withdrawn = Pact::withdrawn();
    assert!(withdrawn.agreement.view(&coordinator(), day(0)).not_started.is_some());
    assert!(withdrawn.agreement.view(&mentor(), day(0)).not_started.is_none());
}

#[test]
fn who_a_suspension_is_about_sees_less_until_it_is_lifted() {
    let mut pact = Pact::active();
    let whose = Some(Party::Mentor);
    pact.does(&safeguarding(), Does::Suspend { cause: agreement::SuspensionCause::Other, whose });
    let (mentor_sees, mentee_sees) =
        (pact.agreement.view(&mentor(), pact.today), pact.agreement.view(&mentee(), pact.today));
    assert_eq!(mentor_sees.phase, Some(Phase::Suspended));
    assert!(
        mentor_sees.versions.is_none() && mentor_sees.contacts.is_none() && mentor_sees.calendar.is_none()
    );
    assert!(mentor_sees.reviews.is_none() && mentor_sees.in_force.is_none());
    assert!(!mentor_sees.prerequisites.is_empty(), "what is their own stays");
    assert!(mentee_sees.versions.is_some() && mentee_sees.contacts.is_some());
    for party in [mentor(), mentee()] {
        pact.does(&party, Does::Consent);
    }
    pact.does(&coordinator(), Does::Reinstate);
    assert!(pact.agreement.view(&mentor(), pact.today).versions.is_some());
}

#[test]
fn of_an_archived_agreement_everybody_sees_that_it_is() {
    let pact = Pact::archived();
    for by in [mentor(), coordinator(), supervisor(), safeguarding(), data_officer()] {
        let view = pact.agreement.view(&by, pact.today);
        assert_eq!(view.phase, Some(Phase::Archived));
        assert!(view.versions.is_none() && view.closing.is_none() && view.prerequisites.is_empty(), "{by:?}");
    }
}
