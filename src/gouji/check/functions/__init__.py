"""The functions that decide rules too rich for a formula: every module of this room registers its own."""

import importlib
from functools import cache
from pathlib import Path
from typing import TypeVar

from gouji.check.rule import ACROSS, FUNCTIONS, Decide, DecideAcross, RuleError

T = TypeVar("T")


def registered(name: str) -> Decide:
    """Return the function that decides rules naming `name`. Raises RuleError with the nearest name."""
    return _find(name, FUNCTIONS)


def registered_across(name: str) -> DecideAcross:
    """Return the function that decides rules across documents naming `name`. Raises RuleError with the nearest name."""
    return _find(name, ACROSS)


def _find(name: str, functions: dict[str, T]) -> T:
    import_functions()
    if name in functions:
        return functions[name]
    import difflib  # asked only when a rule is at fault

    nearest = ", ".join(difflib.get_close_matches(name, functions, n=1)) or "—"
    raise RuleError(f"没有名为 {name!r} 的判定函数，最接近的是 {nearest} / no function {name!r}; the nearest is {nearest}")


@cache
def import_functions() -> None:
    """Import every module of this room; one that cannot be imported raises, so no rule silently vanishes."""
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.name != "__init__.py":
            importlib.import_module(f"{__name__}.{path.stem}")
