//! Files that tell hosts how to serve the site: `_headers` (Cloudflare Pages, Netlify) and `CNAME` (GitHub Pages).

use std::fmt::Write;

use url::Url;

use crate::assets::Versions;
use crate::config::Config;

macro_rules! policy {
    ($scripts:literal, $styles:literal) => {
        concat!(
            "default-src 'none'; script-src 'self'",
            $scripts,
            "; style-src 'self'",
            $styles,
            "; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; ",
            "base-uri 'none'; form-action 'self'"
        )
    };
}

/// The content security policy of every page: its own files and nothing else. It stands in the pages too, since some
/// hosts can't send headers.
pub const POLICY: &str = policy!("", "");

/// That of the search page, whose index is read by a WebAssembly module.
pub const SEARCH_POLICY: &str = policy!(" 'wasm-unsafe-eval'", "");

/// What a policy in a page can't say (Content Security Policy Level 3, section 3.3).
const NO_FRAMES: &str = "frame-ancestors 'none'";

/// Security headers for all files, and a year in the browser for files whose links carry their version.
pub fn headers(config: &Config, versions: &Versions) -> String {
    let base = config.base_path();
    // Of two policies both must agree, so that of the headers, for all files, is the widest one. A day as a mail has its
    // styles in its elements and no policy of its own; hosts differ on how a rule for it alone would take one back.
    let policy = match (config.search, config.email) {
        (false, false) => POLICY,
        (true, false) => SEARCH_POLICY,
        (false, true) => policy!("", " 'unsafe-inline'"),
        (true, true) => policy!(" 'wasm-unsafe-eval'", " 'unsafe-inline'"),
    };
    let mut out = format!(
        "{base}*\n\
         \x20 Content-Security-Policy: {policy}; {NO_FRAMES}\n\
         \x20 X-Content-Type-Options: nosniff\n\
         \x20 X-Frame-Options: DENY\n\
         \x20 Referrer-Policy: strict-origin-when-cross-origin\n\
         \x20 Cross-Origin-Opener-Policy: same-origin\n\
         \x20 Permissions-Policy: camera=(), geolocation=(), microphone=()\n"
    );
    for path in versions.paths() {
        let _ = write!(out, "\n{base}{path}\n  Cache-Control: public, max-age=31536000, immutable\n");
    }
    out
}

/// The host's name alone.
pub fn custom_domain(config: &Config) -> String {
    let url = config.base_url.as_deref().and_then(|url| Url::parse(url).ok());
    format!("{}\n", url.as_ref().and_then(Url::host_str).unwrap_or_default())
}
