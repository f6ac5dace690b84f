//! The `unfilled` program. Everything is in the library's `cli` module.

fn main() -> std::process::ExitCode {
    unfilled::cli::main()
}
