//! What is kept from one run to the next, so that work is not done twice: digests of articles, what was built of them.

pub mod built;
pub mod digests;
pub mod edition;
mod sealed;
