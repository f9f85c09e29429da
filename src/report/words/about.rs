//! What a figure speaks of in particular.

use super::{Say, both};
use crate::{
    feedback::{Area, Category, Closure, FunderKind, Purpose, Wave},
    impact::{About, Health, Level, Stage, Ties},
    introduction::Party,
    people::Label,
    report::{Language, phrases::listed, text::harmless},
};

/// The most characters of a label in a sentence.
pub(in crate::report) const LABEL: usize = 80;

impl Say for Label {
    fn say(&self, _: Language) -> String {
        harmless(self.as_str(), LABEL)
    }
}

/// Implements [`Say`] for what has a fixed pair of phrases for each case: a table reads better than as many `match`es.
macro_rules! phrases {
    ($($kind:ty { $($case:ident: $dutch:literal, $english:literal;)* })*) => {
        $(impl Say for $kind {
            fn say(&self, language: Language) -> String {
                let phrases = match self {
                    $(Self::$case => both($dutch, $english),)*
                };
                language.of(phrases).to_owned()
            }
        })*
    };
}

phrases! {
    Party {
        Mentor: "mentoren", "mentors";
        Mentee: "mentees", "mentees";
    }
    Stage {
        Invited: "uitgenodigd", "invited";
        Enrolled: "aangemeld", "enrolled";
        Ready: "klaar om te beginnen", "ready to begin";
        Matched: "gekoppeld", "matched";
        Met: "één keer ontmoet", "met once";
        MetThrice: "drie keer ontmoet", "met three times";
        Completed: "afgerond", "completed";
    }
    Closure {
        Completed: "afgerond", "completed";
        Early: "eerder gestopt", "ended early";
        Moved: "verhuisd", "moved away";
        Rematched: "verder met een andere mentor", "went on with another mentor";
        Safeguarding: "gestopt voor de veiligheid", "ended for safety";
        ProgrammeEnded: "het programma stopte", "the programme ended";
    }
    Health {
        Paused: "met pauze", "paused";
        TooEarly: "net begonnen", "just begun";
        OnTrack: "op koers", "on track";
        NeedsCheckIn: "vraagt om contact", "needs a check-in";
        Stalled: "stilgevallen", "stalled";
    }
    Wave {
        Before: "bij de start", "at the start";
        Midway: "halverwege", "halfway";
        After: "aan het eind", "at the end";
        LookingBack: "terugkijkend op de start", "looking back on the start";
        FollowUp: "een tijd later", "some time later";
    }
    Area {
        Language: "taal", "language";
        Employment: "werk", "work";
        Education: "onderwijs", "education";
        Inclusion: "meedoen", "taking part";
        Citizenship: "burgerschap", "citizenship";
        Health: "gezondheid", "health";
        Housing: "wonen", "housing";
        Enterprise: "ondernemen", "enterprise";
    }
    FunderKind {
        Government: "overheid", "government";
        Foundation: "fondsen", "foundations";
        Business: "bedrijven", "businesses";
        Donor: "donateurs", "donors";
        Earned: "eigen inkomsten", "own earnings";
        Other: "andere gevers", "other funders";
    }
    Purpose {
        Free: "vrij te besteden", "free to use";
        Restricted: "voor een vast doel", "for a set purpose";
    }
    Category {
        Training: "training", "training";
        Workshops: "workshops", "workshops";
        Materials: "materiaal", "materials";
        Communication: "communicatie", "communication";
        Staff: "personeel", "staff";
        Other: "overige kosten", "other costs";
    }
    Ties {
        Told: "genoemde banden", "ties told of";
        ToldBeyond: "genoemde banden buiten de koppels", "ties told of beyond matched pairs";
        Made: "banden door het koppelen", "ties made by matching";
    }
}

impl Say for About {
    fn say(&self, language: Language) -> String {
        match self {
            Self::Role(role) => role.say(language),
            Self::Stage(stage) => stage.say(language),
            Self::Length(days) => days_in_words(language, days.get()),
            Self::Percent(percent) => format!("{percent}%"),
            Self::Closure(closure) => closure.say(language),
            Self::Health(health) => health.say(language),
            Self::Instrument(instrument, 1) => harmless(instrument.as_str(), LABEL),
            Self::Instrument(instrument, version) => {
                format!(
                    "{}, {} {version}",
                    harmless(instrument.as_str(), LABEL),
                    language.pick("versie", "version")
                )
            }
            Self::Subscale(label) | Self::Milestone(label) | Self::Theme(label) => label.say(language),
            Self::Wave(wave) => wave.say(language),
            Self::Coders(a, b) => {
                listed(language, &[harmless(a.as_str(), LABEL), harmless(b.as_str(), LABEL)])
            }
            Self::Group(dimension, label) => format!("{}: {}", dimension.say(language), label.say(language)),
            Self::Between(dimension, a, b) => {
                let [dimension, a, b] = [dimension, a, b].map(|label| label.say(language));
                format!("{dimension}: {a} {} {b}", language.pick("min", "less"))
            }
            Self::By(dimension) => format!("{} {}", language.pick("naar", "by"), dimension.say(language)),
            Self::Within(dimension) => {
                format!(
                    "{} {}",
                    language.pick("binnen elke groep van", "within each group of"),
                    dimension.say(language)
                )
            }
            Self::Ties(ties) => ties.say(language),
            Self::Area(area) => area.say(language),
            Self::FunderKind(kind) => kind.say(language),
            Self::Purpose(purpose) => purpose.say(language),
            Self::Category(category) => category.say(language),
            Self::Months(months) => {
                let months = language.count(u64::from(*months), ["maand", "month"], ["maanden", "months"]);
                format!("{} {months}", language.pick("over", "over"))
            }
            Self::HoursCounted => {
                language.pick("met de uren van vrijwilligers", "with volunteers' hours").to_owned()
            }
            Self::Currency(currency) => currency.to_string(),
        }
    }
}

/// Whole months and years where days are such, else days.
pub(in crate::report) fn days_in_words(language: Language, days: u32) -> String {
    match days {
        365 => language.pick("een jaar", "a year").to_owned(),
        90 | 91 => language.pick("drie maanden", "three months").to_owned(),
        180 | 182 => language.pick("een half jaar", "half a year").to_owned(),
        730 => language.pick("twee jaar", "two years").to_owned(),
        days => language.count(u64::from(days), ["dag", "day"], ["dagen", "days"]),
    }
}

impl Level {
    /// So many of them, in words: `124 mensen`.
    pub(in crate::report) fn counted(self, n: u64, language: Language) -> String {
        let (one, several) = match self {
            Self::Person => (["persoon", "person"], ["mensen", "people"]),
            Self::Pairing => (["koppel", "pairing"], ["koppels", "pairings"]),
            Self::Response => (["antwoord", "response"], ["antwoorden", "responses"]),
            Self::Answer => (["antwoord", "answer"], ["antwoorden", "answers"]),
            Self::Meeting => (["ontmoeting", "meeting"], ["ontmoetingen", "meetings"]),
            Self::CheckIn => (["contactmoment", "check-in"], ["contactmomenten", "check-ins"]),
            Self::Remark => (["opmerking", "remark"], ["opmerkingen", "remarks"]),
            Self::Talk => (["gesprek", "talk"], ["gesprekken", "talks"]),
            Self::Decision => (["beslissing", "decision"], ["beslissingen", "decisions"]),
            Self::Tie => (["band", "tie"], ["banden", "ties"]),
            Self::Business => (["onderneming", "business"], ["ondernemingen", "businesses"]),
            Self::Funder => (["gever", "funder"], ["gevers", "funders"]),
            Self::Expense => (["betaling", "payment"], ["betalingen", "payments"]),
            Self::Month => (["maand", "month"], ["maanden", "months"]),
        };
        language.count(n, one, several)
    }
}
