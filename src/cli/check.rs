//! `daybrief check [SITE]`: everything but writing the site.

use std::path::Path;

use clap::ValueEnum;
use serde::Serialize;

use super::report::{self, Outcome, counted, print};
use super::site::{SiteArgs, now};
use crate::check::{articles, external, links};
use crate::content;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::workspace::Options;

/// Check the site without writing it: articles, settings, templates, and every link
///
/// Errors and warnings are those of `build`; besides, articles that are empty after cleaning or have the same text as
/// another, quotes without a speaker, and links that lead nowhere. Notes never fail a run.
#[derive(Debug, clap::Args)]
pub struct Check {
    #[command(flatten)]
    site: SiteArgs,
    /// Ask addresses outside the site too, whether they still answer (answers are kept for a week)
    #[arg(long)]
    external: bool,
    /// With `--external`: ask at most so many addresses in this run
    #[arg(long, value_name = "N", default_value_t = 1000)]
    most: usize,
    /// How the findings are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Fail (exit code 1) on warnings too
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, on standard error
    Text,
    /// One JSON array on standard output
    Json,
    /// Annotations of GitHub Actions, on standard output
    Github,
}

impl Check {
    pub fn run(self) -> Result<Outcome, Error> {
        let mut workspace = self.site.open(Options::default())?;
        let build = workspace.build(now());
        let mut diagnostics = build.diagnostics;
        diagnostics.extend(articles::check(&build.site));
        let look = workspace.look()?;
        let renderer = look.renderer(&build.site);
        let pages = workspace.pages(&build.site);
        let (statics, findings) = workspace.beside(&build.site, pages.iter().map(|page| &*page.path));
        diagnostics.extend(findings);
        let files: Vec<&str> = statics.keys().map(String::as_str).collect();
        let mut links = links::check(&build.site, &renderer, &pages, &files)?;
        diagnostics.append(&mut links.diagnostics);
        let mut asked = None;
        if self.external {
            let state = self.site.place.state();
            let mut answers = external::check(&links.outside, &state, self.most, now().timestamp())?;
            diagnostics.append(&mut answers.diagnostics);
            asked = Some(answers);
        }
        diagnostics.sort_by(Diagnostic::by_place);

        let outcome = match self.format {
            Format::Text => report::show(&diagnostics, self.strict),
            Format::Json => {
                let findings: Vec<Finding> =
                    diagnostics.iter().map(|d| Finding::of(d, &self.site.place.folder)).collect();
                print(&format!("{}\n", serde_json::to_string_pretty(&findings).unwrap_or_default()))?;
                report::outcome(&diagnostics, self.strict)
            }
            Format::Github => {
                let lines: String =
                    diagnostics.iter().map(|d| Finding::of(d, &self.site.place.folder).annotation()).collect();
                print(&lines)?;
                report::outcome(&diagnostics, self.strict)
            }
        };
        if let Some(asked) = asked {
            let left = if asked.left > 0 { format!(", {} left for the next run", asked.left) } else { String::new() };
            report::say(format_args!("outside addresses: {} asked, {} known{left}", asked.asked, asked.known));
        }
        let articles = counted(build.site.entries.len(), "article");
        report::say(format_args!("{articles}, {} checked", counted(pages.len(), "page")));
        Ok(outcome)
    }
}

/// A message as programs read it.
#[derive(Serialize)]
struct Finding<'a> {
    severity: Severity,
    message: &'a str,
    /// As seen from the folder in which the command runs, where there is such a file.
    files: Vec<String>,
    line: Option<usize>,
    column: Option<usize>,
    hint: Option<&'a str>,
}

impl<'a> Finding<'a> {
    fn of(diagnostic: &'a Diagnostic, site: &Path) -> Self {
        let file = |path: &String| {
            let named = [site.join(content::ARTICLES).join(path), site.join(path), path.into()];
            let there = named.iter().find(|file| file.is_file());
            let shown = there.map_or_else(|| path.clone(), |file| file.display().to_string());
            shown.strip_prefix("./").unwrap_or(&shown).to_owned()
        };
        let place = diagnostic.place.as_ref();
        Self {
            severity: diagnostic.severity,
            message: &diagnostic.message,
            files: diagnostic.paths.iter().map(file).collect(),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            hint: diagnostic.hint.as_deref(),
        }
    }

    /// A line that GitHub shows at the place (docs.github.com, "Workflow commands"): what has a meaning there is coded.
    fn annotation(&self) -> String {
        let coded = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
        let property = |text: &str| coded(text).replace(':', "%3A").replace(',', "%2C");
        let kind = match self.severity {
            Severity::Note => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let mut places = Vec::new();
        places.extend(self.files.first().map(|file| format!("file={}", property(file))));
        places.extend(self.line.map(|line| format!("line={line}")));
        places.extend(self.column.map(|column| format!("col={column}")));
        let hint = self.hint.map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
        let others: String = self.files.iter().skip(1).map(|file| format!("\nand {file}")).collect();
        let message = coded(&format!("{}{others}{hint}", self.message));
        format!("::{kind} {}::{message}\n", places.join(","))
    }
}
