//! daybrief reads clipped news articles, cleans them, finds who said what, and writes a briefing site.
//!
//! # The way through the house
//!
//! ```text
//! files ─► content ─► digest ─► site ─► render ─► output
//!          bytes      per       whole   a page    files that
//!                     article   site    each      differ
//! ```
//!
//! The digest of an article is a pure function of its path and text, the site of its digests, a page of the site and
//! its address. Only the rooms from [`content`] upwards touch the disk, the network, the clock and the terminal.
//!
//! # The rooms, from the ground floor up
//!
//! | room | in one sentence |
//! | --- | --- |
//! | [`text`] | bytes to text, plain text that knows where in the input it stood, sentences |
//! | [`diagnostic`] | what daybrief says about the user's own files: message, place, hint |
//! | [`error`] | what went wrong with the world; it ends the command |
//! | [`fingerprint`] | marks of contents, by which it is seen what changed |
//! | `layout` | what a site's folders are called, which names files can have, where one file leaves no room for another |
//! | `workers` | several things at once that wait |
//! | [`rules`] | word lists, junk patterns and fitted weights: data, compiled once a run |
//! | [`config`] | the site's settings |
//! | [`digest`] | one article: header and blocks, cleaning, people, quotes, speakers, summary, topics |
//! | [`site`] | all articles linked: addresses, editions, speakers, topics, publishers, stories, related lines |
//! | [`assets`] | the built-in templates and static files |
//! | [`render`] | every page of the site as a list, and each page's bytes |
//! | [`builder`] | from article files to a linked site; what is held back, what is wrong |
//! | [`check`] | what an editor should know before publishing: odd articles, dead links |
//! | `compressed` | compressed twins of text files |
//! | [`search`] | the files of the search index |
//! | `media` | media types by file name |
//! | [`content`], [`output`] | from and to the disk |
//! | [`cache`] | digests and keys of pages, kept from one run to the next |
//! | [`workspace`] | a site's files as they were read, so that only what changed is read again |
//! | [`serve`] | the live preview: the site from memory over HTTP, and word to open browsers |
//! | [`publish`] | the built site to where it is served: a folder, a git branch, a bucket |
//! | [`cli`] | the commands |
//!
//! # What always holds, each with a test
//!
//! - Every line of a file that is not blank is in exactly one place: header, title, body, related, credits, or removed
//!   by a named rule (`tests/properties.rs`).
//! - A quote's span points at its words in the file; any text has a digest; the same text has the same digest.
//! - A room imports lower floors only, and modules make no circles (`tests/tidy.rs`).
//! - The same input gives the same bytes; a second build writes nothing; only files once written are removed; a failed
//!   build leaves the last good site (`tests/fixture.rs`).
//! - What comes from memory or from the cache has the same bytes as what is made from nothing (`tests/incremental.rs`).
//! - Every link inside the site leads to a page (`tests/pages.rs`).

#![forbid(unsafe_code)]

pub mod assets;
pub mod builder;
pub mod cache;
pub mod check;
pub mod cli;
mod compressed;
pub mod config;
pub mod content;
pub mod diagnostic;
pub mod digest;
pub mod error;
pub mod fingerprint;
mod layout;
mod media;
pub mod output;
pub mod publish;
pub mod render;
pub mod rules;
pub mod search;
pub mod serve;
pub mod site;
pub mod text;
mod workers;
pub mod workspace;
