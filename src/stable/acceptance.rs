//! Deferred acceptance: who proposes asks, who is asked holds the best for now.

use std::collections::{BinaryHeap, VecDeque};

use super::{
    likes::{NO_RANK, key, parts},
    market::index,
    ranking::Ranking,
    ranks::{RankOf, Ranks},
};

/// Where proposers learn whom to ask next.
pub(super) trait Asking {
    /// Asks one after the other until one accepts, and says who and the key that it gives the proposer; nothing when no more
    /// are at hand. Adds how many were asked.
    fn next(&mut self, proposer: u32, limits: &Limits, proposals: &mut u64) -> Option<(u32, u64)>;

    /// Looks for more of those that some of the waiting can ask, beginning with the first, and makes these ready. The others
    /// go on waiting; who has nobody left to ask is ready or forgotten.
    fn refill(&mut self, waiting: &mut VecDeque<u32>, limits: &Limits, ready: &mut Vec<u32>);
}

/// What each line that is asked holds: a proposal whose key is at or above the limit is refused.
///
/// A line with a free place has no limit ([`FREE`]), one without places takes nobody (0), any other has
/// the key of the worst partner it holds.
pub(super) type Limits = [u64];

/// Whether all of these lines have exactly one place.
pub(super) fn one_each(places: &[u32]) -> bool {
    places.iter().all(|places| *places == 1)
}

/// What came of it.
pub(super) struct Accepted {
    /// The matched pairs as asked and proposer, ascending.
    pub(super) pairs: Vec<(u32, u32)>,
    /// How often somebody was asked.
    pub(super) proposals: u64,
}

struct Held<'a> {
    places: &'a [u32],
    limits: Vec<u64>,
    /// The keys of all partners, the worst first, of lines with more than one place; of others the limit says it all.
    /// Without lines when none has more than one.
    several: Vec<BinaryHeap<u64>>,
}

impl<'a> Held<'a> {
    fn new(places: &'a [u32]) -> Self {
        let limits = places.iter().map(|places| if *places == 0 { 0 } else { FREE }).collect();
        let any = places.iter().any(|places| *places > 1);
        Self { places, limits, several: if any { vec![BinaryHeap::new(); places.len()] } else { Vec::new() } }
    }

    /// Accepts a proposal whose key is below the limit. Says who is turned away for it.
    fn accept(&mut self, asked: u32, key: u64) -> Option<u32> {
        let limit = &mut self.limits[asked as usize];
        let places = self.places[asked as usize];
        let worst = if places == 1 {
            std::mem::replace(limit, key)
        } else {
            let held = &mut self.several[asked as usize];
            let full = held.len() >= places as usize;
            let worst = if full { held.pop().unwrap_or(FREE) } else { FREE };
            held.push(key);
            if held.len() >= places as usize {
                *limit = held.peek().copied().unwrap_or(FREE);
            }
            worst
        };
        (worst != FREE).then_some(parts(worst).1)
    }

    /// The matched pairs as asked and proposer, ascending.
    fn pairs(&self) -> Vec<(u32, u32)> {
        let mut pairs = Vec::with_capacity(self.limits.len());
        for (asked, (&limit, &places)) in (0..).zip(self.limits.iter().zip(self.places)) {
            if places == 1 && limit != FREE {
                pairs.push((asked, parts(limit).1));
            } else if places > 1 {
                let from = pairs.len();
                pairs.extend(self.several[asked as usize].iter().map(|key| (asked, parts(*key).1)));
                pairs[from..].sort_unstable();
            }
        }
        pairs
    }
}

/// The limit of a line with a free place, to which every rank but [`NO_RANK`] comes first.
pub(super) const FREE: u64 = (NO_RANK as u64) << 32;

/// Lets proposers ask until nobody with a free place has anybody left to ask.
///
/// INVARIANT: a limit never rises, so whoever was refused would be refused ever after. `taken` of a proposer is the number of
/// lines that hold it. Who has a free place is ready, waits, or has asked everybody.
pub(super) fn defer(proposers: &[u32], asked: &[u32], mut asking: impl Asking) -> Accepted {
    let mut held = Held::new(asked);
    let mut taken = vec![0_u32; proposers.len()];
    let mut proposals = 0;
    let mut waiting = VecDeque::new();
    let mut ready: Vec<u32> =
        (0..).zip(proposers).filter(|(_, places)| **places > 0).map(|(at, _)| at).collect();
    ready.reverse();
    loop {
        while let Some(proposer) = ready.pop() {
            while taken[proposer as usize] < proposers[proposer as usize] {
                let Some((asked, key)) = asking.next(proposer, &held.limits, &mut proposals) else {
                    waiting.push_back(proposer);
                    break;
                };
                if let Some(other) = held.accept(asked, key) {
                    taken[other as usize] -= 1;
                    ready.push(other);
                }
                taken[proposer as usize] += 1;
            }
        }
        if waiting.is_empty() {
            return Accepted { pairs: held.pairs(), proposals };
        }
        asking.refill(&mut waiting, &held.limits, &mut ready);
    }
}

/// The same of proposers that ask down their rankings, where those asked give these ranks.
pub(super) fn defer_lists(proposers: &[u32], asked: &[u32], rankings: &[Ranking], ranks: &Ranks) -> Accepted {
    match ranks {
        Ranks::Narrow(ranks) => Lists::new(rankings, ranks).defer(proposers, asked),
        Ranks::Wide(ranks) => Lists::new(rankings, ranks).defer(proposers, asked),
        Ranks::Sorted(ranks) => Lists::new(rankings, ranks).defer(proposers, asked),
    }
}

/// Proposers that ask down their rankings.
struct Lists<'a, R> {
    rankings: &'a [Ranking],
    /// The ranks that those asked give.
    ranks: &'a R,
    /// How many of its ranking a proposer has done with.
    done: Vec<u32>,
}

impl<'a, R: RankOf> Lists<'a, R> {
    fn new(rankings: &'a [Ranking], ranks: &'a R) -> Self {
        Self { rankings, ranks, done: vec![0; rankings.len()] }
    }

    fn defer(self, proposers: &[u32], asked: &[u32]) -> Accepted {
        if one_each(proposers) && one_each(asked) {
            self.one_each(asked.len())
        } else {
            defer(proposers, asked, self)
        }
    }

    /// Where everybody has one place, whoever is turned away asks on at once and nobody needs to be ready or wait.
    fn one_each(mut self, asked: usize) -> Accepted {
        let mut limits = vec![FREE; asked];
        let mut proposals = 0;
        for mut proposer in 0..index(self.rankings.len()) {
            while let Some((asked, key)) = self.next(proposer, &limits, &mut proposals) {
                match std::mem::replace(&mut limits[asked as usize], key) {
                    FREE => break,
                    other => proposer = parts(other).1,
                }
            }
        }
        let mut pairs = Vec::with_capacity(asked);
        let held = (0..).zip(limits).filter(|(_, limit)| *limit != FREE);
        pairs.extend(held.map(|(asked, limit)| (asked, parts(limit).1)));
        Accepted { pairs, proposals }
    }
}

impl<R: RankOf> Asking for Lists<'_, R> {
    #[inline]
    fn next(&mut self, proposer: u32, limits: &Limits, proposals: &mut u64) -> Option<(u32, u64)> {
        let done = &mut self.done[proposer as usize];
        for &asked in &self.rankings[proposer as usize].lines()[*done as usize..] {
            *done += 1;
            let rank = self.ranks.of(asked, proposer);
            *proposals += u64::from(rank != NO_RANK);
            let key = key(rank, proposer);
            if key < limits[asked as usize] {
                return Some((asked, key));
            }
        }
        None
    }

    fn refill(&mut self, waiting: &mut VecDeque<u32>, _: &Limits, _: &mut Vec<u32>) {
        waiting.clear();
    }
}
