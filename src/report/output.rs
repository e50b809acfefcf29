//! A file of the output folder: its name, and how its bytes come.

use std::io::{self, Write};

/// A file of the output folder, in memory or written as it is made.
pub trait Output: Sync {
    /// Path in the folder, `/` between parts.
    fn name(&self) -> &str;
    /// Writes the content; the same each time.
    fn write(&self, out: &mut dyn Write) -> io::Result<()>;
}

impl<O: Output + ?Sized> Output for &O {
    fn name(&self) -> &str {
        (**self).name()
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        (**self).write(out)
    }
}

impl<O: Output + Send + ?Sized> Output for Box<O> {
    fn name(&self) -> &str {
        (**self).name()
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        (**self).write(out)
    }
}

/// A file of the output folder, in memory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutputFile {
    /// Path in the folder, `/` between parts.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

impl OutputFile {
    /// A file called `name`.
    pub fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), bytes }
    }
}

impl Output for OutputFile {
    fn name(&self) -> &str {
        &self.name
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&self.bytes)
    }
}
