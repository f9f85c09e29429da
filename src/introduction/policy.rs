//! How much time people get, and what a pair that did not start means for later rounds.

use serde::{Deserialize, Serialize};

/// The windows and limits of introductions. All days are whole days; a window of 14 days that opens on 1 March is
/// open up to and including 15 March.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// Days in which both are invited, once approved: 30.
    pub invite_days: u16,
    /// Days in which both answer an invitation: 14.
    pub answer_days: u16,
    /// Days in which a talk is held: 30.
    pub talk_days: u16,
    /// Days in which both answer whether it clicks: 7.
    pub fit_days: u16,
    /// The most talks of one introduction: 3.
    pub talks: u8,
    /// The number of missed talks that ends an introduction: 2.
    pub no_shows: u8,
    /// Days for which a pair is kept apart after an invitation was declined, missed or lapsed, or somebody withdrew: 180.
    pub apart_days: u16,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            invite_days: 30,
            answer_days: 14,
            talk_days: 30,
            fit_days: 7,
            talks: 3,
            no_shows: 2,
            apart_days: 180,
        }
    }
}
