"""What the rules of forms, sanity and privacy find in the real document, and that nothing private is repeated."""

from functools import cache

import msgspec

from gouji.check.engine import check
from gouji.check.masking import names_in
from gouji.check.texts import all_texts
from gouji.model.finding import Report
from gouji.read import read
from shared import EXAMPLES, SEED, needs_seed

FAMILIES = ["form", "sanity", "privacy", "reading"]


@cache
def report() -> Report:
    return check(read(SEED), only=FAMILIES)


def lines(rule: str) -> list[int | None]:
    """Return the first line of each finding of the rule, in order."""
    return sorted(finding.places[0].line or 0 for finding in report().findings if finding.rule == rule)


@needs_seed
def test_errors_are_those_a_reader_confirms() -> None:
    errors = sorted((f.rule, f.places[0].line) for f in report().findings if f.severity == "error")
    assert errors == [
        ("F-10", 2067),  # performance pay, in a text that adds itself up
        ("F-11", 1484),  # two people in the text, one in the indicator
        ("F-3", 1323),  # 9.6823 for 9.8623
        ("P-5", 1606), ("P-5", 1665), ("P-5", 1699), ("P-6", 1280), ("P-6", 1578),
    ]  # fmt: skip


@needs_seed
def test_warnings_are_those_a_reader_confirms() -> None:
    warnings = {f.rule: lines(f.rule) for f in report().findings if f.severity == "warning" and f.rule not in ("P-8",)}
    assert warnings["F-25"] == [720, 754, 1160, 1982, 2210]  # leases to 2027, eighteen months, two years
    assert warnings["F-10"] == [599, 2067]  # the milder one: the indicators add up to the funds
    assert warnings["F-19"] == [1160, 2211]  # at least eighteen months, at least 188,272 元
    assert "F-24" not in warnings and "F-15" not in warnings  # thirteen digits, half a row blank: notes
    assert warnings["F-14"] == [1883]  # 110 against 105
    assert warnings["S-2"] == [2255]  # 74 vehicles, a quota of 46
    assert {"F-8", "F-17", "P-7", "S-5", "S-6"} <= warnings.keys()


@needs_seed
def test_the_swapped_digits_are_proposed() -> None:
    (finding,) = (f for f in report().findings if f.rule == "F-3")
    assert "9.8623万元" in finding.message.zh and finding.difference == "1800.00元"


@needs_seed
def test_sums_that_hold_are_checked_and_pass() -> None:
    outcomes = {outcome.rule: outcome for outcome in report().outcomes}
    assert [outcomes[rule].status for rule in ("F-1", "F-2", "F-6", "F-7", "F-16")] == ["holds"] * 5
    assert outcomes["F-1"].checked == 106 and outcomes["F-4"].checked == 22


@needs_seed
def test_no_name_of_the_document_is_repeated() -> None:
    names = set().union(*(names_in(one.text) for one in all_texts(read(SEED))))
    said = msgspec.json.encode(report()).decode()
    assert len(names) == 7
    assert not [name for name in names if name in said]


def test_a_document_that_ties_out_has_no_finding() -> None:
    for example in EXAMPLES.glob("yunxi*.txt"):
        assert check(read(example), only=FAMILIES).findings == ()
