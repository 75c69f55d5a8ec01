from typing import Any

from rest_framework import serializers

from calendars.models import ConnectionState, GoogleConnection, WarningKind
from calendars.pending import Standing
from mentoring.api.serializers import SessionStartupSerializer

KINDS = ("session", "series", "group", "event")
PAGE = "The path of an event's page; empty for sessions"


class WriterSerializer(serializers.ModelSerializer[GoogleConnection]):
    """Whose calendar it is to be in."""

    person_id = serializers.IntegerField(allow_null=True, help_text="Null: it is the hub's own")
    name = serializers.CharField(source="person.name", allow_null=True)
    email = serializers.EmailField(
        source="person.email", allow_null=True, help_text="The address to write to them"
    )
    state = serializers.ChoiceField(choices=ConnectionState.choices)

    class Meta:
        model = GoogleConnection
        fields = ["person_id", "name", "email", "state"]


class PendingWriteSerializer(serializers.Serializer[Any]):
    """An event that Google does not show as it is wanted; its session, series or group session by `subject_id`. Of an
    event of the hub, its guest is told as the expert."""

    id = serializers.IntegerField(source="event.pk")
    kind = serializers.ChoiceField(source="about.kind", choices=KINDS)
    subject_id = serializers.SerializerMethodField()
    page = serializers.CharField(source="about.page", help_text=PAGE)
    startup = SessionStartupSerializer(source="about.startup", allow_null=True)
    founder_name = serializers.CharField(source="about.founder.name", allow_null=True)
    expert_name = serializers.CharField(source="about.expert.name")
    title_ko = serializers.CharField(source="about.title_ko")
    title_en = serializers.CharField(source="about.title_en")
    starts_at = serializers.DateTimeField(
        source="event.starts_at", help_text="Of a series, of the next date that stands, or of the last"
    )
    ends_at = serializers.DateTimeField(source="event.ends_at")
    expert_time_zone = serializers.CharField()
    founder_time_zone = serializers.CharField(allow_null=True)
    standing = serializers.ChoiceField(source="event.standing", choices=Standing.choices)
    wish = serializers.ChoiceField(choices=["write", "change", "remove"])
    detail = serializers.CharField(
        source="event.last_error", help_text="The stable code of what stands in the way"
    )
    attempts = serializers.IntegerField(source="event.attempts")
    last_tried_at = serializers.DateTimeField(source="event.last_tried_at", allow_null=True)
    next_try_at = serializers.DateTimeField(allow_null=True, help_text="Null: nobody is on the way to it")
    can_be_tried = serializers.BooleanField(help_text="False: its person has to connect again first")
    calendar_of = WriterSerializer(allow_null=True)

    def get_subject_id(self, write: Any) -> str:
        return str(write.event.subject[1])


class WarnedOfSerializer(serializers.Serializer[Any]):
    """The session, series, group session or event that a warning is about."""

    kind = serializers.ChoiceField(choices=KINDS)
    subject_id = serializers.UUIDField()
    page = serializers.CharField(help_text=PAGE)
    startup = SessionStartupSerializer(allow_null=True)
    expert_name = serializers.CharField(source="expert.name")
    title_ko = serializers.CharField()
    title_en = serializers.CharField()


class CalendarWarningSerializer(serializers.Serializer[Any]):
    """Something that nobody asked for and that coordinators are to know, until one of them has seen to it."""

    id = serializers.IntegerField(source="warning.pk")
    kind = serializers.ChoiceField(source="warning.kind", choices=WarningKind.choices)
    raised_at = serializers.DateTimeField(source="warning.raised_at")
    until = serializers.DateTimeField(
        source="warning.connection.paused_until",
        allow_null=True,
        help_text="When Google takes something of this account again, as far as is known",
    )
    name = serializers.CharField(
        source="warning.connection.person.name", allow_null=True, help_text="Whose account; null: the hub's"
    )
    about = WarnedOfSerializer(allow_null=True, help_text="Null: it is about an account")


class SettledSerializer(serializers.Serializer[Any]):
    settled = serializers.BooleanField(help_text="False: somebody else has seen to it before")


class PendingWritesSummarySerializer(serializers.Serializer[Any]):
    """How many of those asked for stand how, and how many of them a try can help."""

    failed = serializers.IntegerField()
    paused = serializers.IntegerField()
    waiting = serializers.IntegerField()
    can_be_tried = serializers.IntegerField()


class RetriedWritesSerializer(serializers.Serializer[Any]):
    retried = serializers.IntegerField(help_text="How many are tried again now")
