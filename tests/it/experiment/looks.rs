//! Looking as planned: what is refused, who counts, what is told.

mod effects;
mod record;
