"""What every kind of file becomes before anything is recognised: lines of text and grids, each with its place."""

from msgspec import Struct

from gouji.model.disclosure import Grid, Source, Trouble
from gouji.model.place import Box, Place


class Printed(Struct, frozen=True, gc=False):
    """One printed line of a paragraph: where in its text the line begins, and where it stands."""

    start: int
    page: int
    box: Box


class Line(Struct, frozen=True):
    """One paragraph or heading. level: 1–9 when the file says that it is a heading, else None.

    printed: the lines it is set in, where it takes several and the file has pages.
    """

    text: str
    place: Place
    level: int | None = None
    printed: tuple[Printed, ...] = ()


class Recognised(Struct, frozen=True, gc=False):
    """A piece of text recognised in the picture of a page: where it stands, and how sure the recognition is (0 to 1)."""

    page: int
    box: Box
    confidence: float


class Blocks(Struct, frozen=True):
    """A document as a sequence of lines and grids in reading order.

    troubles: what could not be unpacked. recognised: of pages that are pictures, where the text was.
    """

    source: Source
    items: tuple[Line | Grid, ...]
    troubles: tuple[Trouble, ...] = ()
    recognised: tuple[Recognised, ...] = ()


class ReadError(Exception):
    """A file that cannot be read at all. Carries the Trouble that says why and where."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)  # alone, so that it can be sent from one process to another
        self.trouble = trouble

    def __str__(self) -> str:
        return f"{self.trouble.code} {self.trouble.zh}"
