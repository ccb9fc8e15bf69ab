"""Write the generated pages of the documentation: `python -m gouji.docs docs`."""

import json
import sys
from pathlib import Path

from gouji.check.rulebook import rulebook
from gouji.model.disclosure import Disclosure
from gouji.model.finding import Report
from gouji.read.troubles import catalogue
from gouji.render.data import schema
from gouji.render.rulebook import errors_page, rulebook_page


def pages() -> dict[str, str]:
    """Return file name → content of every generated page."""
    return {
        "rules.md": rulebook_page(rulebook(cases=True)),
        "errors.md": errors_page(catalogue()),
        "disclosure.schema.json": json.dumps(schema(Disclosure), ensure_ascii=False, indent=2) + "\n",
        "report.schema.json": json.dumps(schema(Report), ensure_ascii=False, indent=2) + "\n",
    }


def main(folder: Path) -> None:
    """Write the pages into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in pages().items():
        (folder / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
