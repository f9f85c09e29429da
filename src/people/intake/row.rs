//! The cells of one row, as the feeds of a mapping see them: joined, split, ticked, blank; and the report of what cannot
//! be read.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    Columns, Effect, RowFault, RowProblem, Sheet, Vocabulary,
    bind::{Bound, Feed, IdFeed},
    table::Row,
    words::{self, Words, marked, unreadable},
};
use crate::{
    id::{Digest, PersonId},
    people::{Label, label},
};

/// A value in a cell, and the column where it stands.
pub(super) struct Item {
    pub(super) text: String,
    pub(super) at: Option<usize>,
}

/// The identifier that a text makes.
pub(super) fn identifier(feed: &IdFeed<'_>, text: &str) -> String {
    if !feed.pseudonym {
        return format!("{}{text}", feed.prefix);
    }
    let plain = label::single_spaces(&text.to_lowercase());
    let digest = Digest::of_bytes(plain).to_string();
    format!("{}{}", feed.prefix, &digest[..16])
}

/// Reads one row, field by field.
pub(super) struct RowReader<'a, 'c> {
    pub(super) columns: &'c Columns,
    pub(super) bound: &'c Bound<'a>,
    pub(super) row: &'a Row,
    pub(super) problems: Vec<RowProblem>,
}

impl<'a> RowReader<'a, '_> {
    /// The identifier that a feed makes; `None` when that is not possible and reported.
    pub(super) fn id(&mut self, feed: &IdFeed<'_>) -> Option<String> {
        let cells: Vec<_> = feed.columns.iter().map(|at| self.cell(*at)).collect();
        let blank = feed.columns.iter().zip(&cells).find(|(_, cell)| cell.is_empty());
        if let Some((at, _)) = blank {
            self.report(Some(*at), None, RowFault::Blank { needed: "an identifier" }, Effect::SetAside);
            return None;
        }
        let text = cells.join(feed.join);
        let id = identifier(feed, &text);
        match PersonId::new(&id) {
            Ok(_) => Some(id),
            Err(problem) => {
                let at = feed.columns.first().copied();
                self.report(at, Some(text), RowFault::NoId(problem), Effect::SetAside);
                None
            }
        }
    }

    pub(super) fn text(&mut self, feed: Option<&Feed<'_>>) -> Option<String> {
        self.one(feed, |text| Ok(text.to_owned()))
    }

    pub(super) fn date(&mut self, feed: Option<&Feed<'_>>) -> Option<Date> {
        let order = self.columns.dates;
        self.one(feed, |text| words::date(text, order))
    }

    pub(super) fn labels(
        &mut self,
        feed: Option<&Feed<'_>>,
        vocabulary: Vocabulary,
    ) -> Option<BTreeSet<Label>> {
        let words = self.columns.words(vocabulary);
        self.several(feed, words, ":", |text| words.label(text)).map(BTreeSet::from_iter)
    }

    /// Labels with what stands behind them; `None` when blank, or when none could be read and that is reported.
    pub(super) fn levelled<T: Copy + PartialEq>(
        &mut self,
        feed: Option<&Feed<'_>>,
        vocabulary: Vocabulary,
        level: impl Fn(&[&str]) -> Result<T, ()>,
    ) -> Option<BTreeMap<Label, T>> {
        let feed = feed?;
        let words = self.columns.words(vocabulary);
        let expected = match (vocabulary, self.bound.sheet) {
            (Vocabulary::Languages, _) => "followed by a level from A1 to C2 or `native`",
            (_, Sheet::Mentors) => "followed by a level from 1 to 5",
            (_, Sheet::Mentees) => "followed by an importance from 1 to 5, and perhaps a level from 1 to 5",
        };
        let items = self.items(feed, words, feed.level_mark)?;
        let said_none = items.is_empty();
        let mut levels = BTreeMap::new();
        for Item { text, at } in items {
            let (value, behind) =
                if words.knows(&text) { (&*text, Vec::new()) } else { marked(&text, feed.level_mark) };
            let read = words.label(value).and_then(|label| {
                level(&behind).map(|level| (label, level)).map_err(|()| unreadable(expected))
            });
            match read {
                Ok((label, level)) => {
                    if *levels.entry(label).or_insert(level) != level {
                        self.report(at, Some(text), RowFault::TwoLevels, feed.effect);
                    }
                }
                Err(fault) => self.report(at, Some(text), fault, feed.effect),
            }
        }
        (said_none || !levels.is_empty()).then_some(levels)
    }

    pub(super) fn one<T>(
        &mut self,
        feed: Option<&Feed<'_>>,
        read: impl FnOnce(&str) -> Result<T, RowFault>,
    ) -> Option<T> {
        self.take_one(feed?, read)
    }

    /// The one value that a feed asks for; `None` when blank, or unreadable and reported.
    pub(super) fn take_one<T>(
        &mut self,
        feed: &Feed<'_>,
        read: impl FnOnce(&str) -> Result<T, RowFault>,
    ) -> Option<T> {
        let mut values: Vec<_> = feed.columns.iter().map(|at| (self.cell(*at).to_owned(), *at)).collect();
        values.extend(feed.grid.iter().map(|(before, at)| match self.cell(*at) {
            "" => (String::new(), *at),
            cell => (format!("{before} {cell}"), *at),
        }));
        values.extend(self.ticked(feed));
        values.retain(|(text, _)| !text.is_empty());
        let at = values.first().map(|(_, at)| *at);
        let texts: Vec<_> = values.into_iter().map(|(text, _)| text).collect();
        let text = if texts.is_empty() { self.blank(feed)? } else { texts.join(feed.join) };
        read(&text).map_err(|fault| self.report(at, Some(text), fault, feed.effect)).ok()
    }

    pub(super) fn several<T>(
        &mut self,
        feed: Option<&Feed<'_>>,
        words: Words<'_>,
        glue: &str,
        read: impl Fn(&str) -> Result<T, RowFault>,
    ) -> Option<Vec<T>> {
        self.take_several(feed?, words, glue, read)
    }

    /// The values that a feed asks for; `None` when blank, or when none could be read and that is reported.
    pub(super) fn take_several<T>(
        &mut self,
        feed: &Feed<'_>,
        words: Words<'_>,
        glue: &str,
        read: impl Fn(&str) -> Result<T, RowFault>,
    ) -> Option<Vec<T>> {
        let items = self.items(feed, words, glue)?;
        let said_none = items.is_empty();
        let mut values = Vec::with_capacity(items.len());
        for Item { text, at } in items {
            match read(&text) {
                Ok(value) => values.push(value),
                Err(fault) => self.report(at, Some(text), fault, feed.effect),
            }
        }
        (said_none || !values.is_empty()).then_some(values)
    }

    /// The values in the cells of a feed, split; `None` when all are blank, nothing when somebody said "none".
    pub(super) fn items(&mut self, feed: &Feed<'_>, words: Words<'_>, glue: &str) -> Option<Vec<Item>> {
        let mut items = Vec::new();
        let mut said_none = false;
        let columns = feed.columns.iter().map(|at| ("", *at)).chain(feed.grid.iter().copied());
        for (before, at) in columns {
            let cell = self.cell(at);
            let parts = if words.knows(cell) { vec![cell] } else { split(cell, feed.split) };
            for part in parts {
                if is_among(&self.columns.none, part) {
                    said_none = true;
                } else if before.is_empty() {
                    items.push(Item { text: part.to_owned(), at: Some(at) });
                } else {
                    items.push(Item { text: format!("{before}{glue}{part}"), at: Some(at) });
                }
            }
        }
        items.extend(self.ticked(feed).into_iter().map(|(text, at)| Item { text, at: Some(at) }));
        if items.is_empty() && !said_none {
            let default = self.blank(feed)?;
            let parts = if words.knows(&default) { vec![&*default] } else { split(&default, feed.split) };
            items.extend(parts.into_iter().map(|part| Item { text: part.to_owned(), at: None }));
        }
        Some(items)
    }

    /// The values whose columns say yes.
    fn ticked(&mut self, feed: &Feed<'_>) -> Vec<(String, usize)> {
        let words = self.columns.words(Vocabulary::YesNo);
        let mut ticked = Vec::new();
        for (value, at) in &feed.ticks {
            let cell = self.cell(*at);
            match if cell.is_empty() { Ok(false) } else { words::yes_no(words.meant(cell)) } {
                Ok(true) => ticked.push(((*value).to_owned(), *at)),
                Ok(false) => {}
                Err(fault) => self.report(Some(*at), Some(cell.to_owned()), fault, feed.effect),
            }
        }
        ticked
    }

    /// What a blank cell means.
    fn blank(&mut self, feed: &Feed<'_>) -> Option<String> {
        if feed.default.is_none() && feed.required {
            let at = feed.columns.first().copied();
            self.report(at, None, RowFault::Blank { needed: "an answer" }, Effect::SetAside);
        }
        feed.default.map(str::to_owned)
    }

    /// A cell without stray spaces; empty when it says so in words.
    pub(super) fn cell(&self, at: usize) -> &'a str {
        let cell = self.row.cells().get(at).map_or("", |cell| cell.trim());
        if is_among(&self.columns.blank, cell) { "" } else { cell }
    }

    pub(super) fn header(&self, at: Option<usize>) -> Option<String> {
        at.map(|at| label::single_spaces(&self.bound.table.headers()[at]))
    }

    pub(super) fn report(
        &mut self,
        at: Option<usize>,
        cell: Option<String>,
        fault: RowFault,
        effect: Effect,
    ) {
        let (sheet, row, column) = (self.bound.sheet, self.row.number(), self.header(at));
        let problem = RowProblem { sheet, row, column, cell, fault, effect };
        // One cell may feed two fields: the identifier and the person.
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}

/// Whether a text reads as one of these labels.
fn is_among(labels: &BTreeSet<Label>, text: &str) -> bool {
    !labels.is_empty() && Label::new(text).is_ok_and(|label| labels.contains(&label))
}

/// The parts of a text between any of the separators, without blanks.
fn split<'t>(text: &'t str, separators: &[String]) -> Vec<&'t str> {
    let mut parts = vec![text];
    for separator in separators {
        parts = parts.into_iter().flat_map(|part| part.split(separator.as_str())).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}
