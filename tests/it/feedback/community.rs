//! The first and the last value that fits of neighbours, ties and the books, and what two rows mean together.

use mentorship::{
    feedback::{FIRST_DAY, Facts, LAST_DAY, MOST_CENTS, Meanings, Neighbour, Statements, Tie},
    jiff::civil::Date,
};

use super::kit::{after, day, does_not_fit, facts, fits, id, neighbour, sift, tie};

#[test]
fn neighbours_are_born_between_1900_and_the_year_in_which_they_are_asked() {
    let born = |asked: Option<Date>, born| {
        move |f: &mut Facts| f.neighbours.push(Neighbour { born: Some(born), ..neighbour("Hal", asked) })
    };
    fits(born(Some(day(4, 1)), 1900));
    fits(born(Some(day(4, 1)), 2026));
    fits(born(None, 2069));
    fits(born(Some(FIRST_DAY), 1970));
    fits(born(Some(LAST_DAY), 2069));
    does_not_fit(1, "born in 1899, not 1900 to 2026", born(Some(day(4, 1)), 1899));
    does_not_fit(1, "born in 2027, not 1900 to 2026", born(Some(day(4, 1)), 2027));
    does_not_fit(1, "born in 2070, not 1900 to 2069", born(None, 2070));
    does_not_fit(1, "born in 1971, not 1900 to 1970", born(Some(FIRST_DAY), 1971));
    // What is wrong is the day; it does not make the year wrong too.
    does_not_fit(1, "1969-12-31 is not between", born(Some(FIRST_DAY.yesterday().unwrap()), 1970));
    does_not_fit(1, "2070-01-01 is not between", born(Some(LAST_DAY.tomorrow().unwrap()), 2069));
}

#[test]
fn neighbours_answer_from_the_day_on_which_they_are_asked() {
    fits(|f| f.neighbours[1].answered = Some(day(4, 1)));
    does_not_fit(1, "before being asked on 2026-04-01", |f| f.neighbours[1].answered = Some(day(3, 31)));
    let judged = |instrument: &'static str, version, answer| {
        move |f: &mut Facts| {
            let items = [(id("greet"), answer)].into();
            f.neighbours[2].statements = Some(Statements { instrument: id(instrument), version, items });
            f.ties.clear();
        }
    };
    fits(judged("living-together", 1, 1));
    fits(judged("living-together", 1, 5));
    does_not_fit(1, "answered 6 to item `greet`", judged("living-together", 1, 6));
    does_not_fit(1, "version 2 of instrument `living-together`", judged("living-together", 2, 1));
    // Who was asked in one round may be named only in another list, and be asked in a later round.
    fits(|f| f.neighbours.push(neighbour("Fay", None)));
    fits(|f| f.neighbours.push(neighbour("Fay", Some(day(4, 2)))));
}

#[test]
fn a_tie_belongs_to_the_last_round_before_it() {
    let told = |from: &'static str, on| move |f: &mut Facts| f.ties.push(tie(from, "Bo", on));
    fits(told("Eef", day(4, 1)));
    fits(told("Eef", day(12, 1)));
    does_not_fit(1, "for the first time on 2026-04-01", told("Eef", day(3, 31)));
    does_not_fit(1, "did not answer when asked on 2026-04-01", told("Fay", day(4, 1)));
    does_not_fit(1, "did not answer when asked on 2026-04-01", told("Fay", day(9, 30)));
    fits(told("Fay", day(10, 1)));
    // Nobody asked them: they told it on another occasion.
    fits(told("Gus", day(1, 1)));
    fits(told("Anna", day(1, 1)));
    // A round that was set aside does not leave its ties to the round before.
    let later = |answered| {
        move |f: &mut Facts| {
            f.neighbours.push(Neighbour { answered: Some(answered), ..neighbour("Eef", Some(day(10, 1))) });
            f.ties.push(tie("Eef", "Bo", day(10, 2)));
        }
    };
    fits(later(day(10, 2)));
    does_not_fit(2, "answered on 2026-09-30, before", later(day(9, 30)));
    // The same two on another day, for something else, or the other way round.
    let again = |change: fn(&mut Tie)| {
        move |f: &mut Facts| {
            let mut tie = f.ties[0].clone();
            change(&mut tie);
            f.ties.push(tie);
        }
    };
    fits(again(|tie| tie.on = day(4, 4)));
    fits(again(|tie| tie.kind = id("could ask for help")));
    fits(again(|tie| (tie.from, tie.to) = (id("Gus"), id("Eef"))));
    does_not_fit(1, "stands in rows 1 and 5", again(|_| ()));
}

#[test]
fn amounts_run_from_one_cent_to_the_most() {
    for cents in [1, MOST_CENTS] {
        fits(|f| f.receipts[0].cents = cents);
        fits(|f| f.expenses[0].cents = cents);
        fits(|f| f.balances[0].restricted_cents = cents);
    }
    for cents in [0, MOST_CENTS + 1, u64::MAX] {
        does_not_fit(1, &format!("a receipt from `Town` on 2026-01-20: {cents} cents"), |f| {
            f.receipts[0].cents = cents;
        });
        does_not_fit(1, &format!("(training) on 2026-03-01: {cents} cents"), |f| f.expenses[0].cents = cents);
    }
    let most = i64::try_from(MOST_CENTS).unwrap();
    for cents in [-most, 0, most] {
        fits(|f| f.balances[0].free_cents = cents);
    }
    for cents in [i64::MIN, -most - 1, most + 1, i64::MAX] {
        does_not_fit(1, &format!("free money in the balance of 2026-06-30: {cents} cents"), |f| {
            f.balances[0].free_cents = cents;
        });
    }
    does_not_fit(1, "restricted money", |f| f.balances[0].restricted_cents = u64::MAX);
    for minutes in [1, 1440] {
        fits(|f| f.volunteering[0].minutes = minutes);
    }
    does_not_fit(1, "gave 1441 minutes", |f| f.volunteering[0].minutes = 1441);
    does_not_fit(1, "`Ida` is neither", |f| f.volunteering[0].person = id("Ida"));
}

#[test]
fn two_equal_payments_are_two_payments() {
    let (record, problems) = sift(after(|f| {
        f.receipts.push(f.receipts[0].clone());
        f.expenses.push(f.expenses[0].clone());
        f.volunteering.push(f.volunteering[0].clone());
    }));
    assert_eq!(problems, []);
    let kept = record.facts();
    assert_eq!((kept.receipts.len(), kept.expenses.len(), kept.volunteering.len()), (3, 3, 3));
}

#[test]
fn words_mean_one_thing_or_nothing() {
    let own = facts().meanings.remove(0);
    let dollars = Meanings { currency: "USD".parse().unwrap(), ..own.clone() };
    for (rows, meant, aside) in [
        (vec![], Meanings::default(), 0),
        (vec![own.clone()], own.clone(), 0),
        (vec![own.clone(); 3], own.clone(), 0),
        (vec![dollars.clone(); 2], dollars.clone(), 0),
        // All of them say euro: the books are in it, whatever else they say.
        (vec![own.clone(), Meanings::default(), own.clone()], Meanings::default(), 1),
        (vec![own.clone(), dollars], Meanings::default(), 7),
    ] {
        let (record, problems) = sift(after(|f| f.meanings = rows));
        assert_eq!((record.meanings(), problems.len()), (&meant, aside));
        // The three lists with amounts in them; hours have no currency.
        let kept = record.facts();
        let books = [kept.receipts.len(), kept.expenses.len(), kept.balances.len(), kept.volunteering.len()];
        assert_eq!(books, if aside == 7 { [0, 0, 0, 2] } else { [2; 4] });
    }
}
