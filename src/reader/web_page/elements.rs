//! What the elements of HTML are to a reader: blocks, code, what shows nothing.
//! <https://html.spec.whatwg.org/multipage/rendering.html>

use html5gum::{StartTag, State};

use crate::document::NodeKind;
use crate::reader::web_page::attribute;

/// Elements that begin and end a line of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "noscript",
    "ol",
    "optgroup",
    "option",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "text",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "xmp",
];

/// Elements that have no content and so no end.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input",
    "keygen", "link", "meta", "param", "source", "track", "wbr",
];

/// Elements of which nothing is shown, and what stands only in the place of something that a browser can show. An annotation says a
/// formula again, and what stands in `rp` is shown where nothing can stand over words.
const NOT_SHOWN: &[&str] = &[
    "annotation",
    "annotation-xml",
    "audio",
    "canvas",
    "datalist",
    "iframe",
    "noembed",
    "noframes",
    "object",
    "rp",
    "script",
    "style",
    "template",
    "video",
];

/// Whether the element begins and ends a line of its own.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether the element has no content.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Whether nothing of the element's content is shown.
pub(super) fn is_not_shown(name: &str) -> bool {
    NOT_SHOWN.contains(&name)
}

/// Whether white space stays as it is in the element.
pub(super) fn is_preformatted(name: &str) -> bool {
    matches!(name, "listing" | "plaintext" | "pre" | "textarea" | "xmp")
}

/// Whether one of these directly in another ends it: its end tag may be left out.
pub(super) fn ends_its_like(name: &str) -> bool {
    matches!(name, "option" | "p" | "td" | "th" | "tr")
}

/// Whether the element shows what a program says, or is written like that.
pub(super) fn is_code_block(name: &str) -> bool {
    is_preformatted(name) && name != "textarea"
}

/// The level of a heading.
pub(super) fn heading_level(name: &str) -> Option<&str> {
    let level = name.strip_prefix('h')?;
    matches!(level, "1" | "2" | "3" | "4" | "5" | "6").then_some(level)
}

/// What the words of an element are, where that alone says it.
pub(super) fn kind(name: &str) -> Option<NodeKind> {
    match name {
        "blockquote" => Some(NodeKind::Quote),
        "code" | "kbd" | "samp" | "tt" => Some(NodeKind::Code),
        _ => None,
    }
}

/// Which part outside the body an element is, by what the programs that write documents as pages say of it: LibreOffice, Word, pandoc,
/// those that make books.
pub(super) fn part(name: &str, tag: &StartTag<usize>) -> Option<NodeKind> {
    let value = |attribute| attribute::value(tag, attribute).unwrap_or("");
    let id = value("id");
    let is_note = |prefix: &str| {
        let number = id.strip_prefix(prefix).unwrap_or("");
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    match name {
        "div" => {
            let style = value("style");
            let office = style.split_once("mso-element:").map_or("", |(_, part)| {
                part.split([';', ' ', '\n', '\r']).next().unwrap_or("")
            });
            match (value("title"), office) {
                ("header", _) | (_, "header") => Some(NodeKind::Header),
                ("footer", _) | (_, "footer") => Some(NodeKind::Footer),
                (_, "footnote") => Some(NodeKind::Footnote),
                (_, "endnote") => Some(NodeKind::Endnote),
                _ if is_note("sdfootnote") => Some(NodeKind::Footnote),
                _ if is_note("sdendnote") => Some(NodeKind::Endnote),
                _ => None,
            }
        }
        "aside" | "li" if matches!(value("epub:type"), "footnote" | "rearnote" | "endnote") => {
            Some(NodeKind::Footnote)
        }
        "li" if is_note("fn") => Some(NodeKind::Footnote),
        _ => None,
    }
}

/// In what manner the content of the element is to be taken apart, where it is no markup.
pub(super) fn content_state(name: &str) -> Option<State> {
    match name {
        "textarea" | "title" => Some(State::RcData),
        "script" => Some(State::ScriptData),
        "iframe" | "noembed" | "noframes" | "style" | "xmp" => Some(State::RawText),
        "plaintext" => Some(State::PlainText),
        _ => None,
    }
}
