//! Who stands beside the pairs, and how people are thanked.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    feedback::Consent,
    id::{AgreementId, ConcernId, GatheringId, NoteId, PersonId},
    introduction::Party,
    people::Label,
};

/// When the programme asks a pair how it goes, in days from their start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckInPlan {
    /// The first ones, each later than the one before: 30, 60 and 90 days.
    pub first: Vec<u16>,
    /// After these, every so many days: 90. Never again when 0.
    pub every: u16,
    /// How many days after its day one still counts as held in time: 14; at least 1.
    pub within: u16,
}

impl Default for CheckInPlan {
    fn default() -> Self {
        Self { first: vec![30, 60, 90], every: 90, within: 14 }
    }
}

/// The rungs of the ladder on which a concern climbs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rung {
    /// The two talk about it themselves.
    TheTwo,
    /// Their supervisor sees to it.
    Supervisor,
    /// The coordinator does.
    Coordinator,
    /// The safeguarding person does.
    Safeguarding,
    /// Somebody outside: police, a doctor, a helpline.
    Outside,
}

impl fmt::Display for Rung {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TheTwo => "the two",
            Self::Supervisor => "the supervisor",
            Self::Coordinator => "the coordinator",
            Self::Safeguarding => "the safeguarding person",
            Self::Outside => "somebody outside",
        })
    }
}

/// What came of a concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// It was talked out.
    TalkedOut,
    /// Something was agreed on.
    Agreed,
    /// The pair ended.
    Ended,
    /// It is a matter for others now.
    HandedOver,
}

/// Where participants meet and learn from each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gathering {
    /// Its identifier.
    pub id: GatheringId,
    /// What it is: an evening for mentors, a party, a market of experiences.
    pub kind: Label,
    /// When.
    pub on: Date,
    /// For whom: everybody when none.
    #[serde(default)]
    pub role: Option<Party>,
}

/// What somebody is thanked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// A hundred days with one mentee, or mentor.
    HundredDays,
    /// A year with one.
    Year,
    /// A pairing that was completed: with a certificate.
    Completed,
    /// Five years in the programme.
    FiveYears,
    /// Anything else that deserves it.
    Other,
}

impl fmt::Display for Occasion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HundredDays => "a hundred days",
            Self::Year => "a year",
            Self::Completed => "a completed pairing",
            Self::FiveYears => "five years in the programme",
            Self::Other => "something else",
        })
    }
}

/// What happens in supporting people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields say themselves")]
pub enum Event {
    /// When pairs are asked how it goes, in place of what was set before. Pairs that began before keep their plan.
    CheckInsSet(CheckInPlan),
    /// Somebody supports pairs from now on, at most so many at once; or other ones than before.
    SupervisorAppointed { person: PersonId, most: u16 },
    /// Somebody no longer does. Their pairs were handed over before.
    SupervisorLeft { person: PersonId },
    /// A pair has a supervisor, in place of the one before.
    CaseTaken { agreement: AgreementId, supervisor: PersonId },
    /// A pair no longer has one. A case closes by itself when its agreement is closed or does not start, and when one is
    /// reopened it has no supervisor until somebody takes it.
    CaseClosed { agreement: AgreementId },
    /// A check-in was held; `due` is the day for which it was planned, `fit` how well the two fit, 1 to 5. It is held
    /// from 14 days before its day on; once the two have ended, within the plan's days after it.
    CheckedIn { agreement: AgreementId, due: Date, held: Date, fit: Option<u8> },
    /// Somebody is worried about a pair. What about lies in the notes store.
    ConcernRaised { id: ConcernId, agreement: AgreementId, rung: Rung, note: NoteId },
    /// It climbs, never down.
    Escalated { id: ConcernId, to: Rung },
    /// It is settled.
    Settled { id: ConcernId, how: Settlement },
    /// A gathering is planned.
    GatheringPlanned(Gathering),
    /// Somebody came.
    CameTo { gathering: GatheringId, person: PersonId },
    /// Somebody was thanked, with or without an agreement that it is about.
    Thanked { person: PersonId, occasion: Occasion, agreement: Option<AgreementId> },
    /// Somebody was asked whether their story may be told.
    StoryAsked { person: PersonId, agreement: Option<AgreementId> },
    /// They consent, so far and so long, not from before they were asked; in place of what they consented to before. Who
    /// declined and changes their mind says so themself. The words lie in the notes store.
    StoryGiven { person: PersonId, words: NoteId, consent: Consent },
    /// They would rather not, or no longer. It is not asked again.
    StoryDeclined { person: PersonId },
}
