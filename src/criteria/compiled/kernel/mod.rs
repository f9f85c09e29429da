//! Rows of scores at the speed of memory: the same judgement as [`Compiled::score`], for whole blocks of mentors.
//!
//! **In**: [`Compiled`] criteria. **Out**: for a mentee, the scores of a range of mentors, and for each block of mentors
//! a bound that none of its scores exceeds. It does not know what the scores are for.
//!
//! Every answer becomes a column of bytes, one for each mentor: a level offered, a label had or not, free slots before
//! an edge of somebody's window. A mentee's row is a list of the few columns that concern it. What is judged are
//! 64 mentors at once (`lanes`). A block of mentors is summarised by the best that any of them has in each
//! column, and then judged by the very same code: what it earns, no mentor of the block exceeds.
//!
//! What has no such form (great distances, sets of more labels than columns are worth) is judged pair by pair after the
//! rest, and counts in bounds as all that it could earn. Wishes, score tables, ties, blocks and the past are lists of few
//! mentors for each mentee.

mod lanes;
mod order;
mod pack;
mod parts;
mod possible;

use std::ops::Range;

pub use self::lanes::Instructions;
use self::{
    lanes::{Entry, LANES, Lanes, Row, Term},
    pack::{Column, Earner, Packer, Summary},
};
use super::{Compiled, columns::Weeks, preference, requirement, requirement::Told};
use crate::criteria::IfUnknown;

/// Mentors of a block that are summarised together where the summary of the whole is not enough.
const GROUP: usize = 8;

/// Blocks whose groups fill the lanes once.
const OF_GROUPS: usize = LANES / (Kernel::BLOCK / GROUP);

/// Excluded, see [`Kernel::EXCLUDED`].
const EXCLUDED: i32 = i32::MIN;

/// Compiled criteria packed for whole rows of scores, see [`Compiled::kernel`].
///
/// Mentors lie in an order of the kernel's own, in which people alike are neighbours. Mentees are told by their place
/// in the roster.
///
/// ```
/// use jiff::civil::date;
/// use mentorship::{
///     criteria::{CountsFor, Criteria, Kernel, Preference},
///     people::{History, Importance, Label, Mentee, Mentor, People, Roster, Want},
/// };
///
/// let label = |text| Label::new(text).expect("a plain word");
/// let mut mentor = Mentor::new("M-1".parse()?, "Anna".parse()?);
/// mentor.offers = Some([(label("cooking"), None)].into());
/// let mut mentee = Mentee::new("T-1".parse()?, "Bo".parse()?);
/// mentee.wants = Some([(label("cooking"), Want::of(Importance::MAX))].into());
/// let roster = Roster::new(People { mentors: vec![mentor], mentees: vec![mentee], ..People::default() })?;
/// let skills = Preference::Skills { points: 10, counts_for: CountsFor::Both };
/// let criteria = Criteria::new(vec![], vec![skills])?;
/// let compiled = criteria.compile(&roster, date(2026, 1, 15), &History::default())?;
///
/// let kernel = compiled.kernel();
/// let mut scores = [0];
/// kernel.write(0, 0..1, &mut scores);
/// assert_eq!(scores, [10_000]);
/// assert!(kernel.bound(0, 0) >= 10_000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Kernel<'a> {
    compiled: Compiled<'a>,
    instructions: Instructions,
    /// The mentor at each place.
    order: Vec<u32>,
    /// How many columns there are.
    columns: usize,
    /// The columns of each chunk of mentors after those of the one before.
    mentors: Vec<Lanes>,
    /// The same of blocks, and of the groups of each block.
    blocks: Vec<Lanes>,
    groups: Vec<Lanes>,
    terms: Vec<Term>,
    /// For each mentee, where the entries of each term begin; one more at the end of each row.
    begin: Vec<u32>,
    entries: Vec<Entry>,
    base: Vec<i32>,
    impossible: Vec<bool>,
    /// Rows that are judged pair by pair.
    plain: Vec<bool>,
    /// Requirements and preferences that are judged pair by pair, by their place in the criteria.
    slow_requirements: Vec<usize>,
    slow_preferences: Vec<usize>,
    /// The most that the slow preferences earn.
    slow_most: i32,
    /// The most that all preferences earn.
    most: i32,
    /// Places of mentors whom something excludes for one mentee.
    barred: Lists<()>,
    /// Places of mentors with whom one mentee earns something of their own, in thousandths.
    added: Lists<i32>,
}

/// A short list for each mentee, ascending by place.
#[derive(Debug)]
struct Lists<T> {
    begin: Vec<u32>,
    entries: Vec<(u32, T)>,
}

impl<T: Copy> Lists<T> {
    fn new(rows: impl IntoIterator<Item = Vec<(u32, T)>>) -> Self {
        let mut lists = Self { begin: vec![0], entries: Vec::new() };
        for mut row in rows {
            row.sort_unstable_by_key(|(place, _)| *place);
            lists.entries.extend(row);
            lists.begin.push(u32::try_from(lists.entries.len()).expect("fewer than 2^32 exceptions"));
        }
        lists
    }

    fn row(&self, mentee: usize) -> &[(u32, T)] {
        &self.entries[self.begin[mentee] as usize..self.begin[mentee + 1] as usize]
    }

    fn within(&self, mentee: usize, places: &Range<usize>) -> impl Iterator<Item = (usize, T)> {
        let row = self.row(mentee);
        let from = row.partition_point(|(place, _)| (*place as usize) < places.start);
        let begin = places.start;
        let end = places.end;
        let within = row[from..].iter().take_while(move |(place, _)| (*place as usize) < end);
        within.map(move |&(place, value)| (place as usize - begin, value))
    }
}

fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

impl<'a> Compiled<'a> {
    /// Packs the criteria for whole rows of scores.
    ///
    /// # Complexity
    ///
    /// Time and memory in proportion of people times answers: a byte for each mentor and each label, level or slot that
    /// somebody asks for.
    pub fn kernel(&self) -> Kernel<'a> {
        Kernel::new(self, false)
    }

    /// The same with mentors in the order of the roster: for whoever asks for scores alone, as bounds of its blocks say little.
    pub(crate) fn kernel_by_roster(&self) -> Kernel<'a> {
        Kernel::new(self, true)
    }
}

impl Kernel<'_> {
    /// What stands for the score of a pair that is excluded.
    pub const EXCLUDED: i32 = EXCLUDED;

    /// How many mentors a block has; the last may be shorter.
    pub const BLOCK: usize = LANES;
}

impl<'a> Kernel<'a> {
    fn new(compiled: &Compiled<'a>, by_roster: bool) -> Self {
        let standing = &compiled.standing;
        let mentees = standing.mentee_available.len();
        let alive = standing.mentor_available.iter().map(|available| u8::from(*available)).collect();
        let mut packer = Packer::new(alive, mentees);
        let (mut slow_requirements, mut slow_preferences, mut slow_most) = (Vec::new(), Vec::new(), 0);
        let rules = compiled.requirements.iter().zip(compiled.criteria.requirements());
        for (at, (column, requirement)) in rules.enumerate() {
            let allow = requirement.if_unknown() == Some(IfUnknown::Allow);
            if packer.requirement(column, allow).is_err() {
                slow_requirements.push(at);
            }
        }
        for (at, column) in compiled.preferences.iter().enumerate() {
            if packer.preference(column).is_err() {
                slow_preferences.push(at);
                slow_most += thousandths(column.points());
            }
        }
        let impossible = packer.impossible.iter().zip(&standing.mentee_available);
        let impossible: Vec<_> =
            impossible.map(|(impossible, available)| *impossible || !available).collect();
        let most: i32 = compiled.preferences.iter().map(|column| thousandths(column.points())).sum();
        let earners = units(std::mem::take(&mut packer.earners));
        let terms: Vec<_> = packer
            .requirements
            .iter()
            .map(|(term, _)| *term)
            .chain(
                earners.iter().flat_map(|(earner, unit)| [Some(earner.term), unit.map(Term::Unit)]).flatten(),
            )
            .collect();
        let (mut begin, mut entries) = (Vec::with_capacity(mentees * (terms.len() + 1)), Vec::new());
        let end =
            |entries: &Vec<Entry>| u32::try_from(entries.len()).expect("a few hundred for each of a million");
        for mentee in 0..mentees {
            begin.push(end(&entries));
            for (_, all) in &packer.requirements {
                entries.extend(all.row(mentee));
                begin.push(end(&entries));
            }
            for (earner, unit) in &earners {
                entries.extend(earner.entries.row(mentee));
                begin.push(end(&entries));
                if unit.is_some() {
                    begin.push(end(&entries));
                }
            }
        }
        let idle: Vec<_> = impossible.iter().zip(&packer.plain).map(|(a, b)| *a || *b).collect();
        let rows =
            order::Rows { terms: &terms, begin: &begin, entries: &entries, base: &packer.base, idle: &idle };
        let order = if by_roster {
            (0..u32::try_from(standing.mentor_available.len()).expect("at most a million")).collect()
        } else {
            order::order(&packer.columns, rows)
        };
        let mut place = vec![0_u32; order.len()];
        for (at, mentor) in (0_u32..).zip(&order) {
            place[*mentor as usize] = at;
        }
        let barred = barred(compiled, &place);
        let added = added(compiled, &place);
        let weeks = weeks(compiled);
        let mentors = chunks(&packer.columns, &order);
        let groups = summaries(&packer, &order, weeks, GROUP);
        let blocks = summaries(&packer, &order, weeks, Kernel::BLOCK);
        Self {
            compiled: compiled.clone(),
            instructions: Instructions::Widest,
            order,
            columns: packer.columns.len(),
            mentors,
            blocks,
            groups,
            terms,
            begin,
            entries,
            base: packer.base,
            impossible,
            plain: packer.plain,
            slow_requirements,
            slow_preferences,
            slow_most,
            most,
            barred,
            added,
        }
    }

    /// The same with other instructions; for tests and benchmarks, as the scores are the same.
    #[must_use]
    pub fn using(mut self, instructions: Instructions) -> Self {
        self.instructions = instructions;
        self
    }

    /// The place in the roster of the mentor at each of the kernel's places: those who are alike lie together.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// How many mentees there are.
    pub fn mentees(&self) -> usize {
        self.base.len()
    }

    /// How many blocks of mentors there are.
    pub fn blocks(&self) -> usize {
        self.order.len().div_ceil(Self::BLOCK)
    }

    fn row(&self, mentee: usize) -> Row<'_> {
        let Self { terms, begin, entries, base, impossible: idle, .. } = self;
        order::Rows { terms, begin, entries, base, idle }.row(mentee)
    }

    /// Writes the scores of a mentee with the mentors at a range of places, in thousandths of a point;
    /// [`EXCLUDED`](Self::EXCLUDED) where a pair is excluded.
    ///
    /// # Panics
    ///
    /// When there is no such mentee or place, or not one score for each place.
    pub fn write(&self, mentee: usize, places: Range<usize>, scores: &mut [i32]) {
        assert_eq!(places.len(), scores.len(), "one score for each place");
        assert!(places.end <= self.order.len(), "places of mentors");
        if self.impossible[mentee] {
            scores.fill(EXCLUDED);
            return;
        }
        if self.plain[mentee] {
            for (score, mentor) in scores.iter_mut().zip(&self.order[places]) {
                *score = self.plainly(mentee, *mentor as usize);
            }
            return;
        }
        self.judge(&self.row(mentee), &self.mentors, &places, scores);
        for (at, add) in self.added.within(mentee, &places) {
            if scores[at] != EXCLUDED {
                scores[at] += add;
            }
        }
        for (at, ()) in self.barred.within(mentee, &places) {
            scores[at] = EXCLUDED;
        }
        if !self.slow_requirements.is_empty() || !self.slow_preferences.is_empty() {
            for (score, mentor) in scores.iter_mut().zip(&self.order[places]) {
                if *score != EXCLUDED {
                    *score = self.slowly(mentee, *mentor as usize, *score);
                }
            }
        }
    }

    /// A bound that no score of a mentee with a mentor of a block exceeds; [`EXCLUDED`](Self::EXCLUDED) only when all are
    /// excluded. Many at once are cheaper, see [`bounds`](Self::bounds).
    ///
    /// # Panics
    ///
    /// When there is no such mentee or block.
    pub fn bound(&self, mentee: usize, block: usize) -> i32 {
        let mut bounds = [0];
        self.bounds(mentee, block..block + 1, &[EXCLUDED], &mut bounds);
        bounds[0]
    }

    /// Writes for each of a range of blocks a bound that no score of the mentee with a mentor of the block exceeds;
    /// [`EXCLUDED`](Self::EXCLUDED) only when all of the block are excluded.
    ///
    /// A bound beyond the block's `above` is looked at again, group by group of the block, and comes out lower; others are
    /// not, because who asks can do without the block. Blocks in whole sixty-fours are the cheapest.
    ///
    /// # Panics
    ///
    /// When there is no such mentee or block, or not one bound and one `above` for each block.
    pub fn bounds(&self, mentee: usize, blocks: Range<usize>, above: &[i32], bounds: &mut [i32]) {
        assert_eq!((blocks.len(), blocks.len()), (bounds.len(), above.len()), "one of each for each block");
        assert!(blocks.end <= self.blocks(), "blocks of mentors");
        if self.impossible[mentee] {
            bounds.fill(EXCLUDED);
            return;
        }
        if self.plain[mentee] {
            bounds.fill(self.most);
            return;
        }
        let row = self.row(mentee);
        self.judge(&row, &self.blocks, &blocks, bounds);
        let own = self.own(mentee, &blocks);
        let own = own.as_slice();
        let more = |block: usize| {
            let at = own.binary_search_by_key(&block, |(block, _)| *block);
            self.slow_most + at.map_or(0, |at| own[at].1)
        };
        let mut at = 0;
        while at < bounds.len() {
            let chunk = (blocks.start + at) / OF_GROUPS;
            let end = bounds.len().min((chunk + 1) * OF_GROUPS - blocks.start);
            let now = &mut bounds[at..end];
            let open = |(at, bound): (usize, &i32)| {
                *bound != EXCLUDED && bound.saturating_add(more(blocks.start + at)) > above[at]
            };
            if (at..).zip(now.iter()).any(open) {
                let mut groups = [[0; LANES]];
                let columns = &self.groups[chunk * self.columns..(chunk + 1) * self.columns];
                lanes::judge(self.instructions, &row, self.columns, columns, &mut groups);
                let groups =
                    groups[0].chunks_exact(Self::BLOCK / GROUP).skip((blocks.start + at) % OF_GROUPS);
                for (bound, groups) in now.iter_mut().zip(groups) {
                    *bound = groups.iter().copied().max().unwrap_or(EXCLUDED);
                }
            }
            at = end;
        }
        if self.slow_most > 0 || !own.is_empty() {
            for (at, bound) in bounds.iter_mut().enumerate().filter(|(_, bound)| **bound != EXCLUDED) {
                *bound += more(blocks.start + at);
            }
        }
    }

    /// The most that a mentee's own entries add in each block that has some, ascending by block.
    fn own(&self, mentee: usize, blocks: &Range<usize>) -> Vec<(usize, i32)> {
        let places = blocks.start * Self::BLOCK..blocks.end * Self::BLOCK;
        let mut own: Vec<(usize, i32)> = Vec::new();
        let mut last = (usize::MAX, 0);
        for (at, add) in self.added.within(mentee, &places) {
            last = if last.0 == at { (at, last.1 + add) } else { (at, add) };
            let block = blocks.start + at / Self::BLOCK;
            match own.last_mut() {
                Some((same, most)) if *same == block => *most = (*most).max(last.1),
                _ => own.push((block, last.1)),
            }
        }
        own
    }

    /// Judges a range of lanes, whole chunks in place.
    fn judge(&self, row: &Row<'_>, all: &[Lanes], lanes: &Range<usize>, mut scores: &mut [i32]) {
        let columns = self.columns;
        let judge = |chunks: Range<usize>, scores: &mut [[i32; LANES]]| {
            let chunks = &all[chunks.start * columns..chunks.end * columns];
            lanes::judge(self.instructions, row, columns, chunks, scores);
        };
        let mut at = lanes.start;
        while at < lanes.end {
            let chunk = at / LANES;
            let whole = if at.is_multiple_of(LANES) { (lanes.end - at) / LANES } else { 0 };
            if whole > 0 {
                let (now, later) = scores.split_at_mut(whole * LANES);
                judge(chunk..chunk + whole, now.as_chunks_mut().0);
                scores = later;
                at += whole * LANES;
            } else {
                let mut part = [[0; LANES]];
                judge(chunk..chunk + 1, &mut part);
                let end = lanes.end.min((chunk + 1) * LANES);
                let (now, later) = scores.split_at_mut(end - at);
                now.copy_from_slice(&part[0][at % LANES..at % LANES + (end - at)]);
                scores = later;
                at = end;
            }
        }
    }

    /// A pair by the readable judgement.
    fn plainly(&self, mentee: usize, mentor: usize) -> i32 {
        let score = self.compiled.score(mentor, mentee);
        score.map_or(EXCLUDED, |score| {
            i32::try_from(score.thousandths()).expect("all preferences together are at most a million points")
        })
    }

    /// With what is judged pair by pair.
    fn slowly(&self, mentee: usize, mentor: usize, score: i32) -> i32 {
        for &at in &self.slow_requirements {
            let passes = match self.compiled.requirements[at].told(mentor, mentee) {
                Told::Holds => true,
                Told::Violated => false,
                Told::Unknown => {
                    self.compiled.criteria.requirements()[at].if_unknown() == Some(IfUnknown::Allow)
                }
            };
            if !passes {
                return EXCLUDED;
            }
        }
        let slow = self.slow_preferences.iter();
        score + slow.map(|&at| self.compiled.preferences[at].earned(mentor, mentee).known).sum::<i32>()
    }
}

fn thousandths(points: u32) -> i32 {
    i32::try_from(points * 1000).expect("at most a million points")
}

/// Places of mentors whom a rule that always stands, or a tie, excludes for each mentee.
fn barred(compiled: &Compiled<'_>, place: &[u32]) -> Lists<()> {
    Lists::new((0..compiled.standing.mentee_available.len()).map(|mentee| {
        let blocked = compiled.standing.blocked.row(mentee).iter().map(|(mentor, ())| *mentor);
        let apart = compiled.standing.apart.row(mentee).iter().map(|(mentor, _)| *mentor);
        let tied = compiled.requirements.iter().filter_map(|column| match column {
            requirement::Column::NoTies(tied) => Some(tied.row(mentee).iter().map(|(mentor, ())| *mentor)),
            _ => None,
        });
        let all = blocked.chain(apart).chain(compiled.standing.oneself[mentee]).chain(tied.flatten());
        all.map(|mentor| (place[mentor], ())).collect()
    }))
}

/// What wishes and score tables earn for each mentee.
fn added(compiled: &Compiled<'_>, place: &[u32]) -> Lists<i32> {
    Lists::new((0..compiled.standing.mentee_available.len()).map(|mentee| {
        let mut row = Vec::new();
        for column in compiled.preferences.iter() {
            let points = thousandths(column.points()) / 1000;
            match column.measure() {
                preference::Measure::Wished(ranks) => row.extend(
                    ranks
                        .row(mentee)
                        .iter()
                        .map(|&(mentor, rank)| (place[mentor], points * (1000 / i32::from(rank)))),
                ),
                preference::Measure::Scores(scores) => row.extend(
                    scores
                        .row(mentee)
                        .iter()
                        .map(|&(mentor, share)| (place[mentor], points * i32::from(share))),
                ),
                _ => {}
            }
        }
        row
    }))
}

/// The weeks, where something asks of them.
fn weeks<'a>(compiled: &'a Compiled<'_>) -> Option<&'a Weeks> {
    let weeks = compiled.requirements.iter().find_map(|column| match column {
        requirement::Column::Overlap { weeks, .. } => Some(weeks),
        _ => None,
    });
    weeks.or_else(|| {
        compiled.preferences.iter().find_map(|column| match column.measure() {
            preference::Measure::Overlap { weeks, .. } => Some(weeks),
            _ => None,
        })
    })
}

/// The earners with everything in common units, and after the last of each unit that unit: together they fit 16 bits.
fn units(earners: Vec<Earner>) -> Vec<(Earner, Option<i32>)> {
    let mut groups: Vec<(u32, Vec<Earner>)> = Vec::new();
    for earner in earners {
        let fits = |(unit, group): &mut (u32, Vec<Earner>)| {
            let unit = greatest_common_divisor(*unit, earner.unit);
            let most: u32 = group.iter().map(|earner| earner.most).sum::<u32>() + earner.most;
            (most / unit <= u16::MAX.into()).then_some(unit)
        };
        match groups.last_mut().and_then(|group| Some((fits(group)?, group))) {
            Some((unit, group)) => {
                group.0 = unit;
                group.1.push(earner);
            }
            None => groups.push((earner.unit, vec![earner])),
        }
    }
    let mut all = Vec::new();
    for (unit, group) in groups {
        for mut earner in group {
            let by = u16::try_from(earner.unit / unit).expect("a part of what fits 16 bits");
            earner.times(by);
            all.push((earner, None));
        }
        if let Some((_, last)) = all.last_mut() {
            *last = Some(i32::try_from(unit).expect("at most a million points"));
        }
    }
    all
}

/// The columns of each chunk of mentors.
fn chunks(columns: &[Column], order: &[u32]) -> Vec<Lanes> {
    let mut chunks = vec![[0; LANES]; columns.len() * order.len().div_ceil(LANES)];
    for (at, column) in columns.iter().enumerate() {
        for (chunk, mentors) in chunks.iter_mut().skip(at).step_by(columns.len()).zip(order.chunks(LANES)) {
            for (byte, mentor) in chunk.iter_mut().zip(mentors) {
                *byte = column.bytes[*mentor as usize];
            }
        }
    }
    chunks
}

/// The columns of each chunk of so many mentors together.
fn summaries(packer: &Packer, order: &[u32], weeks: Option<&Weeks>, size: usize) -> Vec<Lanes> {
    let alive = &packer.columns[0].bytes;
    let summary = |column: &Column, mentors: &[u32]| {
        // Whoever cannot be met at all does not count.
        let met = mentors.iter().filter(|mentor| alive[**mentor as usize] > 0);
        let bytes = met.map(|mentor| column.bytes[*mentor as usize]);
        let summary = match column.summary {
            Summary::Highest => bytes.max(),
            Summary::Lowest => bytes.min(),
            Summary::Slots => None,
        };
        summary.unwrap_or(0)
    };
    let columns = packer.columns.iter().map(|column| Column {
        bytes: order.chunks(size).map(|mentors| summary(column, mentors)).collect(),
        summary: column.summary,
    });
    let mut columns: Vec<_> = columns.collect();
    if let Some((week, weeks)) = packer.week().zip(weeks) {
        let mut before = vec![0; week.edges.len()];
        for (at, mentors) in order.chunks(size).enumerate() {
            let mut words = vec![0; weeks.mentors().elements().div_ceil(64)];
            for mentor in mentors {
                for (all, word) in words.iter_mut().zip(weeks.mentors().words_of(*mentor as usize)) {
                    *all |= word;
                }
            }
            pack::slots_before(&words, &week.edges, &mut before);
            for (column, before) in columns[usize::from(week.first)..].iter_mut().zip(&before) {
                column.bytes[at] = *before;
            }
        }
    }
    let identity: Vec<u32> = (0..).take(order.len().div_ceil(size)).collect();
    chunks(&columns, &identity)
}
