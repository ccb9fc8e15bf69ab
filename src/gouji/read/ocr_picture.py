"""What is on the picture of a page before it is read: set straight, its ruled lines, and the picture without them.

Pictures are numpy arrays, height × width × 3. Lengths below are points at 72 to the inch; dots is how many dots make one.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from gouji.read.pdf_rulings import Ruling

_STEEPEST = 3.0  # degrees that a page may lie askew in the scanner
_LEAST_ANGLE = 0.04
_STROKE = 12.0  # what is shorter is no line
_LONG = 48.0  # what is longer is a line, whatever it meets: no character is so large
_UNBROKEN = 30.0  # somewhere a line has no gap for so long: no stroke of a character is so long
_GAP = 3.0  # so much of a line may be missing
_THICK = 4.0


def straighten(picture: Any) -> Any:
    """Return the picture turned so that its lines run level."""
    import cv2

    angle = _skew(picture)
    if abs(angle) < _LEAST_ANGLE:
        return picture
    high, wide = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    return cv2.warpAffine(picture, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))


def _skew(picture: Any) -> float:
    """Return by how many degrees the page is askew: the turn that makes its rows of ink and of white most distinct."""
    import cv2
    import numpy as np

    ink = _ink(picture)
    scale = 1000 / max(ink.shape)
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32)
    high, wide = small.shape

    def distinct(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
        rows = cv2.warpAffine(small, turn, (wide, high)).sum(axis=1)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    best = 0.0
    for step, reach in ((0.25, _STEEPEST), (0.05, 0.25)):
        best = max((best + step * number for number in range(-round(reach / step), round(reach / step) + 1)), key=distinct)
    # Level already, as well as can be told.
    return best if distinct(best) > 1.02 * distinct(0.0) else 0.0


def _ink(picture: Any) -> Any:
    """Return 255 where there is ink, 0 elsewhere, whatever the shade of the paper."""
    import cv2

    gray = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)


def find_rulings(picture: Any, dots: float) -> tuple[list[Ruling], list[Ruling], Any, Any]:
    """Return the ruled lines across and down in points, the picture without them, and its ink without them."""
    import cv2
    import numpy as np

    ink = _ink(picture)
    across, rows = _strokes(ink, dots, level=True)
    down, columns = _strokes(ink, dots, level=False)
    kept_across, kept_down = _without_characters(across, down), _without_characters(down, across)
    lines = cv2.bitwise_or(_drawn(across, kept_across, rows), _drawn(down, kept_down, columns))
    lines = cv2.dilate(lines, np.ones((3, 3), np.uint8))
    clean = picture.copy()
    clean[lines > 0] = 255
    ink[lines > 0] = 0
    return list(kept_across), list(kept_down), clean, ink


def _strokes(ink: Any, dots: float, *, level: bool) -> tuple[dict[Ruling, int], Any]:
    """Return the straight strokes of one direction with their numbers, and for every dot the number of its stroke."""
    import cv2
    import numpy as np

    long, gap = max(8, round(_STROKE * dots)), max(3, round(_GAP * dots))
    # A thin line that is not quite level is broken into steps: thickened first, it holds together.
    thick = cv2.dilate(ink, np.ones((3, 1) if level else (1, 3), np.uint8))
    opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, long) if level else (long, 1), np.uint8))
    closed = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, np.ones((1, gap) if level else (gap, 1), np.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    unbroken = set(np.unique(labels[_opened(thick, _UNBROKEN * dots, dots, level=level) > 0]).tolist())
    strokes = {}
    for number in range(1, count):
        x, y, wide, high, area = (int(each) for each in boxes[number])
        length, depth = (wide, high) if level else (high, wide)
        # A bar is no line; one that is not quite level is as thick as its area says.
        if area / length > _THICK * dots or depth > 3 * _THICK * dots:
            continue
        at = (y + high / 2 if level else x + wide / 2) / dots
        # Level strokes of the large characters of a title stand in a row and seem one line.
        if length >= _LONG * dots and number not in unbroken:
            continue
        begin = (x if level else y) / dots
        strokes[Ruling(at, begin, begin + length / dots)] = number
    return strokes, labels


def _opened(ink: Any, long: float, dots: float, *, level: bool) -> Any:
    """Return the ink that stands in runs so long, gaps of grain closed."""
    import cv2
    import numpy as np

    def bar(size: float) -> Any:
        dots_long = max(1, round(size))
        return np.ones((1, dots_long) if level else (dots_long, 1), np.uint8)

    return cv2.morphologyEx(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, bar(dots)), cv2.MORPH_OPEN, bar(long))


def _without_characters(strokes: Iterable[Ruling], crossing: Iterable[Ruling]) -> tuple[Ruling, ...]:
    """Return the strokes that are ruled lines: longer than a character, or from one long line to another."""
    walls = [wall for wall in crossing if wall.end - wall.begin >= _LONG]

    def ends_at_wall(at: float, stroke: Ruling) -> bool:
        return any(abs(wall.at - at) < _GAP and wall.begin - _GAP < stroke.at < wall.end + _GAP for wall in walls)

    return tuple(
        stroke
        for stroke in strokes
        if stroke.end - stroke.begin >= _LONG or (ends_at_wall(stroke.begin, stroke) and ends_at_wall(stroke.end, stroke))
    )


def _drawn(strokes: Mapping[Ruling, int], kept: Iterable[Ruling], labels: Any) -> Any:
    """Return 255 where the kept strokes are, 0 elsewhere."""
    import numpy as np

    chosen = np.zeros(int(labels.max()) + 1, np.uint8)
    chosen[[strokes[stroke] for stroke in kept]] = 255
    return chosen[labels]
