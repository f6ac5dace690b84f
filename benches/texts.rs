//! The texts that are measured, made of sentences of our own: finished prose, and Markdown of it.
//!
//! Every text is the same on every machine. A sentence is put together anew each time it comes, so that no two lines are alike.

/// What a sentence of finished prose is put together of: who, did what, with what result. `#` stands for a figure.
const WHO: &[&str] = &[
    "县水利局",
    "街道办事处",
    "本公司财务部门",
    "项目监理单位",
    "市第三中学教务处",
    "社区卫生服务中心",
    "仓储物流园区",
    "农业技术推广站",
    "图书馆古籍阅览室",
    "城南污水处理厂",
    "老旧小区改造专班",
    "地质灾害监测队",
];
const DEEDS: &[&str] = &[
    "对#座水库逐一排查，更换破损闸门#扇",
    "组织志愿者走访独居老人#户，送去棉被和药品",
    "核对往来账目#笔，补记凭证#张",
    "完成桩基检测#根，结果全部符合设计要求",
    "开设书法、编程和篮球等选修课#门",
    "为慢性病患者建立健康档案#份，并按月随访",
    "新添冷藏车#辆，每天多运蔬菜#筐",
    "在河滩地试种耐盐碱水稻#亩，平均亩产#公斤",
    "修复清代地方志#册，同步制作数字影像",
    "夜间抽检进水水质#次，氨氮浓度保持稳定",
    "拆除违章雨棚#处，铺设透水砖#平方米",
    "埋设位移传感器#个，数据每#分钟回传一次",
];
const RESULTS: &[&str] = &[
    "得到上级主管部门肯定",
    "收到群众来信#封",
    "节约开支#元",
    "有关做法已经写入内部操作规程",
    "没有发生人员伤亡和财产损失",
    "剩余工作安排在雨季以前结束",
    "相关图纸由档案室统一保管",
    "为明年扩建打下了基础",
];
const ENGLISH: &[&str] = &[
    "The survey covered # households along the river and was closed in spring.",
    "Maintenance of the cooling towers took # hours less than planned.",
    "Both parties signed all # pages of the amendment, and payment followed.",
    "Of all readings, # were taken at night and lay within the limits of the standard.",
];

/// A source of figures that is the same on every machine (the multiplier is Knuth's for MMIX).
pub(crate) struct Figures(u64);

impl Figures {
    pub(crate) fn new() -> Self {
        Self(2024)
    }

    /// A figure below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    /// One of `items`.
    pub(crate) fn pick<'i>(&mut self, items: &[&'i str]) -> &'i str {
        items[self.below(items.len())]
    }

    /// One of `phrases` with its figures filled in.
    fn phrase(&mut self, phrases: &[&str]) -> String {
        let mut filled = String::new();
        for (index, piece) in self.pick(phrases).split('#').enumerate() {
            if index > 0 {
                filled += &(self.below(890) + 12).to_string();
            }
            filled += piece;
        }
        filled
    }

    /// A sentence in which nothing is left to fill in; every eighth is English.
    pub(crate) fn sentence(&mut self) -> String {
        if self.below(8) == 0 {
            return self.phrase(ENGLISH);
        }
        let (deed, result) = (self.phrase(DEEDS), self.phrase(RESULTS));
        format!("{}{deed}，{result}。", self.pick(WHO))
    }
}

/// Paragraphs of one to four sentences, `bytes` of them or a little more.
pub(crate) fn prose(figures: &mut Figures, bytes: usize) -> String {
    let mut text = String::new();
    while text.len() < bytes {
        for _ in 0..=figures.below(4) {
            text += &figures.sentence();
        }
        text.push('\n');
    }
    text
}

/// Markdown with headings, lists, tables, links and code, `bytes` of it or a little more.
pub(crate) fn markdown(bytes: usize) -> String {
    let mut figures = Figures::new();
    let mut text = String::new();
    let mut section = 0;
    while text.len() < bytes {
        section += 1;
        text += &format!("## {section}. {}\n\n", figures.pick(WHO));
        text += &format!("{}**{}**\n\n", figures.sentence(), figures.pick(WHO));
        for _ in 0..3 {
            text += &format!("- {}\n", figures.sentence());
        }
        text += "\n| 单位 | 数量 |\n| --- | ---: |\n";
        for _ in 0..3 {
            text += &format!("| {} | {} |\n", figures.pick(WHO), figures.below(900));
        }
        text += &format!(
            "\n见 [附件](files/{section}.md)。\n\n```sh\nmake all\n```\n\n> {}\n\n",
            figures.sentence()
        );
    }
    text
}
