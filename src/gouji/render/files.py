"""What every written file has in common: it appears whole or not at all, and no text in it becomes a formula."""

from contextlib import suppress
from pathlib import Path

# A spreadsheet program takes these first characters for the beginning of a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def write_whole(path: Path, content: bytes) -> None:
    """Write the file aside and rename it, so that nobody ever finds half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    aside.write_bytes(content)
    aside.replace(path)


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet program takes it for a formula; numbers and dashes stay as they are."""
    if not text.startswith(_FORMULA_SIGNS) or not text.strip("-"):
        return text
    with suppress(ValueError):
        float(text.replace(",", ""))
        return text
    return "'" + text
