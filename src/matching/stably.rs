//! Stable plans: nobody would rather have each other.
//!
//! The other school of matching. A plan by points asks what is best for all together; a stable plan asks that no mentor and
//! mentee, not matched to each other, would both rather be: each with a place left, or with somebody they like less. What
//! people like is what the criteria say of it: the preferences that count for mentees are the mentees' likes, those that count
//! for mentors the mentors'. Nothing is ever written down for all pairs, see [`crate::stable`]. Or people say it themselves, in
//! ranked lists ([`Wishes`]), and the criteria only say who is possible.
//!
//! Running and pinned pairs hold their places: they are not up for choice, and nobody is asked to leave them.

use std::{fmt, ops::Range};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    InvalidWish, Pairing, PlanError, Request, Trade, VoidWish, Wishes, Worth, error::lines, round::Round,
    wishes::Heard,
};
use crate::{
    criteria::{Compiled, Kernel, Score, Side},
    id::{Digest, MenteeId, MentorId},
    people::Who,
    stable::{self, Likes, Market, Proposing, Unstable},
};

/// A plan in which no mentor and mentee would both rather have each other.
///
/// Of all stable plans with these ties broken by identifier it is the best for every single person of the side that proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use = "planning changes nothing; the plan is all there is"]
pub struct StablePlan {
    proposing: Side,
    on: Date,
    digest: Digest,
    pairings: Vec<Pairing>,
    worth: Worth,
    gives_up: Trade,
    pairs_considered: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wishes: Option<Digest>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    void: Vec<VoidWish>,
}

impl StablePlan {
    /// The side that proposed.
    pub fn proposing(&self) -> Side {
        self.proposing
    }

    /// The date on which it was made.
    pub fn on(&self) -> Date {
        self.on
    }

    /// The fingerprint of the request it was made from.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The pairings, by mentor and mentee; running pairs are not told.
    pub fn pairings(&self) -> &[Pairing] {
        &self.pairings
    }

    /// What it has.
    pub fn worth(&self) -> Worth {
        self.worth
    }

    /// What it has more or less than the best plan by the goal of the request: the price of stability.
    pub fn gives_up(&self) -> Trade {
        self.gives_up
    }

    /// How many pairs it is proved of that none would rather have each other: all of them, or of wishes all that mentees listed
    /// and that are possible, because nobody else would be taken.
    pub fn pairs_considered(&self) -> u64 {
        self.pairs_considered
    }

    /// The fingerprint of the wishes it was made from; none where likes came from the criteria.
    pub fn wishes(&self) -> Option<Digest> {
        self.wishes
    }

    /// The wishes that could not count, because the two are not possible: those of mentees first, each side in the order of
    /// identifiers and of their lists.
    pub fn void(&self) -> &[VoidWish] {
        &self.void
    }
}

/// `12 pairings, in which nobody would rather have each other; than the best plan it has 3.5 points less`.
impl fmt::Display for StablePlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} in which no two would rather have each other; beside the best plan it has {}",
            self.worth,
            if self.gives_up == Trade::default() { "as much".to_owned() } else { self.gives_up.to_string() }
        )?;
        match self.void.len() {
            0 => Ok(()),
            1 => f.write_str("; one wish was not possible"),
            void => write!(f, "; {void} wishes were not possible"),
        }
    }
}

/// Why there is no stable plan, or a plan is not stable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotStable {
    /// The request cannot be planned.
    #[error(transparent)]
    Request(#[from] PlanError),
    /// Minimums: somebody may have to be with people who would rather be elsewhere, so stability cannot be promised.
    #[error("{}", minimums(.0))]
    Minimums(Vec<Who>),
    /// The plan was made from something else.
    #[error("the plan was made from other people, criteria, dates or demands; make a new one")]
    Stale,
    /// Wishes that speak of people who are not there, or of somebody twice.
    #[error("{}", lines("the wishes cannot stand:", .0))]
    Wishes(Vec<InvalidWish>),
    /// The plan was made from other wishes, or from none, or is checked without those it was made from.
    #[error("the plan was made from other wishes than it is checked with")]
    OtherWishes,
    /// Two who would rather have each other.
    #[error("mentor `{mentor}` and mentee `{mentee}` would rather have each other than what they have")]
    Blocking {
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
    },
    /// A pairing that is not possible, twice in the plan, or beyond somebody's places; or its score is not what criteria say.
    #[error("the plan does not say of its pairings what the request says")]
    OtherPairings,
}

fn minimums(who: &[Who]) -> String {
    let who: Vec<_> = who.iter().map(ToString::to_string).collect();
    format!(
        "a stable plan cannot promise anybody a partner, and these have a minimum: {}; take the minimums away, or plan by points",
        who.join(", ")
    )
}

/// What both sides like, row by row. Rows are mentees, columns mentors, both in the roster's order.
struct BothLike<'a> {
    mentees: Kernel<'a>,
    /// None where everything counts for both.
    mentors: Option<Kernel<'a>>,
    round: &'a Round<'a>,
}

impl Likes for BothLike<'_> {
    fn write(&self, row: usize, columns: Range<usize>, of_row: &mut [i32], of_column: &mut [i32]) {
        self.mentees.write(row, columns.clone(), of_row);
        match &self.mentors {
            Some(mentors) => mentors.write(row, columns.clone(), of_column),
            None => of_column.copy_from_slice(of_row),
        }
        let pairs = (row, columns.start)..(row, columns.end);
        let apart = self.round.excluded.range(pairs.clone()).chain(self.round.running.range(pairs.clone()));
        for &(_, column) in apart.chain(self.round.pinned.range(pairs)) {
            of_row[column - columns.start] = stable::FORBIDDEN;
        }
    }
}

impl Request<'_> {
    /// Makes a stable plan; the side that proposes gets the best that stability allows.
    ///
    /// ```
    /// # use mentorship::{criteria::{Criteria, Side}, jiff::civil::date, matching::Request, people::Roster};
    /// # let (roster, criteria) = (Roster::default(), Criteria::default());
    /// let request = Request::new(&roster, &criteria, date(2026, 1, 15));
    /// let plan = request.stable_plan(Side::Mentee)?;
    /// request.verify_stable(&plan)?;
    /// println!("{plan}");
    /// # Ok::<(), mentorship::matching::NotStable>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`plan`](Self::plan), and when anybody has a minimum.
    ///
    /// # Complexity
    ///
    /// Every pair is scored a few times and none is stored; the best plan is made too, to tell what is given up.
    pub fn stable_plan(&self, proposing: Side) -> Result<StablePlan, NotStable> {
        self.stably(proposing, None)
    }

    /// Makes a stable plan from what people said themselves, in ranked lists; the side that proposes gets the best that stability
    /// allows.
    ///
    /// Who is possible, and the points that the plan gives up, are still by the criteria. A wish for somebody who is not possible
    /// is void, and told in [`StablePlan::void`]. Pinned and running pairs hold their places whatever anybody wishes.
    ///
    /// ```
    /// use mentorship::{
    ///     criteria::{Criteria, Side},
    ///     jiff::civil::date,
    ///     matching::{Request, Wishes},
    ///     people::{Mentee, Mentor, People, Roster},
    /// };
    ///
    /// let roster = Roster::new(People {
    ///     mentors: vec![Mentor::new("M-1".parse()?, "Anna".parse()?), Mentor::new("M-2".parse()?, "Bo".parse()?)],
    ///     mentees: vec![Mentee::new("E-1".parse()?, "Cem".parse()?), Mentee::new("E-2".parse()?, "Dana".parse()?)],
    ///     ..People::default()
    /// })?;
    /// // Both mentees would rather have M-1, who would rather have E-2.
    /// let wishes = Wishes::new()
    ///     .mentee("E-1".parse()?, [["M-1".parse()?], ["M-2".parse()?]])
    ///     .mentee("E-2".parse()?, [["M-1".parse()?]])
    ///     .mentor("M-1".parse()?, [["E-2".parse()?], ["E-1".parse()?]])
    ///     .mentor("M-2".parse()?, [["E-1".parse()?, "E-2".parse()?]]);
    /// let criteria = Criteria::default();
    /// let request = Request::new(&roster, &criteria, date(2026, 1, 15));
    /// let plan = request.stable_plan_from(&wishes, Side::Mentee)?;
    /// let pairs: Vec<_> = plan.pairings().iter().map(|p| (p.mentor.as_str(), p.mentee.as_str())).collect();
    /// assert_eq!(pairs, [("M-1", "E-2"), ("M-2", "E-1")]);
    /// request.verify_stable_from(&plan, &wishes)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`stable_plan`](Self::stable_plan), and everything in the wishes that cannot stand: people who are not in the roster,
    /// or are listed by their own side or more than once, and two lists of one person.
    ///
    /// # Complexity
    ///
    /// The lists are read in O(l log n) for `l` wishes of `n` people and asked as in [`stable`]; the best plan is
    /// made too, to tell what is given up.
    pub fn stable_plan_from(&self, wishes: &Wishes, proposing: Side) -> Result<StablePlan, NotStable> {
        self.stably(proposing, Some(wishes))
    }

    fn stably(&self, proposing: Side, wishes: Option<&Wishes>) -> Result<StablePlan, NotStable> {
        let round = Round::of(self)?;
        without_minimums(&round)?;
        let heard = heard(wishes, &round)?;
        let best = self.plan()?;
        let void = heard.as_ref().map_or(Vec::new(), |heard| heard.void.clone());
        let (free, pairs_considered) = self.with_market(&round, heard, |market| {
            let proposing = match proposing {
                Side::Mentee => Proposing::Rows,
                Side::Mentor => Proposing::Columns,
            };
            let found = market.solve(proposing).expect("criteria and lists always say the same");
            (found.pairs().to_vec(), found.proof().pairs_considered)
        })?;
        let mut used: Vec<_> = free.into_iter().chain(round.pinned.iter().copied()).collect();
        used.extend(round.running.iter().copied());
        used.sort_unstable();
        let pairings = round.pairings(&used);
        let worth = worth(&used, &pairings);
        let of_best = Worth {
            mentees: best.mentees_matched(),
            pairings: best.pairings().len() + best.running().len(),
            points: best.total(),
        };
        Ok(StablePlan {
            proposing,
            on: self.on,
            digest: best.digest(),
            pairings,
            worth,
            gives_up: of_best.to(&worth),
            pairs_considered,
            wishes: wishes.map(Wishes::digest),
            void,
        })
    }

    /// Checks that a stable plan, perhaps stored and read again, was made from this request, says of each pairing what the
    /// criteria say, and that no mentor and mentee would rather have each other, over all pairs.
    ///
    /// # Errors
    ///
    /// The first thing that is not so.
    pub fn verify_stable(&self, plan: &StablePlan) -> Result<(), NotStable> {
        self.verify_stably(plan, None)
    }

    /// The same of a plan made from wishes, with these wishes.
    ///
    /// # Errors
    ///
    /// The first thing that is not so, and everything in the wishes that cannot stand.
    pub fn verify_stable_from(&self, plan: &StablePlan, wishes: &Wishes) -> Result<(), NotStable> {
        self.verify_stably(plan, Some(wishes))
    }

    fn verify_stably(&self, plan: &StablePlan, wishes: Option<&Wishes>) -> Result<(), NotStable> {
        let round = Round::of(self)?;
        without_minimums(&round)?;
        if plan.digest != self.digest() {
            return Err(NotStable::Stale);
        }
        if plan.wishes != wishes.map(Wishes::digest) {
            return Err(NotStable::OtherWishes);
        }
        let heard = heard(wishes, &round)?;
        if plan.void != heard.as_ref().map_or(&[][..], |heard| &heard.void) {
            return Err(NotStable::OtherPairings);
        }
        let roster = self.roster;
        let place = |pairing: &Pairing| {
            Some((roster.mentee_index(&pairing.mentee)?, roster.mentor_index(&pairing.mentor)?))
        };
        let new: Option<Vec<_>> = plan.pairings.iter().map(place).collect();
        let mut used = new.ok_or(NotStable::OtherPairings)?;
        used.extend(round.running.iter().copied());
        used.sort_unstable();
        let possible = |&(row, column): &(usize, usize)| {
            round.running.contains(&(row, column)) || round.verdict(row, column).score().is_some()
        };
        if !used.iter().all(possible) || round.pairings(&used) != plan.pairings {
            return Err(NotStable::OtherPairings);
        }
        let free: Vec<_> = used.iter().copied().filter(|pair| !round.is_fixed(pair)).collect();
        let fixed = used.len() - free.len();
        if fixed != round.pinned.len() + round.running.len() || worth(&used, &plan.pairings) != plan.worth {
            return Err(NotStable::OtherPairings);
        }
        self.with_market(&round, heard, |market| match market.verify(&free) {
            Ok(_) => Ok(()),
            Err(Unstable::Blocking { row, column }) => Err(NotStable::Blocking {
                mentor: roster.mentors()[column].id.clone(),
                mentee: roster.mentees()[row].id.clone(),
            }),
            Err(_) => Err(NotStable::OtherPairings),
        })?
    }

    /// Poses the market of a round, in which fixed pairs have taken their places, and asks something of it. People like what
    /// they wish for, or what the criteria say.
    fn with_market<T>(
        &self,
        round: &Round<'_>,
        heard: Option<Heard>,
        ask: impl FnOnce(&Market<'_>) -> T,
    ) -> Result<T, PlanError> {
        let places = places(round);
        if let Some(heard) = heard {
            let [rows, columns] = heard.rankings(places);
            return Ok(ask(&Market::lists(rows, columns).expect("wishes were checked as they were read")));
        }
        let [for_mentees, for_mentors] = [Side::Mentee, Side::Mentor].map(|side| self.criteria.seen_by(side));
        let mentees = for_mentees.compile(self.roster, self.on, &self.history)?;
        let mentors = if for_mentors == for_mentees {
            None
        } else {
            Some(for_mentors.compile(self.roster, self.on, &self.history)?)
        };
        let likes = BothLike {
            mentees: mentees.kernel_by_roster(),
            mentors: mentors.as_ref().map(Compiled::kernel_by_roster),
            round,
        };
        let [rows, columns] = places;
        let market =
            Market::implicit(rows, columns, &likes).expect("a roster stays within the bounds of a market");
        Ok(ask(&market))
    }
}

/// The wishes in numbers.
fn heard(wishes: Option<&Wishes>, round: &Round<'_>) -> Result<Option<Heard>, NotStable> {
    wishes.map(|wishes| wishes.heard(round)).transpose().map_err(NotStable::Wishes)
}

/// What some pairs, running ones among them, have.
fn worth(used: &[(usize, usize)], pairings: &[Pairing]) -> Worth {
    let mut mentees: Vec<_> = used.iter().map(|pair| pair.0).collect();
    mentees.dedup();
    let points: Score = pairings.iter().map(|pairing| pairing.score).sum();
    Worth { mentees: mentees.len(), pairings: used.len(), points }
}

/// Refuses minimums.
fn without_minimums(round: &Round<'_>) -> Result<(), NotStable> {
    let roster = round.compiled.roster();
    let with_minimum = |min: u32, who: Who| (min > 0).then_some(who);
    let mentors = roster.mentors().iter().zip(&round.mentors);
    let mentees = roster.mentees().iter().zip(&round.mentees);
    let minimums: Vec<_> = mentors
        .filter_map(|(mentor, bounds)| with_minimum(bounds.min, Who::Mentor(mentor.id.clone())))
        .chain(mentees.filter_map(|(m, bounds)| with_minimum(bounds.min, Who::Mentee(m.id.clone()))))
        .collect();
    if minimums.is_empty() { Ok(()) } else { Err(NotStable::Minimums(minimums)) }
}

/// How many partners each mentee and each mentor may still choose: fixed pairs have taken their places.
fn places(round: &Round<'_>) -> [Vec<u32>; 2] {
    let mut places: [Vec<u32>; 2] =
        [&round.mentees, &round.mentors].map(|side| side.iter().map(|bounds| bounds.max).collect());
    for &(row, column) in round.pinned.union(&round.running) {
        places[0][row] = places[0][row].saturating_sub(1);
        places[1][column] = places[1][column].saturating_sub(1);
    }
    places
}
