//! What is left on disk at the end: reports for everybody who reads one, the log as lines with its seal, and a snapshot.

use std::{fs, path::Path};

use mentorship::{
    disclosure::Policy,
    feedback::{Record, Wave},
    impact::{AsOf, Snapshot},
    jiff::civil::Date,
    people::Label,
    programme::{Cabinet, Entry, Programme, ProgrammeSnapshot, PublishedYear, Seal},
    report::{KnownScale, Language, ParticipantReport, PlanReport, Report, YearReport},
    sample,
};

use super::{Failed, forms, round::FirstRound, words::Words};

/// The day of the reports: the last of the story.
pub(crate) const ON: Date = sample::PROGRAMME_END;

/// The programme as readers get it.
pub(crate) struct Readers<'a> {
    programme: &'a Programme,
    cabinet: &'a Cabinet,
    record: Record,
}

impl<'a> Readers<'a> {
    pub(crate) fn of(programme: &'a Programme, cabinet: &'a Cabinet) -> Result<Self, Failed> {
        let (record, set_aside) = programme.record(ON);
        match set_aside.first() {
            Some(problem) => Err(format!("a fact does not fit the others: {problem}").into()),
            None => Ok(Self { programme, cabinet, record }),
        }
    }

    fn snapshot(&self) -> Snapshot<'_> {
        Snapshot::new(&self.record, AsOf::new(ON))
    }

    /// What may be told to everybody.
    pub(crate) fn public(&self) -> Result<PublishedYear, Failed> {
        self.published(&Policy::public(ON))
    }

    fn steering(&self) -> Result<PublishedYear, Failed> {
        self.published(&Policy::steering(ON))
    }

    fn published(&self, policy: &Policy) -> Result<PublishedYear, Failed> {
        let snapshot = self.snapshot();
        let steps = ["1", "2", "3", "4", "5"].map(Label::new);
        let steps = steps.into_iter().collect::<Result<Vec<_>, _>>()?;
        let confidence = "confidence".parse()?;
        Ok(PublishedYear::of(&snapshot, policy)
            .ties_between(&snapshot, &Label::new("newcomer")?, policy)
            .answers_to(&snapshot, (&confidence, Wave::After), (1, &steps), policy))
    }

    /// The report for the community.
    pub(crate) fn community(&self, published: &PublishedYear, language: Language) -> Result<Report, Failed> {
        let words = Words::of(self.programme, self.cabinet, ON, language)?;
        Ok(self.year(published, &words, language).community(language)?)
    }

    fn year<'r>(&self, published: &'r PublishedYear, words: &'r Words, language: Language) -> YearReport<'r> {
        let name = self.programme.charters().current().map_or("", |charter| charter.name.as_str());
        let mut year = published
            .report(name, (sample::PROGRAMME_START, ON), language)
            .quotes(published.quotes(), &words.quotes);
        if let Some(charter) = self.programme.charters().current() {
            year = year.vision(&charter.vision).mission(&charter.mission);
        }
        for target in self.programme.charters().targets() {
            year = year.target(target);
        }
        for (title, story, consent) in &words.stories {
            year = year.story(title, story, *consent);
        }
        for what in &words.did_not_work {
            year = year.did_not_work(what);
        }
        for (said, done) in &words.said_and_done {
            year = year.you_said_we_did(said, done);
        }
        for what in &words.next {
            year = year.next(what);
        }
        year
    }

    /// Every report in every form; which folders there are.
    pub(crate) fn write(&self, first: Option<&FirstRound>, into: &Path) -> Result<Vec<&'static str>, Failed> {
        let (public, steering) = (self.public()?, self.steering()?);
        for language in Language::ALL {
            let words = Words::of(self.programme, self.cabinet, ON, language)?;
            let funders = self.year(&steering, &words, language);
            forms::write(&self.community(&public, language)?, "community", language, into)?;
            forms::write(&funders.sponsor(language)?, "sponsor", language, into)?;
            forms::write(&funders.coordinator(language)?, "coordinator", language, into)?;
        }
        let mut folders = vec!["community", "sponsor", "coordinator"];
        if let Some(FirstRound { matchable, plan }) = first {
            let criteria = sample::criteria();
            let report = PlanReport::new(plan, matchable.roster(), &criteria, &self.cabinet.directory)?
                .contact("the coordinator, 0800-1234");
            for language in Language::ALL {
                forms::write(&report.report(language), "plan", language, into)?;
            }
            folders.push("plan");
        }
        if self.participant(&public, into)? {
            folders.push("participant");
        }
        Ok(folders)
    }

    /// The page of the mentee of the first pair that was completed, or else of the first that began.
    fn participant(&self, public: &PublishedYear, into: &Path) -> Result<bool, Failed> {
        let agreements = || self.programme.pairs().agreements().filter(|pair| pair.started().is_some());
        let erased = |pair: &&mentorship::agreement::Agreement| {
            self.programme.erased().contains(&pair.people().mentee)
        };
        let completed = agreements().find(|pair| pair.closing().is_some() && !erased(pair));
        let Some(pair) = completed.or_else(|| agreements().next()) else { return Ok(false) };
        for (language, confidence) in Language::ALL.into_iter().zip(["zelfvertrouwen", "self-confidence"]) {
            let scale = KnownScale {
                instrument: "confidence".parse()?,
                version: 1,
                name: confidence.to_owned(),
                deviation: 0.8,
                reliability: 0.85,
            };
            let page = || ParticipantReport::of(&self.record, &pair.people().mentee, AsOf::new(ON));
            let page = page()?.scale(scale).or_else(|_| page())?.beside(public.figures())?;
            forms::write(&page.report(language), "participant", language, into)?;
        }
        Ok(true)
    }
}

/// The log as it is stored: a line for each entry, and beside it the seal.
pub(crate) fn log(programme: &Programme, into: &Path) -> Result<(), Failed> {
    let mut lines = String::new();
    for entry in programme.entries() {
        lines += &entry.to_json();
        lines.push('\n');
    }
    fs::create_dir_all(into)?;
    fs::write(into.join("log.jsonl"), lines)?;
    fs::write(into.join("seal.json"), serde_json::to_string_pretty(&programme.seal())?)?;
    Ok(())
}

/// The log and its seal, read back.
pub(crate) fn log_again(from: &Path) -> Result<(Programme, Seal), Failed> {
    let lines = fs::read_to_string(from.join("log.jsonl"))?;
    let seal = serde_json::from_str(&fs::read_to_string(from.join("seal.json"))?)?;
    Ok((Programme::open_json(lines.lines())?, seal))
}

/// A snapshot, and the programme that goes on from what was written of it.
pub(crate) fn snapshot(taken: &ProgrammeSnapshot, later: &[Entry], into: &Path) -> Result<Programme, Failed> {
    let file = into.join("snapshot.json");
    fs::write(&file, serde_json::to_string(taken)?)?;
    let read: ProgrammeSnapshot = serde_json::from_str(&fs::read_to_string(&file)?)?;
    let mut programme = Programme::resume(read)?;
    programme.catch_up(later.iter().cloned())?;
    Ok(programme)
}
