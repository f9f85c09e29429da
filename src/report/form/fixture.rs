//! A made-up document with each kind of block.

use crate::report::{
    chart::{Axis, Bar, Chart, Dot, Dots, Kind},
    document::{Block, Cell, Data, Datum, Document, KeyFigure, Section, Table},
    language::Language,
};

/// The document, all of whose words go through `say`.
pub(super) fn document(say: impl Fn(&str) -> String) -> Document {
    let say = &say;
    let all = |texts: &[&str]| texts.iter().map(|text| say(text)).collect::<Vec<_>>();
    let part = |heading: &str, message: Option<&str>, blocks: Vec<Block>| Section {
        heading: say(heading),
        message: message.map(say),
        blocks,
    };
    Document {
        language: Language::Dutch,
        title: say("Mentoren in de Polder, 2026"),
        subtitle: say("Voor de gemeenschap · 1 januari tot en met 31 december 2026"),
        summary: all(&[
            "Van de 412 mensen die zich meldden, kregen er 236 een mentor.",
            "Na een jaar was 61% van de koppels nog samen.",
            "Wie een mentor had, zag vaker dan vooraf iemand buiten de eigen kring.",
        ]),
        sections: vec![
            part(
                "Wie wij bereikten",
                Some("Meer mensen dan vorig jaar kregen een mentor, en zij wachtten korter."),
                vec![Block::Figures(figures(say)), Block::Chart(funnel(say))],
            ),
            part(
                "Wat het uitmaakte",
                Some("Zes van de tien deelnemers gingen vooruit op het doel dat zij zelf kozen."),
                vec![
                    Block::Paragraph(say(
                        "Bij de start en na zes maanden vulden deelnemers dezelfde vragen in. Het verschil tussen die twee is \
                         wat hier staat. Niet iedereen antwoordde de tweede keer; wie stopte, antwoordde minder vaak.",
                    )),
                    Block::Chart(dots(say)),
                    Block::Heading(say("Per buurt")),
                    Block::Table(table(say)),
                    Block::Aside(say(
                        "Over de Noordbuurt valt niets te zeggen: daar antwoordden te weinig mensen.",
                    )),
                    Block::Quote {
                        words: say("Ik durf nu naar een ouderavond. Vroeger stuurde ik altijd mijn zus."),
                        by: say("een deelnemer, na acht maanden"),
                    },
                ],
            ),
            part(
                "Wat niet lukte",
                None,
                vec![
                    Block::List(all(&[
                        "Wie alleen ’s ochtends kon, wachtte gemiddeld elf weken.",
                        "Van de mentoren die stopten, vroegen wij er te weinig waarom.",
                        "Het najaarsfeest ging niet door.",
                    ])),
                    Block::Paragraph(say("Voor 2027 zoeken wij vooral mentoren die overdag tijd hebben.")),
                ],
            ),
            part(
                "Doe mee",
                Some("Wij zoeken twintig mentoren met tijd overdag."),
                vec![Block::Letter {
                    heading: say("Uitnodiging voor nieuwe mentoren"),
                    lines: vec![
                        say("Beste buur,"),
                        String::new(),
                        say("Hebt u overdag een paar uur over? In onze gemeenschap wachten 38 mensen op iemand die de weg kent."),
                        say("U spreekt samen af hoe vaak u elkaar ziet."),
                        String::new(),
                        say("Met een groet van de coördinatoren"),
                    ],
                }],
            ),
        ],
        reading: [
            ("Periode", "1 januari tot en met 31 december 2026, zoals bekend op 14 januari 2027."),
            ("Wie antwoordde", "Van 236 deelnemers antwoordden er 171 (72,5%) op beide vragenlijsten."),
            ("Bandbreedte", "Een streepje geeft aan hoe zeker een getal is: bij 95 van de 100 zulke onderzoeken ligt de ware waarde erin."),
            ("Weggelaten", "Groepen van minder dan tien mensen staan er niet bij: 3 van de 24 getallen."),
        ]
        .map(|(what, why)| (say(what), say(why)))
        .into(),
        reading_heading: say("Zo leest u dit"),
        data: data(say),
    }
}

/// A document that says nothing.
pub(super) fn empty() -> Document {
    Document {
        language: Language::English,
        title: String::new(),
        subtitle: String::new(),
        summary: vec![],
        sections: vec![],
        reading: vec![],
        reading_heading: String::new(),
        data: Data::default(),
    }
}

fn figures(say: impl Fn(&str) -> String) -> Vec<KeyFigure> {
    [
        ("Mensen met een mentor", "236", "Van 412 die zich meldden; vorig jaar 198.", None),
        (
            "Tevreden deelnemers",
            "82,4%",
            "Tussen 76 en 87%, van 171 antwoorden.",
            Some("“Tevreden” is een 4 of een 5 op een schaal van 5."),
        ),
        ("Weken tot het eerste gesprek", "5", "De helft wachtte korter.", None),
        ("Tevreden mentoren in de Noordbuurt", "te weinig om te zeggen", "Minder dan tien antwoorden.", None),
    ]
    .map(|(name, value, detail, note)| KeyFigure {
        name: say(name),
        value: say(value),
        detail: Some(say(detail)),
        notes: note.map(&say).into_iter().collect(),
    })
    .into()
}

fn funnel(say: impl Fn(&str) -> String) -> Chart {
    let bar = |label, value, written| Bar { label: say(label), value: Some(value), written: say(written) };
    Chart {
        title: say("Van aanmelding tot een koppel dat blijft"),
        description: say(
            "Van 412 aanmeldingen leidden er 318 tot een gesprek en 236 tot een koppel; 144 koppels duurden een jaar.",
        ),
        kind: Kind::Funnel(vec![
            bar("Aangemeld", 412.0, "412"),
            bar("Gesproken", 318.0, "318"),
            bar("Gekoppeld", 236.0, "236"),
            bar("Een jaar samen", 144.0, "144"),
        ]),
    }
}

fn dots(say: impl Fn(&str) -> String) -> Chart {
    let dot = |label, value: Option<f64>, written| Dot {
        label: say(label),
        value,
        interval: value.map(|value| (value - 0.11, value + 0.09)),
        written: say(written),
    };
    Chart {
        title: say("Deelnemers die vooruitgingen, per buurt"),
        description: say(
            "In de Dorpskern ging 67% vooruit, in de Oostbuurt 58%; het verschil kan toeval zijn.",
        ),
        kind: Kind::Dots(Dots {
            rows: vec![
                dot("Dorpskern", Some(0.67), "67%"),
                dot("Oostbuurt", Some(0.58), "58%"),
                dot("Noordbuurt", None, "te weinig om te zeggen"),
            ],
            axis: Axis::Share,
            all: Some(0.62),
        }),
    }
}

fn table(say: impl Fn(&str) -> String) -> Table {
    let row = |cells: [&str; 6]| {
        let [buurt, koppels, vooruit, van, tot, opmerking] = cells;
        vec![
            Cell::Text(say(buurt)),
            Cell::Number(say(koppels)),
            Cell::Number(say(vooruit)),
            Cell::Number(say(van)),
            Cell::Number(say(tot)),
            Cell::Text(say(opmerking)),
        ]
    };
    Table {
        caption: say("Koppels en vooruitgang per buurt"),
        head: ["Buurt", "Koppels", "Vooruit", "Van", "Tot", "Opmerking"].map(&say).into(),
        rows: vec![
            row(["Dorpskern", "104", "67%", "56%", "76%", "Meer avonden dan vorig jaar"]),
            row(["Oostbuurt", "98", "58%", "47%", "67%", "Twee mentoren per deelnemer"]),
            row(["Noordbuurt", "34", "—", "—", "—", "Te weinig antwoorden"]),
        ],
    }
}

fn data(say: impl Fn(&str) -> String) -> Data {
    let row = |figure, group, n, value| vec![Datum::Text(say(figure)), group, n, value];
    Data {
        columns: vec!["figure", "group", "n", "value"],
        rows: vec![
            row("Deelnemers vooruit", Datum::Text(say("Dorpskern")), Datum::Whole(104), Datum::Number(0.67)),
            row("Verandering van de schaal", Datum::Nothing, Datum::Whole(171), Datum::Number(-1.5)),
            row("Saldo (cent)", Datum::Nothing, Datum::Whole(-12_345_678_901_234_567_890), Datum::Nothing),
            row(
                "=1+1 is geen formule",
                Datum::Text(say("Oost; \"noord\"")),
                Datum::Nothing,
                Datum::Number(f64::NAN),
            ),
        ],
    }
}
