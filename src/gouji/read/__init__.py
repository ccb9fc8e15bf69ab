"""A published file in, a Disclosure out."""

from pathlib import Path

from gouji.model.disclosure import Disclosure
from gouji.read.blocks import ReadError
from gouji.read.files import read_blocks
from gouji.read.recognise import recognise

__all__ = ["ReadError", "read"]


def read(path: Path | str) -> Disclosure:
    """Return what the published document says, every figure with its place.

    path: a text (tables separated by tabs), HTML, PDF, XLSX, XLS, DOCX or picture file.
    Raises ReadError when the file cannot be read at all; what could be read only in part is in `troubles` and
    `unrecognised` of the result.
    """
    blocks = read_blocks(path)
    disclosure = recognise(blocks)
    if not blocks.recognised:
        return disclosure
    from gouji.read.recognised import mark_recognised

    return mark_recognised(disclosure, blocks.recognised)
