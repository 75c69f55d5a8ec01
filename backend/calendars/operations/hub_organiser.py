"""The account with which the hub itself organises, where the installation says so."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from calendars.models import CalendarEvent, ConnectionState, GoogleConnection, WarningKind, WriteState
from calendars.obstacles import LOST
from calendars.operations.warning import settle_by_itself
from integrations.google_calendar import ServiceAccount
from problems import Problem


def is_run_by_the_hub() -> bool:
    """Whether events live in a calendar of the hub's and people are its guests."""
    return settings.ENV.google_hub_organiser != ""


class NotRunByTheHub(Problem):
    code = "not_run_by_the_hub"
    status = 409
    title = _("The hub does not organise with an account of its own")
    detail = _(
        "People's own calendars organise here. An administrator of the server changes that in its settings."
    )


class AccountOfTheServer(Problem):
    code = "account_of_the_server"
    status = 409
    title = _("The hub organises with a service account")
    detail = _(
        "Its key is named in the server's settings, and an administrator of the server changes it there."
    )


def require_google_user() -> None:
    """An account of Google's users, which an administrator connects, organises here. Raises NotRunByTheHub,
    AccountOfTheServer."""
    if settings.ENV.google_hub_organiser == "service_account":
        raise AccountOfTheServer
    if not is_run_by_the_hub():
        raise NotRunByTheHub


def organiser_of_the_hub(now: datetime) -> GoogleConnection | None:
    """The hub's account, held until the transaction ends; None where nobody has connected one yet.

    A service account is there as soon as the environment names it. Part of the caller's transaction.
    """
    rows = GoogleConnection.objects.select_for_update(no_key=True).filter(is_hub=True)
    account = settings.ENV.google_service_account
    found = rows.first()
    if account is not None and found is None:
        GoogleConnection.objects.bulk_create([_new(account, now)], ignore_conflicts=True)
        found = rows.first()
    elif account is not None and found is not None and found.google_email != account.acts_as:
        _become(found, account, now)
    if found is not None:
        follow_hub_calendar(found)
    return found


def _new(account: ServiceAccount, now: datetime) -> GoogleConnection:
    return GoogleConnection(
        is_hub=True,
        google_email=account.acts_as,
        scopes=list(account.scopes),
        reads_busy=False,
        connected_at=now,
    )


def _become(found: GoogleConnection, account: ServiceAccount, now: datetime) -> None:
    """Another account took over; nothing of the old one's holds for it. What stands in its calendar stays there."""
    standing = CalendarEvent.objects.filter(organiser=found, state=WriteState.WRITTEN)
    standing.update(organiser=None, left_account=found.account)
    found.google_email, found.scopes, found.connected_at = account.acts_as, list(account.scopes), now
    found.access_token_encrypted, found.refresh_token_encrypted = "", ""
    found.access_token_expires_at = None
    make_well(found, now)
    found.calendars.all().delete()


def make_well(connection: GoogleConnection, now: datetime) -> None:
    """Store the connection as one in whose way nothing stands any more. Part of the caller's transaction."""
    connection.state, connection.last_error, connection.leaving_since = ConnectionState.ACTIVE, "", None
    connection.paused_until, connection.pause_reason, connection.refusals = None, "", 0
    connection.save()
    for kind in (WarningKind.NEEDS_CONSENT, WarningKind.QUOTA, WarningKind.CANNOT_INVITE):
        settle_by_itself(kind=kind, connection=connection, now=now)


def follow_hub_calendar(connection: GoogleConnection) -> None:
    """Have the calendar read that the environment names: what staff and guests do to events there is to be noticed.
    What else stands in it is nobody's busy time."""
    name = connection.written_calendar_id
    row = connection.calendars.filter(google_calendar_id=name).first()
    if row is not None and (row.is_written or row.last_error in LOST):
        return
    connection.calendars.update(is_written=False)
    defaults = {"is_read": False, "is_written": True, "access_role": "owner"}
    connection.calendars.update_or_create(google_calendar_id=name, defaults=defaults)
