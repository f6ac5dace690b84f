//! Whether white space at the ends of a text counts: what `xml:space` says on the text or on an element that holds it (XML 1.0,
//! 2.10). Word leaves out what does not count.

use std::ops::Range;

use memchr::{memmem, memrchr};

use super::markup::{Markup, Token};

const ATTRIBUTE: &str = "xml:space";
const PRESERVE: &str = "preserve";

/// The tag of a text is no longer than this, in bytes.
const LONGEST: usize = 1 << 10;

/// Of so many elements that say so one in another at most the innermost are asked.
const DEPTH_LIMIT: usize = 512;

/// The elements of a part that say so for what they hold, in the order of their start tags.
#[derive(Default)]
pub(crate) struct Spaces {
    holders: Vec<Holder>,
}

struct Holder {
    /// Its bytes of the part's text.
    range: Range<usize>,
    counts: bool,
    /// The innermost of those that hold it.
    parent: Option<usize>,
}

impl Spaces {
    /// What the part with this text says.
    pub(crate) fn of(text: &str) -> Self {
        match says_so_of_others(text) {
            true => Self {
                holders: holders(text),
            },
            // Texts mostly speak for themselves alone.
            false => Self::default(),
        }
    }

    /// Whether white space counts in the text with the start tag `open`, which begins at byte `at` of the part's text.
    pub(crate) fn count(&self, open: &str, at: usize) -> bool {
        own(open).unwrap_or_else(|| {
            let after = self.holders.partition_point(|it| it.range.start <= at);
            let nearest = after.checked_sub(1);
            let parent = |&number: &usize| self.holders.get(number)?.parent;
            let around = std::iter::successors(nearest, parent).take(DEPTH_LIMIT);
            let mut around = around.filter_map(|number| self.holders.get(number));
            let innermost = around.find(|holder| holder.range.contains(&at));
            innermost.is_some_and(|holder| holder.counts)
        })
    }
}

/// Whether XML takes the character for white space. Those of other widths are words for it.
pub(crate) fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// What the start tag `open` itself says.
fn own(open: &str) -> Option<bool> {
    if !open.contains(ATTRIBUTE) {
        return None;
    }
    let Ok(Some(Token::Start(tag))) = Markup::new(open).next() else {
        return None;
    };
    tag.attributes()
        .find(|(name, _)| *name == ATTRIBUTE)
        .map(|(_, value)| value == PRESERVE)
}

/// Whether an element that is no text says something.
fn says_so_of_others(text: &str) -> bool {
    let bytes = text.as_bytes();
    memmem::find_iter(bytes, ATTRIBUTE).any(|at| {
        // A tag that is longer is no text's.
        let from = at.saturating_sub(LONGEST);
        let before = bytes.get(from..at).unwrap_or_default();
        let start = memrchr(b'<', before).map_or(at, |start| from + start + 1);
        let name = text.get(start..at).unwrap_or("");
        let name = name.split(|c: char| is_white(c)).next().unwrap_or("");
        let local = name.split_once(':').map_or(name, |(_, local)| local);
        !matches!(local, "t" | "delText" | "instrText" | "delInstrText")
    })
}

fn holders(text: &str) -> Vec<Holder> {
    let mut markup = Markup::new(text);
    let mut found: Vec<Holder> = Vec::new();
    // The innermost holder in each of the open elements, and whether it is that element.
    let mut open: Vec<(Option<usize>, bool)> = Vec::new();
    loop {
        let at = markup.position();
        match markup.next() {
            Ok(Some(Token::Start(tag))) if !tag.is_empty => {
                let parent = open.last().and_then(|(holder, _)| *holder);
                let mut says = tag.attributes().filter(|(name, _)| *name == ATTRIBUTE);
                let said = says.next().map(|(_, value)| value == PRESERVE);
                open.push(match said {
                    Some(counts) => {
                        found.push(Holder {
                            range: at..text.len(),
                            counts,
                            parent,
                        });
                        (Some(found.len() - 1), true)
                    }
                    None => (parent, false),
                });
            }
            Ok(Some(Token::End(_))) => {
                if let Some((Some(number), true)) = open.pop()
                    && let Some(holder) = found.get_mut(number)
                {
                    holder.range.end = at;
                }
            }
            Ok(Some(_)) => {}
            Ok(None) | Err(_) => return found,
        }
    }
}
