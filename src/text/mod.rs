//! The ground floor: plain text with its place in the input, and sentences.

pub mod bits;
pub mod bytes;
pub mod decode;
pub mod fold;
pub mod prose;
pub mod sentence;
pub mod table;
pub mod words;
