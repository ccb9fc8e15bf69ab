"""Workbooks as officers hand them in, right and wrong: the template's sheets with rows typed in, cell by cell."""

import io
from typing import Any

import xlsxwriter

from gouji.prepare.columns import FIRST_ROW, HEAD_ROW, load_book
from gouji.prepare.template import GUIDE

Rows = list[list[Any]]

# A department of one unit, one project and four lines of the ledger that is sound.
TARGETS = [
    ["巡逻服务", "年度", "产出指标", "数量指标", "巡逻人数", "≥", 20, "人"],
    ["巡逻服务", "年度", "产出指标", "质量指标", "出勤率", "≥", 95, "%"],
    ["巡逻服务", "年度", "产出指标", "时效指标", "完成时间", "", "2025年12月底前", ""],
    ["巡逻服务", "年度", "产出指标", "成本指标", "服务费", "≤", 300000, "元"],
    ["巡逻服务", "年度", "效益指标", "社会效益指标", "治安状况", "", "改善", ""],
    ["巡逻服务", "年度", "满意度指标", "服务对象满意度", "群众满意度", "≥", 90, "%"],
]
PROJECT = {
    "项目名称": "巡逻服务", "实施单位": "某县公安局", "项目类别": "特定目标类", "年度市县资金（元）": 300000, "项目概况": "购买巡逻服务。",
    "立项依据": "县政府批示。", "设立必要性": "警力不足。", "制度措施": "财务制度。", "实施计划": "按季支付。", "年度目标": "街面有人巡。",
    "填报日期": "20241115093000",
}  # fmt: skip
LEDGER = [
    ["某县公安局", "2040201 行政运行", "一般公共预算", "基本支出", "30101 基本工资", "", "否", 1000000.5],
    ["某县公安局", "2040201 行政运行", "一般公共预算", "基本支出", "30201 办公费", "", "否", 50000],
    ["某县公安局", "2040201 行政运行", "一般公共预算", "基本支出", "30217 公务接待费", "", "否", 3000],
    ["某县公安局", "2040220 执法办案", "一般公共预算", "项目支出", "", "巡逻服务", "否", 300000],
]


def sound() -> dict[str, Rows]:
    """Return sheet → rows of values under the template's columns; facts as rows of label and value."""
    columns = [column.name for column in load_book().holding("projects").columns]
    told: dict[str, Rows] = {
        "部门": [["部门名称", "某县公安局"], ["部门代码", "011"], ["预算年度", 2025]],
        "单位": [["某县公安局", "行政"]],
        "人员": [["公务员", 30, 32]],
        "预算台账": [list(line) for line in LEDGER],
        "项目": [[PROJECT.get(name, "") for name in columns]],
        "绩效指标": [list(target) for target in TARGETS],
        "三公经费": [["公务接待费", 3000, "", "", 3000, ""]],
        "机关运行经费": [["某县公安局", 53000]],
        "政府采购": [["服务（元）", 300000]],
        "资产": [["截至日期", "2024年12月31日"]],
        "上年数与原因": [
            ["收入总计", 1350000, ""], ["支出总计", 1350000, ""], ["一般公共预算当年支出", 1350000, ""], ["三公经费", 3000, ""],
            ["机关运行经费", 52000, ""],
        ],
        "职责与机构": [["职责", "维护社会治安。"]],
        "名词解释": [["基本支出", "维持运转的支出。"]],
    }  # fmt: skip
    return {sheet.name: told.get(sheet.name, []) for sheet in load_book().sheets}


def header(sheet: str) -> list[str]:
    """Return the names of the sheet's columns."""
    return [column.name for column in next(each for each in load_book().sheets if each.name == sheet).columns]


class Workbook:
    """A workbook under construction. Cells are written as they would be typed: texts, numbers, formulas, merged."""

    def __init__(self, rows: dict[str, Rows] | None = None) -> None:
        self.rows = sound() if rows is None else rows
        self.headers: dict[str, list[str]] = {}
        self.names: dict[str, str] = {}
        self.guide = {"模板版本": load_book().version, "公开版式": "shanxi/2024", "预算年度": "2025"}
        self.merged: list[tuple[str, str]] = []
        self.extra: dict[str, Rows] = {}

    def bytes(self) -> bytes:
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
            page = book.add_worksheet(GUIDE)
            for row, (label, value) in enumerate(self.guide.items()):
                page.write_row(row, 0, [label, value])
            for sheet in load_book().sheets:
                if sheet.name in self.rows:
                    self._add(book, sheet.name, facts=sheet.shape == "facts")
            for name, rows in self.extra.items():
                page = book.add_worksheet(name)
                for row, values in enumerate(rows):
                    page.write_row(row, 0, values)
        return stream.getvalue()

    def _add(self, book: Any, sheet: str, *, facts: bool) -> None:
        page = book.add_worksheet(self.names.get(sheet, sheet))
        page.write_row(HEAD_ROW, 0, ["项目", "内容"] if facts else self.headers.get(sheet, header(sheet)))
        for row, values in enumerate(self.rows[sheet], FIRST_ROW):
            for column, value in enumerate(values):
                if value != "":
                    page.write(row, column, value)
        for where, cells in self.merged:
            if where == sheet:
                page.merge_range(cells, "")
