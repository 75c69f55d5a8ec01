"""How many may leave at this moment: the pace, the cap of an hour, and the cap of a person's day.

Whoever takes turns holds the row of the pace until the end of the transaction, so two senders never take the same.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count

from messaging import rules
from messaging.models import REMINDING, Channel, Message, Pace

EVERYTHING = "messages"
HELD_PACE = """
INSERT INTO messaging_pace (name, free_at) VALUES (%(name)s, %(now)s)
ON CONFLICT (name) DO UPDATE SET free_at = messaging_pace.free_at RETURNING free_at
"""
# A cap that was lowered within the hour leaves none, it takes none back.
HELD_HOUR = """
INSERT INTO messaging_textsofanhour (starts_at, used, most) VALUES (%(hour)s, 0, %(most)s)
ON CONFLICT (starts_at) DO UPDATE SET most = greatest(messaging_textsofanhour.used, excluded.most)
RETURNING most - used
"""
USE_HOUR = "UPDATE messaging_textsofanhour SET used = used + %s WHERE starts_at = %s"


@dataclass
class Allowed:
    """Which of the messages may leave, which get another verdict; the rest waits for its turn as it is."""

    leave: list[Message]
    otherwise: dict[Message, rules.Verdict]


def allow(messages: Sequence[Message], now: datetime) -> Allowed:
    """Take turns for as many of `messages`, the first before the others, as pace and caps allow at `now`.

    Part of the caller's transaction, which is to be short: other senders wait for it. A fixed number of statements.
    """
    if not messages:
        return Allowed([], {})
    everything = _held(EVERYTHING, settings.ENV.messages_per_second, now)
    texts = [message for message in messages if message.channel == Channel.SMS]
    otherwise = _over_the_day(texts, now)
    leave = [message for message in messages if message not in otherwise]
    leave = leave[: everything.left_at(now)]
    if texts:
        leave, too_many = _texts_in_turn(leave, now)
        otherwise |= too_many
    _use(EVERYTHING, everything, len(leave), now)
    return Allowed(leave, otherwise)


def _texts_in_turn(
    messages: Sequence[Message], now: datetime
) -> tuple[list[Message], dict[Message, rules.Verdict]]:
    """Those that leave, and the texts that are over the cap of the hour."""
    name = f"sender {settings.ENV.twilio_sender}"[:64]
    sender, left_of_hour = _held(name, settings.ENV.texts_per_second, now), _left_of_hour(now)
    texts = [message for message in messages if message.channel == Channel.SMS]
    over = texts[left_of_hour:]
    leaving = texts[:left_of_hour][: sender.left_at(now)]
    _use(name, sender, len(leaving), now)
    with connection.cursor() as cursor:
        cursor.execute(USE_HOUR, [len(leaving), rules.hour_of(now)])
    kept = set(leaving)
    leave = [message for message in messages if message.channel != Channel.SMS or message in kept]
    return leave, {message: _over_the_hour(message, now) for message in over}


def _over_the_hour(message: Message, now: datetime) -> rules.Verdict:
    """A reminder goes by e-mail now; of a notice the mailbox has its copy already, so the text waits."""
    if message.kind in REMINDING:
        return rules.Drop("hourly_limit")
    return rules.Wait(rules.hour_of(now) + timedelta(hours=1), "hourly_limit")


def _held(name: str, per_second: float, now: datetime) -> rules.Turns:
    with connection.cursor() as cursor:
        cursor.execute(HELD_PACE, {"name": name, "now": now})
        (free_at,) = cursor.fetchone()
    return rules.Turns(free_at, per_second)


def _use(name: str, turns: rules.Turns, taken: int, now: datetime) -> None:
    Pace.objects.filter(name=name).update(free_at=turns.free_after(taken, now))


def _left_of_hour(now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(HELD_HOUR, {"hour": rules.hour_of(now), "most": settings.ENV.texts_per_hour})
        (left,) = cursor.fetchone()
    return int(left)


def _over_the_day(texts: Sequence[Message], now: datetime) -> dict[Message, rules.Verdict]:
    """The texts of people who got as many within the last 24 hours as anybody may."""
    if not texts:
        return {}
    recent = Message.objects.filter(
        person__in={message.person_id for message in texts},
        channel=Channel.SMS,
        claimed_at__gt=now - timedelta(days=1),
    )
    counted = recent.order_by().values("person").annotate(texts=Count("pk"))
    today = Counter({row["person"]: row["texts"] for row in counted})
    over: dict[Message, rules.Verdict] = {}
    for message in texts:
        today[message.person_id] += 1
        if today[message.person_id] > rules.MOST_TEXTS_A_DAY:
            over[message] = rules.Drop("daily_limit")
    return over
