//! The outlet's name that page titles carry behind the headline: "Gulls return | Quay Post".

use super::values;
use crate::digest::model::Block;
use crate::text::words;

/// What is known about the page besides its title.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    pub publisher: Option<&'a str>,
    /// The address of the article.
    pub url: Option<&'a str>,
    /// A headline that stands elsewhere on the page.
    pub heading: Option<&'a str>,
    /// The text.
    pub blocks: &'a [Block],
}

/// What outlets put between headline and name, the surest first.
pub const SEPARATORS: [&str; 9] = [" | ", " :: ", " » ", " « ", " • ", " · ", " - ", " – ", " — "];
/// A headline before a dash has at least so many words.
const HEADLINE_MIN: usize = 4;
/// What outlets put behind a headline that is not their name.
const LABELS: [&str; 20] = [
    "analysis",
    "column",
    "comment",
    "editorial",
    "exclusive",
    "explained",
    "explainer",
    "interview",
    "letters",
    "live",
    "news",
    "obituary",
    "opinion",
    "photos",
    "pictures",
    "podcast",
    "report",
    "review",
    "updates",
    "video",
];
/// The longest name, in words.
const WORDS_MAX: usize = 5;

/// A title as headline and outlet, when the end of it names an outlet.
///
/// It does when it is the publisher's name, spells the host's name ("Quay Post" for `quaypost.example`) or is a host's
/// name itself; when the page's headline is the title without it; or when it is written like a name of at most three
/// words behind the only upright bar, or behind a dash after a headline of at least four words, and the text does not
/// mention it ("Taxes must rise - Smith" ends with who said so).
pub fn part<'a>(title: &'a str, known: Evidence<'_>) -> Option<(&'a str, &'a str)> {
    let ends = SEPARATORS.iter().filter_map(|separator| {
        let (headline, name) = title.rsplit_once(separator)?;
        Some((headline.trim(), name.trim(), *separator))
    });
    // The last separator of the title, whichever it is.
    let (headline, name, separator) = ends.min_by_key(|(_, name, _)| name.len())?;
    let words = name.split_whitespace().count();
    let is_heading = known.heading.is_some_and(|heading| words::letters(heading).eq(words::letters(headline)));
    let one_word = headline.split_whitespace().count() < 2;
    if headline.is_empty() || one_word && !is_heading || !(1..=WORDS_MAX).contains(&words) {
        return None;
    }
    let letters: String = words::letters(name).collect();
    let same = |other: &str| !letters.is_empty() && words::letters(other).eq(letters.chars());
    let of_host = known.url.and_then(values::host).is_some_and(|host| names_host(&letters, host));
    let placed = match separator {
        " | " => title.matches('|').count() == 1,
        " - " | " – " => headline.split_whitespace().count() >= HEADLINE_MIN,
        _ => false,
    };
    let like_a_name = || {
        let named = words <= 3 && is_name(name) && !is_mentioned(name, known.blocks);
        placed && (named || words == 1 && is_brand(name))
    };
    let sure = known.publisher.is_some_and(same)
        || known.publisher.is_some_and(|publisher| values::is_host(publisher) && names_host(&letters, publisher))
        || of_host
        || values::is_host(name)
        || is_heading
        || like_a_name();
    sure.then_some((headline, name))
}

/// Whether a paragraph of the text has the name.
fn is_mentioned(name: &str, blocks: &[Block]) -> bool {
    /// Shorter ones may be the page's own lines about the outlet.
    const PARAGRAPH_MIN: usize = 100;
    blocks.iter().any(|block| block.prose.len() >= PARAGRAPH_MIN && block.prose.as_str().contains(name))
}

/// Whether a name spells a label of a host: all of it, or the start of one ("BBC News" of `bbc.example`).
fn names_host(name: &str, host: &str) -> bool {
    let host = host.to_lowercase();
    if words::letters(&host).eq(name.chars()) {
        return true;
    }
    let labels = host.rsplit_once('.').map_or(host.as_str(), |(labels, _)| labels);
    labels
        .split('.')
        .map(|label| words::letters(label).collect::<String>())
        .any(|label| label.len() >= 3 && (label == name || name.starts_with(&label) && label.len() * 3 >= name.len()))
}

/// Each word starts with a capital letter or is a small word of names; no digits or marks between; not all are labels.
fn is_name(text: &str) -> bool {
    if text.split_whitespace().all(|word| LABELS.contains(&word.to_lowercase().as_str())) {
        return false;
    }
    let small = |word: &str| matches!(word, "of" | "the" | "and" | "for" | "de" | "la" | "der" | "die" | "&");
    let plain =
        text.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, '.' | '\'' | '’' | '-' | '&'));
    plain && text.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || small(word))
}

/// Capitals inside the word or digits beside letters, as no person's name has them: `PierWatch`, `Quay24`.
fn is_brand(word: &str) -> bool {
    /// `Mc`, `Mac`, `De`, `La` before a surname.
    const PREFIX_MAX: usize = 3;
    let digits = word.chars().any(|c| c.is_ascii_digit()) && word.starts_with(char::is_uppercase);
    let mut pairs = word.chars().zip(word.chars().skip(1));
    let inner = pairs.position(|(c, next)| c.is_lowercase() && next.is_uppercase());
    word.chars().all(char::is_alphanumeric) && (digits || inner.is_some_and(|at| at >= PREFIX_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::prose::Prose;

    fn check(title: &str, known: Evidence, expected: Option<(&str, &str)>) {
        assert_eq!(part(title, known), expected, "{title}");
    }

    #[test]
    fn outlets_behind_titles() {
        let nothing = Evidence::default();
        check("Gulls return | Quay Post", nothing, Some(("Gulls return", "Quay Post")));
        check("Gulls return - quay.example", nothing, Some(("Gulls return", "quay.example")));
        let url = Evidence { url: Some("https://www.quaypost.example/a"), ..nothing };
        check("Gulls return – Quay Post", url, Some(("Gulls return", "Quay Post")));
        let publisher = Evidence { publisher: Some("The Quay Post"), ..nothing };
        check("Gulls return - again - The Quay Post", publisher, Some(("Gulls return - again", "The Quay Post")));
        let heading = Evidence { heading: Some("Gulls Return"), ..nothing };
        check("Gulls return - News from the quay", heading, Some(("Gulls return", "News from the quay")));
    }

    #[test]
    fn titles_with_dashes_and_bars() {
        let nothing = Evidence::default();
        check("Gulls return - and stay", nothing, None);
        check("Gulls return to the pier - Live Updates", nothing, None);
        check("Gulls return to the pier - Quay Post", nothing, Some(("Gulls return to the pier", "Quay Post")));
        let prose = format!("Keeper Quill counted them on Monday. {}", "They came in hundreds. ".repeat(5));
        let blocks = [Block { prose: Prose::verbatim(&prose, 0), ..Block::default() }];
        check("Gulls here to stay - Quill", Evidence { blocks: &blocks, ..nothing }, None);
        check("Letters: Gulls | Boats | Rain", nothing, None);
        check("Gulls return | all about it", nothing, None);
        check("Gulls | Quay Post", nothing, None);
        check("Gulls | Quay Post", Evidence { heading: Some("Gulls"), ..nothing }, Some(("Gulls", "Quay Post")));
        let prose = "The keepers of PierWatch and Quill McTavish counted them on Monday. ".repeat(3);
        let blocks = [Block { prose: Prose::verbatim(&prose, 0), ..Block::default() }];
        let known = Evidence { blocks: &blocks, ..nothing };
        check("Gulls here to stay - PierWatch", known, Some(("Gulls here to stay", "PierWatch")));
        check("Gulls here to stay - McTavish", known, None);
    }
}
