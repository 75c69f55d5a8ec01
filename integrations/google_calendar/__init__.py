"""Google Calendar: consent, tokens, events, free/busy. Plain values in and out; no Django.

`consent.Consent` gets and renews access, `client.GoogleCalendar` reads and writes with it. Google's addresses
are arguments (`types.Endpoints`), so a stand-in replaces it by configuration alone.
"""

from integrations.google_calendar.client import GoogleCalendar
from integrations.google_calendar.consent import (
    SCOPES,
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
    QuotaExceeded,
    SyncTokenExpired,
    TemporaryFailure,
    UnknownOutcome,
)
from integrations.google_calendar.types import (
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
)

__all__ = [
    "SCOPES",
    "AlreadyExists",
    "AuthorizationRequest",
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
    "GoogleCalendar",
    "Guest",
    "Interval",
    "NeedsConsent",
    "NotFound",
    "PermanentFailure",
    "PreconditionFailed",
    "QuotaExceeded",
    "SendUpdates",
    "SyncTokenExpired",
    "TemporaryFailure",
    "Tokens",
    "UnknownOutcome",
    "may_read_busy",
    "may_write",
]
