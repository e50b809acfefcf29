//! Every short pattern of cells, quotes and line ends: what is read of it, and how much is looked at.

use super::{
    Splitter,
    tests::{shown, split},
};

const WORDS: [&str; 6] = ["a", ",", "\"", "\"\"", "\n", "\r\n"];

/// All texts of at most `length` words.
fn patterns(length: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut from = 0;
    for _ in 0..length {
        let to = all.len();
        for at in from..to {
            let longer: Vec<String> = WORDS.iter().map(|word| all[at].clone() + word).collect();
            all.extend(longer);
        }
        from = to;
    }
    all
}

/// The cells of a row and its length, looked at by itself; `None` where a quote is broken.
fn one_row(text: &str) -> Option<(Vec<String>, usize)> {
    let (mut cells, mut at) = (Vec::new(), 0);
    loop {
        let rest = &text[at..];
        let length = if let Some(inner) = rest.strip_prefix('"') {
            let end = inner.replace("\"\"", "  ").find('"')?;
            cells.push(inner[..end].replace("\"\"", "\""));
            end + 2
        } else {
            let end = rest.find([',', '\n']).unwrap_or(rest.len());
            let ended = rest[..end].strip_suffix('\r').filter(|_| !rest[end..].starts_with(','));
            let cell = ended.unwrap_or(&rest[..end]);
            cells.push(cell.to_owned());
            cell.len()
        };
        at += length;
        let rest = &text[at..];
        let line_end = ["\n", "\r\n"].into_iter().find(|end| rest.starts_with(end));
        match (rest, line_end) {
            ("" | "\r", _) => return Some((cells, text.len())),
            (_, Some(end)) => return Some((cells, at + end.len())),
            _ if rest.starts_with(',') => at += 1,
            _ => return None,
        }
    }
}

/// What [`split`] gives, each row looked at by itself.
fn split_plainly(text: &str, expected: usize) -> Vec<(u32, String)> {
    let (mut rows, mut at, mut line) = (Vec::new(), 0, 1);
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        let row = one_row(&text[at..]);
        let (cells, end) = match row {
            Some((cells, length)) if at + length <= end || cells.len() == expected => {
                (Some(cells), at + length)
            }
            _ => (None, end),
        };
        let blank = |cells: &Vec<String>| cells.iter().all(|cell| cell.trim().is_empty());
        if !cells.as_ref().is_some_and(blank) {
            rows.push((line, shown(cells, expected)));
        }
        line += u32::try_from(text[at..end].matches('\n').count()).unwrap();
        at = end;
    }
    rows
}

#[test]
fn every_row_is_what_it_is_by_itself() {
    for pattern in patterns(5) {
        for text in [pattern.clone(), pattern.repeat(5), format!("\"{}", pattern.repeat(3))] {
            for expected in 1..=4 {
                let want = split_plainly(&text, expected);
                assert_eq!(split(&text, expected), want, "{text:?} {expected}");
            }
        }
    }
}

#[test]
fn no_byte_is_looked_at_more_than_four_times() {
    for pattern in patterns(5) {
        for (before, after) in [("", ""), ("\"", ""), ("", "\"a"), ("a,\"", "\"")] {
            let text = format!("{before}{}{after}", pattern.repeat(40));
            for expected in [None, Some(2), Some(30)] {
                let mut splitter = Splitter::new(text.as_bytes(), 0, 1, expected);
                while splitter.next_row().is_some() {}
                let most = 4 * text.len();
                assert!(splitter.scanned <= most, "{before}{pattern:?}{after} {expected:?}");
            }
        }
    }
}
