"""What was not read is not called missing."""

from msgspec import structs

from gouji.check import check
from gouji.model.disclosure import Disclosure, Source, Trouble
from gouji.model.finding import Outcome
from gouji.model.place import Place
from gouji.read import read
from gouji.read.blocks import Blocks
from gouji.read.recognise import recognise
from gouji.read.text import read_text
from shared import EXAMPLES


def example() -> Disclosure:
    return read(EXAMPLES / "yunxi-culture-2025.txt")


def lose(code: str, part: str = "") -> Disclosure:
    """The example without a table, its procurement and half its forms, and a trouble that tells of something unread."""
    whole = example()
    return structs.replace(
        whole,
        tables=tuple(table for table in whole.tables if table.kind != "收入总表"),
        sections=tuple(section for section in whole.sections if section.kind != "政府采购"),
        forms=whole.forms[::2],
        troubles=(Trouble(code, "第3页只有图片，没有文字，未读。请装上文字识别。", "Pages 3 hold pictures. Install text recognition.", Place(page=3, part=part)),),
    )


def outcome(found: Disclosure, rule: str) -> Outcome:
    return check(found, only=[rule]).outcomes[0]


def test_what_stands_on_a_page_that_was_not_read_is_not_missing() -> None:
    found = lose("READ-031")
    assert {rule: outcome(found, rule).status for rule in ("X-40", "B-3", "B-4")} == dict.fromkeys(("X-40", "B-3", "B-4"), "not_run")
    assert outcome(found, "X-40").unrun == "lacking"
    assert outcome(found, "X-40").why.zh.endswith("第3页只有图片，没有文字，未读")


def test_what_does_not_bear_on_it_leaves_it_missing() -> None:
    found = lose("READ-110")
    assert {outcome(found, rule).status for rule in ("X-40", "B-3")} == {"fails"}


def test_a_table_that_is_known_as_none_may_be_the_missing_one() -> None:
    (finding,) = check(lose("READ-118"), only=["X-40"]).findings
    assert finding.severity == "note" and "没有读到" in finding.message.zh and "收入总表" in finding.message.zh


def test_a_form_whose_indicators_could_not_be_read_lacks_none() -> None:
    bare = [structs.replace(form, indicators=()) for form in example().forms]
    found = structs.replace(example(), forms=tuple(bare))
    assert len(check(found, only=["F-16"]).findings) >= 1
    broken = tuple(Trouble("READ-201", "没有表头", "no heading", form.place) for form in bare)
    assert outcome(structs.replace(found, troubles=broken), "F-16").status == "not_run"


LACKING = """2024年政府性基金预算支出表（不含上年结转）
单位：万元
科目编码\t科目名称\t合计\t基本支出
212\t城乡社区支出\t3.00\t3.00
\t合计\t3.00\t3.00
"""
WHOLE = """
2024年一般公共预算支出预算表（不含上年结转）
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
201\t一般公共服务支出\t10.00\t8.00\t2.00
\t合计\t10.00\t8.00\t2.00
"""


def test_columns_are_asked_for_only_where_the_form_is_the_documents_own() -> None:
    def codes(text: str) -> list[str]:
        found = recognise(Blocks(Source("a.txt", "text"), tuple(read_text(text, "a.txt"))))
        return [trouble.code for trouble in found.troubles]

    assert "READ-104" not in codes(LACKING)
    assert "READ-104" in codes(LACKING + WHOLE)
