//! Streams that would grow beyond measure when they are inflated, found before anything else looks at them.

use flate2::{Decompress, FlushDecompress, Status};

use hayro_interpret::hayro_syntax::object::Stream;
use memchr::memmem;

/// The most bytes that one stream may inflate to.
pub(super) const LIMIT: u64 = 256 << 20;

/// Deflated bytes stand for at most so many each.
const MOST_EACH: u64 = 1_032;

/// Whether a stream in the file inflates to more than [`LIMIT`].
pub(super) fn exceeds(bytes: &[u8]) -> bool {
    memmem::find_iter(bytes, b"stream").any(|at| {
        if bytes
            .get(..at)
            .is_some_and(|before| before.ends_with(b"end"))
        {
            return false;
        }
        let data = bytes.get(at + b"stream".len()..).unwrap_or_default();
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        is_zlib(data) && grows(data)
    })
}

/// Whether the content of one stream inflates to more than [`LIMIT`], as far as is known from what the file holds of it.
pub(super) fn grows_beyond(stream: &Stream<'_>) -> bool {
    let data = stream.raw_data();
    is_zlib(&data) && grows(&data)
}

fn is_zlib(data: &[u8]) -> bool {
    match data {
        [method, flags, ..] => {
            method & 0x0F == 8 && (u32::from(*method) << 8 | u32::from(*flags)) % 31 == 0
        }
        _ => false,
    }
}

/// Whether the beginning of a content stands for much more: a few kilobytes that were deflated twice could be gigabytes.
fn is_deflated_again(data: &[u8]) -> bool {
    let mut window = vec![0; 1 << 18];
    let mut state = Decompress::new(true);
    let is_sound = |status| matches!(status, Ok(Status::Ok | Status::BufError));
    is_zlib(data)
        && is_sound(state.decompress(data, &mut window, FlushDecompress::None))
        && state.total_out() == window.len() as u64
}

/// Whether deflated `data`, or what is deflated in it once more, is too large.
fn grows(data: &[u8]) -> bool {
    let end = memmem::find(data, b"endstream").unwrap_or(data.len());
    let data = data.get(..end).unwrap_or(data);
    let mut window = vec![0; 1 << 16];
    let mut state = Decompress::new(true);
    let mut left = data;
    let mut is_first = true;
    loop {
        let (read, written) = (state.total_in(), state.total_out());
        let status = state.decompress(left, &mut window, FlushDecompress::None);
        let step = usize::try_from(state.total_in() - read).unwrap_or(usize::MAX);
        left = left.get(step..).unwrap_or_default();
        let made = usize::try_from(state.total_out() - written).unwrap_or_default();
        if is_first && is_deflated_again(window.get(..made).unwrap_or_default()) {
            return true;
        }
        is_first = false;
        let most = state.total_out() + left.len() as u64 * MOST_EACH;
        if state.total_out() > LIMIT {
            return true;
        }
        if most <= LIMIT || made == 0 || !matches!(status, Ok(Status::Ok)) {
            return false;
        }
    }
}
