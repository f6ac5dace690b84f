//! One page: drawn, and its letters put into lines.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Object, Stream};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, InterpreterWarning, RenderContent,
    TransformExt, interpret, interpret_page,
};

use memchr::memmem;

use super::annotations::Annotations;
use super::canvas::{Canvas, Ended};
use super::inflation;
use super::lines::pieces;
use super::order::{Line, Order};
use super::unmapped::Unmapped;
use crate::text::Stop;

/// What a page says.
#[derive(Debug, Default)]
pub(super) struct PageText {
    /// In the order in which they are read.
    pub(super) lines: Vec<Line>,
    /// How many of the lines, the first ones, are of the page's usual direction.
    pub(super) level_lines: usize,
    pub(super) height: f64,
    pub(super) annotations: Annotations,
    pub(super) state: State,
    /// How many of its pictures are so large that they may hold words.
    pub(super) pictures: usize,
    /// Whether something on it was damaged.
    pub(super) is_damaged: bool,
}

/// Whether the words of a page are text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum State {
    #[default]
    Text,
    /// It shows something, and no letters.
    NoText,
    /// Its letters do not say which characters they are.
    Unreadable,
}

/// A picture that takes more of the page may hold words.
const LARGE_PICTURE: f64 = 0.25;

/// A picture that takes less of an otherwise empty page shows nothing.
const VISIBLE_PICTURE: f64 = 0.01;

/// So many pieces of lines may be letters.
const DRAWN_LETTERS: usize = 60;

/// Draws the pages of one file.
pub(super) struct Pages<'p> {
    pdf: &'p Pdf,
    cache: InterpreterCache<'p>,
    settings: InterpreterSettings,
    unmapped: Unmapped<'p>,
    lost_font: Arc<AtomicBool>,
    stop: &'p Stop,
}

impl<'p> Pages<'p> {
    pub(super) fn new(pdf: &'p Pdf, stop: &'p Stop) -> Self {
        let lost_font = Arc::new(AtomicBool::new(false));
        let flag = lost_font.clone();
        let settings = InterpreterSettings {
            warning_sink: Arc::new(move |warning| {
                if matches!(warning, InterpreterWarning::UnsupportedFont) {
                    flag.store(true, Ordering::Relaxed);
                }
            }),
            ..InterpreterSettings::default()
        };
        Self {
            pdf,
            cache: InterpreterCache::new(),
            settings,
            unmapped: Unmapped::new(pdf),
            lost_font,
            stop,
        }
    }

    /// What was kept while a page was drawn that could not be drawn to its end may be half done.
    pub(super) fn forget(&mut self) {
        self.cache = InterpreterCache::new();
    }

    /// Draw `page` and read it. Unwinds where drawing is ended, with the reason.
    pub(super) fn read(&mut self, page: &Page<'p>) -> PageText {
        let (width, height) = page.render_dimensions();
        let size = (f64::from(width), f64::from(height));
        let matrix = page.initial_transform(true).to_kurbo();
        let (content, mut is_damaged) = content(page);
        is_damaged |= lacks_fonts(page, &content);
        self.lost_font.store(false, Ordering::Relaxed);
        let mut canvas = Canvas::new(size, &mut self.unmapped, self.stop);
        let frame = Rect::new(0.0, 0.0, size.0, size.1);
        let xref = self.pdf.xref();
        let mut context = Context::new(matrix, frame, &self.cache, xref, self.settings.clone());
        interpret(
            TypedIter::new(&content),
            page.resources(),
            &mut context,
            &mut canvas,
        );
        let of_page = canvas.letters.len();
        let annotations = Annotations::of(page, matrix);
        if page.raw().contains_key("Annots") {
            canvas.end_marks();
            let settings = InterpreterSettings {
                render_content: RenderContent::ANNOTATIONS,
                ..self.settings.clone()
            };
            let mut context = Context::new(matrix, frame, &self.cache, xref, settings);
            interpret_page(page, &mut context, &mut canvas);
        }
        is_damaged |= self.lost_font.load(Ordering::Relaxed);
        let Canvas {
            mut letters,
            rules,
            unknown,
            pictures,
            strokes,
            ..
        } = canvas;
        let seen = letters.iter().filter(|it| !it.text.trim().is_empty());
        let (count, invisible) = seen.fold((0_usize, 0_usize), |(all, hidden), letter| {
            (all + 1, hidden + usize::from(!letter.is_seen))
        });
        let share: f64 = pictures.iter().sum();
        let state = match count {
            0 if share > VISIBLE_PICTURE || strokes > DRAWN_LETTERS => State::NoText,
            _ if unknown > 2 && unknown * 20 > count => State::Unreadable,
            _ => State::Text,
        };
        let large = pictures.iter().filter(|&&it| it > LARGE_PICTURE).count();
        annotations.fill(&mut letters, of_page);
        let mut order = Order::default();
        let mut level_lines = 0;
        if state != State::Unreadable {
            for (index, pieces) in pieces(&letters, &rules).into_iter().enumerate() {
                order.add(pieces);
                if index == 0 {
                    level_lines = order.lines.len();
                }
            }
        }
        PageText {
            lines: order.lines,
            level_lines,
            height: size.1,
            annotations,
            state,
            // A scan whose words stand under it, unseen.
            pictures: match (state, invisible * 2 > count) {
                (State::Text, false) => large.max(usize::from(share > LARGE_PICTURE)),
                _ => 0,
            },
            is_damaged,
        }
    }
}

/// What the page draws, and whether some of it cannot be had.
fn content(page: &Page<'_>) -> (Vec<u8>, bool) {
    let (mut content, mut is_damaged) = (Vec::new(), false);
    let raw = page.raw();
    let mut add = |stream: Option<Stream<'_>>| {
        let data = stream
            .filter(|stream| !inflation::grows_beyond(stream))
            .and_then(|stream| stream.decoded_data().ok());
        match data {
            Some(data) if (content.len() + data.len()) as u64 <= inflation::LIMIT => {
                content.extend_from_slice(&data);
                content.push(b'\n');
            }
            _ => is_damaged = true,
        }
    };
    if let Some(list) = raw.get::<Array<'_>>("Contents") {
        for part in list.iter::<Object<'_>>() {
            add(part.into_stream());
        }
    } else if raw.contains_key("Contents") {
        add(raw.get::<Stream<'_>>("Contents"));
    }
    (content, is_damaged)
}

/// Whether fonts that the page writes with are not there; their letters would be lost without a word.
fn lacks_fonts(page: &Page<'_>, content: &[u8]) -> bool {
    let fonts = &page.resources().fonts;
    let mut names = fonts.keys();
    names.any(|name| {
        let used = [b"/", name.as_ref(), b" "].concat();
        memmem::find(content, &used).is_some() && fonts.get::<Dict<'_>>(name).is_none()
    })
}

/// Why the drawing of a page ended, where something unwound.
pub(super) fn ended(reason: &(dyn std::any::Any + Send)) -> Option<Ended> {
    reason.downcast_ref::<Ended>().copied()
}
