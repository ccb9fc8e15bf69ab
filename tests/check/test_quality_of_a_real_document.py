"""What the rules on the worth of forms and prose find in the real document: where, and how much of it.

The lines are those a reader of the document listed; the rules know nothing of this document.
"""

from functools import cache

import pytest

from gouji.check.engine import check
from gouji.check.rule import Rule
from gouji.check.rulebook import rulebook
from gouji.model.finding import Report
from gouji.read import read
from shared import EXAMPLES, SEED, needs_seed

LINES = {
    "F-31": [1806],  # 三年行动计划(2023-2023年)
    "F-32": [1089, 1091],  # thirteen months
    "F-33": [1291],  # 结转24年 in a project 结转23年
    "F-34": [600, 641, 780, 813, 846, 981, 1477, 1509, 1543, 1775, 1909, 1941, 2168],
    "F-35": [917, 2233],  # a number without its year
    "F-36": [1251, 1383, 1479, 1511, 1545, 1677, 1711, 1911, 1943, 2170],
    "F-37": [1081, 1082],  # 10号 of 2022 and of 2023
    "F-38": [1081, 1083],  # three years, one year
    "F-39": [1089, 1124, 1616, 1682, 1716],  # lengths of time and degrees of disability
    "F-40": [1814],  # three police stations for preparatory costs
    "F-41": [1198, 1889, 2111],
    "F-42": [624, 656, 796, 829, 866, 1330],
    "F-43": [1972, 1974, 2203],  # installed the year before; nearly finished and yet to be built
    "F-44": [882],
    "F-45": [1908],
    "F-46": [672],  # nineteen dogs, eleven of them listed
    "F-47": [2067],  # 60 people at 90 a month are 64,800 a year
    "F-48": [2035],
    "F-49": [1116],
    "F-50": [497, 531],  # police stations that the department does not have
    "F-51": [1248, 1444, 1641],
    "F-52": [854, 1257, 1684, 1688, 1689, 1718, 1722, 1723, 1852],
    "F-53": [1988, 2150],
    "F-57": [541, 682, 1126],  # heating, kennels, the network: a year that begins or ends in another
    "F-58": [1054],  # more people than the department has
    "F-74": [709, 950, 1118, 1152, 1252, 1382, 1416, 1510, 1744, 1808, 1910, 1942, 2005],
    "F-75": [676, 849, 920, 1448, 1480, 1610, 1712, 1846, 1879, 2007, 2039, 2105, 2137, 2236],
    "F-79": [1542],  # 20,000 and four times 5,000 are 40,000, not 120,000
    "F-83": [1092],
    "F-84": [673, 708],
    "F-85": [1403, 1963],  # 可持续发展指标; no row for what lasts
    "F-86": [1948],
    "P-9": [2175],  # forty people of the armed police
    "B-18": [488, 1072, 1665, 2026, 2124],
    "B-20": [1141, 1963],
    "B-21": [1339, 2092, 2124],
    "B-22": [399, 400, 401, 402, 403],
    "B-23": [470, 873, 1303, 1632],
    "B-24": [1173, 2026, 2124, 2269],
    "B-25": [1371, 1467, 1499, 1533],
    "B-26": [1665, 1699],
    "B-27": [1423],
    "B-28": [2233],
    "B-29": [2167],
    "B-30": [1173],
    "B-31": [1173, 2058],  # 90 people, 看护 and 留置看护
    "B-37": [2035],  # the old supplier goes on, the new purchase being late
    "B-38": [1141, 1797, 1963],
    "B-39": [952, 2007, 2105],
    "S-22": [1003, 2263],
    "S-23": [454, 456, 2255],
    "S-24": [271, 362],
}


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in rulebook() if rule.id in (*LINES, "B-19"))


@cache
def report() -> Report:
    return check(read(SEED), rules())


@needs_seed
@pytest.mark.parametrize("rule", LINES)
def test_a_weakness_is_found_where_a_reader_found_it(rule: str) -> None:
    places = [place.line for finding in report().findings if finding.rule == rule for place in finding.places]
    assert sorted(set(places)) == LINES[rule]


@needs_seed
def test_the_twenty_three_projects_that_recur_are_told_once() -> None:
    (finding,) = (finding for finding in report().findings if finding.rule == "B-19")
    assert len(finding.places) == 23 and "53个标为" in finding.message.zh


def test_a_document_without_them_has_none() -> None:
    for example in EXAMPLES.glob("yunxi*.txt"):
        assert check(read(example), rules()).findings == ()
