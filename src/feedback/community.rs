//! The community around the programme: whom a survey asked, and whom they name.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    id::{InstrumentId, ItemId, PersonId},
    people::{Label, distinct},
};

/// Somebody in one round of the community's survey, whether they take part in the programme or not. Who is asked again in
/// a later round has another row.
///
/// ```
/// use mentorship::feedback::Neighbour;
///
/// let neighbour: Neighbour = serde_json::from_str(r#"{
///     "person": "P-7", "asked": "2026-03-01", "answered": "2026-03-09", "born": 1951,
///     "groups": { "neighbourhood": "Harbour", "newcomer": "no" }
/// }"#)?;
/// assert_eq!(neighbour.born, Some(1951));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Neighbour {
    /// Who.
    pub person: PersonId,
    /// When they were asked; none of somebody who was only named by others.
    #[serde(default)]
    pub asked: Option<Date>,
    /// When their answers came.
    #[serde(default)]
    pub answered: Option<Date>,
    /// The year in which they were born.
    #[serde(default)]
    pub born: Option<i16>,
    /// What they belonged to when they were asked, by dimension: neighbourhood, street, newcomer or not.
    #[serde(default, deserialize_with = "distinct")]
    pub groups: BTreeMap<Label, Label>,
    /// How they judged the statements on living together, if they were put to them.
    #[serde(default)]
    pub statements: Option<Statements>,
}

/// Answers to the statements of an instrument on living together, such as “people here know each other”.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statements {
    /// The instrument.
    pub instrument: InstrumentId,
    /// In which version.
    #[serde(default = "first_version")]
    pub version: u16,
    /// What was answered; what was left blank is not in it.
    pub items: BTreeMap<ItemId, i16>,
}

fn first_version() -> u16 {
    1
}

/// Somebody names somebody: “whom could you ask for help?”.
///
/// A tie belongs to the last round in which the one who names was asked. Ties that a pairing makes are not written here:
/// the pairing is the fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tie {
    /// Who names.
    pub from: PersonId,
    /// Who is named.
    pub to: PersonId,
    /// What for, such as `could ask for help`.
    pub kind: Label,
    /// When it was told.
    pub on: Date,
}
