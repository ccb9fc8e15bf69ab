"""A rule's case: a small disclosure written in the rule's own file, and what the rule must say of it.

In: one entry of a rule's `cases:`. Out: the `Disclosure` it describes, and whether the rule says what is expected.

Cases stand last in their rule, two blanks deep. Every scalar is read as text, as printed: write 213.00 to mean
"printed to the 分·百", and quote only what YAML would take for something else ("【2023】", "a: b"). A case is

    - expect: holds | fails | not_run      # required
      severity: warning                    # optional: the severity of the first finding of a failing case
      hits: 2                              # optional: how many findings
      because: …                           # optional: a word for the reader, ignored
      …and any of the following parts of a disclosure; what is not written is not there.

    cells: {"表[行, 列]": 8040.19, …}      # tables, in 万元; "" is a blank, "-" a dash, any other text unreadable.
                                           # 行: a row's key (合计, 2040201, 基本工资/工资奖金津补贴, a project's name); its
                                           # level is told from the key, or written before it: "[部门 某局, 合计]"
    tables: {表: {note: 本表无数据, unit: 万元, names: {204: 公共安全支出}, …}}
                                           # present, with these attributes; without cells: a table without rows
    year: 2024                             # cover; `department: 某局` likewise
    contents: [[title, page], …]
    duties: text                           # one paragraph a line; so for organisation and assets
    organisation: text                     # read as the reader reads it: units, offices, staff
    assets: text
    sections: {三公经费: text, …}          # canonical section kind → its prose, read as the reader reads it
    forms:                                 # project forms, amounts in 元
      - name: 项目
        unit: 某局                         # any text field of Form: department, nature, period, filled, handler …
        whole: {total: "1,000", central: 0, province: 0, county: "1,000", own: 0, other: ""}
        annual: {total: "1,000"}
        overview: text                     # and basis, necessity, safeguards, plan, whole_goal, annual_goal
        indicators: [[产出指标, 数量指标, 人数, 105人], …]       # both horizons alike
        whole_indicators: […]              # or one horizon only
        annual_indicators: […]
        fragments: [text, …]
    glossary: {term: definition}
    catalogues: [[[code, name], …], …]
    document: |                            # instead of all the above: a whole document in text layout (cells
      …                                    # separated by TABs), read as the reader reads a file
    disclosure: {…}                        # fields of model.Disclosure as they are, laid over the rest

A case of a rule across documents (`across:`) describes the others below the document at hand, each with the parts above:

    上年: {cells: …}                       # the document of the year before; 2023 and 2024 unless years are given
    预算: {cells: …}                       # the budget, where the document at hand is final accounts
    units: [某局, 某局下属中心]              # the names in the department's list of units
    单位: [{department: 某局, cells: …}, …]  # the documents of its units
"""

import re
from typing import Any

import msgspec

from gouji.check.rule import Rule, RuleError

# The reader is imported where a case needs it: a rule book is loaded, and documents checked, without it.
from gouji.layouts.classification import CODE_LEVELS
from gouji.layouts.kinds import load_kinds
from gouji.model.disclosure import (
    Catalogue,
    CatalogueItem,
    ContentsEntry,
    Cover,
    Disclosure,
    Figure,
    Form,
    Funds,
    Indicator,
    Organisation,
    Paragraph,
    Row,
    Section,
    Source,
    Table,
    Term,
    Text,
    Unit,
)
from gouji.model.money import read_money
from gouji.model.place import Place

_ADDRESS = re.compile(r"^(?P<kind>[^\[\]]+)\[(?P<row>.+)[,，]\s*(?P<column>[^,，\]]+)\]$")
_LEVELS = ("合计", "类", "款", "项", "部门", "单位", "项目", "分项")
_TEXTS = ("overview", "basis", "necessity", "safeguards", "plan", "whole_goal", "annual_goal")
_PARTS = ("cells", "tables", "year", "department", "contents", "duties", "organisation", "assets", "sections", "forms")
_OTHERS = ("上年", "预算", "单位")
_KEYS = {"expect", "severity", "hits", "because", *_PARTS, "glossary", "catalogues", "document", "disclosure", "units", *_OTHERS}
_YEAR, _DEPARTMENT = 2024, "某局"  # of the document at hand, where the case says nothing


def build_documents(rule: Rule, case: dict[str, Any]) -> list[Disclosure]:
    """Return the disclosures a case describes, the document at hand first; each has a name of its own."""
    this = build_disclosure({key: value for key, value in case.items() if key not in _OTHERS})
    if not rule.across:
        return [this]
    final = rule.stage == "final" or rule.across == "accounts"
    documents = [_belonging(this, "今年", stage="final" if final else "budget", level="部门")]
    year = documents[0].cover.year or _YEAR
    if "上年" in case:
        before = build_disclosure(case["上年"])
        documents.append(_belonging(before, "上年", stage=documents[0].cover.stage, level="部门", year=year - 1))
    if "预算" in case:
        documents.append(_belonging(build_disclosure(case["预算"]), "预算", stage="budget", level="部门", year=year))
    for number, unit in enumerate(case.get("单位", ()), 1):
        documents.append(_belonging(build_disclosure(unit), f"单位{number}", stage="budget", level="单位", year=year))
    return documents


def _belonging(disclosure: Disclosure, name: str, *, stage: str, level: str, year: int = _YEAR) -> Disclosure:
    """Return the disclosure with a cover that says whose it is, as far as the case does not."""
    cover = disclosure.cover
    cover = msgspec.structs.replace(
        cover,
        department=cover.department or _DEPARTMENT,
        year=cover.year or year,
        stage=stage,
        title=cover.title or f"{level}{'决算' if stage == 'final' else '预算'}",
    )
    return msgspec.structs.replace(disclosure, cover=cover, source=Source(name, "text"))


def build_disclosure(case: dict[str, Any]) -> Disclosure:
    """Return the disclosure a case describes. Raises RuleError for a key or an address that means nothing."""
    if unknown := set(case) - _KEYS:
        raise RuleError(f"案例中有未知的字段 / unknown keys in a case: {', '.join(sorted(unknown))}")
    if "document" in case:
        return _read_document(case["document"])
    disclosure = Disclosure(
        source=Source("case", "text"),
        cover=Cover(department=case.get("department"), year=_whole(case.get("year"))),
        contents=tuple(ContentsEntry(title, _whole(page), Place()) for title, page in case.get("contents", ())),
        duties=_paragraphs(case.get("duties", ""), "duties"),
        tables=_tables(case),
        sections=tuple(_section(kind, text) for kind, text in case.get("sections", {}).items()),
        forms=tuple(_form(number, raw) for number, raw in enumerate(case.get("forms", ()), 1)),
        catalogues=tuple(_catalogue(items) for items in case.get("catalogues", ())),
        glossary=tuple(Term("", term, text, Place(part=term)) for term, text in case.get("glossary", {}).items()),
    )
    if "units" in case:
        units = tuple(Unit(name, Place(part="机构设置情况", row=name)) for name in case["units"])
        disclosure = msgspec.structs.replace(disclosure, organisation=Organisation(units=units))
    if "organisation" in case:
        from gouji.read.organisation import read_organisation

        paragraphs = _paragraphs(case["organisation"], "机构设置情况")
        disclosure = msgspec.structs.replace(disclosure, organisation=read_organisation(paragraphs))
    if "assets" in case:
        from gouji.read.assets import read_assets

        disclosure = msgspec.structs.replace(disclosure, assets=read_assets(_paragraphs(case["assets"], "国有资产")))
    return _overlaid(disclosure, case.get("disclosure", {}))


def _whole(text: str | None) -> int | None:
    return int(text) if text else None


def _paragraphs(text: str, part: str) -> tuple[Paragraph, ...]:
    lines = [line.strip() for line in text.splitlines()]
    return tuple(Paragraph(line, Place(line=n, part=part)) for n, line in enumerate(lines, 1) if line)


def _read_document(text: str) -> Disclosure:
    from gouji.read.blocks import Blocks
    from gouji.read.recognise import recognise
    from gouji.read.text import read_text

    return recognise(Blocks(Source("case", "text"), tuple(read_text(text, "case"))))


def _overlaid(disclosure: Disclosure, raw: dict[str, Any]) -> Disclosure:
    if not raw:
        return disclosure
    full = msgspec.to_builtins(disclosure) | raw
    return msgspec.convert(full, Disclosure, strict=False)


# Tables


def _tables(case: dict[str, Any]) -> tuple[Table, ...]:
    attributes = case.get("tables", {})
    cells: dict[str, dict[str, dict[str, str]]] = {kind: {} for kind in attributes}
    for address, text in case.get("cells", {}).items():
        kind, row, column = _parse_address(address)
        cells.setdefault(kind, {}).setdefault(row, {})[column] = text
    return tuple(_table(kind, rows, dict(attributes.get(kind) or {})) for kind, rows in cells.items())


def _parse_address(address: str) -> tuple[str, str, str]:
    match = _ADDRESS.match(address)
    if match is None or match["kind"] not in load_kinds():
        raise RuleError(f"案例中的单元格写法应为 表[行, 列] / not the address of a cell: {address}")
    return match["kind"], match["row"].strip(), match["column"].strip()


def _table(kind: str, cells: dict[str, dict[str, str]], attributes: dict[str, Any]) -> Table:
    unit = attributes.setdefault("unit", "万元")
    names = attributes.pop("names", {})
    title = attributes.setdefault("title", kind)
    rows = [_row(kind, key, columns, unit, title, names) for key, columns in cells.items()]
    table = Table(kind=kind, title=title, place=Place(part=title), rows=tuple(row for pair in rows for row in pair))
    return msgspec.convert(msgspec.to_builtins(table) | attributes, Table, strict=False)


def _row(
    kind: str, key: str, columns: dict[str, str], unit: str, title: str, names: dict[str, str]
) -> list[Row]:
    """Return the row, or one row a side where a two-sided table has the key on both."""
    level, key = _level(kind, key)
    code = key if key.isdigit() and len(key) in CODE_LEVELS else ""
    name, _, counterpart = key.partition("/") if load_kinds()[kind].by == "economic_pair" else (key, "", "")
    sides: dict[str, dict[str, Figure]] = {}
    for column, text in columns.items():
        place = Place(part=title, row=key, column=column)
        sides.setdefault(_side(kind, column), {})[column] = make_figure(text, unit, place)
    return [
        Row(
            key=key,
            label=names.get(key, key),
            place=Place(part=title, row=key),
            side=side,
            code=code,
            name=names.get(key, name if not code else ""),
            counterpart=counterpart,
            level=level,
            figures=figures,
        )
        for side, figures in sides.items()
    ]


def _side(kind: str, column: str) -> str:
    """Return the side that has the column, the first one for a column that no side knows."""
    known = load_kinds()[kind]
    return known.side_of(column) if column in known.columns else next(iter(known.sides))


def _level(kind: str, key: str) -> tuple[str, str]:
    """Return the level and the bare key: written before the key, or told from its shape."""
    word, _, rest = key.partition(" ")
    if rest and word in _LEVELS:
        return word, rest.strip()
    if key == "合计":
        return "合计", key
    if key.isdigit() and len(key) in CODE_LEVELS:
        return CODE_LEVELS[len(key)], key
    by = load_kinds()[kind].by
    if by == "economic_pair":
        return ("款" if "/" in key else "类"), key
    return {"unit": "单位", "project": "项目"}.get(by, ""), key


def make_figure(text: str, unit: str, place: Place) -> Figure:
    """Return the figure printed as `text` in `unit`."""
    state, money = read_money(text, unit)
    return Figure(text, state, unit, money, place)


# Narrative, forms, catalogues


def _section(kind: str, text: str) -> Section:
    from gouji.read.narrative import read_prose

    return read_prose(kind, _paragraphs(text, kind))


def _form(number: int, raw: dict[str, Any]) -> Form:
    raw = dict(raw)
    name = raw.pop("name", f"项目{number}")
    place = Place(part=name, line=number)
    indicators = [
        *_indicators("whole", raw.pop("whole_indicators", raw.get("indicators", ())), place),
        *_indicators("annual", raw.pop("annual_indicators", raw.pop("indicators", ())), place),
    ]
    form = Form(
        number=number,
        name=name,
        place=place,
        whole=_funds(raw.pop("whole", {}), place),
        annual=_funds(raw.pop("annual", {}), place),
        indicators=tuple(indicators),
        fragments=tuple(_text(text, place, "") for text in raw.pop("fragments", ())),
    )
    texts = {field: _text(raw.pop(field), place, field) for field in _TEXTS if field in raw}
    form = msgspec.structs.replace(form, **texts)
    return msgspec.convert(msgspec.to_builtins(form) | raw, Form, strict=False)


def _text(text: str, place: Place, column: str) -> Text:
    return Text(text, text, msgspec.structs.replace(place, column=column))


def _funds(raw: dict[str, str], place: Place) -> Funds:
    return Funds(**{
        source: make_figure(text, "元", msgspec.structs.replace(place, row=source)) for source, text in raw.items()
    })


def _indicators(horizon: Any, raw: Any, place: Place) -> list[Indicator]:
    from gouji.read.quantities import parse_quantity

    return [
        Indicator(
            horizon=horizon,
            level1=level1,
            level2=level2,
            name=_text(name, msgspec.structs.replace(place, row=name), "三级指标"),
            value=_text(value, msgspec.structs.replace(place, row=name), "指标值"),
            quantity=parse_quantity(value),
        )
        for level1, level2, name, value in raw
    ]


def _catalogue(items: list[list[str]]) -> Catalogue:
    entries: list[CatalogueItem] = []
    group = ""
    for code, name in items:
        level = 1 + code.count("-") if code else 0
        entries.append(CatalogueItem(code, name, level, Place(row=code or name), group=group if level else ""))
        group = group if level else name
    return Catalogue("目录", Place(part="目录"), tuple(entries))


# Running a case


def run_case(rule: Rule, case: dict[str, Any]) -> list[str]:
    """Return what the rule says of the case that it should not; an empty list when all is as expected."""
    from gouji.check.several import check_together

    report = check_together(build_documents(rule, case), (rule,))[0]
    outcome = report.outcomes[0]
    wrong = []
    if outcome.status != case["expect"]:
        wrong.append(f"expected {case['expect']}, is {outcome.status} {outcome.why.en}")
    if "severity" in case and case["severity"] not in {finding.severity for finding in report.findings[:1]}:
        wrong.append(f"expected severity {case['severity']}, is {[f.severity for f in report.findings]}")
    if "hits" in case and int(case["hits"]) != len(report.findings):
        wrong.append(f"expected {case['hits']} findings, are {len(report.findings)}")
    return wrong
