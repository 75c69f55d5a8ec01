from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import Person
from agenda.own_clock import zone_of
from agenda.recurrence import rrule_text
from mentoring.api.serializers import (
    IN_GOOGLE,
    FreeStartSerializer,
    SessionExpertSerializer,
    SessionFounderSerializer,
    SessionProgrammeSerializer,
    SessionStartupSerializer,
)
from mentoring.models import Anchor, Series, SeriesState, Session, SessionState
from mentoring.refusals import instant, spans_of
from mentoring.series.api.bodies import SeriesRuleSerializer, SeriesTimeField
from mentoring.series.planning import PlannedDate
from mentoring.series.queries import Wanted, session_marks

WALL = "%Y-%m-%dT%H:%M"


class SpentQuotaSerializer(serializers.Serializer[Any]):
    per = serializers.ChoiceField(choices=["month", "cycle"], source="allowance.per")
    period = serializers.CharField(allow_null=True, help_text="2026-11, or the two dates of the cycle")
    limit = serializers.IntegerField(source="allowance.limit")
    used = serializers.IntegerField(help_text="What is booked, without this series")


class SeriesPreviewDateSerializer(serializers.Serializer[Any]):
    on = serializers.DateField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    expert_local = serializers.CharField(help_text="What the expert's clock shows: 2026-11-24T16:00")
    founder_local = serializers.CharField()
    expert_time_zone = serializers.CharField(
        help_text="On whose clock the expert lives then, journeys included"
    )
    founder_time_zone = serializers.CharField()
    clash = serializers.CharField(
        allow_null=True, help_text="Why it cannot be had: the code of a refused start, or quota_used_up"
    )
    quota = SpentQuotaSerializer(allow_null=True, help_text="The quota that is used up")
    alternatives = FreeStartSerializer(many=True)
    is_moved = serializers.BooleanField(help_text="It has another hour than the rule's")
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
        rows = [preview_row(plan["wanted"], planned) for planned in plan["dates"]]
        return SeriesPreviewDateSerializer(rows, many=True).data


def preview_row(wanted: Wanted, planned: PlannedDate) -> dict[str, Any]:
    return {
        "on": planned.on,
        "starts_at": planned.starts_at,
        "ends_at": planned.ends_at,
        **_clocks_at(planned.starts_at, wanted.expert.person, wanted.founder),
        "clash": planned.clash,
        "quota": planned.spent,
        "alternatives": spans_of(planned.alternatives, wanted.programme.session_minutes),
        "is_moved": planned.is_moved,
        "shifts_for": planned.shifts_for,
    }


def _clocks_at(at: datetime, expert: Person, founder: Person) -> dict[str, str]:
    """On whose clocks both live then, on a journey another than at home, and what these show, to the minute."""
    told: dict[str, str] = {}
    for side, person in (("expert", expert), ("founder", founder)):
        zone = zone_of(person, at)
        told |= {f"{side}_local": at.astimezone(ZoneInfo(zone)).strftime(WALL), f"{side}_time_zone": zone}
    return told


class OccurrenceSerializer(serializers.Serializer[Any]):
    """Made of a session of the series, and the sides for whom its hour shifts."""

    session = serializers.UUIDField()
    on = serializers.DateField(help_text="The date that the rule named")
    state = serializers.ChoiceField(choices=SessionState.choices)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    version = serializers.IntegerField()
    is_moved = serializers.BooleanField(
        help_text="It has another hour than the rule's, chosen or moved by hand"
    )
    expert_local = serializers.CharField()
    founder_local = serializers.CharField()
    expert_time_zone = serializers.CharField(
        help_text="On whose clock the expert lives then, journeys included"
    )
    founder_time_zone = serializers.CharField()
    shifts_for = serializers.ListField(child=serializers.ChoiceField(choices=["expert", "founder"]))
    in_google = serializers.BooleanField(help_text=IN_GOOGLE)


def occurrence_row(
    series: Series, session: Session, shifts_for: tuple[str, ...], *, in_google: bool = False
) -> dict[str, Any]:
    """A session of the series, whose two people are in hand with their journeys."""
    appointment = session.appointment
    return {
        "session": session.pk,
        "on": session.occurrence_on,
        "state": session.state,
        "starts_at": appointment.starts_at,
        "ends_at": appointment.ends_at,
        "version": appointment.version,
        "is_moved": not session.follows_rule,
        **_clocks_at(appointment.starts_at, series.expert.person, series.founder),
        "shifts_for": shifts_for,
        "in_google": in_google,
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
    """One series with its dates. The context holds `sessions` (each with its shift marks), `meet_url`, `may` and the ids
    of those `in_google`."""

    rrule = serializers.SerializerMethodField()
    meet_url = serializers.SerializerMethodField(help_text="Where all of its agreed dates meet")
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
            "meet_url",
            "follows",
            "followed_by",
            "occurrences",
            "may",
        ]

    def get_rrule(self, series: Series) -> str:
        return rrule_text(series.rule, series.start)

    def get_meet_url(self, _series: Series) -> str:
        return str(self.context["meet_url"])

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_followed_by(self, series: Series) -> str | None:
        following = getattr(series, "followed_by", None)
        return str(following.pk) if following else None

    @extend_schema_field(OccurrenceSerializer(many=True))
    def get_occurrences(self, series: Series) -> Any:
        in_google = self.context["in_google"]
        rows = [
            occurrence_row(series, session, sides, in_google=session.pk in in_google)
            for session, sides in self.context["sessions"]
        ]
        return OccurrenceSerializer(rows, many=True).data

    def get_may(self, _series: Series) -> list[str]:
        deeds: list[str] = self.context["may"]
        return deeds


class SeriesAnswerViewSerializer(SeriesRowSerializer):
    """What is seen behind a signed link: the dates that it asks for. The context holds its `bearer`."""

    answered = serializers.SerializerMethodField()
    expires_at = serializers.SerializerMethodField()
    occurrences = serializers.SerializerMethodField()

    class Meta(SeriesRowSerializer.Meta):
        fields = [
            *SeriesRowSerializer.Meta.fields,
            "questions",
            "deck_url",
            "answered",
            "expires_at",
            "occurrences",
        ]

    def get_answered(self, _series: Series) -> bool:
        """Nothing is left to answer: see the states of the dates."""
        return bool(self.context["bearer"].answered)

    @extend_schema_field(serializers.DateTimeField())
    def get_expires_at(self, _series: Series) -> str:
        """Until when the dates are held."""
        return instant(self.context["bearer"].expires_at)

    @extend_schema_field(OccurrenceSerializer(many=True))
    def get_occurrences(self, series: Series) -> Any:
        sessions = self.context["bearer"].sessions
        marks = session_marks(sessions, series.expert.person, series.founder)
        rows = [
            occurrence_row(series, session, sides) for session, sides in zip(sessions, marks, strict=True)
        ]
        return OccurrenceSerializer(rows, many=True).data
