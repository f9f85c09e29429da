//! The page: headings, paragraphs and names. The library prints identifiers; a coordinator knows people.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
};

use super::town::Town;

/// What may go wrong while a chapter is told.
pub(crate) type Told<T = ()> = Result<T, Box<dyn Error>>;

/// The longest line, in characters.
const WIDTH: usize = 110;

/// What has been told so far.
pub(crate) struct Story {
    text: String,
    names: BTreeMap<String, String>,
    /// Names of more than one person, which always need the identifier.
    shared: BTreeSet<String>,
    /// Who has been named: from then on the name is enough.
    met: BTreeSet<String>,
}

impl Story {
    pub(crate) fn new(town: &Town) -> Self {
        let names = town.names();
        let (mut seen, mut shared) = (BTreeSet::new(), BTreeSet::new());
        for name in names.values() {
            if !seen.insert(name.clone()) {
                shared.insert(name.clone());
            }
        }
        Self { text: String::new(), names, shared, met: BTreeSet::new() }
    }

    pub(crate) fn chapter(&mut self, time: &str, title: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.extend([time, "  ", title, "\n"]);
    }

    /// A paragraph.
    pub(crate) fn say(&mut self, text: &str) {
        self.wrapped("", text);
    }

    /// A line of a list.
    pub(crate) fn item(&mut self, text: &str) {
        self.wrapped("  - ", text);
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// Identifiers stand in backticks; where somebody has one of them, it becomes their name.
    fn named(&mut self, text: &str) -> String {
        let mut told = String::new();
        for (at, piece) in text.split('`').enumerate() {
            match self.names.get(piece).filter(|_| at % 2 == 1) {
                Some(name) if self.met.insert(piece.to_owned()) || self.shared.contains(name) => {
                    told.extend([name, " (", piece, ")"]);
                }
                Some(name) => told += name,
                None => told += piece,
            }
        }
        told
    }

    fn wrapped(&mut self, bullet: &str, text: &str) {
        let text = self.named(text);
        let hanging = " ".repeat(bullet.len());
        let mut line = bullet.to_owned();
        let mut is_empty = true;
        for word in text.split_whitespace() {
            if !is_empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.text.extend([&line, "\n"]);
                line.clone_from(&hanging);
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
            }
            line += word;
            is_empty = false;
        }
        self.text.extend([&line, "\n"]);
    }
}
