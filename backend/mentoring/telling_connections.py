"""What becomes of a person's connection to Google without them is told by mail: their screens tell only who looks."""

from datetime import datetime

from django.conf import settings

import messaging.operations
from agenda.transactions import atomically
from calendars.models import ConnectionState, GoogleConnection
from messaging.models import MessageKind


@atomically
def tell_of_connection(*, connection_id: int, about: MessageKind, since: datetime, now: datetime) -> bool:
    """Write to the person, once, what happened at `since`; False where it is mended, or they were told. Nobody is
    told of the hub's own account: coordinators see how that stands."""
    rows = GoogleConnection.objects.select_for_update(no_key=True, of=("self",)).select_related("person")
    connection = rows.filter(pk=connection_id).first()
    if connection is None or connection.person is None or not _still_is(connection, about):
        return False
    link = f"{settings.PUBLIC_URL}/settings"
    return messaging.operations.notify_of_account(
        person=connection.person, kind=about, link=link, since=since, now=now
    )


def _still_is(connection: GoogleConnection, about: MessageKind) -> bool:
    if about == MessageKind.LOST_CONSENT:
        return connection.state == ConnectionState.NEEDS_REAUTH
    return connection.can_write and not connection.written_calendar_id
