//! The digests of all articles linked into one site.

pub mod address;
pub mod headline;
pub mod link;
pub mod model;
mod names;
mod publishers;
pub mod redirects;
pub mod related;
mod revise;
pub mod slug;
pub mod source;
pub mod speakers;
pub mod stories;

pub use model::Site;
