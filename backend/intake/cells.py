"""What can be wrong with a cell, as plain values: words are put to it in `wording`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Parameter = str | int


@dataclass(frozen=True)
class CellProblem:
    """One thing wrong: the line of the file (1 is the header), the column ("" is the whole line), a code."""

    line: int
    column: str
    code: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


class BadCell(Exception):
    """A text that cannot be read as what its column holds."""

    def __init__(self, code: str, **parameters: Parameter) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters
