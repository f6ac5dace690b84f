//! Addresses of parts: relative to the part that they stand in, or to the root, with either slash.

use crate::ooxml::package::Package;

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

/// The address within `folder` without steps up and dots.
fn joined(folder: &str, address: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(address.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn addresses_are_joined() {
        assert_eq!(
            joined("Doc_0/Annots", "Page_0/Annotation.xml"),
            "Doc_0/Annots/Page_0/Annotation.xml"
        );
        assert_eq!(
            joined("Doc_0/Annots", "../Pages/./a.xml"),
            "Doc_0/Pages/a.xml"
        );
        assert_eq!(joined("", "/Doc_0/Document.xml"), "Doc_0/Document.xml");
        assert_eq!(joined("a", "../../../b"), "b");
    }
}
