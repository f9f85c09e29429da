//! What a row of each sheet says.

use mentorship::feedback::{
    Answers, Attained, Balance, CheckIn, Ending, Enrolment, Expense, Goal, Meeting, Milestone, Neighbour,
    Pairing, Pause, Receipt, Response, Statements, Tie, Volunteering,
};

use super::{CENTS, Cells, DATE, IDENTIFIER, LABEL, PARTY, PURPOSE, label, list, number, word};

pub(super) fn enrolment(cells: &mut Cells) -> Option<Enrolment> {
    let (person, role) = (cells.id("person"), cells.must("role", PARTY, word));
    let [invited, enrolled, ready, left] =
        ["invited", "enrolled", "ready", "left"].map(|column| cells.date(column));
    let places = cells.read("places", "a whole number of places", number);
    let groups = cells.groups();
    let places = places.unwrap_or(1);
    Some(Enrolment { person: person?, role: role?, invited, enrolled, ready, left, places, groups })
}

pub(super) fn pairing(cells: &mut Cells) -> Option<Pairing> {
    let (agreement, mentor, mentee) = (cells.id("agreement"), cells.id("mentor"), cells.id("mentee"));
    let started = cells.must("started", DATE, number);
    let planned_days = cells.must("planned_days", "a whole number of days", number);
    let every_days = cells.must("every_days", "a whole number of days", number);
    let pause = |text: &str| {
        let (from, until) = text.split_once("..")?;
        Some(Pause { from: number(from.trim())?, until: number(until.trim())? })
    };
    let pauses =
        cells.read("pauses", "pauses such as 2026-03-01..2026-03-15; 2026-05-01..2026-05-08", |text| {
            list(text, pause)
        });
    cells.together(&["ended", "closure"]);
    let closures = "completed, early, moved, rematched, safeguarding or programme_ended";
    let (on, closure) = (cells.date("ended"), cells.read("closure", closures, word));
    Some(Pairing {
        agreement: agreement?,
        mentor: mentor?,
        mentee: mentee?,
        started: started?,
        planned_days: planned_days?,
        every_days: every_days?,
        pauses: pauses.unwrap_or_default(),
        ended: on.zip(closure).map(|(on, closure)| Ending { on, closure }),
    })
}

pub(super) fn meeting(cells: &mut Cells) -> Option<Meeting> {
    let (agreement, on) = (cells.id("agreement"), cells.must("on", DATE, number));
    let minutes = cells.must("minutes", "a whole number of minutes", number);
    let mode = cells.must("mode", "in_person or online", word);
    let logged = cells.must("logged", DATE, number);
    Some(Meeting { agreement: agreement?, on: on?, minutes: minutes?, mode: mode?, logged: logged? })
}

pub(super) fn check_in(cells: &mut Cells) -> Option<CheckIn> {
    let (agreement, due) = (cells.id("agreement"), cells.must("due", DATE, number));
    let (held, fit) = (cells.date("held"), cells.read("fit", "a whole number from 1 to 5", number));
    Some(CheckIn { agreement: agreement?, due: due?, held, fit })
}

pub(super) fn response(cells: &mut Cells) -> Option<Response> {
    let (instrument, person) = (cells.id("instrument"), cells.id("person"));
    let version = cells.read("version", "a whole number", number);
    let role = cells.must("role", PARTY, word);
    let agreement = cells.read("agreement", IDENTIFIER, number);
    let wave = cells.must("wave", "before, midway, after, looking_back or follow_up", word);
    let due = cells.must("due", DATE, number);
    if cells.cell("answers").is_some() && cells.cell("answered").is_none() {
        cells.expected("answered", "a date, as there are `answers`");
    }
    let on = cells.date("answered");
    let items = cells.items("answers");
    Some(Response {
        instrument: instrument?,
        version: version.unwrap_or(1),
        person: person?,
        role: role?,
        agreement,
        wave: wave?,
        due: due?,
        answers: on.map(|on| Answers { on, items: items.unwrap_or_default() }),
    })
}

pub(super) fn goal(cells: &mut Cells) -> Option<Goal> {
    let (agreement, words) = (cells.id("agreement"), cells.id("words"));
    let weight = cells.must("weight", "a whole number from 1 to 100", number);
    let baseline = cells.must("baseline", "a step from -2 to 2", number);
    cells.together(&["rated", "step", "by"]);
    let (on, step) = (cells.date("rated"), cells.read("step", "a step from -2 to 2", number));
    let by = cells.read("by", "mentee, mentor, together or programme", word);
    Some(Goal {
        agreement: agreement?,
        words: words?,
        weight: weight?,
        baseline: baseline?,
        rated: on.zip(step).zip(by).map(|((on, step), by)| Attained { on, step, by }),
    })
}

pub(super) fn milestone(cells: &mut Cells) -> Option<Milestone> {
    let person = cells.id("person");
    let kind = cells.must("kind", LABEL, label);
    let on = cells.must("on", DATE, number);
    let turn = cells.read("turn", "reached or lost", word);
    Some(Milestone { person: person?, kind: kind?, on: on?, turn: turn.unwrap_or_default() })
}

pub(super) fn neighbour(cells: &mut Cells) -> Option<Neighbour> {
    let person = cells.id("person");
    let [asked, answered] = ["asked", "answered"].map(|column| cells.date(column));
    let born = cells.read("born", "a year such as 1951", number);
    let groups = cells.groups();
    let judged = ["version", "statements"].into_iter().any(|column| cells.cell(column).is_some());
    if judged && cells.cell("instrument").is_none() {
        cells.expected("instrument", "an identifier, as it goes with `version` and `statements`");
    }
    let instrument = cells.read("instrument", IDENTIFIER, number);
    let version = cells.read("version", "a whole number", number).unwrap_or(1);
    let items = cells.items("statements").unwrap_or_default();
    let statements = instrument.map(|instrument| Statements { instrument, version, items });
    Some(Neighbour { person: person?, asked, answered, born, groups, statements })
}

pub(super) fn tie(cells: &mut Cells) -> Option<Tie> {
    let (from, to) = (cells.id("from"), cells.id("to"));
    let (kind, on) = (cells.must("kind", LABEL, label), cells.must("on", DATE, number));
    Some(Tie { from: from?, to: to?, kind: kind?, on: on? })
}

pub(super) fn receipt(cells: &mut Cells) -> Option<Receipt> {
    let funder = cells.id("funder");
    let kinds = "government, foundation, business, donor, earned or other";
    let (kind, on) = (cells.must("kind", kinds, word), cells.must("on", DATE, number));
    let (cents, purpose) = (cells.must("cents", CENTS, number), cells.read("purpose", PURPOSE, word));
    let purpose = purpose.unwrap_or_default();
    Some(Receipt { funder: funder?, kind: kind?, on: on?, cents: cents?, purpose })
}

pub(super) fn expense(cells: &mut Cells) -> Option<Expense> {
    let categories = "training, workshops, materials, communication, staff or other";
    let (category, on) = (cells.must("category", categories, word), cells.must("on", DATE, number));
    let (cents, purpose) = (cells.must("cents", CENTS, number), cells.read("purpose", PURPOSE, word));
    Some(Expense { category: category?, on: on?, cents: cents?, purpose: purpose.unwrap_or_default() })
}

pub(super) fn balance(cells: &mut Cells) -> Option<Balance> {
    let (on, free_cents) = (cells.must("on", DATE, number), cells.must("free_cents", CENTS, number));
    let restricted_cents = cells.read("restricted_cents", CENTS, number).unwrap_or(0);
    Some(Balance { on: on?, free_cents: free_cents?, restricted_cents })
}

pub(super) fn volunteering(cells: &mut Cells) -> Option<Volunteering> {
    let (person, on) = (cells.id("person"), cells.must("on", DATE, number));
    let minutes = cells.must("minutes", "a whole number of minutes", number);
    Some(Volunteering { person: person?, on: on?, minutes: minutes? })
}
