"""The states of an outgoing message and their order.

Status callbacks come late, twice and out of order
(https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks), so a state is only
replaced by one that stands later on the way.
"""

RANKS = {
    "scheduled": 0,
    "accepted": 1,
    "queued": 2,
    "sending": 3,
    "sent": 4,
    "delivered": 5,
    "partially_delivered": 5,
    "undelivered": 5,
    "failed": 5,
    "canceled": 5,
    "read": 6,
}
FINAL = frozenset(status for status, rank in RANKS.items() if rank >= RANKS["delivered"])


def rank(status: str) -> int:
    """How far along a message in this state is; -1 for a state that is not an outgoing message's."""
    return RANKS.get(status, -1)


def is_later(old: str, new: str) -> bool:
    """Whether `new` replaces `old`. The first final state stays; only `read` follows `delivered`."""
    if old in FINAL and (old, new) != ("delivered", "read"):
        return False
    return rank(new) > rank(old)
