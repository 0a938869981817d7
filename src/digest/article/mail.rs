//! E-mails saved as text, forwarded ones too: their header lines, and what follows the message.

use std::ops::Range;

use super::fields::Field;
use super::lines::each_line;
use super::node::Node;
use super::values;
use crate::diagnostic::Diagnostic;
use crate::text::prose::Span;

/// A mail's own lines.
#[derive(Debug)]
pub struct Mail {
    pub fields: Vec<Field>,
    /// The message between them.
    pub body: Range<usize>,
    /// What is said of one that is no text yet.
    pub warning: Option<Diagnostic>,
}

/// Names of header lines that make a paragraph of `Name: value` lines a mail's when a subject is among them, and those
/// that are in no other text (RFC 5322, MIME).
const USUAL: [&str; 5] = ["from", "to", "date", "sent", "cc"];
const SURE: [&str; 6] =
    ["return-path", "received", "message-id", "delivered-to", "mime-version", "content-transfer-encoding"];
/// A remark above a forwarded mail has at most so many bytes.
const REMARK_MAX: usize = 600;
/// A signature has at most so many.
const SIGNATURE_MAX: usize = 600;

/// A header line with the lines that it was folded into.
struct Line<'a> {
    name: String,
    value: &'a str,
    place: Range<usize>,
}

/// Reads the text as a mail, when it is one.
pub fn find(text: &str, whole: Range<usize>) -> Option<Mail> {
    let own = header(text, whole.clone());
    let mut start = own.as_ref().map_or(whole.start, |(_, end)| *end);
    let mut lines = own.map(|(lines, _)| lines);
    while let Some((inner, end)) = forwarded(text, start..whole.end) {
        (lines, start) = (Some(inner), end);
    }
    let lines = lines?;
    let warning = lines.iter().find(|line| is_encoded(line)).map(|line| {
        Diagnostic::warning("this is a raw mail, so that its text is encoded and read as it stands")
            .at(text, Span::new(line.place.start, line.place.end), "")
            .hint("open it in a mail program, and copy its text into the file or save it as plain text")
    });
    Some(Mail { fields: fields(&lines), body: start..end(text, start..whole.end), warning })
}

/// The header lines at the start of a part, and where the message begins.
fn header(text: &str, part: Range<usize>) -> Option<(Vec<Line<'_>>, usize)> {
    let is_blank = |line: &Range<usize>| text[line.clone()].trim().is_empty();
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut end = part.start;
    for line in each_line(text, part).skip_while(is_blank) {
        let content = &text[line.clone()];
        if content.trim().is_empty() {
            break;
        }
        if let Some(last) = lines.last_mut().filter(|_| content.starts_with([' ', '\t'])) {
            last.place.end = line.end;
        } else {
            let bare = content.trim_start_matches('*');
            let (name, value) = bare.split_once(':')?;
            let value = value.trim_start_matches('*').trim();
            let well = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            if !well {
                return None;
            }
            lines.push(Line { name: name.to_ascii_lowercase(), value, place: line.clone() });
        }
        end = line.end;
    }
    let has = |names: &[&str]| lines.iter().any(|line| names.contains(&line.name.as_str()));
    let is_mail = has(&["subject"]) && has(&USUAL) || has(&SURE) && has(&["from", "subject", "received"]);
    is_mail.then_some((lines, end))
}

/// The header of a mail that is forwarded below at most a remark.
fn forwarded(text: &str, part: Range<usize>) -> Option<(Vec<Line<'_>>, usize)> {
    let near = each_line(text, part.clone()).take_while(|line| line.start - part.start <= REMARK_MAX);
    for line in near {
        let words = text[line.clone()].trim_matches([' ', '-', '_', '>', ':', '*', '\t']);
        if ["Forwarded message", "Begin forwarded message", "Original Message"].contains(&words) {
            return header(text, line.end..part.end);
        }
    }
    None
}

fn is_encoded(line: &Line<'_>) -> bool {
    let value = line.value.to_ascii_lowercase();
    match line.name.as_str() {
        "content-transfer-encoding" => ["quoted-printable", "base64"].contains(&value.as_str()),
        "content-type" => value.starts_with("multipart/"),
        _ => false,
    }
}

/// Headline, day and sender's name: nobody's address.
fn fields(lines: &[Line<'_>]) -> Vec<Field> {
    let field = |key: &str, line: &Line<'_>, value: &str| Field {
        key: key.to_owned(),
        value: Node::Text(value.to_owned()),
        span: Span::new(line.place.start, line.place.end),
    };
    // An encoded word (RFC 2047) is no text.
    let named = |name: &'static str| {
        move |line: &&Line<'_>| line.name == name && !line.value.is_empty() && !line.value.contains("=?")
    };
    let title = lines.iter().find(named("subject")).map(|line| field("title", line, subject(line.value)));
    let date = lines.iter().find(named("date")).or_else(|| lines.iter().find(named("sent")));
    let date = date.map(|line| field("date", line, line.value));
    let sender = lines.iter().find(named("from")).and_then(|line| {
        let name = values::clean(line.value.split(['<', '[']).next()?);
        (!name.is_empty() && !name.contains('@')).then(|| field("publisher", line, &name))
    });
    title.into_iter().chain(date).chain(sender).collect()
}

/// A subject without what replying and forwarding put before it.
fn subject(mut text: &str) -> &str {
    loop {
        let rest = ["fwd:", "fw:", "re:", "aw:", "wg:", "tr:"].iter().find_map(|mark| {
            let start = text.get(..mark.len())?;
            start.eq_ignore_ascii_case(mark).then(|| text[mark.len()..].trim_start())
        });
        match rest {
            Some(rest) => text = rest,
            None => return text,
        }
    }
}

/// Where the message ends: before the mail it answers, or before a signature behind `-- `.
fn end(text: &str, part: Range<usize>) -> usize {
    for line in each_line(text, part.clone()) {
        let content = text[line.clone()].trim_end();
        // With a time or an address: in the news somebody writes too.
        let answers = content.starts_with("On ")
            && content.ends_with(" wrote:")
            && (content.contains('@')
                || content
                    .as_bytes()
                    .windows(3)
                    .any(|three| three[0].is_ascii_digit() && three[1] == b':' && three[2].is_ascii_digit()));
        if answers || content == "--" && part.end - line.end <= SIGNATURE_MAX {
            return line.start;
        }
    }
    part.end
}
