//! The title of an article, and the outlet's name that may stand behind it.

use super::article::date;
use super::article::suffix::{self, Evidence};
use super::article::values;
use super::model::{BlockKind, Cleaned, FrontMatter};
use crate::diagnostic::Diagnostic;
use crate::text::sentence;

/// A first line longer than this many characters is no title as a whole.
const TITLE_MAX: usize = 120;

/// The title: the header's, the headline in the text, the start of the first paragraph, or else (with a warning)
/// the name of the file.
pub fn find(
    path: &str,
    front_matter: &FrontMatter,
    cleaned: &Cleaned,
    warnings: &mut Vec<Diagnostic>,
) -> Option<String> {
    if let Some(title) = &front_matter.title {
        return Some(title.clone());
    }
    if let Some(headline) = headline(front_matter, cleaned) {
        return Some(headline.0);
    }
    let first = cleaned.body.iter().find(|block| block.kind != BlockKind::Code && !block.prose.is_empty());
    if let Some(title) = first.map(|block| first_line(block.prose.as_str())).filter(|title| !title.is_empty()) {
        return Some(title);
    }
    let title = of_file_name(path)?;
    warnings.push(
        Diagnostic::warning("the article has no title; the file's name stands in for it")
            .hint("add `title: …` to the header"),
    );
    Some(title)
}

/// The outlet behind the headline in the text: "Gulls return | Quay Post".
pub fn outlet(front_matter: &FrontMatter, cleaned: &Cleaned) -> Option<String> {
    headline(front_matter, cleaned)?.1
}

/// The headline that stands in the text, apart from the outlet's name behind it.
fn headline(front_matter: &FrontMatter, cleaned: &Cleaned) -> Option<(String, Option<String>)> {
    let title = values::clean(cleaned.title.as_ref()?.as_str());
    let evidence = Evidence {
        publisher: front_matter.publisher.as_deref(),
        url: front_matter.url.as_deref(),
        heading: front_matter.title.as_deref().or_else(|| repeated(&title, cleaned)),
        blocks: &cleaned.body,
    };
    let parts = suffix::part(&title, evidence).map(|(headline, outlet)| (headline.to_owned(), Some(outlet.to_owned())));
    Some(parts.unwrap_or((title, None))).filter(|(title, _)| !title.is_empty())
}

/// A line that says the headline again without what stands behind its last dash or bar.
fn repeated<'a>(title: &str, cleaned: &'a Cleaned) -> Option<&'a str> {
    /// Lines looked at: the headline stands again near the top.
    const NEAR: usize = 20;
    let removed = cleaned.removed.iter().map(|removed| removed.text.as_str()).take(NEAR);
    let mut lines = removed.chain(cleaned.body.first().map(|block| block.prose.as_str()));
    lines.find(|line| title.strip_prefix(line.trim()).is_some_and(|rest| rest.starts_with(' ')))
}

/// The first line of a paragraph, its first sentence where that is long, or the start of that.
fn first_line(text: &str) -> String {
    let fits = |text: &str| text.chars().nth(TITLE_MAX).is_none();
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    // A sentence is looked for in a stretch of the line only: the line may be a book.
    let start = line.char_indices().nth(4 * TITLE_MAX).map_or(line, |(end, _)| &line[..end]);
    let sentence = || sentence::split(start).first().map_or(start, |range| &start[range.clone()]);
    let title = if fits(line) { line } else { sentence() };
    let title = values::clean(title);
    if fits(&title) { title.trim_end_matches('.').to_owned() } else { super::article::cut(title, TITLE_MAX - 20) }
}

/// `2026-03-18-gulls-return.md` as "Gulls return".
fn of_file_name(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '\\']).next()?;
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    let mut rest = name;
    if let Some(found) = date::find_all(name).into_iter().find(|found| found.year.is_some() && found.range.start == 0) {
        rest = &name[found.range.end..];
    }
    let spaced = values::clean(&rest.replace(['-', '_'], " "));
    let spaced = if spaced.is_empty() { values::clean(name) } else { spaced };
    let mut chars = spaced.chars();
    let first = chars.next()?;
    Some(first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::model::Block;
    use crate::text::prose::Prose;

    fn check(path: &str, headline: &str, body: &str, expected: &str, warned: bool) {
        let cleaned = Cleaned {
            title: (!headline.is_empty()).then(|| Prose::verbatim(headline, 0)),
            body: vec![Block { prose: Prose::verbatim(body, 0), ..Block::default() }],
            ..Cleaned::default()
        };
        let mut warnings = Vec::new();
        let title = find(path, &FrontMatter::default(), &cleaned, &mut warnings);
        assert_eq!(title.unwrap_or_default(), expected);
        assert_eq!(!warnings.is_empty(), warned);
    }

    #[test]
    fn titles() {
        check("a.md", "Gulls\u{200b} return | Quay Post", "They came.", "Gulls return", false);
        check("a.md", "", "Gulls return\nThey came.", "Gulls return", false);
        let long = "Gulls came back to the old pier on Monday. ".repeat(9);
        check("a.md", "", &long, "Gulls came back to the old pier on Monday", false);
        let words = "gulls and more ".repeat(90);
        let cut =
            "gulls and more gulls and more gulls and more gulls and more gulls and more gulls and more gulls and…";
        check("a.md", "", &words, cut, false);
        check("in/2026-03-18-gulls_return.md", "", "", "Gulls return", true);
        check("in/20260318.md", "", "", "20260318", true);
        check("", "", "", "", false);
    }
}
