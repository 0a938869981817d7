//! `daybrief digest --explain`: for people, what became of each line and why each quote has its speaker.

use std::fmt::Write;
use std::ops::Range;

use crate::digest::article::lines::Lines;
use crate::digest::model::{AttributedQuote, Block, Digest, Evidence, Naming, Odds, Reason, Speaker};
use crate::text::prose::Span;

/// Characters of a line or quote that are shown.
const SHOWN: usize = 72;

/// The page of a file: its articles one after another.
pub fn page(source: &str, text: &str, digests: &[Digest]) -> String {
    let lines = Lines::new(text);
    let parts = digests.iter().map(|digest| article(source, text, &lines, digest));
    parts.collect::<Vec<_>>().join("\n")
}

fn article(source: &str, text: &str, lines: &Lines, digest: &Digest) -> String {
    let mut out = format!("{source}\n");
    let day = digest.published.map(|moment| moment.day.to_string());
    let facts = [
        ("title", digest.title.as_deref()),
        ("day", day.as_deref()),
        ("publisher", digest.publisher.as_deref()),
        ("language", digest.language.as_deref()),
    ];
    for (what, fact) in facts {
        line(&mut out, format_args!("  {what:<10} {}", fact.unwrap_or("-")));
    }
    for warning in &digest.warnings {
        line(&mut out, format_args!("  warning    {}", warning.message));
    }
    let fates = fates(lines, digest);
    if !fates.is_empty() {
        line(&mut out, format_args!("\nLines\n"));
    }
    let width = fates.iter().map(|fate| fate.name.chars().count()).max().unwrap_or(0);
    for Fate { lines, name, span } in &fates {
        let words = text.get(span.start..span.end).unwrap_or_default();
        line(&mut out, format_args!("{:>7}  {name:<width$}  {}", numbers(lines), shortened(words)));
    }
    if !digest.quotes.is_empty() {
        line(&mut out, format_args!("\nQuotes"));
    }
    for quote in &digest.quotes {
        let words = quote.quote.words;
        let at = lines.at(words.source(&digest.body).start);
        line(&mut out, format_args!("\n{at:>7}  “{}”", shortened(&words.text(&digest.body))));
        line(&mut out, format_args!("         {}", who(quote, &digest.body)));
        for reason in why(quote, digest, lines) {
            line(&mut out, format_args!("         {reason}"));
        }
    }
    if !digest.people.is_empty() {
        line(&mut out, format_args!("\nPeople\n"));
    }
    for person in &digest.people {
        let role = person.role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
        line(&mut out, format_args!("{:>7}  {}{role}", format!("{}×", person.mentions.len()), person.name));
    }
    out
}

/// Adds a line without white space at its end.
fn line(out: &mut String, text: std::fmt::Arguments) {
    let start = out.len();
    write!(out, "{text}").expect("a String takes all");
    out.truncate(start + out[start..].trim_end_matches(' ').len());
    out.push('\n');
}

/// What became of some lines of the file.
struct Fate {
    /// 1-based, half-open.
    lines: Range<usize>,
    name: String,
    span: Span,
}

/// The fates of all lines that are not blank, in order.
fn fates(lines: &Lines, digest: &Digest) -> Vec<Fate> {
    let mut out = Vec::new();
    let mut add = |at: usize, name: String, span: Span| out.push(Fate { lines: at..at + 1, name, span });
    if let Some(span) = digest.title_span {
        add(lines.at(span.start), "title".into(), span);
    }
    for link in &digest.related {
        add(link.line, format!("related ({})", link.rule), link.span);
    }
    for credit in &digest.credits {
        add(credit.line, format!("credit ({})", credit.rule), credit.span);
    }
    for removed in &digest.removed {
        add(removed.line, format!("out ({})", removed.rule), removed.span);
    }
    if !digest.header_lines.is_empty() {
        out.push(Fate { lines: digest.header_lines.clone(), name: "header".into(), span: Span::new(0, 0) });
    }
    for block in &digest.body {
        let span = block.prose.source(0..block.prose.len());
        out.push(Fate { lines: block.lines.range(), name: "text".into(), span });
    }
    out.sort_by_key(|fate| (fate.lines.start, fate.span));
    out
}

fn numbers(lines: &Range<usize>) -> String {
    if lines.len() < 2 { lines.start.to_string() } else { format!("{}-{}", lines.start, lines.end - 1) }
}

/// The start of a text on one line.
fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(SHOWN).collect();
    let text = words.join(" ");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

fn who(quote: &AttributedQuote, body: &[Block]) -> String {
    let Some(Speaker { name, mention, role }) = &quote.speaker else { return "nobody".into() };
    let role = role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
    match name {
        Some(name) => format!("{name}{role}"),
        None => format!("{}{role} (not named)", mention.text(body)),
    }
}

/// The reasons for a quote's speaker, a line each.
fn why(quote: &AttributedQuote, digest: &Digest, lines: &Lines) -> Vec<String> {
    let (Some(speaker), Some(evidence)) = (&quote.speaker, &quote.evidence) else {
        return vec!["no mention stands near enough to be sure".into()];
    };
    let mut out = vec![reason(quote, speaker, evidence, &digest.body, lines)];
    if let (Some(name), Naming::Pronoun | Naming::Description) = (&speaker.name, evidence.naming)
        && let Some(line) = named_before(name, speaker, digest, lines)
    {
        out.push(format!("“{}” is {name}, named in line {line}", speaker.mention.text(&digest.body)));
    }
    out.extend(evidence.odds.as_deref().map(|Odds { share, next }| {
        let next = next.as_ref().map(|(name, share)| format!("; next: {name}, {share} %"));
        format!("{share} % sure{}", next.unwrap_or_default())
    }));
    out
}

fn reason(quote: &AttributedQuote, speaker: &Speaker, evidence: &Evidence, body: &[Block], lines: &Lines) -> String {
    let mention = speaker.mention.text(body);
    let at = lines.at(speaker.mention.source(body).start);
    let cue = quote.cue.as_deref().unwrap_or_default();
    match evidence.reason {
        Reason::Subject => format!("“{mention}” is the subject of “{cue}”"),
        Reason::Inverted => format!("“{mention}” stands behind “{cue}”"),
        Reason::According => format!("“{mention}” stands behind “{cue}”"),
        Reason::Colon => format!("a colon leads from “{mention}” to the quote"),
        Reason::Turn => format!("“{mention}” (line {at}) spoke the quote before"),
        Reason::Nearest => format!("“{mention}” (line {at}) is the likeliest mention near by"),
    }
}

/// The line of the last mention of a name before the speaker's mention.
fn named_before(name: &str, speaker: &Speaker, digest: &Digest, lines: &Lines) -> Option<usize> {
    let person = digest.people.iter().find(|person| *person.name == *name)?;
    let before = person.mentions.iter().rev().find(|mention| **mention < speaker.mention)?;
    Some(lines.at(before.source(&digest.body).start))
}
