//! Who takes part: profiles as questionnaires, interviews and assessments really give them.
//!
//! [`Mentor`] and [`Mentee`] hold what people said about themselves, blanks included; a [`Questionnaire`] fixes what may
//! be answered to a programme's own questions; a [`Roster`] is the checked snapshot of everybody on which a round is
//! based; a [`Directory`] keeps names and contact data apart; a [`History`] says what happened between people before.
//! [`intake`] reads people from sign-up sheets and names every cell that it cannot read.
//!
//! This room knows nothing of scores, rounds or agreements, and reads no files.

pub(crate) mod as_list;
mod availability;
mod directory;
mod history;
pub mod intake;
mod label;
mod place;
mod profile;
mod questionnaire;
mod roster;

pub use availability::{Availability, InvalidWindow, UtcOffset, WEEK_MINUTES, Weekday, Window};
pub use directory::{Contact, Directory, SharedContact, SuspectedDuplicate};
pub use history::{Apart, History, Outcome, Past};
pub(crate) use label::distinct;
pub use label::{InvalidLabel, Label, MAX_LABEL_CHARS};
pub use place::{Coordinates, InvalidCoordinates, Metres, Mode, Place};
pub use profile::{
    AgeBand, Cefr, Consent, Importance, InvalidAgeBand, InvalidPartners, Level, Mentee, Mentor, NoCefrLevel,
    NotOneToFive, Partners, Profile, Purpose, Source, Status, Tie, TieKind, Want,
};
pub use questionnaire::{
    Answer, AnswerKind, InvalidAnswer, InvalidQuantity, InvalidQuestion, InvalidQuestionNamed, Quantity,
    Question, Questionnaire, Sensitivity,
};
pub use roster::{InvalidRoster, MAX_PEOPLE, People, Roster, RosterProblem, RosterRule, Who};
