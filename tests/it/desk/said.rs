//! What answers say, word for word.

use mentorship::{
    criteria::{CountsFor, Criteria, Field, Fields, IfUnknown, Preference, Requirement},
    matching::{Desk, Request},
    people::{Mentee, Mentor, People, Roster},
};

use super::made::{ON, label};

/// Mentors and mentees with interests; at least one is shared, two earn ten points.
fn town(mentors: &[(&str, &str)], mentees: &[(&str, &str)]) -> (Roster, Criteria) {
    let interests = |words: &str| Some(words.split_whitespace().map(label).collect());
    let mut people = People::default();
    for (id, words) in mentors {
        let mut mentor = Mentor::new(id.parse().unwrap(), format!("P{id}").parse().unwrap());
        mentor.profile.interests = interests(words);
        people.mentors.push(mentor);
    }
    for (id, words) in mentees {
        let mut mentee = Mentee::new(id.parse().unwrap(), format!("P{id}").parse().unwrap());
        mentee.profile.interests = interests(words);
        people.mentees.push(mentee);
    }
    let field = Fields::both(Field::Interests);
    let shared = Requirement::Shared { field: field.clone(), if_unknown: IfUnknown::Exclude };
    let points = Preference::Shared { field, points: 10, enough: 2, counts_for: CountsFor::Both };
    (Roster::new(people).unwrap(), Criteria::new(vec![shared], vec![points]).unwrap())
}

fn pair(desk: &Desk<'_>, mentor: &str, mentee: &str) -> String {
    desk.pair(&mentor.parse().unwrap(), &mentee.parse().unwrap()).unwrap().to_string()
}

#[test]
fn answers_read_like_sentences() {
    let (roster, criteria) = town(
        &[("M-1", "chess music"), ("M-2", "chess"), ("M-3", "cooking")],
        &[("T-1", "chess music"), ("T-2", "chess music"), ("T-3", "music"), ("T-4", "football")],
    );
    let desk = Request::new(&roster, &criteria, ON).desk().unwrap();
    insta::assert_snapshot!(desk.worth());
    let said: Vec<_> = [("M-1", "T-1"), ("M-1", "T-2"), ("M-2", "T-1"), ("M-1", "T-3"), ("M-3", "T-1")]
        .map(|(mentor, mentee)| pair(&desk, mentor, mentee))
        .into_iter()
        .chain(desk.plan().unmatched().iter().map(|u| desk.without_partner(&u.who).unwrap().to_string()))
        .chain([desk.alternatives().to_string()])
        .chain(["T-1", "T-4"].map(|mentee| desk.shortlist(&mentee.parse().unwrap(), 3).unwrap().to_string()))
        .collect();
    insta::assert_snapshot!(said.join("\n"));
}
