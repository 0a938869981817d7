//! What the reader of TOML says of a value, in words for whoever wrote the file.

/// A message of the reader's as ours: `invalid type: string "x", expected usize` is `a whole number is wanted, not the
/// text "x"`.
pub fn plain(message: &str) -> String {
    let message = message.lines().next().unwrap_or_default();
    let (_, about) = message.split_once(": ").unwrap_or(("", message));
    if message.starts_with("invalid ")
        && let Some((found, wanted)) = about.rsplit_once(", expected ")
    {
        return format!("{} is wanted, not {}", self::wanted(wanted), self::found(found));
    }
    if let Some(choice) = message.strip_prefix("unknown variant ")
        && let Some((found, known)) = choice.split_once(", expected ")
    {
        return format!("{found} is none of {}", known.trim_start_matches("one of ").replace(" or ", ", "));
    }
    match message.strip_prefix("missing field ") {
        Some(field) => format!("{field} is missing"),
        None if message == "wanted string or table" => "a text in quotes is wanted".to_owned(),
        None => message.to_owned(),
    }
}

fn wanted(kind: &str) -> &str {
    match kind {
        "u8" | "u32" | "u64" | "usize" => "a whole number from 0 on",
        "i64" => "a whole number",
        "a string" | "string or table" => "a text in quotes",
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list as `[\"…\"]`",
        "a map" => "a table",
        "struct Forms" => "a table as `{ one = \"…\", other = \"…\" }`",
        kind if kind.starts_with("struct ") => "a table",
        kind if kind.starts_with("an array of length ") => "a list of all of them",
        kind => kind,
    }
}

fn found(value: &str) -> String {
    for (kind, word) in [("string ", "the text "), ("integer ", ""), ("floating point ", ""), ("boolean ", "")] {
        if let Some(value) = value.strip_prefix(kind) {
            return format!("{word}{value}");
        }
    }
    match value {
        "sequence" => "a list".to_owned(),
        "map" => "a table".to_owned(),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_terms_of_the_reader() {
        let check = |message: &str, expected: &str| assert_eq!(plain(message), expected);
        check("invalid type: string \"x\", expected usize", "a whole number from 0 on is wanted, not the text \"x\"");
        check("invalid value: integer `300`, expected u8", "a whole number from 0 on is wanted, not `300`");
        check("invalid type: string \"a\", expected a sequence", "a list as `[\"…\"]` is wanted, not the text \"a\"");
        check("unknown variant `x`, expected `file` or `folder`", "`x` is none of `file`, `folder`");
        check("missing field `line`", "`line` is missing");
        check("there is no time zone `x`", "there is no time zone `x`");
    }
}
