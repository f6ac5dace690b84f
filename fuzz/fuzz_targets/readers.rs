//! The target `readers`; what it holds to stands in `unfilled_fuzz::readers`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| unfilled_fuzz::readers::run(data));
