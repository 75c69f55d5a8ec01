"""The messages of events as templates, and what is put into those that the hub has worded."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext

from messaging.event_texts import (
    PHRASES,
    TITLE_ON_A_PHONE,
    EventLine,
    EventNews,
    NextMeeting,
    facts_of,
    following_in_mail,
    following_on_phone,
    footer,
    line,
    lines_in_mail,
    lines_on_phone,
    next_phrases,
    phrases_in,
)
from messaging.models import Channel, MessageKind, TemplateAbout
from messaging.near_days import Start
from messaging.stop_links import STOP_LINK
from messaging.templates.filling import Said, Template

# What `in_own_words` asks of every message.
OF_NO_SESSION = {"dates_count": "", "reason": ""}


def event_template(kind: object, channel: str) -> Template:
    """The built-in words as a template, in the language that is active."""
    if kind is MessageKind.MEETING:
        return _meeting_template(channel)
    if kind is MessageKind.BOOKING:
        return _booking_template(channel)
    subject, lead, ask = (phrase() for phrase in PHRASES[MessageKind(str(kind))])
    named, of_meetings = {"event": "{event}"}, kind is not MessageKind.CALLED_OFF
    rest = "{meetings}" if of_meetings else gettext("A word from the hub: %(word)s") % {"word": "{reason}"}
    if channel == Channel.SMS:
        return Template(
            "", f"[Meridian] {subject % named}\n{'{meetings}' if of_meetings else '{reason}'}\n{{link}}"
        )
    return Template(subject % named, f"{lead % named}\n\n{rest}\n\n{ask}\n{{link}}")


def _booking_template(channel: str) -> Template:
    if channel == Channel.SMS:
        return Template("", "[Meridian] {heading}\n{meetings}\n{link}")
    return Template("{heading}", "{news}\n\n{meetings}\n\n“{reason}”\n\n{ask}\n{link}")


def _meeting_template(channel: str) -> Template:
    subject, lead, ask = next_phrases()
    named = {"table": "{table}", "people": "{other_name}", "event": "{event}"}
    if channel == Channel.SMS:
        return Template(
            "", f"[Meridian] {subject % named}\n{{start_both}}\n{{room}}\n{{following}}\n{{link}}"
        )
    rows = {gettext("When"): "{start_both}", gettext("Table"): "{table}", gettext("With"): "{other_name}"}
    details = "\n".join(f"{name}: {value}" for name, value in rows.items())
    video = f"{gettext('Video call')}: {{room}}"
    return Template(
        subject % named, f"{lead % named}\n\n{details}\n{video}\n\n{{following}}\n\n{ask}\n{{link}}"
    )


def event_said(
    kind: MessageKind,
    news: EventNews,
    lines: Sequence[EventLine],
    *,
    zone: str,
    language: str,
    text_link: str,
    more: Mapping[str, str] | None = None,
) -> Said:
    """What the placeholders stand for, in the language that is active."""
    title = line(news.title)
    values = {
        **OF_NO_SESSION,
        "event": title,
        **_of_phrases(kind, news, title),
        "meetings": "\n".join(lines_in_mail(kind, lines, zone, news.zone, language)),
        "reason": line(news.word),
        "link": news.link,
        "stop_link": STOP_LINK,
        **(more or {}),
    }
    on_phone = {
        "event": title[:TITLE_ON_A_PHONE],
        **_of_phrases(kind, news, title[:TITLE_ON_A_PHONE]),
        "meetings": "\n".join(lines_on_phone(lines, zone, news.zone, language)),
    }
    return Said(TemplateAbout.EVENT, kind, language, footer(), values, text_link, on_phone)


def _of_phrases(kind: MessageKind, news: EventNews, title: str) -> dict[str, str]:
    """What became of a meeting differs from one message to the next, so that templates name its sentences."""
    said = phrases_in(kind, news) if news.phrases else ("", "", "")
    return dict(zip(("heading", "news", "ask"), (one % facts_of(title) for one in said), strict=True))


def meeting_said(
    said: NextMeeting,
    in_mail: Start,
    in_text: Start,
    *,
    text_link: str,
    language: str,
    more: Mapping[str, str] | None = None,
) -> Said:
    """The same of the next table."""
    values = {
        **OF_NO_SESSION,
        "event": line(said.event),
        "table": line(said.table),
        "other_name": line(said.people),
        **_start(in_mail),
        "room": said.room,
        "following": following_in_mail(said.following),
        "link": said.link,
        "stop_link": STOP_LINK,
        **(more or {}),
    }
    on_phone = {**_start(in_text), "following": following_on_phone(said.following)}
    return Said(TemplateAbout.EVENT, MessageKind.MEETING, language, footer(), values, text_link, on_phone)


def _start(start: Start) -> dict[str, str]:
    return {"start_both": start.both, "start_here": start.here, "start_there": start.there}
