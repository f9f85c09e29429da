//! What the programme says of itself in its reports, beside the figures: its stories and quotes, what did not work, what was
//! done with what people said, and what comes next. All of it is taken from what happened.

use std::{cmp::Reverse, collections::BTreeSet};

use mentorship::{
    agreement::Content,
    feedback::{Consent, Scope},
    id::NoteId,
    introduction::Actor,
    jiff::civil::Date,
    people::Label,
    programme::{
        Cabinet, Programme,
        innovation::{Decision, Lesson, Said},
    },
    report::{Language, Notes},
};

use super::Failed;

/// What is said in one language.
pub(crate) struct Words {
    pub(crate) stories: Vec<(&'static str, String, Consent)>,
    pub(crate) quotes: Notes,
    pub(crate) did_not_work: Vec<String>,
    pub(crate) said_and_done: Vec<(String, String)>,
    pub(crate) next: Vec<String>,
}

/// A coordinator, who reads what the two roles may read.
fn coordinator() -> Result<Actor, Failed> {
    Ok(Actor::Coordinator("P-C1".parse()?))
}

impl Words {
    pub(crate) fn of(
        programme: &Programme,
        cabinet: &Cabinet,
        on: Date,
        language: Language,
    ) -> Result<Self, Failed> {
        let reader = coordinator()?;
        let text = |note: &NoteId| match cabinet.notes.read(note, &reader) {
            Some(Content::Text(words)) => Some(words.clone()),
            _ => None,
        };
        let mut stories = Vec::new();
        for story in programme.support().stories_for(Scope::Public, on) {
            let title = in_either(language, "Wandelen", "Walking");
            stories.extend(text(&story.words).map(|words| (title, words, story.consent)));
        }
        // One story is told in full; more of them are for another year.
        stories.truncate(1);
        let passages = programme.facts(on).passages;
        let mut said: Vec<_> = passages.iter().flat_map(|passage| &passage.quotes).collect();
        // What two people said in the same words is told once, of the one who consents to more readers.
        said.sort_by_key(|quote| Reverse(quote.consent.map(|consent| consent.scope)));
        let mut told = BTreeSet::new();
        let quotes = said.into_iter().filter_map(|quote| Some((quote.words.clone(), text(&quote.words)?)));
        let quotes = quotes.filter(|(_, words)| told.insert(words.clone())).collect();
        let mut words = Self {
            stories,
            quotes,
            did_not_work: vec![no_click(programme, language)],
            said_and_done: Vec::new(),
            next: Vec::new(),
        };
        words.said_and_done.extend(looked_for(programme, cabinet, language)?);
        for lesson in programme.innovation().learned() {
            words.learned(&lesson, language);
        }
        Ok(words)
    }

    fn learned(&mut self, lesson: &Lesson, language: Language) {
        let said = lesson.tried.as_ref().and_then(|tried| tried.look).map(|look| (look.people, look.said));
        let Some((people, said)) = said else { return };
        match (lesson.decision, said) {
            (Decision::Dropped, _) => self.did_not_work.push(in_either(
                language,
                &format!("Een telefoontje in week drie hebben we bij {people} mensen geprobeerd, door loting. Het hielp niet, dus we laten het."),
                &format!("We tried a call in week three with {people} people, by lot. It did not help, so we let it be."),
            ).to_owned()),
            (_, Said::Better) => self.next.push(in_either(
                language,
                &format!("Een telefoontje in week drie, voor ieder koppel. Bij {people} mensen is door loting geprobeerd of het helpt, en dat deed het."),
                &format!("A call in week three, for every pair. It was tried by lot with {people} people whether that helps, and it did."),
            ).to_owned()),
            _ => {
                self.did_not_work.push(in_either(
                    language,
                    &format!("Een telefoontje in week drie hebben we bij {people} mensen geprobeerd, door loting. Of het helpt, liet dat niet zien."),
                    &format!("We tried a call in week three with {people} people, by lot. Whether it helps, that did not show."),
                ).to_owned());
                self.next.push(in_either(
                    language,
                    "Het eerste contactmoment komt in week drie in plaats van na een maand.",
                    "The first check-in comes in week three instead of after a month.",
                ).to_owned());
            }
        }
    }
}

fn in_either<'a>(language: Language, dutch: &'a str, english: &'a str) -> &'a str {
    match language {
        Language::Dutch => dutch,
        Language::English => english,
    }
}

fn no_click(programme: &Programme, language: Language) -> String {
    use mentorship::introduction::Phase;
    let phases = |phase| programme.pairs().introductions().filter(|one| one.phase() == phase).count();
    let (clicked, not) = (phases(Phase::Clicked), phases(Phase::NotStarted));
    in_either(
        language,
        &format!("Van de {} kennismakingen leidden er {not} niet tot een koppel. We hadden vaker een tweede gesprek kunnen voorstellen.", clicked + not),
        &format!("Of {} introductions {not} did not lead to a pair. We could have proposed a second talk more often.", clicked + not),
    )
    .to_owned()
}

/// What was looked for by name, and how many came who bring it.
fn looked_for(
    programme: &Programme,
    cabinet: &Cabinet,
    language: Language,
) -> Result<Option<(String, String)>, Failed> {
    let mut sought = programme.recruitment().campaigns().filter_map(|campaign| campaign.seeks.skill.as_ref());
    let (Some(skill), Some(surveyed)) = (sought.next(), programme.charters().latest_survey()) else {
        return Ok(None);
    };
    let named = surveyed.survey.needs.get(skill).copied().unwrap_or(0);
    let brings = |skill: &Label| {
        let mentors = programme.recruitment().participants().filter_map(|one| match &one.who {
            mentorship::people::Who::Mentor(id) => cabinet.mentor(id),
            mentorship::people::Who::Mentee(_) => None,
        });
        mentors
            .filter(|mentor| mentor.offers.as_ref().is_some_and(|offers| offers.contains_key(skill)))
            .count()
    };
    let (answered, came) = (surveyed.survey.answered, brings(skill));
    let dutch =
        if *skill == Label::new("letters and forms")? { "brieven en formulieren" } else { skill.as_str() };
    let said = in_either(
        language,
        &format!("{named} van de {answered} mensen die antwoordden, noemden hulp bij {dutch}."),
        &format!("{named} of the {answered} people who answered named help with {skill}."),
    )
    .to_owned();
    let done = in_either(
        language,
        &format!("We zochten mentoren die dat kunnen. Er kwamen er {came}."),
        &format!("We looked for mentors who can do that. {came} came."),
    )
    .to_owned();
    Ok(Some((said, done)))
}
