//! Criteria against a plain second reading of every rule, and the laws of explanations.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    criteria::{
        Because, CountsFor, Criteria, Field, Fields, IfUnknown, Preference, Requirement, ScoreTable, Side,
        StepsAhead, Verdict, Violation,
    },
    id::{MenteeId, MentorId},
    jiff::civil::{Date, date},
    people::{
        Answer, AnswerKind, Apart, Availability, Cefr, Consent, History, Importance, Label, Level, Mentee,
        Mentor, Metres, Mode, Outcome, Past, People, Place, Profile, Purpose, Quantity, Question,
        Questionnaire, Roster, Status, Tie, TieKind, UtcOffset, Want,
    },
};

use crate::assignment::Chance;

pub(crate) const ON: Date = date(2026, 1, 15);

pub(crate) fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

pub(crate) fn attribute(name: &str) -> Field {
    Field::Attribute(label(name))
}

pub(crate) fn questionnaire() -> Questionnaire {
    let mut questionnaire = Questionnaire::default();
    let steps = ["low", "middle", "high", "top"].map(label).to_vec();
    questionnaire.ask(label("grade"), Question::new(AnswerKind::Scale { steps })).unwrap();
    let options = ["red", "green", "blue"].map(label).to_vec();
    questionnaire.ask(label("colour"), Question::new(AnswerKind::Choice { options }).sensitive()).unwrap();
    questionnaire.ask(label("pets"), Question::new(AnswerKind::Tags { options: vec![] })).unwrap();
    let years = AnswerKind::Number { min: Quantity::from(0), max: Quantity::from(50) };
    questionnaire.ask(label("years"), Question::new(years)).unwrap();
    questionnaire
}

/// Every rule of the crate at once.
pub(crate) fn everything(if_unknown: IfUnknown) -> Criteria {
    let counts_for = CountsFor::Both;
    let both = Fields::both;
    let requirements = vec![
        Requirement::SharedLanguage { level: Cefr::B1, if_unknown },
        Requirement::Overlap { minutes: 45, if_unknown },
        Requirement::Reachable { metres: Some(Metres(9_000)), if_unknown },
        Requirement::NoTies { kinds: [TieKind::Family, TieKind::Employer].into(), steps: 2 },
        Requirement::NoSharedAffiliation { if_unknown },
        Requirement::Same { field: both(Field::Neighbourhood), if_unknown },
        Requirement::Different { field: both(attribute("colour")), if_unknown },
        Requirement::Shared { field: both(attribute("pets")), if_unknown },
        Requirement::Within {
            field: both(attribute("grade")),
            from: Some(Quantity::from(-1)),
            to: None,
            if_unknown,
        },
        Requirement::Within {
            field: both(attribute("years")),
            from: None,
            to: Some(Quantity::from(9)),
            if_unknown,
        },
        Requirement::SkillCovered { importance: Importance::new(3).unwrap(), if_unknown },
        Requirement::Confirmed { within_days: 100, if_unknown },
    ];
    Criteria::new(requirements, preferences(counts_for))
        .unwrap()
        .with_table(label("gut feeling"), gut_feeling())
}

pub(crate) fn preferences(counts_for: CountsFor) -> Vec<Preference> {
    let both = Fields::both;
    let steps = [(-1, 3), (0, 1), (1, 9), (2, 12)].map(|(steps, points)| (StepsAhead(steps), points));
    vec![
        Preference::Skills { points: 40, counts_for },
        Preference::Shared { field: both(Field::Interests), points: 7, enough: 2, counts_for },
        Preference::Language { points: 11, full_at: Cefr::C1, counts_for },
        Preference::Overlap { points: 13, enough_minutes: 100, counts_for },
        Preference::Near { points: 17, full_within: Metres(500), none_beyond: Metres(7_000), counts_for },
        Preference::Same { field: both(attribute("colour")), points: 3, counts_for },
        Preference::Different { field: both(attribute("years")), points: 5, counts_for },
        Preference::Steps { field: both(attribute("grade")), points: steps.into(), counts_for },
        Preference::Close {
            field: both(attribute("years")),
            points: 19,
            none_beyond: Quantity::from(7),
            counts_for,
        },
        Preference::Wished { by: Side::Mentee, points: 6, counts_for },
        Preference::Wished { by: Side::Mentor, points: 4, counts_for },
        Preference::Waiting { points: 8, full_after_days: 90, counts_for },
        Preference::Scores { table: label("gut feeling"), points: 10, counts_for },
    ]
}

fn gut_feeling() -> ScoreTable {
    let mut table = ScoreTable::default();
    table.set(id("M-0"), id("T-0"), 333).unwrap();
    table.set(id("M-1"), id("T-0"), 1000).unwrap();
    table
}

pub(crate) fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

fn some<T>(chance: &mut Chance, value: T) -> Option<T> {
    (chance.below(6) > 0).then_some(value)
}

fn labels(chance: &mut Chance, words: &[&str]) -> BTreeSet<Label> {
    words.iter().filter(|_| chance.below(2) == 0).map(|word| label(word)).collect()
}

/// Fills in every blank answer of a profile, at random.
fn fill(profile: &mut Profile, chance: &mut Chance) {
    let cefr = [Cefr::A1, Cefr::A2, Cefr::B1, Cefr::B2, Cefr::C1, Cefr::C2];
    profile.interests.get_or_insert_with(|| labels(chance, &["chess", "running", "films"]));
    profile.affiliations.get_or_insert_with(|| labels(chance, &["club", "school"]));
    profile.languages.get_or_insert_with(|| {
        labels(chance, &["Dutch", "English", "Arabic"])
            .into_iter()
            .map(|l| (l, Some(cefr[chance.below(6)])))
            .collect()
    });
    for level in profile.languages.iter_mut().flat_map(BTreeMap::values_mut) {
        level.get_or_insert_with(|| cefr[chance.below(6)]);
    }
    profile.availability.get_or_insert_with(|| {
        let windows = ["Mon 10:00-11:30", "Mon 10:45-12:00", "Sun 23:00-01:10"];
        let windows = windows.iter().filter(|_| chance.below(2) == 0).map(|window| window.parse().unwrap());
        let windows: Vec<_> = windows.collect();
        Availability::new(UtcOffset::from_minutes([0, 60, 330][chance.below(3)]).unwrap(), windows)
    });
    profile.modes.get_or_insert_with(|| match chance.below(3) {
        0 => [Mode::InPerson].into(),
        1 => [Mode::Online].into(),
        _ => [Mode::InPerson, Mode::Online].into(),
    });
    let place = profile.place.get_or_insert_default();
    place.neighbourhood.get_or_insert_with(|| label(["North", "South"][chance.below(2)]));
    place
        .coordinates
        .get_or_insert_with(|| ["52.0, 5.0", "52.02, 5.0", "52.1, 5.1"][chance.below(3)].parse().unwrap());
    profile.travels.get_or_insert_with(|| Metres([0, 2_000, 8_000][chance.below(3)]));
    profile.confirmed_on.get_or_insert_with(|| [date(2025, 6, 1), date(2025, 12, 1)][chance.below(2)]);
    profile
        .waiting_since
        .get_or_insert_with(|| [date(2025, 12, 1), date(2024, 1, 1), date(2026, 3, 1)][chance.below(3)]);
    let mut answer = |name: &str, answer: Answer| {
        profile.attributes.entry(label(name)).or_insert(answer);
    };
    answer("grade", Answer::Step(label(["low", "middle", "high", "top"][chance.below(4)])));
    answer("colour", Answer::Choice(label(["red", "green"][chance.below(2)])));
    answer("pets", Answer::Tags(labels(chance, &["dog", "cat"])));
    answer("years", Answer::Number(Quantity::from(chance.below(12) as i32)));
    let consent = Consent { purpose: Purpose::SensitiveMatching, given_on: ON, withdrawn_on: None };
    profile.consents.insert(consent);
}

fn fill_offers(mentor: &mut Mentor, chance: &mut Chance) {
    let offers = mentor
        .offers
        .get_or_insert_with(|| labels(chance, &["a", "b", "c"]).into_iter().map(|s| (s, None)).collect());
    for level in offers.values_mut() {
        level.get_or_insert_with(|| Level::new(1 + chance.below(5) as u8).unwrap());
    }
}

fn fill_wants(mentee: &mut Mentee, chance: &mut Chance) {
    mentee.wants.get_or_insert_with(|| {
        let want = |skill, chance: &mut Chance| {
            let importance = Importance::new(1 + chance.below(5) as u8).unwrap();
            let level = (chance.below(2) == 0).then(|| Level::new(1 + chance.below(5) as u8).unwrap());
            (skill, Want { importance, level })
        };
        labels(chance, &["a", "b", "c"]).into_iter().map(|skill| want(skill, chance)).collect()
    });
}

/// A profile with everything answered, and then some answers taken away again.
fn profile(person: &str, chance: &mut Chance) -> Profile {
    let mut profile = Profile::new(id(person));
    fill(&mut profile, chance);
    let mut blank = |gone: &mut dyn FnMut(&mut Profile)| {
        if chance.below(6) == 0 {
            gone(&mut profile);
        }
    };
    blank(&mut |p| p.interests = None);
    blank(&mut |p| p.affiliations = None);
    blank(&mut |p| p.languages = None);
    blank(&mut |p| p.languages.iter_mut().flat_map(BTreeMap::values_mut).for_each(|level| *level = None));
    blank(&mut |p| p.availability = None);
    blank(&mut |p| p.modes = None);
    blank(&mut |p| p.place = None);
    blank(&mut |p| p.place = Some(Place { coordinates: None, ..p.place.take().unwrap_or_default() }));
    blank(&mut |p| p.travels = None);
    blank(&mut |p| p.confirmed_on = None);
    blank(&mut |p| p.waiting_since = None);
    blank(&mut |p| drop(p.attributes.remove(&label("grade"))));
    blank(&mut |p| drop(p.attributes.remove(&label("pets"))));
    blank(&mut |p| drop(p.attributes.remove(&label("years"))));
    blank(&mut |p| p.consents.clear());
    profile
}

fn people(case: u64) -> People {
    some_people(case, 3)
}

/// So many mentors and as many mentees.
pub(crate) fn some_people(case: u64, count: usize) -> People {
    let chance = &mut Chance(case);
    let mut people = People { questionnaire: questionnaire(), others: [id("X")].into(), ..People::default() };
    for at in 0..count {
        let mut mentor = Mentor::new(id(&format!("M-{at}")), id(&format!("PM{at}")));
        mentor.profile = profile(&format!("PM{at}"), chance);
        fill_offers(&mut mentor, chance);
        mentor.offers = some(chance, mentor.offers.take().unwrap());
        if chance.below(4) == 0 {
            mentor.offers.iter_mut().flat_map(BTreeMap::values_mut).for_each(|level| *level = None);
        }
        let mut mentee = Mentee::new(id(&format!("T-{at}")), id(&format!("PT{at}")));
        mentee.profile = profile(&format!("PT{at}"), chance);
        fill_wants(&mut mentee, chance);
        mentee.wants = some(chance, mentee.wants.take().unwrap());
        people.mentors.push(mentor);
        people.mentees.push(mentee);
    }
    for at in 0..count {
        let other = chance.below(count);
        match chance.below(8) {
            0 => {
                people.mentors[at]
                    .profile
                    .ties
                    .insert(Tie { to: id(&format!("PT{other}")), kind: TieKind::Family });
            }
            1 => {
                people.mentors[at].profile.ties.insert(Tie { to: id("X"), kind: TieKind::Employer });
                people.mentees[other].profile.ties.insert(Tie { to: id("X"), kind: TieKind::Family });
            }
            2 => people.mentees[at].profile.wishes = vec![id("PM2"), id("PM0")],
            3 => people.mentors[at].profile.wishes = vec![id("PT1"), id("PT2"), id("PT0")],
            4 => drop(
                people.mentees[at]
                    .profile
                    .ties
                    .insert(Tie { to: id(&format!("PM{other}")), kind: TieKind::Friend }),
            ),
            _ => {}
        }
    }
    people
}

// The second reading: each rule straight from the two profiles. `None` means that it cannot be told.

fn answer<'a>(profile: &'a Profile, name: &str) -> Option<&'a Answer> {
    let counts = name != "colour" || profile.consents_to(Purpose::SensitiveMatching, ON);
    profile.attributes.get(&label(name)).filter(|_| counts)
}

fn step(profile: &Profile) -> Option<i64> {
    let Answer::Step(step) = answer(profile, "grade")? else { panic!("a scale") };
    ["low", "middle", "high", "top"].iter().position(|s| label(s) == *step).map(|at| at as i64)
}

fn years(profile: &Profile) -> Option<i64> {
    let Answer::Number(number) = answer(profile, "years")? else { panic!("a number") };
    Some(number.thousandths())
}

fn common<'a>(a: Option<&'a BTreeSet<Label>>, b: Option<&'a BTreeSet<Label>>) -> Option<usize> {
    Some(a?.intersection(b?).count())
}

fn pets(profile: &Profile) -> Option<&BTreeSet<Label>> {
    match answer(profile, "pets")? {
        Answer::Tags(tags) => Some(tags),
        _ => panic!("tags"),
    }
}

fn tied(people: &People, mentor: &Profile, mentee: &Profile) -> bool {
    let all = people.mentors.iter().map(|m| &m.profile).chain(people.mentees.iter().map(|m| &m.profile));
    let counted = |tie: &&Tie| matches!(tie.kind, TieKind::Family | TieKind::Employer);
    let edges: Vec<_> = all
        .flat_map(|p| p.ties.iter().filter(counted).map(|tie| (p.person.clone(), tie.to.clone())))
        .collect();
    let next = |to: &mentorship::id::PersonId| -> BTreeSet<mentorship::id::PersonId> {
        let ahead = edges.iter().filter(|(a, _)| a == to).map(|(_, b)| b.clone());
        ahead.chain(edges.iter().filter(|(_, b)| b == to).map(|(a, _)| a.clone())).collect()
    };
    let near = next(&mentor.person);
    near.contains(&mentee.person) || near.iter().any(|person| next(person).contains(&mentee.person))
}

fn reachable(a: &Profile, b: &Profile) -> Option<bool> {
    let meets = |p: &Profile, mode| p.modes.as_ref().map(|modes| modes.contains(&mode));
    let both = |mode| match (meets(a, mode), meets(b, mode)) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    };
    let near = || {
        let metres = a.place.as_ref()?.distance(b.place.as_ref()?)?;
        if metres > Metres(9_000) {
            return Some(false);
        }
        let reach = |p: &Profile| p.travels.map(|metres| metres.0);
        match (metres.0, reach(a), reach(b)) {
            (0, ..) => Some(true),
            (metres, Some(a), Some(b)) => Some(metres <= a + b),
            (metres, Some(one), None) | (metres, None, Some(one)) if metres <= one => Some(true),
            _ => None,
        }
    };
    let in_person = match (both(Mode::InPerson), near()) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    };
    match (both(Mode::Online), in_person) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

fn holds(people: &People, at: usize, mentor: &Mentor, mentee: &Mentee) -> Option<bool> {
    let (a, b) = (&mentor.profile, &mentee.profile);
    match at {
        0 => {
            let (ours, theirs) = (a.languages.as_ref()?, b.languages.as_ref()?);
            let mut open = false;
            for (language, level) in ours {
                if let Some(other) = theirs.get(language) {
                    match (level, other) {
                        (Some(x), Some(y)) if *x.min(y) >= Cefr::B1 => return Some(true),
                        (Some(x), None) | (None, Some(x)) => open |= *x >= Cefr::B1,
                        (None, None) => open = true,
                        _ => {}
                    }
                }
            }
            if open { None } else { Some(false) }
        }
        1 => Some(a.availability.as_ref()?.overlap(b.availability.as_ref()?) >= 45),
        2 => reachable(a, b),
        3 => Some(!tied(people, a, b)),
        4 => Some(common(a.affiliations.as_ref(), b.affiliations.as_ref())? == 0),
        5 => Some(a.place.as_ref()?.neighbourhood.as_ref()? == b.place.as_ref()?.neighbourhood.as_ref()?),
        6 => Some(answer(a, "colour")? != answer(b, "colour")?),
        7 => Some(common(pets(a), pets(b))? > 0),
        8 => Some(step(a)? - step(b)? >= -1),
        9 => Some(years(a)? - years(b)? <= 9_000),
        10 => {
            let wants = mentee.wants.as_ref()?;
            let important: Vec<_> =
                wants.iter().filter(|(_, w)| w.importance.get() >= 3).map(|(s, _)| s).collect();
            if important.is_empty() {
                return Some(true);
            }
            let offers = mentor.offers.as_ref()?;
            Some(important.iter().any(|skill| offers.contains_key(*skill)))
        }
        11 => {
            let fresh = |p: &Profile| p.confirmed_on.map(|on| on >= date(2025, 10, 7));
            match (fresh(a), fresh(b)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            }
        }
        _ => unreachable!(),
    }
}

/// Thousandths of a point for certain, and at most.
fn earned(at: usize, mentor: &Mentor, mentee: &Mentee) -> (i64, i64) {
    let (a, b) = (&mentor.profile, &mentee.profile);
    let sure =
        |points: i64, share: Option<i64>| share.map_or((0, points * 1000), |s| (points * s, points * s));
    let yes = |yes: bool| if yes { 1000 } else { 0 };
    match at {
        0 => {
            let Some(wants) = &mentee.wants else { return (0, 40_000) };
            if wants.is_empty() {
                return (0, 0);
            }
            let Some(offers) = &mentor.offers else { return (0, 40_000) };
            let whole: i64 = wants.values().map(|w| i64::from(w.importance.get()) * 60).sum();
            let part = |unknown: i64| -> i64 {
                let earn = |(skill, want): (&Label, &Want)| {
                    let wanted = want.level.map_or(1, |level| i64::from(level.get()));
                    let level =
                        offers.get(skill).map(|level| level.map_or(unknown, |level| i64::from(level.get())));
                    level
                        .map_or(0, |level| i64::from(want.importance.get()) * 60 * level.min(wanted) / wanted)
                };
                wants.iter().map(earn).sum::<i64>() * 1000 / whole
            };
            (40 * part(1), 40 * part(5))
        }
        1 => sure(7, common(a.interests.as_ref(), b.interests.as_ref()).map(|n| n.min(2) as i64 * 500)),
        2 => {
            let (Some(ours), Some(theirs)) = (&a.languages, &b.languages) else { return (0, 11_000) };
            let best = |unknown: Cefr| -> i64 {
                let levels = ours.iter().filter_map(|(language, level)| {
                    let other = theirs.get(language)?;
                    Some(level.unwrap_or(unknown).min(other.unwrap_or(unknown)) as i64 + 1)
                });
                levels.max().unwrap_or(0).min(5) * 1000 / 5
            };
            (11 * best(Cefr::A1), 11 * best(Cefr::C2))
        }
        3 => {
            let both = a.availability.as_ref().zip(b.availability.as_ref()).map(|(x, y)| x.overlap(y));
            sure(13, both.map(|minutes| i64::from(minutes.min(100)) * 10))
        }
        4 => {
            let distance = a.place.as_ref().zip(b.place.as_ref()).and_then(|(x, y)| x.distance(y));
            sure(17, distance.map(|d| (7_000 - i64::from(d.0).clamp(500, 7_000)) * 1000 / 6_500))
        }
        5 => sure(3, answer(a, "colour").zip(answer(b, "colour")).map(|(x, y)| yes(x == y))),
        6 => sure(5, years(a).zip(years(b)).map(|(x, y)| yes(x != y))),
        7 => step(a).zip(step(b)).map_or((0, 12_000), |(x, y)| {
            let points = [(-1, 3), (0, 1), (1, 9), (2, 12)].iter().find(|(steps, _)| *steps == x - y);
            points.map_or((0, 0), |(_, points)| (points * 1000, points * 1000))
        }),
        8 => sure(19, years(a).zip(years(b)).map(|(x, y)| (7_000 - (x - y).abs().min(7_000)) * 1000 / 7_000)),
        9 | 10 => {
            let (points, from, to) = if at == 9 { (6, b, a) } else { (4, a, b) };
            let rank = from.wishes.iter().position(|person| *person == to.person);
            sure(points, Some(rank.map_or(0, |rank| 1000 / (rank as i64 + 1))))
        }
        11 => {
            sure(8, b.waiting_since.map(|since| i64::from((ON - since).get_days()).clamp(0, 90) * 1000 / 90))
        }
        12 => sure(10, gut_feeling().get(&mentor.id, &mentee.id).map(i64::from)),
        _ => unreachable!(),
    }
}

fn each_pair(mut check: impl FnMut(u64, &People, usize, usize)) {
    for case in 0..200 {
        let people = people(case);
        for mentor in 0..3 {
            for mentee in 0..3 {
                check(case, &people, mentor, mentee);
            }
        }
    }
}

#[test]
fn every_requirement_agrees_with_a_plain_reading_of_the_profiles() {
    let mut seen = BTreeMap::new();
    for if_unknown in [IfUnknown::Exclude, IfUnknown::Allow] {
        let criteria = everything(if_unknown);
        each_pair(|case, people, mentor, mentee| {
            let roster = Roster::new(people.clone()).unwrap();
            let compiled = criteria.compile(&roster, ON, &History::default()).unwrap();
            let (mut violated, mut unknown) = (Vec::new(), Vec::new());
            for at in 0..criteria.requirements().len() {
                let told = holds(people, at, &people.mentors[mentor], &people.mentees[mentee]);
                *seen.entry((at, told)).or_insert(0) += 1;
                match (told, if_unknown) {
                    (Some(true), _) => {}
                    (Some(false), _) => violated.push((at, Because::Violated)),
                    (None, IfUnknown::Exclude) => violated.push((at, Because::Unknown)),
                    (None, IfUnknown::Allow) => unknown.push(at),
                }
            }
            match compiled.verdict(mentor, mentee) {
                Verdict::Excluded(violations) => {
                    let found = violations.iter().map(|v| match v {
                        Violation::Requirement { at, because, .. } => (*at, *because),
                        other => panic!("case {case}: {other:?}"),
                    });
                    let found: Vec<_> = found.collect();
                    assert_eq!(found, violated, "case {case}, M-{mentor}, T-{mentee}");
                    assert_eq!(compiled.score(mentor, mentee), None);
                }
                Verdict::Eligible(explanation) => {
                    assert_eq!(violated, [], "case {case}, M-{mentor}, T-{mentee}");
                    let asked: Vec<_> = explanation.to_ask.iter().map(|ask| ask.at).collect();
                    assert_eq!(asked, unknown, "case {case}, M-{mentor}, T-{mentee}");
                    assert_eq!(compiled.score(mentor, mentee), Some(explanation.score()));
                }
            }
        });
    }
    let never: Vec<_> = (0..12)
        .filter(|at| !seen.contains_key(&(*at, Some(true))) || !seen.contains_key(&(*at, Some(false))))
        .collect();
    assert_eq!(never, [0; 0], "each requirement holds in some cases and does not in others");
}

#[test]
fn every_contribution_agrees_with_a_plain_reading_and_they_add_up_to_the_score() {
    let criteria = Criteria::new(vec![], preferences(CountsFor::Both))
        .unwrap()
        .with_table(label("gut feeling"), gut_feeling());
    let mut coverages = BTreeSet::new();
    each_pair(|case, people, mentor, mentee| {
        let roster = Roster::new(people.clone()).unwrap();
        let compiled = criteria.compile(&roster, ON, &History::default()).unwrap();
        let Verdict::Eligible(explanation) = compiled.verdict(mentor, mentee) else {
            panic!("nothing excludes")
        };
        for (at, contribution) in explanation.contributions.iter().enumerate() {
            let found = (contribution.earned.thousandths(), contribution.possible.thousandths());
            let expected = earned(at, &people.mentors[mentor], &people.mentees[mentee]);
            assert_eq!(found, expected, "case {case}, M-{mentor}, T-{mentee}: {contribution}");
            assert!(contribution.possible <= contribution.most);
        }
        let sum: i64 = explanation.contributions.iter().map(|c| c.earned.thousandths()).sum();
        assert_eq!(compiled.score(mentor, mentee).unwrap().thousandths(), sum);
        assert_eq!(compiled.scores(mentee)[mentor], compiled.score(mentor, mentee));
        let most: i64 = explanation.contributions.iter().map(|c| c.most.thousandths()).sum();
        let open = explanation.possible().thousandths() - sum;
        assert_eq!(i64::from(explanation.coverage()), (most - open) * 1000 / most);
        coverages.insert(explanation.coverage());
    });
    assert!(coverages.contains(&1000) || coverages.len() > 10, "{coverages:?}");
}

#[test]
fn filling_in_blanks_never_leaves_the_interval_that_was_told() {
    let criteria = Criteria::new(vec![], preferences(CountsFor::Both)).unwrap();
    // Without a table of scores, which no answer of a person fills in.
    let known: Vec<_> = criteria.preferences()[..12].to_vec();
    let criteria = Criteria::new(vec![], known).unwrap();
    each_pair(|case, people, mentor, mentee| {
        let explain = |people: &People| {
            let roster = Roster::new(people.clone()).unwrap();
            let compiled = criteria.compile(&roster, ON, &History::default()).unwrap();
            match compiled.verdict(mentor, mentee) {
                Verdict::Eligible(explanation) => explanation,
                Verdict::Excluded(_) => panic!("nothing excludes"),
            }
        };
        // Coordinates refine a neighbourhood that is known; they are no blank beside it.
        let mut people = people.clone();
        let places = people
            .mentors
            .iter_mut()
            .map(|m| &mut m.profile)
            .chain(people.mentees.iter_mut().map(|m| &mut m.profile));
        for place in places.filter_map(|profile| profile.place.as_mut()) {
            place.coordinates.get_or_insert_with(|| "52.0, 5.0".parse().unwrap());
        }
        let before = explain(&people);
        let (mut filled, chance) = (people.clone(), &mut Chance(case + 10_000));
        fill(&mut filled.mentors[mentor].profile, chance);
        fill_offers(&mut filled.mentors[mentor], chance);
        fill(&mut filled.mentees[mentee].profile, chance);
        fill_wants(&mut filled.mentees[mentee], chance);
        let after = explain(&filled);
        assert!(
            before.score() <= after.score() && after.score() <= before.possible(),
            "case {case}: {before} / {after}"
        );
        assert_eq!(after.possible(), after.score(), "nothing is blank any more");
        assert_eq!(after.coverage(), 1000);
    });
}

#[test]
fn the_four_standing_rules_need_no_writing_down() {
    let mut people = People::default();
    for at in 0..5 {
        people.mentors.push(Mentor::new(id(&format!("M-{at}")), id(&format!("PM{at}"))));
        people.mentees.push(Mentee::new(id(&format!("T-{at}")), id(&format!("PT{at}"))));
    }
    people.mentees[0].profile.person = id("PM0");
    people.mentors[1].profile.blocks.insert(id("PT1"));
    people.mentees[2].profile.blocks.insert(id("PM1"));
    people.mentors[2].profile.status = Status::OnLeaveUntil(date(2026, 1, 16));
    people.mentees[3].profile.status = Status::Withdrawn;
    people.mentors[4].profile.status = Status::OnLeaveUntil(ON);
    let past = Past {
        mentor: id("M-3"),
        mentee: id("T-4"),
        on: date(2025, 9, 1),
        outcome: Outcome::NoClick,
        apart: Apart::ForGood,
    };
    let gone = Past { mentor: id("M-gone"), mentee: id("T-0"), ..past.clone() };
    let roster = Roster::new(people).unwrap();
    let criteria = Criteria::default();
    let compiled = criteria.compile(&roster, ON, &History::from_iter([past, gone])).unwrap();
    let said = |mentor, mentee| compiled.verdict(mentor, mentee).to_string();
    assert_eq!(said(0, 0), "not possible: both are the same person");
    assert_eq!(said(1, 1), "not possible: one of them asked not to be matched with the other");
    assert_eq!(said(1, 2), said(1, 1), "nobody can tell who blocked whom");
    assert_eq!(
        said(2, 3),
        "not possible: the mentor is away or has withdrawn; the mentee is away or has withdrawn"
    );
    assert_eq!(said(3, 4), "not possible: an earlier round keeps them apart (no click)");
    assert_eq!(said(4, 4), "0 of 0 points");
    assert_eq!(compiled.score(1, 1), None);
}

#[test]
fn a_sensitive_answer_counts_only_with_consent_and_is_never_told() {
    let mut people = People { questionnaire: questionnaire(), ..People::default() };
    let (mut mentor, mut mentee) = (Mentor::new(id("M-0"), id("A")), Mentee::new(id("T-0"), id("B")));
    for profile in [&mut mentor.profile, &mut mentee.profile] {
        profile.attributes.insert(label("colour"), Answer::Choice(label("red")));
        let consent =
            Consent { purpose: Purpose::SensitiveMatching, given_on: date(2026, 1, 1), withdrawn_on: None };
        profile.consents.insert(consent);
    }
    people.mentors.push(mentor);
    people.mentees.push(mentee);
    let field = Fields::both(attribute("colour"));
    let criteria =
        Criteria::new(vec![], vec![Preference::Same { field, points: 3, counts_for: CountsFor::Both }])
            .unwrap();
    let said = |people: &People| {
        let roster = Roster::new(people.clone()).unwrap();
        criteria.compile(&roster, ON, &History::default()).unwrap().verdict(0, 0)
    };
    assert_eq!(said(&people).to_string(), "3 of 3 points: the same colour (3 of 3)");
    assert!(!format!("{:?}", said(&people)).contains("red"));
    people.mentees[0].profile.consents.clear();
    assert_eq!(said(&people).to_string(), "0 of 3 points; up to 3 if more were known of the same colour");
}

#[test]
fn contradictory_settings_are_named_all_at_once() {
    let error = toml::from_str::<Criteria>(
        r#"
        requirements = [
            { rule = "overlap", minutes = 0 },
            { rule = "same", field = "colour" },
            { rule = "different", field = "colour" },
            { rule = "no_ties", steps = 3 },
            { rule = "within", field = "grade", from = 2, to = 1 },
            { rule = "within", field = "grade" },
            { rule = "overlap", minutes = 0 },
        ]
        preferences = [
            { rule = "skills", points = 0 },
            { rule = "shared", field = "interests", points = 5, enough = 0 },
            { rule = "near", points = 5, full_within = 900, none_beyond = 900 },
            { rule = "close", field = "years", points = 5, none_beyond = 0 },
            { rule = "waiting", points = 2000000, full_after_days = 0 },
        ]
        "#,
    );
    insta::assert_snapshot!(error.unwrap_err().message(), @r"
    the criteria cannot stand:
      requirement 1: `minutes` is a number of minutes a week from 1 to 10080, not 0
      requirement 2: it asks the same colour that requirement 3 asks to differ; no pair can meet both
      requirement 4: `steps` is 1 (between the two themselves) or 2 (also through one other person), not 3
      requirement 5: `from` and `to` leave nothing between them
      requirement 6: `from` and `to` leave no limit: write at least one of them
      requirement 7: `minutes` is a number of minutes a week from 1 to 10080, not 0
      requirement 7: it says the same as number 1
      preference 1: it is worth no points; leave it out, or give it `points` above 0
      preference 2: `enough` must be above 0
      preference 3: `none_beyond` must be above 900
      preference 4: `none_beyond` must be above 0
      preference 5: `full_after_days` must be above 0
      criteria: all preferences together are worth 2000015 points; at most 1000000 are possible
    ");
}

#[test]
fn an_unknown_key_or_rule_is_named() {
    for (text, named) in [
        ("[[requirements]]\nrule = \"overlap\"\nminuts = 60", "minuts"),
        ("[[requirements]]\nrule = \"overlaps\"\nminutes = 60", "overlaps"),
        ("[[preferences]]\nrule = \"skills\"\npoints = 3\nfor = \"mentee\"", "for"),
        ("[[preference]]\nrule = \"skills\"", "preference"),
        ("[[preferences]]\nrule = \"steps\"\nfield = \"grade\"\npoints = { one = 1 }", "one"),
    ] {
        let error = toml::from_str::<Criteria>(text).unwrap_err().to_string();
        assert!(error.contains(&format!("`{named}`")), "{error}");
    }
}

#[test]
fn rules_that_do_not_fit_the_questionnaire_are_named_with_the_nearest_question() {
    let mut people = People { questionnaire: questionnaire(), ..People::default() };
    people.questionnaire.ask(label("Goals"), Question::new(AnswerKind::Tags { options: vec![] })).unwrap();
    let other = ["low", "top"].map(label).to_vec();
    people.questionnaire.ask(label("rank"), Question::new(AnswerKind::Scale { steps: other })).unwrap();
    let roster = Roster::new(people).unwrap();
    let criteria: Criteria = toml::from_str(
        r#"
        requirements = [
            { rule = "same", field = "color" },
            { rule = "shared", field = "years" },
            { rule = "within", field = "colour", from = 1 },
            { rule = "same", field = { mentor = "years", mentee = "grade" } },
        ]
        preferences = [
            { rule = "steps", field = { mentor = "grade", mentee = "rank" }, points = { 1 = 2 } },
            { rule = "close", field = "interests", points = 1, none_beyond = 2.5 },
            { rule = "scores", table = "model", points = 1 },
        ]
        "#,
    )
    .unwrap();
    let error = criteria.compile(&roster, ON, &History::default()).unwrap_err();
    insta::assert_snapshot!(error, @r"
    the criteria cannot stand:
      criteria: the questionnaire has a question `Goals`, but that is a field of every profile; name it otherwise
      requirement 1: `color`: there is no such question; nearest: `colour`
      requirement 2: it compares labels; `years` is a number
      requirement 3: it compares steps of a scale, or numbers; `colour` is one label
      requirement 4: it compares two numbers, or two labels; `grade` is a step of a scale
      preference 1: grade of the mentor and rank of the mentee are scales with different steps; they cannot be compared
      preference 2: it compares steps of a scale, or numbers; `interests` is a set of labels
      preference 3: there is no score table `model`; add it to the criteria
    ");
}

#[test]
fn criteria_survive_serde_in_toml_and_json() {
    for if_unknown in [IfUnknown::Exclude, IfUnknown::Allow] {
        let criteria = everything(if_unknown);
        assert_eq!(toml::from_str::<Criteria>(&toml::to_string(&criteria).unwrap()).unwrap(), criteria);
        assert_eq!(
            serde_json::from_str::<Criteria>(&serde_json::to_string(&criteria).unwrap()).unwrap(),
            criteria
        );
    }
    let wrong = r#"[{"mentor":"M","mentee":"T","thousandths":1001}]"#;
    assert!(
        serde_json::from_str::<ScoreTable>(wrong)
            .unwrap_err()
            .to_string()
            .contains("mentor `M` and mentee `T`")
    );
    let twice =
        r#"[{"mentor":"M","mentee":"T","thousandths":1},{"mentor":"M","mentee":"T","thousandths":2}]"#;
    assert!(serde_json::from_str::<ScoreTable>(twice).is_err());
    let stranger = (id::<MentorId>("M-9"), id::<MenteeId>("T-0"));
    let mut table = ScoreTable::default();
    table.set(stranger.0, stranger.1, 5).unwrap();
    let criteria = everything(IfUnknown::Allow).with_table(label("gut feeling"), table);
    let roster = Roster::new(people(1)).unwrap();
    let error = criteria.compile(&roster, ON, &History::default()).unwrap_err().to_string();
    assert!(error.contains("score table `gut feeling` speaks of mentor `M-9` and mentee `T-0`"), "{error}");
}

#[test]
fn every_rule_says_itself_as_an_organiser_would() {
    let criteria = everything(IfUnknown::Exclude);
    let requirements = criteria.requirements().iter().map(ToString::to_string);
    let said: Vec<_> = requirements.chain(criteria.preferences().iter().map(ToString::to_string)).collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    a shared language at B1 or better
    at least 45 minutes a week in which both can meet
    a way for both to meet, within 9.0 km
    no family or employer tie, directly or through one other person
    no affiliation in common
    the same neighbourhood
    a different colour
    something shared in pets
    a mentor at least -1 ahead in grade
    a mentor at most 9 ahead in years
    a mentor who offers a skill of importance 3 or more to the mentee
    profiles confirmed within the last 100 days
    skills wanted and offered
    shared interests
    how well they can talk
    time in which both can meet
    how near they live
    the same colour
    a different years
    steps ahead in grade
    closeness in years
    a wish of the mentee
    a wish of the mentor
    time the mentee has waited
    gut feeling
    ");
}

#[test]
fn a_list_of_wishes_may_be_as_long_as_people_like() {
    let mut people = people(3);
    let others: BTreeSet<mentorship::id::PersonId> = (0..70_000).map(|at| id(&format!("X{at}"))).collect();
    people.mentees[0].profile.wishes = others.iter().cloned().chain([id("PM0")]).collect();
    people.mentees[1].profile.wishes = others.iter().take(999).cloned().chain([id("PM0")]).collect();
    people.others.extend(others);
    let roster = Roster::new(people).unwrap();
    let wished = Preference::Wished { by: Side::Mentee, points: 5, counts_for: CountsFor::Mentee };
    let criteria = Criteria::new(vec![], vec![wished]).unwrap();
    let compiled = criteria.compile(&roster, ON, &History::default()).unwrap();
    assert_eq!(compiled.verdict(0, 0).to_string(), "0 of 5 points");
    assert_eq!(
        compiled.verdict(0, 1).to_string(),
        "0.005 of 5 points: a wish of the mentee, number 1000 (0.005 of 5)"
    );
}
