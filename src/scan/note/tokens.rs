//! The characters or words of a bracket or sentence, written as features name them.
//!
//! Owns how they are told apart and written: in small letters, a number as one 0, with a mark at either end.

use std::ops::Range;

use crate::scan::note::features::Tongue;

/// Stand before the first and behind the last of them.
pub(crate) const START: char = '^';
pub(crate) const END: char = '$';

/// The tokens of a text.
pub(crate) struct Tokens {
    /// All of them, words with a space between, so that each run is a piece of it.
    written: String,
    tokens: Vec<Token>,
}

/// Where one stands, in bytes of what is written and of the text.
#[derive(Clone)]
struct Token {
    written: Range<usize>,
    place: Range<usize>,
}

/// What a character of a text is to its tokens.
#[derive(Clone, Copy)]
pub(crate) enum Piece {
    /// It begins one, which is written so far like this.
    Begin(char),
    /// It belongs to the one before it, which is written with this more.
    Join(char),
    /// It belongs to the one before it, which is written without it: further digits of a number.
    Widen,
}

/// Tell for each character of `text` that is part of a token what it is, and its place.
pub(crate) fn each_piece(text: &str, tongue: Tongue, mut tell: impl FnMut(Piece, Range<usize>)) {
    let joins = tongue == Tongue::English;
    let mut last = Kind::Sign;
    for (at, c) in text.char_indices() {
        let place = at..at + c.len_utf8();
        let c = match c {
            '’' if joins => '\'',
            _ => c.to_ascii_lowercase(),
        };
        let kind = Kind::of(c);
        match (last, kind) {
            (Kind::Number, Kind::Number) => tell(Piece::Widen, place),
            (Kind::Word, Kind::Word) if joins => tell(Piece::Join(c), place),
            (Kind::Word, Kind::Sign) if joins && c == '\'' => {
                tell(Piece::Join(c), place);
                // The word goes on behind it.
                continue;
            }
            (_, Kind::Number) => tell(Piece::Begin('0'), place),
            _ if joins && c.is_whitespace() => {}
            _ => tell(Piece::Begin(c), place),
        }
        last = kind;
    }
}

impl Tokens {
    /// The characters or the words of `text`; any sign that is not part of a word is one of its own.
    pub(crate) fn new(text: &str, tongue: Tongue) -> Self {
        let mut tokens = Self::of(text.len());
        let push_space = |tokens: &mut Self| {
            if tongue == Tongue::English {
                tokens.written.push(' ');
            }
        };
        each_piece(text, tongue, |piece, place| match piece {
            Piece::Begin(c) => {
                push_space(&mut tokens);
                tokens.push(c, place);
            }
            Piece::Join(c) => {
                tokens.written.push(c);
                tokens.widen(place.end);
            }
            Piece::Widen => tokens.widen(place.end),
        });
        push_space(&mut tokens);
        tokens.push(END, text.len()..text.len());
        tokens
    }

    fn of(length: usize) -> Self {
        let mut tokens = Self {
            written: String::with_capacity(length * 2),
            tokens: Vec::with_capacity(length),
        };
        tokens.push(START, 0..0);
        tokens
    }

    fn push(&mut self, written: char, place: Range<usize>) {
        let from = self.written.len();
        self.written.push(written);
        let written = from..self.written.len();
        self.tokens.push(Token { written, place });
    }

    /// Let the last one reach to byte `end` of the text, and to the end of what is written.
    fn widen(&mut self, end: usize) {
        if let Some(last) = self.tokens.last_mut() {
            last.place.end = end;
            last.written.end = self.written.len();
        }
    }

    /// How many there are without the marks at the ends.
    pub(crate) fn count(&self) -> usize {
        self.tokens.len().saturating_sub(2)
    }

    /// Each without the marks at the ends, and its place in the text.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        let inner = self.tokens.iter().skip(1).take(self.count());
        inner.map(|it| (&self.written[it.written.clone()], it.place.clone()))
    }

    /// Tell each run of up to `longest`, and its place in the text; the marks at the ends are none by themselves.
    pub(crate) fn each_run(&self, longest: usize, tell: &mut impl FnMut(&str, Range<usize>)) {
        let last = self.tokens.len() - 1;
        for (at, first) in self.tokens.iter().enumerate() {
            for (further, token) in self.tokens[at..].iter().take(longest).enumerate() {
                if further > 0 || (1..last).contains(&at) {
                    tell(
                        &self.written[first.written.start..token.written.end],
                        first.place.start..token.place.end,
                    );
                }
            }
        }
    }
}

/// What a character is.
#[derive(Clone, Copy)]
enum Kind {
    Word,
    Number,
    Sign,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            _ if c.is_ascii_digit() => Self::Number,
            _ if c.is_ascii_alphabetic() => Self::Word,
            _ => Self::Sign,
        }
    }
}
