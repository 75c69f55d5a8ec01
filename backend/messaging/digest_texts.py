"""What a digest says: the day's sessions on the reader's clock, the other side's hour beside each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date
from django.utils.translation import gettext, override

from messaging.models import Channel, MessageKind, TemplateAbout
from messaging.near_days import Leaving, start_in_mail, start_in_text
from messaging.templates.filling import (
    BUILT_IN,
    SUBJECT_LIMIT,
    OwnWords,
    Said,
    Template,
    Words,
    in_own_words,
    on_a_phone,
)

# A phone shows so many lines; the page shows all.
MOST_ON_A_PHONE = 6
DAY = {"ko": "M월 d일 (E)", "en": "EEE d MMM"}


@dataclass(frozen=True)
class DigestEntry:
    """One thing of a day: when it starts, where its reader and the other side are then (IANA), who or what it is.
    `programme` is the id of its programme, and `words_as_of` that of the last wording that this has."""

    starts_at: datetime
    zone: str
    other_zone: str
    about: str
    link: str
    programme: int | None = None
    words_as_of: int = 0


def digest_words(
    on: date,
    today: Sequence[DigestEntry],
    later: Sequence[DigestEntry],
    *,
    link: str,
    language: str,
    leaving: Leaving,
    own: OwnWords = BUILT_IN,
) -> Words:
    """The digest of `on` with what is `today`, and what lies after it and is reminded of by this alone, in the words of
    the programme that all of it is of where it has its `own`. It is `leaving` on that day or not at all."""
    with override(language):
        said = digest_said(on, today, later, link=link, language=language, leaving=leaving)
        subject = _subject() % said.values
        parts = [_lead() % said.values, said.values["sessions"], said.values["later"], f"{_ask()}\n{link}"]
        lines = ["[Meridian] " + subject, said.on_phone["sessions"], link]
        built_in = Words(
            subject=subject[:SUBJECT_LIMIT],
            email="\n\n".join(part for part in [*parts, said.footer] if part) + "\n",
            sms=on_a_phone("\n".join(lines), language).text,
        )
        return in_own_words(built_in, own, said) if own else built_in


def digest_template(channel: str) -> Template:
    """The built-in words as a template, in the language that is active."""
    named = {"day": "{day}", "count": "{count}"}
    subject = _subject() % named
    if channel == Channel.SMS:
        return Template("", f"[Meridian] {subject}\n{{sessions}}\n{{link}}")
    parts = [_lead() % named, "{sessions}", "{later}", f"{_ask()}\n{{link}}"]
    return Template(subject, "\n\n".join(parts))


def digest_said(
    on: date,
    today: Sequence[DigestEntry],
    later: Sequence[DigestEntry],
    *,
    link: str,
    language: str,
    leaving: Leaving,
) -> Said:
    """What its placeholders stand for, in the language that is active."""
    after = [gettext("After today:"), *(_in_mail(one, language, leaving) for one in later)] if later else []
    values = {
        "day": format_date(on, DAY[language], locale=language),
        "count": str(len(today)),
        "sessions": "\n\n".join(_in_mail(one, language, leaving) for one in today),
        "later": "\n\n".join(after),
        "link": link,
        "reason": "",
    }
    footer = gettext(
        "Meridian sends this on days with several sessions. Choose the hour in your settings, or none."
    )
    on_phone = {"sessions": _for_phone([*today, *later], language, leaving)}
    return Said(TemplateAbout.DAY, MessageKind.DIGEST, language, footer, values, link, on_phone)


def _subject() -> str:
    return gettext("%(day)s: %(count)s sessions")


def _lead() -> str:
    return gettext("You have %(count)s sessions today.")


def _ask() -> str:
    return gettext("All your sessions:")


def _in_mail(entry: DigestEntry, language: str, leaving: Leaving) -> str:
    when = start_in_mail(entry.starts_at, entry.zone, entry.other_zone, language, leaving).both
    return f"{when}\n{_line(entry.about)}\n{entry.link}"


def _for_phone(entries: Sequence[DigestEntry], language: str, leaving: Leaving) -> str:
    shown = entries[:MOST_ON_A_PHONE]
    starts = [start_in_text(one.starts_at, one.zone, one.other_zone, language, leaving).both for one in shown]
    lines = [f"{when} {_line(one.about)[:40]}" for when, one in zip(starts, shown, strict=True)]
    left = len(entries) - len(lines)
    more = [gettext("and %(count)s more") % {"count": left}] if left else []
    return "\n".join([*lines, *more])


def _line(text: str) -> str:
    return " ".join(text.split())
