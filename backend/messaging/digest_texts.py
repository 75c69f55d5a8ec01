"""What a digest says: the day's sessions on the reader's clock, the other side's hour beside each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date
from django.utils.translation import gettext, override

from messaging.near_days import Leaving, start_in_mail, start_in_text
from messaging.templates.filling import SUBJECT_LIMIT, Words, on_a_phone

# A phone shows so many lines; the page shows all.
MOST_ON_A_PHONE = 6
DAY = {"ko": "M월 d일 (E)", "en": "EEE d MMM"}


@dataclass(frozen=True)
class DigestEntry:
    """One thing of a day: when it starts, where its reader and the other side are then (IANA), who or what it is."""

    starts_at: datetime
    zone: str
    other_zone: str
    about: str
    link: str


def digest_words(
    on: date,
    today: Sequence[DigestEntry],
    later: Sequence[DigestEntry],
    *,
    link: str,
    language: str,
    leaving: Leaving,
) -> Words:
    """The digest of `on` with what is `today`, and what lies after it and is reminded of by this alone. It is `leaving`
    on that day or not at all."""
    with override(language):
        day = format_date(on, DAY[language], locale=language)
        count = len(today)
        subject = gettext("%(day)s: %(count)s sessions") % {"day": day, "count": count}
        parts = [
            gettext("You have %(count)s sessions today.") % {"count": count},
            "\n\n".join(_in_mail(one, language, leaving) for one in today),
        ]
        if later:
            parts += [gettext("After today:"), "\n\n".join(_in_mail(one, language, leaving) for one in later)]
        parts += [
            gettext("All your sessions:") + f"\n{link}",
            gettext(
                "Meridian sends this on days with several sessions. Choose the hour in your settings, or none."
            ),
        ]
        return Words(
            subject=subject[:SUBJECT_LIMIT],
            email="\n\n".join(parts) + "\n",
            sms=on_a_phone(_for_phone(subject, [*today, *later], link, language, leaving), language).text,
        )


def _in_mail(entry: DigestEntry, language: str, leaving: Leaving) -> str:
    when = start_in_mail(entry.starts_at, entry.zone, entry.other_zone, language, leaving).both
    return f"{when}\n{_line(entry.about)}\n{entry.link}"


def _for_phone(
    subject: str, entries: Sequence[DigestEntry], link: str, language: str, leaving: Leaving
) -> str:
    shown = entries[:MOST_ON_A_PHONE]
    starts = [start_in_text(one.starts_at, one.zone, one.other_zone, language, leaving).both for one in shown]
    lines = [f"{when} {_line(one.about)[:40]}" for when, one in zip(starts, shown, strict=True)]
    left = len(entries) - len(lines)
    more = [gettext("and %(count)s more") % {"count": left}] if left else []
    return "\n".join(["[Meridian] " + subject, *lines, *more, link])


def _line(text: str) -> str:
    return " ".join(text.split())
