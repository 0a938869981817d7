//! The top of every page: the name of the site and its menu.

use serde::Serialize;

use super::Maker;
use crate::render::pages::PageKind;
use crate::render::places;

/// `masthead.html`: the top of every page. It sees `site` and `t`, but no `page`: it is made once for all pages from which
/// its links look alike.
#[derive(Debug, Serialize)]
pub struct Masthead<'a> {
    pub home: String,
    pub menu: Vec<MenuItem<'a>>,
    /// The search page.
    pub search: Option<String>,
    /// Whether the page at hand is it.
    pub searching: bool,
}

#[derive(Debug, Serialize)]
pub struct MenuItem<'a> {
    pub name: &'a str,
    pub href: String,
    /// Whether the page at hand is it or belongs to it.
    pub current: bool,
}

impl<'a> Maker<'a> {
    pub fn masthead(&self) -> Masthead<'a> {
        let words = &self.labels.words;
        let section = self.section();
        let menu = [
            (&words.today, ""),
            (&words.stories, places::STORIES),
            (&words.topics, places::TOPICS),
            (&words.speakers, places::SPEAKERS),
            (&words.quotes, places::QUOTES),
            (&words.sources, places::SOURCES),
            (&words.archive, places::ARCHIVE),
        ];
        let item = |(name, place): (&'a String, &str)| MenuItem {
            name,
            href: self.linker.to(place),
            current: section == Some(place),
        };
        Masthead {
            home: self.linker.to(""),
            menu: menu.into_iter().map(item).collect(),
            search: self.site.config.search.then(|| self.linker.to(places::SEARCH)),
            searching: section == Some(places::SEARCH),
        }
    }

    /// The place in the menu to which the page belongs.
    fn section(&self) -> Option<&'static str> {
        use PageKind::*;
        Some(match self.page.kind {
            Front => "",
            Stories(_) | Story(..) => places::STORIES,
            Topics | Topic(..) => places::TOPICS,
            Speakers | Letter(..) | Speaker(..) => places::SPEAKERS,
            Quotes(_) => places::QUOTES,
            Sources | Source(..) => places::SOURCES,
            Archive | Year(_) | Month(..) | Undated(_) => places::ARCHIVE,
            Search => places::SEARCH,
            _ => return None,
        })
    }
}
