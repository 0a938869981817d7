//! What daybrief says about the user's own files: message, place, hint; and how it looks.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::prose::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look; it never fails a run.
    Note,
    Warning,
    Error,
}

/// One message about a file of the user's.
///
/// `message` is lower case without a full stop and speaks in the user's terms; `hint` says what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    pub severity: Severity,
    pub message: String,
    /// The files it is about, the first with the place. Core functions know no path: whoever knows the file fills it in.
    pub paths: Vec<String>,
    pub place: Option<Box<Place>>,
    pub hint: Option<String>,
}

/// A place in a file, with the line itself for the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// 1-based.
    pub line: usize,
    /// 1-based, in characters.
    pub column: usize,
    /// The line's text, cut where it is long.
    pub text: String,
    /// How many characters from `column` on are meant (at least one).
    pub width: usize,
    /// What is to be said at the place itself; may be empty.
    pub label: String,
}

/// A line longer than this many characters is shown cut.
const SHOWN: usize = 100;

impl Diagnostic {
    pub fn new(severity: Severity, message: impl Into<String>) -> Self {
        Self { severity, message: message.into(), paths: Vec::new(), place: None, hint: None }
    }

    pub fn note(message: impl Into<String>) -> Self {
        Self::new(Severity::Note, message)
    }

    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message)
    }

    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message)
    }

    /// The order in which messages are shown: by file, then by line.
    pub fn by_place(&self, other: &Self) -> Ordering {
        let key = |d: &Self| d.place.as_ref().map(|place| place.line);
        self.paths.first().cmp(&other.paths.first()).then_with(|| key(self).cmp(&key(other)))
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn path(mut self, path: impl AsRef<str>) -> Self {
        self.paths.push(path.as_ref().to_owned());
        self
    }

    /// Points at a span of `input`, the text of the first path.
    pub fn at(mut self, input: &str, span: Span, label: impl Into<String>) -> Self {
        let start = input.floor_char_boundary(span.start);
        let end = input.floor_char_boundary(span.end.max(start));
        let line_start = input[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = input[start..].find('\n').map_or(input.len(), |i| start + i);
        let before = &input[line_start..start];
        let meant = &input[start..end.min(line_end)];
        let column = before.trim_start_matches('\u{feff}').chars().count() + 1;
        let line = input[line_start..line_end].trim_start_matches('\u{feff}').trim_end();
        // A long line is shown from shortly before the place.
        let skip = if column > SHOWN - 20 { column - 20 } else { 0 };
        let mut text: String = line.chars().skip(skip).take(SHOWN).map(printable).collect();
        if skip > 0 {
            text.insert(0, '…');
        }
        if line.chars().count() > skip + SHOWN {
            text.push('…');
        }
        self.place = Some(Box::new(Place {
            line: input[..start].matches('\n').count() + 1,
            column,
            width: meant.chars().count().clamp(1, SHOWN),
            text,
            label: label.into(),
        }));
        self
    }
}

/// Terminals act on control characters, and on those that turn the direction of text.
fn printable(c: char) -> char {
    if c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
        ' '
    } else {
        c
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

impl fmt::Display for Diagnostic {
    /// The whole message, several lines, without a line break at the end.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}: {}", self.severity, self.message)?;
        let gutter = self.place.as_ref().map_or(1, |place| place.line.to_string().len());
        for (i, path) in self.paths.iter().enumerate() {
            match &self.place {
                Some(place) if i == 0 => write!(f, "\n{:gutter$}--> {path}:{}:{}", "", place.line, place.column)?,
                _ => write!(f, "\n{:gutter$}--> {path}", "")?,
            }
        }
        if let Some(place) = &self.place
            && !place.text.trim().is_empty()
        {
            let shown = if place.text.starts_with('…') { 21 } else { place.column };
            let room = place.text.chars().count().saturating_sub(shown - 1).max(1);
            write!(f, "\n{:gutter$} |\n{} | {}\n{:gutter$} | ", "", place.line, place.text, "")?;
            write!(f, "{:1$}{2}", "", shown - 1, "^".repeat(place.width.min(room)))?;
            if !place.label.is_empty() {
                write!(f, " {}", place.label)?;
            }
        }
        if let Some(hint) = &self.hint {
            if self.place.as_ref().is_some_and(|place| !place.text.trim().is_empty()) {
                write!(f, "\n{:gutter$} |", "")?;
            }
            write!(f, "\n{:gutter$} = hint: {hint}", "")?;
        }
        Ok(())
    }
}
