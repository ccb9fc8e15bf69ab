"""A call that is wrong, told in Chinese with click's own English beside it.

In: the error click raises. Out: an error that shows both, how the command is called, and where help is.
"""

from typing import IO, Any

import click


class WrongCall(click.UsageError):
    """A usage error that speaks Chinese first. error: what click said of it."""

    def __init__(self, error: click.UsageError) -> None:
        super().__init__(error.format_message(), error.ctx)
        self.chinese = _in_chinese(error)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print what is wrong, the usage and the way to help on standard error."""
        lines = [f"{self.chinese} / {self.message}"]
        if self.ctx is not None:
            lines.append(f"用法 / usage: {self.ctx.get_usage().removeprefix('Usage: ')}")
            lines.append(f"帮助 / help: {self.ctx.command_path} --help")
        click.echo("\n".join(lines), file=file, err=file is None)


def _in_chinese(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        near = "、".join(error.possibilities or ())
        return f"没有选项 {error.option_name}" + (f"，是不是 {near}" if near else "")
    if isinstance(error, click.MissingParameter):
        return f"缺少{_name(error)}"
    if isinstance(error, click.BadParameter):
        kind = error.param.type if error.param is not None else None
        choices = f"，只能是 {'、'.join(map(str, kind.choices))}" if isinstance(kind, click.Choice) else ""
        return f"{_name(error)} 的值不对{choices or _range(kind)}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面缺少值，或不该有值"
    return "没有这个命令" if error.message.startswith("No such command") else "命令写错了"


def _range(kind: object) -> str:
    """Return what numbers are allowed, "" where it is no number or any will do."""
    if not isinstance(kind, click.IntRange | click.FloatRange) or kind.min is None:
        return ""
    if kind.max is not None:
        return f"，只能是 {kind.min} 到 {kind.max}" + (" 的整数" if isinstance(kind, click.IntRange) else "")
    return f"，要{'大于' if kind.min_open else '不小于'} {kind.min}"


def _name(error: click.BadParameter) -> str:
    """Return the option or argument as it is written on the command line."""
    if error.param is None or error.ctx is None:
        return "参数"
    if isinstance(error.param, click.Option):
        return f"选项 {' / '.join(error.param.opts)}"
    return f"参数 {error.param.make_metavar(error.ctx)}"
