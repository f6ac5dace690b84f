//! Answers and what is written for them, as a table: the place between ⟦ and ⟧.

use super::*;
use crate::rule::Category;
use crate::text::TextRange;

/// What is written for `answer` at the place in `marked`, which a rule of `category` found.
fn written(marked: &str, category: Category, answer: &str) -> Result<String, WrongKind> {
    let start = marked.find('⟦').unwrap();
    let end = marked.find('⟧').unwrap() - '⟦'.len_utf8();
    let text = marked.replace(['⟦', '⟧'], "");
    let sentence = Sentence::around(&text, TextRange::new(start, end));
    let asked = Asked::guess(&sentence, &Frame::of(sentence.found), category, None);
    fit((&sentence, None), asked, answer, false)
}

#[test]
fn an_answer_takes_the_form_of_its_place() {
    use Category::{Blank, Mask, Prompt, Quantity, Template, WhWord};
    for (marked, category, answer, expected) in [
        ("走访企业⟦多少家⟧，", Quantity, "12", "12家"),
        ("走访企业⟦多少家⟧，", Quantity, "12家", "12家"),
        ("走访企业⟦多少家⟧，", Quantity, " 约120 ", "约120家"),
        ("走访企业⟦多少家⟧，", Quantity, "十二", "十二家"),
        ("发放材料⟦多少万余份⟧。", Quantity, "3.2", "3.2万余份"),
        ("发放材料⟦多少万余份⟧。", Quantity, "3.2万", "3.2万份"),
        ("发放材料⟦多少万余份⟧。", Quantity, "3.2万份", "3.2万份"),
        ("完成投资⟦×××万元⟧，", Quantity, "3.5亿元", "3.5亿元"),
        ("完成投资⟦×××万元⟧，", Quantity, "3.5亿", "3.5亿元"),
        ("位居全县⟦第X位⟧。", Quantity, "3", "第3位"),
        ("位居全县⟦第X位⟧。", Quantity, "第3位", "第3位"),
        ("满意率⟦多少⟧。", Quantity, "98.5", "98.5%"),
        ("满意率⟦多少⟧。", Quantity, "98.5%", "98.5%"),
        ("增长⟦XX%⟧。", Quantity, "12%", "12%"),
        ("同比增长⟦多少⟧；", Quantity, "3倍", "3倍"),
        ("惠及⟦{{受益村数}}⟧个村，", Template, "12", "12"),
        ("惠及⟦{{受益村数}}⟧个村，", Template, "12个村", "12"),
        (
            "pays a fee of ⟦$XX,XXX⟧ within",
            Quantity,
            "5,000",
            "$5,000",
        ),
        (
            "pays a fee of ⟦$XX,XXX⟧ within",
            Quantity,
            "$5,000",
            "$5,000",
        ),
        ("青河〔2024〕⟦__号⟧", Blank, "15", "15号"),
        (
            "会议定于⟦2024年X月X日⟧召开",
            Mask,
            "2024-03-05",
            "2024年3月5日",
        ),
        ("会议定于⟦2024年X月X日⟧召开", Mask, "3月5日", "2024年3月5日"),
        ("自⟦20XX年⟧起", Mask, "26", "2026年"),
        ("自⟦20XX年⟧起", Mask, "2026年3月5日", "2026年"),
        ("于⟦X月⟧完成", Mask, "2026年3月5日", "3月"),
        ("于⟦____⟧年三月", Blank, "2026年", "2026"),
        ("made on ⟦________⟧ 20__ between", Blank, "May", "May"),
        ("in the year ⟦20__⟧ between", Blank, "26", "2026"),
        ("Date: ⟦[date]⟧", Prompt, "2026年3月5日", "5 March 2026"),
        ("贯彻党的⟦XX大⟧精神", Mask, "二十", "二十大"),
        ("贯彻党的⟦XX大⟧精神", Mask, "二十大", "二十大"),
        ("贯彻党的⟦XX大⟧精神", Mask, "20", "二十大"),
        ("贯彻党的⟦XX大⟧精神", Mask, "第二十次全国代表大会", "二十大"),
        ("贯彻党的⟦十×大⟧精神", Mask, "九", "十九大"),
        ("贯彻党的⟦十×大⟧精神", Mask, "19", "十九大"),
        ("贯彻党的⟦大精神⟧，", Mask, "20", "二十大精神"),
        ("获得⟦什么⟧荣誉。", WhWord, "先进集体荣誉", "先进集体"),
        ("获得⟦什么⟧荣誉。", WhWord, "先进集体", "先进集体"),
        ("赴⟦XX市⟧考察", Mask, "青河市", "青河市"),
        ("赴⟦XX市⟧考察", Mask, "青河", "青河市"),
        (
            "between ⟦[Company Name]⟧ and",
            Prompt,
            "Acme Ltd",
            "Acme Ltd",
        ),
        ("⟦【此处补充典型事迹】⟧", Prompt, "=1+1 的事", "=1+1 的事"),
    ] {
        assert_eq!(
            written(marked, category, answer).as_deref(),
            Ok(expected),
            "{answer} in {marked}"
        );
    }
}

#[test]
fn an_answer_of_another_kind_is_told() {
    use Category::{Mask, Quantity, Template};
    let unit = |unit: &str| WrongKind::OtherUnit {
        expected: unit.to_owned(),
    };
    for (marked, category, answer, wrong) in [
        (
            "走访企业⟦多少家⟧，",
            Quantity,
            "很多",
            WrongKind::NotANumber,
        ),
        ("走访企业⟦多少家⟧，", Quantity, "待定", WrongKind::Unfilled),
        ("走访企业⟦多少家⟧，", Quantity, "12人", unit("家")),
        ("惠及⟦{{受益村数}}⟧个村，", Template, "12户", unit("个")),
        (
            "会议定于⟦2024年X月X日⟧召开",
            Mask,
            "下周",
            WrongKind::NotADate,
        ),
        (
            "会议定于⟦XX年X月X日⟧召开",
            Mask,
            "3月5日",
            WrongKind::PartOfDate,
        ),
        (
            "走访企业⟦多少家⟧，",
            Quantity,
            "#REF!",
            WrongKind::CellError,
        ),
    ] {
        assert_eq!(
            written(marked, category, answer),
            Err(wrong),
            "{answer} in {marked}"
        );
    }
}

#[test]
fn what_is_asked_for_is_guessed() {
    use Category::{Blank, Damage, Mask, Prompt, Quantity, Template, WhWord};
    let asked = |marked: &str, category| {
        let start = marked.find('⟦').unwrap();
        let end = marked.find('⟧').unwrap() - '⟦'.len_utf8();
        let text = marked.replace(['⟦', '⟧'], "");
        let sentence = Sentence::around(&text, TextRange::new(start, end));
        let frame = Frame::of(sentence.found);
        (
            Asked::guess(&sentence, &frame, category, None),
            asked::unit(&sentence, &frame, None),
        )
    };
    for (marked, category, expected, unit) in [
        ("学习⟦多少次⟧。", Quantity, Asked::Number, "次"),
        ("惠及⟦{{受益村数}}⟧个村，", Template, Asked::Number, "个"),
        ("满意率⟦多少⟧。", Quantity, Asked::Percent, ""),
        ("增长⟦____%⟧。", Blank, Asked::Percent, "%"),
        ("投资⟦XX万元⟧。", Quantity, Asked::Amount, "万元"),
        ("fee of ⟦$XX,XXX⟧ within", Quantity, Asked::Amount, ""),
        ("⟦X月X日⟧", Mask, Asked::Date, ""),
        ("自⟦____⟧年起", Blank, Asked::Date, ""),
        ("姓名：⟦____⟧", Blank, Asked::Person, ""),
        ("⟦XX同志⟧", Mask, Asked::Person, "同志"),
        (
            "between ⟦[Company Name]⟧ and",
            Prompt,
            Asked::Organisation,
            "",
        ),
        ("⟦XX公司⟧承办", Mask, Asked::Organisation, "公司"),
        ("赴⟦XX市⟧考察", Mask, Asked::Place, "市"),
        ("获得⟦什么⟧荣誉", WhWord, Asked::Text, ""),
        ("Contact: ⟦TBD⟧", Prompt, Asked::Person, ""),
        (
            "尊敬的⟦{{candidate_name}}⟧先生",
            Template,
            Asked::Person,
            "",
        ),
        ("应聘⟦${company}⟧一职", Template, Asked::Organisation, ""),
        ("⟦____日历天⟧内完工", Blank, Asked::Number, "日历天"),
        ("达到⟦什么水平⟧。", Quantity, Asked::Text, "水平"),
        ("漏损率降至⟦多少⟧，", Quantity, Asked::Percent, ""),
        ("法律⟦##x##⟧评测", Damage, Asked::Mending, ""),
    ] {
        assert_eq!(
            asked(marked, category),
            (expected, unit.to_owned()),
            "{marked}"
        );
    }
}

#[test]
fn the_head_of_a_column_has_the_unit() {
    let fitted = |head: &str, answer: &str| {
        let text = "XX";
        let sentence = Sentence::around(text, TextRange::new(0, text.len()));
        let frame = Frame::of(sentence.found);
        let asked = Asked::guess(&sentence, &frame, Category::Mask, Some(head));
        fit((&sentence, Some(head)), asked, answer, false)
    };
    for (head, answer, expected) in [
        ("建成面积（亩）", "350", "350"),
        ("建成面积（亩）", "350亩", "350"),
        ("建成面积（亩）", "/", "/"),
        ("金额(万元)", "35.5万元", "35.5"),
        ("金额(万元)", "35.5万", "35.5"),
        ("经费（元）", "35.5万元", "35.5万"),
        ("完成率（%）", "98.5%", "98.5"),
        ("Amount (USD)", "5,000", "5,000"),
        ("负责人", "李成", "李成"),
    ] {
        assert_eq!(fitted(head, answer).as_deref(), Ok(expected), "{answer}");
    }
    let expected = "亩".to_owned();
    assert_eq!(
        fitted("建成面积（亩）", "12公顷"),
        Err(WrongKind::OtherUnit { expected })
    );
    assert_eq!(fitted("建成面积（亩）", "很多"), Err(WrongKind::NotANumber));
}

#[test]
fn an_answer_that_is_a_gap_is_none() {
    for answer in ["XX", "××", "____", "？？", "待补充", "多少", "tbd", "……"] {
        let told = written("获得⟦什么⟧荣誉。", Category::WhWord, answer);
        assert_eq!(told, Err(WrongKind::Unfilled), "{answer}");
    }
    for answer in ["无", "没有", "N/A", "——", "★★★", "√"] {
        let told = written("获得⟦什么⟧荣誉。", Category::WhWord, answer);
        assert_eq!(told.as_deref(), Ok(answer));
    }
}
