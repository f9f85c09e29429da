//! Three pairs, one year: from a plan's proposals to a completion, a no click, and an end for a conflict of interest.
//!
//! ```sh
//! cargo run --example agreement_year
//! ```

#![expect(clippy::print_stdout, reason = "an example tells its story")]

mod tell;
mod year;

use std::error::Error;

use mentorship::{
    agreement::{
        Agreement, Amendment, Cadence, Clause, Closed, Command, Contact, Content, EndReason, Goal, Initiator,
        Meetings, Moment, Note, Notes, PauseCause, Phase, ReviewOutcome, Term, Terms, Verification,
    },
    introduction::{Disclosure, Finding, Fit, Place, Role},
    jiff::civil::date,
    people::{Apart, History, Mode, Outcome, TieKind},
};

use tell::line;
use year::{Programme, clock, coordinator, mentee, mentor, second_coordinator};

fn main() -> Result<(), Box<dyn Error>> {
    let mut programme = Programme::new()?;
    println!("A plan proposes three pairs. People decide.\n");
    a_year(&mut programme)?;
    no_click(&mut programme)?;
    a_conflict(&mut programme)?;
    println!("\nEvery state above was read back from its log. The story holds.");
    Ok(())
}

/// Nine months, which became a year.
fn terms() -> Result<Terms, Box<dyn Error>> {
    Ok(Terms {
        goals: vec![Goal {
            what: "open a bakery".into(),
            measure: "a business plan that the bank accepts".into(),
        }],
        meetings: Some(Meetings { cadence: Cadence::monthly_on(31)?, minutes: 60 }),
        term: Some(Term { start: date(2026, 2, 2), months: 9 }),
        modes: [Mode::InPerson].into(),
        review_days: None,
        confidential: "what is said stays between the two".into(),
        limits: "unless somebody is in danger, or the law asks".into(),
        boundaries: "no money, no calls after nine".into(),
        ending: "either can stop; a closing talk is kept".into(),
    })
}

fn put(notes: &mut Notes, id: &str, terms: &Terms) -> Result<(), Box<dyn Error>> {
    let note = Note {
        by: Some("Anna".parse()?),
        people: ["Anna".parse()?, "Bo".parse()?].into(),
        roles: [Role::Coordinator].into(),
        content: Content::Terms(Box::new(terms.clone())),
    };
    notes.put(id.parse()?, note);
    Ok(())
}

fn a_year(programme: &mut Programme) -> Result<(), Box<dyn Error>> {
    println!("Anna and Bo: a year");
    let mut pair = programme.introduce("Anna", "Bo", Fit::Yes)?;
    let mut notes = Notes::default();
    let first = terms()?;
    put(&mut notes, "terms-1", &first)?;

    pair.on(date(2026, 1, 19));
    let text = Box::new(first.clone());
    pair.does(&mentee("Bo"), Command::ProposeTerms { terms: text, text: "terms-1".parse()? })?;
    pair.does(&mentor("Anna"), Command::FreezeForSigning)?;
    for party in [mentor("Anna"), mentee("Bo")] {
        pair.does(&party, Command::Sign { hash: first.hash() })?;
    }
    pair.certificates(date(2027, 12, 31))?;
    pair.on(date(2026, 2, 2));
    pair.does(&clock(), Command::Start)?;
    let meeting = |on| Command::LogContact(Contact { on, minutes: 60, medium: Mode::InPerson });
    for on in [date(2026, 2, 28), date(2026, 3, 31)] {
        pair.on(on);
        pair.does(&mentor("Anna"), meeting(on))?;
    }
    pair.does(&clock(), Command::OpenReview)?;
    pair.does(&coordinator(), Command::CloseReview { outcome: ReviewOutcome::Amend })?;

    // Longer meetings, from the first of May on.
    let mut longer = first.clone();
    longer.meetings = Some(Meetings { cadence: Cadence::monthly_on(31)?, minutes: 90 });
    put(&mut notes, "terms-2", &longer)?;
    for difference in first.differences(&longer) {
        line(
            pair.today(),
            &format!("   {}: {} -> {}", difference.clause, difference.before, difference.after),
        );
        assert_eq!(difference.clause, Clause::Meetings);
    }
    let amendment = |terms: &Terms, before: &Terms, text: &str, effective| -> Result<_, Box<dyn Error>> {
        let (terms, before) = (Box::new(terms.clone()), Box::new(before.clone()));
        Ok(Amendment { terms, before, text: text.parse()?, effective })
    };
    let change = amendment(&longer, &first, "terms-2", date(2026, 5, 1))?;
    pair.does(&mentee("Bo"), Command::ProposeAmendment(change))?;
    pair.does(&mentor("Anna"), Command::SignAmendment { hash: longer.hash() })?;
    let in_force = |pair: &year::Pair, on| pair.agreement.in_force_on(on).map(|version| version.number);
    assert_eq!(in_force(&pair, date(2026, 3, 3)), Some(1));
    assert_eq!(in_force(&pair, date(2026, 5, 1)), Some(2));
    line(pair.today(), "   in force on 3 March: version 1; on 1 May: version 2");

    pair.on(date(2026, 6, 1));
    pair.does(&mentee("Bo"), Command::Pause { cause: PauseCause::Health, until: date(2026, 7, 1) })?;
    pair.on(date(2026, 7, 1));
    pair.to_do();
    pair.does(&mentee("Bo"), Command::Resume)?;
    let end = pair.agreement.calendar().map(|calendar| calendar.end);
    assert_eq!(end, Some(date(2026, 12, 2)), "thirty days later");

    let mut renewed = longer.clone();
    renewed.term = Some(Term { start: date(2026, 2, 2), months: 12 });
    put(&mut notes, "terms-3", &renewed)?;
    pair.on(date(2026, 11, 1));
    pair.to_do();
    pair.does(&mentor("Anna"), Command::Renew(amendment(&renewed, &longer, "terms-3", date(2026, 11, 1))?))?;
    pair.does(&mentee("Bo"), Command::SignAmendment { hash: renewed.hash() })?;
    pair.on(date(2027, 2, 2));
    pair.does(&clock(), Command::ReachEnd)?;
    for party in [mentor("Anna"), mentee("Bo")] {
        pair.does(&party, Command::SubmitEvaluation { moment: Moment::Closing })?;
    }
    pair.does(&coordinator(), Command::FinishClosing { rematch: None })?;
    assert_eq!(
        pair.agreement.closing().and_then(|closing| closing.closed).map(|(_, how)| how),
        Some(Closed::Completed)
    );
    let version = pair.agreement.in_force_on(pair.today()).ok_or("a text is in force")?;
    assert_eq!(notes.verify(version), Verification::Same);
    notes.erase(pair.agreement.notes());
    assert_eq!(notes.verify(version), Verification::Erased);
    line(pair.today(), "   the text is what both signed; erased, its hash remains");
    assert_eq!(Agreement::replay(&pair.log)?, pair.agreement);
    programme.keep(&pair)
}

fn no_click(programme: &mut Programme) -> Result<(), Box<dyn Error>> {
    println!("\nCas and Dora: no click");
    let past = programme.meet("Cas", "Dora", Fit::No)?;
    assert_eq!((past.outcome, past.apart), (Outcome::NoClick, Apart::ForGood));
    for person in ["Cas", "Dora"] {
        assert_eq!(programme.ledger.free(Place::Seat, &person.parse()?), 1, "free at once");
    }
    let next = programme.plan(&History::from_iter([past]))?;
    let again = next.pairings().iter().find(|pairing| pairing.mentee.as_str() == "T-Dora");
    let with = again.map(|pairing| pairing.mentor.to_string()).ok_or("Dora has somebody else")?;
    assert_ne!(with, "M-Cas");
    line(date(2026, 1, 16), &format!("   the next plan proposes {with} to Dora; nobody is told who said no"));
    Ok(())
}

fn a_conflict(programme: &mut Programme) -> Result<(), Box<dyn Error>> {
    println!("\nEva and Fin: the mentor advises investing in a company and holds shares in it");
    let mut pair = programme.introduce("Eva", "Fin", Fit::Yes)?;
    let text = terms()?;
    pair.on(date(2026, 1, 20));
    pair.does(
        &mentor("Eva"),
        Command::ProposeTerms { terms: Box::new(text.clone()), text: "terms-9".parse()? },
    )?;
    pair.does(&mentee("Fin"), Command::FreezeForSigning)?;
    for party in [mentor("Eva"), mentee("Fin")] {
        pair.does(&party, Command::Sign { hash: text.hash() })?;
    }
    pair.certificates(date(2027, 12, 31))?;
    pair.on(date(2026, 2, 2));
    pair.does(&clock(), Command::Start)?;
    pair.on(date(2026, 4, 7));
    let disclosure = Disclosure {
        kind: TieKind::Investment,
        concerns: "Eva".parse()?,
        since: Some(date(2024, 5, 1)),
        note: "shares".parse()?,
    };
    pair.does(&mentee("Fin"), Command::DiscloseConflict(disclosure))?;
    pair.to_do();
    let disqualifying = Finding::Disqualifying;
    pair.does(&coordinator(), Command::AssessConflict { number: 0, finding: disqualifying.clone() })?;
    assert_eq!(pair.agreement.phase(), Phase::Suspended);
    let facts = "appeal".parse()?;
    let refused =
        pair.refused(&coordinator(), Command::AppealConflict { number: 0, facts, finding: Finding::Clear })?;
    line(pair.today(), &format!("   refused: {refused}"));
    let facts = "appeal".parse()?;
    pair.does(&second_coordinator(), Command::AppealConflict { number: 0, facts, finding: disqualifying })?;
    pair.does(
        &coordinator(),
        Command::EndEarly {
            initiator: Initiator::Coordinator,
            reason: EndReason::Conflict,
            note: None,
            talk_on: Some(date(2026, 4, 14)),
        },
    )?;
    pair.on(date(2026, 5, 8));
    pair.does(&clock(), Command::FinishClosing { rematch: None })?;
    let past = pair.agreement.past(&pair.policy);
    assert_eq!((past[0].outcome, past[0].apart), (Outcome::EndedEarly, Apart::UntilLifted));
    assert_eq!(Agreement::replay(&pair.log)?, pair.agreement);
    programme.keep(&pair)
}
