//! What programs write around and into the articles they save, by small samples.

use super::tests::{check, one, parse};
use crate::digest::model::BlockKind;

/// The blocks of a text that may be text of the article, and the rules that take the others with what they take.
fn parted(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut kept, mut apart) = (Vec::new(), Vec::new());
    for block in one(text).blocks {
        match block.kind.rule() {
            Some(rule) => apart.push(format!("{rule}: {}", block.prose.as_str())),
            None => kept.push(block.prose.as_str().to_owned()),
        }
    }
    (kept, apart)
}

fn check_parts(text: &str, kept: &[&str], apart: &[&str]) {
    let found = parted(text);
    assert_eq!(found.0, kept, "{text}");
    assert_eq!(found.1, apart, "{text}");
}

/// What holds a header back, and the warnings about it.
fn held(entry: &str) -> (Option<String>, Vec<String>) {
    let article = one(&format!("---\n{entry}\n---\nThey came."));
    (article.front_matter.draft, article.warnings.into_iter().map(|warning| warning.message).collect())
}

#[test]
fn entries_that_hold_back() {
    for (entry, told) in [
        ("draft: true", "draft"),
        ("publish: false", "`publish: false`"),
        ("Published: no", "`Published: no`"),
        ("private: yes", "`private: yes`"),
        ("status: draft", "`status: draft`"),
        ("draft: false\nprivate: true", "`private: true`"),
    ] {
        assert_eq!(held(entry), (Some(told.to_owned()), vec![]), "{entry}");
    }
    for entry in
        ["draft: false", "publish: true", "published: true", "published: 2026-03-16", "private:", "status: read"]
    {
        assert_eq!(held(entry), (None, vec![]), "{entry}");
    }
    let maybe = "`publish` in the header is neither true nor false: maybe";
    assert_eq!(held("publish: maybe"), (Some("`publish: maybe`".to_owned()), vec![maybe.to_owned()]));
}

#[test]
fn titles_of_templates() {
    // A build says but once that it is a template.
    let told = "warning in line 4: a tag of a template in the text is taken out: it is not run";
    check("---\ntitle: \"{{title}}\"\n---\n{{content}}", &["title: {{title}}", told], &["{{content}}"]);
    check("---\ntitle: \"{{title}}\"\n---\n# Gulls return\n\nThey came.", &[], &["Gulls return", "They came."]);
}

#[test]
fn a_midnight_is_a_day_alone() {
    let time = |value: &str| one(&format!("---\npublished: {value}\n---\nx")).front_matter.published.unwrap().time;
    assert_eq!(time("2026-03-16T00:00:00.000Z"), None);
    assert_eq!(time("2026-03-16T00:01:00.000Z").map(|time| time.to_string()).as_deref(), Some("00:01:00"));
}

#[test]
fn nested_tags() {
    check(
        "---\ntags: [news/politics, clippings/, TCP/IP, 24/7, \"Art / Music\"]\n---\nx",
        &["topics: politics / TCP/IP / 24/7 / Art / Music"],
        &["x"],
    );
}

#[test]
fn highlights_of_readwise_alone() {
    let text = "# Gulls Return\n\n## Metadata\n- Author: [[Ada Quill]]\n- Document Tags: [[birds]] [[old pier]]\n- Summary: They are back.\n\
                - URL: https://quay.example/gulls\n\n## Highlights\n\
                - They came on Monday. ([View Highlight](https://read.readwise.io/read/1))\n    - Note: how many?\n\
                ## New highlights added March 18, 2026 at 9:12 PM\n\
                - They sat down. ([View Highlight](https://read.readwise.io/read/2))\n    - Tags: [[pier]]\n";
    let header = one(text).front_matter;
    assert_eq!(
        (header.topics, header.description.as_deref()),
        (vec!["birds".into(), "old pier".into()], Some("They are back."))
    );
    check_parts(
        text,
        &["They came on Monday.", "They sat down."],
        &[
            "markup: (View Highlight)",
            "note: Note: how many?",
            "markup: New highlights added March 18, 2026 at 9:12 PM",
            "markup: (View Highlight)",
            "note: Tags: pier",
        ],
    );
    let full =
        text.replace("## Highlights\n", "## Full Document\nThey came on Monday. They sat down.\n\n## Highlights\n");
    assert!(parted(&full).0.contains(&"Highlights".to_owned()), "with the full text cleaning looks after them");
}

#[test]
fn properties_of_notes() {
    let notion = "# Gulls return\n\nURL: https://quay.example/gulls\nCreated time: April 2, 2026 6:12 AM\nAuthor: Ada Quill\n\
                  Tags: birds, pier\nRead: No\n\nThey came.";
    check(
        notion,
        &["clipped: 2026-04-02", "url: https://quay.example/gulls", "authors: Ada Quill", "topics: birds / pier"],
        &[
            "Gulls return",
            "URL: https://quay.example/gulls",
            "Created time: April 2, 2026 6:12 AM",
            "Author: Ada Quill",
            "Tags: birds, pier",
            "Read: No",
            "They came.",
        ],
    );
    assert_eq!(parted(notion).0, ["Gulls return", "They came."]);
    check_parts(
        "# Gulls\n\nTags: birds\nRead: No\n\nThey came.",
        &["Gulls", "They came."],
        &["property: Tags: birds", "property: Read: No"],
    );
    let yarle = "# Gulls\n\n    Source URL: https://quay.example/gulls\n    Where: 47.3,8.5\n    Created at: 2026-04-02\n\nThey came.";
    assert_eq!(parted(yarle).0, ["Gulls", "They came."]);
    assert_eq!(one(yarle).front_matter.url.as_deref(), Some("https://quay.example/gulls"));
    check("---\nsource: web.clip7\n---\nThey came.", &[], &["They came."]);
    let joplin = "Gulls return\n\nThey came.\n\nid: 0b1c\nparent_id: 1b1c\ncreated_time: 2026-04-02T10:11:12.000Z\nis_conflict: 0\n\
                  source_url: https://quay.example/gulls\ntype_: 1";
    assert_eq!(parted(joplin).0, ["Gulls return", "They came."]);
    let header = one(joplin).front_matter;
    assert_eq!((header.url.as_deref(), header.clipped.is_some()), (Some("https://quay.example/gulls"), true));
}

#[test]
fn lines_that_name_the_original() {
    for line in [
        "Source: https://quay.example/gulls",
        "**Source:** <https://quay.example/gulls>",
        "Source:: [Quay Post](https://quay.example/gulls)",
        "Original: https://quay.example/gulls",
    ] {
        for text in [
            format!("# Gulls\n{line}\n\nThey came."),
            format!("# Gulls\n\nThey came.\n\n{line}\n"),
            format!("Gulls\n\n{line}\n\nThey came."),
        ] {
            assert_eq!(parted(&text).0, ["Gulls", "They came."], "{text}");
            let header = one(&text).front_matter;
            assert_eq!(header.url.as_deref(), Some("https://quay.example/gulls"), "{text}");
            assert_eq!(header.publisher.as_deref(), line.contains("[Quay Post]").then_some("Quay Post"), "{text}");
        }
    }
    let pasted = "Gulls return\nhttps://quay.example/2026/04/01/gulls\n\nThey came.";
    assert_eq!(parted(pasted).0, ["Gulls return", "They came."]);
    assert_eq!(one(pasted).front_matter.url.as_deref(), Some("https://quay.example/2026/04/01/gulls"));
    // The header goes before; and what is no property stays.
    let both = "---\nurl: https://quay.example/a\n---\nThey came.\n\nSource: https://quay.example/b";
    assert_eq!(one(both).front_matter.url.as_deref(), Some("https://quay.example/a"));
    for text in [
        "They came.\n\nSource: a keeper",
        "Gulls\n\nKeeper: They came.\nQuill: They sat.",
        "Gulls\n\nWebsite: the pier’s own",
    ] {
        assert_eq!(parted(text).1, [""; 0], "{text}");
    }
    assert_eq!(parted("They came.\n\nWebsite: https://pier.example").1, [""; 0]);
    let tagged = "# Gulls\n\n#news/birds #pier\n\nThey came.\n\n#count #2026";
    assert_eq!(
        (parted(tagged).0, one(tagged).front_matter.topics),
        (vec!["Gulls".into(), "They came.".into()], vec!["birds".into(), "pier".into(), "count".into(), "2026".into()])
    );
}

#[test]
fn mails() {
    let mail = "From: Quay Post Daily <daily@quay.example>\nSent: Wednesday, April 1, 2026 6:02 AM\nTo: me@home.example\nSubject: RE: Fwd: Gulls return\n\n\
                They came.\n\nOn Thu, Apr 2, 2026 at 7:10 AM Ada Quill <ada@home.example> wrote:\n\n> seen this?\n";
    check(
        mail,
        &["title: Gulls return", "published: 2026-04-01", "publisher: Quay Post Daily"],
        &["They came.", "On Thu, Apr 2, 2026 at 7:10 AM Ada Quill <ada@home.example> wrote:", "> seen this?"],
    );
    assert_eq!(parted(mail).0, ["They came."]);
    let forwarded = "Look at this!\n\n---------- Forwarded message ---------\nFrom: Quay Post Daily <daily@quay.example>\n\
                     Date: Wed, Apr 1, 2026 at 6:02 AM\nSubject: Gulls return\nTo: <me@home.example>\n\nThey came.\n\n-- \nMe\n";
    check(
        forwarded,
        &["title: Gulls return", "published: 2026-04-01", "publisher: Quay Post Daily"],
        &["They came.", "--", "Me"],
    );
    let raw = "Return-Path: <daily@quay.example>\nReceived: from mail.quay.example\n\tby home.example; Wed, 1 Apr 2026 06:02:11 +0000\n\
               From: daily@quay.example\nSubject: =?UTF-8?Q?Gulls?=\nDate: Wed, 1 Apr 2026 06:02:11 +0000\n\
               Content-Transfer-Encoding: quoted-printable\n\nThey=20came.";
    let warning = "warning in line 7: this is a raw mail, so that its text is encoded and read as it stands";
    check(raw, &["published: 2026-04-01", warning], &["They=20came."]);
    check("From: the pier\nGulls came.", &[], &["From: the pier\nGulls came."]);
}

#[test]
fn leftovers_of_note_programs() {
    let title = |title: &str| one(&format!("---\ntitle: {title}\n---\nx")).front_matter.title.unwrap_or_default();
    assert_eq!(
        title("'Ward ==reopens== <b>at last</b>, says *Quill* – `now`'"),
        "Ward reopens at last, says Quill – now"
    );
    assert_eq!(title("'5 * 3 * 2 and snake_case_name <3'"), "5 * 3 * 2 and snake_case_name <3");
    assert_eq!(title("'1. *a*'"), "1. *a*");
    check_parts("- one\n- two\n^list-1\n\nThey came.", &["one", "two", "They came."], &["markup: ^list-1"]);
    assert_eq!(parted("| a | b |\n|---|---|\n| 1 | 2 |\n^table-1\n\nThey came.").0, ["a\tb", "1\t2", "They came."]);
    check_parts(
        "They came.[^1] They sat.^[On the [old] pier.]\n\n[^1]: Keeper’s log. [↩︎](#a)\n\nThey went.",
        &["They came. They sat.", "They went."],
        &["footnote: ^[On the [old] pier.]", "footnote: Keeper’s log. ↩︎"],
    );
    let noted = "They came.[^1]\n\n## Notes\n\n[^1]: Keeper’s log.\n";
    check_parts(noted, &["They came."], &["footnote: Notes", "footnote: Keeper’s log."]);
    let query = "They came.\n\n```dataview\nlist from #gulls\n```\n\n<%* tR += 1 %>\n\n```\ncode\n```\n";
    assert_eq!(parted(query).0, ["They came.", "code"]);
    check_parts(
        "They came (rating:: 4) and sat [mood:: glad]. A `(a:: b)`, std::vector (std::move).",
        &["They came and sat. A (a:: b), std::vector (std::move)."],
        &["property: (rating:: 4)", "property: [mood:: glad]"],
    );
    let alts: Vec<String> = one("![[map.png|400]] ![A map|400x300](b.png) ![[c.png]]").blocks[0]
        .images
        .iter()
        .map(|image| image.alt.clone())
        .collect();
    assert_eq!(alts, ["", "A map", "c.png"]);
}

#[test]
fn articles_with_headers_of_their_own() {
    let articles =
        parse("---\ntitle: a\ndate: 2026-04-01\n---\nThey came.\n\n---\ntitle: b\ndate: 2026-04-02\n---\nThey sat.\n");
    let shown: Vec<_> = articles
        .iter()
        .map(|article| {
            (article.front_matter.title.clone().unwrap_or_default(), article.header_lines.clone(), article.blocks.len())
        })
        .collect();
    assert_eq!(shown, [("a".to_owned(), 1..5, 1), ("b".to_owned(), 7..11, 1)]);
    assert!(articles.iter().flat_map(|article| &article.blocks).all(|block| block.kind == BlockKind::Paragraph));
}

#[test]
fn code_is_no_header_and_no_card() {
    let how_to = "# How to\n\nWrite:\n\n```yaml\n\n---\ntitle: Sample\ndate: 2026-04-02\n---\n```\n\nThen build.\n";
    assert_eq!(parse(how_to).len(), 1);
    let card = "Write:\n\n```\n[\nlink over\n\nlines](https://x.example/a)\n```\n";
    assert!(
        one(card).blocks.iter().any(|block| block.kind == BlockKind::Code && block.prose.as_str().contains("lines]("))
    );
}

#[test]
fn what_only_looks_like_notes_stays() {
    check_parts("They were 10 ^30 then.", &["They were 10 ^30 then."], &[]);
    check_parts("It grew to 10 ^30", &["It grew to 10 ^30"], &[]);
    check_parts("On Monday [300](https://x.example/report#refugees) fled.", &["On Monday 300 fled."], &[]);
    let mail = "From: Quay Post <desk@quay.example>\nSubject: Gulls\nDate: Thu, 2 Apr 2026 08:00:00 +0000\n\nThey came.\n\n\
                On Tuesday the mayor of the town, Anna Berg, wrote:\n\nThey sat.\n";
    let kept = parted(mail).0;
    assert!(kept.contains(&"They sat.".to_owned()), "{kept:?}");
    let box_of_a_book = "# A sea of trouble\n\nThey came.\n\nTitle: The Sea\nAuthor: Jane Doe\nRating: 4/5\n";
    assert_eq!(one(box_of_a_book).front_matter.title, None);
}

#[test]
fn drafts_and_pages_by_odd_values() {
    assert!(held("draft: [true]").0.is_some());
    let is_page = |header: &str| one(&format!("---\n{header}\n---\nx")).front_matter.page;
    assert!(
        is_page("page: yes") && is_page("type: Page") && !is_page("page: false\ntype: page") && !is_page("type: post")
    );
}

#[test]
fn a_title_is_one_line() {
    let title = one("---\ntitle: \"First line<br>second\"\n---\nx").front_matter.title;
    assert_eq!(title.as_deref(), Some("First line second"));
}
