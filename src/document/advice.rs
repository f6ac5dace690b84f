//! The words for each kind of problem: what is wrong and how to fix it, in both languages.

use crate::document::{Format, ProblemKind};
use crate::text::Language;

impl ProblemKind {
    /// What is wrong, in one sentence without a full stop.
    pub fn message(&self, language: Language) -> String {
        let (zh, en) = self.messages();
        language.pick(zh, en)
    }

    /// What the person can do about it, in a file of this format.
    pub fn help(&self, format: Format, language: Language) -> String {
        let (zh, en) = self.helps();
        let program = program(format, language);
        language.pick(zh, en).replace("{}", program)
    }

    fn messages(&self) -> (String, String) {
        use ProblemKind as K;
        match self {
            K::Encrypted => pair(
                "文件设有密码，没有读取",
                "the file is protected by a password and was not read",
            ),
            K::Legacy(format) => (
                format!("这是旧格式（.{}），没有读取", format.name()),
                format!(
                    "this is an old format (.{}) and was not read",
                    format.name()
                ),
            ),
            K::Unsupported(format) => (
                format!("还不能读取这种文件（{}）", format.label(Language::Zh)),
                format!(
                    "files of this kind ({}) are not read yet",
                    format.label(Language::En)
                ),
            ),
            K::Renamed { named, found } => (
                format!(
                    "从文件名看是“{}”，内容却是“{}”",
                    named.label(Language::Zh),
                    found.label(Language::Zh)
                ),
                format!(
                    "the name says “{}”, but the content is “{}”",
                    named.label(Language::En),
                    found.label(Language::En)
                ),
            ),
            K::NotAnArchive { named } => (
                format!("从文件名看是 {}，内容却只是文字，没有读取", named.name()),
                format!(
                    "the name says {}, but the content is plain text and was not read",
                    named.name()
                ),
            ),
            K::LfsPointer => pair(
                "这里只有 Git LFS 的指针，文件本身还没有取下来",
                "this is only a pointer of Git LFS; the file itself has not been fetched",
            ),
            K::NoText => pair(
                "文件里没有文字：是空的，或者只有空白、扫描件、图片",
                "there is no text in the file: it is empty, or holds nothing but white space, scans or pictures",
            ),
            K::NoDocuments => pair(
                "压缩包里没有可以检查的文件",
                "there is no document in the archive",
            ),
            K::PagesWithoutText(pages) => (
                format!(
                    "{}没有文字，没有查：是扫描件，或者文字画成了图形",
                    pages.list(Language::Zh)
                ),
                format!(
                    "no text to check on {}: scans, or letters drawn as lines",
                    pages.list(Language::En)
                ),
            ),
            K::UnreadableLetters(pages) => (
                format!(
                    "{}的文字认不出来，没有查：字体没有说明每个字是什么字",
                    pages.list(Language::Zh)
                ),
                format!(
                    "the letters on {} were not checked: their fonts do not say which characters they are",
                    pages.list(Language::En)
                ),
            ),
            K::BrokenArchive => pair(
                "文件已损坏，打不开",
                "the file is damaged and cannot be opened",
            ),
            K::SalvagedArchive => pair(
                "文件已损坏，找得到的内容都检查了，但可能有缺失",
                "the file is damaged; what could be found in it was checked, and some of it may be missing",
            ),
            K::MissingPart => pair(
                "文件里缺少必需的部分",
                "a part that the document needs is missing",
            ),
            K::MissingBody => pair(
                "文件里没有正文，Office 和 WPS 也打不开这样的文件",
                "the file has no document in it; its program would not open it either",
            ),
            K::Dtd => pair(
                "文件的一部分带有 DTD，用它定义的文字没有读到；Office 也不打开这样的文件",
                "a part of the file declares a DTD; what it defines was not read, and its program would not open the file",
            ),
            K::BrokenPart => pair(
                "文件的一部分已损坏，没有读到",
                "a part of the file is damaged and was not read",
            ),
            K::DamagedPart => pair(
                "文件的一部分已损坏，读得出的内容都检查了，但可能有缺失",
                "a part of the file is damaged; what could be read of it was checked, and some of it may be missing",
            ),
            K::BrokenXml { offset } => (
                format!("文件的一部分在第 {offset} 字节处损坏，之后的内容没有读到"),
                format!(
                    "a part of the file is damaged at byte {offset}; what follows was not read"
                ),
            ),
            K::DuplicatePart => pair(
                "文件里有两个同名的部分，不同的程序会显示不同的内容",
                "two parts of the file have one name, so programs may show different contents",
            ),
            K::TwoNames => pair(
                "文件里有一个部分带着两个不同的名字，不同的程序会显示不同的内容",
                "a part of the file goes by two names, so programs may show different contents",
            ),
            K::UnsupportedEncoding(name) => (
                format!("文字的编码是 {name}，还不能读取"),
                format!("the text is encoded in {name}, which is not read"),
            ),
            K::UnreadContent(content) => (
                content.sentence(Language::Zh),
                content.sentence(Language::En),
            ),
            K::HintsLeftOut { limit } => (
                format!("文字超过 {}，没有查提示", size(*limit)),
                format!(
                    "more than {} of text: hints were not looked for",
                    size(*limit)
                ),
            ),
            K::LikeExercise { hints } => (
                format!("像是试卷或练习，留给学生作答的地方只作为提示（{hints} 处）"),
                format!(
                    "it looks like a test paper: what seems left for answers is only a hint (places: {hints})"
                ),
            ),
            K::LikeJudgment { hints } => (
                format!("像是裁判文书，隐去的姓名、地址等只作为提示（{hints} 处）"),
                format!(
                    "it looks like a court's judgment: masked names and places are only hints (places: {hints})"
                ),
            ),
            K::UndecodableBytes { places } => (
                format!("有 {places} 处文字认不出来，可能是编码不对，暂用“�”代替"),
                format!(
                    "some bytes mean nothing in this encoding and are read as “�” (places: {places})"
                ),
            ),
            K::FileTooLarge { limit } => (
                format!("文件超过 {}，没有读取", size(*limit)),
                format!("the file is larger than {} and was not read", size(*limit)),
            ),
            K::PartTooLarge { limit } => (
                format!("文件的一部分解压后超过 {}，没有读取", size(*limit)),
                format!(
                    "a part of the file inflates to more than {} and was not read",
                    size(*limit)
                ),
            ),
            K::ArchiveTooLarge { limit } => (
                format!("文件解压后总共超过 {}，其余部分没有读取", size(*limit)),
                format!(
                    "the file inflates to more than {} in all; the rest was not read",
                    size(*limit)
                ),
            ),
            K::TooManyEntries { limit } => (
                format!("文件里的条目超过 {limit} 个，没有读取"),
                format!("the file holds more than {limit} entries and was not read"),
            ),
            K::TooManyPieces { limit } => (
                format!("文件由超过 {limit} 个小块拼成，其余内容没有读取"),
                format!("the file is made of more than {limit} pieces; the rest was not read"),
            ),
            K::TooDeep { limit } => (
                format!("文件结构嵌套超过 {limit} 层，更深的内容没有读取"),
                format!(
                    "the file is nested more than {limit} levels deep; what lies deeper was not read"
                ),
            ),
            K::TooManyFindings { limit } => (
                format!("找到的问题超过 {limit} 处，其余内容没有检查"),
                format!("there are more than {limit} findings; the rest was not searched"),
            ),
            K::TooSlow => pair(
                "检查用时过长，已停止，其余内容没有检查",
                "the check took too long and was ended; the rest was not searched",
            ),
            K::Unreadable(reason) => (
                format!("文件打不开：{reason}"),
                format!("the file cannot be opened: {reason}"),
            ),
            K::Internal => pair(
                "检查时程序出错，这个文件没有查完",
                "unfilled itself failed on this file and did not finish it",
            ),
        }
    }

    fn helps(&self) -> (&'static str, &'static str) {
        use ProblemKind as K;
        match self {
            K::Encrypted => (
                "用{}打开它，去掉密码，另存一份再检查",
                "open it in {}, remove the password, save a copy and check that",
            ),
            K::Legacy(Format::Xls) => (
                "用{}打开它，另存为 .xlsx 再检查",
                "open it in {}, save it as .xlsx and check that",
            ),
            K::Legacy(Format::Ppt) => (
                "用{}打开它，另存为 .pptx 再检查",
                "open it in {}, save it as .pptx and check that",
            ),
            K::Legacy(_) => (
                "用{}打开它，另存为 .docx 再检查",
                "open it in {}, save it as .docx and check that",
            ),
            K::Unsupported(Format::Xlsb) => (
                "用{}打开它，另存为 .xlsx 再检查",
                "open it in {}, save it as .xlsx and check that",
            ),
            K::Unsupported(Format::Zip) => (
                "先解压，再处理里面的文件",
                "unpack it, and work on the files that lie in it",
            ),
            K::Unsupported(Format::Pdf | Format::Ofd) => (
                "请检查排版前的原稿",
                "check the document that it was made from",
            ),
            K::Unsupported(_) => (
                "把要检查的文字另存为 .docx 或 .txt 再检查",
                "save the text to be checked as .docx or .txt and check that",
            ),
            K::Renamed { .. } => (
                "已按实际内容处理；请改正文件的扩展名",
                "it was read as what it is; correct the file's extension",
            ),
            K::NotAnArchive { .. } => (
                "确实是文字就把扩展名改成 .txt 再检查；不是就向发件人再要一份",
                "if it is meant to be text, give it the extension .txt and check that; if not, ask the sender for it again",
            ),
            K::LfsPointer => (
                "运行 git lfs pull 取下文件再检查",
                "fetch it with git lfs pull and check again",
            ),
            K::NoText => (
                "看看是不是拿错了文件；图片里的字要先识别成文字再检查",
                "see whether it is the right file; words in pictures must be turned into text first",
            ),
            K::NoDocuments => ("看看是不是拿错了文件", "see whether it is the right file"),
            K::PagesWithoutText(_) | K::UnreadableLetters(_) => (
                "请检查排版前的原稿，或者先做文字识别（OCR）再检查",
                "check the document that it was made from, or have its text recognised (OCR) first",
            ),
            K::BrokenArchive
            | K::SalvagedArchive
            | K::DamagedPart
            | K::MissingPart
            | K::MissingBody
            | K::Dtd
            | K::BrokenPart
            | K::BrokenXml { .. } => (
                "用{}打开并另存一份；打不开就向发件人再要一份",
                "open it in {} and save a copy; if that fails, ask the sender for it again",
            ),
            K::DuplicatePart | K::TwoNames => (
                "用{}打开并另存一份再检查",
                "open it in {}, save a copy and check that",
            ),
            K::UnsupportedEncoding(_) => (
                "用写它的程序打开，另存为 UTF-8 再检查",
                "open it in the program that wrote it, save it as UTF-8 and check that",
            ),
            K::UnreadContent(_) => (
                "请打开文件自己看一遍；嵌入的内容可以另存为单独的文件再检查，不含文字的图片可以在 Word 里标为“装饰性”",
                "open the file and look; save what is embedded as a file of its own and check that; pictures without words can be \
                 marked as decorative in Word",
            ),
            K::HintsLeftOut { .. } => (
                "要连提示一起查，加上 --min-severity info",
                "add --min-severity info to look for hints, too",
            ),
            K::LikeExercise { .. } | K::LikeJudgment { .. } => (
                "如果这份文件还要填写，加上 --min-severity info 逐处看一遍",
                "if it is still to be filled in, look at each with --min-severity info",
            ),
            K::UndecodableBytes { .. } => (
                "确认文件的编码，或另存为 UTF-8 再检查",
                "find out the file's encoding, or save it as UTF-8 and check that",
            ),
            K::FileTooLarge { .. }
            | K::PartTooLarge { .. }
            | K::ArchiveTooLarge { .. }
            | K::TooManyEntries { .. }
            | K::TooManyPieces { .. }
            | K::TooDeep { .. }
            | K::TooSlow => (
                "把文件分成几份再检查",
                "split the file and check the pieces",
            ),
            K::TooManyFindings { .. } => (
                "先改掉已列出的，再检查一次",
                "fix those that are listed and check again",
            ),
            K::Unreadable(_) => (
                "核对文件名和位置；再看看有没有权限打开、是不是正被别的程序占用",
                "check its name and folder, that you may read it, and that no other program has locked it",
            ),
            K::Internal => (
                "请把这个文件的类型和大小告诉我们，我们会修好",
                "please report the kind and size of the file so that we can fix it",
            ),
        }
    }
}

/// The program with which people open files of this format.
fn program(format: Format, language: Language) -> &'static str {
    match format {
        Format::Xlsx | Format::Xlsb | Format::Xls | Format::Csv => {
            language.pick(" Excel 或 WPS 表格", "Excel or WPS Spreadsheets")
        }
        Format::Pptx | Format::Ppt => {
            language.pick(" PowerPoint 或 WPS 演示", "PowerPoint or WPS Presentation")
        }
        Format::Odt | Format::Ods | Format::Odp => language.pick(" LibreOffice ", "LibreOffice"),
        Format::Pdf => language.pick(" PDF 阅读器", "a PDF reader"),
        Format::Ofd => language.pick(" OFD 阅读器", "an OFD reader"),
        Format::Html => language.pick("浏览器", "a browser"),
        Format::Epub => language.pick("写它的程序", "the program that made it"),
        Format::Eml | Format::Msg => language.pick("邮件程序", "a mail program"),
        Format::Zip => language.pick("解压软件", "an archive program"),
        _ => language.pick(" Word 或 WPS ", "Word or WPS"),
    }
}

fn pair(zh: &str, en: &str) -> (String, String) {
    (zh.to_owned(), en.to_owned())
}

fn size(bytes: u64) -> String {
    const MIB: u64 = 1 << 20;
    const GIB: u64 = 1 << 30;
    if bytes >= GIB && bytes.is_multiple_of(GIB) {
        format!("{} GiB", bytes / GIB)
    } else {
        format!("{} MiB", bytes.div_ceil(MIB))
    }
}
