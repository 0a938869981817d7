//! Who spoke each quote where the text says so outright: for languages with word lists and no fitted weights.

use std::sync::Arc;

use foldhash::HashMap;

use super::mentions::{Candidate, Kind};
use super::ranking::Scene;
use super::scenes::Stage;
use super::strangers;
use super::{Attribution, NEAR, Place, evidence};
use crate::digest::model::{Evidence, Quote, QuoteKind, Reason, Speaker};
use crate::digest::people;
use crate::digest::words::Word;
use crate::rules::lexicon::Class;

/// A verb of saying stands so near behind its quote, in units.
const BEHIND: usize = 7;
/// And so near in front of it when no colon leads on.
const BEFORE: usize = 10;
/// A sentence is read back so far.
const REACH: usize = 40;
/// A subject stands so near at its verb.
const BESIDE: usize = 7;
/// What stands between a colon and the words behind it.
const OPENING: [char; 9] = [' ', '\u{a0}', '\u{202f}', '«', '»', '„', '“', '"', '‹'];
/// Blocks in which a pronoun's person was named last.
const RECENT: usize = 2;

/// Attributes the quotes of an article one after another.
pub struct Explicit<'a> {
    stage: &'a Stage<'a>,
    quotes: &'a [Quote],
    /// The words of all roles, each with the one person who has it.
    roles: HashMap<&'a str, Option<usize>>,
    last: Option<Last>,
}

/// The last quote that got a speaker.
#[derive(Clone, Copy)]
struct Last {
    quote: usize,
    place: Place,
    person: Option<usize>,
}

/// A mention that a quote hangs on.
#[derive(Clone, Copy)]
struct Tie {
    place: Place,
    reason: Reason,
    /// The unit of the verb, in the mention's block.
    cue: Option<usize>,
}

impl<'a> Explicit<'a> {
    pub fn new(stage: &'a Stage<'a>, quotes: &'a [Quote]) -> Self {
        let mut roles: HashMap<&str, Option<usize>> = HashMap::default();
        for (person, character) in stage.cast.characters.iter().enumerate() {
            for word in &character.roles {
                roles.entry(word).and_modify(|known| *known = None).or_insert(Some(person));
            }
        }
        Self { stage, quotes, roles, last: None }
    }

    pub fn next(&mut self, index: usize) -> Attribution {
        let Some((tie, person)) = self.find(index) else { return (None, None, None) };
        self.last = Some(Last { quote: index, place: tie.place, person });
        let stage = self.stage;
        let scene = &stage.scenes[tie.place.block];
        let mention = stage.mention(tie.place);
        let stranger = self.stranger(tie.place).filter(|_| person.is_none());
        let shown = stranger.map_or(mention, |place| stage.mention(place));
        let character = person.map(|person| &stage.cast.characters[person]);
        let speaker = Speaker {
            name: character.map(|character| Arc::clone(&character.name)),
            mention: people::mention(stage.all_words, tie.place.block, shown.words.clone()),
            role: character.and_then(|character| character.role.clone()),
        };
        let cue = tie.cue.and_then(|cue| scene.word(cue)).map(|word| scene.text[word.range()].into());
        let evidence = Evidence { reason: tie.reason, naming: evidence::naming(mention.kind), odds: None };
        (Some(speaker), cue, Some(evidence))
    }

    /// The tie of a quote, and the person meant.
    fn find(&self, index: usize) -> Option<(Tie, Option<usize>)> {
        let block = self.quotes[index].words.block();
        let unit = self.stage.unit_of_quote(block, index)?;
        let here = Look { scene: &self.stage.scenes[block], block };
        let tie = here.behind(unit).or_else(|| here.before(unit)).or_else(|| self.lead_in(block, unit));
        if let Some(tie) = tie {
            return self.person(tie.place).map(|person| (tie, person));
        }
        let last = self.last.filter(|last| self.goes_on(last.quote, index, unit))?;
        Some((Tie { place: last.place, reason: Reason::Turn, cue: None }, last.person))
    }

    /// A paragraph before that ends with a colon.
    fn lead_in(&self, block: usize, unit: usize) -> Option<Tie> {
        let before = block.checked_sub(1).filter(|_| unit == 0)?;
        let scene = &self.stage.scenes[before];
        let end = scene.clauses.units.len();
        let colon = scene.word(end.checked_sub(1)?)?.is_mark(&[':']);
        if colon { Look { scene, block: before }.before(end) } else { None }
    }

    /// Whether nothing but quotes stands in a quote's sentence, and the last speaker is still speaking.
    fn goes_on(&self, last: usize, index: usize, unit: usize) -> bool {
        let (before, quote) = (&self.quotes[last], &self.quotes[index]);
        let clauses = &self.stage.scenes[quote.words.block()].clauses;
        let scene = &self.stage.scenes[quote.words.block()];
        let sentence = clauses.sentence(clauses.sentence_of(unit));
        let start = match self.stage.unit_of_quote(quote.words.block(), last) {
            Some(last) if last >= sentence.start => last..unit,
            _ => sentence,
        };
        let alone = start.take(REACH).all(|at| scene.word(at).is_none_or(|word| !word.is_word()));
        let follows = last + 1 == index
            && (before.words.block() == quote.words.block()
                || before.words.block() + 1 == quote.words.block() && self.stage.unclosed(before));
        let here = Look { scene, block: quote.words.block() };
        follows && (alone || before.words.block() == quote.words.block() && here.bare_verb(unit))
    }

    /// Whether quoted words are a title or a label rather than what somebody said: a few of them inside a
    /// sentence, without a speaker or with a capital where only German has one.
    pub fn is_label(&self, index: usize, attributed: bool, nouns_are_capital: bool) -> bool {
        let quote = &self.quotes[index];
        let scene = &self.stage.scenes[quote.words.block()];
        let Some(unit) = self.stage.unit_of_quote(quote.words.block(), index) else { return false };
        let before = scene.text[..quote.words.range().start].trim_end_matches(OPENING);
        let titled = !nouns_are_capital
            && scene.text[quote.words.range()].starts_with(char::is_uppercase)
            && !before.ends_with(':');
        let opens = scene.clauses.sentence(scene.clauses.sentence_of(unit)).start == unit;
        let label =
            if opens { !attributed && scene.word(unit + 1).is_some_and(Word::is_word) } else { !attributed || titled };
        quote.kind == QuoteKind::Fragment && label
    }

    /// Whom a mention means: `None` when nobody can tell, an unnamed speaker as `Some(None)`.
    fn person(&self, place: Place) -> Option<Option<usize>> {
        let mention = self.stage.mention(place);
        match mention.kind {
            Kind::Pronoun => match self.stranger(place) {
                Some(stranger) => self.person(stranger),
                None => self.antecedent(place, mention).map(Some),
            },
            Kind::Definite => Some(self.described(place, mention)),
            _ => Some(mention.person),
        }
    }

    /// The description that a pronoun stands for.
    fn stranger(&self, place: Place) -> Option<Place> {
        let scene = &self.stage.scenes[place.block];
        let pronoun = scene.mentions[place.mention].kind == Kind::Pronoun;
        let mention = strangers::before(scene, place.mention, true).filter(|_| pronoun)?;
        Some(Place { block: place.block, mention })
    }

    /// The one person of the pronoun's gender who was named near before it, or who spoke last.
    fn antecedent(&self, place: Place, pronoun: &Candidate) -> Option<usize> {
        let agrees = |person: usize| {
            let gender = self.stage.cast.characters[person].gender;
            gender.is_none() || gender == pronoun.gender
        };
        let mut found: Option<usize> = None;
        let first = place.block.saturating_sub(RECENT);
        for at in (first..=place.block).rev() {
            let mentions = &self.stage.scenes[at].mentions;
            let end = if at == place.block { place.mention } else { mentions.len() };
            for person in
                mentions[..end].iter().rev().take(NEAR).filter_map(|mention| mention.person).filter(|&p| agrees(p))
            {
                match found {
                    None => found = Some(person),
                    Some(other) if other != person => {
                        let last = self.last.filter(|last| self.quotes[last.quote].words.block() + 1 >= place.block)?;
                        return last.person.filter(|&person| agrees(person));
                    }
                    Some(_) => {}
                }
            }
        }
        found.or_else(|| self.last.and_then(|last| last.person).filter(|&person| agrees(person)))
    }

    /// The only one of the article whose roles have the noun of a description.
    fn described(&self, place: Place, mention: &Candidate) -> Option<usize> {
        let scene = &self.stage.scenes[place.block];
        let noun = scene.words[mention.words.clone()].iter().rfind(|word| word.is_word())?;
        let noun = crate::text::fold::fold(&scene.text[noun.range()]);
        self.roles.get(noun.as_str()).copied().flatten()
    }
}

/// One block, looked at for what ties a mention to a quote.
struct Look<'a> {
    scene: &'a Scene<'a>,
    block: usize,
}

impl Look<'_> {
    fn tie(&self, mention: usize, reason: Reason, cue: Option<usize>) -> Tie {
        let mention = self.apposition(mention).unwrap_or(mention);
        Tie { place: Place { block: self.block, mention }, reason, cue }
    }

    /// The name between commas behind a description: `the director of the port, Jane Roe, said`.
    fn apposition(&self, mention: usize) -> Option<usize> {
        let described = matches!(self.scene.mentions[mention].kind, Kind::Definite | Kind::Indefinite);
        let from = self.scene.mentions[mention].units.end;
        let name = self.mentions(from, from + BESIDE).find(|&i| self.scene.mentions[i].kind == Kind::Person)?;
        let units = &self.scene.mentions[name].units;
        let comma = |unit: usize| self.scene.word(unit).is_some_and(|word| word.is_mark(&[',', '—', '–', '(', ')']));
        let between = comma(units.start - 1) && comma(units.end) && self.running(from..units.start - 1);
        (described && between).then_some(name)
    }

    fn is(&self, unit: usize, class: Class) -> bool {
        self.scene.word(unit).is_some_and(|word| word.is(class))
    }

    /// Whether no mark and no quote stands in some units.
    fn running(&self, mut units: std::ops::Range<usize>) -> bool {
        units.all(|unit| self.scene.word(unit).is_some_and(Word::is_word))
    }

    /// `“…”, said Smith`, `“…”, as Smith said`, `“…”, according to Smith`.
    fn behind(&self, unit: usize) -> Option<Tie> {
        let clauses = &self.scene.clauses;
        let start = self.verb_place(unit);
        if start >= clauses.units.len() || clauses.sentence_of(start) != clauses.sentence_of(unit) {
            return None;
        }
        let stop = (start + BEHIND).min(clauses.units.len());
        let verb = (start..stop).find(|&at| self.is(at, Class::CUE.or(Class::ACCORDING)))?;
        let inside = self.mentions(start, verb + 1);
        let in_mention = |at: usize| inside.clone().any(|i| self.scene.mentions[i].units.contains(&at));
        let connected = (start..verb).all(|at| self.is(at, Class::FUNCTION) || in_mention(at));
        if !self.running(start..verb) || !connected {
            return None;
        }
        if self.is(verb, Class::ACCORDING) {
            return self.according(verb);
        }
        let own = inside.clone().find(|&i| self.names(i) && !self.object(i));
        let subject = own.or_else(|| self.after(verb))?;
        let reason = if subject < inside.end && self.scene.mentions[subject].units.end <= verb {
            Reason::Subject
        } else {
            Reason::Inverted
        };
        Some(self.tie(subject, reason, Some(verb)))
    }

    /// `“…”, said.`: a verb whose subject is left out, as Romance and Slavic languages do.
    fn bare_verb(&self, unit: usize) -> bool {
        let start = self.verb_place(unit);
        let verb = (start..start + 3).find(|&at| self.is(at, Class::CUE));
        let ends = |at: usize| self.scene.word(at).is_none_or(|word| !word.is_word());
        verb.is_some_and(|verb| ends(verb + 1) && self.running(start..verb))
    }

    /// Behind a quote and the marks there.
    fn verb_place(&self, unit: usize) -> usize {
        let mark = |at: &usize| self.scene.word(*at).is_some_and(|word| word.is_mark(&[',', '—', '–', '-', '?', '!']));
        unit + 1 + (unit + 1..unit + 3).take_while(mark).count()
    }

    /// `Smith said: “…”`, `On Monday said Smith: “…”`, `According to Smith it is “…”`, `Smith: “…”`.
    fn before(&self, end: usize) -> Option<Tie> {
        let clauses = &self.scene.clauses;
        let sentence = clauses.sentence(clauses.sentence_of(end.checked_sub(1)?));
        let start = sentence.start.max(end.saturating_sub(REACH));
        let colon = self.scene.word(end - 1).is_some_and(|word| word.is_mark(&[':']));
        let reporters = (start..end).rev().take_while(|&at| self.scene.word(at).is_some());
        let verb = reporters.into_iter().find(|&at| self.is(at, Class::CUE.or(Class::ACCORDING)));
        let Some(verb) = verb.filter(|&verb| colon || end - verb <= BEFORE || self.is(verb, Class::ACCORDING)) else {
            let mut labels = self.mentions(start, end - 1).filter(|&i| self.names(i));
            let label = labels.next().filter(|_| colon)?;
            let opens = self.scene.mentions[label].units.start == sentence.start;
            return (opens && labels.next().is_none()).then(|| self.tie(label, Reason::Colon, None));
        };
        if self.is(verb, Class::ACCORDING) {
            return self.according(verb);
        }
        let next = self.after(verb).filter(|&i| self.scene.mentions[i].units.start == verb + 1 && self.personal(i));
        if let Some(subject) = self.in_front(start, verb).filter(|&i| self.personal(i) || next.is_none()) {
            return Some(self.tie(subject, Reason::Subject, Some(verb)));
        }
        let subject = self.after(verb).filter(|&i| self.scene.mentions[i].units.end <= end)?;
        Some(self.tie(subject, Reason::Inverted, Some(verb)))
    }

    /// The indices of the mentions that start in a range of units.
    fn mentions(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let place = |unit: usize| self.scene.mentions.partition_point(|mention| mention.units.start < unit);
        place(start)..place(end)
    }

    /// A person, by name or pronoun.
    fn personal(&self, mention: usize) -> bool {
        matches!(self.scene.mentions[mention].kind, Kind::Person | Kind::Pronoun)
    }

    /// Whether a mention names somebody who can speak.
    fn names(&self, mention: usize) -> bool {
        let kinds = [Kind::Organisation, Kind::Definite, Kind::Indefinite, Kind::Group, Kind::Body];
        self.personal(mention) || kinds.contains(&self.scene.mentions[mention].kind)
    }

    /// Whether a preposition stands before a mention.
    fn object(&self, mention: usize) -> bool {
        let start = self.scene.mentions[mention].units.start;
        let bare = (0..start).rev().find(|&at| !self.is(at, Class::DETERMINER.without(Class::PREPOSITION)));
        bare.is_some_and(|at| self.is(at, Class::PREPOSITION))
    }

    /// The subject behind a verb, or tied to it: the first person, else the first by what they are, else a name.
    fn after(&self, verb: usize) -> Option<usize> {
        let near = self.mentions(verb, verb + BESIDE);
        let free = |&i: &usize| {
            let start = self.scene.mentions[i].units.start;
            self.running(verb.min(start)..start) && !self.object(i)
        };
        let first = |test: &dyn Fn(usize) -> bool| near.clone().filter(free).find(|&i| test(i));
        let kind = |i: usize| self.scene.mentions[i].kind;
        first(&|i| self.personal(i))
            .or_else(|| first(&|i| matches!(kind(i), Kind::Definite | Kind::Indefinite)))
            .or_else(|| first(&|i| kind(i) == Kind::Unknown && self.scene.mentions[i].units.start == verb + 1))
            .or_else(|| first(&|i| self.names(i)))
    }

    /// The subject in front of a verb: who the sentence starts with, or stands right there.
    fn in_front(&self, start: usize, verb: usize) -> Option<usize> {
        let mut subjects = self
            .mentions(start, verb)
            .filter(|&i| self.scene.mentions[i].units.end <= verb && self.names(i) && !self.object(i));
        let first = subjects.next()?;
        let last = subjects.next_back().unwrap_or(first);
        if self.apposition(first) == Some(last) {
            return Some(last);
        }
        let light = Class::AUXILIARY.or(Class::ADVERB).or(Class::OBJECT).or(Class::TIME);
        let adjacent = (self.scene.mentions[last].units.end..verb).all(|at| self.is(at, light));
        let alone = first == last
            || self.scene.mentions[first].person.is_some()
                && self.mentions(start, verb).all(|i| {
                    let person = self.scene.mentions[i].person;
                    person.is_none() || person == self.scene.mentions[first].person
                });
        if adjacent && self.personal(last) {
            Some(last)
        } else if alone {
            Some(first)
        } else {
            adjacent.then_some(last)
        }
    }

    /// Who stands behind `laut`, or in front of `zufolge`.
    fn according(&self, word: usize) -> Option<Tie> {
        let mut behind = self
            .mentions(word + 1, word + 4)
            .filter(|&i| self.names(i) || self.scene.mentions[i].kind == Kind::Unknown);
        let before = || {
            self.mentions(word.saturating_sub(BESIDE), word)
                .rfind(|&i| self.scene.mentions[i].units.end == word && self.names(i))
        };
        let mention = behind.find(|&i| self.running(word + 1..self.scene.mentions[i].units.start)).or_else(before)?;
        Some(self.tie(mention, Reason::According, Some(word)))
    }
}
