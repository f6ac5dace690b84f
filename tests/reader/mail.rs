//! Mails: .eml as they are sent, .msg as Outlook saves them.

use std::io::{Cursor, Write as _};

use cfb::CompoundFile;
use unfilled::document::{
    Document, Format, Locator, NodeKind, Problem, ProblemKind, Status, UnreadContent,
};
use unfilled::text::TextRange;

use super::read_sound;
use crate::support::seeds;

const HEAD: &str = "From: a@example.org\nDate: Tue, 1 Dec 2026 00:00:00 +0800\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n";

fn mail(rest: &str) -> Document {
    read_sound("a.eml", format!("{HEAD}{rest}").as_bytes())
}

fn quotes(document: &Document) -> Vec<&str> {
    let nodes = document.nodes.iter();
    let quotes = nodes.filter(|node| node.kind == NodeKind::Quote);
    quotes
        .map(|node| node.range.slice(&document.text))
        .collect()
}

fn one_document() -> Problem {
    Problem::new(ProblemKind::UnreadContent(UnreadContent {
        documents: 1,
        ..UnreadContent::default()
    }))
}

#[test]
fn the_subject_comes_first_and_quoted_words_are_said_to_be() {
    let document = mail(
        "Subject: =?gb2312?B?udjT2g==?=\n =?utf-8?q?XX=E9=A1=B9=E7=9B=AE?=\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n\
         开展活动多少 \n次。\n> 上次说的\n>> 更早\n好的\n",
    );
    assert_eq!(document.problems, []);
    assert_eq!(
        document.text,
        "关于XX项目\n开展活动多少次。\n> 上次说的\n>> 更早\n好的\n"
    );
    assert_eq!(quotes(&document), ["> 上次说的\n>> 更早"]);
    let place = Locator::new(&document).location(TextRange::new(0, 3));
    assert_eq!(place.part, Some(NodeKind::Subject));
}

#[test]
fn plain_text_is_read_unless_the_page_says_more() {
    let both = |plain: &str| {
        mail(&format!(
            "Subject: s\nContent-Type: multipart/alternative; boundary=e\n\n--e\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n--e\n\
             Content-Type: text/html; charset=utf-8\n\n<p>网页，开展活动<b>多少</b>次。</p>\n--e--\n"
        ))
    };
    assert_eq!(
        both("文字，开展活动多少次。").text,
        "s\n文字，开展活动多少次。\n"
    );
    assert_eq!(both("").text, "s\n网页，开展活动多少次。\n");
    assert_eq!(both("见附件").text, "s\n网页，开展活动多少次。\n");
}

#[test]
fn a_mail_without_a_word_of_its_encoding_is_read() {
    let text =
        format!("{HEAD}Subject: 关于某事项的请示\n\n请各单位于某月某日前报送，共需多少份。\n");
    let gbk = encoding_rs::GB18030.encode(&text).0;
    for name in ["a.eml", "无扩展名"] {
        let document = read_sound(name, &gbk);
        assert_eq!(document.format, Format::Eml);
        assert_eq!(
            document.text,
            "关于某事项的请示\n请各单位于某月某日前报送，共需多少份。\n"
        );
    }
}

#[test]
fn what_is_attached_or_secret_is_told_of() {
    let attached = "Content-Type: multipart/mixed; boundary=e\n\n--e\n\n正文\n--e\nContent-Type: application/msword; name=\"a.doc\"\n\
        Content-Disposition: attachment; filename*=utf-8''%E8%A1%A8.doc\n\nAAAA\n--e\nContent-Type: text/x-notes; name=code.rs\n\nx\n--e--\n";
    let document = mail(attached);
    assert_eq!(document.text, "正文\n");
    assert_eq!(document.problems, [one_document()]);
    let secret =
        mail("Subject: s\nContent-Type: multipart/encrypted; boundary=e\n\n--e\n\nx\n--e--\n");
    assert_eq!(
        (secret.text.as_str(), secret.status()),
        ("s\n", Status::Encrypted)
    );
}

#[test]
fn no_mail_is_too_broken() {
    let whole = format!(
        "{HEAD}Subject: =?gb2312?B?udjT2g==?=\nContent-Type: multipart/mixed; boundary=e\n\n--e\nContent-Type: multipart/alternative; boundary=f\n\n\
         --f\nContent-Transfer-Encoding: base64\n\n5aSa5bCR5qyh\n--f\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n\
         <p>=E5=A4=9A</p>\n--f--\n--e\nContent-Type: message/rfc822\n\nSubject: x\n\ny\n--e--\n"
    );
    let mut state = 3_usize;
    for _ in 0..500 {
        let mut bytes = whole.as_bytes().to_vec();
        for _ in 0..3 {
            state = (state * 1_103_515_245 + 12_345) % (1 << 31);
            let at = (state >> 4) % bytes.len();
            bytes[at] = b"\n=;:?-\"\0 \xB6ef"[state % 12];
        }
        bytes.truncate((state >> 4) % whole.len());
        read_sound("a.eml", &bytes);
    }
    let nested = "Content-Type: message/rfc822\n\n".repeat(50_000);
    read_sound("a.eml", format!("{HEAD}{nested}").as_bytes());
}

#[test]
fn a_text_about_a_mail_is_a_text() {
    for text in [
        "From: 某某\nTo: 某某\n\n正文",
        "说明：正文\nFrom: a\n",
        "Subject: 备忘\nDate: 今天\n",
    ] {
        assert_eq!(
            read_sound("说明", text.as_bytes()).format,
            Format::Text,
            "{text}"
        );
        assert_eq!(read_sound("a.txt", text.as_bytes()).format, Format::Text);
    }
}

/// A message of these streams.
fn message(streams: &[(&str, &[u8])]) -> Vec<u8> {
    seeds::keep_compound(streams);
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        if let Some((storage, _)) = name.rsplit_once('/') {
            file.create_storage_all(storage).unwrap();
        }
        file.create_stream(name)
            .unwrap()
            .write_all(content)
            .unwrap();
    }
    file.into_inner().into_inner()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_message_of_outlook_is_read() {
    let (subject, body, name) = (
        utf16("关于XX的函"),
        utf16("开展活动多少次。\r\n> 上次\r\n"),
        utf16("表.doc"),
    );
    let bytes = message(&[
        ("__substg1.0_0037001F", &subject),
        ("__substg1.0_1000001F", &body),
        ("__attach_version1.0_#00000000/__substg1.0_3707001F", &name),
        (
            "__attach_version1.0_#00000000/__substg1.0_37010102",
            b"AAAA",
        ),
    ]);
    for file in ["a.msg", "无扩展名"] {
        let document = read_sound(file, &bytes);
        assert_eq!(document.format, Format::Msg);
        assert_eq!(document.text, "关于XX的函\n开展活动多少次。\n> 上次\n");
        assert_eq!(quotes(&document), ["> 上次"]);
        assert_eq!(document.problems, [one_document()]);
    }
    let mut state = 5_usize;
    for _ in 0..300 {
        state = (state * 1_103_515_245 + 12_345) % (1 << 31);
        let mut bytes = bytes.clone();
        let at = (state >> 4) % bytes.len();
        bytes[at] ^= 1 << (state % 8);
        if state.is_multiple_of(3) {
            bytes.truncate(at);
        }
        read_sound("a.msg", &bytes);
    }
}

#[test]
fn a_message_in_a_code_page_is_read() {
    let encode = |text| encoding_rs::GB18030.encode(text).0.into_owned();
    let mut fixed = vec![0; 32];
    for word in [0x3FFD_0003_u32, 6, 936, 0] {
        fixed.extend(word.to_le_bytes());
    }
    let (subject, page) = (encode("关于某事"), encode("<p>多少<b>次</b></p>"));
    let document = read_sound(
        "a.msg",
        &message(&[
            ("__properties_version1.0", &fixed),
            ("__substg1.0_0037001E", &subject),
            ("__substg1.0_10130102", &page),
        ]),
    );
    assert_eq!(
        (document.text.as_str(), document.status()),
        ("关于某事\n多少次\n", Status::Ok)
    );
    let only_rtf = read_sound(
        "a.msg",
        &message(&[
            ("__substg1.0_0037001E", b"s"),
            ("__substg1.0_10090102", b"x"),
        ]),
    );
    assert_eq!(only_rtf.problems, [one_document()]);
}
