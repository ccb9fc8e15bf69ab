"""The published document as printed, in the HTML report: tables, narrative, forms, with the wrong spots marked."""

from collections.abc import Iterable, Sequence

from gouji.model.disclosure import Catalogue, Form, Section, Table
from gouji.model.place import show_place
from gouji.render.html.grids import show_grids
from gouji.render.html.page import CLASS, Page, show_paragraph
from gouji.render.marks import gravest
from gouji.render.shown import head_section
from gouji.render.words import ONE, SIGN


def show_document(page: Page) -> str:
    """Return the section that shows the whole document."""
    parts = [show(page) for show in (_overview, _tables, _narrative, _forms, _catalogues, _glossary, _unrecognised)]
    return (
        f'<section id="{page.identity("document")}"><h2>{page.title("document")}</h2><p class="hint">{page.say("document_note")}</p>\n'
        f"{''.join(parts)}</section>\n"
    )


def document_parts(page: Page) -> list[tuple[str, str]]:
    """Return (anchor, word) of the parts the document has, for the contents."""
    disclosure = page.disclosure
    overview = disclosure.contents or disclosure.duties or disclosure.organisation.paragraphs
    parts: tuple[tuple[str, str, Sequence[object]], ...] = (
        ("d-overview", "overview", overview),
        ("d-tables", "budget_tables", disclosure.tables),
        ("d-narrative", "narrative", disclosure.sections),
        ("d-forms", "performance", disclosure.forms),
        ("d-catalogues", "catalogues", disclosure.catalogues),
        ("d-glossary", "glossary", disclosure.glossary),
        ("d-unrecognised", "unrecognised_title", disclosure.unrecognised),
    )
    return [(page.identity(anchor), word) for anchor, word, records in parts if records]


def show_troubles(page: Page) -> str:
    """Return what could not be read, and what the extraction of the text damaged."""
    disclosure, shown = page.disclosure, ""
    if disclosure.troubles:
        items = "".join(
            f"<li><b>{page.text(one.code)}</b> {page.text(one.en if page.language == 'en' else one.zh)}"
            f" <small>{page.text(show_place(page.near(one.place), page.language))}</small></li>"
            for one in disclosure.troubles
        )
        shown += f'<section id="{page.identity("troubles")}"><h2>{page.title("troubles_title")}</h2><ul>{items}</ul></section>\n'
    if disclosure.damages:
        rows = "".join(
            f"<tr><td>{page.text(show_place(page.near(one.place), page.language))}</td><td>{page.text(one.printed)}</td>"
            f"<td>{page.text(one.proposed)}</td></tr>\n"
            for one in disclosure.damages
        )
        head = "".join(f'<th scope="col">{page.say(word)}</th>' for word in ("where", "damage_printed", "damage_proposed"))
        shown += (
            f'<section id="{page.identity("damages")}"><h2>{page.title("damages_title")}</h2><p class="hint">{page.say("damages_note")}</p>'
            f"<details><summary>{len(disclosure.damages)} {page.say('damages')}</summary>"
            f'<div class="scroll" role="region" tabindex="0" aria-label="{page.say("damages_title")}"><table>'
            f"<caption>{page.say('damages_title')}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
            "</details></section>\n"
        )
    return shown


def _part(page: Page, anchor: str, word: str, body: str, hint: str = "") -> str:
    note = f'<p class="hint">{page.say(hint)}</p>' if hint else ""
    return f'<section id="{page.identity(anchor)}"><h3>{page.say(word)}</h3>{note}\n{body}</section>\n' if body else ""


def _fold(page: Page, title: str, body: str, *, open_: bool, kind: str = "fold") -> str:
    """Return a part that is folded unless something in it is marked. title: escaped HTML."""
    return f'<details class="{kind}"{" open" if open_ else ""}><summary><h4>{title}</h4></summary>{body}</details>\n'


def _is_grave(page: Page, records: Iterable[object]) -> bool:
    """Return whether an error or a warning is marked in one of the records."""
    return any(page.touched.get(page.anchor(record), "note") != "note" for record in records)


def _overview(page: Page) -> str:
    disclosure = page.disclosure
    body = ""
    if disclosure.contents:
        lines = "".join(
            show_paragraph(page, entry, f"{entry.title}{'' if entry.page is None else f'　{entry.page}'}", "li")
            for entry in disclosure.contents
        )
        title = page.say("printed_contents")
        body += _fold(page, title, f'<ul class="plain">{lines}</ul>', open_=_is_grave(page, disclosure.contents))
    paragraphs = (*disclosure.duties, *disclosure.organisation.paragraphs)
    if paragraphs:
        lines = "".join(show_paragraph(page, paragraph, paragraph.text) for paragraph in paragraphs)
        body += _fold(page, page.say("overview"), lines, open_=_is_grave(page, paragraphs))
    return _part(page, "d-overview", "overview", body)


def _tables(page: Page) -> str:
    return _part(page, "d-tables", "budget_tables", "".join(_show_table(page, table) for table in page.disclosure.tables))


def _show_table(page: Page, table: Table) -> str:
    title = page.text(table.title)
    label = f'<small class="label">{page.text(table.label)}</small>' if table.label else ""
    facts = [page.text(table.department)] if table.department else []
    if table.unit:
        facts.append(f"{page.say('unit')}{page.say('colon')}{page.text(table.unit)}")
    grids = show_grids(page, table.grids, title, facts="　".join(facts), head=table.head)
    note = f'<p class="hint">{page.text(table.note)}</p>' if table.note else ""
    heading = show_paragraph(page, table, table.title, "h4")
    return f'<section class="sheet">{label}{heading}{grids}{note}</section>\n'


def _narrative(page: Page) -> str:
    return _part(page, "d-narrative", "narrative", "".join(_show_section(page, one) for one in page.disclosure.sections))


def _show_section(page: Page, section: Section) -> str:
    heading = show_paragraph(page, section, head_section(section), "h4")
    paragraphs = "".join(show_paragraph(page, paragraph, paragraph.text) for paragraph in section.paragraphs)
    charts = "".join(show_paragraph(page, chart, chart.text, kind="hint") for chart in section.charts)
    return f'<section class="prose">{heading}{paragraphs}{charts}</section>\n'


def _forms(page: Page) -> str:
    forms = "".join(_show_form(page, form) for form in page.disclosure.forms)
    return _part(page, "d-forms", "performance", forms, "performance_note")


def _show_form(page: Page, form: Form) -> str:
    grids = () if form.grid is None else (form.grid,)
    records = (form, *grids, *form.fragments)
    title = f"{form.number}. {show_paragraph(page, form, form.name, 'span')}{_flag(page, records)}"
    body = show_grids(page, grids, page.text(form.name), flow=True)
    if form.fragments:
        lines = "".join(show_paragraph(page, fragment, fragment.printed, "li") for fragment in form.fragments)
        body += f'<p class="hint">{page.say("fragments")}</p><ul class="plain">{lines}</ul>'
    return _fold(page, title, body, open_=_is_grave(page, records), kind="fold form")


def _flag(page: Page, records: Iterable[object]) -> str:
    """Return the gravest severity marked in the records, as a flag."""
    found = [page.touched[page.anchor(record)] for record in records if page.anchor(record) in page.touched]
    if not found:
        return ""
    severity = gravest(found)
    return f' <small class="flag {CLASS[severity]}">{SIGN[severity]} {ONE[page.language][severity]}</small>'


def _catalogues(page: Page) -> str:
    shown = "".join(_show_catalogue(page, catalogue) for catalogue in page.disclosure.catalogues)
    return _part(page, "d-catalogues", "catalogues", shown)


def _show_catalogue(page: Page, catalogue: Catalogue) -> str:
    title = show_paragraph(page, catalogue, catalogue.title, "span")
    if catalogue.grid is None:
        lines = "".join(f"<li>{page.text(f'{item.code} {item.name}')}</li>" for item in catalogue.items)
        return _fold(page, title, f'<ul class="plain">{lines}</ul>', open_=_is_grave(page, (catalogue,)))
    body = show_grids(page, (catalogue.grid,), page.text(catalogue.title))
    return _fold(page, title, body, open_=_is_grave(page, (catalogue, catalogue.grid)))


def _glossary(page: Page) -> str:
    terms = page.disclosure.glossary
    if not terms:
        return ""
    entries = "".join(
        f"<div><dt>{page.text(term.term)}</dt>{show_paragraph(page, term, term.definition, 'dd')}</div>" for term in terms
    )
    body = _fold(page, page.say("glossary"), f'<dl class="glossary">{entries}</dl>', open_=_is_grave(page, terms))
    return _part(page, "d-glossary", "glossary", body)


def _unrecognised(page: Page) -> str:
    shown = []
    for block in page.disclosure.unrecognised:
        where = page.text(show_place(page.near(block.place), page.language))
        if block.grid is not None:
            shown.append(show_grids(page, (block.grid,), page.say("unrecognised_title"), facts=where))
        else:
            shown.append(show_paragraph(page, block, block.text or ""))
    return _part(page, "d-unrecognised", "unrecognised_title", "".join(shown), "unrecognised_note")
