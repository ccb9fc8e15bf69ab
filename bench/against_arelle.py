"""Say what Gouji and an XBRL calculation check (Arelle) tell of one planted mistake, on the same figures and sums.

    python bench/against_arelle.py ARELLE_COMMAND [examples/yunxi-culture-2025.txt]

ARELLE_COMMAND: arelleCmdLine of an environment of its own (pip install arelle-release). The table of expenditure is
written as an XBRL instance: one concept for each cell, one calculation link for each sum, facts as finely as printed.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from msgspec import structs

from gouji.check import check
from gouji.check.engine import decide
from gouji.check.formula import Relation
from gouji.check.rulebook import rulebook
from gouji.check.view import view_tables
from gouji.model.disclosure import Disclosure, Figure
from gouji.model.money import read_money
from gouji.read import read

KIND, ROW, COLUMN, WRONG = "支出总表", "2070104", "基本支出", "126.09"  # printed 162.09

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
XBRLI, LINK = "http://www.xbrl.org/2003/instance", "http://www.xbrl.org/2003/linkbase"
XLINK, XS = "http://www.w3.org/1999/xlink", "http://www.w3.org/2001/XMLSchema"
SUMMATION = "http://www.xbrl.org/2003/arcrole/summation-item"


def misprint(disclosure: Disclosure) -> Disclosure:
    """Return the disclosure with one figure of the table printed wrong."""
    tables = []
    for table in disclosure.tables:
        rows = list(table.rows)
        for n, row in enumerate(rows):
            if table.kind == KIND and row.code == ROW:
                state, money = read_money(WRONG, row.figures[COLUMN].unit)
                wrong = structs.replace(row.figures[COLUMN], text=WRONG, state=state, money=money)
                rows[n] = structs.replace(row, figures=row.figures | {COLUMN: wrong})
        tables.append(structs.replace(table, rows=tuple(rows)))
    return structs.replace(disclosure, tables=tuple(tables))


def sums(disclosure: Disclosure) -> list[Relation]:
    """Return the sums inside the table that our rules decide."""
    views = view_tables(disclosure)
    found = [one for rule in rulebook() if rule.formula for one in decide(rule, disclosure, views).relations]
    return [one for one in found if one.kinds == (KIND,) and one.sign == "=" and len(one.left) == 1 and one.right]


def write_instance(relations: list[Relation], folder: Path) -> Path:
    """Write the schema, the calculation links and the instance; return the instance."""
    figures: dict[int, tuple[str, Figure]] = {}
    for relation in relations:
        for term in (*relation.left, *relation.right):
            figures.setdefault(id(term.figure), (f"c{len(figures)}", term.figure))
    name = {key: concept for key, (concept, _) in figures.items()}
    concepts = "".join(
        f'<xs:element name="{concept}" id="{concept}" type="xbrli:monetaryItemType" substitutionGroup="xbrli:item"'
        ' xbrli:periodType="instant" nillable="true"/>'
        for concept in name.values()
    )
    roles = "".join(
        f'<link:roleType roleURI="urn:sum:{n}" id="r{n}"><link:usedOn>link:calculationLink</link:usedOn></link:roleType>'
        for n, _ in enumerate(relations)
    )
    (folder / "t.xsd").write_text(
        f'{XML}<xs:schema xmlns:xs="{XS}" xmlns:xbrli="{XBRLI}" xmlns:link="{LINK}" xmlns:xlink="{XLINK}" xmlns="urn:t"'
        f' targetNamespace="urn:t" elementFormDefault="qualified"><xs:annotation><xs:appinfo>{roles}'
        f'<link:linkbaseRef xlink:type="simple" xlink:href="c.xml" xlink:arcrole="{XLINK}/properties/linkbase"/>'
        f'</xs:appinfo></xs:annotation><xs:import namespace="{XBRLI}" schemaLocation="{XBRLI.replace("instance", "")}'
        f'xbrl-instance-2003-12-31.xsd"/>{concepts}</xs:schema>',
        encoding="utf-8",
    )
    links = "".join(_link(n, relation, name) for n, relation in enumerate(relations))
    refs = "".join(f'<link:roleRef roleURI="urn:sum:{n}" xlink:type="simple" xlink:href="t.xsd#r{n}"/>' for n, _ in enumerate(relations))
    (folder / "c.xml").write_text(f'{XML}<link:linkbase xmlns:link="{LINK}" xmlns:xlink="{XLINK}">{refs}{links}</link:linkbase>')
    facts = "".join(
        f'<t:{concept} contextRef="c" unitRef="u" decimals="-2">{(figure.money.fen if figure.money else 0) // 100}</t:{concept}>'
        for concept, figure in figures.values()
    )
    instance = folder / "i.xbrl"
    instance.write_text(
        f'{XML}<xbrli:xbrl xmlns:xbrli="{XBRLI}" xmlns:link="{LINK}" xmlns:xlink="{XLINK}" xmlns:t="urn:t"'
        ' xmlns:iso4217="http://www.xbrl.org/2003/iso4217"><link:schemaRef xlink:type="simple" xlink:href="t.xsd"/>'
        '<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="urn:x">x</xbrli:identifier></xbrli:entity>'
        "<xbrli:period><xbrli:instant>2025-12-31</xbrli:instant></xbrli:period></xbrli:context>"
        f'<xbrli:unit id="u"><xbrli:measure>iso4217:CNY</xbrli:measure></xbrli:unit>{facts}</xbrli:xbrl>',
        encoding="utf-8",
    )
    return instance


def _link(number: int, relation: Relation, name: dict[int, str]) -> str:
    whole, parts = name[id(relation.left[0].figure)], [name[id(term.figure)] for term in relation.right]
    locators = "".join(
        f'<link:loc xlink:type="locator" xlink:href="t.xsd#{one}" xlink:label="{one}"/>' for one in dict.fromkeys([whole, *parts])
    )
    arcs = "".join(
        f'<link:calculationArc xlink:type="arc" xlink:arcrole="{SUMMATION}" xlink:from="{whole}" xlink:to="{part}"'
        f' weight="1" order="{n}"/>'
        for n, part in enumerate(parts, 1)
    )
    return f'<link:calculationLink xlink:type="extended" xlink:role="urn:sum:{number}">{locators}{arcs}</link:calculationLink>'


def main(command: str, path: str = "examples/yunxi-culture-2025.txt") -> None:
    """Print what both say."""
    mistaken = misprint(read(path))
    print("Gouji:")
    for cause in check(mistaken).causes:
        print(f"  {cause.title.zh}")
    relations = sums(mistaken)
    with tempfile.TemporaryDirectory() as folder:
        instance = write_instance(relations, Path(folder))
        arguments = [command, "--file", str(instance), "--validate", "--calc=c11r", "--internetConnectivity=offline"]
        said = subprocess.run(arguments, capture_output=True, text=True, check=False)
    messages = [line for line in (said.stdout + said.stderr).splitlines() if "calc" in line.lower() or "rror" in line]
    print(f"Arelle, the same {len(relations)} sums:")
    for line in messages:
        print(f"  {line}")


if __name__ == "__main__":
    main(*sys.argv[1:])
