//! Whatever becomes of everybody else's facts, the page stays as it is.

use std::collections::BTreeSet;

use proptest::prelude::*;

use mentorship::{
    disclosure::{Internal, Policy},
    feedback::{Facts, Rater, Record},
    id::{AgreementId, PersonId},
    impact::{AsOf, Figures, Snapshot},
    jiff,
    report::{KnownScale, Language, ParticipantReport},
    sample,
};

/// What becomes of the facts of everybody but one person: some are gone, the others say something else.
fn others_changed(mut facts: Facts, person: &PersonId, keep: impl Fn(usize) -> bool) -> Facts {
    let is_theirs = |who: &PersonId| who == person;
    let theirs: BTreeSet<AgreementId> = facts
        .pairings
        .iter()
        .filter(|row| is_theirs(&row.mentor) || is_theirs(&row.mentee))
        .map(|row| row.agreement.clone())
        .collect();
    let goals_of: BTreeSet<AgreementId> =
        facts.pairings.iter().filter(|row| is_theirs(&row.mentee)).map(|row| row.agreement.clone()).collect();
    let mut at = 0;
    let mut stays = |own: bool| {
        at += 1;
        own || keep(at)
    };
    facts.pairings.retain(|row| stays(theirs.contains(&row.agreement)));
    facts.meetings.retain(|row| stays(theirs.contains(&row.agreement)));
    facts.check_ins.retain(|row| stays(theirs.contains(&row.agreement)));
    facts.goals.retain(|row| stays(goals_of.contains(&row.agreement)));
    facts.responses.retain(|row| stays(is_theirs(&row.person)));
    facts.milestones.retain(|row| stays(is_theirs(&row.person)));
    // Their partner cannot be gone, as a pairing has two sides; all that is known of them can be.
    for row in facts.enrolments.iter_mut().filter(|row| !is_theirs(&row.person)) {
        (row.invited, row.enrolled, row.ready, row.left) = (None, None, None, None);
        row.groups.clear();
    }
    for row in facts.responses.iter_mut().filter(|row| !is_theirs(&row.person)) {
        for answers in row.answers.iter_mut().flat_map(|answers| answers.items.values_mut()) {
            *answers = 1;
        }
    }
    for row in facts.goals.iter_mut().filter(|row| !goals_of.contains(&row.agreement)) {
        if let Some(rated) = &mut row.rated {
            (rated.step, rated.by) = (-2, Rater::Programme);
        }
    }
    for row in &mut facts.check_ins {
        row.fit = None;
    }
    (facts.passages, facts.codings, facts.remarks) = (vec![], vec![], vec![]);
    (facts.neighbours, facts.ties, facts.volunteering) = (vec![], vec![], vec![]);
    (facts.receipts, facts.expenses, facts.balances) = (vec![], vec![], vec![]);
    facts
}

fn page(record: &Record, person: &PersonId, as_of: AsOf) -> String {
    let figures = Internal::new(Figures::of(&Snapshot::new(&Record::default(), as_of)))
        .release(&Policy::public(as_of.date));
    let mut page = ParticipantReport::of(record, person, as_of).unwrap().beside(&figures).unwrap();
    for (instrument, deviation) in
        [("confidence", 0.7), ("loneliness", 0.6), ("skills-then", 0.9), ("bond", 0.5)]
    {
        let (instrument, name) = (instrument.parse().unwrap(), instrument.to_owned());
        page = page.scale(KnownScale { instrument, version: 1, name, deviation, reliability: 0.8 }).unwrap();
    }
    Language::ALL.map(|language| page.clone().report(language).text()).join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_becomes_of_others_does_not_change_the_page(
        seed in 0_u64..1000,
        who in any::<prop::sample::Index>(),
        kept in any::<u64>(),
        days in 0_i64..730,
    ) {
        let facts = sample::year(16, seed);
        let person = facts.enrolments[who.index(facts.enrolments.len())].person.clone();
        let as_of = AsOf::new(sample::YEAR_START.checked_add(jiff::Span::new().days(days)).unwrap());
        let others = others_changed(facts.clone(), &person, |at| kept >> (at % 64) & 1 == 1);
        let (before, _) = Record::sift(facts);
        let (after, _) = Record::sift(others);
        prop_assert_eq!(page(&before, &person, as_of), page(&after, &person, as_of));
    }
}

#[test]
fn nobody_is_named_on_the_page_of_somebody_else() {
    let (record, _) = Record::sift(sample::year(20, 5));
    let everybody: BTreeSet<_> = record.facts().enrolments.iter().map(|row| &row.person).collect();
    for person in &everybody {
        let said = page(&record, person, AsOf::new(sample::YEAR_END));
        let words: BTreeSet<_> = said.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
        let named = everybody.iter().find(|other| words.contains(other.as_str()));
        assert_eq!(named, None, "{said}");
    }
}
