//! Scales and axes. Ticks, grid, and where a value is come from the chart library.

use std::ops::Range;

use plotters::{
    chart::ChartBuilder,
    coord::{
        CoordTranslate,
        cartesian::Cartesian2d,
        ranged1d::{BoldPoints, KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter},
        types::RangedCoordf64,
    },
    drawing::IntoDrawingArea,
    style::{FontFamily, TRANSPARENT, TextStyle},
};

use super::{
    super::language::Language,
    Axis,
    backend::TENTHS,
    canvas::{Canvas, Place, WIDTH},
    letters,
    style::Ink,
};

/// The largest number that is drawn; what is beyond is drawn here. Written, it still fits beside an axis.
const LARGEST: f64 = 1e12;

/// The least that a scale of numbers spans. The chart library's ticks are sound from here to [`LARGEST`].
const NARROWEST: f64 = 1e-3;

/// How long a tick is.
const TICK: f64 = 4.0;

/// From an axis to the words of its ticks, as the chart library has it.
pub(super) const TICK_WORDS: f64 = 2.0 * TICK;

/// How much room the words under an axis take.
pub(super) const UNDER: f64 = TICK_WORDS + letters::LINE;

/// What an axis spans, with its ticks as they are written.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    ticks: Vec<(f64, String)>,
}

/// Where the inside of the axes lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

/// Which lines of the grid are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grid {
    /// From the ticks of the axis at the bottom.
    Upright,
    /// From the ticks of the axis at the left.
    Level,
}

/// Drawn axes, which tell where a value is.
pub(super) struct Plot {
    room: Room,
    coordinates: Cartesian2d<Scale, Scale>,
}

/// A number that can be drawn: finite, and no larger than [`LARGEST`].
pub(super) fn drawable(value: f64) -> Option<f64> {
    value.is_finite().then(|| value.clamp(-LARGEST, LARGEST))
}

/// A share that can be drawn.
pub(super) fn drawable_share(value: f64) -> Option<f64> {
    value.is_finite().then(|| value.clamp(0.0, 1.0))
}

/// A value on an axis as it is written by itself: whole per cent, and a digit after the mark where a number is short.
pub(super) fn written(value: f64, axis: Axis, language: Language) -> String {
    match axis {
        Axis::Share => language.percent(value, 0),
        Axis::Number => language.decimal(value, usize::from(value.abs() < 100.0)),
    }
}

/// A count as a length.
#[expect(clippy::cast_precision_loss, reason = "a picture tells no more than 2^52 apart")]
pub(super) fn count(count: usize) -> f64 {
    count as f64
}

impl Scale {
    /// Shares from 0 to `high`, in quarters where these are round, in fifths where not, with at most so many ticks.
    pub(super) fn share(high: f64, most: usize, language: Language) -> Self {
        let has_round_quarters = high * 100.0 % 4.0 < 1e-9;
        let parts: u32 = match most {
            5.. if has_round_quarters => 4,
            6.. => 5,
            3.. => 2,
            _ => 1,
        };
        let digits = usize::from(high * 100.0 / f64::from(parts) % 1.0 > 1e-9);
        let ticks = (0..=parts).map(|part| {
            let share = high * f64::from(part) / f64::from(parts);
            (share, language.percent(share, digits))
        });
        Self { low: 0.0, high, ticks: ticks.collect() }
    }

    /// The shares up to a round one that is no less than any of these.
    pub(super) fn shares(values: &[f64], most: usize, language: Language) -> Self {
        let highest = values.iter().copied().fold(0.0, f64::max);
        let high = [0.1, 0.2, 0.5].into_iter().find(|&round| highest <= round).unwrap_or(1.0);
        Self::share(high, most, language)
    }

    /// Numbers from zero, or from below it where some are, with about so many ticks at round numbers.
    pub(super) fn number(values: &[f64], most: usize, language: Language) -> Self {
        let low = values.iter().copied().fold(0.0, f64::min);
        let high = values.iter().copied().fold(0.0, f64::max);
        let span = if high > low { (high - low).max(NARROWEST) } else { 1.0 };
        let high = high.max(low + span);
        // With few ticks the chart library may find one only; then it is asked for more until it has a step.
        let step = (most.max(2)..most.max(2) + 8)
            .find_map(|most| match RangedCoordf64::from(low..high).key_points(BoldPoints(most))[..] {
                [first, second, ..] if second > first => Some(second - first),
                _ => None,
            })
            .unwrap_or(span);
        let (first, last) = ((low / step).floor(), (high / step - 1e-9).ceil());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of digits, 0 to 4"
        )]
        let digits = (-step.log10() + 1e-9).ceil().clamp(0.0, 4.0) as usize;
        // A step of 2.5 needs a digit that its size does not tell.
        let digits = if step * 10_f64.powi(i32::try_from(digits).unwrap_or(4)) % 1.0 > 1e-6 {
            digits + 1
        } else {
            digits
        };
        let ticks = std::iter::successors(Some(first), |at| Some(at + 1.0))
            .take_while(|&at| at <= last)
            .take(100)
            .map(|at| (at * step, language.decimal(at * step, digits)));
        Self { low: first * step, high: last * step, ticks: ticks.collect() }
    }

    /// What an axis measures, with at most so many ticks.
    pub(super) fn of(axis: Axis, values: &[f64], most: usize, language: Language) -> Self {
        match axis {
            Axis::Share => Self::share(1.0, most, language),
            Axis::Number => Self::number(values, most, language),
        }
    }

    /// Days from 0, with at most so many ticks at numbers of days that people count in.
    pub(super) fn days(last: u32, most: usize, language: Language) -> Self {
        const STEPS: [u64; 13] = [1, 2, 5, 10, 15, 30, 60, 90, 180, 365, 730, 1_825, 3_650];
        let last = u64::from(last.max(1));
        let most = u64::try_from(most.max(2)).unwrap_or(2);
        let fits = |&step: &u64| last / step < most;
        let step = STEPS
            .into_iter()
            .chain(std::iter::successors(Some(7_300), |step| Some(step * 2)))
            .find(fits)
            .unwrap_or(last);
        let ticks = (0..=last / step).map(|at| (day(at * step), language.whole(at * step)));
        Self { low: 0.0, high: day(last), ticks: ticks.collect() }
    }

    /// Places in a row, each in the middle of its part, without ticks.
    pub(super) fn places(number: usize) -> Self {
        Self { low: 0.0, high: count(number.max(1)), ticks: Vec::new() }
    }

    /// The scale with the most ticks, at most seven, of which no words touch over such a width; else its first and last only.
    pub(super) fn fitting(width: f64, make: impl Fn(usize) -> Self) -> Self {
        (2..=7).rev().map(&make).find(|scale| scale.fits(width)).unwrap_or_else(|| {
            let mut scale = make(2);
            let last = scale.ticks.len().saturating_sub(1);
            scale.ticks = scale
                .ticks
                .into_iter()
                .enumerate()
                .filter(|(at, _)| [0, last].contains(at))
                .map(|(_, tick)| tick)
                .collect();
            scale
        })
    }

    /// Whether no words of neighbouring ticks touch over such a width.
    fn fits(&self, width: f64) -> bool {
        let span = (self.high - self.low).max(f64::MIN_POSITIVE);
        self.ticks.windows(2).all(|pair| {
            let [(one, words), (other, others)] = pair else { return true };
            let apart = (other - one) / span * width;
            // Words at the end of an axis may have to be moved inside the view box, the more the longer they are.
            1.125 * letters::width(words, false).midpoint(letters::width(others, false)) + 8.0 <= apart
        })
    }

    /// The room that the words of its ticks need beside an axis.
    pub(super) fn beside(&self) -> f64 {
        let widest = self.ticks.iter().map(|(_, words)| letters::width(words, false)).fold(0.0, f64::max);
        widest + TICK_WORDS + 1.0
    }

    /// The words at a tick.
    fn words(&self, tick: f64) -> String {
        let nearest = self.ticks.iter().min_by(|a, b| (a.0 - tick).abs().total_cmp(&(b.0 - tick).abs()));
        nearest.map(|(_, words)| words.clone()).unwrap_or_default()
    }
}

impl Ranged for Scale {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, pixels: (i32, i32)) -> i32 {
        RangedCoordf64::from(self.low..self.high).map(&value.clamp(self.low, self.high), pixels)
    }

    /// The ticks; there is no finer grid between them.
    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() {
            return Vec::new();
        }
        self.ticks.iter().map(|&(at, _)| at).collect()
    }

    fn range(&self) -> Range<f64> {
        self.low..self.high
    }
}

impl ValueFormatter<f64> for Scale {
    fn format_ext(&self, tick: &f64) -> String {
        self.words(*tick)
    }
}

#[expect(clippy::cast_precision_loss, reason = "days fit in 32 bits")]
fn day(day: u64) -> f64 {
    day as f64
}

impl Plot {
    /// Draws axes around a room: the axis at the bottom with its ticks, the words of that at the left, and lines of the grid.
    pub(super) fn draw(canvas: &mut Canvas, room: Room, x: Scale, y: Scale, grid: Grid) -> Self {
        const SOUND: &str = "a canvas in memory has no failures, and its parts were measured to fit";
        canvas.reach(room.bottom + UNDER);
        let below = canvas.height() - room.bottom - UNDER;
        let area = (&mut *canvas).into_drawing_area();
        let mut chart = ChartBuilder::on(&area)
            .margin_top(tenths(room.top))
            .margin_right(tenths(WIDTH - room.right))
            .margin_bottom(tenths(below))
            .x_label_area_size(tenths(UNDER))
            .y_label_area_size(tenths(room.left))
            .build_cartesian_2d(x, y)
            .expect(SOUND);
        let words = TextStyle::from((FontFamily::SansSerif, letters::SIZE)).color(&Ink::Soft);
        let mut level = chart.configure_mesh();
        level.disable_x_axis().disable_x_mesh();
        if grid == Grid::Upright {
            level.disable_y_mesh();
        }
        level
            .set_all_tick_mark_size(tenths(TICK))
            .axis_style(TRANSPARENT)
            .bold_line_style(Ink::Rule)
            .label_style(words.clone())
            .draw()
            .expect(SOUND);
        let mut upright = chart.configure_mesh();
        upright.disable_y_axis().disable_y_mesh();
        if grid == Grid::Level {
            upright.disable_x_mesh();
        }
        upright
            .set_all_tick_mark_size(tenths(TICK))
            .axis_style(Ink::Axis)
            .bold_line_style(Ink::Rule)
            .label_style(words)
            .draw()
            .expect(SOUND);
        Self { room, coordinates: chart.as_coord_spec().clone() }
    }

    /// Where a value is, moved inside where it is beyond.
    pub(super) fn at(&self, x: f64, y: f64) -> Place {
        let (x, y) = self.coordinates.translate(&(x, y));
        (f64::from(x) / TENTHS, f64::from(y) / TENTHS)
    }

    /// The inside of the axes.
    pub(super) fn room(&self) -> Room {
        self.room
    }

    /// The ticks of the axis at the bottom: where they are, and their value.
    pub(super) fn ticks(&self) -> impl Iterator<Item = (f64, f64)> {
        self.coordinates.x_spec().ticks.iter().map(|&(tick, _)| (self.at(tick, 0.0).0, tick))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "lengths within a canvas")]
fn tenths(length: f64) -> i32 {
    (length.max(0.0) * TENTHS).round() as i32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::super::language::Language, Scale, drawable};

    fn ticks(scale: &Scale) -> Vec<&str> {
        scale.ticks.iter().map(|(_, words)| &**words).collect()
    }

    #[test]
    fn shares_are_ticked_in_quarters_halves_or_at_their_ends() {
        assert_eq!(ticks(&Scale::share(1.0, 5, Language::Dutch)), ["0%", "25%", "50%", "75%", "100%"]);
        assert_eq!(ticks(&Scale::share(0.5, 6, Language::Dutch)), ["0%", "10%", "20%", "30%", "40%", "50%"]);
        assert_eq!(ticks(&Scale::share(0.1, 5, Language::Dutch)), ["0%", "5%", "10%"]);
        assert_eq!(ticks(&Scale::share(1.0, 3, Language::English)), ["0%", "50%", "100%"]);
        assert_eq!(ticks(&Scale::share(1.0, 2, Language::English)), ["0%", "100%"]);
    }

    #[test]
    fn numbers_are_ticked_at_round_ones_from_zero_past_the_largest() {
        assert_eq!(ticks(&Scale::number(&[4.7, 11.2], 5, Language::Dutch)), ["0", "5", "10", "15"]);
        assert_eq!(ticks(&Scale::number(&[-3.0, 4.0], 5, Language::Dutch)), ["−4", "−2", "0", "2", "4"]);
        assert_eq!(ticks(&Scale::number(&[], 3, Language::Dutch)), ["0,0", "0,5", "1,0"]);
        assert_eq!(
            ticks(&Scale::number(&[-2e6, 3.7e6], 2, Language::English)),
            ["−2,000,000", "0", "2,000,000", "4,000,000"]
        );
    }

    #[test]
    fn days_are_ticked_as_people_count_them() {
        assert_eq!(ticks(&Scale::days(365, 5, Language::Dutch)), ["0", "90", "180", "270", "360"]);
        assert_eq!(ticks(&Scale::days(1_100, 5, Language::English)), ["0", "365", "730", "1,095"]);
        assert_eq!(ticks(&Scale::days(0, 5, Language::English)), ["0", "1"]);
    }

    proptest! {
        #[test]
        fn a_scale_of_numbers_holds_zero_and_every_value_between_few_ticks(
            values in prop::collection::vec(any::<f64>(), 0..5),
            most in 2_usize..8,
        ) {
            let values: Vec<_> = values.into_iter().filter_map(drawable).collect();
            let scale = Scale::number(&values, most, Language::English);
            prop_assert!(scale.low <= 0.0 && scale.high >= 0.0 && scale.low < scale.high);
            for &value in &values {
                let slack = 1e-9 * (scale.high - scale.low);
                prop_assert!(scale.low - slack <= value && value <= scale.high + slack);
            }
            prop_assert!((2..=most + 2).contains(&scale.ticks.len()), "{:?}", scale);
        }

        #[test]
        fn days_have_no_more_ticks_than_asked(last: u32, most in 2_usize..8) {
            let scale = Scale::days(last, most, Language::English);
            prop_assert!((1..=most).contains(&scale.ticks.len()));
        }
    }
}
