//! 「半角カナ」 Names as the file wants them: half-width kana, one byte each.

/// Full-width kana in the order of their half-width twins, U+FF66 to U+FF9D: the sounds that have
/// one of their own.
const PLAIN: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
/// Voiced sounds, and those they are written with.
const VOICED: [(&str, &str); 2] = [
    ("ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ", "カキクケコサシスセソタチツテトハヒフヘホウ"),
    ("パピプペポ", "ハヒフヘホ"),
];
/// Marks of voiced and half-voiced sounds.
const MARKS: [char; 2] = ['ﾞ', 'ﾟ'];
/// Signs that have a half-width twin.
const SIGNS: [(char, char); 6] =
    [('・', '･'), ('「', '｢'), ('」', '｣'), ('、', '､'), ('。', '｡'), ('\u{3000}', ' ')];

/// `text` in half-width kana; capital letters, digits and spaces stay. `Err` names the first
/// character that has no half-width twin: it is told, never replaced by another.
pub fn half_width(text: &str) -> Result<String, char> {
    let mut half = String::with_capacity(text.len());
    for character in text.chars() {
        let plain = plain(character);
        let voiced = VOICED.iter().zip(MARKS).find_map(|((voiced, plain), mark)| {
            let place = voiced.chars().position(|sound| sound == character)?;
            Some((plain.chars().nth(place)?, mark))
        });
        let sign = SIGNS.iter().find(|(sign, _)| *sign == character).map(|(_, half)| *half);
        match (plain, voiced, sign) {
            (Some(twin), ..) => half.push(twin),
            (None, Some((twin, mark)), _) => {
                half.push(self::plain(twin).ok_or(character)?);
                half.push(mark);
            }
            (None, None, Some(sign)) => half.push(sign),
            _ if is_half_width(character) => half.push(character),
            _ => return Err(character),
        }
    }
    Ok(half)
}

/// The half-width twin of a sound that has one of its own.
fn plain(character: char) -> Option<char> {
    let place = PLAIN.chars().position(|sound| sound == character)?;
    char::from_u32(0xFF66 + u32::try_from(place).ok()?)
}

/// Whether the character is one byte in the file: a capital letter, a digit, half-width kana, or
/// the space between names.
pub(super) const fn is_half_width(character: char) -> bool {
    matches!(character, 'A'..='Z' | '0'..='9' | ' ' | '\u{FF61}'..='\u{FF9F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_kana_worked_by_hand() {
        for (full, half) in [
            ("サトウ アキラ", "ｻﾄｳ ｱｷﾗ"),
            ("ガギグゲゴ", "ｶﾞｷﾞｸﾞｹﾞｺﾞ"),
            ("パピプペポ", "ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ"),
            ("ヴァイオリン", "ｳﾞｧｲｵﾘﾝ"),
            ("ジョージ・スミス", "ｼﾞｮｰｼﾞ･ｽﾐｽ"),
            ("キャッチュョ", "ｷｬｯﾁｭｮ"),
            ("ヲンワ", "ｦﾝﾜ"),
            ("タナカ\u{3000}A1", "ﾀﾅｶ A1"),
            ("", ""),
        ] {
            assert_eq!(half_width(full).as_deref(), Ok(half), "{full}");
        }
    }

    #[test]
    fn what_has_no_half_width_twin_is_named() {
        for (text, first) in [
            ("ヰセ", 'ヰ'),
            ("山田", '山'),
            ("さとう", 'さ'),
            ("Smith", 'm'),
            ("ヮ", 'ヮ'),
            ("ヶ", 'ヶ'),
        ] {
            assert_eq!(half_width(text), Err(first), "{text}");
        }
    }

    #[test]
    fn what_is_half_width_already_stays() {
        assert_eq!(half_width("ｻﾄｳ ﾊﾞ").as_deref(), Ok("ｻﾄｳ ﾊﾞ"));
    }
}
