//! What becomes of a panic: those of our own code end the target at once, those of a crate that our code catches do not.
//!
//! The readers of PDF and of sheets stand on crates that may panic on damage, which they catch and tell as a problem. What nobody
//! catches ends the target, too.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::process::abort;
use std::sync::{Mutex, Once};

/// The last panic of another crate, in words.
static LAST: Mutex<String> = Mutex::new(String::new());
static HOOK: Once = Once::new();

/// Run a target. libFuzzer's own hook would end it whenever a crate panics.
pub(crate) fn watched(target: impl FnOnce()) {
    HOOK.call_once(|| {
        let end = take_hook();
        set_hook(Box::new(move |panic| match is_of_a_crate(panic) {
            true => *last() = panic.to_string(),
            false => end(panic),
        }));
    });
    if catch_unwind(AssertUnwindSafe(target)).is_err() {
        eprintln!("{}", last());
        abort();
    }
}

fn last() -> std::sync::MutexGuard<'static, String> {
    LAST.lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Whether another crate says it, and neither the library nor a target.
fn is_of_a_crate(panic: &PanicHookInfo<'_>) -> bool {
    panic.location().is_some_and(|place| {
        ["registry", "vendor"]
            .iter()
            .any(|folder| place.file().split(['/', '\\']).any(|name| name == *folder))
    })
}
