"""One function over many documents in processes of their own, each document within limits of time and memory.

A process that takes too long or dies (a library written in C may take its whole process down) is replaced: what it was
working on is Lost, all else goes on.
"""

import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal, TypeVar

from msgspec import Struct

from gouji.model.disclosure import Trouble
from gouji.read.bounds import MIB, lending_time
from gouji.read.troubles import refusal

# Results that wait for an earlier document, for each process: while one document takes all its time, the others go on.
_AHEAD = 32

# Whether another process is there at once: elsewhere it begins by importing everything anew.
FORKS = sys.platform == "linux"

Result = TypeVar("Result")


class Limits(Struct, frozen=True):
    """What one document may take. memory: bytes that its process may write to, where the system can hold it to that."""

    seconds: float = 120
    memory: int = 2048 * MIB


class Lost(Struct, frozen=True):
    """A document given up. found: for "died", the signal or status that its process ended with."""

    path: str
    why: Literal["time", "memory", "died"]
    found: str = ""


def why_lost(lost: Lost, limits: Limits) -> Trouble:
    """Return the trouble that says why the file was given up."""
    file = Path(lost.path).name
    if lost.why == "time":
        return refusal("READ-015", file, seconds=f"{limits.seconds:g}").trouble
    if lost.why == "memory":
        return refusal("READ-016", file, limit=f"{limits.memory // MIB} MiB").trouble
    return refusal("READ-017", file, found=lost.found).trouble


def over_workers(
    function: Callable[[str], Result], paths: Iterable[str], jobs: int, limits: Limits
) -> Iterator[Result | Lost]:
    """Yield function(path) or why there is none, for every path, in the order of the paths, over `jobs` processes.

    Memory does not grow with the number of paths. Raises what the function raises.
    """
    remaining = enumerate(paths)
    working: dict[Any, tuple[int, _Worker]] = {}  # connection → (index of its path, worker)
    idle: list[_Worker] = []
    ready: dict[int, Result | Lost | Exception] = {}
    turn, next_path = 0, next(remaining, None)
    try:
        while next_path is not None or working or ready:
            while next_path is not None and len(working) < jobs and next_path[0] < turn + jobs * _AHEAD:
                worker = next((each for each in _drain(idle) if each.alive), None) or _Worker(function, limits)
                worker.take(next_path[1])
                working[worker.connection] = next_path[0], worker
                next_path = next(remaining, None)
            for connection in _answering({each: worker.deadline for each, (_, worker) in working.items()}):
                index, worker = working[connection]
                answer = worker.answer()
                if isinstance(answer, _Longer):
                    worker.lend(answer.seconds)
                    continue
                del working[connection]
                ready[index] = answer
                if worker.alive:
                    idle.append(worker)
            while turn in ready:
                answer = ready.pop(turn)
                turn += 1
                if isinstance(answer, Exception):
                    raise answer
                yield answer
    finally:
        for worker in [*idle, *(worker for _, worker in working.values())]:
            worker.kill()


class _Longer(Struct, frozen=True):
    """What a process says instead of an answer: that what it does now may take so many seconds from now."""

    seconds: float


def _drain(workers: "list[_Worker]") -> "Iterator[_Worker]":
    while workers:
        yield workers.pop()


def _answering(deadlines: dict[Any, float]) -> list[Any]:
    """Wait for the first answer, death or deadline; return the connections that have one."""
    from multiprocessing.connection import wait

    answered = wait(deadlines, max(0.0, min(deadlines.values()) - time.monotonic()))
    now = time.monotonic()
    return answered + [each for each, deadline in deadlines.items() if deadline <= now and each not in answered]


class _Worker:
    """A process that works on one path at a time, seen from outside."""

    def __init__(self, function: Callable[[str], object], limits: Limits) -> None:
        # What runs processes takes a while to import; one text needs none.
        from multiprocessing import get_context

        context: Any = get_context("fork" if FORKS else None)
        self._limits = limits
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(function, theirs, limits.memory), daemon=True)
        self._process.start()
        theirs.close()  # so that the connection ends when the process does
        self.deadline, self._path = 0.0, ""

    @property
    def alive(self) -> bool:
        """Whether the process can take another path."""
        return bool(self._process.is_alive())

    def take(self, path: str) -> None:
        """Begin work on the path."""
        self._path, self.deadline = path, time.monotonic() + self._limits.seconds
        with suppress(OSError):  # a process that died meanwhile has no answer, and that is told
            self.connection.send(path)

    def lend(self, seconds: float) -> None:
        """Wait for the answer at least so many seconds from now."""
        self.deadline = max(self.deadline, time.monotonic() + seconds)

    def answer(self) -> Any:
        """Return the answer, or the wish for more time, that is there; Lost, and the process is dead, when there is none."""
        try:
            if self.connection.poll():
                return self.connection.recv()
        except (EOFError, OSError):
            self._process.join()
            self.connection.close()
            return Lost(self._path, "died", self._ending())
        self.kill()
        return Lost(self._path, "time")

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join()
        self.connection.close()

    def _ending(self) -> str:
        code = self._process.exitcode or 0
        return signal.Signals(-code).name if code < 0 else f"exit status {code}"


def _work(function: Callable[[str], object], connection: Any, memory: int) -> None:
    """Answer one path after another until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run is interrupted where it is steered
    limit_memory(memory)
    with suppress(EOFError, OSError), lending_time(lambda seconds: connection.send(_Longer(seconds))):
        while True:
            connection.send(_answer(function, connection.recv()))


def _answer(function: Callable[[str], object], path: str) -> object:
    try:
        return function(path)
    except MemoryError:
        return Lost(path, "memory")
    except Exception as error:
        # Raised again by the process that steers, which was not there when it happened.
        error.add_note(traceback.format_exc())
        return error


@contextmanager
def within(limits: Limits, expired: Callable[[], None], status: int) -> Iterator[None]:
    """Hold what is done inside to the limits, for one document alone: this process ends with the status when its time is up.

    What takes long may be inside a library that nothing else stops, and another process would cost more than most
    documents take. expired: called before the end, to say why. Raises MemoryError inside.
    """

    deadline, done = time.monotonic() + limits.seconds, threading.Event()

    def lend(seconds: float) -> None:
        nonlocal deadline
        deadline = max(deadline, time.monotonic() + seconds)

    def watch() -> None:
        while not done.wait(max(0.0, deadline - time.monotonic())):
            if time.monotonic() >= deadline:
                try:
                    expired()
                finally:
                    os._exit(status)

    threading.Thread(target=watch, daemon=True).start()
    before = limit_memory(limits.memory)
    try:
        with lending_time(lend):
            yield
    finally:
        limit_memory(before)
        done.set()


def limit_memory(size: int | None) -> int | None:
    """Let this process write to no more than so many bytes of memory; return the limit before, None when there was none.

    Does nothing where the system has no such limit.
    """
    if sys.platform == "win32" or size is None:
        return None
    import resource

    before, most = resource.getrlimit(resource.RLIMIT_DATA)
    # macOS refuses some limits that it says it knows.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (size, most))
    return before
