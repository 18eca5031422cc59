//! The binary: hands the arguments to `cli::run` and leaves with its exit code.

fn main() -> std::process::ExitCode {
    reader::cli::run()
}
