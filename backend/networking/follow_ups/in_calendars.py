"""Follow-ups in the calendars of the two, beside their events."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Person
from agenda.own_clock import zone_of
from agenda.wording import both_clocks
from calendars.publishing import FeedItem
from networking.guests.telling import event_link
from networking.models import Event, FollowUp, FollowUpState, Registration


def follow_up_items(
    person: Person,
    *,
    event: Event | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[FeedItem]:
    """What was agreed, of one event or between two instants; what is off since, as cancelled. One statement.

    Like everything in calendars it holds no address and nobody's own link.
    """
    rows = FollowUp.objects.filter(Q(by__person=person) | Q(about__person=person), was_agreed=True)
    if event is not None:
        rows = rows.filter(event=event)
    if since is not None and until is not None:
        rows = rows.filter(appointment__starts_at__range=(since, until))
    sides = [f"{side}__{what}" for side in ("by", "about") for what in ("person", "startup", "expert")]
    shown = rows.select_related("appointment", "event", *sides).order_by("appointment__starts_at", "pk")
    with translation.override(person.language):
        return [_item(row, person) for row in shown]


def _item(row: FollowUp, person: Person) -> FeedItem:
    is_off = row.state != FollowUpState.AGREED
    other = row.about if row.by.person_id == person.pk else row.by
    starts_at = row.appointment.starts_at
    name = _named(other, person.language)
    summary = _("Cancelled: %(title)s") % {"title": name} if is_off else name
    lines: Sequence[str] = (
        both_clocks(starts_at, zone_of(person, starts_at), zone_of(other.person, starts_at), person.language),
        _("You met at %(event)s. How you meet, you settle between you.")
        % {"event": row.event.title_in(person.language)},
    )
    return FeedItem(
        uid=f"follow-up-{row.pk}@{urlsplit(settings.PUBLIC_URL).hostname or 'meridian'}",
        sequence=row.appointment.version - 1,
        starts_at=starts_at,
        ends_at=row.appointment.ends_at,
        summary=summary,
        description="\n".join(lines),
        location="",
        link=event_link(row.event),
        is_cancelled=is_off,
    )


def _named(guest: Registration, language: str) -> str:
    name = guest.name_in(language)
    return f"{name} ({guest.expert.organisation})" if guest.expert and guest.expert.organisation else name
