"""A program for the tests: says `said` lines, then goes on until it is enough, or for ever."""

import json
import sys
import time
from collections.abc import Callable, Iterator

from processes import answers_within


def talk(question: bytes, is_enough: Callable[[], bool]) -> Iterator[bytes]:
    asked = json.loads(question)
    for number in range(asked["said"]):
        yield str(number).encode()
    while asked["then"] == "for ever" or (asked["then"] == "until enough" and not is_enough()):
        time.sleep(0.01)
    if asked["then"] == "die":
        sys.exit(1)
    if asked["then"] == "too large":
        raise MemoryError
    yield b"end"


if __name__ == "__main__":
    sys.exit(answers_within(int(sys.argv[1]), talk))
