//! Parts blocks into body, related links, credits and removed lines, naming the rule for each.

mod bios;
mod boxes;
mod captions;
mod diction;
mod features;
mod forest;
mod headline;
mod headlines;
mod highlights;
mod inserted;
mod judge;
mod keypoints;
mod kicker;
mod lists;
mod pictures;
mod related;
mod repeats;
mod row;
mod run;
mod sections;
mod shape;
mod signs;
mod terms;
#[cfg(test)]
mod tests;
mod title;
mod trees;
mod unit;
mod vocabulary;

use super::model::{Block, Cleaned, Credit, FrontMatter, RelatedLink, Removed};
use crate::rules::Rules;
use unit::{Unit, Verdict};

/// Parts the blocks of an article.
pub fn clean(front_matter: &FrontMatter, blocks: Vec<Block>, rules: &Rules) -> Cleaned {
    let mut units = unit::parts(blocks, &rules.junk);
    let lexicon = rules.lexicons.of(front_matter.language.as_deref());
    boxes::mark_hosts(&mut units);
    let title = title::mark(front_matter, &mut units);
    captions::mark(&mut units);
    related::mark(&mut units);
    headlines::mark(&mut units);
    judge::judge(&mut units, &title, lexicon);
    captions::mark_seen(&mut units);
    title::mark_menu(&title, &mut units);
    boxes::mark(front_matter, &mut units, lexicon);
    related::mark_links(&mut units);
    highlights::mark(&mut units);
    repeats::mark(&mut units);
    keypoints::mark(&mut units, title.at);
    sections::mark(&mut units, title.at);
    bios::mark(front_matter, &mut units);
    let mut out = Cleaned::default();
    for unit in units {
        put(unit, &mut out);
    }
    out
}

/// Leaves the blocks of a page that is no news as they are, but for the headline and what carries no text.
pub fn leave(front_matter: &FrontMatter, blocks: Vec<Block>) -> Cleaned {
    let mut units = blocks.into_iter().map(Unit::whole).collect::<Vec<_>>();
    title::mark(front_matter, &mut units);
    let mut out = Cleaned::default();
    units.into_iter().for_each(|unit| put(unit, &mut out));
    out
}

/// Puts a unit into the list that its verdict says.
fn put(unit: Unit<'_>, out: &mut Cleaned) {
    let Unit { block, verdict } = unit;
    let line = block.lines.start();
    let span = block.prose.source(0..block.prose.len());
    match verdict {
        Verdict::Keep | Verdict::Text => out.body.push(block),
        Verdict::Title => out.title = Some(block.prose),
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

/// One entry for each line of the block; for pictures alone what they show, or their addresses.
fn remove(block: &Block, rule: &str, out: &mut Cleaned) {
    let text = block.prose.as_str();
    if text.is_empty() {
        let shown = block.images.iter().map(|image| if image.alt.is_empty() { &image.url } else { &image.alt });
        let text = shown.map(String::as_str).collect::<Vec<_>>().join(" ");
        let (line, span) = (block.lines.start(), block.prose.source(0..0));
        out.removed.push(Removed { line, text, span, rule: rule.into() });
        return;
    }
    let mut start = 0;
    for (i, line) in text.split('\n').enumerate() {
        let span = block.prose.source(start..start + line.len());
        start += line.len() + 1;
        if !line.trim().is_empty() {
            out.removed.push(Removed { line: block.lines.start() + i, text: line.into(), span, rule: rule.into() });
        }
    }
}
