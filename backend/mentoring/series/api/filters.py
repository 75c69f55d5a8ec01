"""The list of series: what may be asked of it, and what each row tells of its dates."""

from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers

from accounts.models import Person
from agenda.own_clock import zone_of
from mentoring.in_calendars import STANDING
from mentoring.models import Series, SeriesState, SessionState
from mentoring.series.api.serializers import SeriesRowSerializer
from mentoring.series.queries import LIVE


class SeriesFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    state = filters.MultipleChoiceFilter(choices=SeriesState.choices)
    programme = filters.CharFilter(field_name="programme__slug")
    expert = filters.NumberFilter(field_name="expert_id")
    startup = filters.NumberFilter(field_name="startup_id")
    waiting = filters.BooleanFilter(method="wait", label="Only those with dates that wait for an answer")
    q = filters.CharFilter(method="matches", label="Part of a name or of the goal")

    class Meta:
        model = Series
        fields: list[str] = []

    def wait(self, series: QuerySet[Series], name: str, value: bool) -> QuerySet[Series]:
        waiting = series.filter(sessions__state=SessionState.REQUESTED).values("pk")
        return series.filter(pk__in=waiting) if value else series

    def matches(self, series: QuerySet[Series], name: str, value: str) -> QuerySet[Series]:
        fields = ("goal", "founder__name", "startup__name_ko", "startup__name_en", "expert__person__name")
        return series.filter(Q(*((f"{field}__icontains", value) for field in fields), _connector=Q.OR))


def with_dates(series: QuerySet[Series], now: datetime) -> QuerySet[Series]:
    """Each with `next_starts_at` (None: nothing lies ahead), `dates_ahead`, `dates_agreed` and `dates_total`, in one
    statement; the newest first."""
    ahead = Q(sessions__state__in=LIVE, sessions__appointment__starts_at__gt=now)
    dated = series.annotate(
        next_starts_at=Min("sessions__appointment__starts_at", filter=ahead),
        dates_ahead=Count("sessions", filter=ahead),
        dates_agreed=Count("sessions", filter=Q(sessions__state__in=STANDING)),
        dates_total=Count("sessions"),
    )
    return dated.order_by("-created_at", "pk")  # an aggregate drops the order of the model


class SeriesListRowSerializer(SeriesRowSerializer):
    """A row of `with_dates`."""

    next_starts_at = serializers.DateTimeField(allow_null=True, help_text="The next date that lies ahead")
    next_expert_time_zone = serializers.SerializerMethodField(
        help_text="On whose clock the expert lives then, journeys included; without a next date the home's"
    )
    next_founder_time_zone = serializers.SerializerMethodField()
    dates_ahead = serializers.IntegerField()
    dates_agreed = serializers.IntegerField(help_text="That calendars show, those that are over too")
    dates_total = serializers.IntegerField(help_text="However they ended")

    class Meta(SeriesRowSerializer.Meta):
        fields = [
            *SeriesRowSerializer.Meta.fields,
            "next_starts_at",
            "next_expert_time_zone",
            "next_founder_time_zone",
            "dates_ahead",
            "dates_agreed",
            "dates_total",
        ]

    def get_next_expert_time_zone(self, series: Series) -> str:
        return _zone_at_next(series.expert.person, series)

    def get_next_founder_time_zone(self, series: Series) -> str:
        return _zone_at_next(series.founder, series)


def _zone_at_next(person: Person, series: Series) -> str:
    starts_at: datetime | None = series.next_starts_at  # type: ignore[attr-defined]  # annotated
    return zone_of(person, starts_at) if starts_at else person.time_zone
