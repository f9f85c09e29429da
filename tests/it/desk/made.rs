//! Made-up towns small enough that every plan can be tried.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    criteria::{CountsFor, Criteria, Field, Fields, IfUnknown, Preference, Requirement, ScoreTable},
    id::{MenteeId, MentorId},
    jiff::civil::{Date, date},
    matching::{Desk, Goal, Plan, Request, Trade},
    people::{History, Label, Mentee, Mentor, Partners, People, Roster},
};

use crate::assignment::Chance;

pub(crate) const ON: Date = date(2026, 1, 15);
pub(crate) const GOALS: [Goal; 3] = [Goal::PeopleFirst, Goal::PairingsFirst, Goal::TotalScore];

/// Pairs as (mentee, mentor), by their places in the roster.
pub(crate) type Pairs = BTreeSet<(usize, usize)>;

/// What a goal compares: its first level, then points in thousandths.
pub(crate) type Value = (isize, i64);

/// Few people, with scores that tie, exclusions, minimums, pins, running pairs.
#[derive(Clone, Debug)]
pub(crate) struct Town {
    pub(crate) roster: Roster,
    pub(crate) criteria: Criteria,
    pub(crate) excluded: Pairs,
    pub(crate) pinned: Pairs,
    pub(crate) running: Pairs,
}

pub(crate) fn label(word: &str) -> Label {
    Label::new(word).unwrap()
}

impl Town {
    /// At most so many of each; `plain` towns have no minimums, pins or running pairs.
    pub(crate) fn drawn(case: u64, most: usize, plain: bool) -> Self {
        let chance = &mut Chance(case.wrapping_mul(0x9E37_79B9));
        let (mentors, mentees) = (chance.below(most + 1), 1 + chance.below(most));
        let scarce = chance.below(2) == 0;
        let words = ["chess", "music", "garden"];
        let interests = |chance: &mut Chance| -> BTreeSet<Label> {
            let all = words.iter().filter(|_| chance.below(3) > 0);
            all.map(|word| label(word)).collect()
        };
        let partners = |chance: &mut Chance, scarce: bool| {
            let max = if scarce { chance.below(3).min(1 + chance.below(2)) } else { 1 + chance.below(3) };
            let min = if plain || chance.below(6) > 0 { 0 } else { chance.below(max + 1) };
            Partners::new(min as u16, max as u16).unwrap()
        };
        let mut people = People::default();
        for at in 0..mentors {
            let mut mentor =
                Mentor::new(format!("M-{at}").parse().unwrap(), format!("PM-{at}").parse().unwrap());
            mentor.profile.interests = Some(interests(chance));
            mentor.partners = partners(chance, scarce);
            people.mentors.push(mentor);
        }
        for at in 0..mentees {
            let mut mentee =
                Mentee::new(format!("T-{at}").parse().unwrap(), format!("PT-{at}").parse().unwrap());
            mentee.profile.interests = Some(interests(chance));
            let since = [
                None,
                Some(date(2026, 1, 14)),
                Some(date(2025, 12, 1)),
                Some(date(2025, 12, 1)),
                Some(date(2025, 1, 1)),
            ];
            mentee.profile.waiting_since = since[(case as usize / 3 + 7 * at) % 5];
            mentee.partners = if chance.below(4) > 0 { Partners::up_to(1) } else { partners(chance, false) };
            people.mentees.push(mentee);
        }
        let levels = [1, 3, 40][chance.below(3)];
        let mut table = ScoreTable::default();
        for mentor in &people.mentors {
            for mentee in &people.mentees {
                table.set(mentor.id.clone(), mentee.id.clone(), chance.below(levels + 1) as u16).unwrap();
            }
        }
        let field = Fields::both(Field::Interests);
        let shared = Requirement::Shared { field, if_unknown: IfUnknown::Exclude };
        let scores = Preference::Scores { table: label("gut"), points: 1, counts_for: CountsFor::Both };
        let criteria = Criteria::new(vec![shared], vec![scores]).unwrap().with_table(label("gut"), table);
        let roster = Roster::new(people).unwrap();
        let mut town =
            Self { roster, criteria, excluded: Pairs::new(), pinned: Pairs::new(), running: Pairs::new() };
        let eligible: Vec<_> = town.eligible().into_keys().collect();
        if !eligible.is_empty() {
            for _ in 0..chance.below(4) {
                town.excluded.insert(eligible[chance.below(eligible.len())]);
            }
            for running in [false, true] {
                let pair = eligible[chance.below(eligible.len())];
                if !plain && chance.below(4) == 0 && !town.excluded.contains(&pair) {
                    let mut more = town.clone();
                    let pairs = if running { &mut more.running } else { &mut more.pinned };
                    pairs.insert(pair);
                    if more.request(Goal::PeopleFirst).plan().is_ok() {
                        town = more;
                    }
                }
            }
        }
        town
    }

    pub(crate) fn mentor(&self, column: usize) -> &MentorId {
        &self.roster.mentors()[column].id
    }

    pub(crate) fn mentee(&self, row: usize) -> &MenteeId {
        &self.roster.mentees()[row].id
    }

    pub(crate) fn request(&self, goal: Goal) -> Request<'_> {
        let mut request = Request::new(&self.roster, &self.criteria, ON).goal(goal);
        let ids = |&(row, column): &(usize, usize)| (self.mentor(column).clone(), self.mentee(row).clone());
        for (mentor, mentee) in self.excluded.iter().map(ids) {
            request = request.exclude(mentor, mentee);
        }
        for (mentor, mentee) in self.pinned.iter().map(ids) {
            request = request.pin(mentor, mentee);
        }
        for (mentor, mentee) in self.running.iter().map(ids) {
            request = request.keep_running(mentor, mentee);
        }
        request
    }

    /// The score of every pair that can go together, pair by pair; running ones are worth nothing.
    pub(crate) fn eligible(&self) -> BTreeMap<(usize, usize), i64> {
        let compiled = self.criteria.compile(&self.roster, ON, &History::default()).unwrap();
        let (rows, columns) = (self.roster.mentees().len(), self.roster.mentors().len());
        let all = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let scored = all.filter_map(|pair| match compiled.score(pair.1, pair.0) {
            _ if self.running.contains(&pair) => Some((pair, 0)),
            Some(score) if !self.excluded.contains(&pair) => Some((pair, score.thousandths())),
            _ => None,
        });
        scored.collect()
    }

    /// Every plan that meets all demands, with what the goal compares.
    pub(crate) fn plans(&self, goal: Goal) -> Vec<(Pairs, Value)> {
        let places = |partners: Partners| (usize::from(partners.min()), usize::from(partners.max()));
        let held =
            |line: &dyn Fn(&(usize, usize)) -> bool| self.running.iter().filter(|pair| line(pair)).count();
        let rows = self.roster.mentees().iter().enumerate().map(|(at, m)| {
            let (min, max) = places(m.partners);
            (min, max.max(held(&|pair| pair.0 == at)))
        });
        let columns = self.roster.mentors().iter().enumerate().map(|(at, m)| {
            let (min, max) = places(m.partners);
            (min, max.max(held(&|pair| pair.1 == at)))
        });
        all_plans(
            &rows.collect::<Vec<_>>(),
            &columns.collect::<Vec<_>>(),
            &self.eligible(),
            &self.demanded(),
            goal,
        )
    }

    /// Pins and running pairs.
    pub(crate) fn demanded(&self) -> Pairs {
        self.pinned.union(&self.running).copied().collect()
    }

    /// The pairs of a plan with those that run.
    pub(crate) fn pairs_of(&self, plan: &Plan) -> Pairs {
        let new = plan.pairings().iter().map(|pairing| {
            let row = self.roster.mentee_index(&pairing.mentee).unwrap();
            (row, self.roster.mentor_index(&pairing.mentor).unwrap())
        });
        new.chain(self.running.iter().copied()).collect()
    }
}

/// Every set of pairs within the bounds of rows and columns that has all of `demanded`.
pub(crate) fn all_plans(
    rows: &[(usize, usize)],
    columns: &[(usize, usize)],
    eligible: &BTreeMap<(usize, usize), i64>,
    demanded: &Pairs,
    goal: Goal,
) -> Vec<(Pairs, Value)> {
    let pairs: Vec<_> = eligible.iter().map(|(pair, score)| (*pair, *score)).collect();
    assert!(pairs.len() <= 16, "few enough to try all");
    let mut plans = Vec::new();
    for chosen in 0..1_u32 << pairs.len() {
        let used: Vec<_> = (0..pairs.len()).filter(|at| chosen >> at & 1 == 1).map(|at| pairs[at]).collect();
        let within = |bounds: &[(usize, usize)], line: fn(&(usize, usize)) -> usize| {
            bounds.iter().enumerate().all(|(at, (min, max))| {
                (*min..=*max).contains(&used.iter().filter(|(pair, _)| line(pair) == at).count())
            })
        };
        if !within(rows, |pair| pair.0) || !within(columns, |pair| pair.1) {
            continue;
        }
        let set: Pairs = used.iter().map(|(pair, _)| *pair).collect();
        if demanded.is_subset(&set) {
            let points = used.iter().map(|(_, score)| score).sum();
            plans.push((set.clone(), (first(goal, &set), points)));
        }
    }
    plans
}

fn first(goal: Goal, set: &Pairs) -> isize {
    let first = match goal {
        Goal::PeopleFirst => set.iter().map(|pair| pair.0).collect::<BTreeSet<_>>().len(),
        Goal::PairingsFirst => set.len(),
        _ => 0,
    };
    first as isize
}

/// What a trade says at the levels of a goal.
pub(crate) fn levels(trade: &Trade, goal: Goal) -> Value {
    let first = match goal {
        Goal::PeopleFirst => trade.mentees,
        Goal::PairingsFirst => trade.pairings,
        _ => 0,
    };
    (first, trade.points.thousandths())
}

/// Calls for each case in which there is a plan, with its desk and all plans by the goal.
pub(crate) fn each_town(
    cases: std::ops::Range<u64>,
    plain: bool,
    mut each: impl FnMut(&Town, &Desk<'_>, Vec<(Pairs, Value)>, &str),
) {
    let mut seen = 0;
    for case in cases {
        let town = Town::drawn(case, 4, plain);
        let goal = GOALS[case as usize % 3];
        if town.eligible().len() > 12 {
            continue;
        }
        let plans = town.plans(goal);
        let Ok(desk) = town.request(goal).desk() else {
            assert!(plans.is_empty(), "case {case}: there is a plan");
            continue;
        };
        seen += 1;
        each(&town, &desk, plans, &format!("case {case}, {goal:?}"));
    }
    assert!(seen > 0);
}
