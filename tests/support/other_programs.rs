//! Files opened with other programs. Skipped, with a word about it, unless `UNFILLED_SOFFICE` and `UNFILLED_PANDOC` name LibreOffice and
//! pandoc.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// The file `name` with these `bytes` as LibreOffice saves it with another extension; nothing where there is no LibreOffice.
pub(crate) fn saved_by_libreoffice(name: &str, bytes: &[u8], extension: &str) -> Option<Vec<u8>> {
    let program = program("UNFILLED_SOFFICE")?;
    let folder = tempfile::tempdir().unwrap();
    let (before, after) = (folder.path().join(name), folder.path().join("saved"));
    std::fs::write(&before, bytes).unwrap();
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.path().join("profile").display()
    );
    let output = Command::new(program)
        .args([
            "--headless",
            &profile,
            "--convert-to",
            extension,
            "--outdir",
        ])
        .args([&after, &before])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let (extension, _) = extension.split_once(':').unwrap_or((extension, ""));
    Some(std::fs::read(after.join(Path::new(name).with_extension(extension))).unwrap())
}

/// The words of a Word document as pandoc reads them; nothing where there is no pandoc.
pub(crate) fn read_by_pandoc(bytes: &[u8]) -> Option<String> {
    let program = program("UNFILLED_PANDOC")?;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.docx");
    std::fs::write(&path, bytes).unwrap();
    let output = Command::new(program)
        .args(["--from", "docx", "--to", "plain"])
        .arg(&path)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    Some(String::from_utf8(output.stdout).unwrap())
}

fn program(variable: &str) -> Option<OsString> {
    let program = std::env::var_os(variable);
    if program.is_none() {
        println!("skipped: {variable} names no program");
    }
    program
}
