//! A report that can be given a form; the forms come with their own room.

use super::document::Document;

/// A report, ready to be given a form.
#[derive(Clone)]
pub struct Report {
    document: Document,
}

impl Report {
    pub(super) fn of(document: Document) -> Self {
        Self { document }
    }
}

impl std::fmt::Debug for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Report").field("title", &self.document.title).finish_non_exhaustive()
    }
}
