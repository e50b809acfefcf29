//! Family B, as far as it is spoken before a file is written: deadlines and amounts.

use crate::{
    declare_rule,
    finding::{Confidence, Level, Source, Text, Wording, cite},
};

declare_rule! {
    /// **要件** サービス提供月の翌月10日までに請求すること
    ///
    /// **判定** `--claim-date` の日が翌月10日より後のとき、月遅れとして知らせます。`--claim-date` がなければ判定しません
    B801 {
        name: "late-claim",
        title: Text("月遅れの請求", "late claim"),
        levels: &[Level::Info],
        confidence: Confidence::Official,
        sources: &[cite(Source::Federation, "請求の受付期間")],
        wording: Wording {
            message: Text("翌月10日を過ぎた、月遅れの請求です", "a claim after the 10th of the next month"),
            remedy: Text("次の受付期間(毎月1日から10日)に請求してください", "send it in the next window, the 1st to the 10th"),
        },
    }
}

declare_rule! {
    /// **要件** 請求の権利が時効で消えていないこと
    ///
    /// **判定** `--claim-date` がサービス提供月の末日から5年を過ぎていれば、すべての明細を保留します。2年を過ぎていれば警告します
    B802 {
        name: "time-barred",
        title: Text("請求の時効", "time-barred"),
        levels: &[Level::Hold, Level::Warn],
        confidence: Confidence::Reading,
        sources: &[cite(Source::Reading, "請求の時効")],
        wording: Wording {
            message: Text("サービス提供月から2年を過ぎた請求です", "more than two years after the service month"),
            remedy: Text("請求できるか市町村に確かめてください", "ask the municipality whether it may still be claimed"),
        },
        held: Some(Wording {
            message: Text("サービス提供月から5年を過ぎています", "more than five years after the service month"),
            remedy: Text("時効を過ぎているので、請求できるか市町村に確かめてください", "the claim may be time-barred: ask the municipality"),
        }),
        unsettled: Some(Text("この給付費の請求の時効を2年とするか5年とするかは、資料で確定していません", "whether the bar falls after two or five years is not settled")),
    }
}

declare_rule! {
    /// **要件** なし(知らせるだけです)
    ///
    /// **判定** 明細の単位数や単価が、公的な資料か二つの資料で確かめられていないとき、報酬表のセルごとに一度、件数と金額を知らせます
    B804 {
        name: "tariff-not-confirmed",
        title: Text("確かめられていない単位数・単価", "amount not confirmed"),
        levels: &[Level::Info],
        confidence: Confidence::Own,
        sources: &[cite(Source::Contract, "報酬表の状態")],
        wording: Wording {
            message: Text("公的な資料で確かめられていない単位数か単価を使っています", "an amount that no official text or second source confirms was used"),
            remedy: Text("お手元の報酬告示・サービスコード表と見比べてください。違うときは --tariff で直せます", "compare it with the official table; correct it with --tariff if it differs"),
        },
    }
}

declare_rule! {
    /// **要件** サービスコードが分かること
    ///
    /// **判定** 単位数は分かるがサービスコードが分からないとき(2021年3月までのすべて)、事業所とサービスごとに一度知らせます。明細はコードを空にして出します
    B805 {
        name: "service-code-unknown",
        title: Text("サービスコードが分からない", "service code unknown"),
        levels: &[Level::Warn],
        confidence: Confidence::Own,
        sources: &[cite(Source::Contract, "報酬表の状態")],
        wording: Wording {
            message: Text("この月のサービスコードが報酬表にないので、コードは空です", "the tariff has no service code for the month; the code is left blank"),
            remedy: Text("その月のサービスコード表の番号を --tariff で加えてください", "add the codes with --tariff"),
        },
    }
}

declare_rule! {
    /// **要件** 項目の単位数がその月の報酬表にあること
    ///
    /// **判定** 項目はあったが単位数が分からないとき、その明細を保留します。0単位で算定することはありません
    B806 {
        name: "amount-unknown",
        title: Text("単位数が分からない", "amount unknown"),
        levels: &[Level::Hold],
        confidence: Confidence::Own,
        sources: &[cite(Source::Contract, "報酬表の状態")],
        wording: Wording {
            message: Text("この月の単位数が報酬表にないので、算定できません", "the tariff has no amount for the item in the month"),
            remedy: Text("その月の報酬告示の単位数を --tariff で加えてください", "add the amount of the notice with --tariff"),
        },
    }
}
