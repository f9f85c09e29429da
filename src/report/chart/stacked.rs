//! Shares that add up over days, such as how pairs ended: surfaces on top of each other, the first below.

use super::{
    super::language::Language,
    Line, Point,
    axes::{Grid, Plot, Room, Scale, UNDER},
    canvas::{Canvas, Fill, Letters, Stroke, WIDTH},
    curve::{self, BESIDE, GAP},
    labels,
    letters::{self, LINE},
    style::Ink,
    words,
};

/// How high the inside of the axes is at least.
const HIGH: f64 = 200.0;

/// The side of the swatch before a name.
const SWATCH: f64 = 12.0;

/// Draws the surfaces; nothing where no line has a point.
pub(super) fn draw(lines: &[Line], canvas: &mut Canvas, language: Language) -> Option<()> {
    let drawn: Vec<(&str, Vec<Point>)> = lines
        .iter()
        .map(|line| (&*line.label, curve::drawable(line)))
        .filter(|(_, points)| !points.is_empty())
        .collect();
    let mut days: Vec<u32> =
        drawn.iter().flat_map(|(_, points)| points.iter().map(|point| point.day)).collect();
    days.sort_unstable();
    days.dedup();
    let &last = days.last()?;
    // What each day's shares add up to below each surface: `levels[at][day]`, those of the ground first.
    let mut levels = vec![vec![0.0; days.len()]];
    for (_, points) in &drawn {
        let below = levels.last().into_iter().flatten();
        let level = days.iter().zip(below).map(|(&day, below)| (below + share(points, day)).min(1.0));
        let level = level.collect();
        levels.push(level);
    }
    let highest: Vec<f64> = levels.iter().flatten().copied().collect();

    let room_for_words = BESIDE - SWATCH - 6.0;
    let names: Vec<Vec<String>> =
        drawn.iter().map(|(label, _)| letters::wrap(label, room_for_words, 2, false)).collect();
    let names_high: f64 = names.iter().map(|lines| curve::block(lines)).sum();
    let widest = names.iter().flatten().map(|words| letters::width(words, false)).fold(44.0, f64::max);
    let y = Scale::shares(&highest, 6, language);
    let left = y.beside().max(letters::width(words::days(language), false) + 12.0);
    let right = WIDTH - GAP - SWATCH - 6.0 - widest;
    let room = Room { left, top: 10.0, right, bottom: 10.0 + HIGH.max(names_high) };
    let x = Scale::fitting(right - left, |most| Scale::days(last, most, language));
    let plot = Plot::draw(canvas, room, x, y, Grid::Level);
    let edge = |level: &[f64]| {
        let values: Vec<_> = days.iter().copied().zip(level.iter().copied()).collect();
        curve::steps(&values, |x, y| plot.at(x, y))
    };
    for (at, pair) in levels.windows(2).enumerate() {
        let [below, above] = pair else { continue };
        let mut corners = edge(below);
        let top = edge(above);
        corners.extend(top.iter().rev());
        canvas.surface(&corners, Fill::series(at));
        // A line of paper keeps surfaces apart where their tones are near.
        canvas.line(&top, Stroke::of(Ink::Paper, 1.5));
    }
    canvas.line(&[plot.at(0.0, 0.0), (room.right, room.bottom)], Stroke::of(Ink::Axis, 1.0));

    let ends = |at: usize| levels[at].last().copied().unwrap_or_default();
    let wanted: Vec<_> = (0..drawn.len())
        .rev()
        .map(|at| {
            let middle = plot.at(0.0, ends(at).midpoint(ends(at + 1))).1;
            (middle, curve::block(&names[at]))
        })
        .collect();
    let tops = labels::spread(&wanted, room.top - LINE / 2.0, room.bottom + LINE / 2.0);
    for ((at, top), (middle, _)) in (0..drawn.len()).rev().zip(tops).zip(&wanted) {
        let (x, y) = (room.right + GAP, top + LINE / 2.0);
        canvas.line(
            &[(room.right, *middle), (room.right + 4.0, *middle), (x - 3.0, y)],
            Stroke::of(Ink::Axis, 1.0),
        );
        canvas.block((x, y - SWATCH / 2.0), (SWATCH, SWATCH), Fill::series(at));
        let words = x + SWATCH + 6.0;
        let written = language.percent(share(&drawn[at].1, last), 0);
        canvas.write((words, y), &written, Letters::PLAIN.bold());
        canvas.write_lines((words, top + LINE), &names[at], Letters::PLAIN);
    }
    canvas.write((0.0, room.bottom + UNDER - LINE / 2.0), words::days(language), Letters::PLAIN.soft());
    Some(())
}

/// The share on a day: what the last point until then says, nothing before the first.
fn share(points: &[Point], day: u32) -> f64 {
    points.iter().take_while(|point| point.day <= day).last().map_or(0.0, |point| point.share)
}
