//! Finds runs of capitalised words that name somebody or something, title and name apart.

use std::ops::Range;

use super::name::{Gender, Name, is_small, is_weekday, kind};
use crate::digest::words::{Shape, Word};
use crate::rules::lexicon::Class;
use crate::text::words::ByHash;

/// How the article writes the words that open a sentence with a capital: what tells a name from a word that is capital
/// by its place alone.
#[derive(Debug, Default)]
pub struct Seen(ByHash<Cases>);

/// The ways in which a word is written.
#[derive(Clone, Copy, Debug, Default)]
struct Cases {
    small: bool,
    /// With a capital where no sentence opens.
    capital: bool,
}

impl Seen {
    pub fn new(blocks: &[Vec<Word>]) -> Self {
        let mut seen = Self::default();
        let mut few = Few::default();
        for words in blocks {
            for (i, word) in words.iter().enumerate() {
                if matches!(word.shape, Shape::Capital) && !has_job(word) && opens_sentence(words, i) {
                    seen.0.insert(word.hash, Cases::default());
                    few.put(word.hash);
                }
            }
        }
        for words in blocks {
            for (i, word) in words.iter().enumerate() {
                let small = matches!(word.shape, Shape::Lower);
                if !matches!(word.shape, Shape::Lower | Shape::Capital) || !few.may_have(word.hash) {
                    continue;
                }
                let Some(cases) = seen.0.get_mut(&word.hash) else { continue };
                cases.small |= small;
                cases.capital |= !small && !opens_sentence(words, i);
            }
        }
        seen
    }

    fn cases(&self, word: &Word) -> Cases {
        self.0.get(&word.hash).copied().unwrap_or_default()
    }
}

/// Which words a table of few may have: most others are told by one bit of memory.
#[derive(Default)]
struct Few([u64; 32]);

impl Few {
    fn put(&mut self, hash: u64) {
        self.0[hash as usize % 32] |= 1 << (hash >> 5 & 63);
    }

    #[inline]
    fn may_have(&self, hash: u64) -> bool {
        self.0[hash as usize % 32] >> (hash >> 5 & 63) & 1 == 1
    }
}

/// Adds the names in a block, in order; whether it is a [headline](is_headline) is known.
pub fn find(block: usize, text: &str, words: &[Word], seen: &Seen, english: bool, headline: bool, out: &mut Vec<Name>) {
    let mut i = 0;
    while i < words.len() {
        if !words[i].is_capital() {
            i += 1;
            continue;
        }
        let end = run_end(text, words, i, headline);
        // What tells where somebody is from is no name: `Port Ada-based`.
        let modifies = |&i: &usize| !words[i].plain && is_modifier(&text[words[i].range()]);
        let from = (i..end).rev().find(modifies).map_or(i, |modifier| modifier + 1);
        let run = strip_lead(text, words, from..end, seen);
        out.extend(name(block, text, words, run, english));
        i = end;
    }
}

/// Whether nearly all words of a block have a capital, as in a headline: there a capital tells no name. A headline has
/// no full stop.
pub fn is_headline(words: &[Word]) -> bool {
    if words.len() > HEADLINE || words.last().is_some_and(|word| word.is_mark(&['.'])) {
        return false;
    }
    let long = || words.iter().filter(|word| word.is_word() && word.range().len() >= LONG);
    let (all, small) = (long().count(), long().filter(|word| word.shape == Shape::Lower).count());
    all >= 4 && small * 5 <= all
}

/// From so many bytes on a headline writes every word with a capital.
const LONG: usize = 4;

/// No headline has more words and marks.
const HEADLINE: usize = 30;

/// No name is longer; a heading in capitals is.
const LONGEST: usize = 12;

fn run_end(text: &str, words: &[Word], start: usize, headline: bool) -> usize {
    let mut end = start + 1;
    while let Some(word) = words.get(end) {
        if end - start > LONGEST {
            break;
        }
        let next_capital = words.get(end + 1).is_some_and(Word::is_capital);
        // `in the U.S. He said`: a sentence ends with the abbreviation.
        let before = &words[end - 1];
        let ended = !before.plain && text.as_bytes()[before.end as usize - 1] == b'.' && !before.is(Class::TITLE);
        if ended && word.is(Class::FUNCTION.or(Class::COMMON)) {
            break;
        }
        // The cells of a table: `Ann Roe	Quill Town`.
        if text.as_bytes()[before.end as usize..word.start as usize].contains(&b'\t') {
            break;
        }
        let joined = particles(words, end).max(if headline { 0 } else { nickname(words, end) });
        if joined > 0 {
            end += joined;
            continue;
        }
        let joint = match word.shape {
            Shape::Capital => !(headline && is_small(word)),
            Shape::Acronym => true,
            Shape::Lower if next_capital && end > start => {
                words[end - 1].is(Class::ORGANISATION) && matches!(&text[word.range()], "of" | "for" | "on")
            }
            Shape::Mark('&') => next_capital,
            _ => false,
        };
        if !joint {
            break;
        }
        end += 1;
    }
    end
}

/// How many small words of a name lead from here to its next capital: `van der Meer`. Where such a word is a preposition
/// too, as `von` and `de` are, only behind a first name.
fn particles(words: &[Word], at: usize) -> usize {
    if !words[at].is(Class::PARTICLE) || words[at].is(Class::DETERMINER) {
        return 0;
    }
    let given = words[at - 1].is(Class::FIRST_NAME);
    let small = |word: &&Word| word.shape == Shape::Lower && word.is(Class::PARTICLE);
    let length = words[at..].iter().take(2).take_while(small).count();
    let joins = given || !words[at].is(Class::PREPOSITION);
    if joins && words.get(at + length).is_some_and(Word::is_capital) { length } else { 0 }
}

/// Marks around a nickname.
const QUOTATION: [char; 6] = ['“', '”', '"', '‘', '’', '\''];

/// How many words and marks of a nickname lead from here to the surname: `Harold “Bud” Roe`.
fn nickname(words: &[Word], at: usize) -> usize {
    const NONE: Class = Class::FUNCTION.or(Class::COMMON).or(Class::ORGANISATION).or(Class::PLACE).or(Class::TIME);
    let plain = |word: &Word| word.is_capital() && (word.is(Class::FIRST_NAME) || !word.is(NONE));
    let mark = |word: &Word| word.is_mark(&QUOTATION);
    if !mark(&words[at]) {
        return 0;
    }
    let inner = words[at..].iter().skip(1).take(2).take_while(|word| plain(word)).count();
    let Some([open, .., close, surname]) = words.get(at..at + inner + 3) else { return 0 };
    let opens = open.spaced && !words[at + 1].spaced && plain(&words[at - 1]);
    let closes = mark(close) && !close.spaced && surname.spaced && plain(surname);
    if inner > 0 && opens && closes { inner + 2 } else { 0 }
}

/// Whether the words behind a mark go on with a sentence: it closes a quote that ends in a comma.
fn closes_inside(words: &[Word], mark: usize) -> bool {
    words[mark].is_mark(&['”', '"', '»']) && !words[mark].spaced && mark > 0 && words[mark - 1].is_mark(&[','])
}

fn opens_sentence(words: &[Word], i: usize) -> bool {
    i == 0
        || !(words[i].spaced && closes_inside(words, i - 1))
            && words[i - 1].is_mark(&[
                '.', '?', '!', ':', '“', '"', '”', '‘', '«', '„', '—', '–', '-', '•', '*', '(', '…', '|', ';',
            ])
}

/// Whether a word has a job in the sentence, or is a common one: no name begins with most of them.
fn has_job(word: &Word) -> bool {
    word.is(Class::FUNCTION.or(Class::COMMON)) && !word.is(Class::TITLE)
}

/// Takes off leading words that are capital by their place alone, and `The`.
fn strip_lead(text: &str, words: &[Word], mut run: Range<usize>, seen: &Seen) -> Range<usize> {
    while !run.is_empty() {
        let word = &words[run.start];
        let opens = opens_sentence(words, run.start);
        let alone = run.len() == 1 || !words[run.start + 1].is_capital() && !words[run.start + 1].is_mark(&QUOTATION);
        let strip = if opens_place(text, words, run.start) || !opens && is_said(text, words, &run) {
            false
        } else if has_job(word) {
            // `My` is a first name too, and hardly ever one in English.
            opens || !word.is(Class::FIRST_NAME) || word.is(Class::POSSESSIVE) || is_time_before(text, words, run.start)
        } else {
            opens && word.shape == Shape::Capital && {
                let cases = seen.cases(word);
                let once = alone && !cases.capital && !known(word) && !leads(words, run.end);
                let ends = |end: &str| text[word.range()].ends_with(end);
                // `Using Ann Roe's letter`.
                let before_name = || words[run.start + 1].is(Class::FIRST_NAME);
                (cases.small || once || ends("ly") || ends("ing") && (alone || before_name()))
                    && (alone || !word.is(Class::FIRST_NAME.or(Class::TITLE).or(Class::PLACE)))
                    && (alone || !word.is(Class::ORGANISATION.or(Class::ROLE).or(Class::NATION)))
                    || !alone && says_who(words, &run)
            }
        };
        if !strip {
            break;
        }
        run.start += 1;
    }
    while run.start < run.end && !words[run.start].is_capital() {
        run.start += 1;
    }
    run
}

/// Whether a name stands beside its verb that begins like a word with a job in the sentence: `said Per Roe`, `“…,” Per
/// Roe said`. Newspapers and books that do are asked and told things, and say nothing: `told In Touch`.
fn is_said(text: &str, words: &[Word], run: &Range<usize>) -> bool {
    const JOB: Class = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::ADVERB).or(Class::AUXILIARY);
    let name = words[run.start].is(JOB)
        && !words[run.start].is(Class::DETERMINER.or(Class::RELATIVE))
        && run.len() > 1
        && words[run.start + 1].is_capital()
        && !words[run.start + 1].is(Class::FUNCTION.or(Class::COMMON).or(Class::TITLE));
    let said = |i: usize| matches!(&text[words[i].range()], "said" | "says" | "added" | "adds");
    let quote = |i: usize| words[i].is_mark(&['”', '"', '»']);
    name && run.start > 0 && (said(run.start - 1) || quote(run.start - 1) && run.end < words.len() && said(run.end))
}

/// Whether a verb of saying opens the sentence, and its subject is all that stands behind it: `Said Roe, “…`.
fn says_who(words: &[Word], run: &Range<usize>) -> bool {
    let verb = &words[run.start];
    verb.is(Class::CUE) && !verb.is(Class::BASE) && words.get(run.end).is_some_and(|word| word.is_mark(&[',', ':']))
}

/// Whether a word belongs to the place behind it: `New Jersey Gov. Jane Roe`.
pub fn opens_place(text: &str, words: &[Word], i: usize) -> bool {
    let other = Class::TITLE.or(Class::ROLE).or(Class::NATION).or(Class::ORGANISATION).or(Class::GROUP);
    // `New Jersey`, but `New Ann Roe letters`
    let given = |word: &Word| word.is(Class::FIRST_NAME) && words.get(i + 2).is_some_and(Word::is_capital);
    let place = |word: &Word| word.is(Class::PLACE) || word.shape == Shape::Capital && !word.is(other) && !given(word);
    &text[words[i].range()] == "New" && words.get(i + 1).is_some_and(place)
}

/// `Harbour-based`, `Mum-of-three`, `R-Ostra`: tells of somebody, and is no part of a name.
fn is_modifier(word: &str) -> bool {
    let of_party = matches!(word.as_bytes(), [b'R' | b'D' | b'I', b'-', b'A'..=b'Z', _, ..]);
    of_party
        || word.contains("-of-")
        || word.rsplit_once('-').is_some_and(|(_, last)| {
            matches!(
                last,
                "based"
                    | "born"
                    | "bred"
                    | "led"
                    | "backed"
                    | "run"
                    | "owned"
                    | "funded"
                    | "trained"
                    | "educated"
                    | "style"
            )
        })
}

/// Whether the word before makes a month of a name that may be either: `In May Olsen had warned`.
fn is_time_before(text: &str, words: &[Word], i: usize) -> bool {
    let before = i.checked_sub(1).map(|before| text[words[before].range()].to_lowercase());
    before.is_some_and(|before| matches!(before.as_str(), "in" | "since" | "until" | "last" | "next" | "this"))
}

fn known(word: &Word) -> bool {
    word.is(Class::FIRST_NAME
        .or(Class::TITLE)
        .or(Class::ROLE)
        .or(Class::PLACE)
        .or(Class::NATION)
        .or(Class::ORGANISATION)
        .or(Class::GROUP))
}

/// Whether what stands behind a word is what stands behind a name: a verb of saying, a comma, an owner's mark.
fn leads(words: &[Word], end: usize) -> bool {
    words.get(end).is_some_and(|word| {
        word.shape == Shape::Genitive
            || word.is_mark(&[',', ':', '('])
            || word.is(Class::CUE.or(Class::AUXILIARY)) && !word.is(Class::BASE)
    })
}

fn name(block: usize, text: &str, words: &[Word], run: Range<usize>, english: bool) -> Option<Name> {
    let mut run = run;
    // A day behind a name is not part of it: `Smith Tuesday`. Some are called like a month, and nobody's surname is a day.
    let is_time = |word: &Word| word.is(Class::TIME) && !word.is(Class::FIRST_NAME) || is_weekday(text, word);
    while run.len() > 1 && is_time(&words[run.end - 1]) {
        run.end -= 1;
    }
    // Nor a month in front: `In May Smith had`.
    while run.len() > 1
        && words[run.start].is(Class::TIME)
        && (!english || run.start.checked_sub(1).is_some_and(|i| words[i].is(Class::PREPOSITION)))
    {
        run.start += 1;
    }
    if run.is_empty() {
        return None;
    }
    // Letters behind a name: `Ann Roe MP`.
    let letters = (run.start + 2..run.end)
        .rev()
        .take_while(|&i| words[i].is(Class::LETTERS) && is_letters_shape(text, &words[i]))
        .count();
    let title = run.clone().rev().skip(1 + letters).find(|&i| {
        words[i].is(Class::TITLE.or(Class::ROLE)) && !inner(text, words, &run, i) && !is_given(text, words, &run, i)
    });
    let in_front = lower_title(words, run.start);
    let mut start = title.map_or(run.start, |i| i + 1);
    if title.is_none() {
        let lead = Class::PLACE.or(Class::NATION).or(Class::ORGANISATION).or(Class::TIME).or(Class::GROUP);
        let given = (run.start + 1..run.end.saturating_sub(1)).find(|&i| {
            words[i].is(Class::FIRST_NAME)
                && !words[i].is(Class::ORGANISATION.or(Class::PLACE))
                && (run.start..i).all(|j| {
                    !english && !words[j].is(Class::FIRST_NAME) || words[j].is(lead) || words[j].shape == Shape::Acronym
                })
                && !words[run.end - 1].is(Class::ORGANISATION)
        });
        start = given.unwrap_or(start);
    }
    if !english && start == run.start && run.len() > 2 && complement(words, start) {
        start += 1;
    }
    // A whole name stands before letters.
    let end = if run.end - letters >= start + 2 { run.end - letters } else { run.end };
    let name = start..end;
    let class = |i: usize| words[i].class;
    let gender = title.and_then(|i| Gender::of(class(i))).or(in_front.and_then(|i| Gender::of(class(i))));
    let titled = title.is_some() || in_front.is_some();
    Some(Name { block, whole: run, kind: kind(text, words, &name, titled)?, words: name, titled, gender, person: None })
}

/// Whether the word belongs to a role in front, and the name starts behind it: `le ministre des Transports Luc Arnaud`.
fn complement(words: &[Word], at: usize) -> bool {
    let small =
        words[..at].iter().rev().take(2).take_while(|word| word.is(Class::PREPOSITION.or(Class::DETERMINER))).count();
    small > 0 && at.checked_sub(small + 1).is_some_and(|i| words[i].is(Class::ROLE))
}

/// A word of the title's kind that is really part of the name: `Stephen King Jr.`, `Martin Luther King III`.
fn inner(text: &str, words: &[Word], run: &Range<usize>, i: usize) -> bool {
    // `Gov.` stands in front of every name.
    if words[i].is(Class::TITLE) && !words[i].is(Class::SUFFIX) && text[words[i].range()].ends_with('.') {
        return false;
    }
    // `Quill Campaign Director Ann Roe`: a whole name stands behind the role.
    let named = i + 2 < run.end && words[i + 1].is(Class::FIRST_NAME) && words[i].is(Class::ROLE);
    i > run.start
        && !named
        && words[run.start].is(Class::FIRST_NAME)
        && !words[run.start].is(Class::TITLE.or(Class::PLACE).or(Class::NATION))
        || words[i + 1..run.end]
            .iter()
            .all(|word| word.is(Class::SUFFIX.or(Class::ORGANISATION).or(Class::TITLE).or(Class::ROLE)))
        || words[i + 1..run.end].first().is_some_and(|word| !word.is_capital())
}

/// A title that is the first name here: `Dean Roe said`, `Baron Roe, a drummer`, `J. P. “Duke” Roe`. Whoever has a title
/// has no other role told like that.
fn is_given(text: &str, words: &[Word], run: &Range<usize>, i: usize) -> bool {
    if i > run.start && words[i - 1].is_mark(&QUOTATION) {
        return true;
    }
    let one = run.end - i == 2 || !words[i + 1].is(Class::FIRST_NAME);
    let behind_title = i > run.start && words[i - 1].is(Class::TITLE) && words[i].is(Class::GIVEN);
    let first = (i == run.start || behind_title) && one && words[i + 1].is_capital() && words[i].is(Class::FIRST_NAME);
    let article = |word: &Word| matches!(&text[word.range()], "a" | "an");
    let apposed = || {
        let behind = words.get(run.end..run.end + 2);
        behind.is_some_and(|behind| behind[0].is_mark(&[',']) && article(&behind[1]))
    };
    // Kings, queens and bishops are roles too, and keep their titles.
    let title = |word: &Word| word.is(Class::TITLE) && !word.is(Class::ROLE.or(Class::COURTESY));
    let noble = || title(&words[i]) && words[i].is(Class::MALE);
    first && (words[i].is(Class::GIVEN) || noble() && apposed())
}

/// Capital letters as behind a name, `KC` or `PhD`.
fn is_letters_shape(text: &str, word: &Word) -> bool {
    word.is_capital() && text[word.range()].chars().filter(|c| c.is_uppercase()).count() > 1
}

/// A role in small letters right in front: `spokesman John Roe`.
fn lower_title(words: &[Word], start: usize) -> Option<usize> {
    let i = start.checked_sub(1)?;
    (words[i].shape == Shape::Lower && words[i].is(Class::ROLE.or(Class::TITLE))).then_some(i)
}
