//! Which lines are one paragraph, over the ends of pages too.

use std::collections::HashMap;

use super::order::Line;
use super::page::PageText;
use super::piece::is_wide;
use crate::text::is_han;

/// A line of a page, by the numbers of both.
pub(super) type At = (usize, usize);

/// The lines of each paragraph.
pub(super) fn paragraphs(pages: &[PageText]) -> Vec<Vec<At>> {
    let mut paragraphs: Vec<Vec<At>> = Vec::new();
    let mut before: Option<(At, &Line, Edges)> = None;
    for (number, page) in pages.iter().enumerate() {
        let edges = all_edges(page);
        for (index, line) in page.lines.iter().enumerate() {
            if line.margin.is_some() {
                continue;
            }
            let at = (number, index);
            let own = edges.get(index).copied().unwrap_or_default();
            let goes_on = before.as_ref().is_some_and(|&((page, _), last, edges)| {
                let place = match number - page {
                    0 if last.region == line.region => Place::Below,
                    0 => Place::NextColumn,
                    1 => Place::NextPage,
                    _ => return false,
                };
                goes_on(last, edges, line, own, place)
            });
            match paragraphs.last_mut() {
                Some(paragraph) if goes_on => paragraph.push(at),
                _ => paragraphs.push(vec![at]),
            }
            before = Some((at, line, own));
        }
    }
    paragraphs
}

/// The edges of the column that a line is in.
#[derive(Clone, Copy, Default)]
struct Edges {
    left: f64,
    right: f64,
    /// Whether more than one line reaches to the right edge.
    is_sure: bool,
}

/// For each line the edges of its column: those of all lines of about its size there.
fn all_edges(page: &PageText) -> Vec<Edges> {
    let key = |line: &Line| (line.region, (line.size * 2.0).round() as i64);
    let mut columns: HashMap<(usize, i64), Vec<(f64, f64)>> = HashMap::new();
    let mut farthest: HashMap<usize, f64> = HashMap::new();
    let is_prose = |line: &&Line| line.margin.is_none() && line.fields.is_empty();
    for line in page.lines.iter().filter(is_prose) {
        columns
            .entry(key(line))
            .or_default()
            .push((line.x0, line.x1));
        let end = farthest.entry(line.region).or_insert(line.x1);
        *end = end.max(line.x1);
    }
    let mut known: HashMap<(usize, i64), Edges> = HashMap::new();
    let edges = page.lines.iter().map(|line| {
        let (region, size) = key(line);
        *known.entry((region, size)).or_insert_with(|| {
            let near = (size - 2..=size + 2).filter_map(|size| columns.get(&(region, size)));
            let end = farthest.get(&region).copied().unwrap_or(line.x1);
            Edges::of(near.flatten().copied().collect(), end, line.size)
        })
    });
    edges.collect()
}

impl Edges {
    /// Those of lines with these ends, in a column where other lines reach to `farthest`.
    fn of(mut ends: Vec<(f64, f64)>, farthest: f64, size: f64) -> Self {
        /// So near are the ends of full lines, in sizes.
        const RAGGED: f64 = 1.1;
        /// So far beyond the edge may single lines reach.
        const BEYOND: f64 = 6.0;
        ends.sort_by(|a, b| b.1.total_cmp(&a.1));
        let left = ends.iter().map(|it| it.0).fold(f64::INFINITY, f64::min);
        let longest = ends.first().map_or(0.0, |it| it.1);
        let mut pairs = ends.windows(2).filter_map(|pair| match pair {
            [a, b] => Some((a.1, b.1)),
            _ => None,
        });
        let full = pairs.find(|(a, b)| a - b < RAGGED * size).map(|it| it.0);
        let full = full.filter(|full| farthest - full < BEYOND * size);
        Self {
            left,
            right: full.unwrap_or(longest),
            is_sure: full.is_some(),
        }
    }
}

/// Where a line stands after the one before.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Below,
    NextColumn,
    NextPage,
}

/// Whether `next` goes on with the paragraph of `last`.
fn goes_on(last: &Line, of_last: Edges, next: &Line, of_next: Edges, place: Place) -> bool {
    const SAME_SIZE: f64 = 1.12;
    const INDENT: f64 = 1.2;
    /// A line that alone reaches so far must be long to be a full one.
    const LONG: f64 = 20.0;
    const SHORTEST: f64 = 8.0;
    let size = last.size;
    let text = last.text.trim_end();
    // In the middle of a sentence of Han there may be letters of another size.
    let is_of_size = text.ends_with(is_han) && of_last.is_sure && next.text.starts_with(is_han)
        || next.smaller < size * SAME_SIZE && last.smaller < next.size * SAME_SIZE;
    if !is_of_size || last.is_row && next.is_row || last.is_field() || next.is_field() {
        return false;
    }
    let step = next.y - last.y;
    let is_near = match place {
        Place::Below => {
            let farthest = if last.is_row { 2.0 } else { 2.6 };
            step > 0.3 * size && step < farthest * size
        }
        // Of a column as wide, which begins far above.
        Place::NextColumn => {
            let width = |edges: Edges| edges.right - edges.left;
            of_last.is_sure
                && of_next.left > of_last.right - size
                && step < -8.0 * size
                && (width(of_next) - width(of_last)).abs() < 2.0 * size
        }
        // A page may begin with the last words of a paragraph, and nothing else in it be as wide.
        Place::NextPage => {
            of_next.right < of_last.right + 2.0 * size
                && (of_next.left - of_last.left).abs() < 3.0 * size
        }
    };
    let column = match place {
        Place::Below => last.x0,
        // The first lines of paragraphs are indented, the others begin at the edge.
        Place::NextColumn | Place::NextPage => of_next.left,
    };
    let shortest = if of_last.is_sure { SHORTEST } else { LONG };
    if !is_near || next.x0 > column + INDENT * size || last.x1 - last.x0 < shortest * size {
        return false;
    }
    let ends_sentence = text.ends_with(['。', '；', '：', '！', '？', '.', ';', ':', '!', '?']);
    if ends_sentence
        && (begins_item(&next.text) || place != Place::Below && text.ends_with(['。', '：', '；']))
    {
        return false;
    }
    let room = of_last.right - last.x1;
    let slack = if ends_sentence { 1.1 } else { 2.2 };
    room < slack * size.max(next.size) || !ends_sentence && room < first_word(&next.text) * size
}

/// About how many sizes the first word takes with a space before it, which did not fit into the line before.
fn first_word(text: &str) -> f64 {
    let word = text
        .trim_start()
        .split([' ', '\u{3000}'])
        .next()
        .unwrap_or_default();
    let letters = word.chars().take_while(|&c| !is_wide(c)).count();
    match letters {
        0 => 0.0,
        _ => 0.5 * (letters as f64 + 1.0),
    }
}

/// `•`, `1.`, `（二）`, `三、`.
fn begins_item(text: &str) -> bool {
    let text = text.trim_start();
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let mut chars = text.chars();
    match chars.next() {
        Some('•' | '●' | '■' | '▪' | '◆' | '➢' | '✓' | '–' | '-' | '*' | '①'..='⑳') => {
            true
        }
        Some('(' | '（') => {
            let rest = text
                .get(text.chars().next().map_or(0, char::len_utf8)..)
                .unwrap_or_default();
            rest.trim_start_matches(is_number).starts_with([')', '）'])
        }
        Some(first) if is_number(first) => {
            let rest = text.trim_start_matches(is_number);
            rest.starts_with('、')
                || rest.starts_with(['.', '．', ')', '）'])
                    && !rest
                        .get(1..)
                        .is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()))
        }
        _ => false,
    }
}
