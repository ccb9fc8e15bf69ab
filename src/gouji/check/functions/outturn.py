"""What final accounts say of budget and outturn (年初预算为…，支出决算为…，完成预算的…), against itself and the tables.

In: the prose of final accounts; the words are data of the rules. Out: rates of completion that the amounts do not give,
words (大于, 小于, 持平) that they contradict, outturns that are not those of the tables, and people and vehicles counted
so that the amounts cannot be right.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from gouji.check.functions import intervals
from gouji.check.functions.claims import cell, gap, money, once, say_amount, say_cell, say_figure
from gouji.check.functions.intervals import Interval
from gouji.check.functions.items import item_cells, named_path
from gouji.check.functions.stated_changes import way
from gouji.check.remember import once_a_document
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.layouts.headings import table_words
from gouji.layouts.words import plain, plain_label
from gouji.model.disclosure import Disclosure, Figure, Paragraph
from gouji.model.money import Money, agree, read_money
from gouji.model.place import Bilingual, Place

# 年初预算为0，: a unit is left out now and then, of a zero above all.
_AMOUNT = r"(?:数)?(?:为|是|：|:)?\s*(?P<{0}>-?(?:\d[\d,，.]*)?\d)\s*(?:(?P<{0}_unit>亿元|万元|元)|(?=[，。；,;]))"
_MARKS = re.compile(
    r"(?P<budget>年初|全年|调整|支出)?预算" + _AMOUNT.format("planned")
    # A project's own account says 全年预算数 and 执行数.
    + r"|(?:(?:支出)?决算|(?<!预算)执行)" + _AMOUNT.format("spent")
    + r"|(?:完成(?P<of>年初|全年|调整)?(?:支出)?预算(?:数)?的?|预算执行率(?:为|是|达到?|[：:])?)\s*(?P<rate>\d+(?:\.\d+)?)\s*[%％]"
    + r"|预决算差异率(?:为)?\s*(?P<differs>-?\d+(?:\.\d+)?)\s*[%％]"
    + r"|决算数?(?P<word>大于|小于|等于|高于|低于|多于|少于|与)(?P<against>年初|全年|调整)?(?:支出)?预算(?:数)?(?P<flat>持平|相同|一致|相等)?"
)
# 接待21批次、168人次; 接待来访团组21个、来宾168人次
_PEOPLE = re.compile(
    r"(?:(?P<groups>\d+)\s*个?批次?|来访团组\s*(?P<teams>\d+)\s*[个批])[^\d。；;]{0,14}?(?P<people>\d+)\s*人(?:次)?"
)
_BOUGHT = re.compile(r"购置(?:公务用车|车辆)?[^\d，。；、,;]{0,8}?(?P<number>\d+)\s*辆|(?:公务用车|车辆)购置(?:数|数量|数为|数量为)\s*(?P<other>\d+)\s*辆")


class Rate(NamedTuple):
    """A printed rate of completion. of: which budget it is said to be of (年初, 全年), "" when that is not said."""

    of: str
    text: str


class Outturn(NamedTuple):
    """Budget and outturn of one subject. budgets: 年初, 全年, 调整 or "" → amount. words: (大于 …, which budget).

    differs: the printed rate of difference between the two, "" for none.
    """

    subject: str
    budgets: dict[str, Figure]
    spent: Figure
    rates: tuple[Rate, ...]
    words: tuple[tuple[str, str], ...]
    place: Place
    differs: str = ""


@once_a_document
def outturns(disclosure: Disclosure) -> tuple[Outturn, ...]:
    """Return every outturn that the prose states, in printed order."""
    found: list[Outturn] = []
    for section in disclosure.sections:
        before = ""
        for paragraph in section.paragraphs:
            found += _read(paragraph, before)
            before = paragraph.text
    return tuple(found)


def _read(paragraph: Paragraph, before: str) -> Iterator[Outturn]:
    """Yield the paragraph's outturns: a budget, or another outturn, behind an outturn begins the next.

    before: the paragraph before it, whose item the amounts at its very beginning are of.
    """
    if not _MARKS.search(paragraph.text):
        return
    begin, budgets = 0, dict[str, Figure]()
    spent: Figure | None = None
    subject, end = before if _MARKS.match(paragraph.text) and named_path(before) else "", 0
    rates, words, differs = list[Rate](), list[tuple[str, str]](), ""
    for match in _MARKS.finditer(paragraph.text):
        if (match["planned"] or match["spent"]) and spent is not None:
            yield Outturn(subject, budgets, spent, tuple(rates), tuple(words), paragraph.place, differs)
            begin, budgets, spent, rates, words, differs, subject = end, {}, None, [], [], "", ""
        if match["planned"] or match["spent"]:
            subject = subject or paragraph.text[begin : match.start()]
        if match["planned"]:
            budgets[(match["budget"] or "").replace("支出", "")] = _figure(match, "planned", paragraph.place)
        elif match["spent"]:
            spent = _figure(match, "spent", paragraph.place)
        elif match["rate"]:
            rates.append(Rate(match["of"] or "", match["rate"]))
        elif match["differs"]:
            differs = match["differs"]
        elif match["word"] != "与" or match["flat"]:
            words.append((match["flat"] or match["word"], match["against"] or ""))
        end = match.end()
    if spent is not None:
        yield Outturn(subject, budgets, spent, tuple(rates), tuple(words), paragraph.place, differs)


def _figure(match: re.Match[str], name: str, place: Place) -> Figure:
    unit = match[f"{name}_unit"] or "万元"
    state, amount = read_money(match[name], unit)
    return Figure(match[name], state, unit, amount, place)


def _base(one: Outturn, of: str) -> Figure | None:
    """Return the budget that a rate or a word speaks of; where either has no word for it, the only one."""
    if of in one.budgets:
        return one.budgets[of]
    only = one.budgets.get("") if of else next(iter(one.budgets.values()), None)
    return only if len(one.budgets) == 1 else None


def _nothing() -> Verdict:
    return not_run("没有同时写明预算数和决算数的语句", "no statement gives both budget and outturn")


@decides("completion_rate")
def completion_rate(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The rate of completion is the outturn divided by the budget it is said to be of."""
    checked, hits = 0, []
    for one in outturns(disclosure):
        for rate in one.rates:
            base, spent = _base(one, rate.of), money(one.spent)
            planned = money(base)
            if base is None or planned is None or spent is None or (planned.fen == 0 and spent.fen == 0):
                continue
            checked += 1
            if not gives(rate, spent, planned):
                hits.append(_wrong_rate(one, rate, base, spent))
    return Verdict(checked, tuple(hits)) if checked else _nothing()


@decides("difference_rate")
def difference_rate(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The rate of difference is the outturn less the budget, divided by the budget. Some places print it without its sign."""
    checked, hits = 0, []
    for one in outturns(disclosure):
        base, spent = _base(one, ""), money(one.spent)
        share = intervals.share(spent, planned) if spent is not None and (planned := money(base)) is not None else None
        if not one.differs or share is None or base is None:
            continue
        checked += 1
        rate, asked = _interval(one.differs), Interval(share.low - 100, share.high - 100)
        if asked.meets(rate) or Interval(-asked.high, -asked.low).meets(rate):
            continue
        slots: dict[str, str | Bilingual] = {
            "subject": short_subject(one.subject), "planned": say_figure(base), "spent": say_figure(one.spent),
        }
        hits.append(Hit((one.place,), slots, (one.spent, base), f"{one.differs}%", f"{intervals.say(asked, 2)}%"))
    return Verdict(checked, tuple(hits)) if checked else _nothing()


def gives(rate: Rate, spent: Money, planned: Money) -> bool:
    """Return whether the rate of completion may be that of the two amounts."""
    share = intervals.share(spent, planned)
    return share is not None and share.meets(_interval(rate.text))


def _interval(text: str) -> Interval:
    value = Decimal(text)
    half = Fraction(10 ** int(value.as_tuple().exponent)) / 2
    return Interval(Fraction(value) - half, Fraction(value) + half)


# What a budget is called before the word budget, in English with it.
_BUDGETS = {"": "budget", "年初": "initial budget", "全年": "budget of the whole year", "调整": "adjusted budget", "支出": "budget"}


def _wrong_rate(one: Outturn, rate: Rate, base: Figure, spent: Money) -> Hit:
    """Return the hit; a rate that is right for another budget of the sentence is wrong in a word only."""
    planned = money(base)
    assert planned is not None
    other = next((of for of, figure in one.budgets.items() if (m := money(figure)) and gives(rate, spent, m)), None)
    share = intervals.share(spent, planned)
    decimals = max(2, -int(Decimal(rate.text).as_tuple().exponent))
    asked = f"{intervals.say(share, decimals)}%" if share is not None else ""
    rate_of_it = Bilingual(f"应为{asked}", f"should be {asked}") if asked else Bilingual("无从计算", "cannot be computed")
    why = Bilingual(f"；它是{other}预算的完成率", f"; it is the rate of the {_BUDGETS[other]}") if other is not None else Bilingual("", "")
    return Hit(
        places=(one.place,),
        slots={
            "subject": short_subject(one.subject),
            "of": Bilingual(f"{rate.of}预算", _BUDGETS[rate.of or ""]),
            "planned": say_figure(base),
            "spent": say_figure(one.spent),
            "rate": rate_of_it,
            "why": why,
        },
        figures=(one.spent, base),
        printed=f"{rate.text}%",
        expected=asked,
        severity="warning" if other is not None else None,
    )


@decides("outturn_words")
def outturn_words(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Greater, smaller and equal fit the two amounts, or the rate where no budget is told.

    given: up, down, flat, the words as expressions.
    """
    checked, hits = 0, []
    for one in outturns(disclosure):
        for word, of in one.words:
            spent, direction = money(one.spent), way(word, rule.given)
            if not one.budgets and direction and (asked := _word_of_rate(one, of)):
                checked += 1
                if direction != way(asked, rule.given):
                    hits.append(_wrong_word(one, Bilingual(f"完成率{one.rates[0].text}%", f"rate {one.rates[0].text}%"), word, asked))
                continue
            budgets = [one.budgets[of]] if of in one.budgets else list(one.budgets.values()) if not of else []
            planned = [amount for figure in budgets if (amount := money(figure)) is not None]
            if spent is None or not direction or not planned:
                continue
            checked += 1
            if not any(_fits(spent, amount, direction) for amount in planned):
                asked = "等于" if agree(spent, planned[0]) else "大于" if spent.fen > planned[0].fen else "小于"
                budget = say_figure(budgets[0])
                hits.append(_wrong_word(one, Bilingual(f"预算为{budget}", f"budget {budget}"), word, asked, budgets[:1]))
    return Verdict(checked, tuple(hits)) if checked else _nothing()


def _word_of_rate(one: Outturn, of: str) -> str:
    """Return the word that the only rate of completion asks for, "" when there is none or it is nearly 100%."""
    if len(one.rates) != 1 or one.rates[0].of != of or not (spent := money(one.spent)) or spent.fen <= 0:
        return ""
    rate, step = Fraction(Decimal(one.rates[0].text)), _interval(one.rates[0].text)
    return "" if step.meets(Interval(Fraction(100), Fraction(100))) else "大于" if rate > 100 else "小于"


def _wrong_word(one: Outturn, planned: Bilingual, word: str, asked: str, budgets: Sequence[Figure] = ()) -> Hit:
    slots: dict[str, str | Bilingual] = {
        "subject": short_subject(one.subject), "spent": say_figure(one.spent), "planned": planned,
    }
    return Hit((one.place,), slots, (one.spent, *budgets), word, asked)


def _fits(spent: Money, planned: Money, direction: str) -> bool:
    if agree(spent, planned):
        # Two amounts that print alike may still differ.
        return direction == "flat" or (spent.slack > 0 and planned.slack > 0 and spent.fen != planned.fen)
    return direction == ("up" if spent.fen > planned.fen else "down")


@decides("outturn_in_tables")
def outturn_in_tables(disclosure: Disclosure, rule: Rule) -> Verdict:
    """An outturn of the prose is that of its row.

    given: tables by function; items, the table of fixed items; wholes, expressions of a subject with its cell.
    """
    checked, hits = 0, []
    for one in outturns(disclosure):
        spent = money(one.spent)
        found = list(_rows(disclosure, rule, one.subject))
        printed = [amount for _, figure in found if (amount := money(figure)) is not None]
        if spent is None or not printed:
            continue
        checked += 1
        if not any(agree(spent, amount) for amount in printed):
            where, figure = found[0]
            slots: dict[str, str | Bilingual] = {
                "subject": short_subject(one.subject), "cell": where, "difference": gap(spent, printed[0]),
            }
            places = once([one.place, figure.place])
            hits.append(Hit(places, slots, (one.spent, figure), say_figure(one.spent), say_figure(figure)))
    return Verdict(checked, tuple(hits)) if checked else _nothing()


def _rows(disclosure: Disclosure, rule: Rule, subject: str) -> Iterator[tuple[str, Figure]]:
    """Yield (cell in words, figure) of the rows that the subject may name."""
    if path := named_path(subject):
        for found in item_cells(disclosure, rule.given["tables"], path):
            yield f"《{found.view.kind.name}》行“{found.row.label}”", found.figure
        return
    kind = rule.given["items"]
    named = named_item(subject, kind)
    address = (kind, named, "决算数") if named else None
    if address is None:
        wholes = (tuple(one["cell"]) for one in rule.given["wholes"] if re.search(one["words"], short_subject(subject)))
        address = next(wholes, None)
    if address is not None and (figure := cell(disclosure, address)) is not None:
        yield say_cell(address), figure


def named_item(subject: str, kind: str) -> str | None:
    """Return the key of the fixed item of the table that the subject names last."""
    named = [key for words in re.split(r"[，。；：、,;:]|其中", subject) if (key := _item(words, kind))]
    return named[-1] if named else None


def _item(words: str, kind: str) -> str | None:
    """Return the fixed item that the words end in: 公务接待费财政拨款支出 is 公务接待费."""
    label = re.sub(r"(?:财政拨款)?(?:支出)?$", "", plain_label(words))
    label = re.sub(r"^.*?(?=因公出国|公务接待|公务用车|三公经费)", "", plain(label))
    return table_words(kind).sides[""].rows.find(label)


@decides("people_and_groups")
def people_and_groups(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Groups received have at least one person each."""
    checked, hits = 0, []
    for section in disclosure.sections:
        for paragraph in section.paragraphs:
            # Most paragraphs count neither guests nor groups of them.
            for match in _PEOPLE.finditer(paragraph.text) if "批" in paragraph.text or "团组" in paragraph.text else ():
                groups, people = int(match["groups"] or match["teams"]), int(match["people"])
                checked += 1
                if people < groups:
                    hits.append(Hit((paragraph.place,), {"groups": str(groups), "people": str(people)}, printed=match[0]))
    return Verdict(checked, tuple(hits)) if checked else not_run("没有写明接待批次和人次", "no groups and people are counted")


@decides("purchases_counted")
def purchases_counted(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Vehicles are bought where money was spent on buying them, and only there. given: cell, the table's."""
    figure = cell(disclosure, tuple(rule.given["cell"]))
    cost = money(figure)
    numbers = [
        (int(match["number"] or match["other"]), paragraph)
        for section in disclosure.sections
        if section.kind in rule.given["sections"]
        for paragraph in section.paragraphs
        for match in _BOUGHT.finditer(paragraph.text)
    ]
    if cost is None or figure is None or not numbers:
        return not_run("没有同时写明购置费和购置数量", "cost and number of vehicles are not both told")
    hits = tuple(
        Hit(
            once([paragraph.place, figure.place]),
            {"number": str(number), "cost": say_amount(cost)},
            (figure,),
            str(number),
        )
        for number, paragraph in numbers
        if (number == 0) != (cost.fen == 0)
    )
    return Verdict(len(numbers), hits)


def short_subject(subject: str) -> str:
    """Return the subject as a reader would name it: its path of items, or its last words."""
    path = re.search(r"[^。；;，,：:、\s\d]*[（(]类[）)].*?[（(]项[）)]", subject)
    if path:
        return path[0].strip("“”\".．、")
    words = [word for word in re.split(r"[。；;，,：:]", subject) if word.strip()]
    return words[-1].strip() if words else "支出"


@decides("required_final_tables")
def required_final_tables(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Tables of final accounts that are not in the document, where any was read. given: kinds; since: year of the first."""
    present = {table.kind for table in disclosure.tables}
    if not present & set(rule.given["kinds"]):
        return not_run("文件中没有认出决算表", "no table of final accounts was recognised")
    first = rule.given["since"]
    year = disclosure.cover.year or max(first.values())
    missing = [kind for kind in rule.given["kinds"] if kind not in present and first.get(kind, year) <= year]
    hit = Hit((disclosure.cover.place,), {"missing": "、".join(missing)})
    return Verdict(len(rule.given["kinds"]), (hit,) if missing else ())
