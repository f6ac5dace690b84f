//! What the scanner can know of rules before there is a text: modules of the library's.

#[path = "../src/scan/beside.rs"]
pub(crate) mod beside;
#[path = "../src/scan/char_products.rs"]
pub(crate) mod char_products;
#[path = "../src/scan/fold.rs"]
pub(crate) mod fold;
#[path = "../src/scan/keyword_rows.rs"]
mod keyword_rows;
#[path = "../src/scan/keywords.rs"]
pub(crate) mod keywords;
#[path = "../src/scan/layout.rs"]
pub(crate) mod layout;
#[path = "../src/scan/note/pairs.rs"]
pub(crate) mod note_pairs;
#[path = "../src/scan/note/weights.rs"]
pub(crate) mod note_weights;
#[path = "../src/scan/pair.rs"]
pub(crate) mod pair;
#[path = "../src/scan/table.rs"]
pub(crate) mod table;
