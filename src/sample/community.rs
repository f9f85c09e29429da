//! A community of mentors and mentees.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::{ToSpan, civil::date};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};

use crate::{
    criteria::{CountsFor, Criteria, Field, Fields, IfUnknown, Preference, Requirement},
    people::{
        Availability, Cefr, Importance, Label, Level, Mentee, Mentor, Mode, Partners, People, Place, Profile,
        Roster, UtcOffset, Want, Weekday, Window,
    },
};

const SKILLS: [&str; 24] = [
    "Dutch",
    "cycling",
    "job search",
    "own business",
    "computers",
    "money matters",
    "cooking",
    "parenting",
    "choice of study",
    "finding one's way",
    "letters and forms",
    "driving theory",
    "music",
    "repairs",
    "care work",
    "technical work",
    "programming",
    "public speaking",
    "time management",
    "networking",
    "interviews",
    "housing",
    "health care",
    "volunteering",
];

const INTERESTS: [&str; 32] = [
    "chess",
    "running",
    "gardening",
    "baking",
    "films",
    "history",
    "swimming",
    "reading",
    "football",
    "painting",
    "sewing",
    "hiking",
    "photography",
    "theatre",
    "dancing",
    "fishing",
    "singing",
    "board games",
    "cats and dogs",
    "birds",
    "museums",
    "travel",
    "cycling tours",
    "yoga",
    "science",
    "cars",
    "pottery",
    "guitar",
    "cooking together",
    "tennis",
    "writing",
    "volleyball",
];

const LANGUAGES: [&str; 8] =
    ["Dutch", "English", "Arabic", "Tigrinya", "Ukrainian", "Turkish", "Farsi", "Polish"];

const NEIGHBOURHOODS: [&str; 12] = [
    "Centre",
    "Harbour",
    "North",
    "Linden Court",
    "Old Dike",
    "Meadow Park",
    "East",
    "Station",
    "Mill",
    "Forest Edge",
    "South",
    "Island",
];

const CEFR: [Cefr; 6] = [Cefr::A1, Cefr::A2, Cefr::B1, Cefr::B2, Cefr::C1, Cefr::C2];

/// So many mentors and mentees with believable profiles, one answer in ten left blank.
///
/// Everybody speaks one to three languages (Dutch three times in four) and has one to five windows of one to four hours
/// a week; mentors offer two to six skills and take one to three mentees, mentees want one to four skills and seek one
/// mentor; popular skills, interests and neighbourhoods are about three times as frequent as rare ones.
///
/// # Panics
///
/// Beyond [`MAX_PEOPLE`](crate::people::MAX_PEOPLE) on a side.
pub fn community(mentors: usize, mentees: usize, seed: u64) -> Roster {
    let mut chance = Chance::new(seed, &NEIGHBOURHOODS);
    let mentors = (0..mentors).map(|at| chance.mentor(at)).collect();
    let mentees = (0..mentees).map(|at| chance.mentee(at)).collect();
    roster(mentors, mentees)
}

/// What matters in such a community: five preferences and a shared language, of which a blank may pass.
pub fn criteria() -> Criteria {
    let both = CountsFor::Both;
    let requirements = vec![Requirement::SharedLanguage { level: Cefr::A2, if_unknown: IfUnknown::Allow }];
    let preferences = vec![
        Preference::Skills { points: 40, counts_for: CountsFor::Mentee },
        Preference::Shared { field: Fields::both(Field::Interests), points: 15, enough: 3, counts_for: both },
        Preference::Language { points: 15, full_at: Cefr::B2, counts_for: both },
        Preference::Overlap { points: 10, enough_minutes: 240, counts_for: both },
        Preference::Same { field: Fields::both(Field::Neighbourhood), points: 10, counts_for: both },
    ];
    Criteria::new(requirements, preferences).expect("these criteria stand by themselves")
}

/// The snapshot of people made here.
pub(super) fn roster(mentors: Vec<Mentor>, mentees: Vec<Mentee>) -> Roster {
    Roster::new(People { mentors, mentees, ..People::default() }).expect("everybody made here fits together")
}

/// The words that people choose from, each made once and shared by everybody who chooses it.
struct Words {
    dutch: Label,
    /// The other languages.
    languages: Vec<Label>,
    skills: Vec<Label>,
    interests: Vec<Label>,
    places: Vec<Label>,
}

impl Words {
    fn new(places: &[&str]) -> Self {
        let label = |text: &&str| Label::new(text).expect("the words of this room are labels");
        let labels = |words: &[&str]| words.iter().map(label).collect();
        Self {
            dutch: label(&LANGUAGES[0]),
            languages: labels(&LANGUAGES[1..]),
            skills: labels(&SKILLS),
            interests: labels(&INTERESTS),
            places: labels(places),
        }
    }
}

/// People drawn one after the other.
pub(super) struct Chance {
    draws: ChaCha8Rng,
    words: Arc<Words>,
}

impl Chance {
    /// A stream of draws that a seed names, of people who live in these places.
    pub(super) fn new(seed: u64, places: &[&str]) -> Self {
        Self { draws: ChaCha8Rng::seed_from_u64(seed), words: Arc::new(Words::new(places)) }
    }

    /// From 0 up to but not including `end`, all equally likely.
    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.draws.random_range(0..end as u64)).expect("below a number of this size")
    }

    /// One of the words, early ones up to three times as often as late ones.
    fn word(&mut self, words: &[Label]) -> Label {
        let at = self.below(words.len());
        let kept = at < words.len() / 2 || self.below(3) > 0;
        let at = if kept { at } else { self.below(words.len() / 2) };
        words[at].clone()
    }

    /// `from` to `to` different words.
    fn words(&mut self, words: &[Label], from: usize, to: usize) -> BTreeSet<Label> {
        let count = from + self.below(to - from + 1);
        let mut chosen = BTreeSet::new();
        while chosen.len() < count {
            chosen.insert(self.word(words));
        }
        chosen
    }

    /// Nine times in ten an answer.
    fn answered<T>(&mut self, answer: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let answer = answer(self);
        (self.below(10) > 0).then_some(answer)
    }

    fn level(&mut self) -> Level {
        let value = 1 + self.below(5);
        Level::new(u8::try_from(value).expect("1 to 5")).expect("1 to 5")
    }

    fn languages(&mut self) -> BTreeMap<Label, Option<Cefr>> {
        let words = Arc::clone(&self.words);
        let mut spoken = self.words(&words.languages, 1, 2);
        if self.below(4) > 0 {
            spoken.insert(words.dutch.clone());
        }
        let mut level = |language: Label| {
            let level = CEFR[self.below(CEFR.len())];
            (language, self.answered(|_| level))
        };
        spoken.into_iter().map(&mut level).collect()
    }

    fn availability(&mut self) -> Availability {
        let windows = 1 + self.below(5);
        let window = |_| {
            let day = Weekday::ALL[self.below(7)];
            let from = 8 * 60 + 30 * self.below(25);
            let to = from + 60 + 30 * self.below(7);
            let minutes = |time: usize| u16::try_from(time).expect("a day has 1440 minutes");
            Window::new(day, minutes(from), minutes(to)).expect("begins by 20:00, ends by 24:00")
        };
        Availability::new(UtcOffset::from_minutes(60).expect("an offset in use"), (0..windows).map(window))
    }

    fn profile(&mut self, person: String) -> Profile {
        let words = Arc::clone(&self.words);
        let mut profile = Profile::new(person.try_into().expect("made of letters and digits"));
        profile.interests = self.answered(|chance| chance.words(&words.interests, 1, 6));
        profile.languages = self.answered(Self::languages);
        profile.availability = self.answered(Self::availability);
        profile.modes = self.answered(|chance| match chance.below(3) {
            0 => [Mode::InPerson].into(),
            1 => [Mode::Online].into(),
            _ => [Mode::InPerson, Mode::Online].into(),
        });
        profile.place = self
            .answered(|chance| Place { coordinates: None, neighbourhood: Some(chance.word(&words.places)) });
        let days = self.draws.random_range(0..365_i32);
        profile.waiting_since = self.answered(|_| date(2025, 12, 31).saturating_sub(days.days()));
        profile
    }

    /// The mentor of that number, from 0.
    pub(super) fn mentor(&mut self, at: usize) -> Mentor {
        let words = Arc::clone(&self.words);
        let profile = self.profile(format!("P-M{:06}", at + 1));
        let id = format!("M-{:06}", at + 1).try_into().expect("made of letters and digits");
        let mut mentor = Mentor::new(id, profile.person.clone());
        mentor.profile = profile;
        mentor.offers = self.answered(|chance| {
            let skills = chance.words(&words.skills, 2, 6);
            let mut offer = |skill| {
                let level = chance.level();
                (skill, chance.answered(|_| level))
            };
            skills.into_iter().map(&mut offer).collect()
        });
        mentor.partners = Partners::up_to(u16::try_from(1 + self.below(3)).expect("1 to 3"));
        mentor
    }

    /// The mentee of that number, from 0.
    pub(super) fn mentee(&mut self, at: usize) -> Mentee {
        let words = Arc::clone(&self.words);
        let profile = self.profile(format!("P-T{:06}", at + 1));
        let id = format!("T-{:06}", at + 1).try_into().expect("made of letters and digits");
        let mut mentee = Mentee::new(id, profile.person.clone());
        mentee.profile = profile;
        mentee.wants = self.answered(|chance| {
            let skills = chance.words(&words.skills, 1, 4);
            let mut want = |skill| {
                let importance = Importance::new(chance.level().get()).expect("1 to 5");
                let level = chance.level();
                let level = if chance.below(2) == 0 { Some(level) } else { None };
                (skill, Want { importance, level })
            };
            skills.into_iter().map(&mut want).collect()
        });
        mentee
    }
}
