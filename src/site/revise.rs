//! A site whose articles say what they say now, linked as it was before: what a preview shows until it is linked again.

use std::sync::Arc;

use super::Site;
use super::model::Entry;
use super::source::Source;
use super::speakers::quoted_names;
use crate::digest::Digest;
use crate::digest::article::values::is_placeholder;

impl Site {
    /// The site with the text of some files as it is now.
    ///
    /// `None` when that can't be shown without linking the site again: an article came, went, has another day, or its
    /// earlier quotes are not all in their places.
    pub fn revised(&self, sources: &[&Source]) -> Option<Self> {
        let mut revised = Vec::new();
        for source in sources {
            let mut parts: Vec<usize> =
                (0..self.entries.len()).filter(|i| self.entries[*i].source == source.path).collect();
            parts.sort_unstable_by_key(|i| self.entries[*i].part);
            if parts.is_empty() || parts.len() != source.articles.len() {
                return None;
            }
            for (i, article) in parts.into_iter().zip(&source.articles) {
                if !in_place(&self.entries[i].digest, &article.digest) {
                    return None;
                }
                revised.push((i, article));
            }
        }
        let mut site = self.clone();
        for (i, article) in revised {
            let entry = Arc::make_mut(&mut site.entries[i]);
            entry.speakers.resize(article.digest.quotes.len(), None);
            if entry.traits.related != article.traits.related {
                entry.related = vec![None; article.digest.related.len()];
            }
            entry.digest = Arc::clone(&article.digest);
            entry.traits = Arc::clone(&article.traits);
        }
        Some(site)
    }

    /// Whether every page of both comes out the same.
    pub fn shows_the_same_as(&self, other: &Self) -> bool {
        let entries = || self.entries.iter().zip(&other.entries);
        self.config == other.config
            && self.entries.len() == other.entries.len()
            && entries().all(|(one, other)| one.shows_the_same_as(other))
            && self.pages.len() == other.pages.len()
            && self.pages.iter().zip(&other.pages).all(|(one, other)| one.shows_the_same_as(other))
            && self.editions == other.editions
            && self.undated == other.undated
            && self.topics == other.topics
            && self.speakers == other.speakers
            && self.publishers == other.publishers
            && self.quotes == other.quotes
            && self.stories == other.stories
            && self.redirects == other.redirects
    }
}

/// Whether an article is where it was, with its earlier quotes in their places.
fn in_place(old: &Digest, new: &Digest) -> bool {
    old.published == new.published
        && old.front_matter.draft == new.front_matter.draft
        && old.front_matter.page == new.front_matter.page
        && is_template(old) == is_template(new)
        // One without text is held back.
        && old.body.is_empty() == new.body.is_empty()
        && old.quotes.len() <= new.quotes.len()
        && old.quotes.iter().zip(&new.quotes).all(|(old, new)| old.quote.kind == new.quote.kind)
        && quoted_names(old).zip(quoted_names(new)).all(|(old, new)| old == new)
}

fn is_template(digest: &Digest) -> bool {
    digest.title.as_deref().is_some_and(is_placeholder)
}

impl Entry {
    fn shows_the_same_as(&self, other: &Self) -> bool {
        if std::ptr::eq(self, other) {
            return true;
        }
        // The stamp stands for the digest and all that follows from it alone.
        let text = |of: &Self| of.digest.stamp;
        let place = |of: &Self| (of.day, of.time, of.updated, of.part, of.publisher, of.story);
        text(self) == text(other)
            && place(self) == place(other)
            && (&self.source, &self.permalink) == (&other.source, &other.permalink)
            && (&self.topics, &self.speakers) == (&other.topics, &other.speakers)
            && (&self.related, &self.same) == (&other.related, &other.same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::digest::digest;
    use crate::rules::Rules;
    use crate::site::link::link;

    const PATH: &str = "2026-03-19-ferry.md";
    const TEXT: &str = "# Ferry fares stay\n\nThe fares stay as they are. “Nobody pays more,” Mayor Ada Quill said.\n";

    fn sources(text: &str) -> [Source; 2] {
        let rules = Rules::built_in();
        let other = "# Bridge opens\n\nThe bridge opened. “It holds,” said Tom Reyes, its builder.\n";
        [(PATH, text), ("2026-03-19-bridge.md", other)]
            .map(|(path, text)| Source::new(path, digest(path, text, &rules)))
    }

    fn site(text: &str) -> Site {
        link(Config::default(), &sources(text)).0
    }

    fn revised(text: &str) -> Option<Site> {
        site(TEXT).revised(&[&sources(text)[0]])
    }

    #[test]
    fn a_new_sentence_needs_no_links() {
        let text = TEXT.replace("they are. ", "they are. The council met twice. ");
        assert!(revised(&text).expect("it is shown").shows_the_same_as(&site(&text)));
        assert!(!revised(&text).expect("it is shown").shows_the_same_as(&site(TEXT)));
    }

    #[test]
    fn a_new_title_is_shown_where_the_article_was() {
        let text = TEXT.replace("stay\n", "rise\n");
        let (revised, linked) = (revised(&text).expect("it is shown"), site(&text));
        let titles = |site: &Site| site.entries.iter().map(|entry| entry.title().to_owned()).collect::<Vec<_>>();
        assert_eq!(titles(&revised), titles(&linked));
        assert_eq!(revised.entries[1].permalink, site(TEXT).entries[1].permalink);
    }

    #[test]
    fn a_new_quote_has_no_page_of_its_speaker_yet() {
        let text = format!("{TEXT}\n“We asked everyone,” Quill said.\n");
        let (revised, linked) = (revised(&text).expect("it is shown"), site(&text));
        assert_eq!(revised.entries[1].speakers.len(), linked.entries[1].speakers.len());
        assert_eq!(revised.entries[1].speakers[1], None);
        assert!(!revised.shows_the_same_as(&linked));
    }

    #[test]
    fn what_moves_is_linked_again() {
        assert!(revised("# Ferry fares stay\n\nThe fares stay as they are.\n").is_none(), "a quote is gone");
        assert!(revised(&format!("date: 2026-03-20\n\n{TEXT}")).is_none(), "another day");
        assert!(revised(&format!("---\ndraft: true\n---\n{TEXT}")).is_none(), "a draft");
        let new = Source::new("2026-03-19-new.md", digest("2026-03-19-new.md", TEXT, &Rules::built_in()));
        assert!(site(TEXT).revised(&[&new]).is_none(), "a new article");
        let gone = Source { path: PATH.into(), articles: Vec::new() };
        assert!(site(TEXT).revised(&[&gone]).is_none(), "an article that went");
    }
}
