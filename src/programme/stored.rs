//! The log as it is stored: lines, a seal that tells whether it is whole, and snapshots to go on from.

use serde::{Deserialize, Serialize};

use super::{
    BrokenProgramme, Entry, Programme, Why,
    log::{Base, Rooms},
};
use crate::id::Digest;

/// Where a log ends, and the fingerprint of all of it up to there: what is kept beside a stored log, to see later whether it is
/// whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// The number of entries.
    pub version: u64,
    /// The fingerprint: of each entry with that of those before it.
    pub digest: Digest,
}

/// Why a log is not the one that was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unsealed {
    /// Its end is missing.
    #[error("the log ends with entry {has}, but was sealed with entry {sealed}; its end is missing")]
    Truncated {
        /// Its last entry.
        has: u64,
        /// The last entry when it was sealed.
        sealed: u64,
    },
    /// Something in it is another.
    #[error("one of the first {sealed} entries is not what it was when the log was sealed")]
    Altered {
        /// The last entry when it was sealed.
        sealed: u64,
    },
    /// The seal is older than the snapshot from which the programme goes on.
    #[error(
        "the log was sealed with entry {sealed}, before the snapshot at entry {oldest}; open the whole log"
    )]
    TooOld {
        /// The last entry when it was sealed.
        sealed: u64,
        /// The version of the snapshot.
        oldest: u64,
    },
}

/// What a programme knows after so many entries: to go on from without reading all of them again.
///
/// It is trusted as the log is: whoever stores it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeSnapshot {
    format: u8,
    seal: Seal,
    rooms: Rooms,
}

/// The form of snapshots. One of another form is made anew from the log.
const SNAPSHOT_FORMAT: u8 = 1;

/// A snapshot of a form that this crate does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("snapshots of form {0} are not known; make a new one from the log")]
pub struct OtherSnapshot(pub u8);

impl Entry {
    /// The entry as a line of JSON, without a line break.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("entries have string keys and finite numbers")
    }
}

/// The fingerprint of a log with one more entry.
fn chained(before: Option<Digest>, entry: &Entry) -> Digest {
    Digest::of(&(before, entry))
}

impl Programme {
    /// The programme that stored entries add up to, one line of JSON each. Empty lines are passed over.
    ///
    /// # Errors
    ///
    /// When one cannot be read or cannot stand: its number, date and the rule, and the programme up to there.
    pub fn open_json<'a>(lines: impl IntoIterator<Item = &'a str>) -> Result<Self, BrokenProgramme> {
        let mut programme = Self::default();
        for line in lines.into_iter().filter(|line| !line.trim().is_empty()) {
            let entry: Entry = match serde_json::from_str(line) {
                Ok(entry) => entry,
                Err(error) => {
                    let why = Why::Unreadable { column: error.column() };
                    return Err(BrokenProgramme::new(&programme, None, why));
                }
            };
            programme.catch_up([entry])?;
        }
        Ok(programme)
    }

    fn digest_at(&self, version: u64) -> Option<Digest> {
        let entries = usize::try_from(version.checked_sub(self.base.version)?).ok()?;
        let entries = self.log.get(..entries)?;
        let digest = entries.iter().fold(self.base.digest, |before, entry| Some(chained(before, entry)));
        Some(digest.unwrap_or_else(|| Digest::of_bytes([])))
    }

    /// Where the log ends, with its fingerprint.
    ///
    /// # Complexity
    ///
    /// Linear in the entries since the snapshot.
    pub fn seal(&self) -> Seal {
        let version = self.version();
        let digest = self.digest_at(version).expect("the log has so many entries");
        Seal { version, digest }
    }

    /// Whether the log begins with what was sealed.
    ///
    /// # Errors
    ///
    /// When its end is missing, or an entry is not what it was.
    pub fn verify(&self, seal: &Seal) -> Result<(), Unsealed> {
        let sealed = seal.version;
        if sealed > self.version() {
            return Err(Unsealed::Truncated { has: self.version(), sealed });
        }
        match self.digest_at(sealed) {
            None => Err(Unsealed::TooOld { sealed, oldest: self.base.version }),
            Some(digest) if digest != seal.digest => Err(Unsealed::Altered { sealed }),
            Some(_) => Ok(()),
        }
    }

    /// What it knows now, to go on from later.
    pub fn snapshot(&self) -> ProgrammeSnapshot {
        ProgrammeSnapshot { format: SNAPSHOT_FORMAT, seal: self.seal(), rooms: self.rooms.clone() }
    }

    /// The programme after a snapshot; [`catch_up`](Self::catch_up) with the entries that were stored since. It knows what the
    /// whole log adds up to.
    ///
    /// # Errors
    ///
    /// When the snapshot is of a form that this crate does not know.
    pub fn resume(snapshot: ProgrammeSnapshot) -> Result<Self, OtherSnapshot> {
        if snapshot.format != SNAPSHOT_FORMAT {
            return Err(OtherSnapshot(snapshot.format));
        }
        let Seal { version, digest } = snapshot.seal;
        let base = Base {
            version,
            digest: (version > 0).then_some(digest),
            rooms: Some(Box::new(snapshot.rooms.clone())),
        };
        Ok(Self { base, log: Vec::new(), rooms: snapshot.rooms })
    }
}

impl ProgrammeSnapshot {
    /// Where the log ended when it was taken: which entries come after it.
    pub fn seal(&self) -> &Seal {
        &self.seal
    }
}
