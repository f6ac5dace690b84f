//! The rows of the table of options that say what a run may use, and those that every program has.

use super::rows::PLAIN;
use super::{CHECKING, EVERYWHERE, Flag};

/// These options, in the order of the help.
pub(super) const FLAGS: &[Flag] = &[
    Flag {
        long: "jobs",
        short: Some('j'),
        value: Some(("数量", "N")),
        about: (
            "同时用几个处理器核，默认全部",
            "how many cores to work with; by default all",
        ),
        on: CHECKING,
        ..PLAIN
    },
    Flag {
        long: "timeout",
        value: Some(("秒", "SECONDS")),
        about: (
            "一个文件最多查多少秒，默认 10",
            "how many seconds a file may take, by default 10",
        ),
        on: CHECKING,
        ..PLAIN
    },
    Flag {
        long: "memory",
        value: Some(("MB", "MB")),
        about: (
            "所有文件一共用多少内存，默认 512；大文件轮流检查",
            "how much memory all files may take together, by default 512; large ones take turns",
        ),
        on: CHECKING,
        ..PLAIN
    },
    Flag {
        long: "help",
        short: Some('h'),
        about: ("显示帮助", "show help"),
        on: EVERYWHERE,
        ..PLAIN
    },
    Flag {
        long: "version",
        short: Some('V'),
        about: ("显示版本", "show the version"),
        on: EVERYWHERE,
        ..PLAIN
    },
];
