//! The names of months, weekdays and time zones in the languages of the news that people clip.

use chrono::Weekday;

/// The longest name, in bytes.
const NAME_MAX: usize = 24;

/// The month of a name or its usual short form: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish,
/// Russian, Ukrainian.
///
/// Short forms that are everyday words (`set`, `ago`, `out`) are not among them: see [`short_month`].
pub fn month(word: &str) -> Option<u32> {
    if word.len() > NAME_MAX {
        return None;
    }
    Some(match word.to_lowercase().as_str() {
        "jan" | "january" | "januar" | "jänner" | "janv" | "janvier" | "enero" | "ene" | "gennaio" | "janeiro"
        | "januari" | "январь" | "января" | "янв" | "styczeń" | "stycznia" | "січень" | "січня" => {
            1
        }
        "feb" | "february" | "februar" | "févr" | "fév" | "février" | "fevrier" | "febrero" | "febbraio"
        | "fevereiro" | "fev" | "februari" | "февраль" | "февраля" | "фев" | "февр" | "luty" | "lutego" | "лютий"
        | "лютого" => 2,
        "mar" | "march" | "märz" | "mrz" | "mär" | "maerz" | "mars" | "marzo" | "março" | "maart" | "mrt" | "март"
        | "марта" | "мар" | "marzec" | "marca" | "березень" | "березня" => 3,
        "apr" | "april" | "avr" | "avril" | "abr" | "abril" | "aprile" | "апрель" | "апреля" | "апр" | "kwiecień"
        | "kwietnia" | "квітень" | "квітня" => 4,
        "may" | "mai" | "mayo" | "maggio" | "maio" | "mei" | "май" | "мая" | "maj" | "maja" | "травень" | "травня" => {
            5
        }
        "jun" | "june" | "juni" | "juin" | "junio" | "giugno" | "junho" | "июнь" | "июня" | "июн" | "czerwiec"
        | "czerwca" | "червень" | "червня" => 6,
        "jul" | "july" | "juli" | "juil" | "juillet" | "julio" | "luglio" | "julho" | "июль" | "июля" | "июл"
        | "lipiec" | "lipca" | "липень" | "липня" => 7,
        "aug" | "august" | "août" | "aout" | "agosto" | "augustus" | "август" | "августа" | "авг" | "sierpień"
        | "sierpnia" | "серпень" | "серпня" => 8,
        "sep" | "sept" | "september" | "septembre" | "septiembre" | "setiembre" | "settembre" | "setembro"
        | "сентябрь" | "сентября" | "сен" | "сент" | "wrzesień" | "września" | "вересень" | "вересня" => {
            9
        }
        "oct" | "october" | "okt" | "oktober" | "octobre" | "octubre" | "ottobre" | "outubro" | "октябрь"
        | "октября" | "окт" | "październik" | "października" | "жовтень" | "жовтня" => 10,
        "nov" | "november" | "novembre" | "noviembre" | "novembro" | "ноябрь" | "ноября" | "ноя" | "нояб"
        | "listopad" | "listopada" | "листопад" | "листопада" => 11,
        "dec" | "december" | "dez" | "dezember" | "déc" | "décembre" | "decembre" | "dic" | "diciembre"
        | "dicembre" | "dezembro" | "декабрь" | "декабря" | "дек" | "grudzień" | "grudnia" | "грудень" | "грудня" => {
            12
        }
        _ => return None,
    })
}

/// The month of a short form that is a word too, of English mostly: `27 ago 2025`.
pub fn short_month(word: &str) -> Option<u32> {
    Some(match word.to_ascii_lowercase().as_str() {
        "gen" => 1,
        "mag" => 5,
        "giu" => 6,
        "lug" => 7,
        "ago" => 8,
        "set" => 9,
        "ott" | "out" => 10,
        _ => return None,
    })
}

/// The weekday of a name or its usual short form: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish,
/// Russian, Ukrainian.
pub fn weekday(word: &str) -> Option<Weekday> {
    if word.len() > NAME_MAX {
        return None;
    }
    Some(match word.to_lowercase().as_str() {
        "mon"
        | "monday"
        | "montag"
        | "lundi"
        | "lunes"
        | "понедельник"
        | "lunedì"
        | "segunda-feira"
        | "maandag"
        | "poniedziałek"
        | "понеділок" => Weekday::Mon,
        "tue" | "tues" | "tuesday" | "dienstag" | "mardi" | "martes" | "вторник" | "martedì" | "terça-feira"
        | "dinsdag" | "wtorek" | "вівторок" => Weekday::Tue,
        "wed" | "weds" | "wednesday" | "mittwoch" | "mercredi" | "miércoles" | "среда" | "среду" | "mercoledì"
        | "quarta-feira" | "woensdag" | "środa" | "środę" | "середа" | "середу" => Weekday::Wed,
        "thu" | "thur" | "thurs" | "thursday" | "donnerstag" | "jeudi" | "jueves" | "четверг" | "giovedì"
        | "quinta-feira" | "donderdag" | "czwartek" | "четвер" => Weekday::Thu,
        "fri" | "friday" | "freitag" | "vendredi" | "viernes" | "пятница" | "пятницу" | "venerdì" | "sexta-feira"
        | "vrijdag" | "piątek" | "п'ятниця" | "п'ятницю" => Weekday::Fri,
        "sat" | "saturday" | "samstag" | "sonnabend" | "samedi" | "sábado" | "суббота" | "субботу" | "sabato"
        | "zaterdag" | "sobota" | "sobotę" | "субота" | "суботу" => Weekday::Sat,
        "sun"
        | "sunday"
        | "sonntag"
        | "dimanche"
        | "domingo"
        | "воскресенье"
        | "domenica"
        | "zondag"
        | "niedziela"
        | "niedzielę"
        | "неділя"
        | "неділю" => Weekday::Sun,
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
