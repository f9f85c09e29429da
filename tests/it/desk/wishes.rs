//! Stable plans of people from the lists they gave, against all plans tried one by one.

use std::collections::BTreeSet;

use mentorship::{
    criteria::{Criteria, Side},
    id::{MenteeId, MentorId},
    matching::{Goal, NotStable, Request, StablePlan, Wishes},
    people::{Mentee, Mentor, Partners, People, Roster},
};

use super::{
    made::{ON, Pairs, Town},
    stably::{blocking_by, pairs_of},
};
use crate::assignment::Chance;

const SIDES: [Side; 2] = [Side::Mentee, Side::Mentor];

/// What everybody said: groups of places in the roster, by mentee and by mentor.
struct Said([Vec<Vec<Vec<usize>>>; 2]);

impl Said {
    /// Lists of most of the others, most of the time without ties, or always.
    fn drawn(town: &Town, chance: &mut Chance, strict: bool) -> Self {
        let (mentees, mentors) = (town.roster.mentees().len(), town.roster.mentors().len());
        let mut list = |others: usize| {
            let mut order: Vec<usize> = (0..others).collect();
            for at in 1..others {
                order.swap(at, chance.below(at + 1));
            }
            let mut groups: Vec<Vec<usize>> = Vec::new();
            for other in order.into_iter().filter(|_| chance.below(6) > 0).collect::<Vec<_>>() {
                match groups.last_mut() {
                    Some(group) if !strict && chance.below(3) == 0 => group.push(other),
                    _ => groups.push(vec![other]),
                }
            }
            groups
        };
        Self([(0..mentees).map(|_| list(mentors)).collect(), (0..mentors).map(|_| list(mentees)).collect()])
    }

    fn wishes(&self, mentee: impl Fn(usize) -> MenteeId, mentor: impl Fn(usize) -> MentorId) -> Wishes {
        let Self([mentees, mentors]) = self;
        let wishes = mentees.iter().enumerate().fold(Wishes::new(), |wishes, (row, groups)| {
            wishes.mentee(mentee(row), groups.iter().map(|group| group.iter().map(|at| mentor(*at))))
        });
        mentors.iter().enumerate().fold(wishes, |wishes, (column, groups)| {
            wishes.mentor(mentor(column), groups.iter().map(|group| group.iter().map(|at| mentee(*at))))
        })
    }

    /// How much a side likes the other of a pair; none when it did not list it.
    fn likes(&self, side: usize, (row, column): (usize, usize)) -> Option<isize> {
        let (by, of) = if side == 0 { (row, column) } else { (column, row) };
        self.0[side][by].iter().position(|group| group.contains(&of)).map(|group| -(group as isize))
    }

    fn listed(&self, pair: (usize, usize)) -> bool {
        (0..2).all(|side| self.likes(side, pair).is_some())
    }

    /// Pairs that both listed and nothing excludes.
    fn possible(&self, town: &Town) -> Pairs {
        town.eligible().into_keys().filter(|pair| self.listed(*pair)).collect()
    }
}

fn of_town(said: &Said, town: &Town) -> Wishes {
    said.wishes(|row| town.mentee(row).clone(), |column| town.mentor(column).clone())
}

/// Every stable set of possible pairs within everybody's places, with the fixed ones.
fn all_stable(town: &Town, said: &Said, possible: &Pairs) -> Vec<Pairs> {
    let fixed = town.demanded();
    let open: Vec<_> = possible.difference(&fixed).copied().collect();
    let sets = (0..1_u32 << open.len()).map(|set| {
        let chosen = (0..open.len()).filter(|at| set >> at & 1 == 1).map(|at| open[at]);
        chosen.chain(fixed.iter().copied()).collect::<Pairs>()
    });
    let within = |pairs: &Pairs| {
        let mut chosen = pairs.difference(&fixed);
        chosen.all(|&(row, column)| {
            let of_row = pairs.iter().filter(|pair| pair.0 == row).count();
            let of_column = pairs.iter().filter(|pair| pair.1 == column).count();
            of_row <= usize::from(town.roster.mentees()[row].partners.max())
                && of_column <= usize::from(town.roster.mentors()[column].partners.max())
        })
    };
    let likes = |side, pair| said.likes(side, pair);
    sets.filter(|pairs| within(pairs) && blocking_by(town, pairs, possible, likes).is_none()).collect()
}

/// Everybody of the proposing side has the best of all whom they have in any stable plan.
fn is_best_for(side: usize, said: &Said, plan: &Pairs, all: &[Pairs]) -> bool {
    let line = |pair: &(usize, usize)| if side == 0 { pair.0 } else { pair.1 };
    let people: BTreeSet<usize> = all.iter().flatten().map(line).collect();
    people.into_iter().all(|person| {
        let of =
            |pairs: &Pairs| pairs.iter().copied().filter(|pair| line(pair) == person).collect::<Vec<_>>();
        let mut union: Vec<_> = all.iter().flat_map(of).collect();
        union.sort_by_key(|pair| std::cmp::Reverse(said.likes(side, *pair)));
        union.dedup();
        union.truncate(of(plan).len());
        union.iter().all(|pair| plan.contains(pair))
            && all.iter().all(|other| of(other).len() == of(plan).len())
    })
}

#[test]
fn no_two_would_rather_have_each_other_than_what_their_lists_gave_them() {
    let (mut seen, mut void, mut tied) = (0, 0, 0);
    for case in 500_000..502_000 {
        let town = Town::drawn(case, 4, case % 2 == 0);
        let strict = case % 3 > 0;
        let said = Said::drawn(&town, &mut Chance(case), strict);
        let (wishes, possible) = (of_town(&said, &town), said.possible(&town));
        let request = town.request(Goal::PeopleFirst);
        for proposing in SIDES {
            let about = format!("case {case}, {proposing:?}");
            let plan = match request.stable_plan_from(&wishes, proposing) {
                Ok(plan) => plan,
                Err(NotStable::Minimums(_) | NotStable::Request(_)) => continue,
                Err(other) => panic!("{about}: {other}"),
            };
            let pairs = pairs_of(&town, &plan);
            let likes = |side, pair| said.likes(side, pair);
            assert_eq!(blocking_by(&town, &pairs, &possible, likes), None, "{about}");
            let fixed = town.demanded();
            assert!(fixed.is_subset(&pairs), "{about}");
            assert!(pairs.difference(&fixed).all(|pair| possible.contains(pair)), "{about}");
            request.verify_stable_from(&plan, &wishes).unwrap();
            let best = request.desk().unwrap().worth();
            assert_eq!(best.to(&plan.worth()), plan.gives_up(), "{about}");
            void += plan.void().len();
            assert_eq!(plan.void().len(), void_by_definition(&town, &said), "{about}");
            seen += 1;
            tied += usize::from(!strict);
        }
    }
    assert!(seen > 3000 && void > 1000 && tied > 500, "{seen}, {void}, {tied}");
}

#[test]
fn without_ties_the_side_that_proposes_has_the_best_of_all_stable_plans() {
    let mut several = 0;
    for case in 520_000..520_600_usize {
        let places = |case: usize| Partners::up_to([2, 1, 1][case % 3]);
        let mut people = roster(&["M-0", "M-1", "M-2"], &["T-0", "T-1", "T-2"]).into_people();
        for mentor in &mut people.mentors {
            mentor.partners = places(case);
        }
        for mentee in &mut people.mentees {
            mentee.partners = places(case / 3);
        }
        let town = Town {
            roster: Roster::new(people).unwrap(),
            criteria: Criteria::default(),
            excluded: Pairs::new(),
            pinned: Pairs::new(),
            running: Pairs::new(),
        };
        let said = Said::drawn(&town, &mut Chance(case as u64), true);
        let (wishes, possible) = (of_town(&said, &town), said.possible(&town));
        let all = all_stable(&town, &said, &possible);
        for (side, proposing) in SIDES.into_iter().enumerate() {
            let plan = town.request(Goal::PeopleFirst).stable_plan_from(&wishes, proposing).unwrap();
            let pairs = pairs_of(&town, &plan);
            assert!(
                all.contains(&pairs) && is_best_for(side, &said, &pairs, &all),
                "case {case}, {proposing:?}"
            );
        }
        several += usize::from(all.len() > 1);
    }
    assert!(several > 15, "{several}");
}

/// Wishes for somebody who is not possible, one by one.
fn void_by_definition(town: &Town, said: &Said) -> usize {
    let (eligible, fixed) = (town.eligible(), town.demanded());
    let (rows, columns) = (town.roster.mentees().len(), town.roster.mentors().len());
    let all = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let not_possible = all.filter(|pair| !eligible.contains_key(pair) && !fixed.contains(pair));
    not_possible.map(|pair| (0..2).filter(|side| said.likes(*side, pair).is_some()).count()).sum()
}

#[test]
fn strict_lists_give_the_same_whatever_people_are_called() {
    let mut seen = 0;
    for case in 510_000..510_300 {
        let town = Town::drawn(case, 5, true);
        let said = Said::drawn(&town, &mut Chance(case), true);
        let criteria = Criteria::new(town.criteria.requirements().to_vec(), vec![]).unwrap();
        let here = Town { criteria, excluded: Pairs::new(), ..town };
        // The same people, by identifiers in the opposite order.
        let (rows, columns) = (here.roster.mentees().len(), here.roster.mentors().len());
        let mentee = |row: usize| format!("T-{}", rows - row).parse::<MenteeId>().unwrap();
        let mentor = |column: usize| format!("M-{}", columns - column).parse::<MentorId>().unwrap();
        let mut people = here.roster.clone().into_people();
        for (row, person) in people.mentees.iter_mut().enumerate() {
            person.id = mentee(row);
        }
        for (column, person) in people.mentors.iter_mut().enumerate() {
            person.id = mentor(column);
        }
        let there = Town { roster: Roster::new(people).unwrap(), ..here.clone() };
        for proposing in SIDES {
            let request = here.request(Goal::PeopleFirst);
            let plan = request.stable_plan_from(&of_town(&said, &here), proposing).unwrap();
            let request = there.request(Goal::PeopleFirst);
            let other = request.stable_plan_from(&said.wishes(mentee, mentor), proposing).unwrap();
            let back = pairs_of(&there, &other).into_iter().map(|(r, c)| (rows - 1 - r, columns - 1 - c));
            assert_eq!(back.collect::<Pairs>(), pairs_of(&here, &plan), "case {case}");
            seen += plan.pairings().len();
        }
    }
    assert!(seen > 300, "{seen}");
}

fn id<T: std::str::FromStr>(id: &str) -> T {
    id.parse().ok().unwrap()
}

/// A town of these mentors, who take two, and mentees.
fn roster(mentors: &[&str], mentees: &[&str]) -> Roster {
    let mentor = |name: &&str| {
        let mut mentor = Mentor::new(id(name), id(name));
        mentor.partners = Partners::up_to(2);
        mentor
    };
    let people = People {
        mentors: mentors.iter().map(mentor).collect(),
        mentees: mentees.iter().map(|name| Mentee::new(id(name), id(name))).collect(),
        ..People::default()
    };
    Roster::new(people).unwrap()
}

/// Lists told as `Ada: City, Mercy = General`.
fn wishes(mentees: &[&str], mentors: &[&str]) -> Wishes {
    fn list<By: std::str::FromStr, Of: std::str::FromStr>(line: &str) -> (By, Vec<Vec<Of>>) {
        let (by, list) = line.split_once(": ").unwrap();
        (id(by), list.split(", ").map(|group| group.split(" = ").map(id).collect()).collect())
    }
    let wishes = mentees.iter().map(|line| list(line)).fold(Wishes::new(), |w, (by, of)| w.mentee(by, of));
    mentors.iter().map(|line| list(line)).fold(wishes, |w, (by, of)| w.mentor(by, of))
}

fn told(plan: &StablePlan) -> Vec<String> {
    plan.pairings().iter().map(|pairing| format!("{} {}", pairing.mentor, pairing.mentee)).collect()
}

/// Python package `matching` 1.4.3, hospital-resident: five residents, three hospitals with two places each.
#[test]
fn residents_go_to_hospitals_by_name() {
    let roster = roster(&["City", "General", "Mercy"], &["Ada", "Dani", "Jo", "Luc", "Sam"]);
    let criteria = Criteria::default();
    let request = Request::new(&roster, &criteria, ON);
    let wishes = wishes(
        &[
            "Ada: City",
            "Sam: City, Mercy",
            "Dani: City, Mercy, General",
            "Luc: Mercy, City, General",
            "Jo: City, General, Mercy",
        ],
        &["Mercy: Dani, Luc, Sam, Jo", "City: Dani, Ada, Sam, Luc, Jo", "General: Dani, Jo, Luc"],
    );
    for proposing in SIDES {
        let plan = request.stable_plan_from(&wishes, proposing).unwrap();
        assert_eq!(told(&plan), ["City Ada", "City Dani", "General Jo", "Mercy Luc", "Mercy Sam"]);
        assert_eq!((plan.proposing(), plan.wishes()), (proposing, Some(wishes.digest())));
        assert_eq!(plan.pairs_considered(), 12);
    }
}

#[test]
fn everything_that_cannot_stand_in_lists_is_said_at_once() {
    let roster = roster(&["M-1", "M-2"], &["E-1", "E-2"]);
    let criteria = Criteria::default();
    let request = Request::new(&roster, &criteria, ON);
    let wishes = wishes(
        &["E-1: M-1, M-9 = M-1", "E-1: M-2", "E-2: E-1, M-2, M-2, M-2", "E-7: M-1", "M-1: M-2"],
        &["M-1: M-2 = E-2, E-9", "M-2: E-1, E-1"],
    );
    let refused = request.stable_plan_from(&wishes, Side::Mentee).unwrap_err();
    insta::assert_snapshot!(refused, @r"
    the wishes cannot stand:
      mentee `E-1` gives 2 lists; one is possible
      mentee `E-1` lists mentor `M-1` more than once
      mentee `E-1` lists mentor `M-9`, who is not in the roster
      mentee `E-2` lists `E-1`, who is a mentee; mentees list mentors
      mentee `E-2` lists mentor `M-2` more than once
      mentee `E-7` gives a list, but is not in the roster
      mentee `M-1` gives a list, but is not in the roster
      mentor `M-1` lists `M-2`, who is a mentor; mentors list mentees
      mentor `M-1` lists mentee `E-9`, who is not in the roster
      mentor `M-2` lists mentee `E-1` more than once
    ");
}

#[test]
fn a_wish_for_somebody_who_is_not_possible_is_void_and_said() {
    let roster = roster(&["M-1", "M-2"], &["E-1", "E-2"]);
    let criteria = Criteria::default();
    let request =
        Request::new(&roster, &criteria, ON).exclude(id("M-1"), id("E-1")).pin(id("M-2"), id("E-2"));
    let wishes = wishes(&["E-1: M-1, M-2", "E-2: M-1"], &["M-1: E-1 = E-2", "M-2: E-2, E-1"]);
    let plan = request.stable_plan_from(&wishes, Side::Mentee).unwrap();
    assert_eq!(told(&plan), ["M-2 E-1", "M-2 E-2"], "a pin holds, whatever E-2 wishes");
    let void: Vec<_> = plan.void().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(void.join("\n"), @r"
    mentee `E-1` wishes for mentor `M-1`, but that is not possible: the coordinator ruled the pair out for this round
    mentor `M-1` wishes for mentee `E-1`, but that is not possible: the coordinator ruled the pair out for this round
    ");
    insta::assert_snapshot!(plan, @"2 mentees with a mentor, 2 pairings, 0 points in which no two would rather have each other; beside the best plan it has as much; 2 wishes were not possible");

    let stored = serde_json::to_value(&plan).unwrap();
    let read = |value: serde_json::Value| serde_json::from_value::<StablePlan>(value).unwrap();
    assert_eq!(request.verify_stable_from(&read(stored.clone()), &wishes), Ok(()));
    let mut silent = stored;
    silent["void"].as_array_mut().unwrap().pop();
    assert_eq!(request.verify_stable_from(&read(silent), &wishes), Err(NotStable::OtherPairings));
}

#[test]
fn a_plan_is_checked_with_the_lists_it_was_made_from() {
    let roster = roster(&["M-1", "M-2"], &["E-1", "E-2"]);
    let criteria = Criteria::default();
    let request = Request::new(&roster, &criteria, ON);
    let mentors = ["M-1: E-1, E-2", "M-2: E-1, E-2"];
    let (given, other) =
        (wishes(&["E-1: M-1, M-2", "E-2: M-1"], &mentors), wishes(&["E-1: M-2, M-1", "E-2: M-1"], &mentors));
    let plan = request.stable_plan_from(&given, Side::Mentee).unwrap();
    assert_eq!(request.verify_stable_from(&plan, &given), Ok(()));
    assert_eq!(request.verify_stable_from(&plan, &other), Err(NotStable::OtherWishes));
    assert_eq!(request.verify_stable(&plan), Err(NotStable::OtherWishes));
    let by_criteria = request.stable_plan(Side::Mentee).unwrap();
    assert_eq!(request.verify_stable_from(&by_criteria, &given), Err(NotStable::OtherWishes));
    assert_eq!(by_criteria.wishes(), None);
    let later = request.clone().exclude(id("M-2"), id("E-2"));
    assert_eq!(later.verify_stable_from(&plan, &given), Err(NotStable::Stale));

    // What the other lists gave is not stable by these.
    let mut forged = serde_json::to_value(request.stable_plan_from(&other, Side::Mentee).unwrap()).unwrap();
    forged["wishes"] = serde_json::to_value(given.digest()).unwrap();
    let forged: StablePlan = serde_json::from_value(forged).unwrap();
    let blocking = NotStable::Blocking { mentor: id("M-1"), mentee: id("E-1") };
    assert_eq!(request.verify_stable_from(&forged, &given), Err(blocking));
}

#[test]
fn lists_are_the_same_in_whatever_order_they_come() {
    let one = wishes(&["E-1: M-2 = M-1, M-3", "E-2: M-1"], &["M-1: E-2", "M-3: E-1"]);
    let two = wishes(&["E-2: M-1", "E-1: M-1 = M-2, M-3"], &["M-3: E-1", "M-1: E-2"]);
    let three = wishes(&["E-2: M-1", "E-1: M-3, M-1 = M-2"], &["M-3: E-1", "M-1: E-2"]);
    assert_eq!((&one, one.digest()), (&two, two.digest()));
    assert_ne!(one.digest(), three.digest());
    let nothing: [Vec<MentorId>; 2] = [vec![], vec![id("M-1")]];
    assert_eq!(Wishes::new().mentee(id("E-1"), nothing), wishes(&["E-1: M-1"], &[]));

    let unordered = r#"{"mentors": [{"by": "M-3", "groups": [[], ["E-1"]]}, {"by": "M-1", "groups": [["E-2"]]}],
        "mentees": [{"by": "E-2", "groups": [["M-1"]]}, {"by": "E-1", "groups": [["M-2", "M-1"], ["M-3"]]}]}"#;
    assert_eq!(serde_json::from_str::<Wishes>(unordered).unwrap(), one);
    let back: Wishes = serde_json::from_str(&serde_json::to_string(&one).unwrap()).unwrap();
    assert_eq!(back, one);
    for wrong in [r#"{"mentees": [{"by": " ", "groups": []}]}"#, r#"{"mentess": []}"#] {
        assert!(serde_json::from_str::<Wishes>(wrong).is_err(), "{wrong}");
    }
}
