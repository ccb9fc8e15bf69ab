"""The command line: `gouji check`, `gouji read`, … One module for each command, imported when it is called."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from gouji import __version__
from gouji.cli.expressions import kept_expressions

# Objects made before Python looks for garbage among them, by age. Nearly all that a run makes lives until it ends, and
# looking through it as often as by default takes a sixteenth of the time.
_BEFORE_COLLECTING = (200_000, 20, 20)

# Command → its module in this package, in the order that help lists them; each module holds its `command`.
_COMMANDS = {
    "check": "check",
    "read": "read",
    "render": "render",
    "new": "new",
    "prepare": "prepare",
    "diff": "diff",
    "rules": "rules",
    "schema": "schema",
}


@contextmanager
def _told_in_chinese() -> Iterator[None]:
    """Tell a wrong call in Chinese, with what click says of it beside."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise  # a call without anything is answered with help
    except click.UsageError as error:
        from gouji.cli.wrong_call import WrongCall

        raise WrongCall(error) from None
    except OSError as error:
        if error.filename is None:
            raise  # the reader of a pipe has gone, which click answers
        # What cannot be read is told by the command; this is a file to write.
        from gouji.cli.terminal import fail, say_unwritten

        fail(say_unwritten(error))


class _Commands(click.Group):
    """A group that imports a command only when it is called, so that checking never waits for what preparing needs."""

    def __call__(self, *args: Any, **extra: Any) -> Any:
        """Be the program: what is done here is for a process that does nothing else."""
        gc.set_threshold(*_BEFORE_COLLECTING)
        try:
            with kept_expressions():
                return super().__call__(*args, **extra)
        finally:
            # Else Python looks through everything once more when it ends. DuckDB complains of what is then left of it.
            if "duckdb" not in sys.modules:
                gc.freeze()

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Return the context of a call; one that is wrong is told in Chinese too."""
        with _told_in_chinese():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command named, which is imported first."""
        with _told_in_chinese():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, None when there is none of that name."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"gouji.cli.{_COMMANDS[cmd_name]}").command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="gouji")
def main() -> None:
    """勾稽：读部门预算公开，查哪里对不上。

    Read a published departmental budget and say what does not tie out, where, and by how much.

    \b
      gouji check 预算公开.docx                在终端里看报告 / the report in the terminal
      gouji check 预算公开.xlsx -o 报告.html    另存网页报告 / and as a page to mail
      gouji check 各部门/ -j 2 -o 清单.csv      一个文件夹里的全部 / everything in a folder
      gouji read 预算公开.html -o 数据.xlsx     读成数据 / turn it into data
      gouji render 数据.json -o 公开.docx      排成文件 / print it as a document
      gouji rules T6-1                        解释一条规则 / explain one rule
    """
