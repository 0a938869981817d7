//! The commands: their flags, what is printed, which exit code.

mod digest;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "daybrief", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Digest(digest::Digest),
}

/// Runs the command of the process's arguments.
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Digest(command) => command.run(),
    }
}
