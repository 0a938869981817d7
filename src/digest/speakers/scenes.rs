//! The blocks of an article in reading order, with who has been mentioned so far.

use foldhash::HashMap;

use super::Place;
use super::antecedents::{self, Asked, Memory, Spot, Turn, Way};
use super::clauses::{Clauses, QuotePlace, Unit};
use super::links::{self, Tie};
use super::mentions::{self, Candidate, Kind};
use super::ranking::{Scene, first_in_sentence};
use super::strangers;
use crate::digest::model::{Block, Quote};
use crate::digest::people::{Cast, behind_place, terms};
use crate::digest::words::{Shape, Word};
use crate::rules::Rules;
use crate::rules::lexicon::Class;
use crate::text::fold::fold;

/// The phrase that opens a sentence is among so many mentions before a pronoun.
const OPENING: usize = 12;

/// The blocks up to that of the last quote, and how far they have been read.
pub struct Stage<'a> {
    pub scenes: Vec<Scene<'a>>,
    pub memory: Memory,
    pub cast: &'a Cast,
    pub rules: &'a Rules,
    pub body: &'a [Block],
    pub all_words: &'a [Vec<Word>],
    /// Pronouns read so far, with whom they may mean.
    pub pronouns: Vec<(Place, Vec<(usize, antecedents::Values)>)>,
    /// Pronouns of somebody without a name, each with the mention in its block that describes them.
    pub strangers: HashMap<Place, usize>,
    /// Sentences of the article before each block.
    sentences: Vec<usize>,
    next: Place,
}

impl<'a> Stage<'a> {
    pub fn new(quotes: &[Quote], body: &'a [Block], words: &'a [Vec<Word>], cast: &'a Cast, rules: &'a Rules) -> Self {
        // Nobody looks behind the last quote.
        let read = quotes.last().map_or(0, |last| last.words.block() + 1);
        let mut scenes = Vec::with_capacity(read);
        let mut sentences = Vec::with_capacity(read);
        let (mut quote, mut name, mut sentence) = (0, 0, 0);
        for (index, (block, words)) in body.iter().zip(words).take(read).enumerate() {
            let text = block.prose.as_str();
            let count = quotes[quote..].iter().take_while(|quote| quote.words.block() == index).count();
            let own = &quotes[quote..quote + count];
            let clauses = Clauses::new(text, words, own, quote);
            let names_here = cast.names[name..].iter().take_while(|name| name.block == index).count();
            let mut unit = 0;
            let mut unit_of = |word: usize| {
                unit = clauses.seek(word, unit);
                (clauses.units.get(unit) == Some(&Unit::Word(word))).then_some(unit)
            };
            let outside = cast.names[name..name + names_here].iter().filter_map(|name| {
                let start = unit_of(name.words.start)?;
                Some((start..unit_of(name.whole.end - 1)? + 1, name))
            });
            let outside: Vec<_> = outside.collect();
            let mut mentions = mentions::find(words, &clauses, &outside);
            let telling =
                |mention: &&mut Candidate| tells_age(text, words, mention) || tells_origin(text, words, mention);
            mentions.iter_mut().filter(telling).for_each(|mention| {
                let definite = words[mention.words.start].is(Class::DEFINITE);
                mention.kind = if definite { Kind::Definite } else { Kind::Indefinite };
            });
            let links = links::all(text, words, &clauses, &mentions);
            sentences.push(sentence);
            sentence += clauses.sentences();
            quote += count;
            name += names_here;
            scenes.push(Scene { text, words, clauses, mentions, links });
        }
        Self {
            scenes,
            memory: Memory::default(),
            cast,
            rules,
            body,
            all_words: words,
            pronouns: Vec::new(),
            strangers: HashMap::default(),
            sentences,
            next: Place { block: 0, mention: 0 },
        }
    }

    pub fn mention(&self, place: Place) -> &Candidate {
        &self.scenes[place.block].mentions[place.mention]
    }

    pub fn unit_of_quote(&self, block: usize, quote: usize) -> Option<usize> {
        self.scenes[block].clauses.place(quote).map(|place| place.unit)
    }

    /// The folded capitalised words inside a quote.
    pub fn words_of(&self, quote: &Quote, place: QuotePlace) -> Vec<String> {
        let scene = &self.scenes[quote.words.block()];
        scene.words[place.word..]
            .iter()
            .take(200)
            .take_while(|word| word.start < quote.words.range().end as u32)
            .filter(|word| word.is_capital())
            .map(|word| fold(&scene.text[word.range()]))
            .collect()
    }

    /// Whether a quote's block ends inside it.
    pub fn unclosed(&self, quote: &Quote) -> bool {
        let rest = &self.scenes[quote.words.block()].text[quote.words.range().end..];
        rest.trim().is_empty()
    }

    pub fn cue_text(&self, block: usize, unit: usize, tie: Tie) -> Box<str> {
        let scene = &self.scenes[block];
        match (tie, scene.word(unit)) {
            (Tie::According, _) => "according to",
            (_, Some(word)) => &scene.text[word.range()],
            _ => "",
        }
        .into()
    }

    /// Reads on up to where a quote's speaker may stand, noting who is mentioned and whom pronouns mean.
    pub fn advance(&mut self, now: &Now) {
        while self.next.block < self.scenes.len() && self.next.block <= now.block {
            let at = self.next;
            let Some(mention) = self.scenes[at.block].mentions.get(at.mention) else {
                self.next = Place { block: at.block + 1, mention: 0 };
                continue;
            };
            if at.block == now.block && mention.sentence > now.sentence {
                break;
            }
            self.read(at, now);
            self.next.mention += 1;
        }
    }

    fn read(&mut self, at: Place, now: &Now) {
        let scene = &self.scenes[at.block];
        let mention = &scene.mentions[at.mention];
        let spot = Spot { block: at.block, sentence: self.sentences[at.block] + mention.sentence };
        let beside = at.block == now.block && mention.sentence == now.sentence;
        let quoted = beside.then_some(&now.quoted[..]);
        let asked = || Asked { gender: mention.gender, spot, turn: now.turn, quoted };
        let person = match mention.kind {
            Kind::Person => mention.person,
            Kind::Pronoun => {
                let mut antecedents = self.memory.antecedents(asked(), &self.cast.characters);
                let spoken_to = self.spoken_to(at);
                antecedents.retain(|(person, _)| !spoken_to.contains(person));
                let sure = |person: usize| self.cast.characters[person].gender.is_some();
                let plain = !antecedents.iter().any(|(person, _)| sure(*person));
                if let Some(stranger) = strangers::before(scene, at.mention, plain) {
                    self.strangers.insert(at, stranger);
                    return;
                }
                let person = self.likeliest(&antecedents);
                self.pronouns.push((at, antecedents));
                if let (Some(person), Some(gender)) = (person, mention.gender) {
                    self.memory.note_pronoun(gender, person, at.block);
                }
                person
            }
            Kind::Definite | Kind::Indefinite if self.apposed(at).is_some() => self.apposed(at),
            // Whatever the noun: `said the verger, Jane Roe.`
            Kind::Thing if scene.links[at.mention].tie == Tie::Inverted => self.apposed(at),
            Kind::Definite => self.described(at, asked()),
            Kind::Relative => at
                .mention
                .checked_sub(1)
                .map(|i| &scene.mentions[i])
                .filter(|before| before.sentence == mention.sentence)
                .and_then(|before| before.person),
            _ => None,
        };
        let Some(person) = person else { return };
        if mention.kind != Kind::Relative {
            let way = self.way(scene, mention);
            let first = first_in_sentence(scene, at.mention);
            let said = match scene.links[at.mention].tie {
                Tie::Subject | Tie::Apposition | Tie::Base => 1,
                Tie::Inverted | Tie::According => 2,
                Tie::Object => 3,
                _ => 0,
            };
            self.memory.note(person, spot, way, first, said);
        }
        self.scenes[at.block].mentions[at.mention].person = Some(person);
    }

    /// Whom a phrase names that opens the sentence: of somebody else tells the pronoun behind it. `In a letter to Roe, he
    /// wrote`, `In a letter to the mayor, Jane Roe, she wrote`.
    fn spoken_to(&self, pronoun: Place) -> Vec<usize> {
        let scene = &self.scenes[pronoun.block];
        let sentence = scene.mentions[pronoun.mention].sentence;
        let opens = |unit: usize| scene.word(unit).is_some_and(|word| word.is(Class::PREPOSITION));
        if !opens(scene.clauses.sentence(sentence).start) {
            return Vec::new();
        }
        // Others open clauses too, of which the name is the subject: `after Roe left, he said`.
        let parted = |unit: usize| {
            scene.word(unit).is_some_and(|word| matches!(&scene.text[word.range()], "to" | "with" | "against"))
        };
        let governed = |mention: &Candidate| mention.units.start.checked_sub(1).is_some_and(parted);
        let before = scene.mentions[..pronoun.mention].iter().enumerate().rev().take(OPENING);
        let here = before.take_while(|(_, mention)| mention.sentence == sentence);
        here.filter(|(i, mention)| {
            let described = i.checked_sub(1).map(|i| &scene.mentions[i]).filter(|before| {
                before.kind == Kind::Definite && before.units.end + 1 == mention.units.start && governed(before)
            });
            mention.kind == Kind::Person && (governed(mention) || described.is_some())
        })
        .filter_map(|(_, mention)| mention.person)
        .collect()
    }

    fn likeliest(&self, antecedents: &[(usize, antecedents::Values)]) -> Option<usize> {
        if let [(person, _)] = antecedents {
            return Some(*person);
        }
        let people = antecedents.iter().map(|(person, _)| *person);
        let scored = people.zip(self.rules.antecedent.scores(antecedents));
        scored.reduce(|best, other| if other.1 > best.1 { other } else { best }).map(|(person, _)| person)
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

    /// The one whose name stands beside a description, marks around the second of the two: `the mayor, Jane Roe, said`,
    /// `said the mayor, Jane Roe.`, `Jane Roe, its mayor, said`.
    fn apposed(&self, at: Place) -> Option<usize> {
        let scene = &self.scenes[at.block];
        let mention = &scene.mentions[at.mention];
        let comma = |unit: usize| scene.word(unit).is_some_and(|word| word.is_mark(&[',']));
        let person = |other: &Candidate| other.person.filter(|_| other.kind == Kind::Person);
        let behind = || {
            let next = scene.mentions.get(at.mention + 1)?;
            let end = behind_place(scene.words, next.words.end);
            let over = scene.words.get(end).is_none_or(|word| word.is_mark(&[',', '.', ';', '—', '–']));
            let titles = mention.units.end + 1..next.units.start;
            let titled = titles.clone().all(|unit| scene.word(unit).is_some_and(|word| word.is(Class::TITLE)));
            let beside = titles.start <= titles.end && titled && comma(mention.units.end) && over;
            person(next).filter(|_| beside)
        };
        let before = || {
            let last = &scene.mentions[at.mention.checked_sub(1)?];
            let beside = mention.units.start == last.units.end + 1 && comma(last.units.end) && comma(mention.units.end);
            person(last).filter(|_| beside)
        };
        behind().or_else(before)
    }

    /// Whom a description means: the last mentioned whose roles have its noun, and best all its words; else, when its
    /// words point at somebody the article is about, whom a pronoun in its place would mean.
    fn described(&self, at: Place, asked: Asked) -> Option<usize> {
        let scene = &self.scenes[at.block];
        let mention = &scene.mentions[at.mention];
        let words = &scene.words[mention.words.clone()];
        let told: Vec<String> = words
            .iter()
            .filter(|word| word.is_word() && !word.is(Class::FUNCTION) && word.shape != Shape::Genitive)
            .flat_map(|word| terms(&scene.text[word.range()]))
            .collect();
        let noun = told.last()?;
        let has = |person: usize, word: &String| self.cast.characters[person].roles.contains(word);
        let all = |person: usize| told.iter().all(|word| has(person, word));
        let aged = told.iter().find(|word| word.ends_with("yearold"));
        if let Some(land) = origin(noun).filter(|_| words.len() > 1 && words[words.len() - 1].is_capital()) {
            let mut from = (0..self.cast.characters.len())
                .filter(|&person| self.cast.characters[person].roles.iter().any(|word| word.starts_with(land)));
            return from.next().filter(|_| from.next().is_none());
        }
        let fits = |person: usize| has(person, noun) || aged.is_some_and(|age| has(person, age));
        let opens = mention.units.start == scene.clauses.sentence(mention.sentence).start;
        let pointing = words[0].is(Class::DEFINITE)
            && (words[1..].iter().any(Word::is_capital) || told.iter().any(|word| points(word)))
            && (opens || scene.links[at.mention].tie != Tie::None);
        self.memory.last(all).or_else(|| self.memory.last(fits)).or_else(|| {
            let antecedents = pointing.then(|| self.memory.antecedents(asked, &self.cast.characters));
            antecedents.and_then(|antecedents| self.likeliest(&antecedents))
        })
    }
}

/// Whether somebody is called by an age alone: `the 61-year-old`.
fn tells_age(text: &str, words: &[Word], mention: &Candidate) -> bool {
    mention.kind == Kind::Thing && text[words[mention.words.end - 1].range()].ends_with("-year-old")
}

/// Whether somebody is called by where they are from alone: `the South Dakotan`.
fn tells_origin(text: &str, words: &[Word], mention: &Candidate) -> bool {
    let last = &words[mention.words.end - 1];
    mention.kind == Kind::Thing
        && words[mention.words.start].is(Class::DEFINITE)
        && last.is_capital()
        && origin(&text[last.range()]).is_some()
}

/// How the name of a land begins of which somebody is: `texan` of Texas.
fn origin(noun: &str) -> Option<&str> {
    let land = noun.strip_suffix("an")?;
    Some(land.strip_suffix('i').unwrap_or(land)).filter(|land| land.len() >= 3)
}

/// How far the article has been read, and for which quote.
pub struct Now {
    pub block: usize,
    pub sentence: usize,
    pub turn: Option<Turn>,
    /// The names inside the quote.
    pub quoted: Vec<String>,
}

/// Words of a description that is another name for somebody known by now.
fn points(word: &str) -> bool {
    matches!(
        word,
        "former"
            | "candidate"
            | "nomine"
            | "frontruner"
            | "incumbent"
            | "bilionaire"
            | "businesman"
            | "mogul"
            | "senator"
            | "governor"
            | "congresman"
            | "congreswoman"
            | "lawmaker"
            | "politician"
            | "presumptive"
    )
}
