//! When and by whom an article was published: header, dateline, names of file and folder.

use super::model::{Cleaned, FrontMatter, Moment};
use crate::diagnostic::Diagnostic;

/// The day of the news, by the first source that tells it.
pub fn find(
    _path: &str,
    _text: &str,
    front_matter: &FrontMatter,
    _cleaned: &Cleaned,
    _warnings: &mut Vec<Diagnostic>,
) -> Option<Moment> {
    front_matter.published
}

/// The newspaper or site.
pub fn publisher(front_matter: &FrontMatter, _cleaned: &Cleaned) -> Option<String> {
    front_matter.publisher.clone()
}
