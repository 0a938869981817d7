//! Runs the `git` program.

use std::io::{self, BufWriter, Write};
use std::process::{Command, Output, Stdio};
use std::thread;

use crate::error::Error;
use crate::publish::target::shown;

/// `git` for one repository.
pub struct Git {
    arguments: Vec<String>,
    /// How the place that is published to is named in messages.
    target: String,
}

impl Git {
    /// `arguments` stand before each command.
    pub fn new(arguments: &[&str], target: &str) -> Self {
        Self { arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(), target: target.to_owned() }
    }

    /// What a command writes, without the line's end.
    pub fn line(&self, arguments: &[&str]) -> Result<String, Error> {
        let bytes = self.bytes(arguments)?;
        Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
    }

    pub fn bytes(&self, arguments: &[&str]) -> Result<Vec<u8>, Error> {
        self.ended(self.command(arguments).stdin(Stdio::inherit()).output())
    }

    /// What a command writes that reads what `write` does.
    pub fn feed(
        &self,
        arguments: &[&str],
        write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send,
    ) -> Result<Vec<u8>, Error> {
        let running =
            self.command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut running = match running {
            Ok(running) => running,
            Err(error) => return self.ended(Err(error)),
        };
        let input = running.stdin.take();
        // Beside reading what it answers: either may wait for the other.
        let output = thread::scope(|scope| {
            scope.spawn(move || {
                let Some(input) = input else { return };
                let mut input = BufWriter::new(input);
                // A command that ended early says itself why.
                let _ = write(&mut input).and_then(|()| input.flush());
            });
            running.wait_with_output()
        });
        self.ended(output)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        // From a hook, git would say which repository it is at work on; it is another one here.
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"] {
            command.env_remove(name);
        }
        command.args(["-c", "gc.auto=0", "-c", "maintenance.auto=false"]).args(&self.arguments).args(arguments);
        command.env("LC_ALL", "C");
        command
    }

    fn ended(&self, output: io::Result<Output>) -> Result<Vec<u8>, Error> {
        match output {
            Ok(Output { status, stdout, .. }) if status.success() => Ok(stdout),
            Ok(Output { stderr, .. }) => Err(Error::publish(&self.target, told(&stderr))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(Error::usage("there is no program `git`", "install git to publish to a branch"))
            }
            Err(error) => Err(Error::publish(&self.target, error.to_string())),
        }
    }
}

/// What git said, on one line; addresses without names and passwords.
fn told(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    if text.contains("[rejected]") || text.contains("non-fast-forward") || text.contains("fetch first") {
        return "the branch has moved meanwhile".into();
    }
    let lines = text.lines().filter(|line| !line.starts_with("hint:")).map(str::trim).filter(|line| !line.is_empty());
    let words = lines.flat_map(str::split_whitespace).map(|word| {
        let bare = word.trim_start_matches(['\'', '"', '`', '<']);
        format!("{}{}", &word[..word.len() - bare.len()], shown(bare))
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_told() {
        let said = b"remote: no\nfatal: unable to access 'https://me:s3cret@host.example/a.git/': 403\nhint: more";
        assert_eq!(told(said), "remote: no fatal: unable to access 'https://host.example/a.git/': 403");
    }
}
