//! The first and the last value that fits, of every comparison.

use mentorship::{
    feedback::{
        Closure, Coding, Ending, Enrolment, FIRST_DAY, Facts, Goal, LAST_DAY, Pairing, Passage, Pause,
        Remark, Response, Wave,
    },
    introduction::Party,
    jiff::civil::{Date, date},
};

use super::kit::{
    after, bond, day, does_not_fit, enrolment, facts, fits, id, meeting, milestone, response, sift, told,
};

/// Every date of the facts.
fn dates(f: &mut Facts) -> Vec<&mut Date> {
    let mut dates = Vec::new();
    for row in &mut f.enrolments {
        dates.extend(
            [&mut row.invited, &mut row.enrolled, &mut row.ready, &mut row.left].into_iter().flatten(),
        );
    }
    for row in &mut f.pairings {
        dates.push(&mut row.started);
        dates.extend(row.ended.as_mut().map(|ending| &mut ending.on));
        dates.extend(row.pauses.iter_mut().flat_map(|pause| [&mut pause.from, &mut pause.until]));
    }
    dates.extend(f.meetings.iter_mut().flat_map(|row| [&mut row.on, &mut row.logged]));
    dates.extend(f.check_ins.iter_mut().flat_map(|row| std::iter::once(&mut row.due).chain(&mut row.held)));
    for row in &mut f.responses {
        dates.push(&mut row.due);
        dates.extend(row.answers.as_mut().map(|answers| &mut answers.on));
    }
    dates.extend(f.goals.iter_mut().filter_map(|row| row.rated.as_mut()).map(|rated| &mut rated.on));
    dates.extend(f.milestones.iter_mut().map(|row| &mut row.on));
    for row in &mut f.passages {
        dates.push(&mut row.on);
        let consents = row.quotes.iter_mut().filter_map(|quote| quote.consent.as_mut());
        dates.extend(consents.map(|consent| &mut consent.from));
    }
    dates.extend(f.remarks.iter_mut().map(|row| &mut row.on));
    dates.extend(f.neighbours.iter_mut().flat_map(|row| [&mut row.asked, &mut row.answered]).flatten());
    dates.extend(f.ties.iter_mut().map(|row| &mut row.on));
    dates.extend(f.receipts.iter_mut().map(|row| &mut row.on));
    dates.extend(f.expenses.iter_mut().map(|row| &mut row.on));
    dates.extend(f.balances.iter_mut().map(|row| &mut row.on));
    dates.extend(f.volunteering.iter_mut().map(|row| &mut row.on));
    dates
}

#[test]
fn no_date_lies_outside_the_hundred_years() {
    let count = dates(&mut facts()).len();
    assert_eq!(count, 45);
    for at in 0..count {
        for far in [Date::MIN, FIRST_DAY.yesterday().unwrap(), LAST_DAY.tomorrow().unwrap(), Date::MAX] {
            let told = told(|f| *dates(f)[at] = far);
            let words = [
                format!("{far} is not between 1970-01-01 and 2069-12-31"),
                format!("{far}; pauses are"),
                format!("from {far} until"),
            ];
            assert!(
                told.iter().any(|told| words.iter().any(|words| told.contains(words))),
                "{at} {far}: {told:#?}"
            );
        }
    }
    for edge in [FIRST_DAY, LAST_DAY] {
        fits(|f| f.milestones[0].on = edge);
    }
}

#[test]
fn steps_may_share_a_day_and_skip_one_another() {
    for same in [day(1, 2), day(1, 5)] {
        fits(|f| {
            let anna = &mut f.enrolments[0];
            (anna.invited, anna.enrolled, anna.ready, anna.left) =
                (Some(same), Some(same), Some(same), Some(same));
        });
    }
    does_not_fit(1, "enrolled on 2026-01-01 comes before invited on 2026-01-02", |f| {
        let dee = enrolment("Dee", Party::Mentor, day(1, 1));
        f.enrolments.push(Enrolment { invited: Some(day(1, 2)), ..dee });
    });
    does_not_fit(1, "left on 2026-01-04 comes before enrolled on 2026-01-05", |f| {
        let dee = enrolment("Dee", Party::Mentor, day(1, 5));
        f.enrolments.push(Enrolment { left: Some(day(1, 4)), ..dee });
    });
    does_not_fit(1, "left on 2026-01-01 comes before invited on 2026-01-02", |f| {
        let dee = Enrolment::new(id("Dee"), Party::Mentor);
        f.enrolments.push(Enrolment { invited: Some(day(1, 2)), left: Some(day(1, 1)), ..dee });
    });
    fits(|f| f.enrolments.push(Enrolment::new(id("Dee"), Party::Mentor)));
}

#[test]
fn places_run_from_one_to_a_thousand_for_a_mentor_and_are_one_for_a_mentee() {
    let with = |role, places| {
        move |f: &mut Facts| f.enrolments.push(Enrolment { places, ..Enrolment::new(id("Dee"), role) })
    };
    for (role, places) in [(Party::Mentor, 1), (Party::Mentor, 1000), (Party::Mentee, 1)] {
        fits(with(role, places));
    }
    for (role, places) in [(Party::Mentor, 0), (Party::Mentor, 1001), (Party::Mentee, 0), (Party::Mentee, 2)]
    {
        does_not_fit(1, &format!("`Dee` has {places} places as {role}"), with(role, places));
    }
}

/// The facts with the pairing of Anna and Cy otherwise, and nothing that hangs on it.
fn with_pairing(change: impl FnOnce(&mut Pairing)) -> impl FnOnce(&mut Facts) {
    move |f| {
        f.meetings.clear();
        change(&mut f.pairings[1]);
    }
}

#[test]
fn a_pairing_begins_when_both_are_enrolled_and_not_a_day_sooner() {
    fits(with_pairing(|p| p.started = day(1, 12)));
    does_not_fit(1, "`Cy` began a pairing on 2026-01-11", with_pairing(|p| p.started = day(1, 11)));
    does_not_fit(2, "`Anna` began a pairing on 2026-01-04", with_pairing(|p| p.started = day(1, 4)));
    fits(|f| {
        f.enrolments[2].enrolled = None;
        with_pairing(|p| p.started = day(1, 5))(f);
    });
}

#[test]
fn a_pairing_names_people_in_their_own_roles() {
    does_not_fit(1, "`Bo` is not among the enrolments as mentor", with_pairing(|p| p.mentor = id("Bo")));
    does_not_fit(1, "`Anna` is not among the enrolments as mentee", |f| {
        with_pairing(|p| (p.mentor, p.mentee) = (id("Dee"), id("Anna")))(f);
        f.enrolments.push(enrolment("Dee", Party::Mentor, day(1, 5)));
    });
}

#[test]
fn lengths_are_at_least_a_day() {
    fits(with_pairing(|p| (p.planned_days, p.every_days) = (1, 1)));
    fits(with_pairing(|p| (p.planned_days, p.every_days) = (u16::MAX, u16::MAX)));
    does_not_fit(1, "a term of 0 days", with_pairing(|p| p.planned_days = 0));
    does_not_fit(1, "a rhythm of 0 days", with_pairing(|p| p.every_days = 0));
}

#[test]
fn a_pairing_may_end_on_the_day_it_begins() {
    let over = |on| with_pairing(move |p| p.ended = Some(Ending { on, closure: Closure::Early }));
    fits(over(day(3, 2)));
    does_not_fit(1, "ended on 2026-03-01", over(day(3, 1)));
}

#[test]
fn pauses_touch_the_ends_and_each_other_but_do_not_cross() {
    type Span = (Date, Date);
    let paused = |ended: Option<Date>, spans: &[Span]| {
        let pauses = spans.iter().map(|&(from, until)| Pause { from, until }).collect();
        with_pairing(move |p| {
            p.pauses = pauses;
            p.ended = ended.map(|on| Ending { on, closure: Closure::Early });
        })
    };
    let over = Some(day(9, 1));
    fits(paused(over, &[(day(3, 2), day(3, 3)), (day(3, 3), day(9, 1))]));
    fits(paused(None, &[(day(3, 2), LAST_DAY)]));
    for (ended, spans, wrong) in [
        (over, &[(day(3, 1), day(3, 9))][..], 1),
        (over, &[(day(8, 1), day(9, 2))], 1),
        (None, &[(day(8, 1), LAST_DAY.tomorrow().unwrap())], 1),
        (over, &[(day(4, 2), day(4, 1))], 1),
        (over, &[(day(4, 2), day(4, 2))], 1),
        (over, &[(day(4, 1), day(5, 1)), (day(4, 30), day(6, 1))], 1),
        (over, &[(day(5, 1), day(6, 1)), (day(4, 1), day(4, 9))], 1),
        // A pause within another does not end it.
        (over, &[(day(4, 1), day(6, 1)), (day(4, 10), day(4, 20)), (day(5, 1), day(5, 10))], 2),
    ] {
        does_not_fit(wrong, "a pause of agreement `A-2`", paused(ended, spans));
    }
}

#[test]
fn a_meeting_lies_between_the_first_and_the_last_day() {
    let held = |on| move |f: &mut Facts| f.meetings = vec![meeting("A-1", on)];
    fits(held(day(2, 2)));
    fits(held(day(11, 2)));
    does_not_fit(1, "a meeting on 2026-02-01 lies outside", held(day(2, 1)));
    does_not_fit(1, "a meeting on 2026-11-03 lies outside", held(day(11, 3)));
    fits(|f| f.meetings = vec![meeting("A-2", LAST_DAY)]);
}

#[test]
fn nobody_meets_from_the_first_to_the_last_day_of_a_pause() {
    let held = |on| move |f: &mut Facts| f.meetings = vec![meeting("A-1", on)];
    fits(held(day(4, 30)));
    does_not_fit(1, "a meeting on 2026-05-01 does not fit", held(day(5, 1)));
    does_not_fit(1, "a meeting on 2026-05-31 does not fit", held(day(5, 31)));
    fits(held(day(6, 1)));
    does_not_fit(1, "was paused from 2026-07-01 until 2026-07-02", |f| {
        f.pairings[0].pauses.push(Pause { from: day(7, 1), until: day(7, 2) });
        held(day(7, 1))(f);
    });
}

#[test]
fn a_meeting_takes_a_minute_to_a_day_and_is_noted_down_afterwards() {
    fits(|f| f.meetings[0].minutes = 1);
    fits(|f| f.meetings[0].minutes = 1440);
    does_not_fit(1, "took 0 minutes", |f| f.meetings[0].minutes = 0);
    does_not_fit(1, "took 1441 minutes", |f| f.meetings[0].minutes = 1441);
    fits(|f| f.meetings[0].logged = LAST_DAY);
    does_not_fit(1, "noted down on 2026-02-08", |f| f.meetings[0].logged = day(2, 8));
}

#[test]
fn two_meetings_that_look_alike_both_count() {
    let (record, problems) = sift(after(|f| f.meetings.push(f.meetings[0].clone())));
    assert_eq!((problems.len(), record.facts().meetings.len()), (0, 4));
}

#[test]
fn a_check_in_is_due_and_held_from_the_start_on_and_may_follow_the_end() {
    let asked =
        |due, held| move |f: &mut Facts| (f.check_ins[0].due, f.check_ins[0].held) = (due, Some(held));
    fits(asked(day(2, 2), day(2, 2)));
    fits(asked(day(12, 1), day(12, 2)));
    fits(asked(day(3, 2), day(2, 3)));
    does_not_fit(1, "a check-in on 2026-02-01", asked(day(2, 1), day(2, 2)));
    does_not_fit(1, "a check-in on 2026-02-01", asked(day(2, 2), day(2, 1)));
    fits(|f| (f.check_ins[0].held, f.check_ins[0].fit) = (None, None));
    fits(|f| f.check_ins[0].fit = None);
}

#[test]
fn how_well_they_fit_is_one_to_five() {
    for fit in [1, 5] {
        fits(|f| f.check_ins[0].fit = Some(fit));
    }
    for fit in [0, 6, u8::MAX] {
        does_not_fit(1, &format!("how well they fit is {fit}"), |f| f.check_ins[0].fit = Some(fit));
    }
}

#[test]
fn an_answer_lies_on_the_scale_of_its_item() {
    let answers = |answer| {
        move |f: &mut Facts| f.responses[0] = response("bond", Wave::After, day(4, 1), &[("close", answer)])
    };
    for answer in [1, 5] {
        fits(answers(answer));
    }
    for answer in [0, 6, i16::MIN, i16::MAX] {
        does_not_fit(1, &format!("`Bo` answered {answer} to item `close`"), answers(answer));
    }
}

#[test]
fn nobody_answers_before_enrolling_nor_of_a_pairing_before_it_begins() {
    let said = |wave, on| move |f: &mut Facts| f.responses = vec![response("bond", wave, on, &[])];
    fits(said(Wave::Before, day(1, 12)));
    does_not_fit(1, "`Bo` answered on 2026-01-11", said(Wave::Before, day(1, 11)));
    for wave in [Wave::Midway, Wave::After, Wave::FollowUp] {
        fits(said(wave, day(2, 2)));
        fits(said(wave, day(12, 31)));
        does_not_fit(1, "an answer on 2026-02-01 lies outside", said(wave, day(2, 1)));
    }
}

#[test]
fn an_answer_that_never_came_is_checked_too() {
    let silent = Response { answers: None, ..response("bond", Wave::Midway, day(4, 1), &[]) };
    fits(|f| f.responses = vec![silent.clone()]);
    does_not_fit(1, "is not the mentor of agreement `A-1`", |f| {
        f.enrolments.push(enrolment("Bo", Party::Mentor, day(1, 12)));
        f.responses = vec![Response { role: Party::Mentor, ..silent.clone() }];
    });
    does_not_fit(1, "`Anna` is not among the enrolments as mentee", |f| {
        f.responses = vec![Response { person: id("Anna"), agreement: None, ..silent.clone() }];
    });
    does_not_fit(1, "version 2 of instrument `bond`", |f| {
        f.responses = vec![Response { version: 2, ..silent.clone() }];
    });
    does_not_fit(1, "agreement `A-9`", |f| {
        f.responses = vec![Response { agreement: Some(id("A-9")), ..silent.clone() }];
    });
}

#[test]
fn only_growth_on_a_scale_minds_the_kind_of_baseline() {
    let asked = |instrument: &'static str, wave| {
        move |f: &mut Facts| f.responses = vec![response(instrument, wave, day(2, 2), &[])]
    };
    for wave in [Wave::Before, Wave::LookingBack] {
        fits(asked("recommend", wave));
    }
    fits(asked("bond", Wave::Before));
    fits(asked("skill", Wave::LookingBack));
    does_not_fit(1, "the two kinds are not mixed", asked("bond", Wave::LookingBack));
    does_not_fit(1, "the two kinds are not mixed", asked("skill", Wave::Before));
}

#[test]
fn an_occasion_is_one_person_in_one_role_of_one_pairing_asked_one_version_once() {
    let first = response("bond", Wave::Midway, day(4, 1), &[]);
    let anna = Response { person: id("Anna"), role: Party::Mentor, ..first.clone() };
    fits(|f| {
        f.enrolments.push(enrolment("Bo", Party::Mentor, day(1, 12)));
        f.instruments.push(bond().version_of(2));
        f.responses = vec![
            first.clone(),
            Response { version: 2, ..first.clone() },
            Response { wave: Wave::After, ..first.clone() },
            Response { agreement: None, ..first.clone() },
            Response { agreement: None, role: Party::Mentor, ..first.clone() },
            Response { agreement: Some(id("A-2")), ..anna.clone() },
            anna.clone(),
            response("recommend", Wave::Midway, day(4, 1), &[]),
        ];
    });
    does_not_fit(1, "`Bo` has wave `midway`", |f| {
        f.responses = vec![first.clone(), Response { due: day(5, 1), ..first.clone() }];
    });
}

#[test]
fn a_goal_is_weighed_and_judged_on_its_scales() {
    type Change = fn(&mut Goal);
    let fine: [Change; 6] = [
        |g| g.weight = 1,
        |g| g.weight = 100,
        |g| g.baseline = -2,
        |g| g.baseline = 2,
        |g| g.rated.as_mut().unwrap().step = -2,
        |g| g.rated.as_mut().unwrap().step = 2,
    ];
    for change in fine {
        fits(|f| change(&mut f.goals[0]));
    }
    let wrong: [(Change, &str); 6] = [
        (|g| g.weight = 0, "the weight is 0"),
        (|g| g.weight = 101, "the weight is 101"),
        (|g| g.baseline = -3, "the baseline is -3"),
        (|g| g.baseline = 3, "the baseline is 3"),
        (|g| g.rated.as_mut().unwrap().step = -3, "the outcome is -3"),
        (|g| g.rated.as_mut().unwrap().step = 3, "the outcome is 3"),
    ];
    for (change, words) in wrong {
        does_not_fit(1, words, |f| change(&mut f.goals[0]));
    }
}

#[test]
fn goals_are_judged_and_remarks_made_from_the_start_on_and_after_the_end() {
    for on in [day(2, 2), day(12, 1)] {
        fits(|f| f.goals[0].rated.as_mut().unwrap().on = on);
        fits(|f| f.remarks[0].on = on);
    }
    fits(|f| f.goals[0].rated = None);
    does_not_fit(1, "a judgement of a goal on 2026-02-01", |f| {
        f.goals[0].rated.as_mut().unwrap().on = day(2, 1);
    });
    does_not_fit(1, "a remark on 2026-02-01", |f| f.remarks[0].on = day(2, 1));
}

#[test]
fn rows_that_differ_in_what_names_them_are_not_the_same() {
    fits(|f| {
        f.goals.push(Goal { words: id("G-2"), ..f.goals[0].clone() });
        f.goals.push(Goal { agreement: id("A-2"), ..f.goals[0].clone() });
        f.milestones.extend([milestone("Bo", "home", day(9, 1)), milestone("Bo", "job", day(9, 2))]);
        f.milestones.extend([milestone("Cy", "job", day(9, 1)), milestone("Anna", "job", day(9, 1))]);
        f.passages.push(Passage { id: id("F-2"), ..f.passages[0].clone() });
        f.codings.push(Coding { coder: id("Kim"), ..f.codings[0].clone() });
        f.codings.push(Coding { passage: id("F-2"), ..f.codings[0].clone() });
        f.remarks.push(Remark { result: id("R-2"), ..f.remarks[0].clone() });
        f.remarks.push(Remark { behaviour: id("B-2"), ..f.remarks[0].clone() });
        f.remarks.push(Remark { agreement: id("A-2"), ..f.remarks[0].clone() });
        f.enrolments.push(enrolment("Bo", Party::Mentor, day(1, 12)));
        f.instruments.push(bond().version_of(2));
    });
    does_not_fit(1, "milestone `job`", |f| f.milestones.push(milestone("Bo", "JOB", day(9, 1))));
}

#[test]
fn a_milestone_may_lie_before_enrolling() {
    fits(|f| {
        f.milestones =
            vec![milestone("Bo", "diploma", date(2001, 7, 1)), milestone("Anna", "job", FIRST_DAY)];
    });
}

#[test]
fn a_consent_lasts_a_day_at_least() {
    let until = |until| {
        move |f: &mut Facts| {
            f.codings.clear();
            f.passages[0].quotes[0].consent.as_mut().unwrap().until = until;
        }
    };
    fits(until(None));
    fits(until(Some(day(3, 2))));
    fits(until(Some(Date::MAX)));
    does_not_fit(1, "which is no time at all", until(Some(day(3, 1))));
    does_not_fit(1, "which is no time at all", until(Some(day(2, 28))));
    fits(|f| f.passages[0].quotes[0].consent = None);
}
