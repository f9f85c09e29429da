//! Entries that no programme takes.

use jiff::ToSpan;

use super::world::{carla, id};
use crate::{
    feedback::Category,
    introduction::Party,
    people::Who,
    programme::{
        Entry, Happened, Programme, charter, money, preparation,
        preparation::{Module, Topic},
        recruitment, support,
    },
};

/// Entries of which each breaks one rule, on the last day of a programme, with a word of what the refusal speaks of: for tests of
/// what becomes of bad input.
pub fn faulty(programme: &Programme) -> Vec<(Entry, &'static str)> {
    let on = programme.last().unwrap_or(super::PROGRAMME_END);
    let entry = |what: Happened| Entry { on, by: carla(), what };
    let payment = |cents, currency: &str| money::Payment {
        category: Category::Staff,
        on,
        cents,
        currency: currency.parse().unwrap_or_default(),
        from: None,
        campaign: None,
    };
    let mut faulty = vec![
        (
            Entry {
                on: on.saturating_sub(400.days()),
                by: carla(),
                what: recruitment::Event::Invited { person: id("P-X1"), role: Party::Mentee }.into(),
            },
            "written forward",
        ),
        (entry(money::Event::Spent(payment(100, "USD")).into()), "USD"),
        (entry(money::Event::Spent(payment(0, "EUR")).into()), "EUR 0.00"),
        (
            entry(
                money::Event::Budgeted(money::Budget {
                    from: on,
                    until: on.saturating_add(300.days()),
                    lines: [(Category::Staff, 100)].into(),
                    total: 90,
                })
                .into(),
            ),
            "add up",
        ),
        (
            entry(
                preparation::Event::ModuleOffered(Module {
                    id: id("nothing"),
                    topic: Topic::Goals,
                    role: Party::Mentee,
                    sessions: 1,
                    valid_months: None,
                })
                .into(),
            ),
            "not for a mentee",
        ),
        (entry(recruitment::Event::Left { who: Who::Mentee(id("T-nobody")) }.into()), "T-nobody"),
        (
            entry(support::Event::CaseTaken { agreement: id("A-nobody"), supervisor: id("P-nobody") }.into()),
            "nobody",
        ),
        (
            entry(
                charter::Event::NeedsAsked(charter::NeedsSurvey {
                    asked: 10,
                    answered: 12,
                    needs: [].into(),
                    neighbourhoods: [].into(),
                })
                .into(),
            ),
            "answered",
        ),
    ];
    if let Some(session) = programme.preparation().sessions().next() {
        let stranger = preparation::Event::Attended { session: session.id.clone(), person: id("P-nobody") };
        faulty.push((entry(stranger.into()), "P-nobody"));
    }
    if let Some(agreement) = programme.pairs().agreements().find(|agreement| agreement.holds().is_some()) {
        let person = agreement.people().mentor.clone();
        faulty.push((entry(Happened::Erased(person)), "erased"));
    }
    faulty
}
