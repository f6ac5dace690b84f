//! Records of the kind that drawings and slides are made of ([MS-ODRAW], 2.2.1), and the shapes among them.

use super::bytes::{slice_at, u16_at, u32_at, utf16};

/// How deep groups of shapes may be nested; nobody groups more often.
const DEPTH_LIMIT: usize = 32;

const GROUP_CONTAINER: u16 = 0xF003;
const SHAPE_CONTAINER: u16 = 0xF004;
const SHAPE: u16 = 0xF00A;
const OPTIONS: u16 = 0xF00B;

/// A record.
#[derive(Clone, Copy, Debug)]
pub(in crate::reader) struct Record<'b> {
    pub(in crate::reader) kind: u16,
    pub(in crate::reader) instance: u16,
    pub(in crate::reader) content: &'b [u8],
    /// Where the content begins in the bytes that the record stands in.
    pub(in crate::reader) at: usize,
    /// Whether it says that it is longer than these are.
    pub(in crate::reader) is_cut: bool,
}

/// The records that stand in `bytes` one after the other.
pub(in crate::reader) fn records(bytes: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let at = next + 8;
        let length = usize::try_from(u32_at(bytes, next + 4)?).ok()?;
        let rest = bytes.get(at..)?;
        let record = Record {
            kind: u16_at(bytes, next + 2)?,
            instance: u16_at(bytes, next)? >> 4,
            content: rest.get(..length).unwrap_or(rest),
            at,
            is_cut: rest.len() < length,
        };
        next = at + record.content.len();
        Some(record)
    })
}

/// A shape of a drawing.
#[derive(Debug)]
pub(in crate::reader) struct Shape {
    pub(in crate::reader) id: u32,
    /// The outermost group that it is in, or itself.
    pub(in crate::reader) anchored: u32,
    /// The words of letters drawn as a picture.
    pub(in crate::reader) words: Option<String>,
    pub(in crate::reader) has_picture: bool,
    pub(in crate::reader) is_object: bool,
}

/// Show `visit` each shape in the records that stand in `bytes`, in order.
pub(in crate::reader) fn shapes(bytes: &[u8], visit: &mut dyn FnMut(Shape)) {
    walk(bytes, 0, None, visit);
}

fn walk(bytes: &[u8], depth: usize, outermost: Option<u32>, visit: &mut dyn FnMut(Shape)) {
    for record in records(bytes) {
        match record.kind {
            GROUP_CONTAINER if depth < DEPTH_LIMIT => {
                // Of a group the first shape is the group itself; the outermost group is the drawing.
                let inside = match depth {
                    0 => None,
                    _ => outermost.or_else(|| first_id(record.content)),
                };
                walk(record.content, depth + 1, inside, visit);
            }
            SHAPE_CONTAINER => {
                if let Some(shape) = shape(record.content, outermost) {
                    visit(shape);
                }
            }
            _ => {}
        }
    }
}

fn first_id(group: &[u8]) -> Option<u32> {
    let first = records(group).find(|it| it.kind == SHAPE_CONTAINER)?;
    id(first.content)
}

fn id(shape: &[u8]) -> Option<u32> {
    let record = records(shape).find(|it| it.kind == SHAPE)?;
    u32_at(record.content, 0)
}

/// The shape that these records are, which lies in a group; nothing where it is none, or was deleted.
pub(in crate::reader) fn shape(content: &[u8], group: Option<u32>) -> Option<Shape> {
    const DELETED: u32 = 1 << 3;
    const OBJECT: u32 = 1 << 4;
    const PICTURE: u16 = 0x0104;
    const WORDS: u16 = 0x00C0;
    let about = records(content).find(|it| it.kind == SHAPE)?;
    let flags = u32_at(about.content, 4).unwrap_or(0);
    if flags & DELETED != 0 {
        return None;
    }
    let id = u32_at(about.content, 0)?;
    let mut shape = Shape {
        id,
        anchored: group.unwrap_or(id),
        words: None,
        has_picture: false,
        is_object: flags & OBJECT != 0,
    };
    for record in records(content).filter(|it| it.kind == OPTIONS) {
        let count = usize::from(record.instance);
        let mut data = count * 6;
        for index in 0..count {
            let Some((option, value)) =
                u16_at(record.content, index * 6).zip(u32_at(record.content, index * 6 + 2))
            else {
                break;
            };
            let size = match option & 0x8000 != 0 {
                true => usize::try_from(value).unwrap_or(usize::MAX),
                false => 0,
            };
            match option & 0x3FFF {
                PICTURE => shape.has_picture |= value != 0,
                WORDS => {
                    let words = slice_at(record.content, data, size).map(utf16);
                    shape.words = words
                        .map(|words| words.trim_end_matches('\0').to_owned())
                        .filter(|words| !words.trim().is_empty());
                }
                _ => {}
            }
            data = data.saturating_add(size);
        }
    }
    Some(shape)
}
