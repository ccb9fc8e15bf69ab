"""Which slip of writing is named."""

import pytest

from gouji.check.slips import (
    ADDED,
    CHANGED,
    DOUBLED,
    DROPPED,
    EXCHANGED,
    MYRIAD,
    POINT,
    SIGN,
    YUAN,
    Near,
    Slip,
    name_slip,
)
from gouji.model.disclosure import Figure
from gouji.model.money import Money, read_money
from gouji.model.place import Bilingual, Place

NEIGHBOUR = Slip(Bilingual("错行", "row"), 1)


def slip(printed, wanted, near=()):
    state, money = read_money(printed, "万元")
    found = name_slip(Figure(printed, state, "万元", money, Place()), read_money(wanted, "万元")[1], near)
    return found


@pytest.mark.parametrize(
    ("printed", "wanted", "named"),
    [
        ("4126.38", "4216.38", "相邻两位数字颠倒"),
        ("4263.18", "4261.38", "相邻两位数字颠倒"),
        ("1264.38", "4261.38", EXCHANGED.name.zh),
        ("426.38", "4261.38", DROPPED.name.zh),
        ("4261.3", "4261.38", DROPPED.name.zh),
        ("42611.38", "4261.38", DOUBLED.name.zh),
        ("42617.38", "4261.38", ADDED.name.zh),
        ("42613.80", "4261.38", POINT.name.zh),
        ("426.14", "4261.38", POINT.name.zh),
        ("-4261.38", "4261.38", SIGN.name.zh),
        ("42613800.00", "4261.38", YUAN.name.zh),
        ("0.43", "4261.38", MYRIAD.name.zh),
        ("4291.38", "4261.38", CHANGED.name.zh),
    ],
)
def test_a_slip_is_named(printed, wanted, named):
    assert slip(printed, wanted).name.zh == named


def test_an_amount_that_no_slip_explains_has_none():
    assert slip("4261.38", "1187.52") is None
    assert slip("4261.38", "4261.38") is None


def test_the_figure_of_the_next_row_is_a_slip():
    assert slip("881.00", "4261.38", [Near(Money(882_000_000), NEIGHBOUR)]) is None
    assert slip("881.00", "4261.38", [Near(read_money("881.00", "万元")[1], NEIGHBOUR)]) == NEIGHBOUR
