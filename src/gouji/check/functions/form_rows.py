"""Rows of the prescribed form, over all the forms of a document: one that lacks a row, or prints it under another name.

In: the forms with the grid they were read from. Out: one finding for all the forms that differ from the rest.
"""

from gouji.check.deciding import NO_FORMS, decided, title_of
from gouji.check.functions.grouping import hit_of
from gouji.check.rule import Rule, Verdict, decides
from gouji.model.disclosure import Disclosure, Form
from gouji.model.place import Bilingual

_TOO_FEW = Bilingual("绩效目标表太少，看不出统一的表式", "too few forms to tell what form is prescribed")
_TAIL = 14  # rows from the end, in which benefits and satisfaction stand
_LAST = 6  # rows from the end, in which they mostly do: the rest is only searched where they do not
_HEAD = 2  # characters by which a row under another name is known


@decides("rows_of_the_form")
def rows_of_the_form(disclosure: Disclosure, rule: Rule) -> Verdict:
    """A row that nearly all forms have is in every form, under its name.

    given: `rows`, names looked for; `least`, forms from which a form is taken to be prescribed; `percent` that have it.
    """
    least, percent = int(rule.given["least"]), int(rule.given["percent"])
    forms = [form for form in disclosure.forms if form.grid is not None]
    if len(forms) < least:
        return decided(0, (), NO_FORMS if not disclosure.forms else _TOO_FEW)
    printed = [(form, _tail(form, _LAST)) for form in forms]
    found = []
    for row in rule.given["rows"]:
        lacking = [form for form, last in printed if row not in last and row not in _tail(form)]
        if lacking and len(lacking) * 100 <= (100 - percent) * len(forms):
            found += [(form, row) for form in lacking]
    told = "；".join(f"“{title_of(form)}”{_what(form, row)}" for form, row in found)
    hits = (hit_of([form for form, _ in found], told=told),) if found else ()
    return decided(len(forms), hits, _TOO_FEW)


def _tail(form: Form, rows: int = _TAIL) -> str:
    """Return the last rows of the form as one text, a cell a line: searching it is faster than cell by cell."""
    return "\n".join(map("\n".join, form.grid.rows[-rows:])) if form.grid is not None else ""


def _what(form: Form, row: str) -> str:
    other = next((cell for cell in _tail(form).split("\n") if cell.endswith("指标") and cell[:_HEAD] == row[:_HEAD]), None)
    return f"把“{row}”印作“{other}”" if other else f"缺“{row}”一行"
