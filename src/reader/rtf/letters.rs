//! Bytes of text in the encoding of their font, which come one by one.

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, MACINTOSH, SHIFT_JIS, WINDOWS_1252};

/// Bytes that are not decoded yet, all in one encoding.
pub(super) struct Letters {
    bytes: Vec<u8>,
    encoding: &'static Encoding,
    /// Whether the last one is the first of two.
    is_half: bool,
}

impl Default for Letters {
    fn default() -> Self {
        Self {
            bytes: Vec::new(),
            encoding: WINDOWS_1252,
            is_half: false,
        }
    }
}

impl Letters {
    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Whether they can be followed by a byte in this encoding.
    pub(super) fn fit(&self, encoding: &'static Encoding) -> bool {
        self.is_empty() || self.encoding == encoding
    }

    pub(super) fn push(&mut self, byte: u8, encoding: &'static Encoding) {
        self.encoding = encoding;
        self.bytes.push(byte);
        self.is_half = !self.is_half && begins_pair(byte, encoding);
    }

    /// All of them as text.
    pub(super) fn take(&mut self) -> String {
        let text = self
            .encoding
            .decode_without_bom_handling(&self.bytes)
            .0
            .into_owned();
        self.bytes.clear();
        self.is_half = false;
        text
    }
}

fn begins_pair(byte: u8, encoding: &'static Encoding) -> bool {
    if encoding == SHIFT_JIS {
        matches!(byte, 0x81..=0x9F | 0xE0..=0xFC)
    } else {
        [GB18030, BIG5, EUC_KR].contains(&encoding) && byte >= 0x81
    }
}

/// The encoding of a Windows code page.
pub(super) fn of_code_page(number: i32) -> Option<&'static Encoding> {
    if number == 10_000 {
        return Some(MACINTOSH);
    }
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 | 54936 => "gb18030".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        65001 => "utf-8".to_owned(),
        874 | 1250..=1258 => format!("windows-{number}"),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// The code page of a font's character set; nothing where it has none of its own.
pub(super) fn code_page_of_charset(charset: i32) -> Option<i32> {
    Some(match charset {
        0 => 1252,
        77 => 10_000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}
