"""Finding time with several experts: who is free next, when all of them are, when any of them is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person, Role
from accounts.permissions import SessionPeople
from agenda import queries as agenda
from agenda.slots import DayReason
from directory.models import Expert
from directory.queries import experts_visible_to
from mentoring.api.free_starts import WindowSerializer
from mentoring.api.serializers import FreeStartSerializer
from mentoring.models import Programme
from mentoring.queries import offer_of
from mentoring.refusals import ExpertUnknown, TooManyExperts, spans_of

# How many experts one question may name.
MOST = {"each": 300, "any": 300, "all": 20}
SHOWN = ("organisation", "person__name", "person__time_zone")


class ExpertIdsField(serializers.CharField):
    """Ids with commas between them: "3,1,4"."""

    def to_internal_value(self, data: Any) -> Any:
        words = str(data).split(",")
        if not all(word.isascii() and word.isdigit() and len(word) < 10 for word in words):
            raise serializers.ValidationError(
                _("Give the ids of experts with commas between."), code="bad_ids"
            )
        return list(dict.fromkeys(map(int, words)))


class FindingQuerySerializer(WindowSerializer):
    programme = serializers.SlugRelatedField(slug_field="slug", queryset=Programme.objects.all())
    experts = ExpertIdsField(
        required=False, help_text="Ids, commas between; without any, every expert of the programme"
    )
    topic = serializers.CharField(required=False, help_text="Only experts who know this topic")
    mode = serializers.ChoiceField(
        choices=["each", "all", "any"],
        default="each",
        help_text="each: everybody's first starts, whoever is free next first. all: starts that suit all of them at "
        "once; the first expert's clock sets the minutes. any: starts at which one is free, with whose turn it is",
    )
    first = serializers.IntegerField(
        min_value=1, max_value=500, default=5, help_text="At most so many starts"
    )
    reasons = serializers.BooleanField(
        default=False, help_text="Tell why dates have no start (not for mode any)"
    )


class EmptyDaySerializer(serializers.Serializer[Any]):
    on = serializers.DateField()
    reason = serializers.ChoiceField(choices=[reason.value for reason in DayReason])


class FoundExpertSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    organisation = serializers.CharField()
    time_zone = serializers.CharField()
    starts = FreeStartSerializer(many=True, help_text="In mode each")
    empty_days = EmptyDaySerializer(many=True, help_text="On this expert's clock")


class FoundStartSerializer(FreeStartSerializer):
    expert = serializers.IntegerField(allow_null=True, help_text="Whose turn it is, in mode any")


class FindingSerializer(serializers.Serializer[Any]):
    mode = serializers.ChoiceField(choices=["each", "all", "any"])
    session_minutes = serializers.IntegerField()
    viewer_time_zone = serializers.CharField()
    experts = FoundExpertSerializer(many=True)
    starts = FoundStartSerializer(many=True, help_text="In modes all and any")
    empty_days = EmptyDaySerializer(many=True, help_text="In mode all, on the first expert's clock")


class FindingView(APIView):
    """When several experts can be met; the same six statements for two of them and for three hundred."""

    permission_classes = [SessionPeople]

    @extend_schema(parameters=[FindingQuerySerializer], responses=FindingSerializer)
    def get(self, request: Request) -> Response:
        viewer, now = signed_in(request), clock.now()
        asked = FindingQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        experts = _experts(wish, viewer)
        question = agenda.Together(
            experts=tuple(expert.person_id for expert in experts),
            offer=offer_of(wish["programme"]),
            beside=(viewer,) if viewer.role == Role.STARTUP_MEMBER else (),
        )
        found = MODES[wish["mode"]](question, experts, wish, now)
        about = {
            "mode": wish["mode"],
            "session_minutes": wish["programme"].session_minutes,
            "viewer_time_zone": viewer.time_zone,
        }
        return Response(about | found)


def _experts(wish: Mapping[str, Any], viewer: Person) -> list[Expert]:
    """Those asked for, in that order; every one of them takes sessions of the programme. One statement."""
    most, ids, topic = MOST[wish["mode"]], wish.get("experts"), wish.get("topic")
    if ids and len(ids) > most:
        raise TooManyExperts(most=most)
    visible = experts_visible_to(viewer).prefetch_related(None).filter(kind=wish["programme"].expert_kind)
    if ids:
        visible = visible.filter(pk__in=ids)
    if topic:
        visible = visible.filter(topics__slug=topic)
    found = {expert.pk: expert for expert in visible.only(*SHOWN)[: most + 1]}
    if len(found) > most:
        raise TooManyExperts(most=most)
    if ids and not topic and (unknown := [pk for pk in ids if pk not in found]):
        raise ExpertUnknown(experts=unknown)
    return [found[pk] for pk in ids or found if pk in found]


def _each(
    question: agenda.Together, experts: Sequence[Expert], wish: Mapping[str, Any], now: datetime
) -> dict[str, Any]:
    window, minutes = _window(wish), question.offer.session_minutes
    found = agenda.first_starts_of_each(
        question, window=window, now=now, at_most=wish["first"], reasons=wish["reasons"]
    )
    by_person = {expert.person_id: expert for expert in experts}
    rows = [
        _row(by_person[person])
        | {"starts": spans_of(starts, minutes), "empty_days": _empty(found.empty.get(person, {}))}
        for person, starts in found.starts.items()
    ]
    return {"experts": rows, "starts": [], "empty_days": []}


def _all(
    question: agenda.Together, experts: Sequence[Expert], wish: Mapping[str, Any], now: datetime
) -> dict[str, Any]:
    window = _window(wish)
    starts, empty = agenda.starts_for_all(
        question, window=window, now=now, at_most=wish["first"], reasons=wish["reasons"]
    )
    spans = [span | {"expert": None} for span in spans_of(starts, question.offer.session_minutes)]
    return {"experts": _rows(experts), "starts": spans, "empty_days": _empty(empty)}


def _any(
    question: agenda.Together, experts: Sequence[Expert], wish: Mapping[str, Any], now: datetime
) -> dict[str, Any]:
    found = agenda.starts_of_any(question, window=_window(wish), now=now, at_most=wish["first"])
    ids = {expert.person_id: expert.pk for expert in experts}
    spans = spans_of([start for start, _person in found], question.offer.session_minutes)
    starts = [span | {"expert": ids[person]} for span, (_start, person) in zip(spans, found, strict=True)]
    return {"experts": _rows(experts), "starts": starts, "empty_days": []}


MODES = {"each": _each, "all": _all, "any": _any}


def _window(wish: Mapping[str, Any]) -> tuple[datetime, datetime]:
    return wish["from"], wish["until"]


def _rows(experts: Iterable[Expert]) -> list[dict[str, Any]]:
    return [_row(expert) | {"starts": [], "empty_days": []} for expert in experts]


def _row(expert: Expert) -> dict[str, Any]:
    person = expert.person
    return {
        "id": expert.pk,
        "name": person.name,
        "organisation": expert.organisation,
        "time_zone": person.time_zone,
    }


def _empty(days: Mapping[date, DayReason]) -> list[dict[str, str]]:
    return [{"on": on.isoformat(), "reason": reason.value} for on, reason in days.items()]
