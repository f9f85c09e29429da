//! Who is possible for whom, without what they would earn.

use std::ops::Range;

use super::{
    EXCLUDED, Kernel,
    lanes::{self, LANES, Lanes, Row, Term},
};

impl Kernel<'_> {
    /// Writes 1 for the mentors at a range of places with whom a mentee is not excluded, and 0 for the others. It looks at
    /// requirements alone, and takes a fraction of the time that scores take.
    ///
    /// # Panics
    ///
    /// When there is no such mentee or place, or not one entry for each place.
    pub fn possible(&self, mentee: usize, places: Range<usize>, possible: &mut [u8]) {
        assert_eq!(places.len(), possible.len(), "one entry for each place");
        if self.impossible[mentee] {
            possible.fill(0);
            return;
        }
        if self.plain[mentee] || !self.slow_requirements.is_empty() {
            let mut scores = vec![EXCLUDED; places.len()];
            self.write(mentee, places, &mut scores);
            for (possible, score) in possible.iter_mut().zip(scores) {
                *possible = u8::from(score != EXCLUDED);
            }
            return;
        }
        let row = self.row(mentee);
        let requirements = row
            .terms
            .iter()
            .take_while(|term| matches!(term, Term::Any | Term::Unless | Term::Slots { .. } | Term::Within));
        let requirements = requirements.count();
        let row = Row { terms: &row.terms[..requirements], begin: &row.begin[..=requirements], ..row };
        let judge = |chunks: Range<usize>, possible: &mut [Lanes]| {
            let chunks = &self.mentors[chunks.start * self.columns..chunks.end * self.columns];
            lanes::possible(self.instructions, &row, self.columns, chunks, possible);
        };
        let whole = places.start.next_multiple_of(LANES)..places.end / LANES * LANES;
        if whole.start < whole.end {
            let inside = whole.start - places.start..whole.end - places.start;
            judge(whole.start / LANES..whole.end / LANES, possible[inside].as_chunks_mut().0);
        }
        for part in [
            places.start..whole.start.min(places.end),
            whole.end.max(whole.start.min(places.end))..places.end,
        ] {
            if part.start < part.end {
                let (chunk, mut lanes) = (part.start / LANES, [[0; LANES]]);
                judge(chunk..chunk + 1, &mut lanes);
                let within = part.start % LANES..part.start % LANES + part.len();
                possible[part.start - places.start..part.end - places.start]
                    .copy_from_slice(&lanes[0][within]);
            }
        }
        for (at, ()) in self.barred.within(mentee, &places) {
            possible[at] = 0;
        }
    }
}
