//! Family B as far as it is about what was submitted before, and about the files (B803, B807, B808).

use crate::{
    declare_rule,
    finding::{Confidence, Level, Source, Text, Wording, cite},
};

declare_rule! {
    /// **要件** 請求済みの内容が、いまの判定と同じであること
    ///
    /// **判定** `--submitted` の人と月ごとに、請求済みの明細と、同じ月をいま判定した明細を比べます。判定が認めない明細があるとき、または明細が違うとき、その人と月のまるごとの取下げ(過誤)を知らせます。返戻等の表に返戻か取下げの行があれば知らせません。取下げの済むまで、国保連のファイルには入れません
    B803 {
        name: "withdraw-submitted",
        title: Text("請求済みの取下げが要る", "submitted claim to be withdrawn"),
        levels: &[Level::Warn],
        confidence: Confidence::Official,
        sources: &[cite(Source::Federation, "過誤の申立て")],
        wording: Wording {
            message: Text("請求済みの明細が、いまの判定と違います。その人のその月をまるごと取り下げます", "what was submitted no longer stands: the recipient's month is to be withdrawn whole"),
            remedy: Text("市町村に過誤の申立てをし、取下げが済んだら返戻等の表に「取下げ」の行を加え、正しい明細で請求し直してください", "ask the municipality for the withdrawal (過誤); when it is done, add 取下げ to 返戻等 and claim again"),
        },
    }
}

declare_rule! {
    /// **要件** なし(知らせるだけです)
    ///
    /// **判定** `--submitted` にその人のその月が同じ内容であり、返戻等の表に行がないとき知らせます。明細の表には残し、国保連のファイルには入れません
    B808 {
        name: "already-submitted",
        title: Text("請求済みで変わらない", "already submitted"),
        levels: &[Level::Info],
        confidence: Confidence::Own,
        sources: &[cite(Source::Contract, "請求済みの明細")],
        wording: Wording {
            message: Text("同じ内容で請求済みなので、国保連のファイルに入れません", "submitted unchanged: left out of the federation's file"),
            remedy: Text("返戻になったのなら、返戻等の表に行を加えてください", "if it was returned, add a row to 返戻等"),
        },
    }
}

declare_rule! {
    /// **要件** 値が、国保連のファイルの項目の属性と長さに収まること
    ///
    /// **判定** 半角カナで書けない文字、使えない文字、長すぎる値(一人の月の単位数は9,999、請求額は999,999円まで)があるとき、その事業所のファイルを書かずに知らせます。値を切ったり置き換えたりはしません
    B807 {
        name: "field-not-writable",
        title: Text("ファイルの項目に書けない値", "value not writable"),
        levels: &[Level::Warn],
        confidence: Confidence::Official,
        sources: &[cite(Source::Federation, "項目の属性と長さ")],
        wording: Wording {
            message: Text("国保連のファイルの項目に書けない値があるので、この事業所のファイルを書きません", "a value does not fit its field: this office's file is not written"),
            remedy: Text("事実に挙げた値を直してください。氏名カナは全角か半角のカタカナで書きます", "correct the value named; names are written in katakana"),
        },
    }
}
