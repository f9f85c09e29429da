//! An audit as a page that a coordinator reads.

use std::fmt;

use super::{Audit, Compared, Group, Side};
use crate::impact::{Confidence, Interval, Share};

/// The longest label that a table shows whole, in characters.
const WIDTH: usize = 20;

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// A difference in percentage points, with its sign.
fn points(difference: f64) -> String {
    format!("{:+.1}", 100.0 * difference)
}

/// `x to y`, or a dash where there is no interval.
fn limits(interval: Option<Interval>, word: impl Fn(f64) -> String) -> String {
    let ends = interval.and_then(|interval| interval.ends());
    ends.map_or_else(|| "–".to_owned(), |(lower, upper)| format!("{} to {}", word(lower), word(upper)))
}

fn chance(p: f64) -> String {
    if p < 0.001 { "p below 0.001".to_owned() } else { format!("p {p:.3}") }
}

impl Group {
    fn name(&self) -> String {
        let name = self.label.as_ref().map_or("not said", |label| label.as_str());
        if name.chars().count() <= WIDTH {
            return name.to_owned();
        }
        name.chars().take(WIDTH - 1).chain(['…']).collect()
    }
}

/// One line of the table, without blanks at its end.
fn line(f: &mut fmt::Formatter<'_>, name: &str, cells: [&str; 7]) -> fmt::Result {
    let [ready, matched, rate, limits, difference, score, score_limits] = cells;
    let counts = format!("{name:<WIDTH$} {ready:>6} {matched:>8} {rate:>8}  {limits:<14}");
    let line = format!("{counts} {difference:>24} {score:>7}  {score_limits}");
    writeln!(f, "{}", line.trim_end())
}

/// A share with its rate and limits, as cells.
fn rate(share: &Share) -> [String; 4] {
    let value = share.value().map_or_else(|| "–".to_owned(), percent);
    let ends = limits(share.wilson(Confidence::default()), |end| format!("{:.1}", 100.0 * end));
    [share.of().to_string(), share.hits().to_string(), value, ends]
}

impl Side {
    fn tell(&self, f: &mut fmt::Formatter<'_>, side: &str, by: &str, minimum: u64) -> fmt::Result {
        let sure = Confidence::default();
        let heads = ["ready", "matched", "rate", "95 % sure", "pp to the others", "score", "95 % sure"];
        line(f, side, heads)?;
        for group in &self.groups {
            let [ready, matched, value, ends] = rate(&group.matched);
            let difference = group.difference().map_or_else(String::new, |difference| {
                let ends = limits(Some(difference.interval(sure)), points);
                format!("{} ({ends})", points(difference.value()))
            });
            let score = group.mean_score().map_or_else(|| "–".to_owned(), |mean| format!("{mean:.2}"));
            let score_ends = limits(group.score_interval(sure), |end| format!("{end:.2}"));
            let cells = [&ready, &matched, &value, &ends, &difference, &score, &score_ends];
            line(f, &group.name(), cells.map(String::as_str))?;
        }
        let [ready, matched, value, ends] = rate(&self.everybody);
        line(f, "everybody", [&ready, &matched, &value, &ends, "", "", ""])?;
        for group in &self.groups {
            group.tell_rate(f, side, by)?;
            group.tell_score(f, side, by)?;
        }
        let small = self.groups.iter().filter(|group| group.rate == Compared::TooFew);
        let small: Vec<String> =
            small.map(|group| format!("{} ({})", group.name(), group.matched.of())).collect();
        if !small.is_empty() {
            writeln!(f, "- Fewer than {minimum}, so not compared: {}.", small.join(", "))?;
        }
        if self.away > 0 {
            writeln!(f, "- Not of this round, being away or taking nobody: {}.", self.away)?;
        }
        Ok(())
    }
}

impl Group {
    /// Who they are, as part of a sentence.
    fn in_words(&self, side: &str, by: &str) -> String {
        self.label.as_ref().map_or_else(
            || format!("{side} who did not say their {by}"),
            |label| format!("{side} with {by} `{label}`"),
        )
    }

    fn tell_rate(&self, f: &mut fmt::Formatter<'_>, side: &str, by: &str) -> fmt::Result {
        let Compared::Tested { adjusted, .. } = self.rate else { return Ok(()) };
        let (Some(rate), Some(others)) = (self.matched.value(), self.others.value()) else { return Ok(()) };
        if !self.rate.stands_out(Confidence::default()) {
            return Ok(());
        }
        let who = self.in_words(side, by);
        let (rate, others) = (percent(rate), percent(others));
        let less = self.difference().is_some_and(|difference| difference.value() < 0.0);
        let way = if less { "less" } else { "more" };
        writeln!(
            f,
            "- Of {who} {rate} are matched, of all others {others}: {way} often than chance explains ({}).",
            chance(adjusted)
        )
    }

    fn tell_score(&self, f: &mut fmt::Formatter<'_>, side: &str, by: &str) -> fmt::Result {
        let Compared::Tested { adjusted, .. } = self.score else { return Ok(()) };
        let (Some(mean), Some(difference)) = (self.mean_score(), self.score_difference()) else {
            return Ok(());
        };
        if !self.score.stands_out(Confidence::default()) {
            return Ok(());
        }
        let who = self.in_words(side, by);
        let others = mean - difference;
        let way = if difference < 0.0 { "lower" } else { "higher" };
        writeln!(
            f,
            "- Pairings of {who} score {mean:.2} points, those of all others {others:.2}: {way} than chance explains ({}).",
            chance(adjusted)
        )
    }
}

impl fmt::Display for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (by, minimum) = (self.by(), self.minimum());
        writeln!(f, "Matched by {by}, plan of {}", self.on())?;
        writeln!(f)?;
        self.mentees().tell(f, "mentees", by, minimum)?;
        writeln!(f)?;
        self.mentors().tell(f, "mentors", by, minimum)?;
        writeln!(f)?;
        let sides = [self.mentees(), self.mentors()];
        let mut groups = sides.into_iter().flat_map(Side::groups);
        if !groups.any(|group| group.stands_out(Confidence::default())) {
            writeln!(
                f,
                "No group stands out beyond chance; of small groups only large differences can be seen."
            )?;
        }
        if self.comparisons() > 1 {
            writeln!(f, "Every p is corrected for the {} comparisons made (Holm).", self.comparisons())?;
        }
        writeln!(
            f,
            "This says where to look, not that somebody was unfair: groups may ask for other things,"
        )?;
        writeln!(
            f,
            "be free at other hours or live elsewhere. For coordinators; not to be published as it is."
        )
    }
}
