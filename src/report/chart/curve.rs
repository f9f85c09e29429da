//! Curves in steps: a share from each day on, with its band, and how many were still followed.

use super::{
    super::{
        document::{Cell, Table},
        language::Language,
    },
    Line, Point,
    axes::{Grid, Plot, Room, Scale, UNDER, count, drawable_share},
    canvas::{Canvas, Fill, Letters, Mark, Place, Stroke, WIDTH},
    labels,
    letters::{self, LINE},
    style::{self, Ink},
    words,
};

/// How high the inside of the axes is at least.
const HIGH: f64 = 200.0;

/// How wide the labels beside a plot are at most.
pub(super) const BESIDE: f64 = 128.0;

/// From the plot to its labels.
pub(super) const GAP: f64 = 16.0;

/// The points of a line that can be drawn, by day.
pub(super) fn drawable(line: &Line) -> Vec<Point> {
    let mut points: Vec<Point> = line
        .points
        .iter()
        .filter_map(|point| {
            let band = point.band.and_then(|(low, high)| Some((drawable_share(low)?, drawable_share(high)?)));
            let band = band.map(|(low, high)| (low.min(high), low.max(high)));
            Some(Point { share: drawable_share(point.share)?, band, ..*point })
        })
        .collect();
    points.sort_by_key(|point| point.day);
    points
}

/// A value that holds from each day on until the next, as the corners of its steps.
pub(super) fn steps(values: &[(u32, f64)], at: impl Fn(f64, f64) -> Place) -> Vec<Place> {
    let mut corners = Vec::with_capacity(2 * values.len());
    let mut held = None;
    for &(day, value) in values {
        let day = f64::from(day);
        if let Some(held) = held {
            corners.push(at(day, held));
        }
        corners.push(at(day, value));
        held = Some(value);
    }
    corners
}

/// How high a name in lines is with its share above and the space to the next.
pub(super) fn block(name: &[String]) -> f64 {
    (1.0 + count(name.len())) * LINE + 6.0
}

/// A line that has something to draw.
struct Drawn<'a> {
    label: &'a str,
    points: Vec<Point>,
    last: Point,
}

/// Draws the lines; nothing where none has a point.
pub(super) fn draw(lines: &[Line], canvas: &mut Canvas, language: Language) -> Option<()> {
    let lines: Vec<Drawn> = lines
        .iter()
        .filter_map(|line| {
            let points = drawable(line);
            Some(Drawn { label: &line.label, last: *points.last()?, points })
        })
        .collect();
    let last = lines.iter().map(|line| line.last.day).max()?;
    let labels: Vec<Vec<String>> =
        lines.iter().map(|line| letters::wrap(line.label, BESIDE, 2, false)).collect();
    let labels_high: f64 = labels.iter().map(|lines| block(lines)).sum();
    let widest = labels.iter().flatten().map(|words| letters::width(words, false)).fold(0.0, f64::max);

    let y = Scale::share(1.0, 5, language);
    let left = y.beside().max(letters::width(words::days(language), false) + 12.0);
    let right = WIDTH - GAP - widest.max(44.0);
    let room = Room { left, top: 10.0, right, bottom: 10.0 + HIGH.max(labels_high) };
    let widest_count = lines
        .iter()
        .flat_map(|line| &line.points)
        .filter_map(|point| point.at_risk)
        .map(|number| letters::width(&followed(number, language), false) + 8.0)
        .fold(0.0, f64::max);
    let x = Scale::fitting(right - left, |most| {
        let fits = if widest_count > 0.0 { (right - left) / widest_count } else { 7.0 };
        // What fits is at least one, and at most seven are asked.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 2 to 7")]
        let fits = fits.clamp(2.0, 7.0) as usize;
        Scale::days(last, most.min(fits), language)
    });
    let plot = Plot::draw(canvas, room, x, y, Grid::Level);

    for (at, line) in lines.iter().enumerate() {
        band(canvas, &plot, line, at);
    }
    for (at, line) in lines.iter().enumerate() {
        let shares: Vec<_> = line.points.iter().map(|point| (point.day, point.share)).collect();
        let corners = steps(&shares, |x, y| plot.at(x, y));
        canvas.line(&corners, Stroke::of(Ink::Series(at), 2.5).dashed(style::dash(at)));
        let end = plot.at(f64::from(line.last.day), line.last.share);
        canvas.mark(end, Mark::Dot, Ink::Series(at));
    }
    name(canvas, &plot, &lines, &labels, language);

    let under = room.bottom + UNDER;
    canvas.write((0.0, under - LINE / 2.0), words::days(language), Letters::PLAIN.soft());
    if widest_count > 0.0 {
        numbers_at_risk(canvas, &plot, &lines, (under + 4.0, widest_count), language);
    }
    Some(())
}

/// How many were still followed at each tick, a row for each line.
fn numbers_at_risk(
    canvas: &mut Canvas,
    plot: &Plot,
    lines: &[Drawn],
    (top, widest): (f64, f64),
    language: Language,
) {
    canvas.write((0.0, top + LINE / 2.0), words::still_followed(language), Letters::PLAIN.soft());
    for (at, line) in lines.iter().enumerate() {
        let y = top + LINE * (count(at) + 1.5);
        for (x, day) in plot.ticks() {
            if let Some(number) = at_risk(line, whole(day)) {
                canvas.write((x, y), &followed(number, language), Letters::PLAIN.middle());
            }
        }
        if lines.len() > 1 {
            let x = plot.room().right + GAP.max(widest / 2.0);
            let label = letters::cut(line.label, WIDTH - x, false);
            canvas.write((x, y), &label, Letters::PLAIN.ink(Ink::Series(at)));
        }
    }
}

/// A number at risk as it is written. What nobody has is cut.
fn followed(number: u64, language: Language) -> String {
    letters::cut(&language.whole(number), 90.0, false)
}

/// How many of a line are still watched on a day: what the first point from then on says, which is never too many; nothing
/// after its last.
fn at_risk(line: &Drawn, day: u32) -> Option<u64> {
    line.points.iter().find(|point| point.day >= day)?.at_risk
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ticks of days are whole days")]
fn whole(day: f64) -> u32 {
    day as u32
}

/// How low and how high a line may be, where its points tell.
fn band(canvas: &mut Canvas, plot: &Plot, line: &Drawn, at: usize) {
    // Stretches of points that follow each other and all have a band.
    for stretch in line.points.split(|point| point.band.is_none()) {
        let edge = |side: fn((f64, f64)) -> f64| -> Vec<_> {
            let values: Vec<_> =
                stretch.iter().filter_map(|point| Some((point.day, side(point.band?)))).collect();
            steps(&values, |x, y| plot.at(x, y))
        };
        let mut corners = edge(|band| band.0);
        corners.extend(edge(|band| band.1).into_iter().rev());
        if corners.len() > 2 {
            canvas.surface(&corners, Fill::of(Ink::Series(at)).opacity(style::PALE[1]));
        }
    }
}

/// The lines' names and last shares beside their ends.
fn name(canvas: &mut Canvas, plot: &Plot, lines: &[Drawn], labels: &[Vec<String>], language: Language) {
    let room = plot.room();
    let ends: Vec<_> = lines.iter().map(|line| plot.at(f64::from(line.last.day), line.last.share)).collect();
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|&one, &other| ends[one].1.total_cmp(&ends[other].1));
    let wanted: Vec<_> = order.iter().map(|&at| (ends[at].1, block(&labels[at]))).collect();
    let tops = labels::spread(&wanted, room.top - LINE / 2.0, room.bottom + LINE / 2.0);
    for (&at, top) in order.iter().zip(tops) {
        let (ink, x) = (Ink::Series(at), room.right + GAP);
        let (end, y) = (ends[at], top + LINE / 2.0);
        let leader = [(end.0 + 6.0, end.1), (room.right + 4.0, end.1), (x - 3.0, y)];
        canvas.line(&leader, Stroke::of(ink, 1.0).dashed(if end.0 < room.right - 1.0 { "1 3" } else { "" }));
        canvas.write((x, y), &language.percent(lines[at].last.share, 0), Letters::PLAIN.bold().ink(ink));
        canvas.write_lines((x, top + LINE), &labels[at], Letters::PLAIN);
    }
}

/// Each point of each line.
pub(super) fn table(lines: &[Line], caption: &str, language: Language) -> Table {
    let points = || lines.iter().flat_map(|line| &line.points);
    let has_band = points().any(|point| point.band.is_some());
    let has_risk = points().any(|point| point.at_risk.is_some());
    let mut head =
        vec![String::new(), words::day_head(language).to_owned(), words::share(language).to_owned()];
    if has_band {
        head.extend([words::lowest(language).to_owned(), words::highest(language).to_owned()]);
    }
    if has_risk {
        head.push(words::still_followed(language).to_owned());
    }
    let share = |share: Option<f64>| {
        Cell::Number(
            share.and_then(drawable_share).map(|share| language.percent(share, 1)).unwrap_or_default(),
        )
    };
    let rows = lines.iter().flat_map(|line| {
        let withheld = line.points.is_empty().then(|| {
            let mut row =
                vec![Cell::Text(line.label.clone()), Cell::Text(words::too_few_to_say(language).to_owned())];
            row.resize(head.len(), Cell::Text(String::new()));
            row
        });
        let told = line.points.iter().map(|point| {
            let mut row = vec![
                Cell::Text(line.label.clone()),
                Cell::Number(language.whole(point.day)),
                share(Some(point.share)),
            ];
            if has_band {
                row.extend([share(point.band.map(|band| band.0)), share(point.band.map(|band| band.1))]);
            }
            if has_risk {
                row.push(Cell::Number(
                    point.at_risk.map(|number| language.whole(number)).unwrap_or_default(),
                ));
            }
            row
        });
        withheld.into_iter().chain(told).collect::<Vec<_>>()
    });
    Table { caption: caption.to_owned(), rows: rows.collect(), head }
}
