"""Korean names in Latin letters: Revised Romanization, a syllable at a time, which is enough for an address."""

INITIALS = (
    "g",
    "kk",
    "n",
    "d",
    "tt",
    "r",
    "m",
    "b",
    "pp",
    "s",
    "ss",
    "",
    "j",
    "jj",
    "ch",
    "k",
    "t",
    "p",
    "h",
)
MEDIALS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu",
    "eu", "ui", "i",
)  # fmt: skip
FINALS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng",
    "t", "t", "k", "t", "p", "t",
)  # fmt: skip


def romanized(hangul: str) -> str:
    """Hangul syllables in Latin letters, without the sound changes between them."""
    return "".join(_syllable(ord(letter) - 0xAC00) for letter in hangul)


def _syllable(index: int) -> str:
    initial, rest = divmod(index, 21 * 28)
    medial, final = divmod(rest, 28)
    return INITIALS[initial] + MEDIALS[medial] + FINALS[final]


def local_part(name: str) -> str:
    """The part of an address before the @."""
    if name.isascii():
        return ".".join(name.lower().replace("'", "").split())
    return f"{romanized(name[1:])}.{romanized(name[0])}"
