//! What went wrong with the world: files that can't be read, folders that can't be written. It ends the command.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;

/// Every kind names the file or address it met.
#[derive(Debug)]
pub enum Error {
    Read {
        path: PathBuf,
        source: io::Error,
    },
    Write {
        path: PathBuf,
        source: io::Error,
    },
    /// An address of this machine.
    Listen {
        address: String,
        source: io::Error,
    },
    /// A place that a site is published to: how it is named, what went wrong, and whether some of the site is there.
    Publish {
        target: String,
        reason: String,
        sent: bool,
    },
    /// A file of the user's that everything else hangs on: settings, a template.
    Input(Box<Diagnostic>),
    Inputs(Vec<Diagnostic>),
    /// The user asked for something that can't be: what is wrong, and what to do.
    Usage {
        message: String,
        hint: String,
    },
}

impl Error {
    pub fn read(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        let path = path.as_ref().to_owned();
        move |source| Self::Read { path, source }
    }

    pub fn write(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        let path = path.as_ref().to_owned();
        move |source| Self::Write { path, source }
    }

    pub fn listen(address: &str) -> impl FnOnce(io::Error) -> Self {
        let address = address.to_owned();
        move |source| Self::Listen { address, source }
    }

    pub fn publish(target: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Publish { target: target.into(), reason: reason.into(), sent: false }
    }

    /// The same error, met after some of a site was sent.
    pub fn after_sending(self) -> Self {
        match self {
            Self::Publish { target, reason, .. } => Self::Publish { target, reason, sent: true },
            other => other,
        }
    }

    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: hint.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Read { path, source } => write!(f, "error: `{}` can't be read: {}", path.display(), reason(source)),
            Self::Write { path, source } => {
                write!(f, "error: `{}` can't be written: {}", path.display(), reason(source))?;
                match source.kind() {
                    io::ErrorKind::StorageFull => f.write_str(
                        "\n = hint: free some space and build again; the site there is still the last good one",
                    ),
                    io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                        f.write_str("\n = hint: make the folder writable, or name another one with `--out DIR`")
                    }
                    _ => Ok(()),
                }
            }
            Self::Listen { address, source } => {
                write!(f, "error: `{address}` can't be listened on: {}", reason(source))?;
                f.write_str("\n = hint: name another port with `--port N`, or another address with `--host NAME`")
            }
            Self::Publish { target, reason, sent } => {
                write!(f, "error: `{target}` can't be published to: {reason}")?;
                f.write_str(match sent {
                    true => "\n = hint: what was sent is kept: the same command goes on from there",
                    false => "\n = hint: nothing was sent; see whether the place is there and lets you write to it",
                })
            }
            Self::Input(diagnostic) => diagnostic.fmt(f),
            Self::Inputs(diagnostics) => {
                for (i, diagnostic) in diagnostics.iter().enumerate() {
                    write!(f, "{}{diagnostic}", if i > 0 { "\n\n" } else { "" })?;
                }
                Ok(())
            }
            Self::Usage { message, hint } => {
                write!(f, "error: {message}")?;
                if hint.is_empty() { Ok(()) } else { write!(f, "\n = hint: {hint}") }
            }
        }
    }
}

impl std::error::Error for Error {}

impl From<Box<Diagnostic>> for Error {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        Self::Input(diagnostic)
    }
}

/// An IO error in words, without the number behind it.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
