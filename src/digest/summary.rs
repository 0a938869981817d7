//! Picks the sentences that carry the news.
//!
//! A model of two small tables, fitted on news articles with editors' summaries. The first ([`words`]) tells for each
//! word of the article how likely a summary would use it; the second ([`search`]) weighs a set of up to three sentences: the
//! words it is expected to share with such a summary, and where its sentences stand. The best set within the limit is
//! taken, in the article's order.

mod candidates;
mod dateline;
mod search;
mod words;

use std::cell::OnceCell;
use std::ops::Range;

use self::candidates::{Candidate, Sentence};
use self::search::Tally;
use self::words::Vocabulary;
use super::model::{AttributedQuote, Block, Passage};
use super::words::Word;
use crate::rules::Rules;

/// Sentences further down are not looked at: news stands at the top, and the work stays bounded.
const CONSIDERED: usize = 200;
/// The first usable sentences are always tried, and of all others the best by their words.
const FIRST: usize = 5;
const BEST: usize = 9;

/// What the reader sees above the summary.
#[derive(Clone, Copy, Debug, Default)]
pub struct Headline<'a> {
    pub text: &'a str,
    /// It is not the start of the text itself, which stands for a headline where there is none.
    pub apart: bool,
}

/// Up to three sentences, word for word from the body, without those that cannot stand alone.
///
/// Never a quotation without its speaker, and a sentence that leans on the one before it ("He said …") only behind
/// that one. Empty when the body has no sentence at all. `words` are those of the body's blocks.
pub fn summarise(
    headline: Headline,
    body: &[Block],
    words: &[Vec<Word>],
    quotes: &[AttributedQuote],
    rules: &Rules,
) -> Vec<Passage> {
    let pieces = candidates::read(body, CONSIDERED);
    let mut vocabulary = Vocabulary::new(&rules.words);
    let mut read = |block: usize, range| vocabulary.read(body[block].prose.as_str(), range, &words[block]);
    let words: Vec<Range<usize>> = pieces.iter().map(|piece| read(piece.block, piece.range.clone())).collect();
    let told = vocabulary.read_title(headline.text);
    let mut tally = Tally::new(vocabulary.shares());
    let sentences: Vec<Sentence> = pieces
        .iter()
        .zip(words.into_iter().map(|words| &vocabulary.words()[words]))
        .filter(|(_, words)| !headline.apart || !vocabulary.repeats_title(words, told))
        .map(|(piece, words)| Sentence { piece, words, hits: tally.alone(words) })
        .collect();
    // Most sentences are never asked more than how many of their words are expected.
    let read: Vec<OnceCell<Candidate>> = vec![OnceCell::new(); sentences.len()];
    let candidate = |at: usize| {
        let sentence = sentences[at];
        read[at].get_or_init(|| Candidate::new(sentence, sentence.piece.is_inside(quotes), body, &rules.words))
    };
    let pool = pool(&sentences, |at| candidate(at).usable);
    let pool: Vec<&Candidate> = pool.into_iter().map(candidate).collect();
    let mut chosen = search::best(&pool, &mut tally);
    if chosen.is_empty() {
        chosen.extend((0..sentences.len()).map(candidate).find(|candidate| !candidate.bare_quotation));
    }
    chosen.into_iter().map(|candidate| candidate.sentence.piece.passage()).collect()
}

/// The numbers of the sentences worth trying, in order.
fn pool(sentences: &[Sentence], usable: impl Fn(usize) -> bool) -> Vec<usize> {
    let of_its_length = |sentence: &Sentence| sentence.hits / (sentence.words.len() + 20) as f32;
    let mut ranked: Vec<(f32, usize)> = sentences.iter().map(of_its_length).zip(0..).collect();
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let first = (0..sentences.len()).filter(|&at| usable(at)).take(FIRST);
    let best = ranked.into_iter().map(|(_, at)| at).filter(|&at| usable(at)).take(BEST);
    let mut kept: Vec<usize> = first.chain(best).collect();
    kept.sort_unstable();
    kept.dedup();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::words;
    use crate::text::prose::Prose;

    /// Paragraphs in, the sentences of the summary out, `|` between them.
    fn check(paragraphs: &[&str], expected: &str) {
        let rules = Rules::built_in();
        let body: Vec<Block> =
            paragraphs.iter().map(|text| Block { prose: Prose::verbatim(text, 0), ..Block::default() }).collect();
        let words = words::read(&body, rules.lexicons.of(None));
        let summary = summarise(Headline::default(), &body, &words, &[], &rules);
        let got: Vec<_> = summary.iter().map(|sentence| sentence.text(&body)).collect();
        assert_eq!(got.join("|"), expected);
    }

    #[test]
    fn takes_whole_sentences_that_stand_alone() {
        check(&[], "");
        check(&["“We will rebuild.”"], "");
        check(&["The ferry to Ostra left at noon on Friday."], "The ferry to Ostra left at noon on Friday.");
        check(
            &[
                "HARBOUR CITY (Coastal Press) — The council of Harbour City voted on Monday to close the old\nferry pier.",
                "“It was never safe,” Mayor Ada Quill said.",
                "“I cried.”",
            ],
            "The council of Harbour City voted on Monday to close the old ferry pier.|“It was never safe,” Mayor Ada Quill said.",
        );
    }

    #[test]
    fn opens_with_a_lead_whose_marks_are_not_paired() {
        let lead = "Thieves took “500,000 euros of copper wire from the yard of the Ostra tramway on Friday.";
        check(&[lead, "The yard “is closed."], lead);
    }

    #[test]
    fn does_not_open_with_a_sentence_that_leans_on_another() {
        check(
            &[
                "He said the dam would hold through the winter rains.",
                "Engineer Tom Vance inspected the Marl dam on Tuesday.",
            ],
            "Engineer Tom Vance inspected the Marl dam on Tuesday.",
        );
    }

    #[test]
    fn results_are_no_sentences() {
        check(
            &[
                "The harbour run drew nine hundred people on Sunday.",
                "Half marathon: 1. T. Lund 1:02:11; 2. P. Oyen 1:02:40; 3. R. Sato 1:03:02.",
                "T. Lund of Kellbridge 1:02:11; P. Oyen of Hask 1:02:40; R. Sato 1:03:02.",
            ],
            "The harbour run drew nine hundred people on Sunday.",
        );
    }

    #[test]
    fn survives_what_is_no_article() {
        let long = "word ".repeat(100_000);
        check(&[&long], long.trim());
        check(&["?", "!!", "“”", "—"], "?");
    }
}
