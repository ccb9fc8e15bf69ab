"""The functions that decide rules too rich for a formula: importing this room registers them all."""

import difflib
import importlib

from gouji.check.rule import FUNCTIONS, Decide, RuleError

# Named one by one: a module that fails to import is an error, never a family of rules that silently vanishes.
MODULES = ("tables",)


def registered(name: str) -> Decide:
    """Return the function that decides rules naming `name`. Raises RuleError with the nearest name."""
    _import_all()
    if name in FUNCTIONS:
        return FUNCTIONS[name]
    nearest = ", ".join(difflib.get_close_matches(name, FUNCTIONS, n=1)) or "—"
    raise RuleError(f"没有名为 {name!r} 的判定函数，最接近的是 {nearest} / no function {name!r}; the nearest is {nearest}")


def _import_all() -> None:
    for module in MODULES:
        importlib.import_module(f"gouji.check.{module}")
