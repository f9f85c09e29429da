//! A chart of each kind as a programme in a Dutch town would have it.

use crate::report::chart::{
    Axis, Bar, Chart, Control, Dot, Dots, Heat, Icons, Kind, Likert, Line, Point, Slope,
};

/// Each with a name for its file.
pub(super) fn examples() -> Vec<(&'static str, Chart)> {
    [
        ("curve", "Hoe lang duo's samen bleven", curve()),
        ("curves", "Hoe lang duo's samen bleven", curves()),
        ("stacked", "Waarom duo's eindigden", stacked()),
        ("slopes", "Voor en na", slopes()),
        ("likert", "Wat deelnemers vonden", likert()),
        ("dots", "Tevreden deelnemers per groep", dots()),
        ("numbers", "Gesprekken per duo", numbers()),
        ("funnel", "Van aanmelding tot duo", funnel()),
        ("control", "Gesprekken die doorgingen", control()),
        ("heat", "Wie met wie contact heeft", heat()),
        ("parts", "Waar het geld vandaan kwam", parts()),
        ("icons", "Wie er vooruitging", icons()),
        ("empty", "Tevreden deelnemers per groep", Kind::Icons(Vec::new())),
    ]
    .map(|(name, title, kind)| {
        (name, Chart { title: title.into(), description: "Wat men ziet.".into(), kind })
    })
    .into()
}

const LASTING: [f64; 13] = [1.0, 0.97, 0.93, 0.88, 0.85, 0.81, 0.78, 0.74, 0.72, 0.69, 0.66, 0.63, 0.61];
const SHORTER: [f64; 13] = [1.0, 0.95, 0.87, 0.79, 0.74, 0.70, 0.68, 0.66, 0.65, 0.63, 0.62, 0.60, 0.59];

/// A line told every thirty days, with a band that grows to so much and numbers at risk that fall from so many.
fn line(label: &str, shares: &[f64], band: f64, at_risk: Option<u64>) -> Line {
    let points = shares.iter().zip((0..).step_by(30)).map(|(&share, day)| {
        let half = band * f64::from(day).sqrt() / 20.0;
        Point {
            day,
            share,
            band: (band > 0.0).then_some((share - half, share + half)),
            at_risk: at_risk.map(|number| number * 1_000 / (1_000 + 3 * u64::from(day))),
        }
    });
    Line { label: label.into(), points: points.collect() }
}

fn curve() -> Kind {
    Kind::Curve(vec![line("Alle duo's", &LASTING, 0.05, Some(142))])
}

fn curves() -> Kind {
    Kind::Curve(vec![
        line("Werk en inkomen", &LASTING, 0.04, Some(86)),
        line("Taal en ontmoeting in de buurt", &SHORTER, 0.05, Some(56)),
        line("Jongeren", &SHORTER.map(|share| share - 0.08)[1..8], 0.0, Some(31)),
    ])
}

fn stacked() -> Kind {
    let rising = |to: f64| (0..13).map(|at| to * (f64::from(at) / 12.0).sqrt()).collect::<Vec<_>>();
    Kind::Stacked(vec![
        line("Doel bereikt", &rising(0.21), 0.0, None),
        line("Te weinig tijd", &rising(0.08), 0.0, None),
        line("Verhuisd", &rising(0.05), 0.0, None),
        line("Geen klik met de mentor", &rising(0.04), 0.0, None),
        line("Andere redenen", &rising(0.03), 0.0, None),
    ])
}

fn slopes() -> Kind {
    let slope = |label: &str, before, after, scale| Slope { label: label.into(), before, after, scale };
    Kind::Slopes(vec![
        slope("Zelfvertrouwen", 2.8, 3.4, (1.0, 5.0)),
        slope("Weet de weg bij gemeente en instanties", 2.1, 3.6, (1.0, 5.0)),
        slope("Eenzaamheid (lager is beter)", 6.4, 5.9, (0.0, 11.0)),
        slope("Vertrouwen in buren", 3.1, 3.1, (1.0, 5.0)),
    ])
}

fn likert() -> Kind {
    let asked = |question: &str, shares: &[f64]| (question.to_owned(), shares.to_vec());
    Kind::Likert(Likert {
        answers: texts(&["helemaal oneens", "oneens", "neutraal", "eens", "helemaal eens"]),
        rows: vec![
            asked("Mijn mentor luistert goed naar mij", &[0.02, 0.05, 0.13, 0.42, 0.38]),
            asked("We zien elkaar vaak genoeg", &[0.11, 0.18, 0.22, 0.31, 0.18]),
            asked(
                "Door de gesprekken durf ik meer dan voordat ik met mijn mentor begon",
                &[0.04, 0.09, 0.27, 0.36, 0.24],
            ),
            asked("Ik zou anderen aanraden mee te doen", &[]),
        ],
    })
}

fn dot(label: &str, value: f64, half: f64, written: &str) -> Dot {
    let interval = Some((value - half, value + half));
    Dot { label: label.into(), value: Some(value), interval, written: written.into() }
}

fn dots() -> Kind {
    let hidden = Dot {
        label: "Jongeren".into(),
        value: None,
        interval: None,
        written: "te weinig om iets te zeggen".into(),
    };
    Kind::Dots(Dots {
        rows: vec![
            dot("Werk en inkomen", 0.71, 0.09, "71%"),
            dot("Taal en ontmoeting", 0.66, 0.07, "66%"),
            dot("Gezondheid en welzijn in de wijk", 0.58, 0.15, "58%"),
            hidden,
            dot("Nieuwkomers", 0.49, 0.12, "49%"),
        ],
        axis: Axis::Share,
        all: Some(0.628),
    })
}

fn numbers() -> Kind {
    Kind::Dots(Dots {
        rows: vec![
            dot("Werk en inkomen", 11.2, 1.3, "11,2"),
            dot("Taal en ontmoeting", 8.4, 1.0, "8,4"),
            dot("Jongeren", 4.7, 2.6, "4,7"),
        ],
        axis: Axis::Number,
        all: Some(9.1),
    })
}

fn bar(label: &str, value: f64, written: &str) -> Bar {
    Bar { label: label.into(), value: Some(value), written: written.into() }
}

fn funnel() -> Kind {
    Kind::Funnel(vec![
        bar("Aangemeld", 212.0, "212"),
        bar("Kennismaking met de coördinator", 174.0, "174"),
        bar("Voorgesteld aan een mentor", 149.0, "149"),
        bar("Duo gestart", 128.0, "128"),
        Bar {
            label: "Na een half jaar nog samen".into(),
            value: None,
            written: "te weinig om iets te zeggen".into(),
        },
    ])
}

fn control() -> Kind {
    let months = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
    let shares = [71, 68, 74, 70, 66, 72, 61, 0, 73, 84, 75, 69];
    let points = months.iter().zip(shares);
    Kind::Control(Control {
        points: points
            .map(|(&month, share)| (month.to_owned(), (share > 0).then(|| f64::from(share) / 100.0)))
            .collect(),
        centre: 0.708,
        limits: Some((0.60, 0.81)),
        signals: vec![9],
        axis: Axis::Share,
    })
}

fn heat() -> Kind {
    let groups = ["Ouderen", "Jongeren", "Nieuwkomers", "Mantelzorgers", "Werkzoekenden"];
    Kind::Heat(Heat {
        rows: texts(&groups),
        columns: texts(&groups),
        cells: vec![
            vec![Some(31), Some(12), Some(8), None, Some(5)],
            vec![Some(12), Some(24), Some(17), Some(6), Some(9)],
            vec![Some(8), Some(17), Some(14), None, Some(11)],
            vec![None, Some(6), None, Some(0), None],
            vec![Some(5), Some(9), Some(11), None, Some(19)],
        ],
    })
}

fn parts() -> Kind {
    Kind::Parts(vec![
        bar("Gemeente Polder", 48_000.0, "€ 48.000"),
        bar("Oranje Fonds", 22_500.0, "€ 22.500"),
        bar("Bedrijven uit de buurt", 9_000.0, "€ 9.000"),
        bar("Giften van inwoners", 3_250.0, "€ 3.250"),
        bar("Opbrengst buurtfeest", 740.0, "€ 740"),
    ])
}

fn icons() -> Kind {
    let row = |label: &str, of_ten| Icons { label: label.into(), of_ten };
    Kind::Icons(vec![
        row("kregen meer zelfvertrouwen", Some(7)),
        row("leerden iemand kennen die ze anders niet hadden gesproken", Some(9)),
        row("vonden werk", None),
    ])
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}
