"""Whatever happens to a form's cells, reading it ends, keeps the grid and makes up neither amounts nor words."""

from hypothesis import given
from hypothesis import strategies as st

from gouji.model.disclosure import Form, Funds, Grid
from gouji.read.forms import read_forms
from gouji.read.outline import Part
from printed_forms import HEAD, HEADER, SIGNED, make_part

ROWS = """
 | 产出指标 | 数量指标 | 更换主干道路灯数量 | 300盏 | 数量指标 | 更换主干道路灯 | 300盏
 | | | 灯杆 | 30根 | | 灯杆 | 30根
 | | 质量指标 | 质量指标 | 合格 | 质量指标 | 质量指标 | 合格无
 | | 成本指标 | | | 成本指标 | 灯具 | 5万元
 | 效益指标 | 经济效益指标 | | | 经济效益指标 | |
满意度指标 | 服务对象满意度 | 居民满意度 | ≥95% | 服务对象满意度 | 居民满意度 | ≥95% |
"""
PART = make_part(HEAD + HEADER + ROWS + SIGNED, ("盏",))
GRID = PART.grids[0]
HEIGHT, WIDTH = len(GRID.rows), len(GRID.rows[0])

rows = st.integers(0, HEIGHT - 1)
columns = st.integers(0, WIDTH - 1)
mutations = st.lists(
    st.one_of(
        st.tuples(st.just("blank"), rows, columns),
        st.tuples(st.just("double cell"), rows, columns),
        st.tuples(st.just("shift left"), rows, columns),
        st.tuples(st.just("shift right"), rows, columns),
        st.tuples(st.just("drop row"), rows, columns),
        st.tuples(st.just("double row"), rows, columns),
        st.tuples(st.just("swap rows"), rows, rows),
    ),
    max_size=8,
)


def mutate(changes: list[tuple[str, int, int]]) -> Grid:
    """Return the grid after the changes, always of the same width."""
    table = [list(row) for row in GRID.rows]
    for change, row, other in changes:
        row = min(row, len(table) - 1)
        if row < 0:
            continue
        cells = table[row]
        if change == "blank":
            cells[other] = ""
        elif change == "double cell":
            table[row] = (cells[: other + 1] + cells[other:])[:WIDTH]
        elif change == "shift left":
            table[row] = [*cells[1:], ""]
        elif change == "shift right":
            table[row] = ["", *cells[:-1]]
        elif change == "drop row":
            del table[row]
        elif change == "double row":
            table.insert(row, list(cells))
        else:
            swap = min(other, len(table) - 1)
            table[row], table[swap] = table[swap], table[row]
    return Grid(tuple(map(tuple, table)), tuple(range(5, 5 + len(table))))


def amounts(form: Form) -> list[str]:
    figures = (getattr(funds, name) for funds in (form.whole, form.annual) for name in Funds.__struct_fields__)
    return [figure.text for figure in figures if figure is not None and figure.text]


@given(mutations)
def test_nothing_is_made_up(changes: list[tuple[str, int, int]]) -> None:
    grid = mutate(changes)
    forms, damages, troubles = read_forms([Part("form", PART.title, (*PART.lines, grid))])
    printed = {text for row in grid.rows for text in row}
    assert "".join(text for form in forms for row in form.grid.rows for text in row if form.grid) == "".join(
        text for row in grid.rows for text in row
    )
    for form in forms:
        assert set(amounts(form)) <= printed
        for one in form.indicators:
            assert {one.name.printed, one.value.printed} <= printed | {""}
            assert {one.name.reading, one.value.reading.removesuffix("无")} <= {
                word for text in printed for word in (text, text.removesuffix("无"))
            } | {""}
    assert all(damage.place for damage in damages) and all(trouble.code for trouble in troubles)


@given(st.integers(0, HEIGHT))
def test_a_form_that_ends_anywhere_is_read_as_far_as_it_goes(height: int) -> None:
    grid = Grid(GRID.rows[:height], GRID.lines[:height])
    (whole,), _, _ = read_forms([PART])
    forms, _, troubles = read_forms([Part("form", PART.title, (*PART.lines, grid))])
    assert [one for one in forms[0].indicators if one not in whole.indicators] == []
    assert set(amounts(forms[0])) <= set(amounts(whole))
    assert bool(forms[0].indicators) or troubles
