"""Performance forms printed by hand for tests: rows with | between the cells become Parts."""

from gouji.model.disclosure import Form, Grid
from gouji.model.place import Place
from gouji.read.blocks import Line
from gouji.read.forms import read_forms
from gouji.read.outline import Part

TITLE = "某县预算部门项目支出绩效目标表"
HEAD = """
项目名称 | | 路灯改造 | | | | |
主管部门及代码 | | 305-某县住建局 | | 实施单位 | | 某县路灯所 |
项目属性 | | 一次性项目 | | 项目期 | | 1年 |
项目资金(元) | | 实施期资金总额: | | 52,000.5 | 年度资金总额: | | 50,000
 | | 其中:中央财政资金 | | 0 | 其中:中央财政资金 | | 0
 | | 省级财政资金 | | 2,000.5 | 省级财政资金 | | 0
 | | 市县(区)财政资金 | | 50,000 | 市县(区)财政资金 | | 50,000
 | | 单位自筹 | | 0 | 单位自筹 | | 0
其他资金 | | | | 其他资金 | | |
项目概况 | | 更换旧路灯。 | | | | |
实施期目标 | | | | 年度目标 | | |
总体目标 | | 全县亮化。 | | | 本年亮化一条街。 | |
"""
HEADER = "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值"
SIGNED = "负责人: | | 经办人: | | 联系电话: | | 填报日期: | 20240115103315"


def make_part(text: str, below: tuple[str, ...] = (), title: str | None = TITLE) -> Part:
    """Return the Part of the printed form: title on line 1, year on line 3, rows from line 5 on."""
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in text.strip("\n").splitlines()]
    width = max(map(len, rows))
    padded = tuple(row + ("",) * (width - len(row)) for row in rows)
    grid = Grid(padded, tuple(range(5, 5 + len(rows))))
    after = tuple(Line(line, Place(line=100 + number)) for number, line in enumerate(below))
    return Part("form", Line(title, Place(line=1)) if title else None, (Line("(2024年度)", Place(line=3)), grid, *after))


def read_form(text: str, below: tuple[str, ...] = ()) -> Form:
    """Return the one form that is printed."""
    (form,), _, _ = read_forms([make_part(text, below)])
    return form


def indicators_of(rows: str, below: tuple[str, ...] = ()) -> list[str]:
    """Return the indicators of the rows under the regular heading, as "horizon level2 name = value"."""
    form = read_form(HEAD + HEADER + "\n" + rows.strip("\n") + "\n" + SIGNED, below)
    return [f"{one.horizon} {one.level2} {one.name.reading} = {one.value.reading}" for one in form.indicators]
