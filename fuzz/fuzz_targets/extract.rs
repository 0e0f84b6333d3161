//! The target for libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| whosaid_fuzz::check(data));
