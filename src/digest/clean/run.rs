//! The stretch of a page that weighs most: where its article most likely is.

/// The run, half-open, with the greatest sum; empty at the start when no weight is positive.
pub fn heaviest_run(weights: impl Iterator<Item = f32>) -> (usize, usize) {
    let (mut best, mut found) = (0.0, (0, 0));
    let (mut sum, mut start) = (0.0_f32, 0);
    for (i, weight) in weights.enumerate() {
        sum += weight;
        if sum <= 0.0 {
            (sum, start) = (0.0, i + 1);
        } else if sum > best {
            (best, found) = (sum, (start, i + 1));
        }
    }
    found
}
