//! The words of the generated world: names of people, areas, offices and services.

/// Family names: kanji and kana.
pub(crate) const FAMILIES: [(&str, &str); 40] = [
    ("佐藤", "サトウ"),
    ("鈴木", "スズキ"),
    ("高橋", "タカハシ"),
    ("田中", "タナカ"),
    ("伊藤", "イトウ"),
    ("山本", "ヤマモト"),
    ("中村", "ナカムラ"),
    ("加藤", "カトウ"),
    ("吉田", "ヨシダ"),
    ("山田", "ヤマダ"),
    ("佐々木", "ササキ"),
    ("山口", "ヤマグチ"),
    ("松本", "マツモト"),
    ("井上", "イノウエ"),
    ("木村", "キムラ"),
    ("林", "ハヤシ"),
    ("清水", "シミズ"),
    ("斎藤", "サイトウ"),
    ("山崎", "ヤマザキ"),
    ("森", "モリ"),
    ("阿部", "アベ"),
    ("池田", "イケダ"),
    ("橋本", "ハシモト"),
    ("石川", "イシカワ"),
    ("中島", "ナカシマ"),
    ("前田", "マエダ"),
    ("藤田", "フジタ"),
    ("小川", "オガワ"),
    ("岡田", "オカダ"),
    ("村上", "ムラカミ"),
    ("石井", "イシイ"),
    ("近藤", "コンドウ"),
    ("坂本", "サカモト"),
    ("遠藤", "エンドウ"),
    ("青木", "アオキ"),
    ("西村", "ニシムラ"),
    ("福元", "フクモト"),
    ("太田", "オオタ"),
    ("三浦", "ミウラ"),
    ("有村", "アリムラ"),
];

/// Given names of adults: kanji and kana.
pub(crate) const GIVENS: [(&str, &str); 32] = [
    ("明", "アキラ"),
    ("花子", "ハナコ"),
    ("健", "ケン"),
    ("緑", "ミドリ"),
    ("誠", "マコト"),
    ("由紀", "ユキ"),
    ("茂", "シゲル"),
    ("幸", "サチ"),
    ("太郎", "タロウ"),
    ("浩", "ヒロシ"),
    ("綾", "アヤ"),
    ("努", "ツトム"),
    ("清", "キヨシ"),
    ("和子", "カズコ"),
    ("実", "ミノル"),
    ("京子", "キョウコ"),
    ("隆", "タカシ"),
    ("恵", "メグミ"),
    ("修", "オサム"),
    ("洋子", "ヨウコ"),
    ("進", "ススム"),
    ("智子", "トモコ"),
    ("勝", "マサル"),
    ("久美", "クミ"),
    ("豊", "ユタカ"),
    ("香", "カオリ"),
    ("学", "マナブ"),
    ("直美", "ナオミ"),
    ("亮", "リョウ"),
    ("里奈", "リナ"),
    ("守", "マモル"),
    ("千秋", "チアキ"),
];

/// Given names of children, in kana.
pub(crate) const CHILD_GIVENS: [&str; 16] = [
    "ハルト",
    "ユイ",
    "ソウタ",
    "メイ",
    "リク",
    "サクラ",
    "ミナト",
    "アオイ",
    "ユウマ",
    "ヒナ",
    "レン",
    "コハル",
    "イツキ",
    "ツムギ",
    "アサヒ",
    "リオ",
];

/// The digits in which a serial number is appended to a name, so that no two people share one.
pub(crate) const SERIAL_KANA: [char; 40] = [
    'ア', 'イ', 'ウ', 'エ', 'オ', 'カ', 'キ', 'ク', 'ケ', 'コ', 'サ', 'シ', 'ス', 'セ', 'ソ', 'タ',
    'チ', 'ツ', 'テ', 'ト', 'ナ', 'ニ', 'ヌ', 'ネ', 'ノ', 'ハ', 'ヒ', 'フ', 'ヘ', 'ホ', 'マ', 'ミ',
    'ム', 'メ', 'モ', 'ラ', 'リ', 'ル', 'レ', 'ロ',
];

/// Names of districts; a municipality takes some neighbouring ones.
pub(crate) const DISTRICTS: [&str; 24] = [
    "中央",
    "本町",
    "東町",
    "西町",
    "南町",
    "北町",
    "港町",
    "緑町",
    "栄町",
    "旭町",
    "若葉",
    "桜台",
    "松原",
    "川内",
    "宮前",
    "上野原",
    "大和",
    "湯之元",
    "高城",
    "樋脇",
    "入来",
    "東郷",
    "祁答院",
    "里",
];

/// Parts of a district.
pub(crate) const DISTRICT_PARTS: [&str; 3] = ["一丁目", "二丁目", "三丁目"];

/// Words that offices and their corporations are named with.
pub(crate) const OFFICE_WORDS: [&str; 20] = [
    "希望", "青空", "若竹", "桜", "白鳥", "楓", "光", "大樹", "清流", "陽光", "友愛", "共生",
    "福寿", "明星", "和楽", "双葉", "銀河", "千草", "恵風", "飛翔",
];

/// Services an adult uses.
pub(crate) const ADULT_SERVICES: [&str; 6] = [
    "生活介護",
    "就労継続支援Ｂ型",
    "居宅介護;移動支援",
    "共同生活援助",
    "自立訓練",
    "就労移行支援",
];

/// Services a child uses.
pub(crate) const CHILD_SERVICES: [&str; 3] =
    ["放課後等デイサービス", "児童発達支援", "放課後等デイサービス;日中一時支援"];

/// Kinds of disability of adults.
pub(crate) const DISABILITIES: [&str; 5] = ["身", "知", "精", "身;知", "難"];

/// Partners outside the office.
pub(crate) const PARTNERS: [&str; 8] = [
    "中央病院",
    "県立医療センター",
    "桜台クリニック",
    "市立養護学校",
    "就労支援工房大樹",
    "生活介護事業所青空",
    "居宅介護支援事業所和楽",
    "保育園双葉",
];

/// Levels of long-term care.
pub(crate) const CARE_LEVELS: [&str; 7] =
    ["要支援１", "要支援２", "要介護１", "要介護２", "要介護３", "要介護４", "要介護５"];

/// Appends the serial kana of `serial` to `name`.
pub(crate) fn push_serial(name: &mut String, serial: usize) {
    let mut rest = serial;
    name.push(' ');
    loop {
        name.push(SERIAL_KANA[rest % SERIAL_KANA.len()]);
        rest /= SERIAL_KANA.len();
        if rest == 0 {
            break;
        }
    }
}
