//! The front door: calls [`daybrief::cli::run`] and hands its exit code to the shell.

/// A digest is made of many small pieces: the system's allocator took an eighth of a build's time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    daybrief::cli::run()
}
