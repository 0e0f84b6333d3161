//! The `whosaid` program: hands the arguments to [`whosaid::cli`] and returns its exit code.
#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    whosaid::cli::main()
}
