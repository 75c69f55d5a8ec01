"""How many may leave at this moment: the pace, the cap of an hour, and the cap of a person's day.

Whoever takes turns holds the rows of the paces until the end of the transaction, so two senders never take the same.
All that can be done before is done before, so that they hardly wait for one another (decision 0038).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count

from messaging import rules
from messaging.channels import profiles
from messaging.models import AWAITED, REMINDING, RINGS, Channel, Message

EVERYTHING = "messages"
# Two texts to one person are counted one after the other, whoever sends them.
HELD_DAYS = """
SELECT pg_advisory_xact_lock(hashtextextended('texts of a day to ' || id, 0)) FROM unnest(%s::bigint[]) AS id
"""
HELD_PACES = """
INSERT INTO messaging_pace (name, free_at) SELECT name, %(now)s FROM unnest(%(names)s::text[]) AS name
ON CONFLICT (name) DO UPDATE SET free_at = messaging_pace.free_at RETURNING name, free_at
"""
USE_PACES = """
UPDATE messaging_pace AS pace SET free_at = used.free_at
  FROM unnest(%s::text[], %s::timestamptz[]) AS used (name, free_at) WHERE pace.name = used.name
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

    Part of the caller's transaction, which is to end soon after: other senders wait for it. A fixed number of
    statements.
    """
    if not messages:
        return Allowed([], {})
    texts = [message for message in messages if message.rings]
    otherwise = _over_the_day(texts, now)
    leave = [message for message in messages if message not in otherwise]
    paces = {EVERYTHING: settings.ENV.messages_per_second} | dict(_senders_of(texts).values())
    turns = _held(paces, now)
    leave = leave[: turns[EVERYTHING].left_at(now)]
    if texts:
        leave, too_many = _texts_in_turn(leave, turns, now)
        otherwise |= too_many
    _use(turns, leave, now)
    return Allowed(leave, otherwise)


def _senders_of(messages: Sequence[Message]) -> dict[str, tuple[str, float]]:
    """By channel that rings the name of its sender's pace, and how many a second; always in one order."""
    channels = sorted({message.channel for message in messages if message.rings})
    return {channel: _sender_of(channel) for channel in channels}


def _texts_in_turn(
    messages: Sequence[Message], turns: Mapping[str, rules.Turns], now: datetime
) -> tuple[list[Message], dict[Message, rules.Verdict]]:
    """Those that leave, and what rings and is over the cap of the hour."""
    left_of_hour = _left_of_hour(now)
    texts = [message for message in messages if message.rings]
    within, over = texts[:left_of_hour], texts[left_of_hour:]
    kept: set[Message] = set()
    for channel, (name, _) in _senders_of(within).items():
        leaving = [message for message in within if message.channel == channel]
        kept.update(leaving[: turns[name].left_at(now)])
    with connection.cursor() as cursor:
        cursor.execute(USE_HOUR, [len(kept), rules.hour_of(now)])
    leave = [message for message in messages if not message.rings or message in kept]
    return leave, {message: _over_the_hour(message, now) for message in over}


def _sender_of(channel: str) -> tuple[str, float]:
    """Whose turns a channel takes, and how many a second there are."""
    if channel == Channel.SMS:
        return f"sender {settings.ENV.twilio_sender}"[:64], settings.ENV.texts_per_second
    profile = profiles().get(channel)
    return f"channel {channel}", profile.per_second if profile else settings.ENV.texts_per_second


def _over_the_hour(message: Message, now: datetime) -> rules.Verdict:
    """A reminder goes by e-mail now, and what somebody waits for is of no use later; of a notice the mailbox has its copy
    already, so the text waits."""
    if message.kind in REMINDING or message.kind in AWAITED:
        return rules.Drop("hourly_limit")
    return rules.Wait(rules.hour_of(now) + timedelta(hours=1), "hourly_limit")


def _held(paces: Mapping[str, float], now: datetime) -> dict[str, rules.Turns]:
    """The turns of each pace of so many a second, held in the order of their names here."""
    with connection.cursor() as cursor:
        cursor.execute(HELD_PACES, {"names": list(paces), "now": now})
        return {name: rules.Turns(free_at, paces[name]) for name, free_at in cursor.fetchall()}


def _use(turns: Mapping[str, rules.Turns], leave: Sequence[Message], now: datetime) -> None:
    used = Counter(name for one in leave if one.rings for name, _ in [_sender_of(one.channel)])
    used[EVERYTHING] = len(leave)
    free_at = [one.free_after(used[name], now) for name, one in turns.items()]
    with connection.cursor() as cursor:
        cursor.execute(USE_PACES, [list(turns), free_at])


def _left_of_hour(now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(HELD_HOUR, {"hour": rules.hour_of(now), "most": settings.ENV.texts_per_hour})
        (left,) = cursor.fetchone()
    return int(left)


def _over_the_day(texts: Sequence[Message], now: datetime) -> dict[Message, rules.Verdict]:
    """The texts of people who got as many within the last 24 hours as anybody may."""
    if not texts:
        return {}
    people = sorted({message.person_id for message in texts})
    with connection.cursor() as cursor:
        cursor.execute(HELD_DAYS, [people])
    recent = Message.objects.filter(
        person__in=people,
        claimed_at__gt=now - timedelta(days=1),
    ).filter(RINGS)
    counted = recent.order_by().values("person").annotate(texts=Count("pk"))
    today = Counter({row["person"]: row["texts"] for row in counted})
    over: dict[Message, rules.Verdict] = {}
    for message in texts:
        today[message.person_id] += 1
        if today[message.person_id] > rules.MOST_TEXTS_A_DAY:
            over[message] = rules.Drop("daily_limit")
    return over
