//! The front door: calls [`daybrief::cli::run`] and hands its exit code to the shell.

fn main() -> std::process::ExitCode {
    daybrief::cli::run()
}
