//! The coordinator's view: each figure with its n, its interval, and what to keep in mind, in words.

use std::fmt::Write as _;

use mentorship::{
    feedback::Record,
    impact::{About, AsOf, Contrast, Estimate, Figures, Health, Indicator, Snapshot, Stage},
    introduction::Party,
    jiff::civil::Date,
    people::Label,
};

/// Figures, block by block.
struct Story {
    text: String,
}

/// The whole view as of a day.
pub(crate) fn told(record: &Record, on: AsOf) -> String {
    let snapshot = Snapshot::new(record, on);
    let figures = Figures::of(&snapshot);
    let mut story = Story { text: String::new() };
    story.line(&format!("How the programme stands on {}, to those who steer it", on.date));
    story.line(
        "Value, limits within which it lies (95 % sure), of how many. What to keep in mind stands below.",
    );
    story.who(&figures);
    story.meetings(&figures);
    story.lengths(&figures);
    story.voices(&figures);
    story.growth(&figures);
    story.contrasts(&snapshot);
    story.evidence(&figures);
    story.quality(&figures, on.date);
    story.text
}

impl Story {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        self.line("");
        self.line(heading);
        self.line(&"-".repeat(heading.chars().count()));
    }

    /// A figure under a name of one's own; a long name stands on a line before it.
    fn row(&mut self, name: &str, figure: &Estimate) {
        let name = if name.chars().count() > 56 {
            self.line(&format!("  {name}"));
            ""
        } else {
            name
        };
        let interval = figure.interval_in_words().unwrap_or_default();
        let count = figure.indicator.definition().level.count(figure.n);
        let mut row = format!("  {name:<56} {:>12}   {interval:<22} {count}", figure.value_in_words());
        if figure.missing > 0 {
            let _ = write!(row, ", {} missing", figure.missing);
        }
        self.line(&row);
    }

    /// Figures under names, and what to keep in mind about them, each said once.
    fn rows<'a>(
        &mut self,
        figures: impl IntoIterator<Item = &'a Estimate>,
        name: impl Fn(&Estimate) -> String,
    ) {
        let (mut caveats, mut told): (Vec<(String, Vec<String>)>, usize) = (Vec::new(), 0);
        for figure in figures {
            told += 1;
            self.row(&name(figure), figure);
            for caveat in &figure.caveats {
                let (caveat, of) = (caveat.to_string(), name(figure).trim().to_owned());
                match caveats.iter_mut().find(|(said, _)| *said == caveat) {
                    Some((_, about)) => about.push(of),
                    None => caveats.push((caveat, vec![of])),
                }
            }
        }
        for (caveat, about) in caveats {
            match &about[..] {
                [one] if told > 1 => self.line(&format!("      · {one}: {caveat}")),
                several if several.len() < told => {
                    self.line(&format!("      · {} of these: {caveat}", several.len()));
                }
                _ => self.line(&format!("      · {caveat}")),
            }
        }
    }

    /// Figures indicator by indicator: one under the name of its definition, several in a block of their own.
    fn each(&mut self, figures: &Figures, indicators: &[Indicator]) {
        for indicator in indicators {
            let chosen: Vec<&Estimate> = figures.of_indicator(*indicator).collect();
            self.block(&chosen);
        }
    }

    fn block(&mut self, figures: &[&Estimate]) {
        match figures {
            [] => {}
            [one] if one.about.is_empty() => {
                self.rows([*one], |one| one.indicator.definition().name_en.to_owned());
            }
            [first, ..] => {
                self.line(&format!("  {}:", first.indicator.definition().name_en));
                self.rows(figures.iter().copied(), |figure| format!("  {}", parts(figure)));
            }
        }
    }

    /// Figures of whole scales, without their parts.
    fn whole_scales(&mut self, figures: &Figures, indicator: Indicator) {
        self.block(&figures.of_indicator(indicator).filter(|figure| of_whole(figure)).collect::<Vec<_>>());
    }

    fn who(&mut self, figures: &Figures) {
        self.heading("Who takes part");
        self.each(figures, &[Indicator::Served]);
        for role in [Party::Mentee, Party::Mentor] {
            self.line(&format!("  The way of {role}s:"));
            for stage in Stage::ALL {
                let about = [About::Role(role), About::Stage(stage)];
                let Some(reached) = figures.get(Indicator::FunnelReached, &about) else { continue };
                // One sign for each fortieth.
                let bar: String =
                    (0..40).filter(|at| reached.value > Some(f64::from(*at) / 40.0)).map(|_| '#').collect();
                self.line(&format!("    {:<16} {:>7}  {bar}", stage.to_string(), reached.value_in_words()));
            }
        }
        self.each(
            figures,
            &[
                Indicator::EverMatched,
                Indicator::MatchedNow,
                Indicator::Waiting,
                Indicator::Utilisation,
                Indicator::IdleMentors,
                Indicator::OverloadedMentors,
                Indicator::MentorReturn,
            ],
        );
    }

    fn meetings(&mut self, figures: &Figures) {
        self.heading("What happens");
        self.line("  Running pairings:");
        for health in Health::ALL {
            if let Some(figure) = figures.get(Indicator::Health, &[About::Health(health)]) {
                self.line(&format!("    {:<20} {:>4}", health.to_string(), figure.value_in_words()));
            }
        }
        self.each(
            figures,
            &[
                Indicator::Adherence,
                Indicator::AdherenceByPairing,
                Indicator::Intensity,
                Indicator::MeetingMinutes,
                Indicator::LongestGap,
                Indicator::CheckInsOnTime,
                Indicator::GoalAttainment,
            ],
        );
    }

    fn lengths(&mut self, figures: &Figures) {
        self.heading("How long pairings last");
        self.each(
            figures,
            &[
                Indicator::Retention,
                Indicator::CohortRetention,
                Indicator::LengthQuantile,
                Indicator::RestrictedMean,
                Indicator::ClosureReason,
                Indicator::EarlyClosure,
                Indicator::NeverMet,
            ],
        );
    }

    fn voices(&mut self, figures: &Figures) {
        self.heading("What people say");
        self.each(figures, &[Indicator::NetPromoter, Indicator::Satisfied]);
        self.whole_scales(figures, Indicator::ScaleScore);
        self.each(figures, &[Indicator::ViewsApart]);
    }

    fn growth(&mut self, figures: &Figures) {
        self.heading("What changed for the same people");
        let whole =
            |figure: &&Estimate| !figure.about.iter().any(|about| matches!(about, About::Subscale(_)));
        for change in figures.of_indicator(Indicator::MeanChange).filter(whole) {
            self.line(&format!("  {}", parts(change)));
            let same = |indicator| figures.of_indicator(indicator).find(|other| other.about == change.about);
            let block = [
                Indicator::MeanChange,
                Indicator::StandardisedChange,
                Indicator::ChangeForReporting,
                Indicator::RankTest,
                Indicator::Improved,
                Indicator::ReliablyImproved,
                Indicator::ReliablyWorse,
                Indicator::Attrition,
            ];
            self.rows(block.into_iter().filter_map(same), |figure| {
                format!("  {}", figure.indicator.definition().name_en)
            });
        }
        self.each(figures, &[Indicator::MilestoneGain, Indicator::MilestoneTest]);
    }

    fn contrasts(&mut self, snapshot: &Snapshot<'_>) {
        let label = |text| Label::new(text).expect("a word");
        let contrast = Contrast::new(label("newcomer")).again_within([label("neighbourhood"), label("age")]);
        let mut figures = contrast.estimates(snapshot);
        figures.sort_by_key(|figure| figure.indicator);
        if figures.is_empty() {
            return;
        }
        self.heading("Newcomers and others beside each other");
        for figures in figures.chunk_by(|a, b| a.indicator == b.indicator) {
            self.block(&figures.iter().collect::<Vec<_>>());
        }
    }

    fn evidence(&mut self, figures: &Figures) {
        self.heading("What they told, and how it was read");
        self.each(
            figures,
            &[
                Indicator::Theme,
                Indicator::CoderKappa,
                Indicator::CoderAlpha,
                Indicator::Saturation,
                Indicator::Strengths,
            ],
        );
    }

    fn quality(&mut self, figures: &Figures, date: Date) {
        self.heading(&format!("How good this knowledge is on {date}"));
        self.each(figures, &[Indicator::ResponseRate]);
        self.whole_scales(figures, Indicator::Alpha);
        // What is rare is not worth a coordinator's time.
        let often = |figure: &&Estimate| figure.value > Some(0.05);
        for indicator in [Indicator::BlankItems, Indicator::StraightLining] {
            self.block(&figures.of_indicator(indicator).filter(often).collect::<Vec<_>>());
        }
        self.each(figures, &[Indicator::LoggedLate, Indicator::Duplicates]);
    }
}

/// Whether a figure speaks of a whole scale, not of a part.
fn of_whole(figure: &Estimate) -> bool {
    !figure.about.iter().any(|about| matches!(about, About::Subscale(_)))
}

/// What in particular a figure speaks of.
fn parts(figure: &Estimate) -> String {
    figure.about.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
