//! Words of plain text: how many, and as numbers.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

/// How many words a text has, white space between them.
pub fn count(text: &str) -> usize {
    let mut count = 0;
    let mut spaced = true;
    for (at, byte) in text.bytes().enumerate() {
        let space = match KINDS[usize::from(byte)] {
            Kind::Letter => false,
            Kind::Space => true,
            Kind::MaySpace => text[at..].starts_with(char::is_whitespace),
            Kind::Further => spaced,
        };
        count += usize::from(spaced & !space);
        spaced = space;
    }
    count
}

/// What a byte is, as far as white space goes.
#[derive(Clone, Copy)]
enum Kind {
    Letter,
    Space,
    /// The first byte of the white space beyond ASCII, and of other characters.
    MaySpace,
    /// A character's further bytes are what its first one was.
    Further,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Letter; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b' ' | b'\t'..=b'\r' => Kind::Space,
            0xc2 | 0xe1 | 0xe2 | 0xe3 => Kind::MaySpace,
            0x80..=0xbf => Kind::Further,
            _ => Kind::Letter,
        };
        byte += 1;
    }
    kinds
};

/// A word as a number, the same in each run: tables asked by it compare no texts.
///
/// That two of a hundred thousand words share one has a chance below 1 in 10⁹.
pub fn hash(word: &str) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    hasher.write(word.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counts_as_the_standard_library(text in "[a ,\n\u{a0}é—“\u{2003}\u{3000}\u{85}क\u{1680}。]{0,24}") {
            prop_assert_eq!(count(&text), text.split_whitespace().count(), "{:?}", text);
        }
    }
}
