//! The order of mentors: those whom the same mentees can do without lie together.
//!
//! The bound of a block is what its mentors could earn if one of them had the best of all. It is low for a mentee when
//! *nobody* of the block has what the mentee needs. So mentors are parted, again and again, into those who have
//! something (a skill at a level, a language, a neighbourhood) and those who do not, and each time by that which lowers
//! the bounds of a sample of mentees most, as far as they lie above what these mentees can have at best. Bounds of
//! all candidates are found by the same code that judges mentors, a candidate in each lane.
//!
//! Time is left out: free slots before an edge say nothing of which slots they are. So are numbers in a band.

use multiversion::multiversion;

use super::{
    EXCLUDED, Instructions,
    lanes::{self, Entry, LANES, Lanes, Row, Term},
    pack::{Column, Summary},
};

/// Mentees whose bounds are looked at.
const ROWS: usize = 96;
/// Mentors by whom the parts of a node are told, when it has more: as many bits.
const LOOK: usize = 256;
/// Mentors among whom the best of each sampled mentee is looked for.
const BEST_OF: usize = 8192;
/// Nodes up to this are not parted further: a group of a block.
const LEAF: usize = super::GROUP;

/// Up to so many mentors an order costs more than it saves: all their pairs are judged in milliseconds.
const FEW: usize = 4096;

/// Every row of the kernel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows<'a> {
    pub(super) terms: &'a [Term],
    pub(super) begin: &'a [u32],
    pub(super) entries: &'a [Entry],
    pub(super) base: &'a [i32],
    /// Rows that are not judged in lanes.
    pub(super) idle: &'a [bool],
}

impl<'a> Rows<'a> {
    pub(super) fn row(self, mentee: usize) -> Row<'a> {
        let width = self.terms.len() + 1;
        let begin = &self.begin[mentee * width..(mentee + 1) * width];
        Row { terms: self.terms, begin, entries: self.entries, base: self.base[mentee] }
    }
}

/// A mentee of the sample.
#[derive(Debug, Default)]
struct Asking {
    begin: Vec<u32>,
    entries: Vec<Entry>,
    base: i32,
    /// Bounds up to this exclude a block.
    threshold: i32,
    /// The traits that matter to it.
    traits: Vec<u16>,
}

/// A column that is looked at, as its traits: to have at least 1, at least 2 and so on; or, where the lowest counts, to
/// have nothing.
#[derive(Clone, Copy, Debug)]
struct Looked {
    column: u16,
    lowest: bool,
    /// The first trait and the one after the last.
    traits: (u16, u16),
}

/// Mentors of a node, one bit each.
type Bits<const WORDS: usize> = [u64; WORDS];

#[derive(Debug, Default)]
struct Splitter {
    columns: Vec<Looked>,
    traits: usize,
    /// Where the traits of each mentor begin; one more at the end.
    begin: Vec<u32>,
    /// Traits that mentors have, ascending for each.
    having: Vec<u16>,
    terms: Vec<Term>,
    asking: Vec<Asking>,
}

/// Mentors in an order in which those alike lie together.
pub(super) fn order(columns: &[Column], rows: Rows<'_>) -> Vec<u32> {
    let alive = &columns[0].bytes;
    let (mut order, dead): (Vec<u32>, Vec<u32>) =
        (0..).take(alive.len()).partition(|mentor| alive[*mentor as usize] > 0);
    if order.len() > FEW {
        let splitter = Splitter::new(columns, rows, &order);
        let asking: Vec<u16> = (0..).take(splitter.asking.len()).collect();
        splitter.split(&mut order, &asking);
    }
    order.extend(dead);
    order
}

/// Evenly spread, so many of them at most.
fn spread(of: usize, most: usize) -> impl Iterator<Item = usize> {
    let count = of.min(most);
    (0..count).map(move |at| at * of / count)
}

fn left_out(term: &Term) -> bool {
    matches!(term, Term::Time(_) | Term::Slots { .. } | Term::Within)
}

/// The columns of an entry that are columns.
fn columns_of(term: Term, at: usize, entry: &mut Entry) -> &mut [u16] {
    match term {
        Term::Levels { .. } if at == 0 => &mut [],
        Term::Levels { .. } => &mut entry.columns[..1],
        _ => &mut entry.columns,
    }
}

impl Splitter {
    fn new(columns: &[Column], rows: Rows<'_>, mentors: &[u32]) -> Self {
        let mut all = Self {
            terms: rows.terms.iter().filter(|term| !left_out(term)).copied().collect(),
            ..Self::default()
        };
        all.ask(columns, rows, mentors);
        // Only columns that concern somebody of the sample, renumbered; and the first, as everywhere.
        let mut used = vec![false; columns.len()];
        used[usize::from(lanes::ALIVE)] = true;
        all.each_column(|_, _, column| used[usize::from(*column)] = true);
        let mut renumbered = vec![0; columns.len()];
        for (column, _) in (0_u16..).zip(&used).filter(|(_, used)| **used) {
            let Column { bytes, summary } = &columns[usize::from(column)];
            let levels = match summary {
                Summary::Highest => bytes.iter().copied().max().unwrap_or(0).into(),
                Summary::Lowest | Summary::Slots => 1,
            };
            let first = u16::try_from(all.traits).expect("a few for each column");
            all.traits += usize::from(levels);
            renumbered[usize::from(column)] = u16::try_from(all.columns.len()).expect("no more than before");
            let lowest = *summary == Summary::Lowest;
            all.columns.push(Looked { column, lowest, traits: (first, first + levels) });
        }
        all.each_column(|_, _, column| *column = renumbered[usize::from(*column)]);
        let looked = std::mem::take(&mut all.columns);
        all.begin.push(0);
        for mentor in 0..columns[0].bytes.len() {
            for Looked { column, lowest, traits: (first, _) } in &looked {
                let byte = columns[usize::from(*column)].bytes[mentor];
                let level = if *lowest { u8::from(byte == 0) } else { byte };
                all.having.extend(*first..first + u16::from(level));
            }
            all.begin.push(u32::try_from(all.having.len()).expect("a few for each of a million"));
        }
        all.columns = looked;
        let columns = all.columns.clone();
        let mut traits = vec![Vec::new(); all.asking.len()];
        all.each_column(|asking, level, column| {
            let (first, end) = columns[usize::from(*column)].traits;
            traits[asking].push((first + level.max(1) - 1).min(end.max(first + 1) - 1));
        });
        for (asking, mut traits) in all.asking.iter_mut().zip(traits) {
            traits.sort_unstable();
            traits.dedup();
            asking.traits = traits;
        }
        all
    }

    /// The sampled mentees, and what they can have at best.
    fn ask(&mut self, columns: &[Column], rows: Rows<'_>, mentors: &[u32]) {
        let usable: Vec<usize> = (0..rows.base.len()).filter(|mentee| !rows.idle[*mentee]).collect();
        let sample: Vec<u32> = spread(mentors.len(), BEST_OF).map(|at| mentors[at]).collect();
        let chunks = super::chunks(columns, &sample);
        let mut scores = vec![[0; LANES]; sample.len().div_ceil(LANES)];
        let (mut left, mut pending, mut most) = (0, 0, 0);
        for term in rows.terms {
            match term {
                Term::Time(earning) => pending += earning.most(),
                Term::Unit(unit) => left += std::mem::take(&mut pending) * unit,
                _ => {}
            }
        }
        for mentee in spread(usable.len(), ROWS).map(|at| usable[at]) {
            let row = rows.row(mentee);
            lanes::judge(Instructions::Widest, &row, columns.len(), &chunks, &mut scores);
            let best = scores.as_flattened().iter().copied().max().unwrap_or(EXCLUDED);
            if best == EXCLUDED {
                continue;
            }
            most = most.max(best);
            // What was left out counts as earned in full.
            let mut asking = Asking { base: row.base, threshold: best - left, ..Asking::default() };
            for (term, range) in row.terms.iter().zip(row.begin.windows(2)) {
                if !left_out(term) {
                    asking.begin.push(u32::try_from(asking.entries.len()).expect("one row"));
                    asking.entries.extend(&row.entries[range[0] as usize..range[1] as usize]);
                }
            }
            asking.begin.push(u32::try_from(asking.entries.len()).expect("one row"));
            self.asking.push(asking);
        }
        // A mentee's price lies somewhat below the best that it could have.
        for asking in &mut self.asking {
            asking.threshold -= most / 32;
        }
    }

    /// Calls for each sampled mentee, level asked and column.
    fn each_column(&mut self, mut call: impl FnMut(usize, u16, &mut u16)) {
        for (place, asking) in self.asking.iter_mut().enumerate() {
            for (term, range) in self.terms.iter().zip(asking.begin.windows(2)) {
                let entries = &mut asking.entries[range[0] as usize..range[1] as usize];
                for (at, entry) in entries.iter_mut().enumerate() {
                    let level = match term {
                        Term::Levels { .. } => entry.columns[2],
                        Term::Best(earning) => entry.weight.min(earning.cap().into()),
                        _ => 1,
                    };
                    for column in columns_of(*term, at, entry) {
                        call(place, level, column);
                    }
                }
            }
        }
    }

    fn having(&self, mentor: u32) -> &[u16] {
        let at = mentor as usize;
        &self.having[self.begin[at] as usize..self.begin[at + 1] as usize]
    }

    /// Parts mentors for those of the sample to whom they matter.
    fn split(&self, mentors: &mut [u32], asking: &[u16]) {
        if mentors.len() <= LEAF {
            return;
        }
        let found = if mentors.len() <= 64 {
            self.best::<1>(mentors, asking)
        } else {
            self.best::<{ LOOK / 64 }>(mentors, asking)
        };
        let Some(Found { with, asking }) = found else { return };
        let has = |mentor: &&u32| self.having(**mentor).binary_search(&with).is_ok();
        let (with, without): (Vec<u32>, Vec<u32>) = mentors.iter().partition(has);
        // Whole blocks while there are several, so that nobody of the others has it.
        let whole = if mentors.len() > LANES { LANES } else { LEAF };
        let cut = (with.len().div_ceil(whole) * whole).min((mentors.len() - 1) / whole * whole);
        for (place, mentor) in mentors.iter_mut().zip(with.iter().chain(&without)) {
            *place = *mentor;
        }
        let (first, second) = mentors.split_at_mut(cut);
        both(
            first.len().min(second.len()) > 512,
            || self.split(first, &asking),
            || self.split(second, &asking),
        );
    }

    /// The trait that lowers bounds most.
    fn best<const WORDS: usize>(&self, mentors: &[u32], asking: &[u16]) -> Option<Found> {
        let mut bits = vec![[0; WORDS]; self.traits];
        let mut all: Bits<WORDS> = [0; WORDS];
        for (bit, at) in spread(mentors.len(), WORDS * 64).enumerate() {
            let (word, bit) = (bit / 64, 1 << (bit % 64));
            all[word] |= bit;
            for having in self.having(mentors[at]) {
                bits[usize::from(*having)][word] |= bit;
            }
        }
        let count = |bits: &Bits<WORDS>| bits.iter().map(|word| i64::from(word.count_ones())).sum::<i64>();
        let everybody = count(&all);
        // Who could still find somebody here.
        let mut whole = vec![[0; LANES]; self.columns.len()];
        let mut parts = [[0; LANES]; WORDS];
        for (words, all) in parts.iter_mut().zip(&all) {
            words[0] = *all;
        }
        summarise(&bits, &self.columns, &parts, &mut whole);
        let asking: Vec<u16> = (asking.iter().copied())
            .filter(|asking| {
                self.bounds(&self.asking[usize::from(*asking)], &whole)[0]
                    > self.asking[usize::from(*asking)].threshold
            })
            .collect();
        let mut uses = vec![0_u16; self.traits];
        for asking in &asking {
            for having in &self.asking[usize::from(*asking)].traits {
                uses[usize::from(*having)] += 1;
            }
        }
        let mut candidates: Vec<u16> = (0..)
            .zip(&uses)
            .filter(|(having, uses)| {
                **uses > 0 && (1..everybody).contains(&count(&bits[usize::from(*having)]))
            })
            .map(|(having, _)| having)
            .collect();
        candidates.sort_by_key(|having| (std::cmp::Reverse(uses[usize::from(*having)]), *having));
        candidates.truncate(LANES);
        if candidates.is_empty() {
            return None;
        }
        let mut sides = [whole.clone(), whole];
        let mut counts = [[0; LANES]; 2];
        for (with, (side, counts)) in [true, false].into_iter().zip(sides.iter_mut().zip(&mut counts)) {
            let mut parts = [[0; LANES]; WORDS];
            for (lane, candidate) in candidates.iter().enumerate() {
                let having = bits[usize::from(*candidate)];
                for ((part, having), all) in parts.iter_mut().zip(having).zip(&all) {
                    part[lane] = if with { having } else { all & !having };
                    counts[lane] += i64::from(part[lane].count_ones());
                }
            }
            summarise(&bits, &self.columns, &parts, side);
        }
        let mut costs = [0_i64; LANES];
        for asking in &asking {
            let asking = &self.asking[usize::from(*asking)];
            for (side, counts) in sides.iter().zip(&counts) {
                let bounds = self.bounds(asking, side);
                for lane in 0..LANES {
                    let above = bounds[lane].max(asking.threshold) - asking.threshold;
                    costs[lane] += i64::from(above) * counts[lane];
                }
            }
        }
        let best = candidates.iter().zip(costs).min_by_key(|(_, cost)| *cost)?;
        Some(Found { with: *best.0, asking })
    }

    fn bounds(&self, asking: &Asking, side: &[Lanes]) -> [i32; LANES] {
        let row =
            Row { terms: &self.terms, begin: &asking.begin, entries: &asking.entries, base: asking.base };
        let mut bounds = [[0; LANES]];
        lanes::judge(Instructions::Widest, &row, self.columns.len(), side, &mut bounds);
        bounds[0]
    }
}

/// Writes what the mentors of a part have at best, a part in each lane.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl+avx2+bmi1+bmi2+fma+lzcnt+popcnt",
    "x86_64+avx2+bmi1+bmi2+fma+lzcnt+popcnt"
))]
fn summarise<const WORDS: usize>(
    bits: &[Bits<WORDS>],
    columns: &[Looked],
    parts: &[[u64; LANES]; WORDS],
    into: &mut [Lanes],
) {
    for (column, into) in columns.iter().zip(into) {
        let mut levels = [0_u8; LANES];
        for bits in &bits[usize::from(column.traits.0)..usize::from(column.traits.1)] {
            for lane in 0..LANES {
                let mut some = 0;
                for word in 0..WORDS {
                    some |= bits[word] & parts[word][lane];
                }
                levels[lane] += u8::from(some != 0);
            }
        }
        for lane in 0..LANES {
            into[lane] = if column.lowest { 1 - levels[lane] } else { levels[lane] };
        }
    }
}

/// The trait by which a node is parted, and to whom that matters.
struct Found {
    with: u16,
    asking: Vec<u16>,
}

/// Does both, on two cores when it is worth it.
fn both(worth_it: bool, a: impl FnOnce() + Send, b: impl FnOnce() + Send) {
    #[cfg(feature = "parallel")]
    if worth_it {
        rayon::join(a, b);
        return;
    }
    let _ = worth_it;
    a();
    b();
}
