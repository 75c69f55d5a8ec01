"""Everything that is due leaves: what the jobs and the sender do."""

from collections.abc import Callable

import clock
from messaging.channels import INSTALLED
from messaging.models import Channel
from messaging.operations import (
    A_BATCH,
    SIDE_BY_SIDE,
    claim_due,
    drop_what_the_stop_outlasts,
    due_reminders_become_messages,
    give_back,
    hand_over,
)
from messaging.queries import sending_is_stopped


def send_all(*, is_to_stop: Callable[[], bool] = lambda: False) -> None:
    """Until nothing that is due and may leave is left that others do not have in hand, or until `is_to_stop`."""
    if sending_is_stopped():
        while drop_what_the_stop_outlasts(now=clock.now()):
            pass
        return
    while not is_to_stop() and due_reminders_become_messages(now=clock.now()) >= A_BATCH:
        pass
    # A batch of each channel in turn: a line of texts that wait for their turn keeps no e-mail waiting.
    while sum([_send_batch(channel, is_to_stop) for channel in Channel]):
        pass


def _send_batch(channel: Channel, is_to_stop: Callable[[], bool]) -> int:
    """How many were claimed; those that were not handed over before it was to stop are given back."""
    claims = [] if is_to_stop() else claim_due(now=clock.now(), channels=(channel,))
    left = claims
    while left and not is_to_stop():
        wave, left = left[:SIDE_BY_SIDE], left[SIDE_BY_SIDE:]
        hand_over(wave, channels=INSTALLED.channels, now=clock.now())
    give_back(messages=[claim.message for claim in left], now=clock.now())
    return len(claims)
