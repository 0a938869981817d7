//! The names of months, weekdays and time zones in the languages of the news that people clip.

use chrono::Weekday;

/// The longest name, in bytes.
const NAME_MAX: usize = 24;

/// The month of a name or its usual short form: English, German, French, Spanish, Italian, Portuguese, Dutch, Russian.
///
/// Short forms that are everyday words of English (`set`, `ago`, `out`) are not among them.
pub fn month(word: &str) -> Option<u32> {
    if word.len() > NAME_MAX {
        return None;
    }
    Some(match word.to_lowercase().as_str() {
        "jan" | "january" | "januar" | "jänner" | "janv" | "janvier" | "enero" | "ene" | "gennaio" | "janeiro"
        | "januari" | "январь" | "января" | "янв" => 1,
        "feb" | "february" | "februar" | "févr" | "fév" | "février" | "fevrier" | "febrero" | "febbraio"
        | "fevereiro" | "fev" | "februari" | "февраль" | "февраля" | "фев" | "февр" => 2,
        "mar" | "march" | "märz" | "mrz" | "mär" | "maerz" | "mars" | "marzo" | "março" | "maart" | "mrt" | "март"
        | "марта" | "мар" => 3,
        "apr" | "april" | "avr" | "avril" | "abr" | "abril" | "aprile" | "апрель" | "апреля" | "апр" => {
            4
        }
        "may" | "mai" | "mayo" | "maggio" | "maio" | "mei" | "май" | "мая" => 5,
        "jun" | "june" | "juni" | "juin" | "junio" | "giugno" | "junho" | "июнь" | "июня" | "июн" => 6,
        "jul" | "july" | "juli" | "juil" | "juillet" | "julio" | "luglio" | "julho" | "июль" | "июля" | "июл" => {
            7
        }
        "aug" | "august" | "août" | "aout" | "agosto" | "augustus" | "август" | "августа" | "авг" => 8,
        "sep" | "sept" | "september" | "septembre" | "septiembre" | "setiembre" | "settembre" | "setembro"
        | "сентябрь" | "сентября" | "сен" | "сент" => 9,
        "oct" | "october" | "okt" | "oktober" | "octobre" | "octubre" | "ottobre" | "outubro" | "октябрь"
        | "октября" | "окт" => 10,
        "nov" | "november" | "novembre" | "noviembre" | "novembro" | "ноябрь" | "ноября" | "ноя" | "нояб" => {
            11
        }
        "dec" | "december" | "dez" | "dezember" | "déc" | "décembre" | "decembre" | "dic" | "diciembre"
        | "dicembre" | "dezembro" | "декабрь" | "декабря" | "дек" => 12,
        _ => return None,
    })
}

/// The weekday of a name or its usual short form: English, German, French, Spanish, Russian.
pub fn weekday(word: &str) -> Option<Weekday> {
    if word.len() > NAME_MAX {
        return None;
    }
    Some(match word.to_lowercase().as_str() {
        "mon" | "monday" | "montag" | "lundi" | "lunes" | "понедельник" => Weekday::Mon,
        "tue" | "tues" | "tuesday" | "dienstag" | "mardi" | "martes" | "вторник" => Weekday::Tue,
        "wed" | "weds" | "wednesday" | "mittwoch" | "mercredi" | "miércoles" | "среда" | "среду" => {
            Weekday::Wed
        }
        "thu" | "thur" | "thurs" | "thursday" | "donnerstag" | "jeudi" | "jueves" | "четверг" => Weekday::Thu,
        "fri" | "friday" | "freitag" | "vendredi" | "viernes" | "пятница" | "пятницу" => Weekday::Fri,
        "sat" | "saturday" | "samstag" | "sonnabend" | "samedi" | "sábado" | "суббота" | "субботу" => {
            Weekday::Sat
        }
        "sun" | "sunday" | "sonntag" | "dimanche" | "domingo" | "воскресенье" => Weekday::Sun,
        _ => return None,
    })
}

/// Seconds east of Greenwich of a zone's name, where it means one zone only (`IST` means three).
pub fn zone(word: &str) -> Option<i32> {
    let hours = match word {
        "Z" | "z" | "UTC" | "GMT" => 0,
        "BST" | "CET" => 1,
        "CEST" | "EET" => 2,
        "EEST" | "MSK" => 3,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => return None,
    };
    Some(hours * 3600)
}
