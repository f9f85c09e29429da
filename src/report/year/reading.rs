//! The box that closes every report, and the figures behind it for machines.

use super::YearReport;
use crate::{
    disclosure::{Missing, PublicFigure, ShownFigure, ShownValue},
    id::Digest,
    impact::{Indicator, Limit},
    report::{
        Language,
        document::{Data, Datum, Document, Section},
        text::harmless,
        words::{Say, about::LABEL},
    },
};

/// A report for somebody: what is the same in each.
pub(super) struct Frame {
    /// `For the community`.
    pub(super) readers: [&'static str; 2],
    pub(super) summary: Vec<String>,
    pub(super) sections: Vec<Option<Section>>,
}

impl YearReport<'_> {
    pub(super) fn document(&self, language: Language, frame: Frame) -> Document {
        let name = harmless(&self.name, LABEL);
        let (from, until) = (language.day(self.from), language.day(self.until));
        let mut summary = frame.summary;
        if !self.tells_anything() {
            summary = vec![self.nothing_to_say(language)];
        }
        Document {
            language,
            title: match language {
                Language::Dutch => format!("{name}: wat het jaar liet zien"),
                Language::English => format!("{name}: what the year showed"),
            },
            subtitle: format!(
                "{} · {from} {} {until}",
                language.of(frame.readers),
                language.pick("tot en met", "to")
            ),
            summary,
            sections: frame.sections.into_iter().flatten().collect(),
            reading: self.reading(language),
            reading_heading: language.pick("Zo leest u dit", "How to read this").to_owned(),
            data: self.data(language),
        }
    }

    /// Whether it may be told that somebody took part.
    fn tells_anything(&self) -> bool {
        let served = self.first_told(Indicator::Served).and_then(PublicFigure::shown);
        served.is_some_and(|served| served.value() != ShownValue::Exactly(0.0))
    }

    /// That nothing was done, or nothing may be told.
    fn nothing_to_say(&self, language: Language) -> String {
        let withheld = self.family(Indicator::Served).any(|figure| figure.shown().is_none());
        let text = if withheld {
            language.pick(
                "Er deed niemand mee, of zo weinig mensen dat we geen cijfers laten zien: dan zou te zien zijn om wie het gaat.",
                "Nobody took part, or so few that no figures are shown: they would tell who it is about.",
            )
        } else {
            language.pick(
                "In deze periode is niets vastgelegd. Er valt dus nog niets te vertellen.",
                "Nothing was recorded in this period, so there is nothing to tell yet.",
            )
        };
        text.to_owned()
    }

    /// The lowest and the highest share of answers that came, of all rounds of questions of which it may be told.
    fn response(&self) -> Option<(f64, f64)> {
        let told =
            self.of_all(Indicator::ResponseRate).filter_map(|figure| figure.shown()?.value().exactly());
        told.fold(None, |range, share| {
            let (lowest, highest) = range.unwrap_or((share, share));
            Some((lowest.min(share), highest.max(share)))
        })
    }

    fn reading(&self, language: Language) -> Vec<(String, String)> {
        let term = |phrases: [&str; 2]| language.of(phrases).to_owned();
        let k = language.whole(self.figures.threshold().people());
        let day = language.day(self.figures.day());
        let withheld = self.figures.withheld();
        let (parts, of) = (language.whole(withheld.parts()), language.whole(withheld.of()));
        let digest = Digest::of(self.figures.content()).to_string();
        let digest: String = digest.chars().take(12).collect();
        let (from, until) = (language.day(self.from), language.day(self.until));
        let mut reading = vec![(
            term(["Periode", "Period"]),
            match language {
                Language::Dutch => format!("Van {from} tot en met {until}. De cijfers zijn van {day}."),
                Language::English => format!("From {from} to {until}. The figures are as of {day}."),
            },
        )];
        if let Some((lowest, highest)) = self.response() {
            let [lowest, highest] = [lowest, highest].map(|share| language.percent(share, 0));
            reading.push((
                term(["Gevraagd en geantwoord", "Asked and answered"]),
                match language {
                    Language::Dutch if lowest == highest => {
                        format!("Van onze vragen kwam {lowest} beantwoord terug.")
                    }
                    Language::Dutch => {
                        format!(
                            "Van onze vragenlijsten kwam, per keer, {lowest} tot {highest} beantwoord terug."
                        )
                    }
                    Language::English if lowest == highest => {
                        format!("Of what was asked, {lowest} came back answered.")
                    }
                    Language::English => {
                        format!(
                            "Of each round of questions, between {lowest} and {highest} came back answered."
                        )
                    }
                },
            ));
        }
        reading.extend([
            (
                term(["Tussen … en …", "Between … and …"]),
                term([
                    "We meten niet alles en iedereen. Daarom staat bij een cijfer tussen welke grenzen de echte waarde \
                     waarschijnlijk ligt: deden we alles twintig keer over, dan lag de echte waarde er negentien keer tussen.",
                    "Not everything and everybody is measured. So a figure comes with the limits between which the true value \
                     probably lies: were it all done twenty times over, the true value would lie within them nineteen times.",
                ]),
            ),
            (
                term(["Te weinig om iets te zeggen", "Too few to say"]),
                match language {
                    Language::Dutch => format!(
                        "Cijfers over minder dan {k} mensen laten we niet zien, en ook niet wat zo'n cijfer zou verraden. Daarom zijn \
                         {parts} van de {of} cijfers weggelaten."
                    ),
                    Language::English => format!(
                        "Figures of fewer than {k} people are not shown, nor what would give such a figure away. So {parts} of {of} \
                         figures are left out."
                    ),
                },
            ),
            (
                term(["Hoe het geteld is", "How it is counted"]),
                term([
                    "Achter elk cijfer staat welke omschrijving erbij hoort, met een versie. Verandert een omschrijving, dan krijgt ze \
                     een nieuwe versie, en zijn twee jaren niet zomaar te vergelijken.",
                    "Each figure names its definition with a version. When a definition changes it gets a new version, and two years \
                     cannot simply be compared.",
                ]),
            ),
            (
                term(["Kenmerk", "Fingerprint"]),
                match language {
                    Language::Dutch => format!("{digest}: met dezelfde cijfers is dit kenmerk hetzelfde."),
                    Language::English => format!("{digest}: the same figures have the same fingerprint."),
                },
            ),
        ]);
        reading
    }

    /// The figures behind the report. Values that are limits say so.
    fn data(&self, language: Language) -> Data {
        let columns = vec![
            "indicator",
            "version",
            "name",
            "about",
            "shown",
            "value",
            "lower",
            "upper",
            "n",
            "missing",
            "as_of",
            "caveats",
        ];
        let rows = self.figures.content().all().iter().map(|figure| row(language, figure)).collect();
        Data { columns, rows }
    }
}

fn row(language: Language, figure: &PublicFigure) -> Vec<Datum> {
    let text = |text: &str| Datum::Text(text.to_owned());
    let about: Vec<_> = figure.about().iter().map(|part| part.say(language)).collect();
    let definition = figure.indicator().definition();
    let mut row = vec![
        text(definition.id),
        Datum::Whole(i128::from(figure.shown().map_or(definition.version, ShownFigure::version))),
        text(figure.indicator().named(language)),
        text(&about.join("; ")),
    ];
    let Some(shown) = figure.shown() else {
        row.push(text("withheld"));
        row.resize(12, Datum::Nothing);
        return row;
    };
    let (how, value) = match shown.value() {
        ShownValue::Exactly(value) => ("exactly", Some(value)),
        ShownValue::Below(value) => ("below", Some(value)),
        ShownValue::AtLeast(value) => ("at_least", Some(value)),
        ShownValue::AtMost(value) => ("at_most", Some(value)),
        ShownValue::NotKnown => ("not_known", None),
    };
    let number =
        |value: Option<f64>| value.filter(|value| value.is_finite()).map_or(Datum::Nothing, Datum::Number);
    let limit = |limit: Option<Limit>| number(limit.and_then(Limit::value));
    let caveats: Vec<_> = shown.caveats().iter().map(|caveat| caveat.say(language)).collect();
    row.extend([
        text(how),
        number(value),
        limit(shown.interval().map(|interval| interval.lower)),
        limit(shown.interval().map(|interval| interval.upper)),
        shown.n().map_or(Datum::Nothing, |n| Datum::Whole(i128::from(n))),
        match shown.missing() {
            Missing::Exactly(missing) => Datum::Whole(i128::from(missing)),
            Missing::Some => text("some"),
        },
        text(&shown.as_of().to_string()),
        text(&caveats.join(" ")),
    ]);
    row
}
