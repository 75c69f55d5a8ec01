"""The leave that a person can give, each as Google names it.

Source: https://developers.google.com/workspace/calendar/api/auth.
"""

PREFIX = "https://www.googleapis.com/auth/"

IDENTITY_SCOPES = ("openid", f"{PREFIX}userinfo.email")
# The least that writes, reads and watches events on the calendars that a person owns.
EVENTS_SCOPE = f"{PREFIX}calendar.events.owned"
FREEBUSY_SCOPE = f"{PREFIX}calendar.freebusy"
LIST_SCOPE = f"{PREFIX}calendar.calendarlist.readonly"
# Make secondary calendars, and do in those whatever there is to do. They cannot be listed with it: only the list
# scope finds one whose id was lost (discovery document, calendarList.list).
APP_CREATED_SCOPE = f"{PREFIX}calendar.app.created"

# The identity, and events and busy time of owned calendars.
SCOPES = (*IDENTITY_SCOPES, EVENTS_SCOPE, FREEBUSY_SCOPE)


def short_name(scope: str) -> str:
    """`calendar.freebusy` of the long address."""
    return scope.removeprefix(PREFIX)
