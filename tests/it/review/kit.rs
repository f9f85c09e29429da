//! Given, when, then: a small village, its plan, and what reviewers do with it.

use mentorship::{
    criteria::{CountsFor, Criteria, Field, Fields, IfUnknown, Preference, Requirement},
    id::PersonId,
    jiff::civil::{Date, date},
    matching::{DecisionRefused, Ground, Plan, Request, Review, ReviewBook, Words},
    people::{
        Apart, History, Label, Mentee, Mentor, Outcome, Partners, Past, People, Roster, Status, Tie, TieKind,
    },
};

pub(super) const ON: Date = date(2026, 1, 15);
/// What no error, event, proposal or `Debug` may tell.
pub(super) const SECRET: &str = "they fell out over a fence";

pub(super) fn id<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().unwrap()
}

/// The day with that number in January.
pub(super) fn day(day: i8) -> Date {
    date(2026, 1, day)
}

pub(super) fn words() -> Words {
    Words::new(SECRET).unwrap()
}

/// Anna takes two, everybody else one. Chess and running part the village; Fin paints, alone.
///
/// Nobody overrides: Gil is away; Eva has a tie to Fin; Hans blocked Dora; Bo and Ida did not click. Jo is both mentor and
/// mentee. Nina, who reviews, is Bo's sister.
pub(super) fn roster() -> Roster {
    let interests = |word: &str| Some([Label::new(word).unwrap()].into());
    let mut people = People::default();
    for (mentor, person, interest) in [
        ("M-1", "Anna", "chess"),
        ("M-2", "Eva", "running"),
        ("M-3", "Gil", "chess"),
        ("M-4", "Hans", "running"),
        ("M-5", "Ida", "chess"),
        ("M-6", "Jo", "sewing"),
    ] {
        let mut mentor = Mentor::new(id(mentor), id(person));
        mentor.profile.interests = interests(interest);
        people.mentors.push(mentor);
    }
    for (mentee, person, interest) in [
        ("T-1", "Bo", "chess"),
        ("T-2", "Dora", "running"),
        ("T-3", "Fin", "painting"),
        ("T-4", "Jo", "reading"),
    ] {
        let mut mentee = Mentee::new(id(mentee), id(person));
        mentee.profile.interests = interests(interest);
        people.mentees.push(mentee);
    }
    people.mentors[0].partners = Partners::up_to(2);
    people.mentors[1].profile.ties.insert(Tie { to: id("Fin"), kind: TieKind::Family });
    people.mentors[2].profile.status = Status::Withdrawn;
    people.mentors[3].profile.blocks.insert(id("Dora"));
    people.others.insert(id("Nina"));
    people.mentees[0].profile.ties.insert(Tie { to: id("Nina"), kind: TieKind::Family });
    Roster::new(people).unwrap()
}

/// Something in common, and no tie; ten points for what is in common.
pub(super) fn criteria() -> Criteria {
    let field = Fields::both(Field::Interests);
    let shared = Requirement::Shared { field: field.clone(), if_unknown: IfUnknown::Exclude };
    let ties = Requirement::NoTies { kinds: [].into(), steps: 1 };
    let points = Preference::Shared { field, points: 10, enough: 1, counts_for: CountsFor::Both };
    Criteria::new(vec![shared, ties], vec![points]).unwrap()
}

pub(super) fn history() -> History {
    let apart = Apart::ForGood;
    let past =
        |mentor, mentee, outcome| Past { mentor: id(mentor), mentee: id(mentee), on: day(1), outcome, apart };
    History::from_iter([past("M-5", "T-1", Outcome::NoClick)])
}

/// The request of the village: the plan proposes Anna to Bo, and Eva to Dora.
pub(super) fn request<'a>(roster: &'a Roster, criteria: &'a Criteria) -> Request<'a> {
    Request::new(roster, criteria, ON).history(&history())
}

/// What a reviewer does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Does {
    /// Approves, having read why.
    Approve(&'static str, &'static str),
    /// Approves, having read something else.
    ApproveUnseen(&'static str, &'static str),
    /// Rejects, without words.
    Reject(&'static str, &'static str, Ground),
    /// Pairs, and says why.
    Pair(&'static str, &'static str),
    /// Takes back.
    TakeBack(&'static str, &'static str),
}

pub(super) fn does(
    review: &mut Review<'_>,
    plan: &Plan,
    by: &str,
    on: Date,
    what: Does,
) -> Result<(), DecisionRefused> {
    let by: PersonId = id(by);
    let mut reviewer = review.by(&by, on);
    match what {
        Does::Approve(mentor, mentee) => {
            let of = |pairing: &&mentorship::matching::Pairing| {
                (pairing.mentor.as_str(), pairing.mentee.as_str()) == (mentor, mentee)
            };
            let pairing = plan.pairings().iter().find(of);
            let seen = pairing.map_or(plan.digest(), |pairing| pairing.explanation.digest());
            reviewer.approve(&id(mentor), &id(mentee), seen)
        }
        Does::ApproveUnseen(mentor, mentee) => reviewer.approve(&id(mentor), &id(mentee), plan.digest()),
        Does::Reject(mentor, mentee, ground) => reviewer.reject(&id(mentor), &id(mentee), ground, None),
        Does::Pair(mentor, mentee) => reviewer.pair(&id(mentor), &id(mentee), words()),
        Does::TakeBack(mentor, mentee) => reviewer.take_back(&id(mentor), &id(mentee)),
    }
}

/// What somebody does, on the sixteenth, after what Carla did on that day; and what is said to it: nothing when it is
/// accepted.
pub(super) fn check(given: &[Does], by: &str, when: Does, then: Option<&str>) {
    let (roster, criteria) = (roster(), criteria());
    let request = request(&roster, &criteria);
    let plan = request.plan().unwrap();
    let mut review = ReviewBook::default().open(&request, &plan, &id("Carla"), ON).unwrap();
    for &before in given {
        does(&mut review, &plan, "Carla", day(16), before).unwrap();
    }
    let before = review.log().clone();
    let told = does(&mut review, &plan, by, day(16), when).err().map(|refused| refused.to_string());
    assert_eq!(told.as_deref(), then, "{given:?}, then {by}: {when:?}");
    let added = review.log().entries().len() - before.entries().len();
    assert_eq!(added, usize::from(then.is_none()), "what is refused leaves no trace, what is not leaves one");
    assert_eq!(review.log().entries()[..before.entries().len()], *before.entries(), "entries are only added");
}
