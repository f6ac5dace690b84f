//! The properties of a message and of what is attached to it, as they lie in a compound file.

use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use cfb::CompoundFile;
use encoding_rs::Encoding;

use crate::reader::mime::in_utf8;

/// The fixed properties of a message, in a stream of entries.
const PROPERTIES: &str = "__properties_version1.0";

/// Bytes of an entry there, and those before the first one at the root.
const ENTRY: usize = 16;
const HEAD: usize = 32;

/// The numbers of the code pages of a message: of its page, and of its other words.
const PAGE_CODES: [u32; 2] = [0x3FDE_0003, 0x3FFD_0003];

/// The kinds of properties.
const UNICODE: u16 = 0x001F;
const EIGHT_BIT: u16 = 0x001E;
const BINARY: u16 = 0x0102;
const OBJECT: u16 = 0x000D;

/// A place in the file that holds properties.
pub(super) struct Storage(PathBuf);

/// An open message.
pub(super) struct Message<'b> {
    file: CompoundFile<Cursor<&'b [u8]>>,
    size: usize,
    encoding: Option<&'static Encoding>,
    broken: Vec<String>,
}

impl<'b> Message<'b> {
    /// Open the message that `bytes` are; nothing where they are no compound file.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let mut message = Self {
            file: CompoundFile::open(Cursor::new(bytes)).ok()?,
            size: bytes.len(),
            encoding: None,
            broken: Vec::new(),
        };
        let fixed = message.stream(&Path::new("/").join(PROPERTIES));
        message.encoding = fixed.as_deref().and_then(encoding);
        Some(message)
    }

    /// The message itself.
    pub(super) fn root(&self) -> Storage {
        Storage(PathBuf::from("/"))
    }

    /// The encoding of what is not in Unicode.
    pub(super) fn encoding(&self) -> Option<&'static Encoding> {
        self.encoding
    }

    /// The names of streams that are damaged.
    pub(super) fn broken(&self) -> &[String] {
        &self.broken
    }

    /// The words of a property.
    pub(super) fn words(&mut self, storage: &Storage, property: u16) -> Option<String> {
        if let Some(units) = self.property(storage, property, UNICODE) {
            let text = encoding_rs::UTF_16LE.decode_without_bom_handling(&units).0;
            return Some(text.trim_end_matches('\0').to_owned());
        }
        let bytes = self.property(storage, property, EIGHT_BIT)?;
        let text = in_utf8(&bytes, self.encoding);
        Some(text.trim_end_matches('\0').to_owned())
    }

    /// The bytes of a property.
    pub(super) fn bytes(&mut self, storage: &Storage, property: u16) -> Option<Vec<u8>> {
        self.property(storage, property, BINARY)
    }

    /// Where what is attached lies, in order.
    pub(super) fn attached(&self) -> Vec<Storage> {
        let entries = self.file.read_root_storage();
        let attached = entries.filter(|entry| entry.name().starts_with("__attach_version1.0_"));
        let mut paths: Vec<PathBuf> = attached.map(|entry| entry.path().to_owned()).collect();
        paths.sort();
        paths.into_iter().map(Storage).collect()
    }

    /// The message that is attached in `storage`.
    pub(super) fn inside(&self, storage: &Storage) -> Option<Storage> {
        let path = storage.0.join(name(super::property::DATA, OBJECT));
        self.file.is_storage(&path).then_some(Storage(path))
    }

    fn property(&mut self, storage: &Storage, property: u16, kind: u16) -> Option<Vec<u8>> {
        self.stream(&storage.0.join(name(property, kind)))
    }

    fn stream(&mut self, path: &Path) -> Option<Vec<u8>> {
        if !self.file.is_stream(path) {
            return None;
        }
        let mut content = Vec::new();
        // No stream is longer than its file, whatever its length says.
        let most = self.size as u64;
        let stream = self.file.open_stream(path).ok();
        let read = stream.map(|stream| stream.take(most).read_to_end(&mut content));
        if !matches!(read, Some(Ok(_))) {
            let name = path.to_string_lossy().trim_start_matches('/').to_owned();
            if !self.broken.contains(&name) {
                self.broken.push(name);
            }
        }
        Some(content)
    }
}

fn name(property: u16, kind: u16) -> String {
    format!("__substg1.0_{property:04X}{kind:04X}")
}

/// The encoding that the fixed properties of a message name.
fn encoding(fixed: &[u8]) -> Option<&'static Encoding> {
    let word = |entry: &[u8], at: usize| {
        let bytes = entry.get(at..at + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    };
    let entries = || fixed.get(HEAD..).unwrap_or_default().chunks_exact(ENTRY);
    PAGE_CODES.into_iter().find_map(|code| {
        let entry = entries().find(|entry| word(entry, 0) == Some(code))?;
        of_code_page(word(entry, 8)?)
    })
}

/// The encoding of a code page of Windows.
fn of_code_page(number: u32) -> Option<&'static Encoding> {
    let label = match number {
        936 | 20_936 | 54_936 => "gb18030",
        950 => "big5",
        932 => "shift_jis",
        949 | 51_949 => "euc-kr",
        874 => "windows-874",
        1_250..=1_258 => return Encoding::for_label(format!("windows-{number}").as_bytes()),
        28_591..=28_605 => {
            let part = number - 28_590;
            return Encoding::for_label(format!("iso-8859-{part}").as_bytes());
        }
        65_001 => "utf-8",
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}
