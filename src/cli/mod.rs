//! The commands: their flags, what is printed, which exit code.

mod build;
mod check;
mod digest;
mod explain;
mod house_rules;
mod init;
mod list;
mod new;
mod publish;
mod report;
mod search_index;
mod serve;
mod site;
mod timings;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use report::Outcome;

/// Make a browsable daily briefing from a folder of news articles
///
/// Put clipped, pasted or exported articles (markdown or plain text, with or without front matter) into `content/` and
/// build. daybrief takes out advertisement lines, share prompts and the like, finds who said what, and writes a site
/// of plain files: a page per day, article, topic, speaker and source, archive and feeds.
#[derive(Debug, Parser)]
#[command(name = "daybrief", version, about, after_help = EXAMPLES, subcommand_required = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  daybrief init morning && cd morning     start a site in the folder `morning`
  daybrief serve --open                   look at it while you edit: the browser follows
  daybrief build                          build the site of this folder into `public`
  daybrief build --base-url https://news.example/daily/
  daybrief publish --to git:origin#gh-pages  build, and send what changed
  daybrief check                          odd articles, dead links, faulty templates; writes nothing
  daybrief list                           drafts, future, undated, untitled and quote-less articles
  daybrief digest clip.md | jq .quotes    what is found in one article

Exit codes: 0 done; 1 done, but some input was in error (what could be made, stands); 2 not done.";

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Build),
    Publish(publish::Publish),
    Check(check::Check),
    Serve(serve::Serve),
    Digest(digest::Digest),
    List(list::List),
    Init(init::Init),
    New(new::New),
}

/// Runs the command of the process's arguments.
pub fn run() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Build(command) => command.run(),
        Command::Publish(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Serve(command) => command.run(),
        Command::Digest(command) => command.run(),
        Command::List(command) => command.run(),
        Command::Init(command) => command.run(),
        Command::New(command) => command.run(),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Partly) => ExitCode::from(1),
        Err(error) => {
            report::say(error);
            ExitCode::from(2)
        }
    }
}
