"""The rule book and the list of reading errors as Markdown pages, from the same data the program runs on."""

from collections.abc import Iterable, Iterator, Mapping

from gouji.check.rule import COMPARED, FAMILIES, Rule

_SEVERITY = {"error": "错误 error", "warning": "提醒 warning", "note": "提示 note"}
_EXPECTED = {"holds": "相符 holds", "fails": "不符 fails", "not_run": "未运行 not run"}


def rulebook_page(rules: Iterable[Rule]) -> str:
    """Return docs/rules.md: every rule with its formula, basis, advice and one case of each outcome."""
    rules = list(rules)
    lines = [
        "# 规则 · The rule book",
        "",
        f"共 {len(rules)} 条，由 `src/gouji/check/rules/*.yaml` 生成（`make docs`），请改那里，不要改这一页。",
        f"{len(rules)} rules, generated from the YAML; edit that, not this page.",
        "",
        "错误：不可能都对。提醒：请人看一看。提示：可以更好。“待核”：依据的原文尚未核对。",
        "Error: cannot be true as printed. Warning: a person should look. Note: quality. 待核: the source is named but was"
        " not yet read.",
    ]
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            title = FAMILIES[rule.family]
            lines += ["", f"## {title.zh} · {title.en}"]
        lines += ["", *_rule_lines(rule)]
    return "\n".join(lines) + "\n"


def _rule_lines(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id} {rule.title.zh}"
    yield ""
    yield f"{rule.title.en} · **{_SEVERITY[rule.severity]}**"
    yield ""
    if rule.formula:
        yield "```text"
        yield rule.formula
        for name, values in rule.each.items():
            shown = "、".join(map(str, values)) if isinstance(values, list) else str(values)
            yield f"{name}：{shown}"
        yield "```"
        yield ""
    if rule.across:
        yield f"- 跨文件 across documents：{COMPARED[rule.across].zh} {COMPARED[rule.across].en}"
    yield f"- 依据 basis：{rule.basis.text}{'' if rule.basis.verified else '（待核）'}"
    yield f"- 怎么办 what to do：{rule.advice.zh} {rule.advice.en}"
    yield f"- 例 cases：{_count_cases(rule)}"


def _count_cases(rule: Rule) -> str:
    counts = [
        f"{label} {sum(case.get('expect') == expected for case in rule.cases)}" for expected, label in _EXPECTED.items()
    ]
    return "，".join(counts) + f"（`gouji rules {rule.id}` 列出）"


def errors_page(catalogue: Mapping[str, Mapping[str, str]]) -> str:
    """Return docs/errors.md: every reading error with its sentence in both languages."""
    lines = [
        "# 读取时的报错 · Reading errors",
        "",
        "由 `src/gouji/read/errors.yaml` 生成（`make docs`）。花括号里是当时填入的内容。",
        "Generated from the catalogue; braces are filled in when the message is made.",
    ]
    for code, sentences in sorted(catalogue.items()):
        lines += ["", f"### {code}", "", sentences["zh"], "", sentences["en"]]
    return "\n".join(lines) + "\n"
