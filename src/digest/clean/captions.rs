//! Captions: a short line straight behind a picture that ends in a credit, is in italics from end to end or says what the
//! picture's alternative text says; and one that tells in the present tense, or without a verb, who or what is seen.

use std::sync::LazyLock;

use regex::Regex;

use super::unit::{Unit, Verdict};
use crate::digest::model::{Block, BlockKind, MarkKind};
use crate::rules::pattern;
use crate::text::sentence;
use crate::text::words::{has_more, hash_lower};

/// A caption has at most so many words.
const LONGEST: usize = 60;
/// One that only reads like a caption has at most so many.
const LONGEST_SEEN: usize = 30;
/// One that ends as no sentence does has at least so many.
const SHORTEST_OPEN: usize = 6;

/// How a caption ends: `Photograph: Ada Quill/Quay Post`, `(Ada Quill for Quay Post)`, `Ada Quill / Quay Post`,
/// `/ A. Quill (EFE)`, `. ADA QUILL`, `ADA QUILL POUR « QUAY »`, `. - Belga.`.
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"\p{Lu}[\p{L}\d.’'-]*(?: (?:\p{Lu}[\p{L}\d.’'-]*|de|da|van|von|of|the)){0,4}";
    pattern::built_in(&format!(
        r"(?x)
        (?:^|[\s(])(?i:photo(?:graph)?|picture|image|illustration|foto|bild|grafik|credit|crédit|imagen|imagem|фото)s?(?i:\ (?:by|credit|courtesy))?\ ?:\ ?[\p{{L}}«„@][^.!?:]{{1,70}}[.)]?$
        | [.!?…”](?i:photo(?:graph)?s?|pictures?|images?|illustrations?)\ by\ {name}(?:\ for\ .{{2,60}})?$
        | [\p{{Ll}}\d][.!?”]{name}\ ?/\ ?{name}$
        | \((?i:(?:photo(?:graph)?|picture|image|foto)s?\ (?:by\ )?)?{name}(?:\ ?/\ ?|\ for\ |\ via\ ){name}\)$
        | (?:^|[.!?”\x22]\ ){name}\ ?/\ ?{name}(?:/{name})*$
        | \ /\ {name}(?:\ \(\p{{Lu}}+\))?$
        | [.!?»”)]\ (?:(?:\p{{Lu}}[\p{{Lu}}.’'-]+\ ){{1,3}}\p{{Lu}}[\p{{Lu}}.’'-]+|[-–—]\ {name}\.?)(?:\ (?:\(\p{{Lu}}+\)|(?:POUR|PARA|FÜR|PER)\ .{{2,40}}))?$",
        name = name.replace(' ', r"\ ")
    ))
});

/// What a caption tells of a picture without a finite verb: `Ada Quill in the hall of the mill`, `The mill on its last day`.
static SEEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern::built_in(
        r"(?x)
        ^(?:(?:The|A|An|Two|Three|Four)\ (?:[\p{L}.’'-]+\ ){1,3}? | (?:\p{Lu}[\p{L}\d.’'-]*,?\ (?:and\ |of\ |\d\d,\ )?){1,4} | \p{Lu}[\p{L}.-]+['’]s\ (?:\p{Ll}+\ ){1,2})
        (?:(?:of|off)\ (?:(?:a|an|the|his|her|their)\ )?[\p{L}\d.’'-]+\ (?:[\p{Lu}\d][\p{L}\d.’'-]*\ ){0,2})?
        (?:in|at|on|outside|inside|near|beside|behind|before|after|during|with|above|below|off|among|and)\ ",
    )
});

/// What somebody seen in a picture does somewhere or to something: `Ada Quill waits for the ferry`.
static DOES: LazyLock<Regex> = LazyLock::new(|| {
    pattern::built_in(
        r"(?x)\b(?:
        (?:is|are)\ (?:mobbed|greeted|escorted|flanked|surrounded|hugged|embraced|carried|comforted|parked|displayed|stacked
            |seated|cheered|joined|helped|sworn|shown|held|hung|led|driven)
        | (?:sit|speak|pose|arrive|celebrate|react|pray|gather|attend|inspect|enter|examine|greet|perform|prepare|surround
            |hang|fill|welcome|tend)s?
        # Without the ending these are things as well: the wait for the bridge.
        | (?:stand|wait|look|hold|walk|rise|leave|gesture|ride|wave|hug|pull|lie|break|burn|clear|climb|dance|lead|queue|rest
            |serve|shovel|smile|sort|warm)s
        | watches|carr(?:y|ies)|passes|checks|marches|crosses|pushes|touches|tr(?:y|ies)\ out)
        (?:\ (?:on|in|at|for|out|up|over|around|above|along|across|by|near|outside|inside|through|to|toward|towards|from|during
            |with|beside|after|before|under|past|into|onto|off|down|as|of)){0,2}
        \ (?:(?:the|a|an|his|her|their|its|two|three|four)\b|[\p{Lu}\d])",
    )
});

/// What only captions say.
static POINTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern::built_in(
        r"(?i)\b(?:(?:is|are) (?:seen (?:in|at|on|here|near|inside|outside|during|with)|pictured|shown)|pictured|file (?:photo|picture|image))\b|\((?:(?:top|bottom|far|second|third)? ?(?:left|right|cent(?:er|re)|above|below)|pictured)\)|, (?:left|right|cent(?:er|re)),",
    )
});

/// A day, a month or a year.
static DATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern::built_in(
        r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:19|20)\d\d|(?:this|last) (?:week|month|year|spring|summer|autumn|winter)|(?:Jan|Febr)uary|March|April|June|July|August|(?:Septem|Octo|Novem|Decem)ber)\b",
    )
});

/// Words that make a sentence a report.
static REPORTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern::built_in(
        r"(?i)\b(?:said|says|told|was|were|had|did|would|will|could|according|voted|announced)\b|[\x22“”]",
    )
});

/// Takes out what only reads like a caption and stands behind a picture; the text's own lines are known by now.
pub fn mark_seen(units: &mut [Unit<'_>]) {
    let mut behind_picture = false;
    for unit in units {
        let text = unit.block.prose.as_str();
        let at_start = unit.block.images.first().is_some_and(|image| image.at == 0);
        if unit.verdict == Verdict::Keep
            && unit.block.kind == BlockKind::Paragraph
            && (behind_picture || at_start)
            && !has_more(text, LONGEST_SEEN)
            && reads_like_one(&unit.block)
        {
            unit.verdict = Verdict::Remove("caption");
        }
        if !unit.verdict.is_of_markup() {
            behind_picture = is_picture(unit) || behind_picture && is_beside(unit);
        }
    }
}

/// Whether a line tells who or what is seen.
fn reads_like_one(block: &Block) -> bool {
    /// What no caption begins with: it names whom it shows.
    const OF_TEXT: &str =
        "He She It They I We You But And So Then When If There Yet Still Here How Why What Who Where Which";
    let text = block.prose.as_str();
    let opening = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if OF_TEXT.split(' ').any(|word| word == opening) {
        return false;
    }
    let first = sentence::split(text).first().map_or(text, |range| &text[range.clone()]);
    // `The mill in which` and the like may tell of the past.
    let main = first.find([',', ';']).filter(|at| *at > 12).map_or(first, |at| &first[..at]);
    let main = [" which ", " who ", " where ", " that ", " as ", " before ", " after ", " when ", " since "]
        .iter()
        .filter_map(|word| main.find(word))
        .min()
        .map_or(main, |at| &main[..at]);
    // What happens at noon each day is text; what somebody did on a day stands in the present tense below a picture.
    let does = || DATED.is_match(text) && DOES.is_match(main);
    is_open(block)
        || POINTS.is_match(text)
        || !REPORTS.is_match(main) && (does() || SEEN.is_match(first) && !has_verb(main))
}

/// Whether a line of some words ends as no sentence does, in a script that ends sentences with a stop.
fn is_open(block: &Block) -> bool {
    let text = block.prose.as_str();
    let letter = |c: char| c.is_lowercase() || c.is_uppercase() || c.is_ascii_digit();
    let strong = || block.marks.iter().any(|mark| mark.kind == MarkKind::Strong);
    text.ends_with(letter)
        && text.starts_with(char::is_uppercase)
        // What costs something is on offer.
        && !text.contains([':', '$', '£', '€'])
        && has_more(text, SHORTEST_OPEN - 1)
        && !strong()
}

/// Whether one of a line's words may be its verb: one that is, an ending of the past, the `s` of the present behind a noun,
/// or none of it behind a plural.
fn has_verb(text: &str) -> bool {
    const VERBS: &str = "is are am has have can may must should might shall won lost went came took fell broke hit made got \
        gave found left kept held sold built met began rose sat stood ran put set cut shot drew saw knew paid led";
    const BEFORE_PLURAL: &str = "the a his her their its my our of in on at with and two three four five some many";
    const BEHIND_PLURAL: &str = "in at on of off outside inside near beside behind before after during with above below among \
        and or from for to";
    const PLURALS: &str = "men women people children police fish sheep";
    let is_in = |list: &str, word: &str| list.split_ascii_whitespace().any(|other| other == word);
    let in_s = |word: &str| word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    let mut before = "";
    text.split(' ').skip(1).any(|word| {
        let word = word.trim_end_matches([',', '.']);
        let small = word.starts_with(char::is_lowercase);
        let past = word.len() > 3 && word.ends_with("ed");
        let present = small && in_s(word) && !is_in(BEFORE_PLURAL, before);
        let plural = (in_s(before) || is_in(PLURALS, before)) && before.starts_with(char::is_lowercase);
        let of_many = small && plural && !is_in(BEHIND_PLURAL, word);
        before = word;
        past || present || of_many || is_in(VERBS, word)
    })
}

/// Whether a unit is a picture that stands in the text.
fn is_picture(unit: &Unit<'_>) -> bool {
    unit.verdict == Verdict::Remove("picture") && !matches!(unit.block.kind, BlockKind::Card { .. })
}

/// Whether a unit may stand between a picture and its caption: `Open this photo in gallery:`, who took it.
fn is_beside(unit: &Unit<'_>) -> bool {
    let name = || {
        let text = unit.block.prose.as_str();
        let words = text.split(' ').filter(|word| !word.is_empty());
        unit.block.kind == BlockKind::Paragraph
            && (2..=3).contains(&words.clone().count())
            && words.clone().all(|word| word.starts_with(char::is_uppercase))
            && text.ends_with(char::is_alphabetic)
    };
    matches!(unit.verdict, Verdict::Remove("player" | "picture-credit")) || name()
}

/// Takes captions out.
pub fn mark(units: &mut [Unit<'_>]) {
    let mut behind_picture = false;
    let mut alt = Vec::new();
    for unit in units.iter_mut() {
        let block = &unit.block;
        let text = block.prose.as_str();
        let at_start = block.images.first().is_some_and(|image| image.at == 0);
        if unit.verdict == Verdict::Keep
            && block.kind == BlockKind::Paragraph
            && (behind_picture || at_start)
            && !has_more(text, LONGEST)
            && (CREDIT.is_match(text) || is_italic(block) || says_again(&alt, text))
        {
            unit.verdict = Verdict::Remove("caption");
        }
        if !unit.verdict.is_of_markup() {
            let picture = is_picture(unit);
            behind_picture = picture || behind_picture && is_beside(unit);
            if picture || !behind_picture {
                alt = unit.block.images.last().filter(|_| picture).map(|image| words(&image.alt)).unwrap_or_default();
            }
        }
    }
}

/// Whether nearly all words of a line are those of a picture's alternative text.
fn says_again(alt: &[u64], text: &str) -> bool {
    /// The fewest words that tell.
    const FEWEST: usize = 3;
    if alt.len() < FEWEST {
        return false;
    }
    let words = words(text);
    let told = words.iter().filter(|word| alt.contains(word)).count();
    // A credit may stand behind, as may a place and a day.
    words.len() >= FEWEST
        && text.contains(char::is_lowercase)
        && (told * 5 >= words.len() * 4 || told * 5 >= alt.len() * 4 && told * 5 >= words.len() * 3)
}

/// The first words of a text, as numbers.
fn words(text: &str) -> Vec<u64> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(LONGEST).map(hash_lower).collect()
}

/// Whether all of a text is emphasised.
fn is_italic(block: &Block) -> bool {
    let marked: usize =
        block.marks.iter().filter(|mark| mark.kind == MarkKind::Emphasis).map(|mark| mark.range.len()).sum();
    marked > 0 && marked + 1 >= block.prose.len()
}
