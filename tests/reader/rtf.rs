//! Rich Text as a shell gets it: the words, what they are, and what is said of damage.

use unfilled::document::{Document, NodeKind, Status};

use super::read_as;

fn document(bytes: &[u8]) -> Document {
    read_as("a.rtf", bytes)
}

/// The document whose body is `body`, in a file as Chinese programs write it.
fn of_body(body: &str) -> Document {
    let head = r"{\rtf1\ansi\ansicpg936\deff0\uc2{\fonttbl{\f0\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fcharset0 Arial;}{\f2\fcharset2 Wingdings;}}{\colortbl;\red0\green0\blue0;}{\stylesheet{\s1\outlinelevel0 heading 1;}}";
    document(format!("{head}{body}}}").as_bytes())
}

/// What is of this kind, with what the file says of it.
fn of_kind(document: &Document, kind: NodeKind) -> Vec<(String, String)> {
    let nodes = document.nodes.iter().filter(|node| node.kind == kind);
    nodes
        .map(|node| {
            let detail = node.detail.as_deref().unwrap_or_default();
            (
                node.range.slice(&document.text).to_owned(),
                detail.to_owned(),
            )
        })
        .collect()
}

fn words_of(document: &Document, kind: NodeKind) -> Vec<String> {
    of_kind(document, kind)
        .into_iter()
        .map(|(words, _)| words)
        .collect()
}

#[test]
fn letters_come_in_bytes_and_in_unicode() {
    let shown = of_body(
        r"\f0 \'b9\'b2\'d6_\'b4\'ce\f1 caf\'e9 \u22810?? \u-10179??\u-8704??x\~y\_z\-w \{\}\\\par",
    );
    // The second byte of a pair may stand as it is.
    let pair = gbk(b"\xd6_");
    let expected = format!("共{pair}次café 多 😀x\u{a0}y-zw {{}}\\\n");
    assert_eq!(shown.text.as_str(), expected);
    assert_eq!(shown.status(), Status::Ok);
}

fn gbk(bytes: &[u8]) -> String {
    encoding_rs::GBK
        .decode_without_bom_handling(bytes)
        .0
        .into_owned()
}

#[test]
fn a_text_has_headings_tables_notes_and_margins() {
    let shown = of_body(
        r"{\header\pard\f1 Draft XX\par}{\info{\title TBD}{\author Li}{\*\company Acme}}\pard\s1 One\par\pard Body{\footnote\pard note ____}{\*\atnauthor Wang}{\*\annotation\pard ask} end\line next\par\trowd\pard\intbl Name\cell Sum\cell\row\trowd\pard\intbl Li\cell{\v hidden}{\ul    }\cell\row\pard Behind\par{\shp{\*\shpinst{\shptxt\pard In a box\par}{\sp{\sn gtextUNICODE}{\sv DRAFT}}}{\shprslt{\pict 00}}}",
    );
    let text = "One\nBody end\u{2028}next\nName\nSum\nLi\nhidden   \nBehind\nDraft XX\nnote ____\nask\nIn a box\nDRAFT\nTBD\nLi\nAcme\n";
    assert_eq!(shown.text.as_str(), text);
    assert_eq!(
        of_kind(&shown, NodeKind::Heading),
        [("One".to_owned(), "1".to_owned())]
    );
    let cells: Vec<String> = of_kind(&shown, NodeKind::TableCell)
        .into_iter()
        .map(|(words, at)| format!("{at} {words}"))
        .collect();
    assert_eq!(
        cells,
        ["1:1:1 Name", "1:1:2 Sum", "1:2:1 Li", "1:2:2 hidden   "]
    );
    for (kind, words) in [
        (NodeKind::Header, "Draft XX"),
        (NodeKind::Footnote, "note ____"),
        (NodeKind::Comment, "ask"),
        (NodeKind::TextBox, "In a box"),
        (NodeKind::WordArt, "DRAFT"),
        (NodeKind::Hidden, "hidden"),
        (NodeKind::UnderlinedBlank, "   "),
    ] {
        assert_eq!(words_of(&shown, kind), [words], "{}", kind.name());
    }
    assert_eq!(
        of_kind(&shown, NodeKind::Comment)[0]
            .1
            .split(':')
            .next_back(),
        Some("Wang")
    );
    let properties: Vec<String> = of_kind(&shown, NodeKind::Property)
        .into_iter()
        .map(|(words, name)| format!("{name}={words}"))
        .collect();
    assert_eq!(properties, ["title=TBD", "creator=Li", "Company=Acme"]);
    assert_eq!(
        shown.status(),
        Status::Ok,
        "the picture of the shape is for older programs"
    );
}

#[test]
fn fields_show_what_people_see() {
    let shown = of_body(
        r"\pard{\field{\*\fldinst MACROBUTTON NoMacro [Name]}{\fldrslt }} {\field{\*\fldinst FORMTEXT {\*\formfield{\fftype0{\*\ffname Town}}}}{\fldrslt   }} {\field{\*\fldinst FORMDROPDOWN {\*\formfield\ffdefres1{\*\ffl Yes}{\*\ffl No}}}{\fldrslt }} {\field{\*\fldinst HYPERLINK x}{\fldrslt here}} {\f2\'a8\'fe}\par{\deleted gone}{\revised new}{\pict 0102}{\upr{?}{\*\ud \u24180??}}",
    );
    assert_eq!(shown.text.as_str(), "[Name]    No here □☑\nnew年\n");
    assert_eq!(words_of(&shown, NodeKind::PromptField), ["[Name]"]);
    assert_eq!(of_kind(&shown, NodeKind::EmptyFormField)[0].1, "Town");
    assert_eq!(words_of(&shown, NodeKind::Insertion), ["new"]);
    assert_eq!(words_of(&shown, NodeKind::ReferenceField), ["here"]);
    assert_eq!(
        shown.status(),
        Status::Incomplete,
        "a picture may hold words"
    );
}

#[test]
fn damage_is_said_and_the_rest_is_read() {
    let cut = document(br"{\rtf1\ansi One\par{\b Two");
    assert_eq!(
        (cut.text.as_str(), cut.status()),
        ("One\nTwo\n", Status::Corrupt)
    );
    let deep = document(&[br"{\rtf1 One\par".as_slice(), &b"{".repeat(100_000)].concat());
    assert_eq!(
        (deep.text.as_str(), deep.status()),
        ("One\n", Status::Limit)
    );
    let skipped = document(br"{\rtf1 a{\*\unknown\bin5 }}}}}b}c\bin99999999 d}");
    assert_eq!(skipped.text.as_str(), "ac\n");
    let whole = br"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 a;}}\f0 \'b9\'b2\u22810?\trowd\intbl x\cell\row\pard{\field{\*\fldinst REF a}{\fldrslt b}}{\footnote c}}";
    let mut state = 3_u64;
    for _ in 0..2_000 {
        let mut bytes = whole.to_vec();
        for _ in 0..3 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let at = (state >> 33) as usize % bytes.len();
            bytes[at] = b"{}\\'*0azu \x80"[(state >> 20) as usize % 11];
        }
        bytes.truncate(1 + (state >> 40) as usize % whole.len());
        document(&bytes);
    }
}
