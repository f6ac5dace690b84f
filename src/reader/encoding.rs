//! Which encoding a text is in, judged by its bytes alone.
//!
//! Strict UTF-8 is tried by [`plain`](super::plain) first; this file has the byte order marks, the evidence for
//! UTF-16 without a mark, and the guess among the older encodings. It decodes nothing for the document.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::reader::{unsupported_encoding, utf32};
use crate::text::count_bytes;

/// How many bytes are enough to tell an encoding; more cost time and change no answer.
const SAMPLE: usize = 64 << 10;

/// How many bytes at the start of a file show whether it is text at all.
const HEAD: usize = 8 << 10;

/// Up to so many bytes beyond ASCII a text is too short for statistics, and the likeliest reader decides.
const SHORT: usize = 64;

/// The name of an encoding for people: that of the WHATWG Encoding Standard, with the Chinese one as it is known.
pub(super) fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 {
        "GB18030"
    } else {
        encoding.name()
    }
}

/// The encoding of a text without a byte order mark that is not UTF-8.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(encoding) = utf16(bytes) {
        return encoding;
    }
    let first_bad =
        simdutf8::compat::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    if mostly_utf8(bytes, first_bad) {
        return UTF_8;
    }
    let sample = sample(bytes);
    if sample.iter().filter(|byte| !byte.is_ascii()).count() <= SHORT && is_gb2312(sample) {
        return GB18030;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // The sample is never said to be the whole text, so that a character cut at its end counts for nothing.
    detector.feed(sample, false);
    // No hint from a country's domain: the one for China would make all Big5 text GBK.
    let guess = detector.guess(None, Utf8Detection::Deny);
    // GB18030 holds all of GBK and decodes it alike.
    if guess == GBK { GB18030 } else { guess }
}

/// UTF-16 without a byte order mark, where the bytes leave no doubt.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    // Half a unit at the end speaks against UTF-16, unless a long text was cut off.
    if sample.len() % 2 == 1 && sample.len() < SHORT {
        return None;
    }
    let little = Evidence::of(sample, u16::from_le_bytes);
    let big = Evidence::of(sample, u16::from_be_bytes);
    if little.score() >= big.score() {
        little.convinces(1).then_some(UTF_16LE)
    } else {
        // Nearly nobody writes this without a mark, so a few odd bytes prove nothing, and neither do characters
        // of the upper half alone: Japanese in Shift_JIS looks like those.
        (big.convinces(4) && big.low * 4 >= big.usual).then_some(UTF_16BE)
    }
}

/// UTF-16 without a byte order mark, asked only of a file that has control characters near its start.
pub(super) fn utf16_among_controls(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    if controls(head) == 0 {
        return None;
    }
    utf16(bytes)
}

/// Whether the bytes are no text in any encoding.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let controls = controls(head);
    if controls == 0
        || Encoding::for_bom(bytes).is_some()
        || utf32::order(bytes).is_some()
        || unsupported_encoding::of_seven_bits(bytes).is_some()
        || utf16(bytes).is_some()
    {
        return false;
    }
    // A stray control character does not make a text unreadable; a NUL among bytes that are not UTF-8 does.
    let nul = head.contains(&0);
    controls * 20 > head.len()
        || nul && std::str::from_utf8(head).is_err_and(|e| e.error_len().is_some())
}

/// How many characters have no business in a text.
fn controls(head: &[u8]) -> usize {
    // Most texts hold no control characters but line ends, which takes a fraction of the time to see.
    let odd = |byte: u8| (byte < 0x20) & (byte != b'\n') & (byte != b'\r');
    if count_bytes(head, odd) == 0 {
        return 0;
    }
    count_bytes(head, is_control)
}

/// Whether `byte` has no business in a text, though it is ASCII.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B)
}

/// What a reading of bytes as UTF-16 looks like.
#[derive(Default)]
struct Evidence {
    units: usize,
    /// Units that two printable ASCII characters would not make as well.
    decisive: usize,
    /// Decisive units that are usual in a Chinese or Western text.
    usual: usize,
    /// Usual units that are a character of ASCII.
    ascii: usize,
    /// Usual units in the lower half of the code space.
    low: usize,
}

impl Evidence {
    fn of(sample: &[u8], unit: fn([u8; 2]) -> u16) -> Self {
        let mut evidence = Self::default();
        let mut after_high = false;
        for pair in sample.chunks_exact(2) {
            let &[first, second] = pair else { continue };
            evidence.units += 1;
            if is_printable(first) && is_printable(second) {
                after_high = false;
                continue;
            }
            evidence.decisive += 1;
            let unit = unit([first, second]);
            let high = (0xD800..0xDC00).contains(&unit);
            let low = (0xDC00..0xE000).contains(&unit) && after_high;
            evidence.usual += usize::from(is_usual(unit) || high || low);
            evidence.low += usize::from(unit < 0x8000 && is_usual(unit));
            evidence.ascii += usize::from(unit < 0x80 && is_usual(unit));
            after_high = high;
        }
        evidence
    }

    /// Letters of ASCII read with their bytes swapped are Han characters, so the ASCII reading must weigh more.
    fn score(&self) -> usize {
        self.usual + self.ascii
    }

    fn convinces(&self, least: usize) -> bool {
        self.decisive >= least
            && self.decisive * 3 >= self.units
            && self.usual * 10 >= self.decisive * 9
    }
}

fn is_printable(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7E | b'\t' | b'\n' | b'\r')
}

fn is_usual(unit: u16) -> bool {
    matches!(
        unit,
        0x20..=0x7E | 0x09 | 0x0A | 0x0D | 0xA0..=0xFF  // Latin
        | 0x2000..=0x206F | 0x2460..=0x25FF             // punctuation, circled numbers, boxes
        | 0x3000..=0x30FF                               // Chinese punctuation, kana
        | 0x4E00..=0x9FFF                               // Han
        | 0xFEFF | 0xFF00..=0xFFEF                      // full-width forms
    )
}

/// Whether the text round the first bad byte is UTF-8 all the same: far more good characters than bad bytes.
fn mostly_utf8(bytes: &[u8], first_bad: usize) -> bool {
    let to = first_bad.saturating_add(SAMPLE).min(bytes.len());
    let before = bytes
        .get(first_bad.saturating_sub(SAMPLE)..first_bad)
        .unwrap_or_default();
    // A window that begins inside a character begins with at most three bytes of it.
    let from = first_bad - before.len() + before.iter().take_while(|&&b| b & 0xC0 == 0x80).count();
    let (mut good, mut bad) = (0, 0);
    let mut chunks = bytes
        .get(from..to)
        .unwrap_or_default()
        .utf8_chunks()
        .peekable();
    while let Some(chunk) = chunks.next() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        // A character that the end of the file or of the window cuts off is no sign of another encoding.
        let incomplete =
            std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
        let cut_off = incomplete && chunks.peek().is_none();
        bad += usize::from(!chunk.invalid().is_empty() && !cut_off);
    }
    good >= 2 && good >= 3 * bad
}

/// The text from the line of the first byte beyond ASCII on. Before that byte no character can be cut.
fn sample(bytes: &[u8]) -> &[u8] {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let line = bytes
        .get(first.saturating_sub(SAMPLE / 4)..first)
        .unwrap_or_default();
    let start = first - line.iter().rev().take_while(|&&byte| byte != b'\n').count();
    let rest = bytes.get(start..).unwrap_or_default();
    rest.get(..SAMPLE).unwrap_or(rest)
}

/// Whether everything beyond ASCII is a pair that simplified Chinese uses: punctuation, full-width forms, Han.
fn is_gb2312(sample: &[u8]) -> bool {
    let mut rest = sample;
    loop {
        rest = match rest {
            [] => return true,
            [byte, after @ ..] if byte.is_ascii() => after,
            [0xA1 | 0xA3 | 0xB0..=0xF7, 0xA1..=0xFE, after @ ..] => after,
            _ => return false,
        }
    }
}
