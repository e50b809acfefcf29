//! Municipalities, offices and specialists, and the tables that list them.

use std::path::Path;

use anyhow::Result;

use crate::days::{Spelling, Window};
use crate::numbers;
use crate::random::Random;
use crate::sheet::{Sheet, Table};
use crate::words::{DISTRICT_PARTS, DISTRICTS, FAMILIES, GIVENS, OFFICE_WORDS};

/// 「地区」 An area of a municipality.
pub(crate) struct Area {
    pub(crate) name: String,
    pub(crate) special: bool,
}

/// 「市町村」 A municipality.
pub(crate) struct Municipality {
    pub(crate) number: String,
    pub(crate) areas: Vec<Area>,
}

/// 「相談支援専門員」 A specialist; the number is unique within the office.
pub(crate) struct Specialist {
    pub(crate) number: String,
    pub(crate) care_manager: Option<String>,
}

/// 「事業所」 An office.
pub(crate) struct Office {
    pub(crate) number: String,
    pub(crate) municipality: usize,
    pub(crate) serves_children: bool,
    /// 「地域生活支援拠点等」 filed.
    pub(crate) hub: bool,
    /// 「取扱件数」 far above what its specialists can carry.
    overloaded: bool,
    pub(crate) specialists: Vec<Specialist>,
    /// How the office's software spells days in its plans.
    pub(crate) spelling: Spelling,
}

/// Everything recipients have in common.
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) recipients: usize,
    pub(crate) window: Window,
    pub(crate) municipalities: Vec<Municipality>,
    pub(crate) offices: Vec<Office>,
}

impl World {
    /// Builds the world of `recipients` recipients and `offices` offices.
    pub(crate) fn new(seed: u64, recipients: usize, offices: usize, window: Window) -> Self {
        let municipality_count = (offices / 8).clamp(3, 43);
        let load = recipients.div_ceil(offices);
        Self {
            seed,
            recipients,
            window,
            municipalities: (0..municipality_count).map(Municipality::new).collect(),
            offices: (0..offices)
                .map(|index| Office::new(index, index * municipality_count / offices, load))
                .collect(),
        }
    }

    /// Recipients whose first office is `office`.
    pub(crate) fn recipients_of(&self, office: usize) -> std::ops::Range<usize> {
        let start = |index: usize| index * self.recipients / self.offices.len();
        start(office)..start(office + 1)
    }

    /// The next office after `office` that serves children where `child` asks for it.
    pub(crate) fn next_office(&self, office: usize, child: bool) -> usize {
        let count = self.offices.len();
        (1..=count)
            .map(|step| (office + step) % count)
            .find(|index| self.offices[*index].serves_children || !child)
            .unwrap_or(office)
    }

    /// Writes 事業所, 体制届, 地区 and 従業者.
    pub(crate) fn write(&self, dir: &Path) -> Result<()> {
        self.write_areas(dir)?;
        self.write_offices(dir)?;
        self.write_filings(dir)?;
        self.write_staff(dir)
    }

    fn write_areas(&self, dir: &Path) -> Result<()> {
        let mut table = Table::create(dir, "地区", ["市町村番号", "地区名", "特別地域"])?;
        let mut sheet = Sheet::default();
        for municipality in &self.municipalities {
            for area in &municipality.areas {
                let special = if area.special { "該当" } else { "非該当" };
                sheet.texts(&[&municipality.number, &area.name, special]);
                sheet.end_row();
            }
        }
        table.append(&mut sheet)?;
        table.finish()
    }

    fn write_offices(&self, dir: &Path) -> Result<()> {
        let header = [
            "事業所番号",
            "サービス種類",
            "事業所名",
            "所在市町村番号",
            "所在地区",
            "地域区分",
            "法人名",
            "対象",
            "研修",
        ];
        let mut table = Table::create(dir, "事業所", header)?;
        let mut sheet = Sheet::default();
        for (index, office) in self.offices.iter().enumerate() {
            let municipality = &self.municipalities[office.municipality];
            let word = OFFICE_WORDS[index % OFFICE_WORDS.len()];
            let area = &municipality.areas[index % municipality.areas.len()].name;
            let name = format!("{word}相談支援事業所{area}");
            let corporation = format!("社会福祉法人{word}会");
            let grade = ["その他", "７級地", "６級地", "その他"][office.municipality % 4];
            for scheme in office.schemes() {
                sheet.texts(&[&office.number, scheme, &name, &municipality.number, area, grade]);
                sheet.texts(&[
                    &corporation,
                    "身○;知◆;精○;児○;難○",
                    "医療的ケア;行動障害;精神障害者",
                ]);
                sheet.end_row();
            }
        }
        table.append(&mut sheet)?;
        table.finish()
    }

    fn write_filings(&self, dir: &Path) -> Result<()> {
        let header = ["事業所番号", "サービス種類", "届出項目", "区分", "適用開始日", "適用終了日"];
        let mut table = Table::create(dir, "体制届", header)?;
        let mut sheet = Sheet::default();
        for (index, office) in self.offices.iter().enumerate() {
            for scheme in office.schemes() {
                for (item, class, from) in office.filings(index) {
                    sheet.texts(&[&office.number, scheme, item, class, from, ""]);
                    sheet.end_row();
                }
            }
        }
        table.append(&mut sheet)?;
        table.finish()
    }

    fn write_staff(&self, dir: &Path) -> Result<()> {
        let header =
            ["事業所番号", "従業者番号", "職種", "着任日", "氏名", "離任日", "介護支援専門員番号"];
        let mut table = Table::create(dir, "従業者", header)?;
        let mut sheet = Sheet::default();
        for (index, office) in self.offices.iter().enumerate() {
            let mut random = Random::stream(self.seed, 1, index);
            for specialist in &office.specialists {
                sheet.texts(&[&office.number, &specialist.number, "相談支援専門員"]);
                self.write_career(&mut sheet, &mut random, false);
                sheet.text(specialist.care_manager.as_deref().unwrap_or_default());
                sheet.end_row();
            }
            // One who left before the logs begin, and in some offices an assistant.
            sheet.texts(&[&office.number, "901", "相談支援専門員"]);
            self.write_career(&mut sheet, &mut random, true);
            sheet.text("");
            sheet.end_row();
            if index % 4 == 2 {
                sheet.texts(&[&office.number, "801", "相談支援員"]);
                self.write_career(&mut sheet, &mut random, false);
                sheet.text("");
                sheet.end_row();
            }
        }
        table.append(&mut sheet)?;
        table.finish()
    }

    /// Appends 着任日, 氏名 and 離任日.
    fn write_career(&self, sheet: &mut Sheet, random: &mut Random, left: bool) {
        let years = i32::try_from(random.between(2, 9)).unwrap_or(2);
        let joined = self.window.first.plus(-12 * years).day(1);
        let spelling = random.pick(&[Spelling::Iso, Spelling::Lettered, Spelling::Kanji]);
        sheet.day(Some(joined), spelling);
        let family = random.pick(&FAMILIES).0;
        let given = random.pick(&GIVENS).0;
        sheet.text(&format!("{family}　{given}"));
        sheet.day(left.then(|| self.window.first.plus(-2).day(28)), spelling);
    }
}

impl Municipality {
    fn new(index: usize) -> Self {
        let area_count = 4 + index % 5;
        let areas = (0..area_count).map(|place| {
            let district = DISTRICTS[(index * 5 + place) % DISTRICTS.len()];
            let part = DISTRICT_PARTS[place % DISTRICT_PARTS.len()];
            Area {
                name: format!("{district}{part}"),
                special: place > 3 && index.is_multiple_of(2),
            }
        });
        Self { number: numbers::municipality(index), areas: areas.collect() }
    }
}

impl Office {
    fn new(index: usize, municipality: usize, load: usize) -> Self {
        let overloaded = index % 15 == 7;
        let per_specialist = if overloaded { 46 } else { 33 };
        let specialist_count = (load / per_specialist + usize::from(!overloaded)).max(2);
        let specialist = |place: usize| Specialist {
            number: format!("{:03}", place + 1),
            care_manager: (place % 5 == 4).then(|| format!("46{index:04}{place:02}")),
        };
        Self {
            number: numbers::office(index),
            municipality,
            serves_children: index % 4 != 3,
            hub: index.is_multiple_of(6),
            overloaded,
            specialists: (0..specialist_count).map(specialist).collect(),
            spelling: [Spelling::Iso, Spelling::Lettered, Spelling::Slashed, Spelling::Kanji]
                [index % 4],
        }
    }

    /// Schemes the office is designated for.
    fn schemes(&self) -> &'static [&'static str] {
        if self.serves_children { &["計画相談", "障害児相談"] } else { &["計画相談"] }
    }

    /// Item, class and first day of every filing of the office at `index`.
    fn filings(&self, index: usize) -> Vec<(&'static str, &'static str, &'static str)> {
        let enhanced = !self.overloaded && index.is_multiple_of(3);
        let tier = ["Ⅱ", "Ⅰ", "Ⅲ", "Ⅳ"][index / 3 % 4];
        let filings = [
            (enhanced, ("機能強化型", tier, "R6.4.1")),
            (index.is_multiple_of(3), ("主任相談支援専門員配置加算", "Ⅱ", "R6.4.1")),
            (index % 4 == 1, ("行動障害支援体制加算", "Ⅱ", "2024-04-01")),
            (index.is_multiple_of(5), ("要医療児者支援体制加算", "Ⅰ", "令和6年6月1日")),
            (index % 5 == 2, ("精神障害者支援体制加算", "Ⅰ", "2024-04-01")),
            (index % 7 == 3, ("ピアサポート体制加算", "有", "2024/4/1")),
            (self.hub, ("地域生活支援拠点等", "有", "R6.4.1")),
            (self.hub && enhanced, ("地域生活支援拠点等機能強化加算", "有", "R6.4.1")),
            (index % 31 == 30, ("情報公表未報告減算", "有", "2025-04-01")),
            (index.is_multiple_of(2), ("福祉・介護職員等処遇改善加算", "有", "R8.6.1")),
        ];
        filings.into_iter().filter(|(filed, _)| *filed).map(|(_, filing)| filing).collect()
    }
}
