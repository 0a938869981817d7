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

use self::candidates::Candidate;
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
    let words: Vec<Vec<u32>> = pieces.iter().map(|piece| read(piece.block, piece.range.clone())).collect();
    let told = vocabulary.read_title(headline.text);
    let shares = vocabulary.shares();
    let mut tally = Tally::new(&shares);
    let candidates: Vec<Candidate> = pieces
        .into_iter()
        .zip(&words)
        .filter(|(_, words)| !headline.apart || !vocabulary.repeats_title(words, told))
        .map(|(piece, words)| {
            let quoted = piece.is_inside(quotes);
            Candidate::new(piece, (words, tally.alone(words)), quoted, body, &rules.words)
        })
        .collect();
    let mut chosen = search::best(&pool(&candidates), &mut tally);
    if chosen.is_empty() {
        chosen.extend(candidates.iter().find(|candidate| !candidate.bare_quotation));
    }
    chosen.into_iter().map(|candidate| candidate.passage()).collect()
}

/// The sentences worth trying, in order.
fn pool<'a>(candidates: &'a [Candidate<'a>]) -> Vec<&'a Candidate<'a>> {
    let usable: Vec<&Candidate> = candidates.iter().filter(|candidate| candidate.usable).collect();
    let mut ranked: Vec<(f32, usize)> = usable
        .iter()
        .enumerate()
        .map(|(at, candidate)| (candidate.hits / (candidate.words.len() + 20) as f32, at))
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut kept: Vec<usize> = (0..usable.len().min(FIRST)).chain(ranked.iter().take(BEST).map(|r| r.1)).collect();
    kept.sort_unstable();
    kept.dedup();
    kept.into_iter().map(|at| usable[at]).collect()
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
    fn survives_what_is_no_article() {
        let long = "word ".repeat(100_000);
        check(&[&long], long.trim());
        check(&["?", "!!", "“”", "—"], "?");
    }
}
