//! Why an entry does not stand.

use super::{charter, innovation, money, preparation, recruitment, support};
/// Why an entry cannot stand in the log.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Why {
    /// A rule of the charter.
    #[error(transparent)]
    Charter(#[from] charter::Rule),
    /// A rule of recruitment.
    #[error(transparent)]
    Recruitment(#[from] recruitment::Rule),
    /// A rule of preparation.
    #[error(transparent)]
    Preparation(#[from] preparation::Rule),
    /// A rule of support.
    #[error(transparent)]
    Support(#[from] support::Rule),
    /// A rule of money.
    #[error(transparent)]
    Money(#[from] money::Rule),
    /// A rule of innovation.
    #[error(transparent)]
    Innovation(#[from] innovation::Rule),
}
