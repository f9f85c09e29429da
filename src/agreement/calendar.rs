//! Facet: the term, its renewals, and the days on pause.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::days_between;

/// Where the term stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Which term it is, counted from 1.
    pub term: u16,
    /// The first day, as agreed.
    pub start: Date,
    /// The day on which the term ends: as agreed, moved by pauses.
    pub end: Date,
    /// Days on pause, without one that lasts.
    pub paused_days: u32,
    /// Since when a pause lasts.
    pub paused_since: Option<Date>,
}

impl Calendar {
    /// Days of a pause that lasts, up to a date.
    pub fn days_of_pause(&self, on: Date) -> u32 {
        self.paused_since.map_or(0, |since| days_between(since, on))
    }

    /// By how many days a pause that lasts moves the end: its days, as far as the limit still allows.
    pub fn shift(&self, on: Date, limit: u32) -> u32 {
        self.days_of_pause(on).min(limit.saturating_sub(self.paused_days))
    }

    pub(super) fn end_pause(&mut self, on: Date, end: Date) {
        self.paused_days = self.paused_days.saturating_add(self.days_of_pause(on));
        self.paused_since = None;
        self.end = end;
    }
}
