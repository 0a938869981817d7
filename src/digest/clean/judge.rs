//! Judges the units that no rule took: by what they look like, where they stand and what stands around them.
//!
//! Most junk lines in clipped pages carry no marker: headlines of other stories, captions, standfirsts, author
//! boxes. A small sum of decision trees over the numbers of [`super::features`] tells how likely a unit is to be
//! article text; then the run of units with the most such text is taken for the article.
//!
//! The trees were fitted by gradient boosting (scikit-learn, logistic loss) on pages whose article text was marked
//! up by people, with whole pages, reader-mode clips and their plain text side by side, and on clean news texts
//! of which nothing may go; each unit weighs as many words as it has, each page the same. The numbers know no words
//! of any language. Settings were chosen by cross-validation over pages.

use super::features::{self, Row, heaviest_run};
use super::shape::Shape;
use super::trees::{BASE, LEAVES, NODES, ROOTS};
use super::unit::{Unit, Verdict};

/// Inside the article's run, a unit goes only when the trees are this sure (log odds).
const SURE: f32 = -1.0;
/// What a unit that a rule took weighs against going on with the run.
const GAP: f32 = 0.4;

/// Takes out what is no article text.
pub fn judge(units: &mut [Unit<'_>], title: &str) {
    let (shapes, rows) = features::of(units, title);
    let odds: Vec<f32> = rows.iter().map(log_odds).collect();
    let weight = |i: usize| {
        if shapes[i].ruled {
            return -GAP;
        }
        let likely = 1.0 / (1.0 + (-odds[i]).exp());
        (2.0 * likely - 1.0) * shapes[i].words.max(1.0).sqrt()
    };
    let run = heaviest_run((0..units.len()).map(weight));
    if run.0 == run.1 {
        return;
    }
    for i in 0..units.len() {
        let outside = i < run.0 || i >= run.1;
        if units[i].kept() && (outside || odds[i] <= SURE) {
            units[i].verdict = Verdict::Remove(reason(i, run, &shapes));
        }
    }
}

/// The log odds that a unit is article text.
fn log_odds(row: &Row) -> f32 {
    let mut sum = BASE;
    for root in ROOTS {
        let mut at = root as i16;
        while at >= 0 {
            let (number, threshold, low, high) = NODES[at as usize];
            at = if row[number as usize] <= threshold { low } else { high };
        }
        sum += LEAVES[(-1 - at) as usize];
    }
    sum
}

/// The name of what a unit most likely is.
fn reason(i: usize, run: (usize, usize), shapes: &[Shape]) -> &'static str {
    let shape = &shapes[i];
    let beside_picture = i.checked_sub(1).is_some_and(|before| shapes[before].empty && shapes[before].images > 0.0);
    if shape.linked > 0.5 {
        return if i < run.0 { "menu" } else { "link-list" };
    }
    if shape.images > 0.0 || (beside_picture && shape.words < 60.0) {
        return "caption";
    }
    if i < run.0 {
        return if shape.ends_sentence { "standfirst" } else { "page-head" };
    }
    if i >= run.1 {
        return if shape.ends_sentence { "after-article" } else { "page-foot" };
    }
    if shape.ends_sentence { "aside" } else { "short-line" }
}
