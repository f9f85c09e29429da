//! What each of a pair may be told of the other.

use crate::{
    criteria::{Evidence, Field, Fields, Preference},
    people::{Label, Questionnaire, Sensitivity},
};

/// Something of a pairing that each of the two may be told of the other.
///
/// It is what both have, or what one asked for and the other offers: whoever hears it learns of the other only what made
/// them a pair. [`may_be_told`] is the only way a letter gets at an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MayBeTold {
    /// Skills that the mentee wants and the mentor offers, those that matter most first.
    Skills(Vec<Label>),
    /// A language that both speak. How well is not told.
    Language(Label),
    /// There is time in the week at which both can meet. When and how much is not told.
    Time,
    /// What both answered, or what the one answered and the other as well.
    Shared {
        /// To what.
        fields: Fields,
        /// What.
        labels: Vec<Label>,
    },
}

/// What both may be told of what a preference earned; nothing of most.
///
/// | may be told | may not |
/// | --- | --- |
/// | skills wanted that are offered | skills wanted that are not: a reason against |
/// | interests, experience, ambitions and goals of both | needs, and what people belong to: they tell of health and faith |
/// | the language of both | its level, which is the other's where theirs is lower |
/// | that there is time for both | how much, and when |
/// | the same answer to a question of the programme that is not sensitive | sensitive answers, also that they are the same; numbers |
/// | | how far apart they live, and where: whoever knows where they live themselves could find the other |
/// | | that answers differ, and by how much: whoever knows their own knows the other's |
/// | | who wished for whom; how long somebody has waited; scores of tables; points, and everything worth none |
///
/// A question counts as sensitive where the questionnaire says so today, or does not have it.
///
/// ```
/// use mentorship::{
///     criteria::{CountsFor, Evidence, Field, Fields, Preference},
///     people::{Label, Metres, Questionnaire},
///     report::{MayBeTold, may_be_told},
/// };
///
/// let (asked, chess) = (Questionnaire::default(), Label::new("chess")?);
/// let fields = Fields::both(Field::Interests);
/// let shared = Preference::Shared { field: fields.clone(), points: 10, enough: 1, counts_for: CountsFor::Both };
/// let told = may_be_told(&shared, &Evidence::Labels(vec![chess.clone()]), &asked);
/// assert_eq!(told, Some(MayBeTold::Shared { fields, labels: vec![chess] }));
///
/// let (full_within, none_beyond) = (Metres(500), Metres(5_000));
/// let near = Preference::Near { points: 5, full_within, none_beyond, counts_for: CountsFor::Both };
/// assert_eq!(may_be_told(&near, &Evidence::Distance(Metres(300)), &asked), None);
/// # Ok::<(), mentorship::people::InvalidLabel>(())
/// ```
pub fn may_be_told(
    preference: &Preference,
    evidence: &Evidence,
    questionnaire: &Questionnaire,
) -> Option<MayBeTold> {
    match (preference, evidence) {
        (Preference::Skills { .. }, Evidence::Skills { offered, missing: _ }) => {
            (!offered.is_empty()).then(|| MayBeTold::Skills(offered.clone()))
        }
        (Preference::Language { .. }, Evidence::Language { language, level: _ }) => {
            Some(MayBeTold::Language(language.clone()))
        }
        (Preference::Overlap { .. }, Evidence::Minutes(minutes)) => (*minutes > 0).then_some(MayBeTold::Time),
        (Preference::Shared { field, .. }, Evidence::Labels(labels)) => shared(field, labels, questionnaire),
        (Preference::Same { field, .. }, Evidence::Same(Some(label))) => {
            shared(field, std::slice::from_ref(label), questionnaire)
        }
        // Every preference by name, so that a new one is thought about here.
        (
            Preference::Skills { .. }
            | Preference::Shared { .. }
            | Preference::Language { .. }
            | Preference::Overlap { .. }
            | Preference::Near { .. }
            | Preference::Same { .. }
            | Preference::Different { .. }
            | Preference::Steps { .. }
            | Preference::Close { .. }
            | Preference::Wished { .. }
            | Preference::Waiting { .. }
            | Preference::Scores { .. },
            _,
        ) => None,
    }
}

fn shared(fields: &Fields, labels: &[Label], questionnaire: &Questionnaire) -> Option<MayBeTold> {
    let may = |field: &Field| match field {
        Field::Interests | Field::Experience | Field::Ambitions | Field::Goals => true,
        Field::Needs | Field::Affiliations | Field::Neighbourhood => false,
        Field::Attribute(name) => {
            questionnaire.question(name).is_some_and(|question| question.sensitivity == Sensitivity::Ordinary)
        }
    };
    let told = !labels.is_empty() && may(&fields.mentor) && may(&fields.mentee);
    told.then(|| MayBeTold::Shared { fields: fields.clone(), labels: labels.to_vec() })
}
