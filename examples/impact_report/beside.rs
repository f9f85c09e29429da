//! Figures as three readers see them, a table of places and newcomers, money, and quotes.

use std::collections::BTreeMap;

use mentorship::{
    disclosure::{
        Contributors, Internal, Place, Policy, PublicFigures, PublishedCount, Quotes, ShownCaveat, Sums,
        TwoWay,
    },
    feedback::{Area, FunderKind, Purpose, Record},
    impact::{About, Caveat, Days, Estimate, Figures, Indicator, Money, Snapshot, Ties},
    introduction::Party,
    jiff::civil::Date,
    people::Label,
};

type Failed = Box<dyn std::error::Error>;

/// A table of text under three readers.
struct Columns {
    lines: Vec<String>,
}

impl Columns {
    fn heading(&mut self, heading: &str) {
        self.lines.extend([String::new(), heading.to_owned(), "-".repeat(heading.chars().count())]);
    }

    fn row(&mut self, name: &str, cells: [&str; 3]) {
        let [coordinators, steering, public] = cells;
        let row = format!("  {name:<58} {coordinators:>18} {steering:>18} {public:>18}");
        self.lines.push(row.trim_end().to_owned());
    }
}

/// What each reader sees.
pub(crate) fn told(snapshot: &Snapshot<'_>) -> Result<String, Failed> {
    let day = snapshot.on().date;
    let figures = Internal::new(Figures::of(snapshot));
    let steering = figures.release(&Policy::steering(day));
    let public = figures.release(&Policy::public(day));
    let mut columns =
        Columns { lines: vec![format!("One programme as of {day}, as three readers see it"), String::new()] };
    columns.row("", ["coordinators", "steering (5)", "everybody (10)"]);
    for (heading, rows) in chosen()? {
        columns.heading(heading);
        for (name, indicator, about) in rows {
            let internal = figures.for_coordinators().get(indicator, &about);
            let internal = internal.map_or_else(|| "not asked".to_owned(), in_words);
            let [steering, public] =
                [steering.content(), public.content()].map(|figures| shown(figures, indicator, &about));
            columns.row(name, [&internal, &steering, &public]);
        }
    }
    columns.heading("Money by who gave it");
    money(&mut columns, snapshot);
    let mut lines = columns.lines;
    lines.push(format!(
        "\nWithheld: {} for the steering group, {} for everybody. They do not see why; coordinators do:",
        steering.withheld(),
        public.withheld()
    ));
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for (_, why) in figures.reasons(&Policy::public(day)).for_coordinators().all() {
        *reasons.entry(why.to_string()).or_default() += 1;
    }
    for (why, count) in reasons {
        lines.push(format!("  {count:>4}  {why}"));
    }
    lines.extend(table(snapshot)?);
    lines.push(quotes(snapshot.record(), day));
    Ok(lines.join("\n") + "\n")
}

fn shown(figures: &PublicFigures, indicator: Indicator, about: &[About]) -> String {
    match figures.get(indicator, about) {
        Some(figure) => figure.shown().map_or_else(
            || "·".to_owned(),
            |shown| {
                let endless = shown.caveats().contains(&ShownCaveat::Surplus);
                if endless { ENDLESS.to_owned() } else { shown.value_in_words() }
            },
        ),
        None => "·".to_owned(),
    }
}

/// What more comes in than goes out does not run out.
const ENDLESS: &str = "no end";

fn in_words(figure: &Estimate) -> String {
    if figure.caveats.contains(&Caveat::Surplus) { ENDLESS.to_owned() } else { figure.value_in_words() }
}

/// A name of one's own for a figure.
type Row = (&'static str, Indicator, Vec<About>);

/// The figures that are put side by side, under their headings.
fn chosen() -> Result<[(&'static str, Vec<Row>); 4], Failed> {
    let half_a_year = About::Length(Days::new(180_u32)?);
    let year = About::Length(Days::new(365_u32)?);
    let (told, beyond, made) =
        (About::Ties(Ties::Told), About::Ties(Ties::ToldBeyond), About::Ties(Ties::Made));
    let newcomer = About::By(Label::new("newcomer")?);
    let mentees = About::Role(Party::Mentee);
    Ok([
        (
            "Reached, and for how long",
            vec![
                ("People who took part", Indicator::Served, vec![]),
                ("Mentees ever matched, of those ever ready", Indicator::EverMatched, vec![]),
                ("Mentors with nobody today", Indicator::IdleMentors, vec![]),
                ("Pairings that lasted half a year", Indicator::Retention, vec![half_a_year]),
                ("Days after which half have ended", Indicator::LengthQuantile, vec![About::Percent(50)]),
                ("Mean change in confidence, mentees", Indicator::MeanChange, vec![mentees]),
            ],
        ),
        (
            "The community",
            vec![
                ("Neighbours who answered the survey", Indicator::SurveyResponse, vec![]),
                ("Living together, from 0 to 10", Indicator::Cohesion, vec![]),
                (
                    "Newcomers with a tie to somebody established",
                    Indicator::NewcomersConnected,
                    vec![told.clone()],
                ),
                ("  the same beyond matched pairs", Indicator::NewcomersConnected, vec![beyond.clone()]),
                ("  by the matching alone", Indicator::NewcomersConnected, vec![made.clone()]),
                (
                    "Newcomers and others: ties across less ties within",
                    Indicator::TieBalance,
                    vec![told.clone(), newcomer.clone()],
                ),
                (
                    "  the same beyond matched pairs",
                    Indicator::TieBalance,
                    vec![beyond.clone(), newcomer.clone()],
                ),
                ("  by the matching alone", Indicator::TieBalance, vec![made, newcomer]),
                ("Ties between people 25 years apart or more", Indicator::OldAndYoung, vec![told.clone()]),
                ("People in the largest connected part", Indicator::LargestPart, vec![told.clone()]),
                ("People without a tie", Indicator::Isolates, vec![told.clone()]),
                ("Steps from one person to another", Indicator::Distance, vec![told]),
            ],
        ),
        (
            "Lives",
            vec![
                (
                    "Have work now, more than at the start",
                    Indicator::AreaGain,
                    vec![About::Area(Area::Employment)],
                ),
                (
                    "Speak the language (B1) within a year",
                    Indicator::MilestoneReached,
                    vec![About::Milestone(Label::new("language-b1")?), year.clone()],
                ),
                (
                    "Found work within a year",
                    Indicator::MilestoneReached,
                    vec![About::Milestone(Label::new("job")?), year],
                ),
            ],
        ),
        (
            "What it takes",
            vec![
                ("Money spent, in euros", Indicator::Spent, vec![]),
                ("Costs of a pairing", Indicator::CostPerPairing, vec![]),
                ("  with volunteers' hours", Indicator::CostPerPairing, vec![About::HoursCounted]),
                ("Costs of a completed pairing", Indicator::CostPerCompleted, vec![]),
                ("Hours that volunteers gave", Indicator::VolunteerHours, vec![]),
                (
                    "Months that free money lasts (pace of 12 months)",
                    Indicator::Runway,
                    vec![About::Months(12)],
                ),
                ("  without the largest funder", Indicator::RunwayWithoutLargest, vec![About::Months(12)]),
                ("Share of the largest funder", Indicator::LargestFunder, vec![]),
            ],
        ),
    ])
}

/// Sums by kind of funder.
fn money(columns: &mut Columns, snapshot: &Snapshot<'_>) {
    let currency = snapshot.record().meanings().currency;
    let money = Money::of(snapshot);
    let Some(books) = money.books(currency) else {
        columns.row("nothing is known of it", ["", "", ""]);
        return;
    };
    let mut sums = Sums::new(Contributors::Organisations);
    let mut internal = Vec::new();
    for kind in FunderKind::ALL {
        let mut given = books.contributions(kind, Purpose::Free);
        given.extend(books.contributions(kind, Purpose::Restricted));
        if !given.is_empty() {
            internal.push((kind, given.iter().sum::<u64>()));
            sums = sums.with(kind, &given);
        }
    }
    let sums = Internal::new(sums);
    let day = snapshot.on().date;
    let [steering, public] = [Policy::steering(day), Policy::public(day)].map(|policy| sums.release(&policy));
    let euros = |cents: u64| format!("{}", cents / 100);
    for (kind, cents) in internal {
        let [steering, public] = [&steering, &public]
            .map(|sums| sums.content().of(&kind).map_or_else(|| "·".to_owned(), |sum| euros(sum.sum())));
        columns.row(&kind.to_string(), [&euros(cents), &steering, &public]);
    }
    let [steering, public] = [&steering, &public]
        .map(|sums| sums.content().total().map_or_else(|| "·".to_owned(), |sum| euros(sum.sum())));
    columns.row("all", [&euros(books.received()), &steering, &public]);
}

/// People by part of town and whether they are new, as coordinators and as everybody see it.
fn table(snapshot: &Snapshot<'_>) -> Result<Vec<String>, Failed> {
    let [rows, columns] = ["neighbourhood", "newcomer"].map(Label::new);
    let (rows, columns) = (rows?, columns?);
    let mut counts: BTreeMap<(&Label, &Label), u64> = BTreeMap::new();
    for row in snapshot.record().facts().enrolments.iter().filter(|row| row.enrolled.is_some()) {
        if let (Some(place), Some(newcomer)) = (row.groups.get(&rows), row.groups.get(&columns)) {
            *counts.entry((place, newcomer)).or_default() += 1;
        }
    }
    let mut labels: [Vec<Label>; 2] = [
        counts.keys().map(|(place, _)| (*place).clone()).collect(),
        counts.keys().map(|(_, newcomer)| (*newcomer).clone()).collect(),
    ];
    for labels in &mut labels {
        labels.sort();
        labels.dedup();
    }
    let [places, newcomers] = labels;
    if places.len() < 2 || newcomers.len() < 2 {
        return Ok(Vec::new());
    }
    let all: Vec<Vec<u64>> = places
        .iter()
        .map(|place| newcomers.iter().map(|new| counts.get(&(place, new)).copied().unwrap_or(0)).collect())
        .collect();
    let table = Internal::new(TwoWay::new(places.clone(), newcomers.clone(), all)?);
    let public = table.release(&Policy::public(snapshot.on().date));
    let mut lines = vec![
        String::new(),
        "Signed up, by neighbourhood and newcomer: to coordinators, and to everybody (· is withheld)"
            .to_owned(),
    ];
    let cells = |of: &dyn Fn(usize) -> String| -> String {
        let cells: Vec<String> = (0..=newcomers.len()).map(|at| format!("{:>9}", of(at))).collect();
        cells.concat()
    };
    let head = |at: usize| newcomers.get(at).map_or_else(|| "all".to_owned(), ToString::to_string);
    lines.push(format!("  {:<14}{}   {}", "newcomer:", cells(&head), cells(&head)));
    for row in 0..=places.len() {
        let place = |column: usize| match (row < places.len(), column < newcomers.len()) {
            (true, true) => Place::Cell { row, column },
            (true, false) => Place::RowTotal(row),
            (false, true) => Place::ColumnTotal(column),
            (false, false) => Place::Total,
        };
        let internal = |at: usize| table.for_coordinators().at(place(at)).unwrap_or(0).to_string();
        let shown = |at: usize| {
            let shown = public.content().at(place(at)).and_then(PublishedCount::shown);
            shown.map_or_else(|| "·".to_owned(), |count| count.to_string())
        };
        let name = places.get(row).map_or_else(|| "all".to_owned(), ToString::to_string);
        lines.push(format!("  {name:<14}{}   {}", cells(&internal), cells(&shown)));
    }
    Ok(lines)
}

/// How many sentences may be shown to whom.
fn quotes(record: &Record, day: Date) -> String {
    let quotes = Internal::new(Quotes::of(record));
    let [steering, public] = [Policy::steering(day), Policy::public(day)]
        .map(|policy| quotes.release(&policy).content().words().len());
    format!(
        "\nQuotes whose speakers consent on this day: {steering} for the steering group, {public} for everybody."
    )
}
