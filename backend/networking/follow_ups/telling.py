"""The e-mails about follow-ups, each in its reader's language and on their clock."""

from datetime import datetime

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import messaging.operations
from agenda.own_clock import zone_of
from agenda.wording import local_words
from messaging.programme_texts import Letter
from messaging.texts import Briefing
from networking.after.telling import after_link
from networking.follow_ups.rules import REMINDED_BEFORE
from networking.models import FollowUp, Registration

Words = str | Promise


def tell_asked(row: FollowUp, *, now: datetime) -> None:
    _tell(
        row,
        row.about,
        gettext_lazy("%(other)s proposes a session to you"),
        gettext_lazy("%(other)s, whom you met at %(event)s, would like to talk with you at this time."),
        gettext_lazy("Agree or decline with one tap:"),
        now,
    )


def tell_agreed(row: FollowUp, *, now: datetime) -> None:
    for reader in (row.by, row.about):
        _tell(
            row,
            reader,
            gettext_lazy("Your session with %(other)s is agreed"),
            gettext_lazy(
                "You and %(other)s meet at this time. How, you settle between you: you have each other's contact."
            ),
            gettext_lazy("See it, or call it off:"),
            now,
        )


def remind_both(row: FollowUp, *, now: datetime) -> None:
    """What was agreed is remembered as sessions are: by what each chose, out of their nights."""
    briefings = {
        reader.person: Briefing(
            counterpart=other.name_in(reader.person.language),
            programme_ko=row.event.title_in("ko"),
            programme_en=row.event.title_in("en"),
            other_zone=zone_of(other.person, row.appointment.starts_at),
            link=after_link(reader),
            other=other.person_id,
        )
        for reader, other in ((row.by, row.about), (row.about, row.by))
    }
    messaging.operations.plan_reminders(
        appointment=row.appointment, briefings=briefings, offsets_minutes=REMINDED_BEFORE, now=now
    )


def tell_off(row: FollowUp, *, to: Registration, now: datetime) -> None:
    _tell(
        row,
        to,
        gettext_lazy("Your session with %(other)s will not be"),
        gettext_lazy("%(other)s cannot meet you at this time; it is free again in your agenda."),
        gettext_lazy("Propose another time:"),
        now,
    )


def _tell(
    row: FollowUp, reader: Registration, subject: Words, lead: Words, ask: Words, now: datetime
) -> None:
    language, person = reader.person.language, reader.person
    other = row.about if reader.pk == row.by_id else row.by
    starts_at = row.appointment.starts_at
    with translation.override(language):
        names = {"other": other.name_in(language), "event": row.event.title_in(language)}
        when = local_words(starts_at, zone_of(person, starts_at), language)
        letter = Letter(
            subject=str(subject) % names,
            lead=str(lead) % names,
            ask=str(ask),
            link=after_link(reader),
            rows=(_("When: %(when)s") % {"when": when},),
        )
    messaging.operations.notify_of_programme(person=person, letter=letter, now=now)
