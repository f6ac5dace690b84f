//! The target `baseline`; what it holds to stands in `unfilled_fuzz::baseline`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| unfilled_fuzz::baseline::run(data));
