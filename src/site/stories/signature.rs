//! What an article is about in a few dozen weighted terms, from the article alone.

use serde::{Deserialize, Serialize};

use super::terms::{self, Common, Term};
use crate::digest::Digest;
use crate::digest::model::BlockKind;

/// How much of the body is read, in bytes: news stands in the lead, and what follows is background that other
/// matters share.
const LEAD: usize = 1000;

/// Terms kept, heaviest first.
const KEPT: usize = 40;

/// Of these, terms by which the article is looked up.
pub const KEYS: usize = 20;

/// People, quotes and words of a quote that are looked at.
const PEOPLE: usize = 12;
const QUOTES: usize = 6;
const QUOTE_WORDS: usize = 14;

/// The most that one shared term adds to the likeness of two articles: a prime minister in both is not enough.
const MOST: f32 = 0.08;

/// Words in a row that two quotes have in common only when one was taken from the other, or both from one speech.
const RUN: usize = 5;

/// What a term is, as far as its capitals and its company show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    Word,
    Place,
    Name,
}

/// A term of an article.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Weighed {
    pub hash: Short,
    pub kind: Kind,
    pub weight: f32,
}

/// Half of a hash: a site holds many, and two words that share one among the few dozens of two articles are rare.
pub type Short = u32;

fn short(hash: u64) -> Short {
    (hash >> 32) as Short
}

/// The weighted terms and the quoted words of an article.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Signature {
    /// Sorted by hash; the squares of the weights add up to 1.
    pub terms: Vec<Weighed>,
    /// The strongest kind among the terms.
    strongest: Option<Kind>,
    /// The terms by which the article is looked up: hashes, heaviest first.
    pub keys: Vec<Short>,
    /// Hashes of words in a row from its quotes, sorted.
    pub quoted: Vec<Short>,
}

/// Reads signatures; keeps what is reused between articles.
pub struct Reader<'a> {
    common: &'a Common,
    found: Vec<Term>,
    /// The surnames of the people named in the article.
    people: Vec<u64>,
}

impl<'a> Reader<'a> {
    pub fn new(common: &'a Common) -> Self {
        Self { common, found: Vec::new(), people: Vec::new() }
    }

    pub fn read(&mut self, digest: &Digest) -> Signature {
        self.found.clear();
        self.people.clear();
        for person in digest.people.iter().take(PEOPLE) {
            self.people.extend(terms::hashes(&person.name).last());
        }
        if let Some(title) = &digest.title {
            self.scan(title, 2.0, true);
        }
        let mut left = LEAD;
        for block in &digest.body {
            if matches!(block.kind, BlockKind::Code | BlockKind::Markup | BlockKind::TableRow { .. }) {
                continue;
            }
            let text = terms::start(block.prose.as_str(), left);
            let place = if left == LEAD { 1.5 } else { 1.0 };
            self.scan(text, place, matches!(block.kind, BlockKind::Heading(_)));
            left -= text.len();
            if left == 0 {
                break;
            }
        }
        for hash in &self.people {
            self.found.push(Term { hash: *hash, weight: 0.5, person: true, ..Term::default() });
        }
        self.finish(digest)
    }

    fn scan(&mut self, text: &str, place: f32, headline: bool) {
        let Self { common, found, people } = self;
        terms::scan(text, place, headline, common, |term, second| {
            // A person's full name says no more than the surname.
            if !second.is_some_and(|second| people.contains(&second)) {
                found.push(term);
            }
        });
    }

    /// Gathers the mentions of each term and weighs it.
    fn finish(&mut self, digest: &Digest) -> Signature {
        self.found.sort_unstable_by_key(|term| term.hash);
        let weighed = self.found.chunk_by(|a, b| a.hash == b.hash).map(|mentions| {
            let (kind, weight) = weigh(mentions);
            Weighed { hash: short(mentions[0].hash), kind, weight }
        });
        let mut terms: Vec<Weighed> = weighed.collect();
        terms.sort_unstable_by(|a, b| b.weight.total_cmp(&a.weight).then(a.hash.cmp(&b.hash)));
        terms.truncate(KEPT);
        let keys = terms.iter().map(|term| term.hash).take(KEYS).collect();
        let length = terms.iter().map(|term| term.weight * term.weight).sum::<f32>().sqrt();
        for term in &mut terms {
            term.weight /= length;
        }
        terms.sort_unstable_by_key(|term| term.hash);
        let strongest = terms.iter().map(|term| term.kind).max();
        Signature { terms, strongest, keys, quoted: quoted(digest) }
    }
}

/// Kind and weight of a term: how often and where it stands, times how much a term of its kind tells.
fn weigh(mentions: &[Term]) -> (Kind, f32) {
    let place: f32 = mentions.iter().map(|term| term.weight).sum();
    let any = |is: fn(&Term) -> bool| mentions.iter().any(is);
    let (kind, tells) = if any(|term| term.person) {
        (Kind::Name, 1.8)
    } else if mentions.iter().filter(|term| term.capital).count() * 2 <= mentions.len() {
        (Kind::Word, 1.0)
    } else if any(|term| term.locative) {
        // Where something happened says less than what and who: much else happens there.
        (Kind::Place, 0.8)
    } else {
        (Kind::Name, if any(|term| term.pair) { 1.6 } else { 1.4 })
    };
    (kind, tells * place.min(6.0).sqrt())
}

/// The runs of words in the article's quotes.
fn quoted(digest: &Digest) -> Vec<Short> {
    let mut out = Vec::new();
    let mut words: Vec<u64> = Vec::with_capacity(QUOTE_WORDS);
    for quote in digest.quotes.iter().take(QUOTES) {
        words.clear();
        words.extend(terms::hashes(&quote.quote.words.text(&digest.body)).take(QUOTE_WORDS));
        out.extend(words.windows(RUN).map(|run| short(terms::hash_run(run))));
    }
    out.sort_unstable();
    out.dedup();
    out
}

impl Signature {
    /// Whether a quote of one stands in the other too.
    pub fn shares_quote(&self, other: &Self) -> bool {
        let (few, many) = if self.quoted.len() <= other.quoted.len() { (self, other) } else { (other, self) };
        few.quoted.iter().any(|run| many.quoted.binary_search(run).is_ok())
    }
}

/// Slots of a table of one article's terms: a power of two, and few of them filled.
const SLOTS: usize = 4 * KEPT.next_power_of_two();

/// An article that is to be compared with others, its terms in a table.
pub struct Compared<'a> {
    signature: &'a Signature,
    /// One more than a term's place among the terms, at its hash or behind it; 0 where no term is.
    slots: [u8; SLOTS],
}

impl<'a> Compared<'a> {
    pub fn new(signature: &'a Signature) -> Self {
        let mut slots = [0; SLOTS];
        for (place, term) in signature.terms.iter().take(KEPT).enumerate() {
            let mut slot = term.hash as usize % SLOTS;
            while slots[slot] != 0 {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = place as u8 + 1;
        }
        Self { signature, slots }
    }

    fn term(&self, hash: Short) -> Option<&Weighed> {
        let mut slot = hash as usize % SLOTS;
        loop {
            let term = &self.signature.terms[usize::from(self.slots[slot].checked_sub(1)?)];
            if term.hash == hash {
                return Some(term);
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    /// How alike two articles are, from 0 to 1: the cosine of their terms, each term's part limited; less when the
    /// names of one are not among what they share, as two fires, two trials, two football matches have many words
    /// in common.
    pub fn likeness(&self, other: &Signature) -> f32 {
        let (mut shared, mut sum) = (Kind::Word, 0.0);
        for b in &other.terms {
            if let Some(a) = self.term(b.hash) {
                sum += (a.weight * b.weight).min(MOST);
                shared = shared.max(a.kind.min(b.kind));
            }
        }
        // Scripts without capitals have no names to ask for.
        let wanted = self.signature.strongest.min(other.strongest).unwrap_or(Kind::Word);
        sum * match shared {
            _ if shared >= wanted => 1.0,
            Kind::Place => 0.75,
            _ => 0.5,
        }
    }
}
