"""Text recognition: pictures of lines of text in, characters with how sure each line is out.

The models (PP-OCRv6) come inside the package `rapidocr`, run by onnxruntime: an extra, `gouji[ocr]`, imported when a scan is
met. Pictures are numpy arrays, height × width × 3, 0 black to 255 white.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

from msgspec import Struct

_PARTS = ("rapidocr", "onnxruntime", "cv2")
_SIDE = 1200  # the page as text is looked for on it; finer finds no more
_HEIGHT = 48  # lines as the model knows them
_LEAST, _MOST = 96, 3200  # their widths
_BATCH = 16
_DIGITS = frozenset("0123456789.,-%()（）")
# What recognition makes of a number where it is not sure of the characters.
_LIKE_NUMBER = re.compile(r"[-—–一]?[(（]?[\dOolI|SBZ][\dOolI|SBZ.,，。:：;·•\s]*%?[)）]?")
_NUMBER = re.compile(r"[-(（]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?[)）]?")
_ITEM = re.compile(r"\d{1,2}\.")  # of a list
_ODD = 0.5  # at most so sure of a number that is not written like one
_BLANK = 0


class Reading(Struct, frozen=True):
    """What one line says. middles: of each character, as a share of the line's width. confidence: 0 to 1, of its least sure
    figure; of a line without figures, the mean."""

    text: str
    middles: tuple[float, ...]
    confidence: float


def is_installed() -> bool:
    """Return whether text recognition is there."""
    return all(find_spec(part) is not None for part in _PARTS)


@cache
def load_engine() -> "Engine":
    """Return the engine with its models loaded, once for the process."""
    return Engine()


class Engine:
    """The models for finding lines of text and for reading them."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        whole: Any = RapidOCR(params={"Global.log_level": "error", "Global.use_cls": False})
        self._finder = whole._load_det_model()
        self._reader = whole._load_rec_model()
        self._characters: list[str] = self._reader.postprocess_op.character
        self._figures = [_BLANK, *(index for index, each in enumerate(self._characters) if each in _DIGITS)]

    def find(self, picture: Any, side: int = _SIDE) -> list[tuple[int, int, int, int]]:
        """Return where lines of text are: left, top, right, bottom. side: so many dots of the longer side are looked at."""
        import cv2

        high, wide = picture.shape[:2]
        scale = min(1.0, side / max(high, wide))
        small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
        quads = self._finder(small).boxes
        if quads is None:
            return []
        return [
            (int(quad[:, 0].min() / scale), int(quad[:, 1].min() / scale), int(quad[:, 0].max() / scale) + 1, int(quad[:, 1].max() / scale) + 1)
            for quad in quads
        ]

    def read(self, lines: Sequence[Any]) -> list[Reading]:
        """Return what each of the lines says."""
        import cv2
        import numpy as np

        widths = [min(_MOST, max(4, round(line.shape[1] * _HEIGHT / line.shape[0]))) for line in lines]
        order = sorted(range(len(lines)), key=lambda index: widths[index])
        readings: dict[int, Reading] = {}
        for begin in range(0, len(order), _BATCH):
            batch = order[begin : begin + _BATCH]
            room = -(-max(_LEAST, widths[batch[-1]]) // 8) * 8
            block = np.zeros((len(batch), 3, _HEIGHT, room), np.float32)
            for number, index in enumerate(batch):
                resized = cv2.resize(lines[index], (widths[index], _HEIGHT)).astype(np.float32)
                block[number, :, :, : widths[index]] = resized.transpose(2, 0, 1) / 127.5 - 1
            for index, chances in zip(batch, self._reader.session(block), strict=True):
                readings[index] = self._decode(chances, room / widths[index])
        return [readings[index] for index in range(len(lines))]

    def _decode(self, chances: Any, stretch: float) -> Reading:
        """Return the likeliest characters; where they make a number, the likeliest figures. chances: steps × characters."""
        best = chances.argmax(axis=1)
        text, middles, sure = self._spell(best, chances, stretch)
        if not _LIKE_NUMBER.fullmatch(text.strip()):
            told = [one for one, each in zip(sure, text, strict=True) if each.isdigit()]
            return Reading(text, middles, min(told) if told else sum(sure) / len(sure) if sure else 0.0)
        import numpy as np

        figures = np.array(self._figures)[chances[:, self._figures].argmax(axis=1)]
        number, middles, sure = self._spell(figures, chances, stretch)
        number = number.replace("（", "(").replace("）", ")")
        confidence = min(sure, default=0.0)
        sound = _NUMBER.fullmatch(number) or _ITEM.fullmatch(number)
        return Reading(number, middles, confidence if sound else min(confidence, _ODD))

    def _spell(self, best: Any, chances: Any, stretch: float) -> tuple[str, tuple[float, ...], list[float]]:
        """Return the characters, their middles and how sure each is. best: the character of each step; the same one twice is one."""
        letters: list[str] = []
        middles: list[float] = []
        sure: list[float] = []
        before = _BLANK
        for step, index in enumerate(best):
            chance = float(chances[step, index])
            if index == before and index != _BLANK:
                sure[-1] = max(sure[-1], chance)
            elif index != _BLANK:
                letters.append(self._characters[index])
                middles.append(min(1.0, (step + 0.5) / len(best) * stretch))
                sure.append(chance)
            before = index
        kept = [number for number, letter in enumerate(letters) if letter.strip()]
        return "".join(letters[each] for each in kept), tuple(middles[each] for each in kept), [sure[each] for each in kept]
