//! Why a pair earns what it earns.

use super::{exact, fields, labels, quantity, word};
use crate::{
    criteria::{Evidence, Explanation, Field, Fields, Preference, Score, Side},
    people::{Label, Metres},
    report::{
        language::Language,
        phrases::{capitalised, counted, minutes},
    },
};

/// Points as people write them.
pub(in crate::report::plan) fn points(language: Language, score: Score) -> String {
    exact(language, &score.to_string())
}

/// How well two fit, from the share of the points that they have: 80, 60 and 40 per cent part the words.
pub(in crate::report::plan) fn strength(language: Language, explanation: &Explanation) -> String {
    let most: Score = explanation.contributions.iter().map(|contribution| contribution.most).sum();
    let (score, possible) = (explanation.score(), explanation.possible());
    if most == Score::ZERO {
        let none =
            ("Er zijn geen wensen waarvoor punten te verdienen zijn.", "No points are given for anything.");
        return language.pick(none.0, none.1).to_owned();
    }
    let (dutch, english) = match score.thousandths() * 100 / most.thousandths() {
        80.. => ("Past heel goed", "Fits very well"),
        60.. => ("Past goed", "Fits well"),
        40.. => ("Past redelijk", "Fits fairly well"),
        _ if score > Score::ZERO => ("Past op een paar punten", "Fits in a few ways"),
        _ => ("Nog niets gevonden dat past", "Nothing found yet that fits"),
    };
    let [score, most, up_to] = [score, most, possible].map(|score| points(language, score));
    let more = if possible > explanation.score() {
        language.pick(
            format!(" Als meer bekend is, kunnen het er {up_to} worden."),
            format!(" If more were known, it could become {up_to}."),
        )
    } else {
        String::new()
    };
    language.pick(
        format!("{dutch}: {score} van de {most} punten.{more}"),
        format!("{english}: {score} of {most} points.{more}"),
    )
}

/// A preference as a thing one can speak about: “how near they live”.
pub(in crate::report::plan) fn preference(language: Language, preference: &Preference) -> String {
    let fields = |of: &Fields| fields(language, of);
    let both = |dutch: &str, english: &str| language.pick(dutch, english).to_owned();
    match preference {
        Preference::Skills { .. } => {
            both("wat de mentee zoekt en de mentor aanbiedt", "what the mentee seeks and the mentor offers")
        }
        Preference::Shared { field, .. } => {
            format!("{} {}", both("wat ze delen bij", "what they share in"), fields(field))
        }
        Preference::Language { .. } => both("hoe goed ze met elkaar kunnen praten", "how well they can talk"),
        Preference::Overlap { .. } => both("tijd waarop ze allebei kunnen", "time when both can meet"),
        Preference::Near { .. } => both("hoe dicht bij elkaar ze wonen", "how near they live"),
        Preference::Same { field, .. } => {
            format!("{} {}", both("hetzelfde antwoord bij", "the same answer on"), fields(field))
        }
        Preference::Different { field, .. } => {
            format!("{} {}", both("een verschillend antwoord bij", "a different answer on"), fields(field))
        }
        Preference::Steps { field, .. } => {
            format!(
                "{} {}",
                both("hoever de mentor voor is bij", "how far the mentor is ahead in"),
                fields(field)
            )
        }
        Preference::Close { field, .. } => {
            format!(
                "{} {}",
                both("hoe dicht ze bij elkaar liggen bij", "how close they are in"),
                fields(field)
            )
        }
        Preference::Wished { by: Side::Mentee, .. } => both("een wens van de mentee", "a wish of the mentee"),
        Preference::Wished { by: Side::Mentor, .. } => both("een wens van de mentor", "a wish of the mentor"),
        Preference::Waiting { .. } => both("hoelang de mentee al wacht", "how long the mentee has waited"),
        Preference::Scores { table, .. } => format!("‘{}’", word(table)),
    }
}

/// What a preference found out about two people, in a sentence for coordinators.
pub(in crate::report::plan) fn reason(
    language: Language,
    asked: &Preference,
    evidence: &Evidence,
    [mentor, mentee]: [&str; 2],
) -> String {
    let says = |dutch: String, english: String| language.pick(dutch, english);
    let topic = || capitalised(&preference(language, asked));
    match evidence {
        Evidence::Nothing => says(
            format!("{}. Wat ze antwoordden, is vertrouwelijk.", topic()),
            format!("{}. What they answered is confidential.", topic()),
        ),
        Evidence::Blank => {
            says(format!("{}: nog niet bekend.", topic()), format!("{}: not known yet.", topic()))
        }
        Evidence::Skills { offered, missing } => skills(language, offered, missing, [mentor, mentee]),
        Evidence::Labels(found) if found.is_empty() => {
            says(format!("{}: niets.", topic()), format!("{}: nothing.", topic()))
        }
        Evidence::Labels(found) => shared(language, asked, found),
        Evidence::Language { language: spoken, level } => {
            let spoken = word(spoken);
            says(
                format!("Ze spreken allebei {spoken}, niveau {level} of hoger."),
                format!("Both speak {spoken}, {level} or better."),
            )
        }
        Evidence::Minutes(0) => says(
            "Ze hebben op geen enkel moment in de week allebei tijd.".into(),
            "There is no time in the week when both can meet.".into(),
        ),
        Evidence::Minutes(both) => {
            let time = minutes(language, *both);
            says(
                format!("Ze hebben per week {time} waarin ze allebei kunnen."),
                format!("Both can meet in {time} of the week."),
            )
        }
        Evidence::Distance(Metres(0)) => {
            says("Ze wonen in dezelfde buurt.".into(), "They live in the same neighbourhood.".into())
        }
        Evidence::Distance(apart) => {
            let apart = metres(language, *apart);
            says(format!("Ze wonen {apart} van elkaar."), format!("They live {apart} apart."))
        }
        Evidence::Same(Some(answer)) => {
            let (topic, answer) = (topic(), word(answer));
            format!("{topic}: {answer}.")
        }
        Evidence::Same(None) => {
            let of = of(language, asked);
            says(
                format!("Bij {of} gaven ze hetzelfde antwoord."),
                format!("They gave the same answer on {of}."),
            )
        }
        Evidence::Different => {
            let of = of(language, asked);
            says(
                format!("Bij {of} gaven ze een ander antwoord."),
                format!("They gave different answers on {of}."),
            )
        }
        Evidence::StepsAhead(steps) => ahead(language, &of(language, asked), *steps, [mentor, mentee]),
        Evidence::Gap(gap) => {
            let (of, gap) = (of(language, asked), quantity(language, *gap));
            says(format!("Bij {of} liggen ze {gap} uit elkaar."), format!("In {of} they are {gap} apart."))
        }
        Evidence::Wish(rank) => {
            let from_mentor = matches!(asked, Preference::Wished { by: Side::Mentor, .. });
            let (from, to) = if from_mentor { (mentor, mentee) } else { (mentee, mentor) };
            says(
                format!("{from} vroeg zelf om {to}, als wens nummer {rank}."),
                format!("{from} asked for {to}, as wish number {rank}."),
            )
        }
        Evidence::Days(days) => {
            let (day, several) = language.pick(("dag", "dagen"), ("day", "days"));
            let days = counted(language, *days, day, several);
            says(
                format!("{mentee} wacht al {days} op een mentor."),
                format!("{mentee} has waited {days} for a mentor."),
            )
        }
        Evidence::Table(thousandths) => {
            let (topic, score) = (topic(), language.whole(*thousandths));
            let most = language.whole(1000);
            says(format!("{topic}: {score} van de {most}."), format!("{topic}: {score} of {most}."))
        }
    }
}

fn skills(language: Language, offered: &[Label], missing: &[Label], [mentor, mentee]: [&str; 2]) -> String {
    let (has, lacks) = (labels(language, offered), labels(language, missing));
    let has = (!offered.is_empty()).then(|| {
        language.pick(
            format!("{mentor} kan {mentee} helpen met {has}."),
            format!("{mentor} can help {mentee} with {has}."),
        )
    });
    let lacks = (!missing.is_empty()).then(|| {
        let also = if has.is_some() { language.pick(" ook", " also") } else { "" };
        language.pick(
            format!("{mentee} zoekt{also} hulp bij {lacks}; dat biedt {mentor} niet aan."),
            format!("{mentee}{also} seeks help with {lacks}, which {mentor} does not offer."),
        )
    });
    let nothing = language.pick("Er worden geen vaardigheden gezocht.", "No skills are sought.");
    let said: Vec<_> = has.into_iter().chain(lacks).collect();
    if said.is_empty() { nothing.to_owned() } else { said.join(" ") }
}

fn shared(language: Language, asked: &Preference, found: &[Label]) -> String {
    let found = labels(language, found);
    let both = match fields_of(asked) {
        Some(Fields { mentor, mentee }) if mentor == mentee => Some(mentor),
        _ => None,
    };
    let (dutch, english) = match both {
        Some(Field::Interests) => ("Ze houden allebei van", "Both like"),
        Some(Field::Experience) => ("Ze hebben allebei ervaring met", "Both have experience of"),
        Some(Field::Ambitions) => ("Ze hebben dezelfde ambitie:", "They have the same ambition:"),
        Some(Field::Goals) => ("Ze hebben hetzelfde doel:", "They have the same goal:"),
        Some(Field::Needs) => ("Ze hebben allebei nodig:", "Both need"),
        Some(Field::Affiliations) => ("Ze horen allebei bij", "Both belong to"),
        Some(Field::Neighbourhood) => ("Ze wonen allebei in", "Both live in"),
        Some(Field::Attribute(_)) | None => {
            return format!("{}: {found}.", capitalised(&preference(language, asked)));
        }
    };
    format!("{} {found}.", language.pick(dutch, english))
}

fn ahead(language: Language, of: &str, steps: i32, [mentor, mentee]: [&str; 2]) -> String {
    let (one, several) = language.pick(("stap", "stappen"), ("step", "steps"));
    let count = counted(language, steps.unsigned_abs(), one, several);
    if steps == 0 {
        language.pick(
            format!("Bij {of} zijn {mentor} en {mentee} even ver."),
            format!("{mentor} and {mentee} are equally far in {of}."),
        )
    } else {
        let (first, second) = if steps > 0 { (mentor, mentee) } else { (mentee, mentor) };
        language.pick(
            format!("Bij {of} is {first} {count} verder dan {second}."),
            format!("{first} is {count} ahead of {second} in {of}."),
        )
    }
}

/// What is compared, where answers are.
fn of(language: Language, asked: &Preference) -> String {
    fields_of(asked).map_or_else(|| preference(language, asked), |of| fields(language, of))
}

fn fields_of(preference: &Preference) -> Option<&Fields> {
    match preference {
        Preference::Shared { field, .. }
        | Preference::Same { field, .. }
        | Preference::Different { field, .. }
        | Preference::Steps { field, .. }
        | Preference::Close { field, .. } => Some(field),
        Preference::Skills { .. }
        | Preference::Language { .. }
        | Preference::Overlap { .. }
        | Preference::Near { .. }
        | Preference::Wished { .. }
        | Preference::Waiting { .. }
        | Preference::Scores { .. } => None,
    }
}

/// Metres below a kilometre, kilometres with a decimal from there on.
pub(super) fn metres(language: Language, Metres(metres): Metres) -> String {
    if metres < 1000 {
        format!("{metres} m")
    } else {
        let decimals = usize::from(!metres.is_multiple_of(1000));
        format!("{} km", language.decimal(f64::from(metres) / 1000.0, decimals))
    }
}
