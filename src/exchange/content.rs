//! 「記載事項」 What the fields of a record say, wherever the layout puts them.

use serde::Deserialize;

/// 「記載事項」 What stands in a field. Within a record each stands once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// レコード種別: 1 control, 2 data, 3 end
    RecordType,
    /// レコード番号
    RecordNumber,
    /// ボリューム通番
    Volume,
    /// レコード件数
    RecordCount,
    /// データ種別
    DataKind,
    /// 市町村番号 of a sender that is a municipality
    SenderMunicipality,
    /// 都道府県番号 of a sender that is a prefecture
    SenderPrefecture,
    /// 媒体区分
    Medium,
    /// 処理対象年月
    Processing,
    /// 予備
    Spare,
    /// 交換情報識別番号
    Exchange,
    /// レコード種別コード: 01, 02, 03
    RecordKind,
    /// サービス提供年月
    Month,
    /// 市町村番号
    Municipality,
    /// 事業所番号
    Office,
    /// 件数
    Count,
    /// 地域区分コード
    Region,
    /// 請求金額 of a bill, 請求額 of a recipient
    Yen,
    /// 単位数単価
    Price,
    /// 項番
    Number,
    /// 受給者証番号
    Certificate,
    /// 支給決定者氏名カナ
    Holder,
    /// 支給決定児童氏名カナ
    Child,
    /// モニタリング日
    MonitoringDay,
    /// 請求額計算欄 サービスコード
    Service,
    /// サービスコード of a line
    Code,
    /// 単位数
    Units,
    /// 回数
    Times,
    /// サービス単位数
    ServiceUnits,
}
