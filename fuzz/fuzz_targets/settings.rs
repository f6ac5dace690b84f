//! The target `settings`; what it holds to stands in `unfilled_fuzz::settings`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| unfilled_fuzz::settings::run(data));
