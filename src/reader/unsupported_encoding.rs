//! Encodings of Chinese that are recognised and not read: a person must hear their names instead of seeing rubbish.
//!
//! Most are of seven bits and would pass for ASCII; EUC-TW would pass for another encoding of two bytes.

/// So many bytes at the start of a file show how it is written.
const SAMPLE: usize = 64 << 10;

/// So many characters leave no doubt.
const ENOUGH: usize = 4;
/// Where the form is that of other encodings, too, it takes so many.
const ENOUGH_ALIKE: usize = 20;

/// What switches to a set of characters (ECMA-35), and the encoding that does it.
const SWITCHES: &[(&[u8], &str)] = &[
    (b"$)A", "ISO-2022-CN"),
    (b"$)G", "ISO-2022-CN"),
    (b"$*H", "ISO-2022-CN"),
    (b"$)C", "ISO-2022-KR"),
    (b"$B", "ISO-2022-JP"),
    (b"$@", "ISO-2022-JP"),
];

/// The name of the encoding of seven bits that `bytes` are in, where they are not plain ASCII.
pub(super) fn of_seven_bits(bytes: &[u8]) -> Option<&'static str> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if !sample.is_ascii() {
        return None;
    }
    if let Some(escape) = memchr::memchr(0x1B, sample) {
        let mut escapes = sample.get(escape..)?.split(|&byte| byte == 0x1B);
        return escapes.find_map(|behind| {
            let mut switches = SWITCHES.iter();
            let (_, name) = switches.find(|(switch, _)| behind.starts_with(switch))?;
            Some(*name)
        });
    }
    is_hz(sample).then_some("HZ")
}

/// Chinese between `~{` and `~}`, two characters of ASCII a character (RFC 1843).
fn is_hz(sample: &[u8]) -> bool {
    let mut rest = sample;
    let (mut characters, mut han) = (0, 0);
    while let Some(at) = memchr::memmem::find(rest, b"~{") {
        rest = rest.get(at + 2..).unwrap_or_default();
        while let [row, cell, behind @ ..] = rest {
            match (row, cell) {
                (0x21..=0x29 | 0x30..=0x77, 0x21..=0x7E) => characters += 1,
                // Some programs end it with the line.
                (b'~', b'}') | (b'\n' | b'\r', _) => break,
                _ => return false,
            }
            han += usize::from(*row >= 0x30);
            rest = behind;
        }
    }
    characters >= ENOUGH && han * 2 >= characters
}

/// Whether `bytes`, which are no UTF-8, are in EUC-TW (CNS 11643): none of its characters lies in the rows where those of the
/// other encodings of this form are commonest.
pub(super) fn is_euc_tw(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (mut han, mut planes) = (0, 0);
    loop {
        rest = match rest {
            [byte, rest @ ..] if byte.is_ascii() => rest,
            [0x8E, 0xA1..=0xA7, 0xA1..=0xFE, 0xA1..=0xFE, rest @ ..] => {
                planes += 1;
                rest
            }
            [0xC4..=0xFD, 0xA1..=0xFE, rest @ ..] => {
                han += 1;
                rest
            }
            // Punctuation and figures.
            [0xA1..=0xA9 | 0xC2, 0xA1..=0xFE, rest @ ..] => rest,
            // The end may cut a character.
            [] | [_] | [0x8E, _] | [0x8E, _, _] => break,
            _ => return false,
        }
    }
    han >= ENOUGH_ALIKE || planes > 0 && han + planes >= ENOUGH
}
