//! What an article is about.

use super::model::{Block, BlockKind, FrontMatter};
use crate::rules::Rules;
use crate::rules::topics::Topics;

/// The most topics found from a text.
const MOST: usize = 2;
/// News says early what it is about: this many bytes of the body are read.
const READ: usize = 4000;
/// Weights of words in the headline and the first paragraph; elsewhere 1.
const IN_TITLE: u32 = 3;
const IN_FIRST: u32 = 2;
/// Further uses of the same word say nothing new.
const USES: u8 = 3;
/// What a topic must reach: a part of it in a short text.
const ENOUGH: u32 = 12;
const ENOUGH_BASE: u32 = 6;
/// Bytes of text for each point between the two.
const BYTES_A_POINT: usize = 250;
/// Different words that must tell the topic.
const WORDS: u32 = 3;

/// Few and good topics: those of the header, else found from the text by the fixed lists of the rules.
///
/// Nothing is computed from other articles, so adding one changes no topic. An article that is not clearly of one of
/// the sections has none.
pub fn find(front_matter: &FrontMatter, title: Option<&str>, body: &[Block], rules: &Rules) -> Vec<String> {
    let named = tidy(&front_matter.topics);
    if named.is_empty() { guess(title.unwrap_or_default(), body, &rules.topics) } else { named }
}

/// The header's topics as they are written, without blanks, empty ones and repetitions.
fn tidy(topics: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for topic in topics.iter().map(|topic| topic.trim()).filter(|topic| !topic.is_empty()) {
        if !out.iter().any(|known| known.to_lowercase() == topic.to_lowercase()) {
            out.push(topic.to_owned());
        }
    }
    out
}

#[derive(Clone, Copy, Default)]
struct Score {
    points: u32,
    words: u32,
}

fn guess(title: &str, body: &[Block], topics: &Topics) -> Vec<String> {
    let mut scores = vec![Score::default(); topics.names().len()];
    let mut uses = vec![0u8; topics.words()];
    let mut count = |text: &str, place: u32| {
        for hit in topics.find(text) {
            let used = &mut uses[hit.word];
            if *used < USES {
                *used += 1;
                scores[hit.topic].points += hit.weight * place;
                scores[hit.topic].words += u32::from(*used == 1);
            }
        }
    };
    count(title, IN_TITLE);
    let mut read = 0;
    let paragraphs = body.iter().filter(|block| !matches!(block.kind, BlockKind::Code | BlockKind::Markup));
    for (nth, block) in paragraphs.enumerate() {
        let text = block.prose.as_str();
        let text = text.char_indices().nth(READ - read).map_or(text, |(end, _)| &text[..end]);
        count(text, if nth == 0 { IN_FIRST } else { 1 });
        read += text.len();
        if read >= READ {
            break;
        }
    }
    let enough = ENOUGH.min(ENOUGH_BASE + (read / BYTES_A_POINT) as u32);
    let best = scores.iter().map(|score| score.points).max().unwrap_or(0);
    let mut found: Vec<(usize, Score)> = scores
        .into_iter()
        .enumerate()
        // A second topic is one that is nearly as strong.
        .filter(|(_, score)| score.points >= enough && score.words >= WORDS && 3 * score.points >= 2 * best)
        .collect();
    found.sort_by_key(|&(topic, score)| (std::cmp::Reverse(score.points), topic));
    found.into_iter().take(MOST).map(|(topic, _)| topics.names()[topic].clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::prose::Prose;

    fn check(text: &str, expected: &[&str]) {
        let rules = Rules::built_in();
        let body = [Block { prose: Prose::verbatim(text, 0), ..Block::default() }];
        assert_eq!(find(&FrontMatter::default(), None, &body, &rules), expected, "{text}");
    }

    #[test]
    fn finds_sections() {
        check(
            "The prime minister lost a no-confidence vote in parliament on Monday, and a general election will follow.",
            &["Politics"],
        );
        check(
            "The central bank raised interest rates again as inflation reached nine per cent, economists said.",
            &["Economy"],
        );
        check(
            "The retailer's net profit doubled, its chief executive told shareholders, and its share price rose.",
            &["Business"],
        );
        check(
            "The striker scored twice in the semi-final and the goalkeeper saved a penalty in the last minute of the match.",
            &["Sport"],
        );
        check(
            "Two men were arrested after the robbery; a prosecutor said the suspects would stay in prison until trial.",
            &["Crime & Courts"],
        );
        check(
            "Astronomers with a new telescope found a planet whose orbit takes eleven years, the scientists wrote.",
            &["Science"],
        );
        check(
            "The hospital asked patients to stay away while doctors fight an outbreak of the virus on two wards.",
            &["Health"],
        );
        check(
            "Floods and landslides after heavy rain forced thousands to evacuate, the weather service said.",
            &["Weather & Disasters"],
        );
        check(
            "The film's actress won an academy award, and the director's next movie opens at the film festival.",
            &["Culture"],
        );
        check(
            "Artillery and missiles hit the town; soldiers and militia fought on along the front line all night.",
            &["Conflict"],
        );
        check(
            "Teachers and pupils returned to school, but the exams were put off and classrooms stayed cold.",
            &["Education"],
        );
        check(
            "Ransomware spread through the company's software, and hackers encrypted every laptop in the office.",
            &["Technology"],
        );
        check(
            "Renewable power cut carbon emissions, yet climate change still melts the glacier, conservationists say.",
            &["Climate & Environment"],
        );
        check(
            "Flights were cancelled at the airport after the airline's pilots walked out; railway stations were full of commuters.",
            &["Transport"],
        );
        check(
            "The foreign minister met ambassadors at the embassy to save the ceasefire and to lift the sanctions.",
            &["World"],
        );
        check(
            "Die Bundesregierung und der Bundestag streiten vor der Wahl; Abgeordnete sprechen vom Wahlkampf.",
            &["Politics"],
        );
        check("Le médecin dit que l'hôpital reçoit trop de malades et que la santé de tous est en jeu.", &["Health"]);
        check("Футбольный матч чемпионата закончился вничью, тренер недоволен.", &["Sport"]);
    }

    #[test]
    fn has_none_when_unclear() {
        check("", &[]);
        check("The village held its yearly supper on Saturday. The soup was good and everyone went home early.", &[]);
        check("A school bus passed the bank on its way to the match.", &[]);
    }

    #[test]
    fn the_header_goes_first() {
        let rules = Rules::built_in();
        let topics = [" Ports ", "ports", "", "Trade Talks"].map(String::from).to_vec();
        let front_matter = FrontMatter { topics, ..FrontMatter::default() };
        assert_eq!(find(&front_matter, None, &[], &rules), ["Ports", "Trade Talks"]);
    }
}
