//! A sheet as text: rows of cells under a row of headers.

use std::{collections::BTreeMap, fmt};

use crate::people::{MAX_PEOPLE, label};

/// What stands between the cells of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Separator {
    /// `,`, as most programs write.
    #[default]
    Comma,
    /// `;`, as a spreadsheet writes where the comma is for decimals.
    Semicolon,
    /// A tab, as copying from a spreadsheet gives.
    Tab,
}

impl Separator {
    const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    /// The separator of a text: the one that stands most often in its first line that is not blank, quoted parts left
    /// out; in a draw, and when none does, the first of comma, semicolon and tab.
    pub fn of(text: &str) -> Self {
        let mut counts = [0_usize; 3];
        let mut quoted = false;
        let first = text.trim_start_matches(['\u{feff}', '\r', '\n', ' ']);
        for byte in first.bytes() {
            match byte {
                b'"' => quoted = !quoted,
                b'\r' | b'\n' if !quoted => break,
                _ if quoted => {}
                _ => {
                    for (count, separator) in counts.iter_mut().zip(Self::ALL) {
                        *count += usize::from(byte == separator.byte());
                    }
                }
            }
        }
        let most = counts.iter().max().copied().unwrap_or(0);
        Self::ALL.into_iter().zip(counts).find(|(_, count)| *count == most).map_or(Self::Comma, |(s, _)| s)
    }
}

/// One row of a table.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    number: usize,
    cells: Vec<String>,
    unclosed: bool,
}

impl Row {
    /// The row's number in the spreadsheet, where the first row is 1. Blank rows count; a cell with line breaks in it is
    /// still in one row.
    pub fn number(&self) -> usize {
        self.number
    }

    /// The cells, as they stand in the sheet.
    pub fn cells(&self) -> &[String] {
        &self.cells
    }

    /// Whether a quotation mark opens in it that nothing closes; the mark is then read as an ordinary sign.
    pub fn has_unclosed_quote(&self) -> bool {
        self.unclosed
    }
}

/// Cells are people's answers: `Debug` tells where they stand.
impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Row({}: {} cells)", self.number, self.cells.len())
    }
}

/// Why a text or a set of rows is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidTable {
    /// Nothing but blank rows.
    #[error("there is nothing in the sheet: the first row holds the headers")]
    Empty,
    /// More rows than a roster can hold.
    #[error("the sheet has more than {MAX_PEOPLE} rows")]
    TooLong,
}

/// A sheet: headers, and rows of cells under them. Rows without anything in them are left out, and still counted in the
/// numbers of the others.
///
/// ```
/// use mentorship::people::intake::Table;
///
/// let table = Table::parse("Nummer;Talen\nM-1;\"Nederlands; Engels\"\n\nM-2;Frans\n")?;
/// assert_eq!(table.headers(), ["Nummer", "Talen"]);
/// assert_eq!(table.rows()[0].cells()[1], "Nederlands; Engels");
/// assert_eq!(table.rows()[1].number(), 4);
/// # Ok::<(), mentorship::people::intake::InvalidTable>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Table {
    headers: Vec<String>,
    header_row: usize,
    rows: Vec<Row>,
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Table({} rows under {:?})", self.rows.len(), self.headers)
    }
}

/// A row that no sheet contains, put behind the text: when it is not the last record, a quotation mark swallowed it.
const END: &str = "\u{1}end of table\u{1}";

impl Table {
    /// Reads a sheet written as text. The separator is found by [`Separator::of`], unless the first line is the `sep=;`
    /// by which spreadsheets tell each other (that line is no row). A byte-order mark is skipped; lines may end in any
    /// of the usual ways; cells may be quoted, with doubled quotes and line breaks inside.
    ///
    /// # Errors
    ///
    /// When there is nothing in it, or more rows than [`MAX_PEOPLE`].
    pub fn parse(text: &str) -> Result<Self, InvalidTable> {
        let text = text.trim_start_matches('\u{feff}');
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let declared = first.trim_end().strip_prefix("sep=");
        let declared =
            Separator::ALL.into_iter().find(|s| declared == Some(&*char::from(s.byte()).to_string()));
        match declared {
            Some(separator) => Self::parse_with(rest, separator),
            None => Self::parse_with(text, Separator::of(text)),
        }
    }

    /// Reads a sheet with this separator.
    ///
    /// # Errors
    ///
    /// When there is nothing in it, or more rows than [`MAX_PEOPLE`].
    pub fn parse_with(text: &str, separator: Separator) -> Result<Self, InvalidTable> {
        let text = format!("{}\n{END}\n", text.trim_start_matches('\u{feff}'));
        let mut rows = Vec::new();
        let mut number = 0;
        let mut from = 0;
        // Each round reads up to the end or to a quotation mark that nothing closes, and then past that line.
        while let Some(unclosed) = split(&text, from, separator, &mut number, &mut rows) {
            let line = &text[unclosed..];
            let end = line.find(['\r', '\n']).expect("the text ends in a line break");
            number += 1;
            let cells = plain_cells(&line[..end], separator);
            rows.push(Row { number, cells, unclosed: true });
            let broken = if line[end..].starts_with("\r\n") { 2 } else { 1 };
            from = unclosed + end + broken;
        }
        Self::of_rows(rows)
    }

    /// Takes headers and rows of cells as some other reader gave them. The headers are row 1, the first row is 2.
    ///
    /// # Errors
    ///
    /// When no header is filled in, or there are more rows than [`MAX_PEOPLE`].
    pub fn new<C: Into<String>>(
        headers: impl IntoIterator<Item = C>,
        rows: impl IntoIterator<Item = Vec<C>>,
    ) -> Result<Self, InvalidTable> {
        let headers: Vec<String> = headers.into_iter().map(Into::into).collect();
        if headers.iter().all(|header| header.trim().is_empty()) {
            return Err(InvalidTable::Empty);
        }
        let cells = rows.into_iter().map(|row| row.into_iter().map(Into::into).collect());
        let rows = std::iter::once(headers).chain(cells).zip(1..);
        Self::of_rows(rows.map(|(cells, number)| Row { number, cells, unclosed: false }).collect())
    }

    fn of_rows(mut rows: Vec<Row>) -> Result<Self, InvalidTable> {
        rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
        if rows.is_empty() {
            return Err(InvalidTable::Empty);
        }
        if rows.len() - 1 > MAX_PEOPLE {
            return Err(InvalidTable::TooLong);
        }
        let Row { number, cells: headers, .. } = rows.remove(0);
        Ok(Self { headers, header_row: number, rows })
    }

    /// The headers, as they stand in the sheet.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The number of the row that holds the headers, usually 1.
    pub fn header_row(&self) -> usize {
        self.header_row
    }

    /// The rows under the headers that have anything in them, from top to bottom.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The same headers over some of the rows.
    pub(super) fn with_rows(&self, rows: Vec<Row>) -> Self {
        Self { headers: self.headers.clone(), header_row: self.header_row, rows }
    }

    /// The columns under each header, compared as labels are; blank headers are under the empty text.
    pub(super) fn by_header(&self) -> BTreeMap<String, Vec<usize>> {
        let mut columns: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, header) in self.headers.iter().enumerate() {
            columns.entry(label::key(header)).or_default().push(at);
        }
        columns
    }

    /// The sheet as text, for writing it back: headers first, then the rows, quoted where needed. Blank rows are not
    /// written. Cells stay as they are; whoever opens the text in a spreadsheet should know where they came from.
    pub fn to_text(&self, separator: Separator) -> String {
        let mut writer =
            csv::WriterBuilder::new().delimiter(separator.byte()).flexible(true).from_writer(Vec::new());
        let rows = self.rows.iter().map(Row::cells);
        for cells in std::iter::once(self.headers()).chain(rows) {
            writer.write_record(cells).expect("a vector takes every row");
        }
        let bytes = writer.into_inner().expect("a vector takes every row");
        String::from_utf8(bytes).expect("cells are text")
    }
}

/// Reads rows from a byte on, counting them on; returns where a row begins in which a quotation mark is not closed.
fn split(
    text: &str,
    from: usize,
    separator: Separator,
    number: &mut usize,
    rows: &mut Vec<Row>,
) -> Option<usize> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(&text.as_bytes()[from..]);
    let mut record = csv::StringRecord::new();
    loop {
        let begin = from + offset(&reader);
        let more = reader.read_record(&mut record).expect("the text is UTF-8 and in memory");
        debug_assert!(more, "the end mark is a record");
        let (blank, begin) = skip_blank_lines(text, begin);
        *number += blank;
        let ends = from + offset(&reader) >= text.trim_end_matches('\n').len();
        if ends {
            return (record.len() != 1 || &record[0] != END).then_some(begin);
        }
        *number += 1;
        rows.push(Row {
            number: *number,
            cells: record.iter().map(str::to_owned).collect(),
            unclosed: false,
        });
    }
}

fn offset(reader: &csv::Reader<&[u8]>) -> usize {
    usize::try_from(reader.position().byte()).expect("the text is in memory")
}

/// How many line breaks stand at a byte that do not end the line before it, and the first byte after them.
fn skip_blank_lines(text: &str, mut at: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let mut blank = 0;
    loop {
        match bytes.get(at) {
            // The second half of `\r\n`: already counted, or the end of the line before.
            Some(b'\n') if at > 0 && bytes[at - 1] == b'\r' => {}
            Some(b'\r' | b'\n') => blank += 1,
            _ => return (blank, at),
        }
        at += 1;
    }
}

/// The cells of one line in which quotation marks mean nothing.
fn plain_cells(line: &str, separator: Separator) -> Vec<String> {
    line.split(char::from(separator.byte())).map(str::to_owned).collect()
}
