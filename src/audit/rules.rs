//! Family X as far as logs are held against claims; what a file says by itself is declared in
//! `submission` (X902, X903, X906, X909).

use crate::{
    declare_rule,
    finding::{Asked, Confidence, Level, OfAudit, Source, Text, Wording, cite},
};

declare_rule! {
    /// **要件** 請求した明細が、記録から出る明細にあること
    ///
    /// **判定** 請求された明細を、記録がその月の明細として与えず、同じ明細が前に請求されてもいないとき(前に請求されていればX904)。原因コードは、記録の行を却下・保留にした規則です。行そのものがなければ no event です。減算の行なら過少です
    X901 {
        name: "claimed-without-basis",
        title: Text("根拠のない請求", "claimed without basis"),
        levels: &[Level::Over, Level::Under],
        confidence: Confidence::Own,
        sources: &[cite(Source::Contract, "請求の点検")],
        wording: Wording {
            message: Text("請求された明細を、記録が与えません", "the logs give no such line"),
            remedy: Text("事業所に記録の提出を求め、根拠がなければ過誤の手続で返還を求めてください", "ask the office for its records; without a basis have the line withdrawn"),
        },
        of_audit: Some(OfAudit {
            note_for_city: Some("受け取っていないのなら、この事業所は記録なしで点検してください"),
            ..OfAudit::new(Asked::WithLogs, Some("この明細のもとになる記録があれば、写しを出してください。なければ、取下げ(過誤)の手続をしてください"))
        }),
    }
}

declare_rule! {
    /// **要件** 同じ明細が一度だけ請求されること
    ///
    /// **判定** 同じ人の同じ月の同じ明細(項目・区分・単位数・回数)が、一つの事業所から二度、またはいくつかの事業所から請求されたとき。記録から出るもの(なければ先に請求されたもの)は一度目なので挙げません。記録がその項目の行を却下・保留にしていて、その行から同じ明細が出るはずなら、原因コードはその規則で、そうでなければ空です。一つの行は一つの明細だけの原因になります。返戻等の表が、前の請求を返戻か取下げとしていれば数えません。減算の行なら過少です
    X904 {
        name: "claimed-twice",
        title: Text("二度の請求", "claimed twice"),
        levels: &[Level::Over, Level::Under],
        confidence: Confidence::Own,
        sources: &[cite(Source::Contract, "請求の点検")],
        wording: Wording {
            message: Text("同じ明細が二度請求されています", "the same line was submitted twice"),
            remedy: Text("どちらか一つを過誤の手続で取り下げてもらってください。返戻の後の再請求なら、返戻等の表に行を加えてください", "have one of them withdrawn; if the first was returned, add it to 返戻等"),
        },
        of_audit: Some(OfAudit {
            other_lines: Some(["同じ事業所の別の行", "別の事業所の請求"]),
            ..OfAudit::new(Asked::Always, Some("どちらか一つを取り下げてください。返戻の後の請求なら、知らせてください"))
        }),
    }
}

declare_rule! {
    /// **要件** なし(知らせるだけです)
    ///
    /// **判定** 記録がその月の明細を与えるのに、請求されていないとき。引くべき減算の行がないときは過大です
    X905 {
        name: "entitled-not-claimed",
        title: Text("請求されていない明細", "entitled, not claimed"),
        levels: &[Level::Under, Level::Over],
        confidence: Confidence::Own,
        sources: &[cite(Source::Contract, "請求の点検")],
        wording: Wording {
            message: Text("記録の与える明細が請求されていません", "a line that the logs give was not submitted"),
            remedy: Text("事業所に知らせてください。請求の期限のうちなら請求できます。減算の行なら、過誤の手続で直してもらってください", "tell the office: it may still claim it in time; a reduction that was left out is to be put right"),
        },
        of_audit: Some(OfAudit::new(Asked::WithLogs, Some("記録のとおりなら、請求の期限のうちに請求できます。減算の行なら、取下げ(過誤)の手続をして請求し直してください"))),
    }
}

declare_rule! {
    /// **要件** 請求された人が受給者の表にあること
    ///
    /// **判定** 請求の受給者証番号が受給者の表にないとき、人と月ごとに一度。その人の明細は、ほかには点検しません
    X907 {
        name: "unknown-recipient",
        title: Text("受給者の表にない人", "unknown recipient"),
        levels: &[Level::Query],
        confidence: Confidence::Own,
        sources: &[cite(Source::Contract, "請求の点検")],
        wording: Wording {
            message: Text("請求された受給者証番号が受給者の表にありません", "the certificate is not in 受給者"),
            remedy: Text("受給者証番号の誤りか、受給者の表の漏れかを確かめてください", "check whether the number is wrong or the table lacks the recipient"),
        },
        of_audit: Some(OfAudit {
            without_item: "その人の月の明細のすべて",
            ..OfAudit::new(Asked::WithLogs, Some("受給者証番号を確かめてください"))
        }),
    }
}

declare_rule! {
    /// **要件** 計画につながるモニタリングを、別に請求しないこと
    ///
    /// **判定** 記録がなく請求だけを点検するとき、同じ人の利用支援費と同じ月か前の月に(どの事業所でも)継続利用支援費があれば確かめるよう挙げます
    X908 {
        name: "pattern-plan-after-monitoring",
        title: Text("計画の前のモニタリングの請求", "monitoring before a plan"),
        levels: &[Level::Query],
        confidence: Confidence::Reading,
        sources: &[cite(Source::Reading, "請求だけの点検")],
        wording: Wording {
            message: Text("計画と同じ月か前の月に、モニタリングも請求されています", "a monitoring fee in the month of a plan fee or before it"),
            remedy: Text("そのモニタリングが計画につながったものか、事業所の記録で確かめてください", "ask the office whether the monitoring led to the plan"),
        },
        unsettled: Some(Text("請求だけではつながりが分からないので、確かめるよう挙げるだけです", "claims alone do not show whether they are connected")),
        of_audit: Some(OfAudit::new(Asked::WithoutLogs, Some("このモニタリングが計画につながったものか、知らせてください"))),
    }
}

declare_rule! {
    /// **要件** (Ⅱ)の区分を確かめられること
    ///
    /// **判定** 請求は(Ⅱ)で判定は(Ⅰ)など、(Ⅱ)かどうかだけが違い、その事業所の前の6か月の取扱実績がそろっていないとき。市町村には自分の受給者しか見えないので、違いとはしません
    X910 {
        name: "tier-not-checkable",
        title: Text("(Ⅱ)の区分を確かめられない", "tier not checkable"),
        levels: &[Level::Query],
        confidence: Confidence::Reading,
        sources: &[cite(Source::Reading, "取扱件数の点検")],
        wording: Wording {
            message: Text("取扱実績がないので、(Ⅱ)の区分が正しいか分かりません", "without 取扱実績 the tier cannot be checked"),
            remedy: Text("事業所に前の6か月の取扱件数と専門員数を求め、取扱実績の表に加えてください", "ask the office for the six months' figures and add them to 取扱実績"),
        },
        unsettled: Some(Text("市町村に見える受給者だけでは、事業所の取扱件数は分かりません", "a city sees only its own recipients")),
        of_audit: Some(OfAudit::new(Asked::WithLogs, Some("前の6か月の取扱件数と専門員数を知らせてください"))),
    }
}
