"""The ruled lines of a page: what is drawn in, straight lines across and down out."""

import ctypes
from collections.abc import Collection, Iterator
from itertools import pairwise, repeat
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

from gouji.model.place import Box
from gouji.read.pdf_turn import Turn

MAX_OBJECTS = 200_000
MAX_RULINGS = 20_000
_MAX_DEPTH = 4  # drawings inside drawings

_THICK = 3.2  # a filled box thinner than this is a ruled line
_SHORT = 4.0  # a ruled line shorter than this is a dot or a part of a picture
_CORNERS = 5  # of a box, the first one twice
_DOTS = 8  # dots in a row that make a ruled line
_DOT_GAP = 3.0  # points between two of them
_DOT_OFF = 0.4  # points a dot may stand off the line
_AS_IT_IS = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Ruling(Struct, frozen=True, gc=False):
    """A ruled line. at: its position across its direction; begin, end: along it."""

    at: float
    begin: float
    end: float


class Drawing:
    """Collects the ruled lines of a page, counts its pictures and notes where those stand that are no ruled line.

    figures: marked content that makes up pictures; what is drawn there is no ruled line.
    """

    def __init__(self, turn: Turn, figures: Collection[int] = ()) -> None:
        self.turn = turn
        self.figures = figures
        self.across: list[Ruling] = []
        self.down: list[Ruling] = []
        self.pictures = int(bool(figures))
        self.pictured: list[Box] = []
        self.dots: list[Box] = []
        self.cut = False
        self.left = MAX_OBJECTS
        self.room = tuple(ctypes.c_float() for _ in range(4))
        self.refs = tuple(map(ctypes.byref, self.room))

    def add_objects(self, page: Any) -> None:
        """Add the page's drawn objects."""
        count = pdfium.FPDFPage_CountObjects(page)
        things = list(map(pdfium.FPDFPage_GetObject, repeat(page), range(min(count, MAX_OBJECTS))))
        for thing, kind in zip(things, map(pdfium.FPDFPageObj_GetType, things), strict=True):
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:  # nearly all of them
                continue
            if kind != pdfium.FPDF_PAGEOBJ_PATH or not self._is_in_figure(thing):
                self._add(thing, kind, _AS_IT_IS, 0)
        self.across += join_dots(self.dots)
        self.down += join_dots([(top, left, bottom, right) for left, top, right, bottom in self.dots])
        self.cut = self.cut or count > MAX_OBJECTS

    def _is_in_figure(self, thing: Any) -> bool:
        return bool(self.figures) and pdfium.FPDFPageObj_GetMarkedContentID(thing) in self.figures

    def _add(self, thing: Any, kind: int, matrix: tuple[float, ...], depth: int) -> None:
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._add_path(thing, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.pictures += 1
            # Some printers draw a line as a picture one dot high.
            if (box := self._bounds(thing, matrix)) is not None and not self._add_thin(box):
                self.pictured.append(box)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = _times(_matrix(thing), matrix)
            for index in range(max(pdfium.FPDFFormObj_CountObjects(thing), 0)):
                self.left -= 1
                if self.left < 0:
                    self.cut = True
                    return
                part = pdfium.FPDFFormObj_GetObject(thing, index)
                self._add(part, pdfium.FPDFPageObj_GetType(part), inner, depth + 1)

    def _bounds(self, thing: Any, matrix: tuple[float, ...]) -> Box | None:
        if not pdfium.FPDFPageObj_GetBounds(thing, *self.refs):
            return None
        left, bottom, right, top = (each.value for each in self.room)
        if matrix is not _AS_IT_IS:
            a, b, c, d, e, f = matrix
            xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
            ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
            left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
        return self.turn(left, bottom, right, top)

    def _add_path(self, path: Any, matrix: tuple[float, ...]) -> None:
        segments = pdfium.FPDFPath_CountSegments(path)
        if segments < 2:
            return
        box = self._bounds(path, matrix)
        if box is not None and segments == _CORNERS and max(box[2] - box[0], box[3] - box[1]) < _SHORT:
            self.dots.append(box)
            return
        if box is None or self._add_thin(box) or segments == 2:
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
        if segments <= _CORNERS and not stroke.value:
            return  # the ground of a cell
        if segments > MAX_RULINGS:
            self.cut = True
            return
        self._add_pieces(path, _times(_matrix(path), matrix), stroked=bool(stroke.value))

    def _add_thin(self, box: Box) -> bool:
        """Add the box as a ruled line when it is thin enough. Return whether it was."""
        left, top, right, bottom = box
        wide, high = right - left, bottom - top
        if min(wide, high) > _THICK:
            return False
        if len(self.across) + len(self.down) >= MAX_RULINGS:
            self.cut = True
        elif wide >= _SHORT and wide > high:
            self.across.append(Ruling((top + bottom) / 2, left, right))
        elif high >= _SHORT:
            self.down.append(Ruling((left + right) / 2, top, bottom))
        return True

    def _add_pieces(self, path: Any, matrix: tuple[float, ...], *, stroked: bool) -> None:
        """Add the lines of a path that draws several: each straight piece of a stroke, each thin box of a filling."""
        for points in _subpaths(path, matrix):
            if stroked:
                for (x0, y0), (x1, y1) in pairwise(points):
                    self._add_thin(self.turn(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
            elif len(points) > 2:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                self._add_thin(self.turn(min(xs), min(ys), max(xs), max(ys)))


def join_dots(dots: Collection[Box]) -> Iterator[Ruling]:
    """Yield the ruled lines across that are drawn as dots. The dots of a line down are given with their sides exchanged."""
    ordered = sorted(dots, key=lambda dot: dot[1] + dot[3])
    begin = 0
    for index in range(1, len(ordered) + 1):
        if index < len(ordered) and _height(ordered[index]) - _height(ordered[begin]) <= _DOT_OFF:
            continue
        line = sorted(ordered[begin:index])
        first = 0
        for at in range(1, len(line) + 1):
            if at < len(line) and line[at][0] - line[at - 1][2] <= _DOT_GAP:
                continue
            if at - first >= _DOTS:
                yield Ruling(_height(line[first]), line[first][0], line[at - 1][2])
            first = at
        begin = index


def _height(dot: Box) -> float:
    return (dot[1] + dot[3]) / 2


def _subpaths(path: Any, matrix: tuple[float, ...]) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each part of the path; one with a curve is no ruled line and is left out."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if points and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if points and not curved:
        yield points


def _matrix(thing: Any) -> tuple[float, ...]:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix)):
        return _AS_IT_IS
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    """Return the matrix that applies the inner one, then the outer."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
