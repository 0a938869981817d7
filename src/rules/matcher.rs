//! Tells whether a text starts with a match of a pattern, and where that ends: all that most rules ask.

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

use regex::Regex;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::{Anchored, Input};

use super::pattern::{SIZE, compile};

/// A compiled pattern that is sought at a text's start only.
///
/// A [`Regex`] has two more automata, one that runs backwards and one that keeps its groups. They take most of the time
/// that it takes to compile, and hundreds of patterns are asked but once or twice while a small site is built.
pub struct Matcher(Engine);

enum Engine {
    Forward {
        dfa: Arc<DFA>,
        caches: Pool<Cache, Box<dyn Fn() -> Cache + Send + Sync>>,
    },
    /// For what the other can't tell: where words end in all of Unicode.
    Any(Regex),
}

thread_local! {
    /// Its tables are made once for a thread.
    static COMPILER: RefCell<thompson::Compiler> = RefCell::new({
        let mut compiler = thompson::Compiler::new();
        compiler.configure(
            thompson::Config::new().which_captures(WhichCaptures::None).nfa_size_limit(Some(SIZE)),
        );
        compiler
    });
}

impl Matcher {
    /// Of a pattern that says itself that it starts with the text. `None` where it is not valid or takes more than [`SIZE`].
    pub fn new(pattern: &str) -> Option<Self> {
        let hir = regex_syntax::parse(pattern).ok()?;
        let nfa = COMPILER.with_borrow(|compiler| compiler.build_from_hir(&hir).ok())?;
        // As much memory as it needs: it is emptied when it grows over two megabytes.
        let config = DFA::config().skip_cache_capacity_check(true);
        let engine = match DFA::builder().configure(config).build_from_nfa(nfa) {
            Ok(dfa) => {
                let dfa = Arc::new(dfa);
                let maker = Arc::clone(&dfa);
                Engine::Forward { dfa, caches: Pool::new(Box::new(move || maker.create_cache())) }
            }
            Err(_) => Engine::Any(compile(pattern).ok()?),
        };
        Some(Self(engine))
    }

    /// Where the match at a text's start ends, the one that [`Regex::find`] finds there.
    pub fn end(&self, text: &str) -> Option<usize> {
        match &self.0 {
            Engine::Forward { dfa, caches } => {
                let input = Input::new(text).anchored(Anchored::Yes);
                // It is no error: there are no bytes at which this automaton gives up.
                dfa.try_search_fwd(&mut caches.get(), &input).ok()?.map(|end| end.offset())
            }
            Engine::Any(regex) => regex.find(text).map(|found| found.end()),
        }
    }
}

impl fmt::Debug for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Matcher")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_where_a_pattern_finds_its_end() {
        let patterns = [
            "^(?i:read (?:more|on)(?:: .{2,40}?)?)",
            "^(?i:read (?:more|on).*)$",
            r"^(?i:(?:a|ab)(?-u:\b))",
            r"^(?i:été\b|\bread\b)",
            r"^(?i:(?P<title>[\p{L} ]+)(?: — news)?)$",
        ];
        let texts =
            ["Read more: the dam", "read on", "Ab c", "ÉTÉ 1", "étés", "Tea — news", "", "Éte\u{301}", "Say read on"];
        for pattern in patterns {
            let (matcher, regex) = (Matcher::new(pattern).unwrap(), Regex::new(pattern).unwrap());
            for text in texts {
                assert_eq!(matcher.end(text), regex.find(text).map(|found| found.end()), "{pattern} {text}");
            }
        }
        assert!(Matcher::new("^tea (").is_none() && Matcher::new("^(?:.{900}){900}").is_none());
    }
}
