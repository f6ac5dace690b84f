//! What a page says beside its lines: comments, words in attributes, what stands over other words. It follows the paragraph.

use std::ops::Range;

use html5gum::StartTag;

use crate::document::{NodeKind, Origin};
use crate::reader::web_page::Scope;
use crate::reader::web_page::attribute;
use crate::reader::web_page::lines::Position;
use crate::text::LINE_SEPARATOR;

use super::Page;

/// In a line that is longer nobody looks whether it says the same.
const LONG_LINE: usize = 4 << 10;

/// A line that follows the paragraph.
pub(super) struct Aside {
    text: String,
    kind: Option<NodeKind>,
    detail: Option<&'static str>,
    origin: Origin,
    /// The bytes of the source that the text is, or stands for.
    span: Range<usize>,
    position: Position,
}

impl Page<'_> {
    /// A comment. Those between which programs of one maker read other markup are none.
    pub(super) fn comment(&mut self, span: Range<usize>) {
        let source = self.source;
        let written = source.text.get(span.clone()).unwrap_or("");
        if self.is_xml
            && let Some(inside) = written.strip_prefix("<![CDATA[")
            && let Some(words) = inside.strip_suffix("]]>")
            && self.not_shown.is_none()
            && !words.trim().is_empty()
        {
            let start = span.start + (written.len() - inside.len());
            return self.put(words, start..start + words.len(), true);
        }
        let inside = written.strip_prefix("<!--").unwrap_or("");
        let inside = inside.strip_suffix("-->").unwrap_or(inside).trim();
        let is_for_programs = inside.starts_with("[if") || inside.ends_with("[endif]");
        if self.scope != Scope::File
            || self.not_shown.is_some()
            || inside.is_empty()
            || is_for_programs
        {
            return;
        }
        self.asides.push(Aside {
            text: written.to_owned(),
            kind: Some(NodeKind::HtmlComment),
            detail: None,
            origin: source.origin(span.clone(), true),
            position: self.cursor.at(span.start),
            span,
        });
    }

    /// The words in the attribute `name` are a line of this kind.
    pub(super) fn attribute(
        &mut self,
        tag: &StartTag<usize>,
        name: &str,
        kind: Option<NodeKind>,
        detail: Option<&'static str>,
    ) {
        let source = self.source;
        let Some(words) = attribute::words(tag, name, &source.text) else {
            return;
        };
        self.asides.push(Aside {
            text: words.text.to_owned(),
            kind,
            detail,
            origin: source.origin(words.span.clone(), words.is_verbatim),
            position: self.cursor.at(words.span.start),
            span: words.span,
        });
    }

    /// Words that stand over others. Those over one paragraph are one line.
    pub(super) fn put_aside(&mut self, text: &str, span: Range<usize>) {
        let source = self.source;
        match self.asides.last_mut() {
            Some(aside) if aside.kind == Some(NodeKind::Ruby) => {
                aside.text.push(' ');
                aside.text.push_str(text);
                aside.span.end = span.end;
                aside.origin = source.origin(aside.span.clone(), false);
            }
            _ => self.asides.push(Aside {
                text: text.to_owned(),
                kind: Some(NodeKind::Ruby),
                detail: None,
                origin: source.origin(span.clone(), false),
                position: self.cursor.at(span.start),
                span,
            }),
        }
    }

    /// The paragraph has ended.
    pub(super) fn write_asides(&mut self) {
        if self.asides.is_empty() {
            return;
        }
        let text = self.flow.text.trim_end_matches('\n');
        let start = text.rfind('\n').map_or(0, |end| end + 1);
        let line = start..text.len();
        for aside in std::mem::take(&mut self.asides) {
            // A link, or a picture, says mostly what stands beside it.
            let line = self.flow.text.get(line.clone()).unwrap_or("");
            let is_said = || line.len() <= LONG_LINE && line.contains(&aside.text);
            if aside.kind.is_none() && is_said() {
                continue;
            }
            self.anchors.add(self.flow.text.len(), aside.position, None);
            let text = aside.text.replace(LINE_SEPARATOR, " ");
            let range = self.flow.write(&text, aside.origin);
            if let Some(kind) = aside.kind {
                self.flow.node(range, kind, aside.detail);
            }
            self.flow.end_line();
        }
        self.anchors.interrupt();
    }
}
