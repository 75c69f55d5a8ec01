"""Everything that is due leaves: what the jobs and the sender do."""

from collections.abc import Callable
from threading import Lock

import clock
from messaging.channels import INSTALLED, profiles
from messaging.models import Channel
from messaging.operations import (
    A_BATCH,
    SIDE_BY_SIDE,
    Calls,
    claim_due,
    drop_what_the_stop_outlasts,
    due_reminders_become_messages,
    give_back,
    record_outcomes,
    still_to_go,
)
from messaging.queries import sending_is_stopped, waiting_channels

# A mail server takes few connections from one place.
MAILS_AT_A_TIME = 8
# One thread of this process at a time: it goes on until nothing is left, so a second would only double its calls.
_AT_WORK = Lock()


def send_all_here(*, is_to_stop: Callable[[], bool] = lambda: False) -> None:
    """`send_all`, unless another thread of this process is at it."""
    if _AT_WORK.acquire(blocking=False):
        try:
            send_all(is_to_stop=is_to_stop)
        finally:
            _AT_WORK.release()


def send_all(*, is_to_stop: Callable[[], bool] = lambda: False) -> None:
    """Until nothing that is due and may leave is left that others do not have in hand, or until `is_to_stop`."""
    if sending_is_stopped():
        while drop_what_the_stop_outlasts(now=clock.now()):
            pass
        return
    # A batch of each in turn: the first leave before the last of many are written, and a line of texts that wait for
    # their turn keeps no e-mail waiting.
    channels = dict.fromkeys([*profiles(), *Channel.values])
    while not is_to_stop():
        written = due_reminders_become_messages(now=clock.now())
        claimed = sum([_send_batch(channel, is_to_stop) for channel in channels])
        if written < A_BATCH and not claimed:
            return


def send_what_lost_its_way() -> None:
    """What waits for a channel that the hub has taken out is told another way."""
    if not sending_is_stopped():
        for channel in waiting_channels(besides=[*profiles(), *Channel.values]):
            _send_batch(channel, lambda: False)


def _send_batch(channel: str, is_to_stop: Callable[[], bool]) -> int:
    """How many were claimed; those that were not handed over before it was to stop are given back."""
    claims = [] if is_to_stop() else claim_due(now=clock.now(), channels=(channel,))
    left = claims
    at_a_time = MAILS_AT_A_TIME if channel == Channel.EMAIL else SIDE_BY_SIDE
    with Calls(INSTALLED.channels, at_a_time) as calls:
        while left or calls.are_under_way:
            ended = calls.ended()
            if left and is_to_stop():
                give_back(messages=[claim.message for claim in left], now=clock.now())
                left = []
            going, left = left[: calls.room], left[calls.room :]
            calls.begin(still_to_go(claims=going, now=clock.now()))
            record_outcomes(ended=ended, now=clock.now())  # while the next are under way
    return len(claims)
