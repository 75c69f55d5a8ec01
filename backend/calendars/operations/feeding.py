"""How a person makes the secret address of their calendar, replaces it, and takes it back."""

import secrets
from datetime import datetime

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from calendars.models import CalendarFeed
from calendars.rules import digest_of

TOKEN_BYTES = 32  # 256 bits: nobody guesses it


@atomically
def make_feed(*, person: Person, now: datetime) -> str:
    """A new token for the person's feed. One that was there before opens nothing from this moment on.

    The token can be told only now: its digest is all that is kept.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    kept = {"digest": digest_of(token), "made_at": now}
    feed, is_first = CalendarFeed.objects.update_or_create(person=person, defaults=kept)
    action = "calendar_feed.made" if is_first else "calendar_feed.replaced"
    record("calendar_feed", feed.pk, action, by=person, now=now)
    return token


@atomically
def end_feed(*, person: Person, now: datetime) -> None:
    """The address opens nothing from this moment on; where there is none nothing happens."""
    feed = CalendarFeed.objects.select_for_update().filter(person=person).first()
    if feed is not None:
        record("calendar_feed", feed.pk, "calendar_feed.revoked", by=person, now=now)
        feed.delete()
