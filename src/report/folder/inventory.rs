//! What stands below a folder. Links are told and never followed, so that no walk leaves the
//! folder or runs in a circle.

use std::{fs, io, path::Path};

/// Everything below a folder by its path in it, `/` between parts, each list sorted.
#[derive(Default, PartialEq, Eq, Debug)]
pub(crate) struct Inventory {
    /// Regular files.
    pub(crate) files: Vec<String>,
    /// Folders.
    pub(crate) folders: Vec<String>,
    /// Links, pipes, devices: what is neither.
    pub(crate) others: Vec<String>,
}

impl Inventory {
    /// Of `folder`, which may itself be a link.
    pub(crate) fn of(folder: &Path) -> io::Result<Self> {
        let mut found = Self::default();
        let mut waiting = vec![String::new()];
        while let Some(below) = waiting.pop() {
            for entry in fs::read_dir(folder.join(&below))? {
                let entry = entry?;
                let last = entry.file_name();
                let last = last.to_string_lossy();
                let name =
                    if below.is_empty() { last.into_owned() } else { format!("{below}/{last}") };
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    waiting.push(name.clone());
                    found.folders.push(name);
                } else if kind.is_file() {
                    found.files.push(name);
                } else {
                    found.others.push(name);
                }
            }
        }
        for names in [&mut found.files, &mut found.folders, &mut found.others] {
            names.sort();
        }
        Ok(found)
    }

    /// What stands there beside the files that `is_named` knows and the folders above them.
    pub(crate) fn strangers(&self, is_named: impl Fn(&str) -> bool) -> Vec<&str> {
        let (named, others): (Vec<&str>, Vec<&str>) =
            self.files.iter().map(String::as_str).partition(|name| is_named(name));
        let leads_to_named = |folder: &String| {
            let below = format!("{folder}/");
            let first = named.partition_point(|name| *name < below.as_str());
            named.get(first).is_some_and(|name| name.starts_with(&below))
        };
        let folders = self.folders.iter().filter(|folder| !leads_to_named(folder));
        others.into_iter().chain(folders.chain(&self.others).map(String::as_str)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn links_are_told_and_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        let owned = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        fs::create_dir_all(dir.path().join("a/b")).unwrap();
        fs::write(dir.path().join("a/x"), "").unwrap();
        for link in ["one", "a/two"] {
            std::os::unix::fs::symlink(dir.path(), dir.path().join(link)).unwrap();
        }
        let found = Inventory::of(dir.path()).unwrap();
        assert_eq!(found.files, owned(&["a/x"]));
        assert_eq!(found.folders, owned(&["a", "a/b"]));
        assert_eq!(found.others, owned(&["a/two", "one"]));
        let strangers = |named: &str| found.strangers(|name| name == named);
        assert_eq!(strangers("a/x"), ["a/b", "a/two", "one"]);
        assert_eq!(strangers("x"), ["a/x", "a", "a/b", "a/two", "one"]);
    }
}
