//! Parts of a page that a label of their own opens: where a study is told of, what to buy, tables of a league.

use std::sync::LazyLock;

use regex::Regex;

use super::unit::{Unit, Verdict};
use crate::digest::model::BlockKind;
use crate::rules::pattern;
use crate::text::sentence;
use crate::text::words::has_more;

/// What a label opens, and what ends it.
#[derive(Clone, Copy)]
enum Section {
    /// References of a report on research: so many units at most, whatever they are.
    Study,
    /// Works that the text is based on: what is written as such a list is.
    Works,
    /// Short lines and tables, up to the next sentence.
    Lines,
}

/// The most units of a section.
const MOST_OF_STUDY: usize = 3;
const MOST: usize = 40;
/// So many rows above a headline are the score of a match or what shares cost.
const MOST_ROWS: usize = 6;
/// A label has at most so many bytes.
const LABEL: usize = 60;

/// The rule of labels that name a study or works, also where the rules of lines have taken the label.
const WORKS: &str = "reference";

/// A work in a list: a year, or where it is found, and an author's initials, a number or a surname first.
static WORK: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    [
        r"\b(?:19|20)\d\d[a-z]?\b|(?i:\bdoi\b)|https?://",
        r"^\[?\d+[\].]|\b\p{Lu}\.|\bet al\b|(?i:\bdoi\b)|https?://|^[\p{L}-]+, \p{Lu}",
    ]
    .map(pattern::built_in)
});

/// The labels of each kind.
static LABELS: LazyLock<[(Section, &str, Regex); 4]> = LazyLock::new(|| {
    let label = |pattern: &str| pattern::built_in(&format!(r"(?i)^(?:{pattern})\s*:?$"));
    [
        (Section::Study, WORKS, label("(?:story|content) source|journal references?|cite this (?:page|article|story)")),
        (
            Section::Works,
            WORKS,
            label(
                "(?:article |list of )?references|article sources|bibliography|works cited|literatur(?:verzeichnis|hinweise)?|einzelnachweise|références|bibliographie|referencias|bibliografía|referências|bibliografia",
            ),
        ),
        (
            Section::Lines,
            "shop",
            label(
                "shop (?:the|this|our|her|his|their) (?:look|story|article|post|edit|outfit|recipe)s?|get the look|(?:where|what) to buy (?:it|them)|shop (?:now|it|here)",
            ),
        ),
        (
            Section::Lines,
            "statistics",
            label(
                r"(?:full-?time|match|game|team) stat(?:s|istics)|(?:upcoming|next|coming|remaining) (?:fixtures|games|matches)|(?:the )?(?:[\p{L}\d]+ ){0,3}(?:league|division|championship|premiership|conference|group) (?:table|standings)|box score",
            ),
        ),
    ]
});

/// Takes labels and what stands below them out, and the few rows of figures above the headline, which stands at `title`.
pub fn mark(units: &mut [Unit<'_>], title: Option<usize>) {
    let above = &mut units[..title.unwrap_or(0)];
    if (1..=MOST_ROWS).contains(&above.iter().filter(|unit| unit.kept()).count()) {
        for unit in above.iter_mut().filter(|unit| unit.kept() && is_row(unit)) {
            unit.verdict = Verdict::Remove("page-head");
        }
    }
    let mut at = 0;
    while at < units.len() {
        let found = label(&units[at]).filter(|(section, _)| match section {
            Section::Study => true,
            Section::Works => units[at + 1..].iter().find(|unit| unit.kept()).is_some_and(is_work),
            Section::Lines => is_figure(units, at + 1),
        });
        if let Some((section, rule)) = found {
            let end = end(units, at, section);
            for unit in units[at..end].iter_mut().filter(|unit| unit.kept()) {
                unit.verdict = Verdict::Remove(rule);
            }
            at = end;
            continue;
        }
        at += 1;
    }
}

/// What a unit opens.
fn label(unit: &Unit<'_>) -> Option<(Section, &'static str)> {
    let text = unit.block.prose.as_str().trim();
    let whole = matches!(unit.block.kind, BlockKind::Paragraph | BlockKind::Heading(_));
    let named = unit.kept() || unit.verdict == Verdict::Remove(WORKS);
    if !named || !whole || text.len() > LABEL {
        return None;
    }
    LABELS.iter().find(|(.., label)| label.is_match(text)).map(|(section, rule, _)| (*section, *rule))
}

/// Where the section of a label ends.
fn end(units: &[Unit<'_>], at: usize, section: Section) -> usize {
    let own = units[at].level();
    let most = match section {
        Section::Study => MOST_OF_STUDY,
        Section::Works | Section::Lines => MOST,
    };
    let mut taken = 0;
    let mut goes_on = |unit: &Unit<'_>| {
        if label(unit).is_some() {
            return false;
        }
        if !unit.kept() {
            return true;
        }
        taken += 1;
        let heads = unit.level().is_some_and(|level| own.is_none_or(|own| level <= own));
        let fits = match section {
            Section::Study => true,
            Section::Works => is_work(unit),
            Section::Lines => is_row(unit) || !is_sentence(unit),
        };
        !heads && fits && taken <= most
    };
    at + 1 + units[at + 1..].iter().position(|unit| !goes_on(unit)).unwrap_or(units.len() - at - 1)
}

/// Whether the next unit that stays is a row of a table or a line, a product or a result, that is no sentence.
fn is_figure(units: &[Unit<'_>], from: usize) -> bool {
    let next = units[from..].iter().take(MOST).find(|unit| unit.kept());
    next.is_some_and(|unit| is_row(unit) || label(unit).is_none() && !is_sentence(unit))
}

fn is_work(unit: &Unit<'_>) -> bool {
    WORK.iter().all(|sign| sign.is_match(unit.block.prose.as_str()))
}

fn is_row(unit: &Unit<'_>) -> bool {
    matches!(unit.block.kind, BlockKind::TableRow { .. })
}

/// Whether a unit ends as a sentence does and has the words of one.
fn is_sentence(unit: &Unit<'_>) -> bool {
    let text = unit.block.prose.as_str();
    has_more(text, 5) && sentence::is_ended(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[(&str, BlockKind)], expected: &[&str]) {
        let mut units: Vec<Unit> = lines
            .iter()
            .map(|(text, kind)| {
                let mut unit = Unit::of_text(text);
                unit.block.kind = kind.clone();
                unit
            })
            .collect();
        mark(&mut units, None);
        let left: Vec<&str> = units.iter().filter(|unit| unit.kept()).map(|unit| unit.block.prose.as_str()).collect();
        assert_eq!(left, expected);
    }

    #[test]
    fn a_label_takes_what_stands_below_it() {
        let text = |text| (text, BlockKind::Paragraph);
        let heading = |text| (text, BlockKind::Heading(2));
        let row = |text| (text, BlockKind::TableRow { head: false });
        check(
            &[
                text("They won."),
                text("FULL-TIME STATISTICS"),
                row("Corners\t7"),
                row("Shots\t9"),
                text("He went up for a corner, and nobody saw him."),
            ],
            &["They won.", "He went up for a corner, and nobody saw him."],
        );
        check(
            &[heading("Harbour League table"), row("1\tQuay"), heading("What next?"), text("They play on Monday.")],
            &["What next?", "They play on Monday."],
        );
        check(
            &[
                text("Story Source:"),
                text("Materials provided by Quay College."),
                text("Journal Reference:"),
                text("Ada Quill. How crabs count. Shores, 2025."),
            ],
            &[],
        );
        check(
            &[
                heading("References"),
                text("Quill, A. et al. Shores 29, 113 (2025)."),
                text("Ada Quill. How crabs count. Shores, 2024. doi:10.99999/quay"),
                text("The crabs were counted again in 2026."),
            ],
            &["The crabs were counted again in 2026."],
        );
        check(
            &[
                heading("Shop the look"),
                text("Rain Boot"),
                text("$95 $66"),
                text("She wore them when she left the house."),
            ],
            &["She wore them when she left the house."],
        );
    }

    #[test]
    fn others_stay() {
        let text = |text| (text, BlockKind::Paragraph);
        for line in [
            "The league table of ports",
            "She paid $128",
            "Shop the whole day",
            "$128 million",
            "Match statistics are kept by hand.",
            "Literatur",
        ] {
            check(&[text("It rained."), text(line), text("Snow")], &["It rained.", line, "Snow"]);
        }
    }
}
