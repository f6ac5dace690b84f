//! The target `writers`; what it holds to stands in `unfilled_fuzz::writers`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| unfilled_fuzz::writers::run(data));
