"""The language of templates: text with `{name}` in it, `{{` and `}}` for braces.

It is no format string of Python's: a name is looked up and nothing else, so that no template reaches into an object.
What is put in is never read as a template again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"\{\{|\}\}|\{([a-z][a-z_]*)\}|[{}]")
_EMPTY_LINES = re.compile(r"\n{3,}")

UNKNOWN = "unknown_placeholder"
MISSING = "missing_placeholder"
MALFORMED = "malformed_placeholder"
TOO_LONG = "too_long"
EMPTY = "is_empty"
MALFORMED_ID = "malformed_template_id"
EMPTY_LINE = "empty_variable"
MOST_VARIABLES = 20


@dataclass(frozen=True)
class Fault:
    """Why a template is refused: a stable code, and the placeholder or the brace that it is about."""

    code: str
    placeholder: str = ""


@dataclass(frozen=True)
class Grammar:
    """What a field may hold: the names it knows, groups of names of which one at least has to be there, its length."""

    allowed: frozenset[str]
    required: tuple[tuple[str, ...], ...]
    longest: int
    is_line: bool = False


def faults_of(text: str, grammar: Grammar) -> list[Fault]:
    """What keeps `text` from being a template, each fault once, in the order in which they stand; empty if nothing."""
    found: list[Fault] = [] if text.strip() else [Fault(EMPTY)]
    if len(text) > grammar.longest or (grammar.is_line and "\n" in text):
        found.append(Fault(TOO_LONG))
    for token in _TOKEN.finditer(text):
        name = token[1]
        if name is None and token[0] in ("{", "}"):
            found.append(
                Fault(MALFORMED, text[token.start() : token.start() + 20].split("\n", maxsplit=1)[0])
            )
        elif name is not None and name not in grammar.allowed:
            found.append(Fault(UNKNOWN, name))
    if text.strip():
        used = names_in(text)
        found += [Fault(MISSING, group[0]) for group in grammar.required if not used.intersection(group)]
    return list(dict.fromkeys(found))


def variable_faults(text: str, grammar: Grammar) -> list[Fault]:
    """`faults_of` where each line is a variable of approved words."""
    lines = text.split("\n")
    found = faults_of(text, grammar)
    if text.strip() and any(not line.strip() for line in lines):
        found.append(Fault(EMPTY_LINE))
    return (
        [*found, Fault(TOO_LONG)] if len(lines) > MOST_VARIABLES and Fault(TOO_LONG) not in found else found
    )


def names_in(text: str) -> frozenset[str]:
    """The placeholders that `text` uses."""
    return frozenset(token[1] for token in _TOKEN.finditer(text) if token[1])


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with its placeholders replaced; never raises, whatever the text.

    A line is left out where all its placeholders have nothing to say. What is no placeholder, or has no value, stays
    as it is written: `faults_of` tells of it.
    """
    lines = [_filled_line(line, values) for line in text.replace("\r\n", "\n").split("\n")]
    return _EMPTY_LINES.sub("\n\n", "\n".join(line for line in lines if line is not None)).strip("\n")


def escaped(text: str) -> str:
    """The template that says exactly `text`."""
    return text.replace("{", "{{").replace("}", "}}")


def _filled_line(line: str, values: Mapping[str, str]) -> str | None:
    names = [token[1] for token in _TOKEN.finditer(line) if token[1]]
    if names and not any(values.get(name, name) for name in names):
        return None
    return _TOKEN.sub(lambda token: _said(token, values), line)


def _said(token: re.Match[str], values: Mapping[str, str]) -> str:
    if token[1]:
        return values.get(token[1], token[0])
    return token[0][0]
