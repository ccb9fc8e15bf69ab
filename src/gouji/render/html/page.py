"""What every part of the HTML report shares: the record it is made from, escaping, marks and links to places."""

from collections.abc import Callable, Iterable, Iterator
from html import escape

from msgspec import Struct, structs

from gouji.check.rule import Rule
from gouji.model.disclosure import Disclosure
from gouji.model.finding import Report, Severity
from gouji.model.place import Place, show_place
from gouji.render.marks import Mark, Marks, gravest
from gouji.render.mask import Mask
from gouji.render.pages.chosen import Chosen
from gouji.render.words import say

# Severity → the letter its style sheet classes use.
CLASS: dict[Severity, str] = {"error": "e", "warning": "w", "note": "o"}
_SHOWN_MARKS = 6  # marks written into one cell; a total may take part in dozens of findings


class Page(Struct, frozen=True):
    """A report about to be printed.

    documents: those it is about; disclosure: the one that is being shown, number: from 1, where they are several.
    touched: anchor of a grid or paragraph with marks → the gravest severity in it. rules: id → rule. decided: rules
    the report has an outcome of. mask: what every text from the document passes through. names_hidden: whether names
    are masked. near: tells a place of a file without lines by its words. chosen: the pages of the files that are shown as pictures.
    """

    documents: tuple[Disclosure, ...]
    disclosure: Disclosure
    report: Report
    language: str
    marks: Marks
    touched: dict[str, Severity]
    rules: dict[str, Rule]
    decided: frozenset[str]
    mask: Mask
    names_hidden: bool
    near: Callable[[Place], Place]
    chosen: Chosen = Chosen()
    number: int = 0

    def each(self) -> "Iterator[Page]":
        """Yield the page once for every document, about to show that one."""
        several = len(self.documents) > 1
        for number, document in enumerate(self.documents, 1):
            yield structs.replace(self, disclosure=document, number=number if several else 0)

    def identity(self, name: str) -> str:
        """Return the anchor of a part of the document that is being shown."""
        return f"{name}-{self.number}" if self.number else name

    def title(self, word: str) -> str:
        """Return the heading of a part of the document, with which document it is where they are several."""
        if not self.number:
            return self.say(word)
        part = self.report.parts[self.number - 1]
        name = part.label.in_language(self.language)
        file = f" <small>{self.text(part.name)}</small>" if part.label.zh != part.name else ""
        return f"{self.text(name)} · {self.say(word)}{file}"

    def say(self, word: str, **slots: object) -> str:
        """Return the word of the report's language, escaped."""
        return escape(say(word, self.language, **slots))

    def text(self, text: str) -> str:
        """Return a text of the document or of a finding: masked, then escaped."""
        return escape(self.mask(text))

    def anchor(self, record: object) -> str:
        """Return the anchor of a grid, paragraph, table, section or form of the disclosure."""
        return self.marks.anchors[id(record)]


def show_marks(page: Page, marks: Iterable[Mark]) -> str:
    """Return the numbers that lead back to the findings."""
    ordered = sorted(marks, key=lambda mark: (not mark.first, mark.number))
    links = "".join(
        f'<a class="k {CLASS[mark.severity]}" href="#f-{mark.number}" aria-label="{page.say("see")} {mark.number}">'
        f"{mark.number}</a>"
        for mark in ordered[:_SHOWN_MARKS]
    )
    return links + (f'<span class="k">+{len(ordered) - _SHOWN_MARKS}</span>' if len(ordered) > _SHOWN_MARKS else "")


def mark_class(marks: Iterable[Mark]) -> str:
    """Return the style sheet classes of a marked spot: its severity, and whether it only takes part."""
    chosen = [mark.severity for mark in marks if mark.first]
    return f"m {CLASS[gravest(chosen)]}" if chosen else "m r"


def show_paragraph(page: Page, record: object, text: str, tag: str = "p", kind: str = "") -> str:
    """Return a paragraph, with its marked sentences."""
    anchor = page.anchor(record)
    whole = page.marks.spots.get(anchor, ())
    classes = " ".join(filter(None, (kind, mark_class(whole) if whole else "")))
    opening = f'<{tag} class="{classes}"' if classes else f"<{tag}"
    identity = f' id="{anchor}"' if anchor in page.touched else ""
    return f"{opening}{identity}>{_sentences(page, anchor, text)}{show_marks(page, whole)}</{tag}>"


def _sentences(page: Page, anchor: str, text: str) -> str:
    pieces, end = [], 0
    for one in page.marks.ranges.get(anchor, ()):
        pieces.append(page.text(text[end : one.start]))
        inside = page.text(text[one.start : one.end])
        pieces.append(
            f'<mark class="{mark_class(one.marks)}" id="{one.anchor}">{inside}{show_marks(page, one.marks)}</mark>'
        )
        end = one.end
    pieces.append(page.text(text[end:]))
    return "".join(pieces)


def link_place(page: Page, place: Place, anchor: str | None) -> str:
    """Return the place in words, as a link where it is shown below."""
    words = page.text(show_place(page.near(place), page.language))
    return f'<a href="#{anchor}">{words}</a>' if anchor else f"<span>{words}</span>"
