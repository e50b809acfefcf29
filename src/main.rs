//! The `santei` program: arguments to exit code.

use std::{
    env,
    io::{self, BufWriter, Write as _},
    process::ExitCode,
};

use santei::cli::{COULD_NOT_RUN, Screen, run};

fn main() -> ExitCode {
    let mut out = BufWriter::new(Screen(io::stdout().lock()));
    let mut err = io::stderr().lock();
    let code = run(env::args_os(), &mut out, &mut err);
    match out.flush() {
        Err(error) if code != COULD_NOT_RUN => {
            let _ = writeln!(err, "エラー: 画面に書けません: {error}");
            ExitCode::from(COULD_NOT_RUN)
        }
        _ => ExitCode::from(code),
    }
}
