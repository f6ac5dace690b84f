//! The rule files and word lists under `rules/`, as `build.rs` found them.

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));
