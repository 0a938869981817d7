//! Articles written to break out of their page: whatever stands in them is text on the page, in feeds and in data.

mod tree;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use daybrief::digest;
use daybrief::rules::Rules;
use html5gum::{Token, Tokenizer};
use quick_xml::events::Event;
use tree::tree;

/// Text that means something to one of the languages that a site is written in.
const PAYLOADS: [&str; 34] = [
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "</title></head><body onload=alert(3)>",
    "<img src=x onerror=alert(4)>",
    "<svg onload=alert(5)><animate onbegin=alert(5) attributeName=x dur=1s>",
    "<svg><script href=\"data:text/javascript,alert(6)\" /></svg>",
    "<math><mtext></p><style><img src onerror=alert(7)></style></mtext></math>",
    "<noscript><p title=\"</noscript><img src onerror=alert(8)>\">",
    "<iframe srcdoc=\"&lt;script&gt;alert(9)&lt;/script&gt;\"></iframe>",
    "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
    "<base href=\"https://evil.example/\"><form action=//evil.example><input>",
    "<link rel=stylesheet href=//evil.example/a.css><style>@import '//evil.example'</style>",
    "[here](javascript:alert(10))",
    "[here](java\tscript:alert(11)) [here](&#106;avascript&colon;alert(11))",
    "[here](JaVaScRiPt:alert(12)) [here](\u{1}javascript:alert(12)) [here](vbscript:x)",
    "[here](data:text/html;base64,PHNjcmlwdD5hbGVydCgxMyk8L3NjcmlwdD4=)",
    "![here](data:image/svg+xml,<svg onload=alert(14)>) ![here](//evil.example/pixel.png)",
    "<javascript:alert(15)> <a href=' javascript:alert(15)'>here</a> <a href=\"//evil.example\">here</a>",
    "[a]: javascript:alert(16)\n[here][a]",
    "]]><script>alert(17)</script><![CDATA[",
    "<!--><script>alert(18)</script>-->",
    "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>&x;",
    "&lt;script&gt;alert(19)&lt;/script&gt; &#x3c;img src=x onerror=alert(19)&#x3e;",
    "{{ config }} {% include \"/etc/passwd\" %} {# note #} ${7*7} <%= 7*7 %> #{7*7}",
    "\"><b onmouseover=alert(20)>\" ' onfocus=alert(20) autofocus x='",
    "`\"'><img src=x onerror=alert(21)>",
    "\\u003cscript\\u003ealert(22)\\u003c/script\\u003e",
    "\u{202e}txet desrever\u{202c} \u{2066}iso\u{2069} \u{200f}x\u{feff}y",
    "nul \u{0} bell \u{7} escape \u{1b}[31m red",
    "=cmd|'/C calc'!A1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "<details open ontoggle=alert(23)><xmp><plaintext>",
];

fn write(site: &Path, path: &str, text: &str) {
    let file = site.join(path);
    fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
    fs::write(file, text).expect("a file");
}

/// A text as YAML's quoted form writes it.
fn yaml(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

/// Every payload in every place of an article of its own, a header of raw lines, and names that are paths.
fn site(folder: &Path) {
    write(folder, "daybrief.toml", "title = \"Quay\"\nbase_url = \"https://quay.example/d/\"\n");
    for (number, payload) in PAYLOADS.iter().enumerate() {
        let text = yaml(payload);
        let header = format!(
            "---\ntitle: {text}\ndate: 2026-03-{:02}\npublisher: {text}\nauthor: [{text}]\ntags: [{text}, \"Ports\"]\n\
             description: {text}\nlang: {text}\nslug: {text}\naliases: [{text}, \"/old/{number}/\"]\nsource: {text}\n---\n",
            number % 28 + 1
        );
        let line = payload.replace('\n', " ");
        let body = format!(
            "# {line}\n\n{payload}\n\n\"We will see what comes of {line} here,\" {line} said.\n\n\
             \"{line}\", said Ines Varela, master of {line}.\n\n> {line}\n\n- {line}\n\n    {line}\n\n```\n{payload}\n```\n\n\
             | {line} | b |\n|---|---|\n| {line} | c |\n\nAlso read: {line}\n\nmarker-{number:02}-stands\n"
        );
        write(folder, &format!("content/payload-{number:02}.md"), &format!("{header}\n{body}"));
        write(
            folder,
            &format!("content/plain-{number:02}.txt"),
            &format!(
                "{line}\n\n{payload}\n\nmarker-{number:02}-plain\n\nThe harbour master counted the boats on Monday.\n"
            ),
        );
    }
    for (number, slug) in SLUGS.iter().enumerate() {
        let slug = yaml(slug);
        let text = format!(
            "---\ntitle: Slug {number}\ndate: 2026-04-02\nslug: {slug}\naliases: [{slug}]\ntags: [{slug}]\n---\n\nThe tide turned.\n"
        );
        write(folder, &format!("content/slug-{number:02}.md"), &text);
    }
}

/// What wants to be a path, a line of `_redirects`, or a name that means something to browsers and hosts.
const SLUGS: [&str; 22] = [
    "../../outside",
    "/etc/cron.d/outside",
    "..\\..\\outside",
    "a/../../outside",
    "/x\r\n/evil https://evil.example 301",
    "/y /z 301\n/*\n  X-Evil: 1",
    "/*/",
    "/:splat/",
    "/%2e%2e/%2e%2e/outside/",
    "/%0d%0aX-Evil:%201/",
    "_headers",
    "/_redirects/",
    "/sw.js/",
    "/service-worker.js/",
    "/manifest.webmanifest/",
    "/.well-known/security.txt/",
    "/.htaccess/",
    "/CNAME/",
    "con/",
    "/index.html",
    "/404.html",
    "/\u{202e}fdp.exe/",
];

/// The built site: path and bytes.
fn built(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let before = tree(folder);
    let run = Command::new(env!("CARGO_BIN_EXE_daybrief"))
        .arg("build")
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1790000000")
        .output()
        .expect("daybrief runs");
    let words = String::from_utf8_lossy(&run.stderr);
    assert!(matches!(run.status.code(), Some(0 | 1)) && !words.contains("panicked"), "{words}");
    // Terminals act on escape sequences too.
    assert!(!words.contains(['\u{1b}', '\u{0}', '\u{7}', '\u{202e}', '\u{2066}']), "{words}");
    let public = folder.join("public");
    for (path, bytes) in tree(folder) {
        let own = path.starts_with("public/") || path.starts_with(".daybrief-cache/");
        assert!(own || before.get(&path) == Some(&bytes), "{path} was written");
    }
    assert!(!folder.parent().expect("a parent").join("outside").exists());
    tree(&public)
}

/// The site's own scripts: what the pages of a site without articles load.
fn is_own_script(source: &str) -> bool {
    !source.contains(':')
        && !source.starts_with("//")
        && source.split('?').next().is_some_and(|path| path.ends_with(".js"))
}

/// What of a page a browser would run or load. Data blocks of JSON-LD are collected in `data`.
fn dangers(page: &str, data: &mut Vec<String>) -> Vec<String> {
    let mut dangers = Vec::new();
    let mut block: Option<String> = None;
    for token in Tokenizer::new(page) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attribute = |wanted: &str| {
                    let value = tag.attributes.get(wanted.as_bytes());
                    value.map(|value| String::from_utf8_lossy(value).into_owned())
                };
                if name == "script" {
                    let own = attribute("src").is_some_and(|source| is_own_script(&source));
                    if attribute("type").as_deref() == Some("application/ld+json") {
                        block = Some(String::new());
                    } else if !own {
                        dangers.push(format!("{tag:?}"));
                    }
                }
                let refresh =
                    name == "meta" && attribute("http-equiv").is_some_and(|name| name != "Content-Security-Policy");
                // Pages at old addresses lead on, and never away from the site.
                let target = attribute("content").and_then(|to| to.strip_prefix("0; url=").map(str::to_owned));
                let leads_on = target.is_some_and(|to| to.starts_with("../") && !to.contains([':', '\\']));
                if matches!(
                    name.as_str(),
                    "iframe" | "object" | "embed" | "base" | "frame" | "style" | "math" | "plaintext"
                ) || refresh && !leads_on
                {
                    dangers.push(format!("{tag:?}"));
                }
                for (key, value) in &tag.attributes {
                    let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
                    let plain: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
                    let scheme = plain.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
                    let address =
                        matches!(&*key, "href" | "src" | "action" | "formaction" | "poster" | "xlink:href" | "srcset");
                    let known = ["http", "https", "mailto"];
                    let foreign = address
                        && scheme.is_some_and(|scheme| {
                            scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
                                && !known.contains(&scheme.as_str())
                        });
                    let loads = &*key == "src" && (plain.contains("//") || plain.starts_with("data:"));
                    if key.starts_with("on") || foreign || loads || matches!(&*key, "style" | "srcdoc" | "autofocus") {
                        dangers.push(format!("{name} {key}={value}"));
                    }
                }
            }
            Token::String(text) => {
                if let Some(block) = &mut block {
                    block.push_str(&String::from_utf8_lossy(&text));
                }
            }
            Token::EndTag(_) => data.extend(block.take()),
            _ => {}
        }
    }
    dangers
}

#[test]
fn whatever_stands_in_articles_is_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let site_folder = folder.path().join("a/site");
    site(&site_folder);
    let files = built(&site_folder);
    let mut faults = Vec::new();
    let mut all = String::new();
    for (path, bytes) in &files {
        // Where an article was once may have a name with spaces and letters beyond ASCII.
        let old = memchr::memmem::find(bytes, b"http-equiv=\"refresh\"").is_some();
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-_.~".contains(&b) || (old && (b == b' ' || !b.is_ascii()));
        let name = path.bytes().all(plain) && !path.contains(char::is_control);
        if !name || path.split('/').any(|part| part == "..") {
            faults.push(format!("{path}: a name that hosts do not take"));
        }
        let ending = path.rsplit('.').next().unwrap_or_default();
        if !matches!(ending, "html" | "xml" | "json" | "csv" | "opml" | "txt") && !path.starts_with('_') {
            continue;
        }
        let text = String::from_utf8(bytes.clone()).unwrap_or_else(|_| panic!("{path} is no UTF-8"));
        if let Some(c) = text.chars().find(|c| {
            matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
                || c.is_control() && !matches!(c, '\n' | '\r' | '\t')
        }) {
            faults.push(format!("{path}: holds {c:?}"));
        }
        match ending {
            "html" => {
                let mut data = Vec::new();
                faults.extend(dangers(&text, &mut data).into_iter().map(|danger| format!("{path}: {danger}")));
                for block in data {
                    if let Err(error) = serde_json::from_str::<serde_json::Value>(&block) {
                        faults.push(format!("{path}: JSON-LD: {error}"));
                    }
                }
            }
            "xml" | "opml" => {
                let mut reader = quick_xml::Reader::from_str(&text);
                reader.config_mut().check_end_names = true;
                loop {
                    match reader.read_event() {
                        Ok(Event::Eof) => break,
                        Ok(Event::DocType(_)) => faults.push(format!("{path}: a document type")),
                        Ok(_) => {}
                        Err(error) => {
                            faults.push(format!("{path}: {error}"));
                            break;
                        }
                    }
                }
            }
            "json" => {
                if let Err(error) = serde_json::from_str::<serde_json::Value>(&text) {
                    faults.push(format!("{path}: {error}"));
                }
            }
            "csv" => {
                for row in csv::Reader::from_reader(text.as_bytes()).records() {
                    let row = row.expect("CSV");
                    let formula = |cell: &str| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                    faults.extend(row.iter().filter(|cell| formula(cell)).map(|cell| format!("{path}: {cell}")));
                }
            }
            _ => {}
        }
        all.push_str(&text);
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    for sign in ["49 <", "root:x:0", "[[package]]"] {
        assert!(!all.contains(sign), "`{sign}` was made of a template");
    }
    for (number, payload) in PAYLOADS.iter().enumerate() {
        for sign in [format!("marker-{number:02}-stands"), format!("marker-{number:02}-plain")] {
            assert!(all.contains(&sign), "{sign} is on no page: {}", payload);
        }
    }
}

#[test]
fn hosts_read_what_was_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    let site_folder = folder.path().join("a/site");
    site(&site_folder);
    let files = built(&site_folder);
    let text = |path: &str| String::from_utf8(files[path].clone()).expect("UTF-8");
    for line in text("_redirects").lines() {
        let parts: Vec<&str> = line.split(' ').collect();
        let [from, to, "301"] = parts[..] else { panic!("no redirect: {line:?}") };
        assert!(
            [from, to].iter().all(|address| address.starts_with("/d/") && !address.contains(['*', ':'])),
            "{line:?}"
        );
        // A code stands for a space or for a letter beyond ASCII.
        assert!(from.split('%').skip(1).all(|code| code.starts_with("20") || code.as_bytes()[0] >= b'8'), "{line:?}");
        let page = format!("{}index.html", to.trim_start_matches("/d/"));
        assert!(files.contains_key(&page), "{line:?} leads nowhere");
    }
    let headers = text("_headers");
    assert!(!headers.contains("Evil") && !headers.contains("evil"), "{headers}");
    for path in files.keys() {
        let lower = path.to_ascii_lowercase();
        assert!(
            !lower.ends_with(".js")
                || ["site.js", "search.js", "words.js"].contains(&&*lower)
                || lower.starts_with("search/"),
            "{path}"
        );
        assert!(!lower.split('/').any(|part| part.starts_with('.') && part != ".nojekyll"), "{path}");
    }
}

/// How many marks and blocks an article has, by which the memory that it takes is told.
fn size(text: &str) -> usize {
    static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);
    let digests = digest::digest("content/a.md", text, &RULES);
    digests.iter().flat_map(|digest| &digest.body).map(|block| 1 + block.marks.len()).sum()
}

#[test]
fn what_is_made_of_nested_marks_grows_with_the_text() {
    let makes: [fn(usize) -> String; 4] = [
        |n| format!("{}{}", "*a word here\n".repeat(n), " b*\n".repeat(n)),
        |n| format!("{}{}", "**A sentence here.\n".repeat(n), " And one there.**\n".repeat(n)),
        |n| format!("{}{}", "*a ~~b **c\n".repeat(n), " d** e~~ f*\n".repeat(n)),
        |n| format!("{}{}", "<a href=x>a word\n".repeat(n), "</a> b\n".repeat(n)),
    ];
    for make in makes {
        let (one, two) = (size(&make(400)), size(&make(800)));
        assert!(two <= 3 * one, "{one} and {two} for {}", &make(1));
    }
}

/// Where each place of a text looked at all others, these would take many minutes.
#[test]
fn long_texts_of_one_thing_are_read_at_once() {
    const MANY: usize = 200_000;
    let texts = [
        format!("A title\n\nA paragraph.\n\n<!-- x -->{}\n", " <".repeat(MANY)),
        format!("A title\n\nA paragraph.\n\n<!-- x -->{}\n", " </".repeat(MANY)),
        format!("A title\n\nIn{} said “it is so and stays so”.\n", " he".repeat(MANY)),
        format!("A title\n\nIn a letter{} said “it is so and stays so”.\n", " to Ines Varela, he".repeat(MANY / 8)),
    ];
    let more = [
        "<td>".repeat(MANY / 4),
        "[1](#fn1) ".repeat(MANY / 8),
        "[[a]](x:".repeat(MANY / 8),
        "%% a\n".repeat(MANY / 4),
        "`a` ==b== ".repeat(MANY / 8),
        "`a` {{b}} ".repeat(MANY / 8),
        "A driver stopped. “I will go,” he said. ".repeat(MANY / 32),
    ];
    for text in texts.into_iter().chain(more) {
        size(&text);
    }
}
