//! The course of one pairing: how long, with which pauses, meetings and check-ins.

use super::{LAST, chance::Chance, chance::rounded, id, next_month, on};
use crate::{
    feedback::{CheckIn, Closure, Ending, Facts, Meeting, Pairing, Pause},
    id::{AgreementId, PersonId},
    people::Mode,
};

/// Tuesday 2026-06-30, on which the house in the Mill closes.
const MILL_CLOSES: i32 = 545;

/// Who begins when: what a pairing is before anything happens in it.
pub(super) struct Luck {
    pub(super) number: usize,
    /// The mentor's and the mentee's place among the enrolments.
    pub(super) mentor: usize,
    pub(super) mentee: usize,
    pub(super) mentor_id: PersonId,
    pub(super) mentee_id: PersonId,
    /// When the mentee signed up.
    pub(super) enrolled: i32,
    /// How strong the mentee is in what is measured, in hundredths of a standard deviation.
    pub(super) level: i32,
    pub(super) start: i32,
    /// Whether the mentee lives in the Mill.
    pub(super) mill: bool,
}

/// A pairing and what decides how it goes. Days are counted from the first of the two years.
pub(super) struct Course {
    pub(super) agreement: AgreementId,
    pub(super) mentor: usize,
    pub(super) mentee: usize,
    pub(super) mentor_id: PersonId,
    pub(super) mentee_id: PersonId,
    pub(super) enrolled: i32,
    pub(super) level: i32,
    pub(super) start: i32,
    pub(super) planned: u16,
    pub(super) every: u16,
    /// The first day of each pause, and the first after it.
    pub(super) pauses: Vec<(i32, i32)>,
    /// The first day on which it was over, when that has come.
    pub(super) end: Option<(i32, Closure)>,
    /// How well the two get on, in hundredths of a standard deviation.
    pub(super) quality: i32,
    never_met: bool,
}

impl Course {
    pub(super) fn begin(chance: &mut Chance, luck: Luck) -> Self {
        let planned = chance.of(&[(365, 80), (180, 20)]);
        let every = chance.of(&[(7, 25), (14, 55), (30, 20)]);
        let start = luck.start;
        let (mut end, mut closure) = ending(chance, start, i32::from(planned));
        if luck.mill && (start..end).contains(&MILL_CLOSES) && chance.per_cent(50) {
            (end, closure) = (MILL_CLOSES.max(start + 1), Closure::ProgrammeEnded);
        }
        let never_began = luck.number % 90 == 12;
        if never_began {
            (end, closure) = (start, Closure::Early);
        }
        let early = closure == Closure::Early;
        let never_met = never_began || (early && end - start < 100 && chance.per_cent(12));
        Self {
            agreement: id(format!("A-{:05}", luck.number)),
            mentor: luck.mentor,
            mentee: luck.mentee,
            mentor_id: luck.mentor_id,
            mentee_id: luck.mentee_id,
            enrolled: luck.enrolled,
            level: luck.level,
            start,
            planned,
            every,
            pauses: pauses(chance, start, end),
            end: (end <= LAST).then_some((end, closure)),
            quality: chance.normal() - if early { 70 } else { 0 },
            never_met,
        }
    }

    /// The last day of which anything is known: that of the end, or that as of which the story is told.
    pub(super) fn last(&self) -> i32 {
        self.end.map_or(LAST, |(end, _)| end)
    }

    pub(super) fn ended_as(&self) -> Option<Closure> {
        self.end.map(|(_, closure)| closure)
    }

    pub(super) fn into_pairing(self) -> Pairing {
        Pairing {
            agreement: self.agreement,
            mentor: self.mentor_id,
            mentee: self.mentee_id,
            started: on(self.start),
            planned_days: self.planned,
            every_days: self.every,
            pauses: self
                .pauses
                .into_iter()
                .map(|(from, until)| Pause { from: on(from), until: on(until) })
                .collect(),
            ended: self.end.map(|(end, closure)| Ending { on: on(end), closure }),
        }
    }
}

/// When and how a pairing that begins on `start` ends, month by month of 30 days.
fn ending(chance: &mut Chance, start: i32, planned: i32) -> (i32, Closure) {
    for month in 0..planned / 30 {
        let day = start + 30 * month + chance.between(1, 30);
        let (early, another) = (if month < 3 { 550 } else { 200 }, if month < 6 { 60 } else { 0 });
        let closure = chance.of(&[
            (Some(Closure::Early), early),
            (Some(Closure::Moved), 40),
            (Some(Closure::Rematched), another),
            (Some(Closure::Safeguarding), 10),
            (None, 10_000 - early - 50 - another),
        ]);
        let Some(closure) = closure else { continue };
        let first = next_month(day);
        let on_the_first = closure == Closure::Early && first < start + planned && chance.per_cent(25);
        return (if on_the_first { first } else { day }, closure);
    }
    let past = match chance.of(&[(0, 55), (1, 30), (2, 10), (3, 5)]) {
        0 => 0,
        1 => chance.between(1, 21),
        2 => chance.between(22, 120),
        _ => -chance.between(1, 60),
    };
    // Of a term of 180 days too, four fifths at least are behind those whose goals are reached.
    (start + planned + past.max(-planned / 5), Closure::Completed)
}

/// The pauses agreed on by the last day, none beyond the end.
fn pauses(chance: &mut Chance, start: i32, end: i32) -> Vec<(i32, i32)> {
    let mut pauses = Vec::new();
    let mut from = start + chance.between(20, 180);
    let mut more = chance.per_cent(17);
    while more && from < end && from <= LAST {
        let until = (from + chance.between(14, 42)).min(end);
        pauses.push((from, until));
        from = until + chance.between(20, 60);
        more = chance.per_cent(15);
    }
    pauses
}

/// When the two meet, as far as it is noted down by the last day.
pub(super) fn meetings(chance: &mut Chance, course: &Course, facts: &mut Facts) {
    if course.never_met {
        return;
    }
    let every = i32::from(course.every);
    let missed = chance.between(2, 40);
    let online = chance.between(5, 60);
    let mut day = course.start + chance.between(0, every.min(14));
    while day <= course.last() {
        if let Some(&(_, until)) = course.pauses.iter().find(|(from, until)| (*from..*until).contains(&day)) {
            day = until + chance.between(0, 3);
            continue;
        }
        let fading = course.ended_as() == Some(Closure::Early) && course.last() - day < 2 * every;
        if !chance.per_cent(missed + if fading { 30 } else { 0 }) {
            let late = match chance.of(&[(0, 75), (1, 18), (2, 7)]) {
                0 => 0,
                1 => chance.between(1, 7),
                _ => chance.between(8, 45),
            };
            let minutes = 15 * chance.between(2, 8);
            let meeting = Meeting {
                agreement: course.agreement.clone(),
                on: on(day),
                minutes: u16::try_from(minutes).expect("half an hour to two hours"),
                mode: if chance.per_cent(online) { Mode::Online } else { Mode::InPerson },
                logged: on(day + late),
            };
            let known = day + late <= LAST;
            if known && chance.per_mille(7) {
                let again = day + late + chance.between(0, 5);
                facts.meetings.push(Meeting { logged: on(again.min(LAST)), ..meeting.clone() });
            }
            if known {
                facts.meetings.push(meeting);
            }
        }
        day += (every + chance.between(-every / 7, every / 7)).max(1);
    }
}

/// Talks of the programme with one of the two: after one, two and three months, then every quarter.
pub(super) fn check_ins(chance: &mut Chance, course: &Course, facts: &mut Facts) {
    let days = [30, 60, 90].into_iter().chain((180..).step_by(90));
    for due in days.map(|after| course.start + after).take_while(|due| *due < course.last()) {
        let held = (due + chance.between(-5, 12)).min(course.last());
        let held = chance.per_cent(90).then_some(held);
        let fit = rounded(390 + (60 * course.quality + 60 * chance.normal()) / 100).clamp(1, 5);
        let fit = u8::try_from(fit).expect("1 to 5");
        facts.check_ins.push(CheckIn {
            agreement: course.agreement.clone(),
            due: on(due),
            held: held.map(on),
            fit: held.and_then(|_| chance.per_cent(95).then_some(fit)),
        });
    }
}
