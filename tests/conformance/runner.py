"""Reads a file of cases and gives each case to the module of its kind.

A kind is one module here with `difference(case) -> str | None`: None if the engine does what the case
expects, else one line with expected and actual. A new kind adds its module to KINDS.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.conformance import pairing, rounds, slots

Case = Mapping[str, Any]

KINDS: Mapping[str, Callable[[Case], str | None]] = {
    "slots": slots.difference,
    "pairing": pairing.difference,
    "rounds": rounds.difference,
}


class UnreadableFile(Exception):
    """The file is JSON but not of the form."""


class Verdict(NamedTuple):
    case: str
    difference: str | None


def cases_of(path: Path) -> tuple[str, list[Case]]:
    """The kind and the cases of a file; UnreadableFile if no engine here has that kind."""
    document = json.loads(path.read_text(encoding="utf-8"))
    kind = document.get("kind") if isinstance(document, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        raise UnreadableFile(f"unknown kind {kind!r}, known: {', '.join(sorted(KINDS))}")
    return kind, document.get("cases", [])


def run_file(path: Path) -> list[Verdict]:
    kind, cases = cases_of(path)
    return [
        Verdict(str(case.get("name", f"case {number}")), _difference(kind, case))
        for number, case in enumerate(cases, start=1)
    ]


def _difference(kind: str, case: Case) -> str | None:
    """A case that breaks the engine, or that cannot be read, fails; the others are still run."""
    try:
        return KINDS[kind](case)
    except Exception as error:  # noqa: BLE001  (whatever the engine does wrong is the finding)
        return f"expected {json.dumps(case.get('expect'))[:200]}, actual {type(error).__name__}: {error}"
