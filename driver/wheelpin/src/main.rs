//! The program; everything is in the library.

fn main() -> std::process::ExitCode {
    wheelpin::run(std::env::args_os()).into()
}
