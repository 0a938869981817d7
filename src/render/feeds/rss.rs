//! RSS 2.0 with the modules that its profile asks for: `content:encoded`, `dc:creator`, `atom:link` (RSS Advisory Board).

use std::collections::BTreeMap;

use rss::extension::atom::{AtomExtension, Link};
use rss::extension::dublincore::DublinCoreExtension;

use super::{Channel, Item};

/// A feed as RSS.
pub fn write(channel: Channel) -> String {
    let own = Link {
        rel: "self".into(),
        href: channel.place,
        mime_type: Some("application/rss+xml".into()),
        ..Link::default()
    };
    let namespaces = [
        ("atom", "http://www.w3.org/2005/Atom"),
        ("content", "http://purl.org/rss/1.0/modules/content/"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
    ];
    let feed = rss::Channel {
        title: channel.title,
        link: channel.page,
        description: channel.description,
        language: Some(channel.language.to_owned()),
        last_build_date: Some(channel.updated.to_rfc2822()),
        generator: Some(env!("CARGO_PKG_NAME").into()),
        items: channel.items.into_iter().map(item).collect(),
        atom_ext: Some(AtomExtension { links: vec![own] }),
        namespaces: BTreeMap::from(namespaces.map(|(name, address)| (name.to_owned(), address.to_owned()))),
        ..rss::Channel::default()
    };
    feed.to_string()
}

fn item(item: Item) -> rss::Item {
    let category = |name| rss::Category { name, domain: None };
    // `author` would have to be a mail address.
    let creators = DublinCoreExtension { creators: item.authors, ..DublinCoreExtension::default() };
    rss::Item {
        title: Some(item.title),
        link: Some(item.address.clone()),
        description: (!item.summary.is_empty()).then_some(item.summary),
        categories: item.topics.into_iter().map(category).collect(),
        guid: Some(rss::Guid { value: item.address, permalink: true }),
        pub_date: Some(item.published.to_rfc2822()),
        content: item.html,
        source: item.original.zip(item.newspaper).map(|(url, title)| rss::Source { url, title: Some(title) }),
        dublin_core_ext: (!creators.creators.is_empty()).then_some(creators),
        ..rss::Item::default()
    }
}
