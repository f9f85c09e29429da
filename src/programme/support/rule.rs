//! Why an entry about supporting people cannot stand.

use jiff::civil::Date;

use super::{Occasion, Rung};
use crate::id::{AgreementId, ConcernId, GatheringId, PersonId};
use crate::introduction::Party;

/// Why an entry about supporting people cannot stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are what the message says")]
pub enum Rule {
    /// No such agreement.
    #[error("agreement `{0}` is not known")]
    UnknownAgreement(AgreementId),
    /// Check-ins out of order.
    #[error("the first check-ins do not rise: {after} days come after {before}")]
    PlanFalls { before: u16, after: u16 },
    /// No time to hold a check-in.
    #[error("a check-in is held within 0 days; it needs at least 1")]
    NoTime,
    /// A supervisor of nobody.
    #[error("supervisor `{0}` would have room for no pair; it is at least 1")]
    NoRoomAtAll(PersonId),
    /// Fewer places than pairs.
    #[error("supervisor `{supervisor}` has {}, which is more than {most}; hand some over first", counted(*.pairs))]
    BelowCaseload { supervisor: PersonId, pairs: usize, most: u16 },
    /// Nobody of that name supports pairs.
    #[error("`{0}` is not a supervisor")]
    NoSupervisor(PersonId),
    /// Somebody leaves pairs behind.
    #[error("supervisor `{supervisor}` still has {}; hand over first", counted(*.pairs))]
    HasPairs { supervisor: PersonId, pairs: usize },
    /// Nothing to support any more.
    #[error("agreement `{agreement}` is over since {since}; it needs no supervisor")]
    Over { agreement: AgreementId, since: Date },
    /// Somebody would support themself.
    #[error(
        "`{supervisor}` is one of the two of agreement `{agreement}`, or their guardian; somebody else supports them"
    )]
    OwnPair { supervisor: PersonId, agreement: AgreementId },
    /// It is theirs already.
    #[error("agreement `{agreement}` has `{supervisor}` as its supervisor already")]
    HasCase { supervisor: PersonId, agreement: AgreementId },
    /// A full caseload.
    #[error("supervisor `{supervisor}` has {}, and room for {most}", counted(*.pairs))]
    Full { supervisor: PersonId, pairs: usize, most: u16 },
    /// Nobody has it.
    #[error("agreement `{0}` has no supervisor")]
    NoCase(AgreementId),
    /// A check-in of a pair that did not begin.
    #[error("the two of agreement `{0}` have not begun; no check-in is due")]
    NotStarted(AgreementId),
    /// A check-in after the end.
    #[error("the two of agreement `{agreement}` ended on {ended}; no check-in is due on {due}")]
    DueAfterEnd { agreement: AgreementId, due: Date, ended: Date },
    /// A day that the plan does not have.
    #[error(
        "agreement `{agreement}` has no check-in due on {due}{}",
        .next.map_or_else(String::new, |next| format!("; the first that was not held is due on {next}"))
    )]
    NotDue { agreement: AgreementId, due: Date, next: Option<Date> },
    /// A check-in twice.
    #[error("the check-in of agreement `{agreement}` due on {due} was held on {held}")]
    HeldAlready { agreement: AgreementId, due: Date, held: Date },
    /// Held before it happened.
    #[error("a check-in held on {held} cannot be written down on {on}, before it happened")]
    HeldLater { held: Date, on: Date },
    /// Held before the start.
    #[error("the two of agreement `{agreement}` began on {started}; no check-in was held on {held}")]
    HeldBeforeStart { agreement: AgreementId, held: Date, started: Date },
    /// Held too early.
    #[error("a check-in due on {due} is held from {from} on, not on {held}")]
    TooEarly { due: Date, from: Date, held: Date },
    /// Held after the end and its days.
    #[error(
        "the two of agreement `{agreement}` ended on {ended}; a check-in due on {due} could be held until {until}, \
         not on {held}"
    )]
    TooLate { agreement: AgreementId, ended: Date, due: Date, until: Date, held: Date },
    /// Off the scale.
    #[error("how well two fit is told from 1 to 5, not {0}")]
    OffScale(u8),
    /// A concern that is there.
    #[error("concern `{0}` was raised already; give this one an identifier of its own")]
    ConcernTwice(ConcernId),
    /// No such concern.
    #[error("concern `{0}` is not known")]
    UnknownConcern(ConcernId),
    /// It is settled.
    #[error("concern `{id}` was settled on {on}; raise a new one")]
    Settled { id: ConcernId, on: Date },
    /// Down the ladder, or nowhere.
    #[error("concern `{id}` lies with {at}, and climbs only; it does not go to {to}")]
    DoesNotClimb { id: ConcernId, at: Rung, to: Rung },
    /// Somebody settles what is about themself.
    #[error(
        "concern `{id}` has left the two; `{person}` does not settle it in their own case, somebody else does"
    )]
    OwnCase { id: ConcernId, person: PersonId },
    /// A gathering that is there.
    #[error("gathering `{0}` was planned already; give this one an identifier of its own")]
    GatheringTwice(GatheringId),
    /// No such gathering.
    #[error("gathering `{0}` is not planned")]
    UnknownGathering(GatheringId),
    /// Before its day.
    #[error("gathering `{id}` is held on {held}; nobody came yet on {on}")]
    NotYet { id: GatheringId, held: Date, on: Date },
    /// A gathering for mentors, or for mentees.
    #[error("gathering `{id}` is for {role}s, and `{person}` has not signed up as one")]
    NotMeant { id: GatheringId, person: PersonId, role: Party },
    /// The same person twice.
    #[error("`{person}` stands on the list of gathering `{id}` already")]
    CameTwice { id: GatheringId, person: PersonId },
    /// Thanks for a pairing that is not named.
    #[error("thanks for {0} name the agreement that they are about")]
    NoAgreement(Occasion),
    /// Thanks that are not about a pairing.
    #[error("thanks for {0} are not about one agreement")]
    NotOfAnAgreement(Occasion),
    /// Somebody else's agreement.
    #[error("`{person}` is not one of the two of agreement `{agreement}`")]
    NotTheirs { person: PersonId, agreement: AgreementId },
    /// It has not come to that.
    #[error(
        "agreement `{agreement}` has not come to {occasion}{}",
        .day.map_or_else(String::new, |day| format!(", which is on {day}"))
    )]
    NotReached { agreement: AgreementId, occasion: Occasion, day: Option<Date> },
    /// Thanked twice.
    #[error("`{person}` was thanked for {occasion} on {on}")]
    ThankedTwice { person: PersonId, occasion: Occasion, on: Date },
    /// Asked twice.
    #[error("`{person}` was asked for their story on {on}")]
    AskedTwice { person: PersonId, on: Date },
    /// They said no.
    #[error("`{person}` declined on {on} to tell their story; they are not asked again")]
    Declined { person: PersonId, on: Date },
    /// They said no, and somebody else says yes.
    #[error("`{person}` declined on {on} to tell their story; only they themself can change that")]
    OnlyThemself { person: PersonId, on: Date },
    /// Told before anybody asked.
    #[error("`{0}` was not asked for their story")]
    NotAsked(PersonId),
    /// A consent from before it was asked for.
    #[error("`{person}` consents from {from}, but was asked for their story on {asked}")]
    ConsentBefore { person: PersonId, from: Date, asked: Date },
    /// A consent that ends before it begins.
    #[error("`{person}` consents from {from} until {until}, which is no time at all")]
    EmptyConsent { person: PersonId, from: Date, until: Date },
    /// Everything of theirs was erased.
    #[error("what `{0}` told was erased; they are not asked again")]
    Erased(PersonId),
}

/// So many pairs, in words.
fn counted(pairs: usize) -> String {
    if pairs == 1 { "1 pair".to_owned() } else { format!("{pairs} pairs") }
}
