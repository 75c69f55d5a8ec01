"""Fault scripts: what is to go wrong with which requests, and how often."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from typing import Any

KINDS = ("answer", "reset", "drop", "hang", "truncate", "content_type", "slow_body")
LONGEST_SECONDS = 120.0  # that a fault may hold back an answer: longer than anybody waits for one


class UnknownFault(ValueError):
    """The script names a fault, kind or field that does not exist."""


@dataclass(frozen=True)
class Answer:
    """A complete answer to give instead of the real one."""

    status: int
    body: str
    content_type: str = "application/json; charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of_json(cls, status: int, body: Any) -> Answer:
        return cls(status, json.dumps(body))


@dataclass
class Fault:
    """One line of a script.

    `method` and `path` are shell patterns over the request. The first `skip` matching requests pass, the next
    `times` fail. `kind` is one of:
    `answer`        give `answer` instead (with `commit`, after the request was carried out);
    `reset`         TCP reset;  `drop`  close without an answer (httplib2 then sends the request again);
    `hang`          wait `seconds`, or until the caller is gone; then answer late (with `commit`) or hang up without having
                    done anything;
    `truncate`      carry out, then send the first half of the body;
    `content_type`  carry out, then send the body as `text/html`;
    `slow_body`     carry out, send the first half of the body, and the rest after `seconds`.
    `commit` says whether the request is carried out first; the last three always do. `name` is a vendor's error, or what
    any other kind of fault is called.
    """

    kind: str
    method: str = "*"
    path: str = "*"
    times: int = 1
    skip: int = 0
    commit: bool = False
    seconds: float = 0.0
    name: str = ""
    answer: Answer | None = None

    def matches(self, method: str, path: str) -> bool:
        return fnmatchcase(method, self.method) and fnmatchcase(path, self.path)

    @property
    def label(self) -> str:
        return self.name or self.kind


class FaultBook:
    """The faults that are still to come. `named` are the vendor's own error answers, by name."""

    def __init__(self, named: Mapping[str, Answer]) -> None:
        self.named = dict(named)
        self.waiting: list[Fault] = []

    def add(self, script: Mapping[str, Any]) -> Fault:
        """Add one line: `{"name": "backendError", "method": "POST", "path": "*/events", "times": 2}` or with
        `kind` and, for `answer`, `status` plus `body` (JSON or text), `content_type` and `headers`.

        Raises UnknownFault.
        """
        fields = dict(script)
        answer = self._answer(fields)
        fields.setdefault("kind", "answer")
        if fields["kind"] not in KINDS or (fields["kind"] == "answer" and answer is None):
            raise UnknownFault(f"kind is one of {', '.join(KINDS)}; answer needs a status or a known name")
        if not 0 <= float(fields.get("seconds", 0)) <= LONGEST_SECONDS:
            raise UnknownFault(f"seconds are at most {LONGEST_SECONDS}")
        try:
            fault = Fault(answer=answer, **fields)
        except TypeError as error:
            raise UnknownFault(str(error)) from error
        self.waiting.append(fault)
        return fault

    def _answer(self, fields: dict[str, Any]) -> Answer | None:
        name = fields.get("name", "")
        if name and name not in self.named and fields.get("kind", "answer") == "answer":
            raise UnknownFault(f"name is one of {', '.join(sorted(self.named))}")
        if "status" not in fields:
            return self.named.get(name)
        status, body = int(fields.pop("status")), fields.pop("body", "")
        headers = tuple((str(key), str(value)) for key, value in fields.pop("headers", {}).items())
        default_type = "text/html; charset=UTF-8" if isinstance(body, str) else Answer.content_type
        text = body if isinstance(body, str) else json.dumps(body)
        return Answer(status, text, fields.pop("content_type", default_type), headers)

    def take(self, method: str, path: str) -> Fault | None:
        """The fault this request meets, counted down; None for most requests."""
        for fault in self.waiting:
            if not fault.matches(method, path):
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.times -= 1
            if fault.times <= 0:
                self.waiting.remove(fault)
            return fault
        return None

    def clear(self, name: str = "") -> None:
        """Take back all that is still to come, or only what is called `name`."""
        self.waiting = [fault for fault in self.waiting if name and fault.name != name]

    def rows(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self.waiting]
