//! What the gate finds, and how often it looks.

use super::*;
use crate::scan::char_products::CharProducts;
use crate::scan::fold::Folded;
use proptest::prelude::*;
use std::iter;

const SPECIAL: [&str; 14] = [
    "Ｘ",
    "＿",
    "\u{3000}",
    "\u{a0}",
    "\u{200b}",
    "\u{fe0f}",
    "\u{feff}",
    "*",
    "_",
    " ",
    "\u{200b}Ｘ",
    "**",
    "x，",
    "\u{ad}\u{3000}",
];

fn hits(keywords: &[&str], text: &str) -> Vec<String> {
    let words: Vec<String> = keywords.iter().map(|&word| word.to_owned()).collect();
    let keywords = Keywords::none(CharProducts::default());
    let gate = Gate::new(keywords.and(0, iter::once((words.as_slice(), None))));
    let mut search = gate.search(text, 0..text.len());
    let mut found = Vec::new();
    while let Some(hit) = search.next_hit() {
        found.push(text[hit.offset..].chars().take(2).collect());
    }
    found
}

#[test]
fn finds_keywords_in_every_form() {
    assert_eq!(hits(&["多少"], "开会多少次，多 少次，多少。").len(), 2);
    assert_eq!(
        hits(&["xx大"], "党的XX大、党的ＸＸ大、党的 XX 大、xＸ大").len(),
        4
    );
    assert_eq!(
        hits(&["click or"], "Click or tap; CLICK OR TAP; clickor").len(),
        2
    );
    assert_eq!(hits(&["多少"], "多\u{200b}少").len(), 1);
    assert_eq!(
        hits(&["共x人"], "共 x 人、共X人、共 ｘ人，计 x 人").len(),
        3
    );
    assert_eq!(hits(&["__"], "_＿_").len(), 2);
    assert_eq!(hits(&["   "], "金额\u{3000}\u{a0} 元").len(), 1);
    // Stars round strong words.
    assert_eq!(hits(&["共x"], "共**X**人、共 **X** 人、共* *x").len(), 2);
    assert_eq!(hits(&["x人"], "共**X**人、**共x**人，*x*人").len(), 2);
}

proptest! {
    #[test]
    fn no_run_of_special_characters_is_looked_at_more_than_once(
        runs in prop::collection::vec((0..SPECIAL.len(), 1..6000_usize), 1..8)
    ) {
        let words = ["多少", "xx", "__", "{{", "  ", "**"].map(str::to_owned);
        let gate = Keywords::none(CharProducts::default());
        let gate = Gate::new(gate.and(0, iter::once((words.as_slice(), None))));
        let runs = runs.into_iter().map(|(index, count)| SPECIAL[index].repeat(count));
        let text = "多少XX".to_owned() + &runs.collect::<String>() + "多少";
        let mut search = gate.search(&text, 0..text.len());
        while search.next_hit().is_some() {}
        prop_assert!(search.steps <= text.chars().count(), "{} steps", search.steps);
    }
}

#[test]
fn agrees_with_the_slow_way() {
    // Every keyword is compared at every character; the gate must find the same places.
    let words = ["多少", "什么", "xx", "{{", "##", "tbd", "》"];
    let text = "多少什么 XX ｛{ ＃# tBd》少多 ｘＸ x x 什\u{ad}么 #";
    let fast = hits(&words, text).len();
    let folded = Folded::new(text);
    let folded = folded.text().to_ascii_lowercase();
    let slow: usize = words.iter().map(|word| folded.matches(word).count()).sum();
    assert_eq!(fast, slow);
}
