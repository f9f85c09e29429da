//! Feedback and impact: laws of merging, published figures, and figures of other packages.

mod change;
mod counts;
mod figures;
mod times;
mod words;
