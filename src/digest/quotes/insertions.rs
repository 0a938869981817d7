//! Quotes that go on behind a speaker named inside the marks: `«Wait, — said Orlov. — It is late»`, as French and Slavic
//! texts have them.

use super::marks::Span;
use crate::digest::words::{Shape, Word};
use crate::rules::lexicon::Class;

/// No insertion is longer, in words and marks.
const LONGEST: usize = 16;

/// The spans of a block, each parted around the insertions in it.
pub fn part(words: &[Word], spans: Vec<Span>) -> Vec<Span> {
    let mut out = Vec::with_capacity(spans.len());
    for mut span in spans {
        if words[span.words.start - 1].is_mark(&['«', '„', '»']) {
            let mut at = span.words.start + 1;
            while at < span.words.end {
                let Some(end) = insertion(&words[..span.words.end], at) else {
                    at += 1;
                    continue;
                };
                // A comma is part of what was said, a dash is not.
                let comma = words[at].is_mark(&[',']);
                out.push(Span { words: span.words.start..at + usize::from(comma), closed: !comma });
                span.words.start = end;
                at = end + 1;
            }
        }
        out.push(span);
    }
    out.retain(|span| !span.words.is_empty());
    out
}

fn is_dash(word: &Word) -> bool {
    word.spaced && word.is_mark(&['—', '–', '-'])
}

/// The index behind an insertion that starts with the mark at `at`.
fn insertion(words: &[Word], at: usize) -> Option<usize> {
    let dashes = is_dash(&words[at]);
    let marked = words[at - 1].is_mark(&[',', '!', '?', '…']);
    if !dashes && !words[at].is_mark(&[',']) {
        return None;
    }
    let rest = &words[at + 1..words.len().min(at + LONGEST)];
    let lead =
        rest.iter().take_while(|word| word.is(Class::AUXILIARY.or(Class::OBJECT)) && !word.is(Class::CUE)).count();
    let verb = rest.get(lead)?;
    if !verb.is(Class::CUE) {
        return None;
    }
    let behind = rest.get(lead + 1)?;
    let tied = rest[..=lead].iter().any(|word| word.is(Class::SUBJECT));
    let names = behind.is_capital() || behind.is(Class::TITLE.or(Class::ROLE).or(Class::SUBJECT).or(Class::DETERMINER));
    if !(dashes || tied || names) {
        return None;
    }
    let closes = |i: usize| {
        if dashes && marked {
            is_dash(&rest[i]) && rest[i - 1].is_mark(&['.', ',', ':'])
        } else if dashes {
            // `«We wait – says Ann – and hope»`
            rest[i].is_mark(&['—', '–', '-']) && (rest[i].spaced || rest.get(i + 1).is_some_and(|next| next.spaced))
        } else {
            matches!(rest[i].shape, Shape::Mark(',' | '.'))
        }
    };
    let end = (lead + 1..rest.len()).find(|&i| closes(i))?;
    // What the speaker is goes on behind the name: `, soupire Ann Roe, sage-femme depuis vingt ans, …`
    let role = names && rest.get(end + 1).is_some_and(|word| word.is(Class::ROLE) && word.shape == Shape::Lower);
    let end = (end + 2..rest.len()).find(|&i| closes(i)).filter(|_| role && !dashes).unwrap_or(end);
    Some(at + 1 + end + 1)
}

#[cfg(test)]
mod tests {
    use super::super::marks::{Style, pair};
    use super::*;
    use crate::digest::words;
    use crate::rules::languages::Lexicons;

    fn check(language: &str, text: &str, expected: &[&str]) {
        let lexicons = Lexicons::new();
        let words = words::split(text, lexicons.of(Some(language)));
        let spans = part(&words, pair(&words, Style::Double));
        let texts = spans.iter().map(|span| {
            let inside = &words[span.words.clone()];
            &text[inside[0].range().start..inside[inside.len() - 1].range().end]
        });
        assert_eq!(texts.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn speakers_inside_the_marks() {
        check("ru", "«Мы не ждём, — сказал Орлов. — Пора идти».", &["Мы не ждём,", "Пора идти"]);
        check("fr", "« Nous partons, a déclaré M. Roc, il est tard. »", &["Nous partons,", "il est tard."]);
        check("fr", "« C'est fini, dit-elle. On s'en va. »", &["C'est fini,", "On s'en va."]);
        check("fr", "« Le port, la ville et le pont sont fermés. »", &["Le port, la ville et le pont sont fermés."]);
        check("en", "“We wait, said the man, until noon.”", &["We wait, said the man, until noon."]);
    }
}
