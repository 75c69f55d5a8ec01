"""Guests of an event are told what stands there for them: once for each state of it, by e-mail and by what rings."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils.translation import override

from accounts.models import Person
from agenda.own_clock import know_journeys, zone_of
from agenda.transactions import part_of_a_deed
from messaging import rules
from messaging.event_templates import event_said
from messaging.event_texts import EventNews, event_words
from messaging.kinds import group_of
from messaging.models import OF_EVENTS, Channel, Message, MessageKind, MessageState
from messaging.operations.noticing import kept_from_them, ringing
from messaging.operations.planning import quiet_hours_of
from messaging.operations.settling import BY_TEXT, drop_each
from messaging.operations.writing import is_worded
from messaging.quiet_hours import notice_at
from messaging.reaching import KEPT_FROM_WHO_WANTS_TEXTS, Reached, reached_by
from messaging.short_links import ShortLink, short_link
from messaging.templates.filling import OwnWords, Words, in_own_words
from messaging.templates.queries import words_of_events
from messaging.waking import wake_up
from storing import insert_new

SUPERSEDED = "superseded"
# Of a text that a carrier took often nothing more is heard.
ARRIVED = {MessageState.SENT, MessageState.DELIVERED}
IN_HAND = {MessageState.SENDING, MessageState.UNKNOWN}


@part_of_a_deed
def notify_of_event(*, kind: MessageKind, news: Mapping[Person, EventNews], now: datetime) -> None:
    """Tell each of these people their part of an event, once for each of its versions however often this is called.

    At night what rings waits for the end of the quiet hours, and leaves never once it is of no use. What has not left
    yet of the same event is dropped. Whoever is not known to have been told what stood before is told all of their
    meetings in place of the changes. The number of statements does not depend on how many people there are.
    """
    if not news:
        return
    know_journeys(news)
    uninformed = _drop_earlier(news, now) | _not_known_to_be_told(news)
    wishes = {person.pk: person.reach_of(group_of(kind)) for person in news}
    reached = reached_by(list(news), {rules.ringing(wish) for wish in wishes.values()})
    wording = _Wording(kind, words_of_events(), uninformed, now)
    rows = [
        row
        for person, said in news.items()
        for row in _messages(wording, person, said, wishes[person.pk], reached)
    ]
    insert_new(rows)
    wake_up()


@part_of_a_deed
def drop_news(
    *, occasion: str, people: Collection[Person] | None = None, because: str, now: datetime
) -> None:
    """Drop what has not left of an occasion, of all people or of these, for a stable word."""
    drop_each(dict.fromkeys(_unsent({occasion}, people), because), now=now)


def may_have_heard(*, occasion: str, person: Person) -> bool:
    """Whether anything of an occasion has left for that person, as far as is known."""
    told = Message.objects.filter(occasion=occasion, kind__in=OF_EVENTS, person=person)
    return told.filter(state__in=ARRIVED | IN_HAND).exists()


def _drop_earlier(news: Mapping[Person, EventNews], now: datetime) -> set[int]:
    """The ids of those who have not been told all of what stood before."""
    occasions = {said.occasion for said in news.values()}
    versions = {(person.pk, said.occasion): said.version for person, said in news.items()}
    earlier = [
        one
        for one in _unsent(occasions, list(news))
        if versions.get((one.person_id, one.occasion), one.occasion_version) != one.occasion_version
    ]
    drop_each(dict.fromkeys(earlier, SUPERSEDED), now=now)
    return {one.person_id for one in earlier}


def _not_known_to_be_told(news: Mapping[Person, EventNews]) -> set[int]:
    """The ids of those whom the last news of the same event may not have reached: they failed, or are in hand."""
    rows = Message.objects.filter(
        occasion__in={said.occasion for said in news.values()}, kind__in=OF_EVENTS, person__in=list(news)
    )
    last: dict[int, tuple[datetime, set[str]]] = {}
    for person, at, state in rows.order_by("pk").values_list("person_id", "created_at", "state"):
        told_at, states = last.get(person, (at, set()))
        last[person] = at, {state} | (states if told_at == at else set())
    return {person for person, (_, states) in last.items() if not states & ARRIVED or states & IN_HAND}


def _unsent(occasions: Collection[str], people: Collection[Person] | None) -> list[Message]:
    rows = Message.objects.filter(
        occasion__in=occasions, kind__in=OF_EVENTS, state=MessageState.READY
    ).select_for_update(of=("self",))
    if people is not None:
        rows = rows.filter(person__in=people)
    return list(rows.select_related("person").order_by("pk"))


@dataclass(frozen=True)
class _Wording:
    """What is told, the hub's own words for it, and who is told everything in place of the changes."""

    kind: MessageKind
    own: OwnWords
    uninformed: Collection[int]
    now: datetime

    def words(self, person: Person, said: EventNews, link: ShortLink) -> Words:
        is_whole = person.pk in self.uninformed or self.kind is MessageKind.AGENDA
        lines = said.lines if is_whole else said.changes
        zone, language = zone_of(person, said.useful_until), person.language
        words = event_words(self.kind, said, lines, zone=zone, language=language, text_link=link.address)
        if not self.own:
            return words
        with override(language):
            filled_in = event_said(
                self.kind, said, lines, zone=zone, language=language, text_link=link.address
            )
            return in_own_words(words, self.own, filled_in)


def _messages(
    wording: _Wording, person: Person, said: EventNews, wish: str, reached: Reached
) -> list[Message]:
    """One by e-mail, and one on each channel that rings for the person; those that are not to leave are held."""
    kind, now = wording.kind, wording.now
    link = short_link(said.link, said.useful_until, now)
    words = wording.words(person, said, link)
    worded = [channel for channel in words.approved if is_worded(channel, words)]
    notice = partial(
        Message,
        person=person,
        kind=kind,
        occasion=said.occasion,
        occasion_version=said.version,
        starts_at=said.useful_until,
        language=person.language,
        created_at=now,
    )
    why_not = reached.why(Channel.SMS, person)
    line = [one for one in reached.line(person, wish, worded=worded) if one != Channel.SMS or not why_not]
    ring_at = notice_at(said.useful_until, quiet_hours_of(person), now)
    chosen = rules.ways(wish, texts=bool(line and ring_at), mails=person.email_allowed, has_to_come=True)
    held = {} if chosen.mail else {"state": MessageState.DROPPED, "error_code": BY_TEXT}
    mail = notice(channel=Channel.EMAIL, subject=words.subject, body=words.email, not_before=now, **held)
    if chosen.text and ring_at:
        return [mail, *ringing(notice, line, words, link, "", ring_at)]
    if why_not in KEPT_FROM_WHO_WANTS_TEXTS and rules.ringing(wish):
        return [mail, kept_from_them(notice, words, why_not, now)]
    return [mail]
