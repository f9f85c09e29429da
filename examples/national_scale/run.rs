//! The country, its plan, and what both took.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    time::{Duration, Instant},
};

use mentorship::{
    jiff::civil::date,
    matching::{Plan, Progress, Request, Stage},
    people::Roster,
    sample,
};

use super::{memory, options::Options};

/// A plan, the people it is for, and what it took.
pub(crate) struct Done {
    pub(crate) roster: Roster,
    pub(crate) plan: Plan,
    /// The making of people, which is not in the clock.
    pub(crate) made: Duration,
    /// What each stage took, all its turns together.
    pub(crate) stages: BTreeMap<Stage, Duration>,
    /// How many rounds of solving there were, and how many pairs were kept at most.
    pub(crate) rounds: usize,
    pub(crate) pairs_kept: usize,
    /// From the people in memory to the proven plan.
    pub(crate) seconds: Duration,
    /// The plan checked once more from nothing but its prices.
    pub(crate) checked: Duration,
    /// MiB of people in memory, and the most held while planning, the people included.
    pub(crate) people_mib: Option<u64>,
    pub(crate) peak_mib: Option<u64>,
    /// Whether the peak of what came before was forgotten.
    pub(crate) peak_is_own: bool,
}

/// Makes the people and their plan, in sight of `show`.
pub(crate) fn run(options: &Options, show: &mut dyn FnMut(&Progress)) -> Result<Done, String> {
    let begun = Instant::now();
    let roster = sample::nation(options.mentors, options.mentees, options.seed);
    let made = begun.elapsed();
    let criteria = sample::criteria();
    let request = Request::new(&roster, &criteria, date(2026, 1, 15)).goal(options.goal);

    let peak_is_own = memory::forget_peak();
    let people_mib = memory::now();
    let begun = Instant::now();
    let (mut stages, mut rounds, mut pairs_kept) = (BTreeMap::new(), 0, 0);
    let (mut stage, mut since) = (Stage::Preparing, begun);
    let planned = request.plan_watched(&mut |progress| {
        *stages.entry(stage).or_default() += since.elapsed();
        (stage, since) = (progress.stage, Instant::now());
        rounds = rounds.max(progress.round);
        pairs_kept = pairs_kept.max(progress.pairs_kept);
        show(progress);
        ControlFlow::Continue(())
    });
    *stages.entry(stage).or_default() += since.elapsed();
    let seconds = begun.elapsed();
    let peak_mib = memory::peak();
    let plan = planned.map_err(|error| error.to_string())?.proved().ok_or("somebody stopped it")?;

    let begun = Instant::now();
    request.verify(&plan).map_err(|reason| format!("the plan is not proved: {reason}"))?;
    let checked = begun.elapsed();
    Ok(Done {
        roster,
        plan,
        made,
        stages,
        rounds,
        pairs_kept,
        seconds,
        checked,
        people_mib,
        peak_mib,
        peak_is_own,
    })
}
