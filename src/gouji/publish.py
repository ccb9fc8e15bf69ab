"""From a filled-in workbook to the folder that is published: read, validate, derive, check, write.

In: the workbook's path. Out: a folder that appears whole or not at all, with the disclosure in every format, the data
package, Parquet and the tie-out report. A disclosure with errors is written as a marked draft only.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, structs

from gouji.check import check
from gouji.inputs import InputError
from gouji.model.budget import Budget
from gouji.model.disclosure import Disclosure, Trouble
from gouji.model.finding import Report
from gouji.prepare.derive import derive
from gouji.prepare.troubles import is_unread, stops
from gouji.prepare.validate import validate
from gouji.prepare.workbook import read_budget
from gouji.render import Kind, render

FORMATS: tuple[Kind, ...] = ("pdf", "docx", "xlsx", "html", "json")  # the slowest first
REPORT = "tie-out.html"
DATA = "data"
_STEM = "disclosure"
_DRAFT = ".draft"  # before the ending of every name in the folder of a draft
_DRAFT_TITLE = "{title}（草稿）"
_AT_ONCE = 2

Write = Callable[[Path], None]


class Prepared(Struct, frozen=True):
    """A budget with all that follows from it before anything is written. warnings: what validation asks about."""

    budget: Budget
    disclosure: Disclosure
    report: Report
    warnings: tuple[Trouble, ...]

    @property
    def sound(self) -> bool:
        """Whether checking found no error."""
        return self.report.count("error") == 0


class FolderError(Exception):
    """A folder that cannot be written to without losing something; the message is for the user."""


def prepare(path: str) -> Prepared:
    """Return what the workbook gives. Raises InputError: it cannot be read, or what it says is not valid."""
    budget, troubles = read_budget(path)
    if budget is None:
        raise InputError(troubles, rest=not is_unread(troubles))
    troubles += validate(budget)
    if stops(troubles):
        raise InputError(troubles)
    disclosure = derive(budget)
    report = structs.replace(check(disclosure), document=Path(path).name)
    return Prepared(budget, disclosure, report, troubles)


def publish(prepared: Prepared, folder: Path, *, draft: bool = False, language: str = "zh") -> Iterator[Path]:
    """Write the folder, yielding the path of each file or folder in it when it is written; all appear after the last.

    draft: titles, file names and pages say that it is one. Raises FolderError: the folder holds files that are not
    ours. Raises ValueError: there are errors, and no draft is asked for.
    """
    if not (prepared.sound or draft):
        raise ValueError("a disclosure with errors is written as a draft only")
    folder = folder.resolve()
    _refuse_strangers(folder)
    writers = _writers(prepared, draft=draft, language=language)
    # Setting the PDF takes longer than all else together and lets other threads work.
    with _appearing(folder) as aside, ThreadPoolExecutor(_AT_ONCE) as pool:
        written = {pool.submit(write, aside / name): folder / name for name, write in writers.items()}
        for one in as_completed(written):
            one.result()
            yield written[one]


def _writers(prepared: Prepared, *, draft: bool, language: str) -> Mapping[str, Write]:
    """Return name in the folder → what writes it."""
    disclosure = _marked(prepared.disclosure) if draft else prepared.disclosure
    writers: dict[str, Write] = {f"{_STEM}.{kind}": _document(disclosure, kind, draft=draft) for kind in FORMATS}
    writers[DATA] = lambda target: _data(disclosure, target)
    writers[REPORT] = lambda target: _report(prepared, target, language)
    return {draft_name(name): write for name, write in writers.items()} if draft else writers


def draft_name(name: str) -> str:
    """Return the name that a file or folder of the published folder has in that of a draft."""
    path = Path(name)
    return f"{path.stem}{_DRAFT}{path.suffix}"


def _marked(disclosure: Disclosure) -> Disclosure:
    """Return the disclosure with a title that says draft: it stands on the cover of every format."""
    title = _DRAFT_TITLE.format(title=disclosure.cover.title)
    return structs.replace(disclosure, cover=structs.replace(disclosure.cover, title=title))


def _document(disclosure: Disclosure, kind: Kind, *, draft: bool) -> Write:
    def write(target: Path) -> None:
        if kind == "pdf" and draft:
            from gouji.render.pdf import pdf

            target.write_bytes(pdf(disclosure, draft=True))
        else:
            target.write_bytes(render(disclosure, kind))

    return write


def _data(disclosure: Disclosure, target: Path) -> None:
    from gouji.render.data_package import write_data_package, write_parquet

    write_data_package(disclosure, target)
    write_parquet(disclosure, target / "parquet")


def _report(prepared: Prepared, target: Path, language: str) -> None:
    from gouji.render.html import report_html

    target.write_text(report_html(prepared.disclosure, prepared.report, language), encoding="utf-8")


# The folder: whole or not at all


def _refuse_strangers(folder: Path) -> None:
    """Raise FolderError when the folder holds what we did not write: it will be replaced as a whole."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FolderError(f"{folder} 是一个文件，请换一个文件夹 / is a file: name a folder")
    published = {REPORT, DATA, *(f"{_STEM}.{kind}" for kind in FORMATS)}
    ours = published | set(map(draft_name, published))
    strangers = sorted(each.name for each in folder.iterdir() if each.name not in ours)
    if strangers:
        named = "、".join(strangers[:3])
        raise FolderError(
            f"{folder} 里有别的文件（{named}{'…' if len(strangers) > 3 else ''}），请换一个文件夹"
            " / holds other files: name another folder"
        )


@contextmanager
def _appearing(folder: Path) -> Iterator[Path]:
    """Give a folder aside that takes the place of `folder` when all went well, and is gone when anything did not."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    before = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    aside.mkdir()
    try:
        yield aside
        if folder.exists():
            folder.replace(before)
        aside.replace(folder)
    except BaseException:
        if before.exists() and not folder.exists():
            before.replace(folder)
        shutil.rmtree(aside, ignore_errors=True)
        raise
    shutil.rmtree(before, ignore_errors=True)


def files_in(folder: Path) -> list[tuple[str, int]]:
    """Return the name and size in bytes of every file of the folder, those of subfolders below."""
    files = (each for each in folder.rglob("*") if each.is_file())
    named = ((each.relative_to(folder).as_posix(), each.stat().st_size) for each in files)
    return sorted(named, key=lambda file: ("/" in file[0], file[0]))
