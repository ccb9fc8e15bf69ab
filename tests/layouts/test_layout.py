"""Layouts are records, and a word in them that nothing knows is refused with its place and the nearest known name."""

from pathlib import Path

import pytest

from gouji.layouts.headings import headings, table_words
from gouji.layouts.kinds import load_kinds
from gouji.layouts.layout import FOLDER, LayoutError, layouts, load, prepared_layouts, read_layout
from gouji.layouts.words import Words, plain_label, plain_word

SHANXI = FOLDER / "shanxi" / "2024.yaml"


def test_every_layout_file_is_loaded() -> None:
    assert [layout.name for layout in layouts()] == [
        f"{file.parent.name}/{file.stem}" for file in sorted(FOLDER.glob("*/*.yaml"))
    ]


def test_shanxi_prints_the_thirteen_kinds_in_their_order() -> None:
    thirteen = [name for name, kind in load_kinds().items() if kind.number <= 13]
    assert [table.table for table in load("shanxi/2024").tables] == thirteen


def test_the_layout_prints_the_first_canonical_columns_in_their_order() -> None:
    for table in load("shanxi/2024").tables:
        for name, side in table.sides.items():
            printed = [column.name for column in side.columns]
            assert printed == list(load_kinds()[table.table].sides[name])[: len(printed)]


def test_class_rows_are_written_out_with_their_codes() -> None:
    table = load("shanxi/2024").table("财政拨款收支总表")
    assert table is not None
    rows = table.side("支出").rows
    assert (len(rows), rows[3].printed, rows[3].key, rows[3].code) == (
        33,
        "四、公共安全支出",
        "公共安全支出",
        "204",
    )
    assert (rows[29].printed, rows[29].code) == ("三十、抗疫特别国债安排的支出", "234")


@pytest.mark.parametrize(
    ("right", "wrong", "found", "nearest"),
    [
        ("table: 支出总表", "table: 支总表", "支总表", "收支总表"),
        ("name: 基本支出", "name: 基本", "基本", "基本支出"),
        ("key: 年终结转", "key: 年终节转", "年终节转", "年终结转"),
        ("- 国防支出", "- 国方支出", "国方支出", "国防支出"),
        ("blank: zero", "blnak: zero", "blnak", "blank"),
        ("nature: basic", "natrue: basic", "natrue", "nature"),
    ],
)
def test_unknown_name_is_refused(tmp_path: Path, right: str, wrong: str, found: str, nearest: str) -> None:
    text = SHANXI.read_text(encoding="utf-8")
    file = tmp_path / "2024.yaml"
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(LayoutError) as error:
        read_layout(file, "shanxi/2024")
    line = text[: text.index(right)].count("\n") + 1
    assert (error.value.found, error.value.nearest, error.value.line) == (found, nearest, line)
    assert f"{file}:{line}" in str(error.value)


def test_value_of_the_wrong_kind_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "2024.yaml"
    file.write_text(
        SHANXI.read_text(encoding="utf-8").replace("year: 2024", "year: 甲辰", 1), encoding="utf-8"
    )
    with pytest.raises(LayoutError, match=r"2024\.yaml:6"):
        read_layout(file, "shanxi/2024")


@pytest.mark.parametrize("kind", list(load_kinds()))
def test_every_kind_has_words_for_each_of_its_columns(kind: str) -> None:
    assert kind in headings().kinds
    for side, columns in load_kinds()[kind].sides.items():
        leads_to = {table_words(kind).sides[side].columns.find(column) for column in columns}
        assert leads_to <= {*columns, "总计"}


def test_words_are_found_whole() -> None:
    words = Words([("[部门]收入[预算]总表", "收入"), ("公开{n}表", "label")])
    assert [words.find(word) for word in ("收入总表", "部门收入预算总表", "收入总", "部门预算收入总表")] == [
        "收入",
        "收入",
        None,
        None,
    ]
    assert words.find("公开08表") == "label"


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("财政专户管理 资金", "财政专户管理资金"),
        ("２０２４年预算数", "{year}预算数"),
        ("2024 年度", "{year}"),
        ("“三公”经费", "三公经费"),
    ],
)
def test_two_printings_of_a_word_compare_equal(printed: str, plain: str) -> None:
    assert plain_word(printed) == plain


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("二十一、粮油物资储备支出", "粮油物资储备支出"),
        ("（一）一般公共预算", "一般公共预算"),
        ("①公务用车购置费", "公务用车购置费"),
        ("1. 政府性基金预算", "政府性基金预算"),
        ("其中：公务接待费", "公务接待费"),
        ("一般公共预算", "一般公共预算"),
    ],
)
def test_ordinal_is_no_part_of_a_label(printed: str, plain: str) -> None:
    assert plain_label(printed) == plain


def test_final_accounts_and_budgets_have_tables_of_their_own() -> None:
    for layout in layouts():
        assert {load_kinds()[table.table].stage for table in layout.tables} == {layout.stage}


def test_a_budget_is_prepared_only_where_the_ledger_says_how() -> None:
    assert prepared_layouts() == ("shanxi/2024",)


def test_a_unit_may_have_a_table_of_its_own() -> None:
    layout = load("shanghai/2024")
    department, unit = layout.table("收支总表"), layout.table("收支总表", 1)
    assert department is not None and unit is not None
    assert [len(table.side("支出").columns) for table in (department, unit)] == [1, 4]
    assert layout.table("收支总表", 2) is None
