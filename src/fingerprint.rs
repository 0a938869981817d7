//! Fingerprints by which contents are told apart: 128 bits of XXH3 (github.com/Cyan4973/xxHash), alike on every machine.
//!
//! They find what changed. They are no shield against somebody who makes two contents with one fingerprint on purpose.

use std::io;

use serde::Serialize;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

pub type Fingerprint = [u8; 16];

/// The fingerprint of some bytes.
pub fn of(bytes: &[u8]) -> Fingerprint {
    xxh3_128(bytes).to_be_bytes()
}

/// The first hexadecimal digits of the fingerprint of some bytes, at most 32.
pub fn digits(bytes: &[u8], digits: usize) -> String {
    hex(of(bytes), digits)
}

/// The first `digits` hexadecimal digits of a fingerprint, at most 32.
pub fn hex(fingerprint: Fingerprint, digits: usize) -> String {
    format!("{:032x}", u128::from_be_bytes(fingerprint))[..digits].to_owned()
}

/// A fingerprint in the making.
#[derive(Clone, Default)]
pub struct Hasher(Xxh3);

impl Hasher {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds bytes; where one piece ends and the next begins makes no difference.
    pub fn update(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.update(bytes);
        self
    }

    /// Adds plain data, in a form that tells where each part ends.
    pub fn add(&mut self, value: &impl Serialize) -> &mut Self {
        let bytes = postcard::to_extend(value, Vec::with_capacity(256)).expect("plain data of known length");
        self.update(&bytes)
    }

    pub fn finish(&self) -> Fingerprint {
        self.0.digest128().to_be_bytes()
    }
}

impl io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_and_digits() {
        let whole = of(b"the ferry to the islands");
        assert_eq!(Hasher::new().update(b"the ferry ").update(b"to the islands").finish(), whole);
        assert_eq!(hex(whole, 32).len(), 32);
        // The reference implementation's value for no bytes at all.
        assert_eq!(hex(of(b""), 32), "99aa06d3014798d86001c324468d497f");
    }
}
