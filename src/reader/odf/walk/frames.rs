//! What is drawn: frames with what they show, objects and their words, pictures, the controls of forms.

use super::{Body, Reach, Scope, Walk};
use crate::document::NodeKind;
use crate::ooxml::xml::{Tag, Xml};
use crate::reader::flow::Flow;
use crate::reader::odf::objects::{self, Kind};
use crate::reader::odf::slide::Placeholder;
use crate::reader::odf::stretch::append_as;
use crate::text::TextRange;

/// How large a picture in a text must be shown to hold words that somebody could have forgotten in it, in square centimetres. Emblems,
/// seals, signatures and passport photographs are smaller.
const LEAST_AREA: f64 = 40.0;

/// An open frame.
#[derive(Default)]
pub(super) struct Drawn {
    /// In square centimetres, where it is known.
    area: Option<f64>,
    has_picture: bool,
    /// It shows something else, of which a picture is only a copy.
    pub(super) has_other: bool,
    /// The author said that it is there for its looks alone.
    is_decorative: bool,
}

impl Walk<'_, '_> {
    pub(super) fn open_frame(&mut self, tag: &Tag<'_>, xml: &Xml<'_>) {
        let length = |name: &str| tag.attribute(name).and_then(|it| centimetres(&it));
        self.drawn.push(Drawn {
            area: length("width").zip(length("height")).map(|(w, h)| w * h),
            is_decorative: tag.attribute("decorative").as_deref() == Some("true"),
            ..Drawn::default()
        });
        let is_on_slide = self.slide.is_some() && self.inner.is_empty();
        let placeholder = is_on_slide
            .then(|| Placeholder::of(tag, &self.main.flow))
            .flatten();
        self.scope(xml, Scope::Frame(placeholder));
    }

    pub(super) fn close_frame(&mut self, placeholder: Option<Placeholder>) {
        let drawn = self.drawn.pop().unwrap_or_default();
        // In texts, small ones and those in headers hold emblems.
        let counts = match self.body {
            Body::Text => drawn.area.is_none_or(|area| area >= LEAST_AREA),
            Body::Sheets | Body::Slides => true,
        };
        if drawn.has_picture && !drawn.has_other && !drawn.is_decorative && counts {
            self.count_picture();
        }
        if let Some(placeholder) = placeholder {
            self.main.end_line();
            let in_notes = self.slide.as_ref().is_some_and(|it| it.notes.is_some());
            placeholder.end(in_notes, &mut self.main.flow);
        }
    }

    /// A picture is shown, by a frame or by a shape.
    pub(super) fn picture(&mut self) {
        match self.drawn.last_mut() {
            Some(drawn) => drawn.has_picture = true,
            None => self.count_picture(),
        }
    }

    fn count_picture(&mut self) {
        if self.reach == Reach::Body {
            self.unread.pictures += 1;
        }
    }

    pub(super) fn object(&mut self, tag: &Tag<'_>) {
        if let Some(drawn) = self.drawn.last_mut() {
            drawn.has_other = true;
        }
        let Some(href) = tag.attribute("href").filter(|it| !it.is_empty()) else {
            // It lies in the document as it is.
            return;
        };
        let folder = href.trim_start_matches("./").trim_end_matches('/');
        let number = self.main.flow.add_part(&format!("{folder}/content.xml"));
        self.flows += 1;
        let mut words = self.main.flow.branch_of_part(self.flows, number);
        match objects::read(&href, self.package, &mut words) {
            Some(Kind::Chart) => self.drawn_words(words),
            Some(Kind::Formula) => self.formula_words(&words),
            kind => self.count_object(kind.unwrap_or(Kind::Other)),
        }
    }

    /// The words of a chart that lies in the document as it is.
    pub(super) fn chart(&mut self, xml: &mut Xml<'_>) {
        let mut words = self.branch();
        objects::chart_words(xml, &mut words);
        self.drawn_words(words);
    }

    /// A formula that lies in the document as it is.
    pub(super) fn formula(&mut self, xml: &mut Xml<'_>) {
        let mut words = self.branch();
        objects::formula_words(xml, &mut words);
        self.formula_words(&words);
    }

    fn drawn_words(&mut self, words: Flow) {
        self.written += words.text.len() as u64;
        if self.slide.is_some() && self.inner.is_empty() {
            self.main.end_line();
            append_as(&mut self.main.flow, &words, NodeKind::Chart, None);
        } else {
            self.hang(words, NodeKind::Chart);
        }
    }

    fn formula_words(&mut self, words: &Flow) {
        self.written += words.text.len() as u64;
        let stretch = self.here();
        if !stretch.in_line() {
            stretch.begin_line(None);
        }
        let all = TextRange::new(0, words.text.len());
        stretch.flow.append(words, all);
    }

    /// An object that only the program shows that made it.
    pub(super) fn unknown_object(&mut self) {
        if let Some(drawn) = self.drawn.last_mut() {
            drawn.has_other = true;
        }
        self.count_object(Kind::Other);
    }

    pub(super) fn count_object(&mut self, kind: Kind) {
        let count = match kind {
            Kind::Document => &mut self.unread.documents,
            Kind::Workbook => &mut self.unread.workbooks,
            Kind::Presentation => &mut self.unread.presentations,
            Kind::Chart | Kind::Formula | Kind::Other => &mut self.unread.objects,
        };
        *count += 1;
    }

    /// A control of a form is drawn here.
    pub(super) fn control(&mut self, tag: &Tag<'_>) {
        let id = tag.attribute("control").unwrap_or_default();
        let Some(control) = self.controls.remove(&id) else {
            return;
        };
        let name = Some(control.name.as_str());
        if control.words.trim().is_empty() {
            if control.takes_text {
                let flow = &mut self.here().flow;
                let place = TextRange::empty(flow.text.len());
                flow.node(place, NodeKind::EmptyFormField, name);
                flow.node(place, NodeKind::FormField, name);
            }
            return;
        }
        let mut words = self.branch();
        let part = words.part();
        words.write_lines(part, &control.words, control.origin);
        let all = TextRange::new(0, words.text.len());
        if control.takes_text {
            words.node(all, NodeKind::FormField, name);
        }
        self.written += all.len() as u64;
        self.hang(words, NodeKind::TextBox);
    }
}

/// A length with its unit.
fn centimetres(length: &str) -> Option<f64> {
    const UNITS: &[(&str, f64)] = &[
        ("cm", 1.0),
        ("mm", 0.1),
        ("in", 2.54),
        ("pt", 2.54 / 72.0),
        ("pc", 2.54 / 6.0),
        ("px", 2.54 / 96.0),
    ];
    let mut units = UNITS.iter();
    units.find_map(|&(unit, size)| {
        let number = length.trim().strip_suffix(unit)?;
        Some(number.trim().parse::<f64>().ok()? * size)
    })
}
