//! The edge to the file system: which files are read, and their bytes.

use std::{
    fs,
    path::{Component, Path, PathBuf},
};

use super::visible::visible;

/// Why the input could not be read at all (exit 2).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A path that is not there.
    #[error("{}: フォルダーもファイルもありません。名前と、今いる場所を確かめてください", shown(.0))]
    Absent(PathBuf),
    /// A path that may not be read.
    #[error("{}: 読めません", shown(path))]
    Unreadable {
        /// The path as it was given.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A folder without a CSV file.
    #[error("{}: フォルダーにCSVファイル(*.csv)がありません", shown(.0))]
    NoFiles(PathBuf),
    /// A file too large for 32-bit offsets.
    #[error("{}: 4GBを超えるファイルは読めません。月や事業所で分けてください", shown(.0))]
    TooLarge(PathBuf),
    /// More files than can be numbered.
    #[error("ファイルが多すぎます({0}個)。65,000個までです")]
    TooMany(usize),
}

impl Error {
    /// Why `path` could not be read, from what the system said.
    fn reading(path: &Path, source: std::io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            std::io::ErrorKind::NotFound => Self::Absent(path),
            _ => Self::Unreadable { path, source },
        }
    }
}

/// A path as the screen shows it.
pub fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

/// A file's name and bytes.
#[derive(Clone, Debug)]
pub struct InputFile {
    /// Path relative to the inputs' common parent folder, `/` between parts, as [`visible`] shows
    /// it: a name of the file system may hold anything.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Expands folders to the `*.csv` directly in them; each file once, sorted by name.
pub fn find_files(inputs: &[PathBuf]) -> Result<Vec<(String, PathBuf)>, Error> {
    let mut paths = Vec::new();
    for input in inputs {
        let unreadable = |source| Error::reading(input, source);
        let input_real = fs::canonicalize(input).map_err(unreadable)?;
        if input_real.is_dir() {
            let found = csv_files(&input_real).map_err(unreadable)?;
            if found.is_empty() {
                return Err(Error::NoFiles(input.clone()));
            }
            paths.extend(found);
        } else {
            paths.push(input_real);
        }
    }
    paths.sort();
    paths.dedup();
    if paths.len() > 65_000 {
        return Err(Error::TooMany(paths.len()));
    }
    let parent = common_parent(&paths);
    let mut named: Vec<(String, PathBuf)> =
        paths.into_iter().map(|path| (relative_name(&path, &parent), path)).collect();
    named.sort();
    Ok(named)
}

/// The bytes of one file.
pub fn read_file(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|source| Error::reading(path, source))
}

/// Reads what [`find_files`] found.
pub fn read_files(inputs: &[PathBuf]) -> Result<Vec<InputFile>, Error> {
    let read = |(name, path): (String, PathBuf)| {
        let bytes = read_file(&path)?;
        if u32::try_from(bytes.len()).is_err() {
            return Err(Error::TooLarge(path));
        }
        Ok(InputFile { name, bytes })
    };
    find_files(inputs)?.into_iter().map(read).collect()
}

fn csv_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_csv = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
        if is_csv && path.is_file() {
            found.push(path);
        }
    }
    Ok(found)
}

fn common_parent(paths: &[PathBuf]) -> PathBuf {
    let mut common = paths.first().and_then(|p| p.parent()).unwrap_or(Path::new("")).to_path_buf();
    for path in paths {
        while !path.starts_with(&common) {
            if !common.pop() {
                return PathBuf::new();
            }
        }
    }
    common
}

fn relative_name(path: &Path, parent: &Path) -> String {
    let relative = path.strip_prefix(parent).unwrap_or(path);
    let parts: Vec<_> = relative
        .components()
        .filter(|part| matches!(part, Component::Normal(_)))
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    visible(&parts.join("/")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_relative_to_the_common_parent() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["a/計画.csv", "a/memo.txt", "b/受給者.CSV", "b/deep/x.csv"] {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let names = |inputs: &[&str]| -> Vec<String> {
            let inputs: Vec<PathBuf> = inputs.iter().map(|i| dir.path().join(i)).collect();
            find_files(&inputs).unwrap().into_iter().map(|(name, _)| name).collect()
        };
        assert_eq!(names(&["a"]), ["計画.csv"]);
        assert_eq!(names(&["a", "b", "a/計画.csv"]), ["a/計画.csv", "b/受給者.CSV"]);
    }

    #[test]
    fn nothing_to_read_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        let empty = dir.path().to_path_buf();
        assert!(matches!(find_files(std::slice::from_ref(&empty)), Err(Error::NoFiles(_))));
        assert!(matches!(find_files(&[empty.join("no")]), Err(Error::Absent(_))));
    }
}
