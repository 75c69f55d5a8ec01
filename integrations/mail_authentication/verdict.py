"""What the server that took a mail in says of its sender: Authentication-Results (RFC 8601).

Mails are written by anybody, and with them such headers. Nothing in them raises.
"""

import re
from collections.abc import Iterable, Sequence
from email import message_from_bytes, policy

NAME = "Authentication-Results"
RESULT = re.compile(r"\s*([a-z0-9-]+)\s*(?:/\s*\d+\s*)?=\s*([a-z]+)")
FAILED = {"fail", "softfail"}
LONGEST = 256 * 1024  # octets of a head


Results = Sequence[tuple[str, str]]  # a method, and what came out of it


def sender_is_refuted(mail: bytes, *, server: str = "") -> bool:
    """Whether a mail as it was received is not from whom it says: DMARC failed, or SPF and DKIM both did and no signature
    was good.

    Only what `server` (its authserv-id) added counts, and where it added nothing nobody has looked at the sender: that
    refutes too. Where it is not named it is the one of the topmost header, as each server puts its own above what was
    there; what a sender wrote below under the same name can do no more than refute them.
    """
    headers = _headers(mail)
    name = server.lower() or (headers[0][0] if headers else "")
    ours = [results for one, results in headers if one == name]
    if not ours:
        return bool(server)
    return _is_failed(ours, "dmarc") or (_is_failed(ours, "spf") and _is_failed(ours, "dkim"))


def _is_failed(headers: Iterable[Results], method: str) -> bool:
    """Whether one of the headers says so, and not beside it that another try of the method was good: of several
    signatures one is enough."""
    said = [{result for one, result in results if one == method} for results in headers]
    return any(results & FAILED and "pass" not in results for results in said)


def _headers(mail: bytes) -> list[tuple[str, Results]]:
    """The authserv-id of each header, in lower case, with its results, from the topmost down."""
    head = mail[:LONGEST].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    try:
        values = message_from_bytes(head, policy=policy.compat32).get_all(NAME) or []
    except Exception:  # noqa: BLE001 -- the library raises what it likes at what anybody may write
        return []
    return [_results_in(str(value)) for value in values]


def _results_in(value: str) -> tuple[str, Results]:
    name, *parts = _without_asides(value.lower()).split(";")
    server = name.split()[0] if name.split() else ""
    return server, [(found[1], found[2]) for part in parts if (found := RESULT.match(part))]


def _without_asides(value: str) -> str:
    """Without quoted strings and comments, perhaps within each other, in which something may look like a result. One
    pass: what is written to keep a regular expression busy takes no longer than anything else."""
    kept: list[str] = []
    depth, is_quoted, is_escaped = 0, False, False
    for letter in value:
        if is_escaped or letter == "\\":
            is_escaped = not is_escaped
        elif is_quoted:
            is_quoted = letter != '"'
        elif letter == "(":
            depth += 1
            kept.append(" ")
        elif letter == ")":
            depth = max(depth - 1, 0)
        elif not depth:
            is_quoted = letter == '"'
            kept.append(" " if is_quoted else letter)
    return "".join(kept)
