"""Lists in the texts of a form against the number printed behind them: names (甲、乙、丙3所学校), and costs one by one.

In: the forms. Out: lists that have more or fewer entries than is said.
"""

import re

from gouji.check.deciding import NO_FORMS, Slots, decided, masked, title_of
from gouji.check.masking import mask_names
from gouji.check.rule import Hit, Rule, Verdict, decides
from gouji.check.texts import FIELDS, LOST, fields_with
from gouji.layouts.characters import HAN
from gouji.model.disclosure import Disclosure
from gouji.model.place import Bilingual

_NO_LISTS = Bilingual("项目文字中没有名单后面写个数的", "no text has a number behind a list")
_NO_ENTRIES = Bilingual("项目文字中没有编号列出又写共几项的", "no text numbers its costs and says how many they are")
_DIGITS = {word: at for at, word in enumerate("零一二三四五六七八九十")} | {"两": 2}


# A list begins behind a mark or a number: behind 、 or a bracket a longer name belongs to it.
_BEGINS = re.compile(rf"(?:^|[，,。；;：:\d\n]){HAN}*$")


@decides("names_and_number")
def names_and_number(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Names listed right before a number of places or bodies (甲、乙、丙3所学校) are as many as it says.

    given: `list`, an expression with the groups `names` and `n`; `open`, words in a name that say that there are more, or
    that it is no name.
    """
    listed, open_ = re.compile(rule.given["list"].replace("HAN", HAN)), re.compile(rule.given["open"])
    checked, hits = 0, []
    for form, field, text in fields_with(disclosure, listed):
        for match in listed.finditer(text.reading):
            names = match["names"].split("、")
            if open_.search(match["names"]) or text.damage in LOST or not _BEGINS.search(text.reading[: match.start()]):
                continue
            checked += 1
            if len(names) != int(match["n"]):
                slots: Slots = {"form": title_of(form), "field": FIELDS[field], "quote": mask_names(match[0])}
                hits.append(Hit(masked([text.place]), slots, printed=f"{match['n']}", expected=f"{len(names)}"))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_LISTS)


_SUMMED = re.compile(r"(?:以上|上述|共)?([一二两三四五六七八九十]|\d{1,2})项(?:费用|经费|资金|支出)?(?:合计|共计|总计|小计)")
_ENTRY = re.compile(r"(?:^|(?<=[:：;；。,，\n]))\s*[(（]?([1-9])[)）.、．](?!\d)")


@decides("numbered_entries")
def numbered_entries(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Costs numbered one by one (1.…；2.…) are as many as the total behind them says (四项合计)."""
    checked, hits = 0, []
    for form, field, text in fields_with(disclosure, _SUMMED):
        match = _SUMMED.search(text.reading)
        entries = [int(one) for one in _ENTRY.findall(text.reading[: match.start()])] if match is not None else []
        if match is None or len(entries) < 2 or entries != list(range(1, len(entries) + 1)) or text.damage in LOST:
            continue
        checked += 1
        said = _DIGITS.get(match[1]) or int(match[1])
        if said != len(entries):
            slots: Slots = {"form": title_of(form), "field": FIELDS[field], "quote": match[0]}
            hits.append(Hit(masked([text.place]), slots, printed=f"{said}项", expected=f"{len(entries)}项"))
    return decided(checked, hits, NO_FORMS if not disclosure.forms else _NO_ENTRIES)
