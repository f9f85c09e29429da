//! What people are asked, and what they answer.

use std::collections::BTreeMap;

use super::{
    LAST,
    chance::{Chance, rounded},
    course::Course,
    id, label, on,
};
use crate::{
    feedback::{Answers, Baseline, Better, Closure, Facts, Instrument, Item, Keyed, Reading, Response, Wave},
    id::ItemId,
    introduction::Party,
};

/// The instruments, in the order of [`instruments`].
#[derive(Clone, Copy)]
pub(in crate::sample) enum Asked {
    Confidence,
    Loneliness,
    SkillsThen,
    Recommend,
    Satisfied,
    Bond,
    LivingTogether,
}

/// What the programme asks.
pub(in crate::sample) fn instruments() -> Vec<Instrument> {
    let items = |keys: &[&str], max| keys.iter().map(|key| Item::scale(id(key), 1, max)).collect::<Vec<_>>();
    let stands = "the instruments of this room stand by themselves";
    let subscale = |keys: &[&str]| keys.iter().map(id).collect();

    let mut confidence = items(&["speak", "ask", "avoid", "calm", "decide", "doubt"], 5);
    for item in [2, 5] {
        confidence[item].keyed = Keyed::Reversed;
    }
    let mut bond = items(&["close", "at-ease", "understood", "annoyed", "look-forward"], 5);
    bond[3].keyed = Keyed::Reversed;
    let mut together = items(&["greet", "help", "strangers", "trust", "agree", "avoid"], 5);
    for item in [2, 5] {
        together[item].keyed = Keyed::Reversed;
    }
    vec![
        Instrument::new(id("confidence"), confidence)
            .and_then(|asked| asked.with_subscale(label("with others"), subscale(&["speak", "ask", "avoid"])))
            .and_then(|asked| asked.with_subscale(label("within"), subscale(&["calm", "decide", "doubt"])))
            .expect(stands),
        Instrument::new(id("loneliness"), items(&["miss", "empty", "left-out", "alone"], 4))
            .expect(stands)
            .better_when(Better::Lower),
        Instrument::new(id("skills-then"), items(&["letters", "way", "money"], 5))
            .expect(stands)
            .measured_from(Baseline::LookingBack),
        Instrument::new(id("recommend"), vec![Item::scale(id("recommend"), 0, 10)])
            .and_then(|asked| asked.read_as(Reading::Recommendation))
            .expect(stands),
        Instrument::new(id("satisfied"), items(&["satisfied"], 5))
            .and_then(|asked| asked.read_as(Reading::Satisfaction))
            .expect(stands),
        Instrument::new(id("bond"), bond).expect(stands),
        Instrument::new(id("living-together"), together).expect(stands),
    ]
}

/// Forms that are given out together and come back together, or do not.
struct Form {
    role: Party,
    wave: Wave,
    due: i32,
    /// When it came back.
    came: Option<i32>,
    /// A step, in quarters of the scale, that is ticked throughout.
    ticked: Option<i32>,
}

impl Form {
    fn new(chance: &mut Chance, course: &Course, role: Party, wave: Wave, due: i32) -> Self {
        let early = course.ended_as().is_some_and(|closure| closure != Closure::Completed);
        let back = match wave {
            Wave::Before => 92,
            Wave::Midway if early => 65,
            Wave::Midway => 82,
            _ if course.ended_as() == Some(Closure::Safeguarding) => 25,
            _ if early => 52,
            _ => 82,
        };
        let back = if role == Party::Mentor { back + 5 } else { back };
        let came = match wave {
            Wave::Before => (due + chance.between(-7, 5)).max(course.enrolled).min(LAST),
            _ => due + chance.between(0, 20),
        };
        Self {
            role,
            wave,
            due,
            came: (chance.per_cent(back) && came <= LAST).then_some(came),
            ticked: chance.per_cent(2).then(|| chance.between(2, 4)),
        }
    }
}

/// What is asked of the two about their agreement, up to the last day.
pub(super) fn responses(chance: &mut Chance, course: &Course, facts: &mut Facts) {
    use Asked::{Bond, Confidence, Loneliness, Recommend, Satisfied, SkillsThen};

    let Facts { instruments, responses, .. } = facts;
    let early = course.ended_as().is_some_and(|closure| closure != Closure::Completed);
    // Hundredths of a standard deviation; the blur of items and rounding takes a good tenth of it.
    let growth = if early { 20 } else { 55 } + course.quality / 10;
    let lonely = (-6 * course.level + 8 * chance.normal()) / 10;
    let then = chance.normal();

    let mut ask = |chance: &mut Chance, form: &Form, asked: &[(Asked, i32)]| {
        for &(asked, level) in asked {
            let instrument = &instruments[asked as usize];
            let person = match form.role {
                Party::Mentor => &course.mentor_id,
                Party::Mentee => &course.mentee_id,
            };
            let answers = form.came.map(|came| Answers {
                on: on(came),
                items: fill(chance, instrument, asked, level, form.ticked),
            });
            responses.push(Response {
                instrument: instrument.id().clone(),
                version: instrument.version(),
                person: person.clone(),
                role: form.role,
                agreement: Some(course.agreement.clone()),
                wave: form.wave,
                due: on(form.due),
                answers,
            });
        }
    };

    let form = Form::new(chance, course, Party::Mentee, Wave::Before, course.start);
    let now = today(chance, course.level);
    let alone = today(chance, lonely);
    ask(chance, &form, &[(Confidence, now), (Loneliness, alone)]);

    let half = course.start + i32::from(course.planned) / 2;
    if half < course.last() {
        let form = Form::new(chance, course, Party::Mentee, Wave::Midway, half);
        let now = today(chance, course.level) + growth / 2;
        let alone = today(chance, lonely) - growth / 2;
        let (content, close) = (felt(chance, course.quality), felt(chance, course.quality));
        let asked = [(Confidence, now), (Loneliness, alone), (Satisfied, content), (Bond, close)];
        ask(chance, &form, &asked);
        let form = Form::new(chance, course, Party::Mentor, Wave::Midway, half);
        let close = felt(chance, course.quality);
        ask(chance, &form, &[(Bond, close)]);
    }

    let due = (course.start + 365).min(course.end.map_or(i32::MAX, |(end, _)| end));
    if due > LAST {
        return;
    }
    let form = Form::new(chance, course, Party::Mentee, Wave::After, due);
    let now = today(chance, course.level) + growth;
    let alone = today(chance, lonely) - growth;
    let skill = today(chance, then) + growth + 10;
    let [content, close, praise] = [(); 3].map(|()| felt(chance, course.quality));
    let asked = [
        (Confidence, now),
        (Loneliness, alone),
        (SkillsThen, skill),
        (Recommend, praise),
        (Satisfied, content),
        (Bond, close),
    ];
    ask(chance, &form, &asked);
    // How it was then is asked on a form of its own, a week later.
    if due + 7 <= LAST {
        let form = Form::new(chance, course, Party::Mentee, Wave::LookingBack, due + 7);
        let skill = today(chance, then) - 20;
        ask(chance, &form, &[(SkillsThen, skill)]);
    }
    let form = Form::new(chance, course, Party::Mentor, Wave::After, due);
    let [content, close, praise] = [(); 3].map(|()| felt(chance, course.quality));
    ask(chance, &form, &[(Recommend, praise), (Satisfied, content), (Bond, close)]);
}

/// Where somebody of this level stands on one day: the two correlate at 0.9, two days at 0.81, which the blur of items
/// and rounding brings to about 0.6.
pub(in crate::sample) fn today(chance: &mut Chance, level: i32) -> i32 {
    (900 * level + 436 * chance.normal()) / 1000
}

/// How one of the two feels about how well they get on: the two correlate at 0.36, as do two questions to one of them.
fn felt(chance: &mut Chance, quality: i32) -> i32 {
    (6 * quality + 8 * chance.normal()) / 10
}

/// The answers of somebody who stands at this level, in hundredths of a standard deviation.
pub(in crate::sample) fn fill(
    chance: &mut Chance,
    instrument: &Instrument,
    asked: Asked,
    level: i32,
    ticked: Option<i32>,
) -> BTreeMap<ItemId, i16> {
    // The mean and the spread of an item, in hundredths of a step.
    let (mean, spread) = match asked {
        Asked::Confidence => (310, 95),
        Asked::Loneliness => (240, 80),
        Asked::SkillsThen => (310, 90),
        Asked::Recommend => (820, 190),
        Asked::Satisfied => (400, 85),
        Asked::Bond => (380, 85),
        Asked::LivingTogether => (335, 90),
    };
    // What the first half of the items has in common beside the level, and the second.
    let halves = [chance.normal(), chance.normal()];
    let mut answers = BTreeMap::new();
    for (at, item) in instrument.items().iter().enumerate() {
        let own = 7 * level + 3 * halves[usize::from(at >= 3)] + 6 * chance.normal();
        let (min, max) = (i32::from(item.min), i32::from(item.max));
        let counted = rounded(mean + spread * own / 1000).clamp(min, max);
        let answer = match (ticked, item.keyed) {
            (Some(quarters), _) => min + (max - min) * quarters / 4,
            (None, Keyed::Straight) => counted,
            (None, Keyed::Reversed) => min + max - counted,
        };
        if !chance.per_cent(3) {
            answers.insert(item.key.clone(), i16::try_from(answer).expect("on the scale of the item"));
        }
    }
    answers
}
