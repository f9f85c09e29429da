//! The one list of identifiers, and the fingerprint of content.
//!
//! An identifier is the programme's own string: it is compared byte for byte and never interpreted. It travels in
//! plans, events, errors and figures, so it should not *be* personal data: prefer `M-017` to an e-mail address (intake
//! can make such identifiers from a column; see the room `people`).
//!
//! This room knows nothing of any other.
//!
//! ```
//! use mentorship::id::MentorId;
//!
//! let id = MentorId::new("M-017")?;
//! assert_eq!(id.as_str(), "M-017");
//! assert!(MentorId::new("  ").is_err());
//! # Ok::<(), mentorship::id::InvalidId>(())
//! ```

use std::{
    fmt,
    io::{self, BufWriter},
    str::FromStr,
    sync::Arc,
};

use serde::{Deserialize, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// The longest identifier, in characters: room for a UUID or a composed key, too little for a story.
pub const MAX_ID_CHARS: usize = 120;

/// Why a text cannot be an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidId {
    /// Nothing but white space.
    #[error("an identifier cannot be empty")]
    Empty,
    /// White space before or after: two sheets would disagree about it.
    #[error("an identifier cannot begin or end with white space")]
    Untrimmed,
    /// Longer than [`MAX_ID_CHARS`].
    #[error("an identifier has at most {MAX_ID_CHARS} characters, this one has {chars}")]
    TooLong {
        /// How many characters it has.
        chars: usize,
    },
    /// A line break, tab or other control character.
    #[error("an identifier cannot contain control characters")]
    ControlCharacter,
}

fn check(text: &str) -> Result<(), InvalidId> {
    if text.trim().is_empty() {
        return Err(InvalidId::Empty);
    }
    if text.trim().len() != text.len() {
        return Err(InvalidId::Untrimmed);
    }
    if text.chars().any(char::is_control) {
        return Err(InvalidId::ControlCharacter);
    }
    let chars = text.chars().count();
    if chars > MAX_ID_CHARS {
        return Err(InvalidId::TooLong { chars });
    }
    Ok(())
}

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Cheap to clone; ordered by its text.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes the programme's own string as it stands.
            ///
            /// # Errors
            ///
            /// When the text is empty, has white space around it, a control character in it, or more than
            /// [`MAX_ID_CHARS`] characters.
            pub fn new(text: impl AsRef<str>) -> Result<Self, InvalidId> {
                check(text.as_ref()).map(|()| Self(text.as_ref().into()))
            }

            /// The identifier as the programme wrote it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), &*self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.as_ref().into()
            }
        }
    )*};
}

/// The SHA-256 fingerprint of some content: equal content, equal digest.
///
/// A digest says *which* roster, criteria or text something speaks of, without showing it. It is written as 64
/// hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

/// A text that is not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a digest is written as 64 hexadecimal digits")]
pub struct InvalidDigest;

impl Digest {
    /// The digest of the bytes.
    pub fn of_bytes(bytes: impl AsRef<[u8]>) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest of a value's JSON form. Fields come in the order of their declaration and maps in that of their
    /// keys, so it depends on the content alone.
    /// The JSON is hashed as it is written and never held whole.
    pub(crate) fn of(content: &impl Serialize) -> Self {
        let mut hash = BufWriter::with_capacity(HASHED_AT_ONCE, Hash(Sha256::new()));
        serde_json::to_writer(&mut hash, content)
            .expect("the crate's own types have string keys and finite numbers");
        let Hash(hash) =
            hash.into_inner().map_err(io::IntoInnerError::into_error).expect("a hash takes all bytes");
        Self(hash.finalize().into())
    }
}

/// Bytes given to the hash at once: enough that calls cost nothing, little enough to stay in the nearest cache.
const HASHED_AT_ONCE: usize = 1 << 14;

/// A hash that can be written to.
struct Hash(Sha256);

impl io::Write for Hash {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = InvalidDigest;

    fn from_str(text: &str) -> Result<Self, InvalidDigest> {
        if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(InvalidDigest);
        }
        let mut bytes = [0; 32];
        for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
            *byte = u8::from_str_radix(&text[at..at + 2], 16).map_err(|_| InvalidDigest)?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Digest {
    type Error = InvalidDigest;

    fn try_from(text: String) -> Result<Self, InvalidDigest> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

identifiers! {
    /// A human being, whatever roles they hold.
    PersonId;
    /// Somebody in the role of mentor.
    MentorId;
    /// Somebody in the role of mentee.
    MenteeId;
    /// An introduction of two people to each other.
    IntroductionId;
    /// A command, so that giving it twice does no harm.
    CommandId;
    /// An agreement between a mentor and a mentee.
    AgreementId;
    /// A report that a boundary was crossed.
    ReportId;
    /// A module of a training.
    ModuleId;
    /// A note in the notes store: free text that events do not hold.
    NoteId;
    /// A questionnaire or scale that people answer.
    InstrumentId;
    /// A question of an instrument.
    ItemId;
    /// An interview, a focus group or an observation.
    TalkId;
    /// A part of a talk that is coded by itself.
    PassageId;
    /// Who gives or pays money: a town, a fund, a firm, somebody who gives.
    FunderId;
    /// Something that is tried by lot.
    ExperimentId;
    /// Something that is done to find mentors or mentees.
    CampaignId;
    /// An organisation that works together with the programme.
    PartnerId;
    /// A gathering of people for a module of a training.
    SessionId;
    /// Something that worries somebody about a pair.
    ConcernId;
    /// Where participants meet each other.
    GatheringId;
    /// Money that somebody has agreed to give.
    GrantId;
    /// Something that could be done otherwise.
    ProposalId;
    /// A programme among others.
    ProgrammeId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_keeps_the_programmes_own_string() {
        let id: MentorId = "Mentor 7 / noord".parse().unwrap();
        assert_eq!(id.to_string(), "Mentor 7 / noord");
        assert_eq!(format!("{id:?}"), "MentorId(Mentor 7 / noord)");
        assert_eq!(String::from(id), "Mentor 7 / noord");
    }

    #[test]
    fn what_would_confuse_two_sheets_is_refused() {
        assert_eq!(PersonId::new(""), Err(InvalidId::Empty));
        assert_eq!(PersonId::new("\u{a0}\t"), Err(InvalidId::Empty));
        assert_eq!(PersonId::new("a "), Err(InvalidId::Untrimmed));
        assert_eq!(PersonId::new("a\nb"), Err(InvalidId::ControlCharacter));
        assert!(PersonId::new("é".repeat(MAX_ID_CHARS)).is_ok());
        assert_eq!(
            PersonId::new("é".repeat(MAX_ID_CHARS + 1)),
            Err(InvalidId::TooLong { chars: MAX_ID_CHARS + 1 })
        );
    }

    #[test]
    fn a_digest_is_sha_256_in_hexadecimal() {
        // FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of_bytes("abc").to_string(), abc);
        assert_eq!(abc.parse(), Ok(Digest::of_bytes("abc")));
        assert_eq!(Digest::of(&"abc"), Digest::of_bytes("\"abc\""));
        for wrong in ["", "ba78", &"g".repeat(64), &"+1".repeat(32), &"é".repeat(32)] {
            assert_eq!(wrong.parse::<Digest>(), Err(InvalidDigest), "{wrong}");
        }
    }

    #[test]
    fn deserialising_goes_through_the_same_gate() {
        let id: MenteeId = serde_json::from_str("\"T-04\"").unwrap();
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"T-04\"");
        assert!(serde_json::from_str::<MenteeId>("\" T-04\"").is_err());
    }
}
