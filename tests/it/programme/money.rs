//! The books: sums add up and earmarks are kept, whatever is written down; then each rule in its words.

use std::collections::BTreeMap;

use mentorship::{
    feedback::{Category, Expense, Facts, MOST_CENTS, Meanings, Purpose, Record},
    id::GrantId,
    impact::{AsOf, Money, Snapshot},
    jiff::{
        ToSpan,
        civil::{Date, date},
    },
    people::Label,
    programme::{
        Room, charter,
        money::{Balance, Budget, Earmark, Event, Grant, Payment, SourceKind, Treasury},
        recruitment,
    },
};
use proptest::prelude::*;

use super::kit::{after, id, noted, refused, take};

/// The day on which everything is written down.
const WRITTEN: Date = date(2026, 6, 30);

fn day(n: u8) -> Date {
    date(2026, 1, 1) + i64::from(n).days()
}

fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

fn grant(name: &str, kind: SourceKind, cents: u64, earmark: Option<(&str, &[Category])>) -> Grant {
    let earmark = earmark.map(|(name, categories)| Earmark {
        name: label(name),
        categories: categories.iter().copied().collect(),
    });
    Grant {
        id: id(name),
        funder: id(&format!("funder of {name}")),
        kind,
        currency: "EUR".parse().unwrap(),
        cents,
        earmark,
        from: day(0),
        until: date(2026, 12, 31),
    }
}

/// A thousand euros for trainings and materials.
fn for_training() -> Event {
    let earmark = Some(("training of mentors", &[Category::Training, Category::Materials][..]));
    Event::Agreed(grant("G-1", SourceKind::Subsidy, 100_000, earmark))
}

/// A gift for anything.
fn gift() -> Event {
    Event::Agreed(grant("gift", SourceKind::Donation, 50_000, None))
}

/// A room that somebody lends.
fn in_kind() -> Event {
    Event::Agreed(grant("room", SourceKind::InKind, 30_000, None))
}

fn received(grant: &str, on: Date, cents: u64) -> Event {
    Event::Received { grant: id(grant), on, cents }
}

fn paid_back(grant: &str, on: Date, cents: u64) -> Event {
    Event::PaidBack { grant: id(grant), on, cents }
}

fn payment(category: Category, on: Date, cents: u64, from: Option<&str>) -> Payment {
    let currency = "EUR".parse().unwrap();
    Payment { category, on, cents, currency, from: from.map(id), campaign: None }
}

fn spent(category: Category, on: Date, cents: u64, from: Option<&str>) -> Event {
    Event::Spent(payment(category, on, cents, from))
}

fn budget(from: Date, until: Date, lines: &[(Category, u64)]) -> Budget {
    let lines: BTreeMap<Category, u64> = lines.iter().copied().collect();
    Budget { from, until, total: lines.values().sum(), lines }
}

fn opened(free: i64, earmarked: u64) -> Event {
    Event::Opened { free, earmarked, currency: "EUR".parse().unwrap() }
}

/// The books after these, written down on one day.
fn books(events: impl IntoIterator<Item = Event>) -> Treasury {
    after(events.into_iter().map(|event| noted(WRITTEN, event)))
}

/// What a room says to one more.
fn no(books: &Treasury, event: Event) -> String {
    refused(books, WRITTEN, event)
}

// What may be written down by somebody who does not look: much of it is refused.

/// An event, or a count of what the books have on a day.
#[derive(Clone, Debug)]
enum Step {
    Event(Event),
    Count(Date),
}

fn category() -> impl Strategy<Value = Category> {
    prop::sample::select(Category::ALL.to_vec())
}

fn grant_id() -> impl Strategy<Value = GrantId> {
    prop::sample::select(["G-1", "G-1", "G-1", "G-2", "G-3", "G-4"].map(id::<GrantId>).to_vec())
}

fn any_grant() -> impl Strategy<Value = Event> {
    let kinds = [
        SourceKind::Subsidy,
        SourceKind::Fund,
        SourceKind::Donation,
        SourceKind::Sponsor,
        SourceKind::OwnIncome,
        SourceKind::InKind,
    ];
    let earmarks: [Option<(&str, &[Category])>; 4] = [
        None,
        Some(("training", &[Category::Training, Category::Materials])),
        Some(("training", &[Category::Training])),
        Some(("all", &Category::ALL)),
    ];
    let earmarks = prop::sample::select(earmarks.to_vec());
    (grant_id(), prop::sample::select(kinds.to_vec()), 1_u64..3000, earmarks)
        .prop_map(|(name, kind, cents, earmark)| Event::Agreed(grant(name.as_str(), kind, cents, earmark)))
}

fn any_step() -> impl Strategy<Value = Step> {
    let cents = || 0_u64..600;
    let on = || (0_u8..60).prop_map(day);
    let spends = (category(), on(), 0_u64..500, prop::option::weighted(0.8, grant_id()))
        .prop_map(|(category, on, cents, from)| Payment { from, ..payment(category, on, cents, None) });
    let lines = prop::collection::btree_map(category(), 0_u64..2000, 0..4);
    let budgets = (0_u8..4, 0_u8..3, lines, 0_u64..8).prop_map(|(from, months, lines, slip)| {
        let total = lines.values().sum::<u64>() + u64::from(slip == 0);
        Event::Budgeted(Budget { from: day(15 * from), until: day(15 * (from + months) + 14), lines, total })
    });
    let person = prop::sample::select(vec!["P-1", "P-2"]);
    let helps = (person, on(), 0_u16..900).prop_map(|(person, on, minutes)| Event::Volunteered {
        person: id(person),
        on,
        minutes,
    });
    prop_oneof![
        1 => (-500_i64..500, 0_u64..500).prop_map(|(free, earmarked)| Step::Event(opened(free, earmarked))),
        4 => any_grant().prop_map(Step::Event),
        1 => (grant_id(), 1_u64..300).prop_map(|(grant, cents)| Step::Event(Event::Carried { grant, cents })),
        8 => (grant_id(), on(), cents())
            .prop_map(|(grant, on, cents)| Step::Event(Event::Received { grant, on, cents })),
        12 => spends.prop_map(|payment| Step::Event(Event::Spent(payment))),
        3 => (grant_id(), on(), 0_u64..300)
            .prop_map(|(grant, on, cents)| Step::Event(Event::PaidBack { grant, on, cents })),
        2 => budgets.prop_map(Step::Event),
        1 => (0_u8..20).prop_map(|n| Step::Count(day(n))),
        1 => (on(), -50_i64..50).prop_map(|(on, cents)| Step::Event(Event::Counted { on, cents })),
        2 => helps.prop_map(Step::Event),
    ]
}

/// The books after random steps, and the events that stood. A refused one has changed nothing.
///
/// Often they begin with an opening and two earmarked grants, so that much is spent from them.
fn any_books() -> impl Strategy<Value = (Treasury, Vec<Event>)> {
    let steps = prop::collection::vec(any_step(), 0..80);
    (prop::bool::weighted(0.8), steps).prop_map(|(begun, steps)| {
        let mut books = Treasury::default();
        let mut stood = Vec::new();
        let all = grant("G-1", SourceKind::Subsidy, 3_000, Some(("all", &Category::ALL)));
        let training = Some(("training", &[Category::Training, Category::Materials][..]));
        let begin = [
            opened(500, 500),
            Event::Agreed(all),
            Event::Agreed(grant("G-2", SourceKind::Donation, 3_000, training)),
        ];
        let begin = begin.map(Step::Event).into_iter().take(if begun { 3 } else { 0 });
        let steps = begin.chain(steps);
        for step in steps {
            let event = match step {
                Step::Event(event) => event,
                Step::Count(on) => {
                    Event::Counted { on, cents: books.balance_on(on).bank().try_into().unwrap() }
                }
            };
            let before = books.clone();
            match take(&mut books, &noted(WRITTEN, event.clone())) {
                Ok(()) => stood.push(event),
                Err(why) => {
                    assert_eq!(books, before, "{why}");
                    assert!(!why.to_string().ends_with('.'), "{why}");
                }
            }
        }
        (books, stood)
    })
}

fn facts(books: &Treasury) -> Facts {
    let meanings = Meanings { currency: books.currency().unwrap_or_default(), ..Meanings::default() };
    Facts {
        receipts: books.receipts(),
        expenses: books.expenses(),
        balances: books.balances(),
        meanings: vec![meanings],
        ..Facts::default()
    }
}

fn every_day() -> impl Iterator<Item = Date> {
    (0..65).map(day)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn books_come_back_as_they_were_stored((books, _) in any_books()) {
        let stored = serde_json::to_string(&books).unwrap();
        prop_assert_eq!(serde_json::from_str::<Treasury>(&stored).unwrap(), books);
    }

    #[test]
    fn what_is_in_the_bank_is_what_came_less_what_went((books, stood) in any_books()) {
        let kinds: BTreeMap<_, _> = books.grants().map(|grant| (grant.id.clone(), grant.kind)).collect();
        for on in every_day() {
            let bank: i128 = stood.iter().map(|event| match event {
                Event::Opened { free, earmarked, .. } => i128::from(*free) + i128::from(*earmarked),
                Event::Received { grant, on: day, cents }
                    if *day <= on && kinds[grant] != SourceKind::InKind => i128::from(*cents),
                Event::Spent(payment) if payment.on <= on => -i128::from(payment.cents),
                Event::PaidBack { on: day, cents, .. } if *day <= on => -i128::from(*cents),
                _ => 0,
            }).sum();
            prop_assert_eq!(books.balance_on(on).bank(), bank, "{}", on);
        }
        prop_assert_eq!(books.balance_on(WRITTEN), books.balance());
    }

    #[test]
    fn every_count_of_the_bank_still_adds_up((books, stood) in any_books()) {
        for event in &stood {
            if let Event::Counted { on, cents } = event {
                prop_assert_eq!(books.balance_on(*on).bank(), i128::from(*cents));
            }
        }
    }

    #[test]
    fn no_earmark_is_ever_overspent_and_each_goes_where_it_may((books, stood) in any_books()) {
        let grants: BTreeMap<_, _> = books.grants().map(|grant| (grant.id.clone(), grant.clone())).collect();
        for on in every_day() {
            for (name, standing) in books.earmarks(on) {
                let came = standing.carried + standing.received;
                prop_assert!(standing.spent + standing.paid_back <= came, "{} on {}", name, on);
                prop_assert_eq!(standing.left, came - standing.spent - standing.paid_back);
            }
        }
        for event in &stood {
            if let Event::Spent(Payment { category, from: Some(from), .. }) = event {
                prop_assert!(grants[from].earmark.as_ref().unwrap().categories.contains(category));
            }
        }
        for grant in grants.keys() {
            let standing = books.of_grant(grant).unwrap();
            prop_assert!(standing.spent + standing.paid_back <= standing.carried + standing.received);
        }
    }

    #[test]
    fn what_came_by_grant_is_what_came_by_source((books, _) in any_books()) {
        let by_grant: u128 =
            books.grants().map(|grant| books.of_grant(&grant.id).unwrap().received).sum();
        prop_assert_eq!(books.by_source().values().sum::<u128>(), by_grant);
        let cash: u128 = books.receipts().iter().map(|row| u128::from(row.cents)).sum();
        prop_assert_eq!(cash + books.in_kind_worth(), by_grant);
    }

    #[test]
    fn the_lines_of_a_budget_are_its_total_and_what_was_spent((books, _) in any_books()) {
        for on in every_day() {
            let lines = books.against_budget(on);
            let Some(budget) = books.budget_on(on) else {
                prop_assert!(lines.is_empty());
                continue;
            };
            prop_assert_eq!(lines.iter().map(|line| line.planned).sum::<u64>(), budget.total);
            let within = |row: &&Expense| budget.from <= row.on && row.on <= budget.until;
            let expenses = books.expenses();
            let spent: u128 = expenses.iter().filter(within).map(|row| u128::from(row.cents)).sum();
            prop_assert_eq!(lines.iter().map(|line| line.spent).sum::<u128>(), spent);
            for line in lines {
                prop_assert_eq!(line.left, i128::from(line.planned) - i128::try_from(line.spent).unwrap());
            }
        }
    }

    #[test]
    fn figures_take_the_books_and_have_the_same_balance((books, _) in any_books()) {
        let record = Record::new(facts(&books));
        prop_assert!(record.is_ok(), "{}", record.unwrap_err());
        let record = record.unwrap();
        let Some(opened) = books.balances().first().map(|balance| balance.on) else { return Ok(()) };
        for on in every_day().filter(|&on| on >= opened).step_by(7) {
            let money = Money::of(&Snapshot::new(&record, AsOf::new(on)));
            let cash = money.books(books.currency().unwrap_or_default()).unwrap().cash().unwrap();
            prop_assert_eq!(i128::from(cash), books.balance_on(on).free, "{}", on);
        }
    }

    #[test]
    fn nobody_helps_more_than_a_day_has((books, stood) in any_books()) {
        let given = books.volunteering();
        prop_assert!(given.iter().all(|row| (1..=1440).contains(&row.minutes)));
        prop_assert_eq!(given.iter().map(|row| u64::from(row.minutes)).sum::<u64>(), books.minutes());
        let told: u64 = stood.iter().map(|event| match event {
            Event::Volunteered { minutes, .. } => u64::from(*minutes),
            _ => 0,
        }).sum();
        prop_assert_eq!(told, books.minutes());
    }
}

// Then each rule.

#[test]
fn the_books_are_opened_once_and_first() {
    let open = books([opened(1_000, 0)]);
    assert_eq!(no(&open, opened(1_000, 0)), "the books were opened before, on 2026-06-30");
    assert_eq!(
        no(&books([gift()]), opened(1_000, 0)),
        "the opening comes before everything else in the books, and something was written down already"
    );
    assert_eq!(
        no(&Treasury::default(), opened(0, MOST_CENTS + 1)),
        "earmarked money at the opening cannot be EUR 10 000 000 000.01; it is EUR 0.00 to EUR 10 000 000 000.00"
    );
    assert_eq!(
        no(&Treasury::default(), opened(i64::MIN, 0)),
        "free money at the opening cannot be EUR -92 233 720 368 547 758.08; it is EUR -10 000 000 000.00 to \
         EUR 10 000 000 000.00"
    );
}

#[test]
fn what_is_owed_at_the_opening_is_below_zero() {
    let books = books([opened(-5_000, 2_000)]);
    assert_eq!(books.balance(), Balance { free: -5_000, earmarked: 2_000 });
    assert_eq!(books.balances()[0].on, date(2026, 6, 29));
}

#[test]
fn all_books_are_in_one_currency() {
    let francs = Payment { currency: "CHF".parse().unwrap(), ..payment(Category::Staff, day(1), 100, None) };
    let said = "the books are in EUR, this is in CHF; convert it first";
    assert_eq!(no(&books([gift()]), Event::Spent(francs.clone())), said);
    let swiss = books([Event::Spent(francs)]);
    assert_eq!(swiss.currency(), Some("CHF".parse().unwrap()));
    assert_eq!(no(&swiss, gift()), "the books are in CHF, this is in EUR; convert it first");
    assert_eq!(Treasury::default().currency(), None);
}

#[test]
fn figures_speak_of_the_currency_of_the_books() {
    let francs = || {
        let meanings = Meanings { currency: "CHF".parse().unwrap(), ..Meanings::default() };
        charter::Event::MeaningsSet(Box::new(meanings))
    };
    let meant: Treasury = after([noted(WRITTEN, francs())]);
    assert_eq!(no(&meant, gift()), "the books are in CHF, this is in EUR; convert it first");
    let euros = books([gift()]);
    assert_eq!(refused(&euros, WRITTEN, francs()), "the books are in EUR, this is in CHF; convert it first");
}

#[test]
fn nothing_is_no_amount_and_neither_is_a_slip() {
    let gifted = books([gift()]);
    assert_eq!(
        no(&gifted, received("gift", day(1), 0)),
        "what came cannot be EUR 0.00; it is EUR 0.01 to EUR 10 000 000 000.00"
    );
    assert_eq!(
        no(&gifted, spent(Category::Staff, day(1), u64::MAX, None)),
        "a payment cannot be EUR 184 467 440 737 095 516.15; it is EUR 0.01 to EUR 10 000 000 000.00"
    );
    assert!(no(&gifted, paid_back("gift", day(1), 0)).starts_with("what is paid back cannot be EUR 0.00"));
    let free = Event::Agreed(grant("free", SourceKind::Fund, 0, None));
    assert!(no(&gifted, free).starts_with("a grant cannot be EUR 0.00"));
}

#[test]
fn a_day_lies_within_reach_and_not_ahead() {
    let gifted = books([gift()]);
    assert_eq!(
        no(&gifted, received("gift", date(1970, 1, 1), 100)),
        "1970-01-01 is not between 1970-01-02 and 2069-12-31"
    );
    assert_eq!(
        no(&gifted, spent(Category::Staff, date(2026, 7, 1), 100, None)),
        "2026-07-01 is after 2026-06-30, the day on which it is written down"
    );
    let early = books([spent(Category::Staff, date(1970, 1, 2), 100, None)]);
    assert!(Record::new(facts(&early)).is_ok());
}

#[test]
fn a_grant_is_agreed_once_and_ends_after_it_begins() {
    assert_eq!(
        no(&books([gift()]), gift()),
        "grant `gift` was agreed before; a further one has another identifier"
    );
    let backwards = Grant { until: date(2025, 12, 31), ..grant("back", SourceKind::Fund, 100, None) };
    assert_eq!(
        no(&Treasury::default(), Event::Agreed(backwards)),
        "the last day, 2025-12-31, comes before the first, 2026-01-01"
    );
}

#[test]
fn an_earmark_names_what_it_allows_and_the_same_everywhere() {
    let nothing = grant("G-2", SourceKind::Fund, 100, Some(("parties", &[])));
    assert_eq!(
        no(&Treasury::default(), Event::Agreed(nothing)),
        "earmark `parties` names nothing on which it may be spent; it names at least one category"
    );
    let otherwise = grant("G-2", SourceKind::Fund, 100, Some(("Training of mentors", &[Category::Staff])));
    assert_eq!(
        no(&books([for_training()]), Event::Agreed(otherwise)),
        "earmark `training of mentors` of grant `G-1` allows training and materials; the same name allows the same, so call \
         this one otherwise"
    );
}

#[test]
fn no_more_comes_of_a_grant_than_was_agreed() {
    assert_eq!(no(&books([]), received("G-1", day(1), 100)), "grant `G-1` was never agreed");
    let books = books([for_training(), received("G-1", day(1), 60_000)]);
    assert_eq!(
        no(&books, received("G-1", day(2), 40_001)),
        "of grant `G-1` EUR 1 000.00 was agreed and EUR 600.00 has come; EUR 400.01 more is too much"
    );
    assert!(books.check(&noted(WRITTEN, received("G-1", day(2), 40_000))).is_ok());
}

#[test]
fn a_donation_may_be_more_than_was_thought() {
    let books = books([gift(), received("gift", day(1), 80_000)]);
    assert_eq!(books.balance(), Balance { free: 80_000, earmarked: 0 });
    assert!(books.ending_soon(WRITTEN, 365).is_empty());
}

#[test]
fn earmarked_money_is_spent_on_what_it_is_for() {
    let books = books([for_training(), received("G-1", day(1), 100_000), gift()]);
    assert_eq!(
        no(&books, spent(Category::Other, day(2), 100, Some("G-1"))),
        "grant `G-1` is for `training of mentors`, which allows training and materials, not other costs"
    );
    assert_eq!(
        no(&books, spent(Category::Other, day(2), 100, Some("gift"))),
        "grant `gift` may be spent on anything; a payment from free money names no grant"
    );
    assert_eq!(
        no(&books, spent(Category::Other, day(2), 100, Some("nobody"))),
        "grant `nobody` was never agreed"
    );
}

#[test]
fn earmarked_money_is_spent_when_it_is_there() {
    let books = books([
        for_training(),
        received("G-1", day(10), 50_000),
        spent(Category::Training, day(20), 30_000, Some("G-1")),
    ]);
    let training = |on, cents| spent(Category::Training, on, cents, Some("G-1"));
    assert_eq!(
        no(&books, training(day(20), 20_001)),
        "of grant `G-1` EUR 200.00 is left to spend on 2026-01-21; EUR 200.01 is more"
    );
    // Before it came there was nothing.
    assert_eq!(
        no(&books, training(day(9), 1)),
        "of grant `G-1` EUR 0.00 is left to spend on 2026-01-10; EUR 0.01 is more"
    );
    // What is spent later was spent, whenever the earlier payment is written down.
    assert!(no(&books, training(day(15), 20_001)).contains("EUR 200.00 is left"));
    assert!(books.check(&noted(WRITTEN, training(day(15), 20_000))).is_ok());
}

#[test]
fn no_more_is_paid_back_than_is_left() {
    let books = books([
        for_training(),
        received("G-1", day(1), 50_000),
        spent(Category::Training, day(2), 30_000, Some("G-1")),
        paid_back("G-1", day(3), 5_000),
        gift(),
        received("gift", day(1), 1_000),
    ]);
    assert_eq!(
        no(&books, paid_back("G-1", day(4), 15_001)),
        "of grant `G-1` EUR 150.00 is left to spend on 2026-01-05; EUR 150.01 is more"
    );
    assert!(no(&books, paid_back("gift", day(4), 1_001)).contains("EUR 10.00 is left"));
    let standing = books.of_grant(&id("G-1")).unwrap();
    assert_eq!((standing.spent, standing.paid_back, standing.left), (30_000, 5_000, 15_000));
    // What goes back is told among the other costs, from the money that it was.
    let back = books.expenses().into_iter().find(|row| row.category == Category::Other).unwrap();
    assert_eq!((back.cents, back.purpose), (5_000, Purpose::Restricted));
}

#[test]
fn what_is_given_in_kind_is_no_money() {
    let books = books([in_kind(), received("room", day(1), 10_000)]);
    let said = "grant `room` is in kind; there is no money of it";
    assert_eq!(no(&books, spent(Category::Other, day(2), 100, Some("room"))), said);
    assert_eq!(no(&books, paid_back("room", day(2), 100)), said);
    assert_eq!(books.balance(), Balance::default());
    assert_eq!((books.in_kind_worth(), books.receipts().len()), (10_000, 0));
    assert_eq!(books.by_source(), BTreeMap::from([(SourceKind::InKind, 10_000)]));
    assert!(no(&books, received("room", day(2), 20_001)).contains("is too much"));
}

#[test]
fn free_money_may_be_owed() {
    let books = books([spent(Category::Staff, day(1), 25_000, None)]);
    assert_eq!(books.balance(), Balance { free: -25_000, earmarked: 0 });
}

#[test]
fn earmarked_money_of_the_opening_belongs_to_grants() {
    let carried = |grant: &str, cents| Event::Carried { grant: id(grant), cents };
    let books = books([opened(0, 40_000), for_training(), gift(), carried("G-1", 30_000)]);
    assert_eq!(
        no(&books, carried("G-1", 10_001)),
        "of the earmarked money of the opening EUR 100.00 is not spoken for; EUR 100.01 of grant `G-1` is more"
    );
    assert!(no(&books, carried("gift", 1)).contains("may be spent on anything"));
    // It is there from the first day, it came in no receipt, and it is part of what was agreed.
    assert!(books.check(&noted(WRITTEN, spent(Category::Training, day(0), 30_000, Some("G-1")))).is_ok());
    assert!(books.receipts().is_empty());
    assert_eq!(
        no(&books, received("G-1", day(1), 70_001)),
        "of grant `G-1` EUR 1 000.00 was agreed and EUR 300.00 has come; EUR 700.01 more is too much"
    );
    assert_eq!(books.earmarks(day(0))[&label("training of mentors")].left, 30_000);
}

#[test]
fn the_lines_of_a_budget_add_up() {
    let mut slip = budget(day(0), day(30), &[(Category::Training, 100_000), (Category::Staff, 50_000)]);
    slip.total = 140_000;
    assert_eq!(
        no(&Treasury::default(), Event::Budgeted(slip)),
        "the lines of the budget add up to EUR 1 500.00, but EUR 1 400.00 is written"
    );
    let nothing = budget(day(0), day(30), &[]);
    assert_eq!(no(&Treasury::default(), Event::Budgeted(nothing)), "the budget has no lines");
    let backwards = budget(day(30), day(0), &[(Category::Staff, 1)]);
    assert!(no(&Treasury::default(), Event::Budgeted(backwards)).starts_with("the last day"));
    let mut huge = budget(day(0), day(30), &[(Category::Staff, 1)]);
    huge.lines.insert(Category::Staff, u64::MAX);
    assert!(no(&Treasury::default(), Event::Budgeted(huge)).starts_with("a line of a budget cannot be"));
}

#[test]
fn a_budget_takes_the_place_of_that_of_the_same_days_only() {
    let planned =
        |from, until, cents| Event::Budgeted(budget(day(from), day(until), &[(Category::Staff, cents)]));
    let books = books([planned(0, 30, 100), planned(31, 60, 200), planned(0, 30, 300)]);
    assert_eq!(books.budget_on(day(30)).unwrap().total, 300);
    assert_eq!(books.budget_on(day(31)).unwrap().total, 200);
    assert_eq!(books.budget_on(day(61)), None);
    assert_eq!(
        no(&books, planned(30, 30, 1)),
        "there is a budget for 2026-01-01 to 2026-01-31, and this one shares days with it; it takes its place only for the \
         same days"
    );
}

#[test]
fn a_budget_is_read_beside_what_was_spent() {
    let plan = budget(day(0), day(30), &[(Category::Training, 120_000), (Category::Workshops, 10_000)]);
    let books = books([
        Event::Budgeted(plan),
        spent(Category::Training, day(0), 30_000, None),
        spent(Category::Workshops, day(30), 12_550, None),
        spent(Category::Staff, day(5), 100, None),
        spent(Category::Staff, day(31), 999, None),
    ]);
    let lines: Vec<String> = books.against_budget(day(3)).iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "training: EUR 300.00 of EUR 1 200.00 spent, EUR 900.00 left",
            "workshops: EUR 125.50 of EUR 100.00 spent, EUR 25.50 too much",
            "staff: EUR 1.00 of EUR 0.00 spent, EUR 1.00 too much",
        ]
    );
}

#[test]
fn a_count_that_does_not_add_up_is_refused() {
    let books = books([opened(10_000, 0), spent(Category::Staff, day(3), 2_500, None)]);
    assert_eq!(
        no(&books, Event::Counted { on: day(3), cents: 8_000 }),
        "on 2026-01-04 the bank has EUR 80.00 and the books have EUR 75.00; that does not add up, by EUR 5.00"
    );
    assert!(no(&books, Event::Counted { on: day(3), cents: i64::MIN }).contains("does not add up"));
}

#[test]
fn what_was_counted_stays_so() {
    let counted = Event::Counted { on: day(10), cents: -2_500 };
    let books = books([spent(Category::Staff, day(3), 2_500, None), in_kind(), gift(), counted.clone()]);
    let said = "2026-01-11 is closed: the bank was counted at the end of 2026-01-11";
    assert_eq!(no(&books, received("gift", day(10), 100)), said);
    assert_eq!(no(&books, spent(Category::Staff, day(10), 100, None)), said);
    assert_eq!(no(&books, paid_back("gift", day(10), 100)), said);
    assert_eq!(no(&books, counted), said);
    // What is no money was not counted.
    assert!(books.check(&noted(WRITTEN, received("room", day(10), 100))).is_ok());
    assert_eq!(books.balances().len(), 2);
}

#[test]
fn a_day_has_1440_minutes_for_everybody() {
    let helps = |person: &str, minutes| Event::Volunteered { person: id(person), on: day(1), minutes };
    assert_eq!(
        no(&Treasury::default(), helps("P-1", 0)),
        "`P-1` gave 0 minutes on 2026-01-02; it is 1 to 1440"
    );
    let books = books([helps("P-1", 1_400), helps("P-2", 60)]);
    assert_eq!(
        no(&books, helps("P-1", 41)),
        "`P-1` gave 1400 minutes on 2026-01-02 before; 41 more is more than a day has"
    );
    assert_eq!(books.minutes(), 1_460);
}

#[test]
fn a_campaign_has_its_costs() {
    let flyers =
        Payment { campaign: Some(id("spring")), ..payment(Category::Communication, day(2), 4_000, None) };
    assert_eq!(no(&Treasury::default(), Event::Spent(flyers.clone())), "campaign `spring` was never opened");
    let campaign: recruitment::Event = serde_json::from_str(
        r#"{ "campaign_opened": { "id": "spring", "channel": "open_call", "from": "2026-01-01", "until": "2026-02-01",
             "seeks": { "role": "mentor", "people": 10 } } }"#,
    )
    .unwrap();
    let books: Treasury = after([noted(WRITTEN, campaign), noted(WRITTEN, Event::Spent(flyers))]);
    assert_eq!(books.of_campaign(&id("spring")), 4_000);
}

#[test]
fn a_grant_that_ends_with_money_left_is_told() {
    let books = books([
        for_training(),
        received("G-1", day(1), 60_000),
        spent(Category::Training, day(2), 45_000, Some("G-1")),
        gift(),
        received("gift", day(1), 100),
    ]);
    let ending = books.ending_soon(date(2026, 12, 1), 30);
    assert_eq!(ending.len(), 1);
    assert_eq!(
        ending[0].to_string(),
        "grant `G-1` ends on 2026-12-31; EUR 150.00 is not spent, EUR 400.00 has not come"
    );
    assert!(books.ending_soon(date(2026, 12, 1), 29).is_empty());
    assert!(books.ending_soon(date(2027, 1, 1), 100).is_empty());
}

#[test]
fn the_figures_know_each_source_by_its_kind() {
    let kinds = [
        (SourceKind::Subsidy, "government"),
        (SourceKind::Fund, "foundations"),
        (SourceKind::Donation, "donors"),
        (SourceKind::Sponsor, "businesses"),
        (SourceKind::OwnIncome, "own earnings"),
    ];
    for (kind, called) in kinds {
        let books = books([Event::Agreed(grant("G", kind, 100, None)), received("G", day(1), 100)]);
        let receipt = &books.receipts()[0];
        assert_eq!((receipt.kind.to_string().as_str(), receipt.purpose), (called, Purpose::Free));
    }
}
