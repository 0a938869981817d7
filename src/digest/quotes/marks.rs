//! Pairs quotation marks into quoted spans.

use std::ops::Range;

use crate::digest::words::{DOUBLE, Shape, Word};

/// Words between marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Indices of the words inside the marks.
    pub words: Range<usize>,
    /// Whether the closing mark stands there, or the block ended without it.
    pub closed: bool,
}

impl Span {
    /// The index behind the closing mark.
    pub fn end(&self) -> usize {
        self.words.end + usize::from(self.closed)
    }
}

/// Which marks an article puts around quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Double,
    /// British: ‘single’ marks outside.
    Single,
}

/// The style of an article: single only when double marks hardly stand in it and single ones do what quotes do.
pub fn style<'a>(blocks: impl Iterator<Item = &'a [Word]>) -> Style {
    let (mut double, mut single) = (0_usize, 0_usize);
    for words in blocks {
        for (i, word) in words.iter().enumerate() {
            let Shape::Mark(mark) = word.shape else { continue };
            let closes = matches!(mark, '\'' | '’') && !word.spaced;
            if closes && i > 0 && words[i - 1].is_mark(&[',', '.', '?', '!']) {
                single += 2;
            }
            double += usize::from(is_double(mark));
        }
    }
    if single >= 4 && single > double { Style::Single } else { Style::Double }
}

fn is_double(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '「' | '」' | '『' | '』' | '＂' | '″')
}

/// The quoted spans of a block, in order, outermost only.
pub fn pair(words: &[Word], style: Style) -> Vec<Span> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (i, word) in words.iter().enumerate() {
        let Shape::Mark(mark) = word.shape else { continue };
        let single = matches!(mark, '‘' | '’' | '\'');
        if !(is_double(mark) || single && style == Style::Single) {
            continue;
        }
        match open {
            None if opens(words, i, mark) => open = Some((i, mark)),
            None => {}
            Some((start, opener)) if closes(words, i, opener, mark) => {
                out.push(Span { words: start + 1..i, closed: true });
                open = None;
            }
            // A second opening mark of the kind: the first was never closed, or stands for nothing.
            Some((start, opener)) if opener == mark && reopens(words, start, i, mark) => {
                out.push(Span { words: start + 1..i, closed: false });
                open = Some((i, mark));
            }
            Some(_) => {}
        }
    }
    if let Some((start, _)) = open {
        out.push(Span { words: start + 1..words.len(), closed: false });
    }
    out.retain(|span| !span.words.is_empty());
    out
}

fn touches_next(words: &[Word], i: usize) -> bool {
    words.get(i + 1).is_some_and(|next| !next.spaced)
}

/// Whether text may open a quote here: space or an opening mark in front, a word right behind.
fn opening_place(words: &[Word], i: usize) -> bool {
    let free = words[i].spaced
        || i == 0
        || words[i - 1].is_mark(&['(', '[', '—', '–', '-', '/', '‘', '“', '\'', ':', '…', '¿', '¡']);
    free && touches_next(words, i)
}

fn opens(words: &[Word], i: usize, mark: char) -> bool {
    match mark {
        '“' | '„' | '‟' | '「' | '『' | '‹' | '«' => true,
        '‘' | '\'' => opening_place(words, i),
        // Where » opens (German books, Danish), it stands as an opening mark does.
        '»' | '›' | '”' => opening_place(words, i),
        DOUBLE | '＂' | '″' => opening_place(words, i) || i + 1 < words.len() && words[i].spaced,
        _ => false,
    }
}

fn closes(words: &[Word], i: usize, opener: char, mark: char) -> bool {
    match opener {
        '“' | '‟' => {
            matches!(mark, '”' | '″')
                || matches!(mark, DOUBLE | '＂') && !(opening_place(words, i) && followed_by_close(words, i))
        }
        '„' => matches!(mark, '“' | '”' | DOUBLE | '‟'),
        '«' => mark == '»',
        '»' => matches!(mark, '«' | '»'),
        '‹' => mark == '›',
        '›' => matches!(mark, '‹' | '›'),
        '「' => mark == '」',
        '『' => mark == '』',
        '‘' | '\'' => matches!(mark, '’' | '\'') && single_closes(words, i),
        '”' => mark == '”' || mark == DOUBLE,
        _ => matches!(mark, '”' | '″') || mark == opener && !opening_place(words, i),
    }
}

/// A straight mark inside curly ones opens a nested quote when another straight mark follows before the curly close.
fn followed_by_close(words: &[Word], i: usize) -> bool {
    let marks = words[i + 1..].iter().take(60).filter_map(|word| match word.shape {
        Shape::Mark(c) if is_double(c) => Some(c),
        _ => None,
    });
    let mut marks = marks;
    marks.next() == Some(DOUBLE) && marks.next() == Some('”')
}

/// An apostrophe closes a single-marked quote when no word goes on behind it and punctuation stands beside it.
fn single_closes(words: &[Word], i: usize) -> bool {
    if words[i].spaced || touches_next(words, i) && words[i + 1].is_word() {
        return false;
    }
    let before = i > 0 && words[i - 1].is_mark(&[',', '.', '?', '!', '…']);
    let after = words.get(i + 1).is_none_or(|next| !next.is_word() && !next.spaced);
    // Else a plural's genitive (`the voters’ choice`), unless no better mark comes soon.
    before || after || !words[i + 1..].iter().take(40).any(|word| word.is_mark(&['’', '\'']))
}

/// Whether a straight mark at `i` starts a new quote though the one at `start` is open: it stands as an opening mark
/// does, right behind a single one at most.
fn reopens(words: &[Word], start: usize, i: usize, mark: char) -> bool {
    opening_place(words, i) && matches!(mark, DOUBLE | '＂') && i > start + 1 && !words[i - 1].is_mark(&['‘', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::words;
    use crate::rules::lexicon::Lexicon;

    fn check(text: &str, expected: &[&str]) {
        let words = words::split(text, &Lexicon::english());
        let spans = pair(&words, style([words.as_slice()].into_iter()));
        let texts = spans.iter().map(|span| {
            let inside = &words[span.words.clone()];
            &text[inside[0].start as usize..inside[inside.len() - 1].end as usize]
        });
        assert_eq!(texts.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn pairs_marks() {
        check("“We won,” she said. “At last.”", &["We won,", "At last."]);
        check("He called it “a farce\".", &["a farce"]);
        check("\"Go,\" he said. \"Now.\"", &["Go,", "Now."]);
        check("''It is over,'' the mayor said.", &["It is over,"]);
        check("''He told me, 'Wait,''' she said.", &["He told me, 'Wait,'"]);
        check("“It never ends, he wrote.", &["It never ends, he wrote."]);
        check("„Wir gehen“, sagte sie.", &["Wir gehen"]);
        check("Il a dit : « Nous partons. »", &["Nous partons."]);
        check("»Ja«, sagte er.", &["Ja"]);
        check("他说「好」。", &["好"]);
        check("The voters’ choice, a 6\" rule", &[]);
        check("‘It’s the voters’ choice,’ he said. ‘We’ll see.’", &["It’s the voters’ choice,", "We’ll see."]);
    }
}
