"""How a finding names the figures that do not agree."""

from gouji.check.cases import build_disclosure
from gouji.check.engine import check

INCOME, SPENDING = "收入总表", "支出总表"


def said(cells: dict[str, str], rule: str) -> list[str]:
    return [finding.message.zh for finding in check(build_disclosure({"cells": cells}), only=(rule,)).findings]


def test_an_item_that_no_row_prints_is_not_said_to_be_zero() -> None:
    table = "基本支出经济分类表"
    names = ("合计", "工资福利支出", "津贴补贴/工资奖金津补贴")
    cells = {"一般公共预算支出表[2080506, 基本支出]": "286.82", **{f"{table}[{one}, 合计]": "9.97" for one in names}}
    (message,) = said(cells, "X-14")
    assert "经济科目 30109 合计 0.00万元（没有列出），相差 286.82万元" in message


def test_a_row_that_only_one_table_prints_is_named_in_the_other() -> None:
    cells = {
        f"{INCOME}[合计, 合计]": "150.00",
        f"{INCOME}[2040201, 合计]": "150.00",
        f"{SPENDING}[合计, 合计]": "150.00",
        f"{SPENDING}[2040201, 合计]": "100.00",
        f"{SPENDING}[2040202, 合计]": "50.00",
        "收支总表[收入总计, 金额]": "150.00",
    }
    messages = said(cells, "X-49")
    assert any(f"{INCOME}“2040202”行为 0.00万元（没有列出）" in message for message in messages), messages
