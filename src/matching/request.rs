//! What is asked of a round, and how it becomes a plan.

use std::{collections::BTreeSet, fmt, ops::ControlFlow, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Desk, Pairing, Plan, PlanError, Planned, Progress, Stage, UnfinishedPlan,
    each::{beside, each},
    reasons::{self, Reasons},
    round::{EXPLAINED, Round},
    source::Source,
    stages::{self, Last, NoLast},
    ties::{self, ThenBy},
    watch,
};
use crate::{
    assignment::{self, Bounds, Outcome, Solver, Unsolved},
    criteria::{Criteria, Score, Verdict},
    id::{Digest, MenteeId, MentorId},
    people::{History, Roster},
};

/// What makes one plan better than another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Goal {
    /// First as many mentees as possible with at least one mentor, then the largest total score.
    #[default]
    PeopleFirst,
    /// First as many pairings as possible, then the largest total score.
    PairingsFirst,
    /// The largest total score; a pairing worth nothing is not proposed.
    TotalScore,
    /// First as many mentees as possible with at least one mentor, then the lowest score of all pairings as high as possible,
    /// then the largest total score. Pinned pairs do not count among the lowest: they are demanded.
    RaiseLowest,
    /// First as many mentees as possible with their mentor, then the lowest score as high as possible, then as few as possible
    /// who have it, then the same of the next higher score, to the last: the worst-off first. For mentees who seek one mentor;
    /// an empty place counts below every score, and pinned pairs count like others.
    Leximin,
    /// First as many mentees as possible with at least one mentor, then those of them who have waited longest (the sum of their
    /// days waited is as large as can be, which is also to say that nobody who waited longer could take the place of somebody
    /// who waited less), then the largest total score. Who did not say since when they wait has waited no day.
    LongestWaitingFirst,
}

/// As somebody would say it: `people first`.
impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PeopleFirst => "people first",
            Self::PairingsFirst => "pairings first",
            Self::TotalScore => "total score",
            Self::RaiseLowest => "raising the lowest",
            Self::Leximin => "the worst-off first",
            Self::LongestWaitingFirst => "longest waiting first",
        })
    }
}

impl Goal {
    /// Whether one problem says it all, so that its prices answer questions.
    pub(super) fn has_one_stage(self) -> bool {
        matches!(self, Self::PeopleFirst | Self::PairingsFirst | Self::TotalScore)
    }

    pub(super) fn of_rows(self) -> assignment::Goal {
        match self {
            Self::PeopleFirst | Self::RaiseLowest | Self::Leximin | Self::LongestWaitingFirst => {
                assignment::Goal::RowsFirst
            }
            Self::PairingsFirst => assignment::Goal::PairsFirst,
            Self::TotalScore => assignment::Goal::Total,
        }
    }
}

/// What is asked of a round of matching.
///
/// Mentees with a minimum or maximum of partners, pins and running pairs are counted together: a running pair holds a
/// place of both.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    pub(crate) roster: &'a Roster,
    pub(crate) criteria: &'a Criteria,
    pub(crate) on: Date,
    pub(crate) goal: Goal,
    pub(crate) history: History,
    pub(crate) pins: BTreeSet<(MenteeId, MentorId)>,
    pub(crate) exclusions: BTreeSet<(MenteeId, MentorId)>,
    pub(crate) running: BTreeSet<(MenteeId, MentorId)>,
    pub(super) then: Vec<ThenBy>,
    /// A pin that a question insists on: its score counts among the lowest.
    pub(super) insisted: Option<(MenteeId, MentorId)>,
}

/// What a plan is made from, for its digest. `format` changes when the meaning of a field does.
#[derive(Serialize)]
struct Inputs<'a> {
    format: u8,
    roster: &'a Roster,
    criteria: &'a Criteria,
    on: Date,
    goal: Goal,
    history: &'a History,
    pins: &'a BTreeSet<(MenteeId, MentorId)>,
    exclusions: &'a BTreeSet<(MenteeId, MentorId)>,
    running: &'a BTreeSet<(MenteeId, MentorId)>,
    #[serde(skip_serializing_if = "<[ThenBy]>::is_empty")]
    then: &'a [ThenBy],
}

/// Nanoseconds that the digest takes for a person, about.
const DIGESTED: usize = 2_000;

/// Why a plan is not proved for a request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotProved {
    /// The request itself cannot be planned.
    #[error(transparent)]
    Request(#[from] PlanError),
    /// The plan was made from other people, criteria, dates or demands.
    #[error("the plan was made from other people, criteria, dates or demands; make a new one")]
    Stale,
    /// The plan speaks of somebody who is not in the roster, or its scores or total are not what the criteria say.
    #[error("the plan does not say of mentor `{mentor}` and mentee `{mentee}` what the criteria say")]
    OtherScore {
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
    },
    /// The scores do not add up to the plan's total, or the mentees to its number.
    #[error("the plan's total or number of mentees is not that of its pairings")]
    OtherTotal,
    /// The certificate does not prove it.
    #[error("the plan is not proved to be the best: {0}")]
    Certificate(#[from] assignment::NotProved),
}

impl<'a> Request<'a> {
    /// A round for these people by these criteria on that date, with the default goal and nothing else asked.
    pub fn new(roster: &'a Roster, criteria: &'a Criteria, on: Date) -> Self {
        Self {
            roster,
            criteria,
            on,
            goal: Goal::default(),
            history: History::default(),
            pins: BTreeSet::new(),
            exclusions: BTreeSet::new(),
            running: BTreeSet::new(),
            then: Vec::new(),
            insisted: None,
        }
    }

    /// Sets what makes a plan better.
    #[must_use]
    pub fn goal(self, goal: Goal) -> Self {
        Self { goal, ..self }
    }

    /// Adds what happened between people before: it keeps pairs apart as long as it says.
    #[must_use]
    pub fn history(mut self, history: &History) -> Self {
        self.history.extend(history.entries().iter().cloned());
        self
    }

    /// Demands a pairing.
    #[must_use]
    pub fn pin(mut self, mentor: MentorId, mentee: MenteeId) -> Self {
        self.pins.insert((mentee, mentor));
        self
    }

    /// Rules out a pairing for this round.
    #[must_use]
    pub fn exclude(mut self, mentor: MentorId, mentee: MenteeId) -> Self {
        self.exclusions.insert((mentee, mentor));
        self
    }

    /// Keeps a pair that runs already: it holds a place of both, whatever the criteria say of it today, and is neither
    /// scored nor proposed.
    #[must_use]
    pub fn keep_running(mut self, mentor: MentorId, mentee: MenteeId) -> Self {
        self.running.insert((mentee, mentor));
        self
    }

    /// Keeps all of these running, such as those of the [plan before](Plan::pairs): a new round moves nobody who has a
    /// partner, unless [told otherwise](Self::let_go).
    ///
    /// ```
    /// # use mentorship::{criteria::Criteria, jiff::civil::date, matching::Request};
    /// # use mentorship::people::{Mentee, Mentor, People, Roster};
    /// # let people = People {
    /// #     mentors: vec![Mentor::new("M-1".parse()?, "Anna".parse()?)],
    /// #     mentees: vec![Mentee::new("T-1".parse()?, "Bo".parse()?)],
    /// #     ..People::default()
    /// # };
    /// # let (roster, criteria) = (Roster::new(people)?, Criteria::default());
    /// let last = Request::new(&roster, &criteria, date(2026, 1, 15)).plan()?;
    /// let request = Request::new(&roster, &criteria, date(2026, 6, 15)).keep_all_running(last.pairs());
    /// assert_eq!(request.plan()?.running().len(), 1);
    ///
    /// // They have said goodbye.
    /// let request = request.let_go(&"M-1".parse()?, &"T-1".parse()?);
    /// assert_eq!(request.plan()?.running().len(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn keep_all_running(self, pairs: impl IntoIterator<Item = (MentorId, MenteeId)>) -> Self {
        pairs.into_iter().fold(self, |request, (mentor, mentee)| request.keep_running(mentor, mentee))
    }

    /// Does not keep a pair running that was to be kept: both have their places back, and may be matched again, with each
    /// other or somebody else.
    #[must_use]
    pub fn let_go(mut self, mentor: &MentorId, mentee: &MenteeId) -> Self {
        self.running.retain(|pair| (&pair.0, &pair.1) != (mentee, mentor));
        self
    }

    /// Says which of several plans that are as good by the goal is taken; asked again, which of those that are still as good.
    #[must_use]
    pub fn then(mut self, by: ThenBy) -> Self {
        self.then.push(by);
        self
    }

    /// The fingerprint of everything asked: equal requests have equal digests, in whatever order people came in.
    pub fn digest(&self) -> Digest {
        Digest::of(&Inputs {
            format: 1,
            roster: self.roster,
            criteria: self.criteria,
            on: self.on,
            goal: self.goal,
            history: &self.history,
            pins: &self.pins,
            exclusions: &self.exclusions,
            running: &self.running,
            then: &self.then,
        })
    }

    fn people(&self) -> usize {
        self.roster.mentors().len() + self.roster.mentees().len()
    }

    /// Makes the plan that is best by the goal, and proves it.
    ///
    /// # Errors
    ///
    /// When the criteria do not fit the questionnaire; when the request speaks of people who are not there, pins an
    /// excluded pair, or pins more than somebody takes; when minimums and pins cannot be met together.
    ///
    /// # Complexity
    ///
    /// Pairs are scored when they are looked at and never all stored (see [`solve`](crate::assignment::solve)): memory goes
    /// with people, time nearly with pairs.
    pub fn plan(&self) -> Result<Plan, PlanError> {
        let planned = self.plan_watched(&mut |_| ControlFlow::Continue(()))?;
        Ok(planned.proved().expect("nobody stopped it"))
    }

    /// Makes the same plan in sight of whoever waits: `watch` hears how far it is, and may break it off.
    ///
    /// It is called some hundred times a second on large rounds, on the thread that asked. Once a plan is proved it is
    /// written down, whatever `watch` says then.
    ///
    /// ```
    /// # use mentorship::{criteria::Criteria, jiff::civil::date, matching::{Planned, Request}, people::Roster};
    /// use std::{ops::ControlFlow, time::{Duration, Instant}};
    ///
    /// # let (roster, criteria) = (Roster::default(), Criteria::default());
    /// let enough = Instant::now() + Duration::from_secs(60);
    /// let planned = Request::new(&roster, &criteria, date(2026, 1, 15)).plan_watched(&mut |progress| {
    ///     println!("{}: {:.0} %", progress.stage, 100.0 * progress.share_done());
    ///     if Instant::now() < enough { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    /// })?;
    /// match planned {
    ///     Planned::Proved(plan) => println!("{} pairings, proved", plan.pairings().len()),
    ///     Planned::Stopped(plan) => match plan.gap() {
    ///         Some(gap) => println!("{} pairings, {gap}", plan.pairings().len()),
    ///         None => println!("stopped too early to say how good it is"),
    ///     },
    /// }
    /// # Ok::<(), mentorship::matching::PlanError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`plan`](Self::plan).
    pub fn plan_watched(
        &self,
        watch: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Planned, PlanError> {
        Ok(match self.planned(watch)? {
            Planned::Proved(desk) => Planned::Proved(desk.into_plan()),
            Planned::Stopped(unfinished) => Planned::Stopped(unfinished),
        })
    }

    /// Makes a plan, and gives it with what it was made from.
    pub(super) fn planned(
        &self,
        watch: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Planned<Desk<'a>>, PlanError> {
        let stopped = watch(&Progress::begins(Stage::Preparing)).is_break();
        let round = Round::of(self)?;
        let source = Source::of(&round);
        let most = round.most_points();
        let told = |why| self.told(&round, &source, why);
        let mut go_on = || !stopped && watch(&Progress::begins(Stage::Solving)).is_continue();
        let Some(last) = self.last_stage(&round, &source, &mut go_on)? else {
            return Ok(Planned::Stopped(self.nothing_yet(&round)));
        };
        let mut solver = Solver::new(last.problem, last.goal);
        let mut watched = |progress: &assignment::Progress| {
            if stopped { ControlFlow::Break(()) } else { watch(&Progress::of(progress, most)) }
        };
        let (outcome, digest) =
            beside(|| solver.run(&mut watched), self.people() * DIGESTED, || self.digest());
        let outcome = outcome.map_err(told)?;
        let _ = watch(&Progress::begins(Stage::Writing));
        let outcome = match outcome {
            Outcome::Proved(solution) => {
                Outcome::Proved(ties::taken(&self.then, self.goal, &round, &source, &mut solver, solution))
            }
            stopped @ Outcome::Stopped(_) => stopped,
        };
        let used = match &outcome {
            Outcome::Proved(solution) => solution.pairs(),
            Outcome::Stopped(unfinished) => unfinished.pairs(),
        };
        let used: Vec<_> = used.iter().map(|&(row, place)| (row, source.mentor(place))).collect();
        let pairings = round.pairings(&used);
        let mut running: Vec<_> =
            self.running.iter().map(|(mentee, mentor)| (mentor.clone(), mentee.clone())).collect();
        running.sort();
        let (goal, on) = (self.goal, self.on);
        let total: Score = pairings.iter().map(|pairing| pairing.score).sum();
        let mentees_matched = used.iter().map(|(row, _)| row).collect::<BTreeSet<_>>().len();
        Ok(match outcome {
            Outcome::Proved(solution) => {
                let Reasons { unmatched, pairs_possible } = reasons::reasons(&round, &source, &used);
                let plan = Plan {
                    goal,
                    on,
                    digest,
                    pairings,
                    unmatched,
                    mentees_matched,
                    total,
                    pairs_considered: round.compiled.pair_count(),
                    pairs_eligible: pairs_possible - running.len() as u64,
                    running,
                    certificate: source.by_roster(solution.certificate()),
                };
                Planned::Proved(Desk { request: self.clone(), round, source, solver, solution, plan })
            }
            Outcome::Stopped(unfinished) => Planned::Stopped(UnfinishedPlan {
                goal,
                on,
                digest,
                pairings,
                running,
                mentees_matched,
                total,
                meets_minimums: unfinished.meets_demands(),
                gap: watch::gap(&unfinished, total, most),
            }),
        })
    }

    /// Comes to the last stage of the goal; nothing when whoever waits breaks it off.
    fn last_stage(
        &self,
        round: &Round<'_>,
        source: &Arc<Source<'a>>,
        go_on: stages::GoOn<'_>,
    ) -> Result<Option<Last<'a>>, PlanError> {
        match stages::last(self.goal, round, source, go_on) {
            Ok(last) => Ok(Some(last)),
            Err(NoLast::Stopped) => Ok(None),
            Err(NoLast::Unsolved(why)) => Err(self.told(round, source, why)),
            Err(NoLast::SeveralMentors(rows)) => {
                let mentees = self.roster.mentees();
                Err(PlanError::SeveralMentors(rows.iter().map(|row| mentees[*row].id.clone()).collect()))
            }
            Err(NoLast::TooMany(pairs)) => Err(PlanError::TooManyPairs { goal: self.goal, pairs }),
        }
    }

    /// Why there is no plan, in the words of this room.
    fn told(&self, round: &Round<'_>, source: &Source<'_>, why: Unsolved) -> PlanError {
        match why {
            Unsolved::Clash(clash) => {
                round.clash(&clash, |place| &self.roster.mentors()[source.mentor(place)])
            }
            Unsolved::Source(fault) => unreachable!("criteria always say the same: {fault}"),
        }
    }

    /// What there is of a plan when its making was stopped before anything was solved: pins, when they meet every minimum.
    fn nothing_yet(&self, round: &Round<'_>) -> UnfinishedPlan {
        let pinned: Vec<_> = round.pinned.iter().copied().collect();
        let pairings = round.pairings(&pinned);
        let held = |bounds: &[Bounds], line: fn(&(usize, usize)) -> usize| {
            let mut held = vec![0; bounds.len()];
            round.pinned.union(&round.running).for_each(|pair| held[line(pair)] += 1);
            held.iter().zip(bounds).all(|(held, bounds)| *held >= bounds.min)
        };
        let mentees = round.pinned.union(&round.running).map(|pair| pair.0).collect::<BTreeSet<_>>();
        let mut running: Vec<_> =
            self.running.iter().map(|(mentee, mentor)| (mentor.clone(), mentee.clone())).collect();
        running.sort();
        UnfinishedPlan {
            goal: self.goal,
            on: self.on,
            digest: self.digest(),
            total: pairings.iter().map(|pairing| pairing.score).sum(),
            pairings,
            running,
            mentees_matched: mentees.len(),
            meets_minimums: held(&round.mentees, |pair| pair.0) && held(&round.mentors, |pair| pair.1),
            gap: None,
        }
    }

    /// Checks that a plan, perhaps stored and read again, is the best for this request: it was made from the same, says
    /// of each pairing what the criteria say, and its certificate proves it over all pairs.
    ///
    /// # Errors
    ///
    /// The first thing that is not so.
    pub fn verify(&self, plan: &Plan) -> Result<(), NotProved> {
        let round = Round::of(self)?;
        if plan.digest != self.digest() || plan.goal != self.goal || plan.on != self.on {
            return Err(NotProved::Stale);
        }
        let source = Source::of(&round);
        let checked = each(plan.pairings.len(), EXPLAINED, |at| said(&round, &plan.pairings[at]));
        let mut pairs: Vec<(usize, usize)> = round.running.iter().copied().collect();
        for (checked, pairing) in checked.into_iter().zip(&plan.pairings) {
            let (mentor, mentee) = (&pairing.mentor, &pairing.mentee);
            let other = || NotProved::OtherScore { mentor: mentor.clone(), mentee: mentee.clone() };
            pairs.push(checked.ok_or_else(other)?);
        }
        for (_, column) in &mut pairs {
            *column = source.place(*column);
        }
        let certificate = source.by_place(&plan.certificate);
        let last = self.last_stage(&round, &source, &mut || true)?;
        let Last { problem, goal } = last.expect("nobody stops it");
        let proof = certificate.verify(&problem, goal, &pairs)?;
        let total = i128::from(plan.total.thousandths());
        if (proof.total, proof.rows_covered) != (total, plan.mentees_matched) {
            return Err(NotProved::OtherTotal);
        }
        Ok(())
    }
}

/// Where a pairing's mentee and mentor stand in the roster, when it says of them what the criteria say.
fn said(round: &Round<'_>, pairing: &Pairing) -> Option<(usize, usize)> {
    let roster = round.compiled.roster();
    let (row, column) = (roster.mentee_index(&pairing.mentee)?, roster.mentor_index(&pairing.mentor)?);
    let Verdict::Eligible(explanation) = round.compiled.verdict(column, row) else { return None };
    (explanation.score() == pairing.score && explanation == pairing.explanation).then_some((row, column))
}
