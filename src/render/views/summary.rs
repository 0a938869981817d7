//! The summary of an article as pages show it: not the headline once more, and not where the text is as short itself.

use super::Text;
use crate::digest::model::BlockKind;
use crate::render::text::{self, first_words, visible};
use crate::site::model::Entry;
use crate::site::stories::terms::hashes;
use crate::text::{sentence, words};

/// A text of so many sentences, or fewer, is as brief as its summary.
const BRIEF: usize = 3;

/// The sentences of a summary but for one that is the headline word for word.
fn sentences(entry: &Entry) -> impl Iterator<Item = Text<'_>> {
    let sentences = entry.digest.summary.iter().map(|sentence| text::passage(*sentence, &entry.digest.body));
    sentences.filter(|sentence| !hashes(sentence).eq(hashes(entry.title())))
}

/// What stands above the text of an article.
pub(super) fn in_brief(entry: &Entry) -> Vec<Text<'_>> {
    let digest = &entry.digest;
    let told: usize = digest.summary.iter().map(|sentence| words::count(&sentence.text(&digest.body))).sum();
    if told >= digest.words || is_brief(entry) {
        return Vec::new();
    }
    sentences(entry).collect()
}

fn is_brief(entry: &Entry) -> bool {
    let prose =
        entry.digest.body.iter().filter(|block| {
            matches!(block.kind, BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem { .. })
        });
    let mut count = 0;
    for block in prose {
        count += sentence::split(block.prose.as_str()).len();
        if count > BRIEF {
            return false;
        }
    }
    true
}

/// The summary of an article in at most so many words: whole sentences, or the first one cut.
pub(super) fn summary(entry: &Entry, words: usize) -> String {
    let mut out = String::new();
    let mut count = 0;
    let mut first = None;
    for text in sentences(entry) {
        count += words::count(&text);
        if count > words {
            first.get_or_insert(text);
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&text);
    }
    if out.is_empty() {
        let description = || entry.digest.front_matter.description.as_deref().map(|text| visible(text.trim()));
        out.push_str(&first_words(&first.or_else(description).unwrap_or_default(), words));
    }
    out
}
