//! Criteria as columns of bytes and entries of rows.

use std::collections::BTreeMap;

use super::lanes::{Earning, Entry, Term, Whole};
use crate::criteria::compiled::columns::{Levels, Sets, Weeks};

/// More elements than this are not kept a byte each; such a criterion is judged pair by pair.
const MOST_ELEMENTS: usize = 512;
/// The most columns in all: so many bytes for each mentor.
const MOST_COLUMNS: usize = 2048;

/// How a column of a block of mentors is told from theirs, so that no mentor of it is underrated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Summary {
    /// What helps a pair: the highest.
    Highest,
    /// What hinders it: the lowest.
    Lowest,
    /// Slots of the week before an edge: those of everybody together.
    Slots,
}

/// A byte for each mentor, in the roster's order.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) bytes: Vec<u8>,
    pub(super) summary: Summary,
}

/// What a mentee asks of a requirement.
pub(super) enum Asks {
    /// Nothing: every mentor will do.
    Nothing,
    /// What nobody can give.
    TheImpossible,
    /// One of these, or none of these, as the term says.
    Entries(Vec<Entry>),
}

/// The entries of every row for one term.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// Where a row begins; one more at the end.
    begin: Vec<u32>,
    entries: Vec<Entry>,
}

impl Entries {
    pub(super) fn new(rows: impl IntoIterator<Item = Vec<Entry>>) -> Self {
        let mut all = Self { begin: vec![0], entries: Vec::new() };
        for row in rows {
            all.entries.extend(row);
            all.begin
                .push(u32::try_from(all.entries.len()).expect("a few entries each for a million people"));
        }
        all
    }

    pub(super) fn row(&self, row: usize) -> &[Entry] {
        &self.entries[self.begin[row] as usize..self.begin[row + 1] as usize]
    }
}

/// Something that earns, before it is known in which unit its neighbours count.
#[derive(Debug)]
pub(super) struct Earner {
    pub(super) term: Term,
    /// Thousandths of a point in one unit of the term's value.
    pub(super) unit: u32,
    /// The most thousandths it earns.
    pub(super) most: u32,
    pub(super) entries: Entries,
}

/// The columns of all criteria while they are packed.
#[derive(Debug)]
pub(super) struct Packer {
    pub(super) mentors: usize,
    pub(super) columns: Vec<Column>,
    /// Rows to which no mentor is possible.
    pub(super) impossible: Vec<bool>,
    /// Rows that are judged pair by pair, because their numbers are too large.
    pub(super) plain: Vec<bool>,
    /// The weeks, packed once for everything that asks of them.
    weeks: Weekly,
    pub(super) requirements: Vec<(Term, Entries)>,
    pub(super) earners: Vec<Earner>,
    /// What each mentee earns with everybody.
    pub(super) base: Vec<i32>,
}

/// Whether the weeks are packed.
#[derive(Debug)]
enum Weekly {
    /// Nothing asked of them yet.
    NotAsked,
    /// They have too many edges.
    TooMany,
    Packed(Week),
}

/// The packed weeks.
#[derive(Clone, Debug)]
pub(super) struct Week {
    /// The column of the first edge; the others follow.
    pub(super) first: u16,
    /// The slots at which some mentee's window begins or ends, ascending.
    pub(super) edges: Vec<usize>,
    /// The windows of each mentee, as columns; `None` when the mentee did not say.
    windows: Vec<Option<Vec<(u16, u16)>>>,
    /// Set for mentors who did not say.
    blank: u16,
}

impl Packer {
    /// With the column of those who can be met at all.
    pub(super) fn new(alive: Vec<u8>, mentees: usize) -> Self {
        let alive = Column { bytes: alive, summary: Summary::Highest };
        Self {
            mentors: alive.bytes.len(),
            columns: vec![alive],
            impossible: vec![false; mentees],
            plain: vec![false; mentees],
            weeks: Weekly::NotAsked,
            requirements: Vec::new(),
            earners: Vec::new(),
            base: vec![0; mentees],
        }
    }

    /// Whether so many columns more are not too many.
    pub(super) fn fits(&self, columns: usize) -> bool {
        columns <= MOST_ELEMENTS && self.columns.len() + columns <= MOST_COLUMNS
    }

    /// Adds a column, set for whom `is` says so.
    pub(super) fn flags(&mut self, summary: Summary, is: impl Fn(usize) -> bool) -> u16 {
        self.column(summary, (0..self.mentors).map(|mentor| u8::from(is(mentor))).collect())
    }

    pub(super) fn column(&mut self, summary: Summary, bytes: Vec<u8>) -> u16 {
        let at = u16::try_from(self.columns.len()).expect("at most `MOST_COLUMNS` and a few for blanks");
        self.columns.push(Column { bytes, summary });
        at
    }

    /// Adds a column for each element of sets: those that some mentor has. `None` when there are too many.
    pub(super) fn sets(&mut self, sets: &Sets, summary: Summary) -> Option<Vec<Option<u16>>> {
        let mut held = vec![false; sets.elements()];
        for mentor in 0..self.mentors {
            for element in sets.of(mentor) {
                held[element] = true;
            }
        }
        if !self.fits(held.iter().filter(|held| **held).count()) {
            return None;
        }
        let mentors = self.mentors;
        let columns: Vec<_> =
            held.iter().map(|held| held.then(|| self.column(summary, vec![0; mentors]))).collect();
        for mentor in 0..mentors {
            for column in sets.of(mentor).filter_map(|element| columns[element]) {
                self.columns[usize::from(column)].bytes[mentor] = 1;
            }
        }
        Some(columns)
    }

    /// Adds a column for each element of levels, a level not said being the first.
    pub(super) fn levels(&mut self, levels: &Levels) -> Option<Vec<u16>> {
        if !self.fits(levels.elements()) {
            return None;
        }
        let level = |&level: &u8| if level == Levels::UNKNOWN { 1 } else { level };
        let columns = (0..levels.elements())
            .map(|element| levels.of(element).iter().map(level).collect())
            .map(|bytes| self.column(Summary::Highest, bytes));
        Some(columns.collect())
    }

    /// Adds columns that tell whether a mentor's number is a mentee's: both columns of a mentee's pair are set. One
    /// column a number while there are few, else one for each digit of two.
    pub(super) fn codes(
        &mut self,
        mentors: &[Option<u32>],
        mentees: &[Option<u32>],
        summary: Summary,
    ) -> Option<BTreeMap<u32, [u16; 2]>> {
        let mut codes: Vec<u32> = mentors.iter().flatten().copied().collect();
        codes.sort_unstable();
        codes.dedup();
        let asked: std::collections::BTreeSet<u32> = mentees.iter().flatten().copied().collect();
        codes.retain(|code| asked.contains(code));
        let few = codes.len() <= 64;
        let base = if few { codes.len().max(1) } else { codes.len().isqrt() + 1 };
        let digits = codes.len().div_ceil(base);
        if !self.fits(if few { base } else { base + digits }) {
            return None;
        }
        let place = |code: Option<u32>| code.and_then(|code| codes.binary_search(&code).ok());
        let places: Vec<_> = mentors.iter().map(|code| place(*code)).collect();
        let low: Vec<u16> = (0..base)
            .map(|digit| self.flags(summary, |mentor| places[mentor].is_some_and(|at| at % base == digit)))
            .collect();
        let high: Vec<u16> = (0..if few { 0 } else { digits })
            .map(|digit| self.flags(summary, |mentor| places[mentor].is_some_and(|at| at / base == digit)))
            .collect();
        let pair = |(at, code): (usize, &u32)| {
            let low = low[at % base];
            (*code, [low, high.get(at / base).copied().unwrap_or(low)])
        };
        Some(codes.iter().enumerate().map(pair).collect())
    }

    /// Packs the weeks once: columns of the slots that each mentor has before each edge.
    pub(super) fn weeks(&mut self, weeks: &Weeks) -> Option<Week> {
        if let Weekly::NotAsked = self.weeks {
            self.weeks = self.pack_weeks(weeks).map_or(Weekly::TooMany, Weekly::Packed);
        }
        self.week().cloned()
    }

    fn pack_weeks(&mut self, weeks: &Weeks) -> Option<Week> {
        let (ours, theirs) = (weeks.mentors(), weeks.mentees());
        let windows: Vec<Option<Vec<(usize, usize)>>> = (0..theirs.people())
            .map(|mentee| theirs.known(mentee).then(|| windows(theirs.of(mentee))))
            .collect();
        let mut edges: Vec<usize> =
            windows.iter().flatten().flatten().flat_map(|&(from, to)| [from, to]).collect();
        edges.sort_unstable();
        edges.dedup();
        if !self.fits(edges.len()) {
            return None;
        }
        let first = u16::try_from(self.columns.len()).expect("at most `MOST_COLUMNS` and a few for blanks");
        let mut columns = vec![vec![0; self.mentors]; edges.len()];
        let mut before = vec![0; edges.len()];
        for mentor in 0..self.mentors {
            slots_before(ours.words_of(mentor), &edges, &mut before);
            for (column, before) in columns.iter_mut().zip(&before) {
                column[mentor] = *before;
            }
        }
        for bytes in columns {
            self.column(Summary::Slots, bytes);
        }
        let blank = self.flags(Summary::Highest, |mentor| !ours.known(mentor));
        let column = |edge: usize| {
            let at = edges.binary_search(&edge).expect("the edge of a window is an edge");
            first + u16::try_from(at).expect("at most `MOST_ELEMENTS`")
        };
        let windows = windows
            .into_iter()
            .map(|windows| Some(windows?.into_iter().map(|(from, to)| (column(from), column(to))).collect()))
            .collect();
        Some(Week { first, edges, windows, blank })
    }

    /// Adds a requirement.
    pub(super) fn require(&mut self, term: Term, asks: impl IntoIterator<Item = Asks>) {
        let impossible = &mut self.impossible;
        let rows = asks.into_iter().enumerate().map(|(mentee, asks)| match asks {
            Asks::Nothing => Vec::new(),
            Asks::TheImpossible => {
                impossible[mentee] = true;
                Vec::new()
            }
            Asks::Entries(entries) => entries,
        });
        let entries = Entries::new(rows);
        self.requirements.push((term, entries));
    }

    /// The packed weeks, where something asked of them.
    pub(super) fn week(&self) -> Option<&Week> {
        match &self.weeks {
            Weekly::Packed(week) => Some(week),
            Weekly::NotAsked | Weekly::TooMany => None,
        }
    }
}

impl Week {
    /// The entries of a mentee; `None` when they did not say.
    pub(super) fn entries(&self, mentee: usize) -> Option<Vec<Entry>> {
        let entry = |&(from, to): &(u16, u16)| Entry { columns: [from, to, to], weight: 0 };
        Some(self.windows[mentee].as_ref()?.iter().map(entry).collect())
    }

    /// The column of mentors who did not say.
    pub(super) fn blank(&self) -> u16 {
        self.blank
    }
}

/// Runs of slots, from a slot to the one after the last, none longer than a byte counts.
fn windows(slots: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let mut windows: Vec<(usize, usize)> = Vec::new();
    for slot in slots {
        match windows.last_mut() {
            Some((from, to)) if *to == slot && slot - *from < 255 => *to += 1,
            _ => windows.push((slot, slot + 1)),
        }
    }
    windows
}

/// How many slots of a week lie before each edge, modulo 256.
pub(super) fn slots_before(words: &[u64], edges: &[usize], before: &mut [u8]) {
    let (mut at, mut whole) = (0, 0_u32);
    for (edge, before) in edges.iter().zip(before) {
        while at < edge / 64 {
            whole += words.get(at).map_or(0, |word| word.count_ones());
            at += 1;
        }
        let part = words.get(at).map_or(0, |word| (word & ((1 << (edge % 64)) - 1)).count_ones());
        *before = (whole + part).to_le_bytes()[0];
    }
}

/// How counts up to `most`, each a `step` towards the `whole`, earn shares of points; with the thousandths in one unit.
/// `None` when the numbers are too large.
pub(super) fn earning(points: u32, step: u32, whole: u32) -> Option<(Earning, u32)> {
    let most = u8::try_from(whole.div_ceil(step)).ok()?;
    let share = |count: u32| (count * step).min(whole) * 1000 / whole;
    if (0..=u32::from(most)).all(|count| share(count) == count * share(1)) {
        return Some((Earning::Each { most, value: 1 }, points * share(1)));
    }
    let step = u16::try_from(step).ok().filter(|step| step.checked_mul(most.into()).is_some())?;
    Some((Earning::Share { most, step, whole: Whole::new(whole)?, value: 1 }, points))
}

impl Earner {
    /// Counts in a unit so many times as small.
    pub(super) fn times(&mut self, by: u16) {
        self.term = self.term.times(by);
        if self.term == Term::Pick {
            for entry in &mut self.entries.entries {
                entry.weight *= by;
            }
        }
    }
}

impl Term {
    fn times(self, by: u16) -> Self {
        let times = |earning| match earning {
            Earning::Each { most, value } => Earning::Each { most, value: value * by },
            Earning::Share { most, step, whole, value } => {
                Earning::Share { most, step, whole, value: value * by }
            }
        };
        match self {
            Self::Count(earning) => Self::Count(times(earning)),
            Self::Time(earning) => Self::Time(times(earning)),
            Self::Best(earning) => Self::Best(times(earning)),
            Self::Levels { value } => Self::Levels { value: value * by },
            Self::Unlike { value } => Self::Unlike { value: value * by },
            other => other,
        }
    }
}
