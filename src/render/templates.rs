//! The Tera side: loads templates, turns a view into HTML, a Tera error into a diagnostic.

use std::collections::HashMap;

use serde::Serialize;
use tera::value::Key;
use tera::{Context, ErrorKind, ReportError, Tera, Value};

use super::squeeze::squeeze;
use crate::assets;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::{self, Fingerprint, Hasher};
use crate::text::prose::Span;

/// The bytes of a page, for most of them.
const USUAL: usize = 1 << 15;

/// Where a site keeps templates of its own, for messages.
const FOLDER: &str = "templates/";
/// Under this name a site's own template extends the built-in one that it stands in the place of.
const BUILT_IN: &str = "builtin/";

/// All templates, ready to render.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    /// The text of each template, for messages.
    texts: HashMap<String, String>,
    /// Whether the site has some of its own.
    own: bool,
}

/// What every page sees besides its view, made once.
#[derive(Debug)]
pub struct Shared {
    values: Vec<(&'static str, Value)>,
    fingerprint: Fingerprint,
}

impl Shared {
    /// Nothing yet; `templates` is the fingerprint of those that will see it.
    pub fn new(templates: Fingerprint) -> Self {
        Self { values: Vec::new(), fingerprint: templates }
    }

    /// A value under the name by which templates call it.
    pub fn with(mut self, name: &'static str, value: &impl Serialize) -> Self {
        let text = serde_json::to_string(value).unwrap_or_default();
        let mut hasher = Hasher::new();
        hasher.update(&self.fingerprint).update(name.as_bytes()).update(text.as_bytes());
        self.fingerprint = hasher.finish();
        self.values.push((name, Value::from_serializable(value)));
        self
    }

    /// A hash of the templates and all values.
    pub fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }
}

impl Templates {
    /// The built-in templates with a site's own (file name and text) in the place of those of the same name.
    ///
    /// Errors tell each of the site's templates that cannot be read.
    pub fn new(overrides: &[(String, String)]) -> Result<Self, Vec<Diagnostic>> {
        let mut texts: HashMap<String, String> =
            assets::templates().map(|(name, text)| (name.into_owned(), text)).collect();
        if overrides.iter().any(|(_, text)| text.contains(BUILT_IN)) {
            // Components have one name in all templates: those of a file can't be there twice.
            let whole = texts.iter().filter(|(_, text)| !text.contains("{% component"));
            let again: Vec<_> = whole.map(|(name, text)| ([BUILT_IN, name].concat(), text.clone())).collect();
            texts.extend(again);
        }
        texts.extend(overrides.iter().cloned());
        let mut tera = Tera::new();
        let all = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        match tera.add_raw_templates(all) {
            Ok(()) => Ok(Self { tera, texts, own: !overrides.is_empty() }),
            Err(error) => Err(faults(&texts, overrides, &error)),
        }
    }

    /// A hash of the names and texts of all templates.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut texts: Vec<(&String, &String)> = self.texts.iter().collect();
        texts.sort();
        let mut hasher = Hasher::new();
        for (name, text) in texts {
            hasher.update(&fingerprint::of(name.as_bytes())).update(&fingerprint::of(text.as_bytes()));
        }
        hasher.finish()
    }

    /// A view as HTML, without white space that shows nothing. `page` is named in a message. What stands at the top of
    /// all pages is rendered before, but for itself.
    pub fn render(
        &self,
        template: &str,
        shared: &Shared,
        masthead: Option<&Part>,
        view: &impl Serialize,
        page: &str,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut html = Vec::with_capacity(USUAL);
        let rendered = context(view).and_then(|mut context| {
            for (name, value) in &shared.values {
                context.insert_value(*name, value.clone());
            }
            if let Some(masthead) = masthead {
                context.insert_value("masthead", masthead.0.clone());
            }
            self.tera.render_to(template, &context, &mut html)
        });
        match rendered {
            Ok(()) => {
                squeeze(&mut html, self.own);
                Ok(html)
            }
            Err(error) => {
                let label = format!("while rendering the page {page}");
                Err(Box::new(diagnostic(&self.texts, template, &error, &label)))
            }
        }
    }
}

/// Rendered HTML that stands in a page as it is. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Part(Value);

impl Part {
    pub fn new(html: &[u8]) -> Self {
        Self(Value::safe_string(&String::from_utf8_lossy(html)))
    }

    pub fn html(&self) -> &str {
        self.0.as_str().unwrap_or_default()
    }
}

/// The fields of a view; [`Context::from_serialize`] would copy their names.
fn context(view: &impl Serialize) -> tera::TeraResult<Context> {
    let mut context = Context::new();
    for (name, value) in Value::try_from_serializable(view)?.into_map().unwrap_or_default() {
        if let Key::Str(name) = name {
            context.insert_value(name, value);
        }
    }
    Ok(context)
}

/// All faults of a site's own templates: each that cannot be read by itself, or else what is wrong with them together.
fn faults(texts: &HashMap<String, String>, overrides: &[(String, String)], error: &tera::Error) -> Vec<Diagnostic> {
    let single: Vec<Diagnostic> = overrides
        .iter()
        .filter_map(|(name, text)| {
            let error = Tera::new().add_raw_template(name, text).err()?;
            matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| diagnostic(texts, name, &error, ""))
        })
        .collect();
    if !single.is_empty() {
        return single;
    }
    let reports = reports(texts, &error.to_string());
    if !reports.is_empty() {
        return reports;
    }
    let name = overrides.first().map_or("base.html", |(name, _)| name.as_str());
    vec![diagnostic(texts, name, error, "")]
}

/// The faults that Tera tells of in one text, a report each: names of filters and the like that it does not know.
fn reports(texts: &HashMap<String, String>, text: &str) -> Vec<Diagnostic> {
    let report = |report: &str| {
        let (message, rest) = report.split_once("\n")?;
        let (place, rest) = rest.trim_start().strip_prefix("--> ")?.split_once('\n')?;
        let mut place = place.rsplitn(3, ':');
        let (column, line): (usize, usize) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?);
        let name = place.next()?;
        let text = texts.get(name)?;
        let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
        let before = text.get(start..)?.chars().take(column.checked_sub(1)?);
        let start = start + before.map(char::len_utf8).sum::<usize>();
        let width = rest.lines().find(|line| line.contains('^'))?.matches('^').count();
        let (message, _) = split_message(message);
        Some(Diagnostic::error(message).path(format!("{FOLDER}{name}")).at(text, Span::new(start, start + width), ""))
    };
    text.split("error: ").filter_map(report).collect()
}

fn diagnostic(texts: &HashMap<String, String>, template: &str, error: &tera::Error, label: &str) -> Diagnostic {
    let report: &ReportError = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report,
        ErrorKind::MissingParent { current, parent } => {
            return Diagnostic::error(format!("there is no template `{parent}`"))
                .path(format!("{FOLDER}{current}"))
                .hint(format!("`{current}` extends it; the templates are {}", names(texts)));
        }
        other => return Diagnostic::error(lower_first(&other.to_string())).path(format!("{FOLDER}{template}")),
    };
    let name = if report.filename().is_empty() { template } else { report.filename() };
    let (message, mut hint) = split_message(report.message());
    let mut diagnostic = Diagnostic::error(message).path(format!("{FOLDER}{name}"));
    if let Some(text) = texts.get(name) {
        let range = &report.span().range;
        hint = hint.or_else(|| without_fields(report.message(), text.get(..range.start)?));
        diagnostic = diagnostic.at(text, Span::new(range.start, range.end), label);
    }
    match hint {
        Some(hint) => diagnostic.hint(hint),
        None => diagnostic,
    }
}

/// What to do about a field of something that is not there on every page, as an article's source; `before` is the
/// template's text up to the field's name.
fn without_fields(message: &str, before: &str) -> Option<String> {
    let before = before.strip_suffix('.').filter(|_| message.starts_with("Field `"))?;
    let owner = before.rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.')).next()?;
    (!owner.is_empty()).then(|| {
        format!("`{owner}` has no fields on this page: where it may be absent, put `{{% if {owner} %}}` around it")
    })
}

/// Tera's sentence as ours: lower case, no full stop; what follows the first sentence is the hint.
fn split_message(message: &str) -> (String, Option<String>) {
    let message = message.trim();
    let (first, rest) = match message.split_once(['\n']).or_else(|| message.split_once(". ")) {
        Some((first, rest)) => (first, Some(rest.trim())),
        None => (message, None),
    };
    let hint = rest.filter(|rest| !rest.is_empty()).map(|rest| lower_first(rest.trim_end_matches('.')));
    (lower_first(first.trim_end_matches(['.', ':'])), hint)
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if !chars.as_str().starts_with(char::is_uppercase) => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

fn names(texts: &HashMap<String, String>) -> String {
    let mut names: Vec<String> = texts.keys().map(|name| format!("`{name}`")).collect();
    names.sort();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct View {
        title: &'static str,
        missing: Option<&'static str>,
    }

    const VIEW: View = View { title: "a < b", missing: None };

    fn own(text: &str) -> Vec<(String, String)> {
        vec![("own.html".into(), text.into())]
    }

    fn rendered(text: &str) -> String {
        let templates = Templates::new(&own(text)).expect("valid templates");
        match templates.render("own.html", &Shared::new(templates.fingerprint()), None, &VIEW, "x/index.html") {
            Ok(html) => String::from_utf8(html).expect("UTF-8"),
            Err(diagnostic) => diagnostic.to_string(),
        }
    }

    #[test]
    fn views_are_escaped_and_white_space_squeezed() {
        assert_eq!(rendered("  <p>{{ title }}</p>\n\n   <p>{{ missing }}</p>"), "<p>a &lt; b</p>\n<p></p>\n");
    }

    #[test]
    fn an_own_template_extends_the_one_in_whose_place_it_stands() {
        let own = [("redirect.html".to_owned(), "{% extends \"builtin/redirect.html\" %}".to_owned())];
        assert!(Templates::new(&own).is_ok());
        assert!(Templates::new(&[("a.html".into(), "{% extends \"builtin/b.html\" %}".into())]).is_err());
    }

    #[test]
    fn a_wrong_field_is_told_with_its_place() {
        assert_eq!(
            rendered("<p>\n{{ titel }}</p>"),
            "error: variable `titel` is not defined
 --> templates/own.html:2:4
  |
2 | {{ titel }}</p>
  |    ^^^^^ while rendering the page x/index.html
  |
  = hint: available variables: missing, title"
        );
    }

    #[test]
    fn a_field_of_what_is_not_there_is_told() {
        let told = rendered("<p>{{ missing.name }}</p>");
        let hint =
            "hint: `missing` has no fields on this page: where it may be absent, put `{% if missing %}` around it";
        assert!(told.contains("field `name` is not defined") && told.ends_with(hint), "{told}");
    }

    #[test]
    fn a_template_that_cannot_be_read_is_told_with_its_place() {
        let faults = Templates::new(&own("<p>\n{% if title %}</p>")).expect_err("an open block");
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].paths, ["templates/own.html"]);
        assert!(faults[0].place.is_some(), "{}", faults[0]);
        let faults = Templates::new(&own("<p>é{{ title | nosuch }}</p>")).expect_err("no such filter");
        assert_eq!(
            faults[0].to_string(),
            "error: unknown filter `nosuch`
 --> templates/own.html:1:16
  |
1 | <p>é{{ title | nosuch }}</p>
  |                ^^^^^^"
        );
        assert_eq!(faults.len(), 1);
        let faults = Templates::new(&own("{% extends \"bass.html\" %}")).expect_err("no such parent");
        assert_eq!(faults[0].message, "there is no template `bass.html`");
    }
}
