"""Where short links lead, and which of them are still open."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Person
from messaging.models import Message, MessageState
from messaging.short_links import FORM, digest_of


def path_behind(code: str, *, now: datetime) -> str | None:
    """The path that a short link leads to; None if it never was one, is past or revoked, or its reader's account is
    closed. One statement."""
    if not FORM.fullmatch(code):
        return None
    found = _open(now).filter(link_digest=digest_of(code), person__is_active=True)
    return found.values_list("link_path", flat=True).first()


def open_links_of(person: Person, *, now: datetime) -> QuerySet[Message]:
    """The messages to a person whose short links still lead somewhere, the last first; not those that never left."""
    return _open(now).filter(person=person).exclude(state=MessageState.DROPPED).order_by("-pk")


def _open(now: datetime) -> QuerySet[Message]:
    return Message.objects.filter(link_until__gt=now, revoked_link=None)
