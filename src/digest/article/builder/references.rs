//! Numbers of notes and sources that are links: markup of the page, no words of the text.

use std::ops::Range;

use super::super::cards;
use super::{Builder, NO_MARK};
use crate::digest::model::MarkKind;

impl Builder<'_> {
    /// A wikilink points into the user's notes: only its text counts. But `[[4]](https://…)` is for Markdown a link with
    /// the text `[4]`: where an address follows, it is that.
    pub(super) fn wiki_link(&mut self, range: &Range<usize>) {
        let Some((url, len)) = cards::target(&self.input[range.end..]) else { return self.pending.push(NO_MARK) };
        self.pend(MarkKind::Link(url.to_owned()), range.start);
        self.bracketed = Some(range.end + len);
        self.text("[", range.start + 1..range.start + 2);
    }

    /// Ends what [`Self::wiki_link`] began; an address that follows as text is passed over.
    pub(super) fn end_bracketed_link(&mut self, end: usize) {
        if let Some(passed) = self.bracketed.take() {
            self.text("]", end - 2..end - 1);
            self.passed = passed;
        }
    }

    /// Takes a link out again whose text is the number of a note.
    pub(super) fn drop_reference(&mut self, index: Option<usize>) {
        if let (Some(index), Some((block, _))) = (index, &self.open)
            && let Some(mark) = block.marks.get(index)
            && let MarkKind::Link(url) = &mark.kind
            && is_reference(&block.prose.as_str()[mark.range.clone()], url)
        {
            self.cut(mark.range.start);
        }
    }

    /// Where a superscript opened, for [`Self::end_superscript`].
    pub(super) fn superscript(&mut self) {
        self.raised = self.open.as_ref().map(|(block, _)| block.prose.len());
    }

    /// Takes out a number in brackets that is a superscript: others are powers and ordinals.
    pub(super) fn end_superscript(&mut self) {
        let raised = self.raised.take();
        if let (Some(from), Some((block, _))) = (raised, &self.open)
            && block.prose.as_str().get(from..).is_some_and(|text| is_reference(text, ""))
        {
            self.cut(from);
        }
    }

    /// Ends the open block's text at a place.
    fn cut(&mut self, at: usize) {
        if let Some((block, _)) = &mut self.open {
            block.prose.truncate(at);
            // By start, so that those behind it are the last.
            while block.marks.last().is_some_and(|mark| mark.range.start >= at && mark.kind != MarkKind::Cell) {
                block.marks.pop();
            }
        }
    }
}

/// `[4]`, `[b]`, `[note 2]`, `[]`; a bare number where the address is one of a note.
fn is_reference(text: &str, url: &str) -> bool {
    let text = text.trim();
    let is_number = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(inner) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
        let inner = inner.trim();
        let named = inner.split_once(' ').is_some_and(|(name, number)| {
            ["note", "nb", "n"].iter().any(|known| name.eq_ignore_ascii_case(known)) && is_number(number)
        });
        let letter = inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_lowercase());
        // A linked number that was taken out leaves its brackets.
        return is_number(inner) || letter || named || inner.is_empty();
    }
    let fragment = url.rsplit_once('#').map_or("", |(_, fragment)| fragment);
    let to_note = ["fn", "cite", "note", "footnote", "endnote", "ref", "_ftn"].iter().any(|name| {
        let rest = fragment.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name));
        // `fn1`, `cite_note-4`, `ref:2`, and not `refugees`.
        rest.is_some_and(|_| !fragment[name.len()..].starts_with(char::is_alphabetic))
    });
    is_number(text) && to_note
}
