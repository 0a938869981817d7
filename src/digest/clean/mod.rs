//! Parts blocks into body, related links, credits and removed lines, naming the rule for each.

mod features;
mod inserted;
mod judge;
mod related;
mod shape;
mod title;
mod trees;
mod unit;

use super::model::{Block, Cleaned, Credit, FrontMatter, RelatedLink, Removed};
use crate::rules::Rules;
use unit::{Unit, Verdict};

/// Parts the blocks of an article.
pub fn clean(front_matter: &FrontMatter, blocks: Vec<Block>, rules: &Rules) -> Cleaned {
    let mut units = unit::parts(blocks, &rules.junk);
    let title = title::mark(front_matter, &mut units);
    related::mark(&mut units);
    judge::judge(&mut units, &title);
    let mut out = Cleaned::default();
    for unit in units {
        put(unit, &mut out);
    }
    out
}

/// Puts a unit into the list that its verdict says.
fn put(unit: Unit<'_>, out: &mut Cleaned) {
    let Unit { block, verdict } = unit;
    let line = block.lines.start;
    let span = block.prose.source(0..block.prose.len());
    match verdict {
        Verdict::Keep => out.body.push(block),
        Verdict::Title => out.title = Some(title::headline(&block)),
        Verdict::Credit(rule) => {
            let text = block.prose.as_str().to_owned();
            out.credits.push(Credit { text, span, line, rule: rule.into() });
        }
        Verdict::Related { title, rule } if !title.is_empty() => {
            let url = unit::links_in(&block, title.clone()).next().map(|(_, url)| url.to_owned());
            let text = block.prose.as_str()[title].replace('\n', " ");
            out.related.push(RelatedLink { title: text, url, span, line, rule: rule.into() });
        }
        Verdict::Remove(rule) | Verdict::Related { rule, .. } | Verdict::RelatedList(rule) => remove(&block, rule, out),
    }
}

/// One entry for each line of the block.
fn remove(block: &Block, rule: &str, out: &mut Cleaned) {
    let text = block.prose.as_str();
    let mut start = 0;
    for (i, line) in text.split('\n').enumerate() {
        let span = block.prose.source(start..start + line.len());
        start += line.len() + 1;
        if !line.trim().is_empty() || text.is_empty() {
            out.removed.push(Removed { line: block.lines.start + i, text: line.into(), span, rule: rule.into() });
        }
    }
}
