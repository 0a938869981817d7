//! What was said, over several articles that tell the same news, each quote once.

use std::ops::Range;
use std::sync::Arc;

use smallvec::SmallVec;

use super::terms;
use crate::site::model::{ArticleId, Entry, SpeakerId};
use crate::text::words::ByHash;

/// Shorter quotes ("Yes") are one only when the same person said them.
const OF_ITS_OWN: usize = 4;

/// How many quotes that begin with the same words, and go on with others, are tried at one place.
const TRIED: usize = 16;

/// Quotes by the words that they begin with.
#[derive(Default)]
struct Beginnings {
    /// By the hash of the first words, as many as are looked at.
    quotes: ByHash<SmallVec<[usize; 2]>>,
    /// Whether there are beginnings of one word, of two and so on.
    lengths: [bool; OF_ITS_OWN],
}

impl Beginnings {
    fn of(words: &[u64]) -> &[u64] {
        &words[..words.len().min(OF_ITS_OWN)]
    }

    fn add(&mut self, quote: usize, words: &[u64]) {
        let beginning = Self::of(words);
        self.lengths[beginning.len() - 1] = true;
        self.quotes.entry(terms::hash_run(beginning)).or_default().push(quote);
    }

    fn remove(&mut self, quote: usize, words: &[u64]) {
        if let Some(quotes) = self.quotes.get_mut(&terms::hash_run(Self::of(words))) {
            quotes.retain(|other| *other != quote);
        }
    }

    /// Hands on the quotes that may stand in these words, with the words from there on, and drops those that do.
    fn take(&mut self, words: &[u64], mut stands: impl FnMut(usize, &[u64]) -> bool) {
        let lengths = self.lengths;
        for length in (1..=OF_ITS_OWN).filter(|length| lengths[length - 1]) {
            for (at, run) in words.windows(length).enumerate() {
                let Some(quotes) = self.quotes.get_mut(&terms::hash_run(run)) else { continue };
                let mut tried = 0;
                quotes.retain(|quote| {
                    if tried == TRIED {
                        return true;
                    }
                    let stays = !stands(*quote, &words[at..]);
                    tried += usize::from(stays);
                    stays
                });
            }
        }
    }
}

struct Said {
    at: (ArticleId, u32),
    /// Where its words stand among those of all.
    words: Range<usize>,
    speaker: Option<SpeakerId>,
}

/// The distinct quotes of several articles, as article and index, in the order of the articles.
///
/// A quote whose words stand in another one's, marks and capitals aside, is left out for the fuller one; of equals
/// the first stays, but one with a speaker goes before one without.
pub fn distinct(articles: &[ArticleId], entries: &[Arc<Entry>]) -> Vec<(ArticleId, u32)> {
    let (mut all, mut words): (Vec<Said>, Vec<u64>) = (Vec::new(), Vec::new());
    for id in articles {
        let entry = &entries[id.0 as usize];
        for (index, quote) in entry.digest.quotes.iter().enumerate() {
            let start = words.len();
            words.extend(terms::hashes(&quote.quote.words.text(&entry.digest.body)));
            if words.len() > start {
                let speaker = entry.speaker(index);
                all.push(Said { at: (*id, index as u32), words: start..words.len(), speaker });
            }
        }
    }
    // The fullest first, so that a quote need only be sought in those that were kept.
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|i| (usize::MAX - all[*i].words.len(), all[*i].speaker.is_none(), *i));
    let words = |quote: usize| &words[all[quote].words.clone()];
    let mut beginnings = Beginnings::default();
    order.iter().for_each(|i| beginnings.add(*i, words(*i)));
    let mut told = vec![false; all.len()];
    for fuller in order {
        beginnings.remove(fuller, words(fuller));
        if told[fuller] {
            continue;
        }
        beginnings.take(words(fuller), |quote, rest| {
            let one_speaker = all[quote].words.len() >= OF_ITS_OWN || all[quote].speaker == all[fuller].speaker;
            told[quote] |= one_speaker && rest.starts_with(words(quote));
            told[quote]
        });
    }
    all.iter().zip(&told).filter(|(_, told)| !**told).map(|(said, _)| said.at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::digest::Digest;
    use crate::digest::model::{AttributedQuote, Block, Passage, Quote, QuoteKind};
    use crate::site::link::link;
    use crate::site::source::Source;
    use crate::text::prose::Prose;

    fn check(articles: &[&[&str]], expected: &[(u32, u32)]) {
        let block = |text: &&str| Block { prose: Prose::verbatim(text, 0), ..Block::default() };
        let quote = |(block, text): (usize, &&str)| AttributedQuote {
            quote: Quote { words: Passage::new(block, 0..text.len()), kind: QuoteKind::Direct },
            speaker: None,
            cue: None,
            evidence: None,
        };
        let source = |(i, quotes): (usize, &&[&str])| {
            let body = quotes.iter().map(block).collect();
            let quotes = quotes.iter().enumerate().map(quote).collect();
            let digest = Digest { body, quotes, ..Digest::default() };
            Source::new(format!("{i}.md"), [digest])
        };
        let sources: Vec<Source> = articles.iter().enumerate().map(source).collect();
        let (site, _) = link(Config::default(), &sources);
        let ids: Vec<ArticleId> = (0..articles.len() as u32).map(ArticleId).collect();
        let found: Vec<(u32, u32)> = distinct(&ids, &site.entries).into_iter().map(|(id, at)| (id.0, at)).collect();
        assert_eq!(found, expected, "{articles:?}");
    }

    #[test]
    fn each_is_told_once() {
        check(&[&["It’s a road, and a good one."], &["It's a road, and a good one", "We walked."]], &[(0, 0), (1, 1)]);
        check(&[&["a road, and a good one"], &["It is a road, and a good one, I say"]], &[(1, 0)]);
        check(&[&["Yes", "Yes"], &["No"]], &[(0, 0), (1, 0)]);
        check(&[&["Yes, we do", "No"], &["Yes", "no", "we do"]], &[(0, 0), (0, 1)]);
        let many: Vec<&str> = [&["We build a road here"; 40][..], &["We build a road there"]].concat();
        check(&[&many], &[(0, 0), (0, 40)]);
        check(&[&[""], &[]], &[]);
    }
}
