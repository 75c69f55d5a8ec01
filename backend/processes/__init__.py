"""A program of ours in a process of its own: limited in time and memory, ended when nobody wants its answer any more, and
gone with all that it loaded. What kills it kills nothing else. Nothing of the solver is loaded by who asks.
"""

import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from tempfile import TemporaryFile
from typing import NamedTuple

BACKEND = Path(__file__).resolve().parents[1]
A_LOOK = timedelta(milliseconds=50)
INFEASIBLE, TOO_LARGE = 3, 4  # exit codes; Python itself ends with 0, 1 or 2


class NotSolved(Exception):
    """No answer came: `code` says why ("too_long", "too_large", "stopped", "died")."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NothingPossible(Exception):
    """The program found that nothing is possible."""


def answer_of(
    module: str,
    question: bytes,
    *,
    within: timedelta,
    megabytes: int,
    is_to_stop: Callable[[], bool] = lambda: False,
) -> bytes:
    """What `module`, run as a program, answers to `question`. Raises NotSolved, NothingPossible."""
    command = [sys.executable, "-m", module, str(megabytes)]
    until = time.monotonic() + within.total_seconds()
    with TemporaryFile() as asked:  # a pipe would have to be filled while the answer is waited for
        asked.write(question)
        asked.seek(0)
        with Popen(command, cwd=BACKEND, stdin=asked, stdout=PIPE) as child:  # noqa: S603 -- our own
            try:
                answer = _read(child, until, is_to_stop)
            finally:
                child.kill()  # has no effect on one that has ended
    if child.returncode == INFEASIBLE:
        raise NothingPossible
    if child.returncode != 0:
        raise NotSolved("too_large" if child.returncode == TOO_LARGE else "died")
    return answer


def answers_of(
    module: str,
    question: bytes,
    *,
    within: timedelta,
    megabytes: int,
    is_enough: Callable[[], bool],
    grace: timedelta,
) -> Iterator[bytes]:
    """The lines that `module`, run as a program, writes one after the other, each as it comes. Once `is_enough`, and it
    has said something, it is asked (SIGTERM) to come to its end, and is ended when that takes longer than `grace`: what it said stays said.

    Raises NotSolved ("too_long", "too_large", "died").
    """
    command = [sys.executable, "-m", module, str(megabytes)]
    until = time.monotonic() + within.total_seconds()
    has_begun, is_asked, buffer = False, False, b""
    with TemporaryFile() as asked:
        asked.write(question)
        asked.seek(0)
        with Popen(command, cwd=BACKEND, stdin=asked, stdout=PIPE) as child:  # noqa: S603 -- our own
            assert child.stdout  # noqa: S101 -- a pipe was asked for
            try:
                while chunk := _waited(child.stdout.fileno()):
                    *lines, buffer = (buffer + chunk.said).split(b"\n")
                    yield from lines
                    has_begun = has_begun or bool(chunk.said)  # before, it would not hear what it is asked
                    if has_begun and not is_asked and is_enough():
                        is_asked, until = True, time.monotonic() + grace.total_seconds()
                        child.send_signal(signal.SIGTERM)
                    if time.monotonic() >= until:
                        if is_asked:
                            return
                        raise NotSolved("too_long")
            finally:
                child.kill()
    if child.returncode != 0:
        raise NotSolved("too_large" if child.returncode == TOO_LARGE else "died")


class _Said(NamedTuple):
    said: bytes  # may be nothing yet


def _waited(pipe: int) -> _Said | None:
    """What was said within a look; None once all was."""
    if not select.select([pipe], [], [], A_LOOK.total_seconds())[0]:
        return _Said(b"")
    found = os.read(pipe, 2**16)
    return _Said(found) if found else None


def _read(child: "Popen[bytes]", until: float, is_to_stop: Callable[[], bool]) -> bytes:
    while True:
        try:
            return child.communicate(timeout=A_LOOK.total_seconds())[0]
        except TimeoutExpired:
            if is_to_stop():
                raise NotSolved("stopped") from None
            if time.monotonic() >= until:
                raise NotSolved("too_long") from None


def answers_within(megabytes: int, answers: Callable[[bytes, Callable[[], bool]], Iterator[bytes]]) -> int:
    """The program's side of `answers_of`: `answers` is given the question, and whether it is enough; each of its answers is
    one line."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
    enough: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: enough.append(number))
    try:
        for line in answers(sys.stdin.buffer.read(), lambda: bool(enough)):
            sys.stdout.buffer.write(line + b"\n")
            sys.stdout.buffer.flush()
    except MemoryError:
        return TOO_LARGE
    return 0


def answer_within(megabytes: int, answer: Callable[[bytes], bytes]) -> int:
    """The program's side: reads the question, writes the answer, and tells the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
    try:
        sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
    except NothingPossible:
        return INFEASIBLE
    except MemoryError:
        return TOO_LARGE
    return 0
