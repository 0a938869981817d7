//! `daybrief serve [SITE]`: the site in the browser while it is edited.

use super::report::{self, Outcome, counted};
use super::site::{SiteArgs, now};
use crate::error::Error;
use crate::serve::{Address, Server, Update};
use crate::workspace::Options;

/// Look at the site while you edit: pages in the browser follow every change by themselves
///
/// Pages are made when they are asked for; nothing is written but what `build` keeps for its next run.
#[derive(Debug, clap::Args)]
pub struct Serve {
    #[command(flatten)]
    site: SiteArgs,
    /// The port [default: 4000, or the next that is free]
    #[arg(short, long, value_name = "N")]
    port: Option<u16>,
    /// The name or address of this machine to listen on; `0.0.0.0` lets other machines look
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// Open the front page in the browser
    #[arg(long)]
    open: bool,
    /// The site's public address, in place of the one in the settings
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Look for changes every second, for disks that tell nothing of them (network disks are noticed by themselves)
    #[arg(long)]
    poll: bool,
    /// Digest every article anew, and keep nothing for the next run
    #[arg(long)]
    no_cache: bool,
}

impl Serve {
    pub fn run(self) -> Result<Outcome, Error> {
        let state = (!self.no_cache).then(|| self.site.place.state());
        let options = Options { preview: true, base_url: self.base_url, state, ..Options::default() };
        let workspace = self.site.open(options)?;
        let address = Address { host: self.host, port: self.port };
        let (server, first) = Server::new(workspace, address, now, self.poll)?;
        tell(&first);
        let url = server.url()?;
        report::say(format_args!("serving at {url} (Ctrl-C ends it)"));
        if self.open
            && let Err(error) = open::that_detached(&url)
        {
            report::say(format_args!("the browser can't be opened: {}", crate::error::reason(&error)));
        }
        server.run(|update| tell(&update))?;
        Ok(Outcome::Done)
    }
}

fn tell(update: &Update) {
    report::show(&update.diagnostics, false);
    if let Some(held) = &update.held {
        report::show_held(held);
    }
    match &update.fault {
        Some(fault) => report::say(format_args!("{fault}\n\nthe last good site is shown until this is mended")),
        None => report::say(format_args!("{} in {} ms", counted(update.articles, "article"), update.took.as_millis())),
    }
}
