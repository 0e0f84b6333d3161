//! The command line: raw arguments become checked types once, then each command runs in its own file.

/// Runs the program with the arguments of the process and returns its exit code.
pub fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
