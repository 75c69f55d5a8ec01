"""How alike what startups say and what experts write about themselves is.

Words are compared by their threes of letters, so that Korean endings and English plurals do not matter; threes that few
use say more than those of everybody (the usual weighing by rarity, and the cosine of the two).
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# A gram that most use says nothing.
TOO_COMMON = 0.25
BETWEEN_WORDS = re.compile(r"[\W_]+")
AT_ONCE = 2048  # grams; more at a time take more memory and no less time
Likeness = NDArray[np.float64]


def likeness(startups: Sequence[str], experts: Sequence[str]) -> Likeness:
    """From 0 to 1 for each text of a startup (row) with each of an expert (column); the best of all is 1."""
    text, gram = _said([*startups, *experts])
    users = np.bincount(gram)
    count = len(startups) + len(experts)
    rare = users <= max(2, TOO_COMMON * count)
    weight = np.where(rare, np.log(count / np.maximum(users, 1)), 0.0)
    sizes = np.sqrt(np.bincount(text, weights=weight[gram] ** 2, minlength=count))
    alike = np.zeros((len(startups), len(experts)))
    order = np.argsort(gram, kind="stable")
    text, gram = text[order], gram[order]
    for first in range(0, len(users), AT_ONCE):
        begins, ends = np.searchsorted(gram, (first, first + AT_ONCE))
        said = np.zeros((count, AT_ONCE))
        some = gram[begins:ends]
        said[text[begins:ends], some - first] = weight[some]
        alike += said[: len(startups)] @ said[len(startups) :].T
    alike /= np.maximum(np.outer(sizes[: len(startups)], sizes[len(startups) :]), np.finfo(float).tiny)
    best = alike.max(initial=0.0)
    return alike / best if best else alike


def _said(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which text (position) has which gram (a number from 0), once each."""
    numbers: dict[str, int] = {}
    text: list[int] = []
    gram: list[int] = []
    for position, words in enumerate(texts):
        found = {three for word in BETWEEN_WORDS.split(words.lower()) if word for three in _threes(word)}
        text += [position] * len(found)
        gram += [numbers.setdefault(three, len(numbers)) for three in sorted(found)]
    return np.array(text, dtype=np.int64), np.array(gram, dtype=np.int64)


def _threes(word: str) -> list[str]:
    """The threes of letters of a word with a space at both ends."""
    padded = f" {word} "
    return [padded[at : at + 3] for at in range(len(padded) - 2)]
