"""What the commands share: options, exit statuses, troubles, and how a command ends when it cannot go on."""

import errno
import sys
from collections.abc import Callable
from pathlib import PurePath
from typing import NoReturn, TypeVar

import click

from gouji.model.disclosure import Disclosure, Trouble
from gouji.model.place import show_place
from gouji.read import ReadError, read
from gouji.read.files import may_crash
from gouji.render.screen import Screen, open_screen
from gouji.workers import FORKS, Limits, Lost, over_workers, why_lost, within

Result = TypeVar("Result")

EXIT_FOUND = 1  # errors found
EXIT_UNREADABLE = 2  # a file could not be read, or the call is wrong

LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 / language.")
COLOR = click.option("--color/--no-color", default=None, help="终端颜色 / colour in the terminal.")

# Why a file cannot be written; what the system says in English stands beside it.
_UNWRITTEN = {
    errno.ENOENT: "没有这个文件夹，也建不了",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "那里只能读，不能写",
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "文件名太长",
}

TIMEOUT = click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=Limits().seconds,
    show_default=True,
    metavar="SECONDS",
    help="一份文件最多读几秒，超过就放弃 / give a document up after so many seconds.",
)


def print_trouble(screen: Screen, path: str, trouble: Trouble, lang: str) -> None:
    """Print one trouble of a file: its code, the file and the place, what was found and what to do, English beside it."""
    place = show_place(trouble.place, lang)
    told = [trouble.en] if lang == "en" else [trouble.zh, trouble.en]
    text = " / ".join(_without_name(sentence, PurePath(path).name) for sentence in told)
    screen.print((f"{trouble.code} ", "bold red"), f"{path}{' › ' + place if place else ''}: {text}")


def _without_name(sentence: str, name: str) -> str:
    """Return what is said of a file; the path says which file it is."""
    return sentence.removeprefix(f"{name}：").removeprefix(f"{name}: ")


def do_alone(function: Callable[[str], Result], path: str, limits: Limits, lang: str) -> Result:
    """Return function(path) for this one file; what takes more than the limits, or its process down, ends the command.

    Raises what the function raises.
    """

    def say(lost: Lost) -> None:
        print_trouble(open_screen(err=True), path, why_lost(lost, limits), lang)

    if FORKS and may_crash(path):
        answer = next(over_workers(function, [path], 1, limits))
        if not isinstance(answer, Lost):
            return answer
        say(answer)
        sys.exit(EXIT_UNREADABLE)
    try:
        with within(limits, lambda: say(Lost(path, "time")), EXIT_UNREADABLE):
            return function(path)
    except MemoryError:
        say(Lost(path, "memory"))
        sys.exit(EXIT_UNREADABLE)


def read_or_fail(path: str, lang: str, limits: Limits) -> Disclosure:
    """Return the document read; a file that cannot be read within the limits ends the command."""
    try:
        return do_alone(read, path, limits, lang)
    except ReadError as error:
        print_trouble(open_screen(err=True), path, error.trouble, lang)
        sys.exit(EXIT_UNREADABLE)


def say_unwritten(error: OSError) -> str:
    """Return why the file cannot be written, in both languages."""
    why = _UNWRITTEN.get(error.errno or 0, "系统不允许")
    path = f" {error.filename}".removesuffix(".part") if error.filename else ""  # written aside first
    return f"写不了{path}：{why}，请换一个地方 / cannot write{path}: {error.strerror or error}"


def fail(message: str) -> NoReturn:
    """End the command: the call is wrong or a file cannot be read."""
    open_screen(err=True).line((message, "bold red"))
    sys.exit(EXIT_UNREADABLE)
