"""Every message that a programme may word itself, its built-in words as a template, and what it looks like filled in.

All of it follows from `messaging.texts` and `messaging.group_phrases`: a new kind with words of its own is here by
itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext, override

from agenda.wording import local_words
from messaging import group_phrases, short_links
from messaging.answer_texts import Answered, answer_said, answer_template
from messaging.channels.installed import profiles
from messaging.digest_texts import DigestEntry, digest_said, digest_template
from messaging.event_templates import event_said, event_template, meeting_said
from messaging.event_texts import EventLine, EventNews, NextMeeting
from messaging.inbound.rules import OF_NO_SESSION, Back
from messaging.models import Channel, MessageKind, TemplateAbout
from messaging.near_days import Leaving, start_in_mail
from messaging.news_texts import news_said, news_template
from messaging.stop_links import stop_link
from messaging.templates.filling import Key, Said, Template
from messaging.templates.placeholders import OF_EVENT_KIND, ORDER, grammar_of
from messaging.texts import Briefing, footer_of, kinds_of_sessions, phrases_of, question_of, values_of

LANGUAGES = ("ko", "en")
# Of these nobody gets a text: they bring an invitation, are about what is over, or answer who did it themselves.
BY_MAIL_ALONE: dict[TemplateAbout, frozenset[MessageKind]] = {
    TemplateAbout.SESSION: frozenset(
        {
            MessageKind.MAILED,
            MessageKind.HANDED_OVER,
            MessageKind.NO_ROOM,
            MessageKind.MISSED,
            MessageKind.DISPUTED,
            MessageKind.SETTLED,
            MessageKind.MOVE_ASKED,
            MessageKind.DELETED_OWN,
            MessageKind.OFF_OWN,
            MessageKind.UNABLE_TOO,
            MessageKind.LEFT,
        }
    ),
    TemplateAbout.GROUP: frozenset(
        {
            MessageKind.MAILED,
            MessageKind.HANDED_OVER,
            MessageKind.NO_ROOM,
            MessageKind.SEATED,
            MessageKind.LEFT,
        }
    ),
}
SAMPLE_PHONE = "+821000000000"
SAMPLE_ZONES = {"ko": "Asia/Seoul", "en": "America/Los_Angeles"}


@dataclass(frozen=True)
class Sample:
    """Whose message is shown: their zone, and that of the other side (IANA)."""

    zone: str
    other_zone: str


def every_key() -> tuple[Key, ...]:
    """All messages that can be worded, those about sessions first; approved words are those of the channels set up."""
    return _every_key(_channels())


def keys_of_events() -> tuple[Key, ...]:
    """The messages of events, which the hub words for all of them."""
    return tuple(
        Key(TemplateAbout.EVENT, kind, channel, language)
        for kind in OF_EVENT_KIND
        for channel in _channels()
        for language in LANGUAGES
    )


def _channels() -> tuple[str, ...]:
    approved = [name for name, profile in profiles().items() if profile.words == "template"]
    return (Channel.SMS, *approved, Channel.EMAIL)


@cache
def _every_key(channels: tuple[str, ...]) -> tuple[Key, ...]:
    return tuple(_keys(channels))


def _keys(channels: tuple[str, ...]) -> Iterator[Key]:
    kinds = {
        TemplateAbout.SESSION: kinds_of_sessions(),
        TemplateAbout.GROUP: tuple(group_phrases.OF_KIND),
    }
    for about, of_about in kinds.items():
        for kind in of_about:
            for channel in channels:
                if channel != Channel.EMAIL and kind in BY_MAIL_ALONE[about]:
                    continue
                yield from (Key(about, kind, channel, language) for language in LANGUAGES)
    for about, kind in ((TemplateAbout.DAY, MessageKind.DIGEST), (TemplateAbout.NEWS, MessageKind.BROADCAST)):
        for channel in (Channel.SMS, Channel.EMAIL):
            yield from (Key(about, kind, channel, language) for language in LANGUAGES)
    for back in Back:
        yield from (Key(TemplateAbout.ANSWER, back, Channel.SMS, language) for language in LANGUAGES)


def built_in(key: Key) -> Template:
    """The built-in words of a message as a template; nobody has approved any."""
    if key.is_approved:
        return Template("", "")
    with override(key.language):
        if isinstance(key.kind, Back):
            return answer_template(key.kind)
        if key.about == TemplateAbout.DAY:
            return digest_template(key.channel)
        if key.about == TemplateAbout.EVENT:
            return event_template(key.kind, key.channel)
        return news_template(key.channel) if key.about == TemplateAbout.NEWS else _of_a_session(key, key.kind)


def _of_a_session(key: Key, kind: MessageKind) -> Template:
    """In the language that is active."""
    named = {
        "counterpart": "{other_name}",
        "programme": "{programme}",
        "title": "{title}",
        "until": "{until}",
        "when": "{start_both}",
        "reason": "{reason}",
    }
    phrases = phrases_of(kind, _sample_briefing(key, SAMPLE_ZONES[key.language]))
    subject = phrases.subject() % named
    grammar = grammar_of(key.about, kind, key.channel)
    if key.channel == Channel.SMS:
        lines = [f"[Meridian] {subject}", "{start_both}", "{dates_count}", "{reason}", "{link}"]
        return Template("", "\n".join(one for one in lines if _is_known(one, grammar.allowed)))
    paragraphs = [phrases.lead() % named, "{details}", "{dates}", "{remark}", f"{phrases.ask()}\n{{link}}"]
    return Template(subject, "\n\n".join(one for one in paragraphs if _is_known(one, grammar.allowed)))


def _is_known(line: str, allowed: frozenset[str]) -> bool:
    """Whether a line that is one placeholder is one that this message has."""
    return not (line.startswith("{") and line.endswith("}")) or line.strip("{}") in allowed


def sample_said(key: Key, sample: Sample, now: datetime) -> Said:
    """What a template is filled with to be looked at: the session of an invented pair, nine days ahead."""
    starts_at = (now + timedelta(days=9)).replace(hour=0, minute=0, second=0, microsecond=0)
    briefing = _sample_briefing(key, sample.other_zone)
    with override(key.language):
        if key.about == TemplateAbout.DAY:
            return _sample_day(briefing, starts_at, sample, key.language)
        if key.about == TemplateAbout.EVENT and not isinstance(key.kind, Back):
            return _sample_event(key.kind, starts_at, sample, key)
        programme = briefing.programme_ko if key.language == "ko" else briefing.programme_en
        if isinstance(key.kind, Back):
            return _sample_answer(key.kind, briefing, programme, starts_at, sample, key.language)
        if key.about == TemplateAbout.NEWS:
            words = gettext("On Friday at 15:00 there is a demo day in the large hall. Everybody is welcome.")
            return news_said(gettext("Demo day"), words, programme=programme, language=key.language)
        start = start_in_mail(starts_at, sample.zone, sample.other_zone, key.language, None)
        values = values_of(key.kind, briefing, start, key.language)
        values |= _sample_rest(key, starts_at, sample.zone)
        footer = footer_of(key.kind, briefing)
        return Said(key.about, key.kind, key.language, footer, values, sample_link())


def samples(key: Key, sample: Sample, now: datetime, *, is_subject: bool = False) -> list[tuple[str, str]]:
    """The placeholders that a field of the message may use, each filled in, in the order of the editor."""
    said = sample_said(key, sample, now)
    in_text = {"link": said.text_link} if key.channel != Channel.EMAIL else {}
    values = {**said.values, **(said.on_phone if key.channel != Channel.EMAIL else {}), **in_text}
    allowed = grammar_of(key.about, key.kind, key.channel, is_subject=is_subject).allowed
    return [(name, values[name]) for name in ORDER if name in allowed]


def _sample_day(briefing: Briefing, starts_at: datetime, sample: Sample, language: str) -> Said:
    """Two sessions of a day, and one of the day after."""
    today, later = (
        DigestEntry(at, sample.zone, sample.other_zone, briefing.counterpart, briefing.link)
        for at in (starts_at, starts_at + timedelta(days=1))
    )
    leaving = Leaving(starts_at, sample.zone)
    on = starts_at.astimezone(ZoneInfo(sample.zone)).date()
    also = replace(today, starts_at=starts_at + timedelta(hours=2), about=gettext("John Doe"))
    link = f"{settings.PUBLIC_URL}/sessions"
    return digest_said(on, [today, also], [later], link=link, language=language, leaving=leaving)


def _sample_event(kind: MessageKind, starts_at: datetime, sample: Sample, key: Key) -> Said:
    """Three meetings of an evening; why it is called off is told, as a text is to be seen at its longest."""
    language, link = key.language, f"{settings.PUBLIC_URL}/events/evening/agenda"
    stop = {"stop_link": stop_link(key.channel, 10**5, SAMPLE_PHONE) if key.is_approved else ""}
    if kind is MessageKind.MEETING:
        said = NextMeeting(gettext("Networking evening"), "3", gettext("Jane Doe"), link, "", 4)
        start = start_in_mail(starts_at, sample.zone, sample.zone, language, None)
        return meeting_said(said, start, start, text_link=sample_link(), language=language, more=stop)
    count = 1 if kind is MessageKind.BOOKING else 3
    lines = [
        EventLine(starts_at + timedelta(minutes=25 * at), str(at + 1), gettext("Jane Doe"))
        for at in range(count)
    ]
    news = EventNews(
        occasion="event:0",
        version="1",
        title=gettext("Networking evening"),
        zone=sample.zone,
        useful_until=starts_at,
        link=link,
        word=gettext("My flight is late") if kind in (MessageKind.CALLED_OFF, MessageKind.BOOKING) else "",
        phrases=_sample_phrases() if kind is MessageKind.BOOKING else None,
    )
    return event_said(
        kind, news, lines, zone=sample.zone, language=language, text_link=sample_link(), more=stop
    )


def _sample_phrases() -> tuple[str, str, str]:
    """Of a meeting that somebody asks for: what bookings say of one (networking.booking.telling)."""
    return (
        gettext("Somebody would like to meet you at %(name)s"),
        gettext("At %(name)s, another guest asks you for a meeting."),
        gettext("Take it or decline, with one tap:"),
    )


def _sample_answer(
    back: Back, briefing: Briefing, programme: str, starts_at: datetime, sample: Sample, language: str
) -> Said:
    answered = Answered(briefing.counterpart, starts_at, sample.zone, sample.other_zone)
    about = None if back in OF_NO_SESSION else answered
    return answer_said(back, about, programme=programme, link=sample_link(), language=language)


def _sample_briefing(key: Key, other_zone: str) -> Briefing:
    """Nobody's: the names are those that forms are filled in with."""
    with override(key.language):
        return Briefing(
            counterpart=gettext("Jane Doe"),
            programme_ko="글로벌 멘토링",
            programme_en="Global mentoring",
            other_zone=other_zone,
            link=f"{settings.PUBLIC_URL}/sessions/00000000-0000-4000-8000-000000000000",
            goal=gettext("Find the first customers"),
            title=gettext("Selling abroad") if key.about == TemplateAbout.GROUP else "",
            answerable=True,
        )


def asked_by(key: Key) -> str:
    """What an answer by text to this message decides (`two_way`); "" where it asks nothing."""
    if isinstance(key.kind, Back):
        return ""
    return question_of(key.kind, _sample_briefing(key, SAMPLE_ZONES[key.language]))


def sample_link() -> str:
    """As long as a link in a text."""
    return short_links.address_of("x" * short_links.LENGTH)


def _sample_rest(key: Key, starts_at: datetime, zone: str) -> dict[str, str]:
    """What only some messages have: a text is to be seen at its longest."""
    return {
        "reason": gettext("My flight is late"),
        "others": gettext("John Doe"),
        "until": local_words(starts_at - timedelta(days=2), zone, key.language),
        "stop_link": stop_link(key.channel, 10**5, SAMPLE_PHONE) if key.is_approved else "",
    }
