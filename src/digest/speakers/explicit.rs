//! Who spoke each quote where the text says so outright: for languages with word lists and no fitted weights.

use std::sync::Arc;

use foldhash::HashMap;

use super::look::{Look, Tie};
use super::mentions::{Candidate, Kind};
use super::scenes::Stage;
use super::strangers;
use super::{Attribution, NEAR, Place, evidence};
use crate::digest::model::{Evidence, Quote, QuoteKind, Reason, Speaker};
use crate::digest::people;
use crate::digest::words::Word;
use crate::rules::lexicon::Class;
use crate::text::fold::fold;

/// Compounds are sought among so many words of roles: an article has no more, a list may.
const ROLES: usize = 500;
/// A noun of fewer bytes ends words that are no compounds of it.
const SHORT: usize = 4;
/// Sentences of a block, read back from a quote.
const SENTENCES: usize = 3;
/// What stands between a colon and the words behind it.
const OPENING: [char; 9] = [' ', '\u{a0}', '\u{202f}', '«', '»', '„', '“', '"', '‹'];
/// Blocks in which a pronoun's person was named last.
const RECENT: usize = 4;

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
        self.last = Some(Last { quote: index, place: tie.place, person, cue: tie.cue });
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
        let led = || here.before(unit).filter(|_| here.is_led(unit));
        let tie = here.behind(unit).or_else(led).or_else(|| self.lead_in(block, unit));
        if let Some(tie) = tie.or_else(|| self.left_out(&here, index, unit)) {
            return self.person(tie.place).map(|person| (tie, person));
        }
        let last = self.last.filter(|last| self.goes_on(*last, index, unit))?;
        Some((Tie { place: last.place, reason: Reason::Turn, cue: here.bare_verb(unit) }, last.person))
    }

    /// Who the text before a quote is about, since the quote before it: where the verb with the quote has no subject, or
    /// the quote stands alone behind a sentence about somebody.
    fn left_out(&self, here: &Look, index: usize, unit: usize) -> Option<Tie> {
        let clauses = &here.scene.clauses;
        let own = clauses.sentence_of(unit);
        let cue = here.bare_verb(unit).or_else(|| here.bare_verb_before(unit));
        let led = cue.is_some() || here.colon(unit);
        let whole = self.quotes[index].kind == QuoteKind::Direct && here.alone(clauses.sentence(own));
        if !led && !whole {
            return None;
        }
        let earlier = index.checked_sub(1).and_then(|before| self.stage.unit_of_quote(here.block, before));
        let since = earlier.map_or(0, |before| clauses.sentence_of(before) + 1);
        let mut sentences = (since..own).rev().take(SENTENCES).map(|sentence| clauses.sentence(sentence));
        let mention = sentences.find_map(|sentence| here.subject(sentence))?;
        Some(Tie { cue, ..here.tie(mention, Reason::Turn, None) })
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
    fn goes_on(&self, last: Last, index: usize, unit: usize) -> bool {
        let (before, quote) = (&self.quotes[last.quote], &self.quotes[index]);
        let clauses = &self.stage.scenes[quote.words.block()].clauses;
        let scene = &self.stage.scenes[quote.words.block()];
        let sentence = clauses.sentence(clauses.sentence_of(unit));
        let parted = |from: usize| last.cue.is_some_and(|cue| (from..unit).contains(&cue));
        let start = match self.stage.unit_of_quote(quote.words.block(), last.quote) {
            Some(from) if from >= sentence.start && parted(from) => unit..unit,
            Some(from) if from >= sentence.start => from..unit,
            _ => sentence,
        };
        let here = Look { scene, block: quote.words.block() };
        let alone = here.alone(start);
        let follows = last.quote + 1 == index
            && (before.words.block() == quote.words.block()
                || before.words.block() + 1 == quote.words.block() && self.stage.unclosed(before));
        // `Y agregó: «…»`, `Aggiunge di aver detto «…»`
        let led = || here.bare_verb(unit).or_else(|| here.bare_verb_before(unit)).is_some() || here.bare_colon(unit);
        follows && (alone || before.words.block() == quote.words.block() && led())
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
            && !before.ends_with([':', '—', '–']);
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
            Kind::Definite | Kind::Thing => Some(self.described(place, mention)),
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
        self.just_named(place)
            .or_else(|| if self.is_of_unnamed(place, pronoun) { None } else { self.named_earlier(place, pronoun) })
    }

    /// The one who fits in the nearest block in which somebody does, or who spoke last.
    fn named_earlier(&self, place: Place, mention: &Candidate) -> Option<usize> {
        let agrees = |person: usize| self.fits(person, mention);
        let last = self.last.and_then(|last| Some((last.quote, last.person.filter(|&person| agrees(person))?)));
        let first = place.block.saturating_sub(RECENT);
        for at in (first..=place.block).rev() {
            let mentions = &self.stage.scenes[at].mentions;
            let end = if at == place.block { place.mention } else { mentions.len() };
            let near = mentions[..end].iter().rev().take(NEAR).filter_map(|mention| mention.person);
            let mut fitting = near.filter(|&person| agrees(person));
            let Some(person) = fitting.next() else { continue };
            let speaking = last.filter(|(quote, _)| self.quotes[*quote].words.block() + 1 >= place.block);
            return if fitting.all(|other| other == person) {
                Some(person)
            } else {
                speaking.map(|(_, person)| person)
            };
        }
        last.map(|(_, person)| person)
    }

    /// Whether a person may be a man or a woman as a mention has it.
    fn fits(&self, person: usize, mention: &Candidate) -> bool {
        let gender = self.stage.cast.characters[person].gender;
        gender.is_none() || mention.gender.is_none() || gender == mention.gender
    }

    /// Whether somebody without a name has just spoken whom the pronoun fits: `Ein Sprecher sagte … Er fügte hinzu`.
    fn is_of_unnamed(&self, place: Place, pronoun: &Candidate) -> bool {
        let near = |last: &Last| self.quotes[last.quote].words.block() + 1 >= place.block;
        self.last.filter(near).is_some_and(|last| {
            let speaker = self.stage.mention(last.place);
            let described = matches!(speaker.kind, Kind::Definite | Kind::Indefinite);
            last.person.is_none() && described && (speaker.gender.is_none() || speaker.gender == pronoun.gender)
        })
    }

    /// The one who fits in the sentence before, or in the nearest before that in which somebody does.
    fn just_named(&self, place: Place) -> Option<usize> {
        let scene = &self.stage.scenes[place.block];
        let asked = &scene.mentions[place.mention];
        let own = asked.sentence;
        let before = scene.mentions.partition_point(|mention| mention.sentence < own);
        let mut near = scene.mentions[..before]
            .iter()
            .rev()
            .take(NEAR)
            .take_while(|mention| mention.sentence + SENTENCES >= own)
            .filter_map(|mention| Some((mention.sentence, mention.person.filter(|&person| self.fits(person, asked))?)));
        let (sentence, person) = near.next()?;
        near.take_while(|(other, _)| *other == sentence).all(|(_, other)| other == person).then_some(person)
    }

    /// The only one of the article whose roles have the noun of a description.
    fn described(&self, place: Place, mention: &Candidate) -> Option<usize> {
        let scene = &self.stage.scenes[place.block];
        let noun = scene.words[mention.words.clone()].iter().rfind(|word| word.is_word())?;
        let noun = fold(&scene.text[noun.range()]);
        match self.roles.get(noun.as_str()) {
            Some(known) => *known,
            None => self.compounded(&noun).or_else(|| self.called(place, mention)),
        }
    }

    /// The only one whose role is a compound of the noun: `die Ministerin` for the `Bildungsministerin`.
    fn compounded(&self, noun: &str) -> Option<usize> {
        let fits = |role: &&str| role.len() > noun.len() && role.ends_with(noun);
        let mut fitting = self.roles.iter().filter(|(role, _)| fits(role)).map(|(_, person)| *person);
        let few = self.roles.len() <= ROLES && noun.len() > SHORT;
        let person = fitting.next().filter(|_| few)??;
        fitting.all(|other| other == Some(person)).then_some(person)
    }

    /// The one person without a role who was named near before a description that says no more of them: `the fisherman`.
    fn called(&self, place: Place, mention: &Candidate) -> Option<usize> {
        let scene = &self.stage.scenes[place.block];
        let told = &scene.words[mention.words.clone()];
        let definite = told.first().is_some_and(|first| first.is(Class::DEFINITE));
        let of = scene
            .word(mention.units.end)
            .is_some_and(|next| next.is(Class::PREPOSITION.or(Class::DETERMINER)) || next.is_capital());
        let of_others = told.iter().skip(1).any(|word| word.is(Class::KIN.or(Class::AIDE)));
        // `die 34-jährige Lehrerin aus Kiel`
        let aged = told.iter().any(|word| scene.text[word.range()].starts_with(|c: char| c.is_ascii_digit()));
        let plain = |person: &usize| self.stage.cast.characters[*person].role.is_none();
        let person = self
            .just_named(place)
            .or_else(|| self.named_earlier(place, mention).filter(|person| aged || plain(person)))?;
        (definite && (aged || !of && !of_others)).then_some(person)
    }
}
