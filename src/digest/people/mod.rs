//! Who is named: full names, short mentions, roles, and which mentions are one person.

mod cast;
mod name;
mod names;
mod roles;

use std::ops::Range;

pub use cast::Character;
pub use name::{Gender, Name, NameKind};
pub use roles::{behind_place, terms};

use super::model::{Block, Passage, Person, on_one_line};
use super::words::{Shape, Word};
use crate::rules::lexicon::{Class, Lexicon};
use crate::text::fold::fold;
use crate::text::words::ByHash;

/// The people of an article, and every name in it.
#[derive(Debug, Default)]
pub struct Cast {
    pub characters: Vec<Character>,
    /// In reading order.
    pub names: Vec<Name>,
}

impl Cast {
    /// The people as others see them: those with a name of two words or more, or named more than once.
    pub fn people(&self, words: &[Vec<Word>]) -> Vec<Person> {
        let mut out: Vec<Person> = self
            .characters
            .iter()
            .map(|character| Person {
                name: character.name.clone(),
                role: character.role.clone(),
                mentions: Vec::new(),
            })
            .collect();
        for name in &self.names {
            if let Some(person) = name.person {
                out[person].mentions.push(mention(words, name.block, name.words.clone()));
            }
        }
        out.retain(|person| person.name.contains(' ') || person.role.is_some() || person.mentions.len() > 1);
        out
    }
}

/// A range of words as a mention.
pub fn mention(words: &[Vec<Word>], block: usize, range: Range<usize>) -> Passage {
    Passage::new(block, words[block][range.start].start as usize..words[block][range.end - 1].end as usize)
}

/// Finds the people of the body.
pub fn find(body: &[Block], words: &[Vec<Word>], lexicon: &Lexicon) -> Cast {
    let english = lexicon.is_english();
    let seen = names::Seen::new(words);
    let headlines: Vec<bool> = words.iter().map(|words| english && names::is_headline(words)).collect();
    let mut names: Vec<Name> = Vec::new();
    for (index, (block, words)) in body.iter().zip(words).enumerate() {
        names::find(index, block.prose.as_str(), words, &seen, english, headlines[index], &mut names);
    }
    let text = |name: &Name| body[name.block].prose.as_str();
    let mut casting = cast::Casting::default();
    let personal = |name: &Name| matches!(name.kind, NameKind::Person | NameKind::Unknown);
    // Whoever has a name of two words and one of one is somebody: `Oleksiy Zavadsky … Zavadsky`.
    // `the Quill bypass` tells of a place.
    let attributive = |name: &Name| {
        let words = &words[name.block];
        let noun = words
            .get(name.words.end)
            .is_some_and(|next| next.shape == Shape::Lower && !next.is(Class::FUNCTION.or(Class::CUE)));
        let front = words[..name.words.start].iter().rev().take(2);
        noun && front.take_while(|word| word.is_word()).any(|word| word.is(Class::DETERMINER))
    };
    let short = names.iter().filter(|name| name.words.len() == 1 && personal(name) && !attributive(name));
    let alone: ByHash<()> =
        short.map(|name| (casting.spellings.of(text(name), &words[name.block][name.words.start]), ())).collect();
    for name in names.iter_mut().filter(|name| personal(name) && name.words.len() > 1) {
        let words_here = &words[name.block];
        let first = &words_here[name.words.start];
        if headlines[name.block] && !(first.is(Class::FIRST_NAME) && name.words.len() == 2) {
            continue;
        }
        // A book or a song: `“The Long Meadow”`.
        if name::is_quoted(words_here, name) {
            continue;
        }
        let mut surname = || casting.spellings.of(text(name), &words_here[name.words.end - 1]);
        // `Norwegian Roe`, `Senators Roe`: a surname too, and no first name.
        let of_many = || first.is(Class::NATION.or(Class::GROUP)) && !first.is(Class::FIRST_NAME);
        let mut short_form_too = || (2..=3).contains(&name.words.len()) && !of_many() && alone.contains_key(&surname());
        if cast::looks_human(text(name), words_here, name, english) || short_form_too() {
            casting.full(text(name), &words[name.block], name);
        }
    }
    for name in names.iter_mut().filter(|name| name.person.is_none() && name.kind != NameKind::Place) {
        if name.kind == NameKind::Organisation && name.words.len() > 1 {
            continue;
        }
        casting.short(text(name), &words[name.block], name);
        let human = |name: &Name| {
            let words = &words[name.block];
            !name::is_quoted(words, name) && cast::looks_human(text(name), words, name, english)
        };
        if name.person.is_none() && personal(name) && !headlines[name.block] && human(name) {
            casting.single(text(name), &words[name.block], name);
        }
    }
    let mut characters = casting.finish();
    for name in &mut names {
        let Some(person) = name.person else { continue };
        name.kind = NameKind::Person;
        let character = &mut characters[person];
        let words = &words[name.block];
        character.roles.extend(roles::age(text(name), words, name));
        character.gender = character.gender.or_else(|| roles::owner(text(name), words, name));
        character.roles.extend(roles::origin(text(name), words, name).map(|word| fold(&text(name)[word.range()])));
        for role in roles::beside(text(name), words, name, english) {
            character.gender = character.gender.or_else(|| roles::gender(&words[role.clone()]));
            let bytes = words[role.start].start as usize..words[role.end - 1].end as usize;
            let bare_kin = roles::is_bare_kin(&words[role.clone()]);
            let told = words[role].iter().filter(|word| word.is_word()).map(|word| &text(name)[word.range()]);
            if character.roles.len() < 64 {
                character.roles.extend(told.flat_map(roles::terms));
            }
            if !bare_kin {
                character.role.get_or_insert_with(|| on_one_line(&text(name)[bytes]).into());
            }
        }
    }
    Cast { characters, names }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::words;
    use crate::text::prose::Prose;

    fn check(text: &str, expected: &[(&str, Option<&str>, usize)]) {
        let lexicon = Lexicon::english();
        let body = [Block { prose: Prose::verbatim(text, 0), ..Block::default() }];
        let words = words::read(&body, &lexicon);
        let people = find(&body, &words, &lexicon).people(&words);
        let found: Vec<_> =
            people.iter().map(|person| (&*person.name, person.role.as_deref(), person.mentions.len())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn gathers_names() {
        check(
            "Finance Minister Laura Brandt resigned. Brandt, 51, had said Ms. Brandt would stay.",
            &[("Laura Brandt", Some("Finance Minister"), 3)],
        );
        check(
            "Peter Olsen, the chief economist at Norbank, spoke. In May Olsen had warned the Central Bank.",
            &[("Peter Olsen", Some("chief economist at Norbank"), 2)],
        );
        check(
            "Ivan Zavadsky met Mary Kerr. Zavadskyy thanked her.",
            &[("Ivan Zavadsky", None, 2), ("Mary Kerr", None, 1)],
        );
        check("Anna Lund and Karl Lund came.", &[("Anna Lund", None, 1), ("Karl Lund", None, 1)]);
        check("The Department of Justice met in New Delhi on Monday.", &[]);
        check(
            "Judge Mary Kerr spoke to Mary Kerr's sister Helena Kerr.",
            &[("Mary Kerr", Some("Judge"), 2), ("Helena Kerr", Some("Mary Kerr's sister"), 1)],
        );
        check("Ivan Novak and Iván Novák are one.", &[("Iván Novák", None, 2)]);
        check("Storm Edda hit Quill & Sons, and Northfold Water said so.", &[]);
        check("Forecaster Karl Lund spoke.", &[("Karl Lund", Some("Forecaster"), 1)]);
        check(
            "Karl Lund, mayor of Ostra for nine years, met Anna Lund, a teacher at the same school.",
            &[("Karl Lund", Some("mayor of Ostra"), 1), ("Anna Lund", Some("teacher"), 1)],
        );
        check(
            "Ostra's new harbour minister, Karl Lund, rang Anna Lund.",
            &[("Karl Lund", Some("Ostra's new harbour minister"), 1), ("Anna Lund", None, 1)],
        );
        check("The coroner, Dr Karl Lund of Ostra, spoke.", &[("Karl Lund", Some("coroner"), 1)]);
        check(
            "Mum-of-three Anna Lund met Sen. Mary Kerr, R-Ostra, and Said al-Dabir.",
            &[("Anna Lund", None, 1), ("Mary Kerr", Some("Sen."), 1), ("Said al-Dabir", None, 1)],
        );
        check("I’ve met Anna Lund. I’ve said so.", &[("Anna Lund", None, 1)]);
        check(
            "The director of the fire service, Anna Lund, met Det Insp Karl Olsen.",
            &[("Anna Lund", Some("director of the fire service"), 1), ("Karl Olsen", Some("Det Insp"), 1)],
        );
        check("In a letter to the senator, Karl Lund, 40, wrote of it.", &[("Karl Lund", None, 1)]);
        check("“Karl Lund, nobody ever came back.”", &[("Karl Lund", None, 1)]);
        check("On Kettle, President Mary Kerr wrote of it.", &[("Mary Kerr", Some("President"), 1)]);
        check("Mary Kerr came late. Said Kerr, “No.” Continued Kerr: “Never.”", &[("Mary Kerr", None, 3)]);
        check("Using Mary Kerr's letter, he won. Wherever Mary Kerr goes, he goes.", &[("Mary Kerr", None, 2)]);
        check(
            "Logan Campaign Director Anna Lund spoke to Chief of Staff Karl Lund.",
            &[("Anna Lund", Some("Logan Campaign Director"), 1), ("Karl Lund", Some("Chief of Staff"), 1)],
        );
        check("Celebrities Anna Lund and Mary Kerr came.", &[("Anna Lund", None, 1), ("Mary Kerr", None, 1)]);
        check("Port Ada Mayor Hears About Olsen Plan, Shared This With Kerr Group", &[]);
        check(
            "Voters of New Kelmar, near Port Ada, were hopeful Tuesday. “New Kelmar,” said Mary Kerr.",
            &[("Mary Kerr", None, 1)],
        );
        check(
            "Karl Lund and Port Ada-based Anna Lund came Tuesday.",
            &[("Karl Lund", None, 1), ("Anna Lund", None, 1)],
        );
        check(
            "Ingrid Olsen and her sister met. Senators Olsen and Kerr spoke; Norwegian Olsen fans sang.",
            &[("Ingrid Olsen", None, 3)],
        );
        check("Moderates left the Republican Convention before the Muslim Registry Act passed.", &[]);
    }

    #[test]
    fn places_and_works_are_nobody() {
        check("The mayor of Sundal told reporters so. The head of Northfold has denied it.", &[]);
        check("Lord Ashby of Hask has come late.", &[("Ashby", Some("Lord"), 1)]);
        check("Anna Reed came. The son of Reed said so.", &[("Anna Reed", None, 2)]);
        check("Her novel, “The Long Hallway,” was read by Karl Lund.", &[("Karl Lund", None, 1)]);
        check(
            "Mary Kerr, the senator, spoke. Marriage, the senator said, is new.",
            &[("Mary Kerr", Some("senator"), 1)],
        );
        check("Karl Lund\tSundal Rovers\tAnna Lund\tHask Rovers", &[("Karl Lund", None, 1), ("Anna Lund", None, 1)]);
    }

    #[test]
    fn first_names_that_are_other_words_too() {
        check("Christian Horn said so.", &[("Christian Horn", None, 1)]);
        check("Queen Sonja, a patron of it, said so.", &[("Queen Sonja", Some("Queen"), 1)]);
        check(
            "Senator Dean Moss met Vicar Guy Olsen.",
            &[("Dean Moss", Some("Senator"), 1), ("Guy Olsen", Some("Vicar"), 1)],
        );
        check("“No,” said Dean Moss, a drummer.", &[("Dean Moss", Some("drummer"), 1)]);
        check(
            "“No,” said Baron Lee, a drummer. Baron Kerr said so.",
            &[("Baron Lee", Some("drummer"), 1), ("Kerr", Some("Baron"), 1)],
        );
        check(
            "Judge Kerr, a Republican, met Dean Karl Olsen.",
            &[("Karl Olsen", Some("Dean"), 1), ("Kerr", Some("Judge"), 1)],
        );
        check("“No,” said Per Lang, a farmer. Lang left.", &[("Per Lang", Some("farmer"), 2)]);
        check("“No,” May Ling said. “No,” said Do Thi Mai.", &[("May Ling", None, 1), ("Do Thi Mai", None, 1)]);
        check("Even Kerr said so, and nobody told In Touch.", &[]);
    }

    #[test]
    fn what_belongs_to_a_name() {
        check(
            "“No,” said J. P. “Jack” Moran, a boxer, to Harold \"Bud\" Olsen.",
            &[("J. P. “Jack” Moran", Some("boxer"), 1), ("Harold \"Bud\" Olsen", None, 1)],
        );
        check(
            "“No,” said Mayor-elect Tom Reed to Ann Moore MP.",
            &[("Tom Reed", Some("Mayor-elect"), 1), ("Ann Moore", None, 1)],
        );
        check("Mayor Aksel Brun of Sundal has resigned.", &[("Aksel Brun", Some("Mayor"), 1)]);
        check("Gus Birch came. Augustus Birch said so.", &[("Augustus Birch", None, 2)]);
        check("Amadou Ndiaye Forbes came late, said Amadou N’Diaye-Forbes.", &[("Amadou N’Diaye-Forbes", None, 2)]);
    }

    #[test]
    fn tells_roles() {
        let check = |text: &str, role: &str| {
            let lexicon = Lexicon::english();
            let body = [Block { prose: Prose::verbatim(text, 0), ..Block::default() }];
            let words = words::read(&body, &lexicon);
            let people = find(&body, &words, &lexicon).people(&words);
            assert_eq!(people.iter().map(|person| person.role.as_deref()).collect::<Vec<_>>(), [Some(role)], "{text}");
        };
        check("“No,” said the mayor, Otto Reiss.", "mayor");
        check("“No,” said the town crier, Otto Reiss.", "town crier");
        check("“No,” said the village’s only baker, Otto Reiss.", "the village’s only baker");
        check("Anna Lund, the head of the ward, said so.", "head of the ward");
        check("Anna Lund (Greens), deputy mayor, said so.", "deputy mayor");
        check("Anna Lund, an analyst at Quill & Sons, said so.", "analyst at Quill & Sons");
        check("Anna Lund, the canton’s geologist, said so.", "the canton’s geologist");
        check("Anna Lund, a member of the bank’s board, said so.", "member of the bank’s board");
        check("Anna Lund, a teacher whose lessons reached two million listeners, said so.", "teacher");
    }

    #[test]
    fn whose_relatives_are_told_of_is_somebody() {
        check("Inaya Quen, whose son was one of them, spoke.", &[("Inaya Quen", None, 1)]);
    }
}
