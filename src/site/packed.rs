//! Lists of numbers as one run of bytes, for what is kept from one run to the next: number by number, their reading would
//! be a good part of a second build.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;

/// What is kept in the same number of bytes each.
pub trait Packed: Sized {
    const BYTES: usize;

    fn pack(&self, out: &mut Vec<u8>);

    /// From as many bytes as it is packed in; `None` where they are no such thing.
    fn unpack(bytes: &[u8]) -> Option<Self>;
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(impl Packed for $number {
            const BYTES: usize = size_of::<Self>();

            fn pack(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            fn unpack(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self::from_le_bytes)
            }
        })*
    };
}

numbers! { u32 u64 }

/// For `#[serde(with = …)]`.
pub fn serialize<T: Packed, S: Serializer>(list: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(list.len() * T::BYTES);
    list.iter().for_each(|one| one.pack(&mut bytes));
    serializer.serialize_bytes(&bytes)
}

/// For `#[serde(with = …)]`.
pub fn deserialize<'de, T: Packed, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct List<T>(PhantomData<T>);

    impl<T: Packed> Visitor<'_> for List<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            write!(f, "a list of what has {} bytes each", T::BYTES)
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<T>, E> {
            let list = bytes.chunks(T::BYTES).map(T::unpack).collect::<Option<_>>();
            list.ok_or_else(|| E::invalid_length(bytes.len(), &self))
        }
    }

    deserializer.deserialize_bytes(List(PhantomData))
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Lists {
        #[serde(with = "super")]
        short: Vec<u32>,
        #[serde(with = "super")]
        long: Vec<u64>,
    }

    #[test]
    fn lists_come_back() {
        for lists in [
            Lists { short: Vec::new(), long: Vec::new() },
            Lists { short: vec![0, 1, u32::MAX], long: vec![u64::MAX, 7] },
        ] {
            let bytes = postcard::to_stdvec(&lists).unwrap();
            assert_eq!(postcard::from_bytes::<Lists>(&bytes).unwrap(), lists);
        }
        // Three bytes are no number.
        assert!(postcard::from_bytes::<Lists>(&[3, 1, 2, 3, 0]).is_err());
    }
}
