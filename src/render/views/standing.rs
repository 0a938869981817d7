//! A page that is no news and stands by itself: an imprint, what the briefing is about.

use serde::Serialize;

use super::{Head, Maker, Text};
use crate::render::html;
use crate::render::text::visible;

/// `standing.html`
#[derive(Debug, Serialize)]
pub struct Standing<'a> {
    pub page: Head<'a>,
    pub title: Text<'a>,
    /// The page's own language, when it is known.
    pub language: Option<&'a str>,
    /// `rtl` when that language is written from right to left and the site's is not, or the other way round.
    pub direction: Option<&'static str>,
    /// The text as HTML.
    pub body_html: String,
}

impl<'a> Maker<'a> {
    /// `index` as in [`Site::pages`](crate::site::Site::pages).
    pub fn standing(&self, index: usize) -> Standing<'a> {
        let entry = &*self.site.pages[index];
        let digest = &*entry.digest;
        let words = &self.labels.words;
        let opening = digest.body.first().map_or("", |block| block.prose.as_str());
        let description = digest.front_matter.description.as_deref().unwrap_or(opening);
        let style = html::Style { heading: 2, picture: &words.picture, table: &words.table };
        Standing {
            page: self.head(entry.title(), None, description),
            title: visible(entry.title()),
            language: digest.language.as_deref(),
            direction: self.direction(entry),
            body_html: html::article(&digest.body, &[], style),
        }
    }
}
