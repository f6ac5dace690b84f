//! The page for people, as the program writes it: its date, its digests, its sameness.

use std::process::Output;

use super::{OPEN, command, site, stdout, write};

#[test]
fn a_page_at_a_named_time_is_always_the_same() {
    let site = site();
    for n in 0..40 {
        write(&site, format!("docs/{n:02}.txt"), &OPEN.repeat(n % 3));
    }
    write(&site, "docs/abc.txt", "abc");
    let page = |jobs: &str| -> Output {
        command(&site, ["docs", "--format", "html", "--jobs", jobs])
            .env("SOURCE_DATE_EPOCH", "1700000000")
            .output()
            .unwrap()
    };
    let once = page("1");
    assert_eq!(once.status.code(), Some(1));
    assert!(once == page("4"), "threads change the page");
    let text = stdout(&once);
    assert!(text.contains("<time datetime=\"2023-11-14T22:13:20+00:00\">"));
    // FIPS 180-4's own example.
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert!(text.contains(digest), "{text}");
}
