"""Where the reports of a run go: the screen, one stream, or a page for each document."""

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Protocol

import msgspec

from gouji.render.data import FINDING_COLUMNS, as_json, finding_rows
from gouji.render.files import harmless, write_whole
from gouji.render.proposals import Proposals, propose
from gouji.run import Done, Kind


class Output(Protocol):
    """Takes the results of a run one by one."""

    def add(self, done: Done) -> None:
        """Take one document's result."""

    def close(self) -> None:
        """Finish what was written."""


class Nothing:
    """The output of a run that is only shown on the screen."""

    def add(self, done: Done) -> None:
        """Write nothing."""

    def close(self) -> None:
        """Write nothing."""


class JsonStream:
    """One report as an object, several as an array, written as they come."""

    def __init__(self, stream: IO[bytes], *, several: bool) -> None:
        self._stream, self._several, self._first = stream, several, True

    def add(self, done: Done) -> None:
        """Write the report; a document that could not be read is left out (the exit status and the screen tell)."""
        if done.report is None:
            return
        if self._several:
            self._stream.write(b"[\n" if self._first else b",\n")
        self._first = False
        self._stream.write(as_json(done.report).rstrip())

    def close(self) -> None:
        """Close the array."""
        self._stream.write((b"[]\n" if self._first else b"\n]\n") if self._several else b"\n")
        _finish(self._stream)


class CsvStream:
    """All findings of all documents as one table; with a byte-order mark so that spreadsheets read it as UTF-8."""

    def __init__(self, stream: IO[bytes], language: str) -> None:
        self._stream, self._language = stream, language
        self._stream.write(b"\xef\xbb\xbf")
        self._write(FINDING_COLUMNS[language])

    def add(self, done: Done) -> None:
        """Write the document's findings."""
        if done.report is not None:
            for row in finding_rows(done.report, self._language):
                self._write(tuple(harmless(text) for text in row))

    def close(self) -> None:
        """Flush the table."""
        _finish(self._stream)

    def _write(self, row: tuple[str, ...]) -> None:
        line = io.StringIO()
        csv.writer(line).writerow(row)
        self._stream.write(line.getvalue().encode())


class Readings:
    """The proposed readings of all documents as one JSON file, written when the run is over."""

    def __init__(self, target: Path, *, several: bool) -> None:
        self._target, self._several = target, several
        self._found: list[Proposals] = []

    def add(self, done: Done) -> None:
        """Take the proposals for one document."""
        if done.report is not None:
            self._found.append(propose(done.report))

    def close(self) -> None:
        """Write the file."""
        record = self._found if self._several or not self._found else self._found[0]
        write_whole(self._target, msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n")


class Pages:
    """One page (HTML or workbook) for each report: into a file, or into a folder when there are several."""

    def __init__(self, target: Path, suffix: str, *, several: bool) -> None:
        self._target, self._suffix, self._several = target, suffix, several
        self._taken: set[str] = set()

    def add(self, done: Done) -> None:
        """Write the document's page."""
        if done.report is not None:
            write_whole(self._target / self._name(done) if self._several else self._target, done.page)

    def close(self) -> None:
        """Nothing is left to write."""

    def _name(self, done: Done) -> str:
        """Return the first file's name, with how many more there are: 2024+2.report.html."""
        stem = Path(done.path.partition(" + ")[0]).stem + (f"+{done.files - 1}" if done.files > 1 else "")
        name, number = stem, 1
        while name in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(name)
        return f"{name}.report{self._suffix}"


def open_output(kind: Kind, target: str | None, language: str, *, several: bool) -> Output:
    """Return the output for the kind and target; standard output when no target is named.

    Raises ValueError, with a sentence for the user, when the kind needs a target.
    """
    if kind == "text":
        return Nothing()
    if kind in ("html", "xlsx") and target is not None:
        folder = target.endswith(("/", "\\")) or Path(target).is_dir()
        if several and not folder and Path(target).suffix.lower() == f".{kind}":
            raise ValueError(f"多份文件请写到文件夹，如 -o 报告/ / several documents go to a folder, such as -o reports/: {target}")
        return Pages(Path(target), f".{kind}", several=several or folder)
    if target is not None and target.endswith(("/", "\\")):
        raise ValueError(f"{kind} 写到一个文件，如 -o 清单.{kind} / {kind} goes to one file: {target}")
    if kind == "xlsx" or (kind == "html" and several):
        raise ValueError(f"{kind} 要写到文件，请加 -o / {kind} goes to a file: add -o")
    if kind == "html":
        return _Through(lambda done: done.page)
    stream = sys.stdout.buffer if target is None else _create(Path(target))
    return JsonStream(stream, several=several) if kind == "json" else CsvStream(stream, language)


class _Through:
    """One document's page to standard output."""

    def __init__(self, page: Callable[[Done], bytes]) -> None:
        self._page = page

    def add(self, done: Done) -> None:
        sys.stdout.buffer.write(self._page(done))

    def close(self) -> None:
        sys.stdout.buffer.flush()


def _create(path: Path) -> IO[bytes]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("wb")


def _finish(stream: IO[bytes]) -> None:
    stream.flush()
    if stream is not sys.stdout.buffer:
        stream.close()
