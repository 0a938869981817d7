//! Asks outside addresses whether they still answer: politely, a few at once, and not again for a week.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use ureq::Agent;
use url::Url;

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::workers;

/// Where answers are kept, in the site's state folder.
const FILE: &str = "links.json";

/// An answer counts for so many seconds.
const KEPT: i64 = 7 * 24 * 3600;

/// So many hosts are asked at once, each one address at a time.
const AT_ONCE: usize = 8;

/// The pause between two questions to one host.
const PAUSE: Duration = Duration::from_millis(500);

/// The longest wait for an answer.
const WAIT: Duration = Duration::from_secs(15);

/// Answers of which nothing follows: the address is there, but not for programs.
const NOT_FOR_US: [u16; 5] = [401, 403, 405, 429, 503];

/// What an address answered.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Answer {
    /// When it was asked, in seconds since 1970.
    asked: i64,
    /// What is wrong with it; empty when it answers.
    fault: String,
}

/// How the questions went.
#[derive(Debug, Default)]
pub struct Asked {
    pub diagnostics: Vec<Diagnostic>,
    /// Addresses asked now.
    pub asked: usize,
    /// Addresses whose answer was known.
    pub known: usize,
    /// Addresses over the limit.
    pub left: usize,
}

/// Asks at most `most` addresses (each with the file that it is linked from) whose answer is not known in `state`.
/// `now` is in seconds since 1970.
pub fn check(addresses: &BTreeMap<String, String>, state: &Path, most: usize, now: i64) -> Result<Asked, Error> {
    let file = state.join(FILE);
    // A damaged file is as good as none: its addresses are asked again.
    let mut answers: BTreeMap<String, Answer> =
        fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    answers.retain(|address, answer| addresses.contains_key(address) && (0..KEPT).contains(&(now - answer.asked)));
    let known = answers.len();
    let unknown: Vec<&str> =
        addresses.keys().map(String::as_str).filter(|address| !answers.contains_key(*address)).collect();
    let (ask, left) = unknown.split_at(unknown.len().min(most));
    for (address, fault) in ask_all(ask)? {
        answers.insert(address, Answer { asked: now, fault });
    }
    let text = serde_json::to_vec(&answers).unwrap_or_default();
    fs::create_dir_all(state).and_then(|()| fs::write(&file, text)).map_err(Error::write(&file))?;
    let faulty = answers.iter().filter(|(_, answer)| !answer.fault.is_empty());
    let diagnostics = faulty
        .map(|(address, answer)| {
            Diagnostic::warning(format!("{address} does not answer as it should: {}", answer.fault))
                .path(&addresses[address])
                .hint("mend the link, or take it out")
        })
        .collect();
    Ok(Asked { diagnostics, asked: ask.len(), known, left: left.len() })
}

/// Each address with its fault, or an empty text.
fn ask_all(addresses: &[&str]) -> Result<Vec<(String, String)>, Error> {
    let mut hosts: HashMap<String, Vec<&str>> = HashMap::new();
    for address in addresses {
        let host = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        hosts.entry(host).or_default().push(address);
    }
    let hosts: Vec<Vec<&str>> = hosts.into_values().collect();
    let config = Agent::config_builder()
        .timeout_global(Some(WAIT))
        .http_status_as_error(false)
        .max_redirects(10)
        .user_agent(concat!("daybrief/", env!("CARGO_PKG_VERSION"), " (link check)"))
        .build();
    let agent = Agent::new_with_config(config);
    let answers = workers::at_once(AT_ONCE, &hosts, |host| {
        let mut last: Option<Instant> = None;
        let answer = |address: &&str| {
            if let Some(last) = last {
                thread::sleep(PAUSE.saturating_sub(last.elapsed()));
            }
            let fault = ask(&agent, address);
            last = Some(Instant::now());
            ((*address).to_owned(), fault)
        };
        Ok(host.iter().map(answer).collect::<Vec<_>>())
    })?;
    Ok(answers.concat())
}

/// What is wrong with an address. Servers that refuse a question for the head alone are asked for the page.
fn ask(agent: &Agent, address: &str) -> String {
    let status = match agent.head(address).call() {
        Ok(answer) if matches!(answer.status().as_u16(), 400 | 404 | 405 | 501) => {
            agent.get(address).call().map(|answer| answer.status().as_u16())
        }
        Ok(answer) => Ok(answer.status().as_u16()),
        Err(error) => Err(error),
    };
    match status {
        Ok(status) if status < 400 || NOT_FOR_US.contains(&status) => String::new(),
        Ok(status) => format!("status {status}"),
        Err(error) => error.to_string(),
    }
}
