//! Abbreviations and words that begin sentences, of the languages that [`split`](super::split) is made for.
//!
//! Written from general knowledge of the languages. Each table is sorted by bytes: it is searched by halves.

use std::sync::LazyLock;

use crate::text::words::{ByHash, hash};

/// What a full stop behind an abbreviation means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name follows: `Mr.`.
    Title,
    /// More of the sentence follows: `e.g.`.
    Inner,
    /// Abbreviates only before a number: `No. 5`, but `He said no.`.
    Number,
    /// Stands last in its list, and often in its sentence: `etc.`.
    Last,
    /// The next word tells: `Acme Inc. The…`, `Acme Inc. Chairman…`.
    Either,
}

/// What is known of the word before a full stop (given without that); `None` for a word that is no abbreviation.
pub fn kind(word: &str) -> Option<Kind> {
    if word.is_empty() || word.len() > 16 || word.contains(['/', '@']) {
        return None;
    }
    if let Some(kind) = listed(word) {
        return Some(kind);
    }
    let mut letters = word.chars();
    let first = letters.next()?;
    if letters.clone().next().is_none() {
        // An initial (`J.`) or a short form of one letter (`z. B.`, `т. е.`).
        return first.is_alphabetic().then_some(Kind::Either);
    }
    if word.contains('.') {
        let parts = word.split(['.', '-']);
        let short = parts.filter(|part| !part.is_empty()).all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        });
        return short.then_some(Kind::Either);
    }
    // `Karl-Marx-Str. Berlin`, `Hauptstr. 5`
    if word.ends_with("-Str") || word.len() > 5 && word.ends_with("str") {
        return Some(Kind::Either);
    }
    // `MR.` in a text of capitals.
    if word.is_ascii() && word.bytes().all(|b| b.is_ascii_uppercase()) {
        let capitalised = format!("{first}{}", word[1..].to_ascii_lowercase());
        return listed(&capitalised).filter(|kind| *kind == Kind::Title);
    }
    None
}

/// All abbreviations with their kinds.
static LISTED: LazyLock<ByHash<Kind>> = LazyLock::new(|| {
    let tables = [
        (TITLES, Kind::Title),
        (EITHER, Kind::Either),
        (INNER, Kind::Inner),
        (NUMBERS, Kind::Number),
        (LAST, Kind::Last),
    ];
    let words = tables.into_iter().flat_map(|(table, kind)| table.iter().map(move |word| (hash(word), kind)));
    words.collect()
});

fn listed(word: &str) -> Option<Kind> {
    LISTED.get(&hash(word)).copied()
}

/// Whether a capitalised word often begins a sentence and is hardly ever a name.
pub fn is_starter(word: &str) -> bool {
    has(STARTERS, word)
}

/// Whether a number with a full stop before this word is a German ordinal: `3. Oktober`.
pub fn follows_ordinal(word: &str) -> bool {
    has(AFTER_ORDINAL, word)
}

pub fn is_reporting_verb(word: &str) -> bool {
    has(REPORTING_VERBS, word)
}

/// Whether a capitalised word is the end of a host name: `Example.Com`.
pub fn is_domain(word: &str) -> bool {
    has(DOMAINS, word)
}

fn has(table: &[&str], word: &str) -> bool {
    table.binary_search(&word).is_ok()
}

/// Before a name.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "Adm", "Adv", "Ald", "Amb", "Archbp", "Assoc", "Asst", "Atty", "Bp", "Brig", "Capt", "Cdr", "Cmdr", "Col", "Cols",
    "Comdr", "Const", "Cpl", "Dep", "Det", "Dipl", "Dr", "Dra", "Drs", "Dy", "Dña", "Exma", "Exmo", "Fam", "Fr", "Frl",
    "Gen", "Gens", "Gov", "Govs", "Hon", "Hr", "Hrn", "Ing", "Insp", "Lic", "Lieut", "Lt", "MM", "Maj", "Messrs", "Mgr",
    "Mlle", "Mme", "Mmes", "Mons", "Mr", "Mrs", "Ms", "Msgr", "Mx", "Pdt", "Pfc", "Pres", "Prof", "Profs", "Pt", "Pvt",
    "Rep", "Reps", "Rev", "Sen", "Sens", "Sgt", "Shri", "Smt", "Spc", "Sra", "Sres", "Srta", "Sta", "Ste", "Sto",
    "Supt", "Treas", "habil", "jur", "lt-gen", "maj-gen", "med", "nat", "phil", "rer", "акад", "вул", "г-жа", "г-н",
    "ген", "гр", "доц", "им", "пл", "полк", "пр-т", "просп", "проф", "св", "ул", "ім",
];

/// In the middle of a sentence.
#[rustfmt::skip]
const INNER: &[&str] = &[
    "Bd", "Fig", "Figs", "Kap", "approx", "bspw", "bzw", "ca", "cf", "d.h", "e.g", "eg", "env", "evtl", "exkl", "feat",
    "fig", "figs", "fol", "ggf", "ggfs", "i.d.r", "i.e", "ie", "incl", "inkl", "insb", "lt", "p.ej", "p.ex", "pp",
    "pág", "págs", "rd", "resp", "sog", "t.ex", "u.a.m", "vgl", "viz", "vs", "z.b", "zzgl", "напр", "см", "ср", "т.е",
    "т.к", "т.н",
];

/// Before a number.
#[rustfmt::skip]
const NUMBERS: &[&str] = &[
    "Abs", "Art", "No", "Nos", "Nr", "Nrn", "Re", "Rs", "Ziff", "nos", "nr", "núm",
];

/// At the end of a list.
#[rustfmt::skip]
const LAST: &[&str] = &[
    "etc", "ff", "usw",
];

/// Anywhere: companies, places, times, units.
#[rustfmt::skip]
const EITHER: &[&str] = &[
    "Abs", "Ala", "Alta", "Anm", "Apr", "Ariz", "Ark", "Art", "Arts", "Assn", "Aufl", "Aug", "Av", "Avda", "Ave",
    "B.Sc", "Blvd", "Bros", "Calif", "Cia", "Co", "Colo", "Conn", "Corp", "Cos", "Ct", "Cía", "Dec", "Del", "Dept",
    "Dez", "EE.UU", "EEUU", "Esq", "Est", "Exc", "Feb", "Febr", "Fla", "Fri", "Ft", "Ga", "Hrs", "Hrsg", "Hwy", "Ill",
    "Inc", "Ind", "Intl", "Jahrh", "Jan", "Janv", "Jh", "Jhd", "Jr", "Jul", "Jun", "Kan", "Ky", "LLC", "La", "Ln",
    "Ltd", "Ltda", "M.Sc", "Mar", "Mass", "Md", "Mfg", "Mich", "Minn", "Mio", "Miss", "Mo", "Mont", "Mrd", "Mrz",
    "Mt", "Natl", "Neb", "Nev", "Nov", "Oct", "Okla", "Okt", "Ont", "Ore", "Pa", "Para", "Penn", "Ph", "Ph.D", "Pkwy",
    "Pl", "Plc", "Pty", "Que", "Rd", "S.A", "Sask", "Sec", "Sect", "Sep", "Sept", "Sq", "Sr", "St", "Std", "Str",
    "Tel", "Tenn", "Tex", "Thu", "Thur", "Thurs", "Trans", "Tsd", "Tue", "Tues", "Univ", "Va", "Verf", "Vol", "Vt",
    "Wash", "Wed", "Wis", "Wyo", "Zt", "a.D", "a.m", "al", "aprox", "av", "avr", "cm", "dcha", "déc", "e.V", "est",
    "ft", "févr", "geb", "gest", "hr", "hrs", "i.R", "janv", "juil", "kg", "km", "lb", "lbs", "m.E", "min", "mins",
    "mph", "nov", "o.ä", "oz", "p.m", "para", "plc", "pta", "sec", "secs", "sept", "sq", "tel", "u.a", "u.v.m", "u.ä",
    "verh", "vol", "zz", "zzt", "в", "вв", "г", "гг", "грн", "др", "кв", "коп", "корп", "млн", "млрд", "н.э", "обл",
    "пр", "р", "р-н", "рр", "руб", "с", "ст", "стр", "т.д", "т.п", "тел", "тис", "тыс",
];

/// Function words and the like, as they are written at the start of a sentence.
#[rustfmt::skip]
const STARTERS: &[&str] = &[
    "A", "Aber", "About", "Above", "According", "Across", "Additionally", "Además", "Afin", "After", "Afterwards",
    "Again", "Against", "Ahead", "Ainda", "Ainsi", "Al", "Algunos", "All", "Alle", "Allerdings", "Almost", "Along",
    "Alors", "Als", "Also", "Although", "Am", "Amid", "Among", "An", "And", "Another", "Antes", "Any", "Ao", "Aos",
    "Apesar", "Après", "Após", "Aquí", "Are", "As", "Assim", "Así", "At", "Até", "Au", "Auch", "Aucun", "Auf",
    "Aujourd'hui", "Aunque", "Aus", "Aussi", "Außerdem", "Avant", "Avec", "Ayer", "Back", "Because", "Before",
    "Behind", "Bei", "Beim", "Below", "Bereits", "Besides", "Between", "Beyond", "Bis", "Both", "But", "By", "Cada",
    "Can", "Car", "Ce", "Ceci", "Cela", "Celle", "Celui", "Cependant", "Ces", "Cet", "Cette", "Ceux", "Chaque", "Com",
    "Comme", "Como", "Con", "Contra", "Could", "Critics", "Cuando", "Cuatro", "Da", "Dabei", "Dadurch", "Dafür",
    "Dagegen", "Daher", "Damit", "Danach", "Dann", "Dans", "Daran", "Darauf", "Darum", "Das", "Dass", "Dazu", "De",
    "Del", "Dem", "Den", "Denn", "Depois", "Depuis", "Der", "Des", "Desde", "Deshalb", "Despite", "Después", "Did",
    "Die", "Dies", "Diese", "Dieser", "Dieses", "Do", "Doch", "Does", "Dort", "Dos", "Du", "Durante", "Durch",
    "During", "Dès", "Each", "Earlier", "Ein", "Eine", "Einem", "Einen", "Einer", "Either", "El", "Ela", "Elas",
    "Ele", "Eles", "Ella", "Ellas", "Elle", "Elles", "Ello", "Ellos", "Em", "En", "Ensuite", "Entre", "Então", "Er",
    "Era", "Erst", "Es", "Ese", "Eso", "Essa", "Esse", "Esta", "Este", "Esto", "Estos", "Está", "Et", "Eu", "Even",
    "Eventually", "Every", "Experts", "Few", "Finally", "First", "Foi", "Following", "For", "Former", "From", "Fue",
    "Further", "Furthermore", "Für", "Gegen", "Given", "Ha", "Had", "Has", "Hasta", "Have", "Hay", "He", "Hence",
    "Her", "Here", "Hers", "Hier", "Hinter", "His", "How", "However", "Hoy", "Há", "I", "Ich", "If", "Ihr", "Ihre",
    "Il", "Ils", "Im", "In", "Indeed", "Instead", "Is", "Isso", "Ist", "It", "Its", "Je", "Jedoch", "Jetzt", "Jusqu",
    "Just", "Já", "Kein", "Keine", "La", "Las", "Last", "Lastly", "Later", "Le", "Les", "Let", "Leur", "Leurs",
    "Like", "Lo", "Lors", "Lorsque", "Los", "Luego", "Mais", "Malgré", "Many", "Mas", "Maybe", "Meanwhile",
    "Mientras", "Mit", "Mon", "More", "Moreover", "Most", "Much", "Muchos", "My", "Même", "Na", "Nach", "Nachdem",
    "Nas", "Nearly", "Neither", "Nesta", "Neste", "Never", "Nevertheless", "Next", "Ni", "Nicht", "No", "Nobody",
    "Noch", "None", "Nonetheless", "Nor", "Nos", "Not", "Nothing", "Notre", "Nous", "Now", "Nuestra", "Nuestro",
    "Nun", "Nur", "Não", "Ob", "Obwohl", "Oder", "Of", "Officials", "Ohne", "On", "Once", "One", "Only", "Or", "Os",
    "Other", "Others", "Otherwise", "Otra", "Otro", "Ou", "Our", "Out", "Outros", "Outside", "Over", "Où", "Par",
    "Para", "Parmi", "Pela", "Pelo", "Pendant", "People", "Perhaps", "Pero", "Peu", "Plus", "Plusieurs", "Police",
    "Por", "Porque", "Porém", "Pour", "Pourtant", "Previously", "Prior", "Pues", "Puis", "Quand", "Quando", "Que",
    "Quelques", "Quem", "Qui", "Quien", "Rather", "Recently", "Researchers", "Residents", "Sa", "Sans", "Schon", "Se",
    "Second", "Segundo", "Según", "Sein", "Seine", "Seit", "Selon", "Sem", "Ser", "Ses", "Seu", "Seus", "Several",
    "She", "Shortly", "Should", "Si", "Sie", "Similarly", "Sin", "Since", "Sino", "So", "Sobre", "Sollte", "Solo",
    "Some", "Somebody", "Someone", "Son", "Soon", "Sous", "Still", "Su", "Sua", "Such", "Supporters", "Sur", "Sus",
    "También", "Também", "Tampoco", "Than", "Thanks", "That", "The", "Their", "Then", "There", "Thereafter",
    "Therefore", "These", "They", "This", "Those", "Though", "Three", "Through", "Throughout", "Thus", "To", "Today",
    "Together", "Tomorrow", "Tonight", "Too", "Tous", "Tout", "Toute", "Toutefois", "Toward", "Towards", "Tras",
    "Tres", "Trois", "Trotz", "Trotzdem", "Très", "Two", "Um", "Uma", "Un", "Una", "Und", "Under", "Une", "Unless",
    "Unlike", "Unos", "Unter", "Until", "Up", "Upon", "Vers", "Viele", "Você", "Voici", "Vom", "Von", "Vor", "Vous",
    "Warum", "Was", "We", "Weil", "Wenn", "Wer", "Were", "What", "Whatever", "When", "Whenever", "Where", "Whereas",
    "Whether", "Which", "While", "Who", "Whose", "Why", "Wie", "Wir", "With", "Within", "Without", "Witnesses", "Wo",
    "Would", "Während", "Ya", "Yes", "Yesterday", "Yet", "Yo", "You", "Your", "Zu", "Zudem", "Zuletzt", "Zum", "Zur",
    "Zwar", "Zwischen", "Über", "Із", "Їх", "Її", "Або", "Адже", "Але", "Без", "Более", "Будет", "Был", "Была",
    "Были", "Было", "Вместе", "Во", "Вона", "Вони", "Воно", "Вот", "Все", "Всего", "Всё", "Вы", "Від", "Він", "Где",
    "Да", "Даже", "Для", "До", "Его", "Ее", "Если", "Есть", "Еще", "Ещё", "Её", "За", "Зараз", "Затем", "Здесь", "Из",
    "Или", "Им", "Именно", "Их", "Його", "Как", "Какой", "Когда", "Коли", "Которые", "Кроме", "Крім", "Кто", "Лише",
    "Между", "Ми", "Мне", "Многие", "Может", "Мы", "На", "Над", "Найбільше", "Накануне", "Нам", "Наразі", "Наш", "Не",
    "Нет", "Ни", "Но", "Ныне", "Ні", "Об", "Однак", "Однако", "Он", "Она", "Они", "Оно", "Особливо", "От", "Очень",
    "Перед", "По", "Под", "Позже", "После", "Потом", "Потім", "Поэтому", "При", "Про", "Під", "Після", "Ранее",
    "Раньше", "Раніше", "Сам", "Сегодня", "Сейчас", "Со", "Согласно", "Среди", "Та", "Так", "Также", "Такий", "Також",
    "Там", "Те", "Тепер", "Теперь", "Тим", "То", "Тогда", "Только", "Тому", "Тот", "Ты", "Уже", "Усі", "Утім", "Хотя",
    "Це", "Цей", "Ця", "Ці", "Через", "Чи", "Что", "Чтобы", "Що", "Щоб", "Эта", "Эти", "Это", "Этот", "Як", "Якщо",
];

/// German nouns that stand behind an ordinal.
#[rustfmt::skip]
const AFTER_ORDINAL: &[&str] = &[
    "April", "Armee", "Auflage", "August", "Bezirk", "Bundesliga", "Dezember", "Division", "Etage", "Etappe",
    "Februar", "Geburtstag", "Halbjahr", "Jahrestag", "Jahrhundert", "Jahrhunderts", "Jahrtausend", "Januar", "Juli",
    "Juni", "Jänner", "Kapitel", "Klasse", "Lebensjahr", "Liga", "Mai", "Mal", "Minute", "März", "November",
    "Oktober", "Platz", "Quartal", "Rang", "Runde", "Semester", "Senat", "September", "Spieltag", "Staffel", "Stock",
    "Stockwerk", "Strafsenat", "Tag", "Teil", "Wahlgang", "Weltkrieg", "Weltkrieges", "Weltkriegs", "Woche",
];

/// Behind a quotation and a name.
#[rustfmt::skip]
const REPORTING_VERBS: &[&str] = &[
    "added", "adds", "asked", "asks", "continued", "cried", "demanded", "exclaimed", "joked", "laughed", "posted",
    "quipped", "recalled", "replied", "said", "says", "screamed", "shouted", "snapped", "tells", "told", "tweeted",
    "whispered", "wondered", "writes", "wrote", "yelled",
];

/// Ends of host names and file names.
#[rustfmt::skip]
const DOMAINS: &[&str] = &[
    "Biz", "Com", "Edu", "Fr", "Gov", "Info", "Io", "Js", "Net", "Org", "Ru", "Tv", "Uk",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [TITLES, INNER, NUMBERS, LAST, EITHER, STARTERS, AFTER_ORDINAL, REPORTING_VERBS, DOMAINS] {
            assert!(table.is_sorted_by(|a, b| a < b), "{table:?}");
        }
    }
}
