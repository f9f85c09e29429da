//! A whole programme, month by month: what always holds, whoever is in it.

use std::collections::BTreeMap;

use mentorship::{
    agreement::{Event, Validity},
    id::{AgreementId, PersonId},
    impact::{AsOf, Figures, Snapshot},
    introduction::{Actor, Party, Place},
    people::Who,
    programme::{Entry, Happened, Programme, money},
    sample::{self, Months, ProgrammeYear},
};

fn figures(programme: &Programme) -> Figures {
    let (record, _) = programme.record(sample::PROGRAMME_END);
    Figures::of(&Snapshot::new(&record, AsOf::new(sample::PROGRAMME_END).resampled(1, 0)))
}

/// What holds of every programme on every day.
fn sanity_check(year: &Months) {
    let programme = year.programme();
    assert_eq!(year.refused(), [""; 0]);
    assert!(programme.entries().is_sorted_by_key(|entry| entry.on), "the log goes back");
    let last = programme.last().unwrap_or(sample::PROGRAMME_START);
    let (record, problems) = programme.record(last);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(record.facts().pairings.len(), programme.pairs().pairings(last).len());
    seats(programme);
    cases(programme);
    books(programme);
    starts(programme);
}

/// No more seats are held than somebody has places; who holds one is in a pair.
fn seats(programme: &Programme) {
    let mut held: BTreeMap<(PersonId, Party), usize> = BTreeMap::new();
    for agreement in programme.pairs().agreements().filter(|agreement| agreement.holds() == Some(Place::Seat))
    {
        for party in Party::BOTH {
            *held.entry((agreement.people().of(party).clone(), party)).or_default() += 1;
        }
    }
    for participant in programme.recruitment().here() {
        let key = (participant.person.clone(), participant.role());
        let held = held.get(&key).copied().unwrap_or(0);
        assert!(held <= usize::from(participant.places), "{participant:?} holds {held}");
    }
    let both =
        |person: &PersonId| Party::BOTH.map(|role| held.get(&(person.clone(), role)).copied().unwrap_or(0));
    for (person, _) in held.keys() {
        let places = programme.recruitment().here().filter(|one| one.person == *person);
        let places: usize = places.map(|one| usize::from(one.places)).sum();
        let held: usize = both(person).iter().sum();
        assert!(held <= places, "{person} holds {held} of {places}");
        let free = programme.pairs().ledger().free(Place::Seat, person);
        assert!(usize::from(free) <= places - held);
    }
}

/// Every pair has at most one supervisor, and nobody more pairs than they take.
fn cases(programme: &Programme) {
    let mut of: BTreeMap<AgreementId, PersonId> = BTreeMap::new();
    for supervisor in programme.support().supervisors() {
        let pairs: Vec<_> = programme.support().caseload(supervisor).cloned().collect();
        assert!(pairs.len() <= 15, "{supervisor} has {} pairs", pairs.len());
        for pair in pairs {
            assert_eq!(programme.support().supervisor_of(&pair), Some(supervisor));
            assert_eq!(of.insert(pair, supervisor.clone()), None);
        }
    }
}

/// The books add up to the bank, and every budget to its total.
fn books(programme: &Programme) {
    let treasury = programme.treasury();
    let mut booked = 0_i128;
    for entry in programme.entries() {
        let Happened::Money(event) = &entry.what else { continue };
        booked += match event {
            money::Event::Opened { free, earmarked, .. } => i128::from(*free) + i128::from(*earmarked),
            money::Event::Received { grant, cents, .. } => {
                let grant = treasury.grants().find(|one| one.id == *grant).unwrap();
                if grant.kind == money::SourceKind::InKind { 0 } else { i128::from(*cents) }
            }
            money::Event::Spent(payment) => -i128::from(payment.cents),
            _ => 0,
        };
    }
    assert_eq!(booked, treasury.balance().bank());
    for balance in treasury.balances() {
        let counted = i128::from(balance.free_cents) + i128::from(balance.restricted_cents);
        assert_eq!(counted, treasury.balance_on(balance.on).bank());
    }
    if let Some(budget) = treasury.budget_on(programme.last().unwrap()) {
        assert_eq!(budget.lines.values().sum::<u64>(), budget.total);
    }
}

/// Who begins has all that the rules ask for on that day.
fn starts(programme: &Programme) {
    for entry in programme.entries() {
        let Happened::Agreement(of, inner) = &entry.what else { continue };
        let Event::AgreementStarted { .. } = inner.event else { continue };
        let agreement = programme.pairs().agreement(of).unwrap();
        let required = &programme.charters().rules().agreements.required;
        for party in Party::BOTH {
            for kind in required.of(party) {
                let person = agreement.people().of(party);
                let validity = programme.preparation().validity(person, party, kind, entry.on);
                assert!(
                    matches!(validity, Validity::Valid(_) | Validity::Waived(_)),
                    "{person} began {of} without {kind:?}: {validity:?}"
                );
            }
        }
    }
}

/// Everybody who was introduced was ready on the day of the round.
fn introduced_when_ready(programme: &Programme, entries: &[Entry]) {
    for entry in entries {
        let Happened::Introduction(_, inner) = &entry.what else { continue };
        let mentorship::introduction::Event::Proposed { proposal, .. } = &inner.event else { continue };
        for (person, role) in
            [(proposal.mentor_person(), Party::Mentor), (proposal.mentee_person(), Party::Mentee)]
        {
            let readiness = programme.preparation().readiness(person, role, entry.on);
            let is_ready = readiness.is_ready();
            let paired = programme.pairs().agreements().any(|one| one.people().either(|one| one == person));
            assert!(is_ready || paired, "{person} was introduced: {readiness}");
        }
    }
}

#[test]
fn every_month_of_every_programme_is_sound() {
    for (mentees, seeds) in [(0, 0..1), (1, 0..6), (5, 0..6), (40, 0..2)] {
        for seed in seeds {
            let mut year = ProgrammeYear::of(mentees).seed(seed).begin();
            let mut written = 0;
            while let Some(month) = year.next_month() {
                let entries = &year.programme().entries()[month.entries.clone()];
                assert_eq!(month.entries.start, written);
                written = month.entries.end;
                assert!(entries.iter().all(|entry| (month.first..=month.last).contains(&entry.on)));
                introduced_when_ready(year.programme(), entries);
                sanity_check(&year);
            }
            assert_eq!(written, year.programme().entries().len());
            assert_eq!(year.plans().len(), 3, "{mentees} mentees, seed {seed}");
        }
    }
}

#[test]
fn everybody_ends_up_somewhere() {
    let (programme, cabinet) = sample::programme(40, 3);
    let mentees = programme.recruitment().participants().filter(|one| matches!(one.who, Who::Mentee(_)));
    assert_eq!(mentees.count(), 40);
    let agreements = programme.pairs().agreements().len();
    assert!(agreements >= 20, "{agreements}");
    let ended = programme.pairs().agreements().filter(|agreement| agreement.closing().is_some()).count();
    assert!(ended * 10 >= agreements * 9, "{ended} of {agreements}");
    assert!(programme.entries().iter().any(|entry| matches!(entry.by, Actor::Clock)));
    assert!(!cabinet.directory.is_empty());
    assert_eq!(programme.erased().len(), 1, "somebody asked to be forgotten");
}

#[test]
fn the_stored_log_tells_the_same_figures() {
    for seed in 0..2 {
        let (programme, _) = sample::programme(20, seed);
        let lines: Vec<String> = programme.entries().iter().map(Entry::to_json).collect();
        let again = Programme::open_json(lines.iter().map(String::as_str)).unwrap();
        assert_eq!(again, programme);
        assert_eq!(figures(&again), figures(&programme));
        #[cfg(feature = "report")]
        assert!(pages(&again, None) == pages(&programme, None), "one log has one report");
    }
}

#[test]
fn a_seed_gives_the_same_log_and_another_seed_another() {
    let lines = |seed| {
        let (programme, cabinet) = sample::programme(12, seed);
        let lines: Vec<String> = programme.entries().iter().map(Entry::to_json).collect();
        (lines, serde_json::to_string(&cabinet).unwrap())
    };
    assert_eq!(lines(1), lines(1));
    assert_ne!(lines(1).0, lines(2).0);
    let (dirty, _) = ProgrammeYear::of(12).seed(1).dirty().begin().finish();
    assert!(dirty.record(sample::PROGRAMME_END).1.is_empty(), "bad rows become nobody");
}

/// The quotes that may be published, by where their words lie.
#[cfg(feature = "report")]
pub(super) fn quotes(
    programme: &Programme,
) -> mentorship::disclosure::Published<mentorship::disclosure::PublicQuotes> {
    use mentorship::disclosure::{Internal, Policy, Quotes};
    let (record, _) = programme.record(sample::PROGRAMME_END);
    Internal::new(Quotes::of(&record)).release(&Policy::public(sample::PROGRAMME_END))
}

/// The words of quotes that the cabinet still has.
#[cfg(feature = "report")]
pub(super) fn notes(
    quotes: &mentorship::disclosure::Published<mentorship::disclosure::PublicQuotes>,
    cabinet: &mentorship::programme::Cabinet,
) -> mentorship::report::Notes {
    use mentorship::agreement::Content;
    let read = |id: &mentorship::id::NoteId| match cabinet.notes.read(id, &super::kit::carla()) {
        Some(Content::Text(words)) => Some((id.clone(), words.clone())),
        _ => None,
    };
    quotes.content().words().iter().filter_map(read).collect()
}

/// The pages of all readers in both languages, with the quotes whose words a cabinet has.
#[cfg(feature = "report")]
pub(super) fn pages(programme: &Programme, cabinet: Option<&mentorship::programme::Cabinet>) -> String {
    use mentorship::{disclosure::Policy, programme::PublishedYear, report::Language};

    let (record, _) = programme.record(sample::PROGRAMME_END);
    let on = AsOf::new(sample::PROGRAMME_END).resampled(1, 0);
    let year = PublishedYear::of(&Snapshot::new(&record, on), &Policy::public(sample::PROGRAMME_END));
    let words = cabinet.map(|cabinet| notes(year.quotes(), cabinet)).unwrap_or_default();
    let mut pages = String::new();
    for language in Language::ALL {
        let report = year.report("Samen Verder", (sample::PROGRAMME_START, sample::PROGRAMME_END), language);
        let report = if cabinet.is_some() { report.quotes(year.quotes(), &words) } else { report };
        for read in [report.community(language), report.sponsor(language), report.coordinator(language)] {
            pages += &read.unwrap().html();
        }
    }
    pages
}
