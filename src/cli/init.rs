//! `santei init`: empty input tables to fill in.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use encoding_rs::SHIFT_JIS;

use super::{Format, Shared, failure::Failure, output};
use crate::{
    finding::Lang,
    input::shown,
    records::SPECS,
    report::{FolderError, OutputFile},
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// 作るフォルダー(まだないもの)
    folder: PathBuf,
    #[command(flatten)]
    shared: Shared,
}

/// One example row per table, by column name; columns that are not named stay blank. They agree
/// with each other: one office, one recipient, a plan and a visit.
const EXAMPLES: [(&str, &[(&str, &str)]); 12] = [
    (
        "事業所",
        &[
            ("事業所番号", "4630000018"),
            ("サービス種類", "計画相談"),
            ("事業所名", "相談支援センター見本"),
            ("所在市町村番号", "462150"),
            ("所在地区", "中央"),
            ("地域区分", "その他"),
            ("法人名", "社会福祉法人見本会"),
            ("対象", "身○;知○;精◆;児―;難○"),
            ("研修", "医療的ケア;行動障害"),
            ("営業時間", "月-金 9:00-17:00"),
        ],
    ),
    (
        "体制届",
        &[
            ("事業所番号", "4630000018"),
            ("サービス種類", "計画相談"),
            ("届出項目", "主任相談支援専門員配置加算"),
            ("区分", "Ⅱ"),
            ("適用開始日", "2026-04-01"),
        ],
    ),
    ("地区", &[("市町村番号", "462150"), ("地区名", "中央"), ("特別地域", "非該当")]),
    (
        "受給者",
        &[
            ("市町村番号", "462150"),
            ("受給者証番号", "0000000018"),
            ("サービス種類", "計画相談"),
            ("氏名カナ", "サトウ アキラ"),
            ("生年月日", "S55.4.1"),
            ("居住地区", "中央"),
            ("支給開始年月", "R8.4"),
            ("支給終了年月", "R9.3"),
            ("計画作成", "事業所"),
            ("要介護度", "なし"),
        ],
    ),
    (
        "モニタリング期間",
        &[
            ("市町村番号", "462150"),
            ("受給者証番号", "0000000018"),
            ("間隔月数", "3"),
            ("開始年月", "R8.4"),
            ("終了年月", "R9.3"),
        ],
    ),
    (
        "契約",
        &[
            ("事業所番号", "4630000018"),
            ("市町村番号", "462150"),
            ("受給者証番号", "0000000018"),
            ("契約日", "2026-04-01"),
        ],
    ),
    (
        "従業者",
        &[
            ("事業所番号", "4630000018"),
            ("従業者番号", "001"),
            ("職種", "相談支援専門員"),
            ("着任日", "2020-04-01"),
            ("氏名", "薩摩 太郎"),
        ],
    ),
    (
        "計画",
        &[
            ("事業所番号", "4630000018"),
            ("市町村番号", "462150"),
            ("受給者証番号", "0000000018"),
            ("従業者番号", "001"),
            ("計画区分", "新規"),
            ("面接日", "2026-04-06"),
            ("面接場所", "居宅"),
            ("面接地区", "中央"),
            ("計画案作成日", "2026-04-10"),
            ("計画案同意日", "2026-04-10"),
            ("計画案交付日", "2026-04-10"),
            ("支給決定日", "2026-04-17"),
            ("担当者会議日", "2026-04-20"),
            ("同意日", "2026-04-22"),
            ("計画作成日", "2026-04-22"),
            ("交付日", "2026-04-22"),
            ("同意方法", "書面"),
        ],
    ),
    (
        "モニタリング",
        &[
            ("事業所番号", "4630000018"),
            ("市町村番号", "462150"),
            ("受給者証番号", "0000000018"),
            ("従業者番号", "001"),
            ("実施日", "2026-06-10"),
            ("面接場所", "居宅"),
            ("面接地区", "中央"),
            ("結果", "変更なし"),
            ("実施時刻", "10:00"),
        ],
    ),
    (
        "会議等",
        &[
            ("事業所番号", "4630000018"),
            ("市町村番号", "462150"),
            ("受給者証番号", "0000000018"),
            ("従業者番号", "001"),
            ("活動日", "2026-06-12"),
            ("活動種別", "サービス担当者会議"),
            ("方法", "会議"),
            ("記録", "有"),
        ],
    ),
    (
        "返戻等",
        &[
            ("事業所番号", "4630000018"),
            ("市町村番号", "462150"),
            ("受給者証番号", "0000000018"),
            ("サービス提供年月", "2026-04"),
            ("区分", "返戻"),
            ("日付", "2026-06-01"),
        ],
    ),
    (
        "取扱実績",
        &[
            ("事業所番号", "4630000018"),
            ("サービス種類", "計画相談"),
            ("年月", "2026-05"),
            ("取扱件数", "30"),
            ("専門員数", "1"),
        ],
    ),
];

/// The tables as CP932 files, one per table of the contract.
fn files() -> Vec<OutputFile> {
    let example = |table: &str, column: &str| {
        let rows = EXAMPLES.iter().filter(|(name, _)| *name == table);
        let mut cells = rows.flat_map(|(_, cells)| cells.iter());
        cells.find(|(name, _)| *name == column).map_or("", |(_, value)| *value)
    };
    let file = |spec: &crate::input::TableSpec| {
        let names: Vec<&str> = spec.columns.iter().map(|column| column.name).collect();
        let values: Vec<&str> = names.iter().map(|name| example(spec.name, name)).collect();
        let text = format!("{}\r\n{}\r\n", names.join(","), values.join(","));
        let bytes = SHIFT_JIS.encode(&text).0.into_owned();
        OutputFile::new(&format!("{}.csv", spec.name), bytes)
    };
    SPECS.iter().map(file).collect()
}

impl Arguments {
    /// Where it writes.
    pub(super) fn out(&self) -> &Path {
        &self.folder
    }
}

pub(super) fn run(
    arguments: &Arguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<u8> {
    let files = files();
    let lang = arguments.shared.lang.into();
    write(&arguments.folder, &files, lang, err).map_err(|error| match error.downcast() {
        // There is no --force here: what stands in the folder may be somebody's records.
        Ok(FolderError::Exists(folder)) => {
            let folder = shown(&folder);
            Failure::new(
                format!("フォルダー {folder} がすでにあります。別の名前にしてください"),
                format!("the folder {folder} is there already; give another name"),
            )
            .into()
        }
        Ok(other) => other.into(),
        Err(other) => other,
    })?;
    if arguments.shared.format == Format::Json {
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        writeln!(out, "{:#}", serde_json::json!({ "files": names }))?;
        return Ok(0);
    }
    let message = match lang {
        Lang::Ja => "に入力表を作りました。二行目は見本です。書き換えてお使いください",
        Lang::En => ": input tables written; the second line of each is an example to replace",
    };
    writeln!(out, "{}{message}", shown(&arguments.folder))?;
    Ok(0)
}

fn write(
    folder: &Path,
    files: &[OutputFile],
    lang: Lang,
    err: &mut dyn Write,
) -> anyhow::Result<()> {
    Ok(output::open(lang, folder, None, err)?.write(files)?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_samples_read_without_a_finding() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("samples");
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut run = |command: &str| {
            let arguments = ["santei", command].map(std::ffi::OsString::from);
            let arguments = arguments.into_iter().chain([folder.clone().into_os_string()]);
            crate::cli::run(arguments, &mut out, &mut err)
        };
        assert_eq!((run("init"), run("check")), (0, 0));
        let told = String::from_utf8(out).unwrap();
        assert!(told.contains("直すところ 0") && !told.contains("対処"), "{told}");
    }
}
