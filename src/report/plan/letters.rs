//! Two letters for a pair: to the mentor and to the mentee.
//!
//! A letter knows the two first names, what [`may_be_told`] lets through, and whom to ask. It is given nothing else, so no
//! score, reason or other candidate can stand in it.

use super::{
    MayBeTold, may_be_told,
    names::Name,
    words::{labels, word},
};
use crate::{
    criteria::{Criteria, Explanation, Field, Fields},
    introduction::Party,
    people::Questionnaire,
    report::{document::Block, language::Language},
};

/// What both of a pair may be told, each thing once.
pub(super) fn shared(
    explanation: &Explanation,
    criteria: &Criteria,
    questionnaire: &Questionnaire,
) -> Vec<MayBeTold> {
    let mut told = Vec::new();
    for (contribution, preference) in explanation.contributions.iter().zip(criteria.preferences()) {
        if let Some(may) = may_be_told(preference, &contribution.evidence, questionnaire)
            && !told.contains(&may)
        {
            told.push(may);
        }
    }
    told
}

/// What stands in a letter beside the words that are the same in all.
pub(super) struct Letter<'a> {
    /// To whom.
    pub(super) to: &'a Name,
    /// In which role they are.
    pub(super) role: Party,
    /// About whom.
    pub(super) about: &'a Name,
    /// What the two share.
    pub(super) shared: &'a [MayBeTold],
    /// Whom to ask.
    pub(super) contact: Option<&'a str>,
}

impl Letter<'_> {
    /// The letter in a language. Its heading is for whoever sends it.
    pub(super) fn block(&self, language: Language) -> Block {
        let whole = self.to.whole();
        let (heading, lines) = match language {
            Language::Dutch => (format!("Brief aan {whole}"), self.dutch()),
            Language::English => (format!("Letter to {whole}"), self.english()),
        };
        Block::Letter { heading, lines }
    }

    fn dutch(&self) -> Vec<String> {
        let role = match self.role {
            Party::Mentor => "mentor",
            Party::Mentee => "mentee",
        };
        let other = self.about.first().unwrap_or(match self.role {
            Party::Mentor => "een mentee",
            Party::Mentee => "een mentor",
        });
        let opening = match self.role {
            Party::Mentor => "Fijn dat je mentor wilt zijn.",
            Party::Mentee => "Fijn dat je meedoet en een mentor zoekt.",
        };
        let hope = if self.shared.is_empty() {
            "We denken dat het de moeite waard is om elkaar te leren kennen."
        } else {
            "We denken dat jullie goed bij elkaar passen."
        };
        let mut lines = vec![
            format!("Beste {},", self.to.first().unwrap_or(role)),
            format!("{opening} We willen je graag voorstellen aan {other}. {hope}"),
        ];
        let shared = self.told(Language::Dutch);
        if shared.is_empty() {
            lines.push("Wat jullie gemeen hebben, ontdekken jullie het best zelf.".into());
        } else {
            lines.push("Dit weten we al:".into());
            lines.extend(shared.iter().map(|line| format!("• {line}")));
        }
        let ask = self.contact.map_or_else(
            || "Heb je vragen? Vraag het de coördinator van het programma.".to_owned(),
            |contact| format!("Heb je vragen? Je kunt terecht bij: {contact}"),
        );
        lines.extend([
            "Wat gebeurt er nu? Als jullie allebei willen, maken jullie kennis in een gesprek. Daarna vragen we jullie \
             allebei of het klikt."
                .into(),
            "Klikt het? Dan maken jullie samen afspraken en kunnen jullie beginnen.".into(),
            "Klikt het niet? Dat kan gebeuren, en het is niemands schuld. Je hoeft niet te zeggen waarom. We zoeken dan \
             voor jullie allebei verder."
                .into(),
            "Jullie beslissen zelf. Je zit nergens aan vast, en je mag altijd nee zeggen.".into(),
            ask,
            "Hartelijke groet,".into(),
            "het mentorprogramma".into(),
        ]);
        lines
    }

    fn english(&self) -> Vec<String> {
        let role = match self.role {
            Party::Mentor => "mentor",
            Party::Mentee => "mentee",
        };
        let other = self.about.first().unwrap_or(match self.role {
            Party::Mentor => "a mentee",
            Party::Mentee => "a mentor",
        });
        let opening = match self.role {
            Party::Mentor => "It is good that you want to be a mentor.",
            Party::Mentee => "It is good that you take part and look for a mentor.",
        };
        let hope = if self.shared.is_empty() {
            "We think that it is worth while for the two of you to meet."
        } else {
            "We think that the two of you fit well together."
        };
        let mut lines = vec![
            format!("Dear {},", self.to.first().unwrap_or(role)),
            format!("{opening} We would like to introduce you to {other}. {hope}"),
        ];
        let shared = self.told(Language::English);
        if shared.is_empty() {
            lines.push("What you have in common is best found out by yourselves.".into());
        } else {
            lines.push("This is what we know already:".into());
            lines.extend(shared.iter().map(|line| format!("• {line}")));
        }
        let ask = self.contact.map_or_else(
            || "Do you have questions? Ask the coordinator of the programme.".to_owned(),
            |contact| format!("Do you have questions? You can turn to: {contact}"),
        );
        lines.extend([
            "What happens next? If both of you want to, you get to know each other in a talk. After that we ask both of \
             you whether it clicks."
                .into(),
            "Does it click? Then you make your agreements together and can begin.".into(),
            "Does it not click? That can happen, and nobody is to blame. You do not have to say why. We then go on \
             looking for both of you."
                .into(),
            "You decide for yourselves. You are not bound to anything, and you may always say no.".into(),
            ask,
            "Kind regards,".into(),
            "the mentor programme".into(),
        ]);
        lines
    }

    /// The other at the start of a sentence.
    fn subject(&self, language: Language) -> &str {
        self.about.first().unwrap_or(match self.role {
            Party::Mentor => language.pick("Je mentee", "Your mentee"),
            Party::Mentee => language.pick("Je mentor", "Your mentor"),
        })
    }

    fn told(&self, language: Language) -> Vec<String> {
        self.shared.iter().map(|told| self.sentence(language, told)).collect()
    }

    fn sentence(&self, language: Language, told: &MayBeTold) -> String {
        match (told, self.role) {
            (MayBeTold::Skills(skills), Party::Mentor) => {
                let (skills, other) = (labels(language, skills), self.subject(language));
                language.pick(
                    format!("{other} zoekt hulp bij {skills}. Daar kun jij bij helpen."),
                    format!("{other} looks for help with {skills}. That is something you offer."),
                )
            }
            (MayBeTold::Skills(skills), Party::Mentee) => {
                let (skills, other) = (labels(language, skills), self.subject(language));
                language.pick(
                    format!("{other} kan je helpen met {skills}."),
                    format!("{other} can help you with {skills}."),
                )
            }
            (MayBeTold::Language(spoken), _) => {
                let spoken = word(spoken);
                language
                    .pick(format!("Jullie spreken allebei {spoken}."), format!("You both speak {spoken}."))
            }
            (MayBeTold::Time, _) => language
                .pick(
                    "Er zijn momenten in de week waarop jullie allebei kunnen.",
                    "There are moments in the week when you can both meet.",
                )
                .to_owned(),
            (MayBeTold::Shared { fields, labels: shared }, _) => {
                in_common(language, fields, &labels(language, shared))
            }
        }
    }
}

/// What two people share, said to both.
fn in_common(language: Language, Fields { mentor, mentee }: &Fields, shared: &str) -> String {
    let both = (mentor == mentee).then_some(mentor);
    let (dutch, english) = match both {
        Some(Field::Interests) => ("Jullie houden allebei van", "You both like"),
        Some(Field::Experience) => ("Jullie hebben allebei ervaring met", "You both have experience of"),
        Some(Field::Ambitions) => ("Jullie hebben dezelfde ambitie:", "You have the same ambition:"),
        Some(Field::Goals) => ("Jullie hebben hetzelfde doel:", "You have the same goal:"),
        Some(Field::Attribute(question)) => {
            let question = word(question);
            return language.pick(
                format!("Jullie gaven bij ‘{question}’ hetzelfde antwoord: {shared}."),
                format!("You gave the same answer to ‘{question}’: {shared}."),
            );
        }
        // The last three may not be told; two fields meet in what is shared.
        None | Some(Field::Needs | Field::Affiliations | Field::Neighbourhood) => {
            ("Jullie vinden elkaar in", "You have this in common:")
        }
    };
    format!("{} {shared}.", language.pick(dutch, english))
}
