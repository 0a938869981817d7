//! What was said, over several articles that tell the same news, each quote once.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::terms;
use crate::site::model::{ArticleId, Entry, SpeakerId};
use crate::text::words::ByHash;

/// Shorter quotes ("Yes") are one only when the same person said them.
const OF_ITS_OWN: usize = 4;

/// How many places are tried at which a quote may stand inside another.
const TRIED: usize = 16;

/// Where runs of words stand, by their hash.
struct Runs {
    /// The last place of each run in `places`.
    last: ByHash<usize>,
    /// Quote, the word where the run starts, and the place of the same run before it.
    places: Vec<(usize, usize, Option<usize>)>,
}

impl Runs {
    /// With room for those of so many words.
    fn with_capacity(words: usize) -> Self {
        Self { last: ByHash::with_capacity_and_hasher(words, Default::default()), places: Vec::with_capacity(words) }
    }

    /// Adds all runs of `length` words of a quote.
    fn add(&mut self, quote: usize, words: &[u64], length: usize) {
        for (at, run) in words.windows(length).enumerate() {
            let before = self.last.insert(terms::hash_run(run), self.places.len());
            self.places.push((quote, at, before));
        }
    }

    /// Quotes in which a run of words stands, and where.
    fn places(&self, run: &[u64]) -> impl Iterator<Item = (usize, usize)> {
        let place = |at: usize| Some(self.places[at]);
        let last = self.last.get(&terms::hash_run(run)).copied();
        let places = std::iter::successors(last.and_then(place), move |(.., before)| before.and_then(place));
        places.map(|(quote, at, _)| (quote, at)).take(TRIED)
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
    let mut kept: BTreeSet<usize> = BTreeSet::new();
    let mut runs = Runs::with_capacity(words.len());
    let words = |quote: usize| &words[all[quote].words.clone()];
    // Runs of four words are all that the fuller quotes are sought by, and most articles have no others.
    let mut shortest = OF_ITS_OWN;
    for i in order {
        let said = &all[i];
        let length = said.words.len().min(OF_ITS_OWN);
        while shortest > length {
            shortest -= 1;
            kept.iter().for_each(|other| runs.add(*other, words(*other), shortest));
        }
        let told = runs.places(&words(i)[..length]).any(|(other, at)| {
            let one_speaker = said.words.len() >= OF_ITS_OWN || said.speaker == all[other].speaker;
            one_speaker && words(other)[at..].starts_with(words(i))
        });
        if !told {
            kept.insert(i);
            (shortest..=length).for_each(|length| runs.add(i, words(i), length));
        }
    }
    all.iter().enumerate().filter(|(i, _)| kept.contains(i)).map(|(_, said)| said.at).collect()
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
        check(&[&[""], &[]], &[]);
    }
}
