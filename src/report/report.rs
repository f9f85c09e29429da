//! Placeholder until the forms come.
use super::document::Document;
/// A report.
pub struct Report {
    #[expect(dead_code)]
    document: Document,
}
impl Report {
    pub(super) fn of(document: Document) -> Self {
        Self { document }
    }
}
