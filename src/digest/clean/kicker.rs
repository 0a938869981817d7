//! What stands above a headline and is none: names of sections and papers, menus in one row, paths to the page.

use crate::text::sentence;
use crate::text::words::count_up_to;

/// The name of a section has so many words at most.
pub const WORDS: usize = 4;

/// Whether a line may be what stands above a headline: a name of a few words, or a row of them.
pub fn may_open_page(line: &str) -> bool {
    is_kicker(line) || is_row_of_items(line) || words(line) <= WORDS && !sentence::is_ended(line)
}

/// Whether such a line is one, whatever the text tells. Another is one, such as the paper's, if the text does not tell of it.
pub fn is_sure_name(line: &str) -> bool {
    is_kicker(line) || is_row_of_items(line) || is_name(line)
}

/// Whether a line names a section of a newspaper, or is a few words in capitals.
pub fn is_kicker(text: &str) -> bool {
    const SECTIONS: &str = "\
        business city culture economy entertainment exclusive health local metro nation national news opinion politics \
        region science sport sports technology world \
        politik wirtschaft gesellschaft kultur panorama feuilleton wissen regionales lokales ausland inland meinung \
        politique économie société international planète actualités opinions monde régions sciences santé \
        política economía sociedad cultura deportes internacional nacional opinión sucesos mundo ciencia \
        economia sociedade desporto esportes país opinião cotidiano ciência \
        politica cronaca esteri interni società scienze mondo \
        политика экономика общество культура спорт происшествия мир наука регионы новости";
    let capitals = || text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    let is_section = || {
        let text = text.to_lowercase();
        SECTIONS.split_whitespace().any(|section| section == text)
    };
    words(text) <= WORDS && (capitals() || is_section())
}

/// Whether a line is a menu in one row, `News • Regional • Watch • Elections`, or a path, `Home » Harbour`.
pub fn is_row_of_items(text: &str) -> bool {
    /// The fewest items: a headline may have a kicker or two before it.
    const FEWEST: usize = 4;
    /// Those of a path to the page, which has marks of its own.
    const PATH: usize = 2;
    let is_row = |mark: &str, fewest: usize| {
        let items = text.split(mark).map(words);
        items.clone().count() >= fewest && items.clone().all(|words| words <= WORDS)
    };
    ["•", "·", "|"].iter().any(|mark| is_row(mark, FEWEST)) || [" › ", " » "].iter().any(|mark| is_row(mark, PATH))
}

/// Whether a line may be the name of a section: `Rivers`, `Letters from Ostra`.
fn is_name(text: &str) -> bool {
    words(text) < WORDS && is_all_names(text) && !sentence::is_ended(text)
}

/// Whether all words of a line but short ones begin with a capital.
pub fn is_all_names(text: &str) -> bool {
    let is_capital = |word: &str| word.len() <= 4 || word.starts_with(char::is_uppercase);
    text.starts_with(char::is_uppercase) && text.split_whitespace().all(is_capital)
}

/// The words of a text, as far as they matter here.
fn words(text: &str) -> usize {
    count_up_to(text, WORDS + 1)
}
