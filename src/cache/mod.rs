//! What is kept from one run to the next, so that work is not done twice: digests of articles, keys of pages.

pub mod digests;
pub mod pages;
mod sealed;
