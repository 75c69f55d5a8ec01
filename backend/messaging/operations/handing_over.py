"""Claimed messages go to their providers, several side by side, outside any transaction; then that is recorded."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from agenda.transactions import atomically
from messaging import rules
from messaging.channels import Channels
from messaging.models import Message, MessageState
from messaging.operations.claiming import Claim, claim_due
from messaging.operations.outcomes import record_outcomes
from messaging.operations.settling import settle
from messaging.queries import sending_is_stopped

# So many calls at a time: fewer than the connections that a Twilio client keeps open.
SIDE_BY_SIDE = 8


def send_next(*, channels: Channels, now: datetime) -> bool:
    """Hand over the next message that is due; False if there is none."""
    claims = claim_due(now=now, most=1)
    hand_over(claims, channels=channels, now=now)
    return bool(claims)


def hand_over(claims: Sequence[Claim], *, channels: Channels, now: datetime) -> None:
    """Hand claimed messages over, at most SIDE_BY_SIDE of them, and record what became of them.

    What was claimed too long ago is not handed over but given back: another worker is about to look it up. So is
    everything if sending was stopped meanwhile.
    """
    stops = bool(claims) and sending_is_stopped()
    stale = [claim.message for claim in claims if stops or now - _claimed_at(claim) >= rules.FRESH_FOR]
    give_back(messages=stale, now=now)
    claims = [claim for claim in claims if claim.message not in stale]
    if not claims:
        return
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:  # no thread touches the database
        outcomes = list(pool.map(lambda claim: channels.deliver(claim.message, claim.valid_for), claims))
    messages = [claim.message for claim in claims]
    record_outcomes(ended=list(zip(messages, outcomes, strict=True)), now=now)


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
