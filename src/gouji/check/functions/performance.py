"""What the narrative says of the projects with performance targets, against itself, the tables and the forms.

In: counts and claims of the topics under 绩效/. Out: splits that do not add up, a number or sum of forms other than
the one stated, projects kept back without a word of why, a whole-department goal that was not set.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.check.deciding import Slots, masked
from gouji.check.formula import relate
from gouji.check.functions.claims import (
    by_topic,
    cell,
    gap,
    is_rough,
    money,
    once,
    prose_term,
    say_amount,
    say_beside,
    say_cell,
    say_exactly,
    say_figure,
)
from gouji.check.functions.projects import amount, asked
from gouji.check.rule import Hit, Rule, Verdict, decides, not_run
from gouji.check.texts import running_text_with
from gouji.model.disclosure import Claim, Count, Disclosure, Figure, Paragraph
from gouji.model.money import Money, agree, at_most, parse_money, total
from gouji.model.place import Bilingual

_PUBLISHED = "绩效/公开"


def first_count(disclosure: Disclosure, topic: str) -> Count | None:
    """Return the first number of things of the topic that the narrative states."""
    found = (c for section in disclosure.sections for c in section.counts if c.topic == topic and c.value is not None)
    return next(found, None)


def first_amount(disclosure: Disclosure, topic: str) -> Figure | None:
    """Return the first amount of the topic that the narrative states plainly."""
    claims = by_topic(disclosure).get(topic, [])
    return next((c.amount for c in claims if c.amount is not None and c.amount.money is not None and not is_rough(c)), None)


@decides("split_of_counts")
def split_of_counts(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The kinds of projects add up to their number, all told and among those published."""
    checked, hits = 0, []
    for one in rule.given["splits"]:
        whole = first_count(disclosure, one["whole"])
        parts = [first_count(disclosure, topic) for topic in one["parts"]]
        known = [part for part in parts if part is not None]
        if whole is None or whole.value is None or len(known) != len(parts):
            continue
        checked += 1
        summed = sum(part.value or 0 for part in known)
        if summed != whole.value:
            hits.append(_bad_split(whole, known, summed))
    if not checked:
        return not_run("绩效管理情况没有写明项目个数及其构成", "the number of projects and its split are not stated")
    return Verdict(checked=checked, hits=tuple(hits))


def _bad_split(whole: Count, parts: list[Count], summed: int) -> Hit:
    return Hit(
        places=once([whole.place, *(part.place for part in parts)]),
        slots={
            "subject": whole.subject,
            "parts": " + ".join(f"{part.subject}{part.value}个" for part in parts),
        },
        printed=f"{whole.value}个",
        expected=f"{summed}个",
        difference=f"{abs(summed - (whole.value or 0))}个",
    )


@decides("projects_within_spending")
def projects_within_spending(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The projects with performance targets cost no more than all project spending, and no less than it either."""
    stated = first_amount(disclosure, rule.given["topic"])
    cells = [tuple(address) for address in rule.given["wholes"]]
    wholes = [
        (figure, m, say_cell((kind, key, column)))
        for kind, key, column in cells
        if (figure := cell(disclosure, (kind, key, column))) is not None and (m := figure.money) is not None and m.fen > 0
    ]
    if stated is None or stated.money is None or not wholes:
        return not_run("没有写明绩效项目金额，或报表没有项目支出", "no amount of projects stated, or no project spending")
    if any(agree(stated.money, whole) for _, whole, _ in wholes):
        return Verdict(checked=1)
    parts = [m for topic in rule.given["parts"] if (figure := first_amount(disclosure, topic)) and (m := figure.money)]
    if parts and not agree(total(parts), stated.money):
        return not_run("项目金额与其构成不符，先改正这一处", "the amount is not the sum of its own parts; correct that first")
    over = not any(at_most(stated.money, whole) for _, whole, _ in wholes)
    if over and not any(cell(disclosure, address) for address in cells if address[0] in rule.given["of_all_money"]):
        return not_run("没有全部资金安排的项目支出可比", "no project spending from all money to compare with")
    within = [one for one in wholes if at_most(stated.money, one[1])]
    figure, whole, name = max(wholes, key=lambda one: one[1].fen) if over else within[0]
    hit = Hit(
        places=(stated.place, figure.place),
        slots={
            "cell": name,
            "what": "大于" if over else "小于",
            "what_en": "more than" if over else "less than",
        },
        figures=(stated, figure),
        printed=say_figure(stated),
        expected=say_beside(figure, stated),
        difference=gap(stated.money, whole),
        severity=None if over else "note",
    )
    return Verdict(checked=1, hits=(hit,))


@decides("forms_attached")
def forms_attached(disclosure: Disclosure, rule: Rule) -> Verdict:
    """As many forms are attached as the narrative says are published; the money that goes with them is told too."""
    stated = first_count(disclosure, rule.given["topic"])
    if stated is None or stated.value is None or not disclosure.forms:
        return not_run("没有写明公开的项目个数，或文件中没有绩效目标表", "no number of published projects, or no forms in the file")
    if stated.value == len(disclosure.forms):
        return Verdict(checked=1)
    published = first_amount(disclosure, rule.given["topic"])
    places = [stated.place]
    zh, en = "", ""
    if published is not None and published.money is not None:
        summed = total([m for form in disclosure.forms if (m := amount(form)) is not None])
        difference = gap(published.money, summed)
        zh = f"；所附各表金额合计{say_amount(summed)}，文中为{say_figure(published)}，相差{difference}"
        en = f"; the forms add up to {say_amount(summed)}, {say_figure(published)} are stated"
        places.append(published.place)
    lacking = stated.value - len(disclosure.forms)
    hit = Hit(
        places=masked(once([*places, disclosure.forms[0].place])),
        slots={
            "what": f"少{lacking}张" if lacking > 0 else f"多{-lacking}张",
            "what_en": f"{lacking} missing" if lacking > 0 else f"{-lacking} too many",
            "money": zh,
            "money_en": en,
        },
        figures=(published,) if published is not None else (),
        printed=f"{stated.value}个",
        expected=f"{len(disclosure.forms)}张",
        difference=f"{abs(lacking)}张",
    )
    return Verdict(checked=1, hits=(hit,))


def forms_refuse(disclosure: Disclosure, claim: Claim) -> bool:
    """Return whether the claim states the amount published and the forms, all there, add up to another."""
    if claim.topic != _PUBLISHED or claim.amount is None or claim.amount.money is None:
        return False
    amounts = [m for form in disclosure.forms if (m := amount(form)) is not None]
    stated = first_count(disclosure, _PUBLISHED)
    every = stated is not None and stated.value == len(amounts) == len(disclosure.forms)
    return every and not agree(total(amounts), claim.amount.money)


@decides("sum_of_forms")
def sum_of_forms(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The forms add up to the amount said to be published, where all of them are there.

    given: topic; without it `instead` (all projects with targets) counts, if as many forms are attached as it says.
    """
    topic = _told_of_forms(disclosure, rule)
    published, stated = first_amount(disclosure, topic), first_count(disclosure, topic)
    if published is None or published.money is None or not disclosure.forms:
        return not_run("没有写明公开的项目金额，或文件中没有绩效目标表", "no amount of published projects, or no forms in the file")
    if stated is not None and stated.value != len(disclosure.forms):
        return not_run("绩效目标表张数与文中不符，金额差异一并在张数处说明", "the number of forms differs; their sum is told there")
    amounts = [amount(form) for form in disclosure.forms]
    known = [m for m in amounts if m is not None]
    if len(known) != len(amounts):
        return not_run("有的绩效目标表没有读到金额", "the amount of some form could not be read", lacking=True)
    summed = total(known)
    parts = [prose_term(one, "资金总额") for form in disclosure.forms if (one := asked(form)) is not None]
    relation = relate((prose_term(published, "公开项目绩效目标"),), tuple(parts))
    if agree(summed, published.money):
        return Verdict(checked=1, relations=(relation,))
    hit = Hit(
        places=masked((published.place, disclosure.forms[0].place)),
        slots={"count": str(len(known))},
        figures=(published,),
        printed=say_figure(published),
        expected=say_exactly(summed),
        difference=gap(published.money, summed),
        relation=relation,
    )
    return Verdict(checked=1, hits=(hit,), relations=(relation,))


def _told_of_forms(disclosure: Disclosure, rule: Rule) -> str:
    """Return the topic under which the narrative tells of the forms that are attached."""
    topic, instead = str(rule.given["topic"]), str(rule.given["instead"])
    every = first_count(disclosure, instead)
    attached = every is not None and every.value == len(disclosure.forms)
    return instead if attached and first_count(disclosure, topic) is None and first_amount(disclosure, topic) is None else topic


@decides("kept_back_projects")
def kept_back_projects(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Projects that are not published are kept back for a reason that is told."""
    every, published = (first_count(disclosure, rule.given[key]) for key in ("all", "published"))
    if every is None or published is None or every.value is None or published.value is None:
        return not_run("没有写明全部项目和公开项目的个数", "the numbers of all and of published projects are not stated")
    kept = every.value - published.value
    if kept <= 0 or any(re.compile(rule.given["reasons"]).search(one.text) for one in _performance_text(disclosure, rule)):
        return Verdict(checked=1)
    whole, part = (first_amount(disclosure, rule.given[key]) for key in ("all", "published"))
    sums = (whole.money, part.money) if whole is not None and part is not None else (None, None)
    if sums[0] is not None and sums[1] is not None and agree(sums[0], sums[1]):
        return not_run("全部项目与公开项目金额相同，个数之差由构成一条说明", "all and published projects cost the same; see their split")
    held = f"、{gap(sums[0], sums[1])}" if sums[0] is not None and sums[1] is not None else ""
    hit = Hit(
        places=once([published.place, every.place]),
        slots={"count": str(kept), "amount": held, "all": str(every.value), "published": str(published.value)},
        figures=tuple(figure for figure in (whole, part) if figure is not None),
        printed=f"{published.value}个",
        expected=f"{every.value}个",
        difference=f"{kept}个",
    )
    return Verdict(checked=1, hits=(hit,))


def _performance_text(disclosure: Disclosure, rule: Rule) -> Iterator[Paragraph]:
    yield from (p for section in disclosure.sections if section.kind == rule.given["section"] for p in section.paragraphs)


@decides("whole_goal_set")
def whole_goal_set(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The department sets a goal for itself as a whole, not only for its projects."""
    denial, goal = re.compile(rule.given["denial"]), re.compile(rule.given["goal"])
    spoken = [paragraph for paragraph in running_text_with(disclosure, goal) if goal.search(paragraph.text)]
    if not spoken:
        return not_run("文中没有提到整体绩效目标", "the goal of the whole department is not spoken of")
    hits = [
        Hit(places=(paragraph.place,), slots={"quote": match[0]}, printed=match[0])
        for paragraph in spoken
        if (match := denial.search(paragraph.text)) is not None
    ]
    return Verdict(checked=len(spoken), hits=tuple(hits[:1]))


@decides("kinds_of_projects")
def kinds_of_projects(disclosure: Disclosure, rule: Rule) -> Verdict:
    """Numbers and amounts of projects by kind add up to the number and amount before them, in one sentence.

    given: `whole` and `part`, each with a number n and an amount m; `kinds`, what the parts together are all of;
    `elsewhere`, kinds that another rule adds up.
    """
    whole, part = re.compile(rule.given["whole"]), re.compile(rule.given["part"])
    kinds, elsewhere = re.compile(rule.given["kinds"]), re.compile(rule.given["elsewhere"])
    checked, hits = 0, list[Hit]()
    for paragraph in _of_performance(disclosure):
        text = paragraph.text.replace(",", "").replace(" ", "")
        for match in whole.finditer(text):
            parts = list(part.finditer(match["rest"]))
            of_kinds = all(kinds.search(one["name"]) for one in parts)
            if len(parts) < 2 or not of_kinds or elsewhere.search(match["rest"]):
                continue
            checked += 1
            hits += _bad_kinds(match, parts, paragraph)
    if not checked:
        return not_run("绩效管理情况没有分类写明项目个数", "projects are not counted by kind")
    return Verdict(checked, tuple(hits))


def _of_performance(disclosure: Disclosure) -> Iterator[Paragraph]:
    """Yield the paragraphs on performance, of a section of their own or among the other matters."""
    for section in disclosure.sections:
        if section.kind == "绩效管理":
            yield from section.paragraphs
        elif section.kind == "其他说明":
            yield from (one for one in section.paragraphs if "绩效" in one.text)


def _bad_kinds(whole: re.Match[str], parts: list[re.Match[str]], paragraph: Paragraph) -> Iterator[Hit]:
    for group, unit, slack in (("n", "个", Decimal(0)), ("m", "万元", Decimal("0.005") * (len(parts) + 1))):
        told = [Decimal(part[group]) for part in parts if part[group]]
        if whole[group] and len(told) == len(parts) and abs(sum(told) - Decimal(whole[group])) > slack:
            slots: Slots = {"parts": " + ".join(f"{part['name']}{part[group]}{unit}" for part in parts)}
            gap_ = f"{abs(sum(told) - Decimal(whole[group]))}{unit}"
            yield Hit((paragraph.place,), slots, (), f"{whole[group]}{unit}", f"{sum(told)}{unit}", gap_)


@decides("projects_with_targets")
def projects_with_targets(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The number of projects said to have targets is that of the forms attached, or of the projects in the tables.

    Not decided where the text tells how many are published: that is what the forms are counted against (B-3).
    """
    if not disclosure.forms or first_count(disclosure, _PUBLISHED) is not None:
        return not_run("没有绩效目标表，或另写了公开的个数", "no forms, or the number published is stated")
    stated = [re.compile(words) for words in rule.given["stated"]]
    attached, (ours, general, carried) = len(disclosure.forms), (_projects_in(disclosure, kind) for kind in _PROJECT_TABLES)
    ours = ours or general
    listed = _listed(ours, carried)
    known = {attached, ours, ours + carried} - {0}
    found = [
        (int(match[1]), paragraph)
        for paragraph in _of_performance(disclosure)
        for words in stated
        for match in words.finditer(paragraph.text)
    ]
    hits = [
        Hit((paragraph.place,), {"listed": listed}, printed=f"{count}个", expected=f"{attached}个", difference=f"{abs(count - attached)}个")
        for count, paragraph in found
        if count not in known
    ]
    return Verdict(len(found), tuple(hits)) if found else not_run("没有写明项目个数", "the number of projects is not stated")


def _listed(ours: int, carried: int) -> Bilingual:
    """Return what to say of the projects the tables list. carried: those of a table of their own for carried-over money."""
    if ours and carried:
        total = ours + carried
        return Bilingual(f"，项目支出表列了{ours}个、结转项目{carried}个，共{total}个", f", the tables list {ours} and {carried} carried over, {total} in all")
    return Bilingual(f"，项目支出表列了{ours}个", f", the table lists {ours}") if ours else Bilingual("", "")


_PROJECT_TABLES = ("项目支出表", "一般公共预算项目支出表", "结转项目支出表")


def _projects_in(disclosure: Disclosure, kind: str) -> int:
    table = disclosure.table(kind)
    return sum(row.level == "项目" for row in table.rows) if table is not None else 0


@decides("money_with_targets")
def money_with_targets(disclosure: Disclosure, rule: Rule) -> Verdict:
    """The money said to have targets, in whatever words, is that of all forms, or no more than the tables' project spending.

    Not decided where the topics of B-2 and B-4 were read. Against the tables only where `most`, all project spending,
    is printed. given: `stated`, expressions with the groups n (if any), m and u; `other`, words of a sentence that
    speaks of other money; `treasury`, one of a sentence that speaks of appropriations alone; `told`, those topics;
    `wholes`, cells that the money may be.
    """
    if any(first_amount(disclosure, topic) is not None for topic in rule.given["told"]):
        return not_run("金额由另一条核对", "another rule holds the amount")
    stated, other = [re.compile(words) for words in rule.given["stated"]], re.compile(rule.given["other"])
    treasury = re.compile(rule.given["treasury"])
    wholes = [m for address in rule.given["wholes"] if (m := money(cell(disclosure, tuple(address)))) is not None and m.fen > 0]
    asked_for = [m for form in disclosure.forms if (m := amount(form)) is not None]
    of_forms = total(asked_for) if asked_for and len(asked_for) == len(disclosure.forms) else None
    appropriated = [m for form in disclosure.forms if (m := money(form.annual.appropriation)) is not None]
    of_treasury = total(appropriated) if appropriated and len(appropriated) == len(disclosure.forms) else of_forms
    most = money(cell(disclosure, tuple(rule.given["most"])))
    known = [*wholes, *(one for one in (of_forms, most) if one is not None)]
    checked, hits = 0, list[Hit]()
    for paragraph in _of_performance(disclosure):
        for match in _told_money(paragraph.text, stated, other):
            said = parse_money(match["m"], match["u"])
            counted = of_forms is not None and int(match["n"] or 0) == len(asked_for)
            bound = (of_treasury if treasury.search(match[0]) else of_forms) if counted else most
            if said is None or bound is None:
                continue
            checked += 1
            if not any(agree(said, one) for one in (*known, bound)) and (counted or not at_most(said, bound)):
                hits.append(_wrong_money(paragraph, match, said, bound, counted))
    return Verdict(checked, tuple(hits)) if checked else not_run("没有写明绩效项目的金额", "no amount with targets is stated")


def _told_money(text: str, stated: list[re.Pattern[str]], other: re.Pattern[str]) -> Iterator[re.Match[str]]:
    for sentence in text.split("。") if "元" in text and "绩效" in text else ():
        found = (match for words in stated if (match := words.search(sentence)) is not None)
        if not other.search(sentence) and (match := next(found, None)) is not None:
            yield match


def _wrong_money(paragraph: Paragraph, match: re.Match[str], said: Money, bound: Money, counted: bool) -> Hit:
    return Hit(
        (paragraph.place,),
        {"against": _AGAINST[counted]},
        printed=f"{match['m']}{match['u']}",
        expected=say_amount(bound),
        difference=gap(said, bound),
        severity=None if counted else "warning",
    )


_AGAINST = (
    Bilingual("支出总表的项目支出只有", "project spending is only"),
    Bilingual("所附各绩效目标表合计", "the forms attached make"),
)
