//! `daybrief new "Title"`: an article file to write into.

use std::fs::OpenOptions;
use std::io::{self, Write};

use chrono::NaiveDate;

use super::report::{Outcome, print};
use super::site::{Place, now};
use crate::content;
use crate::error::Error;
use crate::site::slug::slug;

/// Start an article: a file in `content/` with today's date
#[derive(Debug, clap::Args)]
pub struct New {
    /// The headline
    title: String,
    #[command(flatten)]
    place: Place,
    /// Its day [default: today in the site's time zone]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<NaiveDate>,
    /// Mark it as a draft
    #[arg(long)]
    draft: bool,
}

impl New {
    pub fn run(self) -> Result<Outcome, Error> {
        self.place.check()?;
        let zone = self.place.read_config()?.time_zone;
        let day = self.date.unwrap_or_else(|| now().with_timezone(&zone).date_naive());
        let slug = slug(&self.title);
        if slug.is_empty() {
            return Err(Error::usage(format!("`{}` makes no file name", self.title), "use a letter or a digit in it"));
        }
        let file = self.place.folder.join(content::ARTICLES).join(format!("{day}-{slug}.md"));
        let title = serde_json::to_string(&self.title).expect("a string is JSON");
        let draft = if self.draft { "draft: true\n" } else { "" };
        let text = format!("---\ntitle: {title}\ndate: {day}\nsource: \"\"\ntopics: []\n{draft}---\n\n");
        // `create_new`: an article that is there is never overwritten.
        let made = OpenOptions::new().write(true).create_new(true).open(&file);
        match made.and_then(|mut made| made.write_all(text.as_bytes())) {
            Ok(()) => {
                print(&format!("{}\n", file.display()))?;
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let message = format!("`{}` is there already", file.display());
                return Err(Error::usage(message, "choose another title or `--date`"));
            }
            Err(error) => return Err(Error::write(&file)(error)),
        }
        Ok(Outcome::Done)
    }
}
