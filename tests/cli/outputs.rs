//! What the commands that write never write over, be it forced, and what of their own they pass over.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{run, stderr, stdout};

const DRAFT: &str = "全年走访企业多少家，投入资金××万元。\n联系人：×××\n";

fn site() -> TempDir {
    let site = TempDir::new().unwrap();
    fs::write(site.path().join("draft.txt"), DRAFT).unwrap();
    site
}

fn read(site: &TempDir, name: impl AsRef<Path>) -> String {
    fs::read_to_string(site.path().join(name)).unwrap()
}

#[test]
fn no_command_writes_over_what_it_reads() {
    let site = site();
    let made = run(
        &site,
        [
            "worksheet",
            "--isolated",
            "draft.txt",
            "-o",
            "worksheet.csv",
        ],
    );
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    fs::create_dir(site.path().join("sub")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("draft.txt", site.path().join("link.txt")).unwrap();
    let mut names = vec!["draft.txt", "./draft.txt", "sub/../draft.txt"];
    if cfg!(unix) {
        names.push("link.txt");
    }
    for name in names {
        for command in ["annotate", "worksheet", "fix"] {
            let done = run(
                &site,
                [command, "--isolated", "draft.txt", "-o", name, "--force"],
            );
            let said = stderr(&done);
            let has_nothing_to_mend = command == "fix";
            assert_eq!(read(&site, "draft.txt"), DRAFT, "{command} {name}: {said}");
            assert!(
                has_nothing_to_mend
                    || done.status.code() == Some(2) && said.contains("file to be read"),
                "{command} {name}: {said}"
            );
            assert!(!said.contains("--force"), "{command} {name}: {said}");
        }
    }
    super::worksheet::answered(&site, &["128", "35.5", "周启明"]);
    let filling = [
        "fill",
        "--isolated",
        "draft.txt",
        "--answers",
        "answers.csv",
    ];
    let done = run(&site, filling.iter().chain(&["-o", ".", "--force"]));
    assert_eq!(done.status.code(), Some(2), "{}", stderr(&done));
    assert!(stderr(&done).contains("--in-place"), "{}", stderr(&done));
    assert_eq!(read(&site, "draft.txt"), DRAFT);
}

#[test]
fn a_marked_copy_is_not_marked_once_more() {
    let site = site();
    run(&site, ["annotate", "--isolated", "draft.txt"]);
    let marked = read(&site, "draft.marked.txt");
    let again = ["annotate", "--isolated", "draft.marked.txt"];
    let refused = run(&site, again);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        stderr(&refused).contains("draft.txt"),
        "{}",
        stderr(&refused)
    );
    assert_eq!(read(&site, "draft.marked.txt"), marked);
    let forced = run(&site, again.iter().chain(&["--force"]));
    assert_eq!(forced.status.code(), Some(0), "{}", stderr(&forced));
    assert_eq!(read(&site, "draft.marked.txt"), marked);
    let names: Vec<_> = fs::read_dir(site.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        !names.iter().any(|it| it.contains("marked.marked")),
        "{names:?}"
    );
}

#[test]
fn our_own_worksheets_in_a_folder_are_passed_over() {
    let site = TempDir::new().unwrap();
    let folder = site.path().join("folder");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("draft.txt"), DRAFT).unwrap();
    for name in ["folder/worksheet.xlsx", "folder/worksheet.csv"] {
        let made = run(
            &site,
            ["worksheet", "--isolated", "folder/draft.txt", "-o", name],
        );
        assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    }
    let checked = run(&site, ["--isolated", "folder"]);
    assert_eq!(checked.status.code(), Some(1), "{}", stderr(&checked));
    let said = stderr(&checked);
    assert_eq!(said.matches("worksheet of unfilled").count(), 2, "{said}");
    let shown = stdout(&checked);
    assert!(shown.contains("1 file checked"), "{shown}{said}");
    let made = run(
        &site,
        ["worksheet", "--isolated", "folder", "-o", "all.csv"],
    );
    assert!(
        stderr(&made).contains("(1 file, 3 places)"),
        "{}",
        stderr(&made)
    );
    // A workbook of somebody else is still told of.
    let foreign = fs::read(site.path().join("folder/worksheet.xlsx")).unwrap();
    let mut parts = crate::support::zip::parts_of(&foreign);
    let book = String::from_utf8(parts["xl/workbook.xml"].clone()).unwrap();
    let book = book.replace("_unfilled", "figures");
    parts.insert("xl/workbook.xml".to_owned(), book.into_bytes());
    let parts = parts.iter().map(|(name, part)| {
        let name = if name == "[content_types].xml" {
            "[Content_Types].xml"
        } else {
            name
        };
        (name, part.as_slice())
    });
    fs::write(
        folder.join("worksheet.xlsx"),
        crate::support::zip::archive(parts),
    )
    .unwrap();
    let checked = run(&site, ["--isolated", "folder"]);
    assert_eq!(stderr(&checked).matches("worksheet of unfilled").count(), 1);
}
