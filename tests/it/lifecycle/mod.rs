//! Introductions and agreements: the rule book line by line, every case that must be right, logs, views and to-do lists.

mod agreement;
mod cases;
mod diagrams;
mod introduction;
#[path = "../../../src/testing/lifecycle/story.rs"]
pub mod kit;
mod logs;
mod random;
mod to_do;
mod views;
