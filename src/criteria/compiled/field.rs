//! Reading a field of a profile, with what the questionnaire says of it.

use jiff::civil::Date;

use crate::{
    criteria::{CriteriaRule, Field, Fields},
    people::{Answer, AnswerKind, Label, Profile, Purpose, Questionnaire, Roster, Sensitivity},
};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// A set of labels.
    Set,
    /// One label.
    One,
    /// One step of an ordered scale.
    Scale(&'a [Label]),
    /// A number.
    Number,
}

impl Kind<'_> {
    fn name(self) -> &'static str {
        match self {
            Self::Set => "a set of labels",
            Self::One => "one label",
            Self::Scale(_) => "a step of a scale",
            Self::Number => "a number",
        }
    }
}

/// Reads fields as they count on a date.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    questionnaire: &'a Questionnaire,
    on: Date,
}

impl<'a> Reader<'a> {
    pub(super) fn new(roster: &'a Roster, on: Date) -> Self {
        Self { questionnaire: roster.questionnaire(), on }
    }

    /// The date on which answers are read.
    pub(super) fn on(self) -> Date {
        self.on
    }

    /// What a field holds; an error when the questionnaire does not have it.
    fn kind(self, field: &Field) -> Result<Kind<'a>, CriteriaRule> {
        let name = match field {
            Field::Neighbourhood => return Ok(Kind::One),
            Field::Attribute(name) => name,
            _ => return Ok(Kind::Set),
        };
        let Some(question) = self.questionnaire.question(name) else {
            let nearest = self.questionnaire.nearest(name);
            let problem = crate::people::InvalidAnswer::NoSuchQuestion { nearest };
            return Err(CriteriaRule::NoQuestion { name: name.clone(), problem });
        };
        Ok(match &question.answer {
            AnswerKind::Choice { .. } => Kind::One,
            AnswerKind::Scale { steps } => Kind::Scale(steps),
            AnswerKind::Number { .. } => Kind::Number,
            _ => Kind::Set,
        })
    }

    /// Both fields, when each is of a kind that `allowed` accepts and both are numbers or neither is.
    pub(super) fn kinds(
        self,
        fields: &Fields,
        expected: &'static str,
        allowed: fn(Kind<'_>) -> bool,
    ) -> Result<(Kind<'a>, Kind<'a>), CriteriaRule> {
        let of = |field: &Field| {
            let kind = self.kind(field)?;
            let wrong = || CriteriaRule::Kind { field: field.clone(), expected, found: kind.name() };
            if allowed(kind) { Ok(kind) } else { Err(wrong()) }
        };
        let (mentor, mentee) = (of(&fields.mentor)?, of(&fields.mentee)?);
        if (mentor == Kind::Number) != (mentee == Kind::Number) {
            let (field, expected) = (fields.mentee.clone(), "two numbers, or two labels");
            return Err(CriteriaRule::Kind { field, expected, found: mentee.name() });
        }
        Ok((mentor, mentee))
    }

    /// The steps of a scale that both fields are answered on.
    pub(super) fn scale(self, fields: &Fields, expected: &'static str) -> Result<&'a [Label], CriteriaRule> {
        match self.kinds(fields, expected, |kind| matches!(kind, Kind::Scale(_)))? {
            (Kind::Scale(ours), Kind::Scale(theirs)) if ours == theirs => Ok(ours),
            _ => Err(CriteriaRule::DifferentScales(fields.clone())),
        }
    }

    /// Whether what was answered must not be told, even to explain.
    pub(super) fn is_sensitive(self, fields: &Fields) -> bool {
        let sensitive = |field: &Field| match field {
            Field::Attribute(name) => {
                self.questionnaire.question(name).is_some_and(|q| q.sensitivity == Sensitivity::Sensitive)
            }
            _ => false,
        };
        sensitive(&fields.mentor) || sensitive(&fields.mentee)
    }

    /// The answer to a question, when it counts: a sensitive one takes the person's consent on the date.
    fn answer<'p>(self, profile: &'p Profile, name: &Label) -> Option<&'p Answer> {
        let question = self.questionnaire.question(name)?;
        let counts = question.sensitivity == Sensitivity::Ordinary
            || profile.consents_to(Purpose::SensitiveMatching, self.on);
        profile.attributes.get(name).filter(|_| counts)
    }

    /// The labels of a field; `None` when it is blank.
    pub(super) fn labels<'p>(self, profile: &'p Profile, field: &Field) -> Option<Vec<&'p Label>> {
        let set = match field {
            Field::Interests => &profile.interests,
            Field::Experience => &profile.experience,
            Field::Ambitions => &profile.ambitions,
            Field::Goals => &profile.goals,
            Field::Needs => &profile.needs,
            Field::Affiliations => &profile.affiliations,
            Field::Neighbourhood => {
                return profile.place.as_ref()?.neighbourhood.as_ref().map(|label| vec![label]);
            }
            Field::Attribute(name) => {
                return self.answer(profile, name).map(|answer| answer.labels().collect());
            }
        };
        set.as_ref().map(|labels| labels.iter().collect())
    }

    /// The one label of a field; `None` when it is blank.
    pub(super) fn label<'p>(self, profile: &'p Profile, field: &Field) -> Option<&'p Label> {
        self.labels(profile, field)?.first().copied()
    }

    /// A number in thousandths, or a step as a thousand times its place on the scale; `None` when it is blank.
    pub(super) fn number(self, profile: &Profile, field: &Field, scale: Option<&[Label]>) -> Option<i64> {
        let Field::Attribute(name) = field else { return None };
        match (self.answer(profile, name)?, scale) {
            (Answer::Number(number), None) => Some(number.thousandths()),
            (Answer::Step(step), Some(steps)) => {
                let at = steps.iter().position(|s| s == step)?;
                Some(i64::try_from(at).expect("a scale has at most 10 000 steps") * 1000)
            }
            _ => None,
        }
    }
}
