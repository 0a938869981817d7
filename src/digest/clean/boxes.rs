//! Lines that only the lines around them tell to be no text: a newsletter's motto above its form, a sponsor's slogan above
//! the offer, a share above its price, a blogger's name above each post.

use super::unit::{Unit, Verdict};
use crate::digest::article::values;
use crate::digest::model::{BlockKind, FrontMatter};
use crate::rules::lexicon::{Class, Lexicon};
use crate::text::sentence;
use crate::text::words::{count_up_to, hash_lower};

/// The most units that a box has between its head and its end.
const INSIDE: usize = 3;
/// The most words of one, and of a head.
const LONGEST: usize = 40;
const HEAD: usize = 8;
/// The most words of a name.
const NAME: usize = 4;
/// The most bylines of a page that are looked at.
const BYLINES: usize = 16;

/// Takes out what stands in boxes that rules found.
pub fn mark(front_matter: &FrontMatter, units: &mut [Unit<'_>], lexicon: &Lexicon) {
    newsletters(units, lexicon);
    sponsors(units);
    filters(units);
    shares(units);
    names(front_matter, units);
}

/// Takes out lines that are a host's name and nothing else.
pub fn mark_hosts(units: &mut [Unit<'_>]) {
    for unit in units.iter_mut().filter(|unit| unit.verdict == Verdict::Keep) {
        let text = unit.block.prose.as_str();
        let small = text.len() < 80 && !text.contains(char::is_uppercase);
        if small && unit.block.kind == BlockKind::Paragraph && values::is_host(text) {
            unit.verdict = Verdict::Remove("address");
        }
    }
}

/// Between a newsletter's name and the form to subscribe to it.
fn newsletters(units: &mut [Unit<'_>], lexicon: &Lexicon) {
    let head = |unit: &Unit<'_>| {
        let text = unit.block.prose.as_str();
        unit.verdict == Verdict::Remove("newsletter") && words(text) <= HEAD && !text.ends_with('.')
    };
    let form = |unit: &Unit<'_>| {
        const FORM: [&str; 7] =
            ["email", "e-mail", "sign up", "sign me up", "subscribe", "by signing", "by subscribing"];
        let text = unit.block.prose.as_str().to_lowercase();
        matches!(unit.verdict, Verdict::Remove(_))
            && FORM.iter().any(|word| text.starts_with(word) || words(&text) <= HEAD && text.contains(word))
    };
    let motto = |unit: &Unit<'_>| {
        let text = unit.block.prose.as_str();
        let said = || {
            text.split(|c: char| !c.is_alphanumeric())
                .any(|word| !word.is_empty() && lexicon.class(word, hash_lower(word)).any(Class::SAYS))
        };
        words(text) <= LONGEST && !text.contains(['"', '“', '”']) && !said()
    };
    between(units, head, form, motto, "newsletter");
}

/// Between a sponsor's name and the offer.
fn sponsors(units: &mut [Unit<'_>]) {
    const OFFERS: [&str; 13] = [
        "try ",
        "shop ",
        "order ",
        "learn more",
        "find out more",
        "sign up",
        "click ",
        "discover more",
        "get yours",
        "get started",
        "percent off",
        "% off",
        "offer ends",
    ];
    let is_offer = |text: &str| {
        let last = sentence::split(text).last().map_or(text, |last| &text[last.clone()]).to_lowercase();
        let text = text.to_lowercase();
        words(&text) <= 2 * LONGEST
            && OFFERS.iter().any(|word| last.starts_with(word) || word.contains("off") && text.contains(word))
    };
    for at in 0..units.len() {
        if units[at].verdict != Verdict::Remove("sponsor") || words(units[at].block.prose.as_str()) > HEAD {
            continue;
        }
        let kept: Vec<usize> =
            (at + 1..units.len()).take(4 * INSIDE).filter(|i| units[*i].kept()).take(INSIDE).collect();
        let end = kept.iter().position(|i| is_offer(units[*i].block.prose.as_str()));
        for i in kept.into_iter().take(end.map_or(0, |end| end + 1)) {
            units[i].verdict = Verdict::Remove("sponsor");
        }
    }
}

/// Between the heads of a live blog's filters: places and people with how often they are told of. And the head of its list
/// of events.
fn filters(units: &mut [Unit<'_>]) {
    let live = |unit: &Unit<'_>| unit.verdict == Verdict::Remove("live");
    let count = |unit: &Unit<'_>| {
        let text = unit.block.prose.as_str();
        words(text) <= HEAD && text.ends_with(')') && text[..text.len() - 1].ends_with(|c: char| c.is_ascii_digit())
    };
    between(units, live, live, count, "live");
    for at in 1..units.len() {
        let head = units[at - 1].block.prose.as_str().eq_ignore_ascii_case("key events");
        if head && units[at - 1].kept() && live(&units[at]) {
            units[at - 1].verdict = Verdict::Remove("live");
        }
    }
}

/// The price and the sign of a share above the line that tells how it rose or fell.
fn shares(units: &mut [Unit<'_>]) {
    let is_price = |text: &str| text.starts_with(['$', '£', '€', '¥', '₹']) && words(text) == 1;
    let is_sign = |text: &str| {
        text.len() <= 8 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b'.' | b':'))
    };
    for at in 1..units.len() {
        if units[at].verdict != Verdict::Remove("ticker") {
            continue;
        }
        let mut above = at - 1;
        for is_part in [&is_price as &dyn Fn(&str) -> bool, &is_sign] {
            let unit = &mut units[above];
            if !(unit.kept() && is_part(unit.block.prose.as_str())) {
                break;
            }
            unit.verdict = Verdict::Remove("ticker");
            above = above.saturating_sub(1);
        }
    }
}

/// Lines that are the name of who wrote the text, as its byline says.
fn names(front_matter: &FrontMatter, units: &mut [Unit<'_>]) {
    let bylines: Vec<String> = units
        .iter()
        .filter(|unit| unit.verdict == Verdict::Remove("byline"))
        .map(|unit| unit.block.prose.as_str().to_owned())
        .chain(front_matter.authors.iter().cloned())
        .take(BYLINES)
        .collect();
    if bylines.is_empty() {
        return;
    }
    let is_theirs = |name: &str| bylines.iter().any(|line| holds(line, name));
    // Where others' names stand above paragraphs as well, it is told who speaks.
    let above = |pair: &&[Unit<'_>]| sentence::is_ended(pair[1].block.prose.as_str());
    let speakers = units.windows(2).filter(above).filter_map(|pair| name(&pair[0]));
    let mut others: Vec<&str> = speakers.filter(|name| !is_theirs(name)).collect();
    others.sort_unstable();
    if others.windows(2).any(|pair| pair[0] == pair[1]) {
        return;
    }
    let theirs: Vec<usize> = (0..units.len()).filter(|i| name(&units[*i]).is_some_and(is_theirs)).collect();
    theirs.into_iter().for_each(|i| units[i].verdict = Verdict::Remove("byline"));
}

/// What a unit says that may be a name and nothing else.
fn name<'u>(unit: &'u Unit<'_>) -> Option<&'u str> {
    let text = unit.block.prose.as_str();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let fits = unit.verdict == Verdict::Keep
        && unit.block.kind == BlockKind::Paragraph
        && (2..=NAME).contains(&words(text))
        && text.split_whitespace().all(capital)
        && !text.ends_with([':', ',', '?', '!']);
    fits.then_some(text)
}

/// Whether a line has a name as whole words.
fn holds(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        apart(line[..at].chars().next_back()) && apart(line[at + name.len()..].chars().next())
    })
}

/// Takes out the units between a head and an end where all of them fit, and are few.
fn between<'r>(
    units: &mut [Unit<'r>],
    head: impl Fn(&Unit<'r>) -> bool,
    end: impl Fn(&Unit<'r>) -> bool,
    fits: impl Fn(&Unit<'r>) -> bool,
    rule: &'static str,
) {
    for at in 0..units.len() {
        if !head(&units[at]) {
            continue;
        }
        let mut inside = Vec::new();
        let mut ended = false;
        for (i, unit) in units.iter().enumerate().skip(at + 1).take(2 * INSIDE) {
            ended = end(unit);
            if ended || inside.len() > INSIDE || unit.kept() && !fits(unit) {
                break;
            }
            if unit.kept() {
                inside.push(i);
            }
        }
        if ended && inside.len() <= INSIDE {
            inside.into_iter().for_each(|i| units[i].verdict = Verdict::Remove(rule));
        }
    }
}

fn words(text: &str) -> usize {
    count_up_to(text, 2 * LONGEST + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    /// Lines with the rule that took each, or none; what is left.
    fn check(authors: &[&str], lines: &[(&str, &'static str)], expected: &[&str]) {
        let rules = Rules::new(&[]).unwrap();
        let authors = authors.iter().map(|name| (*name).to_owned()).collect();
        let front_matter = FrontMatter { authors, ..FrontMatter::default() };
        let mut units: Vec<Unit<'_>> = lines.iter().map(|(text, _)| Unit::of_text(text)).collect();
        for (unit, (_, rule)) in units.iter_mut().zip(lines).filter(|(_, (_, rule))| !rule.is_empty()) {
            unit.verdict = Verdict::Remove(rule);
        }
        mark_hosts(&mut units);
        mark(&front_matter, &mut units, rules.lexicons.of(None));
        let left: Vec<&str> = units.iter().filter(|unit| unit.kept()).map(|unit| unit.block.prose.as_str()).collect();
        assert_eq!(left, expected, "{lines:?}");
    }

    #[test]
    fn what_a_newsletter_brings_stands_above_its_form() {
        let head = ("Sign up to First Tide", "newsletter");
        let form = ("Enter your email address", "newsletter");
        check(&[], &[head, ("Slow news from a small town.", ""), form], &[]);
        check(&[], &[head, ("The mayor said it would rain.", ""), form], &["The mayor said it would rain."]);
        check(&[], &[head, ("Slow news from a small town.", "")], &["Slow news from a small town."]);
    }

    #[test]
    fn a_sponsors_words_end_with_an_offer() {
        let head = ("Together with Kettle & Pot", "sponsor");
        check(
            &[],
            &[head, ("Pots that sing", ""), ("They boil in a minute. Try them here.", ""), ("It rained.", "")],
            &["It rained."],
        );
        check(&[], &[head, ("It rained.", ""), ("It snowed.", "")], &["It rained.", "It snowed."]);
    }

    #[test]
    fn prices_counts_and_hosts() {
        let change = ("▲ 1.92 (2.33%)", "ticker");
        check(&[], &[("KTL", ""), ("$84.17", ""), change], &[]);
        check(&[], &[("It cost", ""), ("$84.17", ""), change], &["It cost"]);
        let (first, last) = (("Key events (4)", "live"), ("Show key events only", "live"));
        check(&[], &[first, ("Northfold (7)", ""), last], &[]);
        check(&[], &[first, ("It rained (a lot)", ""), last], &["It rained (a lot)"]);
        check(&[], &[("kettle.example", ""), ("Kettle.example", "")], &["Kettle.example"]);
    }

    #[test]
    fn who_wrote_is_no_text() {
        let post = ("It rained all day.", "");
        check(
            &["Dana Whitlock"],
            &[("Dana Whitlock", ""), post, ("Omar Said", ""), post],
            &[post.0, "Omar Said", post.0],
        );
        check(
            &[],
            &[("By Dana Whitlock", "byline"), ("Dana Whitlock", ""), post, ("Dana Whit", "")],
            &[post.0, "Dana Whit"],
        );
        // An interview tells who speaks.
        let [dana, omar] = ["Dana Whitlock", "Omar Said"];
        check(
            &[dana],
            &[(dana, ""), post, (omar, ""), post, (dana, ""), post, (omar, ""), post],
            &[dana, post.0, omar, post.0, dana, post.0, omar, post.0],
        );
    }
}
