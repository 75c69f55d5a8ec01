"""Claimed messages go to their providers, several side by side, outside any transaction; then that is recorded."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from typing import Self

from agenda.transactions import atomically
from integrations.twilio_sms.client import KEPT_OPEN
from messaging import rules
from messaging.channels import Channels
from messaging.models import Message, MessageState
from messaging.operations.claiming import Claim, claim_due
from messaging.operations.outcomes import record_outcomes
from messaging.operations.settling import settle
from messaging.queries import sending_is_stopped
from messaging.rules import Outcome

# So many texts at a time: what a Twilio client keeps open connections for.
SIDE_BY_SIDE = KEPT_OPEN
# Those that have ended are recorded together, and so often.
A_LOOK = timedelta(milliseconds=50)


def send_next(*, channels: Channels, now: datetime) -> bool:
    """Hand over the next message that is due; False if there is none."""
    claims = claim_due(now=now, most=1)
    hand_over(claims, channels=channels, now=now)
    return bool(claims)


def hand_over(claims: Sequence[Claim], *, channels: Channels, now: datetime) -> None:
    """Hand claimed messages over as at `now`, and record what became of them; see `still_to_go`."""
    with Calls(channels) as calls:
        calls.begin(still_to_go(claims=claims, now=now))
        while calls.are_under_way:
            record_outcomes(ended=calls.ended(), now=now)


class Calls:
    """Calls to providers that are under way. None touches the database."""

    def __init__(self, channels: Channels, most: int = SIDE_BY_SIDE) -> None:
        """At most so many run at a time; the others that have begun wait for these."""
        self._channels, self._most = channels, most
        self._pool = ThreadPoolExecutor(most)
        self._running: dict[Future[Outcome], Message] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Calls that have begun end, whatever went wrong here: those that are not recorded are looked up."""
        self._pool.shutdown()

    @property
    def are_under_way(self) -> bool:
        return bool(self._running)

    @property
    def room(self) -> int:
        """How many may begin and run at once."""
        return max(self._most - len(self._running), 0)

    def begin(self, claims: Iterable[Claim]) -> None:
        """Have each handed over."""
        for claim in claims:
            call = self._pool.submit(self._channels.deliver, claim.message, claim.valid_for)
            self._running[call] = claim.message

    def ended(self) -> list[tuple[Message, Outcome]]:
        """What has ended since the last look, once all have or A_LOOK is over. One that hangs holds up no other."""
        done = wait(self._running, timeout=A_LOOK.total_seconds()).done
        return [(self._running.pop(call), call.result()) for call in done]


def still_to_go(*, claims: Sequence[Claim], now: datetime) -> list[Claim]:
    """Those of claimed messages that may be handed over at `now`; the others are given back.

    What was claimed too long ago may not: another worker is about to look it up. Nothing may while sending is stopped.
    """
    stops = bool(claims) and sending_is_stopped()
    stale = [claim.message for claim in claims if stops or now - _claimed_at(claim) >= rules.FRESH_FOR]
    if stale:
        give_back(messages=stale, now=now)
    return [claim for claim in claims if claim.message not in stale]


def _claimed_at(claim: Claim) -> datetime:
    at = claim.message.claimed_at
    assert at is not None  # noqa: S101 -- for the type checker: a claim has its time
    return at


@atomically
def give_back(*, messages: Sequence[Message], now: datetime) -> None:
    """Make claimed messages that were provably not handed over ready again, as if nobody had claimed them."""
    if not messages:
        return
    ours = Message.objects.select_for_update(of=("self",)).filter(
        pk__in=[message.pk for message in messages],
        state=MessageState.SENDING,
        claimed_at__in={message.claimed_at for message in messages},
    )
    for message in ours.select_related("reminder").order_by("pk"):
        message.claimed_at, message.attempts = None, message.attempts - 1
        settle(message, MessageState.READY, now=now, code="not_handed_over")
