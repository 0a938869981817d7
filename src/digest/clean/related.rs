//! Labels whose headline stands on the next line, and lists of other articles under a heading.

use super::unit::{Unit, Verdict};
use crate::digest::model::{Block, BlockKind, MarkKind};

/// The most headlines that one heading can take.
const LONGEST_LIST: usize = 12;
/// A headline is rarely longer, in words.
const LONGEST_TITLE: usize = 24;

/// Gives labels and headings of related articles the lines that follow them.
pub fn mark(units: &mut [Unit<'_>]) {
    let mut at = 0;
    while at < units.len() {
        let (rule, most) = match &units[at].verdict {
            Verdict::RelatedList(rule) => (*rule, LONGEST_LIST),
            Verdict::Related { title, rule } if title.is_empty() => (*rule, LONGEST_LIST),
            _ => {
                at += 1;
                continue;
            }
        };
        at += 1;
        let mut taken = 0;
        while let Some(unit) = units.get_mut(at).filter(|_| taken < most) {
            if unit.kept() && is_headline(&unit.block) {
                unit.verdict = Verdict::Related { title: title_range(&unit.block), rule };
                taken += 1;
            } else if !matches!(unit.verdict, Verdict::Remove("picture" | "markup")) {
                break;
            }
            at += 1;
        }
    }
}

fn title_range(block: &Block) -> std::ops::Range<usize> {
    0..block.prose.len()
}

/// Whether a block looks like the headline of another article: a link, or a few words without a full stop.
fn is_headline(block: &Block) -> bool {
    let text = block.prose.as_str();
    let words = text.split_whitespace().take(LONGEST_TITLE + 1).count();
    if words > LONGEST_TITLE || text.contains('\n') {
        return false;
    }
    let linked: usize =
        block.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Link(_))).map(|mark| mark.range.len()).sum();
    if linked * 5 >= text.len() * 4 {
        return true;
    }
    let open = !text.ends_with(['.', ':', ';', ',', '"', '”', '…']) && !text.starts_with(['"', '“']);
    match block.kind {
        BlockKind::ListItem { .. } | BlockKind::Heading(_) => open && words >= 3,
        BlockKind::Paragraph => open && words >= 5,
        _ => false,
    }
}
