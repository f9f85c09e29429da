//! One trend, in a picture and in words.

use mentorship::{
    impact::{Direction, Snapshot},
    trend::{Baseline, MannKendall, Monthly, Series, Trend},
};

/// How the share of check-ins held in time moved over the months.
pub(crate) fn told(snapshot: &Snapshot<'_>) -> String {
    let shares = Monthly::of(snapshot).check_ins();
    let series = shares.values();
    let trend = Trend::of_shares(&shares, &Baseline::default(), Direction::Higher);
    let mut told = vec![String::from(
        "One trend: check-ins with a pair held within a week of the day they were due

",
    )];
    if let (Some(first), Some(last)) = (series.points().first(), series.points().last()) {
        told.push(format!("  {}  {}  {}\n", first.month, line(&series), last.month));
    }
    told.push(format!("  {trend}.\n"));
    told.push(match MannKendall::of(&series).map(|test| test.p()) {
        Ok(Some(p)) if p < 0.05 => format!("  Over all months they drift (Mann-Kendall, p = {p:.3}).\n"),
        Ok(Some(p)) => format!("  A slow drift over all months was not shown (Mann-Kendall, p = {p:.3}).\n"),
        Ok(None) => String::from("  All months are alike.\n"),
        Err(reason) => format!("  Of a slow drift nothing can be said: {reason}.\n"),
    });
    told.concat()
}

/// A letter a month, from low to high.
fn line(series: &Series) -> String {
    const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let step =
        |share: f64| STEPS.iter().rev().zip((0..8).rev()).find(|(_, at)| share * 8.0 >= f64::from(*at));
    series.values().map(|share| step(share).map_or(STEPS[0], |(letter, _)| *letter)).collect()
}
