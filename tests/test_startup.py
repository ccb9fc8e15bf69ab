"""What a fresh process imports and keeps: checking one document shall not wait for what it does not need."""

import os
import subprocess
import sys
from pathlib import Path

import gouji
from shared import EXAMPLES

DOCUMENT = str(EXAMPLES / "fenyang-2024.txt")


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    source = str(Path(gouji.__file__).parents[1])
    env = {**os.environ, "PYTHONPATH": source, "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run([sys.executable, *words], env=env, capture_output=True, text=True, encoding="utf-8", check=False)


def imported(code: str) -> set[str]:
    """Return the modules that a fresh process has imported after the code."""
    done = run("-c", f"{code}\nimport sys; print('\\n', *sys.modules, sep='\\n', file=sys.stderr)")
    return set(done.stderr.split())


def test_the_module_is_the_command() -> None:
    done = run("-m", "gouji", "--version")
    assert (done.returncode, done.stdout) == (0, f"gouji, version {gouji.__version__}\n")


def test_nothing_is_imported_until_it_is_asked_for() -> None:
    assert not {name for name in imported("import gouji") if name.startswith("gouji.")}


def test_a_function_is_not_hidden_by_the_room_of_its_name() -> None:
    done = run("-c", "import gouji.check.engine, gouji.read.text, gouji.render.data, gouji\nprint(gouji.check, gouji.read, gouji.render)")
    assert done.stdout.count("<function") == 3, done.stderr


def test_checking_a_text_imports_nothing_that_other_files_and_outputs_need() -> None:
    names = imported(f"from gouji.cli import main\ntry: main(['check', {DOCUMENT!r}])\nexcept SystemExit: pass")
    assert "gouji.check.engine" in names
    others = {"lxml", "pypdfium2", "python_calamine", "xlsxwriter", "typst", "duckdb", "highspy", "multiprocessing"}
    assert not names & others


def test_a_second_run_parses_and_compiles_nothing(tmp_path: Path) -> None:
    # Another seed orders sets anew: an expression made of one would never be found again.
    for seed in ("1", "2"):
        before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
        done = run("-m", "gouji", "check", DOCUMENT, "-q", GOUJI_CACHE=str(tmp_path), PYTHONHASHSEED=seed)
        assert done.returncode == 1, done.stderr
    assert before == {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}


def test_a_pipe_that_lacks_some_signs_gets_the_report_without_them() -> None:
    source = str(Path(gouji.__file__).parents[1])
    env = {**os.environ, "PYTHONPATH": source, "PYTHONIOENCODING": "gbk"}
    done = subprocess.run([sys.executable, "-m", "gouji", "check", DOCUMENT], env=env, capture_output=True, check=False)
    assert done.returncode == 1 and done.stderr == b""
    assert "汾阳市公安局2024年度部门预算" in done.stdout.decode("gbk")


def test_nothing_that_a_document_says_is_kept(tmp_path: Path) -> None:
    run("-m", "gouji", "check", DOCUMENT, "-q", GOUJI_CACHE=str(tmp_path))
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert content and not any(name.encode() in content for name in ("汾阳市公安局", "汾阳公安局", "汾阳市看守所"))
