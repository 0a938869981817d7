//! Judges the units that no rule took: by what they look like, where they stand and what stands around them.
//!
//! Most junk lines in clipped pages carry no marker: headlines of other stories, captions, standfirsts, author
//! boxes. A small sum of decision trees over the numbers of [`super::features`] tells how likely a unit is to be
//! article text; then the run of units with the most such text is taken for the article.
//!
//! The trees were fitted by gradient boosting (LightGBM, logistic loss, 100 trees of 32 leaves) on pages whose article
//! text was marked up by people: whole pages, reader-mode clips and their plain text side by side, the same texts with
//! junk lines planted in them, and the bare texts, of which nothing may go. Other pages had only a few passages marked up,
//! which count four times; the rest of them counts a third, as junk where a reader mode leaves it out, as text where it
//! keeps a long sentence. To these come 570 whole, clipped and pasted pages that were written for it, of outlets of many
//! kinds and eleven languages, and 2,003 texts of those with the lines planted in them that [`super::diction`] was fitted
//! to. Each unit weighs as many words as it has, junk of a page at most twice what its article weighs, planted
//! furniture and the text around it six to thirty words; whole pages weigh twice, texts with planted lines three times as
//! much as the other kinds, those with furniture a seventh; each tree saw 70 % of the units, each split a random third
//! of the numbers. Of words, the numbers know those that pages put around their texts (see [`super::terms`]), most of them
//! English, and what [`super::diction`] makes of all of them: in the fit, as another fit of it tells that has not seen the
//! page, nor the furniture of the line's author.
//!
//! Settings were chosen by five-fold cross-validation over the pages marked up by people, four foldings each. Those give
//! pages that neither the trees nor the weights of words had seen F1 0.961 (whole pages), 0.975 (clips) and 0.972 (their
//! plain text), and the pages with marked passages 0.931 (whole) and 0.937 (clips), where chance makes differences of 0.004
//! and more and the choice flatters a little. The last two are flattered further: rules for junk lines were written after
//! reading what went wrong on these pages. On the pages of the fit it is 0.987, 0.979, 0.984, 0.940 and 0.956. What pages
//! say around their texts hardly shows there. It does in 5,425 lines of furniture, each alone in a clip of four paragraphs,
//! of two authors whose lines were left out of the fit: trees without the words of furniture left 2,823, those with them
//! 1,440; of the authors' 335 lines of text that look like such ones 32 went and now 36.

use super::features;
use super::forest;
use super::run::heaviest_run;
use super::shape::Shape;
use super::title::Heading;
use super::unit::{Unit, Verdict};
use crate::digest::model::{BlockKind, MarkKind};
use crate::rules::lexicon::{Class, Lexicon};
use crate::text::words::hash_lower;

/// How sure the trees must be to take a unit out.
struct Limits {
    /// The highest log odds of what goes inside the article's run.
    inside: f32,
    /// The same outside it.
    outside: f32,
}

/// Outside the run nothing of a whole page is article text.
const PAGE: Limits = Limits { inside: -0.4, outside: f32::INFINITY };
/// A clip was cleaned once; little of what is left is junk.
const CLIP: Limits = Limits { inside: -2.0, outside: -1.0 };
/// What a clip has beside its run is more likely text where the run has less than [`SHARE`] of the words: steps,
/// specifications and rows of a table are short lines.
const LISTS: Limits = Limits { outside: -3.0, ..CLIP };
const SHARE: f32 = 0.65;
/// What has fewer words than these and sounds less like article text than this, in log odds, goes when the trees take it
/// for junk at all.
const DICTION: f32 = -4.0;
const FEW: f32 = 40.0;
/// A page with more of its units links than this share is no clip: menus and lists of other articles are many and short.
const CLIP_LINKS: f32 = 0.25;
/// A page has at least so many: a short clip with a list of two is none.
const FEWEST_LINKS: usize = 6;
/// Prose behind the run that is likelier than this belongs to it, in log odds.
const TAIL: f32 = -2.5;
/// A unit with more of its text in links than this share is one.
const LINK: f32 = 0.5;
/// Related links and credits of a whole page belong to the article up to this many units before and after it.
const NEAR: usize = 8;
/// A run of a whole page before the heaviest one opens the article when it weighs at least this share of that: a gallery
/// stands between. After it, such runs are comments and other stories.
const OPENING: f32 = 0.25;
/// What a unit that a rule took weighs against going on with the run.
const GAP: f32 = 0.4;

/// Takes out what is no article text.
pub fn judge(units: &mut [Unit<'_>], title: &Heading, lexicon: &Lexicon) {
    let (shapes, rows) = features::of(units, title);
    let mut judged = forest::log_odds(&rows).into_iter();
    // What a rule took needs no odds.
    let odds: Vec<f32> =
        shapes.iter().map(|shape| if shape.ruled { 0.0 } else { judged.next().unwrap_or_default() }).collect();
    let weight = |i: usize| {
        if shapes[i].ruled {
            return -GAP;
        }
        let likely = 1.0 / (1.0 + (-odds[i]).exp());
        (2.0 * likely - 1.0) * shapes[i].words.max(1.0).sqrt()
    };
    let weights: Vec<f32> = (0..units.len()).map(weight).collect();
    let run = heaviest_run(weights.iter().copied());
    if run.0 == run.1 {
        return;
    }
    // A card is one thing, however many lines it has.
    let is_link =
        |(shape, unit): &(&Shape, &Unit<'_>)| shape.linked > LINK && !matches!(unit.block.kind, BlockKind::Card { .. });
    let links = shapes.iter().zip(units.iter()).filter(is_link).count();
    let page = links >= FEWEST_LINKS && links as f32 > shapes.len() as f32 * CLIP_LINKS;
    let (run, tail) = with_tail(units, &shapes, &odds, run, page, lexicon);
    let limits = if page {
        PAGE
    } else if share(&shapes, run) < SHARE {
        LISTS
    } else {
        CLIP
    };
    // Of a text that is a list throughout, as of passages that a reader marked, no item stands beside the article.
    let is_item = |unit: &Unit<'_>| matches!(unit.block.kind, BlockKind::ListItem { .. });
    let list = units.iter().filter(|unit| unit.kept()).all(is_item);
    let opening = if page { opening(&weights, run) } else { run };
    for i in 0..units.len() {
        let inside = [opening, run].iter().any(|run| run.0 <= i && i < run.1);
        if page && !(opening.0.saturating_sub(NEAR)..run.1 + NEAR).contains(&i) {
            demote(&mut units[i].verdict);
        }
        let limit = if inside { limits.inside } else { limits.outside };
        let part = |units: &[Unit<'_>]| is_part(units, i, &shapes[i]) || list && shapes[i].linked < LINK;
        let judged = (odds[i] <= limit || odds[i] < 0.0 && is_worded(&shapes[i])) && tail.binary_search(&i).is_err();
        let code = inside && units[i].block.kind == BlockKind::Code;
        let kept = || code || !page && part(units) || is_standfirst(units, title, i, &shapes[i]);
        if units[i].verdict == Verdict::Keep && judged && !kept() {
            units[i].verdict = Verdict::Remove(reason(i, run, &shapes));
        }
    }
    whole_tables(units, page.then_some(run));
}

/// Whether a unit is a line or two whose words are hardly an article's.
fn is_worded(shape: &Shape) -> bool {
    shape.diction < DICTION && shape.words < FEW
}

/// How much of the words that no rule took stands in a run.
fn share(shapes: &[Shape], run: (usize, usize)) -> f32 {
    let words = |shapes: &[Shape]| -> f32 { shapes.iter().filter(|shape| !shape.ruled).map(|shape| shape.words).sum() };
    words(&shapes[run.0..run.1]) / words(shapes).max(1.0)
}

/// The run with the prose that follows behind links and lines that rules took, and which units that prose is: an article
/// goes on below a list of others or a newsletter's form. Other stories follow there too, so that somebody must be said
/// to say something in it, or nothing but cards stand between.
fn with_tail(
    units: &[Unit<'_>],
    shapes: &[Shape],
    odds: &[f32],
    run: (usize, usize),
    page: bool,
    lexicon: &Lexicon,
) -> ((usize, usize), Vec<usize>) {
    let (mut end, mut tail) = (run.1, Vec::new());
    let (mut cards, mut only_cards) = (false, !page);
    for i in run.1..units.len() {
        let shape = &shapes[i];
        if shape.ruled || (!page && shape.linked > LINK) {
            let no_text = units[i].verdict.is_of_no_text();
            let card = matches!(units[i].block.kind, BlockKind::Card { .. });
            cards |= card;
            only_cards &= no_text || card || shape.linked > LINK;
            continue;
        }
        let prose = shape.ends_sentence && shape.linked == 0.0 && units[i].block.kind == BlockKind::Paragraph;
        let goes_on = || cards && only_cards || is_reported(units[i].block.prose.as_str(), lexicon);
        if !(prose && odds[i] > TAIL && goes_on()) {
            break;
        }
        end = i + 1;
        tail.push(i);
    }
    ((run.0, end), tail)
}

/// Whether a text has a verb of saying.
fn is_reported(text: &str, lexicon: &Lexicon) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| lexicon.class(word, hash_lower(word)).any(Class::SAYS))
}

/// A table stays or goes as one. In a clip it stays; on a page, whose article's run is given, it goes when most of its rows
/// go, unless it is one without links at the article.
fn whole_tables(units: &mut [Unit<'_>], run: Option<(usize, usize)>) {
    /// It has so many rows at least.
    const ROWS: usize = 3;
    let is_row = |unit: &Unit<'_>| matches!(unit.block.kind, BlockKind::TableRow { .. });
    let is_linked = |unit: &Unit<'_>| unit.block.marks.iter().any(|mark| matches!(mark.kind, MarkKind::Link(_)));
    let between = |unit: &Unit<'_>| unit.verdict.is_of_markup();
    let mut at = 0;
    while at < units.len() {
        let end =
            at + units[at..].iter().take_while(|unit| is_row(unit) || (is_row(&units[at]) && between(unit))).count();
        let table = || units[at..end].iter().filter(|unit| is_row(unit));
        let rows = table().count();
        let gone = table().filter(|unit| !unit.kept()).count();
        if rows > 1 && gone > 0 {
            let first = table().find(|unit| !unit.kept()).map(|unit| unit.verdict.clone());
            let goes = run.is_some_and(|run| {
                let apart = !(run.0..run.1 + NEAR).contains(&at);
                gone * 2 > rows && (rows < ROWS || apart || table().any(is_linked))
            });
            let verdict = first.filter(|_| goes).unwrap_or(Verdict::Keep);
            for unit in units[at..end].iter_mut().filter(|unit| is_row(unit) && (goes == unit.kept())) {
                unit.verdict = verdict.clone();
            }
        }
        at = end.max(at + 1);
    }
}

/// Whether a unit is part of what stands before it, or of a kind that no junk is: a further row of a table or item of a
/// list that stays, or code.
fn is_part(units: &[Unit<'_>], i: usize, shape: &Shape) -> bool {
    /// So much markup is between two rows or items at most.
    const BETWEEN: usize = 16;
    let follows = |same: fn(&BlockKind) -> bool| {
        let is_markup = |unit: &Unit<'_>| unit.verdict.is_of_markup();
        let before = || units[..i].iter().rev().take(BETWEEN).find(|unit| !is_markup(unit));
        same(&units[i].block.kind) && before().is_some_and(|before| same(&before.block.kind) && before.kept())
    };
    let item = shape.linked < LINK && follows(|kind| matches!(kind, BlockKind::ListItem { .. }));
    item || follows(|kind| matches!(kind, BlockKind::TableRow { .. })) || units[i].block.kind == BlockKind::Code
}

/// The run that the article opens with: mostly the heaviest itself.
fn opening(weights: &[f32], run: (usize, usize)) -> (usize, usize) {
    let weight = |run: (usize, usize)| weights[run.0..run.1].iter().sum::<f32>();
    let before = heaviest_run(weights[..run.0].iter().copied());
    if before.0 < before.1 && weight(before) >= OPENING * weight(run) { before } else { run }
}

/// Far from the article, a pointer to another one is part of a menu.
fn demote(verdict: &mut Verdict<'_>) {
    if let Verdict::Related { rule, .. } | Verdict::RelatedList(rule) | Verdict::Credit(rule) = *verdict {
        *verdict = Verdict::Remove(rule);
    }
}

/// Whether a unit is the article's standfirst: a sentence in bold type from end to end below the headline.
fn is_standfirst(units: &[Unit<'_>], title: &Heading, i: usize, shape: &Shape) -> bool {
    /// It has so many words at least, and stands so many units below the headline at most.
    const FEWEST: f32 = 8.0;
    const BELOW: usize = 6;
    let is_below = title.at.is_some_and(|at| at < i && i - at <= BELOW);
    let bold = shape.strong > 0.9 && shape.linked == 0.0 && shape.words >= FEWEST && shape.ends_sentence;
    is_below && bold && units[i].block.kind == BlockKind::Paragraph
}

/// The name of what a unit most likely is.
fn reason(i: usize, run: (usize, usize), shapes: &[Shape]) -> &'static str {
    let shape = &shapes[i];
    let beside_picture = i.checked_sub(1).is_some_and(|before| shapes[before].empty && shapes[before].images > 0.0);
    if shape.linked > LINK {
        return if i < run.0 { "menu" } else { "link-list" };
    }
    if shape.images > 0.0 || (beside_picture && shape.words < 60.0) {
        return "caption";
    }
    if i < run.0 {
        return if shape.ends_sentence { "standfirst" } else { "page-head" };
    }
    if i >= run.1 {
        return if shape.ends_sentence { "after-article" } else { "page-foot" };
    }
    if shape.ends_sentence { "aside" } else { "short-line" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_run_that_an_article_opens_with() {
        let weights = [-1.0, 4.0, 3.0, -9.0, 10.0, 8.0, -9.0, 7.0];
        assert_eq!(opening(&weights, (4, 6)), (1, 3));
        // Too light to be more than a teaser; and nothing before the heaviest.
        assert_eq!(opening(&[2.0, -9.0, 10.0], (2, 3)), (2, 3));
        assert_eq!(opening(&weights[4..], (0, 2)), (0, 2));
    }
}
