//! The blocks of an article in reading order, with who has been mentioned so far.

use std::collections::HashSet;

use super::Place;
use super::antecedents::{self, Memory, Spot, Turn, Way};
use super::clauses::Clauses;
use super::links::{self, Tie};
use super::mentions::{self, Candidate, Kind};
use super::ranking::{Scene, first_in_sentence};
use crate::digest::model::{Block, Quote};
use crate::digest::people::{Cast, fold};
use crate::digest::words::{Shape, Word};
use crate::rules::Rules;
use crate::rules::lexicon::Class;

/// All blocks, and how far they have been read.
pub struct Stage<'a> {
    pub scenes: Vec<Scene<'a>>,
    pub memory: Memory,
    pub cast: &'a Cast,
    pub rules: &'a Rules,
    pub body: &'a [Block],
    pub all_words: &'a [Vec<Word>],
    /// Pronouns read so far, with whom they may mean.
    pub pronouns: Vec<(Place, Vec<(usize, antecedents::Values)>)>,
    /// Sentences of the article before each block.
    sentences: Vec<usize>,
    next: Place,
    /// The role words of each character, folded.
    roles: Vec<Vec<String>>,
}

impl<'a> Stage<'a> {
    pub fn new(quotes: &[Quote], body: &'a [Block], words: &'a [Vec<Word>], cast: &'a Cast, rules: &'a Rules) -> Self {
        let mut scenes = Vec::with_capacity(body.len());
        let mut sentences = Vec::with_capacity(body.len());
        let (mut quote, mut name, mut sentence) = (0, 0, 0);
        for (index, (block, words)) in body.iter().zip(words).enumerate() {
            let text = block.prose.as_str();
            let count = quotes[quote..].iter().take_while(|quote| quote.block == index).count();
            let own = &quotes[quote..quote + count];
            let clauses = Clauses::new(text, words, own, quote);
            let names_here = cast.names[name..].iter().take_while(|name| name.block == index).count();
            let outside = cast.names[name..name + names_here].iter().filter_map(|name| {
                let start = clauses.unit_of(name.words.start, words, own, quote)?;
                let end = clauses.unit_of(name.words.end - 1, words, own, quote)?;
                Some((start..end + 1, name))
            });
            let outside: Vec<_> = outside.collect();
            let mentions = mentions::find(words, &clauses, &outside);
            let links = links::all(text, words, &clauses, &mentions);
            sentences.push(sentence);
            sentence += clauses.sentences();
            quote += count;
            name += names_here;
            scenes.push(Scene { text, words, clauses, mentions, links });
        }
        let roles = cast.characters.iter().map(|character| {
            let role = character.role.as_deref().unwrap_or_default();
            role.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).map(fold).map(long_form).collect()
        });
        Self {
            scenes,
            memory: Memory::default(),
            cast,
            rules,
            body,
            all_words: words,
            pronouns: Vec::new(),
            sentences,
            next: Place { block: 0, mention: 0 },
            roles: roles.collect(),
        }
    }

    pub fn mention(&self, place: Place) -> &Candidate {
        &self.scenes[place.block].mentions[place.mention]
    }

    pub fn unit_of_quote(&self, block: usize, quote: usize) -> Option<usize> {
        self.scenes[block].clauses.quote_unit(quote)
    }

    /// The folded capitalised words inside a quote.
    pub fn words_of(&self, quote: &Quote) -> HashSet<String> {
        let scene = &self.scenes[quote.block];
        let start = scene.words.partition_point(|word| (word.start as usize) < quote.range.start);
        scene.words[start..]
            .iter()
            .take(200)
            .take_while(|word| word.start < quote.range.end as u32)
            .filter(|word| word.is_capital())
            .map(|word| fold(&scene.text[word.range()]))
            .collect()
    }

    /// Whether a quote's block ends inside it.
    pub fn unclosed(&self, quote: &Quote) -> bool {
        let rest = &self.scenes[quote.block].text[quote.range.end..];
        rest.trim().is_empty()
    }

    pub fn cue_text(&self, block: usize, unit: usize, tie: Tie) -> String {
        let scene = &self.scenes[block];
        match (tie, scene.word(unit)) {
            (Tie::According, _) => "according to".to_owned(),
            (_, Some(word)) => scene.text[word.range()].to_owned(),
            _ => String::new(),
        }
    }

    /// Reads on through a sentence of a block, noting who is mentioned and whom pronouns mean.
    pub fn advance(&mut self, block: usize, sentence: usize, turn: Option<Turn>) {
        while self.next.block < self.scenes.len() && self.next.block <= block {
            let at = self.next;
            let Some(mention) = self.scenes[at.block].mentions.get(at.mention) else {
                self.next = Place { block: at.block + 1, mention: 0 };
                continue;
            };
            if at.block == block && mention.sentence >= sentence {
                break;
            }
            self.read(at, turn);
            self.next.mention += 1;
        }
    }

    fn read(&mut self, at: Place, turn: Option<Turn>) {
        let scene = &self.scenes[at.block];
        let mention = &scene.mentions[at.mention];
        let spot = Spot { block: at.block, sentence: self.sentences[at.block] + mention.sentence };
        let first = first_in_sentence(scene, at.mention);
        let person = match (mention.kind, mention.gender) {
            (Kind::Person, _) => mention.person,
            (Kind::Pronoun, Some(gender)) => {
                let cast = &self.cast.characters;
                let person = self.memory.resolve(gender, spot, turn, cast, &self.rules.antecedent);
                let antecedents = self.memory.antecedents(gender, spot, turn, cast);
                self.pronouns.push((at, antecedents));
                if let Some(person) = person {
                    self.memory.note_pronoun(gender, person, at.block);
                }
                person
            }
            (Kind::Definite, _) => self.described(scene, mention),
            (Kind::Relative, _) => at
                .mention
                .checked_sub(1)
                .map(|i| &scene.mentions[i])
                .filter(|before| before.sentence == mention.sentence)
                .and_then(|before| before.person),
            _ => None,
        };
        let way = self.way(scene, mention);
        if let Some(person) = person {
            if mention.kind != Kind::Relative {
                self.memory.note(person, spot, way, first);
            }
            self.scenes[at.block].mentions[at.mention].person = Some(person);
        }
    }

    fn way(&self, scene: &Scene, mention: &Candidate) -> Way {
        let before = mention.units.start.checked_sub(1).and_then(|unit| scene.word(unit));
        let genitive = scene.word(mention.units.end).is_some_and(|word| word.shape == Shape::Genitive);
        match mention.kind {
            Kind::Pronoun => Way::Pronoun,
            Kind::Definite => Way::Description,
            _ if genitive => Way::Genitive,
            _ if before.is_some_and(|word| word.is(Class::PREPOSITION)) => Way::Object,
            _ if scene.word(mention.units.end).is_some_and(|word| word.is(Class::CUE.or(Class::AUXILIARY))) => {
                Way::Subject
            }
            _ => Way::Other,
        }
    }

    /// Whom a description means: the last mentioned whose role has its noun, and best all its words.
    fn described(&self, scene: &Scene, mention: &Candidate) -> Option<usize> {
        let told: Vec<String> = scene.words[mention.words.clone()]
            .iter()
            .filter(|word| word.is_word() && !word.is(Class::FUNCTION) && word.shape != Shape::Genitive)
            .map(|word| long_form(fold(&scene.text[word.range()])))
            .collect();
        let noun = told.last()?;
        let fits = |person: usize| self.roles[person].contains(noun);
        let all = |person: usize| fits(person) && told.iter().all(|word| self.roles[person].contains(word));
        self.memory.last(all).or_else(|| self.memory.last(fits))
    }
}

/// The whole word of a title's short form, folded.
fn long_form(word: String) -> String {
    let long = match word.as_str() {
        "sen" => "senator",
        "gov" => "governor",
        "rep" => "representative",
        "gen" => "general",
        "col" => "colonel",
        "lt" => "lieutenant",
        "prof" => "professor",
        "rev" => "reverend",
        _ => return word,
    };
    fold(long)
}
