//! Where lines stand that pages put around their text: comments, share buttons, tags, dates, pictures.

use super::row::{Filler, log};
use super::unit::{Unit, Verdict};

/// Kinds of lines that pages put around their text.
const SIGNS: usize = 7;

fn sign(rule: &str) -> Option<usize> {
    Some(match rule {
        "comments" => 0,
        "share" | "follow" | "newsletter" | "app" | "account" => 1,
        "also-read" | "related-heading" | "read-more" => 2,
        "copyright" | "cookies" | "disclaimer" => 3,
        "tags" | "about-author" => 4,
        "byline" | "updated" | "date" | "reading-time" => 5,
        "picture" | "picture-credit" | "caption" | "player" => 6,
        _ => return None,
    })
}

/// How far lines of each kind are from each unit.
pub struct Signs {
    before: Vec<[Option<usize>; SIGNS]>,
    after: Vec<[Option<usize>; SIGNS]>,
    /// How many lines of each kind stand before each unit, and after the last one.
    counts: Vec<[u32; SIGNS]>,
}

impl Signs {
    pub fn of(units: &[Unit<'_>]) -> Self {
        let kinds: Vec<Option<usize>> = units
            .iter()
            .map(|unit| match &unit.verdict {
                Verdict::Remove(rule) | Verdict::RelatedList(rule) | Verdict::Related { rule, .. } => sign(rule),
                _ => None,
            })
            .collect();
        let mut signs = Self { before: Vec::new(), after: vec![[None; SIGNS]; units.len()], counts: Vec::new() };
        let (mut last, mut count) = ([None; SIGNS], [0; SIGNS]);
        for (i, kind) in kinds.iter().enumerate() {
            signs.before.push(last);
            signs.counts.push(count);
            if let Some(kind) = *kind {
                last[kind] = Some(i);
                count[kind] += 1;
            }
        }
        signs.counts.push(count);
        let mut next = [None; SIGNS];
        for (i, kind) in kinds.iter().enumerate().rev() {
            signs.after[i] = next;
            if let Some(kind) = *kind {
                next[kind] = Some(i);
            }
        }
        signs
    }

    pub fn put(&self, i: usize, out: &mut Filler) {
        for kind in 0..SIGNS {
            out.put(self.before[i][kind].map_or(9.0, |at| log((i - at) as f32)));
            out.put(self.after[i][kind].map_or(9.0, |at| log((at - i) as f32)));
        }
        let (from, to) = (i.saturating_sub(8), (i + 9).min(self.after.len()));
        out.put((self.counts[to][5] - self.counts[from][5]) as f32);
        out.put(self.counts[i][0].min(9) as f32);
    }
}
