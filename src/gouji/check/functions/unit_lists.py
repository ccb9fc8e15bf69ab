"""Budget units beside offices and posts: a unit that is also listed as an office, a unit without any post.

In: the part on organisation. Out: one finding for the units listed twice, one for the units without posts.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from gouji.check.functions.projects import plain
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Count, Disclosure, Unit

_NAME = 3  # characters; shorter names (科室) are told of many


@decides("units_are_no_offices")
def units_are_no_offices(disclosure: Disclosure, rule: Rule) -> Verdict:
    """No budget unit is also listed among the offices within the department.

    given: `outside`, words of a list that is not one of inner offices.
    """
    units = disclosure.organisation.units[1:]
    outside = re.compile(rule.given["outside"])
    offices = [
        name
        for count in disclosure.organisation.offices
        for part in _all(count)
        if not outside.search(part.subject)
        for name in part.names
        if len(name) >= _NAME
    ]
    if not units or not offices:
        return not_run("没有读到下属预算单位或内设机构名单", "no subordinate units, or no list of offices")
    department = disclosure.organisation.units[0].name
    twice = [unit for unit in units if any(_is_called(unit, plain(name), department) for name in offices)]
    hits = (_hit(twice),) if twice else ()
    return Verdict(checked=len(units), hits=hits)


def _is_called(unit: Unit, name: str, department: str) -> bool:
    """Return whether the unit bears the name, alone or behind the place or department the units share (某市看守所)."""
    own = plain(unit.name)
    return own.endswith(name) and plain(department).startswith(own.removesuffix(name))


def _all(count: Count) -> Iterator[Count]:
    yield count
    for part in count.parts:
        yield from _all(part)


def _hit(units: list[Unit]) -> Hit:
    names = "、".join(f"“{unit.name}”" for unit in units)
    return Hit(
        places=tuple(unit.place for unit in units),
        slots={"count": str(len(units)), "names": names},
        printed="、".join(unit.name for unit in units),
    )


@decides("units_have_posts")
def units_have_posts(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A budget unit has posts of its own."""
    units, staff = disclosure.organisation.units, disclosure.organisation.staff
    posts = [count for count in staff if count.topic == "人员/编制"]
    if not units or not posts:
        return not_run("没有读到预算单位或编制数", "no budget units, or no number of posts")
    none = [count for count in posts if count.value == 0]
    bare = [unit for unit in units if any(_is_meant(unit, count.subject, units[0].name) for count in none)]
    hits = (_hit(bare),) if bare else ()
    return Verdict(checked=len(units), hits=hits)


def _is_meant(unit: Unit, subject: str, department: str) -> bool:
    """Return whether the subject names the unit, shortly where it is listed behind another (某市看守所、拘留所)."""
    names = re.split(r"[、和与及]", re.sub(r"人员编制.*|编制.*", "", subject))
    return any(len(name) >= _NAME and _is_called(unit, plain(name), department) for name in names)


_KINDS = re.compile(r"(?:行政|事业|参公|企业|社会团体)")
_KIND = re.compile(
    r"(?P<name>行政|参公|(?:参照公务员法管理的?|全额拨款|差额拨款|财政补助|公益[一二]类|其他)?事业|企业|社会团体)(?:管理)?(?:事业)?单位(?:（[^）]*）)?\s*(?P<n>\d+)\s*[个家]"
)
_APART = ("行政", "事业", "企业", "社会团体")
_NO_KINDS = ("没有写各类预算单位的个数", "no numbers of kinds of units are stated")


@decides("kinds_of_units")
def kinds_of_units(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The kinds of budget units that a paragraph counts make the number of units it states.

    Other kinds than 行政, 事业 and 企业 may be kinds of these, and may be left out. given: `whole`, an expression of
    the number of all, with the group `n`.
    """
    whole, checked, hits = re.compile(rule.given["whole"]), 0, list[Hit]()
    for paragraph in disclosure.organisation.paragraphs:
        stated = whole.search(paragraph.text) if _KINDS.search(paragraph.text) else None
        kinds = [(match["name"], int(match["n"])) for match in _KIND.finditer(paragraph.text)]
        if stated is None or len(kinds) < 2:
            continue
        checked += 1
        within = [number for name, number in kinds if name not in _APART]
        summed = sum(number for _, number in kinds)
        made = {summed - sum(some) for many in range(len(within) + 1) for some in combinations(within, many)}
        if int(stated["n"]) not in made:
            parts = " + ".join(f"{name}单位{number}" for name, number in kinds)
            told = f"{abs(summed - int(stated['n']))}个"
            hits.append(Hit((paragraph.place,), {"parts": parts}, (), f"{stated['n']}个", f"{summed}个", told))
    return Verdict(checked, tuple(hits)) if checked else not_run(*_NO_KINDS)
