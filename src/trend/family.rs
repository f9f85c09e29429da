//! A family of questions declared beforehand, so that asking many does not find what is not there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{Deserialize, Serialize};

use crate::{impact::distribution::real, people::Label};

/// Questions that were declared before anybody looked, and the share of false discoveries that is borne among those found.
///
/// Of twenty questions about nothing, one comes out below 0.05. So the questions are declared, by name or by the identifier of
/// an indicator, and judged together (Benjamini and Hochberg 1995). Whatever else is looked at is [`Standing::Exploratory`]: a
/// reason to ask next time.
///
/// ```
/// use mentorship::{
///     people::Label,
///     trend::{Family, Standing},
/// };
///
/// let [lasting, satisfied, met] = ["length.retention", "voice.satisfied", "delivery.adherence"].map(Label::new);
/// let (lasting, satisfied, met) = (lasting?, satisfied?, met?);
/// let family = Family::declare([lasting.clone(), satisfied.clone(), met.clone()])?;
/// let findings = family.judge([(lasting.clone(), 0.01), (satisfied.clone(), 0.04)])?;
/// assert!(findings.stands(&lasting) && !findings.stands(&satisfied));
/// assert_eq!(findings.to_string(), "1 of 3 questions stand, at most 5 % of such findings false; 1 has no answer and counts");
/// assert_eq!(family.standing(&Label::new("what we saw in the plot")?), Standing::Exploratory);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "FamilyState")]
pub struct Family {
    questions: BTreeSet<Label>,
    false_share: f64,
}

/// A [`Family`] as it was stored.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FamilyState {
    questions: Vec<Label>,
    false_share: f64,
}

impl TryFrom<FamilyState> for Family {
    type Error = InvalidFamily;

    fn try_from(state: FamilyState) -> Result<Self, InvalidFamily> {
        Self::declare(state.questions)?.bearing(state.false_share)
    }
}

/// Why questions are no family.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidFamily {
    /// No question.
    #[error("a family has at least one question")]
    Empty,
    /// The same question more than once.
    #[error("`{question}` is declared twice")]
    DeclaredTwice {
        /// Which.
        question: Label,
    },
    /// A share of false discoveries that is none.
    #[error("the share of false discoveries lies above 0 and below 1, such as 0.05; it is not {0}")]
    FalseShare(f64),
}

/// Why answers cannot be judged.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NotJudged {
    /// A question that was not declared: it can be explored, not found.
    #[error("`{question}` was not declared beforehand; what is asked later is exploratory")]
    Undeclared {
        /// Which.
        question: Label,
    },
    /// Two answers to one question.
    #[error("`{question}` is answered twice")]
    AnsweredTwice {
        /// Which.
        question: Label,
    },
    /// A p-value that is no probability.
    #[error("`{question}`: a p-value lies from 0 to 1; {p} does not")]
    NoProbability {
        /// Which.
        question: Label,
        /// What was given.
        p: f64,
    },
}

/// Whether a question was declared before anybody looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It was.
    Declared,
    /// It was not: a reason to ask next time.
    Exploratory,
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Declared => "declared beforehand",
            Self::Exploratory => "exploratory",
        })
    }
}

impl Family {
    /// The share of false discoveries that is borne unless said otherwise: 0.05.
    pub const FALSE_SHARE: f64 = 0.05;

    /// Declares questions, in any order.
    ///
    /// # Errors
    ///
    /// When there is none, or one is there twice.
    pub fn declare(questions: impl IntoIterator<Item = Label>) -> Result<Self, InvalidFamily> {
        let mut family = Self { questions: BTreeSet::new(), false_share: Self::FALSE_SHARE };
        for question in questions {
            if let Some(question) = family.questions.replace(question) {
                return Err(InvalidFamily::DeclaredTwice { question });
            }
        }
        if family.questions.is_empty() { Err(InvalidFamily::Empty) } else { Ok(family) }
    }

    /// The same, bearing another share of false discoveries among those found.
    ///
    /// # Errors
    ///
    /// When it is not above 0 and below 1.
    pub fn bearing(self, false_share: f64) -> Result<Self, InvalidFamily> {
        if false_share > 0.0 && false_share < 1.0 {
            Ok(Self { false_share, ..self })
        } else {
            Err(InvalidFamily::FalseShare(false_share))
        }
    }

    /// What was declared, in alphabetical order.
    pub fn questions(&self) -> &BTreeSet<Label> {
        &self.questions
    }

    /// The share of false discoveries that is borne among those found.
    pub fn false_share(&self) -> f64 {
        self.false_share
    }

    /// Whether a question is one of them.
    pub fn standing(&self, question: &Label) -> Standing {
        if self.questions.contains(question) { Standing::Declared } else { Standing::Exploratory }
    }

    /// Judges the answers together. A question without an answer counts as one that found nothing (its p is taken as 1), so
    /// that leaving out what disappoints helps nobody.
    ///
    /// # Errors
    ///
    /// When a question was not declared, is answered twice, or its p-value does not lie from 0 to 1.
    pub fn judge(&self, p_values: impl IntoIterator<Item = (Label, f64)>) -> Result<Findings, NotJudged> {
        let mut answers: BTreeMap<&Label, f64> = BTreeMap::new();
        for (question, p) in p_values {
            let Some(declared) = self.questions.get(&question) else {
                return Err(NotJudged::Undeclared { question });
            };
            if !(0.0..=1.0).contains(&p) {
                return Err(NotJudged::NoProbability { question, p });
            }
            if answers.insert(declared, p).is_some() {
                return Err(NotJudged::AnsweredTwice { question });
            }
        }
        let mut by_p: Vec<(&Label, f64)> = answers.into_iter().collect();
        by_p.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        let unanswered =
            self.questions.iter().map(|question| Finding { question: question.clone(), answer: None });
        let mut findings: BTreeMap<&Label, Finding> = self.questions.iter().zip(unanswered).collect();
        // From the largest p down: p times all questions, over how many are no larger, and never more than the one above.
        let (all, mut adjusted) = (real(self.questions.len() as u64), 1.0_f64);
        for (rank, (question, p)) in (1..).zip(by_p).collect::<Vec<_>>().into_iter().rev() {
            adjusted = adjusted.min(p * all / real(rank));
            let answer = Some(Answer { p, adjusted, stands: adjusted <= self.false_share });
            findings.insert(question, Finding { question: question.clone(), answer });
        }
        Ok(Findings { false_share: self.false_share, findings: findings.into_values().collect() })
    }
}

/// What became of a family.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Findings {
    false_share: f64,
    /// By question.
    findings: Vec<Finding>,
}

/// What became of one declared question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    question: Label,
    answer: Option<Answer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
struct Answer {
    p: f64,
    adjusted: f64,
    stands: bool,
}

impl Finding {
    /// Which.
    pub fn question(&self) -> &Label {
        &self.question
    }

    /// Its p-value; `None` when it was declared and has no answer.
    pub fn p(&self) -> Option<f64> {
        self.answer.map(|answer| answer.p)
    }

    /// The p-value adjusted for the family (Benjamini and Hochberg 1995): the smallest share of false discoveries at which it
    /// would stand.
    pub fn adjusted(&self) -> Option<f64> {
        self.answer.map(|answer| answer.adjusted)
    }

    /// Whether it stands.
    pub fn stands(&self) -> bool {
        self.answer.is_some_and(|answer| answer.stands)
    }
}

impl Findings {
    /// All declared questions, in alphabetical order.
    pub fn all(&self) -> &[Finding] {
        &self.findings
    }

    /// What became of a question; `None` when it was not declared.
    pub fn of(&self, question: &Label) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.question == *question)
    }

    /// Whether a question was declared and stands.
    pub fn stands(&self, question: &Label) -> bool {
        self.of(question).is_some_and(Finding::stands)
    }

    /// Declared questions without an answer. They count among all, so the others stand less easily.
    pub fn unanswered(&self) -> impl Iterator<Item = &Label> {
        self.findings.iter().filter(|finding| finding.answer.is_none()).map(Finding::question)
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stand = self.findings.iter().filter(|finding| finding.stands()).count();
        let (all, percent) = (self.findings.len(), 100.0 * self.false_share);
        write!(f, "{stand} of {all} questions stand, at most {percent} % of such findings false")?;
        match self.unanswered().count() {
            0 => Ok(()),
            1 => f.write_str("; 1 has no answer and counts"),
            several => write!(f, "; {several} have no answer and count"),
        }
    }
}
