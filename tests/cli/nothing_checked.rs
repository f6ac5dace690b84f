//! Runs whose settings leave nothing to check: that is said, and nobody is called ready.

use std::fs;

use tempfile::TempDir;

use super::{run, stderr, stdout};

#[test]
fn rules_that_are_all_off_make_nobody_ready() {
    let site = TempDir::new().unwrap();
    fs::write(site.path().join("a.txt"), "开会多少次。\n").unwrap();
    for (settings, language, says) in [
        (
            "ignore = [\"all\"]\n",
            "en",
            "no verdict: settings turn all rules off for 1 file",
        ),
        (
            "select = []\n",
            "zh",
            "还不能下结论：设置把规则全关了，1 个文件等于没有检查",
        ),
    ] {
        fs::write(site.path().join("unfilled.toml"), settings).unwrap();
        let run = run(&site, [".", "--lang", language]);
        assert!(stdout(&run).contains(says), "{}", stdout(&run));
    }
}

#[test]
fn files_for_which_all_rules_are_off_are_told_beside_others() {
    let site = TempDir::new().unwrap();
    for name in ["a.txt", "b.txt"] {
        fs::write(site.path().join(name), "会议已经开完。\n").unwrap();
    }
    let off = "[[override]]\npaths = [\"b.txt\"]\nignore = [\"all\"]\n";
    fs::write(site.path().join("unfilled.toml"), off).unwrap();
    let run = run(&site, [".", "--lang", "en"]);
    let says = "nothing that must be mended; settings turn all rules off for 1 file";
    assert!(stdout(&run).contains(says), "{}", stdout(&run));
}

#[test]
fn what_settings_leave_out_is_told_where_nothing_is_left() {
    let site = TempDir::new().unwrap();
    fs::create_dir(site.path().join("old")).unwrap();
    for name in ["a.txt", "b.md", "c.rs", "old/d.txt"] {
        fs::write(site.path().join(name), "开会多少次。\n").unwrap();
    }
    fs::write(site.path().join("unfilled.toml"), "exclude = [\"**\"]\n").unwrap();
    for (language, says) in [
        (
            "en",
            "no files to check: settings exclude 3 files or folders",
        ),
        ("zh", "没有找到要检查的文件：设置排除了 3 个文件或文件夹"),
    ] {
        let run = run(&site, [".", "--lang", language]);
        assert!(stdout(&run).contains(says), "{}", stdout(&run));
    }
}

#[test]
fn how_to_mend_files_of_one_kind_is_said_once() {
    let site = TempDir::new().unwrap();
    for name in ["a.docx", "b.docx", "c.docx", "d.pdf"] {
        fs::write(site.path().join(name), "PK\u{3}\u{4} broken").unwrap();
    }
    let run = run(&site, [".", "--lang", "en"]);
    let told = stderr(&run);
    assert_eq!(told.matches("cannot be opened").count(), 4, "{told}");
    assert_eq!(told.matches("open it in Word or WPS").count(), 1, "{told}");
}
