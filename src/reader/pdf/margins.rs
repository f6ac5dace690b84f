//! Lines that stand on many pages at one height: headers, footers, page numbers. They are no part of what goes on over a page's end.

use std::collections::HashMap;

use super::letter::Margin;
use super::page::PageText;

/// How far from the edge of the page they are, as a share of its height.
const EDGE: f64 = 0.13;

/// How many rows of a page on each side may be such.
const ROWS: usize = 3;

/// Left and right pages may have headers of their own, and a page in between none.
const FARTHEST: usize = 2;

/// Lines at one height near an edge of a page.
struct Row {
    lines: Vec<usize>,
    margin: Margin,
    y: f64,
    text: String,
}

/// Say of such lines what they are.
pub(super) fn mark(pages: &mut [PageText]) {
    let all: Vec<Vec<Row>> = pages.iter().map(rows).collect();
    let mut seen: HashMap<(Margin, String), Vec<(usize, f64)>> = HashMap::new();
    for (number, rows) in all.iter().enumerate() {
        for row in rows {
            let places = seen.entry((row.margin, shape(&row.text))).or_default();
            places.push((number, row.y));
        }
    }
    for (number, (page, rows)) in pages.iter_mut().zip(all).enumerate() {
        for row in rows {
            let places = seen.get(&(row.margin, shape(&row.text)));
            let repeats = places.is_some_and(|places| {
                let start = places.partition_point(|place| place.0 + FARTHEST < number);
                let near = places.get(start..).unwrap_or_default();
                let mut near = near.iter().take_while(|place| place.0 <= number + FARTHEST);
                near.any(|place| place.0 != number && (place.1 - row.y).abs() < 6.0)
            });
            if !repeats && !is_page_number(&row.text) {
                continue;
            }
            for index in row.lines {
                if let Some(line) = page.lines.get_mut(index) {
                    line.margin = line.margin.or(Some(row.margin));
                }
            }
        }
    }
}

/// The rows near the upper and the lower edge of the page.
fn rows(page: &PageText) -> Vec<Row> {
    let mut order: Vec<usize> = (0..page.level_lines.min(page.lines.len())).collect();
    let place = |index: usize| {
        page.lines
            .get(index)
            .map_or((0.0, 0.0), |line| (line.y, line.x0))
    };
    order.sort_by(|&a, &b| place(a).0.total_cmp(&place(b).0));
    let mut rows: Vec<Row> = Vec::new();
    for index in order {
        let y = place(index).0;
        let margin = if y < page.height * EDGE {
            Margin::Header
        } else if y > page.height * (1.0 - EDGE) {
            Margin::Footer
        } else {
            continue;
        };
        match rows.last_mut() {
            Some(row) if (y - row.y).abs() < 2.0 => row.lines.push(index),
            _ => rows.push(Row {
                lines: vec![index],
                margin,
                y,
                text: String::new(),
            }),
        }
    }
    let count = rows.len();
    let mut kept: Vec<Row> = Vec::new();
    for (position, mut row) in rows.into_iter().enumerate() {
        let from_edge = match row.margin {
            Margin::Header => position,
            Margin::Footer => count - position - 1,
        };
        if from_edge < ROWS {
            row.lines
                .sort_by(|&a, &b| place(a).1.total_cmp(&place(b).1));
            let texts = row.lines.iter().filter_map(|&index| page.lines.get(index));
            row.text = texts.map(|line| line.text.as_str()).collect();
            kept.push(row);
        }
    }
    kept
}

/// The line without what changes from page to page.
pub(super) fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_ascii_digit() { '0' } else { c };
        if c != '0' || !shape.ends_with('0') {
            shape.push(c);
        }
    }
    shape
}

/// `3`, `- 3 -`, `第3页`, `3/12`.
fn is_page_number(text: &str) -> bool {
    let is_around =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || "-–—－·/|第页共".contains(c);
    text.len() < 40 && text.chars().all(is_around) && text.chars().any(|c| c.is_ascii_digit())
}
