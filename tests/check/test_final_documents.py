"""A small document of final accounts, as departments publish them: clean it finds nothing, a planted slip is found."""

from pathlib import Path

import pytest

from gouji.check import check
from gouji.model.finding import Finding
from gouji.read import read

PRINTED = """某县财政局2022年度部门决算
目录
公开时间：2023年9月20日
第一部分 部门概况......1
第二部分 2022年度部门决算表......2
第三部分 2022年度部门决算情况说明......3
第一部分 部门概况
一、部门职责
主管全县财政。
二、机构设置
决算单位构成包括某县财政局本级。
第二部分 2022年度部门决算表
收入支出决算总表
公开01表
部门：某县财政局　　金额单位：万元
收入\t\t\t支出\t\t
项目\t行次\t金额\t项目\t行次\t金额
栏次\t\t1\t栏次\t\t2
一、一般公共预算财政拨款收入\t1\t98.00\t一、一般公共服务支出\t5\t88.00
\t\t\t二、住房保障支出\t6\t9.00
本年收入合计\t2\t98.00\t本年支出合计\t7\t97.00
年初结转和结余\t3\t2.00\t年末结转和结余\t8\t3.00
总计\t4\t100.00\t总计\t9\t100.00
支出决算表
公开03表
部门：某县财政局　　金额单位：万元
项目\t\t\t\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出
功能分类科目编码\t\t\t科目名称\t\t\t\t\t\t
类\t款\t项\t栏次\t1\t2\t3\t4\t5\t6
合计\t\t\t\t97.00\t69.00\t28.00\t0.00\t0.00\t0.00
201\t\t\t一般公共服务支出\t88.00\t60.00\t28.00\t0.00\t0.00\t0.00
20106\t\t\t财政事务\t88.00\t60.00\t28.00\t0.00\t0.00\t0.00
2010601\t\t\t行政运行\t60.00\t60.00\t0.00\t0.00\t0.00\t0.00
2010602\t\t\t一般行政管理事务\t28.00\t0.00\t28.00\t0.00\t0.00\t0.00
221\t\t\t住房保障支出\t9.00\t9.00\t0.00\t0.00\t0.00\t0.00
22102\t\t\t住房改革支出\t9.00\t9.00\t0.00\t0.00\t0.00\t0.00
2210201\t\t\t住房公积金\t9.00\t9.00\t0.00\t0.00\t0.00\t0.00
第三部分 2022年度部门决算情况说明
一、收入支出决算总体情况说明
2022年度收入总计100.00万元，支出总计100.00万元。与上年相比收、支总计各减少25.00万元，下降20.00%，主要原因是项目减少。
二、支出决算情况说明
本年支出合计97.00万元，其中：基本支出69.00万元，占71.13%；项目支出28.00万元，占28.87%。
三、一般公共预算财政拨款支出决算情况说明
1.一般公共服务支出（类）财政事务（款）一般行政管理事务（项）：支出决算为28.00万元，完成预算93.33%，决算数小于预算数的主要原因是厉行节约。
2.住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为9.00万元，支出决算为9.00万元，完成年初预算的100.00%，决算数与年初预算数持平。
四、“三公”经费支出情况说明
公务接待费全年预算数0.50万元，决算数0.40万元，预决算差异率-20.00%。全年共接待来访团组3个、来宾24人次，未安排因公出国（境）团组。
"""


def found(folder: Path, old: str = "", new: str = "") -> list[Finding]:
    """Return the errors and warnings, but those for what the small document leaves out; old is printed as new."""
    assert old in PRINTED
    path = folder / "决算.txt"
    path.write_text(PRINTED.replace(old, new, 1) if old else PRINTED, encoding="utf-8")
    disclosure = read(path)
    assert [(table.kind, table.certain) for table in disclosure.tables] == [("收支决算总表", True), ("支出决算表", True)]
    return [one for one in check(disclosure).findings if one.severity != "note" and one.rule not in ("FA-45", "N-32")]


def test_clean_document_finds_nothing(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("\t8\t3.00", "\t8\t4.00", "FA-8"),
        ("住房公积金\t9.00\t9.00", "住房公积金\t8.00\t8.00", "FA-1"),
        ("下降20.00%", "下降22.00%", "N-9"),
        ("支出总计100.00万元。", "支出总计101.00万元。", "N-1"),
        ("占71.13%", "占73.11%", "N-6"),
        ("决算数小于预算数", "决算数大于预算数", "FA-41"),
        ("支出决算为28.00万元", "支出决算为29.00万元", "FA-42"),
        ("差异率-20.00%", "差异率-80.00%", "FA-46"),
        ("团组3个、来宾24人次", "团组24个、来宾3人次", "FA-43"),
    ],
)
def test_planted_slip_is_found(old: str, new: str, rule: str, tmp_path: Path) -> None:
    assert rule in {one.rule for one in found(tmp_path, old, new)}
