//! What the commands of LaTeX mean to whoever reads the printed page.

/// What a command means.
#[derive(Clone, Copy)]
pub(super) enum Meaning {
    /// It stands for this.
    Character(&'static str),
    /// Its argument is a heading of this level.
    Heading(&'static str),
    /// An item of a list begins.
    Item,
    /// The line ends.
    Break,
    /// A line or a gap is printed to be written on.
    Blank,
    /// A text that stands in for one to come is printed.
    Filler,
    /// Its argument reminds somebody of something.
    Reminder,
    /// It is printed as a number that the program knows.
    Reference,
    /// Neither it nor its argument is printed as words.
    LeftOut,
    /// An environment begins.
    Begin,
    /// An environment ends.
    End,
    /// Code up to where its first sign comes again.
    Verbatim,
    /// A formula up to this.
    Formula(&'static str),
    /// It only has to do with the looks; its arguments are words.
    Words,
}

/// What the command of this name means.
pub(super) fn meaning(name: &str) -> Meaning {
    use Meaning as M;
    match name {
        "_" | "#" | "{" | "}" | "%" | "$" | "&" => M::Character(match name {
            "_" => "_",
            "#" => "#",
            "{" => "{",
            "}" => "}",
            "%" => "%",
            "$" => "$",
            _ => "&",
        }),
        "textbackslash" => M::Character("\\"),
        "textquotesingle" => M::Character("'"),
        "textasciitilde" => M::Character("~"),
        "textasciicircum" => M::Character("^"),
        "textless" => M::Character("<"),
        "textgreater" => M::Character(">"),
        "textbar" => M::Character("|"),
        "textbullet" => M::Character("•"),
        "textendash" => M::Character("–"),
        "textemdash" => M::Character("—"),
        "textunderscore" => M::Character("_"),
        "textquotedblleft" => M::Character("“"),
        "textquotedblright" => M::Character("”"),
        "textquoteleft" => M::Character("‘"),
        "textquoteright" => M::Character("’"),
        "ldots" | "dots" | "textellipsis" => M::Character("…"),
        "copyright" | "textcopyright" => M::Character("©"),
        "textregistered" => M::Character("®"),
        "texttrademark" => M::Character("™"),
        "S" => M::Character("§"),
        "P" => M::Character("¶"),
        "pounds" | "textsterling" => M::Character("£"),
        "euro" | "texteuro" => M::Character("€"),
        "yen" | "textyen" => M::Character("¥"),
        "textdegree" => M::Character("°"),
        "texttimes" => M::Character("×"),
        "TeX" => M::Character("TeX"),
        "LaTeX" => M::Character("LaTeX"),
        "qquad" | "quad" | "enspace" | " " | "," | ";" | ":" | ">" | "hfill" => M::Character(" "),
        "/" | "-" | "@" | "!" | "(begin)" => M::Character(""),
        "\\" | "newline" | "linebreak" | "\\*" => M::Break,
        "part" | "part*" | "chapter" | "chapter*" | "title" => M::Heading("1"),
        "section" | "section*" => M::Heading("2"),
        "subsection" | "subsection*" => M::Heading("3"),
        "subsubsection" | "subsubsection*" => M::Heading("4"),
        "paragraph" | "paragraph*" => M::Heading("5"),
        "item" | "par" => M::Item,
        "hrulefill" | "dotfill" | "rule" | "fillin" | "TextField" => M::Blank,
        "lipsum" | "lipsum*" | "blindtext" | "Blindtext" | "blinddocument" | "kant"
        | "zhlipsum" => M::Filler,
        "todo" | "TODO" | "FIXME" | "fixme" | "missingfigure" | "fxnote" | "fxwarning"
        | "fxerror" | "fxfatal" => M::Reminder,
        "ref" | "eqref" | "pageref" | "autoref" | "cref" | "Cref" | "nameref" | "vref" | "cite"
        | "citep" | "citet" | "citealp" | "parencite" | "textcite" | "autocite" | "footcite"
        | "url" | "path" | "thepage" | "today" => M::Reference,
        "documentclass" | "usepackage" | "label" | "input" | "include" | "includegraphics"
        | "bibliography" | "bibliographystyle" | "addbibresource" | "newcommand"
        | "renewcommand" | "providecommand" | "newcommand*" | "def" | "setlength"
        | "addtolength" | "hspace" | "hspace*" | "vspace" | "vspace*" | "pagestyle"
        | "thispagestyle" | "setcounter" | "addtocounter" | "hypersetup" | "geometry"
        | "graphicspath" | "index" | "nocite" | "phantomsection" | "fontsize" | "selectfont"
        | "color" | "pagenumbering" | "addcontentsline" | "hyphenation" | "cline" | "cmidrule"
        | "arraystretch" | "lstset" | "definecolor" | "newtheorem" | "theoremstyle"
        | "multicolumn" | "setmainfont" | "setCJKmainfont" | "linespread" | "stepcounter"
        | "refstepcounter" | "let" => M::LeftOut,
        "begin" => M::Begin,
        "end" => M::End,
        "verb" | "verb*" | "lstinline" | "mintinline" => M::Verbatim,
        "(" => M::Formula("\\)"),
        "[" => M::Formula("\\]"),
        _ => M::Words,
    }
}
