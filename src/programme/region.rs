//! Several programmes seen together: exact totals, and nobody found in the difference between them.
//!
//! [`Programme`]s come in, as of one day; [`Figures`] of all of them go out. What is counted is merged, so the figures of the
//! region are those of one programme that had all their people. Publishing looks at the region and its programmes together: a
//! programme of a few people is not told where the others would give it away, and a region that differs from an earlier release
//! by a few people is refused.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt::Display,
    str::FromStr,
};

use serde::{Deserialize, Serialize};

use super::Programme;
use crate::{
    disclosure::{Internal, Ledger, Policy, Population, PublicFigures, Published, ReleaseRefused},
    feedback::{Currency, Facts, Instrument, Problem, Record},
    id::{AgreementId, Digest, InstrumentId, PersonId, ProgrammeId},
    impact::{About, AsOf, Estimate, Figures, Indicator, Snapshot, Tallies},
    people::Label,
};

/// The dimension under which a region's figures speak of one programme.
const PROGRAMME: &str = "programme";

/// Whether one identifier means one person in all programmes of a region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identifiers {
    /// Each programme has its own: `P-1` of one is somebody else than `P-1` of another, and who takes part in two counts twice.
    #[default]
    Own,
    /// They share one register: who takes part in two programmes counts once where people are counted.
    Shared,
}

/// Several programmes as of a day.
///
/// ```
/// use mentorship::{impact::{AsOf, Indicator}, jiff::civil::date, programme::{Identifiers, Programme, Region}};
///
/// let mut region = Region::new(AsOf::new(date(2026, 12, 31)), Identifiers::Own);
/// region.add("north".parse()?, &Programme::default())?;
/// region.add("south".parse()?, &Programme::default())?;
/// assert_eq!(region.programmes().count(), 2);
/// assert!(region.figures().get(Indicator::Served, &[]).is_some());
/// assert!(region.add("north".parse()?, &Programme::default()).is_err(), "it would count twice");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    on: AsOf,
    identifiers: Identifiers,
    parts: BTreeMap<ProgrammeId, Part>,
    /// Every instrument that a programme asks, with the first programme that did.
    instruments: BTreeMap<(InstrumentId, u16), (ProgrammeId, Instrument)>,
    currency: Option<(ProgrammeId, Currency)>,
}

/// What one programme brings.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    tallies: Tallies,
    people: BTreeSet<PersonId>,
    set_aside: Vec<Problem>,
}

/// A programme on its way into a region.
struct Counted {
    id: ProgrammeId,
    part: Part,
    instruments: Vec<Instrument>,
    currency: Option<Currency>,
}

/// Why a programme cannot be counted with others.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotMerged {
    /// It would count twice.
    #[error("programme `{0}` is in the region already")]
    Twice(ProgrammeId),
    /// Amounts of two currencies are not added up.
    #[error(
        "programme `{programme}` counts in {its}, programme `{other}` in {theirs}; amounts of two currencies are not added up"
    )]
    OtherCurrency {
        /// The programme.
        programme: ProgrammeId,
        /// Its currency.
        its: Currency,
        /// A programme that is in the region.
        other: ProgrammeId,
        /// Its currency.
        theirs: Currency,
    },
    /// Answers to different questions are not counted together.
    #[error(
        "programmes `{other}` and `{programme}` ask different questions as `{instrument}`, version {version}; give one of them another \
         version"
    )]
    OtherInstrument {
        /// The programme.
        programme: ProgrammeId,
        /// A programme that is in the region.
        other: ProgrammeId,
        /// The instrument.
        instrument: InstrumentId,
        /// Its version.
        version: u16,
    },
}

impl Region {
    /// A region without programmes, as of a day.
    pub fn new(on: AsOf, identifiers: Identifiers) -> Self {
        Self { on, identifiers, parts: BTreeMap::new(), instruments: BTreeMap::new(), currency: None }
    }

    /// Programmes together, counted on all cores where the feature `parallel` is on.
    ///
    /// # Errors
    ///
    /// As [`add`](Self::add).
    pub fn of<'a>(
        on: AsOf,
        identifiers: Identifiers,
        programmes: impl IntoIterator<Item = (ProgrammeId, &'a Programme)>,
    ) -> Result<Self, NotMerged> {
        let programmes: Vec<_> = programmes.into_iter().collect();
        let mut region = Self::new(on, identifiers);
        for counted in each(programmes, |(id, programme)| region.count(id, programme)) {
            region.take(counted)?;
        }
        Ok(region)
    }

    /// Adds a programme.
    ///
    /// # Errors
    ///
    /// When it is there already, counts in another currency, or asks different questions under the same name. Nothing changes
    /// then.
    pub fn add(&mut self, id: ProgrammeId, programme: &Programme) -> Result<(), NotMerged> {
        let counted = self.count(id, programme);
        self.take(counted)
    }

    fn count(&self, id: ProgrammeId, programme: &Programme) -> Counted {
        let mut facts = programme.facts(self.on.date);
        if self.identifiers == Identifiers::Own {
            Qualified::new(&id).facts(&mut facts);
        }
        let has_books =
            !(facts.receipts.is_empty() && facts.expenses.is_empty() && facts.balances.is_empty());
        let currency = has_books.then(|| programme.charters().meanings().currency);
        let (record, set_aside) = Record::sift(facts);
        let people = record.facts().enrolments.iter().map(|row| row.person.clone()).collect();
        let tallies = Tallies::of(&Snapshot::new(&record, self.on));
        let instruments = programme.told().instruments().cloned().collect();
        Counted { id, part: Part { tallies, people, set_aside }, instruments, currency }
    }

    fn take(&mut self, counted: Counted) -> Result<(), NotMerged> {
        let Counted { id, part, instruments, currency } = counted;
        // Names that read the same would be told as one group.
        let reads = |id: &ProgrammeId| Label::new(id.as_str());
        if self.parts.keys().any(|known| *known == id || (reads(known).is_ok() && reads(known) == reads(&id)))
        {
            return Err(NotMerged::Twice(id));
        }
        if let (Some((other, theirs)), Some(its)) = (&self.currency, currency)
            && *theirs != its
        {
            return Err(NotMerged::OtherCurrency {
                programme: id,
                its,
                other: other.clone(),
                theirs: *theirs,
            });
        }
        for asked in &instruments {
            let key = (asked.id().clone(), asked.version());
            if let Some((other, known)) = self.instruments.get(&key)
                && known != asked
            {
                let (instrument, version) = key;
                return Err(NotMerged::OtherInstrument {
                    programme: id,
                    other: other.clone(),
                    instrument,
                    version,
                });
            }
        }
        self.currency = self.currency.take().or(currency.map(|currency| (id.clone(), currency)));
        for asked in instruments {
            let key = (asked.id().clone(), asked.version());
            self.instruments.entry(key).or_insert_with(|| (id.clone(), asked));
        }
        self.parts.insert(id, part);
        Ok(())
    }

    /// The programmes, with how many people each has.
    pub fn programmes(&self) -> impl Iterator<Item = (&ProgrammeId, usize)> {
        self.parts.iter().map(|(id, part)| (id, part.people.len()))
    }

    /// What was told in a programme that does not fit the rest of it, and does not count.
    pub fn set_aside(&self) -> impl Iterator<Item = (&ProgrammeId, &Problem)> {
        self.parts.iter().flat_map(|(id, part)| part.set_aside.iter().map(move |problem| (id, problem)))
    }

    /// What is counted of all of them together.
    pub fn tallies(&self) -> Tallies {
        let mut all = Tallies::default();
        for part in self.parts.values() {
            all.merge(&part.tallies);
        }
        all
    }

    /// The figures of all of them together.
    pub fn figures(&self) -> Figures {
        self.tallies().figures(&self.on)
    }

    /// The figures of one programme.
    pub fn figures_of(&self, programme: &ProgrammeId) -> Option<Figures> {
        self.parts.get(programme).map(|part| part.tallies.figures(&self.on))
    }

    /// Everybody who came into one of the programmes, as fingerprints.
    pub fn population(&self, secret: &str) -> Population {
        Population::new(self.parts.values().flat_map(|part| &part.people), secret)
    }

    /// What readers may see of the region: all its figures, and of each programme the named ones, told as those of the group
    /// `programme`. What one programme's figures would tell of another is withheld, and so is what the region's would.
    ///
    /// The ledger remembers the people whom a release spoke of: those of the region under its name and, where figures of
    /// programmes are named, those of each programme of at least the threshold as `name/programme`. Give it the releases that each
    /// programme makes by itself too ([`Programme::population`]), made with the same secret.
    ///
    /// # Errors
    ///
    /// When its people or, where figures of programmes are named, those of one of them, and those of earlier releases differ by so
    /// few that they could be found in the difference. Nothing is remembered then. Without named figures more can be released.
    pub fn release(
        &self,
        name: Label,
        indicators: &[Indicator],
        policy: &Policy,
        ledger: &mut Ledger,
        secret: &str,
    ) -> Result<Published<PublicFigures>, ReleaseRefused> {
        let threshold = policy.threshold();
        let whole = self.population(secret);
        let parts: Vec<(&ProgrammeId, Population)> =
            self.parts.iter().map(|(id, part)| (id, Population::new(&part.people, secret))).collect();
        ledger.check(&whole, threshold)?;
        ledger.check_parts(parts.iter().map(|(_, part)| part), threshold)?;
        let mut after = ledger.clone();
        // Each is asked beside the earlier releases and the other programmes, not beside the region: what is released in one go is
        // protected together. Of fewer people than the threshold nothing is shown.
        let is_told =
            |part: &Population| u64::try_from(part.count()).is_ok_and(|people| people >= threshold.people());
        for (id, part) in parts.into_iter().filter(|(_, part)| !indicators.is_empty() && is_told(part)) {
            let of = format!("{name}/{id}");
            let of = Label::new(&of).or_else(|_| Label::new(Digest::of_bytes(&of).to_string()));
            after.record(of.expect("a fingerprint is a label"), part, threshold)?;
        }
        after.remember(name, whole)?;
        *ledger = after;
        Ok(Internal::new(self.estimates(indicators)).release(policy))
    }

    fn estimates(&self, indicators: &[Indicator]) -> Vec<Estimate> {
        let mut all = self.figures().all().to_vec();
        let dimension = Label::new(PROGRAMME).expect("one word is a label");
        for (id, part) in &self.parts {
            // An identifier has no control characters and is as short as a label.
            let Ok(label) = Label::new(id.as_str()) else { continue };
            let figures = part.tallies.figures(&self.on.resampled(self.on.seed, 0));
            let named = figures.all().iter().filter(|figure| indicators.contains(&figure.indicator));
            let of_group =
                named.map(|figure| figure.clone().about([About::Group(dimension.clone(), label.clone())]));
            all.extend(of_group);
        }
        all
    }
}

impl Programme {
    /// Everybody who came into the programme, as fingerprints, named as a region names them: for the ledger of what was published
    /// about them.
    pub fn population(&self, id: &ProgrammeId, identifiers: Identifiers, secret: &str) -> Population {
        let rows = self.recruitment().enrolments(|_, _| None);
        let mut qualified = Qualified::new(id);
        let people: Vec<PersonId> = rows
            .into_iter()
            .map(|row| match identifiers {
                Identifiers::Own => {
                    let mut person = row.person;
                    qualified.person(&mut person);
                    person
                }
                Identifiers::Shared => row.person,
            })
            .collect();
        Population::new(&people, secret)
    }
}

/// Gives identifiers the name of their programme, so that no two programmes have one in common.
struct Qualified<'a> {
    programme: &'a ProgrammeId,
    people: HashMap<PersonId, PersonId>,
    agreements: HashMap<AgreementId, AgreementId>,
}

impl<'a> Qualified<'a> {
    fn new(programme: &'a ProgrammeId) -> Self {
        Self { programme, people: HashMap::new(), agreements: HashMap::new() }
    }

    fn named<T: FromStr + Clone + Display>(&self, id: &T) -> T {
        let qualified = format!("{}/{id}", self.programme);
        // Where both together are too long for an identifier, their fingerprint is not.
        let short = || Digest::of_bytes(&qualified).to_string().parse().ok();
        qualified.parse().ok().or_else(short).unwrap_or_else(|| id.clone())
    }

    fn person(&mut self, id: &mut PersonId) {
        let known = self.people.get(id).cloned();
        let named = known.unwrap_or_else(|| self.named(id));
        self.people.entry(std::mem::replace(id, named.clone())).or_insert(named);
    }

    fn agreement(&mut self, id: &mut AgreementId) {
        let known = self.agreements.get(id).cloned();
        let named = known.unwrap_or_else(|| self.named(id));
        self.agreements.entry(std::mem::replace(id, named.clone())).or_insert(named);
    }

    /// Funders and instruments keep their names: a town that pays two programmes is one funder, and a scale is one scale.
    fn facts(&mut self, facts: &mut Facts) {
        facts.enrolments.iter_mut().for_each(|row| self.person(&mut row.person));
        for row in &mut facts.pairings {
            self.agreement(&mut row.agreement);
            self.person(&mut row.mentor);
            self.person(&mut row.mentee);
        }
        facts.meetings.iter_mut().for_each(|row| self.agreement(&mut row.agreement));
        facts.check_ins.iter_mut().for_each(|row| self.agreement(&mut row.agreement));
        for row in &mut facts.responses {
            self.person(&mut row.person);
            row.agreement.iter_mut().for_each(|agreement| self.agreement(agreement));
        }
        facts.goals.iter_mut().for_each(|row| self.agreement(&mut row.agreement));
        facts.milestones.iter_mut().for_each(|row| self.person(&mut row.person));
        for row in &mut facts.passages {
            row.id = self.named(&row.id);
            row.talk = self.named(&row.talk);
            let people = std::mem::take(&mut row.people);
            row.people = people
                .into_iter()
                .map(|mut person| {
                    self.person(&mut person);
                    person
                })
                .collect();
            row.quotes.iter_mut().for_each(|quote| self.person(&mut quote.speaker));
        }
        for row in &mut facts.codings {
            row.passage = self.named(&row.passage);
            self.person(&mut row.coder);
        }
        facts.remarks.iter_mut().for_each(|row| self.agreement(&mut row.agreement));
        facts.neighbours.iter_mut().for_each(|row| self.person(&mut row.person));
        for row in &mut facts.ties {
            self.person(&mut row.from);
            self.person(&mut row.to);
        }
        facts.volunteering.iter_mut().for_each(|row| self.person(&mut row.person));
    }
}

/// What `of` makes of each, in order, on all cores where the feature `parallel` is on.
fn each<T: Send, U: Send>(all: Vec<T>, of: impl Fn(T) -> U + Sync + Send) -> Vec<U> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        all.into_par_iter().map(of).collect()
    }
    #[cfg(not(feature = "parallel"))]
    all.into_iter().map(of).collect()
}
