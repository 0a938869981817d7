//! `daybrief init DIR`: a small site that builds at once.

use std::fs;
use std::path::PathBuf;

use super::report::{Outcome, print};
use crate::error::Error;

/// Start a site: settings and two articles that build at once
#[derive(Debug, clap::Args)]
pub struct Init {
    /// The folder to make, or one that has none of the files of a new site yet
    dir: PathBuf,
}

/// The files of a new site.
const FILES: [(&str, &str); 4] = [
    ("daybrief.toml", include_str!("init/daybrief.toml")),
    ("content/2026-03-18/harbour-bridge-reopens.md", include_str!("init/harbour-bridge-reopens.md")),
    ("content/2026-03-19/ferry-fares.md", include_str!("init/ferry-fares.md")),
    (".gitignore", "/public\n/.daybrief-cache\n"),
];

impl Init {
    pub fn run(self) -> Result<Outcome, Error> {
        let dir = &self.dir;
        // A folder of articles is someone's site as well, whatever the articles are called.
        let tops = FILES.map(|(path, _)| dir.join(path.split('/').next().unwrap_or(path)));
        if let Some(there) = tops.iter().find(|top| top.symlink_metadata().is_ok()) {
            let message = format!("`{}` is there already", there.display());
            return Err(Error::usage(message, "name a folder without it"));
        }
        for (path, text) in FILES {
            let file = dir.join(path);
            let folder = file.parent().unwrap_or(dir);
            fs::create_dir_all(folder).map_err(Error::write(folder))?;
            fs::write(&file, text).map_err(Error::write(&file))?;
        }
        print(&format!(
            "made a site in `{0}`: build it with `daybrief build {0}`, then open `{0}/public/index.html`\n",
            dir.display()
        ))?;
        Ok(Outcome::Done)
    }
}
