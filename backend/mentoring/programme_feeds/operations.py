"""How a person makes the secret address of a programme's calendar, replaces it, and takes it back."""

import secrets
from datetime import datetime

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from calendars.operations.feeding import TOKEN_BYTES
from calendars.rules import digest_of
from mentoring.models import Programme, ProgrammeFeed


@atomically
def make_programme_feed(*, person: Person, programme: Programme, now: datetime) -> str:
    """A new token for the person's feed of the programme. One that was there before opens nothing from now on.

    The token can be told only now: its digest is all that is kept.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    kept = {"digest": digest_of(token), "made_at": now}
    feed, is_first = ProgrammeFeed.objects.update_or_create(person=person, programme=programme, defaults=kept)
    action = "programme_feed.made" if is_first else "programme_feed.replaced"
    record("programme_feed", feed.pk, action, by=person, now=now, programme=programme.slug)
    return token


@atomically
def end_programme_feed(*, person: Person, slug: str, now: datetime) -> None:
    """The address opens nothing from this moment on; where there is none nothing happens."""
    feeds = ProgrammeFeed.objects.select_for_update().filter(person=person, programme__slug=slug)
    if (feed := feeds.first()) is not None:
        record("programme_feed", feed.pk, "programme_feed.revoked", by=person, now=now, programme=slug)
        feed.delete()
