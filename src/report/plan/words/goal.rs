//! What a plan is the best by.

use crate::{matching::Goal, report::language::Language};

/// A goal, after “by the goal:”.
pub(in crate::report::plan) fn goal(language: Language, goal: Goal) -> &'static str {
    let (dutch, english) = match goal {
        Goal::PeopleFirst => (
            "eerst zo veel mogelijk mentees met een mentor, daarna zo veel mogelijk punten bij elkaar",
            "first as many mentees as possible with a mentor, then as many points in all as possible",
        ),
        Goal::PairingsFirst => (
            "eerst zo veel mogelijk koppels, daarna zo veel mogelijk punten bij elkaar",
            "first as many pairs as possible, then as many points in all as possible",
        ),
        Goal::TotalScore => (
            "zo veel mogelijk punten bij elkaar; een koppel zonder punten wordt niet voorgesteld",
            "as many points in all as possible; a pair without points is not proposed",
        ),
        Goal::RaiseLowest => (
            "eerst zo veel mogelijk mentees met een mentor, dan het koppel met de minste punten zo hoog mogelijk, \
             daarna zo veel mogelijk punten bij elkaar",
            "first as many mentees as possible with a mentor, then the pair with the fewest points as high as possible, \
             then as many points in all as possible",
        ),
        Goal::Leximin => (
            "eerst zo veel mogelijk mentees met een mentor, dan het koppel met de minste punten zo hoog mogelijk, \
             dan het koppel daarboven, en zo verder tot het laatste",
            "first as many mentees as possible with a mentor, then the pair with the fewest points as high as possible, \
             then the next, and so on to the last",
        ),
        Goal::LongestWaitingFirst => (
            "eerst zo veel mogelijk mentees met een mentor, dan de mentees die het langst wachten, daarna zo veel \
             mogelijk punten bij elkaar",
            "first as many mentees as possible with a mentor, then the mentees who have waited longest, then as many \
             points in all as possible",
        ),
    };
    language.pick(dutch, english)
}
