"""What became of broadcasts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count

from messaging.broadcasts.operations import STOPPED
from messaging.models import Broadcast, Message, MessageState
from messaging.operations.settling import BY_TEXT

MOST_SHOWN = 20
WAITING = (MessageState.READY, MessageState.SENDING, MessageState.UNKNOWN)
LEFT = (MessageState.ACCEPTED, MessageState.SENT, MessageState.DELIVERED)


@dataclass(frozen=True)
class Progress:
    """Messages of a broadcast: still to leave, handed over, not arrived, and dropped because it was stopped."""

    waiting: int = 0
    left: int = 0
    not_arrived: int = 0
    stopped: int = 0


def latest_broadcasts() -> list[Broadcast]:
    """The last ones, the newest first, with who sent and who stopped them."""
    return list(Broadcast.objects.select_related("by", "stopped_by")[:MOST_SHOWN])


def progress_of(broadcasts: Collection[Broadcast]) -> Mapping[int, Progress]:
    """One statement however many they are."""
    rows = (
        Message.objects.filter(broadcast__in=broadcasts)
        .exclude(error_code=BY_TEXT)
        .order_by()
        .values_list("broadcast", "state", "error_code")
        .annotate(number=Count("pk"))
    )
    counts: dict[int, dict[str, int]] = {one.pk: {} for one in broadcasts}
    for pk, state, code, number in rows:
        name = _part(state, code)
        counts[pk][name] = counts[pk].get(name, 0) + number
    return {pk: Progress(**parts) for pk, parts in counts.items()}


def _part(state: str, code: str) -> str:
    if state in WAITING:
        return "waiting"
    if state in LEFT:
        return "left"
    return "stopped" if code == STOPPED else "not_arrived"
