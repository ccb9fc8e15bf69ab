"""Read a YAML file of ours into a record; a mistake in it is refused with the file, the line and the nearest known name."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from gouji.layouts.plain import parse_yaml

Steps = tuple[str | int, ...]
T = TypeVar("T")


class LayoutError(Exception):
    """A layout or word list of ours that cannot be used. Says the file, the line, what was found and what is nearest."""

    def __init__(self, file: Path, line: int, found: str, known: Collection[str] = ()) -> None:
        import difflib  # asked only when a file of ours is at fault

        nearest = difflib.get_close_matches(found, list(known), n=1, cutoff=0.0)
        self.file, self.line, self.found = file, line, found
        self.nearest = nearest[0] if nearest else None
        super().__init__(f"LAYOUT-001 {file}:{line}: {self._say()}")

    def _say(self) -> str:
        if self.nearest is None:
            return f"写法不对：{self.found}。Not as expected: {self.found}."
        return (
            f"没有“{self.found}”这个名称；最接近的是“{self.nearest}”。"
            f"There is no name “{self.found}”; the nearest is “{self.nearest}”."
        )


def load_yaml(file: Path, kind: type[T]) -> T:
    """Return the file's content as `kind`. Raises LayoutError: a key is unknown or a value has the wrong type."""
    text = file.read_text(encoding="utf-8")
    try:
        found: T = parse_yaml(text, kind)
    except msgspec.ValidationError as error:
        raise _locate(file, str(error), kind) from error
    return found


def line_of(file: Path, steps: Steps, key: str = "") -> int:
    """Return the 1-based line of the value at the end of the steps, or of the first `key` below it.

    A step that leads nowhere (msgspec names no keys of a mapping) ends the walk at the value before it.
    """
    import yaml  # asked only when a file of ours is at fault

    node: Any = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for step in steps:
        below = _child(node, step)
        if below is None:
            break
        node = below
    named = next((inner for inner in _keys(node) if inner.value == key), None) if key else None
    return int((named or node).start_mark.line) + 1


def _child(node: Any, step: str | int) -> Any:
    if node.id == "mapping":
        return next((value for key, value in node.value if key.value == step), None)
    if node.id == "sequence" and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


def _keys(node: Any) -> Iterator[Any]:
    """Yield the keys of all mappings in the node, in printed order."""
    if node.id == "mapping":
        for key, value in node.value:
            yield key
            yield from _keys(value)
    elif node.id == "sequence":
        for value in node.value:
            yield from _keys(value)


def _locate(file: Path, message: str, kind: Any) -> LayoutError:
    """Return the error for msgspec's message, which ends in a path such as `$.tables[3].columns[0]`."""
    path = re.search(r"at `(?:key in )?\$([^`]*)`", message)
    steps: Steps = tuple(
        int(step[1:-1]) if step[1:-1].isdigit() else step.strip(".[]")
        for step in re.findall(r"\[[^\]]*\]|\.[^.\[]+", path.group(1) if path else "")
    )
    if unknown := re.search(r"unknown field `([^`]+)`", message):
        name = unknown.group(1)
        return LayoutError(file, line_of(file, steps, name), name, _fields(kind))
    return LayoutError(file, line_of(file, steps), message)


def _fields(kind: Any) -> set[str]:
    """Return the names of all fields of the struct and of the structs inside it."""
    names: set[str] = set()
    waiting, seen = [kind], set()
    while waiting:
        current = waiting.pop()
        if isinstance(current, type) and issubclass(current, msgspec.Struct) and current not in seen:
            seen.add(current)
            names.update(current.__struct_encode_fields__)
            waiting += [field.type for field in msgspec.structs.fields(current)]
        waiting += getattr(current, "__args__", ())
    return names
