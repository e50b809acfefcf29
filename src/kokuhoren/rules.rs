//! Family B as far as it is about the file, and X909: declared beside their emitters.

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
    /// **判定** 半角カナで書けない文字、使えない文字、長すぎる値があるとき、その事業所のファイルを書かずに知らせます。値を切ったり置き換えたりはしません
    B807 {
        name: "field-not-writable",
        title: Text("ファイルの項目に書けない値", "value not writable"),
        levels: &[Level::Warn],
        confidence: Confidence::Single,
        sources: &[cite(Source::Federation, "項目の属性と長さ")],
        wording: Wording {
            message: Text("国保連のファイルの項目に書けない値があるので、この事業所のファイルを書きません", "a value does not fit its field: this office's file is not written"),
            remedy: Text("事実に挙げた値を直してください。氏名カナは全角か半角のカタカナで書きます", "correct the value named; names are written in katakana"),
        },
        unsettled: Some(Text("計画相談支援の項目の属性と長さは、公式の表で確かめられていません", "attributes and lengths are not confirmed by the official table")),
    }
}

declare_rule! {
    /// **要件** 請求したコードが、その月のそのサービスにあること
    ///
    /// **判定** 請求済みのファイルのサービスコードが、その月の報酬表にないとき。その月の報酬表にコードのない項目の明細でありえるときは、違うとは言いません。点検では、同じ項目が別のコードや区分で請求されたときもです
    X906 {
        name: "wrong-code",
        title: Text("サービスコードが違う", "wrong code"),
        levels: &[Level::Differ],
        confidence: Confidence::Own,
        sources: &[cite(Source::Contract, "請求済みのファイルの点検")],
        wording: Wording {
            message: Text("請求したサービスコードが、その月の報酬表や判定と違います", "the code is not that of the tariff or the judgement"),
            remedy: Text("サービスコード表と見比べ、違っていれば取り下げて請求し直してください", "compare it with the table of codes; withdraw and claim again if it is wrong"),
        },
    }
}

declare_rule! {
    /// **要件** 請求した単位数と回数が、その月の報酬表や判定と同じであること
    ///
    /// **判定** 請求済みの明細の単位数か回数が違うとき。記録がなければ、単位数の決まったコードだけを報酬表と比べます
    X902 {
        name: "units-differ",
        title: Text("単位数が違う", "units differ"),
        levels: &[Level::Differ],
        confidence: Confidence::Own,
        sources: &[cite(Source::Contract, "請求済みのファイルの点検")],
        wording: Wording {
            message: Text("請求した単位数か回数が、その月の報酬表や判定と違います", "units or count are not those of the tariff or the judgement"),
            remedy: Text("報酬告示と見比べ、違っていれば取り下げて請求し直してください", "compare with the notice; withdraw and claim again if it is wrong"),
        },
    }
}

declare_rule! {
    /// **要件** 請求額が、単位数の合計に単価をかけて円未満を切り捨てた額であること
    ///
    /// **判定** 明細がすべて合っているのに、その人の請求額か単価が違うとき。記録があれば、地域区分コードが事業所の地域区分と違うときもです
    X903 {
        name: "amount-differs",
        title: Text("請求額が違う", "amount differs"),
        levels: &[Level::Differ],
        confidence: Confidence::Own,
        sources: &[cite(Source::Contract, "請求済みのファイルの点検")],
        wording: Wording {
            message: Text("請求額、単位数単価か地域区分が、報酬表や判定から出るものと違います", "yen, unit price or grade are not what tariff and judgement give"),
            remedy: Text("地域区分と端数の処理を確かめてください", "check the grade and the rounding"),
        },
    }
}

declare_rule! {
    /// **要件** 請求済みのファイルが、国保連のファイルの形であること
    ///
    /// **判定** レコードの数・番号・種別、項目の数・属性・長さ、合計が形に合わないとき、また claim_lines.csv の値が読めないか範囲を超えるとき、ファイル・行・項目を挙げます。ほかのファイルの点検は続けます
    X909 {
        name: "malformed-claim",
        title: Text("ファイルの形が違う", "malformed file"),
        levels: &[Level::Query],
        confidence: Confidence::Single,
        sources: &[cite(Source::Federation, "ファイルの形")],
        wording: Wording {
            message: Text("請求済みのファイルが、国保連のファイルの形に合いません", "the submitted file breaks the federation's format"),
            remedy: Text("事実に挙げた行と項目を確かめてください。ファイルを作ったソフトの誤りかもしれません", "check the line and field named; the software that made the file may be wrong"),
        },
        unsettled: Some(Text("計画相談支援の項目の属性と長さは、公式の表で確かめられていません", "attributes and lengths are not confirmed by the official table")),
    }
}
