"""Which words of an answer are new: not what it quotes of ours, nor what mail programs put above that."""

import re
from collections.abc import Sequence

_YEAR = re.compile(r"[0-9]{4}")
# "From: …", "보낸 사람: …", or the line above such.
_HEADER = re.compile(r"^\*?[^:：]{2,14}[:：]\*?\s")
_RULE = re.compile(r"^[-_=\s]{5,}|^-{2,}[^-]{1,60}-{2,}$")
# Shorter lines may stand in an answer and in our e-mail by chance.
TELLING = 12


def new_words(text: str, said: str) -> str:
    """What `text` says beyond what we `said`; "" if nothing. Quoted lines begin with ">", or are lines of ours."""
    ours = {line.strip() for line in said.splitlines() if len(line.strip()) >= TELLING}
    kept: list[str] = []
    was_quoted = False
    for line in text.splitlines():
        words = line.strip()
        if words.startswith(">") or words in ours:
            if not was_quoted:
                kept = [*_without_attribution(kept), ""]
            was_quoted = True
        elif words or not was_quoted:
            kept.append(line.rstrip())
            was_quoted = was_quoted and not words
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _without_attribution(lines: Sequence[str]) -> list[str]:
    """Without the paragraph that introduces a quotation, where the last is one, and a rule above it."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    begin = end
    while begin and lines[begin - 1].strip():
        begin -= 1
    last = lines[begin:end]
    if last and _RULE.match(last[0]):
        return list(lines[:begin])
    headers = [line for line in last if _HEADER.match(line.strip())]
    if len(headers) >= 3 and "@" in "".join(headers):
        first = last.index(headers[0])
        return list(lines[: begin + first])
    for take in (1, 2):
        if len(last) >= take and _is_attribution(" ".join(last[-take:])):
            return list(lines[: end - take])
    return list(lines[:end])


def _is_attribution(words: str) -> bool:
    """ "On Mon, Nov 23, 2026 at 9:00 Meridian <hub@hub.example> wrote:", in any language."""
    has_date = any(character.isdigit() for character in words)
    return words.rstrip().endswith((":", "：")) and has_date and ("@" in words or bool(_YEAR.search(words)))
