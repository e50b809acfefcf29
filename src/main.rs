//! The `santei` program: arguments to exit code.

use std::{
    env,
    io::{self, BufWriter, Write as _},
    process::ExitCode,
};

fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let code = santei::cli::run(env::args_os(), &mut out, &mut io::stderr().lock());
    match out.flush() {
        // A reader that went away is no error.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            ExitCode::from(santei::cli::COULD_NOT_RUN)
        }
        _ => ExitCode::from(code),
    }
}
