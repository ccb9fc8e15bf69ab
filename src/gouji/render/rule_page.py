"""One rule explained: a Rule with its cases in, lines for the terminal out.

What the rule says of its own cases is what the program says of them: they are run.
"""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from gouji.check.cases import build_documents
from gouji.check.formula_words import needed_tables, say_condition, say_formula, say_repeated
from gouji.check.rule import COMPARED, FAMILIES, Rule
from gouji.check.several import check_together
from gouji.check.sources import say_basis
from gouji.check.wording import english_column, say_kind
from gouji.check.words import load_words
from gouji.model.finding import Report
from gouji.model.place import Bilingual
from gouji.render.mask import mask_report
from gouji.render.words import MEANING, ONE, SIGN, say

_WORDS = {
    "severity": Bilingual("级别", "Severity"),
    "family": Bilingual("类别", "Family"),
    "formula": Bilingual("要求", "What must hold"),
    "or": Bilingual("或者", "or"),
    "written": Bilingual("写作", "Written"),
    "when": Bilingual("只在此时核对", "Checked only where"),
    "needs": Bilingual("需要的表", "Tables it needs"),
    "basis": Bilingual("依据", "Basis"),
    "advice": Bilingual("怎么办", "What to do"),
    "holds": Bilingual("例：相符", "Case: it holds"),
    "fails": Bilingual("例：不符", "Case: it fails"),
    "not_run": Bilingual("例：不运行", "Case: it is not run"),
    "found": Bilingual("查出", "found"),
    "why": Bilingual("原因", "why"),
}
_STAGES = {
    "budget": Bilingual("只核对部门预算。", "For budgets only."),
    "final": Bilingual("只核对部门决算。", "For final accounts only."),
}
_READ = Bilingual("（已核对原文）", " (the source was read)")
_UNREAD = Bilingual("（待核：还没有核对原文）", " (named, the source still to be read)")
_BLANK = Bilingual("（空白）", "(blank)")
_ADDRESS = re.compile(r"^(?P<kind>[^\[\]]+)\[(?P<row>.+)[,，]\s*(?P<column>[^,，\]]+)\]$")
_SHOWN = 12  # lines of a case; a whole document is longer


class Line(Struct, frozen=True):
    """One line of the page. indent: what stands before it, as wide as the lines it wraps to are indented."""

    text: str
    indent: str = "  "
    style: str = ""


def explain_rule(rule: Rule, language: str) -> Iterator[Line]:
    """Yield the page: title, severity, formula in words, what it needs, basis, advice, and its cases run."""
    colon = say("colon", language)

    def told(word: str, text: str) -> Line:
        return Line(f"{_WORDS[word].in_language(language)}{colon}{text}")

    yield Line(rule.title.in_language(language), f"{rule.id}  ", "bold")
    sign, name, meaning = SIGN[rule.severity], ONE[language][rule.severity], MEANING[language][rule.severity]
    yield told("severity", f"{sign} {name}{_aside(meaning, language)}")
    yield told("family", FAMILIES[rule.family].in_language(language))
    if rule.formula:
        yield from _explain_formula(rule, language)
    if rule.when:
        yield told("when", say_condition(rule).in_language(language))
    for limit in (_STAGES.get(rule.stage), COMPARED.get(rule.across)):
        if limit is not None:
            yield Line(limit.in_language(language))
    yield told("basis", f"{say_basis(rule.basis.text, language)}{_how_sure(rule).in_language(language)}")
    yield told("advice", rule.advice.in_language(language))
    for case in rule.cases:
        yield Line("")
        yield from _explain_case(rule, case, language)


def _aside(text: str, language: str) -> str:
    return f"（{text}）" if language == "zh" else f" ({text})"


def _how_sure(rule: Rule) -> Bilingual:
    """Return whether the source was read; arithmetic has none."""
    if not rule.basis.verified:
        return _UNREAD
    return _READ if "《" in rule.basis.text else Bilingual("", "")


def _explain_formula(rule: Rule, language: str) -> Iterator[Line]:
    colon = say("colon", language)
    for number, sentence in enumerate(say_formula(rule)):
        word = _WORDS["or" if number else "formula"].in_language(language)
        yield Line(f"{word}{colon}{sentence.in_language(language)}", "    " if number else "  ", "green")
    for sentence in say_repeated(rule):
        yield Line(sentence.in_language(language), "    ", "green")
    each = "".join(f"；{name}：{'、'.join(map(str, _flat(values)))}" for name, values in rule.each.items())
    yield Line(f"{_WORDS['written'].in_language(language)}{colon}{rule.formula}{each}", "    ", "dim")
    needed = [one.in_language(language) for one in needed_tables(rule)]
    yield Line(f"{_WORDS['needs'].in_language(language)}{colon}{('、' if language == 'zh' else '; ').join(needed)}")


def _flat(values: Any) -> list[Any]:
    if isinstance(values, dict):
        return [f"{kind}（{'、'.join(map(str, _flat(rows)))}）" for kind, rows in values.items()]
    return values if isinstance(values, list) else [values]


def _explain_case(rule: Rule, case: dict[str, Any], language: str) -> Iterator[Line]:
    """Yield a case: what is given, and what the program says of it."""
    because = f"{say('colon', language)}{case['because']}" if "because" in case else ""
    yield Line(f"{_WORDS[case['expect']].in_language(language)}{because}", "  - ")
    given = {name: value for name, value in case.items() if name not in ("expect", "because", "hits", "severity")}
    lines = list(_write(given, language, " " * 6))
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield Line("…", " " * 6, "dim")
    report = mask_report(check_together(build_documents(rule, case), (rule,))[0])
    yield from (Line(text, "      → ") for text in _say_result(report, language))


def _say_result(report: Report, language: str) -> Iterator[str]:
    """Yield what the program finds in the case, or why the rule was not run."""
    colon = say("colon", language)
    for finding in report.findings:
        mark = "" if finding.severity == "error" else f"[{ONE[language][finding.severity]}] "
        yield f"{_WORDS['found'].in_language(language)}{colon}{mark}{finding.message.in_language(language)}"
    if report.outcomes[0].status == "not_run":
        yield f"{_WORDS['why'].in_language(language)}{colon}{report.outcomes[0].why.in_language(language)}"


def _write(given: Any, language: str, indent: str) -> Iterator[Line]:
    """Yield what is given under the names a reader knows the parts by, a list of words in one line."""
    if isinstance(given, dict):
        for key, value in given.items():
            name = _name(str(key), language) + say("colon", language)
            if isinstance(value, dict | list) or "\n" in str(value):
                yield Line(name.rstrip(), indent, "dim")
                yield from _write(value, language, indent + "  ")
            else:
                yield Line(f"{name}{value or _BLANK.in_language(language)}", indent, "dim")
    elif isinstance(given, list) and any(isinstance(one, dict | list) for one in given):
        for one in given:
            first, *rest = _write(one, language, indent + "  " * isinstance(one, dict))
            yield Line(first.text, f"{first.indent[:-2]}- " if isinstance(one, dict) else first.indent, first.style)
            yield from rest
    else:
        for text in [" · ".join(map(str, given))] if isinstance(given, list) else str(given).split("\n"):
            if text.strip():
                yield Line(text.strip(), indent, "dim")


def _name(key: str, language: str) -> str:
    """Return what a reader calls a part of a case, a cell or a table; any other key as it is."""
    part = load_words("rule_words")["parts"].get(key)
    if part is not None:
        return str(part[language])
    if (cell := _ADDRESS.match(key)) is None:
        return say_kind(key).in_language(language)
    kind, row, column = cell["kind"], cell["row"].strip(), cell["column"].strip()
    if language == "zh":
        return f"{kind}“{row}”行“{column}”栏"
    english = load_words("rule_words")["rows"].get(row)
    return f"{say_kind(kind).en}, row “{row}”{f' ({english})' if english else ''}, column “{english_column(kind, column)}”"
