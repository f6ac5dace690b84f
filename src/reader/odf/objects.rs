//! What a document shows of objects that lie in it: the words of charts, formulas; others are told apart to be counted.

use crate::ooxml::element::Element;
use crate::ooxml::package::Package;
use crate::ooxml::xml::{Event, Tag, Xml};
use crate::reader::flow::Flow;

/// What lies at the address `href`, which may be nothing that is known here; `flow` takes up its words.
pub(super) fn read(href: &str, package: &mut Package<'_>, flow: &mut Flow) -> Option<Kind> {
    let folder = href.trim_start_matches("./").trim_end_matches('/');
    let name = format!("{folder}/content.xml");
    if folder.is_empty() || !package.contains(&name) {
        return None;
    }
    let limit = package.part_limit();
    let source = package.source(&name, limit)?;
    let mut xml = Xml::new(&source, package.stop());
    let mut kind = None;
    while let Some(event) = xml.next() {
        let Event::Open(tag) = event else { continue };
        match tag.element {
            Element::OdfChartBody => {
                chart_words(&mut xml, flow);
                kind = Some(Kind::Chart);
            }
            Element::MathMl => {
                formula_words(&mut xml, flow);
                kind = Some(Kind::Formula);
            }
            _ => kind = kind.or_else(|| Kind::of(&tag)),
        }
    }
    package.was_read(&name, xml.problem());
    kind
}

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Chart,
    Formula,
    Document,
    Workbook,
    Presentation,
    Other,
}

impl Kind {
    /// What the body that `tag` opens is of.
    pub(super) fn of(tag: &Tag<'_>) -> Option<Self> {
        Some(match tag.element {
            Element::OdfTextBody => Self::Document,
            Element::OdfSpreadsheet => Self::Workbook,
            Element::OdfPresentation => Self::Presentation,
            Element::OdfDrawing => Self::Other,
            _ => return None,
        })
    }
}

/// Write the words of the chart whose body `xml` has just entered: titles, and the names of series and categories. Numbers are none.
pub(super) fn chart_words(xml: &mut Xml<'_>, flow: &mut Flow) {
    let outside = xml.depth().saturating_sub(1);
    let mut paragraphs = 0_usize;
    while let Some(event) = xml.next() {
        match event {
            Event::Open(tag) => match tag.element {
                Element::OdfCell => {
                    let kind = tag.attribute("value-type").unwrap_or_default();
                    if !matches!(kind.as_str(), "" | "string") {
                        xml.skip();
                    }
                }
                Element::OdfSvgDescription | Element::OdfSvgTitle => xml.skip(),
                Element::OdfParagraph => {
                    paragraphs += 1;
                    flow.end_line();
                }
                _ => {}
            },
            Event::Text(_, piece) if paragraphs > 0 => {
                flow.write(&piece.text, piece.origin);
            }
            Event::Text(..) => {}
            Event::Close(Element::OdfParagraph) => {
                paragraphs = paragraphs.saturating_sub(1);
                flow.end_line();
            }
            Event::Close(_) => {}
        }
        if xml.depth() <= outside {
            break;
        }
        if let Some(problem) = flow.pieces().problem() {
            xml.give_up(problem);
        }
    }
    flow.end_line();
}

/// Write the characters of the formula whose root `xml` has just entered.
pub(super) fn formula_words(xml: &mut Xml<'_>, flow: &mut Flow) {
    let outside = xml.depth().saturating_sub(1);
    while let Some(event) = xml.next() {
        match event {
            // How the formula was typed.
            Event::Open(tag) if tag.element == Element::MathMlSource => xml.skip(),
            Event::Text(
                Element::MathMlIdentifier
                | Element::MathMlNumber
                | Element::MathMlOperator
                | Element::MathMlText,
                piece,
            ) if !piece.text.trim().is_empty() => {
                flow.write(&piece.text, piece.origin);
            }
            _ => {}
        }
        if xml.depth() <= outside {
            break;
        }
        if let Some(problem) = flow.pieces().problem() {
            xml.give_up(problem);
        }
    }
}
