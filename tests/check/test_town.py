"""A whole document of another kind of department: a town without units, its words, places and figures invented."""

from pathlib import Path

import pytest

import gouji

TOWN = Path(__file__).parents[1] / "documents" / "town-2024.txt"


def findings(path: Path) -> set[tuple[str, str, str]]:
    return {(one.severity, one.rule, one.message.zh) for one in gouji.check(gouji.read(path)).findings}


@pytest.fixture(scope="module")
def sound() -> set[tuple[str, str, str]]:
    return findings(TOWN)


def test_a_sound_document_raises_no_alarm(sound: set[tuple[str, str, str]]) -> None:
    assert [one for one in sound if one[0] != "note"] == []


def test_every_table_and_form_is_read_though_the_forms_are_damaged() -> None:
    read = gouji.read(TOWN)
    assert sorted(table.number or 0 for table in read.tables) == list(range(1, 14))
    assert all(table.kind and table.certain for table in read.tables)
    assert [len(form.indicators) for form in read.forms] == [14, 20, 16, 16, 20, 14, 22, 18]
    assert not read.unrecognised


@pytest.mark.parametrize(
    ("rule", "printed", "wrong"),
    [
        ("T0-1", "2010301\t行政运行\t402.85\t402.85", "2010301\t行政运行\t420.85\t420.85"),
        ("T0-13", "20103\t政府办公厅（室）及相关机构事务", "20103\t政府办公室及相关事务"),
        ("T12-1", "人大代表活动经费\t4.80\t4.80", "人大代表活动经费\t8.40\t8.40"),
        ("N-1", "节能环保支出143.68万元，", "节能环保支出143.86万元，"),
        ("N-11", "增加146.06万元，增长", "增加146.06万元，下降"),
        ("N-6", "占一般公共预算当年支出的27.37%", "占一般公共预算当年支出的30.07%"),
        ("N-9", "减少0.60万元，下降20.00%", "减少0.60万元，下降25.00%"),
        ("N-22", "（行政编制46名", "（行政编制49名"),
        ("N-5", "服务206.08万元", "服务260.08万元"),
        ("B-33", "经常性项目7个604.69万元", "经常性项目6个604.69万元"),
        ("B-35", "共有8个项目纳入", "共有6个项目纳入"),
        ("F-4", "21个村*15.3万元/村=321.3万元", "21个村*15.3万元/村=312.3万元"),
        ("F-6", "每盏4820元,计703720元", "每盏4820元,计730720元"),
        ("F-66", "每月52000元", "每月62000元"),
        ("F-65", "验收后支付97%,质保金3%于次年支付", "开工支付40%,验收后支付97%"),
    ],
)  # fmt: skip
def test_one_slip_is_told(rule: str, printed: str, wrong: str, sound: set[tuple[str, str, str]], tmp_path: Path) -> None:
    text = TOWN.read_text(encoding="utf-8")
    assert printed in text
    path = tmp_path / "town.txt"
    path.write_text(text.replace(printed, wrong, 1), encoding="utf-8")
    assert rule in {told for _, told, _ in findings(path) - sound}
