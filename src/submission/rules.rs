//! Family X as far as a submitted file says it by itself (X902, X903, X906, X909).

use crate::{
    declare_rule,
    finding::{Asked, Confidence, Level, OfAudit, Source, Text, Wording, cite},
};

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
        of_audit: Some(OfAudit::new(Asked::Always, None)),
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
        of_audit: Some(OfAudit::new(Asked::Always, None)),
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
        of_audit: Some(OfAudit {
            without_item: "その人の月の請求額",
            ..OfAudit::new(Asked::Always, None)
        }),
    }
}

declare_rule! {
    /// **要件** 請求済みのファイルが、国保連のファイルの形であること
    ///
    /// **判定** レコードの数・番号・種別、項目の数・属性・長さ、合計が形に合わないとき、また claim_lines.csv の値が読めないか範囲を超えるとき、ファイル・行・項目を挙げます。そのために請求の中身が分からない人のその月は、請求済みとして扱い、判定と比べません。返戻等の表に行がなければ、国保連のファイルに入れません。ほかの人とほかのファイルの点検は続けます
    X909 {
        name: "malformed-claim",
        title: Text("ファイルの形が違う", "malformed file"),
        levels: &[Level::Query],
        confidence: Confidence::Official,
        sources: &[cite(Source::Federation, "ファイルの形")],
        wording: Wording {
            message: Text("請求済みのファイルが、国保連のファイルの形に合いません", "the submitted file breaks the federation's format"),
            remedy: Text("事実に挙げた行と項目を確かめてください。ファイルを作ったソフトの誤りかもしれません", "check the line and field named; the software that made the file may be wrong"),
        },
        of_audit: Some(OfAudit {
            without_item: "その人の月の明細のすべて",
            ..OfAudit::new(Asked::Always, Some("下の表の行と項目を確かめてください。ファイルを作ったソフトの誤りかもしれません"))
        }),
    }
}
