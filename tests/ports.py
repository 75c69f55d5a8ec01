"""Ports for the servers that tests start, several tests at once."""

import random

from demo.launcher.ports import is_free

# Below those that systems give to whoever asks for any: nobody takes one by chance before its server is up.
PORTS = range(12_000, 31_000)


def free_ports(count: int = 1) -> int:
    """The first of `count` ports in a row on which nobody listens now."""
    while True:
        first = random.choice(PORTS)
        if all(is_free(first + step) for step in range(count)):
            return first
