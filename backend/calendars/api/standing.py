"""How a person's connection to Google stands, as they see it."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from calendars.health import NOT_GRANTED, Health
from calendars.models import ConnectionState
from calendars.stuck import pause_of, stuck_events
from calendars.troubles import Mend, words_of
from calendars.wishes import Part, PartState, WritesTo
from integrations.google_calendar.scopes import short_name

NOT_CONNECTED = "none"
NOTHING: dict[str, Any] = {
    "connected": False,
    "state": NOT_CONNECTED,
    "google_email": None,
    "connected_at": None,
    "wish": None,
    "parts": [],
    "scopes": {"granted": [], "missing": []},
    "healthy": True,
    "last_ok_at": None,
    "last_read_at": None,
    "last_error": None,
    "keeps_titles": False,
    "waiting": 0,
    "failed": 0,
    "troubles": [],
    "paused": None,
    "stuck": [],
}


class GoogleTroubleSerializer(serializers.Serializer[Any]):
    """One thing that is wrong, in words for the person, and what mends it."""

    code = serializers.CharField()
    words = serializers.CharField()
    mend = serializers.ChoiceField(choices=[(one.value, one.value) for one in Mend])
    count = serializers.IntegerField()


class GooglePartSerializer(serializers.Serializer[Any]):
    part = serializers.ChoiceField(choices=[(one.value, one.value) for one in Part])
    state = serializers.ChoiceField(choices=[(one.value, one.value) for one in PartState])
    words = serializers.CharField(help_text="What the missing leave means; empty where none is missing")


class GoogleScopesSerializer(serializers.Serializer[Any]):
    granted = serializers.ListField(child=serializers.CharField())
    missing = serializers.ListField(child=serializers.CharField())


class GrantedWishSerializer(serializers.Serializer[Any]):
    reads_busy = serializers.BooleanField()
    writes_to = serializers.ChoiceField(choices=[(one.value, one.value) for one in WritesTo])


class GooglePauseSerializer(serializers.Serializer[Any]):
    """Google takes nothing of the account for a while."""

    reason = serializers.CharField(help_text="Google's word for it")
    words = serializers.CharField()
    until = serializers.DateTimeField()


class GoogleStuckSerializer(serializers.Serializer[Any]):
    """A session, or a part of an event, that Google does not show as it is wanted, and why."""

    kind = serializers.ChoiceField(choices=["session", "series", "group", "event"])
    subject_id = serializers.CharField()
    page = serializers.CharField(help_text="The path of an event's page; empty for sessions")
    summary = serializers.CharField()
    starts_at = serializers.DateTimeField(
        help_text="Of a series, of the next date that stands, or of the last"
    )
    has_failed = serializers.BooleanField(help_text="Google refused it; otherwise it still waits")
    code = serializers.CharField()
    words = serializers.CharField()


class GoogleConnectionStateSerializer(serializers.Serializer[dict[str, Any]]):
    """Whether the person's Google Calendar is connected, as whom and for what, and how it does."""

    connected = serializers.BooleanField()
    state = serializers.ChoiceField(choices=[NOT_CONNECTED, *ConnectionState.values])
    google_email = serializers.EmailField(allow_null=True)
    connected_at = serializers.DateTimeField(allow_null=True)
    wish = GrantedWishSerializer(allow_null=True)
    parts = GooglePartSerializer(many=True)
    scopes = GoogleScopesSerializer()
    healthy = serializers.BooleanField()
    last_ok_at = serializers.DateTimeField(allow_null=True, help_text="The last write that Google took")
    last_read_at = serializers.DateTimeField(allow_null=True)
    last_error = serializers.CharField(allow_null=True)
    keeps_titles = serializers.BooleanField()
    waiting = serializers.IntegerField()
    failed = serializers.IntegerField()
    troubles = GoogleTroubleSerializer(many=True)
    paused = GooglePauseSerializer(allow_null=True)
    stuck = GoogleStuckSerializer(many=True, help_text="The first five, those that failed before the others")


def shown(health: Health | None, now: datetime) -> dict[str, Any]:
    """What GoogleConnectionStateSerializer shows of it."""
    if health is None:
        return NOTHING
    connection, wish = health.connection, health.connection.wish
    states = wish.states(connection.scopes)
    missing = PartState.MISSING
    return {
        "connected": True,
        "state": connection.state,
        "google_email": connection.google_email,
        "connected_at": connection.connected_at,
        "wish": {"reads_busy": wish.reads_busy, "writes_to": wish.writes_to},
        "parts": [
            {"part": part, "state": state, "words": words_of(NOT_GRANTED[part]) if state == missing else ""}
            for part, state in states.items()
        ],
        "scopes": {
            "granted": [short_name(scope) for scope in connection.scopes],
            "missing": [short_name(scope) for scope in wish.missing(connection.scopes)],
        },
        "healthy": health.is_healthy,
        "last_ok_at": connection.last_ok_at,
        "last_read_at": health.last_read_at,
        "last_error": connection.last_error or None,
        "keeps_titles": connection.keeps_titles,
        "waiting": health.waiting,
        "failed": health.failed,
        "troubles": [
            {"code": one.code, "words": words_of(one.code), "mend": one.mend, "count": one.count}
            for one in health.troubles
        ],
        "paused": pause_of(connection, now),
        "stuck": stuck_events(connection, now),
    }
