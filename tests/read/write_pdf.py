"""A PDF from texts and lines at given places, for tests: small, readable, without embedded fonts.

Positions are points from the top left corner of the page, as a reader sees them.
"""

from collections.abc import Sequence

_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]"
    "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)


class Sheet:
    """One page. turn: how many quarter turns to the right a viewer makes before showing it.

    margin: how much of the sheet around what is shown is cropped away. unit: so many points are one unit of the page.
    """

    def __init__(self, width: float = 595, height: float = 842, turn: int = 0, margin: float = 0, unit: float = 1) -> None:
        self.width, self.height, self.turn, self.margin, self.unit = width, height, turn, margin, unit
        self.drawn: list[str] = []

    def text(self, left: float, base: float, text: str, size: float = 12, ink: str = "") -> "Sheet":
        """Print the text from `left` on the baseline. ink: operators that say how: 1 g is white, 3 Tr not at all."""
        x, y = self._place(left, base)
        a, b = ((1, 0), (0, 1), (-1, 0), (0, -1))[self.turn]
        code = text.encode("utf-16-be").hex()
        shown = f"BT /F {size} Tf {a} {b} {-b} {a} {x:.2f} {y:.2f} Tm <{code}> Tj ET"
        self.drawn.append(f"q {ink} {shown} Q" if ink else shown)
        return self

    def fill(self, x0: float, y0: float, x1: float, y1: float, ink: str) -> "Sheet":
        """Fill a box. ink: operators that say how."""
        (a, b), (c, d) = self._place(x0, y0), self._place(x1, y1)
        self.drawn.append(f"q {ink} {a:.2f} {b:.2f} {c - a:.2f} {d - b:.2f} re f Q")
        return self

    def right(self, right: float, base: float, text: str, size: float = 12) -> "Sheet":
        """Print the text up to `right`."""
        width = sum(0.5 if character.isascii() else 1.0 for character in text) * size
        return self.text(right - width, base, text, size)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        """Rule a line."""
        (a, b), (c, d) = self._place(x0, y0), self._place(x1, y1)
        self.drawn.append(f"0.5 w {a:.2f} {b:.2f} m {c:.2f} {d:.2f} l S")
        return self

    def frame(self, xs: Sequence[float], ys: Sequence[float]) -> "Sheet":
        """Rule all lines of a table."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def table(self, xs: Sequence[float], top: float, rows: Sequence[Sequence[str]], step: float = 20) -> "Sheet":
        """Rule and fill a table; amounts at the right of their cells."""
        self.frame(xs, [top + step * index for index in range(len(rows) + 1)])
        return self.cells(xs, top, rows, step)

    def cells(self, xs: Sequence[float], top: float, rows: Sequence[Sequence[str]], step: float = 20) -> "Sheet":
        """Fill a table without ruling it."""
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                base = top + step * row + 14
                if text and text[-1].isdigit() and not text.isdigit():
                    self.right(xs[column + 1] - 3, base, text, 10)
                elif text:
                    self.text(xs[column] + 3, base, text, 10)
        return self

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """Return where the point is in the page as it lies in the file."""
        x, y = self._turned(x, y)
        return x + self.margin, y + self.margin

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 1:
            return y, x
        if self.turn == 2:
            return self.width - x, y
        if self.turn == 3:
            return self.height - y, self.width - x
        return x, self.height - y

    @property
    def boxes(self) -> str:
        """The entries that say which part of the sheet is shown."""
        wide, high = (self.height, self.width) if self.turn % 2 else (self.width, self.height)
        margin = self.margin
        media = f"/MediaBox[0 0 {wide + 2 * margin} {high + 2 * margin}]"
        crop = f"/CropBox[{margin} {margin} {wide + margin} {high + margin}]" if margin else ""
        return f"{media}{crop}/Rotate {90 * self.turn}" + (f"/UserUnit {self.unit}" if self.unit != 1 else "")


def write_pdf(*sheets: Sheet, catalog: str = "", mapped: bool = True) -> bytes:
    """Return the file. catalog: more entries of that dictionary. mapped: the font says which characters it has."""
    font = _FONT if mapped else _FONT.replace("UniGB-UCS2-H", "Identity-H").replace("(GB1)", "(Identity)")
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(sheets)))
    bodies = [f"<</Type/Catalog/Pages 2 0 R{catalog}>>", f"<</Type/Pages/Kids[{kids}]/Count {len(sheets)}>>", font]
    for index, sheet in enumerate(sheets):
        bodies.append(
            f"<</Type/Page/Parent 2 0 R{sheet.boxes}"
            f"/Resources<</Font<</F 3 0 R>>>>/Contents {5 + 2 * index} 0 R>>"
        )
        content = "\n".join(sheet.drawn)
        bodies.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
    return _assemble(bodies)


def _assemble(bodies: Sequence[str]) -> bytes:
    parts = [b"%PDF-1.5\n"]
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(sum(map(len, parts)))
        parts.append(f"{number} 0 obj\n{body}\nendobj\n".encode())
    start = sum(map(len, parts))
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    parts.append(
        f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(bodies) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return b"".join(parts)
