//! Which form of a word goes with a number; the rules are those of Unicode's CLDR for whole numbers.

use serde::Deserialize;

/// The forms of a counted word, with `{n}` for the number.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forms {
    zero: Option<String>,
    one: Option<String>,
    two: Option<String>,
    few: Option<String>,
    many: Option<String>,
    other: String,
}

impl Forms {
    /// The form for a number in a language.
    pub fn of(&self, language: &str, n: usize) -> &str {
        let form = match language {
            "fr" | "hi" if n <= 1 => &self.one,
            "fr" | "es" if n > 0 && n.is_multiple_of(1_000_000) => &self.many,
            "ru" | "uk" => match (n % 10, n % 100) {
                (1, last) if last != 11 => &self.one,
                (2..=4, last) if !(12..=14).contains(&last) => &self.few,
                _ => &self.many,
            },
            "ar" => match (n, n % 100) {
                (0, _) => &self.zero,
                (1, _) => &self.one,
                (2, _) => &self.two,
                (_, 3..=10) => &self.few,
                (_, 11..=99) => &self.many,
                _ => &None,
            },
            _ if n == 1 => &self.one,
            _ => &None,
        };
        form.as_deref().unwrap_or(&self.other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let form = |name: &str| Some(name.to_owned());
        let forms = Forms {
            zero: form("zero"),
            one: form("one"),
            two: form("two"),
            few: form("few"),
            many: form("many"),
            other: "other".into(),
        };
        let check = |language: &str, expected: &[(usize, &str)]| {
            for (n, form) in expected {
                assert_eq!(forms.of(language, *n), *form, "{n} in {language}");
            }
        };
        check("en", &[(0, "other"), (1, "one"), (2, "other")]);
        check("fr", &[(0, "one"), (1, "one"), (2, "other"), (1_000_000, "many")]);
        check("ru", &[(1, "one"), (3, "few"), (5, "many"), (11, "many"), (12, "many"), (21, "one"), (112, "many")]);
        check("ar", &[(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (11, "many"), (100, "other"), (103, "few")]);
    }
}
