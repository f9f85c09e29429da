//! The checked snapshot of everybody who takes part in a round.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize, Serializer};

use super::{InvalidAnswer, Mentee, Mentor, Profile, Questionnaire};
use crate::id::{MenteeId, MentorId, PersonId};

/// Everybody, as the programme has them: the unchecked form of a [`Roster`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct People {
    /// The programme's own questions.
    pub questionnaire: Questionnaire,
    /// The mentors, in any order.
    pub mentors: Vec<Mentor>,
    /// The mentees, in any order.
    pub mentees: Vec<Mentee>,
    /// People without a role to whom ties lead: a mentor's partner, a mentee's employer.
    pub others: BTreeSet<PersonId>,
}

/// The most people on one side of a roster.
pub const MAX_PEOPLE: usize = 1_000_000;

/// Everybody who takes part in a round: checked, sorted by identifier, never changed.
///
/// Whatever order people come in, equal people make equal rosters.
///
/// ```
/// use mentorship::people::{Mentee, Mentor, People, Roster};
///
/// let mentor = Mentor::new("M-1".parse()?, "Anna".parse()?);
/// let mentee = Mentee::new("T-1".parse()?, "Bo".parse()?);
/// let roster = Roster::new(People { mentors: vec![mentor], mentees: vec![mentee], ..People::default() })?;
/// assert_eq!(roster.mentors().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "People")]
pub struct Roster {
    /// Mentors and mentees sorted by id.
    people: People,
}

/// Somebody in their role, for messages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// A mentor.
    Mentor(MentorId),
    /// A mentee.
    Mentee(MenteeId),
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mentor(id) => write!(f, "mentor `{id}`"),
            Self::Mentee(id) => write!(f, "mentee `{id}`"),
        }
    }
}

/// One thing in the people's data that cannot stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{who}, {field}: {problem}")]
pub struct RosterProblem {
    /// Whose data.
    pub who: Who,
    /// Which field, as the programme knows it: `id`, `ties`, `attribute grade`.
    pub field: String,
    /// What is wrong.
    pub problem: RosterRule,
}

/// The rule that somebody's data breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RosterRule {
    /// Two profiles of one role have the same identifier.
    #[error("this identifier is used more than once")]
    IdTwice,
    /// One person holds the same role under two identifiers.
    #[error("person `{person}` has this role already, as `{first}`")]
    RoleTwice {
        /// The person.
        person: PersonId,
        /// The identifier of the other profile.
        first: String,
    },
    /// A reference to somebody the roster does not know.
    #[error("person `{person}` is not in the roster")]
    UnknownPerson {
        /// Who is referred to.
        person: PersonId,
    },
    /// A reference to oneself.
    #[error("it refers to the person themself")]
    Oneself,
    /// The same person twice among the wishes.
    #[error("person `{person}` is named twice")]
    NamedTwice {
        /// Who is named twice.
        person: PersonId,
    },
    /// A wish for somebody who is blocked.
    #[error("person `{person}` is both wished for and blocked")]
    WishedAndBlocked {
        /// Whom it is about.
        person: PersonId,
    },
    /// A consent withdrawn before it was given.
    #[error("a consent of {given_on} was withdrawn before, on {withdrawn_on}")]
    WithdrawnBeforeGiven {
        /// When it was given.
        given_on: Date,
        /// When it was withdrawn.
        withdrawn_on: Date,
    },
    /// An answer that does not fit its question.
    #[error(transparent)]
    Answer(InvalidAnswer),
    /// More than [`MAX_PEOPLE`] people on one side.
    #[error("a roster has at most {MAX_PEOPLE} people on each side")]
    TooMany,
}

/// Everything that keeps a roster from standing, one problem a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRoster {
    /// The problems, mentors first, in the order of identifiers; never empty.
    pub problems: Vec<RosterProblem>,
}

impl fmt::Display for InvalidRoster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let many = if self.problems.len() == 1 { "one problem" } else { "problems" };
        write!(f, "the roster has {many}:")?;
        self.problems.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl std::error::Error for InvalidRoster {}

impl Roster {
    /// Checks everybody and takes the snapshot.
    ///
    /// # Errors
    ///
    /// Every problem at once: an identifier used twice, a person with one role twice, a tie, block or wish that leads
    /// to nobody or to oneself, a wish for somebody blocked, an answer outside the questionnaire, a consent withdrawn
    /// before it was given.
    pub fn new(mut people: People) -> Result<Self, InvalidRoster> {
        people.mentors.sort_by(|a, b| (&a.id, &a.profile.person).cmp(&(&b.id, &b.profile.person)));
        people.mentees.sort_by(|a, b| (&a.id, &a.profile.person).cmp(&(&b.id, &b.profile.person)));
        let mut problems = Check::of(&people).problems;
        if problems.is_empty() {
            return Ok(Self { people });
        }
        // Profiles that share an identifier and a person have no order of their own; their problems have.
        problems.sort_by_cached_key(|p| (p.who.clone(), p.field.clone(), p.problem.to_string()));
        Err(InvalidRoster { problems })
    }

    /// People who are neither mentor nor mentee, but may be named by others.
    pub fn others(&self) -> &BTreeSet<PersonId> {
        &self.people.others
    }

    /// The programme's own questions.
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.people.questionnaire
    }

    /// The mentors, by identifier.
    pub fn mentors(&self) -> &[Mentor] {
        &self.people.mentors
    }

    /// The mentees, by identifier.
    pub fn mentees(&self) -> &[Mentee] {
        &self.people.mentees
    }

    /// The position of a mentor in [`mentors`](Self::mentors).
    pub fn mentor_index(&self, id: &MentorId) -> Option<usize> {
        self.people.mentors.binary_search_by(|mentor| mentor.id.cmp(id)).ok()
    }

    /// The position of a mentee in [`mentees`](Self::mentees).
    pub fn mentee_index(&self, id: &MenteeId) -> Option<usize> {
        self.people.mentees.binary_search_by(|mentee| mentee.id.cmp(id)).ok()
    }

    /// The mentor of that identifier.
    pub fn mentor(&self, id: &MentorId) -> Option<&Mentor> {
        self.mentor_index(id).map(|at| &self.people.mentors[at])
    }

    /// The mentee of that identifier.
    pub fn mentee(&self, id: &MenteeId) -> Option<&Mentee> {
        self.mentee_index(id).map(|at| &self.people.mentees[at])
    }

    /// Every profile with the role it is held in, mentors first.
    pub fn profiles(&self) -> impl Iterator<Item = (Who, &Profile)> {
        profiles(&self.people)
    }

    /// Who has not confirmed their profile within so many days before the date, or never.
    pub fn stale(&self, days: u16, on: Date) -> Vec<Who> {
        let stale = |profile: &Profile| !profile.confirmed_within(days, on).unwrap_or(false);
        self.profiles().filter(|(_, profile)| stale(profile)).map(|(who, _)| who).collect()
    }

    /// The people again, sorted, to change and check anew.
    pub fn into_people(self) -> People {
        self.people
    }
}

/// As the people it was made from, sorted.
impl Serialize for Roster {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.people.serialize(serializer)
    }
}

impl TryFrom<People> for Roster {
    type Error = InvalidRoster;

    fn try_from(people: People) -> Result<Self, InvalidRoster> {
        Self::new(people)
    }
}

impl From<Roster> for People {
    fn from(roster: Roster) -> Self {
        roster.people
    }
}

fn profiles(people: &People) -> impl Iterator<Item = (Who, &Profile)> {
    let mentors = people.mentors.iter().map(|m| (Who::Mentor(m.id.clone()), &m.profile));
    let mentees = people.mentees.iter().map(|m| (Who::Mentee(m.id.clone()), &m.profile));
    mentors.chain(mentees)
}

/// Gathers the problems of a set of people.
struct Check<'a> {
    questionnaire: &'a Questionnaire,
    known: BTreeSet<&'a PersonId>,
    problems: Vec<RosterProblem>,
}

impl<'a> Check<'a> {
    fn of(people: &'a People) -> Self {
        let known = profiles(people).map(|(_, profile)| &profile.person).chain(&people.others).collect();
        let mut check = Self { questionnaire: &people.questionnaire, known, problems: Vec::new() };
        check.side(people.mentors.iter().map(|m| (Who::Mentor(m.id.clone()), m.id.as_str(), &m.profile)));
        check.side(people.mentees.iter().map(|m| (Who::Mentee(m.id.clone()), m.id.as_str(), &m.profile)));
        check
    }

    fn report(&mut self, who: &Who, field: &str, problem: RosterRule) {
        self.problems.push(RosterProblem { who: who.clone(), field: field.to_owned(), problem });
    }

    /// One side, sorted by identifier.
    fn side(&mut self, people: impl Iterator<Item = (Who, &'a str, &'a Profile)>) {
        let mut last: Option<Who> = None;
        let mut roles: BTreeMap<&PersonId, &str> = BTreeMap::new();
        for (at, (who, id, profile)) in people.enumerate() {
            if at == MAX_PEOPLE {
                self.report(&who, "roster", RosterRule::TooMany);
                return;
            }
            if last.as_ref() == Some(&who) {
                self.report(&who, "id", RosterRule::IdTwice);
            }
            let first = *roles.entry(&profile.person).or_insert(id);
            if first != id {
                let rule = RosterRule::RoleTwice { person: profile.person.clone(), first: first.to_owned() };
                self.report(&who, "person", rule);
            }
            self.references(&who, profile);
            self.answers(&who, profile);
            last = Some(who);
        }
    }

    fn references(&mut self, who: &Who, profile: &'a Profile) {
        let ties = profile.ties.iter().map(|tie| ("ties", &tie.to));
        let blocks = profile.blocks.iter().map(|person| ("blocks", person));
        let wishes = profile.wishes.iter().map(|person| ("wishes", person));
        for (field, person) in ties.chain(blocks).chain(wishes) {
            if *person == profile.person {
                self.report(who, field, RosterRule::Oneself);
            } else if !self.known.contains(person) {
                self.report(who, field, RosterRule::UnknownPerson { person: person.clone() });
            }
        }
        let mut named = BTreeSet::new();
        for person in &profile.wishes {
            if !named.insert(person) {
                self.report(who, "wishes", RosterRule::NamedTwice { person: person.clone() });
            } else if profile.blocks.contains(person) {
                self.report(who, "wishes", RosterRule::WishedAndBlocked { person: person.clone() });
            }
        }
    }

    fn answers(&mut self, who: &Who, profile: &Profile) {
        for (name, answer) in &profile.attributes {
            if let Err(problem) = self.questionnaire.check(name, answer) {
                self.report(who, &format!("attribute {name}"), RosterRule::Answer(problem));
            }
        }
        for consent in &profile.consents {
            if let Some(withdrawn_on) = consent.withdrawn_on.filter(|&date| date < consent.given_on) {
                let rule = RosterRule::WithdrawnBeforeGiven { given_on: consent.given_on, withdrawn_on };
                self.report(who, "consents", rule);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::people::{Answer, AnswerKind, Consent, Label, Purpose, Question, Tie, TieKind};

    fn label(text: &str) -> Label {
        Label::new(text).unwrap()
    }

    fn person(id: &str) -> PersonId {
        PersonId::new(id).unwrap()
    }

    fn mentor(id: &str, of: &str) -> Mentor {
        Mentor::new(MentorId::new(id).unwrap(), person(of))
    }

    fn mentee(id: &str, of: &str) -> Mentee {
        Mentee::new(MenteeId::new(id).unwrap(), person(of))
    }

    fn check(mentors: Vec<Mentor>, mentees: Vec<Mentee>, expected: &[&str]) {
        let mut questionnaire = Questionnaire::default();
        let steps = ["junior", "senior"].map(label).to_vec();
        questionnaire.ask(label("grade"), Question::new(AnswerKind::Scale { steps })).unwrap();
        let people = People { questionnaire, mentors, mentees, others: [person("outsider")].into() };
        let found = match Roster::new(people) {
            Ok(_) => Vec::new(),
            Err(error) => error.problems.iter().map(ToString::to_string).collect(),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn all_problems_come_at_once_each_with_person_and_field() {
        let mut a = mentor("A", "anna");
        a.profile.ties = [
            Tie { to: person("nobody"), kind: TieKind::Family },
            Tie { to: person("outsider"), kind: TieKind::Employer },
            Tie { to: person("anna"), kind: TieKind::Friend },
        ]
        .into();
        a.profile.blocks = [person("bo")].into();
        a.profile.wishes = vec![person("bo"), person("cas"), person("cas")];
        let mut c = mentee("C", "cas");
        c.profile.attributes.insert(label("Grade"), Answer::Step(label("senoir")));
        c.profile.attributes.insert(label("wxyz"), Answer::Step(label("senior")));
        c.profile.consents = [Consent {
            purpose: Purpose::Research,
            given_on: date(2026, 2, 1),
            withdrawn_on: Some(date(2026, 1, 31)),
        }]
        .into();
        check(
            vec![a],
            vec![mentee("B", "bo"), c],
            &[
                "mentor `A`, ties: it refers to the person themself",
                "mentor `A`, ties: person `nobody` is not in the roster",
                "mentor `A`, wishes: person `bo` is both wished for and blocked",
                "mentor `A`, wishes: person `cas` is named twice",
                "mentee `C`, attribute Grade: `senoir` is not one of its options; nearest: `senior`",
                "mentee `C`, attribute wxyz: there is no such question",
                "mentee `C`, consents: a consent of 2026-02-01 was withdrawn before, on 2026-01-31",
            ],
        );
    }

    #[test]
    fn one_identifier_stands_for_one_profile_and_one_person_holds_a_role_once() {
        check(
            vec![mentor("B", "bo"), mentor("A", "bo"), mentor("A", "anna")],
            vec![mentee("A", "anna")],
            &[
                "mentor `A`, id: this identifier is used more than once",
                "mentor `B`, person: person `bo` has this role already, as `A`",
            ],
        );
        check(vec![mentor("A", "anna")], vec![mentee("A", "anna")], &[]);
    }

    #[test]
    fn people_are_found_by_identifier() {
        let people = People {
            mentors: vec![mentor("B", "bo"), mentor("A", "anna")],
            mentees: vec![mentee("T", "tess")],
            ..People::default()
        };
        let roster = Roster::new(people).unwrap();
        let b = MentorId::new("B").unwrap();
        assert_eq!(roster.mentor_index(&b), Some(1));
        assert_eq!(roster.mentor(&b).unwrap().profile.person, person("bo"));
        assert!(roster.mentor(&MentorId::new("C").unwrap()).is_none());
        assert_eq!(roster.mentee_index(&MenteeId::new("T").unwrap()), Some(0));
        let all: Vec<_> = roster.profiles().map(|(who, _)| who.to_string()).collect();
        assert_eq!(all, ["mentor `A`", "mentor `B`", "mentee `T`"]);
    }

    #[test]
    fn a_profile_never_confirmed_or_confirmed_long_ago_is_stale() {
        let mut fresh = mentee("A", "a");
        fresh.profile.confirmed_on = Some(date(2026, 1, 1));
        let mut old = mentee("B", "b");
        old.profile.confirmed_on = Some(date(2025, 12, 31));
        let people = People { mentees: vec![mentee("C", "c"), old, fresh], ..People::default() };
        let stale = Roster::new(people).unwrap().stale(30, date(2026, 1, 31));
        assert_eq!(stale.iter().map(ToString::to_string).collect::<Vec<_>>(), ["mentee `B`", "mentee `C`"]);
    }

    #[test]
    fn an_invalid_roster_is_refused_on_the_way_in() {
        let twice =
            r#"{"mentors":[{"id":"A","profile":{"person":"x"}},{"id":"A","profile":{"person":"y"}}]}"#;
        let error = serde_json::from_str::<Roster>(twice).unwrap_err().to_string();
        assert_eq!(
            error,
            "the roster has one problem:\n  mentor `A`, id: this identifier is used more than once"
        );
        assert!(serde_json::from_str::<Roster>(r#"{"mentor":[]}"#).is_err());
    }
}
