"""What guests of an event are told: the meetings they have there, what of them has changed, and which is the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils.functional import Promise
from django.utils.translation import gettext, override

from agenda.wording import both_clocks, near_words, place_name, show_the_same
from messaging.digest_texts import DAY
from messaging.models import MessageKind
from messaging.near_days import Start
from messaging.templates.filling import SUBJECT_LIMIT, Words, near_on_a_phone, on_a_phone

# A phone shows so many meetings, and so much of whom they are with; the page shows all.
MOST_ON_A_PHONE = 3
NAMES_ON_A_PHONE = 40
TITLE_ON_A_PHONE = 40


@dataclass(frozen=True)
class EventLine:
    """One meeting of the reader: when, at which table and with whom. No `table`: they have none then any more.
    `was_at` is the table that they were told before, where that alone has changed."""

    starts_at: datetime
    table: str = ""
    people: str = ""
    was_at: str = ""


Sentence = str | Promise


@dataclass(frozen=True)
class EventNews:
    """What one guest is told of an event, in their language: `lines` are all their meetings ahead, `changes` those that are
    others than before. `occasion` and `version` say which state of what this is (`Message.occasion`); `zone` is the
    event's (IANA), `useful_until` its last hour, and `link` an absolute address. `word` is the hub's own, or of who asks for
    a meeting. `phrases` are what became of a meeting that guests arrange, in place of those of the kind."""

    occasion: str
    version: str
    title: str
    zone: str
    useful_until: datetime
    link: str
    lines: tuple[EventLine, ...] = ()
    changes: tuple[EventLine, ...] = ()
    word: str = ""
    phrases: tuple[Sentence, Sentence, Sentence] | None = None


Phrase = Callable[[], str]
# Subject, first sentence, and what the link is there for, in the language that is active.
PHRASES: dict[MessageKind, tuple[Phrase, Phrase, Phrase]] = {
    MessageKind.AGENDA: (
        lambda: gettext("Whom you meet at %(event)s"),
        lambda: gettext("The meetings of %(event)s are set. These are yours:"),
        lambda: gettext("Your own rounds and tables, on the phone:"),
    ),
    MessageKind.REPLANNED: (
        lambda: gettext("Changed: your meetings at %(event)s"),
        lambda: gettext("Some of your meetings at %(event)s have changed. From now on:"),
        lambda: gettext("See what is next for you:"),
    ),
    MessageKind.CALLED_OFF: (
        lambda: gettext("It will not take place: %(event)s"),
        lambda: gettext("%(event)s will not take place."),
        lambda: gettext("See what else the hub offers:"),
    ),
}


def event_words(
    kind: MessageKind,
    news: EventNews,
    lines: Sequence[EventLine],
    *,
    zone: str,
    language: str,
    text_link: str,
) -> Words:
    """The message of this kind to a reader in `zone` (IANA) who reads `language` ("ko" or "en"), with these `lines`."""
    with override(language):
        subject, lead, ask = phrases_in(kind, news)
        title = line(news.title)
        facts = facts_of(title)
        rows = lines_in_mail(kind, lines, zone, news.zone, language)
        said = "“%(word)s”" if kind is MessageKind.BOOKING else gettext("A word from the hub: %(word)s")
        word = said % {"word": line(news.word)} if news.word else ""
        paragraphs = [lead % facts, "\n".join(rows), word, f"{ask}\n{news.link}", footer()]
        short = facts_of(title[:TITLE_ON_A_PHONE])
        on_phone = [
            f"[Meridian] {subject % short}",
            *lines_on_phone(lines, zone, news.zone, language),
            text_link,
        ]
        return Words(
            subject=(subject % facts)[:SUBJECT_LIMIT],
            email="\n\n".join(one for one in paragraphs if one) + "\n",
            sms=on_a_phone("\n".join(on_phone), language).text,
        )


def phrases_in(kind: MessageKind, news: EventNews) -> tuple[str, str, str]:
    """Subject, first sentence, and what the link is there for, in the language that is active, still without the event."""
    subject, lead, ask = news.phrases or (phrase() for phrase in PHRASES[kind])
    return str(subject), str(lead), str(ask)


def facts_of(title: str) -> dict[str, str]:
    """What the phrases leave open."""
    return {"event": title, "name": title}


def next_phrases() -> tuple[str, str, str]:
    """Subject, first sentence, and what the link is there for, of the next meeting."""
    return (
        gettext("Next: table %(table)s, %(people)s"),
        gettext("Your next meeting at %(event)s begins soon."),
        gettext("Your own rounds and tables, on the phone:"),
    )


def following_in_mail(count: int) -> str:
    """That others come after it without a message; "" where none do."""
    words = gettext("%(count)s more follow it, without a message before each: your page shows which is next.")
    return words % {"count": count} if count else ""


def following_on_phone(count: int) -> str:
    return gettext("and %(count)s more after it") % {"count": count} if count else ""


@dataclass(frozen=True)
class NextMeeting:
    """Where a guest goes next: `link` leads to their agenda, `room` into the room on the net where it has one.
    `following` others come after it without a word of their own."""

    event: str
    table: str
    people: str
    link: str
    room: str
    following: int = 0


def meeting_words(
    said: NextMeeting, *, in_mail: Start, in_text: Start, text_link: str, language: str
) -> Words:
    """Which table is next, in the language that is active; a phone is shown `text_link`."""
    facts = {"table": line(said.table), "people": line(said.people), "event": line(said.event)}
    subject, lead, ask_for = next_phrases()
    rows = {
        gettext("When"): in_mail.both,
        gettext("Table"): facts["table"],
        gettext("With"): facts["people"],
        gettext("Video call"): said.room,
    }
    details = "\n".join(f"{name}: {value}" for name, value in rows.items() if value)
    ask = f"{ask_for}\n{said.link}"
    then = following_in_mail(said.following)
    short = {**facts, "people": facts["people"][:NAMES_ON_A_PHONE]}
    after = [following_on_phone(said.following), text_link] if said.following else []
    ways = [said.room, *after] if said.room else [*after[:1], text_link]
    lines = [f"[Meridian] {subject % short}", in_text.both, *ways]
    return Words(
        subject=(subject % facts)[:SUBJECT_LIMIT],
        email="\n\n".join(one for one in (lead % facts, details, then, ask, footer()) if one) + "\n",
        sms=on_a_phone("\n".join(lines), language).text,
        mail_day=in_mail.near,
        text_day=near_on_a_phone(in_text.near, language),
    )


def lines_in_mail(
    kind: MessageKind, lines: Sequence[EventLine], zone: str, event_zone: str, language: str
) -> list[str]:
    rows = [
        f"{both_clocks(one.starts_at, zone, event_zone, language)}: {_what(one, one.people)}" for one in lines
    ]
    none = [] if lines or kind is MessageKind.CALLED_OFF else [gettext("No meeting is planned for you.")]
    return [*rows, *none]


def lines_on_phone(lines: Sequence[EventLine], zone: str, event_zone: str, language: str) -> list[str]:
    """A heading for each day; where two clocks differ every line says both of them."""
    shown, days = lines[:MOST_ON_A_PHONE], set()
    rows = []
    for one in shown:
        local = one.starts_at.astimezone(ZoneInfo(zone))
        is_here = show_the_same(one.starts_at, zone, event_zone)
        if local.date() not in days:
            days.add(local.date())
            place = [place_name(zone, language)] if is_here else []
            rows.append(", ".join([format_date(local, DAY[language], locale=language), *place]))
        hour = f"{local:%H:%M}"
        if not is_here:
            hour = " · ".join(near_words(one.starts_at, clock, language) for clock in (zone, event_zone))
        rows.append(f"{hour} {_what(one, one.people[:NAMES_ON_A_PHONE])}")
    left = len(lines) - len(shown)
    return rows + ([gettext("and %(count)s more") % {"count": left}] if left else [])


def _what(one: EventLine, people: str) -> str:
    facts = {"table": line(one.table), "people": line(people), "before": line(one.was_at)}
    if not one.table:
        return gettext("no meeting any more")
    if one.was_at:
        return gettext("now table %(table)s (before: %(before)s), %(people)s") % facts
    return gettext("table %(table)s, %(people)s") % facts


def footer() -> str:
    return gettext("Meridian sends this because you take part in the event.")


def line(text: str) -> str:
    return " ".join(text.split())
