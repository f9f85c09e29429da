//! How far somebody came: their goals, their meetings, what changed for them.

use jiff::civil::Date;

use super::{
    Judged, ParticipantReport,
    own::{Answered, Together, Twice},
};
use crate::{
    feedback::{Better, Goal, Rater},
    impact::{Course, Verdict},
    introduction::Party,
    report::{
        document::{Block, Datum, Section},
        language::Language,
        phrases::{capitalised, counted, listed, minutes},
    },
};

/// A part of the page, what it comes to in a sentence, and its figures.
#[derive(Default)]
pub(super) struct Part {
    pub(super) section: Option<Section>,
    pub(super) summary: Option<String>,
    pub(super) rows: Vec<Vec<Datum>>,
}

pub(super) fn goals(report: &ParticipantReport<'_>, language: Language) -> Part {
    let (mut blocks, mut rows) = (Vec::new(), Vec::new());
    let (mut all, mut ahead) = (0_u64, 0_u64);
    for goal in report.own.goals(report.on.date) {
        all += 1;
        let rated = goal.rated.filter(|rated| rated.on <= report.on.date);
        ahead += u64::from(rated.is_some_and(|rated| rated.step > goal.baseline));
        let number = language.whole(all);
        let number = language.pick(format!("Doel {number}"), format!("Goal {number}"));
        blocks.push(Block::Heading(report.goals.get(&goal.words).cloned().unwrap_or(number)));
        blocks.push(Block::Paragraph(how_far(goal, report.on.date, language)));
        let id = goal.words.as_str();
        rows.push(row("goal", id, "baseline", Datum::Whole(goal.baseline.into())));
        let reached = rated.map_or(Datum::Nothing, |rated| Datum::Whole(rated.step.into()));
        rows.push(row("goal", id, "reached", reached));
    }
    let all = counted(language, all, language.pick("doel", "goal"), language.pick("doelen", "goals"));
    // Who has not moved yet knows it.
    let forward = if ahead == 0 {
        String::new()
    } else {
        let ahead = language.whole(ahead);
        language.pick(format!(" Vooruitgegaan: {ahead}."), format!(" Moved forward: {ahead}."))
    };
    let summary = language.pick(format!("Je hebt {all}.{forward}"), format!("You have {all}.{forward}"));
    part(language.pick("Jouw doelen", "Your goals"), blocks, summary, rows)
}

/// How far somebody is with a goal, in steps and in words.
fn how_far(goal: &Goal, on: Date, language: Language) -> String {
    let step = |step: i8| match step {
        ..=-2 => language.pick("veel minder dan je hoopte", "much less than you hoped"),
        -1 => language.pick("minder dan je hoopte", "less than you hoped"),
        0 => language.pick("wat je hoopte", "what you hoped"),
        1 => language.pick("meer dan je hoopte", "more than you hoped"),
        2.. => language.pick("veel meer dan je hoopte", "much more than you hoped"),
    };
    let start = step(goal.baseline);
    let begun = language.pick(format!("Aan het begin: {start}."), format!("At the start: {start}."));
    let Some(rated) = goal.rated.filter(|rated| rated.on <= on) else {
        let open = language.pick(
            "Hoe ver je nu bent, is nog niet samen bekeken.",
            "How far you are now has not been looked at together yet.",
        );
        return format!("{begun} {open}");
    };
    let (now, day) = (step(rated.step), language.day(rated.on));
    let moved = i32::from(rated.step) - i32::from(goal.baseline);
    let steps = counted(
        language,
        moved.unsigned_abs(),
        language.pick("stap", "step"),
        language.pick("stappen", "steps"),
    );
    let moved = match moved {
        1.. => language.pick(format!("Dat is {steps} vooruit!"), format!("That is {steps} forward!")),
        0 => language
            .pick(
                "Dat is even ver als toen. Sommige doelen hebben tijd nodig.",
                "That is as far as then. Some goals take time.",
            )
            .to_owned(),
        ..0 => language.pick(
            format!("Dat is {steps} terug. Dat gebeurt. Praat erover met iemand die je vertrouwt."),
            format!("That is {steps} back. It happens. Talk about it with somebody you trust."),
        ),
    };
    let by = match rated.by {
        Rater::Mentee => language.pick("zo zag je het zelf", "as you saw it yourself"),
        Rater::Mentor => language.pick("zo zag je mentor het", "as your mentor saw it"),
        Rater::Together => language.pick("zo zagen jullie het samen", "as you saw it together"),
        Rater::Programme => {
            language.pick("zo zag iemand van het programma het", "as somebody of the programme saw it")
        }
    };
    language.pick(
        format!("{begun} Op {day}: {now} ({by}). {moved}"),
        format!("{begun} On {day}: {now} ({by}). {moved}"),
    )
}

pub(super) fn meetings(together: &[Together<'_>], language: Language) -> Part {
    let (mut blocks, mut rows) = (Vec::new(), Vec::new());
    for Together { pairing, role, course } in together {
        let with = match role {
            Party::Mentor => language.pick("Met je mentee", "With your mentee"),
            Party::Mentee => language.pick("Met je mentor", "With your mentor"),
        };
        let from = language.day(pairing.started);
        let ended = course.closure.and(pairing.ended).map(|ending| language.day(ending.on));
        blocks.push(Block::Heading(match &ended {
            None => language.pick(format!("{with}, sinds {from}"), format!("{with}, since {from}")),
            Some(end) => language
                .pick(format!("{with}, van {from} tot {end}"), format!("{with}, from {from} to {end}")),
        }));
        blocks.push(Block::Paragraph(rhythm(pairing.every_days, course, language)));
        let id = pairing.agreement.as_str();
        for (measure, value) in [
            ("meetings", course.meetings),
            ("minutes", course.minutes),
            ("agreed_periods", course.periods),
            ("agreed_periods_with_meeting", course.periods_met),
        ] {
            rows.push(row("meetings", id, measure, Datum::Whole(value.into())));
        }
    }
    let summary = met_so_far(together, language);
    part(language.pick("Jullie ontmoetingen", "Your meetings"), blocks, summary, rows)
}

fn met_so_far(together: &[Together<'_>], language: Language) -> String {
    let all: u64 = together.iter().map(|together| u64::from(together.course.meetings)).sum();
    let role = match together {
        [one] => Some(one.role),
        _ => None,
    };
    let other = match role {
        Some(Party::Mentor) => language.pick("je mentee", "your mentee"),
        Some(Party::Mentee) => language.pick("je mentor", "your mentor"),
        None => {
            let meetings = language.pick(["ontmoeting", "ontmoetingen"], ["meeting", "meetings"]);
            let all = counted(language, all, meetings[0], meetings[1]);
            return language.pick(format!("Tot nu toe had je {all}."), format!("You have had {all} so far."));
        }
    };
    let times = counted(language, all, language.pick("keer", "time"), language.pick("keer", "times"));
    if all == 0 {
        language.pick(
            format!("Jij en {other} hebben nog geen ontmoeting doorgegeven."),
            format!("You and {other} have not told us of a meeting yet."),
        )
    } else {
        language.pick(
            format!("Tot nu toe hebben jij en {other} elkaar {times} ontmoet."),
            format!("You and {other} have met {times} so far."),
        )
    }
}

fn rhythm(every: u16, course: &Course, language: Language) -> String {
    let days = language.whole(every);
    let agreed = match every {
        0 | 1 => language.pick("elke dag", "every day").to_owned(),
        7 => language.pick("elke week", "every week").to_owned(),
        14 => language.pick("elke twee weken", "every two weeks").to_owned(),
        _ => language.pick(format!("elke {days} dagen"), format!("every {days} days")),
    };
    let met = if course.meetings == 0 {
        language.pick("Er is nog geen ontmoeting genoteerd.", "No meeting has been noted yet.").to_owned()
    } else {
        let meetings = counted(
            language,
            course.meetings,
            language.pick("ontmoeting", "meeting"),
            language.pick("ontmoetingen", "meetings"),
        );
        let time = minutes(language, course.minutes);
        language.pick(format!("{meetings}, samen {time}."), format!("{meetings}, {time} in all."))
    };
    let agreed =
        language.pick(format!("Jullie spraken af: {agreed}."), format!("What you agreed on: {agreed}."));
    let (periods, periods_met) = (language.whole(course.periods), language.whole(course.periods_met));
    let kept = match (course.periods, course.periods_met) {
        (0, _) => language
            .pick(
                "De eerste afgesproken periode is nog niet voorbij.",
                "The first agreed period is not over yet.",
            )
            .to_owned(),
        (1, 0) => language
            .pick(
                "In de eerste periode is dat nog niet gelukt.",
                "In the first period it has not worked out yet.",
            )
            .to_owned(),
        (1, _) => {
            language.pick("In de eerste periode is dat gelukt.", "In the first period you did.").to_owned()
        }
        _ => language.pick(
            format!("In {periods_met} van de {periods} periodes is dat gelukt."),
            format!("In {periods_met} of {periods} periods you did."),
        ),
    };
    let kind = if course.periods > 1 && 2 * course.periods_met < course.periods {
        language.pick(
            " Lukt het minder vaak dan afgesproken? Dat komt vaker voor. Bespreek samen wat wel past, of vraag ons om hulp.",
            " Is it less often than agreed? That is not unusual. Talk about what does suit you, or ask us for help.",
        )
    } else {
        ""
    };
    format!("{met} {agreed} {kept}{kind}")
}

pub(super) fn scales(report: &ParticipantReport<'_>, language: Language) -> Part {
    let (mut blocks, mut rows, mut heard) = (Vec::new(), Vec::new(), Vec::new());
    for scale in &report.scales {
        let Some(instrument) = report.own.instrument(&scale.instrument, scale.version) else { continue };
        for role in report.own.roles() {
            let said = match report.own.answered(instrument, role, report.on.date) {
                Answered::No => continue,
                Answered::Once(day) => {
                    let day = language.day(day);
                    language.pick(
                        format!("Je vulde deze vragen in op {day}. Vul je ze later nog eens in, dan zie je hier wat er veranderd is."),
                        format!("You answered these questions on {day}. When you answer them again, you see here what has changed."),
                    )
                }
                Answered::Twice(twice) => {
                    let id = scale.instrument.as_str();
                    let scores = twice.scores;
                    rows.push(row("scale", id, "before", Datum::Number(scores.pre())));
                    rows.push(row("scale", id, "now", Datum::Number(scores.post())));
                    let (verdict, range) = (scale.criterion.verdict(scores), instrument.whole().range());
                    heard.push(format!("{} – {}", scale.name, in_short(verdict, language)));
                    changed(scale, &twice, range, verdict, language)
                }
            };
            blocks.push(Block::Heading(capitalised(&scale.name)));
            blocks.push(Block::Paragraph(said));
        }
    }
    let summary = if heard.is_empty() {
        language
            .pick("Je antwoorden zijn binnen. Dank je wel!", "Your answers have come in. Thank you!")
            .to_owned()
    } else {
        let heard = listed(language, &heard);
        language
            .pick(format!("Wat je zelf invulde: {heard}."), format!("What you answered yourself: {heard}."))
    };
    part(language.pick("Wat er voor jou veranderde", "What changed for you"), blocks, summary, rows)
}

fn in_short(verdict: Verdict, language: Language) -> &'static str {
    match verdict {
        Verdict::Improved => language.pick("duidelijk beter", "clearly better"),
        Verdict::Deteriorated => language.pick("duidelijk minder goed", "clearly worse"),
        Verdict::Unchanged => language.pick("geen duidelijk verschil", "not clear either way"),
    }
}

fn changed(
    scale: &Judged,
    twice: &Twice,
    (lowest, highest): (f64, f64),
    verdict: Verdict,
    language: Language,
) -> String {
    let [before, now] = [twice.scores.pre(), twice.scores.post()].map(|score| language.decimal(score, 1));
    let [lowest, highest] = [lowest, highest].map(|end| language.decimal(end, 0));
    let [first, last] = [twice.first, twice.last].map(|day| language.day(day));
    let way = match scale.better {
        Better::Higher => language.pick("hoger is beter", "higher is better"),
        Better::Lower => language.pick("lager is beter", "lower is better"),
    };
    let verdict = match verdict {
        Verdict::Improved => language.pick(
            "Het gaat duidelijk beter met je op dit punt.",
            "In this you are doing clearly better.",
        ),
        Verdict::Deteriorated => language.pick(
            "Het gaat op dit punt duidelijk minder goed. Dat kan veel oorzaken hebben. Wil je erover praten? Dat kan altijd.",
            "In this you are doing clearly worse. That can have many causes. Would you like to talk about it? You always can.",
        ),
        Verdict::Unchanged => language.pick(
            "Het is niet duidelijk beter en niet duidelijk slechter: zo'n verschil kan ook toeval zijn.",
            "It is not clear either way: such a difference may be chance as well.",
        ),
    };
    language.pick(
        format!("Eerst ({first}): {before}. Nu ({last}): {now}. De schaal loopt van {lowest} tot {highest}; {way}. {verdict}"),
        format!("First ({first}): {before}. Now ({last}): {now}. The scale runs from {lowest} to {highest}; {way}. {verdict}"),
    )
}

fn row(what: &str, id: &str, measure: &str, value: Datum) -> Vec<Datum> {
    let text = |text: &str| Datum::Text(text.to_owned());
    vec![text(what), text(id), text(measure), value]
}

/// A part with something in it.
fn part(heading: &str, blocks: Vec<Block>, summary: String, rows: Vec<Vec<Datum>>) -> Part {
    if blocks.is_empty() {
        return Part::default();
    }
    let section = Section { heading: heading.to_owned(), message: Some(summary.clone()), blocks };
    Part { section: Some(section), summary: Some(summary), rows }
}
