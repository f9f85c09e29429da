//! The shape of a network, from a table of who names whom.

/// Who names whom: by row and column.
pub(super) struct Table(pub(super) Vec<Vec<bool>>);

impl Table {
    pub(super) fn nodes(&self) -> usize {
        self.0.len()
    }

    pub(super) fn arcs(&self) -> Vec<(usize, usize)> {
        let all = (0..self.nodes()).flat_map(|a| (0..self.nodes()).map(move |b| (a, b)));
        all.filter(|&(a, b)| self.0[a][b]).collect()
    }

    /// Whether two are tied in either direction.
    pub(super) fn tied(&self, a: usize, b: usize) -> bool {
        self.0[a][b] || self.0[b][a]
    }

    pub(super) fn neighbours(&self, of: usize) -> Vec<usize> {
        (0..self.nodes()).filter(|&other| self.tied(of, other)).collect()
    }

    /// Steps from each to each; none where there is no way.
    pub(super) fn steps(&self) -> Vec<Vec<Option<usize>>> {
        let near: Vec<Vec<usize>> = (0..self.nodes()).map(|node| self.neighbours(node)).collect();
        let from = |start: usize| {
            let mut steps = vec![None; self.nodes()];
            steps[start] = Some(0);
            let (mut at, mut front) = (0, vec![start]);
            while !front.is_empty() {
                at += 1;
                let mut next = Vec::new();
                for node in front {
                    for &other in &near[node] {
                        if steps[other].is_none() {
                            steps[other] = Some(at);
                            next.push(other);
                        }
                    }
                }
                front = next;
            }
            steps
        };
        (0..self.nodes()).map(from).collect()
    }

    /// The parts, each with its people, without one of them if so asked.
    pub(super) fn parts(&self, without: Option<usize>) -> Vec<Vec<usize>> {
        let near: Vec<Vec<usize>> = (0..self.nodes()).map(|node| self.neighbours(node)).collect();
        let mut seen = vec![false; self.nodes()];
        if let Some(without) = without {
            seen[without] = true;
        }
        let mut parts = Vec::new();
        for start in 0..self.nodes() {
            if seen[start] {
                continue;
            }
            seen[start] = true;
            let (mut part, mut at) = (vec![start], 0);
            while at < part.len() {
                for &other in &near[part[at]] {
                    if !seen[other] {
                        seen[other] = true;
                        part.push(other);
                    }
                }
                at += 1;
            }
            parts.push(part);
        }
        parts
    }

    /// How many would make more parts by going.
    pub(super) fn bridges(&self) -> usize {
        let parts = self.parts(None).len();
        (0..self.nodes()).filter(|&node| self.parts(Some(node)).len() > parts).count()
    }

    /// Of the pairs of somebody's neighbours, those that are tied, and all.
    pub(super) fn pairs_at(&self, node: usize) -> (usize, usize) {
        let near = self.neighbours(node);
        let pairs: Vec<_> = near
            .iter()
            .enumerate()
            .flat_map(|(at, &a)| near[at + 1..].iter().map(move |&b| (a, b)))
            .collect();
        (pairs.iter().filter(|&&(a, b)| self.tied(a, b)).count(), pairs.len())
    }

    pub(super) fn clustering(&self) -> Option<f64> {
        let n = self.nodes();
        let local = (0..n).map(|node| match self.pairs_at(node) {
            (_, 0) => 0.0,
            (tied, of) => tied as f64 / of as f64,
        });
        (n > 0).then(|| local.sum::<f64>() / n as f64)
    }

    pub(super) fn transitivity(&self) -> Option<f64> {
        let all: Vec<_> = (0..self.nodes()).map(|node| self.pairs_at(node)).collect();
        super::share(all.iter().map(|pairs| pairs.0).sum(), all.iter().map(|pairs| pairs.1).sum())
    }
}

/// The correlation of two columns.
pub(super) fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let (x, y) = pairs.iter().fold((0.0, 0.0), |(x, y), pair| (x + pair.0 / n, y + pair.1 / n));
    let sum = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>();
    let [xy, xx, yy] =
        [sum(&|p| (p.0 - x) * (p.1 - y)), sum(&|p| (p.0 - x).powi(2)), sum(&|p| (p.1 - y).powi(2))];
    (!pairs.is_empty() && xx > 1e-9 && yy > 1e-9).then(|| xy / (xx * yy).sqrt())
}

/// Newman's coefficient of the groups at both ends of arcs.
pub(super) fn by_group(pairs: &[(usize, usize)]) -> Option<f64> {
    let m = pairs.len() as f64;
    let groups = pairs.iter().map(|pair| pair.0.max(pair.1)).max()? + 1;
    let share = |of: &dyn Fn(&&(usize, usize)) -> bool| pairs.iter().filter(of).count() as f64 / m;
    let inside = share(&|pair| pair.0 == pair.1);
    let by_luck: f64 =
        (0..groups).map(|group| share(&|pair| pair.0 == group) * share(&|pair| pair.1 == group)).sum();
    (1.0 - by_luck > 1e-12).then(|| (inside - by_luck) / (1.0 - by_luck))
}

/// A coefficient with its limits, from leaving out one pair after another.
pub(super) fn jackknife<T: Copy>(
    pairs: &[T],
    coefficient: impl Fn(&[T]) -> Option<f64>,
    z: f64,
) -> (Option<f64>, Option<super::Limits>) {
    let Some(value) = coefficient(pairs) else { return (None, None) };
    let without = |at: usize| {
        let rest: Vec<T> =
            pairs.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, p)| *p).collect();
        coefficient(&rest).map(|other| (other - value).powi(2))
    };
    let squares: Option<f64> = (0..pairs.len()).map(without).sum();
    let limits = squares.map(|squares| {
        let half = z * squares.sqrt();
        (Some((value - half).max(-1.0)), Some((value + half).min(1.0)))
    });
    (Some(value), limits)
}
