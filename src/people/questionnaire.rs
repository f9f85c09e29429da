//! The questions a programme asks beside the usual ones, and the answers to them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use serde::{Deserialize, Serialize};

use super::{
    Label,
    label::{self, distinct},
};

/// A number answered or measured, in thousandths: exact, and the same on every machine.
///
/// ```
/// use mentorship::people::Quantity;
///
/// let years: Quantity = "2,5".parse()?;
/// assert_eq!(years.thousandths(), 2500);
/// assert_eq!(years.to_string(), "2.5");
/// # Ok::<(), mentorship::people::InvalidQuantity>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "QuantityForm", into = "String")]
pub struct Quantity(i64);

/// A number beyond ±10¹² or with more than three decimals, or a text that is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a number has at most three decimals and lies between -10^12 and 10^12")]
pub struct InvalidQuantity;

impl Quantity {
    /// The largest number of thousandths: differences of two quantities, times a thousand, fit 64 bits.
    pub const MAX_THOUSANDTHS: i64 = 1_000_000_000_000_000;

    /// So many thousandths.
    ///
    /// # Errors
    ///
    /// Beyond ±[`MAX_THOUSANDTHS`](Self::MAX_THOUSANDTHS).
    pub fn from_thousandths(thousandths: i64) -> Result<Self, InvalidQuantity> {
        let limit = Self::MAX_THOUSANDTHS;
        if (-limit..=limit).contains(&thousandths) { Ok(Self(thousandths)) } else { Err(InvalidQuantity) }
    }

    /// The value in thousandths.
    pub fn thousandths(self) -> i64 {
        self.0
    }

    /// How far two quantities lie apart, in thousandths.
    pub fn distance(self, other: Self) -> u64 {
        self.0.abs_diff(other.0)
    }
}

impl From<i32> for Quantity {
    fn from(whole: i32) -> Self {
        Self(i64::from(whole) * 1000)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        let decimals = format!("{:03}", size % 1000);
        match decimals.trim_end_matches('0') {
            "" => write!(f, "{sign}{}", size / 1000),
            decimals => write!(f, "{sign}{}.{decimals}", size / 1000),
        }
    }
}

impl FromStr for Quantity {
    type Err = InvalidQuantity;

    /// Reads `12`, `-0.5` or `2,5`; there are no thousands separators.
    fn from_str(text: &str) -> Result<Self, InvalidQuantity> {
        let text = text.trim();
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(decimals) || decimals.len() > 3 || whole.len() > 13 {
            return Err(InvalidQuantity);
        }
        let thousandths: i64 = format!("{whole}{decimals:0<3}").parse().map_err(|_| InvalidQuantity)?;
        Self::from_thousandths(if digits.len() < text.len() { -thousandths } else { thousandths })
    }
}

/// A number as people write it in a file: whole, with decimals, or as text.
#[derive(Deserialize)]
#[serde(untagged)]
enum QuantityForm {
    Whole(i64),
    Decimal(f64),
    Text(String),
}

impl TryFrom<QuantityForm> for Quantity {
    type Error = InvalidQuantity;

    fn try_from(form: QuantityForm) -> Result<Self, InvalidQuantity> {
        match form {
            QuantityForm::Whole(whole) => {
                Self::from_thousandths(whole.checked_mul(1000).ok_or(InvalidQuantity)?)
            }
            // The shortest text that reads back as this number is what the file said.
            QuantityForm::Decimal(decimal) => decimal.to_string().parse(),
            QuantityForm::Text(text) => text.parse(),
        }
    }
}

impl From<Quantity> for String {
    fn from(quantity: Quantity) -> Self {
        quantity.to_string()
    }
}

/// What may be answered to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum AnswerKind {
    /// One option.
    Choice {
        /// The options; none listed means that any label will do.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        options: Vec<Label>,
    },
    /// Any number of options.
    Tags {
        /// The options; none listed means that any label will do.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        options: Vec<Label>,
    },
    /// One step of an ordered scale.
    Scale {
        /// The steps from lowest to highest, at least two.
        steps: Vec<Label>,
    },
    /// A number.
    Number {
        /// The smallest possible answer.
        min: Quantity,
        /// The largest possible answer.
        max: Quantity,
    },
}

impl AnswerKind {
    /// The labels that may be answered, in the schema's order; empty when any label will do, and for numbers.
    pub fn options(&self) -> &[Label] {
        match self {
            Self::Choice { options } | Self::Tags { options } => options,
            Self::Scale { steps } => steps,
            Self::Number { .. } => &[],
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Choice { .. } => "one option",
            Self::Tags { .. } => "a set of options",
            Self::Scale { .. } => "a step of the scale",
            Self::Number { .. } => "a number",
        }
    }
}

/// Whether an answer needs the person's consent before it counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// Counts as soon as it is given.
    #[default]
    Ordinary,
    /// Counts only while the person's consent to matching on sensitive answers stands.
    Sensitive,
}

/// One question of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What may be answered.
    #[serde(flatten)]
    pub answer: AnswerKind,
    /// Whether the answer needs consent.
    #[serde(default)]
    pub sensitivity: Sensitivity,
}

impl Question {
    /// An ordinary question.
    pub fn new(answer: AnswerKind) -> Self {
        Self { answer, sensitivity: Sensitivity::Ordinary }
    }

    /// The same question, marked as sensitive.
    #[must_use]
    pub fn sensitive(self) -> Self {
        Self { sensitivity: Sensitivity::Sensitive, ..self }
    }
}

/// One answer to a question of the programme.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Answer {
    /// One option.
    Choice(Label),
    /// Any number of options; none is an answer too.
    Tags(BTreeSet<Label>),
    /// A step of the question's scale.
    Step(Label),
    /// A number.
    Number(Quantity),
}

impl Answer {
    /// The labels of a choice, step or set of tags.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        let (one, several) = match self {
            Self::Choice(label) | Self::Step(label) => (Some(label), None),
            Self::Tags(labels) => (None, Some(labels)),
            Self::Number(_) => (None, None),
        };
        one.into_iter().chain(several.into_iter().flatten())
    }
}

/// What somebody answered is between them and the programme: `Debug` tells the kind alone.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Choice(_) => "Choice(…)",
            Self::Tags(_) => "Tags(…)",
            Self::Step(_) => "Step(…)",
            Self::Number(_) => "Number(…)",
        })
    }
}

/// What is wrong with a question.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidQuestion {
    /// The same option twice.
    #[error("it lists the option {0:?} twice")]
    OptionTwice(Label),
    /// A scale of fewer than two steps.
    #[error("a scale has at least two steps, from lowest to highest")]
    ShortScale,
    /// More than [`Questionnaire::MAX_OPTIONS`].
    #[error("it lists {0} options; at most {max} are possible", max = Questionnaire::MAX_OPTIONS)]
    TooManyOptions(usize),
    /// `min` above `max`.
    #[error("its smallest answer {min} is above its largest {max}")]
    EmptyRange {
        /// The smallest possible answer.
        min: Quantity,
        /// The largest possible answer.
        max: Quantity,
    },
}

/// Why an answer does not fit its question.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidAnswer {
    /// The questionnaire has no such question.
    #[error("there is no such question{}", suggestion(.nearest))]
    NoSuchQuestion {
        /// Questions with a similar name.
        nearest: Vec<Label>,
    },
    /// An answer of another kind, such as a number where an option is asked.
    #[error("{expected} is asked")]
    OtherKind {
        /// What is asked.
        expected: &'static str,
    },
    /// A label that is no option of the question.
    #[error("`{label}` is not one of its options{}", suggestion(.nearest))]
    NoSuchOption {
        /// What was answered.
        label: Label,
        /// The options that look most like it.
        nearest: Vec<Label>,
    },
    /// A number outside the question's range.
    #[error("a number from {min} to {max} is asked")]
    OutOfRange {
        /// The smallest possible answer.
        min: Quantity,
        /// The largest possible answer.
        max: Quantity,
    },
}

impl fmt::Debug for InvalidAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InvalidAnswer({self})")
    }
}

fn suggestion(labels: &[Label]) -> String {
    let quoted: Vec<_> = labels.iter().map(|label| format!("`{label}`")).collect();
    if quoted.is_empty() { String::new() } else { format!("; nearest: {}", quoted.join(", ")) }
}

/// The questions a programme asks, by name: what turns answers into something that can be compared.
///
/// ```
/// use mentorship::people::{Answer, AnswerKind, Label, Question, Questionnaire};
///
/// let label = |text: &str| Label::new(text).expect("a plain word");
/// let mut questionnaire = Questionnaire::default();
/// let steps = ["Junior", "Medior", "Senior"].map(label).to_vec();
/// questionnaire.ask(label("grade"), Question::new(AnswerKind::Scale { steps }))?;
/// let error = questionnaire.check(&label("Grade"), &Answer::Step(label("Senor"))).unwrap_err();
/// assert_eq!(error.to_string(), "`Senor` is not one of its options; nearest: `Senior`");
/// # Ok::<(), mentorship::people::InvalidQuestion>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Form", into = "BTreeMap<Label, Question>")]
pub struct Questionnaire {
    questions: BTreeMap<Label, Question>,
}

impl Questionnaire {
    /// The most options one question can list.
    pub const MAX_OPTIONS: usize = 10_000;

    /// Adds a question, or replaces the one of that name.
    ///
    /// # Errors
    ///
    /// When the question cannot be answered as it stands: an option twice, a scale of one step, an empty range.
    pub fn ask(&mut self, name: Label, question: Question) -> Result<(), InvalidQuestion> {
        match &question.answer {
            AnswerKind::Number { min, max } if min > max => {
                return Err(InvalidQuestion::EmptyRange { min: *min, max: *max });
            }
            AnswerKind::Scale { steps } if steps.len() < 2 => return Err(InvalidQuestion::ShortScale),
            _ => {}
        }
        let options = question.answer.options();
        if options.len() > Self::MAX_OPTIONS {
            return Err(InvalidQuestion::TooManyOptions(options.len()));
        }
        let mut seen = BTreeSet::new();
        if let Some(twice) = options.iter().find(|option| !seen.insert(*option)) {
            return Err(InvalidQuestion::OptionTwice(twice.clone()));
        }
        self.questions.insert(name, question);
        Ok(())
    }

    /// The question of that name.
    pub fn question(&self, name: &Label) -> Option<&Question> {
        self.questions.get(name)
    }

    /// Every question, by name.
    pub fn questions(&self) -> impl ExactSizeIterator<Item = (&Label, &Question)> {
        self.questions.iter()
    }

    /// The names of up to three questions that look most like this one, for messages about a name that is not there.
    pub fn nearest(&self, name: &Label) -> Vec<Label> {
        most_alike(name, self.questions.keys())
    }

    /// Whether an answer fits the question of that name.
    ///
    /// # Errors
    ///
    /// When there is no such question, or the answer is of another kind, not an option, or out of range.
    pub fn check(&self, name: &Label, answer: &Answer) -> Result<(), InvalidAnswer> {
        let Some(question) = self.question(name) else {
            return Err(InvalidAnswer::NoSuchQuestion { nearest: self.nearest(name) });
        };
        let kind = &question.answer;
        match (kind, answer) {
            (AnswerKind::Choice { .. }, Answer::Choice(_))
            | (AnswerKind::Tags { .. }, Answer::Tags(_))
            | (AnswerKind::Scale { .. }, Answer::Step(_)) => {
                let options = kind.options();
                let unknown = answer.labels().find(|label| !options.is_empty() && !options.contains(label));
                unknown.map_or(Ok(()), |label| {
                    let nearest = most_alike(label, options);
                    Err(InvalidAnswer::NoSuchOption { label: label.clone(), nearest })
                })
            }
            (AnswerKind::Number { min, max }, Answer::Number(number)) if number < min || number > max => {
                Err(InvalidAnswer::OutOfRange { min: *min, max: *max })
            }
            (AnswerKind::Number { .. }, Answer::Number(_)) => Ok(()),
            _ => Err(InvalidAnswer::OtherKind { expected: kind.name() }),
        }
    }
}

/// The form of a [`Questionnaire`] in files, before it is checked.
#[derive(Deserialize)]
#[serde(transparent)]
struct Form {
    #[serde(deserialize_with = "distinct")]
    questions: BTreeMap<Label, Question>,
}

impl TryFrom<Form> for Questionnaire {
    type Error = InvalidQuestionNamed;

    fn try_from(Form { questions }: Form) -> Result<Self, InvalidQuestionNamed> {
        let mut questionnaire = Self::default();
        for (name, question) in questions {
            let named = |problem| InvalidQuestionNamed { question: name.clone(), problem };
            questionnaire.ask(name.clone(), question).map_err(named)?;
        }
        Ok(questionnaire)
    }
}

impl From<Questionnaire> for BTreeMap<Label, Question> {
    fn from(questionnaire: Questionnaire) -> Self {
        questionnaire.questions
    }
}

/// A question of a stored questionnaire that cannot be asked as it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("question `{question}`: {problem}")]
pub struct InvalidQuestionNamed {
    /// The question.
    pub question: Label,
    /// What is wrong with it.
    pub problem: InvalidQuestion,
}

/// Up to three labels that look most like the one given, most alike first.
pub(super) fn most_alike<'a>(label: &Label, among: impl IntoIterator<Item = &'a Label>) -> Vec<Label> {
    let keyed = among.into_iter().map(|other| (other, other.key()));
    label::most_alike(label.key(), keyed).into_iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> Label {
        Label::new(text).unwrap()
    }

    fn quantity(text: &str) -> Quantity {
        text.parse().unwrap()
    }

    fn questionnaire() -> Questionnaire {
        serde_json::from_str(
            r#"{
                "grade": {"kind": "scale", "steps": ["Junior", "Medior", "Senior"]},
                "faith": {"kind": "choice", "options": ["None", "Other"], "sensitivity": "sensitive"},
                "street": {"kind": "choice"},
                "themes": {"kind": "tags", "options": ["work", "home"]},
                "years": {"kind": "number", "min": 0, "max": 60.5}
            }"#,
        )
        .unwrap()
    }

    #[test]
    fn quantities_are_exact_to_the_thousandth() {
        for (text, thousandths, shown) in [
            ("12", 12_000, "12"),
            ("-0.5", -500, "-0.5"),
            (" 2,5 ", 2_500, "2.5"),
            ("0.125", 125, "0.125"),
            ("-0", 0, "0"),
            ("1000000000000", Quantity::MAX_THOUSANDTHS, "1000000000000"),
        ] {
            assert_eq!((quantity(text).thousandths(), &*quantity(text).to_string()), (thousandths, shown));
        }
        for wrong in
            ["", "-", ".5", "1.2345", "1.000.000", "1e3", "+1", "1000000000000.001", "99999999999999"]
        {
            assert_eq!(wrong.parse::<Quantity>(), Err(InvalidQuantity), "{wrong}");
        }
        assert_eq!(quantity("-1").distance(quantity("2.5")), 3_500);
        assert_eq!(Quantity::from(-7), quantity("-7"));
    }

    #[test]
    fn quantities_are_read_from_any_form_of_number() {
        for json in ["2.5", "\"2.5\"", "\"2,5\""] {
            assert_eq!(serde_json::from_str::<Quantity>(json).unwrap(), quantity("2.5"), "{json}");
        }
        assert_eq!(serde_json::from_str::<Quantity>("-3").unwrap(), Quantity::from(-3));
        for json in ["1e300", "0.0001", "9223372036854775807", "null", "1000000000001"] {
            assert!(serde_json::from_str::<Quantity>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn a_question_that_cannot_be_answered_is_refused() {
        let mut questionnaire = Questionnaire::default();
        let mut ask = |answer| questionnaire.ask(label("q"), Question::new(answer));
        let twice = vec![label("Yes"), label("no"), label("yes ")];
        assert_eq!(ask(AnswerKind::Tags { options: twice }), Err(InvalidQuestion::OptionTwice(label("yes"))));
        assert_eq!(ask(AnswerKind::Scale { steps: vec![label("a")] }), Err(InvalidQuestion::ShortScale));
        let (min, max) = (quantity("2"), quantity("1.999"));
        assert_eq!(ask(AnswerKind::Number { min, max }), Err(InvalidQuestion::EmptyRange { min, max }));
        assert_eq!(ask(AnswerKind::Number { min, max: min }), Ok(()));
        let many = Questionnaire::MAX_OPTIONS + 1;
        let options = (0..many).map(|n| label(&n.to_string())).collect();
        assert_eq!(ask(AnswerKind::Choice { options }), Err(InvalidQuestion::TooManyOptions(many)));
    }

    #[test]
    fn an_answer_has_to_fit_its_question() {
        let check = |name: &str, answer: Answer| match questionnaire().check(&label(name), &answer) {
            Ok(()) => "fits".to_owned(),
            Err(error) => error.to_string(),
        };
        assert_eq!(check("GRADE", Answer::Step(label("senior"))), "fits");
        assert_eq!(check("street", Answer::Choice(label("any"))), "fits");
        assert_eq!(check("themes", Answer::Tags(BTreeSet::new())), "fits");
        assert_eq!(check("years", Answer::Number(quantity("60.5"))), "fits");
        assert_eq!(check("grade", Answer::Choice(label("Senior"))), "a step of the scale is asked");
        assert_eq!(check("years", Answer::Step(label("ten"))), "a number is asked");
        assert_eq!(check("years", Answer::Number(quantity("61"))), "a number from 0 to 60.5 is asked");
        assert_eq!(check("years", Answer::Number(quantity("-0.001"))), "a number from 0 to 60.5 is asked");
        let tags = Answer::Tags([label("home"), label("wrok")].into());
        assert_eq!(check("themes", tags), "`wrok` is not one of its options; nearest: `work`");
        assert_eq!(check("grades", Answer::Step(label("x"))), "there is no such question; nearest: `grade`");
    }

    #[test]
    fn a_stored_questionnaire_is_checked_and_unknown_keys_are_refused() {
        let json = serde_json::to_string(&questionnaire()).unwrap();
        assert_eq!(serde_json::from_str::<Questionnaire>(&json).unwrap(), questionnaire());
        let refused = |json: &str| serde_json::from_str::<Questionnaire>(json).unwrap_err().to_string();
        assert_eq!(
            refused(r#"{"q": {"kind": "scale", "steps": ["a"]}}"#),
            "question `q`: a scale has at least two steps, from lowest to highest"
        );
        assert!(refused(r#"{"q": {"kind": "choice", "optoins": []}}"#).contains("optoins"));
        assert!(refused(r#"{"q": {"kind": "number", "min": 0, "max": 1, "step": 1}}"#).contains("step"));
        assert!(refused(r#"{"q": {"kind": "essay"}}"#).contains("essay"));
    }

    #[test]
    fn the_nearest_labels_come_most_alike_first_and_far_ones_not_at_all() {
        let labels = ["gardening", "cooking", "cycling", "cook", "swimming"].map(label);
        assert_eq!(most_alike(&label("coocking"), &labels), ["cooking", "cook", "cycling"].map(label));
        assert_eq!(most_alike(&label("gardenign"), &labels), ["gardening"].map(label));
        assert_eq!(most_alike(&label("xyz"), &labels), []);
        assert_eq!(most_alike(&label("a"), &[]), []);
    }

    #[test]
    fn debug_tells_the_kind_of_an_answer_alone() {
        let answers = [
            Answer::Choice(label("secret")),
            Answer::Step(label("secret")),
            Answer::Tags([label("secret")].into()),
            Answer::Number(quantity("42")),
        ];
        assert_eq!(format!("{answers:?}"), "[Choice(…), Step(…), Tags(…), Number(…)]");
    }
}
