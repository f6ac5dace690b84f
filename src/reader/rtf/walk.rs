//! The walk over the tokens: groups open and close, words change what holds, letters go where the group says.

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::document::{NodeKind, Origin, ProblemKind, UnreadContent};
use crate::reader::PIECE_LIMIT;
use crate::reader::flow::{Flow, Place};
use crate::reader::office_parts::TEXT_LIMIT;
use crate::text::{Stop, TextRange};

use super::fields::Field;
use super::groups::{Destination, Group, begun};
use super::letters::Letters;
use super::paragraphs::Story;
use super::tokens::{Token, Tokens};
use super::words::sign_of_symbol;

/// How deep groups may be nested; programs write some tens.
const DEPTH_LIMIT: usize = 4096;

/// After how many tokens the wish to stop and the limits are looked at.
const STOP_INTERVAL: usize = 4096;

/// A file while it is read.
pub(super) struct Walk<'f> {
    tokens: Tokens<'f>,
    pub(super) groups: Vec<Group>,
    /// The texts that are open, the body first.
    pub(super) stories: Vec<Story>,
    /// Those that are ended and come behind the body.
    pub(super) asides: Vec<Story>,
    pub(super) fonts: HashMap<i32, Font>,
    pub(super) font: i32,
    pub(super) encoding: &'static Encoding,
    /// The outline levels of styles by their numbers.
    pub(super) styles: HashMap<i32, u32>,
    pub(super) style: i32,
    letters: Letters,
    pub(super) high_surrogate: Option<u32>,
    /// How many more characters stand for one that was read already.
    pub(super) skip: usize,
    pub(super) fields: Vec<Field>,
    pub(super) numberings: Vec<Place>,
    pub(super) properties: Vec<(&'static str, String)>,
    pub(super) shape_name: String,
    pub(super) shape_value: String,
    pub(super) comment_author: String,
    pub(super) unread: UnreadContent,
}

/// A font as far as its letters matter.
#[derive(Clone, Copy)]
pub(super) struct Font {
    pub(super) encoding: Option<&'static Encoding>,
    pub(super) has_symbols: bool,
}

impl<'f> Walk<'f> {
    pub(super) fn new(bytes: &'f [u8]) -> Self {
        let mut flow = Flow::new(0);
        flow.enter_part("");
        Self {
            tokens: Tokens::new(bytes),
            groups: Vec::new(),
            stories: vec![Story::new(flow, None)],
            asides: Vec::new(),
            fonts: HashMap::new(),
            font: -1,
            encoding: WINDOWS_1252,
            styles: HashMap::new(),
            style: -1,
            letters: Letters::default(),
            high_surrogate: None,
            skip: 0,
            fields: Vec::new(),
            numberings: Vec::new(),
            properties: Vec::new(),
            shape_name: String::new(),
            shape_value: String::new(),
            comment_author: String::new(),
            unread: UnreadContent::default(),
        }
    }

    /// Read to the end, or to what ends it.
    pub(super) fn go(&mut self, stop: &Stop) -> Option<ProblemKind> {
        let mut count = 0_usize;
        let mut written = 0;
        while let Some(token) = self.tokens.next() {
            count += 1;
            if count.is_multiple_of(STOP_INTERVAL) {
                if stop.requested() {
                    return Some(ProblemKind::TooSlow);
                }
                let stories = self.stories.iter().chain(&self.asides);
                written = stories
                    .map(|story| story.flow.text.len())
                    .sum::<usize>()
                    .max(written);
                if written as u64 > TEXT_LIMIT {
                    return Some(ProblemKind::PartTooLarge { limit: TEXT_LIMIT });
                }
                if self.asides.len() > PIECE_LIMIT / 100 {
                    let limit = PIECE_LIMIT;
                    return Some(ProblemKind::TooManyPieces { limit });
                }
                if let Some(kind) = self.story().and_then(|story| story.flow.pieces().problem()) {
                    return Some(kind);
                }
            }
            match token {
                Token::Open if self.groups.len() >= DEPTH_LIMIT => {
                    return Some(ProblemKind::TooDeep { limit: DEPTH_LIMIT });
                }
                Token::Open => {
                    self.flush();
                    self.skip = 0;
                    let group = self
                        .groups
                        .last()
                        .map_or_else(Group::outermost, Group::inside);
                    self.groups.push(group);
                }
                Token::Close => {
                    self.flush();
                    self.skip = 0;
                    self.close();
                    if self.groups.is_empty() {
                        break;
                    }
                }
                // A byte that `\bin` counts is no character.
                Token::Control("bin", number) => {
                    let count = number.and_then(|number| usize::try_from(number).ok());
                    self.tokens.skip(count.unwrap_or_default());
                }
                _ if self.skip > 0 => self.skip -= 1,
                Token::Byte(byte) => self.byte(byte),
                Token::Symbol(sign) => self.symbol(sign),
                Token::Control(name, number) => self.control(name, number),
            }
        }
        None
    }

    /// The text, what was not read, and whether the file ends before its last group does.
    pub(super) fn end(mut self) -> (Flow, UnreadContent, bool) {
        self.flush();
        let is_open = !self.groups.is_empty();
        while self.stories.len() > 1 {
            self.end_story();
        }
        let Some(mut body) = self.stories.pop() else {
            return (Flow::new(0), self.unread, is_open);
        };
        body.end_paragraph();
        body.end_table();
        let mut flow = body.flow;
        for (number, story) in (1..).zip(self.asides) {
            let whole = story.flow.text.len();
            let place = flow.place();
            flow.append(&story.flow, TextRange::new(0, whole));
            let detail = (story.kind == Some(NodeKind::Comment))
                .then(|| format!("{number}:{}", story.author));
            if let (Some(kind), Some(range)) =
                (story.kind, flow.since(place).filter(|it| !it.is_empty()))
            {
                flow.node(range, kind, detail.as_deref());
            }
            flow.end_line();
        }
        for (name, value) in self.properties {
            let place = flow.place();
            flow.write_lines(0, value.trim(), Origin::Synthetic);
            if let Some(range) = flow.since(place).filter(|it| !it.is_empty()) {
                flow.node(range, NodeKind::Property, Some(name));
            }
            flow.end_line();
        }
        (flow, self.unread, is_open)
    }

    /// Do that to the text that is open.
    pub(super) fn in_story(&mut self, change: impl FnOnce(&mut Story)) {
        self.stories.last_mut().map(change);
    }

    /// Do that to what holds in the innermost group.
    pub(super) fn in_group(&mut self, change: impl FnOnce(&mut Group)) {
        self.groups.last_mut().map(change);
    }

    pub(super) fn story(&mut self) -> Option<&mut Story> {
        self.stories.last_mut()
    }

    fn group(&self) -> Option<&Group> {
        self.groups.last()
    }

    pub(super) fn destination(&self) -> Destination {
        self.group()
            .map_or(Destination::Nowhere, |group| group.destination)
    }

    fn byte(&mut self, byte: u8) {
        if let Some(group) = self.groups.last_mut() {
            group.is_new = false;
        }
        let font = self
            .group()
            .and_then(|group| self.fonts.get(&group.font))
            .copied();
        if font.is_some_and(|font| font.has_symbols) && self.destination() == Destination::Text {
            self.flush();
            return self.write(sign_of_symbol(byte));
        }
        let encoding = font.and_then(|font| font.encoding).unwrap_or(self.encoding);
        if !self.letters.fit(encoding) {
            self.flush();
        }
        self.letters.push(byte, encoding);
    }

    fn symbol(&mut self, sign: u8) {
        match sign {
            b'*' => {
                if let Some(group) = self.groups.last_mut() {
                    group.may_be_left_out = group.is_new;
                }
            }
            b'\\' | b'{' | b'}' => self.byte(sign),
            b'~' => self.put("\u{A0}"),
            b'_' => self.put("-"),
            b'\n' | b'\r' => self.control("par", None),
            _ => {}
        }
    }

    fn control(&mut self, name: &str, number: Option<i32>) {
        self.flush();
        let Some(group) = self.groups.last_mut() else {
            return;
        };
        let (is_new, may_be_left_out) = (group.is_new, group.may_be_left_out);
        group.is_new = false;
        group.may_be_left_out = false;
        if is_new {
            match begun(name) {
                Some(what) => return self.begin(what, name),
                None if may_be_left_out => {
                    group.destination = Destination::Nowhere;
                    return;
                }
                None => {}
            }
        }
        self.word(name, number);
    }

    /// What was read goes where its group says.
    pub(super) fn flush(&mut self) {
        if !self.letters.is_empty() {
            let text = self.letters.take();
            self.write(&text);
        }
    }

    /// Write a character that a word stands for.
    pub(super) fn put(&mut self, text: &str) {
        self.flush();
        if let Some(group) = self.groups.last_mut() {
            group.is_new = false;
        }
        self.write(text);
    }

    fn write(&mut self, text: &str) {
        if !text.is_empty() {
            self.high_surrogate = None;
        }
        let field = self.fields.last_mut();
        match self.groups.last().map(|group| group.destination) {
            Some(Destination::Text) => self.write_to_story(text),
            Some(Destination::Property(_)) => {
                if let Some((_, value)) = self.properties.last_mut() {
                    value.push_str(text);
                }
            }
            Some(Destination::Instruction) => {
                if let Some(field) = field {
                    field.instruction.push_str(text);
                }
            }
            Some(Destination::FormName) => {
                if let Some(field) = field {
                    field.data.name.push_str(text);
                }
            }
            Some(Destination::FormDefault) => {
                if let Some(field) = field {
                    field.data.default.push_str(text);
                }
            }
            Some(Destination::FormEntry) => {
                if let Some(entry) = field.and_then(|field| field.data.entries.last_mut()) {
                    entry.push_str(text);
                }
            }
            Some(Destination::ShapeName) => self.shape_name.push_str(text),
            Some(Destination::ShapeValue) => self.shape_value.push_str(text),
            Some(Destination::CommentAuthor) => self.comment_author.push_str(text),
            _ => {}
        }
    }

    pub(super) fn write_to_story(&mut self, text: &str) {
        let Some(group) = self.groups.last() else {
            return;
        };
        if group.is_deleted || text.is_empty() {
            return;
        }
        let (is_hidden, is_inserted) = (group.is_hidden, group.is_inserted);
        let is_blank = group.is_underlined && text.chars().all(char::is_whitespace);
        let Some(story) = self.stories.last_mut() else {
            return;
        };
        story.begin_words();
        let range = story.flow.write_synthetic(&text.replace(['\n', '\r'], " "));
        let marks = [
            (is_hidden, NodeKind::Hidden),
            (is_inserted, NodeKind::Insertion),
            (is_blank, NodeKind::UnderlinedBlank),
        ];
        for (_, kind) in marks.into_iter().filter(|(holds, _)| *holds) {
            story.flow.mark(range, kind, None);
        }
    }
}
