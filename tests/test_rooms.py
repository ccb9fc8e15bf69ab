"""The rooms of the house stand in one line: each imports only from those before it."""

import ast
from pathlib import Path

import gouji

ROOMS = ["model", "layouts", "read", "prepare", "check", "render", "corpus", "web"]
SOURCE = Path(gouji.__file__).parent
# Doors open onto every room; they stand beside the rooms, and no room imports a door.
DOORS = {path.stem for path in SOURCE.glob("*.py")} | {"cli"}


def imported_rooms(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            modules.add(node.module)
            modules.update(f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            modules.update(name.name for name in node.names)
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{path}: relative import"
    return {module.split(".")[1] for module in modules if module.startswith("gouji.")}


def test_each_room_imports_only_from_those_before_it() -> None:
    checked = 0
    for room in ROOMS:
        allowed = set(ROOMS[: ROOMS.index(room) + 1])
        for path in (SOURCE / room).rglob("*.py"):
            # What is neither a room nor a door is a name imported from the package itself.
            beyond = (imported_rooms(path) & (set(ROOMS) | DOORS)) - allowed - {"__init__"}
            assert not beyond, f"{path.relative_to(SOURCE)} imports from {sorted(beyond)}"
            checked += 1
    assert checked > 20


def test_the_model_does_no_input_or_output() -> None:
    for path in (SOURCE / "model").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert "open(" not in source and "import os" not in source and "pathlib" not in source, path


def test_every_package_of_the_source_is_a_room_or_a_door() -> None:
    packages = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert packages <= set(ROOMS) | DOORS
