//! `daybrief list [SITE]`: the articles an editor should look at before publishing.

use clap::ValueEnum;

use super::report::{Outcome, print};
use super::site::{SiteArgs, now};
use crate::builder::Reason;
use crate::error::Error;
use crate::workspace::Options;

/// List drafts, future, undated, untitled and quote-less articles
///
/// One line each: what is to be said of it, its file and its title, parted by tabs.
#[derive(Debug, clap::Args)]
pub struct List {
    #[command(flatten)]
    site: SiteArgs,
    /// Only these kinds
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Kind>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Kind {
    Draft,
    Future,
    Undated,
    Untitled,
    Quoteless,
}

impl List {
    pub fn run(self) -> Result<Outcome, Error> {
        let mut workspace = self.site.open(Options::default())?;
        let build = workspace.build(now());
        let mut rows: Vec<(Kind, String, String, String)> = Vec::new();
        for held in build.held {
            let (kind, note) = match held.reason {
                Reason::Draft(_) => (Kind::Draft, "draft".to_owned()),
                Reason::NoText | Reason::Template => (Kind::Draft, held.reason.to_string()),
                Reason::Future { .. } => (Kind::Future, format!("future {}", held.reason)),
            };
            rows.push((kind, note, held.source, held.title));
        }
        for entry in &build.site.entries {
            let untitled = entry.digest.front_matter.title.is_none() && entry.digest.title_span.is_none();
            for (kind, holds, note) in [
                (Kind::Draft, entry.digest.front_matter.draft.is_some(), "draft"),
                (Kind::Undated, entry.day.is_none(), "undated"),
                (Kind::Untitled, untitled, "untitled"),
                (Kind::Quoteless, entry.digest.quotes.is_empty(), "quoteless"),
            ] {
                if holds {
                    rows.push((kind, note.into(), entry.source.to_string(), entry.title().to_owned()));
                }
            }
        }
        rows.retain(|row| self.only.is_empty() || self.only.contains(&row.0));
        rows.sort();
        let lines: String =
            rows.iter().map(|(_, note, source, title)| format!("{note}\t{source}\t{title}\n")).collect();
        print(&lines)?;
        Ok(Outcome::Done)
    }
}
