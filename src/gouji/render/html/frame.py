"""The frame of every page we write: nothing to load, nothing to run, and the page says so itself."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path


def page_frame(body: str, style_sheet: Path, *, title: str, language: str, skip: str, pictures: bool = False) -> str:
    """Return the whole page. All but the path is HTML; skip: the link that leads past the heading.

    pictures: whether the page holds any, which must be in it.
    """
    style, fingerprint = _style(style_sheet)
    images = " img-src data:;" if pictures else ""
    policy = f"default-src 'none'; style-src 'sha256-{fingerprint}';{images} base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="{"en" if language == "en" else "zh-CN"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{skip}\n{body}</body>\n</html>\n"
    )


@cache
def _style(sheet: Path) -> tuple[str, str]:
    """Return the style sheet and its fingerprint as a content security policy wants it."""
    style = sheet.read_text(encoding="utf-8")
    return style, b64encode(sha256(style.encode()).digest()).decode()
