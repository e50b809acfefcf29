//! Family I: what is said about files, rows and cells, before any rule of the fees.
//!
//! I101–I108 and I115 are emitted while reading, the others where rows meet (`ledger`).

use crate::{
    declare_rule,
    finding::{
        Confidence::{Own, Reading, Single},
        Level::{Hold, Info, Reject, Warn},
        Source, Text, Wording, cite,
    },
};

declare_rule! {
    /// **要件** ファイルはCP932(Windows-31J)かUTF-8の文字で書かれていること
    ///
    /// **判定** 読めないバイトのある行は、その行だけ却下します。見出し行が読めないファイル(UTF-16、ZIPやExcelブック、NUL文字)は、ファイル全体を却下し、ほかのファイルの読み取りは続けます。必須の表がそのために欠けるときは、理由を示して終わります(終了コード2)
    I101 {
        name: "undecodable-bytes",
        title: Text("文字として読めない", "undecodable bytes"),
        levels: &[Reject],
        confidence: Own,
        sources: &[cite(Source::Contract, "docs/input.md")],
        wording: Wording {
            message: Text("ファイルの文字コードとして正しくないバイトがあります", "bytes that are not valid in the file's encoding"),
            remedy: Text("Excelで開き直し「CSV (コンマ区切り)」で保存してください", "open the file in Excel and save it as CSV (comma delimited)"),
        },
    }
}

declare_rule! {
    /// **要件** 見出し行が、入力の表のどれか一つの必須列(◎)をすべて持つこと
    ///
    /// **判定** どの表の必須列も半分に満たない見出し、または二つの表の必須列をすべて持つ見出しは、どの表とも決められません。そのファイルは読みません
    I102 {
        name: "unknown-table",
        title: Text("どの表か分からない", "unknown table"),
        levels: &[Reject],
        confidence: Own,
        sources: &[cite(Source::Contract, "docs/input.md")],
        wording: Wording {
            message: Text("見出し行がどの入力の表とも合わないので、このファイルは読みませんでした", "the header fits no input table; the file was not read"),
            remedy: Text("一行目を列名にしてください(`santei init` が見本の表を作ります)。請求と関係のないファイルなら、フォルダーから外してください", "make the first line the column names (`santei init` writes samples), or move the file out of the folder"),
        },
    }
}

declare_rule! {
    /// **要件** 表の必須列(◎)がすべてあること
    ///
    /// **判定** 必須列の半分以上があり、欠けている列があるとき、欠けた列を挙げてファイル全体を却下します
    I103 {
        name: "missing-column",
        title: Text("必須の列がない", "missing column"),
        levels: &[Reject],
        confidence: Own,
        sources: &[cite(Source::Contract, "docs/input.md")],
        wording: Wording {
            message: Text("必須の列が足りないので、このファイルは読みませんでした", "required columns are missing; the file was not read"),
            remedy: Text("足りない列を見出し行に加えてください", "add the missing columns to the header"),
        },
    }
}

declare_rule! {
    /// **要件** どの行も、見出しと同じ数のセルを持つこと
    ///
    /// **判定** 多くても少なくても、その行を却下します。閉じていない引用符は、開いた行を却下し、次の行から読み直します
    I104 {
        name: "wrong-cell-count",
        title: Text("セルの数が見出しと違う", "wrong cell count"),
        levels: &[Reject],
        confidence: Own,
        sources: &[cite(Source::Contract, "docs/input.md")],
        wording: Wording {
            message: Text("行のセルの数が見出しと違うか、引用符が閉じていません", "the row has more or fewer cells than the header, or an unclosed quote"),
            remedy: Text("その行のコンマと引用符を確かめてください", "check the commas and quotes of that line"),
        },
    }
}

declare_rule! {
    /// **要件** 日付・年月・時刻が読め、暦にあること
    ///
    /// **判定** 書き方は `2026-06-05`、`2026/6/5`、`20260605`、`R8.6.5`、`令和8年6月5日`(平成・昭和も)。ない日(2月30日、令和0年)は却下します。元号の終わりを過ぎた年(平成32年)は読みます
    I105 {
        name: "bad-date",
        title: Text("日付・年月・時刻が正しくない", "bad date, month or time"),
        levels: &[Reject],
        confidence: Own,
        sources: &[cite(Source::Contract, "docs/input.md")],
        wording: Wording {
            message: Text("日付・年月・時刻として読めないか、暦にない日です", "the date, month or time does not parse or does not exist"),
            remedy: Text("2026-06-05、R8.6.5、9:30 のように書き直してください", "write it like 2026-06-05, R8.6.5 or 9:30"),
        },
    }
}

declare_rule! {
    /// **要件** 番号は決まった桁の数字であること。数は範囲の中にあること
    ///
    /// **判定** 桁が足りないとき、Excelが先頭の0を落としていることが多いので、対処に書きます
    I106 {
        name: "bad-number",
        title: Text("番号・数が正しくない", "bad number"),
        levels: &[Reject],
        confidence: Own,
        sources: &[cite(Source::Contract, "docs/input.md")],
        wording: Wording {
            message: Text("番号の桁が違うか、数字でないか、範囲の外です", "the number has the wrong length, holds a non-digit, or is out of range"),
            remedy: Text("桁が足りないときは、Excelが先頭の0を落としています。列の書式を「文字列」にして入れ直してください。1.23E+09 のような形になったときは、もとの番号を打ち直してください", "if digits are missing, the spreadsheet dropped leading zeros: format the column as text and enter the number again; where it became something like 1.23E+09, type the original number again"),
        },
    }
}

declare_rule! {
    /// **要件** 決まった言葉のどれかであること
    ///
    /// **判定** 全角・半角と前後の空白の違いは問いません。選べる言葉を、書かれた値に近い順に挙げます
    I107 {
        name: "bad-choice",
        title: Text("選択肢にない値", "bad choice"),
        levels: &[Reject],
        confidence: Own,
        sources: &[cite(Source::Contract, "docs/input.md")],
        wording: Wording {
            message: Text("この列で使える値ではありません", "the value is not among the column's choices"),
            remedy: Text("使える値のどれかに直してください", "use one of the choices"),
        },
    }
}

declare_rule! {
    /// **要件** 必須のセルが書かれていること。障害児相談の受給者には児童氏名カナがあること。計画には同意日、計画案作成日、面接日のどれかがあること
    ///
    /// **判定** 空白だけのセルは空とみなします
    I108 {
        name: "empty-cell",
        title: Text("必須のセルが空", "empty cell"),
        levels: &[Reject],
        confidence: Own,
        sources: &[cite(Source::Contract, "docs/input.md")],
        wording: Wording {
            message: Text("書かれていなければならないセルが空です", "a required cell is blank"),
            remedy: Text("セルに値を入れてください", "fill in the cell"),
        },
    }
}

declare_rule! {
    /// **要件** 同じ出来事は一行だけであること
    ///
    /// **判定** 同じ表で、事業所・受給者・日・時刻(空と空は同じ)が等しい二行。会議等では活動種別と相手先番号も等しいもの。二つ目は判定しません。すべてのセルの値が等しければ警告、違う値があれば却下します。日付・時刻・数・旗の書き方の違いは、値の違いではありません。表にない列は見ません。どちらが二つ目かは、行の順ではなく、従業者番号と、列名の順に並べたセルの値で決めます
    I109 {
        name: "duplicate-row",
        title: Text("同じ出来事が二行ある", "duplicate row"),
        levels: &[Reject, Warn],
        confidence: Reading,
        sources: &[cite(Source::Reading, "入力の重複")],
        wording: Wording {
            message: Text("同じ出来事の行がもう一つあるので、この行は判定しません", "the same event is in another row; this one is not judged"),
            remedy: Text("どちらかの行を消してください。別の出来事なら時刻を書いてください", "delete one of the rows; if they are two events, give their times"),
        },
        unsettled: Some(Text("二重の行のどちらを残すかは、どの資料にもありません", "no source says which of two duplicate rows stands")),
    }
}

declare_rule! {
    /// **要件** 事業所・受給者・従業者の番号が、それぞれの表の(却下されていない)行にあること
    ///
    /// **判定** 従業者の表がないときは、従業者番号を問いません。却下された行にその番号があれば、関連に示します
    I110 {
        name: "unknown-reference",
        title: Text("番号がもとの表にない", "unknown reference"),
        levels: &[Reject],
        confidence: Own,
        sources: &[cite(Source::Contract, "docs/input.md")],
        wording: Wording {
            message: Text("事業所・受給者・従業者の番号が、もとの表にありません", "the office, recipient or staff number is in no accepted master row"),
            remedy: Text("番号を確かめ、もとの表に行を加えるか、却下された行(関連)を直してください", "check the number; add the master row, or mend the rejected one under 関連"),
        },
    }
}

declare_rule! {
    /// **要件** 市町村番号と事業所番号の最後の桁が、検証番号の規則(モジュラス10、右から2・1の重み)に合うこと
    ///
    /// **判定** 合わない番号を、表ごとに一度だけ知らせます。判定には使いません
    I111 {
        name: "check-digit",
        title: Text("検証番号が合わない", "check digit"),
        levels: &[Warn],
        confidence: Single,
        sources: &[cite(Source::Federation, "番号の検証")],
        wording: Wording {
            message: Text("番号の最後の桁が検証番号の規則に合いません", "the number fails its check digit"),
            remedy: Text("受給者証・指定通知書の番号と見比べてください", "compare the number with the certificate or the notice of designation"),
        },
        unsettled: Some(Text("事業所番号の検証番号は一つの資料だけです", "the check digit of office numbers rests on one source")),
    }
}

declare_rule! {
    /// **要件** 同じ番号の行の適用期間が重ならないこと
    ///
    /// **判定** 事業所(番号・サービス種類)、受給者(市町村・受給者証・サービス種類)、従業者(事業所・従業者)、地区(市町村・地区名)、体制届(事業所・サービス種類・届出項目)、取扱実績(事業所・サービス種類・年月)。同じ日に二行が有効なら、両方とも却下します。契約とモニタリング期間は重なってかまいません
    I112 {
        name: "overlapping-validity",
        title: Text("適用期間が重なる", "overlapping validity"),
        levels: &[Reject],
        confidence: Reading,
        sources: &[cite(Source::Reading, "入力の重複")],
        wording: Wording {
            message: Text("同じ番号の二つの行が同じ日に有効です", "two rows of the same key are valid on the same day"),
            remedy: Text("古い行に終了日を入れるか、いらない行を消してください", "give the older row an end date, or delete the row that is not needed"),
        },
        unsettled: Some(Text("重なった行のどちらも採らない扱いです", "neither of two overlapping rows is used")),
    }
}

declare_rule! {
    /// **要件** 終わりの日(月)が始まりより前でないこと
    I113 {
        name: "reversed-period",
        title: Text("終わりが始まりより前", "reversed period"),
        levels: &[Reject],
        confidence: Own,
        sources: &[cite(Source::Contract, "docs/input.md")],
        wording: Wording {
            message: Text("期間の終わりが始まりより前です", "the period ends before it starts"),
            remedy: Text("始まりと終わりの日付を確かめてください", "check the two dates"),
        },
    }
}

declare_rule! {
    /// **要件** 同じ受給者証番号が計画相談と障害児相談の両方で有効な日の行には、サービス種類があること
    ///
    /// **判定** どちらか決められないので保留します。契約の行は、その事業所が事業所の表に行を持つサービスのもの、モニタリング期間の行は両方のものとみなします
    I117 {
        name: "ambiguous-scheme",
        title: Text("どちらのサービスか決められない", "ambiguous scheme"),
        levels: &[Hold],
        confidence: Own,
        sources: &[cite(Source::Contract, "docs/input.md")],
        wording: Wording {
            message: Text("受給者証が計画相談と障害児相談の両方で有効な日に、サービス種類がありません", "the certificate is in force in both schemes on the day, and the row names none"),
            remedy: Text("サービス種類の列に「計画相談」か「障害児相談」を書いてください", "write 計画相談 or 障害児相談 in the column サービス種類"),
        },
    }
}

declare_rule! {
    /// **要件** 同じ利用者IDの行は、生年月日も同じであること
    ///
    /// **判定** 違うときは同じ人とみなしません
    I116 {
        name: "ambiguous-person",
        title: Text("利用者IDが同じで生年月日が違う", "ambiguous person"),
        levels: &[Warn],
        confidence: Own,
        sources: &[cite(Source::Contract, "docs/input.md")],
        wording: Wording {
            message: Text("利用者IDが同じで生年月日が違うので、同じ人とみなしません", "equal 利用者ID with different 生年月日; not taken as one person"),
            remedy: Text("利用者IDか生年月日を直してください", "correct the 利用者ID or the 生年月日"),
        },
    }
}

declare_rule! {
    /// **要件** なし(知らない列は読みません)
    ///
    /// **判定** ファイルごとに一度、読まなかった列の名を知らせます。同じ列が二つあるときは左を読みます
    I115 {
        name: "unknown-column",
        title: Text("読まない列がある", "unknown column"),
        levels: &[Info],
        confidence: Own,
        sources: &[cite(Source::Contract, "docs/input.md")],
        wording: Wording {
            message: Text("この表にない列は読みませんでした", "columns the table does not have were ignored"),
            remedy: Text("そのままでかまいません。必要な列なら、列名を確かめてください", "nothing to do, unless a column's name is misspelt"),
        },
    }
}

declare_rule! {
    /// **要件** 出力の文字コードCP932にある文字だけであること
    ///
    /// **判定** ない文字は、出力では `U+20BB7` のように書きます。判定は続けます
    I114 {
        name: "unwritable-character",
        title: Text("CP932にない文字", "unwritable character"),
        levels: &[Warn],
        confidence: Own,
        sources: &[cite(Source::Contract, "docs/output.md")],
        wording: Wording {
            message: Text("CP932で書けない文字があり、出力では U+ で始まる名で書きます", "a character CP932 cannot hold is written as its U+ name"),
            remedy: Text("CP932にある字に置き換えてください", "replace it by a character that CP932 has"),
        },
    }
}
