"""Many documents over processes: each within its limits, none holds up the others."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from gouji.cli import main
from gouji.read import ReadError
from gouji.read.troubles import refusal
from gouji.workers import FORKS, Limits, Lost, over_workers, why_lost, within


def work(path: str) -> str:
    """What a reader may do with a document."""
    if path == "sleeps":
        time.sleep(60)
    if path == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if path == "leaves":
        os._exit(3)
    if path == "grows":
        return str(len(bytearray(1 << 30)))
    if path == "breaks":
        raise KeyError(path)
    return path.upper()


def run(paths: Sequence[str], jobs: int = 2, seconds: float = 20) -> list[str | Lost]:
    return list(over_workers(work, paths, jobs, Limits(seconds=seconds, memory=512 << 20)))


def test_answers_come_in_the_order_of_the_paths() -> None:
    paths = [f"d{number}" for number in range(200)]
    assert run(paths) == [path.upper() for path in paths]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_document_that_takes_too_long_is_given_up_and_the_others_are_done(jobs: int) -> None:
    begin = time.monotonic()
    assert run(["a", "sleeps", "b", "c"], jobs, seconds=1) == ["A", Lost("sleeps", "time"), "B", "C"]
    assert time.monotonic() - begin < 20


def test_a_process_that_dies_loses_only_its_document() -> None:
    assert run(["a", "dies", "b", "leaves", "c"]) == [
        "A",
        Lost("dies", "died", "SIGKILL"),
        "B",
        Lost("leaves", "died", "exit status 3"),
        "C",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to a limit of the memory it writes to")
def test_a_document_that_takes_too_much_memory_is_given_up() -> None:
    assert run(["a", "grows", "b"]) == ["A", Lost("grows", "memory"), "B"]


def test_every_document_lost_is_one_message_in_both_languages() -> None:
    for code, lost in (("READ-015", Lost("f/甲.pdf", "time")), ("READ-016", Lost("f/甲.pdf", "memory"))):
        said = why_lost(lost, Limits(seconds=7))
        assert said.code == code and "甲.pdf" in said.zh and "甲.pdf" in said.en
    assert "SIGSEGV" in why_lost(Lost("甲.pdf", "died", "SIGSEGV"), Limits()).zh


def test_a_mistake_of_ours_stops_the_run_with_its_name() -> None:
    with pytest.raises(KeyError, match="breaks"):
        run(["a", "breaks", "b"])


def test_one_document_alone_that_takes_too_long_ends_the_program() -> None:
    program = (
        "import time; from gouji.workers import Limits, within\n"
        "with within(Limits(seconds=0.2), lambda: print('too long', flush=True), 2): time.sleep(60)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30)
    assert (ended.returncode, ended.stdout) == (2, "too long\n")


def test_what_is_done_in_time_is_not_disturbed() -> None:
    with within(Limits(seconds=30), lambda: pytest.fail("not expired"), 2):
        answer = work("a")
    assert answer == "A"


@pytest.mark.skipif(not FORKS, reason="one document alone has a process of its own where that costs little")
@pytest.mark.parametrize("words", [("check",), ("read",)])
def test_a_crash_of_what_reads_one_pdf_is_told_as_any_other_trouble(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(data: bytes, file: str) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(import_module("gouji.read.pdf"), "read_pdf", crash)
    file = tmp_path / "坏.pdf"
    file.write_bytes(b"%PDF-1.4\n")
    ended = CliRunner().invoke(main, [*words, str(file)])
    assert ended.exit_code == 2
    assert "READ-017" in ended.stderr and "SIGKILL" in ended.stderr and "坏.pdf" in ended.stderr


@pytest.mark.skipif(not FORKS, reason="the function is not sent to another process by its name")
def test_what_stops_the_reading_comes_back_from_another_process() -> None:
    def refuse(path: str) -> None:
        raise refusal("READ-008", path)

    with pytest.raises(ReadError, match="READ-008") as raised:
        list(over_workers(refuse, ["甲.pdf"], 1, Limits()))
    assert raised.value.trouble.code == "READ-008"
