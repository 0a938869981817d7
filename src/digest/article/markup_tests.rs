//! What clippers write that Markdown does not read as it is meant: cards, numbers of notes, HTML tables, comments.

use super::tests::one;
use crate::digest::model::{Block, BlockKind, MarkKind};

fn blocks(text: &str) -> Vec<Block> {
    one(text).blocks
}

/// The blocks with text, but those of markup: a letter for the kind, and the text.
fn read(text: &str) -> Vec<String> {
    let kind = |block: &Block| match block.kind {
        BlockKind::Paragraph => "p",
        BlockKind::ListItem { .. } => "l",
        BlockKind::Quotation => "q",
        BlockKind::Heading(_) => "h",
        BlockKind::TableRow { head: true } => "head",
        BlockKind::TableRow { head: false } => "row",
        BlockKind::Card { headline: true } => "card",
        BlockKind::Card { headline: false } => "beside",
        BlockKind::Comment => "comment",
        BlockKind::Code | BlockKind::Markup | BlockKind::Aside(_) => "",
    };
    let shown = |block: &Block| (!block.prose.is_empty()).then(|| format!("{} {}", kind(block), block.prose.as_str()));
    blocks(text).iter().filter(|block| block.kind != BlockKind::Markup).filter_map(shown).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(read(text), expected, "{text}");
}

#[test]
fn cards() {
    let card = "[![](https://x.example/a.jpg)\n\n### Whales return\n\n2 days ago](https://x.example/w)";
    let expected = ["p They came.", "card Whales return", "beside 2 days ago", "p They sat."];
    check(&format!("They came.\n\n{card}\n\nThey sat."), &expected);
    let apart = "[\n\n![Gulls](b.jpg)\n\n## Whales return\n\n2 days ago\n\n](https://x.example/w \"Whales\")";
    check(&format!("They came.\n\n{apart}\n\nThey sat."), &expected);
    // In a list, one straight behind the other, and no more than the name of a section.
    check(
        "-   [\n    \n    ### Dues rise\n    \n    Harbour](https://x.example/d)[\n\n    Sport\n\n    ](https://x.example/s)\n-   They sat.",
        &["card Dues rise", "beside Harbour", "beside Sport", "l They sat."],
    );
    let link = blocks(card).into_iter().find(|block| block.prose.as_str() == "Whales return").unwrap();
    assert_eq!(link.marks[0].kind, MarkKind::Link("https://x.example/w".into()));
    // A picture that leads to itself, a text with brackets over paragraphs, a headline of the article's own.
    check("[\n\n![](a.jpg)\n\nGulls on the pier](https://x.example/a.jpg?w=9)", &["p Gulls on the pier"]);
    check("[They came.\n\nThey sat.]\n\nThey went.", &["p [They came.", "p They sat.]", "p They went."]);
    check("[\n\nNo address\n\n](none given)", &["p [", "p No address", "p ](none given)"]);
}

#[test]
fn heads_of_tables_with_an_empty_cell() {
    let rows = ["head Bridge", "row Length\t31 m", "p They came."];
    check("Bridge | \n---|---\nLength | 31 m\n\nThey came.", &rows);
    check("Bridge |\n---|---\nLength | 31 m\n\nThey came.", &rows);
}

#[test]
fn numbers_of_notes() {
    let note = "https://x.example/reef#cite_note-4";
    check(&format!("“We stopped[[4]]({note}) at four,” she said."), &["p “We stopped at four,” she said."]);
    check(&format!("It fell.[\\[1\\]]({note}) It rose.[[note 2]]({note})"), &["p It fell. It rose."]);
    check(&format!("It fell.<sup>[1]</sup> It rose<sup><a href=\"{note}\">3</a></sup>."), &["p It fell. It rose."]);
    check(&format!("<p>It fell.<sup>[<a href=\"{note}\">1</a>]</sup> It rose.</p>"), &["p It fell. It rose."]);
    check("It has 5 m<sup>2</sup>, as in [1998](https://x.example/1998).", &["p It has 5 m2, as in 1998."]);
    check("“We stopped [[dive]](https://x.example/d) at four.”", &["p “We stopped [dive] at four.”"]);
    check("They came to [[Quay|the quay]] (again).", &["p They came to the quay (again)."]);
}

#[test]
fn html_tables() {
    check(
        "<table><thead><tr><th colspan=\"2\">League</th></tr></thead><tbody><tr><td>Ferrow</td><td>41</td></tr>\n<tr>\n<td>\n  \
         <b>Kell</b>\n  bridge &amp; Co<br>\n</td>\n<td></td></tr></tbody></table>",
        &["head League", "row Ferrow\t41", "row Kell bridge & Co"],
    );
    check(
        "<table>\n\n<tr><th>Ferrow</th><td>41</td></tr>\n\n</table>\n\nThey won.",
        &["row Ferrow\t41", "p They won."],
    );
    let cells = blocks("<table><tr><td>Ferrow</td><td>41</td><td></td></tr></table>").remove(0).marks;
    assert_eq!(cells.iter().map(|mark| mark.range.clone()).collect::<Vec<_>>(), [0..6, 7..9, 9..9]);
    // Tables that lay a page out.
    check("<table><tr><td><p>They came.</p><p>They sat.</p></td></tr></table>", &["p They came.", "p They sat."]);
    check(
        "<table><tr><td>A</td><td><table><tr><td>Ferrow</td><td>41</td></tr></table></td></tr></table>",
        &["p A", "row Ferrow\t41"],
    );
    let long = "They came. ".repeat(40);
    check(
        &format!("<table><tr><td>{long}</td><td>They sat.</td></tr></table>"),
        &[&format!("p {}", long.trim()), "p They sat."],
    );
}

#[test]
fn what_no_reader_was_to_see() {
    check("They came. <!-- ask\nAda\n-->\n\nThey sat.", &["p They came.", "comment Ada", "comment -->", "p They sat."]);
    check("<!-- ask\n\nAda -->\n\nThey sat.", &["comment <!-- ask", "comment Ada -->", "p They sat."]);
    check(
        "<script>\nlet a = 1;\n\nrun();\n</script>\n\nThey sat.",
        &["comment <script>", "comment let a = 1;", "comment run();", "p They sat."],
    );
    check(
        "They %%who?%% came.\n\n<% tp.date.now() %>\n\n{{title}}",
        &["p They came.", "comment %%who?%%", "comment <% tp.date.now() %>", "comment {{title}}"],
    );
}

#[test]
fn quotations() {
    let lines = blocks("> The river does not read  \n> The notices we post.\\\n> It knows.\n\nThey came  \nand sat.");
    assert_eq!(lines[0].prose.as_str(), "The river does not read\nThe notices we post.\nIt knows.");
    let breaks = |block: &Block| block.marks.iter().filter(|mark| mark.kind == MarkKind::Break).count();
    assert_eq!(lines.iter().map(breaks).collect::<Vec<_>>(), [2, 1]);
    check(
        "<blockquote class=\"tweet\"><p>They came.</p>&mdash; Ada Quill (@ada)</blockquote>\n\nThey sat.",
        &["q They came.", "q — Ada Quill (@ada)", "p They sat."],
    );
    check("<blockquote><p>They came.</p>\n\nThey sat.", &["q They came.", "p They sat."]);
}

#[test]
fn a_card_above_a_reference() {
    let card = "[\n\n### Harbour dues rise again\n\n2 days ago](https://x.example/d)";
    let text = format!("{card}\n\nIt fell.[[4]](https://x.example/reef#cite_note-4)");
    check(&text, &["card Harbour dues rise again", "beside 2 days ago", "p It fell."]);
}

#[test]
fn a_day_opens_a_line_and_no_list() {
    check("4. September 2025 um 17:48 Uhr", &["p 4. September 2025 um 17:48 Uhr"]);
    check("4. September 2025\n\n5. März 2026, *neu*", &["p 4. September 2025", "p 5. März 2026, neu"]);
    check("1. May the best win\n2. April, or so", &["l May the best win", "l April, or so"]);
    check("4. September 2025\n\n   Ein Absatz.", &["p 4. September 2025", "l Ein Absatz."]);
}
