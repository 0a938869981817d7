//! Words that pages put around their texts, of subscribing, sharing, pictures and the like: how many of them a unit has.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::row::Filler;
use super::shape::{self, Shape, Word};
use crate::text::bits::Bits;

/// Kinds of such words. No text is free of them, so they are numbers for the judge, not rules.
const KINDS: [&str; 9] = [
    "you your yours yourself we our ours us",
    "i my me mine myself",
    "subscribe subscribed subscriber subscribers subscription subscriptions newsletter newsletters inbox email mail emails \
     sign signing signup log logged login register registered registration account password premium trial unlimited \
     membership member members cookie cookies privacy policy terms consent advertisement advertising advertisements ads \
     sponsored promoted download app apps click tap submit unsubscribe browser javascript captcha recaptcha donate \
     donation notifications notification alerts alert updates free agree preferences settings access bookmark bookmarks \
     disclaimer copyright rights reserved disclosure affiliate commission",
    "share shares shared tweet tweets follow followers facebook twitter instagram whatsapp linkedin pinterest youtube \
     reddit telegram tumblr snapchat tiktok like likes pin copy link",
    "comment comments commenting reply replies respond read reading more related recommended recommend trending popular \
     latest stories story article articles post posts posted tags tagged tag categories category filed menu search skip \
     previous next page pages print topics topic archive archives home watch video videos gallery view views browse \
     explore discover see show hide load listen podcast podcasts contact about faq sitemap advertise careers help \
     support feedback team news report",
    "photo photos image images photograph photographer photographs picture pictures pictured credit credits getty \
     courtesy caption via shutterstock reuters afp ap file screenshot illustration left right",
    "ago min mins minute minutes hour hours published updated edited date time am pm est edt gmt ist monday tuesday \
     wednesday thursday friday saturday sunday january february march april june july august september october november \
     december jan feb mar apr jun jul aug sep sept oct nov dec",
    "by author authors editor editors writer writers reporter reporters journalist journalists correspondent contributor \
     contributors bio staff freelance columnist written covers",
    "buy price prices shop cart deal deals shipping order orders sale amazon checkout discount coupon product products \
     review reviews rating add wishlist",
];

static TERMS: LazyLock<Terms> = LazyLock::new(Terms::new);

/// The kind of each word, by its hash.
struct Terms {
    kinds: HashMap<u32, usize>,
    /// Of nearly all other words these tell that they are none.
    known: Bits,
}

impl Terms {
    fn new() -> Self {
        let of_kind = |(kind, words)| shape::words_of(words).into_iter().map(move |word| (word.hash, kind));
        let kinds: HashMap<u32, usize> = KINDS.iter().copied().enumerate().flat_map(of_kind).collect();
        let mut known = Bits::default();
        kinds.keys().for_each(|hash| known.insert(*hash));
        Self { kinds, known }
    }

    fn kind(&self, word: &Word) -> Option<usize> {
        if self.known.has(word.hash) { self.kinds.get(&word.hash).copied() } else { None }
    }
}

/// The share of each kind.
pub fn put(shape: &Shape, words: &[Word], out: &mut Filler) {
    let mut counts = [0_u16; KINDS.len()];
    let terms = &*TERMS;
    for kind in words.iter().filter_map(|word| terms.kind(word)) {
        counts[kind] += 1;
    }
    for count in counts {
        out.put(f32::from(count) / shape.words.max(1.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found() {
        for (at, words) in KINDS.iter().enumerate() {
            for word in shape::words_of(words) {
                assert_eq!(TERMS.kind(&word), Some(at), "{words}");
            }
        }
        assert!(shape::words_of("river Newsletters").iter().map(|word| TERMS.kind(word)).eq([None, Some(2)]));
    }
}
