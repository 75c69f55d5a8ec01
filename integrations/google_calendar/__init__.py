"""Google Calendar: consent, tokens, events, free/busy. Plain values in and out; no Django.

`consent.Consent` gets and renews access, `client.GoogleCalendar` reads and writes with it. Google's addresses
are arguments (`types.Endpoints`), so a stand-in replaces it by configuration alone.
"""

from integrations.google_calendar.account import GoogleAccount
from integrations.google_calendar.client import GoogleCalendar
from integrations.google_calendar.consent import (
    AuthorizationRequest,
    Consent,
    may_read_busy,
    may_write,
)
from integrations.google_calendar.errors import (
    AlreadyExists,
    Forbidden,
    Gone,
    NeedsConsent,
    NotFound,
    PermanentFailure,
    PreconditionFailed,
    PushNotSupported,
    QuotaExceeded,
    SyncTokenExpired,
    TemporaryFailure,
    UnknownOutcome,
)
from integrations.google_calendar.scopes import SCOPES
from integrations.google_calendar.service_account import ServiceAccount
from integrations.google_calendar.transport import Turn
from integrations.google_calendar.types import (
    CalendarEntry,
    ConferenceState,
    Endpoints,
    EventChanges,
    EventDraft,
    EventListing,
    EventRecord,
    FreeBusy,
    Guest,
    Interval,
    SendUpdates,
    Tokens,
    WatchChannel,
)

__all__ = [
    "SCOPES",
    "AlreadyExists",
    "AuthorizationRequest",
    "CalendarEntry",
    "ConferenceState",
    "Consent",
    "Endpoints",
    "EventChanges",
    "EventDraft",
    "EventListing",
    "EventRecord",
    "Forbidden",
    "FreeBusy",
    "Gone",
    "GoogleAccount",
    "GoogleCalendar",
    "Guest",
    "Interval",
    "NeedsConsent",
    "NotFound",
    "PermanentFailure",
    "PreconditionFailed",
    "PushNotSupported",
    "QuotaExceeded",
    "SendUpdates",
    "ServiceAccount",
    "SyncTokenExpired",
    "TemporaryFailure",
    "Tokens",
    "Turn",
    "UnknownOutcome",
    "WatchChannel",
    "may_read_busy",
    "may_write",
]
