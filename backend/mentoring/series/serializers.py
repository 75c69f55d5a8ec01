from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agenda.recurrence import MOST_OCCURRENCES, rrule_text
from directory.models import Expert
from mentoring.api.serializers import (
    FreeStartSerializer,
    SessionExpertSerializer,
    SessionFounderSerializer,
    SessionProgrammeSerializer,
    SessionStartupSerializer,
)
from mentoring.models import Anchor, Programme, Series, SeriesState, Session, SessionState
from mentoring.refusals import spans_of
from mentoring.series.queries import PlannedDate, Wanted

WALL = "%Y-%m-%dT%H:%M"


class SeriesTimeField(serializers.TimeField):
    """An hour on a wall clock, "HH:MM"."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%H:%M", input_formats=["%H:%M"], **options)


class SeriesRuleSerializer(serializers.Serializer[Any]):
    """How often and for how long; exactly one of `count` and `until_on`."""

    frequency = serializers.ChoiceField(choices=["weekly", "monthly"])
    every = serializers.IntegerField(default=1, help_text="In every so manieth week or month")
    weekdays = serializers.ListField(
        child=serializers.IntegerField(), default=list, max_length=7, help_text="Weekly; Monday is 0"
    )
    position = serializers.IntegerField(
        allow_null=True, default=None, help_text="Monthly: which such weekday, 1 to 5, or -1 for the last"
    )
    count = serializers.IntegerField(allow_null=True, default=None)
    until_on = serializers.DateField(allow_null=True, default=None, help_text="The last day, included")


class SeriesPlanSerializer(serializers.Serializer[Any]):
    programme = serializers.SlugRelatedField(slug_field="slug", queryset=Programme.objects.all())
    expert = serializers.PrimaryKeyRelatedField(queryset=Expert.objects.select_related("person"))
    anchor = serializers.ChoiceField(choices=Anchor.choices, help_text="Whose clock stays fixed")
    starts_on = serializers.DateField(help_text="The first date on the clock of the anchor")
    starts_time = SeriesTimeField(help_text="The hour on the clock of the anchor, HH:MM")
    rule = SeriesRuleSerializer()


class ChosenDateSerializer(serializers.Serializer[Any]):
    on = serializers.DateField(help_text="A date of the preview")
    starts_at = serializers.DateTimeField(
        allow_null=True, default=None, help_text="Another start, such as one of the alternatives"
    )


class SeriesRequestSerializer(SeriesPlanSerializer):
    goal = serializers.CharField(max_length=300)
    questions = serializers.CharField(max_length=4000, allow_blank=True, default="")
    deck_url = serializers.URLField(allow_blank=True, default="")
    chosen = ChosenDateSerializer(
        many=True, allow_null=True, default=None, help_text="Those wanted; all of them if it is missing"
    )


def chosen_dates(data: dict[str, Any]) -> dict[date, datetime | None] | None:
    """The dates chosen with their other starts; None for all."""
    rows = data["chosen"]
    return None if rows is None else {row["on"]: row["starts_at"] for row in rows}


class SeriesPreviewDateSerializer(serializers.Serializer[Any]):
    on = serializers.DateField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    expert_local = serializers.CharField(help_text="What the expert's clock shows: 2026-11-24T16:00")
    founder_local = serializers.CharField()
    clash = serializers.CharField(
        allow_null=True, help_text="Why it cannot be had: the code of a refused start"
    )
    alternatives = FreeStartSerializer(many=True)
    shifts_for = serializers.ListField(
        child=serializers.ChoiceField(choices=["expert", "founder"]),
        help_text="Whose clock shows another hour than the date before",
    )


class SeriesPreviewSerializer(serializers.Serializer[Any]):
    """Made of {"wanted": Wanted, "dates": [PlannedDate]}."""

    anchor_zone = serializers.SerializerMethodField()
    expert_time_zone = serializers.SerializerMethodField()
    founder_time_zone = serializers.SerializerMethodField()
    session_minutes = serializers.SerializerMethodField()
    rrule = serializers.SerializerMethodField(help_text="RFC 5545: DTSTART and RRULE")
    dates = serializers.SerializerMethodField()

    def get_anchor_zone(self, plan: dict[str, Any]) -> str:
        return str(plan["wanted"].start.time_zone)

    def get_expert_time_zone(self, plan: dict[str, Any]) -> str:
        return str(plan["wanted"].expert.person.time_zone)

    def get_founder_time_zone(self, plan: dict[str, Any]) -> str:
        return str(plan["wanted"].founder.time_zone)

    def get_session_minutes(self, plan: dict[str, Any]) -> int:
        return int(plan["wanted"].programme.session_minutes)

    def get_rrule(self, plan: dict[str, Any]) -> str:
        return rrule_text(plan["wanted"].rule, plan["wanted"].start)

    @extend_schema_field(SeriesPreviewDateSerializer(many=True))
    def get_dates(self, plan: dict[str, Any]) -> Any:
        rows = [_row(plan["wanted"], planned) for planned in plan["dates"]]
        return SeriesPreviewDateSerializer(rows, many=True).data


def _row(wanted: Wanted, planned: PlannedDate) -> dict[str, Any]:
    return {
        "on": planned.on,
        "starts_at": planned.starts_at,
        "ends_at": planned.ends_at,
        "expert_local": shown(planned.starts_at, wanted.expert.person.time_zone),
        "founder_local": shown(planned.starts_at, wanted.founder.time_zone),
        "clash": planned.clash,
        "alternatives": spans_of(planned.alternatives, wanted.programme.session_minutes),
        "shifts_for": planned.shifts_for,
    }


def shown(instant: datetime, zone: str) -> str:
    """What a clock shows, to the minute."""
    return instant.astimezone(ZoneInfo(zone)).strftime(WALL)


class OccurrenceSerializer(serializers.Serializer[Any]):
    """Made of a session of the series, and the sides for whom its hour shifts."""

    session = serializers.UUIDField()
    on = serializers.DateField(help_text="The date that the rule named")
    state = serializers.ChoiceField(choices=SessionState.choices)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    version = serializers.IntegerField()
    is_moved = serializers.BooleanField(help_text="By hand: it does not follow the rule any more")
    expert_local = serializers.CharField()
    founder_local = serializers.CharField()
    shifts_for = serializers.ListField(child=serializers.ChoiceField(choices=["expert", "founder"]))


def occurrence_row(session: Session, shifts_for: tuple[str, ...]) -> dict[str, Any]:
    appointment = session.appointment
    return {
        "session": session.pk,
        "on": session.occurrence_on,
        "state": session.state,
        "starts_at": appointment.starts_at,
        "ends_at": appointment.ends_at,
        "version": appointment.version,
        "is_moved": appointment.starts_at != session.occurrence_at,
        "expert_local": shown(appointment.starts_at, session.expert.person.time_zone),
        "founder_local": shown(appointment.starts_at, session.founder.time_zone),
        "shifts_for": shifts_for,
    }


class SeriesRowSerializer(serializers.ModelSerializer[Series]):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=SeriesState.choices)
    anchor = serializers.ChoiceField(choices=Anchor.choices)
    programme = SessionProgrammeSerializer()
    expert = SessionExpertSerializer()
    startup = SessionStartupSerializer()
    founder = SessionFounderSerializer()
    starts_time = SeriesTimeField()
    rule = SeriesRuleSerializer()

    class Meta:
        model = Series
        fields = [
            "id",
            "state",
            "version",
            "programme",
            "expert",
            "startup",
            "founder",
            "goal",
            "anchor",
            "anchor_zone",
            "starts_on",
            "starts_time",
            "rule",
            "hold_expires_at",
        ]


class SeriesDetailSerializer(SeriesRowSerializer):
    """One series with its dates. The context holds `sessions` (each with its shift marks) and `may`."""

    rrule = serializers.SerializerMethodField()
    follows = serializers.UUIDField(source="follows_id", allow_null=True)
    followed_by = serializers.SerializerMethodField()
    occurrences = serializers.SerializerMethodField()
    may = serializers.SerializerMethodField()

    class Meta(SeriesRowSerializer.Meta):
        fields = [
            *SeriesRowSerializer.Meta.fields,
            "questions",
            "deck_url",
            "rrule",
            "follows",
            "followed_by",
            "occurrences",
            "may",
        ]

    def get_rrule(self, series: Series) -> str:
        return rrule_text(series.rule, series.start)

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_followed_by(self, series: Series) -> str | None:
        following = getattr(series, "followed_by", None)
        return str(following.pk) if following else None

    @extend_schema_field(OccurrenceSerializer(many=True))
    def get_occurrences(self, _series: Series) -> Any:
        rows = [occurrence_row(session, shifts_for) for session, shifts_for in self.context["sessions"]]
        return OccurrenceSerializer(rows, many=True).data

    def get_may(self, _series: Series) -> list[str]:
        deeds: list[str] = self.context["may"]
        return deeds


class SeriesAnswerSerializer(serializers.Serializer[Any]):
    word = serializers.CharField(max_length=500, allow_blank=True, default="")


class SeriesSkipSerializer(serializers.Serializer[Any]):
    on = serializers.DateField(help_text="The date that the rule named")
    reason = serializers.CharField(max_length=500)


class SeriesMoveSerializer(serializers.Serializer[Any]):
    which = serializers.ChoiceField(choices=["this", "following"])
    on = serializers.DateField(help_text="The date that the rule named")
    starts_at = serializers.DateTimeField(required=False, help_text="this: the other start")
    starts_on = serializers.DateField(
        required=False, help_text="following: the new first date on the anchor's clock"
    )
    starts_time = SeriesTimeField(required=False, help_text="following: the new hour on the anchor's clock")
    version = serializers.IntegerField(
        min_value=1, required=False, help_text="following: of the series as seen"
    )
    reason = serializers.CharField(max_length=500)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        needed = ["starts_at"] if attrs["which"] == "this" else ["starts_on", "starts_time", "version"]
        missing = {name: _("This is needed to move the date.") for name in needed if name not in attrs}
        if missing:
            raise serializers.ValidationError(missing, code="required")
        return attrs


class SeriesEndSerializer(serializers.Serializer[Any]):
    from_on = serializers.DateField(
        allow_null=True,
        default=None,
        help_text="The first date of the rule that falls away; null is all ahead",
    )
    reason = serializers.CharField(max_length=500)
    version = serializers.IntegerField(min_value=1)


class SeriesExtendSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField(min_value=1, max_value=MOST_OCCURRENCES)
    version = serializers.IntegerField(min_value=1)
    chosen = ChosenDateSerializer(many=True, allow_null=True, default=None)
