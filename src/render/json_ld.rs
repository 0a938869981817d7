//! What a page says about itself to programs, as JSON-LD in the vocabulary of schema.org.

use serde_json::{Map, Value, json};

use super::moment;
use super::text::visible;
use crate::site::Site;
use crate::site::model::{ArticleId, Entry};

/// The whole site, on its front page.
pub fn site(site: &Site) -> Option<String> {
    let config = &site.config;
    let url = config.absolute("")?;
    let mut data = object(json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": config.title,
        "url": url,
        "inLanguage": config.language,
        "publisher": { "@type": "Organization", "name": config.publisher() },
    }));
    if !config.description.is_empty() {
        data.insert("description".into(), config.description.clone().into());
    }
    Some(script(&data))
}

/// One article; `url` is its canonical address, `image` that of its picture.
pub fn article(site: &Site, id: ArticleId, url: &str, description: &str, image: Option<&str>) -> Option<String> {
    site.config.base_url.as_ref()?;
    let entry = site.entry(id);
    let config = &site.config;
    let mut data = object(json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": visible(entry.title()),
        "url": url,
        "mainEntityOfPage": url,
        "inLanguage": entry.digest.language.as_deref().unwrap_or(&config.language),
        "publisher": { "@type": "Organization", "name": config.publisher(), "url": config.absolute("") },
    }));
    if !description.is_empty() {
        data.insert("description".into(), description.into());
    }
    if let Some(image) = image {
        data.insert("image".into(), json!([image]));
    }
    if let Some(published) = published(site, entry) {
        data.insert("datePublished".into(), published.into());
    }
    if let Some((day, time)) = entry.updated {
        data.insert("dateModified".into(), moment::iso(config.time_zone, day, time).into());
    }
    let authors: Vec<Value> = entry
        .digest
        .front_matter
        .authors
        .iter()
        .map(|name| visible(name))
        .filter(|name| !name.trim().is_empty())
        .map(|name| json!({ "@type": "Person", "name": name }))
        .collect();
    if !authors.is_empty() {
        data.insert("author".into(), authors.into());
    }
    let topics: Vec<Value> = entry.topics.iter().map(|topic| visible(&site.topic(*topic).name).into()).collect();
    if !topics.is_empty() {
        data.insert("articleSection".into(), topics.into());
    }
    if let Some(original) = entry.digest.front_matter.url.as_deref().and_then(super::href::external)
        && original != url
    {
        data.insert("isBasedOn".into(), original.into());
    }
    if let Some(publisher) = entry.publisher {
        let name = visible(&site.publisher(publisher).name);
        data.insert("sourceOrganization".into(), json!({ "@type": "Organization", "name": name }));
    }
    Some(script(&data))
}

/// When an article was published, as ISO 8601; a day alone where no time is known.
pub fn published(site: &Site, entry: &Entry) -> Option<String> {
    entry.day.map(|day| moment::iso(site.config.time_zone, day, entry.time))
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// As the text of a script element: nothing in it ends the element.
fn script(data: &Map<String, Value>) -> String {
    let text = serde_json::to_string(data).unwrap_or_default();
    text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
