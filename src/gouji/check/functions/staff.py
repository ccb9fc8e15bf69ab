"""Numbers of units, offices and people: the total against its kinds and against the list of names.

In: the organisation as read. A total without its kinds, or a list that ends with 等, cannot be judged. Out: totals
that are not the sum of their kinds, lists longer or shorter than the number stated.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import structs

from gouji.check.functions.claims import once
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.model.disclosure import Count, Disclosure, Organisation


def _every(counts: Iterable[Count]) -> Iterator[Count]:
    """Yield the counts and all their parts."""
    for count in counts:
        yield count
        yield from _every(count.parts)


@decides("units_listed")
def units_listed(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The list of budget units is as long as the number stated."""
    organisation = disclosure.organisation
    stated, listed = organisation.stated_units, len(organisation.units)
    if stated is None or not listed or _open_list(organisation, rule):
        return not_run("没有同时读到单位个数和单位名单", "the number of units and their list were not both read")
    if stated == listed:
        return Verdict(checked=1)
    hit = Hit(
        places=once([unit.place for unit in organisation.units]),
        slots={"names": "、".join(unit.name for unit in organisation.units)},
        printed=f"{stated}个",
        expected=f"{listed}个",
        difference=f"{abs(stated - listed)}个",
    )
    return Verdict(checked=1, hits=(hit,))


def _open_list(organisation: Organisation, rule: Rule) -> bool:
    """Return whether the list of units says of itself that it is not complete."""
    last = organisation.units[-1].name
    return any(re.search(re.escape(last) + rule.given["open"], paragraph.text) for paragraph in organisation.paragraphs)


@decides("offices_counted")
def offices_counted(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A number of offices is the sum of its kinds and the length of its list."""
    checked, hits = 0, []
    for count in _every(disclosure.organisation.offices):
        for hit in (_against_parts(count, "个", ""), _against_names(disclosure, count, rule)):
            if hit is not None:
                hits.append(hit)
        checked += bool(count.parts) + bool(count.names)
    if not checked:
        return not_run("没有读到带构成或名单的机构个数", "no number of offices with kinds or names was read")
    return Verdict(checked=checked, hits=tuple(hits))


@decides("staff_counted")
def staff_counted(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A number of people is the sum of its kinds.

    given: `kinds`, those that make up the whole; `retired`, those who are not among people in post told before them.
    """
    retired = re.compile(rule.given["retired"])
    counts = [_in_post(count, retired) for count in _every(disclosure.organisation.staff) if len(count.parts) > 1 and count.value]
    if not counts:
        return not_run("没有读到带构成的人员数", "no number of people with its kinds was read")
    hits = [hit for count in counts if (hit := _against_parts(count, "人", rule.given["kinds"])) is not None]
    return Verdict(checked=len(counts), hits=tuple(hits))


def _in_post(count: Count, retired: re.Pattern[str]) -> Count:
    """Return the count without the retired, where the others are told before them and the whole does not count them in."""
    if sum(part.value or 0 for part in count.parts) == count.value or retired.search(count.subject):
        return count
    own = tuple(part for part in count.parts if not retired.search(part.subject))
    return structs.replace(count, parts=own) if len(own) > 1 else count


def _against_parts(count: Count, unit: str, kinds: str) -> Hit | None:
    """Return the hit for a total that its kinds exceed or miss.

    A shortfall may be a kind left out, unless it is so small that none can be, or all parts are of the `kinds` that
    make up the whole.
    """
    values = [part.value for part in count.parts if part.value is not None]
    if count.value is None or len(values) < 2 or len(values) != len(count.parts) or sum(values) == count.value:
        return None
    missing = count.value - sum(values)
    of_kind = bool(kinds) and all(re.search(kinds, part.subject) for part in count.parts)
    if missing > max(2, count.value // 10) and not of_kind:
        return None
    return Hit(
        places=once([count.place, *(part.place for part in count.parts)]),
        slots={
            "subject": count.subject,
            "what": f"印作{count.value}{unit}，各项相加为{' + '.join(map(str, values))} = {sum(values)}{unit}",
            "what_en": f"{count.value} stated, the kinds add up to {sum(values)}",
        },
        printed=f"{count.value}{unit}",
        expected=f"{sum(values)}{unit}",
        difference=f"{abs(missing)}{unit}",
        severity=None if missing < 0 else "warning",
    )


def _against_names(disclosure: Disclosure, count: Count, rule: Rule) -> Hit | None:
    """Return the hit for a list that is not as long as the number; a list that ends with 等 may be shorter."""
    if count.value is None or not count.names or len(count.names) == count.value:
        return None
    paragraphs = disclosure.organisation.paragraphs
    open_end = any(re.search(re.escape(count.names[-1]) + rule.given["open"], p.text) for p in paragraphs)
    if open_end and len(count.names) < count.value:
        return None
    return Hit(
        places=(count.place,),
        slots={
            "subject": count.subject,
            "what": f"印作{count.value}个，所列名称有{len(count.names)}个",
            "what_en": f"{count.value} stated, {len(count.names)} names are listed",
        },
        printed=f"{count.value}个",
        expected=f"{len(count.names)}个",
        difference=f"{abs(count.value - len(count.names))}个",
    )


@decides("staff_within_quota")
def staff_within_quota(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A unit has no more people in post than posts, where one sentence states both."""
    both = re.compile(rule.given["both"])
    checked, hits = 0, []
    for paragraph in disclosure.organisation.paragraphs:
        for match in both.finditer(paragraph.text):
            checked += 1
            posts, people = int(match["posts"]), int(match["people"])
            if people > posts > 0 and not re.search(rule.given["explained"], paragraph.text):
                hits.append(
                    Hit(
                        places=(paragraph.place,),
                        slots={"quote": match[0]},
                        printed=f"{people}人",
                        expected=f"≤{posts}人",
                        difference=f"{people - posts}人",
                    )
                )
    if not checked:
        return not_run("没有同时写明编制和在职人数的语句", "no sentence states both posts and people in post")
    return Verdict(checked=checked, hits=tuple(hits))
