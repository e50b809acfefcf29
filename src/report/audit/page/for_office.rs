//! What an office is asked to do about a finding. The 対処 of a rule speaks to the city; the page
//! that is handed to the office must not.

use super::words;
use crate::{
    audit::AuditFinding,
    finding::{Lang, Rule},
};

/// 対処 in the words for the office; every rule of family X has one.
pub(super) fn remedy(rule: &'static Rule) -> Option<&'static str> {
    let told = match rule.code {
        "X901" => {
            "この明細のもとになる記録があれば、写しを出してください。なければ、取下げ(過誤)の手続をしてください"
        }
        // These speak to whoever made the file.
        "X902" | "X903" | "X906" => rule.wording.remedy.get(Lang::Ja),
        "X904" => "どちらか一つを取り下げてください。返戻の後の請求なら、知らせてください",
        "X905" => {
            "記録のとおりなら、請求の期限のうちに請求できます。減算の行なら、取下げ(過誤)の手続をして請求し直してください"
        }
        "X907" => "受給者証番号を確かめてください",
        "X908" => "このモニタリングが計画につながったものか、知らせてください",
        "X909" => "下の表の行と項目を確かめてください。ファイルを作ったソフトの誤りかもしれません",
        "X910" => "前の6か月の取扱件数と専門員数を知らせてください",
        _ => return None,
    };
    Some(told)
}

/// What no cell shows. Of a line without basis only that no row is there: how to go on from it is
/// told to the city.
pub(super) fn note(finding: &AuditFinding) -> Option<String> {
    let note = finding.note.as_ref()?.get(Lang::Ja);
    let fact = match finding.rule.code {
        "X901" => note.split('。').next().unwrap_or(note),
        _ => note,
    };
    Some(words::note(fact))
}
