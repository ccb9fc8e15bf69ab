"""What a user may hand over besides a published document: a budget's workbook, or JSON that Gouji wrote."""

from pathlib import Path

import msgspec

from gouji.model.budget import Budget
from gouji.model.disclosure import Disclosure, Trouble
from gouji.model.place import Place
from gouji.prepare.template import GUIDE
from gouji.prepare.troubles import stops
from gouji.prepare.workbook import read_budget
from gouji.read import ReadError, read
from gouji.read.bounds import MAX_TEXT_BYTES
from gouji.read.files import open_workbook
from gouji.read.troubles import refusal

_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls"})


class InputError(Exception):
    """A file that cannot be used, with what is wrong with it. rest: whether more is checked once that is mended."""

    def __init__(self, troubles: tuple[Trouble, ...], *, rest: bool = False) -> None:
        super().__init__("; ".join(trouble.zh for trouble in troubles))
        self.troubles, self.rest = troubles, rest


def open_input(path: str) -> Budget | Disclosure:
    """Return the budget of a workbook made from the template, the disclosure of any other readable file or of JSON.

    Raises InputError.
    """
    if Path(path).suffix.lower() == ".json":
        return open_json(Path(path))
    try:
        return open_budget(path) if _is_budget(path) else read(path)
    except ReadError as error:
        raise InputError((error.trouble,)) from error


def open_budget(path: str) -> Budget:
    """Return the workbook's budget, whatever warnings it gives. Raises InputError."""
    budget, troubles = read_budget(path)
    if budget is None:
        raise InputError(tuple(trouble for trouble in troubles if stops([trouble])) or troubles)
    return budget


def _is_budget(path: str) -> bool:
    """Return whether the file is a workbook that bears the template's first sheet."""
    return Path(path).suffix.lower() in _WORKBOOKS and GUIDE in open_workbook(path)[0].sheet_names


def open_json(path: Path) -> Disclosure:
    """Return the disclosure that `gouji read` wrote as JSON. Raises InputError."""
    try:
        if path.stat().st_size > MAX_TEXT_BYTES:
            raise InputError((_refuse(path, "太大", "too large"),))
        return msgspec.json.decode(path.read_bytes(), type=Disclosure)
    except FileNotFoundError as error:
        raise InputError((refusal("READ-001", path.name).trouble,)) from error
    except OSError as error:
        raise InputError((_refuse(path, "打不开", str(error.strerror)),)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError((_refuse(path, f"不是 gouji read 写出的 JSON（{error}）", f"not JSON of gouji read ({error})"),)) from error


def _refuse(path: Path, zh: str, en: str) -> Trouble:
    return Trouble("READ-006", f"“{path.name}”{zh}。", f"“{path.name}”: {en}.", Place())
