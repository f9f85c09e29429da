//! Whether somebody is ready, and what is missing.

use std::fmt;

use jiff::civil::Date;

use crate::{
    agreement::{Prerequisite, Validity},
    id::{ModuleId, PersonId},
    introduction::Party,
};

/// How each thing that somebody needs before the start stands on a date.
///
/// It reads as a sentence: `not ready: screening is missing; training `listening` lapsed on 2026-03-01`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    pub(super) needs: Vec<Need>,
}

/// One thing that somebody needs, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// What.
    pub what: Prerequisite,
    /// How it stands.
    pub validity: Validity,
}

impl Readiness {
    /// All that is needed, in order.
    pub fn needs(&self) -> &[Need] {
        &self.needs
    }

    /// What does not hold.
    pub fn missing(&self) -> impl Iterator<Item = &Need> {
        self.needs.iter().filter(|need| !need.validity.holds())
    }

    /// Whether everything holds.
    pub fn is_ready(&self) -> bool {
        self.missing().next().is_none()
    }

    /// The last day on which all that holds now still holds; none for ever, or when something does not hold.
    pub fn until(&self) -> Option<Date> {
        if !self.is_ready() {
            return None;
        }
        self.needs.iter().filter_map(Need::until).min()
    }
}

impl Need {
    /// The last day on which it holds; none for ever, or when it does not.
    pub fn until(&self) -> Option<Date> {
        match self.validity {
            Validity::Valid(until) => until,
            Validity::Waived(until) => Some(until),
            Validity::Missing | Validity::Pending | Validity::Lapsed(_) | Validity::Outdated => None,
        }
    }
}

impl fmt::Display for Readiness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_ready() {
            f.write_str("ready")?;
            return self.until().map_or(Ok(()), |until| write!(f, ", until {until}"));
        }
        for (at, need) in self.missing().enumerate() {
            write!(f, "{} {need}", if at == 0 { "not ready:" } else { ";" })?;
        }
        Ok(())
    }
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = &self.what;
        match self.validity {
            Validity::Missing => write!(f, "{what} is missing"),
            Validity::Pending => write!(f, "{what} is under way"),
            Validity::Valid(None) => write!(f, "{what} holds"),
            Validity::Valid(Some(until)) => write!(f, "{what} holds until {until}"),
            Validity::Waived(until) => write!(f, "{what} is waived until {until}"),
            Validity::Lapsed(until) => write!(f, "{what} lapsed on {until}"),
            Validity::Outdated => write!(f, "{what} was accepted in another version than the current one"),
        }
    }
}

/// Something that somebody has to renew.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lapsing {
    /// The last day on which it holds.
    pub until: Date,
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: Party,
    /// What.
    pub what: Prerequisite,
}

/// How many people need a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleNeed {
    /// The module.
    pub module: ModuleId,
    /// How many people who are here need it and do not have it.
    pub people: usize,
    /// How many places are free in the sessions of it that are planned. Somebody takes one in each session that the
    /// module takes.
    pub places: u64,
}
