//! Words as a tree of their bytes, to see which of them end where a text is read.

use std::borrow::Cow;

/// What patterns take for s and k if they take capital and small letters alike; keywords are not compared like that.
const NEVER_COMPARED: [&str; 2] = ["ſ", "\u{212a}"];

/// Words as a tree of their bytes, in which reading goes on after what is none (Aho and Corasick). White space is read too.
pub(crate) struct WordTree {
    nodes: Vec<Node>,
}

/// A beginning of words.
struct Node {
    bytes: Vec<u8>,
    /// The node for the longest end of its bytes that is a beginning of words, too.
    end: usize,
    /// The words that end there.
    words: Vec<usize>,
    /// The nodes for what is one byte longer, by this byte.
    longer: Vec<(u8, usize)>,
}

impl WordTree {
    pub(crate) fn of(words: &[String]) -> Self {
        let read = words.iter().map(String::as_str).chain(NEVER_COMPARED);
        let read = read.map(|word| word.as_bytes().to_vec());
        let white = ('\0'..='\u{3000}').filter(|c| c.is_whitespace());
        let white = white.map(|c| String::from(c).into_bytes());
        let words: Vec<Vec<u8>> = read.collect();
        let mut tree = Self {
            nodes: vec![Node::of(&[])],
        };
        for (word, index) in words.iter().zip(0..) {
            let node = tree.add(word);
            tree.nodes[node].words.push(index);
        }
        white.for_each(|c| {
            tree.add(&c);
        });
        let mut by_length: Vec<usize> = (1..tree.nodes.len()).collect();
        by_length.sort_by_key(|&node| tree.nodes[node].bytes.len());
        for node in by_length {
            if let [before @ .., last] = &tree.nodes[node].bytes[..]
                && let [_, before @ ..] = before
            {
                let end = before
                    .iter()
                    .chain([last])
                    .fold(tree.root(), |at, &byte| tree.step(at, byte));
                tree.nodes[node].end = end;
                let of_end = tree.nodes[end].words.clone();
                tree.nodes[node].words.extend(of_end);
            }
        }
        tree
    }

    /// The node for `word`, which is there from now on.
    fn add(&mut self, word: &[u8]) -> usize {
        let mut node = self.root();
        for (at, &byte) in word.iter().enumerate() {
            node = match self.nodes[node].longer(byte) {
                Ok(next) => next,
                Err(place) => {
                    let next = self.nodes.len();
                    self.nodes[node].longer.insert(place, (byte, next));
                    self.nodes.push(Node::of(&word[..=at]));
                    next
                }
            };
        }
        node
    }

    pub(crate) fn root(&self) -> usize {
        0
    }

    pub(crate) fn step(&self, mut node: usize, byte: u8) -> usize {
        loop {
            match self.nodes[node].longer(byte) {
                Ok(next) => return next,
                Err(_) if node == self.root() => return node,
                Err(_) => node = self.nodes[node].end,
            }
        }
    }

    pub(crate) fn words_at(&self, node: usize) -> &[usize] {
        &self.nodes[node].words
    }

    pub(crate) fn length_at(&self, node: usize) -> usize {
        self.nodes[node].bytes.len()
    }

    /// What was read up to `node`, and `byte`, without what leads to the node that came next.
    pub(crate) fn passed(&self, node: usize, byte: u8, next: usize) -> Cow<'_, str> {
        let length = self.length_at(node) + 1 - self.length_at(next);
        let bytes = &self.nodes[node].bytes;
        match bytes.get(..length) {
            Some(passed) => String::from_utf8_lossy(passed),
            None => String::from_utf8_lossy(&[bytes, [byte].as_slice()].concat())
                .into_owned()
                .into(),
        }
    }
}

impl Node {
    fn of(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.to_vec(),
            end: 0,
            words: Vec::new(),
            longer: Vec::new(),
        }
    }

    /// The node for what is longer by `byte`, or the place among those where it would be.
    fn longer(&self, byte: u8) -> Result<usize, usize> {
        let place = self.longer.binary_search_by_key(&byte, |&(it, _)| it)?;
        Ok(self.longer[place].1)
    }
}
