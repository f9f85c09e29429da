//! The programme's windows and limits.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Prerequisite;
use crate::introduction::Parties;

/// The windows and limits of agreements. Windows are in whole days: one of 14 days that opens on 1 March is open up to
/// and including 15 March.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// Days for drafting: 30.
    pub draft_days: u16,
    /// Days in which a frozen text or an amendment is signed: 30.
    pub sign_days: u16,
    /// Days in which prerequisites are met: 60.
    pub prerequisite_days: u16,
    /// Days after a prerequisite lapsed, after which the clock may suspend: 14.
    pub grace_days: u16,
    /// Days until the first review: 30. It comes early, because that is when pairs stumble.
    pub first_review_days: u16,
    /// Days between later reviews, where the terms say nothing else: 90.
    pub review_days: u16,
    /// Days in which a review that is due is held: 14.
    pub review_within_days: u16,
    /// The most days of pause in total: 90.
    pub pause_days: u16,
    /// Whether the term's end moves by the days of a pause: yes.
    pub paused_time: PausedTime,
    /// The most renewals: 2.
    pub renewals: u16,
    /// The most days from the start to the end of the last term: 1 096, three years.
    pub term_days: u16,
    /// Days in which a conflict of interest is assessed: 14.
    pub assess_days: u16,
    /// Days in which a boundary report is looked at: 2.
    pub triage_days: u16,
    /// Days for the closing evaluation: 30.
    pub closing_days: u16,
    /// Days in which a closed agreement can be reopened: 30.
    pub reopen_days: u16,
    /// Days without contact that are worth a question: 45.
    pub silent_days: u16,
    /// Days before a certificate ends in which to renew it: 30.
    pub renew_certificate_days: u16,
    /// Days of rest after an agreement: 30.
    pub cool_down_days: u16,
    /// Days for which a pair is kept apart when somebody withdrew or a window closed: 180.
    pub apart_days: u16,
    /// Years until a closed agreement is archived: 5.
    pub archive_years: u8,
    /// Who signs beside the two and their guardians: nobody.
    pub co_signer: CoSigner,
    /// What each of the two needs before the start: both the code of conduct and non-disclosure, the mentor a screening.
    pub required: Parties<BTreeSet<Prerequisite>>,
}

/// Whether time on pause counts as part of the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PausedTime {
    /// The end moves by the days of a pause, at most by the pause limit.
    MovesTheEnd,
    /// The end stays.
    Counts,
}

/// Who signs beside the two and the guardians of minors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoSigner {
    /// Nobody.
    Nobody,
    /// A coordinator.
    Coordinator,
}

impl Default for Policy {
    fn default() -> Self {
        let both = [Prerequisite::CodeOfConduct, Prerequisite::NonDisclosure];
        Self {
            draft_days: 30,
            sign_days: 30,
            prerequisite_days: 60,
            grace_days: 14,
            first_review_days: 30,
            review_days: 90,
            review_within_days: 14,
            pause_days: 90,
            paused_time: PausedTime::MovesTheEnd,
            renewals: 2,
            term_days: 1_096,
            assess_days: 14,
            triage_days: 2,
            closing_days: 30,
            reopen_days: 30,
            silent_days: 45,
            renew_certificate_days: 30,
            cool_down_days: 30,
            apart_days: 180,
            archive_years: 5,
            co_signer: CoSigner::Nobody,
            required: Parties {
                mentor: both.iter().cloned().chain([Prerequisite::Screening]).collect(),
                mentee: both.into(),
            },
        }
    }
}
