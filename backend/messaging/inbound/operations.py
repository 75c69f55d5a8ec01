"""A text that somebody sent us is taken down once, and STOP and START are obeyed at once."""

from datetime import datetime, timedelta

from django.db import connection

import queueing
from accounts.models import Person
from agenda.models import Appointment
from agenda.transactions import atomically, part_of_a_deed
from messaging.inbound.rules import Reading, asks_for_help, reading_of
from messaging.models import AT_ONCE, Channel, InboundText, Message, MessageKind
from messaging.operations.opting_out import take_reply
from messaging.queries import last_texted
from messaging.reaching import reached_by
from messaging.short_links import short_link
from messaging.two_way import masked
from messaging.waking import wake_up

ANSWER_TEXTS = "mentoring.answer_texts"  # the job that knows what the texts of a person are about
UNKNOWN = "unknown"
LONGEST_BODY = 1600
# Two machines that answer each other would never end; a person has read enough by then.
MOST_ANSWERS, ANSWERS_PERIOD = 5, timedelta(hours=1)

TAKEN_DOWN = """
INSERT INTO messaging_inboundtext (sid, channel, person_id, masked, body, received_at, handled_at, outcome)
VALUES (%(sid)s, %(channel)s, %(person)s, %(masked)s, %(body)s, %(now)s, %(handled_at)s, %(outcome)s)
ON CONFLICT (sid) DO NOTHING RETURNING id
"""


@atomically
def take_text(
    *, sid: str, phone: str, body: str, keyword: str = "", channel: str = Channel.SMS, now: datetime
) -> str:
    """Take down a text from `phone` (E.164) that came on a channel; what was made of it by now, "" where it waits for its answer.

    Nothing is done about one that Twilio tells again. Of a sender whom we do not know nothing is kept but that there
    was one. STOP goes before all else; HELP is answered by Twilio. START, and YES, which is the same to Twilio, are that where texts were
    stopped; else YES is a yes.
    """
    owner = _whose(phone)
    if not _is_new(sid, channel, phone, body, owner, now):
        return "again"
    word, started = take_reply(phone=phone, text=body, keyword=keyword, channel=channel, now=now)
    if owner is None:
        return UNKNOWN
    is_done = word == "stop" or started or (word == "start" and reading_of(body) != Reading.YES)
    outcome = "help" if asks_for_help(body, keyword) else word if is_done else ""
    if outcome:
        InboundText.objects.filter(sid=sid).update(outcome=outcome, handled_at=now)
        return outcome
    queueing.defer(ANSWER_TEXTS, queue="sessions", person_id=owner.pk)
    return ""


def _whose(phone: str) -> Person | None:
    """The person whose number it is. Where two share a phone, whom the last text to it was for."""
    people = list(Person.objects.filter(phone=phone, phone_verified_at__isnull=False, is_active=True))
    if len(people) < 2:
        return people[0] if people else None
    return last_texted(people)


def _is_new(sid: str, channel: str, phone: str, body: str, owner: Person | None, now: datetime) -> bool:
    row = {
        "sid": sid,
        "channel": channel,
        "person": owner.pk if owner else None,
        "masked": masked(phone),
        "body": body.replace("\x00", "")[:LONGEST_BODY] if owner else "",
        "now": now,
        "handled_at": None if owner else now,
        "outcome": "" if owner else UNKNOWN,
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKEN_DOWN, row)
        return cursor.fetchone() is not None


def hold_texts_of(person_id: int) -> None:
    """Have the texts of a person dealt with one after the other; until the end of the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 2))", [str(person_id)])


def handled(text: InboundText, outcome: str, *, now: datetime) -> None:
    """Take down what was made of a text. In the caller's transaction."""
    text.outcome, text.handled_at = outcome, now
    text.save(update_fields=["outcome", "handled_at"])


@part_of_a_deed
def answer(
    *,
    person: Person,
    appointment: Appointment | None,
    words: str,
    link: str,
    channel: str = Channel.SMS,
    now: datetime,
) -> bool:
    """Answer somebody who has just written, on the channel on which they did, at night, too: they are awake. The `link` in the words is made short.
    False where they get no texts, or got as many answers within the hour as anybody does."""
    recent = Message.objects.filter(
        person=person, kind=MessageKind.ANSWER, created_at__gt=now - ANSWERS_PERIOD
    )
    if reached_by([person], [channel]).why(channel, person) or recent.count() >= MOST_ANSWERS:
        return False
    short = short_link(link, appointment.starts_at if appointment else None, now)
    Message.objects.create(
        person=person,
        appointment=appointment,
        version=appointment.version if appointment else None,
        starts_at=AT_ONCE,
        kind=MessageKind.ANSWER,
        channel=channel,
        language=person.language,
        body=words.replace(link, short.address),
        not_before=now,
        created_at=now,
        **short.stored(),
    )
    wake_up()
    return True


def open_texts(person_id: int) -> list[InboundText]:
    """Those of a person that nobody has dealt with, in the order in which they came."""
    return list(InboundText.objects.filter(person_id=person_id, handled_at=None).order_by("pk"))
