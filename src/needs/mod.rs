//! Supply against demand: who is missing in this community.
//!
//! A [`Roster`] and the pairs that run already come in; [`Needs`] go out: for each skill, language, neighbourhood and
//! hour of the week how many mentees ask, how many places mentors offer, and how many are missing, the largest lack
//! first. It is what a coordinator looks at before a round, and recruits by.
//!
//! It counts places, of people who take part on the day and have one left. A blank is a count of its own: nobody who did
//! not say is counted as somebody who does not want or cannot. And it only counts: what a plan makes of it, with all
//! requirements at once, this room does not know. So what it calls missing is a lower bound in each respect, and enough in
//! every respect is not yet enough.
//!
//! The counts are for coordinators. Most are small, and what is to be published goes through
//! [`disclosure`](crate::disclosure) first: mentees by neighbourhood as a list of counts (see [`NeighbourhoodNeed`]).
//! Skills, languages and hours overlap, one mentee being in several, so they are no such list; do not publish them.
//!
//! ```
//! use mentorship::{
//!     jiff::civil::date,
//!     needs::Needs,
//!     people::{Importance, Label, Mentee, Mentor, Partners, People, Roster, UtcOffset, Want},
//! };
//!
//! let cooking = Label::new("cooking")?;
//! let mut anna = Mentor::new("M-1".parse()?, "Anna".parse()?);
//! anna.offers = Some([(cooking.clone(), None)].into());
//! anna.partners = Partners::up_to(2);
//! let mut mentees = Vec::new();
//! for at in 1..=5 {
//!     let mut mentee = Mentee::new(format!("T-{at}").parse()?, format!("P-{at}").parse()?);
//!     mentee.wants = Some([(cooking.clone(), Want::of(Importance::MAX))].into());
//!     mentees.push(mentee);
//! }
//! let roster = Roster::new(People { mentors: vec![anna], mentees, ..People::default() })?;
//!
//! let needs = Needs::of(&roster, date(2026, 1, 15), UtcOffset::UTC, &[])?;
//! let first = &needs.skills().needs()[0];
//! assert_eq!((first.skill().as_str(), first.balance().missing()), ("cooking", 3));
//! assert!(needs.to_string().contains("5 mentees want cooking, 2 places are offered: 3 are missing."));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod count;
mod hours;
mod languages;
mod neighbourhoods;
mod open;
mod skills;
mod words;

use jiff::civil::Date;
use serde::Serialize;

pub use count::{Answers, Balance, Headcount, Topic};
pub use hours::HourNeed;
pub use languages::LanguageNeed;
pub use neighbourhoods::{NeighbourhoodNeed, Vacancy};
pub use open::Side;
pub use skills::SkillNeed;

use crate::{
    id::{MenteeId, MentorId},
    people::{Roster, UtcOffset, Who},
};

/// What a community needs on a day: supply against demand in four respects. Equal people make equal needs, in whatever
/// order they came. It prints as a page that a coordinator can read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Needs {
    on: Date,
    mentees: Side,
    mentors: Side,
    skills: Topic<SkillNeed>,
    languages: Topic<LanguageNeed>,
    neighbourhoods: Topic<NeighbourhoodNeed>,
    hours: Topic<HourNeed>,
    vacancies: Vec<Vacancy>,
}

/// A running pair names somebody who is not in the roster.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{who} is in a running pair, but not in the roster")]
pub struct NotInRoster {
    /// The first such person, in the order of pairs.
    pub who: Who,
}

impl Needs {
    /// Counts a roster on a day. Hours are told on `clock`, the programme's own. Every pair in `running` takes a place of
    /// both, and counts once however often it is given.
    ///
    /// # Errors
    ///
    /// When a running pair names somebody who is not in the roster.
    ///
    /// # Complexity
    ///
    /// Nearly linear in people and what they named.
    pub fn of(
        roster: &Roster,
        on: Date,
        clock: UtcOffset,
        running: &[(MentorId, MenteeId)],
    ) -> Result<Self, NotInRoster> {
        let open = open::OpenPeople::of(roster, on, running)?;
        Ok(Self {
            on,
            mentees: open.mentee_side,
            mentors: open.mentor_side,
            skills: skills::skills(&open),
            languages: languages::languages(&open),
            neighbourhoods: neighbourhoods::neighbourhoods(&open),
            hours: hours::hours(&open, clock),
            vacancies: neighbourhoods::vacancies(&open),
        })
    }

    /// The day.
    pub fn on(&self) -> Date {
        self.on
    }

    /// The mentees: who asks, who has all they ask for, who is away.
    pub fn mentees(&self) -> Side {
        self.mentees
    }

    /// The mentors: who offers, who is full, who is away.
    pub fn mentors(&self) -> Side {
        self.mentors
    }

    /// All places asked against all places offered. Nothing is unclear here.
    pub fn balance(&self) -> Balance {
        Balance { asked: self.mentees.open, offered: self.mentors.open, unclear: Headcount::default() }
    }

    /// Skills, as mentees want and mentors offer them.
    pub fn skills(&self) -> &Topic<SkillNeed> {
        &self.skills
    }

    /// Languages. What is missing is counted for mentees who speak no other.
    pub fn languages(&self) -> &Topic<LanguageNeed> {
        &self.languages
    }

    /// Neighbourhoods. A place without one is a blank.
    pub fn neighbourhoods(&self) -> &Topic<NeighbourhoodNeed> {
        &self.neighbourhoods
    }

    /// The hours of an ordinary week. Its [`unreached`](Topic::unreached) share not one minute with any mentor.
    pub fn hours(&self) -> &Topic<HourNeed> {
        &self.hours
    }

    /// The kinds of mentor, by skill and neighbourhood, of whom places are missing, the largest lack first: whom to look
    /// for. Counted, not proved by planning again.
    pub fn vacancies(&self) -> &[Vacancy] {
        &self.vacancies
    }
}
