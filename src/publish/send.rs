//! Sends files to a place one by one, several at once, wave after wave.

use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

use super::files::{Files, hash};
use super::manifest::{self, Manifest, Sent};
use super::plan::{Act, Plan, Step};
use super::{Job, Report};
use crate::error::Error;
use crate::workers;

/// Files that are sent at once: most of the time is spent waiting for the other side.
pub const AT_ONCE: usize = 16;

/// Where files can be put one by one.
pub trait Place: Sync {
    /// How it is named in messages.
    fn name(&self) -> String;

    /// All files there: path and a mark that changes when the file does.
    fn list(&self) -> Result<BTreeMap<String, String>, Error>;

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error>;

    /// Whether a file with this mark surely holds these bytes.
    fn holds(&self, path: &str, mark: &str, bytes: &[u8]) -> bool;

    /// Puts a file in place, whole or not at all; gives its mark.
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<String, Error>;

    fn remove(&self, paths: &[&str]) -> Result<(), Error>;
}

/// Makes a place hold these files.
pub fn send(job: &Job, files: &Files, place: &dyn Place, progress: &(dyn Fn(usize) + Sync)) -> Result<Report, Error> {
    let mut there = place.list()?;
    let listed = there.remove(manifest::NAME).is_some();
    let before = match listed.then(|| place.read(manifest::NAME)).transpose()?.flatten() {
        Some(bytes) => Manifest::parse(&bytes),
        None => Manifest::default(),
    };
    let local = |path: &str| {
        let file = job.folder.join(path);
        fs::read(&file).map_err(Error::read(&file))
    };
    let plan = Plan::new(files, &there, &before, |path| {
        let (mark, hash) = (&there[path], &files[path]);
        let vouched = (before.files.get(path))
            .is_some_and(|sent| sent.hash.as_ref() == Some(hash) && sent.mark.as_ref() == Some(mark));
        Ok(vouched || place.holds(path, mark, &local(path)?))
    })?;
    let refused = plan.permit(&place.name(), &before, job)?;
    let mut after = Manifest::default();
    for path in &plan.unchanged {
        // A list without marks tells nothing new.
        let told = Some(&there[path]).filter(|mark| !mark.is_empty());
        let mark = told.or_else(|| before.files.get(path)?.mark.as_ref());
        let sent = Sent { hash: Some(files[path].clone()), mark: mark.cloned() };
        after.files.insert(path.clone(), sent);
    }
    if !job.dry_run {
        let sent = AtomicBool::new(false);
        let put = |path: &str| -> Result<Sent, Error> {
            let bytes = local(path)?;
            let hash = hash(&bytes);
            let mark = place.put(path, bytes)?;
            sent.store(true, Ordering::Relaxed);
            Ok(Sent { hash: Some(hash), mark: Some(mark) })
        };
        let done = carry_out(&plan, &before, after, place, put, progress);
        done.map_err(|error| if sent.into_inner() { error.after_sending() } else { error })?;
    }
    Ok(Report::of(plan, refused))
}

/// Does what is planned; `after` is the list of what stands there already.
fn carry_out(
    plan: &Plan,
    before: &Manifest,
    mut after: Manifest,
    place: &dyn Place,
    put: impl Fn(&str) -> Result<Sent, Error> + Sync,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<(), Error> {
    // Noted before it is sent: should this run be cut, the next knows what is ours.
    let known = |step: &Step| before.files.contains_key(&step.path);
    if !plan.steps.iter().all(known) {
        let mut during = after.clone();
        for step in &plan.steps {
            let sent = before.files.get(&step.path).cloned().unwrap_or_default();
            during.files.insert(step.path.clone(), sent);
        }
        place.put(manifest::NAME, during.bytes())?;
    }
    let total = plan.steps.len();
    for wave in plan.steps.chunk_by(|a, b| a.wave == b.wave) {
        if wave[0].act == Act::Remove {
            let paths: Vec<&str> = wave.iter().map(|step| step.path.as_str()).collect();
            place.remove(&paths)?;
            continue;
        }
        let sent = workers::at_once(AT_ONCE, wave, |step| {
            let sent = put(&step.path)?;
            progress(total);
            Ok((step.path.clone(), sent))
        })?;
        after.files.extend(sent);
    }
    if after != *before {
        place.put(manifest::NAME, after.bytes())?;
    }
    Ok(())
}
