//! Pasted prose that Markdown takes for something else: a rule below a paragraph, indented paragraphs, the quotation marks
//! of wires, the day of a date.

use std::ops::Range;

use super::super::date;
use super::super::lines::each_line;
use super::Builder;
use crate::text::sentence;

impl Builder<'_> {
    /// A rule drawn under pasted prose makes it a heading for Markdown. A text of several lines, of more than
    /// 120 characters or with the end of a sentence is none: it becomes a paragraph, and this is where it ends.
    pub(super) fn underline(&mut self, range: &Range<usize>) -> Option<usize> {
        const HEADING_MAX: usize = 120;
        let source = self.input[range.clone()].trim_end();
        let underline = source.rfind(['\n', '\r'])? + 1;
        if !source[underline..].trim_start().starts_with('-') {
            return None;
        }
        let kind = self.kind_here();
        let (block, _) = self.open.as_mut()?;
        let text = block.prose.as_str().trim();
        let prose = text.contains('\n') || sentence::is_ended(text) || text.chars().nth(HEADING_MAX).is_some();
        if !prose {
            return None;
        }
        block.kind = kind;
        Some(range.start + underline)
    }

    /// Reads an indented block as if it were not: each part between blank lines from its first character on.
    pub(super) fn read_again(&mut self, range: Range<usize>) {
        self.again = true;
        let mut part: Option<Range<usize>> = None;
        let input = self.input;
        let lines = each_line(input, range.clone()).chain(std::iter::once(range.end..range.end));
        for line in lines {
            let text = &input[line.clone()];
            if text.trim().is_empty() {
                if let Some(part) = part.take() {
                    self.parse(&input[part.clone()], part.start);
                    self.flush(part.end);
                }
            } else {
                let start = line.start + (text.len() - text.trim_start().len());
                part.get_or_insert(start..line.end).end = line.end;
            }
        }
        self.again = false;
    }
}

/// What Markdown takes for the number of an item of a list, where it is the day of a date with its year: the `4. ` of
/// `4. September 2025 um 17:48 Uhr`.
pub(super) fn day(item: &str) -> Option<&str> {
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    let rest = item.get(digits..).filter(|_| digits > 0)?.strip_prefix('.')?;
    let line = item.lines().next()?;
    let month = rest.trim_start_matches(' ');
    let is_date = || date::find_all(line).first().is_some_and(|found| found.range.start == 0 && found.year.is_some());
    // Most items are no dates: a month is short, and a year stands behind it.
    let may_be = month.starts_with(char::is_alphabetic) && line.len() <= 200;
    (may_be && is_date()).then(|| &item[..item.len() - month.len()])
}

/// Whether what Markdown takes for code runs from one opening mark of a wire to the next: ` ``Go,'' he said. `` `.
pub(super) fn is_wire_quotation(source: &str) -> bool {
    source.starts_with("``") && !source.starts_with("```") && source.contains("''")
}
