//! Says who spoke each quote: cue, mention, turn of speech, pronoun.

mod antecedents;
mod clauses;
mod evidence;
mod explicit;
mod links;
mod look;
mod mentions;
mod ranking;
mod scenes;
mod strangers;

use std::sync::Arc;

use crate::rules::Rules;
use crate::rules::lexicon::Class;

use super::model::{AttributedQuote, Block, Evidence, Quote, Speaker};
use super::people::{self, Cast};
use super::words::Word;
use antecedents::Turn;
use explicit::Explicit;
use links::Tie;
use mentions::Kind;
use ranking::{Position, Previous, Setting, Values};
use scenes::{Now, Stage};

pub use antecedents::FIELDS as ANTECEDENT_FIELDS;
pub use ranking::FIELDS as SPEAKER_FIELDS;

/// Gives each quote its speaker.
pub fn attribute(
    quotes: Vec<Quote>,
    body: &[Block],
    words: &[Vec<Word>],
    cast: &Cast,
    language: Option<&str>,
    rules: &Rules,
) -> Vec<AttributedQuote> {
    let found: Vec<Option<Attribution>> = if rules.lexicons.of(language).is_english() {
        let mut attributor = Attributor::new(&quotes, body, words, cast, rules);
        (0..quotes.len()).map(|index| Some(attributor.next(index))).collect()
    } else {
        let german = language.is_some_and(|language| language.starts_with("de"));
        let stage = Stage::new(&quotes, body, words, cast, rules);
        let mut attributor = Explicit::new(&stage, &quotes);
        let mut next = |index: usize| {
            let found = attributor.next(index);
            (!attributor.is_label(index, found.0.is_some(), german)).then_some(found)
        };
        (0..quotes.len()).map(&mut next).collect()
    };
    let attributed = |(quote, (speaker, cue, evidence))| AttributedQuote { quote, speaker, cue, evidence };
    quotes.into_iter().zip(found).filter_map(|(quote, found)| Some(attributed((quote, found?)))).collect()
}

/// A quote's speaker, the words that tie it to the quote, and why.
type Attribution = (Option<Speaker>, Option<Box<str>>, Option<Evidence>);

/// A mention near a quote: block and index among the block's mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    block: usize,
    mention: usize,
}

struct Attributor<'a> {
    stage: Stage<'a>,
    quotes: &'a [Quote],
    last: Option<(usize, Option<Place>)>,
}

/// Mentions looked at on each side of a quote, and in the blocks before.
const NEAR: usize = 10;
/// Below this a quote stays without a speaker.
const DOUBT: f32 = -4.0;

impl<'a> Attributor<'a> {
    fn new(quotes: &'a [Quote], body: &'a [Block], words: &'a [Vec<Word>], cast: &'a Cast, rules: &'a Rules) -> Self {
        Self { stage: Stage::new(quotes, body, words, cast, rules), quotes, last: None }
    }

    /// The mentions that may be the speaker of a quote, with their categories.
    fn candidates(&mut self, index: usize) -> Vec<(Place, Values)> {
        let quote = &self.quotes[index];
        let block = quote.words.block();
        let Some(at) = self.stage.scenes[block].clauses.place(index) else { return Vec::new() };
        let unit = at.unit;
        let sentence = self.stage.scenes[block].clauses.sentence_of(unit);
        let turn = self.last.and_then(|(last, place)| {
            let place = place?;
            let person = self.stage.mention(place).person?;
            Some(Turn { person, block: self.quotes[last].words.block() })
        });
        let now = Now { block, sentence, turn, quoted: self.stage.words_of(quote, at) };
        self.stage.advance(&now);
        let previous = self.previous(quote, unit);
        let scene = &self.stage.scenes[block];
        let setting = Setting::new(scene, quote, at, previous);
        let mut places: Vec<Place> = Vec::new();
        let split = scene.mentions.partition_point(|mention| mention.units.start < unit);
        let front = (split.saturating_sub(NEAR)..split).filter(|&i| scene.mentions[i].sentence + 2 >= sentence);
        let behind =
            (split..(split + NEAR).min(scene.mentions.len())).filter(|&i| scene.mentions[i].sentence <= sentence + 1);
        places.extend(front.chain(behind).map(|mention| Place { block, mention }));
        for (back, kept) in [(1, NEAR), (2, 3)] {
            let Some(earlier) = block.checked_sub(back) else { break };
            let count = self.stage.scenes[earlier].mentions.len();
            places.extend((count.saturating_sub(kept)..count).map(|mention| Place { block: earlier, mention }));
        }
        let last = self.last.and_then(|(_, place)| place);
        if let Some(last) = last
            && !places.contains(&last)
        {
            places.push(last);
        }
        let last_person = last.and_then(|last| self.stage.mention(last).person);
        places
            .into_iter()
            .map(|place| {
                let home = &self.stage.scenes[place.block];
                let person = home.mentions[place.mention].person;
                let position = Position {
                    blocks: block - place.block,
                    same_mention: last == Some(place),
                    same_speaker: person.is_some() && person == last_person,
                    any_previous: last.is_some(),
                    count: person.map_or(0, |person| self.stage.memory.count(person)),
                    named: person
                        .is_some_and(|person| now.quoted.contains(&self.stage.cast.characters[person].surname)),
                };
                (place, ranking::values(home, place.mention, &setting, position))
            })
            .collect()
    }

    fn previous(&self, quote: &Quote, unit: usize) -> Previous {
        let Some((last, _)) = self.last else { return Previous { chain: 0 } };
        let before = &self.quotes[last];
        let blocks = quote.words.block() - before.words.block();
        let chain = match blocks {
            0 => {
                let clauses = &self.stage.scenes[quote.words.block()].clauses;
                let last_unit = self.stage.unit_of_quote(before.words.block(), last).unwrap_or(0);
                if clauses.sentence_of(last_unit) == clauses.sentence_of(unit) { 1 } else { 2 }
            }
            1 if self.stage.unclosed(before) => 4,
            1 => 3,
            2 => 5,
            _ => 0,
        };
        Previous { chain }
    }

    fn next(&mut self, index: usize) -> Attribution {
        let candidates = self.candidates(index);
        let scores = self.stage.rules.speaker.scores(&candidates);
        let scored: Vec<(Place, f32)> = candidates.iter().map(|(place, _)| *place).zip(scores).collect();
        let written = self.written(index);
        let best = scored.iter().copied().reduce(|best, other| if other.1 > best.1 { other } else { best });
        let best = best.filter(|(_, score)| *score > DOUBT).map(|(place, _)| place);
        let chosen = written.or(best);
        let last = self.last.and_then(|(_, place)| place);
        // Whoever holds a sign up may speak next; the sign does not.
        self.last = Some((index, best));
        let Some(place) = chosen else { return (None, None, None) };
        let stage = &self.stage;
        let home = &stage.scenes[place.block];
        let mention = &home.mentions[place.mention];
        let link = home.links[place.mention];
        let character = mention.person.map(|person| &stage.cast.characters[person]);
        let shown = stage.strangers.get(&place).map_or(mention, |&stranger| &home.mentions[stranger]);
        let speaker = Speaker {
            name: character.map(|character| Arc::clone(&character.name)),
            mention: people::mention(stage.all_words, place.block, shown.words.clone()),
            role: character.and_then(|character| character.role.clone()),
        };
        let near = place.block == self.quotes[index].words.block();
        let cue = link.cue.filter(|_| near).map(|cue| stage.cue_text(place.block, cue, link.tie));
        let mut evidence = evidence::find(stage, &scored, place, near, last);
        if written.is_some() {
            evidence.odds = None;
        }
        (Some(speaker), cue, Some(evidence))
    }

    /// What is written, where its verb stands right before the quote: `a card that asked, “…”`, `A sign read “…”`.
    fn written(&self, index: usize) -> Option<Place> {
        let block = self.quotes[index].words.block();
        let scene = &self.stage.scenes[block];
        let unit = self.stage.unit_of_quote(block, index)?;
        let sentence = scene.clauses.sentence_of(unit);
        let mark = |unit: usize| scene.word(unit).is_some_and(|word| word.is_mark(&[',', ':']));
        // `A letter to parents said`
        let addressed = |at: usize| {
            let (letter, cue) = (&scene.mentions[at], scene.links[at].cue.unwrap_or(0));
            let to = scene.word(letter.units.end).is_some_and(|word| &scene.text[word.range()] == "to");
            let running = (letter.units.end..cue).all(|unit| scene.word(unit).is_some_and(Word::is_word));
            to && running && scene.mentions[at + 1..].iter().take_while(|next| next.units.start < cue).count() <= 1
        };
        let is = |at: usize| {
            let (mention, link) = (&scene.mentions[at], scene.links[at]);
            let free = mention.units.start.checked_sub(1).and_then(|unit| scene.word(unit));
            let beside = link.cue.is_some_and(|cue| cue < unit && unit - cue <= 2 && (cue + 1..unit).all(mark));
            let next = scene.mentions.get(at + 1).is_some_and(|next| next.units.start == mention.units.end);
            mention.kind == Kind::Document
                && mention.sentence == sentence
                && (matches!(link.tie, Tie::Subject | Tie::Apposition) || link.tie == Tie::Later && addressed(at))
                && beside
                && !next
                && free.is_none_or(|word| !word.is(Class::PREPOSITION))
        };
        let own = |place: usize| scene.mentions[place].sentence == sentence;
        let before = scene.mentions.partition_point(|mention| mention.units.start < unit);
        (0..before).rev().take_while(|&at| own(at)).find(|&at| is(at)).map(|mention| Place { block, mention })
    }
}

/// What fitting the weights needs: each quote's candidates and each pronoun's antecedents.
#[derive(Debug, Default)]
pub struct Examples {
    /// For each quote its candidates: words, name, values; and which was chosen.
    pub quotes: Vec<Vec<(super::model::Passage, Option<String>, Values)>>,
    /// Each pronoun of the article with whom it may mean.
    pub pronouns: Vec<(super::model::Passage, Vec<(String, antecedents::Values)>)>,
}

/// The examples of an article, for fitting the weights.
pub fn examples(quotes: &[Quote], body: &[Block], words: &[Vec<Word>], cast: &Cast, rules: &Rules) -> Examples {
    let mut out = Examples::default();
    let mut attributor = Attributor::new(quotes, body, words, cast, rules);
    for index in 0..quotes.len() {
        let candidates = attributor.candidates(index);
        let stage = &attributor.stage;
        out.quotes.push(
            candidates
                .iter()
                .map(|(place, values)| {
                    let mention = stage.mention(*place);
                    let name = mention.person.map(|person| cast.characters[person].name.to_string());
                    (people::mention(words, place.block, mention.words.clone()), name, *values)
                })
                .collect(),
        );
        attributor.next(index);
    }
    for (place, antecedents) in &attributor.stage.pronouns {
        let mention = attributor.stage.mention(*place);
        let named = antecedents.iter().map(|(person, values)| (cast.characters[*person].name.to_string(), *values));
        out.pronouns.push((people::mention(words, place.block, mention.words.clone()), named.collect()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::{quotes, words};
    use crate::text::prose::Prose;

    /// `expected` is the speaker of each quote: the name, else the mention.
    fn check(text: &str, expected: &[&str]) {
        let rules = Rules::new(&[]).unwrap();
        let mut start = 0;
        let mut body = Vec::new();
        for paragraph in text.split('\n') {
            body.push(Block { prose: Prose::verbatim(paragraph, start), ..Block::default() });
            start += paragraph.len() + 1;
        }
        let words = words::read(&body, rules.lexicons.of(None));
        let cast = people::find(&body, &words, rules.lexicons.of(None));
        let found = quotes::find(&body, &words, &rules);
        let attributed = attribute(found, &body, &words, &cast, Some("en"), &rules);
        let speakers = attributed.iter().map(|quote| match &quote.speaker {
            Some(Speaker { name: Some(name), .. }) => name.to_string(),
            Some(speaker) => speaker.mention.text(&body).into_owned(),
            None => String::new(),
        });
        assert_eq!(speakers.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn weights_fit_the_categories() {
        let rules = Rules::new(&[]).unwrap();
        assert!(rules.speaker.speaks_of(SPEAKER_FIELDS));
        assert!(rules.antecedent.speaks_of(ANTECEDENT_FIELDS));
    }

    #[test]
    fn finds_the_speaker() {
        check("“We will not wait,” Laura Brandt said.", &["Laura Brandt"]);
        check("“We will not wait any longer,” said Karl Lund, a baker.", &["Karl Lund"]);
        check("“We will not wait,” Peter Olsen, the mayor of Oslo, told Karl Lund.", &["Peter Olsen"]);
        check("“It is a long road,” according to Karl Lund.", &["Karl Lund"]);
        check("“It was loud and it was dark,” one voter said.", &["one voter"]);
        check("The club’s coach, Karl Lund, called the goal “a gift to us all”.", &["Karl Lund"]);
        check("“That is not so,” said a spokesman for the ministry. “It never was.”", &["a spokesman", "a spokesman"]);
    }

    #[test]
    fn finds_whom_a_pronoun_means() {
        check("Laura Brandt met Karl Lund on Friday.\n“We will not wait,” she said.", &["Laura Brandt"]);
        check(
            "Karl Lund said “it is done” on Monday.\n“I am glad of it,” he added. “So are we all.”",
            &["Karl Lund", "Karl Lund", "Karl Lund"],
        );
        check("Senator Laura Brandt came late.\n“We are all here now,” the senator said.", &["Laura Brandt"]);
    }

    #[test]
    fn finds_whom_nobody_names() {
        let before = "“They gave us soup,” said Lotte Kaas, a cook.\n";
        let check = |text: &str, speaker: &str| check(&format!("{before}{text}"), &["Lotte Kaas", speaker]);
        check("A taxi driver stopped to look. “I will not say a word,” he said.", "A taxi driver");
        check("The mayor of Sundal waited. “I will not say a word,” he said.", "The mayor");
        // Somebody else is met, asks, or stands in the sentence.
        check("A friend had rung her up. “I will not say a word,” she said.", "Lotte Kaas");
        check("A reporter asked about it. “I will not say a word,” she said.", "Lotte Kaas");
        check("A native of Sundal, she stayed. “I will not say a word,” she said.", "Lotte Kaas");
    }

    #[test]
    fn roles_tell_men_from_women() {
        check("Karl Lund met Lotte Kaas, a mother of two.\n“We will not wait any longer,” she said.", &["Lotte Kaas"]);
        check("Karl Lund met Edda Kaas, who left her crane.\n“We will not wait any longer,” she said.", &["Edda Kaas"]);
    }

    #[test]
    fn what_is_written_speaks_for_itself() {
        let before = "Karl Lund came. “I am glad of it all,” he said.\n";
        let check = |text: &str, speaker: &str| check(&format!("{before}{text}"), &["Karl Lund", speaker]);
        check("He held a yellow card that asked, “When do we get to vote?”", "a yellow card");
        check("A letter to parents said: “The school will be shut on Monday.”", "A letter");
        check("In a letter, he said: “The school will be shut on Monday.”", "Karl Lund");
    }

    #[test]
    fn descriptions_name_the_one_who_fits() {
        check(
            "Tom Reed of Texas met Senator Laura Brandt.\n“It is too late now,” the Texan said. “It is not,” the senator said.",
            &["Tom Reed", "Laura Brandt"],
        );
        check(
            "Ex-senator Laura Brandt met Senator Anna Lund.\n“We are all here now,” the ex-senator said.",
            &["Laura Brandt"],
        );
        check("“We will not wait any longer,” said the town crier, Otto Reiss.", &["Otto Reiss"]);
        check("“We will not wait any longer,” said @perlang on X.", &[""]);
    }
}
