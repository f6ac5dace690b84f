//! The target `rules`; what it holds to stands in `unfilled_fuzz::rules`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| unfilled_fuzz::rules::run(data));
