"""How a person says yes or no at Google, and what is made of the answer."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from calendars import google, tokens
from calendars.models import ConsentAttempt, GoogleConnection, OwnCalendar
from calendars.operations.connecting import ConsentIncomplete, keep_connection
from calendars.operations.hub_connecting import keep_hub_connection
from calendars.operations.hub_organiser import require_google_user
from calendars.queries import connection_of
from calendars.rules import digest_of
from calendars.wishes import EVERYTHING, Wish, WritesTo
from integrations.google_calendar import PermanentFailure, TemporaryFailure
from problems import Problem

ATTEMPT_LASTS = timedelta(minutes=10)
OF_THE_HUB = Wish(reads_busy=False, writes_to=WritesTo.CHOSEN_CALENDAR)


class ConsentUnknown(Problem):
    code = "consent_unknown"
    status = 400
    title = _("This answer from Google was not asked for")
    detail = _(
        "It is too old, was used before, or belongs to somebody else. Connect again from your settings."
    )


class ConsentDenied(Problem):
    code = "consent_denied"
    status = 400
    title = _("Google Calendar is not connected")
    detail = _("You said no at Google. Nothing was changed; you can connect later from your settings.")


class ConsentRefused(Problem):
    code = "consent_refused"
    status = 400
    title = _("Google Calendar is not connected")
    detail = _("Google did not accept the answer. Connect again from your settings.")


class GoogleUnreachable(Problem):
    code = "google_unreachable"
    status = 503
    title = _("Google does not answer")
    detail = _("Nothing was changed. Connect again in a few minutes.")


class WishEmpty(Problem):
    code = "wish_empty"
    status = 400
    title = _("There is nothing to connect for")
    detail = _("Say whether Meridian may see when you are busy, where it may write sessions, or both.")


@transaction.atomic
def start_consent(*, person: Person, wish: Wish = EVERYTHING, now: datetime) -> str:
    """The address at Google where `person` says yes or no; the way back is open for ten minutes, once.

    Google is asked for what the wish takes and no more. Raises WishEmpty.
    """
    if wish.is_empty:
        raise WishEmpty
    known = connection_of(person)
    lost = (
        known is not None
        and OwnCalendar.objects.filter(account=known.account, google_calendar_id="").exists()
    )
    whole = replace(wish, has_lost_calendar=lost and wish.writes_to == WritesTo.OWN_CALENDAR)
    hint = known.google_email if known else person.email
    return _begun(ConsentAttempt(person=person, started_at=now), whole, hint)


@transaction.atomic
def start_hub_consent(*, person: Person, now: datetime) -> str:
    """The same for an account that is to organise for the whole hub, whoever of it is signed in at Google.

    Raises NotRunByTheHub, AccountOfTheServer.
    """
    require_google_user()
    return _begun(ConsentAttempt(person=person, for_hub=True, started_at=now), OF_THE_HUB, None)


def _begun(attempt: ConsentAttempt, wish: Wish, hint: str | None) -> str:
    ConsentAttempt.objects.filter(started_at__lte=attempt.started_at - ATTEMPT_LASTS).delete()
    request = google.consent(wish.scopes).authorization(secrets.token_urlsafe(32), login_hint=hint)
    attempt.state_digest = digest_of(request.state)
    attempt.verifier_encrypted = tokens.encrypt(request.code_verifier)
    attempt.reads_busy, attempt.writes_to = wish.reads_busy, wish.writes_to
    attempt.save()
    return request.url


def finish_consent(*, person: Person, state: str, code: str, now: datetime) -> GoogleConnection:
    """Turn Google's answer into a connection, and let what waited for it flow again.

    Speaks to Google, outside any transaction. What was allowed works; the parts of the wish that were not are
    `MISSING` in its `wish.states`. Raises ConsentUnknown (state or code missing, wrong, old, used or another
    person's), ConsentIncomplete (nothing of use was allowed), ConsentRefused, GoogleUnreachable; then no token is
    kept.
    """
    attempt, verifier = _take_attempt(person, state, now)
    if not code:
        raise ConsentUnknown
    try:
        granted = google.consent(attempt.wish.scopes).exchange(code, verifier)
    except TemporaryFailure as error:
        raise GoogleUnreachable from error
    except PermanentFailure as error:
        raise ConsentRefused from error
    if not granted.email or not attempt.wish.is_of_use(granted.scopes):
        raise ConsentIncomplete
    if attempt.for_hub:
        if not granted.refresh_token:
            raise ConsentIncomplete
        wish, email = attempt.wish, granted.email
        return keep_hub_connection(granted=granted, email=email, wish=wish, by=person, now=now)
    return keep_connection(person=person, granted=granted, email=granted.email, wish=attempt.wish, now=now)


def refuse_consent(*, person: Person, state: str, now: datetime) -> None:
    """The person said no at Google. Uses up the attempt; always raises ConsentDenied or ConsentUnknown."""
    _take_attempt(person, state, now)
    raise ConsentDenied


def _take_attempt(person: Person, state: str, now: datetime) -> tuple[ConsentAttempt, str]:
    """The attempt, which is then used up, and its PKCE verifier. Deleting it decides a race of two answers."""
    with transaction.atomic(durable=True):
        attempts = ConsentAttempt.objects.filter(
            state_digest=digest_of(state), person=person, started_at__gt=now - ATTEMPT_LASTS
        )
        attempt = attempts.select_for_update().first()
        if attempt is None:
            raise ConsentUnknown
        attempt.delete()
    try:
        return attempt, tokens.decrypt(attempt.verifier_encrypted)
    except tokens.UnreadableToken as error:
        raise ConsentUnknown from error
