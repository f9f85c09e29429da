//! Many paths at once, along pairs that weigh just what they are priced at.

use super::{Adjacency, Core, NONE, Weight, index, search::Source};

/// A step of a path along tight pairs.
#[derive(Clone, Copy, Debug)]
struct Frame {
    /// Where the path is on the adding side.
    line: u32,
    /// The pair in use by which it came.
    place_in_use: u32,
    /// How many pairs of the line were tried.
    place: u32,
    /// The line of the other side that is being tried.
    other: u32,
    /// The next pair in use of that line to be tried.
    next: u32,
}

impl<T: Weight> Core<T> {
    /// Many paths along tight pairs, no two of which meet.
    pub(super) fn augment_tight(&mut self, a: usize, sources: &[Source]) -> usize {
        let b = 1 - a;
        let adjacency = std::mem::take(&mut self.sides[a].pairs);
        let mut found = 0;
        let mut stack: Vec<Frame> = Vec::new();
        for &source in sources {
            if source.more {
                if std::mem::replace(&mut self.sides[a].seen[source.line as usize], true) {
                    continue;
                }
                self.sides[a].reached.push(source.line);
                stack.push(Frame {
                    line: source.line,
                    place_in_use: NONE,
                    place: 0,
                    other: NONE,
                    next: NONE,
                });
                found += usize::from(self.climb(a, source, &adjacency, &mut stack));
            } else {
                let mut place_in_use = self.sides[b].head[source.line as usize];
                while place_in_use != NONE {
                    let used = self.used[place_in_use as usize];
                    if self.enter(a, place_in_use, &mut stack)
                        && self.climb(a, source, &adjacency, &mut stack)
                    {
                        found += 1;
                        break;
                    }
                    place_in_use = used.next[b];
                }
            }
        }
        self.sides[a].pairs = adjacency;
        for side in &mut self.sides {
            for line in side.reached.drain(..) {
                side.seen[line as usize] = false;
            }
        }
        found
    }

    /// Steps on to the line at the other end of a tight pair in use.
    fn enter(&mut self, a: usize, place_in_use: u32, stack: &mut Vec<Frame>) -> bool {
        let used = self.used[place_in_use as usize];
        let line = used.lines[a] as usize;
        let tight =
            used.weight == self.sides[a].price[line] + self.sides[1 - a].price[used.lines[1 - a] as usize];
        if !tight || std::mem::replace(&mut self.sides[a].seen[line], true) {
            return false;
        }
        self.sides[a].reached.push(used.lines[a]);
        stack.push(Frame { line: used.lines[a], place_in_use, place: 0, other: NONE, next: NONE });
        true
    }

    /// Goes on from the top of the stack to an end along tight pairs, and uses the path if there is one.
    fn climb(&mut self, a: usize, source: Source, adjacency: &Adjacency<T>, stack: &mut Vec<Frame>) -> bool {
        let b = 1 - a;
        while let Some(frame) = stack.last() {
            let Frame { line, place_in_use, place, other, next } = *frame;
            let price = self.sides[a].price[line as usize];
            if place == 0 && other == NONE {
                if place_in_use != NONE && price + self.sides[a].last[line as usize] <= 0 {
                    let before = self.used[place_in_use as usize].lines[b];
                    self.release(place_in_use);
                    self.count(a, line, false);
                    stack.pop();
                    self.use_path(a, source, before, stack);
                    return true;
                }
                // An end beside the path, before it goes on.
                for (other, weight) in adjacency.of(line as usize) {
                    let side = &self.sides[b];
                    let o = other as usize;
                    if price + side.price[o] == weight.wide()
                        && side.price[o] + side.next[o] >= 0
                        && !side.seen[o]
                        && !self.is_used(a, line as usize, other)
                    {
                        self.count(b, other, true);
                        self.sides[b].seen[o] = true;
                        self.sides[b].reached.push(other);
                        self.use_path(a, source, other, stack);
                        return true;
                    }
                }
            }
            // The pairs in use of the line of the other side that the path is at.
            if next != NONE {
                let after = self.used[next as usize].next[b];
                stack.last_mut().expect("it was there").next = after;
                self.enter(a, next, stack);
                continue;
            }
            let parts = adjacency.parts(line as usize);
            let (mut place, mut step) = (place as usize, None);
            let total = parts[0].len() + parts[1].len();
            while place < total {
                let (other, weight) =
                    if place < parts[0].len() { parts[0][place] } else { parts[1][place - parts[0].len()] };
                place += 1;
                let side = &self.sides[b];
                let o = other as usize;
                if price + side.price[o] == weight.wide()
                    && !side.seen[o]
                    && !self.is_used(a, line as usize, other)
                {
                    step = Some(other);
                    break;
                }
            }
            let frame = stack.last_mut().expect("it was there");
            frame.place = index(place);
            if let Some(other) = step {
                frame.other = other;
                frame.next = self.sides[b].head[other as usize];
                self.sides[b].seen[other as usize] = true;
                self.sides[b].reached.push(other);
            } else {
                stack.pop();
            }
        }
        false
    }

    /// Uses the pairs of the path on the stack, of which the last leads to `other`, and frees those that were in use.
    fn use_path(&mut self, a: usize, source: Source, mut other: u32, stack: &mut Vec<Frame>) {
        let b = 1 - a;
        while let Some(Frame { line, place_in_use, .. }) = stack.pop() {
            let weight = self.sides[a].price[line as usize] + self.sides[b].price[other as usize];
            if place_in_use == NONE {
                self.use_pair(a, line, other, weight);
            } else {
                let before = self.used[place_in_use as usize].lines[b];
                self.release(place_in_use);
                self.use_pair(a, line, other, weight);
                other = before;
            }
        }
        self.count(if source.more { a } else { b }, source.line, source.more);
    }
}
