"""Arithmetic written in prose: products, rates, amounts and totals, as numbers.

In: a sentence as printed, half- or full-width. Out: what it calculates, each with the text that says so. Values are
in 元 where a unit of money is printed, else as they stand; `slack` is half the last printed step, so that the true
value lies in value ± slack.
"""

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from gouji.layouts.characters import HAN

# Each begins with a digit, so that the matcher passes over what is none: 2,024 and 2024, not 2,0240.
_WHOLE = r"\d(?:\d{0,2}(?:,\d{3})+(?!\d)|\d*)"
NUMBER = rf"{_WHOLE}(?:\.\d+)?"
TIMES_A_YEAR = {"月": 12, "季度": 4, "半年": 2}
RANGE = re.compile(r"\s*(?:至|到|-|—|~|～)")  # behind the first of two amounts that are the ends of a range
PRICE = "单价"
MONEY = r"(?:亿|千万|百万|万|千|百)?元"
COUNTED = "人名位套台辆家户件只条张个份处所间座栋次场期起例棵株亩册部把支块盏"

_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "百万": 10**6, "千万": 10**7, "亿": 10**8}
# Replacing one by one is ten times as fast as translating: most of these marks do not occur.
_WIDTH = tuple(zip("０１２３４５６７８９．＊×✕✖xX＝：，；（）％／", "0123456789.******=:,;()%/", strict=True))
_UNIT = r"[\u4e00-\u9fff%/]{0,8}"
_OPERATION = re.compile(
    rf"(?<![\d.)*+=\-－÷/])(?<!\d,)(?P<left>{NUMBER}\s*{_UNIT}(?:\s*[*+]\s*{NUMBER}\s*{_UNIT})+)\s*=\s*(?P<right>{NUMBER})\s*(?P<unit>{MONEY})?"
)
_FACTOR = re.compile(rf"(?P<operator>[*+])?\s*(?P<number>{NUMBER})\s*(?P<unit>{_UNIT})")
_TOTAL = "合计|共计|总计|总共|共需|计为"
_AMOUNT = re.compile(rf"(?P<number>{NUMBER})\s*(?P<unit>{MONEY})(?P<per>/[\u4e00-\u9fff/·•・]+)?")
_LEAD = re.compile(rf"(?P<total>(?:{_TOTAL})[^\d,;]{{0,10}}?)?(?P<each>每[^\d,;]{{0,12}}|[人户亩生村]均[^\d,;]{{0,6}}|单价[^\d,;]{{0,3}})?$")
_REACH = 40  # characters before an amount that say what it is: its name, 合计 and ten, 每 and twelve
_COUNT = re.compile(rf"(?P<number>{NUMBER})(?P<scale>[百千万]?)(?P<about>余|多)?(?P<unit>平方米|公里|公顷|批次|[{COUNTED}])(?!月|人|次)")


# What before a number makes it none of its own: 第3个, 1,200人, 每10人.
_MIDST = re.compile(r"(?:第|\.|\d,|每)$")
_LABEL = re.compile(r"[,;:()]")
_EACH_BEFORE, _EACH_AFTER = re.compile(rf"每(?:个)?(季度|半年|平方米|公里|公顷|批次|{HAN})"), re.compile(rf"[/·•・](季度|平方米|公里|公顷|{HAN})")
_FEN = Decimal("0.01")


class Factor(Struct, frozen=True, gc=False):
    """One number of a calculation, with its unit as printed. value: in 元 if the unit is money."""

    value: Decimal
    slack: Decimal
    unit: str

    @property
    def money(self) -> bool:
        """Whether the unit is one of money."""
        return "元" in self.unit


class Operation(Struct, frozen=True, gc=False):
    """A calculation written out: terms to be added, each a product of factors, and the result printed after “=”."""

    text: str
    terms: tuple[tuple[Factor, ...], ...]
    result: Factor
    start: int
    end: int

    def bounds(self) -> tuple[Decimal, Decimal]:
        """Return the least and the greatest value of the calculation, given how finely its money is printed."""
        low = high = Decimal(0)
        for term in self.terms:
            least = greatest = Decimal(1)
            for factor in term:
                least *= factor.value - factor.slack
                greatest *= factor.value + factor.slack
            low, high = low + least, high + greatest
        return low, high


class Item(Struct, frozen=True, gc=False):
    """One amount of money in a sentence.

    role: "amount"; "total" after 合计, 共计 …; "rate" for so much a head, a month …, with `each` saying of what
    ("人", "月", "人月"). label: the words before it.
    """

    role: str
    value: Decimal
    slack: Decimal
    text: str
    label: str
    each: str
    start: int
    end: int


class Count(Struct, frozen=True, gc=False):
    """A number of things or people in a sentence ("1189人"); about: printed as approximate."""

    value: int
    unit: str
    about: bool
    start: int
    end: int


class Sentence(Struct, frozen=True, gc=False):
    """A sentence's calculations, amounts and counts in printed order. text: half-width, as long as printed."""

    text: str
    operations: tuple[Operation, ...]
    items: tuple[Item, ...]
    counts: tuple[Count, ...]


_END = re.compile(r"[。！？\n]")
_DIGIT = re.compile(r"[0-9０-９]")


@lru_cache(maxsize=4096)
def read_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text that hold a number. A semicolon does not end one: sums run across it."""
    if not _DIGIT.search(text):
        return ()
    return tuple(_read_sentence(part) for part in _END.split(half_width(text)) if _DIGIT.search(part))


def half_width(text: str) -> str:
    """Return the text with half-width digits, marks and operators, every character in its place."""
    if text.isascii():
        return text.replace("x", "*").replace("X", "*")
    for wide, narrow in _WIDTH:
        text = text.replace(wide, narrow)
    return text


def _read_sentence(text: str) -> Sentence:
    operations = tuple(_operation(match) for match in _OPERATION.finditer(text)) if "=" in text else ()
    return Sentence(text, operations, _items(text, operations) if "元" in text else (), _counts(text))


def _operation(match: re.Match[str]) -> Operation:
    terms: list[list[Factor]] = [[]]
    for factor in _FACTOR.finditer(match["left"]):
        if factor["operator"] == "+":
            terms.append([])
        terms[-1].append(_factor(factor["number"], factor["unit"]))
    result = _factor(match["right"], match["unit"] or "")
    return Operation(match[0], tuple(map(tuple, terms)), result, match.start(), match.end())


def _factor(number: str, unit: str) -> Factor:
    scale, step = _scale(unit), _step(number)
    # A whole number of months or people is exact; only money with decimals may have been rounded.
    rounded = "元" in unit and step < 1
    return Factor(Decimal(number.replace(",", "")) * scale, step * scale / 2 if rounded else Decimal(0), unit)


def _scale(unit: str) -> Decimal:
    if unit.startswith("%"):
        return Decimal("0.01")
    head, yuan, _ = unit.partition("元")
    if not yuan:
        return Decimal(_SCALES["万"] if unit.startswith("万") else 1)  # 1.5万/年, 3万人
    return Decimal(_SCALES.get(head, 1))


def _step(number: str) -> Decimal:
    return Decimal(1).scaleb(-len(number.partition(".")[2]))


def _items(text: str, operations: tuple[Operation, ...]) -> tuple[Item, ...]:
    """Return the amounts of a sentence; of a calculation only its result."""
    items = []
    for match in _AMOUNT.finditer(text):
        operation = next((one for one in operations if one.start <= match.start() < one.end), None)
        if operation is None or match.end("unit") == operation.end:
            items.append(_item(text, match, match.start() if operation is None else operation.start))
    return tuple(items)


def _item(text: str, match: re.Match[str], start: int) -> Item:
    """Return the amount of a match; start: where it begins, or the calculation it is the result of."""
    before = text[max(0, start - _REACH) : start]
    lead = _LEAD.search(before)
    total, each = (lead["total"], lead["each"] or "") if lead else (None, "")
    each = each_of(each, match["per"] or "") if start == match.start() else ""
    step = _step(match["number"]) * _scale(match["unit"])
    return Item(
        # So much a year is what the year's budget holds: an amount, not a rate.
        role="total" if total else "rate" if each not in ("", "年") else "amount",
        value=Decimal(match["number"].replace(",", "")) * _scale(match["unit"]),
        slack=step / 2 if step > _FEN else Decimal(0),
        text=f"{match['number']}{match['unit']}",
        label=_label(before if lead is None or not total else before[: lead.start()].rstrip(", ")),
        each=each,
        start=start,
        end=match.end(),
    )


def _label(before: str) -> str:
    """Return the clause that ends before an amount; of “发放绩效工资,共计54000元” the one before 共计."""
    return _LABEL.split(before)[-1].strip()


def each_of(before: str, after: str) -> str:
    """Return of what a rate is: "人月" for 每人每月 … or …元/人/月; "单" for 单价, the price of whatever is counted."""
    named = _EACH_BEFORE.findall(before)
    if not named and before[1:2] == "均":
        named = [before[0]]
    if before.startswith(PRICE):
        named = [PRICE[0]]
    # A pupil is a person: 1050人,每生每年1200元.
    return "".join("人" if one == "生" else one for one in named + _EACH_AFTER.findall(after))


def _counts(text: str) -> tuple[Count, ...]:
    return tuple(
        Count(
            value=int(Decimal(match["number"].replace(",", "")) * _SCALES[match["scale"]]),
            unit=match["unit"],
            about=bool(match["about"]) or text[: match.start()].endswith(("约", "近", "超", "逾")),
            start=match.start(),
            end=match.end(),
        )
        for match in _COUNT.finditer(text)
        if not _MIDST.search(text, 0, match.start())
        # 2.6万亩 is a number of them; 2.6公里 is a length, not counted.
        and ("." not in match["number"] or _is_whole(match))
    )


def _is_whole(match: re.Match[str]) -> bool:
    """Return whether a number with a point counts things: 2.6万亩 does, 2.6公里 is a length."""
    value = Decimal(match["number"]) * _SCALES[match["scale"]]
    return value == int(value)
