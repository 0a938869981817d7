//! One block, looked at for what ties a mention to a quote, in languages with word lists and no fitted weights.

use std::ops::Range;

use super::Place;
use super::mentions::Kind;
use super::ranking::Scene;
use crate::digest::model::Reason;
use crate::digest::words::{Shape, Word};
use crate::rules::lexicon::Class;

/// A verb of saying stands so near behind its quote, in units.
const BEHIND: usize = 7;
/// And so near in front of it when no colon leads on.
const BEFORE: usize = 10;
/// A sentence is read back so far.
const REACH: usize = 40;
/// A subject stands so near at its verb.
const BESIDE: usize = 7;

/// A mention that a quote hangs on.
#[derive(Clone, Copy)]
pub struct Tie {
    pub place: Place,
    pub reason: Reason,
    /// The unit of the verb, in the mention's block.
    pub cue: Option<usize>,
}

/// One block, looked at for what ties a mention to a quote.
pub struct Look<'a> {
    pub scene: &'a Scene<'a>,
    pub block: usize,
}

impl Look<'_> {
    pub fn tie(&self, mention: usize, reason: Reason, cue: Option<usize>) -> Tie {
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
        let closed = comma(units.end) || self.ends(units.end);
        let between = comma(units.start - 1) && closed && self.running(from..units.start - 1);
        (described && between).then_some(name)
    }

    fn is(&self, unit: usize, class: Class) -> bool {
        self.scene.word(unit).is_some_and(|word| word.is(class))
    }

    /// Whether no mark and no quote stands in some units.
    pub fn running(&self, mut units: Range<usize>) -> bool {
        units.all(|unit| self.scene.word(unit).is_some_and(Word::is_word))
    }

    /// `“…”, said Smith`, `“…”, as Smith said`, `“…”, according to Smith`.
    pub fn behind(&self, unit: usize) -> Option<Tie> {
        let clauses = &self.scene.clauses;
        let start = self.verb_place(unit);
        if start >= clauses.units.len() || clauses.sentence_of(start) != clauses.sentence_of(unit) {
            return None;
        }
        let stop = (start + BEHIND).min(clauses.units.len());
        let said = |at: &usize| self.is(*at, Class::CUE.or(Class::ACCORDING));
        let verb = (start..stop).find(said).or_else(|| self.any_verb(unit, start))?;
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

    /// Any verb, where its place between a quote and a person tells that it is one of saying: `„…“, rechnet er vor`.
    fn any_verb(&self, unit: usize, start: usize) -> Option<usize> {
        const LIGHT: Class = Class::OBJECT.or(Class::AUXILIARY);
        let noun = Class::FUNCTION.or(Class::TITLE).or(Class::ROLE).or(Class::TIME).or(Class::ORGANISATION);
        let verb = (start..start + 3).find(|&at| !self.is(at, LIGHT.without(Class::SUBJECT)))?;
        let word = self.scene.word(verb)?;
        let tied = word.is(Class::SUBJECT) && self.scene.text[word.range()].contains('-');
        let next = self.mentions(verb + 1, verb + 2).next().map(|i| &self.scene.mentions[i]);
        let who = next.is_some_and(|next| match next.kind {
            Kind::Person => true,
            Kind::Pronoun => next.gender.is_some(),
            _ => false,
        });
        let lower = word.shape == Shape::Lower && !word.is(noun);
        (start > unit + 1 && (tied || lower && who)).then_some(verb)
    }

    /// `“…”, said.`, `“…”, said on Monday`: the verb whose subject is left out, as Romance and Slavic languages do.
    pub fn bare_verb(&self, unit: usize) -> Option<usize> {
        let start = self.verb_place(unit);
        let verb = (start..start + 3).find(|&at| self.is(at, Class::CUE))?;
        let leads_on = Class::PREPOSITION.or(Class::ADVERB).or(Class::TIME).or(Class::CONJUNCTION);
        let alone = self.scene.word(verb + 1).is_none_or(|next| !next.is_word() || next.is(leads_on));
        (alone && self.running(start..verb)).then_some(verb)
    }

    /// Whether nothing but quotes stands in some units.
    pub fn alone(&self, units: Range<usize>) -> bool {
        units.take(REACH).all(|at| self.scene.word(at).is_none_or(|word| !word.is_word()))
    }

    /// Whether no word stands at a unit, or a sentence ends before it.
    fn ends(&self, at: usize) -> bool {
        let clauses = &self.scene.clauses;
        self.scene.word(at).is_none_or(|word| word.is_mark(&['.', '!', '?', '…']))
            || clauses.sentence_of(at) != clauses.sentence_of(at - 1)
    }

    /// Who a sentence is about: the first by name or by what they are who is no object, else the only one by name, else
    /// an organisation that the sentence opens with.
    pub fn subject(&self, sentence: Range<usize>) -> Option<usize> {
        let all = self.mentions(sentence.start, sentence.end);
        let opens = |i: usize| self.scene.mentions[i].units.start == sentence.start;
        let leads = |i: usize, class: Class| self.is(self.scene.mentions[i].units.start, class);
        // `Para Roe, pesquisadora, é simples`: what stands behind a name without an article is no other person.
        let described = |i: usize| {
            matches!(self.scene.mentions[i].kind, Kind::Definite | Kind::Indefinite)
                && (opens(i) || leads(i, Class::DETERMINER))
        };
        let only = || {
            let mut people = all.clone().filter(|&i| self.personal(i));
            let one = people.next()?;
            people.all(|i| self.scene.mentions[i].person == self.scene.mentions[one].person).then_some(one)
        };
        let one_of = |i: usize| (self.personal(i) || described(i)) && !self.object(i);
        let free = all.clone().find(|&i| one_of(i) && !leads(i, Class::POSSESSIVE));
        let body = |&i: &usize| {
            matches!(self.scene.mentions[i].kind, Kind::Organisation | Kind::Body | Kind::Document) && opens(i)
        };
        free.or_else(|| all.clone().find(|&i| one_of(i))).or_else(only).or_else(|| all.clone().next().filter(body))
    }

    /// `En un comunicado asegura que es “…”`: a verb of saying in front of a quote, and nobody before it who may say it.
    pub fn bare_verb_before(&self, unit: usize) -> Option<usize> {
        let sentence = self.scene.clauses.sentence(self.scene.clauses.sentence_of(unit));
        let start = sentence.start.max(unit.saturating_sub(REACH));
        let said =
            (start..unit).rev().take_while(|&at| self.scene.word(at).is_some()).find(|&at| self.is(at, Class::CUE));
        let verb = said.filter(|&verb| unit - verb <= BEFORE)?;
        (!self.mentions(start, unit).any(|i| self.names(i) && !self.object(i))).then_some(verb)
    }

    /// Whether the words before a quote are of its sentence, or lead on to it.
    pub fn is_led(&self, unit: usize) -> bool {
        let clauses = &self.scene.clauses;
        unit > 0 && (self.colon(unit) || clauses.sentence_of(unit - 1) == clauses.sentence_of(unit))
    }

    /// Whether a colon stands before a quote, and nobody before that in the sentence: `Et d'ajouter : « … »`.
    pub fn bare_colon(&self, unit: usize) -> bool {
        let sentence = || self.scene.clauses.sentence(self.scene.clauses.sentence_of(unit - 1));
        self.colon(unit) && self.subject(sentence().start..unit).is_none()
    }

    /// Whether a colon stands before a quote.
    pub fn colon(&self, unit: usize) -> bool {
        unit.checked_sub(1).and_then(|at| self.scene.word(at)).is_some_and(|word| word.is_mark(&[':']))
    }

    /// Behind a quote and the marks there.
    fn verb_place(&self, unit: usize) -> usize {
        let mark = |at: &usize| self.scene.word(*at).is_some_and(|word| word.is_mark(&[',', '—', '–', '-', '?', '!']));
        unit + 1 + (unit + 1..unit + 3).take_while(mark).count()
    }

    /// `Smith said: “…”`, `On Monday said Smith: “…”`, `According to Smith it is “…”`, `Smith: “…”`.
    pub fn before(&self, end: usize) -> Option<Tie> {
        let clauses = &self.scene.clauses;
        let sentence = clauses.sentence(clauses.sentence_of(end.checked_sub(1)?));
        let start = sentence.start.max(end.saturating_sub(REACH));
        let colon = self.scene.word(end - 1).is_some_and(|word| word.is_mark(&[':']));
        let reporters = (start..end).rev().take_while(|&at| self.scene.word(at).is_some());
        let verb = reporters.into_iter().find(|&at| self.is(at, Class::CUE.or(Class::ACCORDING)));
        let Some(verb) = verb.filter(|&verb| colon || end - verb <= BEFORE || self.is(verb, Class::ACCORDING)) else {
            // Whatever the verb is, a colon leads from whom the sentence is about to what they say.
            let about = self.subject(start..end).filter(|_| colon && start == sentence.start)?;
            return Some(self.tie(about, Reason::Colon, None));
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
    fn mentions(&self, start: usize, end: usize) -> Range<usize> {
        let place = |unit: usize| self.scene.mentions.partition_point(|mention| mention.units.start < unit);
        place(start)..place(end)
    }

    /// A person, by name or pronoun.
    fn personal(&self, mention: usize) -> bool {
        matches!(self.scene.mentions[mention].kind, Kind::Person | Kind::Pronoun)
    }

    /// Whether a mention names somebody who can speak.
    fn names(&self, mention: usize) -> bool {
        let kinds = [Kind::Organisation, Kind::Definite, Kind::Indefinite, Kind::Group, Kind::Body, Kind::Document];
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
            .or_else(|| {
                // `raconte le Marseillais`
                let beside = |i: usize| self.scene.mentions[i].units.start == verb + 1;
                let fits = |i: usize| kind(i) == Kind::Unknown || kind(i) == Kind::Thing && self.is(verb, Class::SAYS);
                first(&|i| fits(i) && beside(i))
            })
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
        // `Ein Sprecher der Stadtwerke sagte`
        let mut joint = self.scene.mentions[first].units.end..self.scene.mentions[last].units.start;
        if first != last && !self.personal(last) && joint.all(|at| self.is(at, Class::DETERMINER)) {
            return Some(first);
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
        let own = self.mentions(word.saturating_sub(1), word).find(|&i| {
            let mention = &self.scene.mentions[i];
            mention.kind == Kind::Pronoun && mention.units.contains(&word)
        });
        let mut behind = self
            .mentions(word + 1, word + 4)
            .filter(|&i| self.names(i) || matches!(self.scene.mentions[i].kind, Kind::Unknown | Kind::Thing));
        let before = || {
            self.mentions(word.saturating_sub(BESIDE), word)
                .rfind(|&i| self.scene.mentions[i].units.end == word && self.names(i))
        };
        // `по словам сотрудницы музея Ольги Дёминой`
        let further = || {
            let mut people = self.mentions(word + 1, word + 1 + BESIDE);
            people.find(|&i| {
                let mention = &self.scene.mentions[i];
                let named = mention.kind == Kind::Person || mention.kind == Kind::Unknown && mention.units.len() > 1;
                named && self.running(word + 1..mention.units.start)
            })
        };
        let near = behind.find(|&i| self.running(word + 1..self.scene.mentions[i].units.start));
        let mention = own.or(near).or_else(further).or_else(before)?;
        Some(self.tie(mention, Reason::According, Some(word)))
    }
}
