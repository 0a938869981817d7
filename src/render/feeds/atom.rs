//! Atom (RFC 4287).

use atom_syndication::{
    Category, Content, ContentBuilder, Entry, EntryBuilder, Feed, FeedBuilder, Generator, Link, Person, Text,
};

use super::{Channel, Item};

/// A feed as Atom.
pub fn write(channel: Channel) -> String {
    let feed: Feed = FeedBuilder::default()
        .title(Text::plain(channel.title))
        .subtitle((!channel.description.is_empty()).then(|| Text::plain(channel.description)))
        .id(channel.place.clone())
        .lang(channel.language.to_owned())
        .updated(channel.updated)
        .author(person(&channel.publisher))
        .generator(Generator { value: env!("CARGO_PKG_NAME").into(), uri: None, version: None })
        .links(vec![link("self", channel.place, "application/atom+xml"), link("alternate", channel.page, "text/html")])
        .entries(channel.items.into_iter().map(entry).collect::<Vec<_>>())
        .build();
    feed.to_string()
}

fn entry(item: Item) -> Entry {
    let category = |term| Category { term, scheme: None, label: None };
    let mut links = vec![link("alternate", item.address.clone(), "text/html")];
    // Where it was found: what readers show as its source.
    links.extend(item.original.map(|original| link("via", original, "text/html")));
    EntryBuilder::default()
        .title(Text::plain(item.title))
        .id(item.address)
        .updated(item.updated)
        .published(Some(item.published))
        .authors(item.authors.iter().map(|name| person(name)).collect::<Vec<_>>())
        .categories(item.topics.into_iter().map(category).collect::<Vec<_>>())
        .links(links)
        .summary((!item.summary.is_empty()).then(|| Text::plain(item.summary)))
        .content(item.html.map(content))
        .build()
}

fn content(html: String) -> Content {
    ContentBuilder::default().value(html).content_type(Some("html".into())).build()
}

fn person(name: &str) -> Person {
    Person { name: name.to_owned(), ..Person::default() }
}

fn link(rel: &str, href: String, media: &str) -> Link {
    Link { rel: rel.into(), href, mime_type: Some(media.into()), ..Link::default() }
}
