//! Where a command prints: a reader that went away is no error, and changes no exit code.

use std::io::{self, Write};

use super::failure::Failure;

/// A writer whose reader may leave: `santei rules | head`.
pub struct Screen<W>(pub W);

impl<W: Write> Write for Screen<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.write(bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(bytes.len()),
            written => written,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.0.flush() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            flushed => flushed,
        }
    }
}

/// Prints `text` and all that waits before it.
pub(super) fn tell(out: &mut dyn Write, text: &str) -> anyhow::Result<()> {
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| {
        Failure::new("画面に書けません", "cannot write to the screen").because_of(error).into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Failing(io::ErrorKind);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn only_a_reader_that_left_is_forgiven() {
        assert!(Screen(Failing(io::ErrorKind::BrokenPipe)).write_all(b"x").is_ok());
        assert!(Screen(Failing(io::ErrorKind::BrokenPipe)).flush().is_ok());
        assert!(Screen(Failing(io::ErrorKind::StorageFull)).write_all(b"x").is_err());
    }
}
