//! The digests of all articles linked into one site.

pub mod link;
pub mod model;
pub mod slug;

pub use model::Site;
