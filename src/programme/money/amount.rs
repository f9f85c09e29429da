//! Money, as an organiser reads it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::feedback::Currency;

/// So much money: `EUR 1 200.00`.
///
/// ```
/// use mentorship::programme::money::Amount;
///
/// let currency = "CHF".parse()?;
/// assert_eq!(Amount { cents: 120_000, currency }.to_string(), "CHF 1 200.00");
/// assert_eq!(Amount { cents: -5, currency }.to_string(), "CHF -0.05");
/// # Ok::<(), mentorship::feedback::InvalidCurrency>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// How much, in cents; below zero when it is owed, or too little.
    pub cents: i128,
    /// In which currency.
    pub currency: Currency,
}

impl Amount {
    /// So many cents of the same currency.
    pub(super) fn with(self, cents: impl Into<i128>) -> Self {
        Self { cents: cents.into(), ..self }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.cents < 0 { "-" } else { "" };
        let cents = self.cents.unsigned_abs();
        let whole = (cents / 100).to_string();
        write!(f, "{} {sign}", self.currency)?;
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                f.write_str(" ")?;
            }
            write!(f, "{digit}")?;
        }
        write!(f, ".{:02}", cents % 100)
    }
}
