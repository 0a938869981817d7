//! Captions: a short line straight behind a picture that ends in a credit, is in italics from end to end or says what the
//! picture's alternative text says.

use std::sync::LazyLock;

use regex::Regex;

use super::unit::{Unit, Verdict};
use crate::digest::model::{Block, BlockKind, MarkKind};
use crate::text::words::letters;

/// A caption has at most so many words.
const LONGEST: usize = 60;

/// An alternative text of fewer letters is no description.
const DESCRIPTION: usize = 12;

/// How a caption ends: `Photograph: Ada Quill/Quay Post`, `(Ada Quill for Quay Post)`, `Ada Quill / Quay Post`,
/// `/ A. Quill (EFE)`, `. ADA QUILL`, `ADA QUILL POUR « QUAY »`, `. - Belga.`.
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"\p{Lu}[\p{L}\d.’'-]*(?: (?:\p{Lu}[\p{L}\d.’'-]*|de|da|van|von|of|the)){0,4}";
    Regex::new(&format!(
        r"(?x)
        (?:^|[\s(])(?i:photo(?:graph)?|picture|image|illustration|foto|bild|grafik|credit|crédit|imagen|imagem|фото)s?(?i:\ (?:by|credit|courtesy))?\ ?:\ ?[\p{{L}}«„@][^.!?:]{{1,70}}[.)]?$
        | \((?i:(?:photo(?:graph)?|picture|image|foto)s?\ (?:by\ )?)?{name}(?:\ ?/\ ?|\ for\ |\ via\ ){name}\)$
        | (?:^|[.!?”\x22]\ ){name}\ ?/\ ?{name}(?:/{name})*$
        | \ /\ {name}(?:\ \(\p{{Lu}}+\))?$
        | [.!?»”)]\ (?:(?:\p{{Lu}}[\p{{Lu}}.’'-]+\ ){{1,3}}\p{{Lu}}[\p{{Lu}}.’'-]+|[-–—]\ {name}\.?)(?:\ (?:\(\p{{Lu}}+\)|(?:POUR|PARA|FÜR|PER)\ .{{2,40}}))?$",
        name = name.replace(' ', r"\ ")
    ))
    .expect("a valid pattern")
});

/// Takes captions out.
pub fn mark(units: &mut [Unit<'_>]) {
    let mut behind_picture = false;
    let mut shown = String::new();
    for unit in units.iter_mut() {
        let block = &unit.block;
        let text = block.prose.as_str();
        let at_start = block.images.first().is_some_and(|image| image.at == 0);
        if unit.verdict == Verdict::Keep
            && block.kind == BlockKind::Paragraph
            && (behind_picture || at_start)
            && text.split_whitespace().nth(LONGEST).is_none()
            && (CREDIT.is_match(text) || is_italic(block) || behind_picture && says(block, &shown))
        {
            unit.verdict = Verdict::Remove("caption");
        }
        // Between a picture and its caption may stand who took it.
        if !unit.verdict.is_of_markup() && unit.verdict != Verdict::Remove("picture-credit") {
            behind_picture =
                unit.verdict == Verdict::Remove("picture") && !matches!(unit.block.kind, BlockKind::Card { .. });
            if behind_picture {
                shown = unit.block.images.last().map(|image| image.alt.clone()).unwrap_or_default();
            }
        }
    }
}

/// Whether a block begins with a picture's description; what is a link names what the picture leads to.
fn says(block: &Block, shown: &str) -> bool {
    let mut said = letters(block.prose.as_str());
    let is_link = || block.marks.iter().any(|mark| matches!(mark.kind, MarkKind::Link(_)));
    shown.len() >= DESCRIPTION && !is_link() && letters(shown).all(|letter| said.next() == Some(letter))
}

/// Whether all of a text is emphasised.
fn is_italic(block: &Block) -> bool {
    let marked: usize =
        block.marks.iter().filter(|mark| mark.kind == MarkKind::Emphasis).map(|mark| mark.range.len()).sum();
    marked > 0 && marked + 1 >= block.prose.len()
}
