//! Finds quoted words: pairs of marks, quotes over several paragraphs, direct or fragment.

mod insertions;
mod judge;
mod marks;

pub use judge::FIELDS;

use super::model::{Block, BlockKind, Passage, Quote, QuoteKind};
use super::words::Word;
use crate::rules::Rules;
use marks::{Span, Style};

/// The quotes of the body, in order.
pub fn find(body: &[Block], words: &[Vec<Word>], rules: &Rules) -> Vec<Quote> {
    let style = marks::style(quotable(body, words).map(|(_, _, words)| words));
    let mut out = Vec::new();
    for (index, block, words) in quotable(body, words) {
        let spans = insertions::part(words, marks::pair(words, style));
        for (i, span) in spans.iter().enumerate() {
            if let Some(kind) = judge::judge(block.prose.as_str(), words, &spans, i, rules) {
                out.extend(quote(index, words, span, kind));
            }
        }
    }
    out
}

/// The spans between marks and the categories by which they are judged, for fitting the weights.
pub fn examples(body: &[Block], words: &[Vec<Word>]) -> Vec<(Quote, Vec<u8>)> {
    let mut out = Vec::new();
    for (index, block, words) in quotable(body, words) {
        let spans = marks::pair(words, Style::Double);
        for (i, span) in spans.iter().enumerate() {
            let values = judge::values(block.prose.as_str(), words, &spans, i);
            out.extend(quote(index, words, span, QuoteKind::Direct).map(|quote| (quote, values.to_vec())));
        }
    }
    out
}

/// The blocks in which somebody can speak.
fn quotable<'a>(body: &'a [Block], words: &'a [Vec<Word>]) -> impl Iterator<Item = (usize, &'a Block, &'a [Word])> {
    let speaks = |kind: &BlockKind| {
        matches!(
            kind,
            BlockKind::Paragraph
                | BlockKind::ListItem { .. }
                | BlockKind::Quotation
                | BlockKind::TableRow { head: false }
        )
    };
    body.iter()
        .zip(words)
        .enumerate()
        .filter(move |(_, (block, _))| speaks(&block.kind))
        .map(|(index, (block, words))| (index, block, words.as_slice()))
}

fn quote(index: usize, words: &[Word], span: &Span, kind: QuoteKind) -> Option<Quote> {
    let inside = &words[span.words.clone()];
    let range = inside.first()?.start as usize..inside.last()?.end as usize;
    Some(Quote { words: Passage::new(index, range), kind })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::words;
    use crate::text::prose::Prose;

    fn check(text: &str, expected: &[(&str, QuoteKind)]) {
        let rules = Rules::new(&[]).unwrap();
        let body = [Block { prose: Prose::verbatim(text, 0), ..Block::default() }];
        let found = find(&body, &words::read(&body, rules.lexicons.of(None)), &rules);
        let found: Vec<_> = found.iter().map(|quote| (quote.words.text(&body), quote.kind)).collect();
        let expected: Vec<_> = expected.iter().map(|(text, kind)| ((*text).into(), *kind)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn weights_fit_the_categories() {
        assert!(Rules::new(&[]).unwrap().quoted.speaks_of(FIELDS));
    }

    #[test]
    fn tells_quotes_from_titles_and_labels() {
        check(
            "“We shall rebuild every house,” the mayor said.",
            &[("We shall rebuild every house,", QuoteKind::Direct)],
        );
        check("She called the plan “deeply unfair” on Friday.", &[("deeply unfair", QuoteKind::Fragment)]);
        check("Ann “Dot” Kerr sings.", &[]);
        check("She starred in “The Lost Garden” as a child.", &[]);
    }
}
