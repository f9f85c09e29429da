//! Somebody does something: what they mean becomes entries by the rules of the room that knows it.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Cabinet, Entry, Happened, NotAppended, Programme, Round, cabinet::ErasedOf};
use crate::{
    agreement::{self, Agreement, Certificate, LegalHold, Minor, NotClicked},
    id::{AgreementId, CommandId, IntroductionId, NoteId, PersonId},
    introduction::{self, Actor, Introduction, Order, Parties, Party, Phase, Proposal, Requirements},
    matching::{Plan, Reviewed},
    people::Who,
};

/// Somebody who does something in a programme, on a day.
///
/// ```
/// # use mentorship::{introduction::Actor, jiff::civil::date, programme::{Programme, charter}};
/// # let mut programme = Programme::default();
/// let carla = Actor::Coordinator("Carla".parse()?);
/// let refused = programme.by(&carla, date(2026, 1, 5)).note(charter::Event::NeedsAsked(
///     charter::NeedsSurvey { asked: 10, answered: 12, needs: [].into(), neighbourhoods: [].into() },
/// ));
/// assert!(refused.is_err(), "more answers than people who were asked");
/// assert_eq!(programme.version(), 0);
/// # Ok::<(), mentorship::id::InvalidId>(())
/// ```
#[derive(Debug)]
#[must_use = "nothing is done before something is said"]
pub struct Acting<'p> {
    programme: &'p mut Programme,
    by: Actor,
    on: Date,
    read: u64,
    command: Option<CommandId>,
    conflicted: BTreeSet<PersonId>,
    requirements: Requirements,
    legal_hold: LegalHold,
}

/// Why something was not done. Nothing has changed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NotDone {
    /// It cannot stand in the log.
    #[error(transparent)]
    NotAppended(#[from] NotAppended),
    /// A rule of introductions refuses it.
    #[error(transparent)]
    Introduction(#[from] introduction::Refusal),
    /// A rule of agreements refuses it.
    #[error(transparent)]
    Agreement(#[from] agreement::Refusal),
    /// An agreement follows from an introduction that clicked.
    #[error(transparent)]
    NotClicked(#[from] NotClicked),
    /// The law asks to keep what would be erased.
    #[error("`{0}` cannot be erased: the law asks to keep what is known")]
    LegalHold(PersonId),
    /// There is no such introduction.
    #[error("there is no introduction `{0}`")]
    NoIntroduction(IntroductionId),
    /// There is no such agreement.
    #[error("there is no agreement `{0}`")]
    NoAgreement(AgreementId),
}

impl Programme {
    /// Somebody does something on a day, having read everything up to now.
    pub fn by(&mut self, who: &Actor, on: Date) -> Acting<'_> {
        let read = self.version();
        Acting {
            programme: self,
            by: who.clone(),
            on,
            read,
            command: None,
            conflicted: BTreeSet::new(),
            requirements: Requirements::Hold,
            legal_hold: LegalHold::No,
        }
    }

    /// A name of a kind: a number, written so that names sort as they came.
    fn named<T: std::str::FromStr>(kind: &str, number: usize) -> T {
        let name = format!("{kind}-{number:06}");
        name.parse().ok().expect("letters, digits and a hyphen are an identifier")
    }

    /// A name of a kind that is not taken: the next number after so many, or a later one.
    fn next<T: std::str::FromStr>(kind: &str, after: usize, taken: impl Fn(&T) -> bool) -> T {
        let mut names = (after..).map(|number| Self::named(kind, number.saturating_add(1)));
        names.find(|name| !taken(name)).expect("there are more numbers than names")
    }
}

impl Acting<'_> {
    /// Having read the log only up to that entry. Who is not sure whether something was written down says it again with the same
    /// entry: if it was, it is refused as written about since.
    pub fn having_read(mut self, version: u64) -> Self {
        self.read = version;
        self
    }

    /// With an identifier, so that giving a command to an introduction or an agreement twice does it once
    /// ([`introduce`](Self::introduce), [`agree`](Self::agree)). Elsewhere it says nothing: what is noted, proposed, opened or
    /// erased twice is refused by its room.
    pub fn once(mut self, command: CommandId) -> Self {
        self.command = Some(command);
        self
    }

    /// When these people have an interest of their own in the pair.
    pub fn conflicted(mut self, people: impl IntoIterator<Item = PersonId>) -> Self {
        self.conflicted.extend(people);
        self
    }

    /// When the requirements of matching hold, or no longer hold, for the two.
    pub fn requirements(mut self, requirements: Requirements) -> Self {
        self.requirements = requirements;
        self
    }

    /// When the law asks to keep what would be archived.
    pub fn legal_hold(mut self, hold: LegalHold) -> Self {
        self.legal_hold = hold;
        self
    }

    /// Writes something down.
    ///
    /// # Errors
    ///
    /// When it cannot stand, or somebody wrote about the same since it was read.
    pub fn note(self, what: impl Into<Happened>) -> Result<u64, NotAppended> {
        let entry = Entry::new(self.on, self.by, what);
        self.programme.append(self.read, [entry])
    }

    fn command(&self) -> CommandId {
        self.command.clone().unwrap_or_else(|| {
            let version = usize::try_from(self.programme.version()).unwrap_or(usize::MAX);
            Programme::named("c", version)
        })
    }

    /// Opens an introduction for each pairing that a closed review approved, and writes the round down.
    ///
    /// # Errors
    ///
    /// When somebody has left since, or a name is taken.
    pub fn propose(self, plan: &Plan, reviewed: &Reviewed) -> Result<Vec<IntroductionId>, NotDone> {
        let Self { programme, by, on, read, .. } = self;
        let mut ids = Vec::new();
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        let round = Round {
            plan: reviewed.plan(),
            proposed: count(plan.pairings().len()),
            approved: count(reviewed.approved().len()),
            rejected: reviewed.past().collect(),
        };
        let mut entries = vec![Entry::new(on, by, round)];
        let known = programme.pairs().introductions().len();
        for (at, proposal) in Proposal::of(reviewed).into_iter().enumerate() {
            let pairs = programme.pairs();
            let id: IntroductionId =
                Programme::next("I", known + at, |id| pairs.introduction(id).is_some() || ids.contains(id));
            let command = Programme::named("p", known + at + 1);
            let (_, entry) = Introduction::open(id.clone(), proposal, command, on);
            entries.push(introduced(&id, entry));
            ids.push(id);
        }
        programme.append(read, entries)?;
        Ok(ids)
    }

    /// Does something in an introduction.
    ///
    /// # Errors
    ///
    /// When its rules refuse it, or somebody wrote about the same since it was read.
    pub fn introduce(self, id: &IntroductionId, command: introduction::Command) -> Result<Phase, NotDone> {
        let missing = || NotDone::NoIntroduction(id.clone());
        let introduction = self.programme.pairs().introduction(id).ok_or_else(missing)?;
        let order = Order {
            id: self.command(),
            expected: introduction.version(),
            by: self.by.clone(),
            on: self.on,
            command,
        };
        let circumstances = introduction::Circumstances {
            policy: &self.programme.charters().rules().introductions,
            ledger: self.programme.pairs().ledger(),
            requirements: self.requirements,
            conflicted: &self.conflicted,
        };
        let entries = introduction.decide(&order, &circumstances)?;
        let entries = entries.into_iter().map(|entry| introduced(id, entry));
        self.programme.append(self.read, entries)?;
        self.programme.pairs().introduction(id).map(Introduction::phase).ok_or_else(missing)
    }

    /// Opens the agreement of two people for whom it clicked. `minors` says who of the two is a minor.
    ///
    /// # Errors
    ///
    /// When it has not clicked, or has led to an agreement already.
    pub fn open_agreement(
        self,
        introduction: &IntroductionId,
        minors: Parties<Option<Minor>>,
    ) -> Result<AgreementId, NotDone> {
        let missing = || NotDone::NoIntroduction(introduction.clone());
        let clicked = self.programme.pairs().introduction(introduction).ok_or_else(missing)?;
        let pairs = self.programme.pairs();
        let id: AgreementId =
            Programme::next("A", pairs.agreements().len(), |id| pairs.agreement(id).is_some());
        let (_, entry) = Agreement::open(id.clone(), clicked, minors, self.command(), self.on)?;
        self.programme.append(self.read, [agreed(&id, entry)])?;
        Ok(id)
    }

    /// Does something in an agreement.
    ///
    /// # Errors
    ///
    /// When its rules refuse it, or somebody wrote about the same since it was read.
    pub fn agree(self, id: &AgreementId, command: agreement::Command) -> Result<agreement::Phase, NotDone> {
        let missing = || NotDone::NoAgreement(id.clone());
        let agreement = self.programme.pairs().agreement(id).ok_or_else(missing)?;
        let order = Order {
            id: self.command(),
            expected: agreement.version(),
            by: self.by.clone(),
            on: self.on,
            command,
        };
        let circumstances = self.programme.circumstances(agreement, &self.conflicted, self.legal_hold);
        let entries = agreement.decide(&order, &circumstances)?;
        let entries = entries.into_iter().map(|entry| agreed(id, entry));
        self.programme.append(self.read, entries)?;
        self.programme.pairs().agreement(id).map(Agreement::phase).ok_or_else(missing)
    }

    /// Puts on an agreement's record what preparation knows of the two: screening, the code of conduct, non-disclosure, trainings,
    /// as far as the rules ask for them and the record says something else. What was met and has been taken back since, as when
    /// a screening is no longer passed, is put there as under way. Returns how many.
    ///
    /// # Errors
    ///
    /// When the agreement's rules refuse it.
    pub fn record_preparation(self, id: &AgreementId) -> Result<usize, NotDone> {
        let Self { programme, on, read, .. } = self;
        let missing = || NotDone::NoAgreement(id.clone());
        let mut recorded = 0;
        for party in Party::BOTH {
            let required = programme.charters().rules().agreements.required.of(party).clone();
            for kind in required {
                let agreement = programme.pairs().agreement(id).ok_or_else(missing)?;
                let person = agreement.people().of(party);
                let current = programme.charters().code_version();
                let (there, here) = (
                    agreement.prerequisites().on(party, &kind, on, current),
                    programme.preparation().validity(person, party, &kind, on),
                );
                // What was taken back since is no longer met there either, and keeps the two from starting or resuming.
                let taken_back = (there.holds() && !here.holds()).then_some(Certificate::Pending);
                let record = programme.preparation().certificate(person, party, &kind, on).or(taken_back);
                let Some(record) = record.filter(|_| there != here) else { continue };
                let read = if recorded == 0 { read } else { programme.version() };
                let acting = programme.by(&Actor::SystemOfRecord, on).having_read(read);
                acting.agree(id, agreement::Command::RecordPrerequisite { party, kind, record })?;
                recorded += 1;
            }
        }
        Ok(recorded)
    }

    /// Erases somebody's name, profiles and words from the cabinet, and writes down that they are gone: what they wrote, what names
    /// them as a reader, reviewers' words about them, and the notes that their agreements, concerns, goals and quotes speak of.
    /// Every figure stays what it was. From then on they are not here: nobody is introduced to them, and no list names them.
    ///
    /// # Errors
    ///
    /// While a pair of theirs is not closed, or they support one: end or hand it over first. While the law asks to keep it.
    pub fn erase(self, person: &PersonId, cabinet: &mut Cabinet) -> Result<ErasedOf, NotDone> {
        if self.legal_hold == LegalHold::Held {
            return Err(NotDone::LegalHold(person.clone()));
        }
        let Self { programme, by, on, read, .. } = self;
        let entry = Entry::new(on, by, Happened::Erased(person.clone()));
        let (notes, known_as) = (programme.notes_about(person), programme.known_as(person));
        programme.append(read, [entry])?;
        let mut erased = cabinet.erase(person);
        erased.notes += cabinet.notes.erase(&notes);
        for who in &known_as {
            erased.words += cabinet.erase_words_about(who);
        }
        Ok(erased)
    }
}

impl Programme {
    /// The notes that entries about somebody speak of.
    fn notes_about(&self, person: &PersonId) -> BTreeSet<NoteId> {
        let theirs = self.pairs().agreements().filter(|pair| pair.people().either(|one| one == person));
        let mut notes = BTreeSet::new();
        for pair in theirs {
            notes.extend(pair.notes().iter().cloned());
            notes.extend(self.support().concerns_about(pair.id()).iter().map(|concern| concern.note.clone()));
            if pair.people().mentee == *person {
                notes.extend(self.told().goals_of(pair.id()).map(|goal| goal.words.clone()));
            }
        }
        notes.extend(self.told().quotes_of(person).map(|quote| quote.words.clone()));
        notes
    }

    /// As whom matching has known somebody.
    fn known_as(&self, person: &PersonId) -> Vec<Who> {
        let roles = Party::BOTH.into_iter().filter_map(|role| self.recruitment().who(person, role));
        roles.cloned().collect()
    }

    /// What decisions about an agreement look at.
    pub(super) fn circumstances<'a>(
        &'a self,
        agreement: &Agreement,
        conflicted: &'a BTreeSet<PersonId>,
        legal_hold: LegalHold,
    ) -> agreement::Circumstances<'a> {
        let rules = self.charters().rules();
        let programme = match (rules.from, rules.until) {
            (None, None) => None,
            (from, until) => Some(from.unwrap_or(Date::MIN)..=until.unwrap_or(Date::MAX)),
        };
        agreement::Circumstances {
            policy: &rules.agreements,
            ledger: self.pairs().ledger(),
            programme,
            code_of_conduct: self.charters().code_version(),
            conflicted,
            successor: self.pairs().successor(agreement),
            legal_hold,
        }
    }
}

fn introduced(id: &IntroductionId, entry: introduction::Entry) -> Entry {
    Entry { on: entry.on, by: entry.by.clone(), what: Happened::Introduction(id.clone(), Box::new(entry)) }
}

fn agreed(id: &AgreementId, entry: agreement::Entry) -> Entry {
    Entry { on: entry.on, by: entry.by.clone(), what: Happened::Agreement(id.clone(), Box::new(entry)) }
}
