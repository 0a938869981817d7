//! JSON Feed 1.1 (jsonfeed.org).

use serde::Serialize;

use super::{Channel, Item};

#[derive(Serialize)]
struct Feed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    language: &'a str,
    authors: Vec<Author<'a>>,
    items: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'a str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    /// An item has one of both.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

/// A feed as JSON.
pub fn write(channel: &Channel) -> String {
    let feed = Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: &channel.title,
        home_page_url: &channel.page,
        feed_url: &channel.place,
        description: &channel.description,
        language: channel.language,
        authors: vec![Author { name: &channel.publisher }],
        items: channel.items.iter().map(entry).collect(),
    };
    serde_json::to_string(&feed).unwrap_or_default()
}

fn entry(item: &Item) -> Entry<'_> {
    Entry {
        id: &item.address,
        url: &item.address,
        external_url: item.original.as_deref(),
        title: &item.title,
        content_html: item.html.as_deref(),
        content_text: item.html.is_none().then_some(&item.summary),
        summary: &item.summary,
        date_published: item.published.to_rfc3339(),
        date_modified: item.updated.to_rfc3339(),
        authors: item.authors.iter().map(|name| Author { name }).collect(),
        tags: &item.topics,
        language: item.language.as_deref(),
    }
}
