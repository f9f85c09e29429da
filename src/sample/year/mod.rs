//! Two years of a programme, as facts.

pub(in crate::sample) mod answers;
mod books;
pub(in crate::sample) mod chance;
mod community;
mod course;
mod evidence;
mod faults;
mod outcomes;
mod people;

use jiff::{
    ToSpan,
    civil::{Date, date},
};

use self::{chance::Chance, course::Course};
use crate::{feedback::Facts, people::Label};

/// The first day of the two years of a [`Year`].
pub const YEAR_START: Date = Date::constant(2025, 1, 1);

/// The day as of which the facts of a [`Year`] are told: nothing in them happened, was due or was noted down later. Only
/// a pause that was agreed on by then may run on.
pub const YEAR_END: Date = Date::constant(2026, 12, 31);

/// The last day, counted from [`YEAR_START`] as day 0.
const LAST: i32 = 729;

/// A programme with so many mentees over two years, as of [`YEAR_END`]: [`Year`] tells what is in it.
///
/// ```
/// use mentorship::{feedback::Record, sample};
///
/// let (record, problems) = Record::sift(sample::year(77, 7));
/// assert!(problems.is_empty());
/// assert!(record.facts().pairings.len() > 50);
/// ```
pub fn year(mentees: usize, seed: u64) -> Facts {
    Year::of(mentees).seed(seed).facts()
}

/// A believable programme over the two years from [`YEAR_START`] to [`YEAR_END`], as [`Facts`].
///
/// The same number of mentees and the same seed give the same facts on every machine: chance is `ChaCha8` and decides in
/// whole numbers. Shares below are what the draws aim at; a programme of 77 mentees lies around them. What is drawn takes
/// time linear in the number of mentees.
///
/// **People.** Mentees sign up all through the two years, most in January, February and September, and one is ready
/// within three weeks of it (one in twenty never). There are 40 mentors per 100 mentees, half of them from before the
/// programme began; 60 % have one place, 30 % two, 10 % three. Every other Monday who waits longest is introduced to who
/// has had a free place longest; 85 % of the introductions become a pairing, 3 to 17 days later. Two in five mentees have
/// the patience to wait for ever, the others leave after 60 to 240 days. One mentor in four leaves after a pairing. Of the
/// mentees whose pairing ends before its term, 45 % wait for another mentor (all who are to be matched again do). One in
/// twelve of those who complete becomes a mentor.
///
/// **Groups**, for mentors and mentees: `neighbourhood` (Centre 28 %, Harbour 22 %, North 20 %, Meadow Park 18 %, Mill
/// 12 %), `newcomer` (yes for 45 % of the mentees, 10 % of the mentors), `age` (under 25, 25–49, 50 and over).
///
/// **Pairings** are planned for 365 days (80 %) or 180, with a meeting every 7 (25 %), 14 (55 %) or 30 days. About 30 % of
/// those of a year end early: 5.5 % in each of the first three months, 2 % in each later one, one in four of them on
/// the first of a month. In each month besides, 0.4 % end because somebody moves, 0.6 % for another mentor (first half
/// year), 0.1 % for safety; on 2026-06-30 the house in the Mill closes, and with it half of the pairings there. The others
/// are completed: on the day of their term (55 %), up to three weeks later (30 %), up to four months later (10 %) or up
/// to two months earlier, their goals being reached. One in eight pauses for two to six weeks, a few of them twice. The
/// twelfth of every ninety pairings ends on the day it begins.
///
/// **Meetings** follow the rhythm, less by 2 to 40 % that are missed, more before an early end; about one in fourteen
/// pairings never meets, most of them ended within weeks or only just begun. Three in four are noted down the same day, 7 % one to six weeks late, one in 150 twice.
///
/// **Check-ins** are due after one, two and three months and then every quarter; 90 % are held, 95 % of them tell how
/// well the two fit.
///
/// **Instruments.** `confidence` (six items from 1 to 5, two reversed; subscales `with others` and `within`),
/// `loneliness` (four items from 1 to 4, less is better), `skills-then` (three items, asked at the end of now and then),
/// `recommend` (0 to 10), `satisfied` (1 to 5), and `bond` (five items, one reversed) for both. They are due with the
/// agreement they are about: before it begins, midway, and after (at its end, or after 365 days if it goes on). Forms
/// come back from 92 % before, 80 % midway, 82 % after (52 % after an early end); 3 % of the items are blank, 2 % of the
/// forms have one answer throughout. Growth is about 0.35 standard deviations on `confidence` and 0.3 (downward) on
/// `loneliness`; before and after correlate at about 0.6.
///
/// **Goals**: one to three of every pairing, weights 1 to 5, set at −1 (80 %), −2 or 0; 85 % judged at the end (40 %
/// after an early one), centred near 0. **Milestones**: `job`, `diploma`, `business`, `housing`, `volunteering`, and
/// `language-b1` of newcomers; many from before the start, some lost again.
///
/// **Evidence**: up to 30 interviews of three passages, three focus groups of four and five observations; one passage in
/// two is coded by two people and one in twenty by three, who agree with a kappa of about 0.7 over eight themes. Quotes
/// carry consents of every scope, some withdrawn or lapsed. Remarks are strengths (65 %) and points to grow.
///
/// **Community.** On 2025-04-07 and on 2026-10-05 a survey asks all who take part on that day and as many neighbours who
/// never do (one in five a newcomer; four in five of those asked before are asked again). 80 % of the ones and 70 % of the
/// others answer within 40 days. They judge `living-together` (six items from 1 to 5, two reversed) about a quarter of a
/// standard deviation better in the second round; people of one `street`, of which a neighbourhood has four, judge a
/// little alike. Each names one to three people they `could ask for help` and two to five they know (`knows by name`),
/// three in ten of whom name them too. 64 % of those named are from the same neighbourhood and newcomers like them, or
/// not, 21 % from the same neighbourhood, 15 % from anywhere; in the second round 52, 22 and 26 %. Two in three mentees in a
/// pairing could ask their mentor for help. For every fifteen who take part one neighbour is only named, never asked.
///
/// **Books.** The town gives every half year and a fund every year for what was agreed on; another fund, a few
/// businesses, two donors for every five mentees and own earnings are free. About as much is spent, some 750 to 800 euro
/// for each pairing, four fifths of it on staff. Balances are told of the day before the first and of 2025-12-31. One
/// mentor, and one more for every 50 mentees, coordinates every other week; mentors and neighbours help at four parties.
/// **Meanings** name the newcomers, the street as what the survey is drawn by, the area of every milestone, and 15.50 euro
/// as the worth of an hour.
///
/// The last two milestones, the businesses closed late, the community and the books are each drawn from a stream of their
/// own of the same seed.
///
/// ```
/// use mentorship::{feedback::Record, sample::Year};
///
/// let facts = Year::of(40).seed(7).dirty().facts();
/// let (_, problems) = Record::sift(facts);
/// assert_eq!(problems.len(), Year::FAULTS);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a description makes nothing before its `facts` are asked for"]
pub struct Year {
    mentees: usize,
    seed: u64,
    dirty: bool,
}

impl Year {
    /// How many facts of a [dirty](Self::dirty) year cannot be.
    pub const FAULTS: usize = faults::COUNT;

    /// A programme for which so many mentees sign up, with seed 0. Mentees matched again count once, those who
    /// become mentors too.
    pub fn of(mentees: usize) -> Self {
        Self { mentees, seed: 0, dirty: false }
    }

    /// The same with other people and other luck.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The same with [`FAULTS`](Self::FAULTS) facts at the ends of the lists that cannot be, for seventeen rules: steps
    /// out of order, too many places, a pause outside its agreement, an end before the start, somebody who never
    /// enrolled, a meeting before the start and one of no minutes, a fit off the scale, an answer off the scale, an
    /// unknown item, a wave twice, a weight of nothing, a milestone of somebody who never enrolled, a passage of nobody, a
    /// coding of an unknown passage, a neighbour who answered before being asked and one off the scale, a tie of somebody
    /// with themself, a receipt of nothing.
    ///
    /// Taken out again, they leave the facts of the clean year, but for the one response that then stands twice. They
    /// lean on a pairing: a year without any has none of them.
    pub fn dirty(self) -> Self {
        Self { dirty: true, ..self }
    }

    /// The facts.
    pub fn facts(self) -> Facts {
        let mut chance = Chance::new(self.seed);
        let mut facts = Facts { instruments: answers::instruments(), ..Facts::default() };
        let courses = people::programme(&mut chance, self.mentees, &mut facts);
        for course in &courses {
            course::meetings(&mut chance, course, &mut facts);
            course::check_ins(&mut chance, course, &mut facts);
            answers::responses(&mut chance, course, &mut facts);
            outcomes::goals(&mut chance, course, &mut facts);
            outcomes::remarks(&mut chance, course, &mut facts);
        }
        outcomes::milestones(&mut chance, &courses, &mut facts);
        evidence::passages(&mut chance, &courses, &mut facts);
        // Each from a stream of its own, so that none of them moves what is drawn above.
        let chance = |stream| Chance::beside(self.seed, stream);
        outcomes::later_milestones(&mut chance(1), &courses, &mut facts);
        community::survey(&mut chance(2), &courses, &mut facts);
        books::money(&mut chance(3), self.mentees, &mut facts);
        books::volunteering(&mut chance(4), self.mentees, &mut facts);
        facts.meanings.push(books::meanings());
        facts.pairings = courses.into_iter().map(Course::into_pairing).collect();
        if self.dirty {
            faults::add(&mut facts);
        }
        facts
    }
}

/// The date of a day counted from [`YEAR_START`].
fn on(day: i32) -> Date {
    YEAR_START.saturating_add(day.days())
}

/// The day of a date, counted from [`YEAR_START`].
fn day(date: Date) -> i32 {
    date.since(YEAR_START).expect("two dates of one calendar").get_days()
}

/// The first day of the month after a day.
fn next_month(from: i32) -> i32 {
    let from = on(from);
    let first = date(from.year(), from.month(), 1);
    day(first.saturating_add(1.month()))
}

fn label(text: &str) -> Label {
    Label::new(text).expect("the words of this room are labels")
}

/// An identifier made here, of letters, digits and hyphens.
fn id<T: std::str::FromStr>(text: impl AsRef<str>) -> T {
    text.as_ref().parse().ok().expect("letters, digits and hyphens are an identifier")
}
