//! Addresses of parts: relative to the part that they stand in, or to the root, with either slash.

use crate::ooxml::package::Package;
use crate::ooxml::parts::joined;

/// The part at `address`, which stands in the part `from`; nothing where there is none.
pub(super) fn part(package: &Package<'_>, from: &str, address: &str) -> Option<String> {
    let address = address.trim().replace('\\', "/");
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let relative = joined(folder, address.trim_start_matches('/'));
    let absolute = joined("", &address);
    // Some programs write absolute addresses without the slash, others relative ones with it.
    let candidates = match address.starts_with('/') {
        true => [absolute, relative],
        false => [relative, absolute],
    };
    candidates
        .into_iter()
        .find(|name| !name.is_empty() && package.contains(name))
}
