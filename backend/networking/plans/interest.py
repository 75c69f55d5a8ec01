"""What a meeting is worth to its two sides, from what they said and what they have in common."""

from typing import NamedTuple

MUST, LIKE, NO = "must", "like", "no"
# A must weighs as much as two likes, and what only has topics in common less than any wish.
WORTH = {MUST: 60, LIKE: 30, None: 0}
A_TOPIC, TOPICS_AT_MOST = 3, 9


class WishOf(NamedTuple):
    """What the startup and the contact say of each other; None is nothing."""

    startup: str | None
    contact: str | None

    @property
    def is_mutual_must(self) -> bool:
        return self.startup == self.contact == MUST

    @property
    def is_refused(self) -> bool:
        return NO in self

    @property
    def is_wished(self) -> bool:
        return not self.is_refused and (self.startup or self.contact) is not None


def interest_of(said: WishOf, topics: int) -> int:
    """From 0 (they are not to meet) to 129: what both wish, and `topics` in common."""
    if said.is_refused:
        return 0
    return WORTH[said.startup] + WORTH[said.contact] + min(A_TOPIC * topics, TOPICS_AT_MOST)
