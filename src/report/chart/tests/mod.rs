//! What holds of every chart, whatever comes in, and what each kind promises.

mod any;
mod examples;
mod kinds;
mod sound;
