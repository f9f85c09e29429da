//! Whether funding comes from many, how long money lasts, and what things cost: figures from elsewhere and by hand.

use mentorship::{
    feedback::{Currency, Facts, FunderKind, Purpose, Record},
    impact::{About, AsOf, Caveat, Figures, Funding, Indicator, Money, Snapshot, Tallies},
    jiff::{
        ToSpan,
        civil::{Date, date},
    },
};
use serde_json::{Value, json};

/// A record of facts as they are stored.
fn record(facts: Value) -> Record {
    Record::new(serde_json::from_value::<Facts>(facts).unwrap()).unwrap()
}

fn figures(record: &Record, on: AsOf) -> Figures {
    Figures::of(&Snapshot::new(record, on.resampled(1, 0)))
}

/// What a figure says, and the first thing to keep in mind that is not about how few they are.
#[track_caller]
fn told(figures: &Figures, indicator: Indicator, about: &[About]) -> (Option<f64>, Option<Caveat>) {
    let figure = figures.get(indicator, about).unwrap();
    let of_few =
        |caveat: &&Caveat| matches!(caveat, Caveat::Few { .. } | Caveat::Nobody | Caveat::Largest { .. });
    (figure.value, figure.caveats.iter().find(|caveat| !of_few(caveat)).cloned())
}

#[track_caller]
fn near(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-12 * b.abs().max(1.0), "{a} should be {b}");
}

fn cases(kind: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("../../data/reference/money.json")).unwrap();
    all["cases"].as_array().unwrap().iter().filter(|case| case["kind"] == kind).cloned().collect()
}

/// Exact fractions, and entropies of mpmath.
#[test]
fn concentration_is_that_of_exact_fractions() {
    let cases = cases("concentration");
    assert_eq!(cases.len(), 16);
    for case in cases {
        let cents = case["data"]["cents"].as_array().unwrap();
        let funding = Funding::of(cents.iter().map(|cents| cents.as_u64().unwrap()));
        let expect = &case["expect"];
        assert_eq!(funding.funders(), expect["sources"].as_u64().unwrap(), "{case}");
        for (value, key) in [
            (funding.concentration(), "hhi"),
            (funding.normalised(), "normalised"),
            (funding.effective(), "effective"),
            (funding.largest_share(), "largest_share"),
            (funding.diversity(), "entropy"),
        ] {
            match (value, expect[key].as_f64()) {
                (Some(value), Some(expected)) => near(value, expected),
                (value, expected) => assert_eq!(value, expected, "{key} of {case}"),
            }
        }
    }
}

/// Exact fractions, by the definition. All of it is free money, as the cases know one kind of cash.
#[test]
fn runways_are_those_of_exact_fractions() {
    let last = date(2026, 12, 31);
    let cases = cases("runway");
    assert_eq!(cases.len(), 15);
    for case in cases {
        let data = &case["data"];
        let costs = data["costs"].as_array().unwrap();
        let on = |month: usize| {
            date(2026, 12, 15).saturating_sub((costs.len() as i64 - 1 - month as i64).months())
        };
        let expense =
            |(month, cents): (usize, &Value)| json!({ "category": "staff", "on": on(month), "cents": cents });
        let costs = costs.iter().enumerate().filter(|(_, cents)| **cents != json!(0)).map(expense);
        let mut receipts = Vec::new();
        for (source, months) in data["income"].as_array().unwrap().iter().enumerate() {
            for (month, cents) in months.as_array().unwrap().iter().enumerate() {
                if *cents != json!(0) {
                    let funder = format!("F-{source}");
                    let on = on(month);
                    receipts.push(json!({ "funder": funder, "kind": "other", "on": on, "cents": cents }));
                }
            }
        }
        let balance = json!({ "on": last, "free_cents": data["unrestricted_cash"] });
        let record = record(json!({
            "expenses": costs.collect::<Vec<_>>(), "receipts": receipts, "balances": [balance]
        }));
        let figures = figures(&record, AsOf::new(last));
        for window in [3_u8, 6, 12] {
            let expect = &case["expect"][window.to_string()];
            for (indicator, key) in [
                (Indicator::Runway, "months"),
                (Indicator::RunwayGross, "gross_months"),
                (Indicator::RunwayWithoutLargest, "months_without"),
            ] {
                let (value, caveat) = told(&figures, indicator, &[About::Months(window)]);
                // Without any funder there is nobody to leave out.
                let key = if expect["largest_source"].is_null() && key == "months_without" {
                    "months"
                } else {
                    key
                };
                match (&expect[key], value) {
                    _ if expect.is_null() => {
                        assert_eq!((value, caveat), (None, Some(Caveat::BooksTooShort)), "{case}");
                    }
                    (Value::Number(months), Some(value)) => near(value, months.as_f64().unwrap()),
                    (infinite, value) => {
                        assert_eq!(
                            (infinite, value, caveat),
                            (&json!("inf"), None, Some(Caveat::Surplus)),
                            "{case}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn who_gave_nothing_is_no_funder() {
    assert_eq!(Funding::of([0, 5, 0]), Funding::of([5]));
    let nobody = Funding::of([0]);
    assert_eq!((nobody.funders(), nobody.concentration(), nobody.effective()), (0, None, None));
    assert_eq!((nobody.diversity(), nobody.largest_share(), nobody.normalised()), (None, None, None));
}

#[test]
fn the_largest_amounts_there_are_make_no_more_than_one() {
    let funding = Funding::of([u64::MAX; 5]);
    near(funding.concentration().unwrap(), 0.2);
    near(funding.largest_share().unwrap(), 0.2);
    near(funding.diversity().unwrap(), 5.0_f64.ln());
    near(funding.normalised().unwrap(), 0.0);
}

/// A small programme: 10 000.00 in the bank at the end of May; 300.00 a month comes from a club and 100.00 from a shop,
/// 900.00 goes to staff, all of it free; the town gives and restricts 5 000.00, of which 2 000.00 are spent.
fn programme() -> Value {
    let months = [(2, 2026), (3, 2026), (4, 2026), (5, 2026), (6, 2026), (7, 2026)];
    let of_month = |day: i8| months.map(|(month, year)| date(year, month, day));
    let gives = |funder: &'static str, cents: u64, day: i8| {
        of_month(day).map(|on| json!({ "funder": funder, "kind": "donor", "on": on, "cents": cents }))
    };
    let staff = of_month(25).map(|on| json!({ "category": "staff", "on": on, "cents": 90_000 }));
    let town = json!({ "funder": "town", "kind": "government", "on": "2026-06-03", "cents": 500_000, "purpose": "restricted" });
    let training =
        json!({ "category": "training", "on": "2026-06-20", "cents": 200_000, "purpose": "restricted" });
    let receipts = [&gives("club", 30_000, 1)[..], &gives("shop", 10_000, 28), &[town]].concat();
    let expenses = [&staff[..], &[training]].concat();
    json!({
        "receipts": receipts,
        "expenses": expenses,
        "balances": [{ "on": "2026-05-31", "free_cents": 1_000_000, "restricted_cents": 0 },
                     { "on": "2026-12-31", "free_cents": 7, "restricted_cents": 0 }]
    })
}

fn cash(record: &Record, on: Date) -> Option<i64> {
    let money = Money::of(&Snapshot::new(record, AsOf::new(on)));
    money.books(Currency::default()).and_then(mentorship::impact::Books::cash)
}

#[test]
fn cash_is_the_last_balance_and_what_came_and_went_of_free_money_since() {
    let record = record(programme());
    assert_eq!(cash(&record, date(2026, 1, 31)), None);
    assert_eq!(cash(&record, date(2026, 5, 30)), None);
    assert_eq!(cash(&record, date(2026, 5, 31)), Some(1_000_000));
    assert_eq!(cash(&record, date(2026, 6, 1)), Some(1_030_000));
    assert_eq!(cash(&record, date(2026, 6, 30)), Some(950_000));
    assert_eq!(cash(&record, date(2026, 12, 31)), Some(7));
}

/// Of free money 900.00 goes out a month, 400.00 comes in, 300.00 of it from the club. The town's grant is no help, but in
/// the three months to June the town gives most, and without it the 2 000.00 of training would be paid of free money.
#[test]
fn runways_by_hand() {
    let record = record(programme());
    let runways = |on: Date, window: u8| {
        let figures = figures(&record, AsOf::new(on));
        [Indicator::Runway, Indicator::RunwayGross, Indicator::RunwayWithoutLargest]
            .map(|indicator| told(&figures, indicator, &[About::Months(window)]))
    };
    let check = |on: Date, cash: f64, without_largest: f64| {
        let months = [cash / 500.0, cash / 900.0, cash / without_largest];
        for (runway, expected) in runways(on, 3).into_iter().zip(months) {
            assert_eq!(runway.1, None);
            near(runway.0.unwrap(), expected);
        }
    };
    check(date(2026, 5, 31), 10_000.0, 800.0);
    check(date(2026, 6, 30), 9_500.0, 3500.0 / 3.0);
    // In the middle of June the last whole months are still those to May; the club has given, nobody was paid.
    check(date(2026, 6, 15), 10_300.0, 800.0);
    let too_short = (None, Some(Caveat::BooksTooShort));
    assert_eq!(runways(date(2026, 6, 29), 6), [(); 3].map(|()| too_short.clone()));
    assert!(runways(date(2026, 7, 31), 6).iter().all(|runway| runway.0.is_some()));
    let no_balance = (None, Some(Caveat::NoBalance));
    assert_eq!(runways(date(2026, 5, 30), 3), [(); 3].map(|()| no_balance.clone()));
}

#[test]
fn owed_money_lasts_no_months_and_not_fewer() {
    let mut facts = programme();
    facts["balances"] = json!([{ "on": "2026-05-31", "free_cents": -500, "restricted_cents": 9_000_000 }]);
    let figures = figures(&record(facts), AsOf::new(date(2026, 5, 31)));
    assert_eq!(told(&figures, Indicator::Runway, &[About::Months(3)]), (Some(0.0), None));
}

#[test]
fn each_funder_counts_once_however_often_and_as_whatever_they_give() {
    let record = record(json!({ "receipts": [
        { "funder": "club", "kind": "donor", "on": "2026-01-01", "cents": 100 },
        { "funder": "club", "kind": "earned", "on": "2026-02-01", "cents": 200 },
        { "funder": "town", "kind": "government", "on": "2026-02-01", "cents": 100, "purpose": "restricted" },
        { "funder": "town", "kind": "government", "on": "2026-03-01", "cents": 400, "purpose": "restricted" }
    ]}));
    let on = AsOf::new(date(2026, 2, 28));
    let money = Money::of(&Snapshot::new(&record, on));
    let books = money.books("EUR".parse().unwrap()).unwrap();
    assert_eq!((books.received(), books.spent(), books.cash()), (400, 0, None));
    assert_eq!(books.funding(), Funding::of([100, 300]));
    assert_eq!(books.contributions(FunderKind::Donor, Purpose::Free), [100]);
    assert_eq!(books.contributions(FunderKind::Donor, Purpose::Restricted), [0; 0]);
    assert!(money.books("CHF".parse().unwrap()).is_none());
    let february = Money::of(&Snapshot::new(&record, on.since(date(2026, 2, 1))));
    assert_eq!(february.books(Currency::default()).unwrap().received(), 300);
}

#[test]
fn before_the_first_booking_there_are_no_books() {
    let record = record(programme());
    let told = Money::of(&Snapshot::new(&record, AsOf::new(date(2026, 1, 31))));
    assert_eq!(told, Money::default());
    assert_ne!(Money::of(&Snapshot::new(&record, AsOf::new(date(2026, 2, 1)))), Money::default());
}

/// Two pairings: one that began before the period and is over on its first day, one that began before it, pauses ten
/// days of it and is completed on the last.
fn with_pairings() -> Value {
    json!({
        "enrolments": [
            { "person": "P-1", "role": "mentor" }, { "person": "P-2", "role": "mentee" },
            { "person": "P-3", "role": "mentor" }, { "person": "P-4", "role": "mentee" }
        ],
        "pairings": [
            { "agreement": "A-1", "mentor": "P-1", "mentee": "P-2", "started": "2026-01-01", "planned_days": 90,
              "every_days": 7, "ended": { "on": "2026-04-01", "closure": "completed" } },
            { "agreement": "A-2", "mentor": "P-3", "mentee": "P-4", "started": "2026-03-01", "planned_days": 90,
              "every_days": 7, "pauses": [{ "from": "2026-04-11", "until": "2026-04-21" }],
              "ended": { "on": "2026-06-30", "closure": "completed" } }
        ],
        "meetings": [
            { "agreement": "A-1", "on": "2026-03-31", "minutes": 60, "mode": "online", "logged": "2026-03-31" },
            { "agreement": "A-2", "on": "2026-04-01", "minutes": 90, "mode": "online", "logged": "2026-04-01" }
        ],
        "volunteering": [{ "person": "P-3", "on": "2026-05-01", "minutes": 30 },
                         { "person": "P-1", "on": "2026-07-01", "minutes": 60 }],
        "expenses": [{ "category": "staff", "on": "2026-03-31", "cents": 10_000 },
                     { "category": "staff", "on": "2026-04-01", "cents": 40_000 }],
        "meanings": [{ "hour_cents": 1500 }]
    })
}

#[test]
fn a_pairing_that_began_before_the_period_counts_with_its_days_in_it() {
    let on = AsOf::new(date(2026, 6, 30)).since(date(2026, 4, 1));
    let figures = figures(&record(with_pairings()), on);
    let each = |indicator, hours: &[About]| {
        let mut all = figures.of_indicator(indicator);
        let figure =
            all.find(|figure| figure.about.contains(&About::HoursCounted) != hours.is_empty()).unwrap();
        (figure.value, figure.n, figure.people)
    };
    assert_eq!(each(Indicator::CostPerPairing, &[]), (Some(40_000.0), 1, 1));
    // The other was over on the first day of the period: completed in it, not active in it.
    assert_eq!(each(Indicator::CostPerCompleted, &[]), (Some(20_000.0), 2, 2));
    // 90 days from 1 April, less ten.
    assert_eq!(each(Indicator::CostPerMonth, &[]), (Some(15_000.0), 1, 1));
    // Two hours at 15.00.
    assert_eq!(each(Indicator::CostPerPairing, &[About::HoursCounted]), (Some(43_000.0), 1, 1));
    assert_eq!(each(Indicator::VolunteerHours, &[]), (Some(2.0), 1, 1));
}

#[test]
fn figures_of_the_day_before_the_end_know_no_end() {
    let on = AsOf::new(date(2026, 6, 29)).since(date(2026, 4, 2));
    let figures = figures(&record(with_pairings()), on);
    let completed = figures.get(Indicator::CostPerCompleted, &[]).unwrap();
    assert_eq!((completed.value, completed.n), (None, 0));
}

#[test]
fn a_part_of_a_record_has_no_books() {
    let record = record(with_pairings());
    let whole = Snapshot::new(&record, AsOf::new(date(2026, 12, 31)));
    for part in whole.quarters().values() {
        assert_eq!(Money::of(part), Money::default());
    }
}

#[test]
fn the_money_of_one_does_not_last_for_what_two_spend() {
    let on = AsOf::new(date(2026, 6, 30));
    let [one, mut other] = [programme(), programme()];
    other["balances"] = json!([]);
    let count = |facts| Tallies::of(&Snapshot::new(&record(facts), on));
    let [one, other] = [one, other].map(count);
    let mut both = one.clone();
    both.merge(&other);
    let runway = |tallies: &Tallies| told(&tallies.figures(&on), Indicator::Runway, &[About::Months(3)]);
    assert!(runway(&one).0.is_some());
    assert_eq!(runway(&both), (None, Some(Caveat::NoBalance)));
}

#[test]
fn two_currencies_stay_apart() {
    let on = AsOf::new(date(2026, 6, 30));
    let francs = {
        let mut facts = programme();
        facts["meanings"] = json!([{ "currency": "CHF" }]);
        facts["receipts"].as_array_mut().unwrap().truncate(1);
        facts
    };
    let count = |facts| Tallies::of(&Snapshot::new(&record(facts), on));
    let [euros, francs] = [count(programme()), count(francs)];
    let mut both = francs.clone();
    both.merge(&euros);
    let (all, currency) = (both.figures(&on), |code: &str| About::Currency(code.parse().unwrap()));
    let received = |code| told(&all, Indicator::Received, &[currency(code)]).0;
    assert_eq!((received("CHF"), received("EUR")), (Some(30_000.0), Some(200_000.0 + 500_000.0)));
    for (apart, code) in [(&euros, "EUR"), (&francs, "CHF")] {
        let apart = apart.figures(&on);
        let of = |figures: &Figures| -> Vec<_> {
            let theirs = figures.all().iter().filter(|figure| figure.about.contains(&currency(code)));
            theirs.cloned().collect()
        };
        assert_eq!(of(&apart), of(&all));
    }
}
