//! What the last line says of documents, and the exit status: nothing is called ready that was not read or hides a hint.

use std::fs;

use tempfile::TempDir;

use super::{command, piped, run, stderr, stdout};
use crate::support::zip;

/// The words that end a search for trouble.
const READY: &str = "ready to submit";

/// Five gaps, none of which is certain by itself.
const HINTS_ZH: &str = "走访企业N户，培训M人，编印Q册，召开k次，慰问y家。\n";
const HINTS_EN: &str = "We met N partners and closed n deals worth $X million, up X% on last year, and \
                        ranked Xth in the state.\n";

/// One way for a document to look clean, with the exit status of a run.
struct Way {
    name: &'static str,
    bytes: Vec<u8>,
    /// When it is named; the same with `--strict`.
    named: [i32; 2],
    /// When it lies in a folder; the same with `--strict`, and with `--allow-unread`.
    in_folder: [i32; 3],
    /// What the last line says, behind its answer.
    says: &'static str,
}

/// A Word document with the given paragraphs.
fn docx(body: &str) -> Vec<u8> {
    let types = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let links = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let document = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    );
    let parts = [
        ("[Content_Types].xml", types),
        ("_rels/.rels", links),
        ("word/document.xml", &document),
    ];
    zip::archive(parts.map(|(name, text)| (name, text.as_bytes())))
}

/// An Office file with a password: a compound file whose directory names the one stream that it then has.
fn encrypted() -> Vec<u8> {
    let mut bytes = vec![0; 512 * 3];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    bytes[30] = 9;
    // The directory is the second sector, and the table of sectors ends there.
    bytes[48] = 1;
    let entry = |at: usize, name: &str, child: u32, bytes: &mut [u8]| {
        for (index, unit) in name.encode_utf16().enumerate() {
            bytes[at + index * 2..][..2].copy_from_slice(&unit.to_le_bytes());
        }
        bytes[at + 68..at + 76].fill(0xff);
        bytes[at + 76..at + 80].copy_from_slice(&child.to_le_bytes());
    };
    entry(1024, "Root Entry", 1, &mut bytes);
    entry(1152, "EncryptedPackage", u32::MAX, &mut bytes);
    bytes
}

fn pointer() -> Vec<u8> {
    let digest = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393";
    format!("version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 12345\n").into()
}

/// Limits are in bytes; this is the one that takes the fewest: 512 levels of elements.
fn too_deep() -> Vec<u8> {
    docx(&format!("{}{}", "<w:p>".repeat(600), "</w:p>".repeat(600)))
}

fn ways() -> Vec<Way> {
    let way = |name, bytes: Vec<u8>, named, in_folder, says| Way {
        name,
        bytes,
        named,
        in_folder,
        says,
    };
    let text = "<w:p><w:r><w:t>All is written.</w:t></w:r></w:p>";
    let mut damaged = docx(text);
    damaged.truncate(damaged.len() / 2);
    vec![
        way("hints.txt", HINTS_ZH.into(), [0, 0], [0, 0, 0], "5 hints"),
        way(
            "hints-en.txt",
            HINTS_EN.into(),
            [0, 0],
            [0, 0, 0],
            "5 hints",
        ),
        way("empty.txt", vec![], [0, 2], [0, 0, 0], "no text"),
        way(
            "blank.md",
            " \n\u{3000}\u{feff}\n".into(),
            [0, 2],
            [0, 0, 0],
            "no text",
        ),
        way(
            "blank.docx",
            docx("<w:p/><w:p/>"),
            [0, 2],
            [0, 0, 0],
            "no text",
        ),
        way(
            "text.docx",
            "All is written.\n".into(),
            [2, 2],
            [2, 2, 0],
            "not read",
        ),
        way("pointer.docx", pointer(), [2, 2], [2, 2, 0], "not read"),
        way("pointer.md", pointer(), [2, 2], [2, 2, 0], "not read"),
        way("damaged.docx", damaged, [2, 2], [2, 2, 0], "read"),
        way("locked.docx", encrypted(), [2, 2], [2, 2, 0], "not read"),
        way("deep.docx", too_deep(), [2, 2], [2, 2, 0], "read"),
        way("picture.txt", picture(), [2, 2], [0, 2, 0], "not read"),
        way("pointer.pdf", pointer(), [2, 2], [2, 2, 0], "not read"),
        way("old.doc", old(), [2, 2], [0, 2, 0], "not read"),
    ]
}

/// The beginning of a picture, which nothing reads.
fn picture() -> Vec<u8> {
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".to_vec()
}

/// A Word document of a kind that is not read: that of Word 2003 in XML.
fn old() -> Vec<u8> {
    let kind = br#"<?mso-application progid="Word.Document"?>"#;
    [
        br#"<?xml version="1.0"?>"#.as_slice(),
        kind,
        b"<w:wordDocument/>",
    ]
    .concat()
}

fn status(site: &TempDir, args: &[&str]) -> i32 {
    let args = [args, &["--isolated"]].concat();
    run(site, args).status.code().unwrap()
}

#[test]
fn no_way_to_look_clean_is_called_ready() {
    for way in ways() {
        let site = TempDir::new().unwrap();
        let path = site.path().join("docs").join(way.name);
        fs::create_dir(site.path().join("docs")).unwrap();
        fs::write(&path, &way.bytes).unwrap();
        let file = format!("docs/{}", way.name);
        for target in [file.as_str(), "docs"] {
            let said = run(&site, [target, "--isolated"]);
            let human = stdout(&said);
            let last = human.lines().last().unwrap();
            assert!(!human.contains(READY), "{}: {human}", way.name);
            assert!(human.contains(way.says), "{}: {human}", way.name);
            assert!(
                last.contains(":") || last.contains(";"),
                "{}: {last}",
                way.name
            );
            let concise = run(&site, [target, "--isolated", "--format", "concise"]);
            let beside = stderr(&concise);
            assert!(!beside.contains(READY), "{}: {beside}", way.name);
            assert!(beside.contains(way.says), "{}: {beside}", way.name);
            let page = site.path().join("page.md");
            let annotated = command(&site, [target, "--isolated", "--format", "github"])
                .env("GITHUB_STEP_SUMMARY", &page)
                .output()
                .unwrap();
            let shown = fs::read_to_string(&page).unwrap() + &stderr(&annotated);
            assert!(!shown.contains(READY), "{}: {shown}", way.name);
            let html = stdout(&run(&site, [target, "--isolated", "--format", "html"]));
            let lower = html.to_ascii_lowercase();
            assert!(!lower.contains(READY), "{}: {html}", way.name);
            assert!(
                !html.contains("Nothing left to fill in"),
                "{}: {html}",
                way.name
            );
            fs::remove_file(&page).unwrap();
        }
    }
}

#[test]
fn the_exit_status_tells_what_was_not_read() {
    for way in ways() {
        let site = TempDir::new().unwrap();
        fs::create_dir(site.path().join("docs")).unwrap();
        fs::write(site.path().join("docs/fine.txt"), "All is written.\n").unwrap();
        fs::write(site.path().join("docs").join(way.name), &way.bytes).unwrap();
        let file = format!("docs/{}", way.name);
        let named = [status(&site, &[&file]), status(&site, &[&file, "--strict"])];
        assert_eq!(named, way.named, "{} named", way.name);
        let options: [&[&str]; 3] = [
            &["docs"],
            &["docs", "--strict"],
            &["docs", "--allow-unread"],
        ];
        let in_folder = options.map(|args| status(&site, args));
        assert_eq!(in_folder, way.in_folder, "{} in a folder", way.name);
        // What was not read comes before what was found, and no option makes it pass.
        assert_eq!(
            status(&site, &[&file, "--exit-zero"]),
            way.named[0],
            "{}",
            way.name
        );
        let is_let_through = status(&site, &[&file, "--allow-unread"]);
        assert_eq!(is_let_through, way.named[0], "{} is named", way.name);
    }
}

#[test]
fn a_listed_file_is_no_named_one() {
    let site = TempDir::new().unwrap();
    fs::write(site.path().join("scan.txt"), picture()).unwrap();
    fs::write(site.path().join("text.docx"), "All is written.\n").unwrap();
    let listed = |names: &str, option: &str| {
        let args = ["--isolated", "--files-from", "-", option];
        let done = piped(command(&site, args), names.as_bytes());
        done.status.code().unwrap()
    };
    assert_eq!(listed("scan.txt\n", "--quiet"), 0);
    assert_eq!(listed("scan.txt\n", "--strict"), 2);
    assert_eq!(listed("text.docx\n", "--quiet"), 2);
    assert_eq!(listed("text.docx\n", "--allow-unread"), 0);
    assert_eq!(
        listed("", "--strict"),
        0,
        "an empty list is no empty folder"
    );
}

#[test]
fn a_folder_without_documents_fails_whoever_is_strict() {
    let site = TempDir::new().unwrap();
    fs::create_dir(site.path().join("docs")).unwrap();
    fs::write(site.path().join("docs/logo.svg"), "<svg/>").unwrap();
    assert_eq!(status(&site, &["docs"]), 0);
    assert_eq!(status(&site, &["docs", "--strict"]), 2);
    fs::write(site.path().join("docs/a.txt"), "All is written.\n").unwrap();
    assert_eq!(status(&site, &["docs", "--strict"]), 0);
}

#[test]
fn hints_are_counted_in_the_last_line_and_listed_only_when_asked_for() {
    let site = TempDir::new().unwrap();
    for (language, text, expected) in [
        (
            "zh",
            HINTS_ZH,
            "没有发现必须改的，另有 5 处提示（unfilled … --min-severity info 查看）",
        ),
        (
            "en",
            HINTS_ZH,
            "nothing that must be mended; 5 hints (unfilled … --min-severity info shows them)",
        ),
        ("en", HINTS_EN, "nothing that must be mended; 5 hints"),
    ] {
        let checked = |more: &[&str]| {
            let args = [&["-", "--isolated", "--lang", language], more].concat();
            piped(command(&site, args), text.as_bytes())
        };
        let said = stdout(&checked(&[]));
        let said = said.replace("\n  ", " ");
        assert!(said.lines().last().unwrap().starts_with(expected), "{said}");
        assert_eq!(checked(&[]).status.code(), Some(0));
        let json = stdout(&checked(&["--format", "json"]));
        let report: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(report["diagnostics"].as_array().unwrap().len(), 0, "{json}");
        assert_eq!(report["summary"]["info"], 0);
        let asked = stdout(&checked(&["--format", "json", "--min-severity", "info"]));
        let asked: serde_json::Value = serde_json::from_str(&asked).unwrap();
        assert_eq!(asked["summary"]["info"], report["summary"]["hidden"]);
        assert_eq!(asked["summary"]["hidden"], 0);
    }
}

#[test]
fn what_min_severity_hides_is_in_the_verdict() {
    let site = TempDir::new().unwrap();
    fs::write(site.path().join("a.txt"), "负责人：×××\n甲方：________\n").unwrap();
    let args = ["a.txt", "--isolated", "--min-severity", "error"];
    let said = stdout(&run(&site, args));
    assert!(!said.contains(READY), "{said}");
    assert!(said.contains("--min-severity"), "{said}");
    let args = ["a.txt", "--isolated", "--fail-on", "error"];
    let said = run(&site, args);
    assert_eq!(said.status.code(), Some(0));
    assert!(!stdout(&said).contains(READY), "{}", stdout(&said));
}

#[test]
fn a_text_too_long_for_hints_is_not_called_ready() {
    let site = TempDir::new().unwrap();
    let line = "会议室在二楼，钥匙由值班员保管，用后请关灯。\n";
    let text = line.repeat((32 << 20) / line.len() + 1);
    fs::write(site.path().join("a.txt"), text).unwrap();
    for (lang, words) in [("en", "not looked for"), ("zh", "没有查提示")] {
        let done = run(&site, ["a.txt", "--isolated", "--lang", lang]);
        assert_eq!(done.status.code(), Some(0));
        let (said, told) = (stdout(&done), stderr(&done));
        assert!(
            !said.contains(READY) && !said.contains("可以提交"),
            "{said}"
        );
        assert!(format!("{said}{told}").contains(words), "{said}{told}");
    }
    let all = ["a.txt", "--isolated", "--min-severity", "info"];
    let said = stdout(&run(&site, all));
    assert!(said.contains(READY), "{said}");
}

#[test]
fn very_many_hints_are_many_whatever_the_number_of_threads() {
    let site = TempDir::new().unwrap();
    fs::create_dir(site.path().join("docs")).unwrap();
    for n in 0..60 {
        let path = site.path().join(format!("docs/{n:02}.txt"));
        // Some have gaps enough that the others count, some a note, some what is certain.
        let more = match n % 7 {
            3 => "到会XX人，走访XX户，发放XX份，回收XX份，投入XX万元。\n",
            4 => "unfilled:ignore-file masked-beside-gaps\n",
            5 => "全年集体学习多少次。\n",
            _ => "",
        };
        fs::write(path, format!("{more}{HINTS_ZH}")).unwrap();
    }
    let with = |format: &str, jobs: &str| {
        let args = ["docs", "--isolated", "--format", format, "--jobs", jobs];
        let mut command = command(&site, args);
        command.env("SOURCE_DATE_EPOCH", "0").output().unwrap()
    };
    for format in ["human", "json", "concise", "sarif", "html"] {
        let once = with(format, "1");
        for jobs in ["2", "16"] {
            assert!(with(format, jobs) == once, "{format} with {jobs} threads");
        }
    }
    let said = stdout(&with("human", "2")).replace("\n  ", " ");
    assert!(said.contains("more than 100 hints"), "{said}");
    // Whoever asks sees them all, and what counts is the same.
    let sum = |more: &[&str], of: &str| {
        let args = [&["docs", "--isolated", "--format", "json"], more].concat();
        let report: serde_json::Value = serde_json::from_slice(&run(&site, args).stdout).unwrap();
        report["summary"][of].as_u64().unwrap()
    };
    let all = ["--min-severity", "info"];
    assert!(sum(&all, "info") > 101);
    assert_eq!(sum(&[], "hidden"), 101);
    for of in ["error", "warning", "suppressed"] {
        assert_eq!(sum(&[], of), sum(&all, of), "{of}");
    }
    let said = stdout(&run(&site, ["docs/00.txt", "docs/01.txt", "--isolated"]));
    assert!(said.contains("10 hints"), "{said}");
}

#[test]
fn the_verdict_says_what_was_checked() {
    let site = TempDir::new().unwrap();
    fs::write(site.path().join("a.txt"), "All is written.\n").unwrap();
    fs::write(site.path().join("b.txt"), "All is written.\n").unwrap();
    let said = |args: &[&str]| {
        let said = stdout(&run(&site, [args, &["--isolated"]].concat()));
        said.lines().last().unwrap().to_owned()
    };
    assert_eq!(
        said(&["a.txt", "b.txt"]),
        "ready to submit: nothing left to fill in was found; 2 files checked"
    );
    fs::write(site.path().join("c.txt"), "").unwrap();
    fs::write(site.path().join("d.txt"), picture()).unwrap();
    assert_eq!(
        said(&["a.txt", "c.txt"]),
        "nothing left to fill in was found; of 2 files, 1 holds no text"
    );
    let all = stdout(&run(&site, [".", "--isolated"]));
    assert!(all.contains("not read: d.txt\n"), "{all}");
    assert!(all.contains("without text: c.txt\n"), "{all}");
    let all = all.replace("\n  ", " ");
    assert_eq!(
        all.lines().last().unwrap(),
        "no verdict: not everything was read; nothing to mend in the rest; of 4 files, \
         1 was not read, 1 holds no text"
    );
}
