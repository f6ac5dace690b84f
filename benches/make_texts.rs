//! Makes a folder of files to measure programs on, of the same texts as the benches:
//! `make_texts text|docx FOLDER COUNT KIB` writes COUNT files of KIB KiB each (of Word documents, that is their size when
//! inflated), five hundred to a folder.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "it is a program"
)]
#![allow(clippy::expect_used, reason = "an archive in memory cannot fail")]
#![expect(dead_code, reason = "the benches use the rest of these modules")]

mod texts;
mod word_file;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use texts::Figures;
use word_file::{Make, WordFile};

const FILES_A_FOLDER: usize = 500;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match make(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}\nusage: make_texts text|docx FOLDER COUNT KIB");
            ExitCode::from(2)
        }
    }
}

fn make(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let [kind, folder, count, kib] = arguments else {
        return Err("four words are needed".into());
    };
    let (count, bytes) = (count.parse::<usize>()?, kib.parse::<usize>()? << 10);
    let mut figures = Figures::new();
    let mut content = |number: usize| match kind.as_str() {
        "text" => Ok(("txt", texts::prose(&mut figures, bytes).into_bytes())),
        "docx" => {
            let make = Make::ALL[number % Make::ALL.len()];
            Ok(("docx", WordFile::new(make, &mut figures, bytes).packed))
        }
        _ => Err("files are text or docx"),
    };
    for number in 0..count {
        let folder = Path::new(folder).join(format!("{:03}", number / FILES_A_FOLDER));
        let (extension, bytes) = content(number)?;
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{number:06}.{extension}")), bytes)?;
    }
    Ok(())
}
