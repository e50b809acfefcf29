//! Where a command prints: a reader that went away is no error, and changes no exit code.

use std::io::{self, Write};

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
