//! The target `reporters`; what it holds to stands in `unfilled_fuzz::reporters`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| unfilled_fuzz::reporters::run(data));
