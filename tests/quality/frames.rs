//! Frames: the forms in which facts stand in finished texts, so that a filler can be put there in their place.
//!
//! Owns the forms of both languages; knows no filler and no linter.

use regex::Regex;
use unfilled::text::TextRange;

/// A form in which a fact stands.
pub(super) struct Frame {
    pub(super) name: &'static str,
    pattern: Regex,
    /// What has to stand just before it; nothing where anything may.
    led_by: &'static [&'static str],
    /// Characters that may not.
    never_after: &'static str,
    /// Characters that may not stand just behind it.
    never_before: &'static str,
    /// What is written in its place: `{}` is the filler, `{1}` the first group of the pattern.
    written: &'static str,
}

/// A fact in a text.
pub(super) struct Site {
    pub(super) range: TextRange,
    /// The number of its frame.
    pub(super) frame: usize,
    /// What is written in its place, with `{}` for the filler.
    written: String,
}

impl Site {
    /// What is written in its place with this filler.
    pub(super) fn filled_with(&self, filler: &str) -> String {
        self.written.replace("{}", filler)
    }
}

/// A row of the tables below: name, pattern, what leads, what may neither stand before nor behind, and what is written.
type Row = (
    &'static str,
    &'static str,
    &'static [&'static str],
    [&'static str; 2],
    &'static str,
);

const CHINESE: [Row; 7] = [
    (
        "count",
        "[0-9][0-9,]*(?:[.][0-9]+)?((?:余|多)?(?:个百分点|平方公里|平方米|立方米|人次|场次|万人次|公里|万元|亿元|万吨|万亩|万户|万件|万人|万立方米|万平方米|起|件|人|名|项|家|次|场|个|户|条|座|所|处|批|期|份|台|套|辆|天|岁|元|米|吨|亩|栋|盏|届|册|对|只|头|株))",
        &[],
        ["0123456789.第〔年月/:：-", "代后前"],
        "{}{1}",
    ),
    (
        "percent",
        "[0-9]+(?:[.][0-9]+)?%",
        &[],
        ["0123456789.", ""],
        "{}%",
    ),
    (
        "date",
        "(20[0-9][0-9]年)?[0-9]{1,2}月[0-9]{1,2}日",
        &[],
        ["0123456789", ""],
        "{1}{}月{}日",
    ),
    (
        "ordinal",
        "第(?:[0-9]+|[一二三四五六七八九十]{1,3})(次|届|期|名|批|轮|中队|分厂|水厂)",
        &[],
        ["", ""],
        "第{}{1}",
    ),
    (
        "number",
        "〔20[0-9][0-9]〕[0-9]+号",
        &[],
        ["", ""],
        "〔{}〕{}号",
    ),
    (
        "place",
        r"[\p{Han}&&[^的区全各本我一二三两任训录]]{2}([县镇乡村])",
        &["在", "到", "对", "向", "由", "与", "和", "、", "，"],
        ["", "级民委政"],
        "{}{1}",
    ),
    (
        "congress",
        "(?:二十|十九|十八)大",
        &["党的"],
        ["", ""],
        "{}大",
    ),
];

const ENGLISH: [Row; 8] = [
    (
        "money",
        r"\$[0-9][0-9,]*(?:[.][0-9]+)?( million)?",
        &[],
        ["", "0123456789"],
        "${}{1}",
    ),
    (
        "percent",
        "[0-9]+(?:[.][0-9]+)?%",
        &[],
        ["0123456789.,-", ""],
        "{}%",
    ),
    (
        "count",
        "[0-9][0-9,]*( (?:days|weeks|months|years|hours|minutes|people|employees|members|students|volunteers|users|items|books|courses|branches|computers|meals|places|pages|pallets|drivers|machines|purchases|schools|appeals|invoices|pieces|photographs|rooms|ovens))",
        &[],
        ["0123456789.,-$", "abcdefghijklmnopqrstuvwxyz"],
        "{}{1}",
    ),
    (
        "date",
        "(?:January|February|March|April|May|June|July|August|September|October|November|December) [0-9]{1,2}(?:, [0-9]{4})?",
        &[],
        ["", "0123456789"],
        "{}",
    ),
    (
        "year",
        "20[0-9][0-9]",
        &["in ", "In ", "since "],
        ["", "0123456789-"],
        "{}",
    ),
    (
        "name",
        "[A-Z][a-z]+ [A-Z][a-z]+",
        &["by ", "with ", "from "],
        ["", "abcdefghijklmnopqrstuvwxyz"],
        "{}",
    ),
    (
        "section",
        "Section [0-9]",
        &[],
        ["", "0123456789"],
        "Section {}",
    ),
    ("dear", "Dear [A-Z][A-Za-z. ]+", &[], ["", ""], "Dear {}"),
];

/// The frames of `language`.
pub(super) fn frames(language: &str) -> Vec<Frame> {
    let rows: &[Row] = if language == "zh" { &CHINESE } else { &ENGLISH };
    let frame = |&(name, pattern, led_by, [never_after, never_before], written): &Row| Frame {
        name,
        pattern: Regex::new(pattern).unwrap(),
        led_by,
        never_after,
        never_before,
        written,
    };
    rows.iter().map(frame).collect()
}

/// The facts in `text`, in order, none touching another.
pub(super) fn sites(frames: &[Frame], text: &str) -> Vec<Site> {
    let mut sites: Vec<Site> = Vec::new();
    for (number, frame) in frames.iter().enumerate() {
        for found in frame.pattern.captures_iter(text) {
            let whole = found.get(0).unwrap();
            let (before, after) = (&text[..whole.start()], &text[whole.end()..]);
            let is_led =
                frame.led_by.is_empty() || frame.led_by.iter().any(|it| before.ends_with(it));
            let is_apart = !before.ends_with(|c| frame.never_after.contains(c))
                && !after.starts_with(|c| frame.never_before.contains(c));
            if is_led && is_apart {
                let group = found.get(1).map_or("", |group| group.as_str());
                sites.push(Site {
                    range: TextRange::new(whole.start(), whole.end()),
                    frame: number,
                    written: frame.written.replace("{1}", group),
                });
            }
        }
    }
    sites.sort_by_key(|site| site.range);
    let mut end = 0;
    sites.retain(|site| {
        let is_apart = end == 0 || site.range.start() > end;
        end = if is_apart { site.range.end() } else { end };
        is_apart
    });
    sites
}

#[test]
fn facts_are_found_where_they_stand() {
    for (language, text, expected) in [
        (
            "zh",
            "党的二十大以来，在柳塘镇开展第三次走访，惠及群众1200多人，5月3日按云办〔2023〕8号拨款3.5万元，增长6%。",
            "congress=二十大 place=柳塘镇 ordinal=第三次 count=1200多人 date=5月3日 number=〔2023〕8号 count=3.5万元 percent=6%",
        ),
        (
            "zh",
            "第12次会议，对全县人民负责，80后占1/3，2023年5月3日后。",
            "ordinal=第12次 date=2023年5月3日",
        ),
        (
            "en",
            "Dear Ms. Hill, in 2019 we paid $1,200 for 12 days, 5% more, to a firm led by Ann Lee (Section 3) on May 4, 2020.",
            "dear=Dear Ms. Hill year=2019 money=$1,200 count=12 days percent=5% name=Ann Lee section=Section 3 date=May 4, 2020",
        ),
    ] {
        let frames = frames(language);
        let found: Vec<String> = sites(&frames, text)
            .iter()
            .map(|site| format!("{}={}", frames[site.frame].name, site.range.slice(text)))
            .collect();
        assert_eq!(found.join(" "), expected);
    }
    let frames = frames("zh");
    let site = &sites(&frames, "2023年5月3日")[0];
    assert_eq!(site.filled_with("X"), "2023年X月X日");
}
