"""Clients that cost little: one process of their own, a thread and a kept connection each.

What they cost is measured, since they share the machine with what they measure.
"""

import http.client
import json
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit

import psutil

from tests.benchmarks.stand import Stand

PATH = "/api/sessions/"
# The server closes a connection that is idle for two seconds: then nothing was read of the request.
CLOSED = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)


@dataclass(frozen=True)
class Wishes:
    """What one client posts, one after the other."""

    header: dict[str, str]
    bodies: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Answers:
    """(status, seconds) of each answer; how long all took, and the processor's seconds that the clients used."""

    answers: list[tuple[int, float]]
    seconds: float
    cpu: float

    @property
    def per_second(self) -> float:
        return len(self.answers) / self.seconds

    def milliseconds(self) -> list[float]:
        return sorted(took * 1000 for _, took in self.answers)


def call(url: str, wishes: Sequence[Wishes]) -> Answers:
    """All clients at once, in a process that knows nothing but HTTP."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_call, url, wishes).result()


def _call(url: str, wishes: Sequence[Wishes]) -> Answers:
    began, used = [0.0], [0.0]

    def start() -> None:
        began[0], used[0] = time.perf_counter(), time.process_time()

    ready = Barrier(len(wishes), action=start)
    with ThreadPoolExecutor(len(wishes)) as pool:
        found = [row for rows in pool.map(lambda one: _one_by_one(url, one, ready), wishes) for row in rows]
    return Answers(found, time.perf_counter() - began[0], time.process_time() - used[0])


def _one_by_one(url: str, wishes: Wishes, ready: Barrier) -> list[tuple[int, float]]:
    address, answers = urlsplit(url), []
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=300)
    bodies = [json.dumps(body).encode() for body in wishes.bodies]
    headers = {"Content-Type": "application/json", **wishes.header}
    ready.wait()
    for body in bodies:
        began = time.perf_counter()
        status = _post(connection, body, headers)
        answers.append((status, time.perf_counter() - began))
    connection.close()
    return answers


def _post(connection: http.client.HTTPConnection, body: bytes, headers: dict[str, str]) -> int:
    try:
        connection.request("POST", PATH, body, headers)
        answer = connection.getresponse()
    except CLOSED:
        connection.close()
        connection.request("POST", PATH, body, headers)
        answer = connection.getresponse()
    answer.read()
    return answer.status


class Cost:
    """Seconds that the processors spent on the programs of a stand since this was made."""

    def __init__(self, stand: Stand) -> None:
        self._programs = {
            "web": psutil.Process(stand.web.process.pid),
            "PostgreSQL": psutil.Process(_postmaster(stand)),
        }
        self._before = {name: _used(program) for name, program in self._programs.items()}

    def since(self) -> dict[str, float]:
        return {name: _used(program) - self._before[name] for name, program in self._programs.items()}


def told(cost: dict[str, float], answers: Answers) -> str:
    """What one request cost each side, in milliseconds of a processor."""
    each = {"clients": answers.cpu, **cost}
    return ", ".join(f"{name} {used / len(answers.answers) * 1000:.1f}" for name, used in each.items())


def _postmaster(stand: Stand) -> int:
    return int((stand.var / "postgresql" / "postmaster.pid").read_text().split()[0])


def _used(program: psutil.Process) -> float:
    """Of a program and all its children, those that have ended included."""
    times = [one.cpu_times() for one in [program, *program.children(recursive=True)]]
    ended = program.cpu_times()
    return float(sum(one.user + one.system for one in times) + ended.children_user + ended.children_system)
