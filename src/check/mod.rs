//! What an editor should know before publishing: odd articles, dead links, outside addresses that no longer answer.

pub mod articles;
pub mod external;
pub mod links;
