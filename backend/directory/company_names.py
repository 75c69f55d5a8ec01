"""When two names are of one company: case, width, spaces, punctuation and legal forms make no difference."""

import re
import unicodedata

LONGEST = 120
# As words at either end of a name. Bare letters such as "AG" would take whole names with them.
FORMS = frozenset(
    [
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "ltd",
        "limited",
        "llc",
        "llp",
        "plc",
        "gmbh",
        "pte",
        "pty",
        "kk",
        "주식회사",
        "유한회사",
        "유한책임회사",
        "합자회사",
        "합명회사",
        "株式会社",
        "有限公司",
    ]
)
# These are also written together with the name.
ATTACHED = ("유한책임회사", "주식회사", "유한회사", "합자회사", "합명회사", "株式会社")
IN_BRACKETS = re.compile(r"\((?:주|유|유한|합|株|有)\)")


def company_key(name: str) -> str:
    """`name` in the form in which companies are compared, at most 120 characters; empty where it names nothing.

    "㈜ Sierra  Labs", "SIERRA LABS, Inc." and "sierra-labs" have one key. A name that is nothing but a legal form is
    kept. The key of a key is itself.
    """
    plain = _folded(name)
    while (shorter := IN_BRACKETS.sub(" ", plain)) != plain:
        plain = shorter
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    while len(words) > 1 and words[-1] in FORMS:
        words.pop()
    while len(words) > 1 and words[0] in FORMS:
        words.pop(0)
    return _without_attached("".join(words))[:LONGEST]


def _folded(name: str) -> str:
    for _twice in range(2):  # folding can undo what composing did
        name = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return name


def _without_attached(key: str) -> str:
    for form in ATTACHED:
        shorter = key.removeprefix(form).removesuffix(form)
        if shorter and shorter != key:
            return _without_attached(shorter)
    return key
