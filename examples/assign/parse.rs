//! Reading assignment files.
//!
//! - OR-Library, dense: `n`, then the `n × n` table, however it is broken into lines.
//! - OR-Library, sparse: `n` on a line of its own, then a line `row column cost` for each pair, counted from 1.
//! - CSV: a table of whole numbers with comma, semicolon or tab; a blank cell is a pair that is not possible.
//!
//! A text with a comma, semicolon or tab within a line is a table; otherwise `n` lines of three numbers or more of them
//! are pairs when the numbers do not make up an `n × n` table.

use mentorship::assignment::{Bounds, InvalidProblem, MAX_LINES, MAX_WEIGHT, Pair, Problem};

/// Pairs as a file gives them: costs or gains, as written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) pairs: Vec<Pair>,
}

impl Sheet {
    /// One unit a line; with `sign` −1 costs become gains.
    pub(crate) fn problem(&self, sign: i64) -> Result<Problem<'static>, InvalidProblem> {
        let one = |count| vec![Bounds::up_to(1); count];
        let pairs = self.pairs.iter().map(|pair| Pair { weight: sign * pair.weight, ..*pair });
        Problem::list(one(self.rows), one(self.columns), pairs.collect())
    }
}

/// Reads any of the forms.
pub(crate) fn sheet(text: &str) -> Result<Sheet, String> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err("the file is empty; it holds n and then the costs, or a table as CSV".into());
    }
    let separator = [';', '\t', ',']
        .into_iter()
        .find(|separator| text.lines().any(|line| line.trim_matches(' ').contains(*separator)));
    match separator {
        Some(separator) => table(text, separator),
        None => or_library(text),
    }
}

fn number(text: &str, line: usize) -> Result<i64, String> {
    let number: i64 = text.parse().map_err(|_| {
        let digits = text.trim_start_matches(['-', '+']);
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            format!("line {line}: `{text}` is too large; whole numbers up to {MAX_WEIGHT} are possible")
        } else if text.parse::<f64>().is_ok() {
            format!("line {line}: `{text}` is not a whole number; multiply all numbers so that they are")
        } else {
            format!("line {line}: `{text}` is not a number")
        }
    })?;
    if number.unsigned_abs() > MAX_WEIGHT.unsigned_abs() {
        return Err(format!(
            "line {line}: {number} is too large; whole numbers up to {MAX_WEIGHT} are possible"
        ));
    }
    Ok(number)
}

fn table(text: &str, separator: char) -> Result<Sheet, String> {
    let (mut columns, mut rows, mut pairs) = (None, 0, Vec::new());
    for (line, cells) in
        text.lines().enumerate().filter(|(_, line)| !line.trim_matches([' ', '\r']).is_empty())
    {
        let cells: Vec<_> = cells.split(separator).map(str::trim).collect();
        let expected = *columns.get_or_insert(cells.len());
        if cells.len() != expected {
            let found = cells.len();
            return Err(format!("line {}: {found} cells, but the first row has {expected}", line + 1));
        }
        for (column, cell) in cells.into_iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            pairs.push(Pair { row: rows, column, weight: number(cell, line + 1)? });
        }
        rows += 1;
    }
    Ok(Sheet { rows, columns: columns.unwrap_or(0), pairs })
}

fn or_library(text: &str) -> Result<Sheet, String> {
    let lines: Vec<(usize, Vec<&str>)> = text
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.split_whitespace().collect::<Vec<_>>()))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    let (first, words) = &lines[0];
    let n = usize::try_from(number(words[0], *first)?).ok().filter(|n| (1..=MAX_LINES).contains(n));
    let n = n.ok_or_else(|| {
        format!("line {first}: the size {} does not lie between 1 and {MAX_LINES}", words[0])
    })?;
    let count = lines.iter().map(|(_, words)| words.len()).sum::<usize>() - 1;
    let last = lines.last().map_or(*first, |(line, _)| *line);
    let triples = words.len() == 1 && lines[1..].iter().all(|(_, words)| words.len() == 3);
    if count == n.saturating_mul(n) {
        let numbers = lines.iter().flat_map(|(line, words)| words.iter().map(|word| (*line, *word))).skip(1);
        let pair = |(at, (line, word))| Ok(Pair { row: at / n, column: at % n, weight: number(word, line)? });
        let pairs = numbers.enumerate().map(pair).collect::<Result<_, String>>()?;
        return Ok(Sheet { rows: n, columns: n, pairs });
    }
    if !triples {
        let odd = lines[1..].iter().find(|(_, words)| words.len() != 3).map_or(last, |(line, _)| *line);
        return Err(format!(
            "line {odd}: after n = {n} come {count} numbers; a table takes {} of them, a list lines of \
             `row column cost`",
            n.saturating_mul(n)
        ));
    }
    let mut pairs: Vec<Pair> = Vec::with_capacity(lines.len());
    let mut seen = std::collections::BTreeMap::new();
    for (line, words) in &lines[1..] {
        let place = |word: &str| {
            let place = number(word, *line)?;
            let place = usize::try_from(place).ok().filter(|place| (1..=n).contains(place));
            place
                .map(|place| place - 1)
                .ok_or_else(|| format!("line {line}: `{word}` does not lie between 1 and {n}"))
        };
        let (row, column, weight) = (place(words[0])?, place(words[1])?, number(words[2], *line)?);
        if let Some(earlier) = seen.insert((row, column), *line) {
            return Err(format!(
                "line {line}: the pair {} {} stands at line {earlier} already",
                words[0], words[1]
            ));
        }
        pairs.push(Pair { row, column, weight });
    }
    Ok(Sheet { rows: n, columns: n, pairs })
}
