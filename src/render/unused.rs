//! Templates of a site's own that no page is made from: most often a name that was mistyped.

use std::collections::BTreeMap;

use crate::assets;
use crate::config::nearest;
use crate::diagnostic::Diagnostic;

/// What is said of each of a site's own templates (file name and text) that is no built-in one and that no other names.
pub fn unused(own: &[(String, String)]) -> Vec<Diagnostic> {
    let built_in: BTreeMap<_, _> = assets::templates().collect();
    let texts = || own.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    // A built-in template names built-in ones only. A component is called by its own name, not by its file's.
    let is_used = |name: &str, text: &str| {
        let quoted = [format!("\"{name}\""), format!("'{name}'"), format!("`{name}`")];
        let names_it = |other: &str| quoted.iter().any(|quoted| other.contains(quoted.as_str()));
        built_in.contains_key(name)
            || text.contains("{% component")
            || text.contains("{%- component")
            || texts().any(|(other, text)| other != name && names_it(text))
    };
    let known: Vec<&str> = built_in.keys().map(|name| &**name).collect();
    let told = |(name, _): (&str, &str)| {
        let message = "no page is made from the template";
        let diagnostic = match nearest(name, &known) {
            Some(meant) => Diagnostic::warning(message).hint(format!("did you mean `{meant}`?")),
            None => Diagnostic::note(message).hint(format!("the templates are {}", known.join(", "))),
        };
        diagnostic.path(format!("templates/{name}"))
    };
    texts().filter(|(name, text)| !is_used(name, text)).map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nothing_names_is_told() {
        let own = [
            ("artcle.html", "<p></p>"),
            ("article.html", "{% include \"byline.html\" %}{{ <badge /> }}"),
            ("byline.html", "<p></p>"),
            ("badges.html", "{% component badge() %}x{% endcomponent badge %}"),
            ("weather-of-the-week.txt", ""),
        ];
        let own: Vec<_> = own.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect();
        let told: Vec<_> = unused(&own).into_iter().map(|said| (said.paths[0].clone(), said.hint)).collect();
        assert_eq!(told[0], ("templates/artcle.html".into(), Some("did you mean `article.html`?".into())));
        assert_eq!((told.len(), told[1].0.as_str()), (2, "templates/weather-of-the-week.txt"));
    }
}
