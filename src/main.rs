//! The `santei` program: arguments to exit code.

use std::{
    env,
    io::{self, BufWriter},
    process::ExitCode,
};

use rayon::ThreadPoolBuilder;
use santei::cli::{Screen, could_not_begin, run};

fn main() -> ExitCode {
    // Asked for here, once: a run that found out in the middle that the system gives no thread
    // would break off. The same work on one thread writes the same bytes.
    let code = match ThreadPoolBuilder::new().build() {
        Ok(pool) => pool.install(run_command),
        Err(_) => run_alone(),
    };
    ExitCode::from(code)
}

/// Runs without a thread of its own.
fn run_alone() -> u8 {
    let alone = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
    match alone {
        Ok(()) => run_command(),
        Err(error) => could_not_begin(env::args_os(), error.to_string(), &mut io::stderr()),
    }
}

fn run_command() -> u8 {
    let mut out = BufWriter::new(Screen(io::stdout()));
    // Not locked: a thread that panics must be able to say so.
    run(env::args_os(), &mut out, &mut io::stderr())
}
