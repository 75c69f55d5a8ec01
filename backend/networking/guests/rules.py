"""What an answer to a question of an event has to be. Plain values only."""

from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_ANSWER = 2000


@dataclass(frozen=True)
class Asked:
    """A question as far as its answers care."""

    kind: str
    is_required: bool
    options: Sequence[str] = ()  # keys


def is_empty(value: object) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def fault_in(asked: Asked, value: object) -> str:
    """Why `value` is no answer, as a stable code; empty where it is one."""
    if is_empty(value):
        return "required" if asked.is_required else ""
    if asked.kind == "text":
        return _text_fault(value)
    if asked.kind == "one":
        return "" if isinstance(value, str) and value in asked.options else "not_an_option"
    is_good = isinstance(value, list) and all(isinstance(key, str) and key in asked.options for key in value)
    return "" if is_good and len(set(value)) == len(value) else "not_an_option"  # type: ignore[arg-type,call-overload]  # a list here


def _text_fault(value: object) -> str:
    if not isinstance(value, str) or "\0" in value or any("\ud800" <= one <= "\udfff" for one in value):
        return "not_a_text"
    return "too_long" if len(value) > LONGEST_ANSWER else ""
