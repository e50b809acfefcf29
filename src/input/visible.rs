//! Texts of the input where a person reads them: what cannot be seen is shown by its name.

use std::{borrow::Cow, fmt::Write as _};

/// Adds the name of a character: `U+001B`.
pub(crate) fn push_name(text: &mut String, character: char) {
    // Writing to a string cannot fail.
    let _ = write!(text, "U+{:04X}", u32::from(character));
}

/// A text of the input for the screen: what [`is_unseen`], line breaks among it, becomes its name,
/// so that no cell and no file's name can command a terminal or look like lines of ours.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    named(text, is_unseen)
}

/// A text of several lines for the screen: as [`visible`], but its line breaks stay.
pub(crate) fn visible_lines(text: &str) -> Cow<'_, str> {
    named(text, |character| character != '\n' && is_unseen(character))
}

fn named(text: &str, is_named: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_named) {
        return Cow::Borrowed(text);
    }
    let mut named = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_named(character) {
            push_name(&mut named, character);
        } else {
            named.push(character);
        }
    }
    Cow::Owned(named)
}

/// Characters that cannot be seen or that turn the text after them around: they are shown by name,
/// as in the tables, lest a name look like another.
pub(crate) fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_named() {
        assert!(matches!(visible("サトウ ハナコ"), Cow::Borrowed(_)));
        assert_eq!(visible("a\u{1b}[31m\nb\u{9b}"), "aU+001B[31mU+000AbU+009B");
        assert_eq!(visible_lines("a\u{1b}[31m\nb\u{202e}"), "aU+001B[31m\nbU+202E");
    }
}
