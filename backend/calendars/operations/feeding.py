"""How a person makes the secret address of their calendar, replaces it, and takes it back."""

import secrets
from datetime import datetime, timedelta

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from calendars.feed_models import SecretFeed
from calendars.models import CalendarFeed
from calendars.rules import digest_of

SECOND = timedelta(seconds=1)
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


def last_changed(*, feed: SecretFeed, fingerprint: str, now: datetime) -> datetime:
    """When the feed began to show what has this `fingerprint`, as far as anybody has read it: a whole second.

    HTTP's dates are no finer, so what changes twice within one is dated a second on each time, which may lie ahead of
    `now`: then it is not to be told yet (RFC 9110, 8.8.2). No statement while nothing changes.
    """
    if feed.shown == fingerprint and feed.changed_at is not None:
        return feed.changed_at
    return _changed(feed, fingerprint, now)


@atomically
def _changed(feed: SecretFeed, fingerprint: str, now: datetime) -> datetime:
    second = now.replace(microsecond=0)
    row = type(feed)._default_manager.select_for_update(of=("self",)).filter(pk=feed.pk).first()  # noqa: SLF001 -- of whichever kind
    if row is None:
        return second  # taken back just now
    if row.shown != fingerprint or row.changed_at is None:
        before = row.changed_at
        row.shown, row.changed_at = fingerprint, max(second, before + SECOND) if before else second
        row.save(update_fields=["shown", "changed_at"])
    return row.changed_at
