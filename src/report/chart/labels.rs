//! Labels that would overlap, moved as little as needed.

/// Where labels begin so that none overlaps another and all lie between `low` and `high`, as near as can be to where they
/// want their middles.
///
/// `labels` holds of each label where it wants its middle and its length, in the order in which they are to stand. Where
/// there is not enough room, they begin at `low` and go beyond `high`.
///
/// Taking away the lengths of those before it, no label overlaps the one before exactly where the rest does not fall: so the
/// places nearest in squares are an isotonic regression, found by pooling neighbours that violate it (Ayer and others,
/// 1955). Takes time linear in the labels.
pub(super) fn spread(labels: &[(f64, f64)], low: f64, high: f64) -> Vec<f64> {
    // INVARIANT: pools hold the sum and the number of the labels in them, and their means rise.
    let mut pools: Vec<(f64, usize)> = Vec::new();
    let mut before = 0.0;
    for &(middle, length) in labels {
        let mut pool = (middle - length / 2.0 - before, 1);
        while let Some(&(sum, count)) = pools.last() {
            if mean((sum, count)) <= mean(pool) {
                break;
            }
            pools.pop();
            pool = (pool.0 + sum, pool.1 + count);
        }
        pools.push(pool);
        before += length;
    }
    let last = (high - before).max(low);
    let rest = pools.iter().flat_map(|&pool| std::iter::repeat_n(mean(pool).min(last).max(low), pool.1));
    let mut before = 0.0;
    labels
        .iter()
        .zip(rest)
        .map(|(&(_, length), rest)| {
            let begins = rest + before;
            before += length;
            begins
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "nobody draws 2^52 labels")]
fn mean((sum, count): (f64, usize)) -> f64 {
    sum / count as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::spread;

    #[test]
    fn labels_with_room_stay_where_they_want_to_be() {
        assert_eq!(spread(&[(20.0, 10.0), (50.0, 20.0)], 0.0, 100.0), [15.0, 40.0]);
    }

    #[test]
    fn labels_at_one_place_part_evenly() {
        assert_eq!(spread(&[(50.0, 10.0), (50.0, 10.0)], 0.0, 100.0), [40.0, 50.0]);
    }

    #[test]
    fn labels_at_the_edge_are_pushed_inside() {
        assert_eq!(spread(&[(2.0, 10.0), (3.0, 10.0)], 0.0, 100.0), [0.0, 10.0]);
        assert_eq!(spread(&[(99.0, 10.0), (99.0, 10.0)], 0.0, 100.0), [80.0, 90.0]);
    }

    proptest! {
        #[test]
        fn none_overlaps_and_all_are_inside(
            labels in prop::collection::vec((-50.0..150.0_f64, 0.0..12.0_f64), 0..8),
        ) {
            let begins = spread(&labels, 0.0, 100.0);
            prop_assert_eq!(begins.len(), labels.len());
            let mut end = 0.0;
            for (begin, &(_, length)) in begins.iter().zip(&labels) {
                prop_assert!(*begin >= end - 1e-9);
                end = begin + length;
            }
            prop_assert!(end <= 100.0 + 1e-9);
        }
    }
}
