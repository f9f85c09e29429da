//! One mentee against [`LANES`] mentors at once, in arithmetic that compilers turn into vector instructions.
//!
//! Everything here is whole numbers of 8 and 16 bits over arrays of a fixed length, without a branch inside a loop over
//! lanes. One source is compiled for several sets of instructions, and the processor's best is chosen at run time; as
//! nothing rounds, all give the same bits.

#![expect(
    clippy::inline_always,
    reason = "what is not inlined is not compiled for the set of instructions chosen"
)]

use multiversion::multiversion;

use super::EXCLUDED;

/// Mentors judged at once: a byte of each fills one line of cache.
pub(super) const LANES: usize = 64;

/// A byte of each of [`LANES`] mentors, or of each of as many blocks.
pub(super) type Lanes = [u8; LANES];

/// What one mentee brings to one term: up to three columns and a weight, or as the [`Term`] says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) columns: [u16; 3],
    pub(super) weight: u16,
}

impl Entry {
    /// An entry of one column: all three are that one.
    pub(super) fn of(column: u16) -> Self {
        Self { columns: [column; 3], weight: 0 }
    }
}

/// A fixed share of a whole in thousandths, rounded down, without a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Whole {
    /// 1 to [`Whole::MOST`].
    all: u16,
    /// How far the whole is shifted left to fill 16 bits.
    shift: u16,
    /// 1000 × 2¹⁶ divided by the shifted whole, rounded down.
    factor: u16,
}

impl Whole {
    /// Twice this still fits 16 bits.
    pub(super) const MOST: u32 = 32_767;

    /// `None` when the whole is zero or beyond [`Self::MOST`].
    pub(super) fn new(whole: u32) -> Option<Self> {
        let narrow = u16::try_from(whole).ok().filter(|&narrow| narrow > 0 && whole <= Self::MOST)?;
        let shift = narrow.leading_zeros();
        let factor = u16::try_from((1000 << 16) / (whole << shift)).ok()?;
        Some(Self { all: narrow, shift: u16::try_from(shift).ok()?, factor })
    }

    /// As an entry of a row, read back by [`Self::of`].
    pub(super) fn entry(self) -> Entry {
        Entry { columns: [self.all, self.shift, self.factor], weight: 0 }
    }

    #[inline(always)]
    fn of(entry: Entry) -> Self {
        let [all, shift, factor] = entry.columns;
        Self { all, shift, factor }
    }

    /// ⌊1000 × part ÷ whole⌋ for parts of at most the whole.
    ///
    /// Let w be the whole, p the part, W = w·2ˢ in [2¹⁵, 2¹⁶) and f = ⌊1000·2¹⁶ ÷ W⌋, which lies in [1000, 2000]. The
    /// guess g = ⌊p·2ˢ·f ÷ 2¹⁶⌋ is not above the answer, because f is rounded down. f is short by less than 1, so that
    /// p·2ˢ·f ÷ 2¹⁶ is short of 1000·p ÷ w by less than p·2ˢ ÷ 2¹⁶ < 1, and g by at most one whole unit. What is left,
    /// r = 1000·p − g·w, therefore lies in [0, 2w), fits 16 bits though both products wrap, and r ≥ w says that the
    /// unit is missing.
    #[inline(always)]
    fn share(self, part: u16) -> u16 {
        let high = (u32::from(part << self.shift) * u32::from(self.factor)) >> 16;
        let guess = high as u16;
        let left = part.wrapping_mul(1000).wrapping_sub(guess.wrapping_mul(self.all));
        guess + u16::from(left >= self.all)
    }
}

/// How a small count earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Earning {
    /// So much for each, up to so many.
    Each { most: u8, value: u16 },
    /// Each is a step, up to the whole; its share in thousandths earns the value each.
    Share { most: u8, step: u16, whole: Whole, value: u16 },
}

impl Earning {
    /// The count that earns most.
    pub(super) fn cap(self) -> u8 {
        match self {
            Self::Each { most, .. } | Self::Share { most, .. } => most,
        }
    }

    /// The most it earns, in units.
    pub(super) fn most(self) -> i32 {
        match self {
            Self::Each { most, value } => i32::from(most) * i32::from(value),
            Self::Share { value, .. } => 1000 * i32::from(value),
        }
    }
}

/// One step of judging a row of mentors. Terms that may exclude come before those that earn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// Possible when, for some entry, all its columns are set.
    Any,
    /// Impossible when, for some entry, all its columns are set.
    Unless,
    /// Possible when the slots of the entries are at least this many: each entry counts from its first column to its
    /// second.
    Slots { least: u8 },
    /// Possible when the first column is at most the weight's low byte and the second at least its high byte.
    Within,
    /// Earns by how many columns are set.
    Count(Earning),
    /// Earns by slots, as in [`Self::Slots`].
    Time(Earning),
    /// Earns by the highest of the columns, each at most the weight of its entry.
    Best(Earning),
    /// Earns by the share of the whole that the columns reach, each at most the third column's number, times the weight.
    /// The first entry is the row's [`Whole`].
    Levels { value: u16 },
    /// Earns the weight of the best entry whose columns are all set.
    Pick,
    /// Earns so much when an answer is there (the third column) and is not the same (the first two are not both set).
    Unlike { value: u16 },
    /// What was earned since the last of these counts so many thousandths each.
    Unit(i32),
}

/// A row to be judged: what a mentee brings to each term.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    pub(super) terms: &'a [Term],
    /// Where the entries of each term begin; one more at the end.
    pub(super) begin: &'a [u32],
    pub(super) entries: &'a [Entry],
    /// Thousandths that every mentor earns.
    pub(super) base: i32,
}

/// Which vector instructions are used. The scores are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Instructions {
    /// The widest that the processor has.
    #[default]
    Widest,
    /// At most 256 bits: AVX2 on x86-64 where the processor has it.
    Narrower,
    /// What every processor of the platform has.
    Baseline,
}

/// Judges chunks of mentors: `columns` bytes lanes a chunk, one array of scores each.
pub(super) fn judge(
    instructions: Instructions,
    row: &Row<'_>,
    columns: usize,
    chunks: &[Lanes],
    scores: &mut [[i32; LANES]],
) {
    match instructions {
        Instructions::Widest => widest(row, columns, chunks, scores),
        Instructions::Narrower => narrower(row, columns, chunks, scores),
        Instructions::Baseline => each_chunk(row, columns, chunks, scores),
    }
}

// The sets of instructions of x86-64-v4 and v3, as far as they concern vectors. NEON is aarch64's baseline.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl+avx2+bmi1+bmi2+fma+lzcnt+popcnt",
    "x86_64+avx2+bmi1+bmi2+fma+lzcnt+popcnt"
))]
fn widest(row: &Row<'_>, columns: usize, chunks: &[Lanes], scores: &mut [[i32; LANES]]) {
    each_chunk(row, columns, chunks, scores);
}

#[multiversion(targets("x86_64+avx2+bmi1+bmi2+fma+lzcnt+popcnt"))]
fn narrower(row: &Row<'_>, columns: usize, chunks: &[Lanes], scores: &mut [[i32; LANES]]) {
    each_chunk(row, columns, chunks, scores);
}

#[inline(always)]
fn each_chunk(row: &Row<'_>, columns: usize, chunks: &[Lanes], scores: &mut [[i32; LANES]]) {
    for (chunk, scores) in chunks.chunks_exact(columns).zip(scores) {
        judge_chunk(row, chunk, scores);
    }
}

/// Judges chunks by requirements alone: 1 for lanes that are possible, 0 for the others. The row has no other terms.
pub(super) fn possible(
    instructions: Instructions,
    row: &Row<'_>,
    columns: usize,
    chunks: &[Lanes],
    possible: &mut [Lanes],
) {
    match instructions {
        Instructions::Widest => possible_widest(row, columns, chunks, possible),
        Instructions::Narrower => possible_narrower(row, columns, chunks, possible),
        Instructions::Baseline => possible_each(row, columns, chunks, possible),
    }
}

#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl+avx2+bmi1+bmi2+fma+lzcnt+popcnt",
    "x86_64+avx2+bmi1+bmi2+fma+lzcnt+popcnt"
))]
fn possible_widest(row: &Row<'_>, columns: usize, chunks: &[Lanes], possible: &mut [Lanes]) {
    possible_each(row, columns, chunks, possible);
}

#[multiversion(targets("x86_64+avx2+bmi1+bmi2+fma+lzcnt+popcnt"))]
fn possible_narrower(row: &Row<'_>, columns: usize, chunks: &[Lanes], possible: &mut [Lanes]) {
    possible_each(row, columns, chunks, possible);
}

#[inline(always)]
fn possible_each(row: &Row<'_>, columns: usize, chunks: &[Lanes], possible: &mut [Lanes]) {
    for (chunk, possible) in chunks.chunks_exact(columns).zip(possible) {
        *possible = chunk[usize::from(ALIVE)];
        for (term, range) in row.terms.iter().zip(row.begin.windows(2)) {
            let entries = &row.entries[range[0] as usize..range[1] as usize];
            exclude(*term, entries, |at: u16| &chunk[usize::from(at)], possible);
        }
    }
}

/// The first column of every chunk: who can be met at all.
pub(super) const ALIVE: u16 = 0;

#[inline(always)]
fn judge_chunk(row: &Row<'_>, chunk: &[Lanes], scores: &mut [i32; LANES]) {
    let column = |at: u16| &chunk[usize::from(at)];
    let mut possible = *column(ALIVE);
    // In the unit that the next `Term::Unit` says; the packing sees to it that nothing overflows.
    let mut earned = [0_u16; LANES];
    *scores = [row.base; LANES];
    for (term, range) in row.terms.iter().zip(row.begin.windows(2)) {
        let entries = &row.entries[range[0] as usize..range[1] as usize];
        match *term {
            Term::Count(_) | Term::Time(_) | Term::Best(_) | Term::Unlike { .. } if entries.is_empty() => {}
            Term::Any | Term::Unless | Term::Slots { .. } | Term::Within => {
                exclude(*term, entries, column, &mut possible);
            }
            Term::Count(earning) => {
                let mut count = [0_u8; LANES];
                for entry in entries {
                    let [a, b, _] = entry.columns.map(column);
                    for lane in 0..LANES {
                        count[lane] = count[lane].saturating_add(a[lane] & b[lane]);
                    }
                }
                earn(earning, &count, &mut earned);
            }
            Term::Time(earning) => earn(earning, &slots(entries, column), &mut earned),
            Term::Best(earning) => {
                let mut best = [0_u8; LANES];
                for entry in entries {
                    let (ours, [theirs, _]) = (column(entry.columns[0]), entry.weight.to_le_bytes());
                    for lane in 0..LANES {
                        best[lane] = best[lane].max(ours[lane].min(theirs));
                    }
                }
                earn(earning, &best, &mut earned);
            }
            Term::Levels { value } => {
                if let [whole, wanted @ ..] = entries {
                    levels(Whole::of(*whole), wanted, value, column, &mut earned);
                }
            }
            Term::Pick => {
                let mut best = [0_u16; LANES];
                for entry in entries {
                    let [a, b, _] = entry.columns.map(column);
                    for lane in 0..LANES {
                        let set = a[lane] & b[lane];
                        best[lane] = best[lane].max(u16::from(set) * entry.weight);
                    }
                }
                for lane in 0..LANES {
                    earned[lane] += best[lane];
                }
            }
            Term::Unlike { value } => {
                let [a, b, there] = entries[0].columns.map(column);
                for lane in 0..LANES {
                    earned[lane] += u16::from(there[lane] & !(a[lane] & b[lane])) * value;
                }
            }
            Term::Unit(unit) => {
                for lane in 0..LANES {
                    scores[lane] += i32::from(earned[lane]) * unit;
                }
                earned = [0; LANES];
            }
        }
    }
    for lane in 0..LANES {
        scores[lane] = if possible[lane] == 0 { EXCLUDED } else { scores[lane] };
    }
}

/// Takes out the lanes that a requirement does not let pass.
#[inline(always)]
fn exclude<'a>(
    term: Term,
    entries: &[Entry],
    column: impl Fn(u16) -> &'a Lanes + Copy,
    possible: &mut Lanes,
) {
    match term {
        Term::Any | Term::Slots { .. } if entries.is_empty() => {}
        Term::Any => {
            let any = any(entries, column);
            for lane in 0..LANES {
                possible[lane] &= any[lane];
            }
        }
        Term::Unless => {
            let any = any(entries, column);
            for lane in 0..LANES {
                possible[lane] &= !any[lane];
            }
        }
        Term::Slots { least } => {
            let count = slots(entries, column);
            for lane in 0..LANES {
                possible[lane] &= u8::from(count[lane] >= least);
            }
        }
        Term::Within => {
            if let [entry] = entries {
                let [low, high] = entry.weight.to_le_bytes();
                let (from, to) = (column(entry.columns[0]), column(entry.columns[1]));
                for lane in 0..LANES {
                    possible[lane] &= u8::from(from[lane] <= high) & u8::from(to[lane] >= low);
                }
            }
        }
        _ => {}
    }
}

/// Whether for some entry all columns are set.
#[inline(always)]
fn any<'a>(entries: &[Entry], column: impl Fn(u16) -> &'a Lanes) -> Lanes {
    let mut any = [0; LANES];
    for entry in entries {
        let [a, b, c] = entry.columns.map(&column);
        for lane in 0..LANES {
            any[lane] |= a[lane] & b[lane] & c[lane];
        }
    }
    any
}

/// Slots between the first column's edge and the second's, over all entries, at most 255.
#[inline(always)]
fn slots<'a>(entries: &[Entry], column: impl Fn(u16) -> &'a Lanes) -> Lanes {
    let mut count = [0_u8; LANES];
    for entry in entries {
        let (from, to) = (column(entry.columns[0]), column(entry.columns[1]));
        for lane in 0..LANES {
            // Slots before an edge, modulo 256; an entry spans at most 255.
            count[lane] = count[lane].saturating_add(to[lane].wrapping_sub(from[lane]));
        }
    }
    count
}

/// Earns the share of the whole that the columns reach.
#[inline(always)]
fn levels<'a>(
    whole: Whole,
    wanted: &[Entry],
    value: u16,
    column: impl Fn(u16) -> &'a Lanes,
    earned: &mut [u16; LANES],
) {
    let mut sum = [0_u16; LANES];
    for entry in wanted {
        let (ours, [wanted, _]) = (column(entry.columns[0]), entry.columns[2].to_le_bytes());
        for lane in 0..LANES {
            sum[lane] += u16::from(ours[lane].min(wanted)) * entry.weight;
        }
    }
    for lane in 0..LANES {
        earned[lane] += whole.share(sum[lane]) * value;
    }
}

#[inline(always)]
fn earn(earning: Earning, count: &Lanes, earned: &mut [u16; LANES]) {
    match earning {
        Earning::Each { most, value } => {
            for lane in 0..LANES {
                earned[lane] += u16::from(count[lane].min(most)) * value;
            }
        }
        Earning::Share { most, step, whole, value } => {
            for lane in 0..LANES {
                let part = (u16::from(count[lane].min(most)) * step).min(whole.all);
                earned[lane] += whole.share(part) * value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_down_exactly_for_every_part_of_every_whole() {
        for whole in 1..=Whole::MOST {
            let shares = Whole::new(whole).unwrap();
            // Every part of small wholes, and of large ones the parts around each whole share.
            let parts = if whole <= 3000 { (0..=whole).collect() } else { around(whole) };
            for part in parts {
                let found = shares.share(u16::try_from(part).unwrap());
                assert_eq!(u32::from(found), part * 1000 / whole, "{part} of {whole}");
            }
        }
        assert_eq!(Whole::new(0), None);
        assert_eq!(Whole::new(Whole::MOST + 1), None);
    }

    /// The least part that reaches each share, and the part below it.
    fn around(whole: u32) -> Vec<u32> {
        let least = |share: u32| (share * whole).div_ceil(1000);
        (0..=1000).map(least).flat_map(|part| [part.saturating_sub(1), part]).collect()
    }
}
