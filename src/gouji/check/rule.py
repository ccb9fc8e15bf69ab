"""A rule as written in rules/*.yaml, and what deciding it gives back."""

from collections.abc import Callable
from typing import Any, Literal

from msgspec import Struct, field

from gouji.check.formula import Formula, Relation, compile_formula
from gouji.check.remember import once_a_rule
from gouji.check.view import Views
from gouji.model.disclosure import Disclosure, Figure
from gouji.model.finding import Severity
from gouji.model.money import Money
from gouji.model.place import Bilingual, Place

Family = Literal["table", "cross", "years", "units", "narrative", "forms", "form", "sanity", "privacy", "reading"]
FAMILIES: dict[Family, Bilingual] = {
    "table": Bilingual("表内", "Inside a table"),
    "cross": Bilingual("表间", "Between tables"),
    "years": Bilingual("年度之间、预算与决算", "Between years, budget and final accounts"),
    "units": Bilingual("部门与单位", "A department and its units"),
    "narrative": Bilingual("文字与表、文字自身", "Narrative against tables and itself"),
    "forms": Bilingual("绩效表与表、文字", "Performance forms against tables and narrative"),
    "form": Bilingual("绩效表内", "Inside a performance form"),
    "sanity": Bilingual("合理与合规", "Plausibility and compliance"),
    "privacy": Bilingual("个人信息与保密", "Privacy and secrecy"),
    "reading": Bilingual("读取与文本损坏", "Reading and damaged text"),
}

# What a rule across documents compares.
COMPARED: dict[str, Bilingual] = {
    "years": Bilingual(
        "本文件与同一部门上年的文件；“上年的”后面是上年的表。",
        "The document and that of the same department of the year before, whose tables follow “上年的”.",
    ),
    "accounts": Bilingual(
        "决算与同一部门同一年的预算；“预算的”后面是预算的表。",
        "Final accounts and the budget of the same department and year, whose tables follow “预算的”.",
    ),
    "units": Bilingual(
        "部门与所属单位的文件；“各单位的”是全部单位之和，单位不齐则不运行，“单位的”逐个单位核对。",
        "A department and its units: “各单位的” adds up all of them and is not run unless all are given, “单位的” is each in turn.",
    ),
}


# What a rule can say is missing (see unread.py).
Missed = Literal["", "tables", "text", "forms", "indicators"]


class RuleError(Exception):
    """A rule that cannot be used: unreadable, naming something unknown, or crashing. The message names it."""


class Basis(Struct, frozen=True, forbid_unknown_fields=True):
    """Why a relation must hold. verified: the source was read; otherwise it is named and still to be verified."""

    text: str
    verified: bool = False


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """One rule of the rule book.

    Either `formula` (with `each`, see formula.py) or `decides` (the name of a function that reads text) is set.
    when: a formula without `each`; where it does not hold, the rule does not apply. stage: "budget" or "final" where
    it speaks of budgets or of final accounts only. across: it compares documents that belong together: those of two
    years, final accounts with the budget of their year, a department with its units (see formula.py).
    says: the sentence a person reads, with {slots} filled by each hit. headline: the same in at most sixty characters,
    naming a cause in a report; says itself, cut where a clause ends, when there is none. given: parameters of the function.
    misses: what it says is missing, which may only be unread (see unread.py).
    cases: see cases.py; at least one that holds, one that fails, one not_run.
    """

    id: str
    family: Family
    title: Bilingual
    severity: Severity
    says: Bilingual
    advice: Bilingual
    basis: Basis
    headline: Bilingual | None = None
    formula: str = ""
    when: str = ""
    stage: Literal["", "budget", "final"] = ""
    across: Literal["", "years", "accounts", "units"] = ""
    each: dict[str, Any] = field(default_factory=dict)
    decides: str = ""
    misses: Missed = ""
    given: dict[str, Any] = field(default_factory=dict)
    cases: tuple[dict[str, Any], ...] = ()


@once_a_rule
def formula_of(rule: Rule) -> Formula:
    """Return the rule's formula, compiled. Raises FormulaError."""
    return compile_formula(rule.formula, rule.each)


class Lack(Struct, frozen=True, gc=False):
    """A row that a table should have and does not. name: as far as it may be shown, "" when it is not known; amount: if known."""

    kind: str
    name: str = ""
    amount: Money | None = None


class Hit(Struct, frozen=True, gc=False):
    """One place where a rule does not hold.

    slots: what fills the rule's sentence; a value may differ by language. severity: overrides the rule's, where one
    rule knows a graver and a milder case. relation: the relation between figures that does not hold, where it is one.
    headline: for a rule without one. lacks: the rows whose absence is what does not hold. remark: said behind the sentence.
    """

    places: tuple[Place, ...]
    slots: dict[str, str | Bilingual] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    printed: str = ""
    expected: str = ""
    difference: str = ""
    severity: Severity | None = None
    relation: Relation | None = None
    headline: Bilingual | None = None
    lacks: tuple[Lack, ...] = ()
    remark: Bilingual | None = None


class Verdict(Struct, frozen=True, gc=False):
    """What a rule's function says: how many things it could decide, what fails, or why it could not run.

    relations: those between figures that it decided, for naming the wrong cell; those of its hits among them. lacking: it
    could not run because what it needs is missing or was not read, not because the document has nothing of the kind.
    """

    checked: int = 0
    hits: tuple[Hit, ...] = ()
    why: Bilingual | None = None
    relations: tuple[Relation, ...] = ()
    lacking: bool = False


def not_run(zh: str, en: str, *, lacking: bool = False) -> Verdict:
    """Return the verdict that the rule could not be decided, and why. lacking: for want of what should have been read."""
    return Verdict(why=Bilingual(zh, en), lacking=lacking)


class Linked(Struct, frozen=True):
    """Documents that a rule across documents compares.

    this: the document at hand. others: that of the year before, the budget, or the units'. views: of all their tables,
    those of the others under the names formulas have for them (上年的支出总表). owners: what each document is called,
    the one at hand first. missing: names of units that the department lists and that are not given; listed: how many
    it lists.
    """

    this: Disclosure
    others: tuple[Disclosure, ...]
    views: Views
    owners: tuple[str, ...]
    missing: tuple[str, ...] = ()
    listed: int = 0


Decide = Callable[[Disclosure, Rule], Verdict]
DecideAcross = Callable[[Linked, Rule], Verdict]
FUNCTIONS: dict[str, Decide] = {}
ACROSS: dict[str, DecideAcross] = {}


def decides(name: str) -> Callable[[Decide], Decide]:
    """Register the function that decides the rules naming `name`."""

    def register(function: Decide) -> Decide:
        if name in FUNCTIONS:
            raise ValueError(f"two functions decide {name!r}")
        FUNCTIONS[name] = function
        return function

    return register


def decides_across(name: str) -> Callable[[DecideAcross], DecideAcross]:
    """Register the function that decides the rules across documents naming `name`."""

    def register(function: DecideAcross) -> DecideAcross:
        if name in ACROSS:
            raise ValueError(f"two functions decide {name!r}")
        ACROSS[name] = function
        return function

    return register
