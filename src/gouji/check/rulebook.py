"""The rule book: every rule of rules/*.yaml, checked when loaded.

In: YAML files, each a list of rules beginning `- id:`, each rule's `cases:` last. Out: `Rule` records, in order of
family and id. The cases are half of the text and only tests and documentation want them, so they are left out
unless asked for. Every word of a case is read as the text it is: `213.00` stays "213.00", as printed.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec

from gouji.check.formula import OWNERS, FormulaError, compile_formula, owners
from gouji.check.functions import registered, registered_across
from gouji.check.rule import Family, Rule, RuleError
from gouji.layouts.kept import keep
from gouji.layouts.kinds import KINDS
from gouji.layouts.plain import MAKING, YamlError, parse_yaml

RULES = Path(__file__).parent / "rules"

_FAMILIES = get_args(Family)
_ENTRY = re.compile(r"^(?=- )", re.MULTILINE)
_CASES = re.compile(r"^  cases:", re.MULTILINE)
_NUMBER = re.compile(r"\d+")


def rulebook(*, cases: bool = False) -> tuple[Rule, ...]:
    """Return all rules, ordered by family and id, with their cases if asked for.

    Raises RuleError naming the file and the rule: YAML that cannot be read, an unknown or missing field, an id used
    twice, a formula that names an unknown table, row or column, an unknown function.
    """
    return _read_all(cases)


@cache
def _read_all(cases: bool) -> tuple[Rule, ...]:
    rules = [rule for path in rule_files() for rule in read_rules(path, cases=True)] if cases else _read_heads()
    _refuse_doubles(rules)
    return tuple(sorted(rules, key=_order))


def _read_heads() -> list[Rule]:
    """Return all rules without their cases. They are kept in one piece, checked against the tables as they are."""
    texts = [path.read_text(encoding="utf-8") for path in (KINDS, *rule_files())]
    rules: list[Rule] = keep("".join(texts), f"rules {MAKING}", _checked_heads, list[Rule])
    return rules


def _checked_heads() -> list[Any]:
    return [raw for path in rule_files() for raw in _load_heads(path) if _make_rule(raw, path)]


def rule_files() -> list[Path]:
    """Return the files of the rule book, by name."""
    return sorted(RULES.glob("*.yaml"))


def read_rules(path: Path, *, cases: bool = False) -> list[Rule]:
    """Return the rules of one file, in printed order, each checked."""
    rules = [_make_rule(raw, path) for raw in _load_heads(path)]
    if cases:
        lists = _load(_split(path.read_text(encoding="utf-8"))[1], path, typed=False)
        rules = [_with_cases(rule, raw, path) for rule, raw in zip(rules, lists, strict=True)]
    return rules


def _load_heads(path: Path) -> list[Any]:
    return _load(_split(path.read_text(encoding="utf-8"))[0], path, typed=True)


def _split(text: str) -> tuple[str, str]:
    """Return the file without its cases, and the cases alone; other lines blank, so that line numbers stay true."""
    heads, tails = [], []
    for entry in _ENTRY.split(text):
        found = _CASES.search(entry)
        cut = found.start() if found else len(entry)
        head, tail = entry[:cut], entry[cut:]
        heads.append(head + "\n" * tail.count("\n"))
        tails.append("\n" * head.count("\n") + ("- " + tail[2:] if tail else "" if not head.startswith("- ") else "- {}"))
    return "".join(heads), "".join(tails)


def _load(text: str, path: Path, *, typed: bool) -> list[Any]:
    try:
        raw = parse_yaml(text, typed=typed)
    except YamlError as error:
        raise RuleError(f"{path.name}: {error}") from error
    if not isinstance(raw, list):
        raise RuleError(f"{path.name}: 应为规则的列表（以“- id:”开头）/ expected a list of rules, each beginning “- id:”")
    return raw


def _make_rule(raw: Any, path: Path) -> Rule:
    name = raw.get("id", "?") if isinstance(raw, dict) else "?"
    try:
        rule = msgspec.convert(raw, Rule)
        _check(rule)
    except (msgspec.ValidationError, FormulaError, RuleError) as error:
        raise RuleError(f"{path.name} › {name}: {error}") from error
    return rule


def _check(rule: Rule) -> None:
    """Refuse a rule that cannot be decided: neither or both of formula and function, unknown names in them."""
    if bool(rule.formula) == bool(rule.decides):
        raise RuleError("应写 formula 或 decides 之一 / exactly one of formula and decides is needed")
    if rule.formula:
        known = OWNERS.get(rule.across, ())
        if strange := owners(compile_formula(rule.formula, rule.each)) - set(known):
            raise RuleError(f"across: {rule.across or '—'} 不能写“{min(strange)}的” / across: {rule.across or '—'} knows {', '.join(known) or 'no owner'}")
    elif rule.across:
        registered_across(rule.decides)
    else:
        registered(rule.decides)


def _with_cases(rule: Rule, raw: Any, path: Path) -> Rule:
    cases = (raw or {}).get("cases")
    if not isinstance(cases, list) or not all(isinstance(case, dict) for case in cases):
        raise RuleError(f"{path.name} › {rule.id}: cases 应为列表 / cases must be a list of mappings")
    return msgspec.structs.replace(rule, cases=tuple(cases))


def _refuse_doubles(rules: list[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError(f"{rule.id}: 编号重复 / the id is used twice")
        seen.add(rule.id)


def _order(rule: Rule) -> tuple[int, str, list[int]]:
    return _FAMILIES.index(rule.family), _NUMBER.sub("", rule.id), [int(part) for part in _NUMBER.findall(rule.id)]
