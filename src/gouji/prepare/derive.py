"""From one budget the whole disclosure, tied out by construction.

Every amount is a sum of the one ledger, rounded only where it is printed. What is said in words is written from
sentences.yaml and read back by the reader, so that the disclosure is what anyone finds who reads the printed document.
"""

from gouji.layouts.layout import Layout, load, prepared_layouts
from gouji.model.budget import Budget
from gouji.model.disclosure import Disclosure, Source
from gouji.model.place import Place
from gouji.prepare.catalogues import derive_catalogue
from gouji.prepare.charts import with_charts
from gouji.prepare.forms import derive_forms
from gouji.prepare.ledger import add_up
from gouji.prepare.narrative import derive_sections
from gouji.prepare.overview import (
    derive_contents,
    derive_cover,
    derive_duties,
    derive_glossary,
    derive_organisation,
)
from gouji.prepare.projects import this_years_projects
from gouji.prepare.tables import prepare_tables
from gouji.prepare.troubles import PrepareError, trouble
from gouji.read.assets import read_assets


def derive(budget: Budget, layout: Layout | str | None = None) -> Disclosure:
    """Return the disclosure of the budget.

    layout: a layout or its name ("shanxi/2024"), by default the budget's. Places count lines within each part, and the
    contents have no pages: both are known only when the document is printed.
    Raises FileNotFoundError for an unknown layout, PrepareError("PREP-032") for one that is only for reading.
    """
    used = _layout(budget, layout)
    if not used.prepared:
        allowed = "、".join(prepared_layouts())
        raise PrepareError(trouble("PREP-032", Place(), found=used.name, allowed=allowed))
    tables, cells = prepare_tables(budget, used, add_up(budget))
    projects = this_years_projects(budget)
    sections = derive_sections(budget, used, cells, projects)
    published = [project for project, _ in projects if project.disclosed]
    disclosure = Disclosure(
        source=Source(budget.department, "budget"),
        layout=used.name,
        cover=derive_cover(budget),
        contents=derive_contents(budget, used),
        duties=derive_duties(budget),
        organisation=derive_organisation(budget),
        tables=tables,
        sections=sections,
        forms=derive_forms(budget, published),
        assets=next((read_assets(section) for section in sections if section.kind == "国有资产"), None),
        catalogues=tuple(map(derive_catalogue, budget.catalogues)),
        glossary=derive_glossary(budget),
    )
    return with_charts(disclosure)


def _layout(budget: Budget, layout: Layout | str | None) -> Layout:
    return layout if isinstance(layout, Layout) else load(layout or budget.layout)
