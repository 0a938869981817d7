//! Captions: a short line straight behind a picture that ends in a credit or is in italics from end to end.

use std::sync::LazyLock;

use regex::Regex;

use super::unit::{Unit, Verdict};
use crate::digest::model::{Block, BlockKind, MarkKind};

/// A caption has at most so many words.
const LONGEST: usize = 60;

/// How a caption ends: `Photograph: Ada Quill/Quay Post`, `(Ada Quill for Quay Post)`, `Ada Quill / Quay Post`.
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"\p{Lu}[\p{L}\d.’'-]*(?: (?:\p{Lu}[\p{L}\d.’'-]*|de|da|van|von|of|the)){0,4}";
    Regex::new(&format!(
        r"(?x)
        (?:^|\s)(?i:photo(?:graph)?|picture|image|illustration|foto|bild|credit|crédit)s?(?i:\ (?:by|credit|courtesy))?\ ?:\ ?\p{{Lu}}[^.!?:]{{1,70}}\.?$
        | \((?i:(?:photo(?:graph)?|picture|image|foto)s?\ (?:by\ )?)?{name}(?:\ ?/\ ?|\ for\ |\ via\ ){name}\)$
        | (?:^|[.!?”\x22]\ ){name}\ ?/\ ?{name}(?:/{name})*$",
        name = name.replace(' ', r"\ ")
    ))
    .expect("a valid pattern")
});

/// Takes captions out.
pub fn mark(units: &mut [Unit<'_>]) {
    let mut behind_picture = false;
    for unit in units.iter_mut() {
        let block = &unit.block;
        let text = block.prose.as_str();
        let at_start = block.images.first().is_some_and(|image| image.at == 0);
        if unit.verdict == Verdict::Keep
            && block.kind == BlockKind::Paragraph
            && (behind_picture || at_start)
            && text.split_whitespace().nth(LONGEST).is_none()
            && (CREDIT.is_match(text) || is_italic(block))
        {
            unit.verdict = Verdict::Remove("caption");
        }
        if !unit.verdict.is_of_markup() {
            behind_picture =
                unit.verdict == Verdict::Remove("picture") && !matches!(unit.block.kind, BlockKind::Card { .. });
        }
    }
}

/// Whether all of a text is emphasised.
fn is_italic(block: &Block) -> bool {
    let marked: usize =
        block.marks.iter().filter(|mark| mark.kind == MarkKind::Emphasis).map(|mark| mark.range.len()).sum();
    marked > 0 && marked + 1 >= block.prose.len()
}
